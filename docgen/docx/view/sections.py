"""Sections: paper, margins, page numbers, and which header stands on which page (ECMA-376 17.6, 17.10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from docgen.docx.view import measures
from docgen.docx.view.inline import Field
from docgen.docx.view.paragraphs import Paragraph
from docgen.docx.view.settings import Settings
from docgen.docx.view.tables import Block, paragraphs_of, text_boxes
from docgen.docx.xml import Element, R, w

PageKind = Literal["first", "default", "even"]
"""The first page of a section, odd pages (all others where even ones are not told apart), even pages."""

_LETTER_MM = (215.9, 279.4)
_MARGINS = ("top", "bottom", "left", "right", "header", "footer", "gutter")


@dataclass(frozen=True, slots=True)
class Margins:
    """From the edge of the paper to the text, binding gutter included; a negative margin in the file is a fixed one (17.6.11)."""

    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float


@dataclass(frozen=True, eq=False)
class Header:
    """One header or footer."""

    part: str
    blocks: tuple[Block, ...]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs, those in tables and text boxes included."""
        for paragraph in paragraphs_of(self.blocks):
            yield paragraph
            for box in text_boxes(paragraph):
                yield from paragraphs_of(box)

    @property
    def text(self) -> str:
        """Its text, a line for every paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def page_fields(self) -> Iterator[tuple[Paragraph, Field]]:
        """The fields that show the number of the page, with their paragraphs."""
        return ((paragraph, field) for paragraph in self.paragraphs for field in paragraph.fields if field.name == "PAGE")


@dataclass(frozen=True, eq=False)
class Section:
    """One section; `blocks` are what stands in it. `headers` and `footers` are already inherited from the sections before."""

    index: int
    element: Element = field(repr=False)
    settings: Settings = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    headers: Mapping[PageKind, Header]
    footers: Mapping[PageKind, Header]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs, those in tables included."""
        return paragraphs_of(self.blocks)

    @property
    def tables(self) -> Iterator[Block]:
        """Its tables, those inside others left out."""
        return (block for block in self.blocks if not isinstance(block, Paragraph))

    @cached_property
    def paper_mm(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        size = self.element.find(w("pgSz"))
        if size is None:
            return _LETTER_MM
        width, height = measures.mm(size.get(w("w"))), measures.mm(size.get(w("h")))
        return (width or _LETTER_MM[0], height or _LETTER_MM[1])

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than high; `w:orient` only tells the printer (17.6.13)."""
        return self.paper_mm[0] > self.paper_mm[1]

    @cached_property
    def margins(self) -> Margins:
        """Margins of a front side."""
        return self._margins(mirrored=False)

    @property
    def margins_back(self) -> Margins | None:
        """Margins of even pages where they are mirrored (17.15.1.57), else None."""
        return self._margins(mirrored=True) if self.settings.mirror_margins else None

    @property
    def text_width_mm(self) -> float:
        """Between the margins."""
        return self.paper_mm[0] - self.margins.left_mm - self.margins.right_mm

    @property
    def header_distance_mm(self) -> float:
        """From the top edge of the paper to the header."""
        return self._lengths["header"]

    @cached_property
    def first_page_differs(self) -> bool:
        """Whether the first page has a header and a footer of its own (17.10.6)."""
        return bool(measures.switch(self.element, "titlePg"))

    @cached_property
    def number_start(self) -> int | None:
        """The number of its first page; None goes on from the section before (17.6.12)."""
        found = self.element.find(w("pgNumType"))
        return None if found is None else measures.whole(found.get(w("start")))

    @cached_property
    def number_format(self) -> str:
        """decimal, lowerRoman, ... (17.18.59)."""
        found = self.element.find(w("pgNumType"))
        return "decimal" if found is None else found.get(w("fmt"), "decimal")

    @cached_property
    def break_kind(self) -> str:
        """How it begins: nextPage, continuous, oddPage, evenPage, nextColumn (17.6.22)."""
        return measures.value(self.element, "type") or "nextPage"

    @cached_property
    def columns(self) -> int:
        """Number of text columns (17.6.4)."""
        found = self.element.find(w("cols"))
        return 1 if found is None else measures.whole(found.get(w("num"))) or 1

    @property
    def page_kinds(self) -> tuple[PageKind, ...]:
        """The kinds of pages that this section tells apart."""
        first: tuple[PageKind, ...] = ("first",) if self.first_page_differs else ()
        return (*first, "default", "even") if self.settings.even_and_odd_headers else (*first, "default")

    def header_on(self, page: PageKind) -> Header | None:
        """The header that a page of this kind shows; None leaves its top empty (17.10.5)."""
        return self.headers.get(self._shown(page))

    def footer_on(self, page: PageKind) -> Header | None:
        """The footer that a page of this kind shows."""
        return self.footers.get(self._shown(page))

    def _shown(self, page: PageKind) -> PageKind:
        return page if page in self.page_kinds else "default"

    @cached_property
    def _lengths(self) -> dict[str, float]:
        found = self.element.find(w("pgMar"))
        return {name: 0.0 if found is None else measures.mm(found.get(w(name))) or 0.0 for name in _MARGINS}

    def _margins(self, *, mirrored: bool) -> Margins:
        lengths = self._lengths
        top, left, right = abs(lengths["top"]), lengths["left"], lengths["right"]
        if self.settings.gutter_at_top:
            top += lengths["gutter"]
        else:
            left += lengths["gutter"]
        if mirrored:
            left, right = right, left
        return Margins(top, abs(lengths["bottom"]), left, right)


def references(element: Element, name: str) -> dict[PageKind, str]:
    """Relationship ids of the headers (`headerReference`) or footers that a section names itself, by kind of page."""
    kinds: tuple[PageKind, ...] = ("first", "default", "even")
    found = {reference.get(w("type"), "default"): reference.get(f"{{{R}}}id", "") for reference in element.findall(w(name))}
    return {kind: found[kind] for kind in kinds if kind in found}
