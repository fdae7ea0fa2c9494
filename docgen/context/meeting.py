"""Meetings in words: who was absent and why, votes with base and percentage, tasks on one line, scores, elections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docgen.context.derived import Facts, Frame, derives
from docgen.context.walk import percent
from docgen.gaps import GapDate, GapNumber, mark
from docgen.standard.model import ScoreFrame
from docgen.vietnamese import capitals, dates, names, numbers
from schemas.election import KetQuaBau
from schemas.meeting import (
    BieuQuyet,
    ChamDiem,
    CuocHopChung,
    NguoiThamGia,
    NguoiVang,
    NhiemVu,
    NoiDungBieuQuyet,
    ThanhPhan,
    ThanhPhanChiUy,
    YKien,
)

_ELECTED = {True: "trúng cử", False: "không trúng cử"}


def person(someone: NguoiThamGia) -> str:
    """A person with his or her post."""
    return f"{someone.ho_ten}, {someone.chuc_vu}" if someone.chuc_vu else someone.ho_ten


def people(group: Sequence[NguoiThamGia]) -> str:
    """People with their posts in one sentence."""
    return "; ".join(f"đồng chí {person(someone)}" for someone in group)


def absent(group: Sequence[NguoiVang]) -> str:
    """How many are absent, who, and why."""
    listed = "; ".join(f"{someone.ho_ten} ({someone.ly_do})" if someone.ly_do else someone.ho_ten for someone in group)
    return f"{numbers.two_digits(len(group))} đồng chí: {listed}"


@derives(CuocHopChung)
def _meeting(meeting: CuocHopChung, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    day = mark(meeting.ngay.label) if isinstance(meeting.ngay, GapDate) else dates.official(meeting.ngay)
    return {
        "ngay_chu_hoa": capitals.first_upper(day),
        "chu_tri_chu": person(meeting.chu_tri),
        "thu_ky_chu": person(meeting.thu_ky),
        "khach_moi_chu": people(meeting.khach_moi),
    }


@derives(ThanhPhan)
def _attendance(group: ThanhPhan, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    away = group.tam_thoi_di + group.tam_thoi_di_du_bi
    outside = (
        (group.mien_sinh_hoat, "được miễn công tác và sinh hoạt đảng"),
        (away, "sinh hoạt tạm thời nơi khác"),
        (group.dinh_chi, "bị đình chỉ sinh hoạt"),
    )
    counts = {
        "tong": group.tong,
        "phai_du": group.phai_du,
        "co_mat": group.co_mat,
        "so_vang": group.so_vang,
        "mau_so": group.mau_so,
    }
    return {
        **counts,
        **{
            f"{name}_hai_so": numbers.two_digits(count) if not isinstance(count, GapNumber) else str(count)
            for name, count in counts.items()
        },
        "ty_le": percent(group.co_mat, group.phai_du),
        "ngoai_dien": ", ".join(f"{words} {numbers.two_digits(count)} đồng chí" for count, words in outside if count),
        "den_chu": f"{numbers.two_digits(group.tam_thoi_den)} đồng chí" if group.tam_thoi_den else "",
        "mien_co_du_chu": ", ".join(f"đồng chí {name}" for name in group.mien_sinh_hoat_co_du),
        "vang_co_ly_do_chu": absent(group.vang_co_ly_do) if group.vang_co_ly_do else "",
        "vang_khong_ly_do_chu": absent(group.vang_khong_ly_do) if group.vang_khong_ly_do else "",
    }


@derives(ThanhPhanChiUy)
def _committee_attendance(group: ThanhPhanChiUy, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {
        "ty_le": percent(group.co_mat, group.tong),
        "mau_so": group.mau_so,
        "vang_co_ly_do_chu": absent(group.vang_co_ly_do) if group.vang_co_ly_do else "",
        "vang_khong_ly_do_chu": absent(group.vang_khong_ly_do) if group.vang_khong_ly_do else "",
    }


def vote_base(document: Any) -> int:
    """The base of the votes in a document: of its meeting, or the one it states. Elections state their own (R-61)."""
    stated: int | None = getattr(document, "mau_so", None)
    if stated is not None:
        return stated
    meeting = document.cuoc_hop.thanh_phan
    base: int = meeting.mau_so
    return base


@derives(BieuQuyet)
def _vote(vote: BieuQuyet, _facts: Facts, frame: Frame) -> Mapping[str, Any]:
    base = vote_base(frame.document)
    known = not any(isinstance(number, GapNumber) for number in (vote.tan_thanh, base))
    result = "thông qua" if vote.thong_qua(base) else "không thông qua"
    return {
        "mau_so": base,
        "ty_le": percent(vote.tan_thanh, base),
        "can_dat": vote.can_dat(base),
        "ket_qua": result if known else mark("Kết quả biểu quyết"),
    }


@derives(NoiDungBieuQuyet)
def _vote_on_a_matter(vote: NoiDungBieuQuyet, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {"noi_dung_hinh_thuc": f"{vote.noi_dung} ({vote.hinh_thuc.label})"}


@derives(NhiemVu)
def _task(task: NhiemVu, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    details = [
        f"{words}{value}"
        for words, value in (
            ("chủ trì: đồng chí ", task.chu_tri),
            ("phối hợp: ", task.phoi_hop),
            ("sản phẩm: ", task.san_pham),
            ("thời hạn: ", task.thoi_han),
            ("kiểm tra: đồng chí ", task.kiem_tra),
            ("báo cáo: ", task.bao_cao),
        )
        if value
    ]
    line = "; ".join(details)
    sentence = f"{capitals.first_upper(line)}." if line else ""
    helpers = f"phối hợp: {task.phoi_hop}" if task.phoi_hop else ""
    report = f"báo cáo: {task.bao_cao}" if task.bao_cao else ""
    return {
        "nguoi": "; ".join(part for part in (task.chu_tri, helpers) if part),
        "ket_qua": "; ".join(part for part in (task.san_pham, report) if part),
        "chi_tiet": sentence,
        "mot_dong": f"{task.viec.rstrip('.;')}{f' ({line})' if line else ''}.",
    }


@derives(YKien)
def _opinion(_opinion: YKien, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return first_and_rest(facts["noi_dung"])


def first_and_rest(lines: Sequence[str]) -> dict[str, Any]:
    """Text that begins on the line of its heading, and the paragraphs that follow."""
    return {"dau": lines[0] if lines else "", "tiep": list(lines[1:])}


@derives(ChamDiem)
def _score(score: ChamDiem, _facts: Facts, frame: Frame) -> Mapping[str, Any]:
    rules = frame.standard.score
    total = score.cong if score.tong is None else score.tong
    rows = [
        {"ten": part.ten, "toi_da": part.max_points, "diem": numbers.decimal(getattr(score, part.ma))}
        for part in (rules.criteria if rules else ())
    ]
    return {
        "dong": rows,
        "tong_chu": numbers.decimal(total),
        "xep_loai_chu": score.xep_loai or (band(score, rules) if rules else ""),
    }


def band(score: ChamDiem, rules: ScoreFrame) -> str:
    """The band that the sum of the parts earns."""
    return next(band.ten for band in rules.bands if score.cong >= band.from_points)


@derives(KetQuaBau)
def _election(election: KetQuaBau, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    elected = {someone.ho_ten for someone in election.trung_cu}
    counts = (election.mau_so, election.so_can_bau, *(someone.so_phieu for someone in election.ung_vien))
    known = not any(isinstance(number, GapNumber) for number in counts)
    rows = [
        {
            "ho_ten": someone.ho_ten,
            "so_phieu": someone.so_phieu,
            "ty_le": percent(someone.so_phieu, election.mau_so),
            "ket_qua": _ELECTED[someone.ho_ten in elected] if known else mark("Kết quả bầu"),
        }
        for someone in election.theo_phieu
    ]
    alphabetical = sorted(election.ung_vien, key=lambda someone: names.sort_key(someone.ho_ten))
    return {
        "theo_phieu": rows,
        "danh_sach": [someone.ho_ten for someone in alphabetical],
        "trung_cu": [row for row in rows if row["ho_ten"] in elected]
        if known
        else [rows[0] | {"ho_ten": mark("Người trúng cử")}],
        "con_thieu": election.so_can_bau - len(election.trung_cu) if known else 0,
        "can_dat": election.can_dat,
    }
