"""The door: a .docx as a document with effective formatting, read-only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docgen.docx.package import open_package
from docgen.docx.view.numbering import Counter
from docgen.docx.view.paragraphs import Paragraph, Story
from docgen.docx.view.parts import Parts
from docgen.docx.view.properties import paragraph_props
from docgen.docx.view.sections import Header, PageKind, Section, references
from docgen.docx.view.settings import Settings, read_settings
from docgen.docx.view.styles import StyleSheet
from docgen.docx.view.tables import Block, Table, blocks_of, paragraphs_of, text_boxes
from docgen.docx.view.theme import read_theme
from docgen.docx.xml import Element, w


@dataclass(frozen=True, eq=False)
class Document:
    """A document as it is seen. Nothing is computed before it is asked for."""

    parts: Parts = field(repr=False)

    @cached_property
    def settings(self) -> Settings:
        """What the settings part says."""
        return read_settings(self.parts.root_by_role("settings"))

    @cached_property
    def styles(self) -> StyleSheet:
        """The style sheet, with theme and numbering."""
        theme = read_theme(self.parts.root_by_role("theme"), self.settings.theme_languages, self.settings.color_mapping)
        return StyleSheet(self.parts.root_by_role("styles"), self.parts.root_by_role("numbering"), theme)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs and tables of the body."""
        body = self.parts.root(self.parts.main).find(w("body"))
        return () if body is None else tuple(blocks_of(body, self._story(self.parts.main)))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of the body in reading order, those in tables included."""
        return paragraphs_of(self.blocks)

    @property
    def tables(self) -> Iterator[Table]:
        """The tables of the body, those inside others left out."""
        return (block for block in self.blocks if isinstance(block, Table))

    @cached_property
    def text_boxes(self) -> tuple[tuple[Block, ...], ...]:
        """The contents of the text boxes of the body."""
        return tuple(box for paragraph in self.paragraphs for box in text_boxes(paragraph))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections with their blocks, headers and footers."""
        found: list[Section] = []
        for properties, blocks in self._divided():
            before = found[-1] if found else None
            found.append(
                Section(
                    len(found),
                    properties,
                    self.settings,
                    tuple(blocks),
                    self._inherited(properties, "headerReference", before.headers if before else {}),
                    self._inherited(properties, "footerReference", before.footers if before else {}),
                )
            )
        return tuple(found)

    @property
    def everything(self) -> Iterator[Paragraph]:
        """Every paragraph that can be seen anywhere: body, text boxes, headers and footers, each once."""
        yield from self.paragraphs
        for box in self.text_boxes:
            yield from paragraphs_of(box)
        seen: set[str] = set()
        for section in self.sections:
            for header in (*section.headers.values(), *section.footers.values()):
                if header.part not in seen:
                    seen.add(header.part)
                    yield from header.paragraphs

    def _divided(self) -> Iterator[tuple[Element, list[Block]]]:
        """The blocks of each section with its properties; the last properties stand at the end of the body (17.6.17)."""
        blocks: list[Block] = []
        for block in self.blocks:
            blocks.append(block)
            if isinstance(block, Paragraph) and block.section_properties is not None:
                yield block.section_properties, blocks
                blocks = []
        last = self.parts.root(self.parts.main).find(f"{w('body')}/{w('sectPr')}")
        if last is not None:
            yield last, blocks
        elif blocks:
            yield self.parts.root(self.parts.main), blocks

    def _inherited(self, properties: Element, name: str, before: Mapping[PageKind, Header]) -> dict[PageKind, Header]:
        """The headers that a section names, over those of the section before (17.10.5)."""
        found = dict(before)
        for kind, identifier in references(properties, name).items():
            if (part := self.parts.target(self.parts.main, identifier)) is not None:
                found[kind] = self._header(part)
        return found

    def _header(self, part: str) -> Header:
        if part not in self._headers:
            self._headers[part] = Header(part, tuple(blocks_of(self.parts.root(part), self._story(part))))
        return self._headers[part]

    @cached_property
    def _headers(self) -> dict[str, Header]:
        return {}

    def _story(self, part: str) -> Story:
        root = self.parts.root(part)
        order = {paragraph: place for place, paragraph in enumerate(root.iter(w("p")))}
        labels = _Labels(self.styles, order)
        return Story(part, self.styles, order, labels, self.settings.compatibility_mode)


class _Labels:
    """The list labels of a part, counted over all its paragraphs when the first one is asked for."""

    def __init__(self, styles: StyleSheet, order: Mapping[Element, int]) -> None:
        self._styles, self._order = styles, order

    def __call__(self, paragraph: Element) -> str:
        return self._all.get(paragraph, "")

    @cached_property
    def _all(self) -> dict[Element, str]:
        counter, found = Counter(self._styles.numbering), {}
        for paragraph in self._order:
            properties = paragraph.find(w("pPr"))
            style = None if properties is None else properties.find(w("pStyle"))
            style_id = None if style is None else style.get(w("val"))
            if number := self._styles.number_of(style_id, paragraph_props(properties)):
                found[paragraph] = counter.next(number)
        return found


def view(data: bytes) -> Document:
    """A .docx to read; the file is checked as every file from outside is (`UnsafeFileError`)."""
    return Document(Parts(open_package(data)))


def view_parts(parts: Mapping[str, bytes]) -> Document:
    """The same for parts that are already unpacked."""
    return Document(Parts(parts))
