"""What each column of a list is taken for, to be shown before anything is read, and to be changed and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string, get_column_letter

from docgen.errors import UsageError
from docgen.roster.cells import text_of
from docgen.roster.columns import COUNTER, GIVEN_NAME, columns, plain
from docgen.roster.duty_columns import duty_title, is_duty
from docgen.roster.table import Cell, is_filled

SAMPLES = 3
_SHOWN = 60
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


def places_of(mapping: Mapping[str, str | None], fields: Collection[str] | None = None) -> dict[int, str]:
    """The field of each place as the caller gives it by letters; an empty one stands for a column that is not to be read.

    `fields`: the names there are, without it those of a person and of duties.
    """
    return {_place(letter): _checked(name or "", fields) for letter, name in mapping.items()}


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
    """The fields by heading, as they are kept; columns without a heading are guessed anew each time."""
    return {heading: one.field or "" for one in found for heading in _headings([one])}


def mapping_of(found: Iterable[Guess], kept: Mapping[str, str]) -> dict[str, str]:
    """What was kept, by the letters of this list."""
    return {one.letter: kept[heading] for one in found for heading in _headings([one]) if heading in kept}


def _headings(found: Iterable[Guess]) -> Iterator[str]:
    return (name for one in found if (name := plain(one.heading)))


def _place(letter: str) -> int:
    try:
        return int(column_index_from_string(letter.strip().upper())) - 1
    except ValueError as error:
        raise UsageError(f"Không có cột “{letter[:20]}”.", hint="Ghi chữ cái của cột như trong Excel: A, B, AA.") from error


def _checked(name: str, fields: Collection[str] | None) -> str:
    known = name in fields if fields is not None else name in _OF_PERSON or is_duty(name)
    if name and not known:
        listed = ", ".join(choosable() if fields is None else fields)
        raise UsageError(f"Không có trường “{name[:60]}” cho cột.", hint=f"Các trường: {listed}.")
    return name
