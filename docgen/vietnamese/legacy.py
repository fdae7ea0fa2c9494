"""Text of the fonts before Unicode: recognise it by font or by look, and turn it into Unicode.

Such text arrives as the bytes of the old encoding read as Latin-1: "§¶ng Céng s¶n" is TCVN3 (fonts .VnTime, .VnArial),
"Ñaûng Coäng saûn" is VNI (fonts VNI-Times, VNI-Helve); both say "Đảng Cộng sản".

TCVN3 (TCVN 5712:1993, set VN3, "ABC") has one character for one letter, but of the capitals only Ă Â Đ Ê Ô Ơ Ư: the
others are small letters in a font whose name ends in H and that draws capitals. VNI writes most letters as a base and a
second character for the marks, in both cases.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, Literal

from docgen.vietnamese.letters import TONES, VOWELS, nfc, put_tone
from docgen.vietnamese.syllables import is_syllable


class Encoding(StrEnum):
    """The two encodings that Vietnamese offices used before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"


TCVN3_TO_UNICODE: Final = {
    chr(start + offset): letter
    for start, letters in (
        (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
        (0xB5, "àảãáạ"),
        (0xBB, "ằẳẵắ"),
        (0xC6, "ặầẩẫấậè"),
        (0xCE, "ẻẽéẹềểễếệìỉ"),
        (0xDC, "ĩíịò"),
        (0xE1, "ỏõóọồổỗốộờởỡớợù"),
        (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
    )
    for offset, letter in enumerate(letters)
}


def _vni_small_letters() -> dict[str, str]:
    """VNI as its keyboard builds it; the marks are in the order of `TONES`, the first for no tone."""
    table = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ"}
    table |= zip("ìæóíò", "ìỉĩíị", strict=True)
    rows = [
        *((base, letter, "øûõùï", 1) for base, letter in zip("aeouôö", "aeouơư", strict=True)),
        ("y", "y", "øûõù", 1),
        *((base, letter, "âàåãáä", 0) for base, letter in zip("aeo", "âêô", strict=True)),
        ("a", "ă", "êèúüéë", 0),
    ]
    for base, letter, marks, first_tone in rows:
        table |= {base + mark: put_tone(letter, tone) for mark, tone in zip(marks, TONES[first_tone:], strict=False)}
    return table


def _vni() -> dict[str, str]:
    """Both cases, and a capital with a small mark, which Word makes of "aùnh" when it capitalises a word."""
    table = {}
    for code, letter in _vni_small_letters().items():
        table[code] = letter
        table[code.upper()] = letter.upper()
        table[code.capitalize()] = letter.upper()
    return table


VNI_TO_UNICODE: Final = _vni()

_VNI_CODES = re.compile("|".join(sorted(VNI_TO_UNICODE, key=len, reverse=True)))
_TCVN3_CODES = str.maketrans(TCVN3_TO_UNICODE)


def encoding_of_font(name: str) -> Encoding | None:
    """Tell the encoding that a font's name implies. VNtimes, SVNtimes (Vietware) and VPS fonts are other encodings."""
    name = name.strip().casefold()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni-") else None


def has_unicode_letters(text: str) -> bool:
    """Whether a text has letters that no encoding before Unicode had: it was typed in Unicode, whatever its font."""
    return _VIETNAMESE_ONLY.search(nfc(text)) is not None


def to_unicode(text: str, encoding: Encoding) -> str:
    """Turn text of one run of one font into Unicode (NFC).

    Characters that the encoding does not use stay, real Unicode letters too. Quotation marks « » and signs such as § or
    © are letters in TCVN3: do not pass text of other fonts.
    """
    if encoding is Encoding.TCVN3:
        text = text.translate(_TCVN3_CODES)
    else:
        text = _VNI_CODES.sub(lambda code: VNI_TO_UNICODE[code[0]], text)
    return nfc(text)


_WORD = re.compile(r"[A-Za-z\u00a1-\u024f\u1ea0-\u1ef9]+")
_VOWEL = re.compile(f"[{VOWELS}]|[^\\x00-\\x7fđ]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_VIETNAMESE_ONLY = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")

# What no language writes inside a word: a sign, a capital after a small letter, a small letter before a capital; for VNI
# a letter that VNI uses as a mark, after a vowel (few languages do).
_TELLING: Final = {
    Encoding.TCVN3: re.compile(r"[\u00a1-\u00bf×÷]|[a-z][À-Þ]|[à-þ][A-Z]"),
    Encoding.VNI: re.compile(r"[aeouyôö][àáâãäåèéêëïøùúûüõ]", re.IGNORECASE),
}
_FEWEST_WORDS = 2
_SMALLEST_SHARE = 0.6


def detect(text: str, fewest: int = _FEWEST_WORDS) -> Encoding | Literal["mixed"] | None:
    """Tell by its look whether text is in an old encoding; "mixed" when it also has letters that only Unicode has.

    Careful rather than keen: at least `fewest` different words must become Vietnamese syllables by the encoding and not be
    so already, they must be most of the words with marks that are not plain Vietnamese, and one must look like
    no language at all. With two, a text of one word is not judged: there only the font can tell.
    """
    text = nfc(text)
    if not any(telling.search(text) for telling in _TELLING.values()):  # most text ends here
        return None
    doubtful = {word for word in _WORD.findall(text) if _is_doubtful(word)}
    found = [encoding for encoding in Encoding if _reads_as(encoding, doubtful, fewest)]
    if not found:
        return None
    return "mixed" if _VIETNAMESE_ONLY.search(text) else found[0]


def _is_doubtful(word: str) -> bool:
    """Whether a word could be in an old encoding: ASCII letters among Latin-1 characters, not Vietnamese as it stands."""
    return not word.isascii() and max(word) <= "\u00fe" and bool(_ASCII_LETTER.search(word)) and not is_syllable(word)


def _reads_as(encoding: Encoding, doubtful: set[str], fewest: int) -> bool:
    decoded = {word: to_unicode(word, encoding).lower() for word in doubtful}
    # An abbreviation such as QĐ or HĐND speaks for nothing.
    judged = {word: reading for word, reading in decoded.items() if _VOWEL.search(reading)}
    read = {word: reading for word, reading in judged.items() if is_syllable(reading)}
    return (
        len(set(read.values())) >= fewest
        and len(read) >= _SMALLEST_SHARE * len(judged)
        and any(_TELLING[encoding].search(word) for word in read)
    )
