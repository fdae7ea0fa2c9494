"""A roster as a workbook: every cell is text, so that no zero is lost, no day is turned round and no text runs as a formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from docgen.roster.columns import Column, Holds, columns
from schemas.roster import NguoiTrongDanhSach

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Danh sách đảng viên"
_GUIDE = "Cách điền"
_READY_ROWS = 2_000
"""Rows of an empty workbook whose choices are offered already."""
_LONGEST_OFFER = 255
"""Excel takes no longer list of choices in a rule; longer ones stand on a sheet."""
_WIDTHS = {"ho_ten": 28, "thuong_tru": 46, "hoan_canh": 32, "phu_trach": 32, "chuc_vu_dang": 24, "chuc_vu_khac": 30, "dien": 26}
_TEXT = "@"


def write_roster(people: Iterable[NguoiTrongDanhSach]) -> bytes:
    """The workbook of these people; of none, it is the empty form to fill in."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "C2"
    for place, column in enumerate(columns(), 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column.name, 16)
        sheet.column_dimensions[get_column_letter(place)].number_format = _TEXT
    head = {"font": Font(bold=True), "fill": PatternFill("solid", fgColor="FFF3EDE4"), "alignment": Alignment(wrap_text=True)}
    sheet.append([_cell(sheet, column.title, **head) for column in columns()])
    written = 0
    for person in people:
        sheet.append([_cell(sheet, shown(getattr(person, column.name), column)) for column in columns()])
        written += 1
    for place, column in enumerate(columns(), 1):
        if column.choices:
            letter = get_column_letter(place)
            rule = _offer(column, place)
            rule.add(f"{letter}2:{letter}{written + _READY_ROWS}")
            sheet.data_validations.append(rule)
    _guide(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def shown(value: Any, column: Column) -> str:
    """A value as it stands in its cell, and as a page shows it."""
    if value is None:
        return ""
    if column.holds is Holds.CHOICE:
        return column.choices.get(str(value), str(value))
    if isinstance(value, dt.date):
        return f"{value:%d/%m}/{value.year:04d}"
    return str(value)


def _cell(sheet: Any, text: str, **look: Any) -> Any:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # not "f": a text that begins with = stays a text
    cell.number_format = _TEXT
    if text[0] in "=+-@":
        cell.quotePrefix = True  # and stays one when somebody edits the cell
    for name, value in look.items():
        setattr(cell, name, value)
    return cell


def _offer(column: Column, place: int) -> DataValidation:
    """The choices of a column as a list to pick from; other text is refused with words."""
    letter = get_column_letter(place)
    rule = DataValidation(type="list", formula1=f"'{_GUIDE}'!${letter}$5:${letter}${4 + len(column.choices)}", allow_blank=True)
    rule.errorTitle, rule.error = column.title, f"Chọn trong danh sách: {', '.join(column.choices.values())}"[:_LONGEST_OFFER]
    rule.showErrorMessage = True
    return rule


def _guide(book: Any) -> None:
    """A sheet that says what goes into each column and holds the choices."""
    sheet = book.create_sheet(_GUIDE)
    for place in range(1, len(columns()) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 26
    bold = {"font": Font(bold=True)}
    sheet.append([_cell(sheet, column.title, **bold) for column in columns()])
    sheet.append([_cell(sheet, column.hint) for column in columns()])
    sheet.append([_cell(sheet, f"Ví dụ: {column.example}") for column in columns()])
    sheet.append([_cell(sheet, "Chọn một trong:" if column.choices else "", **bold) for column in columns()])
    for number in range(max(len(column.choices) for column in columns())):
        offered = [[*column.choices.values(), *[""] * 99][number] for column in columns()]
        sheet.append([_cell(sheet, text) for text in offered])
