"""The book as a workbook: one sheet a series, set up to be printed, days as days; what is typed is never a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from itertools import count, product

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from docgen.book_file.lines import HEADS, TITLE, Line, Part

_FONT = "Times New Roman"
_WIDTHS = (16, 13, 44, 20, 32, 22)
"""In characters; a page of A4 laid across holds them."""
_HEAD_ROW = 5
_PLAIN = "Sổ"
_FORMULA_SIGNS = ("=", "+", "-", "@")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']+")
_LONGEST_NAME = 31
_CENTERED = 2
"""The first columns, number and day, stand in the middle of theirs."""
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def book_xlsx(parts: tuple[Part, ...], day: dt.date) -> bytes:
    """The book as it stands on `day`."""
    made = Workbook()
    made.remove(made.active)
    for style in _styles():
        made.add_named_style(style)
    made.properties.title, made.properties.creator = TITLE, parts[0].unit
    taken: set[str] = set()
    for part in parts:
        sheet = made.create_sheet(_sheet_name(part.name, taken))
        _heading(sheet, part)
        for number, line in enumerate(part.lines, start=_HEAD_ROW + 1):
            _row(sheet, number, line)
        for number, text in enumerate((*part.summary, f"Sổ xuất ngày {day:%d/%m/%Y}."), start=sheet.max_row + 2):
            _text(sheet, number, 1, text)
        _page(sheet)
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def _heading(sheet: Worksheet, part: Part) -> None:
    lines = ((part.above.upper(), False), (part.unit.upper(), True), (TITLE.upper(), True), (part.name, False))
    for number, (text, bold) in enumerate(lines, start=1):
        cell = _text(sheet, number, 1, text)
        cell.font = Font(name=_FONT, size=14 if text == TITLE.upper() else 12, bold=bold)
        if number > len(lines) // 2:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(HEADS))
            cell.alignment = Alignment(horizontal="center")
    for column, head in enumerate(HEADS, start=1):
        cell = _text(sheet, _HEAD_ROW, column, head)
        cell.font, cell.border = Font(name=_FONT, size=12, bold=True), _GRID
        cell.fill = PatternFill("solid", fgColor="F2F2F2")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _row(sheet: Worksheet, number: int, line: Line) -> None:
    values = (line.number, line.day, line.subject, line.signer, line.recipients, line.note)
    for column, value in enumerate(values, start=1):
        struck = line.void and column < len(values)
        style = _style_name(struck=struck, centered=column <= _CENTERED)
        if isinstance(value, dt.date):
            sheet.cell(number, column, value).style = style
            sheet.cell(number, column).number_format = "dd/mm/yyyy"
        else:
            _text(sheet, number, column, value or "", style)


def _style_name(*, struck: bool, centered: bool) -> str:
    return f"Sổ {'giữa' if centered else 'trái'}{' hủy' if struck else ''}"


def _styles() -> Iterator[NamedStyle]:
    """Named once: a style set cell by cell would be compared with all others every time."""
    for struck, centered in product((False, True), repeat=2):
        yield NamedStyle(
            _style_name(struck=struck, centered=centered),
            font=Font(name=_FONT, size=12, strike=struck),
            border=_GRID,
            alignment=Alignment(vertical="top", wrap_text=True, horizontal="center" if centered else None),
        )
    yield NamedStyle(_PLAIN, font=Font(name=_FONT, size=12))


def _text(sheet: Worksheet, row: int, column: int, text: str, style: str = _PLAIN) -> Cell:
    """Text that stays text: what begins like a formula is marked so in the file and for who edits the cell."""
    cell: Cell = sheet.cell(row, column)
    cell.value = text or None
    cell.style = style
    if text.startswith(_FORMULA_SIGNS):
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _page(sheet: Worksheet) -> None:
    for column, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.bottom = 20 / 25.4
    margins.top = 25 / 25.4
    sheet.oddHeader.center.text = "&P"


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name of its own that Excel allows."""
    base = " ".join(_NOT_IN_NAMES.sub(" ", name).replace(", nhiệm kỳ", "").split()) or "Sổ"
    for number in count(1):
        mark = f" ({number})" if number > 1 else ""
        found = base[: _LONGEST_NAME - len(mark)].strip() + mark
        if found.casefold() not in taken:
            taken.add(found.casefold())
            return found
    raise AssertionError
