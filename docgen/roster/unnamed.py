"""A list in which no column of names is recognised: its likely top, so that people can say what the columns are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from docgen.roster.cells import text_of
from docgen.roster.columns import named
from docgen.roster.guesses import Guess, guesses
from docgen.roster.plain_text import is_name
from docgen.roster.table import BATCH, Cell, Limits, Sheet, Table, filled, open_table
from docgen.roster.top import SEARCHED

_NO_HEADING = re.compile(r"\d{4}|\d[/.-]\d")
"""Years, days and card numbers stand in rows of people, not above them."""


@dataclass(frozen=True, slots=True)
class UnnamedFile:
    """A list whose columns have yet to be said; `heading` is the row that seems to name them, 0 when none does."""

    table: Table
    sheet: Sheet
    heading: int
    columns: tuple[Guess, ...]


def read_unnamed(
    raw: bytes, sheet: str | None = None, heading: int | None = None, *, of_people: bool = True, limits: Limits = BATCH
) -> UnnamedFile | None:
    """The list with its likely headings: of the first rows the one with most texts, unless `heading` says which.

    None when nothing stands there, or text that is no list. `of_people`: headings that a list of people may have are understood.
    """
    table = open_table(raw, limits)
    rows = [
        (one, number, cells)
        for one in table.sheets
        if sheet in {None, one.title}
        for number, cells in enumerate(islice(one.rows(), max(SEARCHED, heading or 0)), 1)
        if heading in {None, 0, number}
    ]
    if not rows or (heading is None and of_people and table.encoding and not _may_be_a_list(cells for *_, cells in rows)):
        return None
    texts = [sum(isinstance(cells[place], str) for place in filled(cells)) for _sheet, _number, cells in rows]
    one, number, cells = rows[texts.index(max(texts))]
    titles = {place: " ".join(text_of(cells[place]).split()) for place in filled(cells)}
    if heading == 0 or (heading is None and of_people and (any(map(_NO_HEADING.search, titles.values())) or _is_name(titles))):
        number, titles = 0, {}
    places: dict[int, str] = {}
    for place, title in titles.items():
        name = named(title) if of_people else None
        if name and name not in places.values():
            places[place] = name
    found = guesses(titles, places, islice(one.rows(), number, number + SEARCHED))
    return UnnamedFile(table, one, number, found) if found else None


def _is_name(titles: Mapping[int, str]) -> bool:
    """Whether what should be headings is the name of a person: the list is one of names."""
    return len(titles) == 1 and all(is_name(title) and title[:1].isupper() for title in titles.values())


def _may_be_a_list(rows: Iterable[tuple[Cell, ...]]) -> bool:
    """Whether lines of a text may be rows of a list: most have as many cells, more than one, or most are names."""
    shapes: Counter[int] = Counter()
    names = 0
    for cells in rows:
        used = filled(cells)
        shapes[len(used)] += 1
        names += len(used) == 1 and is_name(str(cells[used[0]]))
    del shapes[0]
    usual = max((number for number in shapes if number > 1), key=lambda number: shapes[number], default=1)
    return (usual > 1 and 2 * shapes[usual] > shapes.total()) or 2 * names > shapes.total()
