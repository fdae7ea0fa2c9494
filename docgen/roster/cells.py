"""One cell as the schema reads it: what Excel made of a day or a card number is undone, and told where it had to be guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from docgen.roster.columns import Column, Holds, codes, columns, doubted, plain
from docgen.roster.day_order import refused_day
from docgen.roster.positions import in_full, unknown_in
from docgen.roster.states import state_in

CARD_DIGITS = 12
_POSITIONS = frozenset({"chuc_vu_dang", "chuc_vu_khac"})
_YEARS = range(1900, 2100)
_LAST_DAY = 2_958_465
"""31/12/9999 as Excel counts."""
_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_YEAR = re.compile(r"\d{4}")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_TEAM = re.compile(r"(?:to(?: dang)?(?: so)? )?0*(\d{1,3})")
_DIGITS = re.compile(r"\d+")
_SHORT_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2})")
_AGES = range(15, 100)
"""How old somebody of the roster may be."""
_PARTY_SINCE = 1930


class UnreadError(ValueError):
    """A cell that cannot be read; its text says why and what to do."""


_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAIL = re.compile(r"(\d+)[.,]0+")
_CARD_TAIL = re.compile(r"(\d{9,12})[.,]0")
_OLD_CARD = re.compile(r"\d{2}\.\d{6}")
_POWER = re.compile(r"\d(?:[.,]\d+)?E\+\d\d")
_CARD_APART = re.compile(r"'(?=\d{9})\d+|\d(?: ?\d){8,}")

Noted = tuple[Any, str]
"""A value, and what has to be told of it; empty when nothing was guessed."""


def read_cell(cell: Any, column: Column, day: Callable[[float], dt.date]) -> Noted:
    """The value of a cell for the schema, None when nothing stands in it. `UnreadError` when it cannot be one."""
    if isinstance(cell, str):
        cell = _tidy(cell, column)
    if cell is None or cell == "":
        return None, ""
    if said := error_of(cell):
        raise UnreadError(said)
    if column.holds is Holds.DAY:
        return _day(cell, column, day)
    text = text_of(cell)
    if column.holds is Holds.CHOICE:
        return _choice(text, column)
    if column.holds is Holds.WHOLE:
        found = _TEAM.fullmatch(plain(without_tail(text)))
        return (int(found[1]) if found else text), ""
    if column.name == "so_the_dang":
        return _typed_card(text) if isinstance(cell, str) else _card(text)
    return _position(text, column) if column.name in _POSITIONS else (text, "")


def error_of(cell: Any) -> str:
    """What to say of a cell whose formula failed; empty when it is none."""
    return f"ô báo lỗi {cell}; sửa công thức hoặc gõ giá trị" if isinstance(cell, str) and cell in _ERRORS else ""


def _tidy(cell: str, column: Column) -> str:
    """Without what cannot be seen; in a text of words the schema does so, which knows where it means something."""
    cell = cell.strip(" \t\r\n\xa0")
    if column.holds is Holds.TEXT and column.name != "so_the_dang":
        return cell
    return _UNSEEN.sub("", cell.replace("\xa0", " ")).strip()


def without_tail(text: str) -> str:
    """A whole number of which a program made 12.0."""
    found = _TAIL.fullmatch(text)
    return found[1] if found else text


def text_of(cell: Any) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - beyond it digits are lost
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%d/%m}/{cell.year:04d}"
    return str(cell)


def _day(cell: Any, column: Column, day: Callable[[float], dt.date]) -> Noted:
    if isinstance(cell, dt.datetime):
        return cell.date(), ""
    if isinstance(cell, dt.date):
        return cell, ""
    if said := refused_day(cell):
        raise UnreadError(said)
    text = without_tail(text_of(cell))
    if _YEAR.fullmatch(text) and int(text) in _YEARS:
        if column.name != "ngay_sinh":
            raise UnreadError(f"chỉ có năm {text}; ghi đủ ngày/tháng/năm")
        return dt.date(int(text), 1, 1), f"chỉ có năm {text}, đọc là 01/01/{text}; sửa lại khi biết ngày sinh"
    if isinstance(cell, int | float) or _SERIAL.fullmatch(text):
        meant = _of_excel(float(text), text, day)
        return meant, f"số {text} đọc là ngày {meant:%d/%m}/{meant.year}, như Excel lưu ngày; xem lại"
    if found := _SHORT_YEAR.fullmatch(text):
        return _of_short_year(text, found, column)
    return text, ""


def _of_short_year(text: str, found: re.Match[str], column: Column) -> Noted:
    """A year of two digits is that of the century in which it makes sense."""
    year = _year_meant(int(found[3]), column.name)
    if year is None:
        raise UnreadError(f"“{text}” thiếu hai chữ số của năm; ghi đủ ngày/tháng/năm, năm bốn chữ số")
    meant = f"{int(found[1]):02d}/{int(found[2]):02d}/{year}"
    return meant, f"“{text}” hiểu là {meant}; năm khác thì sửa lại"


def _year_meant(short: int, name: str) -> int | None:
    this_year = dt.datetime.now(dt.UTC).year
    if name == "ngay_sinh":
        return next((year for year in (2000 + short, 1900 + short) if this_year - year in _AGES), None)
    latest = this_year + 1 if name == "ngay_het_du_bi" else this_year
    return next((year for year in (2000 + short, 1900 + short) if _PARTY_SINCE <= year <= latest), None)


def _of_excel(number: float, text: str, day: Callable[[float], dt.date]) -> dt.date:
    if not 1 <= number <= _LAST_DAY:
        raise UnreadError(f"“{text[:60]}” không phải ngày; ghi theo mẫu ngày/tháng/năm, ví dụ 03/11/2026")
    return day(number)


def _choice(text: str, column: Column) -> Noted:
    known, typed = codes(column.name), plain(text)
    found = known.get(typed)
    if found is None:
        listed = f"chọn một trong: {', '.join(column.choices.values())}"
        raise UnreadError(f"“{text[:60]}” không có trong danh sách; {_advice(typed, column)}{listed}")
    told = typed in doubted(column.name) and f"“{text[:60]}” hiểu là “{column.choices[found]}”; không đúng thì sửa lại"
    return found, told or ""


def _advice(typed: str, column: Column) -> str:
    """Where a value that this column does not know belongs, or which one is near to it."""
    others = (one for one in columns() if one.holds is Holds.CHOICE and one.name != column.name)
    other = next((one for one in others if typed in codes(one.name)), None)
    if other:
        return f"“{other.choices[codes(other.name)[typed]]}” thuộc cột “{other.title}”, ở cột này "
    near = get_close_matches(typed, codes(column.name), n=1)
    return f"có phải là “{column.choices[codes(column.name)[near[0]]]}”? Nếu không, " if near else ""


def _position(text: str, column: Column) -> Noted:
    """A position as documents name it. In the column for the Party one that is shortened in an unknown way is told."""
    of_party = column.name == "chuc_vu_dang"
    full = in_full(text, of_party=of_party)
    if full != text:
        return full, f"“{text[:60]}” hiểu là “{full[:60]}”; không đúng thì sửa lại"
    unknown = unknown_in(text) if of_party and not state_in(text) else ""
    return text, unknown and f"“{unknown[:60]}” chưa rõ là chức vụ gì, giao việc như người không có chức vụ; ghi đủ chữ"


def _typed_card(text: str) -> Noted:
    """A card number that is text, which a program may have written as a number all the same."""
    if found := _CARD_TAIL.fullmatch(text):
        value, note = _card(found[1])
        return value, note or f"bỏ đuôi “{text[len(found[1]) :]}” do chương trình khác thêm, đọc là {value}; xem lại"
    if _POWER.fullmatch(text):
        raise _lost(text)
    if _CARD_APART.fullmatch(text) and not _DIGITS.fullmatch(text):
        value, note = _card(text.replace(" ", "").lstrip("'"))
        return value, note or f"“{text}” đọc là {value}; xem lại"
    return _card(text) if _DIGITS.fullmatch(text) else (text, _doubt_of_card(text))


def _lost(text: str) -> UnreadError:
    return UnreadError(f"“{text[:60]}” đã bị Excel đổi thành số và mất chữ số; định dạng cột là Văn bản rồi gõ lại số thẻ")


def _card(text: str) -> Noted:
    """Excel takes a card number for a number and drops the zero it begins with, which is lost in its text (CSV) too."""
    if not _DIGITS.fullmatch(text):
        raise _lost(text)
    if CARD_DIGITS - 3 < len(text) < CARD_DIGITS and not text.startswith("0"):
        whole = text.zfill(CARD_DIGITS)
        return whole, f"Excel bỏ mất số 0 ở đầu, đọc là {whole}; xem lại"
    return text, _doubt_of_card(text)


def is_no_card(value: str) -> bool:
    """Whether no document can bear such a card number: neither twelve digits nor an old one (rule R-26)."""
    return not (len(value) == CARD_DIGITS and value.isdecimal()) and not _OLD_CARD.fullmatch(value)


def _doubt_of_card(text: str) -> str:
    """What is odd about a card number; it is taken all the same, for old cards were numbered in other ways."""
    if _DIGITS.fullmatch(text):
        return "" if len(text) == CARD_DIGITS else f"“{text}” có {len(text)} chữ số, số thẻ có {CARD_DIGITS}; đối chiếu với thẻ"
    return f"“{text[:60]}” không phải {CARD_DIGITS} chữ số; đối chiếu với thẻ"
