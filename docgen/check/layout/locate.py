"""Find every component of a document by its words and its place, never by the names of styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from docgen.check.layout.components import Heading, Opening, Part
from docgen.check.layout.find_body import find_pieces
from docgen.check.layout.find_closing import ClosingFinder
from docgen.check.layout.find_heading import find_heading, is_national, is_title
from docgen.check.layout.lines import Line, bare, is_layout, lines_of
from docgen.check.layout.plans import HANDOUT, MOST, PLANS, Plan, attached
from docgen.docx.view import Document, Paragraph, Table
from docgen.kinds import KINDS
from docgen.standard import Standard
from docgen.standard.format import Format

_SEPARATOR = re.compile(r"[-–—_*=~.\s]{2,}")
_NOTE = re.compile(r"\(\s*(?:Ban hành )?kèm theo", re.IGNORECASE)
_ADDRESSEE = ("kinhgui", "kinhtrinh")
_ATTACHED_NAMES = frozenset({"quyche", "quydinh"})
_LINES_BEFORE_NAME = 40
_SUBJECT_LINES = 8
_LONGEST_NAME = 80
_ADDRESSEE_LINES = 12


@dataclass(frozen=True, eq=False)
class Layout:
    """A document with its components. `kind`, `variant` are the codes of docgen when they are known."""

    document: Document = field(repr=False)
    standard: Standard = field(repr=False)
    kind: str | None = None
    variant: str | None = None

    @property
    def rules(self) -> Format:
        """The format standard of the document's day."""
        return self.standard.format

    @cached_property
    def the_loai(self) -> str | None:
        """The Party's kind that the document is said to be."""
        kind = KINDS.get(self.kind or "")
        return kind.the_loai_of(self.variant or "") if kind else None

    @cached_property
    def is_handout(self) -> bool:
        """Whether it is said to be no Party document at all; a paper of a member has the heading of one, but no number."""
        return self.kind in KINDS and self.the_loai is None and str(self.kind).replace("-", "_") not in PLANS

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the body."""
        return tuple(lines_of(self.document))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The document, then those attached to it."""
        if self.is_handout:
            return (self._handout(),)
        starts = self._starts()
        ends = [*starts[1:], len(self.document.blocks)]
        return tuple(self._part(place, first, last) for place, (first, last) in enumerate(zip(starts, ends, strict=True)))

    def part_of(self, paragraph: Paragraph) -> Part | None:
        """The part in which a paragraph of the body stands."""
        block = self._blocks.get(paragraph.index)
        return next((part for part in self.parts if block is not None and part.first <= block < part.last), None)

    @cached_property
    def _blocks(self) -> Mapping[int, int]:
        """The block of every paragraph of the body by its index."""
        found: dict[int, int] = {}
        for place, block in enumerate(self.document.blocks):
            for paragraph in (block,) if isinstance(block, Paragraph) else block.paragraphs:
                found[paragraph.index] = place
        return found

    @cached_property
    def _kinds(self) -> list[tuple[str, str]]:
        """Letters of the name of every kind with its id, longer names first."""
        kinds = [(bare(kind.name), key) for key, kind in self.standard.kinds.items()]
        return sorted(kinds, key=lambda kind: -len(kind[0]))

    def _starts(self) -> list[int]:
        """The blocks with which the parts begin: the first, and every later one with the title of the Party in it."""
        titled = [line.block for line in self.lines if is_title(line)]
        unheaded = [line.block for line in self.lines if self._is_unheaded_attachment(line)]
        return sorted({0, *titled[1:], *(block for block in unheaded if block not in titled)})

    def _is_unheaded_attachment(self, line: Line) -> bool:
        """Rules attached without a heading: after the signature, the name of a kind in large capitals."""
        return (
            line.letters in _ATTACHED_NAMES
            and line.capitals
            and line.paragraph.format.align == "center"
            and self._after_closing(line)
            and not self._heading_just_above(line)
        )

    def _after_closing(self, line: Line) -> bool:
        return any(self._finder.starts(other) for other in self.lines if other.block < line.block)

    def _heading_just_above(self, line: Line) -> bool:
        near = [other for other in self.lines if line.block - 3 <= other.block < line.block]
        return any(is_title(other) for other in near)

    @cached_property
    def _finder(self) -> ClosingFinder:
        return ClosingFinder(self.standard)

    def _part(self, index: int, first: int, last: int) -> Part:
        lines = [line for line in self.lines if first <= line.block < last]
        head, opening, rest = self._divided(lines, attached_part=index > 0)
        heading = find_heading(head, [line for line in lines[:_LINES_BEFORE_NAME] if is_national(line)])
        opening = replace(opening, kind=opening.kind or self._unnamed_kind(heading))
        plan = self._plan(opening, index)
        closing = self._finder.find(rest, self.document.blocks)
        end = min((line.block for block in closing.blocks for line in block.lines), default=last)
        text = [line for line in rest if line.block < end]
        return Part(
            index,
            plan,
            first,
            last,
            heading,
            opening,
            find_pieces(_without(text, (*opening.addressees, *closing.items, closing.recipients))),
            closing,
            self._tables(first, last),
        )

    def _unnamed_kind(self, heading: Heading) -> str | None:
        """A kind whose name is not printed (công văn) is known by its symbol in the number."""
        number = heading.number.text if heading.number else ""
        unnamed = (kind for kind in self.standard.kinds.values() if not kind.named_in_heading)
        return next((kind.id for kind in unnamed if f"-{kind.symbol}/" in number), None)

    def _plan(self, opening: Opening, index: int) -> Plan:
        kind = opening.kind or (self.the_loai if index == 0 else None)
        plan = PLANS.get(kind or "", MOST)
        return attached(plan) if index else plan

    def _tables(self, first: int, last: int) -> tuple[Table, ...]:
        blocks = self.document.blocks[first:last]
        return tuple(block for block in blocks if isinstance(block, Table) and not is_layout(block))

    # --- the opening ---

    def _divided(self, lines: Sequence[Line], *, attached_part: bool) -> tuple[list[Line], Opening, list[Line]]:
        """Heading, opening and the rest. Without the name of a kind the heading ends with its table."""
        place = self._name_place(lines)
        if place is None:
            cut = self._end_of_heading(lines, attached_part=attached_part)
            rest = list(lines[cut:])
            return list(lines[:cut]), Opening(addressees=tuple(_addressees(rest))), rest
        name = lines[place]
        following = lines[place + 1 :]
        subject, note, separator, used = _subject(following)
        rest = list(following[used:])
        opening = Opening(self._kind_of(name), name, subject, note, separator, tuple(_addressees(rest)))
        return list(lines[:place]), opening, rest

    def _name_place(self, lines: Sequence[Line]) -> int | None:
        """Where the name of the kind stands: a short line across the page that begins with one of the names."""
        for place, line in enumerate(lines[:_LINES_BEFORE_NAME]):
            if line.side == "full" and line.has and len(line.text) <= _LONGEST_NAME and self._is_name(line):
                return place
        return None

    def _is_name(self, line: Line) -> bool:
        kind = self._kind_of(line)
        if kind is None:
            return False
        exact = line.letters == bare(self.standard.kinds[kind].name) and line.text[:1].isalpha()
        return exact or line.capitals

    def _kind_of(self, line: Line) -> str | None:
        return next((key for letters, key in self._kinds if line.letters.startswith(letters)), None)

    def _end_of_heading(self, lines: Sequence[Line], *, attached_part: bool) -> int:
        """The lines of the block with the title, or of the first layout table; plain paragraphs while they have two sides."""
        titled = [line.block for line in lines if is_title(line)]
        block = titled[0] if titled else None
        if block is None and lines and lines[0].cell is not None and not attached_part:
            block = lines[0].block
        end = 0
        for place, line in enumerate(lines):
            if line.block == block or (line.side != "full" and line.cell is None):
                end = place + 1
            elif block is not None and line.block > block:
                break
        return end

    # --- handouts ---

    def _handout(self) -> Part:
        """Only the running text: after the cover and the table of contents, without boxes and ruled lines."""
        contents = [place for place, line in enumerate(self.lines) if _refers_to_page(line)]
        start = contents[-1] + 1 if contents else self._after_cover()
        text = [line for line in self.lines[start:] if not line.paragraph.format.borders.any]
        blocks = len(self.document.blocks)
        closing = self._finder.find((), self.document.blocks)
        return Part(0, HANDOUT, 0, blocks, Heading(), Opening(), find_pieces(text), closing, self._tables(0, blocks))

    def _after_cover(self) -> int:
        breaks = (
            place
            for place, line in enumerate(self.lines)
            if place and (line.paragraph.format.page_break_before or line.paragraph.breaks_page)
        )
        return next(breaks, 0)


