"""Rows of a repeating group: added, removed, moved, and pasted as a block from Excel or Word."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from web.fields import INLINE, NO, YES, FieldView, Widget
from web.forms import Answers, blank_answers

MAX_ROWS = 5_000


def rows_at(answers: Answers, form: FieldView, path: str) -> tuple[list[Answers], FieldView] | None:
    """The rows that `path` leads to and their view; None where the form has no rows."""
    here: Any = answers
    view: FieldView | None = form
    for step in path.split("."):
        if isinstance(here, list):
            if not step.isdigit() or int(step) >= len(here):
                return None
            here = here[int(step)]
        else:
            view = view.child(step) if view else None
            if view is None or not isinstance(here, dict):
                return None
            here = here[view.name]
    return (here, view) if view is not None and view.widget is Widget.ROWS and isinstance(here, list) else None


def change(answers: Answers, form: FieldView, action: str, path: str) -> str | None:
    """Add (`them`), remove (`xoa`) or move (`len`, `xuong`) a row in place.

    Returns where to look afterwards, None if it cannot be done: the page was older than its answers.
    """
    owner, _, last = (path, "", "0") if action == "them" else path.rpartition(".")
    found = rows_at(answers, form, owner)
    number = int(last) if last.isdigit() else MAX_ROWS
    if found is None or (action != "them" and number >= len(found[0])):
        return None
    rows, view = found
    if action == "them":
        return _add(rows, view, path)
    if action == "xoa":
        del rows[number]
        return owner
    other = number + {"len": -1, "xuong": 1}[action]
    if not 0 <= other < len(rows):
        return path
    rows[number], rows[other] = rows[other], rows[number]
    return f"{owner}.{other}"


def _add(rows: list[Answers], view: FieldView, path: str) -> str | None:
    if len(rows) >= MAX_ROWS:
        return None
    rows.append(blank_answers(view))
    return f"{path}.{len(rows) - 1}"


# Pasting a block.


@dataclass(frozen=True, slots=True)
class Reading:
    """How a pasted block is understood: the column of each cell (None: no place for it), and the rows below a heading."""

    columns: tuple[FieldView | None, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def unread(self) -> int:
        """Cells with text that have no column."""
        return sum(bool(cell) and column is None for row in self.rows for cell, column in zip(row, self.columns, strict=True))


def columns_of(view: FieldView) -> list[FieldView]:
    """What a pasted table can fill, in the order of the form: fields of one line, also those of groups inside a row."""
    return list(_columns(view))


def _columns(view: FieldView) -> Iterator[FieldView]:
    for child in view.fields:
        if child.widget is Widget.GROUP:
            yield from _columns(child)
        elif child.widget is not Widget.ROWS:
            yield child


def read_block(text: str, view: FieldView) -> Reading:
    """Read cells parted by tabs. A first line of titles names the columns; else they are those of the form in order."""
    rows = [[cell.strip() for cell in row] for row in _cells(text)]
    rows = [row for row in rows if any(row)][: MAX_ROWS + 1]
    offered = columns_of(view)
    width = max((len(row) for row in rows), default=0)
    if len(offered) == 1 and offered[0].widget is Widget.LINES:
        return Reading((offered[0],), tuple(("\n".join(cell for cell in row if cell),) for row in rows))
    named = _named(rows[0], offered) if rows else None
    columns = named or [*offered[:width], *[None] * (width - len(offered))]
    columns = [*columns, *[None] * (width - len(columns))]
    body = rows[1:] if named else rows
    return Reading(tuple(columns), tuple((*row, *[""] * (width - len(row))) for row in body))


def _cells(text: str) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines.count('"') % 2 == 0 and '"' in lines:
        try:
            return list(csv.reader(io.StringIO(lines, newline=""), delimiter="\t"))
        except csv.Error:
            pass
    return [line.split("\t") for line in lines.split("\n")]


def _named(first: list[str], offered: list[FieldView]) -> list[FieldView | None] | None:
    """The columns that a line of titles names; None when it is no such line."""
    by_title = {_word(title): column for column in reversed(offered) for title in (column.title, column.own_title)}
    found = [by_title.get(_word(cell)) for cell in first]
    known = [column for column in found if column is not None]
    return found if known and len(known) * 2 >= len([cell for cell in first if cell]) else None


def _word(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def accept(reading: Reading, rows: list[Answers], view: FieldView) -> int:
    """Add what was read to `rows`; how many rows were added."""
    added = 0
    for cells in reading.rows:
        if len(rows) >= MAX_ROWS:
            break
        row = blank_answers(view)
        for cell, column in zip(cells, reading.columns, strict=True):
            if column is not None and cell:
                _put(row, view, column, cell)
        rows.append(row)
        added += 1
    return added


def _put(row: Answers, view: FieldView, column: FieldView, cell: str) -> None:
    owner: Any = row
    *groups, last = column.path[len(view.path) + len(".*.") :].split(".")
    for step in groups:
        owner = owner[step]
    owner[last] = _typed(cell, column)


def _typed(cell: str, column: FieldView) -> str:
    """A cell as the form holds it: the code of a label, line ends only where there are lines."""
    if column.widget is Widget.CHOICE:
        return next(
            (code for code, label in (*column.choices, *column.own_choices) if _word(cell) in {_word(label), _word(code)}), cell
        )
    if column.widget is Widget.YES_NO:
        return YES if _word(cell) in {"có", "yes", "x", "true", "1", YES} else NO
    return " ".join(cell.split("\n")) if column.widget in INLINE else cell
