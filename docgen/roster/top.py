"""The top of a list: which row names the columns, what a second row of names says below it, and which columns are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from openpyxl.utils import get_column_letter

from docgen.errors import FileError
from docgen.roster.columns import COUNTER, GIVEN_NAME, headings, named, plain
from docgen.roster.table import MAX_COLUMNS, Cell, Sheet, filled, is_filled

SEARCHED = 30
"""Rows among which the headings are looked for."""
_FEWEST_HEADINGS = 2
_SEXES: Mapping[str, str] = {"nam": "Nam", "nu": "Nữ"}
_BY_SEX = frozenset({"ngay_sinh", "gioi_tinh"})
"""Columns that lists divide into one for men and one for women."""
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?")
_DIGIT = re.compile(r"\d")

Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Top:
    """`heading`: the row of the names; `first`: that of the first person. `places`: the field of each column.

    `sexes`: for a column of men or of women only, which. `extra` says in words which columns are not read.
    """

    heading: int
    first: int
    places: Mapping[int, str]
    sexes: Mapping[int, str]
    extra: tuple[str, ...]


def top_of(sheet: Sheet) -> Top | None:
    """The headings of a sheet: the first row that names most columns. None when no row names a column of names."""
    rows = [*islice(sheet.rows(), SEARCHED + 2), (), ()]
    found = [(number, _places(cells)) for number, cells in enumerate(rows[:SEARCHED], 1)]
    heading, places = max(found, key=lambda one: len(one[1]) if "ho_ten" in one[1].values() else 0)
    cells, below = rows[heading - 1], rows[heading]
    if "ho_ten" not in places.values() or (len(places) < _FEWEST_HEADINGS and len(filled(cells)) > 1):
        return None
    if is_filled(cells, MAX_COLUMNS):
        raise FileError(f"Tệp có hơn {MAX_COLUMNS} cột.", hint="Chép những cột cần thiết sang tệp mẫu.")
    divided, sexes = _divided(cells, below, places)
    first = heading + (2 if divided else 1)
    if _is_numbering(rows[first - 1]):
        first += 1
    titles = {place: cells[place] for place in filled(cells)}
    if divided:
        titles |= {place: below[place] for place in filled(below)}
    places = dict(sorted({**places, **divided}.items()))
    return Top(heading, first, places, sexes, tuple(_extra(sheet, first, titles, places)))


def _places(cells: Cells) -> dict[int, str]:
    """The field of each column; a column without a heading right of the names holds their second half (merged heading)."""
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        name = named(cell) if isinstance(cell, str) else None
        if name and name not in found.values():
            found[place] = name
    if "ho_ten" not in found.values() and GIVEN_NAME in found.values():
        found = {place: "ho_ten" if name == GIVEN_NAME else name for place, name in found.items()}
    names = next((place for place, name in found.items() if name == "ho_ten"), None)
    if names is not None and GIVEN_NAME not in found.values() and names + 1 < len(cells) and not is_filled(cells, names + 1):
        found[names + 1] = GIVEN_NAME
    return dict(sorted(found.items()))


def _divided(cells: Cells, below: Cells, places: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    """Columns that a second row of names divides: “Ngày sinh” over Nam, Nữ; “Ngày vào Đảng” over Dự bị, Chính thức."""
    under = filled(below)
    if any(not isinstance(below[place], str) or _DIGIT.search(below[place]) for place in under):
        return {}, {}
    if any(places.get(place) in {COUNTER, "ho_ten"} for place in under):
        return {}, {}
    divided, sexes = {}, {}
    for place in under:
        parent = next((str(cells[left]) for left in range(min(place, len(cells) - 1), -1, -1) if is_filled(cells, left)), "")
        field, part = named(parent), plain(below[place])
        if field in _BY_SEX and part in _SEXES:
            divided[place], sexes[place] = field, _SEXES[part]
        elif name := named(f"{parent} {below[place]}") or (named(below[place]) if field is None else None):
            divided[place] = name
    if len(set(sexes.values())) == 1:  # a woman without a name is no heading
        return {}, {}
    return divided, sexes


def _extra(sheet: Sheet, first: int, titles: Mapping[int, Cell], places: Mapping[int, str]) -> Iterator[str]:
    """Columns that are not read, by heading or by letter; those in which nothing stands are not told."""
    used: set[int] = set()
    for row in islice(sheet.rows(), first - 1, first - 1 + SEARCHED):
        used.update(filled(row))
    for place in sorted({*titles, *used} - {*places}):
        if place >= MAX_COLUMNS:
            continue
        if place in titles:
            title = str(titles[place]).strip()
            yield f"“{title[:60]}”" + (" (cột lặp lại)" if headings().get(plain(title)) else "")
        else:
            yield f"cột {get_column_letter(place + 1)} (không có tên cột)"


def _is_numbering(cells: Cells) -> bool:
    """Whether a row counts the columns, (1) (2) (3), as printed lists do."""
    texts = [str(cells[place]).strip() for place in filled(cells)]
    return len(texts) > 1 and all(_NUMBERING.fullmatch(text) for text in texts)
