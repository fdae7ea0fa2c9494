"""Numbers as Vietnamese documents write them, in words and in figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

TensZero = Literal["linh", "lẻ"]

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_MUOI = {0: (), 5: ("lăm",)}
_AFTER_TENS = {0: (), 1: ("mốt",), 4: ("tư",), 5: ("lăm",)}
_BILLION = 10**9
_SCALES = ((10**6, ("triệu",)), (10**3, ("nghìn",)), (1, ()))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LIST_LETTERS = "abcdđeghiklmnopqrstuvxy"
_TO_VIETNAMESE_MARKS = str.maketrans(",.", ".,")


def in_words(n: int, *, tens_zero: TensZero = "linh") -> str:
    """Read a whole number: 2026 -> hai nghìn không trăm hai mươi sáu, -5 -> âm năm.

    As accountants write it, a group of three zeros is not read, and every group after the first keeps its hundreds:
    1.000.001 is "một triệu không trăm linh một". Above tỷ the count of tỷ is itself read: 10^12 is "một nghìn tỷ".
    `tens_zero` is the word for an empty place of the tens: "linh" is the northern and official one, "lẻ" the southern.
    """
    if n < 0:
        return f"âm {in_words(-n, tens_zero=tens_zero)}"
    return " ".join(_read(n, tens_zero)) or _DIGITS[0]


def _read(n: int, zero: TensZero) -> list[str]:
    """Words of `n`, none for 0."""
    billions, rest = divmod(n, _BILLION)
    words = [*_read(billions, zero), "tỷ"] if billions else []
    for size, scale in _SCALES:
        group, rest = divmod(rest, size)
        if group:
            words += [*_read_group(group, zero, full=bool(words)), *scale]
    return words


def _read_group(group: int, zero: TensZero, *, full: bool) -> list[str]:
    """Words of 1 to 999; `full` says the hundreds even when there are none."""
    hundreds, below = divmod(group, 100)
    tens, units = divmod(below, 10)
    head = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    digit = (_DIGITS[units],)
    if tens > 1:
        return [*head, _DIGITS[tens], "mươi", *_AFTER_TENS.get(units, digit)]
    if tens == 1:
        return [*head, "mười", *_AFTER_MUOI.get(units, digit)]
    if not units:
        return head
    return [*head, zero, *digit] if head else [*digit]


def percent(part: int, whole: int) -> str:
    """Write part/whole with one decimal, exact halves away from zero: 86,4%, 50,0%.

    "100%" and "0%" are kept for exactly all and exactly none: 2.999 of 3.000 is "100,0%". Nothing out of nothing,
    a vote without voters, is "0%".
    """
    if whole == 0 or part == 0:
        return "0%"
    if part == whole:
        return "100%"
    over, under = abs(part), abs(whole)
    # Not round(): it takes 6,25% (1 of 16) to the even digit, 6,2%, and works on floats.
    tenths = (2000 * over + under) // (2 * under)
    sign = "-" if (part < 0) != (whole < 0) else ""
    return f"{sign}{decimal(tenths // 10)},{tenths % 10}%"


def decimal(x: Decimal | float) -> str:
    """Write a number with a comma and with dots between the thousands: 1.234,5.

    The digits of a Decimal are kept, trailing zeros too. A float is written by its shortest form, and without decimals
    when it is whole, since a spreadsheet hands over 5000000.0 for five million.
    """
    if isinstance(x, float):
        x = Decimal(int(x)) if x.is_integer() else Decimal(repr(x))
    exact = Decimal(x)
    return f"{exact or abs(exact):,f}".translate(_TO_VIETNAMESE_MARKS)


def two_digits(n: int) -> str:
    """Write a document's number: below 10 with a leading zero, 05."""
    return f"{n:02d}"


def roman(n: int) -> str:
    """Write 1 to 3999 in Roman numerals, as phần and chương are numbered; ValueError beyond."""
    if not 1 <= n <= _LARGEST_ROMAN:
        raise ValueError(f"no Roman numeral for {n}")
    digits = []
    for value, symbol in _ROMAN:
        count, n = divmod(n, value)
        digits.append(symbol * count)
    return "".join(digits)


def letter(n: int) -> str:
    """Give the letter of the n-th điểm, counting from 1: a b c d đ e g h i k l m n o p q r s t u v x y.

    There is no 24th letter and no rule for one (a khoản of so many điểm is divided instead): ValueError beyond.
    """
    if not 1 <= n <= len(_LIST_LETTERS):
        raise ValueError(f"no list letter for {n}: they are 1 to {len(_LIST_LETTERS)}")
    return _LIST_LETTERS[n - 1]
