"""Attribute values of WordprocessingML: lengths with or without a unit, switches, half points (ECMA-376 17.18, 22.9.2).

A value that is not what the standard allows reads as none, as if it were not written: files come from anywhere.
"""

from __future__ import annotations

import re

from docgen.docx.units import TWIPS_PER_MM, TWIPS_PER_PT
from docgen.docx.xml import Element, w

EMU_PER_MM = 36_000
_VAL = w("val")
_OFF = frozenset({"0", "false", "off"})
_DIGITS = r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})"
"""More digits than any length has; without a limit a number could be too long or too large to count with."""
_NUMBER = re.compile(f"({_DIGITS})%?")
_MEASURE = re.compile(f"({_DIGITS})(mm|cm|in|pt|pc|pi)?")
_HEX = re.compile("[0-9A-Fa-f]{1,8}")
_TWIPS = {"": 1.0, "mm": TWIPS_PER_MM, "cm": 10 * TWIPS_PER_MM, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


def on_off(element: Element) -> bool:
    """A switch (17.17.4): the element alone means on."""
    return element.get(_VAL, "1") not in _OFF


def switch(parent: Element | None, name: str) -> bool | None:
    """The switch `name` under `parent`, None when it is not there."""
    found = None if parent is None else parent.find(w(name))
    return None if found is None else on_off(found)


def value(parent: Element | None, name: str) -> str | None:
    """The `w:val` of the child `name`."""
    found = None if parent is None else parent.find(w(name))
    return None if found is None else found.get(_VAL)


def twips(text: str | None) -> float | None:
    """Twentieths of a point from a bare number (twips) or a number with its unit, as strict documents write it (22.9.2.15)."""
    found = _MEASURE.fullmatch(text.strip()) if text else None
    return float(found[1]) * _TWIPS[found[2] or ""] if found else None


def mm(text: str | None) -> float | None:
    """A length in twips, or with its unit, to millimetres."""
    found = twips(text)
    return None if found is None else found / TWIPS_PER_MM


def pt(text: str | None) -> float | None:
    """A length in twips, or with its unit, to points."""
    found = twips(text)
    return None if found is None else found / TWIPS_PER_PT


def half_points(text: str | None) -> float | None:
    """A font size to points: a bare number counts half points, a number with its unit is what it says."""
    if text and text.strip()[-1:].isalpha():
        return pt(text)
    found = number(text)
    return None if found is None else found / 2


def number(text: str | None) -> float | None:
    """A plain number; a percent sign is dropped."""
    found = _NUMBER.fullmatch(text.strip()) if text else None
    return float(found[1]) if found else None


def whole(text: str | None) -> int | None:
    """A plain whole number."""
    found = number(text)
    return None if found is None else int(found)


def hexadecimal(text: str | None) -> int | None:
    """A bit mask, a code of a sign, a share of a colour."""
    return int(text, 16) if text and _HEX.fullmatch(text) else None


def emu_mm(text: str | None) -> float:
    """English metric units (1/360 000 cm) to millimetres; nothing is 0."""
    return (number(text) or 0.0) / EMU_PER_MM
