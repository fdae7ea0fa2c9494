"""The format standard: the profile a date selects, and every value of the table of type samples."""

import re
from datetime import date

import pytest
from pydantic import BaseModel

from docgen.standard import Library, Range, TypeSpec, Typography, Value, standard_on
from docgen.standard.values import Sourced

LAST_DAY_OF_HD36 = date(2026, 5, 26)
FIRST_DAY_OF_HD05 = date(2026, 5, 27)
HD36 = standard_on(LAST_DAY_OF_HD36).format
HD05 = standard_on(FIRST_DAY_OF_HD05).format


@pytest.mark.parametrize(
    ("day", "profile"),
    [
        (date(2018, 4, 3), "hd36"),
        (date(2025, 7, 1), "hd36"),
        (LAST_DAY_OF_HD36, "hd36"),
        (FIRST_DAY_OF_HD05, "hd05"),
        (date(2026, 11, 22), "hd05"),
        (date(2040, 1, 1), "hd05"),
    ],
)
def test_the_date_of_the_document_selects_the_profile(day, profile):
    standard = standard_on(day)
    assert (standard.profile, standard.format.profile) == (profile, profile)
    assert not standard.before_first_profile
    assert standard.in_force(day)


def test_a_day_before_every_profile_gets_the_first_one_and_says_so():
    standard = standard_on(date(2018, 4, 2))
    assert standard.before_first_profile
    assert standard.profile == "hd36"
    assert standard.in_force(date(1999, 1, 1))
    assert not standard.in_force(date(2018, 4, 3))


def test_days_between_two_changes_share_one_object():
    assert standard_on(date(2026, 6, 1)) is standard_on(date(2026, 11, 22))
    assert standard_on(LAST_DAY_OF_HD36) is not standard_on(FIRST_DAY_OF_HD05)


# Component: caps, size, bold, italic, underline, align, grade; written down from the table itself, not from the data.
H, T = True, False  # IN HOA, in thường
TABLE = {
    "tieu_de_dang": (H, "15", True, False, False, "center", "A"),
    "co_quan_cap_tren": (H, "14", False, False, False, "center", "A"),
    "co_quan_ban_hanh": (H, "14", True, False, False, "center", "A"),
    "dau_sao": (None, "14", None, None, None, "center", "B"),
    "so_ky_hieu": (T, "14", False, False, False, "center", "A"),
    "dia_danh_ngay": (T, "14", False, True, False, "center", "A"),
    "ten_loai": (H, "15-16", True, False, False, "center", "A"),
    "trich_yeu": (T, "14-15", True, False, False, "center", "A"),
    "trich_yeu_gach": (None, None, None, None, None, "center", "B"),
    "trich_yeu_cong_van": (T, "12", False, True, False, "center", "A"),
    "noi_dung": (T, "14-15", False, False, False, "justify", "A"),
    "phan_chuong_so": (T, "14-15", True, False, False, "center", "A"),
    "phan_chuong_ten": (H, "14-15", True, False, False, "center", "A"),
    "muc_so": (T, "14-15", True, False, False, "center", "A"),
    "muc_ten": (H, "14-15", True, False, False, "center", "A"),
    "dieu": (T, "14-15", True, False, False, None, "B"),
    "khoan": (T, "14-15", False, False, False, None, "B"),
    "diem": (T, "14-15", False, False, False, None, "B"),
    "quyen_han_ky": (H, "14", True, False, False, "center", "B"),
    "chuc_vu_ky": (H, "14", False, False, False, "center", "B"),
    "ho_ten_ky": (T, "14", True, False, False, "center", "B"),
    "kinh_gui_tu": (T, "14", False, True, False, None, "B"),
    "kinh_gui_ten": (T, "14", False, False, False, None, "B"),
    "noi_nhan_tu": (T, "14", False, False, True, "left", "B"),
    "noi_nhan_muc": (T, "12", False, False, False, "left", "B"),
    "muc_do_khan": (H, "14", True, False, False, None, "B"),
    "muc_do_mat": (H, None, None, None, None, None, "A"),
    "pham_vi_luu_hanh": (H, "12", True, False, False, None, "C"),
    "du_thao": (T, "14", False, True, False, None, "C"),
    "ky_hieu_danh_may": (H, "8", False, False, False, None, "C"),
    "thong_tin_lien_he": (T, "10", False, False, False, None, "C"),
    "so_trang": (None, "14", False, False, False, "center", "B"),
}
GRADES_OF_HD05 = {"trich_yeu_cong_van": "B", "kinh_gui_tu": "C", "muc_do_mat": "C"}


def summary(spec: TypeSpec) -> tuple:
    size = str(spec.size_pt) if spec.size_pt else None
    return (spec.caps, size, spec.bold, spec.italic, spec.underline, spec.align, spec.grade)


