"""Where words stand on the pages of a PDF: looked for as a reader would, blind to line breaks, capitals and spacing."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docgen.output.pages import opened

_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff\x02")
"""Joiners and hyphens that engines put between letters: they belong to the setting of the page, not to the words."""
_MARGIN = 51.0
"""Points, 18 mm: documents keep 20 mm free, so what stands nearer to the edge is a page number or a footer."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A piece of a line on the page `page` (from 0), in points from the upper left corner of the page."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Span:
    """Letters from `start` up to `end`, counted over the whole document."""

    start: int
    end: int


@dataclass(slots=True)
class _Letters:
    """The letters of a document in reading order: `breaks` says whether something other than a letter or digit stood before."""

    text: list[str] = field(default_factory=list)
    boxes: list[Rectangle] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)


class Words:
    """The words of a PDF. Nothing of the file is held open."""

    def __init__(self, pdf: bytes) -> None:
        """Read the letters of every page; `UnsafeFileError` when it is no PDF."""
        self.sizes: list[tuple[float, float]] = []
        letters = _Letters()
        with opened(pdf) as document:
            for number, page in enumerate(document):
                self.sizes.append(page.get_size())
                for line in _lines(page, number):
                    if not _is_in_margin(line, page.get_size()[1]):
                        _take(line, letters)
        self._text, self._boxes = "".join(letters.text), letters.boxes
        self._breaks = [*letters.breaks, True]

    def find(self, words: str) -> list[Span]:
        """Everywhere that `words` stand as whole words, one place after the other; nowhere when they have no letter."""
        wanted = folded(words)
        found: list[Span] = []
        start = self._text.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            whole = self._is_edge(start, wanted[0]) and self._is_edge(end, wanted[-1])
            if whole:
                found.append(Span(start, end))
            start = self._text.find(wanted, end if whole else start + 1)
        return found

    def up_to(self, span: Span, letter: str) -> Span:
        """`span` and what follows, through the next `letter`; nothing more when there is none."""
        end = self._text.find(letter, span.end)
        return Span(span.start, end + 1) if end >= 0 else span

    def rectangles(self, span: Span) -> list[Rectangle]:
        """The pieces of lines that the letters of `span` cover."""
        made: list[Rectangle] = []
        for box in self._boxes[span.start : span.end]:
            last = made[-1] if made else None
            if last and last.page == box.page and _on_one_line(last, box):
                made[-1] = _around(last, box)
            else:
                made.append(box)
        return made

    def _is_edge(self, place: int, letter: str) -> bool:
        return not letter.isalnum() or self._breaks[place] or not self._text[place - 1 : place + 1].isalnum()


def folded(words: str) -> str:
    """`words` as they are compared: composed, in small letters, without spaces."""
    return "".join(_small(letter) for letter in unicodedata.normalize("NFC", words) if not _is_unseen(letter))


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


def _is_unseen(letter: str) -> bool:
    return letter.isspace() or letter in _UNSEEN or letter < " "


_Line = list[tuple[str, Rectangle]]


def _lines(page: Any, number: int) -> Iterator[_Line]:
    """The letters of a page with their boxes, line by line; a space is a letter too."""
    from pypdfium2 import raw  # noqa: PLC0415 - loaded with the file only

    text = page.get_textpage()
    left, _, _, top = page.get_mediabox()
    line: _Line = []
    box = raw.FS_RECTF()
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter == "\n":
            yield line
            line = []
            continue
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        line.append((letter, Rectangle(number, box.left - left, top - box.top, box.right - left, top - box.bottom)))
    yield line
    text.close()


def _is_in_margin(line: _Line, height: float) -> bool:
    seen = [box for letter, box in line if not _is_unseen(letter)]
    return bool(seen) and not _MARGIN < (seen[0].top + seen[0].bottom) / 2 < height - _MARGIN


def _take(line: _Line, letters: _Letters) -> None:
    """Add a line; where it ends, a word ends."""
    apart = True
    for letter, box in line:
        if letter.isspace() or letter < " ":
            apart = True
        elif letter in _UNSEEN:
            continue
        elif unicodedata.combining(letter) and letters.text:
            composed = unicodedata.normalize("NFC", letters.text[-1] + letter)
            letters.text[-1] = composed if len(composed) == 1 else letters.text[-1]
        else:
            letters.text.append(_small(letter))
            letters.boxes.append(box)
            letters.breaks.append(apart)
            apart = False


def _on_one_line(one: Rectangle, other: Rectangle) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) > min(one.height, other.height) / 2 and other.left >= one.left


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        one.page,
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
