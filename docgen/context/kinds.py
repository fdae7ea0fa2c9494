"""What single kinds add: months before and after, numbers of sections that may be missing, articles and their letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen.context.derived import Facts, Frame, derives
from docgen.context.heading import bare, full_reference, ground_lines, ground_text, number_line
from docgen.context.meeting import first_and_rest, people, person, vote_base
from docgen.context.walk import percent, together
from docgen.docx.metrics import balanced_lines
from docgen.gaps import MARK, GapDate, GapNumber, mark
from docgen.shared_parts import worked_out
from docgen.vietnamese import capitals, dates, numbers
from schemas.bien_ban import BienBanChung, DaiHoiChiBo, KiemPhieu, MucKetLuan, SinhHoatChuyenDe
from schemas.document import CanCu
from schemas.nghi_quyet import ChuyenDe, DaiHoi, DanhGiaThang, KyHop, NghiQuyetChung, NhiemVuNam
from schemas.quy_che_lam_viec import QuyChe, QuyetDinhBanHanh
from schemas.quyet_dinh_phan_cong import (
    CaNhan,
    DangVien,
    DanhSach,
    DieuChinh,
    DongNhiemVu,
    LoaiDangVien,
    PhanCongMotNguoi,
    QuyetDinhChung,
    ThayDoi,
)
from schemas.tai_lieu_boi_duong import ChuyenDeBoiDuong, Khoi, LoaiKhoi

_DECEMBER = 12


def numbered(*sections: tuple[str, object], start: int = 1) -> dict[str, str]:
    """A number for every section that is there, an empty one for those that are not."""
    present = [name for name, value in sections if value]
    return {name: str(start + present.index(name)) if name in present else "" for name, _ in sections}


def lettered(items: Sequence[Facts]) -> None:
    """Give every item its letter `chu` of the Vietnamese alphabet."""
    for place, item in enumerate(items, 1):
        item["chu"] = numbers.letter(place)


# --- nghị quyết, kết luận ---------------------------------------------------------------------------------------------


@derives(KyHop)
def _month(month: KyHop, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    if isinstance(month.thang, GapNumber) or isinstance(month.nam, GapNumber):
        gap = f"{month.thang}/{month.nam}"
        return {"thang_nam": gap, "thang_chu": str(month.thang), "thang_truoc": gap, "thang_sau": gap}
    before = (month.thang - 1, month.nam) if month.thang > 1 else (_DECEMBER, month.nam - 1)
    after = (month.thang + 1, month.nam) if month.thang < _DECEMBER else (1, month.nam + 1)
    own = dates.month_year((month.thang, month.nam))
    return {
        "thang_nam": own,
        "thang_chu": own.split("/")[0],
        "thang_truoc": dates.month_year(before),
        "thang_sau": dates.month_year(after),
    }


@derives(DanhGiaThang)
def _review(review: DanhGiaThang, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    lettered(facts["linh_vuc"])
    sections = (
        ("linh_vuc", review.linh_vuc),
        ("viec_thang_truoc", review.viec_thang_truoc),
        ("bieu_duong", review.bieu_duong),
        ("nhac_nho", review.nhac_nho),
        ("han_che", review.han_che or review.nguyen_nhan),
    )
    return {"so_muc": numbered(*sections, start=2)}


@derives(NghiQuyetChung)
def _resolution(document: Any, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {"mau_so_bieu_quyet": vote_base(document), "ky_ten": facts["nguoi_ky"]}


@derives(ChuyenDe)
def _thematic(document: ChuyenDe, _facts: Facts, frame: Frame) -> Mapping[str, Any]:
    return {
        "can_cu_dong": _grounds(document.can_cu, frame, decision_follows=False),
        "trich_yeu": together(bare(document.trich_yeu)),
    }


@derives(NhiemVuNam)
def _year(document: NhiemVuNam, _facts: Facts, frame: Frame) -> Mapping[str, Any]:
    sections = (("han_che", document.han_che), ("nguyen_nhan", document.nguyen_nhan))
    return {
        "can_cu_dong": _grounds(document.can_cu, frame, decision_follows=False),
        "nam_truoc": document.nam - 1,
        "so_muc": numbered(*sections, start=len(document.ket_qua) + 1),
    }


@derives(DaiHoi)
def _congress(document: DaiHoi, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    lettered(facts["giai_phap"])
    return {
        "mau_so_bieu_quyet": document.mau_so,
        "ky_ten": facts["nguoi_ky"],
        "ty_le_du": percent(document.co_mat, document.trieu_tap),
        "doan_chu_tich_chu": people(document.doan_chu_tich),
    }


def _grounds(grounds: Sequence[CanCu], frame: Frame, *more: str, decision_follows: bool = True) -> list[str]:
    day = frame.document.ngay_ban_hanh
    texts = [worked_out(ground, (ground_text, day), lambda: ground_text(ground, day)) for ground in grounds]  # noqa: B023
    return ground_lines([*texts, *more], frame, decision_follows=decision_follows)


# --- biên bản ---------------------------------------------------------------------------------------------------------


@derives(BienBanChung)
def _minutes(document: BienBanChung, _facts: Facts, frame: Frame) -> Mapping[str, Any]:
    read = document.thong_qua
    before = (
        ("tham_tra", getattr(document, "tham_tra", None)),
        ("bao_cao", getattr(document, "bao_cao", None)),
        ("thong_tin", getattr(document, "thong_tin", None)),
        ("kiem_diem", getattr(document, "kiem_diem", None) or getattr(document, "viec_thang_truoc", None)),
        ("du_kien", getattr(document, "du_kien", None)),
        ("thao_luan", document.thao_luan),
        ("cap_tren", getattr(document, "cap_tren", None)),
    )
    after = (
        ("ket_luan", document.ket_luan),
        ("bieu_quyet", document.bieu_quyet),
        ("nhiem_vu", document.nhiem_vu),
        ("tu_cham_diem", getattr(document, "tu_cham_diem", None)),
    )
    return {
        "mau_so_bieu_quyet": vote_base(frame.document),
        "ty_le_thong_qua": percent(read.tan_thanh, read.tong) if read else "",
        "so_y_kien": numbers.two_digits(len({opinion.ho_ten for opinion in document.thao_luan})),
        "so_muc": numbered(*before),
        "so_ket_thuc": numbered(*after),
        "co_noi_dung": any(value for _, value in before),
        "co_ket_thuc": any(value for _, value in after),
    }


@derives(MucKetLuan)
def _conclusion(_conclusion: MucKetLuan, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return first_and_rest(facts["noi_dung"])


@derives(SinhHoatChuyenDe)
def _thematic_minutes(document: SinhHoatChuyenDe, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {"nguoi_trinh_bay_chu": person(document.nguoi_trinh_bay)}


@derives(DaiHoiChiBo)
def _congress_minutes(document: DaiHoiChiBo, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    present = document.cuoc_hop.thanh_phan
    came = present.co_mat + len(present.mien_sinh_hoat_co_du)
    facts["cuoc_hop"]["thanh_phan"]["du_quyen_bieu_quyet"] = _two_digits(present.du_quyen_bieu_quyet)
    return {
        "doan_chu_tich_chu": people(document.doan_chu_tich),
        "doan_thu_ky_chu": people(document.doan_thu_ky),
        "so_du": _two_digits(came),
        "ty_le_du": percent(came, document.trieu_tap),
    }


def _two_digits(count: int) -> str:
    return str(count) if isinstance(count, GapNumber) else numbers.two_digits(count)


@derives(KiemPhieu)
def _tally(document: KiemPhieu, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {
        "chu_tri_chu": person(document.chu_tri),
        "so_ban_chu": numbers.two_digits(document.so_ban),
        "ngay_chu_hoa": capitals.first_upper(facts["ngay_chu"]),
    }


# --- quyết định phân công ---------------------------------------------------------------------------------------------


@derives(DongNhiemVu, alone=True)
def _duty(duty: DongNhiemVu, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    place = f"{duty.dia_ban or ''}{f' ({duty.so_ho} hộ)' if duty.so_ho else ''}".strip()
    details = (
        ("Sản phẩm, minh chứng: ", duty.san_pham),
        ("Thời hạn: ", duty.han),
        ("Địa bàn: ", place),
        ("Phối hợp: ", duty.nguoi_phoi_hop),
        ("Theo dõi, kiểm tra: đồng chí ", duty.nguoi_kiem_tra),
        ("Báo cáo: ", duty.che_do_bao_cao),
    )
    sentences = [f"{words}{bare(value)}." for words, value in details if value]
    return {"dia_ban_chu": place, "day_du": " ".join([f"{bare(duty.viec)}.", *sentences])}


@derives(DangVien, alone=True)
def _member(member: DangVien, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    days = (("sinh ngày", member.ngay_sinh), ("vào Đảng ngày", member.ngay_ket_nap), ("chính thức ngày", member.ngay_chinh_thuc))
    born, admitted, official = (f"{words} {_day(day)}" if day else "" for words, day in days)
    card = f"số thẻ đảng viên {member.so_the}" if member.so_the else ""
    standing = "đảng viên dự bị" if member.loai is LoaiDangVien.DU_BI else ""
    posts = ", ".join(post for post in (member.chuc_vu_dang, member.chuc_vu_khac) if post)
    cell = f"sinh hoạt tại {member.to_dang}" if member.to_dang else ""
    parts = [born, card, admitted, official, standing if standing.lower() not in posts.lower() else "", posts, cell]
    return {
        "ly_lich": "".join(f", {part}" for part in parts if part),
        "ly_lich_ngan": "".join(f"; {part}" for part in (born, card, admitted, official) if part),
        "chuc_vu_chu": posts,
        "tieu_de": " - ".join(part for part in (member.ho_ten, posts, member.to_dang) if part),
    }


def _day(day: Any) -> str:
    return mark(day.label) if isinstance(day, GapDate) else dates.short(day)


@derives(PhanCongMotNguoi)
def _assignment(_assignment: PhanCongMotNguoi, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {"dong": [*facts["co_dinh"], *facts["mo"]]}


@derives(ThayDoi)
def _change(_change: ThayDoi, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    lettered(facts["giao_them"])
    return {"so_muc": numbered(("thoi_giao", facts["thoi_giao"]), ("giao_them", facts["giao_them"]))}


@derives(QuyetDinhChung)
def _decision(document: QuyetDinhChung, facts: Facts, frame: Frame) -> Mapping[str, Any]:
    decided = [f"Căn cứ {full_reference(document.nghi_quyet)}"] if document.nghi_quyet else []
    last = [bare(document.theo_de_nghi)] if document.theo_de_nghi else []
    number = number_line(document.so, frame, "quyet_dinh").removeprefix("Số ")
    return {
        "can_cu_dong": _grounds(document.can_cu, frame, *decided, *last),
        "thoi_gian": period(document.tu_ngay, document.den_ngay),
        "thi_hanh_chu": sentence_list(document.thi_hanh),
        "thay_the_chu": full_reference(document.thay_the) if document.thay_the else "",
        "ky_ten": facts["nguoi_ky"],
        "so_quyet_dinh": number,
        "ngay_quyet_dinh": "    /    /       " if document.de_trong_ngay else facts["ngay_ban_hanh"],
    }


def period(first: Any, last: Any) -> str:
    """From which day to which, as it stands in a sentence; without `last` it has no end."""
    return f"từ ngày {_day(first)}" + (f" đến ngày {_day(last)}" if last else "")


def sentence_list(items: Sequence[str]) -> str:
    """A list inside a sentence: a, b và c."""
    parts = [bare(item) for item in items]
    return " và ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


@derives(CaNhan)
def _one_member(_document: CaNhan, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    lettered(facts["co_dinh"])
    lettered(facts["mo"])
    return {"so_muc": numbered(("co_dinh", facts["co_dinh"]), ("mo", facts["mo"]))}


@derives(DanhSach)
def _whole_cell(document: DanhSach, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    lettered(facts["nhiem_vu_chung"])
    sections = (("chung", document.nhiem_vu_chung), ("rieng", document.phan_cong), ("khong", document.khong_phan_cong))
    for place, one in enumerate(facts["phan_cong"], 1):
        one["so"] = place
    return {
        "so_nguoi": _how_many(document.phan_cong),
        "so_khong": numbers.two_digits(len(document.khong_phan_cong)),
        "so_muc": numbered(*sections),
    }


def _how_many(assigned: Sequence[PhanCongMotNguoi | ThayDoi]) -> str:
    """How many members; in a draft that does not name all of them yet, a gap."""
    if any(one.dang_vien.ho_ten.startswith(MARK) for one in assigned):
        return mark("Số đảng viên")
    return numbers.two_digits(len(assigned))


@derives(DieuChinh)
def _adjustment(document: DieuChinh, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {"so_nguoi": _how_many(document.thay_doi), "quyet_dinh_goc_chu": facts["quyet_dinh_goc"]["day_du"]}


# --- quy chế ----------------------------------------------------------------------------------------------------------


@derives(QuyetDinhBanHanh)
def _promulgation(decision: QuyetDinhBanHanh, _facts: Facts, frame: Frame) -> Mapping[str, Any]:
    last = [bare(decision.theo_de_nghi)] if decision.theo_de_nghi else []
    return {
        "can_cu_dong": _grounds(decision.can_cu, frame, *last),
        "so_ky_hieu": number_line(decision.so, frame, "quyet_dinh"),
        "thay_the_chu": bare(decision.thay_the or ""),
        "thi_hanh_chu": sentence_list(decision.thi_hanh),
    }


@derives(QuyChe)
def _regulations(document: QuyChe, facts: Facts, frame: Frame) -> Mapping[str, Any]:
    additions: Facts = {
        "can_cu_dong": _grounds(document.can_cu, frame, decision_follows=False),
        "trich_yeu": together(bare(document.trich_yeu)),
        "than_bai": list(_articles(document)),
        "ky_ten": facts["nguoi_ky"],
    }
    if document.quyet_dinh:
        number = facts["quyet_dinh"]["so_ky_hieu"].removeprefix("Số ")
        day = "    /    /       " if document.de_trong_ngay else facts["ngay_ban_hanh"]
        additions["kem_theo"] = f"(Ban hành kèm theo Quyết định số {number}, ngày {day} của {document.co_quan.ten})"
    return additions


def _articles(document: QuyChe) -> Iterator[Facts]:
    """The whole text as a flat list of (role, text): chapters in Roman numbers, articles numbered through, clauses, points."""
    article = 0
    for chapter_number, chapter in enumerate(document.chuong, 1):
        yield _line("chuong", f"Chương {numbers.roman(chapter_number)}")
        yield _line("ten_chuong", capitals.upper(chapter.ten))
        for one in chapter.dieu:
            article += 1
            yield _line("dieu", f"Điều {article}. {bare(one.ten)}")
            yield from (_line("doan", text) for text in (one.mo_dau or "").split("\n") if text)
            for number, clause in enumerate(one.khoan, 1):
                first, *rest = clause.noi_dung.split("\n")
                yield _line("khoan", f"{number}. {first}" if len(one.khoan) > 1 else first)
                yield from (_line("doan", text) for text in rest)
                yield from (_line("diem", f"{numbers.letter(place)}) {point}") for place, point in enumerate(clause.diem, 1))


def _line(role: str, text: str) -> Facts:
    return {"vai": role, "chu": together(text)}


# --- tài liệu bồi dưỡng -----------------------------------------------------------------------------------------------

_COVER_PT = 150 / 25.4 * 72
_TITLE_PARTS = frozenset(
    {"VÀ", "TRONG", "ĐỐI VỚI", "THEO", "BÍ THƯ", "CHI ỦY", "CHẤT LƯỢNG", "SINH HOẠT", "NÂNG CAO", "CÔNG TÁC", "NHIỆM VỤ"}
)
_BOX_TITLES = {LoaiKhoi.CAN_NHO: "CẦN NHỚ", LoaiKhoi.QUY_DINH: "QUY ĐỊNH HIỆN HÀNH", LoaiKhoi.VI_DU: "VÍ DỤ"}


@derives(Khoi)
def _piece(piece: Khoi, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    title = _BOX_TITLES.get(piece.loai, "")
    if piece.bang:
        facts["bang"] = {"cot": _cells(facts["bang"]["cot"]), "hang": [_cells(row["o"]) for row in facts["bang"]["hang"]]}
    return {
        "hop": title and (f"{title}: {piece.ten}" if piece.ten else title),
        "so_cot": len(piece.bang.cot) if piece.bang else 0,
    }


def _cells(row: Sequence[str]) -> dict[str, str]:
    """The cells of a row by name, o1 to o5; a template reaches fields by name only."""
    return {f"o{place}": row[place - 1] if place <= len(row) else "" for place in range(1, 6)}


@derives(ChuyenDeBoiDuong)
def _handout(document: ChuyenDeBoiDuong, facts: Facts, frame: Frame) -> Mapping[str, Any]:
    bookmark = iter(range(1, 1_000_000))
    for place, part in enumerate(facts["noi_dung"], 1):
        part["la_ma"], part["ma"] = numbers.roman(place), next(bookmark)
        for section in part["muc"]:
            section["ma"] = next(bookmark)
    for question, asked in zip(facts["thu_hoach"]["cau_hoi"], document.thu_hoach.cau_hoi, strict=True):
        question["dong_ke"] = list(range(asked.so_dong))
    day = document.ngay_ban_hanh
    return {
        "ban_nhap": frame.draft,
        "don_vi_hoa": capitals.upper(document.don_vi),
        "cap_tren_hoa": capitals.upper(document.cap_tren or ""),
        "ten_dong": balanced_lines(capitals.upper(document.ten_chuyen_de), _COVER_PT, 22, "bold", _TITLE_PARTS),
        "phan_c": "CÂU HỎI THẢO LUẬN, TÌNH HUỐNG" if document.tinh_huong else "CÂU HỎI THẢO LUẬN",
        "dia_danh_thang": f"{document.dia_danh}, {dates.official(day).split(' ', 2)[2]}",
        "du_thao": f"Dự thảo lần {document.du_thao_lan}" if document.du_thao_lan else "Dự thảo" if frame.draft else "",
    }