def _refers_to_page(line: Line) -> bool:
    return any(found.name == "PAGEREF" for found in line.paragraph.fields)


def _subject(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...], Line | None, int]:
    """The lines under the name up to the hyphens, or while they are centred; the note of an attached document apart."""
    subject: list[Line] = []
    note: list[Line] = []
    for place, line in enumerate(lines):
        if not line.has:
            continue
        if _SEPARATOR.fullmatch(line.text):
            return tuple(subject), tuple(note), line, place + 1
        centered = line.paragraph.format.align == "center"
        if not centered or line.side != "full" or len(subject) >= _SUBJECT_LINES:
            separator = next((other for other in lines[place : place + 2] if _SEPARATOR.fullmatch(other.text)), None)
            return tuple(subject), tuple(note), separator, place
        (note if note or _NOTE.match(line.text) else subject).append(line)
    return tuple(subject), tuple(note), None, len(lines)


def _addressees(lines: Sequence[Line]) -> Iterator[Line]:
    """The words "Kính gửi" and the names after it, when they stand before the text."""
    for place, line in enumerate(lines[:_ADDRESSEE_LINES]):
        if line.letters.startswith(_ADDRESSEE):
            yield line
            for other in lines[place + 1 :]:
                if not (other.has and other.text.startswith("-")):
                    return
                yield other


def _without(lines: Sequence[Line], others: Sequence[Line | None]) -> list[Line]:
    return [line for line in lines if not any(line is other for other in others)]
