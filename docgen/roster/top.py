"""The top of a list: which row names the columns, what a second row of names says below it, and which columns are not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from docgen.errors import FileError
from docgen.roster.cells import text_of
from docgen.roster.columns import COUNTER, GIVEN_NAME, headings, named, plain
from docgen.roster.duty_columns import duty_named, is_duty, without_orphans
from docgen.roster.guesses import BY_SEX, Guess, guesses
from docgen.roster.table import Cell, Sheet, filled, is_filled

SEARCHED = 30
"""Rows among which the headings are looked for."""
_FEWEST_HEADINGS = 2
_SEXES: Mapping[str, str] = {"nam": "Nam", "nu": "Nữ"}
_CHARGE = "phu_trach"
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?")
_DIGIT = re.compile(r"\d")

Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller says of a list: the row of its headings (0: none), the field of some columns, whether duties count."""

    heading: int | None = None
    places: dict[int, str] = field(default_factory=dict)
    duties: bool = True


@dataclass(frozen=True, slots=True)
class Top:
    """`heading`: the row of the names; `first`: that of the first person. `places`: the field of each column.

    `sexes`: for a column of men or of women only, which. `guesses` has every column with what it is taken for. `missed`: columns
    with the heading of a duty, or of a part of one, that nobody has said not to read and that could not be taken all the same;
    where no duties are read, those taken for what somebody is in charge of. `duties`: whether they are read, to make papers.
    """

    heading: int
    first: int
    places: Mapping[int, str]
    sexes: Mapping[int, str]
    guesses: tuple[Guess, ...]
    missed: Mapping[int, str] = field(default_factory=dict)
    duties: bool = True

    @property
    def extra(self) -> tuple[str, ...]:
        """In words, which columns are not read; those in which nothing stands are not told."""
        taken = {one.field for one in self.guesses}
        return tuple(_in_words(one, taken) for one in self.guesses if one.field is None)


def top_of(sheet: Sheet, asked: Asked | None = None) -> Top | None:
    """The headings of a sheet: the first row that names most columns. None when no row names a column of names."""
    asked = asked or Asked()
    rows = [*islice(sheet.rows(), max(SEARCHED, asked.heading or 0) + 2), (), ()]
    heading = _heading(rows, asked) if asked.heading is None else asked.heading
    if heading is None or heading > len(rows) - 2:
        return None
    cells, below = (rows[heading - 1], rows[heading]) if heading else ((), ())
    if is_filled(cells, sheet.most_columns):
        raise FileError(f"Tệp có hơn {sheet.most_columns} cột.", hint="Chép những cột cần thiết sang tệp mẫu.")
    places = _places(cells, asked)
    divided, sexes = _divided(cells, below, places, asked)
    first = heading + (2 if divided else 1)
    if _is_numbering(rows[min(first, len(rows)) - 1]):
        first += 1
    places = _settled({**places, **divided}, asked)
    if "ho_ten" not in places.values():
        return None
    titles = _titles(cells, below if divided else ())
    shown = islice(sheet.rows(), first - 1, first - 1 + SEARCHED)
    sexes = {place: sex for place, sex in sexes.items() if places.get(place) in BY_SEX}
    missed = _missed(titles, places, asked)
    found = guesses(titles, places, (row[: sheet.most_columns] for row in shown))
    return Top(heading, first, places, sexes, found, missed, asked.duties)


def _missed(titles: Mapping[int, str], places: Mapping[int, str], asked: Asked) -> dict[int, str]:
    if not asked.duties:
        return {place: title for place, title in titles.items() if places.get(place) == _CHARGE and duty_named(title)}
    if not any(map(is_duty, places.values())):
        return {}
    return {
        place: title for place, title in titles.items() if place not in places and place not in asked.places and duty_named(title)
    }


