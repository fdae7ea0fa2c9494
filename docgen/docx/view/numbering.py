"""Lists: what a level looks like, and the label before a paragraph ("1.", "a)"), counted in document order (ECMA-376 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from docgen.docx.view import measures
from docgen.docx.view.formats import NumberRef
from docgen.docx.view.properties import ParagraphProps, RunProps, paragraph_props, run_props
from docgen.docx.view.theme import Theme
from docgen.docx.xml import Element, w

_SLOT = re.compile(r"%([1-9])")
_LAST_NUMBER = 32_767
"""Where Word ends; a start beyond it would make letters or Roman numerals of any length."""
_LEVEL = w("ilvl")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (17.9.6)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """The label, with %1 for the number of the first level and so on."""
    restart: int | None = None
    """Count anew after this level (from 1) went on; 0 never, None after any higher one (17.9.10)."""
    legal: bool = False
    """Show all numbers as decimal (17.9.4)."""
    style_id: str = ""
    paragraph: ParagraphProps = field(default_factory=ParagraphProps)
    run: RunProps = field(default_factory=RunProps)


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A list instance (`w:num`): the definition it counts with, its levels, the starts that it sets itself."""

    definition: int
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a document by `w:numId`."""

    def __init__(self, root: Element | None, theme: Theme, style_lists: Mapping[str, int]) -> None:
        """Read the numbering part; `style_lists` says which list a numbering style stands for (17.9.21)."""
        self._theme, self._style_lists = theme, style_lists
        self._definitions = {} if root is None else _by_id(root, "abstractNum", "abstractNumId")
        self._instances = {} if root is None else _by_id(root, "num", "numId")
        self._lists: dict[int, ListInstance | None] = {}

    def list_of(self, list_id: int) -> ListInstance | None:
        """The list with this id, None when there is none."""
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def level(self, number: NumberRef) -> Level | None:
        """The level a paragraph stands on."""
        found = self.list_of(number.list_id)
        return found.levels.get(number.level) if found else None

    def level_of_style(self, list_id: int, style_id: str) -> int | None:
        """The level that belongs to a paragraph style (17.9.23)."""
        found = self.list_of(list_id)
        return next((place for place, level in found.levels.items() if level.style_id == style_id), None) if found else None

    def _read(self, list_id: int) -> ListInstance | None:
        instance = self._instances.get(list_id)
        definition_id = measures.whole(measures.value(instance, "abstractNumId"))
        if instance is None or definition_id is None:
            return None
        levels = dict(self._levels(definition_id, set()))
        starts: dict[int, int] = {}
        for override in instance.findall(w("lvlOverride")):
            place = measures.whole(override.get(_LEVEL)) or 0
            if (own := override.find(w("lvl"))) is not None:
                levels[place] = self._level(own)
            if (start := measures.whole(measures.value(override, "startOverride"))) is not None:
                starts[place] = start
                levels[place] = replace(levels.get(place, Level()), start=start)
        return ListInstance(definition_id, levels, starts)

    def _levels(self, definition_id: int, seen: set[int]) -> Mapping[int, Level]:
        """The levels of a definition, or of the one that its numbering style names (17.9.21)."""
        definition = self._definitions.get(definition_id)
        if definition is None or definition_id in seen:
            return {}
        linked = self._instances.get(self._style_lists.get(measures.value(definition, "numStyleLink") or "", -1))
        if linked is not None and (other := measures.whole(measures.value(linked, "abstractNumId"))) is not None:
            return self._levels(other, seen | {definition_id})
        return {measures.whole(level.get(_LEVEL)) or 0: self._level(level) for level in definition.findall(w("lvl"))}

    def _level(self, element: Element) -> Level:
        return Level(
            start=measures.whole(measures.value(element, "start")) or 0,
            format=measures.value(element, "numFmt") or "decimal",
            text=measures.value(element, "lvlText") or "",
            restart=measures.whole(measures.value(element, "lvlRestart")),
            legal=bool(measures.switch(element, "isLgl")),
            style_id=measures.value(element, "pStyle") or "",
            paragraph=paragraph_props(element.find(w("pPr"))),
            run=run_props(element.find(w("rPr")), self._theme),
        )


def _by_id(root: Element, name: str, attribute: str) -> dict[int, Element]:
    return {measures.whole(found.get(w(attribute))) or 0: found for found in root.findall(w(name))}


class Counter:
    """Counts the paragraphs of all lists; ask for every numbered paragraph once, in document order."""

    def __init__(self, numbering: Numbering) -> None:
        """Start before the first paragraph."""
        self._numbering = numbering
        self._counts: dict[int, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()

    def next(self, number: NumberRef) -> str:
        """Count one paragraph and give its label; a bullet is given as its sign."""
        found = self._numbering.list_of(number.list_id)
        level = found.levels.get(number.level) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.definition, {})
        counts[number.level] = self._advance(found, number, level, counts)
        for place in [place for place in counts if place > number.level and _restarts(found, place, number.level)]:
            del counts[place]
        return _label(found, level, counts)

    def _advance(self, found: ListInstance, number: NumberRef, level: Level, counts: Mapping[int, int]) -> int:
        """A list that sets its own start begins there the first time it is used (17.9.27)."""
        first_use = (number.list_id, number.level) not in self._started
        self._started.add((number.list_id, number.level))
        if number.level not in counts or (first_use and number.level in found.starts):
            return level.start
        return counts[number.level] + 1


def _restarts(found: ListInstance, place: int, after: int) -> bool:
    limit = found.levels.get(place, Level()).restart
    return limit is None or (limit != 0 and after < limit)


def _label(found: ListInstance, level: Level, counts: Mapping[int, int]) -> str:
    """The label; a higher level that has not been used yet shows the number before its first."""
    if level.format in {"bullet", "none"}:
        return _SLOT.sub("", level.text)

    def _show(slot: re.Match[str]) -> str:
        place = int(slot[1]) - 1
        own = found.levels.get(place, Level())
        return numeral(counts.get(place, own.start - 1), "decimal" if level.legal else own.format)

    return _SLOT.sub(_show, level.text)


def numeral(number: int, kind: str) -> str:
    """A number as Word writes it in a list (17.18.59); a kind that is not known here is shown in figures."""
    write = _NUMERALS.get(kind)
    return write(number) if write and 0 < number <= _LAST_NUMBER else str(number)


def _letters(number: int) -> str:
    """Letters a to z, then aa, bb, cc: Word repeats the letter, in the Latin alphabet (17.18.59)."""
    rounds, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (rounds + 1)


def _roman(number: int) -> str:
    digits = ""
    for size, symbol in _ROMAN:
        count, number = divmod(number, size)
        digits += symbol * count
    return digits


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_NUMERALS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}