def test_the_hand_written_table_names_every_component():
    assert list(TABLE) == list(Typography.model_fields)


@pytest.mark.parametrize("component", list(TABLE))
def test_type_sample_of_hd36(component):
    assert summary(getattr(HD36.typography, component)) == TABLE[component]


@pytest.mark.parametrize("component", list(TABLE))
def test_type_sample_of_hd05_has_the_same_look(component):
    expected = (*TABLE[component][:-1], GRADES_OF_HD05.get(component, TABLE[component][-1]))
    assert summary(getattr(HD05.typography, component)) == expected


@pytest.mark.parametrize(
    ("component", "field", "expected"),
    [
        ("tieu_de_dang", "text", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("dau_sao", "text", "*"),
        ("dau_sao", "size_grade", "U"),
        ("trich_yeu", "starts_with", "về"),
        ("trich_yeu_gach", "text", "-----"),
        ("trich_yeu_cong_van", "avoid", ("V/v",)),
        ("phan_chuong_so", "numeral", "roman_or_words"),
        ("muc_so", "numeral", "arabic"),
        ("dieu", "pattern", "Điều {so}. {ten}"),
        ("khoan", "pattern", "{so}. "),
        ("diem", "pattern", "{chu}) "),
        ("diem", "letters", tuple("abcdđeghiklmnopqrstuvxy")),
        ("noi_nhan_tu", "text", "Nơi nhận:"),
        ("noi_nhan_muc", "prefix", "- "),
        ("muc_do_khan", "values", ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")),
        ("muc_do_mat", "values", ("MẬT", "TỐI MẬT", "TUYỆT MẬT")),
        ("pham_vi_luu_hanh", "values", ("XONG HỘI NGHỊ TRẢ LẠI", "TÀI LIỆU HỘI NGHỊ")),
        ("du_thao", "pattern", "Dự thảo lần {lan}"),
    ],
)
@pytest.mark.parametrize("standard", [HD36, HD05], ids=["hd36", "hd05"])
def test_wording_of_a_component(standard, component, field, expected):
    assert getattr(getattr(standard.typography, component), field) == expected


def value_at(root: BaseModel, path: str):
    for step in path.split("."):
        root = getattr(root, step)
    assert isinstance(root, Value)
    return root.value


SAME_IN_BOTH = {
    "page.paper": "A4",
    "page.width_mm": 210,
    "page.height_mm": 297,
    "page.small_paper": "A5",
    "page.margins_front.top_mm": "20",
    "page.margins_front.bottom_mm": "20",
    "page.margins_front.left_mm": "30",
    "page.margins_front.right_mm": "15",
    "page.margins_back.left_mm": "15",
    "page.margins_back.right_mm": "30",
    "page.number_align": "center",
    "page.number_place": "top",
    "page.number_from_edge_mm": "10",
    "page.number_on_first_page": False,
    "font.family": "Times New Roman",
    "body.align": "justify",
    "body.first_line_indent_mm": "10",
    "body.paragraph_spacing_pt": "từ 6",
    "body.line_spacing_rule": "exactly",
    "body.end_mark": ".",
    "body.end_mark_practice": ("./.",),
    "body.can_cu_prefix": "- ",
    "body.can_cu_italic": False,
    "body.can_cu_separator": ";",
    "title_rule.length": "title_text",
    "heading.star_below_body": True,
    "heading.rule_below_body": False,
    "heading.quoc_hieu": False,
    "number_line.colon_after_word": False,
    "number_line.pattern": "Số {so:02d}-{ky_hieu}/{co_quan}",
    "date_place.day_zero_below": 10,
    "date_place.months_with_zero": (1, 2),
    "recipients.last_char": ".",
    "recipients.first_item_if_addressed": "Như trên",
    "recipients.addressee_cong_van": "Kính gửi",
    "recipients.addressee_only_for": ("cong_van", "to_trinh"),
    "signature.thay_mat": "T/M",
    "signature.ky_thay": "K/T",
    "signature.thua_lenh": "T/L",
    "signature.quyen": "Q.",
    "signature.forbidden_prefixes": ("TM.", "KT.", "TL.", "TUQ.", "T/U"),
    "signature.ky_thay_by_cap_uy": False,
    "signature.title_before_name": False,
    "signature.minutes_left": "NGƯỜI GHI BIÊN BẢN",
    "signature.minutes_right": "CHỦ TRÌ HỘI NGHỊ",
    "spelling.uy_variants": ("ủy", "uỷ"),
}


@pytest.mark.parametrize("path", list(SAME_IN_BOTH))
@pytest.mark.parametrize("standard", [HD36, HD05], ids=["hd36", "hd05"])
def test_value_common_to_both_profiles(standard, path):
    value = value_at(standard, path)
    assert (str(value) if isinstance(value, Range) else value) == SAME_IN_BOTH[path]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("recipients.separator", ",", ";"),
        ("recipients.addressee_to_trinh", "Kính gửi", "Kính trình"),
        ("body.line_spacing_pt", Range(low=18, high=None), Range(low=18, high=22)),
    ],
)
def test_value_that_hd05_changed(path, before, after):
    assert (value_at(HD36, path), value_at(HD05, path)) == (before, after)


