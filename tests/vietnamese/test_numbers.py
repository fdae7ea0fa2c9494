"""Words are checked by hand-written readings and by a parser that shares nothing with the writer."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.vietnamese import numbers

READINGS = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    19: "mười chín",
    20: "hai mươi",
    21: "hai mươi mốt",
    22: "hai mươi hai",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    30: "ba mươi",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    555: "năm trăm năm mươi lăm",
    1000: "một nghìn",
    1001: "một nghìn không trăm linh một",
    1005: "một nghìn không trăm linh năm",
    1010: "một nghìn không trăm mười",
    1100: "một nghìn một trăm",
    1945: "một nghìn chín trăm bốn mươi lăm",
    2026: "hai nghìn không trăm hai mươi sáu",
    10_000: "mười nghìn",
    21_000: "hai mươi mốt nghìn",
    100_000: "một trăm nghìn",
    105_000: "một trăm linh năm nghìn",
    1_000_000: "một triệu",
    1_000_001: "một triệu không trăm linh một",
    1_001_000: "một triệu không trăm linh một nghìn",
    1_500_000: "một triệu năm trăm nghìn",
    12_345_678: "mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám",
    1_000_000_000: "một tỷ",
    1_000_000_024: "một tỷ không trăm hai mươi tư",
    2_005_000_000: "hai tỷ không trăm linh năm triệu",
    1_000_000_000_000: "một nghìn tỷ",
    1_005_000_000_000: "một nghìn không trăm linh năm tỷ",
    999_999_999_999_999: "chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ "
    "chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
    -5: "âm năm",
    -1005: "âm một nghìn không trăm linh năm",
}

ONES = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
AFTER_TENS = ONES | {"mốt": 1, "tư": 4, "lăm": 5}


def from_words(text):
    """Read a number in words: the last unit word of each size splits what stands before it from what follows."""
    words = text.split()
    if words[0] == "âm":
        return -from_words(" ".join(words[1:]))
    for unit, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("trăm", 100), ("mươi", 10)):
        if unit in words:
            place = len(words) - 1 - words[::-1].index(unit)
            rest = words[place + 1 :]
            return from_words(" ".join(words[:place])) * size + (from_words(" ".join(rest)) if rest else 0)
    if words[0] in {"linh", "lẻ"}:
        words = words[1:]
    if words[0] == "mười":
        return 10 + (AFTER_TENS[words[1]] if len(words) > 1 else 0)
    (word,) = words
    return AFTER_TENS[word]


@pytest.mark.parametrize(("number", "words"), list(READINGS.items()))
def test_number_is_read_as_an_accountant_reads_it(number, words):
    assert numbers.in_words(number) == words


def test_numbers_to_20000_have_words_of_their_own_that_read_back():
    words = [numbers.in_words(number) for number in range(20_001)]
    assert len(set(words)) == len(words)
    assert [from_words(text) for text in words] == list(range(20_001))


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_any_number_reads_back(number):
    assert from_words(numbers.in_words(number)) == number


@given(st.integers(min_value=10**15, max_value=10**30))
def test_numbers_without_a_usual_name_still_read_back(number):
    assert from_words(numbers.in_words(number)) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_words_never_break_the_rules_of_mot_tu_lam(number):
    text = f" {numbers.in_words(number)} "
    for wrong in ("mươi một ", "mươi bốn ", "mươi năm ", "mười năm ", "mười mốt", "mười tư", "linh mốt", "linh lăm"):
        assert wrong not in text
    assert not text.startswith((" không trăm", " linh"))


def test_southern_word_for_the_empty_tens_changes_nothing_else():
    for number in (5, 105, 1005, 2026, 1_000_001, 105_000_000_105, -105):
        northern = numbers.in_words(number)
        assert numbers.in_words(number, tens_zero="lẻ") == northern.replace("linh", "lẻ")
    assert numbers.in_words(105, tens_zero="lẻ") == "một trăm lẻ năm"


def by_decimal(part, whole):
    with localcontext(prec=60):
        exact = Decimal(100 * part) / Decimal(whole)
        return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%".replace(".", ",")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (19, 22, "86,4%"),
        (1, 2, "50,0%"),
        (7, 7, "100%"),
        (0, 7, "0%"),
        (0, 0, "0%"),
        (3, 0, "0%"),
        (1, 2000, "0,1%"),
        (1, 3000, "0,0%"),
        (2999, 3000, "100,0%"),
        (3, 2, "150,0%"),
        (25, 2, "1.250,0%"),
        (-1, 8, "-12,5%"),
        (-1, 2000, "-0,1%"),
    ],
)
def test_percentage_of_a_known_share(part, whole, expected):
    assert numbers.percent(part, whole) == expected


def test_percentage_of_every_vote_of_up_to_300_people_is_exact():
    for whole in range(1, 301):
        for part in range(1, whole):
            assert numbers.percent(part, whole) == by_decimal(part, whole)


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_percentage_rounds_halves_away_from_zero(part, whole):
    if part != whole:
        assert numbers.percent(part, whole).replace(".", "") == by_decimal(part, whole)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (1234567, "1.234.567"),
        (-1234, "-1.234"),
        (1234.5, "1.234,5"),
        (5000000.0, "5.000.000"),
        (0.1, "0,1"),
        (1e-7, "0,0000001"),
        (1e20, "100.000.000.000.000.000.000"),
        (-0.0, "0"),
        (Decimal("1234.50"), "1.234,50"),
        (Decimal("-0.5"), "-0,5"),
        (Decimal("-0"), "0"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("1234567890123456789012345678901234567890.5"), "1.234.567.890.123.456.789.012.345.678.901.234.567.890,5"),
    ],
)
def test_figures_have_a_decimal_comma_and_dots_between_thousands(number, expected):
    assert numbers.decimal(number) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_figures_read_back(number):
    assert Decimal(numbers.decimal(number).replace(".", "").replace(",", ".")) == number


@pytest.mark.parametrize(("number", "expected"), [(1, "01"), (9, "09"), (10, "10"), (399, "399"), (0, "00")])
def test_document_number_below_ten_gets_a_zero(number, expected):
    assert numbers.two_digits(number) == expected


ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def from_roman(text):
    values = [ROMAN_VALUES[symbol] for symbol in text]
    following = [*values[1:], 0]
    return sum(-value if value < later else value for value, later in zip(values, following, strict=True))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (90, "XC"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")],
)
def test_roman_numeral_of_a_known_number(number, expected):
    assert numbers.roman(number) == expected


def test_every_roman_numeral_reads_back_and_repeats_no_symbol_four_times():
    for number in range(1, 4000):
        text = numbers.roman(number)
        assert from_roman(text) == number
        assert not any(symbol * 4 in text for symbol in "IXCM")
        assert not any(symbol * 2 in text for symbol in "VLD")


@pytest.mark.parametrize("number", [-1, 0, 4000])
def test_roman_numerals_end_at_3999(number):
    with pytest.raises(ValueError, match=str(number)):
        numbers.roman(number)


def test_list_letters_are_the_vietnamese_ones_in_order():
    assert " ".join(map(numbers.letter, range(1, 24))) == "a b c d đ e g h i k l m n o p q r s t u v x y"


@pytest.mark.parametrize("place", [-1, 0, 24])
def test_list_letters_end_at_y(place):
    with pytest.raises(ValueError, match=str(place)):
        numbers.letter(place)
