"""Tables, rows and cells, and the blocks (paragraphs and tables) that a body, a cell or a header is made of (ECMA-376 17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from docgen.docx.units import TWIPS_PER_MM
from docgen.docx.view import measures
from docgen.docx.view.formats import NO_BORDER, Border
from docgen.docx.view.inline import unwrapped
from docgen.docx.view.paragraphs import Paragraph, Story
from docgen.docx.view.styles import NO_TABLE, TableLayer
from docgen.docx.view.table_styles import Look, Position, TableStyle, read_borders, read_look, side_mm
from docgen.docx.xml import Element, w

_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_TBLPR, _TRPR, _TCPR = w("tblPr"), w("trPr"), w("tcPr")
_FIRST_MODE_WITHOUT_SHIFT = 15
_DEFAULT_MARGIN_MM = 115 / TWIPS_PER_MM
_FIFTIETHS = 50


@dataclass(frozen=True, eq=False)
class Cell:
    """One cell. A cell that goes on a merged one above has `continues_above`."""

    element: Element = field(repr=False)
    row: Row = field(repr=False)
    column: int
    """The grid column it begins at, from 0."""
    span: int

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What stands in it."""
        return tuple(blocks_of(self.element, self.row.table.story, self._layer))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs, those of tables inside it included."""
        return paragraphs_of(self.blocks)

    @property
    def text(self) -> str:
        """Its text, a line for every paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def width_mm(self) -> float:
        """Its own width where it has one, else that of its grid columns (17.4.71)."""
        found = None if self._properties is None else self._properties.find(w("tcW"))
        own = measures.mm(found.get(w("w"))) if found is not None and found.get(w("type"), "dxa") == "dxa" else None
        return own or sum(self.row.table.grid_mm[self.column : self.column + self.span])

    @property
    def left_mm(self) -> float:
        """From the left edge of the table."""
        return sum(self.row.table.grid_mm[: self.column])

    @cached_property
    def text_width_mm(self) -> float:
        """Its width less the cell margins."""
        return self.width_mm - self.margin_mm("left") - self.margin_mm("right")

    def margin_mm(self, side: str) -> float:
        """Between border and text: its own margin, the table's, that of the table style (17.4.42, 17.4.41)."""
        own = side_mm(None if self._properties is None else self._properties.find(w("tcMar")), side)
        return self.row.table.cell_margin_mm(side) if own is None else own

    @cached_property
    def continues_above(self) -> bool:
        """Whether it is part of the merged cell above it (17.4.84)."""
        merge = None if self._properties is None else self._properties.find(w("vMerge"))
        return merge is not None and merge.get(w("val"), "continue") == "continue"

    @cached_property
    def align(self) -> str:
        """top, center or bottom (17.4.83)."""
        return measures.value(self._properties, "vAlign") or "top"

    def border(self, side: str) -> Border:
        """The line on one side: the cell's own, that of the style's conditional part, else that of the table."""
        if (found := read_borders(self._own_borders).get(side)) is not None:
            return found
        table = self.row.table
        if table.style and (found := table.style.cell_borders(table.look, self._position).get(side)) is not None:
            return found
        return table.borders.get(self._table_side(side), NO_BORDER)

    @property
    def bordered(self) -> bool:
        """Whether any line is drawn around it."""
        return any(self.border(side).visible for side in ("top", "left", "bottom", "right"))

    @cached_property
    def _properties(self) -> Element | None:
        return self.element.find(_TCPR)

    @property
    def _own_borders(self) -> Element | None:
        return None if self._properties is None else self._properties.find(w("tcBorders"))

    @cached_property
    def _position(self) -> Position:
        table = self.row.table
        return Position(self.row.number, len(table.rows), self.column, len(table.grid_mm))

    @cached_property
    def _layer(self) -> TableLayer:
        table = self.row.table
        return table.style.layer(table.look, self._position) if table.style else NO_TABLE

    def _table_side(self, side: str) -> str:
        """Inside a table the lines of its grid are drawn, at its edge those of its frame."""
        place = self._position
        last = self.column + self.span
        outside = {
            "top": place.row == 0,
            "bottom": place.row == place.rows - 1,
            "left": self.column == 0,
            "right": last == place.columns,
        }
        return side if outside[side] else {"top": "insideH", "bottom": "insideH"}.get(side, "insideV")


