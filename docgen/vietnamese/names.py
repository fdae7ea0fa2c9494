"""Personal names: tidy them, put them in Vietnamese order, compare them, search them."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from docgen.vietnamese.letters import ALPHABET, TONES, nfc, split_tone

LetterKey = tuple[int, int, str]
SyllableKey = tuple[tuple[LetterKey, ...], tuple[int, ...]]
NameKey = tuple[SyllableKey, ...]

_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff")
_ONE_APOSTROPHE = str.maketrans("‘’ʼʹ‐‑", "''''--")
_SYLLABLE_START = re.compile(r"(?<![^\W_])(?<![\u0300-\u036f])[^\W\d_]")
_MARKS = re.compile("[\u0300-\u036f]")
_STROKES = str.maketrans("đĐ", "dD")


def normalise(name: str) -> str:
    """Tidy a typed name: NFC, single spaces, no invisible characters; capitals only where the case says nothing.

    A name that is all small or all capital letters gets a capital at each syllable, after an apostrophe or hyphen too
    (H'LINH -> H'Linh). A name of mixed case is a decision of its bearer and keeps it: K'sor, Y-Bhăm, Nguyễn Văn a.
    """
    name = " ".join(nfc(name).translate(_INVISIBLE).split())
    if not (name.islower() or name.isupper()):
        return name
    return nfc(_SYLLABLE_START.sub(lambda start: start[0].upper(), name.lower()))


def wrong_case(name: str) -> tuple[str, str]:
    """What is wrong with how a name is written, and the tidy name; both empty where nothing is."""
    tidy = normalise(name)
    if tidy == name:
        return "", ""
    wrong = "viết không hoa chữ đầu" if name.islower() else "viết hoa cả tên" if name.isupper() else "có dấu cách thừa"
    return wrong, tidy


def sort_key(name: str) -> NameKey:
    """Order names as a Vietnamese list does: by tên (the last syllable), then from họ on through the rest.

    Two syllables are compared by their letters, a ă â b c d đ e ê ..., and only when all are equal by their tone:
    ngang, huyền, hỏi, ngã, sắc, nặng. Case and the place of the tone mark do not count: two names have the same key
    exactly when they have the same `loose_key`.
    """
    syllables = [_syllable_key(syllable) for syllable in _folded(name)]
    return (*syllables[-1:], *syllables[:-1])


def loose_key(name: str) -> str:
    """Give a key that is equal for two spellings of one name: case, spaces, apostrophes, hoà or hòa do not count.

    For comparing, not for showing: the tone is a number behind the syllable, nguyên~3 văn an, so that it does not
    matter above which vowel it was typed (Hoàng, Hòang).
    """
    return " ".join(map(_loose_syllable, _folded(name)))


def without_marks(text: str) -> str:
    """Strip every tone, hat, horn and stroke, as people type into a search box: Đặng Thị Hường -> Dang Thi Huong."""
    return nfc(_MARKS.sub("", normalize("NFD", text))).translate(_STROKES)


def _folded(name: str) -> list[str]:
    return nfc(nfc(name).translate(_INVISIBLE).translate(_ONE_APOSTROPHE).lower()).split()


def _parts(syllable: str) -> tuple[str, tuple[int, ...]]:
    """Bare letters of a syllable, and the rank of its tone; none for ngang, and more than one only in a misspelling."""
    pairs = [split_tone(char) for char in syllable]
    return "".join(letter for letter, _ in pairs), tuple(TONES.index(tone) for _, tone in pairs if tone)


@lru_cache(maxsize=4_096)
def _loose_syllable(syllable: str) -> str:
    letters, tones = _parts(syllable)
    return f"{letters}~{''.join(map(str, tones))}" if tones else letters


def _syllable_key(syllable: str) -> SyllableKey:
    letters, tones = _parts(syllable)
    return tuple(map(_letter_key, letters)), tones


def _letter_key(letter: str) -> LetterKey:
    """Place apostrophes, hyphens and digits before all letters, ç after c, letters of other scripts last."""
    base = letter if letter in ALPHABET else normalize("NFD", letter)[0]
    if base in ALPHABET:
        return 1, ALPHABET.index(base), letter.removeprefix(base)
    return (2 if letter.isalpha() else 0), 0, letter
