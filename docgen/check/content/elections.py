"""Elections: order, ballots, base, number of candidates, who may count (Quy chế bầu cử, 190-QĐ/TW)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.check.content.counting import election_base, voters_present
from docgen.check.content.facts import HINT, WARN, attendance, find, is_cell, joined, key, says, shown
from docgen.check.registry import Case, Hit, rule
from schemas.bien_ban import KiemPhieu
from schemas.election import ChucDanhBau, KetQuaBau

CLAUSE = "Quyết định 190-QĐ/TW (Quy chế bầu cử)"
MOST_SURPLUS = 30  # phần trăm số lượng cần bầu

_ORDER = {ChucDanhBau.CHI_UY: 0, ChucDanhBau.BI_THU: 1, ChucDanhBau.PHO_BI_THU: 2}
_OFFICERS = {ChucDanhBau.BI_THU, ChucDanhBau.PHO_BI_THU}
_SECOND = re.compile(r"phó\s+bí thư", re.IGNORECASE)
_FIRST = re.compile(r"(?<!phó )bí thư", re.IGNORECASE)


def _elections(case: Case) -> Sequence[tuple[str, KetQuaBau]]:
    return find(case, KetQuaBau)


@rule("R-04", "W", "Bầu chi ủy, rồi bí thư, rồi phó bí thư", clause=CLAUSE, grade="C")
def order_of_elections(case: Case) -> Iterator[Hit]:
    """Bầu chi ủy trước, rồi bí thư, rồi phó bí thư.

    Vì sao: bí thư, phó bí thư được bầu trong số chi ủy viên vừa trúng cử.
    Đúng: bầu chi ủy, bầu bí thư, bầu phó bí thư.
    Sai: bầu bí thư trước khi bầu chi ủy.
    """
    last = ChucDanhBau.CHI_UY
    for path, election in _elections(case):
        office = election.chuc_danh
        if office not in _ORDER:
            continue
        if _ORDER[office] < _ORDER[last]:
            message = f"Bầu {office.label} sau khi bầu {last.label}."
            yield Hit(joined(path, "chuc_danh"), message, "Xếp lại thứ tự các lần bầu: chi ủy, bí thư, phó bí thư.")
        else:
            last = office


@rule("R-05", "W", "Bí thư, phó bí thư bầu bằng hai phiếu riêng", clause=CLAUSE, grade="C")
def separate_ballots(case: Case) -> Iterator[Hit]:
    """Bí thư và phó bí thư được bầu bằng hai lần bỏ phiếu riêng, mỗi lần một người.

    Vì sao: người không trúng bí thư còn có thể được giới thiệu bầu phó bí thư; bầu chung một phiếu là sai quy trình.
    Đúng: “Bầu bí thư chi bộ”, rồi “Bầu phó bí thư chi bộ”.
    Sai: “Bầu bí thư, phó bí thư chi bộ” trên một phiếu.
    """
    for path, election in _elections(case):
        if _SECOND.search(election.ten) and _FIRST.search(election.ten):
            message = f"Một lần bỏ phiếu bầu cả bí thư và phó bí thư: {shown(election.ten)}."
            yield Hit(joined(path, "ten"), message, "Tách thành hai lần bầu, hai biên bản kiểm phiếu.")
        elif is_cell(case) and election.chuc_danh in _OFFICERS and election.so_can_bau > 1:
            message = f"Bầu {election.so_can_bau} {election.chuc_danh.label}; chi bộ bầu một {election.chuc_danh.label}."
            yield Hit(joined(path, "so_can_bau"), message, "Sửa số lượng cần bầu.")


@rule("R-08", "I", "Đề nghị chuẩn y kết quả bầu cử", clause="Điều lệ Đảng", grade="B")
def ask_for_recognition(case: Case) -> Iterator[Hit]:
    """Bầu xong chi ủy, bí thư, phó bí thư thì báo cáo cấp ủy cấp trên trực tiếp chuẩn y.

    Vì sao: cấp ủy mới làm việc ngay sau khi bầu, nhưng chức danh cần được chuẩn y.
    Đúng: “báo cáo kết quả đại hội, đề nghị Đảng ủy xã chuẩn y kết quả bầu cử”.
    Sai: bầu xong bí thư mà văn bản không nhắc đến việc chuẩn y.
    """
    for path, election in _elections(case):
        if election.chuc_danh is ChucDanhBau.BI_THU and election.trung_cu and not says(case, "chuẩn y"):
            above = case.document.co_quan.cap_uy_cap_tren or "cấp ủy cấp trên trực tiếp"
            yield Hit(path, "Văn bản không nhắc đến việc chuẩn y kết quả bầu.", f"Ghi việc báo cáo, đề nghị {above} chuẩn y.")
            return


@rule("R-61", "W", "Mẫu số bầu cử ở đại hội", clause=CLAUSE, grade="C")
def base_at_congress(case: Case) -> Iterator[Hit]:
    """Ở đại hội, mẫu số còn trừ người bị đình chỉ và người vắng suốt đại hội có lý do được chấp nhận.

    Vì sao: các lần bầu của một đại hội dùng chung một mẫu số; lấy số có mặt làm mẫu số là sai.
    Đúng: 21 đảng viên chính thức, 1 vắng suốt có lý do: mẫu số 20.
    Sai: ba lần bầu ghi mẫu số 20, 21, 19.
    """
    expected = election_base(case)
    if expected is None:
        return
    for path, election in _elections(case):
        if election.mau_so != expected:
            message = f"Mẫu số bầu cử ghi {election.mau_so}, khác mẫu số của đại hội là {expected}."
            yield Hit(joined(path, "mau_so"), message, "Xem lại: chính thức, trừ ở nơi khác, miễn, đình chỉ, vắng suốt có lý do.")


@rule("R-65", "E", "Danh sách bầu cử đủ người, số dư vừa phải", clause=CLAUSE, grade="B")
def candidates_and_winners(case: Case) -> Iterator[Hit]:
    """Danh sách bầu cử không ít hơn số cần bầu; số dư không quá 30%; bằng phiếu ở vị trí cuối thì bầu lại.

    Vì sao: thiếu người thì không bầu đủ; người trúng cử phải quá nửa mẫu số và có số phiếu cao hơn.
    Đúng: cần bầu 3, danh sách 3 người; 14/22 phiếu trúng cử.
    Sai: cần bầu 3, danh sách 2 người; hoặc hai người cùng 13 phiếu ở vị trí cuối.
    """
    for path, election in _elections(case):
        listed, wanted = len(election.ung_vien), election.so_can_bau
        if listed < wanted:
            message = f"Danh sách có {listed} người, cần bầu {wanted}."
            yield Hit(joined(path, "ung_vien"), message, "Bổ sung danh sách hoặc sửa số lượng cần bầu.")
        # One more than needed is always allowed: 30% of one or two is less than a person.
        elif listed - wanted > max(1, wanted * MOST_SURPLUS // 100):
            message = f"Danh sách có {listed} người, dư {listed - wanted} so với số cần bầu {wanted}."
            yield Hit(joined(path, "ung_vien"), message, f"Số dư không quá {MOST_SURPLUS}% số cần bầu.", WARN)
        yield from _outcome(path, election)


def _outcome(path: str, election: KetQuaBau) -> Iterator[Hit]:
    over_half = [person for person in election.theo_phieu if person.so_phieu >= election.can_dat]
    missing = election.so_can_bau - len(election.trung_cu)
    if missing and len(over_half) > len(election.trung_cu):
        tied = ", ".join(person.ho_ten for person in over_half if person not in election.trung_cu)
        message = f"Bằng phiếu ở vị trí cuối: {tied}; còn thiếu {missing}."
        yield Hit(joined(path, "ung_vien"), message, "Bầu lại giữa những người bằng phiếu.", WARN)
    elif missing > 0 and len(election.ung_vien) >= election.so_can_bau:
        message = (
            f"Trúng cử {len(election.trung_cu)}/{election.so_can_bau}; cần ít nhất {election.can_dat}/{election.mau_so} phiếu."
        )
        yield Hit(joined(path, "ung_vien"), message, "Bầu tiếp số còn thiếu, hoặc báo cáo cấp ủy cấp trên.", HINT)


@rule("R-67", "E", "Số phiếu phát ra, thu vào, hợp lệ phải khớp", clause=CLAUSE, grade="B")
def ballots_add_up(case: Case) -> Iterator[Hit]:
    """Phát ra không quá số người có quyền bầu có mặt; thu vào không quá phát ra; thu vào bằng hợp lệ cộng không hợp lệ.

    Vì sao: thừa một phiếu là phải bầu lại; mỗi người không thể có nhiều phiếu bầu hơn số phiếu hợp lệ.
    Đúng: phát ra 20, thu vào 20, hợp lệ 19, không hợp lệ 1.
    Sai: phát ra 20, thu vào 21; hoặc hợp lệ 19 mà một người được 20 phiếu.
    """
    for path, election in _elections(case):
        for field, message in _ballot_faults(election, voters_present(case)):
            yield Hit(joined(path, field), message, "Đếm lại phiếu, sửa số liệu.")
        for index, person in enumerate(election.ung_vien):
            if person.so_phieu > election.hop_le:
                message = f"Đồng chí {person.ho_ten} được {person.so_phieu} phiếu, chỉ có {election.hop_le} phiếu hợp lệ."
                yield Hit(joined(path, f"ung_vien.{index}.so_phieu"), message, "Sửa số phiếu.")


def _ballot_faults(election: KetQuaBau, voters: int | None) -> Iterator[tuple[str, str]]:
    if voters is not None and election.phat_ra > voters:
        yield "phat_ra", f"Phát ra {election.phat_ra} phiếu, chỉ có {voters} người có quyền bầu có mặt."
    if election.thu_vao > election.phat_ra:
        yield "thu_vao", f"Thu vào {election.thu_vao} phiếu, chỉ phát ra {election.phat_ra}."
    if election.hop_le + election.khong_hop_le != election.thu_vao:
        counted = election.hop_le + election.khong_hop_le
        yield (
            "hop_le",
            f"Hợp lệ {election.hop_le} cộng không hợp lệ {election.khong_hop_le} là {counted}, thu vào {election.thu_vao}.",
        )
    marks = sum(person.so_phieu for person in election.ung_vien)
    if marks > election.hop_le * election.so_can_bau:
        most = election.hop_le * election.so_can_bau
        yield "ung_vien", f"Các ứng viên được tổng cộng {marks} phiếu, nhiều nhất chỉ có thể {most}."


@rule("R-68", "W", "Có mặt ít nhất hai phần ba số triệu tập", clause="Quy chế bầu cử trong Đảng (chưa rõ điều)", grade="U")
def enough_came(case: Case) -> Iterator[Hit]:
    """Đại hội, hội nghị bầu cử có ít nhất hai phần ba số được triệu tập dự.

    Vì sao: ít người dự thì kết quả dễ bị đề nghị xem xét lại; mức này chưa đối chiếu được với nguyên văn quy định.
    Đúng: 23/24 đảng viên dự.
    Sai: 14/24 đảng viên dự.
    """
    called, present = getattr(case.document, "trieu_tap", None), attendance(case)
    came = present.co_mat + len(present.mien_sinh_hoat_co_du) if present else getattr(case.document, "co_mat", 0)
    if called and 3 * came < 2 * called:
        yield Hit("trieu_tap", f"Có mặt {came}/{called}, chưa đủ hai phần ba.", "Xem lại số liệu; đối chiếu quy chế bầu cử.")


@rule("R-70", "E", "Mẫu số bầu cử không nhỏ hơn số người bầu", clause=CLAUSE, grade="B")
def base_is_possible(case: Case) -> Iterator[Hit]:
    """Mẫu số không nhỏ hơn số đảng viên chính thức có mặt và không lớn hơn số đảng viên chính thức của chi bộ.

    Vì sao: mẫu số là số đảng viên chính thức được tính, gồm cả người vắng; đảng viên dự bị không tính.
    Đúng: có mặt 20, mẫu số 22.
    Sai: có mặt 20, mẫu số 18; hoặc 26 chính thức mà mẫu số 28.
    """
    present, document = attendance(case), case.document
    for path, election in _elections(case):
        place, base = joined(path, "mau_so"), election.mau_so
        voters = document.co_mat if isinstance(document, KiemPhieu) else present.du_quyen_bieu_quyet if present else 0
        if base < max(voters, election.phat_ra):
            message = f"Mẫu số {base} nhỏ hơn số người có quyền bầu có mặt ({max(voters, election.phat_ra)})."
            yield Hit(place, message, "Tính lại mẫu số.")
        if present and base > present.tong_chinh_thuc:
            message = f"Mẫu số {base} lớn hơn số đảng viên chính thức ({present.tong_chinh_thuc})."
            yield Hit(place, message, "Không tính đảng viên dự bị.")
        elif not present and base > document.trieu_tap:
            message = f"Mẫu số {base} lớn hơn số được triệu tập ({document.trieu_tap})."
            yield Hit(place, message, "Xem lại mẫu số hoặc số triệu tập.", WARN)


@rule("R-71", "E", "Người trong danh sách bầu cử không kiểm phiếu", clause=CLAUSE, grade="B")
def tellers_are_no_candidates(case: Case) -> Iterator[Hit]:
    """Trưởng ban, ủy viên ban kiểm phiếu không có tên trong danh sách bầu cử.

    Vì sao: người được bầu không thể đếm phiếu của chính mình.
    Đúng: ban kiểm phiếu gồm Bùi Quang Vịnh, Đàm Thị Hợi; ứng cử Vi Văn Quyền.
    Sai: trưởng ban kiểm phiếu Vi Văn Quyền; ứng cử Vi Văn Quyền.
    """
    if not isinstance(case.document, KiemPhieu):
        return
    candidates = {key(person.ho_ten) for person in case.document.ket_qua.ung_vien}
    tellers = case.document.ban_kiem_phieu
    places = [("truong_ban", tellers.truong_ban), *((f"uy_vien.{index}", name) for index, name in enumerate(tellers.uy_vien))]
    for place, name in places:
        if key(name) in candidates:
            message = f"Đồng chí {name} vừa trong ban kiểm phiếu vừa trong danh sách bầu cử."
            yield Hit(f"ban_kiem_phieu.{place}", message, "Thay người khác; nếu là hai người cùng tên thì ghi thêm năm sinh.")


@rule("R-72", "E", "Bí thư, phó bí thư bầu trong số chi ủy viên", clause="Quy định thi hành Điều lệ Đảng", grade="B")
def officers_from_chi_uy(case: Case) -> Iterator[Hit]:
    """Người được bầu làm bí thư, phó bí thư ở trong số chi ủy viên vừa trúng cử; hai chức danh là hai người.

    Vì sao: chi bộ có chi ủy thì bầu bí thư, phó bí thư trong số chi ủy viên.
    Đúng: trúng chi ủy: Mai, Xuân, Thượng; bầu bí thư: Mai; bầu phó bí thư: Xuân.
    Sai: bầu bí thư một người không trúng chi ủy.
    """
    elected = {office: _winners(case, office) for office in _ORDER}
    chi_uy = elected[ChucDanhBau.CHI_UY]
    for path, election in _elections(case):
        if election.chuc_danh not in _OFFICERS:
            continue
        other = elected[ChucDanhBau.BI_THU] if election.chuc_danh is ChucDanhBau.PHO_BI_THU else set()
        for index, person in enumerate(election.ung_vien):
            place = joined(path, f"ung_vien.{index}.ho_ten")
            if chi_uy and key(person.ho_ten) not in chi_uy:
                message = f"Đồng chí {person.ho_ten} không trúng chi ủy nhưng có trong danh sách bầu {election.chuc_danh.label}."
                yield Hit(place, message, "Bầu trong số chi ủy viên vừa trúng cử.")
            if key(person.ho_ten) in other:
                message = f"Đồng chí {person.ho_ten} đã trúng bí thư nhưng lại có trong danh sách bầu phó bí thư."
                yield Hit(place, message, "Bỏ tên này khỏi danh sách bầu phó bí thư.")


def _winners(case: Case, office: ChucDanhBau) -> set[str]:
    rounds = (election for _, election in _elections(case) if election.chuc_danh is office)
    return {key(person.ho_ten) for election in rounds for person in election.trung_cu}
