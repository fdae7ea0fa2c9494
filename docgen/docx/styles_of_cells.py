"""What the style of a cell makes of its value: a day of a number, zeros before it, letters of an old font."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docgen.docx.texts_of_cells import OldText, font_of, old_text
from docgen.vietnamese.legacy import Encoding

_DAYS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
"""The formats of days that Excel knows by number."""
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DAY = re.compile(r"[dy]|mmm", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,30}")
_LONGEST_FORMAT = 255


@dataclass(frozen=True, slots=True)
class Look:
    """One style: whether numbers in it are days, how many digits it shows at least, what its font makes of letters."""

    is_day: bool = False
    digits: int = 0
    encoding: Encoding | None = None
    capitals: bool = False

    def worded(self, text: str) -> str:
        """A text as its font has it."""
        if self.encoding is None or isinstance(text, OldText):
            return text
        return old_text(text, self.encoding, capitals=self.capitals)

    def padded(self, number: float) -> Any:
        """A number as people see it where its format writes zeros before it: 099164000105."""
        return f"{number:0{self.digits}d}" if self.digits and isinstance(number, int) and number >= 0 else number


def looks_of(root: Any) -> tuple[Look, ...]:
    """The styles of a workbook by number."""
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in _children(root, "numFmts")}
    fonts = [next((name.get("val", "") for name in font if name.tag.endswith("}name")), "") for font in _children(root, "fonts")]
    return tuple(_look(style, formats, fonts) for style in _children(root, "cellXfs"))


def _children(root: Any, name: str) -> list[Any]:
    return next((list(one) for one in root if one.tag.rpartition("}")[2] == name), [])


def _look(style: Any, formats: dict[str, str], fonts: list[str]) -> Look:
    number = style.get("numFmtId", "0")
    written = formats.get(number, "")[:_LONGEST_FORMAT].partition(";")[0]
    is_day = _DAY.search(_SAID.sub("", written)) is not None if number in formats else number.isdecimal() and int(number) in _DAYS
    digits = len(written) if _ZEROS.fullmatch(written) else 0
    place = style.get("fontId", "0")
    font = font_of(fonts[int(place)]) if place.isdecimal() and int(place) < len(fonts) else None
    return Look(is_day, digits, *(font or (None, False)))