def test_hd05_says_what_hd36_left_open():
    assert HD36.font.color is None
    assert HD05.font.color.value == "black"
    assert HD36.electronic is None
    assert HD05.electronic.signature_image_color.value == "blue"
    assert HD36.spelling.uy_recommended is None
    assert HD05.spelling.uy_recommended.value == "ủy"
    assert HD36.typography.trich_yeu_cong_van.starts_with is None
    assert HD05.typography.trich_yeu_cong_van.starts_with == "về việc"


def test_a_value_that_hd05_does_not_repeat_says_so_in_its_clause():
    assert HD36.typography.ten_loai.clause == "HD 36, Phụ lục mẫu chữ, dòng 5"
    assert HD05.typography.ten_loai.clause == "HD 36, Phụ lục mẫu chữ, dòng 5; chưa thấy HD 05 sửa"
    assert HD05.recipients.separator.clause == "HD 05, điểm 9.2.5"


def sourced_in(node):
    """Every object with a clause below `node`."""
    if isinstance(node, Sourced):
        yield node
    if isinstance(node, BaseModel):
        yield from (found for _, part in node for found in sourced_in(part))
    if isinstance(node, dict):
        yield from (found for part in node.values() for found in sourced_in(part))


KNOWN_SOURCES = ("HD 36", "HD 05", "HD 42", "QĐ 66", "QĐ 399", "QĐ 4148", "Thực tế", "Lựa chọn của chương trình")


@pytest.mark.parametrize("day", [date(2018, 4, 3), LAST_DAY_OF_HD36, FIRST_DAY_OF_HD05])
def test_every_value_names_a_known_source(day):
    found = list(sourced_in(standard_on(day)))
    assert len(found) > 150
    assert [item for item in found if not item.clause.startswith(KNOWN_SOURCES)] == []


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Số 05-NQ/CB", True),
        ("Số 127-QĐ/TW", True),
        ("Số 01-CTr/ĐU", True),
        ("Số 24-BS/UBKTTU", True),
        ("Số 05-QC/BTCTU-BDVTU", True),
        ("Số 03-BC/CB1", True),
        ("Số 12-NQ/ThU", True),
        ("Số      -NQ/ĐU", True),
        ("Số: 05-NQ/CB", False),
        ("Số 5-NQ/CB", False),
        ("Số 05/NQ-CB", False),
        ("Số 05 -NQ/ CB", False),
    ],
)
def test_regex_of_the_number_line(line, right):
    assert bool(re.search(HD05.number_line.regex.value, line)) == right


def test_one_changed_line_corrects_a_value(change):
    """What somebody does who holds the official text: one line, nothing else."""
    corrected = change("format_hd05.yaml", "value: [18, 22], clause", "value: [17, 24], clause")
    library = Library(corrected)
    assert library.standard_on(FIRST_DAY_OF_HD05).format.body.line_spacing_pt.value == Range(low=17, high=24)
    assert library.standard_on(LAST_DAY_OF_HD36).format.body.line_spacing_pt.value == Range(low=18, high=None)


def test_one_new_line_corrects_a_value_that_was_inherited(change):
    new = '\n  ten_loai: {size_pt: 16, clause: "HD 05, Phụ lục 3", grade: A}'
    library = Library(change("format_hd05.yaml", "\ntypography:", f"\ntypography:{new}"))
    after = library.standard_on(FIRST_DAY_OF_HD05).format.typography.ten_loai
    assert (after.size_pt, after.clause, after.bold) == (Range(low=16, high=16), "HD 05, Phụ lục 3", True)
    assert library.standard_on(LAST_DAY_OF_HD36).format.typography.ten_loai == HD36.typography.ten_loai


@pytest.mark.parametrize(
    ("low", "high", "inside", "outside", "text"),
    [
        (14, 14, [14], [13.9, 14.1], "14"),
        (14, 15, [14, 14.5, 15], [13, 16], "14-15"),
        (18, None, [18, 400], [17.5], "từ 18"),
        (0.75, 1.5, [1], [2], "0,75-1,5"),
    ],
)
def test_a_range_knows_what_it_contains(low, high, inside, outside, text):
    allowed = Range(low=low, high=high)
    assert all(number in allowed for number in inside)
    assert not any(number in allowed for number in outside)
    assert str(allowed) == text
