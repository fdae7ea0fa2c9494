"""Orders are written by hand, as a Vietnamese clerk would write the list."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.vietnamese import names

GIVEN_NAMES = "Ái An Anh Ảnh Ánh Ân Ẩn Ấn Bích Bình Chi Chí Chính Công Cúc Cường Da Dung Dũng Đan Đào Đạt Hoa Hòa Hóa Hoàng"
MEMBERS = [
    "Bùi Thị An",
    "Nguyễn Văn An",
    "Trần Thị Ánh",
    "Nguyễn Văn Ân",
    "Hồ Ka Păk H'Linh",
    "Đặng Thị Hoa",
    "Lò Thị Hoa",
    "Đặng Thị Hòa",
    "Hà Văn Hòa",
    "Hoàng Thị Hương",
    "Hoàng Thị Hường",
    "Lê Thị Lan",
    "Lê Thị Lân",
    "Ngô Đình Nam",
    "Ngô Văn Nam",
    "Nguyễn Thị Nam",
    "Nguyễn Thị Oanh",
    "Nguyễn Thị Ổi",
    "Nguyễn Thị Ơn",
    "Lý Văn Sơn",
    "Mai Thị Thu",
    "Mai Thị Thư",
    "Phạm Văn Tú",
    "Phạm Văn Tư",
    "Y-Bhăm",
    "Lưu Thị Yến",
]
LETTERS_IN_ORDER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"


def shuffled(items):
    copy = list(items)
    random.Random(3).shuffle(copy)  # noqa: S311 - the same shuffle each time
    assert copy != list(items)
    return copy


def test_given_names_stand_in_dictionary_order():
    ordered = GIVEN_NAMES.split()
    assert sorted(shuffled(ordered), key=names.sort_key) == ordered


def test_members_stand_by_given_name_then_family_name():
    assert sorted(shuffled(MEMBERS), key=names.sort_key) == MEMBERS


def test_single_letters_stand_in_the_order_of_the_alphabet_and_the_tones():
    assert "".join(sorted(shuffled(LETTERS_IN_ORDER), key=names.sort_key)) == LETTERS_IN_ORDER
    assert "".join(sorted(shuffled(LETTERS_IN_ORDER.upper()), key=names.sort_key)) == LETTERS_IN_ORDER.upper()


def test_letters_count_before_any_tone():
    assert sorted(["Hoàn", "Hoa", "Hòa", "Hoan"], key=names.sort_key) == ["Hoa", "Hòa", "Hoan", "Hoàn"]


def test_foreign_letters_stand_beside_their_base_letter():
    ordered = ["2", "Carl", "Çelik", "Da", "Đa", "Fa", "Ga", "Müller", "Ña", "Oa", "Wa", "Xa", "Za", "Юрий", "李"]
    assert sorted(shuffled(ordered), key=names.sort_key) == ordered


def test_family_name_decides_before_the_middle_name():
    ordered = ["Lê Thị An", "Lê Văn An", "Lý Thị An", "Nguyễn An", "Nguyễn Ái An"]
    assert sorted(shuffled(ordered), key=names.sort_key) == ordered


def test_an_empty_name_stands_first():
    assert sorted(["An", "", " "], key=names.sort_key) == ["", " ", "An"]


NAME = st.text(alphabet=LETTERS_IN_ORDER + LETTERS_IN_ORDER.upper() + " -'’çñüöЮ李12\u0306\u0301", max_size=20)
SIMILAR = st.sampled_from(["Hòa", "hoà", "HOÀ", "Hoa", "Hòan", "Hoàn", "hoàn ", "Hóa", "K'Sor", "k’sor", "Ksor"])


@given(st.lists(st.one_of(NAME, SIMILAR), max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_before(people, chance):
    keys = sorted(map(names.sort_key, people))
    chance.shuffle(people)
    assert sorted(map(names.sort_key, people)) == keys


@given(st.one_of(NAME, SIMILAR), st.one_of(NAME, SIMILAR))
def test_two_names_share_a_place_exactly_when_their_loose_keys_are_equal(one, other):
    assert (names.sort_key(one) == names.sort_key(other)) == (names.loose_key(one) == names.loose_key(other))


@given(NAME)
def test_keys_do_not_depend_on_unicode_form_or_outer_spaces(name):
    assert names.loose_key(unicodedata.normalize("NFD", f"  {name} ")) == names.loose_key(name)
    assert names.sort_key(unicodedata.normalize("NFD", f"  {name} ")) == names.sort_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bùi Thị Thúy Hoà", "BÙI THỊ THUÝ HÒA"),
        ("Hoàng Văn Thụ", "Hòang  Văn\u00a0Thụ"),
        ("K'Sor H’Linh", "k’sor h'linh"),
        ("Y-Bhăm", "Y\u2011Bhăm"),
        ("Nguyễn\u200b Văn An", "Nguyễn Văn An"),
    ],
)
def test_two_spellings_of_one_person_have_one_loose_key(one, other):
    assert names.loose_key(one) == names.loose_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoa", "Hòa"),
        ("Hóa", "Hòa"),
        ("Dung", "Đung"),
        ("Tú", "Tứ"),
        ("Ça", "Ca"),
        ("Müller", "Muller"),
        ("An", "Ân"),
        ("Lê An", "Lê Văn An"),
        ("Y Bhăm", "Y-Bhăm"),
    ],
)
def test_two_names_that_differ_have_two_loose_keys(one, other):
    assert names.loose_key(one) != names.loose_key(other)
    assert names.sort_key(one) != names.sort_key(other)


def test_the_loose_key_is_as_documented():
    assert names.loose_key("Nguyễn  Văn AN") == "nguyên~3 văn an"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  nguyễn   văn an ", "Nguyễn Văn An"),
        ("NGUYỄN VĂN ÂN", "Nguyễn Văn Ân"),
        ("đặng thị ánh", "Đặng Thị Ánh"),
        ("Nguyễn\u00a0Văn\tAn\n", "Nguyễn Văn An"),
        ("Nguyễn\u200b Văn\ufeff An", "Nguyễn Văn An"),
        ("H'LINH NIÊ", "H'Linh Niê"),
        ("y-bhăm êban", "Y-Bhăm Êban"),
        ("y blô\u0306ng", "Y Blô\u0306ng"),
        ("Hồ Ka Păk H'Linh", "Hồ Ka Păk H'Linh"),
        ("Y-Bhăm", "Y-Bhăm"),
        ("K'sor", "K'sor"),
        ("H’Hen Niê", "H’Hen Niê"),
        ("Nguyễn văn An", "Nguyễn văn An"),
        ("", ""),
        ("  ", ""),
        ("123", "123"),
    ],
)
def test_a_typed_name_is_tidied(typed, expected):
    assert names.normalise(typed) == expected
    assert names.normalise(unicodedata.normalize("NFD", typed)) == unicodedata.normalize("NFC", expected)


@given(NAME)
def test_tidying_is_done_once_and_loses_no_letter(name):
    tidy = names.normalise(name)
    assert names.normalise(tidy) == tidy
    assert names.loose_key(tidy) == names.loose_key(name)
    assert unicodedata.is_normalized("NFC", tidy)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đặng Thị Hường", "Dang Thi Huong"),
        ("Quốc hội, đảng ủy", "Quoc hoi, dang uy"),
        ("Y Blô\u0306ng", "Y Blong"),
        ("Ça ñ", "Ca n"),
    ],
)
def test_marks_are_stripped_for_search(text, expected):
    assert names.without_marks(text) == expected
    assert names.without_marks(unicodedata.normalize("NFD", text)) == expected


def test_every_letter_becomes_ascii_for_search():
    assert names.without_marks(LETTERS_IN_ORDER + LETTERS_IN_ORDER.upper()).isascii()
