"""Table styles: the whole table, and the parts that rows and columns of it are given (ECMA-376 17.7.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docgen.docx.view import measures
from docgen.docx.view.formats import Border
from docgen.docx.view.properties import ParagraphProps, RunProps, border, paragraph_props, run_props
from docgen.docx.view.styles import StyleSheet, TableLayer
from docgen.docx.xml import Element, w

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_SAME_SIDE = {"start": "left", "end": "right"}

_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400}
_ON = frozenset({"1", "true", "on"})
Borders = Mapping[str, Border]


@dataclass(frozen=True, slots=True)
class Look:
    """Which parts of its style a table uses (`w:tblLook`, 17.4.55)."""

    first_row: bool = False
    last_row: bool = False
    first_column: bool = False
    last_column: bool = False
    rows_banded: bool = False
    columns_banded: bool = False


def read_look(element: Element | None) -> Look:
    """Single attributes as Word 2010 and later write them, or the older bit mask."""
    if element is None:
        return Look()
    mask = measures.hexadecimal(element.get(w("val"))) or 0
    said = {name: element.get(w(name)) for name in _LOOK_BITS}
    on = {name for name, bit in _LOOK_BITS.items() if said[name] in _ON or (said[name] is None and mask & bit)}
    return Look(
        "firstRow" in on, "lastRow" in on, "firstColumn" in on, "lastColumn" in on, "noHBand" not in on, "noVBand" not in on
    )


@dataclass(frozen=True, slots=True)
class Position:
    """Where a cell stands in its table, all counted from 0."""

    row: int
    rows: int
    column: int
    columns: int


@dataclass(frozen=True)
class TableStyle:
    """A table style; `elements` are its definition and those it is based on, the most basic first."""

    id: str
    elements: tuple[Element, ...]
    sheet: StyleSheet
    _layers: dict[tuple[str, ...], TableLayer] = field(default_factory=dict, repr=False, compare=False)

    def layer(self, look: Look, place: Position) -> TableLayer:
        """What the style says about the text of a cell at `place`."""
        parts = tuple(self.parts(look, place))
        if parts not in self._layers:
            self._layers[parts] = self._read_layer(parts)
        return self._layers[parts]

    def borders(self) -> Borders:
        """The lines of the whole table."""
        found: dict[str, Border] = {}
        for element in self.elements:
            found |= read_borders(element.find(f"{w('tblPr')}/{w('tblBorders')}"))
        return found

    def cell_borders(self, look: Look, place: Position) -> Borders:
        """The lines that the whole table and its conditional parts give a cell of their own."""
        found: dict[str, Border] = {}
        for element in self.elements:
            found |= read_borders(element.find(f"{w('tcPr')}/{w('tcBorders')}"))
        for part in self.parts(look, place):
            for element in self._conditions(part):
                found |= read_borders(element.find(f"{w('tcPr')}/{w('tcBorders')}"))
        return found

    def margin_mm(self, side: str) -> float | None:
        """The cell margin that the style sets on a side."""
        found = None
        for element in self.elements:
            margins = element.find(f"{w('tblPr')}/{w('tblCellMar')}")
            found = side_mm(margins, side) if side_mm(margins, side) is not None else found
        return found

    def parts(self, look: Look, place: Position) -> Iterator[str]:
        """The conditional parts that apply, later ones stronger (17.7.6)."""
        rows, columns = self._bands("tblStyleRowBandSize"), self._bands("tblStyleColBandSize")
        edges = (
            (look.first_row and place.row == 0, "firstRow"),
            (look.last_row and place.row == place.rows - 1, "lastRow"),
            (look.first_column and place.column == 0, "firstCol"),
            (look.last_column and place.column == place.columns - 1, "lastCol"),
        )
        on = {name for applies, name in edges if applies}
        if look.columns_banded and not on & {"firstCol", "lastCol"}:
            yield f"band{(place.column - look.first_column) // columns % 2 + 1}Vert"
        if look.rows_banded and not on & {"firstRow", "lastRow"}:
            yield f"band{(place.row - look.first_row) // rows % 2 + 1}Horz"
        yield from (name for _, name in edges if name in on)
        corners = (("firstRow", "firstCol", "nwCell"), ("firstRow", "lastCol", "neCell"), ("lastRow", "firstCol", "swCell"))
        yield from (name for row, column, name in (*corners, ("lastRow", "lastCol", "seCell")) if {row, column} <= on)

    def _read_layer(self, parts: tuple[str, ...]) -> TableLayer:
        paragraph: ParagraphProps = {}
        run: RunProps = {}
        conditions = (condition for part in ("wholeTable", *parts) for condition in self._conditions(part))
        for element in (*self.elements, *conditions):
            paragraph |= paragraph_props(element.find(w("pPr")))
            run |= run_props(element.find(w("rPr")), self.sheet.theme)
        return TableLayer((self.id, parts), paragraph, run)

    def _bands(self, name: str) -> int:
        sizes = [measures.whole(measures.value(element.find(w("tblPr")), name)) for element in self.elements]
        return next((size for size in reversed(sizes) if size), 1)

    def _conditions(self, part: str) -> Iterator[Element]:
        for element in self.elements:
            yield from (found for found in element.findall(w("tblStylePr")) if found.get(w("type")) == part)


def read_borders(element: Element | None) -> dict[str, Border]:
    """The sides that a `w:tblBorders` or `w:tcBorders` names."""
    if element is None:
        return {}
    sides = ((str(side.tag).rpartition("}")[2], side) for side in element)
    return {_SAME_SIDE.get(name, name): border(side) for name, side in sides}


def side_mm(margins: Element | None, side: str) -> float | None:
    """One side of a `w:tblCellMar` or `w:tcMar`."""
    if margins is None:
        return None
    other = {"left": "start", "right": "end"}.get(side, side)
    for name in (side, other):
        if (found := margins.find(w(name))) is not None:
            return measures.mm(found.get(w("w")))
    return None
