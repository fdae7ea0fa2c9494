"""The chi bộ itself: how many members it needs, whether it has a chi ủy, how long a term runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content.facts import WARN, attendance, find, is_cell, joined, places, shown
from docgen.check.registry import Case, Hit, by_part, rule
from schemas.bien_ban import HopChiUy
from schemas.document import CoQuan, NguoiKy, NhiemKy, ThayMat
from schemas.election import ChucDanhBau, KetQuaBau
from schemas.nghi_quyet import DaiHoi

LEAST_MEMBERS = 3  # Điều lệ Đảng, Điều 21, 24
MEMBERS_FOR_DANG_BO = 30  # Điều lệ Đảng, Điều 21
MEMBERS_FOR_CHI_UY = 9  # quy định thi hành Điều lệ Đảng
MOST_IN_CHI_UY = 7
LONGEST_TERM = 6  # năm: nhiệm kỳ 05 năm, có thể lùi hoặc nối thêm

_TERM = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
_NAMED_TERM = re.compile(r"(?i:nhiệm kỳ)\s+(\d{4})\s*[-–—]\s*(\d{4})")
_CHI_UY = re.compile(r"(?<!không có )\bchi (?:ủy|uỷ)\b", re.IGNORECASE)
_TITLES = {"ten_dai_hoi", "trich_yeu", "ten"}


@rule("R-01", "W", "Chi bộ có ít nhất 03 đảng viên chính thức", clause="Điều lệ Đảng, Điều 21, Điều 24", grade="B")
def least_members(case: Case) -> Iterator[Hit]:
    """Chi bộ có ít nhất 03 đảng viên chính thức.

    Vì sao: dưới 03 đảng viên chính thức thì chưa đủ điều kiện lập chi bộ; đảng viên dự bị không tính vào số này.
    Đúng: tổng số đảng viên chính thức ghi 26.
    Sai: tổng số đảng viên chính thức ghi 2, dự bị ghi 3.
    """
    present = attendance(case)
    if present and is_cell(case) and present.tong_chinh_thuc < LEAST_MEMBERS:
        yield Hit(
            "cuoc_hop.thanh_phan.tong_chinh_thuc",
            f"Chi bộ có {present.tong_chinh_thuc} đảng viên chính thức, cần ít nhất {LEAST_MEMBERS}.",
            "Xem lại số đảng viên chính thức; nếu đúng thì báo cáo cấp ủy cấp trên.",
        )


@rule("R-02", "I", "Từ 30 đảng viên thì lập đảng bộ cơ sở", clause="Điều lệ Đảng, Điều 21", grade="B")
def cell_or_dang_bo(case: Case) -> Iterator[Hit]:
    """Chi bộ cơ sở có từ 30 đảng viên thì xem xét lập đảng bộ cơ sở.

    Vì sao: tổ chức cơ sở đảng dưới 30 đảng viên là chi bộ cơ sở, từ 30 là đảng bộ cơ sở; chi bộ trực thuộc đảng ủy thì có
    thể đông hơn.
    Đúng: chi bộ cơ sở có 28 đảng viên.
    Sai: chi bộ cơ sở có 33 đảng viên mà không nêu việc lập đảng bộ.
    """
    present = attendance(case)
    if present and case.document.co_quan.loai == "chi_bo_co_so" and present.tong >= MEMBERS_FOR_DANG_BO:
        yield Hit(
            "cuoc_hop.thanh_phan.tong_chinh_thuc",
            f"Chi bộ cơ sở có {present.tong} đảng viên, từ {MEMBERS_FOR_DANG_BO} trở lên là đảng bộ cơ sở.",
            "Báo cáo cấp ủy cấp trên xem xét lập đảng bộ cơ sở.",
        )


@rule(
    "R-03",
    "E",
    "Có chi ủy khi có từ 09 đảng viên chính thức",
    clause="Điều lệ Đảng, Điều 24; quy định thi hành Điều lệ Đảng",
    grade="B",
)
def chi_uy_needs_nine(case: Case) -> Iterator[Hit]:
    """Chi bộ có từ 09 đảng viên chính thức thì bầu chi ủy, nhiều nhất 07 người; dưới 09 thì không bầu chi ủy.

    Vì sao: chỉ đếm đảng viên chính thức; chi bộ nhỏ bầu thẳng bí thư, nếu cần thì một phó bí thư.
    Đúng: 26 đảng viên chính thức, có chi ủy 03 người.
    Sai: 9 đảng viên nhưng chỉ 8 chính thức mà ghi có chi ủy.
    """
    if is_cell(case):
        yield from _by_members(case)
        yield from _minutes_of_chi_uy(case)
        yield from _election_of_chi_uy(case)


def _by_members(case: Case) -> Iterator[Hit]:
    present, has_chi_uy = attendance(case), case.document.co_quan.co_chi_uy
    if present is None or has_chi_uy == (present.tong_chinh_thuc >= MEMBERS_FOR_CHI_UY):
        return
    if has_chi_uy:
        yield Hit(
            "co_quan.co_chi_uy",
            f"{_members(present.tong, present.tong_chinh_thuc)}: không bầu chi ủy.",
            "Ghi “Có chi ủy” là không; chi bộ bầu bí thư, nếu cần thì một phó bí thư.",
        )
    else:
        yield Hit(
            "co_quan.co_chi_uy",
            f"Chi bộ có {present.tong_chinh_thuc} đảng viên chính thức nhưng ghi không có chi ủy.",
            f"Từ {MEMBERS_FOR_CHI_UY} đảng viên chính thức thì bầu chi ủy; đã có chi ủy thì ghi “Có chi ủy” là có.",
            WARN,
        )


def _members(every: int, official: int) -> str:
    if every >= MEMBERS_FOR_CHI_UY:
        return f"Chi bộ có {every} đảng viên nhưng chỉ {official} chính thức"
    return f"Chi bộ có {official} đảng viên chính thức, dưới {MEMBERS_FOR_CHI_UY}"


def _minutes_of_chi_uy(case: Case) -> Iterator[Hit]:
    document = case.document
    if not isinstance(document, HopChiUy):
        return
    if not document.co_quan.co_chi_uy:
        yield Hit(
            "co_quan.co_chi_uy",
            "Biên bản họp chi ủy nhưng “Có chi ủy” ghi là không.",
            "Sửa “Có chi ủy” thành có, hoặc dùng biên bản họp chi bộ.",
        )
    if document.cuoc_hop.thanh_phan.tong > MOST_IN_CHI_UY:
        yield Hit(
            "cuoc_hop.thanh_phan.tong",
            f"Chi ủy có {document.cuoc_hop.thanh_phan.tong} người, nhiều nhất là {MOST_IN_CHI_UY}.",
            "Xem lại số chi ủy viên.",
        )


def _election_of_chi_uy(case: Case) -> Iterator[Hit]:
    present, called = attendance(case), getattr(case.document, "trieu_tap", MEMBERS_FOR_CHI_UY)
    for path, election in find(case, KetQuaBau):
        if election.chuc_danh is not ChucDanhBau.CHI_UY:
            continue
        if election.so_can_bau > MOST_IN_CHI_UY:
            yield Hit(
                joined(path, "so_can_bau"),
                f"Bầu {election.so_can_bau} chi ủy viên, nhiều nhất là {MOST_IN_CHI_UY}.",
                "Sửa số lượng cần bầu theo đề án nhân sự.",
            )
        if present and present.tong_chinh_thuc < MEMBERS_FOR_CHI_UY:
            yield Hit(
                joined(path, "chuc_danh"),
                f"{_members(present.tong, present.tong_chinh_thuc)}: không bầu chi ủy.",
                "Bỏ phần bầu chi ủy; bầu bí thư, nếu cần thì một phó bí thư.",
            )
        elif not present and called < MEMBERS_FOR_CHI_UY:
            yield Hit(
                joined(path, "chuc_danh"),
                f"Chỉ triệu tập {called} đảng viên mà bầu chi ủy; chi ủy cần từ {MEMBERS_FOR_CHI_UY} đảng viên chính thức.",
                "Xem lại số đảng viên chính thức của chi bộ.",
                WARN,
            )


@rule("R-06", "W", "Không có chi ủy thì không nhắc chi ủy", clause="Quy định thi hành Điều lệ Đảng", grade="C")
@by_part
def no_words_of_chi_uy(case: Case) -> Iterator[Hit]:
    """Chi bộ không có chi ủy thì văn bản không viết “chi ủy” và không ký thay mặt chi ủy.

    Vì sao: chép lại văn bản của chi bộ khác hay để sót “chi ủy”, giao việc cho một tổ chức không có thật.
    Đúng: “Bí thư Chi bộ theo dõi việc thực hiện nghị quyết.”
    Sai: “Chi ủy theo dõi việc thực hiện nghị quyết” ở chi bộ có 6 đảng viên.
    """
    if not is_cell(case) or case.document.co_quan.co_chi_uy:
        return
    for text, found in places(case, _CHI_UY, "chi ủy", "chi uỷ"):
        yield Hit(text.path, f"Chi bộ không có chi ủy nhưng văn bản viết “{found[0]}”.", "Thay bằng “bí thư” hoặc “chi bộ”.")
    for path, signer in find(case, NguoiKy):
        if signer.thay_mat is ThayMat.CHI_UY:
            yield Hit(joined(path, "thay_mat"), "Chi bộ không có chi ủy nhưng ký T/M Chi ủy.", "Chọn T/M Chi bộ.")


@rule("R-09", "E", "Nhiệm kỳ dài từ 1 đến 6 năm", clause="Điều lệ Đảng, Điều 24; quy định thi hành Điều lệ Đảng", grade="B")
@by_part
def length_of_term(case: Case) -> Iterator[Hit]:
    """Năm cuối của nhiệm kỳ sau năm đầu và nhiệm kỳ không dài quá 6 năm.

    Vì sao: nhiệm kỳ của chi bộ là 05 năm hoặc ngắn hơn; gõ nhầm một chữ số là sai cả trích yếu và dãy số văn bản.
    Đúng: 2025 - 2030 hoặc 2027 - 2030.
    Sai: 2030 - 2025 hoặc 2025 - 2035.
    """
    for path, term in find(case, NhiemKy):
        yield from _term_hits(joined(path, "den"), term.tu, term.den)
    for text, found in places(case, _NAMED_TERM, "nhiệm kỳ"):
        in_title = text.path.rpartition(".")[2] in _TITLES
        yield from _term_hits(text.path, int(found[1]), int(found[2]), certain=in_title)
    if isinstance(case.document, DaiHoi):
        yield from _terms_of_congress(case.document)


def _term_hits(path: str, start: int, end: int, *, certain: bool = True) -> Iterator[Hit]:
    if end <= start:
        fault = f"năm cuối {end} không sau năm đầu {start}"
    elif end - start > LONGEST_TERM:
        fault = f"dài {end - start} năm, nhiều nhất {LONGEST_TERM} năm"
    else:
        return
    yield Hit(path, f"Nhiệm kỳ {start} - {end}: {fault}.", "Sửa lại hai năm của nhiệm kỳ.", None if certain else WARN)


def _terms_of_congress(document: DaiHoi) -> Iterator[Hit]:
    terms = {}
    for name in ("nhiem_ky_cu", "nhiem_ky_moi"):
        written = getattr(document, name)
        if not (found := _TERM.fullmatch(written)):
            yield Hit(name, f"Nhiệm kỳ {shown(written)} không đọc được.", "Ghi hai năm nối bằng gạch, ví dụ 2025 - 2030.", WARN)
            continue
        terms[name] = int(found[1]), int(found[2])
        yield from _term_hits(name, *terms[name])
    if len(terms) > 1 and terms["nhiem_ky_cu"][1] != terms["nhiem_ky_moi"][0]:
        yield Hit(
            "nhiem_ky_moi",
            f"Nhiệm kỳ mới bắt đầu năm {terms['nhiem_ky_moi'][0]} nhưng nhiệm kỳ đã qua kết thúc năm {terms['nhiem_ky_cu'][1]}.",
            "Sửa cho hai nhiệm kỳ nối tiếp nhau.",
            WARN,
        )


@rule("R-11", "W", "Nhiệm kỳ chứa ngày văn bản", clause="Hướng dẫn 36-HD/VPTW, mục 1.3 (nhiệm kỳ)", grade="P")
def term_of_the_day(case: Case) -> Iterator[Hit]:
    """Nhiệm kỳ ghi trong văn bản là nhiệm kỳ đang làm việc vào ngày ban hành.

    Vì sao: số văn bản chạy theo nhiệm kỳ; dùng lại tệp cũ thường để sót nhiệm kỳ trước.
    Đúng: văn bản ngày 04/11/2026, nhiệm kỳ 2025 - 2030.
    Sai: văn bản ngày 04/11/2026, nhiệm kỳ 2020 - 2025.
    """
    year = case.document.ngay_ban_hanh.year
    for path, office in find(case, CoQuan):
        term = office.nhiem_ky
        # A congress may be held at the end of the year before the first year of the term.
        if term and not term.tu - 1 <= year <= term.den:
            yield Hit(
                joined(path, "nhiem_ky"),
                f"Văn bản năm {year} nhưng nhiệm kỳ ghi {term.tu} - {term.den}.",
                "Ghi nhiệm kỳ của cấp ủy đang làm việc.",
            )
    if isinstance(case.document, DaiHoi) and (found := _TERM.fullmatch(case.document.nhiem_ky_moi)):
        held = case.document.ngay_dai_hoi.year
        if not held <= int(found[1]) <= held + 1:
            yield Hit(
                "nhiem_ky_moi",
                f"Đại hội họp năm {held} nhưng nhiệm kỳ mới bắt đầu năm {found[1]}.",
                "Sửa nhiệm kỳ mới hoặc ngày đại hội.",
            )
