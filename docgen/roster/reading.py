"""A roster file read person after person, with every fault named by row and column.

Only one row is held at a time: a list of 100,000 people takes no more memory than one of ten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from pydantic import ValidationError

from docgen.errors import FileError
from docgen.messages import SENTENCES, causes
from docgen.roster.cells import Noted, UnreadError, read_cell
from docgen.roster.columns import COUNTER, GIVEN_NAME, Column, columns
from docgen.roster.letters import in_unicode, old_columns, old_letters
from docgen.roster.nobody import is_blank, is_end, nobody, team_of
from docgen.roster.table import Cell, Sheet, Table, is_filled, open_table
from docgen.roster.top import Top, top_of
from schemas.roster import NguoiTrongDanhSach

MAX_ROWS = 50_000
_JUDGED = 30
"""Rows by which the letters of a column are told."""
_UNREAD = "không đọc được; gõ lại ô này"
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
    """One row that is not blank: a person, the faults that make it none, or `skipped`, why it is nobody's.

    `notes` tell what was guessed; `fields` are those that no column but a heading above the row gave.
    """

    number: int
    person: NguoiTrongDanhSach | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    skipped: Fault | None = None
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A file whose headings are known."""

    table: Table
    sheet: Sheet
    top: Top

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields that the file has a column for."""
        told = {"gioi_tinh"} if self.top.sexes else set()
        return frozenset({*self.top.places.values(), *told}) - {GIVEN_NAME, COUNTER}

    def rows(self, most: int = MAX_ROWS) -> Iterator[Row]:
        """Every row that is not blank; refused when there are more than `most`."""
        filled = self._filled(most)
        first = list(islice(filled, _JUDGED))
        old = old_columns(cells for _, cells in first)
        untold, team, ended = set(old) & set(self.top.places), None, False
        for number, written in chain(first, filled):
            cells = in_unicode(written, old)
            text = nobody(cells, self.top.places, ended=ended)
            if text:
                ended = ended or is_end(text)
                team = None if "to_dang" in self.fields else team_of(text)
                yield Row(number, None, skipped=_skipped(number, text, team))
                continue
            row = self._row(number, cells, team)
            turned = {place for place in untold if place < len(cells) and cells[place] != written[place]}
            untold -= turned
            told = tuple(self._turned(number, place, written, cells, old[place]) for place in sorted(turned))
            yield replace(row, notes=told + row.notes) if told else row

    def _filled(self, most: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        read = 0
        for number, cells in enumerate(self.sheet.rows(), 1):
            if number < self.top.first or is_blank(cells, self.top.places):
                continue
            read += 1
            if read > most:
                shown = f"{most:,}".replace(",", ".")
                raise FileError(f"Danh sách có hơn {shown} người.", hint="Chia thành nhiều tệp.")
            yield number, cells

    def _row(self, number: int, cells: tuple[Cell, ...], team: int | None) -> Row:
        data: dict[str, Any] = {} if team is None else {"to_dang": team}
        faults, notes = [], []
        for place, name in self.top.places.items():
            if name == COUNTER or not is_filled(cells, place):
                continue
            column = _BY_NAME["ho_ten" if name == GIVEN_NAME else name]
            try:
                value, note = self._value(place, cells[place], column, data)
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
        own = frozenset[str]() if team is None else frozenset({"to_dang"})
        return Row(number, None if faults else person, tuple(faults), tuple(notes), fields=own)

    def _value(self, place: int, cell: Cell, column: Column, data: dict[str, Any]) -> Noted:
        """What a cell says; one of a column of men or women says the sex as well."""
        if said := old_letters(cell):
            raise UnreadError(said)
        sex = self.top.sexes.get(place)
        if sex is None:
            return read_cell(cell, column, self.table.day)
        if column.name in data:
            raise UnreadError("cả cột Nam và cột Nữ đều có; giữ một")
        if column.name == "gioi_tinh":
            return sex, ""
        data.setdefault("gioi_tinh", sex)
        return read_cell(cell, column, self.table.day)

    def _turned(self, number: int, place: int, old: tuple[Cell, ...], new: tuple[Cell, ...], encoding: str) -> Fault:
        name = self.top.places[place]
        title = _BY_NAME["ho_ten" if name == GIVEN_NAME else name].title if name != COUNTER else ""
        said = (
            f"cả cột ở bảng mã cũ ({encoding.upper()}), đã chuyển sang Unicode: “{old[place]}” là “{new[place]}”; xem lại cả cột"
        )
        return Fault(number, title, said)


def read_roster(raw: bytes) -> RosterFile:
    """Find the headings of a roster. `FileError` when the file cannot be read or has no column of names."""
    table = open_table(raw)
    found = [RosterFile(table, sheet, top) for sheet in table.sheets if (top := top_of(sheet)) is not None]
    if not found:
        raise FileError(
            "Tệp không theo mẫu: không có hàng tên cột với cột “Họ và tên”.",
            hint="Tải tệp mẫu ở trang này, chép danh sách vào đúng cột; trang tính bị ẩn không được đọc.",
        )
    return max(found, key=lambda one: len(one.fields))


def _skipped(number: int, text: str, team: int | None) -> Fault:
    below = "" if team is None else f"; những người ở dưới được ghi vào Tổ đảng số {team}"
    return Fault(number, "", f"“{text[:60]}”, không phải người{below}")


def _validated(data: dict[str, Any], number: int) -> tuple[NguoiTrongDanhSach | None, list[Fault]]:
    try:
        return NguoiTrongDanhSach.model_validate(data), []
    except ValidationError as error:
        return None, [_fault(detail, number) for detail in causes(error)]


def _fault(detail: Any, number: int) -> Fault:
    title = _BY_NAME[detail["loc"][0]].title
    said = SENTENCES.get(detail["type"])
    return Fault(number, title, said(detail.get("input"), detail.get("ctx", {})) if said else _UNREAD)
