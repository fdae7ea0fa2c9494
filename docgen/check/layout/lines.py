"""A line of the document: a paragraph, or what stands between two line breaks or before and after a tab in it, and on which side.

Components are found by their words and their place. A heading may be a table of two columns, two halves of a paragraph with a tab
between them, or one cell with line breaks: as lines they are all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from docgen.docx.view import Cell, Document, Paragraph, Run, RunFormat, Table
from docgen.gaps import MARK
from docgen.vietnamese.letters import nfc
from docgen.vietnamese.names import without_marks

Side = Literal["left", "right", "full"]

_FULL_SHARE = 0.7
"""A cell wider than this share of its table stands across the page."""
_RIGHT_INDENT_MM = 60.0
"""A paragraph that begins this far to the right stands on the right side."""
_LEFT_SHARE, _RIGHT_SHARE = 0.45, 0.55
"""A tab stop before or behind these shares of the column is one side of the page."""
_PLACING_COLUMNS = 3
TITLE_LETTERS = "dangcongsanvietnam"
NATIONAL_LETTERS = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")
RECIPIENTS_LETTERS = "noinhan"
_PLACED = {TITLE_LETTERS, RECIPIENTS_LETTERS, *NATIONAL_LETTERS}
_NOT_LETTERS = re.compile(r"[\W_\d]+")


@dataclass(frozen=True, eq=False)
class Line:
    """One line. `block` is the place of its paragraph or table in the body, `column_mm` the width it has between margins."""

    paragraph: Paragraph
    runs: tuple[Run, ...] = field(repr=False)
    side: Side
    block: int
    column_mm: float
    cell: Cell | None = field(default=None, repr=False)

    @cached_property
    def text(self) -> str:
        """Its words, single spaces between them, list label in front."""
        label = f"{self.paragraph.label} " if self.paragraph.label and self.runs == self.paragraph.runs else ""
        return " ".join(nfc(label + "".join(run.text for run in self.runs)).split())

    @cached_property
    def letters(self) -> str:
        """Only its letters, small and without marks: two spellings of the same words are equal."""
        return bare(self.text)

    @cached_property
    def marked(self) -> tuple[RunFormat, ...]:
        """The formats of its visible letters."""
        return tuple(run.format for run in self.runs if run.text.strip())

    @property
    def is_gap(self) -> bool:
        """Whether it shows a fact that a draft does not have yet."""
        return MARK in self.text

    @property
    def has(self) -> bool:
        """Whether there are words in it."""
        return bool(self.text)

    @property
    def capitals(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text == self.text.upper() and self.text != self.text.lower()

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.marked) and all(look.bold for look in self.marked)


def bare(text: str) -> str:
    """The letters of a text, small, without marks, spaces and signs."""
    return _NOT_LETTERS.sub("", without_marks(text)).lower()


def shares_gap(lines: Iterable[Line]) -> bool:
    """Whether any of the lines shows a gap of a draft: their words then are not judged."""
    return any(line.is_gap for line in lines)


def joined(lines: Iterable[Line]) -> str:
    """The words of several lines as one text."""
    return " ".join(line.text for line in lines if line.has)


def lines_of(document: Document) -> Iterator[Line]:
    """All lines of the body in reading order. Tables of data give none: their text is no component."""
    blocks = ((block, section) for section in document.sections for block in section.blocks)
    for place, (block, section) in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield from _split(Line(block, block.runs, _side_of(block), place, section.text_width_mm))
        elif is_layout(block):
            yield from _table_lines(block, place)


def _table_lines(table: Table, place: int) -> Iterator[Line]:
    for cell in table.cells:
        for paragraph in cell.paragraphs:
            yield from _split(Line(paragraph, paragraph.runs, _side_in(cell), place, cell.text_width_mm, cell))


def is_layout(table: Table) -> bool:
    """Whether a table only places text: no lines, or a heading or the recipients in it whatever lines it has."""
    return not table.bordered or (len(table.grid_mm) <= _PLACING_COLUMNS and any(_is_placed(one) for one in table.paragraphs))


def _is_placed(paragraph: Paragraph) -> bool:
    return any(bare(line) in _PLACED for line in paragraph.text.split("\n"))


def _split(line: Line) -> Iterator[Line]:
    """A paragraph as one line, as one for every line break, or as the two sides of a tab."""
    if "\n" in line.paragraph.text.strip("\n"):
        yield from (replace(line, runs=runs) for runs in _cut(line.runs, "\n"))
    elif line.cell is None and (halves := _halves(line.paragraph)):
        yield replace(line, runs=halves[0], side="left")
        yield replace(line, runs=halves[1], side="right")
    elif line.cell is None and (side := _side_of_tab(line)):
        yield replace(line, runs=_without_tabs(line.runs), side=side)
    else:
        yield line


def _halves(paragraph: Paragraph) -> list[tuple[Run, ...]]:
    """The two sides of a line with a tab in its middle; a tab after a short label or before a page number is none."""
    if "\t" not in paragraph.text.strip() or any(run.field for run in paragraph.runs):
        return []
    halves = [runs for runs in _cut(paragraph.runs, "\t") if "".join(run.text for run in runs).strip()]
    enough = len(halves) == 2 and all(len(bare("".join(run.text for run in runs))) > 1 for runs in halves)  # noqa: PLR2004 - a pair
    return halves if enough and not paragraph.format.first_line_mm > 0 else []


def _cut(runs: tuple[Run, ...], sign: str) -> list[tuple[Run, ...]]:
    """The runs between the signs."""
    pieces: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split(sign)
        pieces[-1].append(replace(run, text=first, typed=first))
        pieces += ([replace(run, text=text, typed=text)] for text in rest)
    return [tuple(run for run in piece if run.text) for piece in pieces]


def _side_of(paragraph: Paragraph) -> Side:
    look = paragraph.format
    return "right" if look.align == "right" or look.left_mm > _RIGHT_INDENT_MM else "full"


def _side_of_tab(line: Line) -> Side | None:
    """Left or right for a line that begins at a centred tab stop, as one side of a heading without a table does."""
    text, stops = line.paragraph.text, line.paragraph.format.tabs
    leading = len(text) - len(text.lstrip("\t"))
    if not leading or leading > len(stops) or stops[leading - 1].kind != "center":
        return None
    share = stops[leading - 1].position_mm / line.column_mm if line.column_mm > 0 else 0.5
    return "left" if share < _LEFT_SHARE else "right" if share > _RIGHT_SHARE else None


def _without_tabs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    bare_runs = (replace(run, text=run.text.strip("\t"), typed=run.typed.strip("\t")) for run in runs)
    return tuple(run for run in bare_runs if run.text)


def _side_in(cell: Cell) -> Side:
    """Left or right of the middle of the table."""
    table = cell.row.table
    if cell.width_mm > _FULL_SHARE * table.width_mm:
        return "full"
    return "left" if cell.left_mm + cell.width_mm / 2 < table.width_mm / 2 else "right"
