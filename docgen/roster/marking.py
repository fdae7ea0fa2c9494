"""A list given back with its faulty cells coloured and commented, and a sheet that lists them all.

A small .xlsx keeps how it looks. Anything else is written anew as .xlsx, cell by cell as it was read; no text becomes a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string

from docgen.docx.workbook import unpacked
from docgen.roster.cells import text_of
from docgen.roster.rows import Fault
from docgen.roster.table import PAGE, WRONG, Limits, Table, open_table

LISTED = "Chỗ cần sửa"
_KEPT_BYTES = 8 * 2**20
"""Unpacked: a larger workbook is written anew, because the library would hold all of it as objects."""
_MOST_COMMENTS = 5_000
_LONGEST = 32_767
_COMMENTED = 900
_RED, _YELLOW = (PatternFill("solid", fgColor=colour) for colour in ("FFF8C4BF", "FFFFF2C2"))
_TEXT, _DAY = "@", "dd/mm/yyyy"
_HEAD = ("Trang tính", "Ô", "Cột", "Đang ghi", "Hiểu là", "Lỗi hay chỗ ngờ", "Vì sao, cần làm gì")
_WIDTHS = (18, 8, 24, 28, 28, 16, 90)

Marks = Mapping[str, Mapping[tuple[int, int], "Mark"]]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said of one cell; red when something is wrong, yellow when something was guessed."""

    is_fault: bool
    messages: tuple[str, ...]

    @property
    def fill(self) -> PatternFill:
        """The colour of the cell."""
        return _RED if self.is_fault else _YELLOW

    def comment(self, before: str = "") -> Comment:
        """The words beside the cell, after those that stood there."""
        text = "\n".join((*filter(None, [before]), *self.messages))
        made = Comment(_printable(text)[:_COMMENTED], "docgen")
        made.width, made.height = 320, 60 + 18 * min(len(text) // 45, 12)
        return made


def marked(raw: bytes, faults: Iterable[Fault], notes: Iterable[Fault] = (), limits: Limits = PAGE) -> bytes:
    """The workbook with what is wrong in red, what was guessed in yellow."""
    wrong, guessed = list(faults), list(notes)
    marks = _marks(wrong, guessed)
    table = open_table(raw, limits)
    book = (_kept(raw, marks) if table.is_xlsx and unpacked(raw) <= _KEPT_BYTES else None) or _anew(table, marks)
    _list(book, wrong, guessed)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _marks(faults: list[Fault], notes: list[Fault]) -> Marks:
    """What is said of each cell; what concerns a whole row stands in its first cell."""
    said: dict[str, dict[tuple[int, int], Mark]] = {}
    for is_fault, told in ((True, faults), (False, notes)):
        for one in told:
            place = one.row, column_index_from_string(one.letter or "A")
            marks = said.setdefault(one.sheet, {})
            before = marks.get(place)
            messages = (*before.messages, one.message) if before else (one.message,)
            marks[place] = Mark(before.is_fault if before else is_fault, messages)
    return said


def _kept(raw: bytes, marks: Marks) -> Any:
    """The workbook as it is, with marks; None when the library cannot take all of it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), keep_links=False)
    except WRONG:
        return None
    if LISTED in book.sheetnames and len(book.sheetnames) > 1:
        del book[LISTED]
    for sheet in book.worksheets:
        for number, (place, mark) in enumerate(sorted(marks.get(sheet.title, {}).items())):
            cell = _first_of_merged(sheet, sheet.cell(*place))
            cell.fill = mark.fill
            if number < _MOST_COMMENTS:
                cell.comment = mark.comment(cell.comment.text if cell.comment else "")
    return book


def _first_of_merged(sheet: Any, cell: Any) -> Any:
    if not isinstance(cell, MergedCell):
        return cell
    around = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    return sheet.cell(around.min_row, around.min_col)


def _anew(table: Table, marks: Marks) -> Any:
    book = Workbook(write_only=True)
    for number, sheet in enumerate(table.sheets, 1):
        made = book.create_sheet(_sheet_title(sheet.title) or f"Danh sách {number}")
        said = sorted(marks.get(sheet.title, {}).items())
        of_row: dict[int, dict[int, Mark]] = {}
        for (row, column), mark in said:
            of_row.setdefault(row, {})[column] = mark
        last_commented = said[_MOST_COMMENTS][0][0] if len(said) > _MOST_COMMENTS else None
        for row, cells in enumerate(sheet.rows(), 1):
            commented = last_commented is None or row < last_commented
            made.append(_written(made, cells, of_row.get(row, {}), commented=commented))
    return book


def _sheet_title(title: str) -> str:
    """A name as Excel allows it for a sheet."""
    return re.sub(r"[\\*?:/\[\]']", " ", _printable(title)).strip()[:31]


def _written(sheet: Any, cells: tuple[Any, ...], marks: Mapping[int, Mark], *, commented: bool) -> list[Any]:
    row: list[Any] = []
    for column in range(1, max(len(cells), *marks, 0) + 1 if marks else len(cells) + 1):
        value, mark = cells[column - 1] if column <= len(cells) else None, marks.get(column)
        if value is None and mark is None:
            row.append(None)
            continue
        cell = _cell(sheet, value)
        if mark:
            cell.fill = mark.fill
            cell.comment = mark.comment() if commented else None
        row.append(cell)
    return row


def _cell(sheet: Any, value: Any) -> Any:
    """A value as it was read. A text stays a text, whatever it begins with."""
    if value is None or isinstance(value, bool | int | float):
        return WriteOnlyCell(sheet, value)
    if isinstance(value, dt.datetime | dt.date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = _DAY
        return cell
    text = _printable(text_of(value))[:_LONGEST]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", _TEXT
    if text[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True
    return cell


def _list(book: Any, faults: list[Fault], notes: list[Fault]) -> None:
    """A sheet with one row for each fault and each guess."""
    sheet = book.create_sheet(LISTED)
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    head = [_cell(sheet, title) for title in _HEAD]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for kind, told in (("lỗi", faults), ("chỗ ngờ", notes)):
        for one in told:
            line = (one.sheet, one.cell or f"hàng {one.row}", one.column, one.value, one.taken, kind, one.message)
            sheet.append([_cell(sheet, text) for text in line])


def _printable(text: str) -> str:
    """Without the characters that a workbook cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))
