"""A paragraph: its text as it is read, its runs, its fields, its effective formatting (ECMA-376 17.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docgen.docx.view import measures
from docgen.docx.view.drawings import Drawing, drawings_of
from docgen.docx.view.formats import ParagraphFormat, RunFormat
from docgen.docx.view.inline import PAGE_BREAK, Field, InlineReader, Run
from docgen.docx.view.properties import ParagraphProps, paragraph_props, run_props
from docgen.docx.view.styles import NO_TABLE, StyleSheet, TableLayer
from docgen.docx.xml import Element, w

_PPR, _RPR, _PSTYLE, _RSTYLE = w("pPr"), w("rPr"), w("pStyle"), w("rStyle")


@dataclass(frozen=True, eq=False)
class Story:
    """What the paragraphs of one part share. `order` numbers all `w:p` of the part as they come, `labels` gives list labels."""

    part: str
    styles: StyleSheet
    order: Mapping[Element, int] = field(repr=False)
    labels: Callable[[Element], str] = field(repr=False)
    compatibility_mode: int = 15


@dataclass(frozen=True, eq=False)
class Paragraph:
    """One paragraph; everything is computed when it is first asked for."""

    element: Element = field(repr=False)
    story: Story = field(repr=False)
    table: TableLayer = field(default=NO_TABLE, repr=False)

    @cached_property
    def index(self) -> int:
        """Its place among all paragraphs of the part, from 0, those in tables and text boxes included."""
        return self.story.order.get(self.element, -1)

    @cached_property
    def format(self) -> ParagraphFormat:
        """Effective formatting."""
        return self.story.styles.paragraph(self._style_id, self._direct, self.table)

    @cached_property
    def mark(self) -> RunFormat:
        """How the paragraph mark is formatted; it decides the height of an empty paragraph (17.3.1.29)."""
        return self._run_format(None if self._ppr is None else self._ppr.find(_RPR))

    @property
    def style_name(self) -> str:
        """The style as Word lists it."""
        return self.story.styles.style_name(self.format.style_id)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """What is seen, in reading order: no hidden and no deleted text."""
        return tuple(run for run in self._content[0] if not run.format.hidden)

    @cached_property
    def hidden_runs(self) -> tuple[Run, ...]:
        """Text that is there but not shown."""
        return tuple(run for run in self._content[0] if run.format.hidden)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that begin here."""
        return self._content[1]

    @cached_property
    def text(self) -> str:
        """The text as it is seen, without the list label: tabs as tabs, line breaks as newlines, page breaks as form feeds."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def label(self) -> str:
        """What the list puts before the text: "1.", "a)" or the sign of a bullet; empty outside lists."""
        return self.story.labels(self.element) if self.format.number else ""

    @cached_property
    def drawings(self) -> tuple[Drawing, ...]:
        """Lines, pictures and text boxes anchored here."""
        return tuple(drawings_of(self.element))

    @cached_property
    def across(self) -> str:
        """Where a one-line text stands: as its frame says, at the tab stop it begins with, else as it is aligned."""
        if (frame := self.format.frame) and frame.x_align:
            return {"inside": "left", "outside": "right"}.get(frame.x_align, frame.x_align)
        if leading := len(self.text) - len(self.text.lstrip("\t")):
            return self._tab_kind(leading)
        return self.format.align

    @cached_property
    def section_properties(self) -> Element | None:
        """The `w:sectPr` of the section that ends with this paragraph (17.6.18)."""
        return None if self._ppr is None else self._ppr.find(w("sectPr"))

    @cached_property
    def unseen(self) -> bool:
        """Whether nothing of it is seen, not even an empty line: hidden or deleted with its mark (17.13.5.15, 17.3.2.41)."""
        return not self.text and (self.mark.hidden or self._mark_deleted) and not self.drawings

    @property
    def empty(self) -> bool:
        """Whether it shows nothing: no letters, no drawing, no label, no break."""
        return not self.text.strip(" \t\n\xa0") and not self.drawings and not self.label

    @property
    def breaks_page(self) -> bool:
        """Whether a page break stands in it."""
        return PAGE_BREAK in self.text

    def _tab_kind(self, number: int) -> str:
        """What the `number`-th tab of the text leads to (17.3.1.38; a `w:ptab` carries its own kind, 17.3.3.23)."""
        tabs = [tab for tab in self.element.iter(w("tab"), w("ptab")) if _in_run(tab)]
        if number <= len(tabs) and (own := tabs[number - 1].get(w("alignment"))):
            return own
        stops = self.format.tabs
        return stops[number - 1].kind if number <= len(stops) else "left"

    @cached_property
    def _ppr(self) -> Element | None:
        return self.element.find(_PPR)

    @cached_property
    def _style_id(self) -> str | None:
        return measures.value(self._ppr, "pStyle")

    @cached_property
    def _direct(self) -> ParagraphProps:
        return paragraph_props(self._ppr)

    @property
    def _mark_deleted(self) -> bool:
        return self._ppr is not None and self._ppr.find(f"{_RPR}/{w('del')}") is not None

    @cached_property
    def _content(self) -> tuple[tuple[Run, ...], tuple[Field, ...]]:
        reader = InlineReader(lambda run: self._run_format(run.find(_RPR)))
        runs = tuple(reader.read(self.element))
        return runs, reader.finish()

    def _run_format(self, rpr: Element | None) -> RunFormat:
        styles = self.story.styles
        return styles.run(self._style_id, measures.value(rpr, "rStyle"), run_props(rpr, styles.theme), self.table)


def _in_run(tab: Element) -> bool:
    parent = tab.getparent()
    return parent is not None and parent.tag == w("r")
