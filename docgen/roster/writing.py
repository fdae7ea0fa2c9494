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
from docgen.roster.duty_columns import CODES, FIXED, OPEN, PIECES, duty_title
from docgen.standard import duties
from schemas.roster import NguoiTrongDanhSach

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Danh sách đảng viên"
_GUIDE = "Cách điền"
_CODES = "Mã nhiệm vụ"
_LINE = " | ".join(title.lower() for title in list(PIECES.values())[:4])
_READY_ROWS = 2_000
"""Rows of an empty workbook whose choices are offered already."""
_LONGEST_OFFER = 255
"""Excel takes no longer list of choices in a rule; longer ones stand on a sheet."""
_WIDTHS = {
    "ho_ten": 28,
    "thuong_tru": 46,
    "hoan_canh": 32,
    "phu_trach": 32,
    "chuc_vu_dang": 24,
    "chuc_vu_khac": 30,
    "dien": 26,
    FIXED: 60,
    OPEN: 60,
}
_TEXT = "@"


def write_roster(people: Iterable[NguoiTrongDanhSach], *, duties_too: bool = False) -> bytes:
    """The workbook of these people; of none, it is the empty form to fill in. `duties_too`: with columns for duties."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "C2"
    shown_columns = (*columns(), *duty_columns()) if duties_too else columns()
    for place, column in enumerate(shown_columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column.name, 16)
        sheet.column_dimensions[get_column_letter(place)].number_format = _TEXT
    head = {"font": Font(bold=True), "fill": PatternFill("solid", fgColor="FFF3EDE4"), "alignment": Alignment(wrap_text=True)}
    sheet.append([_cell(sheet, column.title, **head) for column in shown_columns])
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
    _guide(book, shown_columns)
    if duties_too:
        _catalogue(book)
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


def _guide(book: Any, shown_columns: tuple[Column, ...]) -> None:
    """A sheet that says what goes into each column and holds the choices."""
    sheet = book.create_sheet(_GUIDE)
    for place in range(1, len(shown_columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 26
    bold = {"font": Font(bold=True)}
    sheet.append([_cell(sheet, column.title, **bold) for column in shown_columns])
    sheet.append([_cell(sheet, column.hint) for column in shown_columns])
    sheet.append([_cell(sheet, f"Ví dụ: {column.example}") for column in shown_columns])
    sheet.append([_cell(sheet, "Chọn một trong:" if column.choices else "", **bold) for column in shown_columns])
    for number in range(max(len(column.choices) for column in shown_columns)):
        offered = [[*column.choices.values(), *[""] * 99][number] for column in shown_columns]
        sheet.append([_cell(sheet, text) for text in offered])


def _catalogue(book: Any) -> None:
    """A sheet with the codes that the column of codes may name, and what each stands for."""
    sheet = book.create_sheet(_CODES)
    for letter, width in zip("ABCD", (12, 90, 40, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    bold = {"font": Font(bold=True)}
    sheet.append([_cell(sheet, title, **bold) for title in ("Mã", "Việc", "Sản phẩm", "Thời hạn")])
    for duty in duties().lines.values():
        sheet.append([_cell(sheet, text) for text in (duty.ma, duty.viec, duty.san_pham, duty.han)])


def duty_columns() -> tuple[Column, ...]:
    """The columns for duties as the empty form offers them; more numbers may be added."""
    whole = (
        (CODES, "Mã trong danh mục, cách nhau dấu chấm phẩy; xem trang tính “Mã nhiệm vụ”.", "bt01; bt07"),
        (FIXED, f"Mỗi dòng trong ô một việc: {_LINE}.", "Phụ trách 6 hộ Xóm Trên | Sổ theo dõi hộ | Hằng tháng | Lục Thị Ngân"),
        (OPEN, f"Mỗi dòng trong ô một việc: {_LINE}.", "Vận động hiến đất làm đường | Biên bản | 30/6/2027"),
    )
    pieces = {
        "viec": ("Bắt đầu bằng động từ, một câu một việc.", "Phụ trách 6 hộ Xóm Trên"),
        "san_pham": ("Cái gì chứng minh đã làm.", "Sổ theo dõi hộ"),
        "han": ("Ngày bằng số hoặc định kỳ.", "Hằng tháng"),
        "nguoi_kiem_tra": ("Khác người thực hiện.", "Lục Thị Ngân"),
    }
    numbered = ((f"{FIXED}.{number}.{piece}", *told) for number in (1, 2, 3) for piece, told in pieces.items())
    return tuple(Column(name, duty_title(name), hint, Holds.TEXT, {}, example) for name, hint, example in (*whole, *numbered))