@dataclass(frozen=True, eq=False)
class Row:
    """One row (17.4.78)."""

    element: Element = field(repr=False)
    table: Table = field(repr=False)
    number: int

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells from left to right."""
        cells = []
        column = measures.whole(measures.value(self._properties, "gridBefore")) or 0
        for element in _inside(self.element, _TC):
            span = max(measures.whole(measures.value(element.find(_TCPR), "gridSpan")) or 1, 1)
            cells.append(Cell(element, self, column, span))
            column += span
        return tuple(cells)

    @cached_property
    def is_header(self) -> bool:
        """Whether it is repeated at the top of every page; only the first rows of a table can be (17.4.49)."""
        return (
            bool(measures.switch(self._properties, "tblHeader"))
            and all(
                measures.switch(row._properties, "tblHeader")  # noqa: SLF001
                for row in self.table.rows[: self.number]
            )
        )

    @cached_property
    def cannot_split(self) -> bool:
        """Whether it stays on one page (17.4.6)."""
        return bool(measures.switch(self._properties, "cantSplit"))

    @cached_property
    def _properties(self) -> Element | None:
        return self.element.find(_TRPR)


@dataclass(frozen=True, eq=False)
class Table:
    """A table (17.4.37)."""

    element: Element = field(repr=False)
    story: Story = field(repr=False)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its rows; rows deleted with tracked changes are not seen (17.13.5.12)."""
        kept = (row for row in _inside(self.element, _TR) if row.find(f"{_TRPR}/{w('del')}") is None)
        return tuple(Row(row, self, number) for number, row in enumerate(kept))

    @property
    def cells(self) -> Iterator[Cell]:
        """All cells in reading order."""
        return (cell for row in self.rows for cell in row.cells)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All its paragraphs, those of tables inside it included."""
        return (paragraph for cell in self.cells for paragraph in cell.paragraphs)

    @cached_property
    def grid_mm(self) -> tuple[float, ...]:
        """The widths of its grid columns (17.4.48)."""
        return tuple(measures.mm(column.get(w("w"))) or 0.0 for column in self.element.findall(f"{w('tblGrid')}/{w('gridCol')}"))

    @property
    def width_mm(self) -> float:
        """The width of its grid, or the width it asks for where it has no grid."""
        return sum(self.grid_mm) or self.asked_width_mm or 0.0

    @cached_property
    def asked_width_mm(self) -> float | None:
        """`w:tblW` where it is a length (17.4.63)."""
        width = None if self._properties is None else self._properties.find(w("tblW"))
        return measures.mm(width.get(w("w"))) if width is not None and width.get(w("type"), "dxa") == "dxa" else None

    @cached_property
    def asked_width_percent(self) -> float | None:
        """`w:tblW` where it is a share of the text width, in fiftieths of a percent or with a percent sign (17.18.90)."""
        width = None if self._properties is None else self._properties.find(w("tblW"))
        if width is None or width.get(w("type")) != "pct":
            return None
        text = width.get(w("w"), "")
        found = measures.number(text)
        return found if found is None or text.endswith("%") else found / _FIFTIETHS

    @cached_property
    def indent_mm(self) -> float:
        """From the left margin to its left edge; before Word 2013 the text of the first cell stood at the margin (17.4.50)."""
        found = None if self._properties is None else self._properties.find(w("tblInd"))
        own = measures.mm(found.get(w("w"))) if found is not None and found.get(w("type"), "dxa") == "dxa" else None
        shift = 0.0 if self.story.compatibility_mode >= _FIRST_MODE_WITHOUT_SHIFT else self.cell_margin_mm("left")
        return (own or 0.0) - shift

    @cached_property
    def align(self) -> str:
        """left, center or right between the margins (17.4.28)."""
        return {"start": "left", "end": "right"}.get(found := measures.value(self._properties, "jc") or "left", found)

    @cached_property
    def floats(self) -> bool:
        """Whether text flows around it (17.4.57)."""
        return self._properties is not None and self._properties.find(w("tblpPr")) is not None

    @cached_property
    def style(self) -> TableStyle | None:
        """Its style with what that is based on."""
        chain = self.story.styles.chain(measures.value(self._properties, "tblStyle"), "table")
        return TableStyle(chain[-1].id, tuple(style.element for style in chain), self.story.styles) if chain else None

    @cached_property
    def look(self) -> Look:
        """Which conditional parts of the style it uses."""
        return read_look(None if self._properties is None else self._properties.find(w("tblLook")))

    @cached_property
    def borders(self) -> dict[str, Border]:
        """The lines of the whole table by side: its own over those of its style."""
        own = read_borders(None if self._properties is None else self._properties.find(w("tblBorders")))
        return {**(self.style.borders() if self.style else {}), **own}

    @cached_property
    def bordered(self) -> bool:
        """Whether lines are drawn in it: a table of data rather than one that only places text."""
        return any(cell.bordered for cell in self.cells)

    def cell_margin_mm(self, side: str) -> float:
        """The margin of cells that set none of their own."""
        own = side_mm(None if self._properties is None else self._properties.find(w("tblCellMar")), side)
        if own is None and self.style:
            own = self.style.margin_mm(side)
        if own is None:
            own = _DEFAULT_MARGIN_MM if side in {"left", "right"} else 0.0
        return own

    @cached_property
    def _properties(self) -> Element | None:
        return self.element.find(_TBLPR)


Block: TypeAlias = Paragraph | Table
"""What follows one another on a page."""


def blocks_of(parent: Element, story: Story, layer: TableLayer = NO_TABLE) -> Iterator[Block]:
    """The paragraphs and tables under `parent`, content controls and tracked insertions opened."""
    for child in parent:
        if child.tag == _P:
            yield Paragraph(child, story, layer)
        elif child.tag == _TBL:
            yield Table(child, story)
        elif child.tag == w("ins"):
            yield from blocks_of(child, story, layer)
        elif (inner := unwrapped(child)) is not None:
            yield from blocks_of(inner, story, layer)


def paragraphs_of(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Paragraph]:
    """All paragraphs in reading order, tables opened."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from block.paragraphs


def text_boxes(paragraph: Paragraph) -> Iterator[tuple[Block, ...]]:
    """The contents of the text boxes anchored in a paragraph."""
    for drawing in paragraph.drawings:
        for box in drawing.contents:
            yield tuple(blocks_of(box, paragraph.story))


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, those in content controls included."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif (inner := unwrapped(child)) is not None:
            yield from _inside(inner, tag)


__all__ = ["Block", "Cell", "Row", "Table", "blocks_of", "paragraphs_of", "text_boxes"]
