"""Which field each word on the pages came from: the values that were typed and the marks of gaps, found again in the PDF.

A long value is its field's wherever it stands. One that is short, or that several fields hold, is given to the field whose
neighbours (the other fields of its group) stand close by; where that says nothing, the words lead nowhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from docgen.gaps import MARK, mark
from docgen.output.places import Rectangle, Span, Words, folded
from docgen.vietnamese.dates import clock, official, short
from schemas.fields import read_date, read_time
from web.fields import FieldView, Widget
from web.forms import Answers

_SURE = 12
"""Letters of a value that stands for itself."""
_RARE = 5
"""Letters of a value that is trusted where it stands in `_FEW` places only."""
_FEW = 2
_NEAR = 200
"""Letters between a value and its neighbours in the group."""
_FARTHER = 60
"""Added to that for each group around the group."""
_BESIDE = 40
"""The same for a number or a word so short that it stands in many places."""
_ROW = re.compile(r"(?:^|\.)\d+$")
"""The group is a row: its fields stand side by side."""
_EDGES = " \t.,;:-–…"


@dataclass(frozen=True, slots=True)
class Place:
    """Pieces of one page that came from the field `path`, called `title` in the form.

    A gap without a path is something that is worked out from other fields.
    """

    path: str
    title: str
    rectangles: tuple[Rectangle, ...]
    gap: bool = False

    @property
    def page(self) -> int:
        """The page, from 0."""
        return self.rectangles[0].page


@dataclass(frozen=True, slots=True)
class Needle:
    """Words that the field `path` prints; only those after `lead`, a caption that tells them from others, are its own."""

    path: str
    title: str
    words: str
    lead: str = ""
    gap: bool = False

    @property
    def length(self) -> int:
        """Letters."""
        return len(folded(self.words))

    @property
    def is_telling(self) -> bool:
        """Whether the words alone say something: more than a number or an abbreviation."""
        return self.gap or (self.length >= _RARE and not self.words.isdecimal())

    @property
    def group(self) -> str:
        """The path of the group that the field is in; empty for a field of the form itself."""
        return self.path.rpartition(".")[0]


def places(words: Words, form: FieldView, answers: Answers, gaps: Iterable[tuple[str, str]]) -> list[Place]:
    """The places of gaps, each a path in the form and the name of what is missing, and of values, in reading order."""
    search = _Search(words)
    missing = [Needle(path, title, mark(title), gap=True) for path, title in gaps]
    search.take([*missing, *(needle for path, view, text in answered(form, answers) for needle in _needles(path, view, text))])
    search.take_rest()
    return [place for _, place in sorted(search.found, key=lambda one: one[0].start)]


class _Search:
    """Gives every place to one field at most: what was taken by a longer value is not looked at again."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._taken: list[tuple[int, int]] = []
        self._groups: dict[str, list[tuple[int, int, str]]] = {}
        self.found: list[tuple[Span, Place]] = []

    def take(self, needles: Iterable[Needle]) -> None:
        """Look for all of them: the sure ones first, so that they vouch for their neighbours."""
        later = []
        for same in _alike(needles):
            spans = self._free(same[0])
            if spans and len(same) == 1 and _is_sure(same[0], len(spans)):
                for span in spans:
                    self._keep(span, same[0])
            elif spans:
                later.append(same)
        for same in later:
            self._share(same)

    def take_rest(self) -> None:
        """The gaps that are no field's."""
        for start in self._words.find(MARK):
            span = self._words.up_to(start, "]")
            if not self._is_taken(span):
                self._keep(span, Needle("", "", MARK, gap=True))

    def _share(self, same: Sequence[Needle]) -> None:
        """Give each place of these words to the field with the closest neighbour; gaps without one, in the order of the form."""
        waiting = list(same)
        for span in self._free(same[0]):
            chosen = (
                self._nearest(span, waiting) or self._nearest(span, same) or (waiting[0] if waiting and waiting[0].gap else None)
            )
            if chosen:
                self._keep(span, chosen)
                waiting = [one for one in waiting if one is not chosen]

    def _free(self, needle: Needle) -> list[Span]:
        """Where the words stand and nothing was found yet."""
        skip = len(folded(needle.lead))
        spans = [Span(one.start + skip, one.end) for one in self._words.find(needle.lead + needle.words)]
        return [one for one in spans if not self._is_taken(one)]

    def _is_taken(self, span: Span) -> bool:
        place = bisect_left(self._taken, (span.end, 0))
        return place > 0 and self._taken[place - 1][1] > span.start

    def _nearest(self, span: Span, same: Sequence[Needle]) -> Needle | None:
        """The field whose neighbour is the closest to `span`, and close enough."""
        measured = [(self._distance(span, needle), number) for number, needle in enumerate(same)]
        distance, number = min(measured, default=(inf, 0))
        return same[number] if distance <= (_NEAR if same and same[0].is_telling else _BESIDE) else None

    def _distance(self, span: Span, needle: Needle) -> float:
        """Letters between `span` and the closest place of another field of the group; groups around it count as farther away."""
        closest, farther, group = inf, 0, needle.group
        while group:
            held = self._groups.get(group, [])
            place = bisect_left(held, (span.start,))
            before = next((span.start - end for _, end, path in reversed(held[:place]) if path != needle.path), inf)
            after = next((start - span.end for start, _, path in held[place:] if path != needle.path), inf)
            closest = min(closest, before + farther, after + farther)
            group, farther = group.rpartition(".")[0], farther + _FARTHER
        return closest

    def _keep(self, span: Span, needle: Needle) -> None:
        insort(self._taken, (span.start, span.end))
        group = needle.group
        while group:
            insort(self._groups.setdefault(group, []), (span.start, span.end, needle.path))
            group = group.rpartition(".")[0]
        pages: dict[int, list[Rectangle]] = {}
        for one in self._words.rectangles(span):
            pages.setdefault(one.page, []).append(one)
        self.found += [(span, Place(needle.path, needle.title, tuple(page), needle.gap)) for page in pages.values()]


