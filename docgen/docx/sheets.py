"""The cells of an .xlsx, row after row, as exactly as the file has them: whole numbers, days, and the font of each text.

Only for files that `docgen.docx.workbook` has looked through: it has refused what would fill the memory here. Texts typed for a
font of before Unicode (.VnTime, VNI-Times) come as `OldText`, which knows its letters: a single short word does not show them.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from docgen.docx.styles_of_cells import Look, looks_of
from docgen.docx.texts_of_cells import OldText, forget_before, texts_of, unescaped, words_of

MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_LAST_DAY = 2_958_465
_SINCE_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a workbook knows no zones
_SINCE_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001
_NEVER_WAS = 60
_LONGEST_NUMBER = 40
_EXACT = 15
"""Digits that Excel keeps of a number."""
_SHEET = "/worksheet"
_NAMESPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_IN_ROOT = re.compile(r"\{[^}]*\}")
_LETTERED = re.compile(r"[A-Za-z]{1,3}")

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One visible sheet: its title and the name of its part."""

    title: str
    name: str


class Book:
    """An open workbook; whatever it raises means that the file is not built as it should be."""

    def __init__(self, data: bytes) -> None:
        """Read the list of sheets; everything else is read when it is asked for."""
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        root = self._tree("xl/workbook.xml")
        self._targets = dict(self._relationships())
        settings = next(_named(root, "workbookPr"), None)
        self.since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        self.sheets = tuple(self._visible(root))

    def day(self, number: float) -> dt.date:
        """The day that Excel counts as `number`."""
        return self._moment(number).date()

    @cached_property
    def has_old_fonts(self) -> bool:
        """Whether some cell may be in a font of before Unicode."""
        return self._has_old_styles or any(isinstance(text, OldText) for text in self._texts)

    @cached_property
    def _has_old_styles(self) -> bool:
        return any(look.encoding for look in self._looks)

    def rows(self, sheet: Part, wide: int) -> Iterator[Cells]:
        """Every row of a sheet, blank ones too, with `wide` cells at most."""
        reached = 0
        with self._archive.open(sheet.name) as stream:
            tags = tuple(f"{space}row" for space in _NAMESPACES)
            for _, row in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
                number = _row_number(row.get("r"), reached + 1)
                if number > MOST_ROWS:
                    break
                yield from ((),) * (number - reached - 1)
                reached = number
                yield self._cells(row, wide)
                row.clear()
                forget_before(row)

    def _cells(self, row: Any, wide: int) -> Cells:
        """The cells of a row. The hot loop of reading: shared texts, which most cells are, take the short way."""
        found: list[Any] = []
        texts, plain = self._texts, not self._has_old_styles
        for cell in row:
            get = cell.get
            place, said = len(found), get("r")
            if said is not None and (place >= _READY or said.rstrip(_DIGITS) != _LETTERS[place]):
                place = _place_of(said)
            if place >= wide:
                continue
            is_shared = plain and get("t") == "s"
            value = texts[int(cell[-1].text)] if is_shared else self._value(cell) if len(cell) else None
            if place > len(found):
                found.extend((None,) * (place - len(found)))
            if place < len(found):
                found[place] = value
            else:
                found.append(value)
        return tuple(found)

    def _value(self, cell: Any) -> Any:
        kind, style = cell.get("t", "n"), cell.get("s")
        look = self._looks[int(style)] if style and self._looks else _PLAIN
        last = cell[-1]
        if last.tag not in _VALUES:
            last = next((one for one in cell if one.tag in _VALUES), last)
        if kind == "inlineStr":
            return look.worded(words_of(last))
        text = last.text
        if not text or last.tag not in _VALUES:
            return None
        if kind == "n":
            return self._number(text, look)
        if kind == "s":
            return look.worded(self._texts[int(text)])
        return look.worded(unescaped(text)) if kind == "str" else _of_kind(kind, text)

    def _number(self, text: str, look: Look) -> Any:
        """A number as it is kept: whole ones whole, days as days, and with the zeros that its format puts before it."""
        if len(text) > _LONGEST_NUMBER:
            raise ValueError(text[:_LONGEST_NUMBER])
        number = int(text) if text.isdecimal() and len(text) <= _EXACT else float(text)
        if look.is_day and 1 <= number <= _LAST_DAY:
            return self._moment(number)
        return look.padded(number)

    def _moment(self, number: float) -> dt.datetime:
        """Excel counts a 29 February 1900 that never was."""
        start = _SINCE_1904 if self.since_1904 else _SINCE_1900
        days = int(number) + (not self.since_1904 and number < _NEVER_WAS)
        return start + dt.timedelta(days=days, seconds=round(number % 1 * 86_400))

    @cached_property
    def _texts(self) -> list[str]:
        name = self._target("/sharedStrings", "xl/sharedStrings.xml")
        if name not in self._archive.namelist():
            return []
        with self._archive.open(name) as stream:
            return texts_of(stream, tuple(f"{space}si" for space in _NAMESPACES))

    @cached_property
    def _looks(self) -> tuple[Look, ...]:
        name = self._target("/styles", "xl/styles.xml")
        return looks_of(self._tree(name)) if name in self._archive.namelist() else ()

    def _target(self, kind: str, usual: str) -> str:
        return next((name for of, name in self._targets.values() if of.endswith(kind)), usual)

    def _relationships(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for one in self._tree("xl/_rels/workbook.xml.rels"):
            name = posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
            yield one.get("Id", ""), (one.get("Type", ""), name)

    def _visible(self, root: Any) -> Iterator[Part]:
        for sheet in _named(root, "sheet"):
            key = next((value for name, value in sheet.attrib.items() if _IN_ROOT.sub("", name) == "id"), "")
            kind, name = self._targets.get(key, ("", ""))
            if sheet.get("state", "visible") == "visible" and kind.endswith(_SHEET):
                yield Part(sheet.get("name", ""), name)

    def _tree(self, name: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self._archive.read(name), parser)


_PLAIN = Look()
_VALUES = frozenset(f"{space}{name}" for space in _NAMESPACES for name in ("v", "is"))
_DIGITS = "0123456789"
_PLACES: dict[str, int] = {}


def _named(owner: Any, name: str) -> Iterator[Any]:
    return owner.iter(*(f"{space}{name}" for space in _NAMESPACES)) if owner is not None else iter(())


def _row_number(said: str | None, following: int) -> int:
    """Rows count on when they say nothing, or go back."""
    return max(int(said), following) if said else following


def _of_kind(kind: str, text: str) -> Any:
    """The rarer kinds: yes or no, a day as text, an error."""
    if kind == "b":
        return text == "1"
    return dt.datetime.fromisoformat(text) if kind == "d" else text


def _place_of(said: str) -> int:
    """The place of a cell by its letters; the dictionary spares looking at the same letters again."""
    letters = said.rstrip(_DIGITS)
    known = _PLACES.get(letters)
    return _counted(letters) if known is None else known


def _counted(letters: str) -> int:
    if not _LETTERED.fullmatch(letters):
        raise ValueError(letters[:_LONGEST_NUMBER])
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    if place > _MOST_COLUMNS:
        raise ValueError(letters)
    return _PLACES.setdefault(letters, place - 1)


def _letters_of(place: int) -> str:
    high, low = divmod(place, 26)
    return (_letters_of(high - 1) if high else "") + chr(ord("A") + low)


_READY = 500
_LETTERS = tuple(map(_letters_of, range(_READY)))
