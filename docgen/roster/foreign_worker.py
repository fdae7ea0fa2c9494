"""Old Excel and LibreOffice sheets in a process of their own: `python -m docgen.roster.foreign_worker SHEET WIDE`.

The library aborts the whole process on a damaged .xls, and its memory grows with what a file claims to hold; here only this
process is lost. Standard input is the file. Standard output is one JSON value a line: for the sheet -1 the visible sheets, each
as an object before its first rows; for another number the rows of that sheet. A day is a list with one text.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

HEAD_ROWS = 80
"""Rows that are given of each sheet when all are asked for: more than the headings are looked for in."""
ALL = -1
MEMORY_BYTES = 2 * 2**30
SECONDS = 120
PROTECTED, UNREADABLE = 3, 4
_EXCEL_ROWS = 1_048_576


def main() -> int:
    """Answer for one file."""
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 - under the limits

    sheet, wide = int(sys.argv[1]), int(sys.argv[2])
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for value in _heads(book, wide) if sheet == ALL else _rows(book, sheet, wide):
            sys.stdout.write(json.dumps(value, default=_day, ensure_ascii=True, separators=(",", ":")) + "\n")
    except PasswordError:
        return PROTECTED
    except (CalamineError, MemoryError, ValueError, OverflowError):
        return UNREADABLE
    return 0


def _limit() -> None:
    """Bound memory and time where the system offers it; the parent ends what takes too long everywhere."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _heads(book: Any, wide: int) -> Iterator[Any]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    for number, sheet in enumerate(book.sheets_metadata):
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            yield {"sheet": number, "title": sheet.name}
            yield from islice(_rows(book, number, wide), HEAD_ROWS)


def _rows(book: Any, number: int, wide: int) -> Iterator[list[Any]]:
    """The rows of a sheet from the first on, empty cells as nothing; the library leaves out blank columns before the first."""
    sheet = book.get_sheet_by_index(number)
    before: list[Any] = [None] * min(sheet.start[1] if sheet.start else 0, wide)
    for row in islice(sheet.iter_rows(), _EXCEL_ROWS):
        cells = [*before, *(None if cell == "" else cell for cell in row[: wide - len(before)])]
        while cells and cells[-1] is None:
            cells.pop()
        yield cells


def _day(value: Any) -> list[str] | str:
    """A day or moment; what else there is (a time, a length of time) as text."""
    return [value.isoformat()] if isinstance(value, dt.date) else str(value)


if __name__ == "__main__":
    sys.exit(main())