def _alike(needles: Iterable[Needle]) -> list[list[Needle]]:
    """Needles that look for the same words together, the longest first."""
    groups: dict[str, list[Needle]] = {}
    for needle in dict.fromkeys(needles):
        if wanted := folded(needle.lead + needle.words):
            groups.setdefault(wanted, []).append(needle)
    return [groups[wanted] for wanted in sorted(groups, key=len, reverse=True)]


def _is_sure(needle: Needle, count: int) -> bool:
    """Whether nobody else can have printed these words, which stand in `count` places."""
    if needle.lead or needle.gap or (needle.is_telling and needle.length >= _SURE):
        return True
    return needle.is_telling and count <= _FEW


def answered(view: FieldView, answers: Answers, prefix: str = "") -> Iterator[tuple[str, FieldView, str]]:
    """Every answered field: its path in the form, what it is, its text."""
    for child in view.fields:
        answer, path = answers[child.name], prefix + child.name
        if child.widget is Widget.GROUP:
            yield from answered(child, answer, f"{path}.")
        elif child.widget is Widget.ROWS:
            for number, row in enumerate(answer):
                yield from answered(child, row, f"{path}.{number}.")
        elif answer.strip() and child.widget is not Widget.YES_NO:
            yield path, child, answer


def _needles(path: str, view: FieldView, text: str) -> Iterator[Needle]:
    """The ways in which a value may be printed."""
    for words in dict.fromkeys(_spellings(view, text)):
        needle = Needle(path, view.title, words.strip(_EDGES))
        if needle.is_telling or _ROW.search(needle.group):
            yield needle
        if not needle.is_telling:
            yield from (Needle(path, view.title, needle.words, lead) for lead in (f"{view.title} ", f"{view.title}: "))


def _spellings(view: FieldView, text: str) -> list[str]:
    match view.widget:
        case Widget.TEXT | Widget.LINES:
            return text.split("\n")
        case Widget.CHOICE:
            return [dict(view.choices).get(text, text)]
        case Widget.DATE:
            return [text, *_read(text, read_date, lambda day: [official(day), short(day)])]
        case Widget.TIME:
            return [text, *_read(text, read_time, lambda time: [clock(time.hour, time.minute)])]
        case Widget.WHOLE if text.strip().isdecimal():
            return [text, f"{int(text):02d}"]
    return [text]


def _read(text: str, reader: Any, spell: Any) -> list[str]:
    """The spellings of what was typed; none when it cannot be read."""
    try:
        read: list[str] = spell(reader(text))
    except ValueError:
        return []
    return read
