"""A list in which no column of names is recognised: its likely top, so that people can say what the columns are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from docgen.roster.cells import text_of
from docgen.roster.columns import named
from docgen.roster.guesses import Guess, guesses
from docgen.roster.table import BATCH, Limits, Sheet, Table, filled, open_table
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

    None when nothing stands there. `of_people`: headings that a list of people may have are understood.
    """
    table = open_table(raw, limits)
    rows = [
        (one, number, cells)
        for one in table.sheets
        if sheet in {None, one.title}
        for number, cells in enumerate(islice(one.rows(), max(SEARCHED, heading or 0)), 1)
        if heading in {None, 0, number}
    ]
    if not rows:
        return None
    texts = [sum(isinstance(cells[place], str) for place in filled(cells)) for _sheet, _number, cells in rows]
    one, number, cells = rows[texts.index(max(texts))]
    titles = {place: " ".join(text_of(cells[place]).split()) for place in filled(cells)}
    if heading == 0 or (heading is None and of_people and any(map(_NO_HEADING.search, titles.values()))):
        number, titles = 0, {}
    places: dict[int, str] = {}
    for place, title in titles.items():
        name = named(title) if of_people else None
        if name and name not in places.values():
            places[place] = name
    found = guesses(titles, places, islice(one.rows(), number, number + SEARCHED))
    return UnnamedFile(table, one, number, found) if found else None
