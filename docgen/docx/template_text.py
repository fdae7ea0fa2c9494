"""The text of a template by paragraph and by table row, as somebody sees it who edits the template in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.docx.text import paragraphs
from docgen.docx.xml import Element, parse, w

_LINE_ENDS = re.compile(r"[\r\n]")
_OPENS, _CLOSES = re.compile(r"\{%tr (?:for|if) "), re.compile(r"\{%tr end(?:for|if) ")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the number of its first paragraph in the part, and its text."""

    paragraph: int
    text: str


def paragraph_texts(data: bytes) -> list[str]:
    """The text of every paragraph of a part; the number of a paragraph is its place in this list, from 1."""
    return paragraphs(parse(data))


def rows(data: bytes) -> Iterator[Row]:
    """Every row of every table."""
    root = parse(data)
    places = {paragraph: number for number, paragraph in enumerate(root.iter(w("p")), 1)}
    for row in root.iter(w("tr")):
        first = next(row.iter(w("p")), None)
        yield Row(places[first] if first is not None else 0, _words(row))


def numbered(data: bytes) -> bytes:
    """The part with a line break before every paragraph and nowhere else: its text on line n + 1 belongs to paragraph n.

    The breaks of a row with a {%tr tag stand around that row: the tag takes its place, and everything in it disappears.
    """
    root = parse(data)
    for element in root.iter():
        element.text = element.text and _LINE_ENDS.sub(" ", element.text)
        element.tail = element.tail and _LINE_ENDS.sub(" ", element.tail)
    outside: set[Element] = set()
    for row in root.iter(w("tr")):
        inside = list(row.iter(w("p")))
        if "{%tr " in _words(row) and inside and next(row.iterdescendants(w("tr")), None) is None:
            _break_before(row)
            row.tail = "\n" * (len(inside) - 1) + (row.tail or "")
            outside.update(inside)
    for paragraph in root.iter(w("p")):
        if paragraph not in outside:
            _break_before(paragraph)
    return etree.tostring(root)


def _break_before(element: Element) -> None:
    if (before := element.getprevious()) is not None:
        before.tail = f"{before.tail or ''}\n"
    elif (parent := element.getparent()) is not None:
        parent.text = f"{parent.text or ''}\n"


def tables_of_loops(data: bytes) -> Iterator[tuple[int, Row]]:
    """Tables with no row outside a {%tr block, which lose all their rows when the block gives none: number, first row."""
    root = parse(data)
    places = {paragraph: number for number, paragraph in enumerate(root.iter(w("p")), 1)}
    for number, table in enumerate(root.iter(w("tbl")), 1):
        rows_of_table = table.findall(w("tr"))
        if rows_of_table and not _has_row_of_its_own(rows_of_table):
            first = next(rows_of_table[0].iter(w("p")), None)
            yield number, Row(places[first] if first is not None else 0, _words(rows_of_table[0]))


def _has_row_of_its_own(table_rows: list[Element]) -> bool:
    depth = 0
    for row in table_rows:
        words = _words(row)
        depth += len(_OPENS.findall(words)) - len(_CLOSES.findall(words))
        if not depth and "{%tr " not in words:
            return True
    return False


def cells_without_end(data: bytes) -> Iterator[Row]:
    """Cells whose last paragraph is a {%p tag and disappears: nothing may be left at the end of the cell."""
    root = parse(data)
    places = {paragraph: number for number, paragraph in enumerate(root.iter(w("p")), 1)}
    for cell in root.iter(w("tc")):
        last = cell.findall(w("p"))[-1:]
        if last and "{%p " in _words(last[0]):
            yield Row(places[last[0]], _words(last[0]))


def _words(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter(w("t")))
