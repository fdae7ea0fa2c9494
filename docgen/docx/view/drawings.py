"""Things drawn on a page: lines, pictures, text boxes, in the new markup and in the old one (ECMA-376 20.4; part 4, 19.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from docgen.docx.units import TWIPS_PER_MM, TWIPS_PER_PT
from docgen.docx.view import measures
from docgen.docx.view.inline import flattened
from docgen.docx.xml import Element, w

Kind = Literal["line", "shape", "picture", "text_box", "group"]

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_DRAWING, _PICT, _OBJECT = w("drawing"), w("pict"), w("object")
_LINE_SHAPES = frozenset({"line", "straightConnector1", "lineInv"})
_OLD_LINE_TYPE = "#_x0000_t32"
_LENGTH = re.compile(r"(-?(?:\d+(?:\.\d+)?|\.\d+))\s*(mm|cm|in|pt|px|pc)?")
_PT_PER_MM = TWIPS_PER_MM / TWIPS_PER_PT
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 1 / _PT_PER_MM, "px": 25.4 / 96, "pc": 12 / _PT_PER_MM}
_EMU_PER_PT = 12_700
_DEFAULT_LINE_PT = 0.75


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawn thing. Where it floats, `x_mm`, `y_mm` are offsets from `x_from`, `y_from` (column, margin, page, paragraph)."""

    kind: Kind
    width_mm: float
    height_mm: float
    inline: bool = True
    x_mm: float | None = None
    x_from: str = ""
    x_align: str = ""
    y_mm: float | None = None
    y_from: str = ""
    line_pt: float = 0.0
    line_dash: str = "solid"
    contents: tuple[Element, ...] = field(default=(), repr=False)
    """The `w:txbxContent` of text boxes; `text_boxes` of the paragraph gives them as blocks."""

    @property
    def horizontal_line(self) -> bool:
        """Whether it is a line that runs across."""
        return self.kind == "line" and self.height_mm < self.width_mm / 10


def drawings_of(paragraph: Element) -> Iterator[Drawing]:
    """The drawings anchored in a paragraph, those inside its text boxes left out."""
    for run in paragraph.iter(w("r")):
        if _owner(run) is not paragraph:
            continue
        for child in flattened(run):
            if child.tag == _DRAWING:
                yield from (_placed(frame) for frame in child.iterfind("*"))
            elif child.tag in {_PICT, _OBJECT}:
                yield from (shape for element in child if (shape := _old(element)) is not None)


def _owner(run: Element) -> Element | None:
    return next(run.iterancestors(w("p")), None)


def _placed(frame: Element) -> Drawing:
    """A `wp:inline` or a `wp:anchor`."""
    extent = frame.find(f"{_WP}extent")
    width, height = (0.0, 0.0) if extent is None else (measures.emu_mm(extent.get("cx")), measures.emu_mm(extent.get("cy")))
    x, x_from, x_align = _position(frame.find(f"{_WP}positionH"))
    y, y_from, _ = _position(frame.find(f"{_WP}positionV"))
    line_pt, dash = _outline(frame)
    return Drawing(
        _kind(frame), width, height, frame.tag == f"{_WP}inline", x, x_from, x_align, y, y_from, line_pt, dash, _contents(frame)
    )  # fmt: skip


def _position(place: Element | None) -> tuple[float | None, str, str]:
    if place is None:
        return None, "", ""
    offset, align = place.find(f"{_WP}posOffset"), place.find(f"{_WP}align")
    shift = None if offset is None else measures.emu_mm(offset.text)
    return shift, place.get("relativeFrom", ""), "" if align is None else (align.text or "")


def _kind(frame: Element) -> Kind:
    shapes = list(frame.iter(f"{_WPS}wsp"))
    if len(shapes) > 1:
        return "group"
    if not shapes:
        return "picture"
    geometry = shapes[0].find(f".//{_A}prstGeom")
    if shapes[0].find(f"{_WPS}cNvCnPr") is not None or (geometry is not None and geometry.get("prst") in _LINE_SHAPES):
        return "line"
    return "text_box" if _contents(frame) else "shape"


def _outline(frame: Element) -> tuple[float, str]:
    """Width and dash of the line; a shape that leaves its line to the theme is taken to have a thin solid one."""
    line = frame.find(f".//{_A}ln")
    if line is None:
        return _DEFAULT_LINE_PT, "solid"
    dash = line.find(f"{_A}prstDash")
    if line.find(f"{_A}noFill") is not None:
        return 0.0, "none"
    width = measures.number(line.get("w"))
    return _DEFAULT_LINE_PT if width is None else width / _EMU_PER_PT, "solid" if dash is None else dash.get("val", "solid")


def _contents(frame: Element) -> tuple[Element, ...]:
    return tuple(box for box in frame.iter(w("txbxContent")) if _outermost(box, frame))


def _outermost(box: Element, frame: Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is frame:
            return True
        if ancestor.tag == w("txbxContent"):
            return False
    return False


def _old(element: Element) -> Drawing | None:
    """A shape of VML: `v:line` has its ends, the others their size in a style attribute."""
    if not str(element.tag).startswith(_V) or element.tag == f"{_V}shapetype":
        return None
    style = _style(element.get("style", ""))
    width, height = _length(style.get("width")) or 0.0, _length(style.get("height")) or 0.0
    kind: Kind = "shape"
    if element.tag == f"{_V}line":
        kind = "line"
        width, height = _ends(element)
    elif element.get("type") == _OLD_LINE_TYPE or element.get(f"{_O}connectortype") == "straight":
        kind = "line"
    elif element.find(f"{_V}imagedata") is not None:
        kind = "picture"
    elif element.tag == f"{_V}group":
        kind = "group"
    elif _contents(element):
        kind = "text_box"
    weight = _length(element.get("strokeweight"))
    stroke = element.find(f"{_V}stroke")
    return Drawing(
        kind,
        width,
        height,
        style.get("position") != "absolute",
        x_mm=_length(style.get("margin-left")),
        x_from=style.get("mso-position-horizontal-relative", ""),
        y_mm=_length(style.get("margin-top")),
        y_from=style.get("mso-position-vertical-relative", ""),
        line_pt=_DEFAULT_LINE_PT if weight is None else weight * _PT_PER_MM,
        line_dash="solid" if stroke is None else stroke.get("dashstyle", "solid"),
        contents=_contents(element),
    )


def _style(text: str) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in text.split(";") if ":" in pair)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _length(text: str | None) -> float | None:
    """A length of VML to millimetres; a bare number counts pixels."""
    found = _LENGTH.fullmatch(text.strip()) if text else None
    return float(found[1]) * _MM[found[2] or "px"] if found else None


def _ends(line: Element) -> tuple[float, float]:
    start, end = (line.get(name, "0,0").split(",") for name in ("from", "to"))
    lengths = [abs((_length(b) or 0.0) - (_length(a) or 0.0)) for a, b in zip(start, end, strict=False)]
    return (lengths[0], lengths[1]) if len(lengths) > 1 else (0.0, 0.0)
