"""The Vietnamese alphabet as data, and how a letter and its tone come apart."""

from __future__ import annotations

from itertools import product
from unicodedata import normalize

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""Dictionary order. The four letters that Vietnamese does not have (f j w z) stand where Latin puts them."""

VOWELS = "aăâeêioôơuưy"

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""The combining marks in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng."""

_PARTS = {normalize("NFC", vowel + tone): (vowel, tone) for vowel, tone in product(VOWELS + VOWELS.upper(), TONES[1:])}


def nfc(text: str) -> str:
    """Return `text` with each letter and its marks as one character where Unicode has one."""
    return normalize("NFC", text)


def split_tone(letter: str) -> tuple[str, str]:
    """Take the tone off one NFC letter: ở -> (ơ, hỏi). Only vowels carry a tone: the tilde of ñ is none."""
    return _PARTS.get(letter, (letter, ""))


def put_tone(letter: str, tone: str) -> str:
    """Put a combining mark of `TONES` on one bare letter."""
    return nfc(letter + tone)
