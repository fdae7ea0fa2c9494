import unicodedata

import pytest

from docgen.vietnamese import capitals

SMALL = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
GREAT = "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆFGHIÌỈĨÍỊJKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVWXYỲỶỸÝỴZ"
PAIRS = list(zip(SMALL, GREAT, strict=True))


def test_the_pairs_are_all_letters_of_the_alphabet():
    assert len(PAIRS) == len(set(PAIRS)) == 12 * 6 + 17 + 4


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_letter_has_its_capital_and_back(form):
    for small, great in PAIRS:
        typed_small, typed_great = unicodedata.normalize(form, small), unicodedata.normalize(form, great)
        assert capitals.upper(typed_small) == great
        assert capitals.upper(typed_great) == great
        assert capitals.first_upper(typed_small + "x") == great + "x"


def test_upper_takes_the_whole_text():
    assert capitals.upper("Đảng ủy xã Vân Thượng Sơn, 03/02") == "ĐẢNG ỦY XÃ VÂN THƯỢNG SƠN, 03/02"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("về việc phân công", "Về việc phân công"),
        ("ủy ban kiểm tra", "Ủy ban kiểm tra"),
        ("đồng chí", "Đồng chí"),
        ("Đã viết hoa", "Đã viết hoa"),
        ("UBKT xã", "UBKT xã"),
        ("“về việc”", "“Về việc”"),
        ("(ban hành kèm theo)", "(Ban hành kèm theo)"),
        ("  lùi đầu dòng", "  Lùi đầu dòng"),
        ("03 đồng chí", "03 đồng chí"),
        ("- căn cứ", "- căn cứ"),
        ("“", "“"),
        ("", ""),
    ],
)
def test_first_upper_changes_the_first_character_only(text, expected):
    assert capitals.first_upper(text) == expected


@pytest.mark.parametrize("change", [capitals.upper, capitals.first_upper])
def test_what_comes_out_is_nfc(change):
    decomposed = unicodedata.normalize("NFD", "UBND “Ủy ban” kiểm tra")
    assert unicodedata.is_normalized("NFC", change(decomposed))
