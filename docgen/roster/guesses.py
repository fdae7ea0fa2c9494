"""What each column of a list is taken for, to be shown before anything is read, and to be changed and kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from openpyxl.utils import column_index_from_string, get_column_letter

from docgen.errors import UsageError
from docgen.roster.cells import text_of
from docgen.roster.columns import COUNTER, GIVEN_NAME, columns, plain
from docgen.roster.duty_columns import CODES, WHOLE, duty_title, is_duty
from docgen.roster.table import Cell, is_filled

SAMPLES = 3
BY_SEX = frozenset({"ngay_sinh", "gioi_tinh"})
"""Fields that lists divide into a column for men and one for women: of a row only one of both is filled in."""
MANY = BY_SEX | {CODES, *WHOLE}
"""Fields that several columns may hold; duties of all of them count."""
_SHOWN = 60
K = TypeVar("K")
_OF_PERSON: Mapping[str, str] = {column.name: column.title for column in columns()} | {GIVEN_NAME: "Tên", COUNTER: "Số thứ tự"}


@dataclass(frozen=True, slots=True)
class Guess:
    """One column: its letter, the heading that stands above it, the field it is taken for (None: not read), first values."""

    letter: str
    heading: str
    field: str | None
    samples: tuple[str, ...]
    title: str = ""
    """The field in words."""


def field_title(name: str) -> str:
    """What people read for a field."""
    return _OF_PERSON.get(name) or duty_title(name)


def choosable() -> dict[str, str]:
    """The fields a column may be taken for, with their titles; numbered duties (`co_dinh.2.han`) may be named besides."""
    return {**_OF_PERSON, **{name: duty_title(name) for name in ("ma_nhiem_vu", "co_dinh", "mo")}}


def places_of(mapping: Mapping[str, str | None], fields: Mapping[str, str] | None = None) -> dict[int, str]:
    """The field of each place as the caller gives it by letters; an empty one stands for a column that is not to be read.

    `fields`: the names there are with titles, without it those of a person and of duties. `UsageError` for one that there is not,
    and for two columns of one field: the second would take the place of the first.
    """
    places = {_place(letter): _checked(name or "", fields) for letter, name in mapping.items()}
    if found := twice(places):
        name = places[found[0]]
        letters = " và cột ".join(get_column_letter(place + 1) for place in found)
        raise UsageError(
            f"Cột {letters} cùng được chọn là “{fields[name] if fields else field_title(name)}”.",
            hint="Giữ lại một cột, cột kia chọn trường khác hoặc không đọc.",
        )
    return places


def twice(fields: Mapping[K, str]) -> tuple[K, ...]:
    """The first columns that hold one field, which only one of them can; none where there are no such."""
    by_name: dict[str, list[K]] = {}
    for column, name in fields.items():
        if name and name not in MANY:
            by_name.setdefault(name, []).append(column)
    return next((tuple(found) for found in by_name.values() if len(found) > 1), ())


def guesses(
    titles: Mapping[int, str],
    places: Mapping[int, str],
    rows: Iterable[tuple[Cell, ...]],
    title_of: Callable[[str], str] = field_title,
) -> tuple[Guess, ...]:
    """Every column that has a heading, a field or something in the first rows."""
    samples: dict[int, list[str]] = {}
    for cells in rows:
        for place, cell in enumerate(cells):
            if is_filled(cells, place) and len(samples.setdefault(place, [])) < SAMPLES:
                samples[place].append(" ".join(text_of(cell).split())[:_SHOWN])
    found = []
    for place in sorted({*titles, *places, *samples}):
        name = places.get(place)
        shown = tuple(samples.get(place, ()))
        found.append(Guess(get_column_letter(place + 1), titles.get(place, ""), name, shown, title_of(name) if name else ""))
    return tuple(found)


def key_of(found: Iterable[Guess]) -> str:
    """The same for two lists with the same headings, however they are typed: under it a mapping is kept."""
    return hashlib.sha256("\n".join(sorted(_headings(found))).encode()).hexdigest()


def kept_of(found: Iterable[Guess]) -> dict[str, str]:
    """The fields by heading, as they are kept; columns without a heading of their own are guessed anew each time."""
    return {heading: one.field or "" for heading, one in _by_heading(found).items()}


def mapping_of(found: Iterable[Guess], kept: Mapping[str, str]) -> dict[str, str]:
    """What was kept, by the letters of this list; nothing of two columns that were once taken for one field."""
    told = {one.letter: kept[heading] for heading, one in _by_heading(found).items() if heading in kept}
    while both := twice(told):
        told = {letter: name for letter, name in told.items() if letter not in both}
    return told


def _by_heading(found: Iterable[Guess]) -> dict[str, Guess]:
    """The columns by their headings; those with one and the same are left out, for nobody knows which of them was meant."""
    columns = list(found)
    times = Counter(_headings(columns))
    return {heading: one for one in columns for heading in _headings([one]) if times[heading] == 1}


def _headings(found: Iterable[Guess]) -> Iterator[str]:
    return (name for one in found if (name := plain(one.heading)))


def _place(letter: str) -> int:
    try:
        return int(column_index_from_string(letter.strip().upper())) - 1
    except ValueError as error:
        raise UsageError(f"Không có cột “{letter[:20]}”.", hint="Ghi chữ cái của cột như trong Excel: A, B, AA.") from error


def _checked(name: str, fields: Mapping[str, str] | None) -> str:
    known = name in fields if fields is not None else name in _OF_PERSON or is_duty(name)
    if name and not known:
        listed = ", ".join(choosable() if fields is None else fields)
        raise UsageError(f"Không có trường “{name[:60]}” cho cột.", hint=f"Các trường: {listed}.")
    return name
