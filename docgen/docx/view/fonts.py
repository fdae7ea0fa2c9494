"""Which of the four fonts of a run a letter is shown in (ECMA-376 17.3.2.26).

A run names a font for each of four groups of letters. Vietnamese needs two of them: plain Latin letters use `ascii`, letters with
marks (â, ơ, ệ) use `hAnsi`. A document that sets only one of the two shows two fonts in one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Slot = Literal["ascii", "h_ansi", "east_asia", "cs"]

DEFAULT_FONT = "Times New Roman"
"""What Word takes when nothing in the document names a font."""

_COMPLEX_LETTERS = "\\u0590-\\u08ff\\u0900-\\u109f\\u1780-\\u17ff\\ufb1d-\\ufdff\\ufe70-\\ufeff"
_HAN_AND_HANGUL = "\\u1100-\\u11ff\\u2e80-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\U00020000-\\U0003ffff"
_EAST_ASIAN_LETTERS = _HAN_AND_HANGUL + "\\ufe30-\\ufe6f\\uff00-\\uffef"
_ASCII = re.compile(r"[\x00-\x7f]")
_COMPLEX = re.compile(f"[{_COMPLEX_LETTERS}]")
_EAST_ASIA = re.compile(f"[{_EAST_ASIAN_LETTERS}]")
_H_ANSI = re.compile(f"[^\\x00-\\x7f{_COMPLEX_LETTERS}{_EAST_ASIAN_LETTERS}]")
_BY_HINT = re.compile(r"[\u00a1-\u00ff\u02b0-\u04ff\u2000-\u2bff\ue000-\uf8ff]")
"""Signs that both groups have: East Asian where the run says so, Latin otherwise."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a run; `hint` is "eastAsia" when signs that both groups have belong to East Asian text."""

    ascii: str = DEFAULT_FONT
    h_ansi: str = DEFAULT_FONT
    east_asia: str = DEFAULT_FONT
    cs: str = DEFAULT_FONT
    hint: str = ""

    def used_by(self, text: str, *, complex_script: bool = False) -> frozenset[str]:
        """The fonts in which the letters of `text` are shown; white space has none."""
        if complex_script:
            return frozenset({self.cs} if text.strip() else ())
        return frozenset(getattr(self, slot) for slot in slots_of(text, self.hint))


def slots_of(text: str, hint: str = "") -> tuple[Slot, ...]:
    """The groups of letters that occur in `text`."""
    text = "".join(text.split())
    found: list[Slot] = []
    if _ASCII.search(text):
        found.append("ascii")
    plain = _BY_HINT.sub("", text) if hint == "eastAsia" else text
    if _H_ANSI.search(plain):
        found.append("h_ansi")
    if _EAST_ASIA.search(text) or len(plain) < len(text):
        found.append("east_asia")
    if _COMPLEX.search(text):
        found.append("cs")
    return tuple(found)
