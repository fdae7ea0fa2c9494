"""The text of a template by paragraph and by table row, as somebody sees it who edits the template in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.docx.text import paragraphs
from docgen.docx.xml import parse, w


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
        yield Row(places[first] if first is not None else 0, "".join(node.text or "" for node in row.iter(w("t"))))


def text_of_part(xml: str) -> str:
    """The words of a piece of XML source."""
    return re.sub(r"<[^>]*>", "", xml).strip()
