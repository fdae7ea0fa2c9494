"""One cell as the schema reads it: what Excel made of a day or a card number is undone, and told where it had to be guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from docgen.roster.columns import Column, Holds, codes, plain

CARD_DIGITS = 12
_YEARS = range(1900, 2100)
_LAST_DAY = 2_958_465
"""31/12/9999 as Excel counts."""
_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_YEAR = re.compile(r"\d{4}")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_TEAM = re.compile(r"(?:to(?: dang)?(?: so)? )?0*(\d{1,3})")
_DIGITS = re.compile(r"\d+")


class UnreadError(ValueError):
    """A cell that cannot be read; its text says why and what to do."""


Noted = tuple[Any, str]
"""A value, and what has to be told of it; empty when nothing was guessed."""


def read_cell(cell: Any, column: Column, day: Callable[[float], dt.date]) -> Noted:
    """The value of a cell for the schema, None when nothing stands in it. `UnreadError` when it cannot be one."""
    if isinstance(cell, str):
        cell = cell.strip(" \t\r\n\xa0")
    if cell is None or cell == "":
        return None, ""
    if isinstance(cell, str) and cell in _ERRORS:
        raise UnreadError(f"ô báo lỗi {cell}; sửa công thức hoặc gõ giá trị")
    if column.holds is Holds.DAY:
        return _day(cell, column, day)
    text = _text(cell)
    if column.holds is Holds.CHOICE:
        return _choice(text, column), ""
    if column.holds is Holds.WHOLE:
        found = _TEAM.fullmatch(plain(text))
        return (int(found[1]) if found else text), ""
    if column.name == "so_the_dang" and not isinstance(cell, str):
        return _card(text)
    return text, ""


def _text(cell: Any) -> str:
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
    text = _text(cell)
    if _YEAR.fullmatch(text) and int(text) in _YEARS:
        if column.name != "ngay_sinh":
            raise UnreadError(f"chỉ có năm {text}; ghi đủ ngày/tháng/năm")
        return dt.date(int(text), 1, 1), f"chỉ có năm {text}, đọc là 01/01/{text}; sửa lại khi biết ngày sinh"
    if isinstance(cell, int | float) or _SERIAL.fullmatch(text):
        return _of_excel(float(text), text, day), ""
    return text, ""


def _of_excel(number: float, text: str, day: Callable[[float], dt.date]) -> dt.date:
    if not 1 <= number <= _LAST_DAY:
        raise UnreadError(f"“{text[:60]}” không phải ngày; ghi theo mẫu ngày/tháng/năm, ví dụ 03/11/2026")
    return day(number)


def _choice(text: str, column: Column) -> str:
    found = codes(column.name).get(plain(text))
    if found is None:
        raise UnreadError(f"“{text[:60]}” không có trong danh sách; chọn một trong: {', '.join(column.choices.values())}")
    return found


def _card(text: str) -> Noted:
    """Excel takes a card number for a number and drops the zero it begins with."""
    if not _DIGITS.fullmatch(text):
        raise UnreadError(f"“{text[:60]}” đã bị Excel đổi thành số và mất chữ số; định dạng cột là Văn bản rồi gõ lại số thẻ")
    if CARD_DIGITS - 3 < len(text) < CARD_DIGITS:
        whole = text.zfill(CARD_DIGITS)
        return whole, f"Excel bỏ mất số 0 ở đầu, đọc là {whole}; xem lại"
    return text, ""
