"""What is printed where on the pages of a PDF."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from functools import lru_cache

from pypdfium2 import raw

from docgen.output.pages import opened

_INVISIBLE = re.compile(r"[\s\ufeff\u00ad\ufffe\u0000\u0002]")


@dataclass(frozen=True)
class Line:
    """One printed line without its spaces (dot leaders as three dots): where it begins and ends and stands, in points."""

    text: str
    left: float
    right: float
    y: float


@lru_cache(maxsize=100)
def lines(pdf: bytes) -> list[list[Line]]:
    """The lines of every page, from top to bottom."""
    with opened(pdf) as document:
        return [_lines(page) for page in document]


def _lines(page) -> list[Line]:
    text, height, shift = page.get_textpage(), page.get_height(), page.get_mediabox()[0]
    rows: list[tuple[float, list[tuple[float, str]]]] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    letters = []
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if not _INVISIBLE.match(letter):
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            letters.append((height - y.value, x.value - shift, letter))
    for down, across, letter in sorted(letters):
        if not rows or down - rows[-1][0] > 1:
            rows.append((down, []))
        rows[-1][1].append((across, letter))
    return [_line(down, sorted(row)) for down, row in rows]


def _line(down: float, row: list[tuple[float, str]]) -> Line:
    return Line(re.sub(r"\.{3,}", "...", "".join(letter for _, letter in row)), row[0][0], row[-1][0], down)


def words(pdf: bytes) -> list[list[str]]:
    """The text of the lines of every page."""
    return [[line.text for line in page] for page in lines(pdf)]


def distance(one: bytes, other: bytes) -> float:
    """How far apart, at most, lines of two files stand whose words are the same."""
    pairs = [(a, b) for p, q in zip(lines(one), lines(other), strict=True) for a, b in zip(p, q, strict=True)]
    return max((max(abs(a.left - b.left), abs(a.right - b.right), abs(a.y - b.y)) for a, b in pairs), default=0)
