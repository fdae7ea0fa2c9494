"""A roster file against the roster: who is new, who changes and in what, who stays, which rows cannot be taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Any

from docgen.roster.columns import columns
from docgen.roster.doubles import Doubles
from docgen.roster.rows import Fault, Row
from docgen.store.people import Person
from docgen.vietnamese.names import loose_key
from schemas.roster import NguoiTrongDanhSach, TrangThai

_CODE = re.compile(r"(.*?)([0-9]+)")
_NO_CODE = ("DV", "00")
_SHORT_CODE = 36
"""A longer code is not counted on from: the next one has to fit the column."""


@dataclass(frozen=True, slots=True)
class Change:
    """A person as the roster will have it. `fields` are titles of the columns that change; none for who is new."""

    row: int
    person: Person
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Merge:
    """What a file would do to a roster."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    faulty: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    skipped: list[Fault] = field(default_factory=list)

    @property
    def taken(self) -> list[Person]:
        """Everybody who is added or changed."""
        return [change.person for change in (*self.added, *self.changed)]


def merge(rows: Iterable[Row], fields: frozenset[str], roster: Sequence[Person], unit_id: int) -> Merge:
    """Compare; `fields` are the columns of the file: what it has no column for stays as it is, a blank cell empties."""
    found, known, doubles = Merge(), _Known(roster), Doubles()
    placed: list[Change] = []
    for row in rows:
        found.notes += row.notes
        found.faults += row.faults
        found.faulty += bool(row.faults)
        found.skipped += [row.skipped] if row.skipped else []
        if row.person is not None:
            change = _placed(row.number, row.person, fields | row.fields, known, unit_id)
            doubles.see(row.number, row.person, change.person.ma)
            placed.append(change)
    single = [change for change in placed if change.row not in doubles.faults]
    codes = codes_after((*known.by_code, *(change.person.ma for change in placed if change.person.ma)))
    for change in single:
        person = change.person if change.person.ma else replace(change.person, ma=next(codes))
        _sort_in(found, replace(change, person=person))
    found.notes = sorted((*found.notes, *doubles.notes), key=lambda note: note.row)
    found.faulty += len(doubles.faults)
    found.faults = sorted(chain(found.faults, *doubles.faults.values()), key=lambda fault: fault.row)
    return found


def person_of_form(given: NguoiTrongDanhSach, unit_id: int, *, ma: str, person_id: int = 0) -> Person:
    """What a form or a row says as a person of the store; `ma` counts where no code was given."""
    data = given.model_dump()
    active = data.pop("trang_thai") is TrangThai.DANG_SINH_HOAT
    plain = {name: str(value) if isinstance(value, str) else value for name, value in data.items()}
    return Person(**plain | {"unit_id": unit_id, "ma": data["ma"] or ma, "active": active, "id": person_id})


def given_of(person: Person) -> NguoiTrongDanhSach:
    """A person of the store as forms and workbooks show it; what is in the store is not judged again."""
    values: dict[str, Any] = {column.name: getattr(person, column.name, None) for column in columns()}
    state = TrangThai.DANG_SINH_HOAT if person.active else TrangThai.DA_ROI
    return NguoiTrongDanhSach.model_construct(**values | {"trang_thai": state})


def codes_after(taken: Iterable[str]) -> Iterator[str]:
    """Codes that nobody has, counted on from the way most codes are written: after DV28 come DV29, DV30."""
    used = set(taken)
    found = [match.groups() for code in used if len(code) <= _SHORT_CODE and (match := _CODE.fullmatch(code))] or [_NO_CODE]
    prefix = Counter(start for start, _ in found).most_common(1)[0][0]
    written = [digits for start, digits in found if start == prefix]
    width = max(map(len, written))
    candidates = (f"{prefix}{number:0{width}}" for number in count(max(map(int, written)) + 1))
    yield from (code for code in candidates if code not in used)


class _Known:
    """The roster by what tells a person: the code, else the card, else name and birthday where only one has them."""

    def __init__(self, roster: Sequence[Person]) -> None:
        self.by_code = {person.ma: person for person in roster}
        self._by_card = {person.so_the_dang: person for person in roster if person.so_the_dang}
        twins = Counter(_likeness(person) for person in roster)
        self._by_likeness = {_likeness(person): person for person in roster if twins[_likeness(person)] == 1}

    def same_as(self, given: NguoiTrongDanhSach) -> Person | None:
        if given.ma:
            return self.by_code.get(given.ma)
        if given.so_the_dang:
            found = self._by_card.get(given.so_the_dang) or self._by_likeness.get(_likeness(given))
            return found if found and found.so_the_dang in {None, given.so_the_dang} else None
        return self._by_likeness.get(_likeness(given))


def _likeness(person: Any) -> tuple[str, Any]:
    return loose_key(person.ho_ten), person.ngay_sinh


def _placed(row: int, given: NguoiTrongDanhSach, fields: frozenset[str], known: _Known, unit_id: int) -> Change:
    """The person a row stands for, and the titles of what it changes. Without a code when it is new and the row has none."""
    old = known.same_as(given)
    person = person_of_form(given, unit_id, ma=old.ma if old else "")
    if old is None:
        return Change(row, person)
    named = {"active" if name == "trang_thai" else name for name in fields} - {"ma"}
    person = replace(old, **{name: getattr(person, name) for name in named})
    titles = {("active" if column.name == "trang_thai" else column.name): column.title for column in columns()}
    changed = tuple(title for name, title in titles.items() if getattr(old, name) != getattr(person, name))
    return Change(row, person, changed)


def _sort_in(found: Merge, change: Change) -> None:
    if not change.person.id:
        found.added.append(change)
    elif change.fields:
        found.changed.append(change)
    else:
        found.unchanged += 1
