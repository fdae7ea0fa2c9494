"""The rows of a workbook or CSV file, one after another, whatever the file tries."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from openpyxl.utils.datetime import from_excel

from docgen.docx.package import DAMAGED
from docgen.docx.sheets import Book, Part
from docgen.docx.workbook import HINT, check_workbook
from docgen.errors import FileError, UnsafeFileError

MAX_BYTES = 10 * 2**20
MAX_COLUMNS = 100
MAX_ROWS = 50_000
_EXCEL_ROWS = 1_048_576
_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
_WRONG = (*DAMAGED, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, SyntaxError, AssertionError)
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
    """

    sheets: tuple[Sheet, ...]
    day: Callable[[float], dt.date]
    unvalued: bool = False
    old_fonts: bool = False


def is_filled(cells: tuple[Cell, ...], place: int) -> bool:
    """Whether something that can be seen stands in a cell."""
    return place < len(cells) and _is_seen(cells[place])


def filled(cells: tuple[Cell, ...]) -> list[int]:
    """Places of the cells in which something stands."""
    return [place for place, cell in enumerate(cells) if cell is not None and _is_seen(cell)]


def _is_seen(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or cell.strip(" \t\r\n\xa0") != "")


def open_table(raw: bytes, limits: Limits = PAGE) -> Table:
    """The sheets of an .xlsx, or the one of a CSV file, after every check of its size and build."""
    if not raw.strip():
        raise FileError("Tệp rỗng.", hint="Chọn lại tệp; tệp phải có hàng tên cột và ít nhất một người.")
    if len(raw) > limits.size:
        said = f"Tệp lớn hơn {limits.size // 2**20} MB."
        raise FileError(said, hint="Bỏ ảnh, bỏ trang tính không cần, hoặc chia thành nhiều tệp.")
    return _workbook(raw, limits) if raw.startswith((_ZIP, _OLD_OFFICE)) else _csv(raw, limits)


def _workbook(raw: bytes, limits: Limits) -> Table:
    unvalued = check_workbook(raw, times=limits.times)
    try:
        book = Book(raw)
        old_fonts = book.has_old_fonts
    except _WRONG as error:
        raise _damaged() from error
    wide = limits.columns
    sheets = tuple(Sheet(one.title, partial(_rows_of, book, one, wide + 1), wide) for one in book.sheets)
    return Table(sheets, book.day, unvalued=unvalued, old_fonts=old_fonts)


def _rows_of(book: Book, part: Part, wide: int) -> Iterator[tuple[Cell, ...]]:
    try:
        yield from book.rows(part, wide)
    except _WRONG as error:
        raise _damaged() from error


def _damaged() -> UnsafeFileError:
    return UnsafeFileError("Tệp bị hỏng hoặc không phải XLSX.", hint=HINT)


def _csv(raw: bytes, limits: Limits) -> Table:
    text = _decoded(raw)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        separator, text = first.strip()[-1], rest
    else:
        separator = _separator(text)
    wide = limits.columns
    sheet = Sheet("", lambda: _records(text, separator, wide), wide)
    return Table((sheet,), lambda number: from_excel(number).date())


def _decoded(raw: bytes) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "Trong Excel chọn Lưu thành → Sổ làm việc Excel (.xlsx), hoặc CSV UTF-8; rồi thử lại."
        raise FileError("Tệp phải là XLSX hoặc CSV (mã UTF-8).", hint=hint) from error
    if "\0" in text:
        raise FileError("Tệp phải là XLSX hoặc CSV.", hint="Chọn lại tệp; ảnh, PDF, Word không đọc được ở đây.")
    return text


def _separator(text: str) -> str:
    """What stands between the cells of the first lines, outside quotes."""
    head = "".join(text[:4_000].split('"')[::2])
    return max(";,\t", key=head.count)


def _records(text: str, separator: str, wide: int) -> Iterator[tuple[Cell, ...]]:
    try:
        for record in islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _EXCEL_ROWS):
            yield tuple(record[: wide + 1])
    except csv.Error as error:
        raise FileError("Tệp CSV có ô quá dài hoặc dấu ngoặc kép không đóng.", hint="Lưu lại thành .xlsx rồi thử lại.") from error
