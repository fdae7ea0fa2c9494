"""The rows of a workbook or CSV file, one after another, whatever the file tries."""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from docgen.docx.package import DAMAGED
from docgen.docx.workbook import HINT, check_workbook
from docgen.errors import FileError, UnsafeFileError

MAX_BYTES = 10 * 2**20
MAX_COLUMNS = 100
MAX_ROWS = 50_000
_EXCEL_ROWS = 1_048_576
_AT_ONCE = 200
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


PAGE = Limits()
BATCH = Limits(size=100 * 2**20, rows=1_000_000, columns=400)
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
    """A file as its visible sheets; `unvalued`: it has formulas that nobody has calculated; `day` reads an Excel day number."""

    sheets: tuple[Sheet, ...]
    day: Callable[[float], dt.date]
    unvalued: bool = False


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
    unvalued = check_workbook(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except _WRONG as error:
        raise _damaged() from error

    def day(number: float) -> dt.date:
        moment: dt.datetime = from_excel(number, book.epoch)
        return moment.date()

    wide = limits.columns
    return Table(
        tuple(Sheet(str(one.title), lambda one=one: _rows_of(one, wide), wide) for one in visible),  # type: ignore[misc]
        day,
        unvalued,
    )


def _rows_of(sheet: Any, wide: int) -> Iterator[tuple[Cell, ...]]:
    """The rows as the file has them: what it says of its own size may be false."""
    sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(max_col=wide + 1, values_only=True), _EXCEL_ROWS)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                some = list(islice(rows, _AT_ONCE))
        except _WRONG as error:
            raise _damaged() from error
        yield from some
        if len(some) < _AT_ONCE:
            return


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
