"""What was changed in Word: the words of a document as the program made it beside its words now, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_CHANGES = 200
"""Paragraphs that are shown."""
_MOST_PARAGRAPHS = 5_000
_MOST_WORDS = 1_000
_MOST_PAIRS = 2_500
"""Beyond these sizes comparing would take long (the file comes from outside): what differs is then shown as a whole."""
_ALIKE = 0.5
"""Share of words that two paragraphs have in common when one is the other, edited."""
_WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)

Mark = Literal["same", "del", "ins"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph: as they were, taken out or put in."""

    mark: Mark
    text: str


Change = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The paragraphs that differ; `left_out` more are not shown.

    `exact` is False when the document as the program makes it now is not the one that was changed: another version made it.
    """

    changes: tuple[Change, ...]
    left_out: int = 0
    exact: bool = True


def compare(before: Sequence[str], after: Sequence[str], *, exact: bool = True) -> Comparison:
    """What differs between the paragraphs of a document before and after somebody edited it."""
    found = list(_changes(before, after))
    return Comparison(tuple(found[:MOST_CHANGES]), max(len(found) - MOST_CHANGES, 0), exact)


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if len(before) + len(after) > _MOST_PARAGRAPHS:
        kept = frozenset(before) & frozenset(after)
        before = [line for line in before if line not in kept][:MOST_CHANGES]
        after = [line for line in after if line not in kept][:_MOST_PARAGRAPHS]
    for what, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            yield from _block(before[start:end], after[first:last])


def _block(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Each paragraph of a changed stretch beside the one that it was; those that were not there, or are no longer."""
    waiting = list(before)
    for line in after:
        near = len(waiting) * len(after) <= _MOST_PAIRS
        place = next((place for place, old in enumerate(waiting) if near and _is_alike(old, line)), None)
        if place is None:
            yield (Piece("ins", line),)
            continue
        yield from ((Piece("del", old),) for old in waiting[:place])
        yield tuple(_pieces(waiting[place], line))
        del waiting[: place + 1]
    yield from ((Piece("del", old),) for old in waiting)


def _is_alike(one: str, other: str) -> bool:
    words = one.split()[:_MOST_WORDS], other.split()[:_MOST_WORDS]
    matcher = SequenceMatcher(None, *words)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """One paragraph, word by word."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > 2 * _MOST_WORDS:
        yield from (Piece("del", before), Piece("ins", after))
        return
    out, into = "", ""
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = "".join(old[start:end]) if what == "equal" else ""
        if what != "equal" or (same.isspace() and (out or into)):  # a space between two changed words belongs to the change
            out, into = out + "".join(old[start:end]), into + "".join(new[first:last])
            continue
        yield from _changed(out, into)
        yield Piece("same", same)
        out, into = "", ""
    yield from _changed(out, into)


def _changed(out: str, into: str) -> Iterator[Piece]:
    if out:
        yield Piece("del", out)
    if into:
        yield Piece("ins", into)
