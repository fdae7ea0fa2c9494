"""A list of documents of any kind, one a row: the fields that fit into a cell, by their paths, with every fault and guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from openpyxl.utils import get_column_letter
from pydantic import BaseModel, ValidationError

from docgen.errors import FileError
from docgen.messages import SENTENCES, causes
from docgen.roster.cells import Noted, UnreadError, error_of, read_cell, text_of, without_tail
from docgen.roster.columns import Column, Holds, plain
from docgen.roster.day_order import month_first_columns, perhaps_turned, undecided
from docgen.roster.flat import FlatColumn, flat_columns, nested
from docgen.roster.guesses import Guess, guesses, places_of
from docgen.roster.letters import Columns, in_unicode, old_columns, old_letters
from docgen.roster.nobody import is_end, nobody
from docgen.roster.rows import Fault
from docgen.roster.table import PAGE, Cell, Limits, Sheet, Table, filled, is_filled, open_table, refuse_empty
from docgen.vietnamese.names import without_marks

_SEARCHED = 30
_UNREAD = "không đọc được; gõ lại ô này"


@dataclass(frozen=True, slots=True)
class GenericRow:
    """One document: its values by path, and what is wrong with or was guessed of them. `skipped`: why the row is none."""

    number: int
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    skipped: Fault | None = None

    @property
    def data(self) -> dict[str, Any]:
        """The values as the data of a document, to be put over what all documents have in common."""
        return nested(self.values)


@dataclass(frozen=True, slots=True)
class GenericFile:
    """A list whose headings are known."""

    table: Table
    sheet: Sheet
    heading: int
    places: Mapping[int, FlatColumn]
    columns: tuple[Guess, ...]
    limits: Limits = PAGE

    def rows(self, most: int | None = None) -> Iterator[GenericRow]:
        """Every row that is not blank; refused when there are more than `most`, without it than the limits allow."""
        filled_rows = self._filled(self.limits.rows if most is None else most)
        first = list(islice(filled_rows, _SEARCHED))
        old = old_columns(cells for _, cells in first)
        told: set[int] = set()
        days = [place for place, column in self.places.items() if column.holds is Holds.DAY]
        month_first = month_first_columns((cells for _, cells in first), days)
        for number, written in chain(first, filled_rows):
            cells = in_unicode(written, old, fonts=self.table.old_fonts)
            text = nobody(cells, {place: column.path for place, column in self.places.items()})
            if text and is_end(text):
                yield GenericRow(number, {}, skipped=self._fault(number, None, f"“{text[:60]}”, không phải một văn bản", text))
                continue
            row = self._row(number, cells, month_first)
            turned = self._turned(number, written, cells, old, told)
            yield replace(row, notes=turned + row.notes) if turned else row

    def _filled(self, most: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        read = 0
        for number, cells in enumerate(self.sheet.rows(), 1):
            if number <= self.heading or not any(is_filled(cells, place) for place in self.places):
                continue
            read += 1
            if read > most:
                raise FileError(f"Danh sách có hơn {most} hàng.", hint="Chia thành nhiều tệp.")
            yield number, cells

    def _row(self, number: int, cells: tuple[Cell, ...], month_first: Mapping[int, str]) -> GenericRow:
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        notes: list[Fault] = []
        for place, column in self.places.items():
            if not is_filled(cells, place):
                continue
            text = text_of(cells[place])
            try:
                value, note = _value(cells[place], column, self.table, month_first.get(place, ""))
                if value is None:
                    continue
                values[column.path] = _validated(value, column)
            except (UnreadError, OverflowError) as error:
                said = str(error) if isinstance(error, UnreadError) else _UNREAD
                faults.append(self._fault(number, place, said, text))
                continue
            if place in month_first:
                note = note or perhaps_turned(cells[place], month_first[place])
            if note:
                notes.append(self._fault(number, place, note, text, text_of(value)))
        return GenericRow(number, values, tuple(faults), tuple(notes))

    def _turned(
        self, number: int, written: tuple[Cell, ...], cells: tuple[Cell, ...], old: Columns, told: set[int]
    ) -> tuple[Fault, ...]:
        """What is said of the first cell of each column that was turned into Unicode."""
        if not old and not self.table.old_fonts:
            return ()
        turned = [place for place in self.places if place not in told and place < len(cells) and cells[place] != written[place]]
        told.update(turned)
        said = "cả cột ở bảng mã cũ, đã chuyển sang Unicode; xem lại cả cột"
        return tuple(self._fault(number, place, said, str(written[place]), str(cells[place])) for place in turned)

    def _fault(self, number: int, place: int | None, said: str, value: str, taken: str = "") -> Fault:
        if place is None:
            return Fault(number, "", said, value=value, sheet=self.sheet.title)
        return Fault(number, self.places[place].title, said, get_column_letter(place + 1), value, taken, self.sheet.title)


def read_generic(
    raw: bytes,
    model: type[BaseModel],
    *,
    mapping: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
    heading: int | None = None,
    limits: Limits = PAGE,
) -> GenericFile:
    """Find the columns of a list by the titles, paths or names of the fields of a schema; `mapping` says otherwise by letter."""
    table = open_table(raw, limits)
    fields = {column.path: column for column in flat_columns(model)}
    given = places_of(mapping or {}, {path: column.title for path, column in fields.items()})
    sheets = [one for one in table.sheets if sheet is None or one.title == sheet]
    found = [file for one in sheets if (file := _opened(table, one, fields, given, heading, limits)) is not None]
    if not found:
        refuse_empty(sheets)
    if not found and heading is not None:
        raise FileError(f"Hàng {heading} không phải hàng tên cột.", hint="Ghi số của hàng có các tên cột; bỏ trống thì tự tìm.")
    if not found:
        titles = ", ".join(f"“{column.title}”" for column in list(fields.values())[:8])
        raise FileError("Tệp không có hàng tên cột của loại văn bản này.", hint=f"Đặt tên cột như trong biểu mẫu: {titles}, …")
    return max(found, key=lambda one: len(one.places))


def _opened(
    table: Table, sheet: Sheet, fields: Mapping[str, FlatColumn], given: Mapping[int, str], heading: int | None, limits: Limits
) -> GenericFile | None:
    rows = [*islice(sheet.rows(), max(_SEARCHED, heading or 0) + 1), ()]
    names = _names(fields)
    if heading is None:
        heading = max(range(1, len(rows) + 1), key=lambda number: len(_matched(rows[number - 1], names)))
    if heading > len(rows):
        return None
    cells = rows[heading - 1] if heading else ()
    named = {place: path for place, path in _matched(cells, names).items() if place not in given and path not in given.values()}
    places = dict(sorted((named | {place: path for place, path in given.items() if path}).items()))
    if not places:
        return None
    titles = {place: " ".join(text_of(cells[place]).split()) for place in filled(cells)}
    shown = islice(sheet.rows(), heading, heading + _SEARCHED)
    found = guesses(titles, places, shown, lambda path: fields[path].title)
    return GenericFile(table, sheet, heading, {place: fields[path] for place, path in places.items()}, found, limits)


def _names(fields: Mapping[str, FlatColumn]) -> dict[str, str]:
    """Paths by what may stand on top of a column; a short name that two fields share names neither."""
    found: dict[str, list[str]] = {}
    for path, column in fields.items():
        for name in {_key(column.title), path, _key(column.title.rpartition(": ")[2]), path.rpartition(".")[2]}:
            found.setdefault(name, []).append(path)
    full = {_key(column.title): path for path, column in fields.items()} | {path: path for path in fields}
    return {name: paths[0] for name, paths in found.items() if len(paths) == 1} | full


def _matched(cells: tuple[Cell, ...], names: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        path = names.get(_key(cell)) or names.get(cell.strip()) if isinstance(cell, str) else None
        if path and path not in found.values():
            found[place] = path
    return found


def _key(text: str) -> str:
    return plain(text) or without_marks(text).strip()


def _value(cell: Cell, column: FlatColumn, table: Table, month_first: str) -> Noted:
    if said := error_of(cell) or old_letters(cell) or (undecided(cell, month_first) if month_first else ""):
        raise UnreadError(said)
    if column.holds is Holds.DAY:
        return read_cell(cell, Column(column.path, column.title, "", Holds.DAY, {}, ""), table.day)
    text = text_of(cell).strip(" \t\r\n\xa0")
    if column.holds is Holds.CHOICE:
        code = column.code(text)
        if code is None:
            raise UnreadError(f"“{text[:60]}” không có trong danh sách; chọn một trong: {', '.join(column.choices.values())}")
        return code, ""
    if column.lines:
        return [line.strip() for line in text.splitlines() if line.strip()], ""
    return (without_tail(text) if column.holds is Holds.WHOLE else text), ""


def _validated(value: Any, column: FlatColumn) -> Any:
    """The value as it was given, once the schema takes it."""
    try:
        column.adapter.validate_python(value)
    except ValidationError as error:
        detail = causes(error)[0]
        sentence = SENTENCES.get(detail["type"])
        raise UnreadError(sentence(detail.get("input"), detail.get("ctx", {})) if sentence else _UNREAD) from error
    return value
