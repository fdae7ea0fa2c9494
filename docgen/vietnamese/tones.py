"""The two ways to place a tone mark.

In open syllables that end in oa, oe or uy the old way ("cu") marks the first vowel (hòa, khỏe, thúy) and the new way
("moi") the second (hoà, khoẻ, thuý). Everywhere else both agree: hoàn, thuyền, khuỷu, của; and so after qu, whose u
belongs to the consonant: quý, quỷ. Both ways are correct; one document should keep to one.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Literal

from docgen.vietnamese.letters import TONES, nfc, put_tone
from docgen.vietnamese.syllables import INITIALS

Style = Literal["cu", "moi"]

_OTHER: dict[Style, Style] = {"cu": "moi", "moi": "cu"}


def _both_ways() -> list[tuple[str, str]]:
    """List the endings that differ, old way beside new way, in every mix of case: òa oà, òA oÀ, Òa Oà, ÒA OÀ, óa oá."""
    return [
        (put_tone(first, tone) + second, first + put_tone(second, tone))
        for pair in ("oa", "oe", "uy")
        for first, second in product((pair[0], pair[0].upper()), (pair[1], pair[1].upper()))
        for tone in TONES[1:]
    ]


_ENDINGS: dict[Style, dict[str, str]] = {
    "cu": dict(_both_ways()),
    "moi": {new: old for old, new in _both_ways()},
}
"""For each way its own endings, each with the same ending in the other way."""

# c, k, gh, gi and ngh do not stand before these rimes (the sound of c + uy is written quy).
_ONSETS = "|".join(initial for initial in INITIALS if initial not in {"c", "k", "gh", "gi", "ngh"})


def _whole_syllables(endings: dict[str, str]) -> re.Pattern[str]:
    """Match one of `endings` where its word is nothing but a syllable; an apostrophe inside a word joins: K'Hòa."""
    before, after = r"(?<![\w\u0300-\u036f])(?<!\w['’])", r"(?![\w\u0300-\u036f]|['’]\w)"
    return re.compile(f"{before}(?P<onset>(?i:{_ONSETS})?)(?P<ending>{'|'.join(endings)}){after}")


_SYLLABLES: dict[Style, re.Pattern[str]] = {style: _whole_syllables(endings) for style, endings in _ENDINGS.items()}


def to_style(text: str, style: Style) -> str:
    """Place every tone mark the one way. The result is NFC; foreign words, codes and misplaced marks stay."""
    other = _OTHER[style]
    return _SYLLABLES[other].sub(lambda found: found["onset"] + _ENDINGS[other][found["ending"]], nfc(text))


def syllables_of_style(text: str, style: Style) -> tuple[str, ...]:
    """List the syllables that are written this way and not the other, in order, repeats kept."""
    return tuple(found[0] for found in _SYLLABLES[style].finditer(nfc(text)))


def styles_of(text: str) -> frozenset[Style]:
    """Tell which ways the text uses: none when no syllable decides, both when it is inconsistent."""
    text = nfc(text)
    return frozenset(style for style, pattern in _SYLLABLES.items() if pattern.search(text))