def _heading(rows: list[Cells], asked: Asked) -> int | None:
    found = [(number, _places(cells, asked)) for number, cells in enumerate(rows[:SEARCHED], 1)]
    told = "ho_ten" in asked.places.values()
    heading, places = max(found, key=lambda one: len(one[1]) if told or "ho_ten" in one[1].values() else 0)
    if "ho_ten" not in places.values() and not (told and places):
        return None
    return heading if len(places | asked.places) >= _FEWEST_HEADINGS or len(filled(rows[heading - 1])) <= 1 else None


def _known(heading: str, asked: Asked) -> str | None:
    """The field of a heading. “Nhiệm vụ” is a duty to be given, and what somebody is in charge of where no duties are read."""
    return (duty_named(heading) if asked.duties else None) or named(heading)


def _places(cells: Cells, asked: Asked) -> dict[int, str]:
    """The field of each column; a column without a heading right of the names holds their second half (merged heading)."""
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        name = _known(cell, asked) if isinstance(cell, str) else None
        if name and name not in found.values():
            found[place] = name
    if "ho_ten" not in found.values() and GIVEN_NAME in found.values():
        found = {place: "ho_ten" if name == GIVEN_NAME else name for place, name in found.items()}
    names = next((place for place, name in found.items() if name == "ho_ten"), None)
    if names is not None and GIVEN_NAME not in found.values() and names + 1 < len(cells) and not is_filled(cells, names + 1):
        found[names + 1] = GIVEN_NAME
    return dict(sorted(found.items()))


def _settled(places: Mapping[int, str], asked: Asked) -> dict[int, str]:
    """The guess with what the caller says put over it; a field that the caller gives to one column is taken from the others."""
    given = {name for name in asked.places.values() if name}
    told = {place: name for place, name in asked.places.items() if name}
    kept = {place: name for place, name in places.items() if place not in asked.places and name not in given}
    return dict(sorted((without_orphans(kept | told) | told).items()))


def _divided(cells: Cells, below: Cells, places: Mapping[int, str], asked: Asked) -> tuple[dict[int, str], dict[int, str]]:
    """Columns that a second row of names divides: “Ngày sinh” over Nam, Nữ; “Ngày vào Đảng” over Dự bị, Chính thức."""
    under = filled(below)
    if any(not isinstance(below[place], str) or _DIGIT.search(below[place]) for place in under):
        return {}, {}
    if any(places.get(place) in {COUNTER, "ho_ten"} for place in under):
        return {}, {}
    divided, sexes = {}, {}
    for place in under:
        parent = _parent(cells, place)
        name, part = _known(parent, asked), plain(below[place])
        if name in BY_SEX and part in _SEXES:
            divided[place], sexes[place] = name, _SEXES[part]
        elif whole := _known(f"{parent} {below[place]}", asked) or (
            _known(below[place], asked) if name is None or is_duty(name) else None
        ):
            divided[place] = whole
    if len(set(sexes.values())) == 1:  # a woman without a name is no heading
        return {}, {}
    return divided, sexes


def _parent(cells: Cells, place: int) -> str:
    """The heading above a column, or the nearest one to the left, which is merged over it."""
    return next((str(cells[left]) for left in range(min(place, len(cells) - 1), -1, -1) if is_filled(cells, left)), "")


def _titles(cells: Cells, below: Cells) -> dict[int, str]:
    """What stands above each column; with a second row, both."""
    titles = {place: _one_line(cells[place]) for place in filled(cells)}
    for place in filled(below):
        parent = _one_line(_parent(cells, place))
        titles[place] = f"{parent} {_one_line(below[place])}".strip()
    return titles


def _one_line(cell: Cell) -> str:
    return " ".join(text_of(cell).split())


def _in_words(column: Guess, taken: set[str | None]) -> str:
    if not column.heading:
        return f"cột {column.letter} (không có tên cột)"
    repeated = headings().get(plain(column.heading), "") in taken
    return f"“{column.heading[:60]}”" + (" (cột lặp lại)" if repeated else "")


def _is_numbering(cells: Cells) -> bool:
    """Whether a row counts the columns, (1) (2) (3), as printed lists do."""
    texts = [str(cells[place]).strip() for place in filled(cells)]
    return len(texts) > 1 and all(_NUMBERING.fullmatch(text) for text in texts)
