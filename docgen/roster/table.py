"""The rows of a workbook or text, one after another, whatever the file tries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from openpyxl.utils.datetime import from_excel

from docgen.docx.opendocument import check_opendocument, is_opendocument
from docgen.docx.package import DAMAGED
from docgen.docx.sheets import Book, Part
from docgen.docx.workbook import HINT, check_workbook, refuse_protected
from docgen.errors import FileError, UnsafeFileError
from docgen.roster.foreign import ForeignBook
from docgen.roster.other_files import refuse_other
from docgen.roster.plain_text import decoded, records, separated

MAX_BYTES = 10 * 2**20
MAX_COLUMNS = 100
MAX_ROWS = 50_000
_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
WRONG = (*DAMAGED, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, SyntaxError, AssertionError)
"""What the library raises for a workbook that is not built as it should be."""

Cell = Any
Rows = Iterable[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: what a page takes at once, if nothing else is said."""

    size: int = MAX_BYTES
    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS
    times: int = 1
    """How many times as much as a document a workbook may unpack to."""


PAGE = Limits()
BATCH = Limits(size=200 * 2**20, rows=1_000_000, columns=400, times=15)
"""What a batch reads from a file of this machine; numbered duties take many columns."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet. `rows` begins anew with each call; values are text, numbers, days or None.

    A row has one cell more than `most_columns` at most, so that a wider sheet is seen.
    """

    title: str
    rows: Callable[[], Iterator[tuple[Cell, ...]]]
    most_columns: int = MAX_COLUMNS


@dataclass(frozen=True, slots=True)
class Table:
    """A file as its visible sheets; `day` reads an Excel day number.

    `unvalued`: it has formulas that nobody has calculated. `old_fonts`: some texts may be `OldText`, which knows its letters.
    `encoding`: of a text, to be shown where it is not UTF-8.
    """

    sheets: tuple[Sheet, ...]
    day: Callable[[float], dt.date]
    unvalued: bool = False
    old_fonts: bool = False
    encoding: str = ""
    is_xlsx: bool = False


def refuse_empty(sheets: Sequence[Sheet]) -> None:
    """Refuse sheets in which nothing stands, in these words and not as a list without headings."""
    if sheets and not any(filled(cells) for one in sheets for cells in one.rows()):
        named = ", ".join(f"“{one.title}”" for one in sheets if one.title)
        raise FileError(
            f"Trang tính {named} trống.".replace("  ", " "), hint="Chép danh sách vào đó, có hàng tên cột; hoặc chọn tệp khác."
        )


def is_filled(cells: tuple[Cell, ...], place: int) -> bool:
    """Whether something that can be seen stands in a cell."""
    return place < len(cells) and _is_seen(cells[place])


def filled(cells: tuple[Cell, ...]) -> list[int]:
    """Places of the cells in which something stands."""
    return [place for place, cell in enumerate(cells) if cell is not None and _is_seen(cell)]


def _is_seen(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or cell.strip(" \t\r\n\xa0") != "")


def open_table(raw: bytes, limits: Limits = PAGE) -> Table:
    """The sheets of a workbook (.xlsx, .xls, .ods), or the one of a text (CSV, TSV), after every check of its size and build."""
    if not raw.strip():
        raise FileError("Tệp rỗng.", hint="Chọn lại tệp; tệp phải có hàng tên cột và ít nhất một người.")
    if len(raw) > limits.size:
        said = f"Tệp lớn hơn {limits.size // 2**20} MB."
        raise FileError(said, hint="Bỏ ảnh, bỏ trang tính không cần, hoặc chia thành nhiều tệp.")
    refuse_other(raw)
    if raw.startswith(_OLD_OFFICE):
        refuse_protected(raw)
        return _foreign(raw, limits)
    if raw.startswith(_ZIP) and is_opendocument(raw):
        check_opendocument(raw, times=limits.times)
        return _foreign(raw, limits)
    return _workbook(raw, limits) if raw.startswith(_ZIP) else _text(raw, limits)


def _foreign(raw: bytes, limits: Limits) -> Table:
    wide = limits.columns
    book = ForeignBook(raw, wide + 1)
    sheets = tuple(Sheet(title, partial(book.rows, number), wide) for number, title in book.sheets)
    return Table(sheets, _day, old_fonts=False)


def _workbook(raw: bytes, limits: Limits) -> Table:
    unvalued = check_workbook(raw, times=limits.times)
    try:
        book = Book(raw)
        old_fonts = book.has_old_fonts
    except WRONG as error:
        raise _damaged() from error
    wide = limits.columns
    sheets = tuple(Sheet(one.title, partial(_rows_of, book, one, wide + 1), wide) for one in book.sheets)
    return Table(sheets, book.day, unvalued=unvalued, old_fonts=old_fonts, is_xlsx=True)


def _rows_of(book: Book, part: Part, wide: int) -> Iterator[tuple[Cell, ...]]:
    try:
        yield from book.rows(part, wide)
    except WRONG as error:
        raise _damaged() from error


def _damaged() -> UnsafeFileError:
    return UnsafeFileError("Tệp bị hỏng hoặc không phải XLSX.", hint=HINT)


def _text(raw: bytes, limits: Limits) -> Table:
    text, encoding = decoded(raw)
    text, separator = separated(text)
    wide = limits.columns
    sheet = Sheet("", partial(records, text, separator, wide + 1), wide)
    return Table((sheet,), _day, encoding=encoding)


def _day(number: float) -> dt.date:
    moment: dt.datetime = from_excel(number)
    return moment.date()
