"""What a run or a paragraph looks like in the end (ECMA-376 17.3). Lengths end in `_mm` or `_pt`; defaults are those of Word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from docgen.docx.view.fonts import Fonts

Align = Literal["left", "center", "right", "justify", "distribute"]
LineRule = Literal["multiple", "exactly", "at_least"]

AUTO = "auto"
"""The colour that Word chooses itself: black on white paper."""

_INVISIBLE = frozenset({"nil", "none"})


@dataclass(frozen=True, slots=True)
class Border:
    """One side of a border (17.3.4); `style` is Word's word for it (single, double, dashed ...)."""

    style: str = "none"
    width_pt: float = 0.0
    space_pt: float = 0.0
    color: str = AUTO

    @property
    def visible(self) -> bool:
        """Whether a line is drawn."""
        return self.style not in _INVISIBLE


NO_BORDER = Border()


@dataclass(frozen=True, slots=True)
class ParagraphBorders:
    """The lines around a paragraph (17.3.1.24)."""

    top: Border = NO_BORDER
    left: Border = NO_BORDER
    bottom: Border = NO_BORDER
    right: Border = NO_BORDER
    between: Border = NO_BORDER

    @property
    def any(self) -> bool:
        """Whether any line is drawn."""
        return any(border.visible for border in (self.top, self.left, self.bottom, self.right, self.between))


@dataclass(frozen=True, slots=True)
class LineSpacing:
    """The line pitch (17.3.1.33): a multiple of single spacing, or points."""

    rule: LineRule = "multiple"
    value: float = 1.0


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop (17.3.1.37), measured from the margin."""

    position_mm: float
    kind: str
    leader: str = "none"


@dataclass(frozen=True, slots=True)
class Frame:
    """A paragraph that stands in a frame of its own (17.3.1.11): how it is placed across the page."""

    x_align: str | None = None
    width_mm: float | None = None


@dataclass(frozen=True, slots=True)
class NumberRef:
    """The list a paragraph belongs to, and its level from 0 (17.3.1.19)."""

    list_id: int
    level: int


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Effective formatting of letters (17.3.2). For text of a complex script, size and weight are those of that script."""

    fonts: Fonts = field(default_factory=Fonts)
    size_pt: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: str = "none"
    strike: bool = False
    caps: bool = False
    small_caps: bool = False
    hidden: bool = False
    color: str = AUTO
    """RRGGBB or "auto"."""
    highlight: str = "none"
    shading: str = AUTO
    vertical: str = "baseline"
    """baseline, superscript or subscript."""
    raised_pt: float = 0.0
    char_spacing_pt: float = 0.0
    """Added to every letter."""
    scale_percent: float = 100.0
    complex_script: bool = False

    @property
    def underlined(self) -> bool:
        """Whether a line stands under the letters."""
        return self.underline != "none"


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """Effective formatting of a paragraph (17.3.1). A hanging first line has a negative `first_line_mm`."""

    style_id: str = ""
    align: Align = "left"
    left_mm: float = 0.0
    right_mm: float = 0.0
    first_line_mm: float = 0.0
    indents_in_chars: bool = False
    """The document also counts indents in characters (firstLineChars ...); only the lengths are read."""
    before_pt: float = 0.0
    after_pt: float = 0.0
    before_auto: bool = False
    after_auto: bool = False
    line: LineSpacing = field(default_factory=LineSpacing)
    contextual_spacing: bool = False
    """No space between paragraphs of the same style."""
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    outline_level: int | None = None
    """From 0; None is body text."""
    borders: ParagraphBorders = field(default_factory=ParagraphBorders)
    tabs: tuple[TabStop, ...] = ()
    number: NumberRef | None = None
    frame: Frame | None = None
    shading: str = AUTO
    right_to_left: bool = False
