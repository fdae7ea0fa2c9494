"""The components of a document as they were found: each is there or None, none is judged here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from docgen.check.layout.lines import Line
from docgen.check.layout.plans import Plan
from docgen.docx.view import Paragraph, Table

Role = Literal[
    "ground", "deciding", "chapter", "chapter_name", "section", "section_name", "article", "clause", "point", "roman", "numbered",
    "dash", "form", "text", "centered",
]  # fmt: skip
RuleKind = Literal["border", "drawing", "underline", "characters"]


@dataclass(frozen=True, slots=True)
class TitleRule:
    """The line under the title of the Party: how it is made, how long it is, whether it is solid."""

    kind: RuleKind
    length_mm: float
    solid: bool
    at: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """Boxes 1 to 4 and the marks under the number."""

    title: Line | None = None
    rule: TitleRule | None = None
    upper: tuple[Line, ...] = ()
    """The superior body."""
    issuer: tuple[Line, ...] = ()
    star: Line | None = None
    body_rule: Line | None = None
    """A line drawn under the issuing body, which should not be there."""
    number: Line | None = None
    place_date: tuple[Line, ...] = ()
    below_number: tuple[Line, ...] = ()
    """What stands under the number: marks, the subject of a công văn."""
    national: tuple[Line, ...] = ()
    """Quốc hiệu, Tiêu ngữ."""

    @property
    def found(self) -> bool:
        """Whether there is anything of a heading."""
        return self.title is not None or bool(self.issuer) or self.number is not None


@dataclass(frozen=True, slots=True)
class Opening:
    """Box 5: name of the kind, subject, the note of an attached document, the five hyphens."""

    kind: str | None = None
    """Id of the Party's kind that the name says."""
    name: Line | None = None
    subject: tuple[Line, ...] = ()
    note: tuple[Line, ...] = ()
    separator: Line | None = None
    addressees: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the text. `number` counts chapters, articles and clauses, `mark` is the number or letter as printed."""

    line: Line
    role: Role
    mark: str = ""
    number: int | None = None
    label: str = ""
    """What stands before the text itself: "Điều 1.", "a)"."""

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph."""
        return self.line.paragraph


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One block: the line of authority (or of the role, in minutes), posts, name; `lines` are all of them with the empty ones."""

    authority: Line
    posts: tuple[Line, ...]
    name: Line | None
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Closing:
    """The end: signatures and recipients. `blocks` from left to right."""

    blocks: tuple[SignatureBlock, ...] = ()
    table: Table | None = None
    before: Paragraph | None = None
    """The paragraph just before the block."""
    recipients: Line | None = None
    items: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A document, or one attached to it, with a heading of its own. `first`, `last` are its blocks in the body."""

    index: int
    plan: Plan
    first: int
    last: int
    heading: Heading
    opening: Opening
    pieces: tuple[Piece, ...] = field(repr=False)
    closing: Closing
    tables: tuple[Table, ...] = field(repr=False)
    """Tables of data."""

    @property
    def attached(self) -> bool:
        """Whether another document promulgates it."""
        return self.index > 0
