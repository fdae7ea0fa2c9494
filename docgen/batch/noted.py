"""What there is to know about the rows of a run, told once for all who share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.batch.assigning import APART, LACKING
from docgen.store.batch_pages import noted_rows

if TYPE_CHECKING:
    from sqlalchemy import Engine

NAMED = 3
"""People who share a note are named so far."""
_STATES = ("waiting", "reserved", "left_out")
_MOST = 2_000
"""Different notes that are counted; of a list with more, each person with a note of his own, those behind are not told apart."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note, how many rows bear it and the names of the first; `about` are the pieces it lists, each with its rows."""

    text: str
    count: int
    names: tuple[str, ...]
    about: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """The rows with notes: how many, the notes that most of them share, how many rows bear others besides."""

    rows: int
    notes: tuple[Note, ...]
    others: int


def noted(engine: Engine, batch_id: int, *, shown: int) -> Noted:
    """The `shown` notes that most rows of a run bear, before its documents are made."""
    rows, counts, about, names = 0, Counter[str](), Counter[str](), dict[str, list[str]]()
    for name, notes in noted_rows(engine, batch_id, _STATES):
        rows += 1
        for text, pieces in _said(notes):
            if text in counts or len(counts) < _MOST:
                counts[text] += 1
                about.update(pieces)
                names.setdefault(text, [])
                names[text] += [name][: NAMED - len(names[text])]
    told = tuple(
        Note(text, count, tuple(names[text]), tuple(about.most_common()) if text == LACKING else ())
        for text, count in counts.most_common(shown)
    )
    known = {note.text for note in told}
    others = 0
    if len(counts) > len(told):
        others = sum(any(text not in known for text, _ in _said(notes)) for _, notes in noted_rows(engine, batch_id, _STATES))
    return Noted(rows, told, others)


def _said(notes: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each note once; one about slots without them, which differ from member to member, and these."""
    for note in dict.fromkeys(notes):
        if note.startswith(LACKING):
            yield LACKING, note.removeprefix(LACKING).split(APART)
        else:
            yield note, []
