"""A roster file read person after person, with every fault named by row and column.

Only one row is held at a time: a list of 100,000 people takes no more memory than one of ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from docgen.errors import FileError
from docgen.messages import SENTENCES, causes
from docgen.roster.cells import UnreadError, read_cell
from docgen.roster.columns import COUNTER, GIVEN_NAME, Column, columns, headings, plain
from docgen.roster.table import MAX_COLUMNS, Cell, Sheet, Table, open_table
from docgen.vietnamese.legacy import detect
from schemas.roster import NguoiTrongDanhSach

MAX_ROWS = 50_000
_TOP = 30
"""Rows among which the headings are looked for, and people by whom the encoding of the letters is told."""
_FEWEST_HEADINGS = 2
_UNREAD = "không đọc được; gõ lại ô này"
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?")
_BY_NAME: Mapping[str, Column] = {column.name: column for column in columns()}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with, or was guessed of, one cell or row."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        """Row and column before what is wrong, as people look for it."""
        return f"Hàng {self.row}{f', cột {self.column}' if self.column else ''}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank: a person, or the faults that make it none; `notes` tell what was guessed."""

    number: int
    person: NguoiTrongDanhSach | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A file whose headings are known. `columns` by place; `extra` says in words which columns are not read."""

    table: Table
    sheet: Sheet
    heading: int
    places: Mapping[int, str]
    extra: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields that the file has a column for."""
        return frozenset(self.places.values()) - {GIVEN_NAME, COUNTER}

    def rows(self, most: int = MAX_ROWS) -> Iterator[Row]:
        """Every row that is not blank; refused when there are more than `most` or the letters are not Unicode."""
        filled = self._filled(most)
        first = list(islice(filled, _TOP))
        _refuse_old_letters(first)
        for number, cells in chain(first, filled):
            yield self._row(number, cells)

    def _filled(self, most: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        read = 0
        for number, cells in enumerate(self.sheet.rows(), 1):
            if number <= self.heading or not any(_is_filled(cells, place) for place in self.places):
                continue
            if number == self.heading + 1 and _is_numbering(cells):
                continue
            read += 1
            if read > most:
                shown = f"{most:,}".replace(",", ".")
                raise FileError(f"Danh sách có hơn {shown} người.", hint="Chia thành nhiều tệp.")
            yield number, cells

    def _row(self, number: int, cells: tuple[Cell, ...]) -> Row:
        data: dict[str, Any] = {}
        faults, notes = [], []
        for place, name in self.places.items():
            if name == COUNTER or place >= len(cells):
                continue
            column = _BY_NAME["ho_ten" if name == GIVEN_NAME else name]
            try:
                value, note = read_cell(cells[place], column, self.table.day)
            except (UnreadError, ValueError, OverflowError) as error:
                said = str(error) if isinstance(error, UnreadError) else _UNREAD
                faults.append(Fault(number, column.title, said))
                continue
            if note:
                notes.append(Fault(number, column.title, note))
            if value is not None:
                data[column.name] = f"{data[column.name]} {value}" if name == GIVEN_NAME and column.name in data else value
        wrong = {fault.column for fault in faults}
        person, refused = _validated(data, number)
        faults += [fault for fault in refused if fault.column not in wrong]
        return Row(number, None if faults else person, tuple(faults), tuple(notes))


def read_roster(raw: bytes) -> RosterFile:
    """Find the headings of a roster. `FileError` when the file cannot be read or has no column of names."""
    table = open_table(raw)
    found = [one for one in (_headed(table, sheet) for sheet in table.sheets) if one is not None]
    if not found:
        raise FileError(
            "Tệp không theo mẫu: không có hàng tên cột với cột “Họ và tên”.",
            hint="Tải tệp mẫu ở trang này, chép danh sách vào đúng cột; trang tính bị ẩn không được đọc.",
        )
    return max(found, key=lambda one: len(one.fields))


def _headed(table: Table, sheet: Sheet) -> RosterFile | None:
    """The sheet with its headings: the first row that names most columns."""
    best: tuple[int, tuple[Cell, ...], dict[int, str]] | None = None
    for number, cells in enumerate(islice(sheet.rows(), _TOP), 1):
        places = _places(cells)
        if "ho_ten" in places.values() and (best is None or len(places) > len(best[2])):
            best = number, cells, places
    if best is None or (len(best[2]) < _FEWEST_HEADINGS and sum(_is_filled(best[1], place) for place in range(len(best[1]))) > 1):
        return None
    number, cells, places = best
    if len(cells) > MAX_COLUMNS and _is_filled(cells, MAX_COLUMNS):
        raise FileError(f"Tệp có hơn {MAX_COLUMNS} cột.", hint="Chép những cột cần thiết sang tệp mẫu.")
    return RosterFile(table, sheet, number, places, tuple(_extra(sheet, number, cells, places)))


def _places(cells: tuple[Cell, ...]) -> dict[int, str]:
    """The field of each column; a column without a heading right of the names holds their second half (merged heading)."""
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        name = headings().get(plain(cell) or cell.strip()) if isinstance(cell, str) else None
        if name and name not in found.values():
            found[place] = name
    if "ho_ten" not in found.values() and GIVEN_NAME in found.values():
        found = {place: "ho_ten" if name == GIVEN_NAME else name for place, name in found.items()}
    names = next((place for place, name in found.items() if name == "ho_ten"), None)
    if names is not None and GIVEN_NAME not in found.values() and names + 1 < len(cells) and not _is_filled(cells, names + 1):
        found[names + 1] = GIVEN_NAME
    return dict(sorted(found.items()))


def _extra(sheet: Sheet, heading: int, cells: tuple[Cell, ...], places: Mapping[int, str]) -> Iterator[str]:
    """Columns that are not read, by heading or by letter; those in which nothing stands are not told."""
    filled: set[int] = set()
    for row in islice(sheet.rows(), heading, heading + _TOP):
        filled |= {place for place in range(len(row)) if _is_filled(row, place)}
    for place in range(max(len(cells), max(filled, default=0) + 1)):
        if place in places or place >= MAX_COLUMNS:
            continue
        if _is_filled(cells, place):
            known = headings().get(plain(str(cells[place])))
            yield f"“{str(cells[place]).strip()[:60]}”" + (" (cột lặp lại)" if known else "")
        elif place in filled:
            yield f"cột {get_column_letter(place + 1)} (không có tên cột)"


def _validated(data: dict[str, Any], number: int) -> tuple[NguoiTrongDanhSach | None, list[Fault]]:
    try:
        return NguoiTrongDanhSach.model_validate(data), []
    except ValidationError as error:
        return None, [_fault(detail, number) for detail in causes(error)]


def _fault(detail: Any, number: int) -> Fault:
    title = _BY_NAME[detail["loc"][0]].title
    said = SENTENCES.get(detail["type"])
    return Fault(number, title, said(detail.get("input"), detail.get("ctx", {})) if said else _UNREAD)


def _is_filled(cells: tuple[Cell, ...], place: int) -> bool:
    return place < len(cells) and cells[place] is not None and str(cells[place]).strip(" \t\r\n\xa0") != ""


def _is_numbering(cells: tuple[Cell, ...]) -> bool:
    """Whether a row counts the columns, (1) (2) (3), as printed lists do."""
    filled = [str(cells[place]).strip() for place in range(len(cells)) if _is_filled(cells, place)]
    return len(filled) > 1 and all(_NUMBERING.fullmatch(text) for text in filled)


def _refuse_old_letters(rows: list[tuple[int, tuple[Cell, ...]]]) -> None:
    text = " ".join(cell for _, cells in rows for cell in cells if isinstance(cell, str))
    old = detect(text)
    if old is not None:
        raise FileError(
            f"Chữ trong tệp ở bảng mã cũ{'' if old == 'mixed' else f' ({old.upper()})'}, không phải Unicode.",
            hint="Dùng bộ gõ (Unikey, mục Công cụ) chuyển mã sang Unicode rồi thử lại.",
        )
