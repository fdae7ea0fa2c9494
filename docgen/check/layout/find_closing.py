"""Find the end of a document: who signs, and who gets it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.check.layout.components import Closing, SignatureBlock
from docgen.check.layout.lines import RECIPIENTS_LETTERS, Line
from docgen.docx.view import Block, Paragraph, Table
from docgen.standard import Standard

_AUTHORITY = re.compile(r"(T/M|TM|K/T|KT|T/L|TL|T/U|TU|TUQ|Q)\b[. /]", re.IGNORECASE)
_TYPIST = re.compile(r"[A-ZĐ]{1,5}[-./ ]\d{1,4}")
"""Initials of the typist and number of copies, the last thing in the corner."""
_DASHES = ("-", "+", "•", "–")
_MINUTES_WORDS = ("nguoighibienban", "chutrihoinghi", "thukydaihoi", "thukyhoinghi", "chutoa", "thuky", "nguoicamket")


_CONFIRMED = "xacnhancuachibo"
"""Stands over the authority of who confirms a member's paper."""


class ClosingFinder:
    """Knows the lines with which documents are signed in this standard."""

    def __init__(self, standard: Standard) -> None:
        """Take the lines and posts of all bodies."""
        lines = [line for body in standard.bodies.values() for line in body.lines]
        self._heads = {line.line1 for line in lines}
        self._posts = {post for line in lines for post in line.line2}
        minutes = standard.format.signature
        self._heads |= {minutes.minutes_left.value, minutes.minutes_right.value}

    def starts(self, line: Line) -> bool:
        """Whether a line begins a block of signature."""
        if line.cell is None and line.side != "right":
            return False
        known = line.text.upper() in self._heads | self._posts and line.capitals
        return known or bool(_AUTHORITY.match(line.text)) or line.letters in _MINUTES_WORDS

    def find(self, lines: Sequence[Line], blocks: Sequence[Block]) -> Closing:
        """The end of the part that these lines make up, empty when nobody signs."""
        recipients = next((line for line in reversed(lines) if line.letters == RECIPIENTS_LETTERS), None)
        first = self._first(lines)
        if first is None and (recipients is None or recipients.cell is None):
            return Closing(recipients=recipients, items=_items(lines, recipients))
        place = first.block if first else recipients.block if recipients else 0
        block = blocks[place]
        signed = [line for line in lines if line.block == place] if isinstance(block, Table) else list(_from(lines, first))
        return Closing(
            blocks=tuple(self._blocks(signed, recipients)),
            table=block if isinstance(block, Table) else None,
            before=_before(blocks, place),
            recipients=recipients,
            items=_items(lines, recipients),
        )

    def _first(self, lines: Sequence[Line]) -> Line | None:
        """The first of the lines that begin the last signature: the authority above the post."""
        words = [line for line in lines if line.has]
        last = next((place for place in range(len(words) - 1, -1, -1) if self.starts(words[place])), None)
        if last is None:
            return None
        while last and self.starts(words[last - 1]):
            last -= 1
        return words[last]

    def _blocks(self, lines: Sequence[Line], recipients: Line | None) -> Iterator[SignatureBlock]:
        for side in ("left", "right", "full"):
            own = [line for line in lines if line.side == side]
            if recipients is not None and any(line is recipients for line in own):
                continue
            words = [line for line in own if line.has and line.letters != _CONFIRMED]
            if words:
                yield _block(words, tuple(own))


def _block(words: list[Line], lines: tuple[Line, ...]) -> SignatureBlock:
    """The first line gives the authority, the last one the name unless it is written like a post."""
    head, *rest = words
    name = rest[-1] if rest and not (rest[-1].capitals and not rest[-1].bold) else None
    return SignatureBlock(head, tuple(rest[:-1] if name else rest), name, lines)


def _items(lines: Sequence[Line], recipients: Line | None) -> tuple[Line, ...]:
    """The lines under "Nơi nhận" on the same side that are set as a list."""
    if recipients is None:
        return ()
    after = next(place for place, line in enumerate(lines) if line is recipients) + 1
    same = (line for line in lines[after:] if line.side == recipients.side and line.has)
    found: list[Line] = []
    for line in same:
        if _TYPIST.fullmatch(line.text):
            continue
        if (recipients.cell is None or line.cell is not recipients.cell) and not line.text.startswith(_DASHES):
            break
        found.append(line)
    return tuple(found)


def _from(lines: Sequence[Line], first: Line | None) -> Sequence[Line]:
    return next((lines[place:] for place, line in enumerate(lines) if line is first), ())


def _before(blocks: Sequence[Block], place: int) -> Paragraph | None:
    before = blocks[place - 1] if place else None
    return before if isinstance(before, Paragraph) else None
