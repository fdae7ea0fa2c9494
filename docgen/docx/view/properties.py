"""`w:rPr` and `w:pPr` as partial formatting: only what stands there, ready to be laid over what comes from below.

Every key that is absent is inherited. `a | b` lays b over a; that is the whole arithmetic of the cascade except for the switches
of `TOGGLES`, which styles.py combines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypedDict

from docgen.docx.view import measures
from docgen.docx.view.formats import AUTO, Align, Border, Frame, LineRule, LineSpacing, TabStop
from docgen.docx.view.theme import Theme
from docgen.docx.xml import Element, w

AUTO_SPACE_PT = 14.0
"""What Word puts for automatic spacing before or after a paragraph (17.3.1.33 leaves it to the application)."""
_LINE_PT = 12.0


class RunProps(TypedDict, total=False):
    """Formatting of letters as far as one place says it. A toggle is a plain value here."""

    ascii: str
    h_ansi: str
    east_asia: str
    cs: str
    hint: str
    size_pt: float
    size_cs_pt: float
    bold: bool
    bold_cs: bool
    italic: bool
    italic_cs: bool
    underline: str
    strike: bool
    double_strike: bool
    caps: bool
    small_caps: bool
    hidden: bool
    color: str
    highlight: str
    shading: str
    vertical: str
    raised_pt: float
    char_spacing_pt: float
    scale_percent: float
    cs_run: bool
    rtl: bool


class ParagraphProps(TypedDict, total=False):
    """Formatting of a paragraph as far as one place says it."""

    align: Align
    left_mm: float
    right_mm: float
    first_line_mm: float
    indents_in_chars: bool
    before_pt: float
    after_pt: float
    before_auto: bool
    after_auto: bool
    line: LineSpacing
    contextual_spacing: bool
    keep_next: bool
    keep_lines: bool
    page_break_before: bool
    widow_control: bool
    outline_level: int
    border_top: Border
    border_left: Border
    border_bottom: Border
    border_right: Border
    border_between: Border
    tabs: tuple[TabStop, ...]
    list_id: int
    list_level: int
    frame: Frame
    shading: str
    right_to_left: bool


TOGGLES = ("bold", "bold_cs", "italic", "italic_cs", "caps", "small_caps", "strike", "hidden")
"""Switches that styles of different levels combine by exclusive or (17.7.3)."""

_SWITCHES = {
    w("b"): "bold",
    w("bCs"): "bold_cs",
    w("i"): "italic",
    w("iCs"): "italic_cs",
    w("caps"): "caps",
    w("smallCaps"): "small_caps",
    w("strike"): "strike",
    w("dstrike"): "double_strike",
    w("vanish"): "hidden",
    w("cs"): "cs_run",
    w("rtl"): "rtl",
}
_FONT_SLOTS = (("ascii", "asciiTheme"), ("hAnsi", "hAnsiTheme"), ("eastAsia", "eastAsiaTheme"), ("cs", "cstheme"))
_SLOT_KEYS = {"ascii": "ascii", "hAnsi": "h_ansi", "eastAsia": "east_asia", "cs": "cs"}
_ALIGNS: dict[str, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "justify",
    "distribute": "distribute", "thaiDistribute": "distribute", "lowKashida": "justify", "mediumKashida": "justify",
    "highKashida": "justify", "numTab": "left",
}  # fmt: skip
_LINE_RULES: dict[str, LineRule] = {"auto": "multiple", "exact": "exactly", "atLeast": "at_least"}
_PARAGRAPH_SWITCHES = {
    w("contextualSpacing"): "contextual_spacing",
    w("keepNext"): "keep_next",
    w("keepLines"): "keep_lines",
    w("pageBreakBefore"): "page_break_before",
    w("widowControl"): "widow_control",
    w("bidi"): "right_to_left",
}
_VAL, _COLOR, _FILL = w("val"), w("color"), w("fill")


def run_props(rpr: Element | None, theme: Theme) -> RunProps:
    """What a `w:rPr` says."""
    found: dict[str, object] = {}
    if rpr is None:
        return {}
    for child in rpr:
        if (name := _SWITCHES.get(str(child.tag))) is not None:
            found[name] = measures.on_off(child)
        elif (read := _RUN_READERS.get(str(child.tag))) is not None:
            found |= read(child, theme)
    return found  # type: ignore[return-value]


def _fonts(element: Element, theme: Theme) -> RunProps:
    """A theme font wins over a plain one in the same element (17.3.2.26)."""
    found: dict[str, str] = {}
    for slot, themed in _FONT_SLOTS:
        name = theme.fonts.get(element.get(w(themed), "")) or element.get(w(slot))
        if name:
            found[_SLOT_KEYS[slot]] = name
    if hint := element.get(w("hint")):
        found["hint"] = hint
    return found  # type: ignore[return-value]


def _size(element: Element, _theme: Theme) -> RunProps:
    size = measures.half_points(element.get(_VAL))
    return {} if size is None else {"size_pt": size}


def _size_cs(element: Element, _theme: Theme) -> RunProps:
    size = measures.half_points(element.get(_VAL))
    return {} if size is None else {"size_cs_pt": size}


def _color(element: Element, theme: Theme) -> RunProps:
    role = element.get(w("themeColor"))
    themed = theme.color(role, element.get(w("themeTint")), element.get(w("themeShade"))) if role else None
    return {"color": themed or _rgb(element.get(_VAL))}


def _rgb(text: str | None) -> str:
    return text.upper() if text and text.lower() != AUTO else AUTO


def _scale(element: Element, _theme: Theme) -> RunProps:
    percent = measures.number(element.get(_VAL))
    return {} if percent is None else {"scale_percent": percent}


_RUN_READERS: Mapping[str, Callable[[Element, Theme], RunProps]] = {
    w("rFonts"): _fonts,
    w("sz"): _size,
    w("szCs"): _size_cs,
    w("color"): _color,
    w("w"): _scale,
    w("u"): lambda element, _: RunProps(underline=element.get(_VAL, "single")),
    w("highlight"): lambda element, _: RunProps(highlight=element.get(_VAL, "none")),
    w("shd"): lambda element, _: RunProps(shading=fill(element)),
    w("vertAlign"): lambda element, _: RunProps(vertical=element.get(_VAL, "baseline")),
    w("position"): lambda element, _: RunProps(raised_pt=measures.half_points(element.get(_VAL)) or 0.0),
    w("spacing"): lambda element, _: RunProps(char_spacing_pt=measures.pt(element.get(_VAL)) or 0.0),
}


def fill(shading: Element) -> str:
    """The background colour of a `w:shd` (17.3.5): its fill, or its pattern colour where the pattern covers everything."""
    name = _COLOR if shading.get(_VAL) == "solid" else _FILL
    return _rgb(shading.get(name))


def paragraph_props(ppr: Element | None) -> ParagraphProps:
    """What a `w:pPr` says."""
    found: dict[str, object] = {}
    if ppr is None:
        return {}
    for child in ppr:
        if (name := _PARAGRAPH_SWITCHES.get(str(child.tag))) is not None:
            found[name] = measures.on_off(child)
        elif (read := _PARAGRAPH_READERS.get(str(child.tag))) is not None:
            found |= read(child)
    return found  # type: ignore[return-value]


def _align(element: Element) -> ParagraphProps:
    align = _ALIGNS.get(element.get(_VAL, ""))
    return {"align": align} if align else {}


def _indents(element: Element) -> ParagraphProps:
    """`start` and `left` are the same side here; a hanging indent wins over a first line in the same element (17.3.1.12)."""
    found: ParagraphProps = {}
    left = measures.mm(element.get(w("start")) or element.get(w("left")))
    right = measures.mm(element.get(w("end")) or element.get(w("right")))
    hanging, first = measures.mm(element.get(w("hanging"))), measures.mm(element.get(w("firstLine")))
    if left is not None:
        found["left_mm"] = left
    if right is not None:
        found["right_mm"] = right
    if hanging is not None:
        found["first_line_mm"] = -hanging
    elif first is not None:
        found["first_line_mm"] = first
    if any(str(name).endswith("Chars") and text != "0" for name, text in element.attrib.items()):
        found["indents_in_chars"] = True
    return found


def _spacing(element: Element) -> ParagraphProps:
    found: ParagraphProps = {}
    before, after = _space(element, "before"), _space(element, "after")
    if before is not None:
        found["before_pt"] = before
    if after is not None:
        found["after_pt"] = after
    for name in ("before", "after"):
        if (automatic := element.get(w(f"{name}Autospacing"))) is not None:
            found["before_auto" if name == "before" else "after_auto"] = automatic in {"1", "true", "on"}
    if (line := element.get(w("line"))) is not None:
        found["line"] = _line(line, element.get(w("lineRule"), "auto"))
    return found


def _space(element: Element, side: str) -> float | None:
    """Points before or after; counted in lines only where Word did not write the points beside it."""
    if (points := measures.pt(element.get(w(side)))) is not None:
        return points
    lines = measures.number(element.get(w(f"{side}Lines")))
    return None if lines is None else lines / 100 * _LINE_PT


def _line(text: str, rule: str) -> LineSpacing:
    kind = _LINE_RULES.get(rule, "multiple")
    if kind == "multiple":
        return LineSpacing("multiple", (measures.twips(text) or 240.0) / 240)
    return LineSpacing(kind, measures.pt(text) or 0.0)


def _borders(element: Element) -> ParagraphProps:
    names = {
        "top": "top",
        "left": "left",
        "start": "left",
        "bottom": "bottom",
        "right": "right",
        "end": "right",
        "between": "between",
    }
    known = ((names.get(str(side.tag).rpartition("}")[2]), side) for side in element)
    return {f"border_{name}": border(side) for name, side in known if name}  # type: ignore[return-value]


def border(side: Element) -> Border:
    """One line of a border; its width is in eighths of a point (17.3.4)."""
    return Border(
        side.get(_VAL, "none"),
        (measures.number(side.get(w("sz"))) or 0.0) / 8,
        measures.number(side.get(w("space"))) or 0.0,
        _rgb(side.get(_COLOR)),
    )


def _tabs(element: Element) -> ParagraphProps:
    stops = tuple(
        TabStop(measures.mm(stop.get(w("pos"))) or 0.0, stop.get(_VAL, "left"), stop.get(w("leader"), "none"))
        for stop in element.iterfind(w("tab"))
    )
    return {"tabs": stops}


def _number(element: Element) -> ParagraphProps:
    found: ParagraphProps = {}
    list_id, level = measures.whole(measures.value(element, "numId")), measures.whole(measures.value(element, "ilvl"))
    if list_id is not None:
        found["list_id"] = list_id
    if level is not None:
        found["list_level"] = level
    return found


def _outline(element: Element) -> ParagraphProps:
    level = measures.whole(element.get(_VAL))
    return {} if level is None else {"outline_level": level}


_PARAGRAPH_READERS: Mapping[str, Callable[[Element], ParagraphProps]] = {
    w("jc"): _align,
    w("ind"): _indents,
    w("spacing"): _spacing,
    w("pBdr"): _borders,
    w("tabs"): _tabs,
    w("numPr"): _number,
    w("outlineLvl"): _outline,
    w("shd"): lambda element: ParagraphProps(shading=fill(element)),
    w("framePr"): lambda element: ParagraphProps(frame=Frame(element.get(w("xAlign")), measures.mm(element.get(w("w"))))),
}
