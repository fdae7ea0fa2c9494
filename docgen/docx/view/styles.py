"""The cascade: document defaults, table style, paragraph style, list, character style, direct formatting (ECMA-376 17.7.2).

Formatting is a stack of partial properties; a higher one wins property by property. Two things are not that simple. A list gives
its indents at the height at which the list itself is given: below the paragraph style that names it, above all styles where the
paragraph does (17.9.22). And a toggle, such as bold, that styles of several levels set is on when an odd number of them says so;
direct formatting is final, and document defaults that say yes stay yes (17.7.3).

Not modelled: documents of Word 2007 whose table style overrules the size and alignment of the default paragraph style
(`overrideTableStyleFontSizeAndJustification` off).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from docgen.docx.view import measures
from docgen.docx.view.effective import paragraph_format, run_format
from docgen.docx.view.formats import NumberRef, ParagraphFormat, RunFormat, TabStop
from docgen.docx.view.numbering import Numbering
from docgen.docx.view.properties import TOGGLES, ParagraphProps, RunProps, paragraph_props, run_props
from docgen.docx.view.theme import Theme
from docgen.docx.xml import Element, w

_ID, _TYPE, _DEFAULT = w("styleId"), w("type"), w("default")
_NO_LIST = 0


@dataclass(frozen=True)
class Style:
    """One style definition (17.7.4.17)."""

    id: str
    type: str
    name: str
    based_on: str
    element: Element
    paragraph: ParagraphProps
    run: RunProps


@dataclass(frozen=True, slots=True)
class TableLayer:
    """What the table style says about the text of one cell (17.7.6); `key` tells layers apart."""

    key: tuple[str, tuple[str, ...]] = ("", ())
    paragraph: ParagraphProps = field(default_factory=ParagraphProps)
    run: RunProps = field(default_factory=RunProps)


NO_TABLE = TableLayer()


class StyleSheet:
    """The styles of a document, and what a paragraph or a run looks like under them."""

    def __init__(self, root: Element | None, numbering: Element | None, theme: Theme) -> None:
        """Read the styles part, and the numbering part that its paragraph styles refer to."""
        self.theme = theme
        self._elements = {} if root is None else {style.get(_ID, ""): style for style in root.findall(w("style"))}
        self._root = root
        self._styles: dict[str, Style] = {}
        self._chains: dict[tuple[str, str], tuple[Style, ...]] = {}
        self._paragraph_levels: dict[str, ParagraphProps] = {}
        self._run_levels: dict[tuple[str, str], RunProps] = {}
        self._plain: dict[tuple[object, str], ParagraphFormat] = {}
        self._bases: dict[tuple[object, str, str], tuple[RunProps, RunFormat]] = {}
        self.numbering = Numbering(numbering, theme, self._style_lists(root if numbering is not None else None))

    def chain(self, style_id: str | None, kind: str) -> tuple[Style, ...]:
        """The style and those it is based on, the most basic first; an unknown id means the default style of its type."""
        wanted = style_id if style_id and self._type(style_id) == kind else self.default(kind)
        key = (wanted, kind)
        if key not in self._chains:
            self._chains[key] = tuple(reversed(list(self._upwards(wanted, kind))))
        return self._chains[key]

    def default(self, kind: str) -> str:
        """Id of the style that a thing of this type has when it names none (17.7.4.17)."""
        return self._defaults.get(kind, "")

    def style_name(self, style_id: str) -> str:
        """What Word shows for a style id."""
        element = self._elements.get(style_id)
        return measures.value(element, "name") or style_id

    def number_of(self, style_id: str | None, direct: ParagraphProps) -> NumberRef | None:
        """The list of a paragraph: its own, or that of the nearest of its styles that names one."""
        list_id, owner = direct.get("list_id"), ""
        for style in reversed(self.chain(style_id, "paragraph")):
            if list_id is None and "list_id" in style.paragraph:
                list_id, owner = style.paragraph["list_id"], style.id
        if list_id is None or list_id == _NO_LIST:
            return None
        return NumberRef(list_id, self._list_level(list_id, owner, style_id, direct))

    def paragraph(self, style_id: str | None, direct: ParagraphProps, table: TableLayer = NO_TABLE) -> ParagraphFormat:
        """Effective formatting of a paragraph."""
        if direct:
            return self._formatted(style_id, direct, table)
        key = (table.key, style_id or "")
        if key not in self._plain:
            self._plain[key] = self._formatted(style_id, direct, table)
        return self._plain[key]

    def _formatted(self, style_id: str | None, direct: ParagraphProps, table: TableLayer) -> ParagraphFormat:
        number = self.number_of(style_id, direct)
        props = self._defaults_paragraph | table.paragraph | self._paragraph_level(style_id, direct, number)
        if number and "list_id" in direct and (level := self.numbering.level(number)):
            props |= level.paragraph
        props |= direct
        tabs = _merged_tabs(self._tab_layers(style_id, direct, number))
        chain = self.chain(style_id, "paragraph")
        return paragraph_format(chain[-1].id if chain else "", props, number, tabs)

    def run(self, p_style: str | None, r_style: str | None, direct: RunProps, table: TableLayer = NO_TABLE) -> RunFormat:
        """Effective formatting of a run in a paragraph with `p_style`."""
        key = (table.key, p_style or "", r_style or "")
        if key not in self._bases:
            base = self._styled_run(p_style, r_style, table)
            self._bases[key] = (base, run_format(base))
        base, styled = self._bases[key]
        return run_format(base | direct) if direct else styled

    # --- the levels ---

    def _styled_run(self, p_style: str | None, r_style: str | None, table: TableLayer) -> RunProps:
        levels = (table.run, self._run_level(p_style, "paragraph"), self._run_level(r_style, "character"))
        props = self._defaults_run | levels[0] | levels[1] | levels[2]
        for name in TOGGLES:
            said = [level[name] for level in levels if name in level]  # type: ignore[literal-required]
            if said or name in self._defaults_run:
                props[name] = bool(self._defaults_run.get(name)) or sum(said) % 2 == 1  # type: ignore[literal-required]
        return props

    def _run_level(self, style_id: str | None, kind: str) -> RunProps:
        key = (style_id or "", kind)
        if key not in self._run_levels:
            props: RunProps = {}
            for style in self.chain(style_id, kind):
                props |= style.run
            self._run_levels[key] = props
        return self._run_levels[key]

    def _paragraph_level(self, style_id: str | None, direct: ParagraphProps, number: NumberRef | None) -> ParagraphProps:
        """The paragraph styles with the list that one of them names, unless the paragraph names another."""
        listed = "list_id" not in direct and number is not None
        key = f"{style_id or ''}|{number if listed else ''}"
        if key not in self._paragraph_levels:
            props: ParagraphProps = {}
            owner = self._list_owner(style_id) if listed else None
            for style in self.chain(style_id, "paragraph"):
                if number and style is owner and (level := self.numbering.level(number)):
                    props |= level.paragraph
                props |= style.paragraph
            self._paragraph_levels[key] = props
        return self._paragraph_levels[key]

    def _list_owner(self, style_id: str | None) -> Style | None:
        chain = reversed(self.chain(style_id, "paragraph"))
        return next((style for style in chain if "list_id" in style.paragraph), None)

    def _list_level(self, list_id: int, owner: str, style_id: str | None, direct: ParagraphProps) -> int:
        """The level that the paragraph says, else the one the list keeps for its style, else the one the style says (17.9.23)."""
        if "list_level" in direct:
            return direct["list_level"]
        if owner:
            kept = self.numbering.level_of_style(list_id, style_id or "")
            if kept is None:
                kept = self.numbering.level_of_style(list_id, owner)
            if kept is not None:
                return kept
        said = [style.paragraph["list_level"] for style in self.chain(style_id, "paragraph") if "list_level" in style.paragraph]
        return said[-1] if said and owner else 0

    def _tab_layers(
        self, style_id: str | None, direct: ParagraphProps, number: NumberRef | None
    ) -> Iterator[tuple[TabStop, ...]]:
        for style in self.chain(style_id, "paragraph"):
            yield style.paragraph.get("tabs", ())
        if number and (level := self.numbering.level(number)):
            yield level.paragraph.get("tabs", ())
        yield direct.get("tabs", ())

    # --- reading ---

    @cached_property
    def _defaults(self) -> dict[str, str]:
        return {
            style.get(_TYPE, "paragraph"): name
            for name, style in self._elements.items()
            if style.get(_DEFAULT) in {"1", "true", "on"}
        }

    @cached_property
    def _defaults_run(self) -> RunProps:
        return run_props(self._document_default("rPrDefault", "rPr"), self.theme)

    @cached_property
    def _defaults_paragraph(self) -> ParagraphProps:
        return paragraph_props(self._document_default("pPrDefault", "pPr"))

    def _document_default(self, group: str, props: str) -> Element | None:
        return None if self._root is None else self._root.find(f"{w('docDefaults')}/{w(group)}/{w(props)}")

    def _type(self, style_id: str) -> str:
        element = self._elements.get(style_id)
        return "" if element is None else element.get(_TYPE, "paragraph")

    def _upwards(self, style_id: str, kind: str) -> Iterator[Style]:
        seen: set[str] = set()
        while style_id and style_id not in seen and self._type(style_id) == kind:
            seen.add(style_id)
            style = self._style(style_id)
            yield style
            style_id = style.based_on

    def _style(self, style_id: str) -> Style:
        if style_id not in self._styles:
            element = self._elements[style_id]
            self._styles[style_id] = Style(
                style_id,
                element.get(_TYPE, "paragraph"),
                measures.value(element, "name") or style_id,
                measures.value(element, "basedOn") or "",
                element,
                paragraph_props(element.find(w("pPr"))),
                run_props(element.find(w("rPr")), self.theme),
            )
        return self._styles[style_id]

    def _style_lists(self, root: Element | None) -> dict[str, int]:
        """The lists that numbering styles stand for."""
        if root is None:
            return {}
        path = f"{w('pPr')}/{w('numPr')}/{w('numId')}"
        found = {name: style.find(path) for name, style in self._elements.items() if style.get(_TYPE) == "numbering"}
        return {name: measures.whole(number.get(w("val"))) or 0 for name, number in found.items() if number is not None}


def _merged_tabs(layers: Iterator[tuple[TabStop, ...]]) -> tuple[TabStop, ...]:
    """Tab stops add up over the levels; `clear` takes one away (17.3.1.37)."""
    stops: dict[float, TabStop] = {}
    for layer in layers:
        for stop in layer:
            place = round(stop.position_mm, 2)
            if stop.kind == "clear":
                stops.pop(place, None)
            else:
                stops[place] = stop
    return tuple(stops[place] for place in sorted(stops))
