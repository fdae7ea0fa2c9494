"""What happens to typed text at the door: harmless noise is normalised, what cannot be kept is refused.

Normalised: decomposed letters (to NFC), line ends of every kind, tabs and exotic spaces (to a space), invisible characters
(zero width, direction marks, soft hyphens), runs of spaces, blank lines. Refused, because a document that is to be signed
cannot carry them: control characters, half surrogates, characters that XML forbids and the mark of lost text (U+FFFD).
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_PLAIN = re.compile(r"[\n\x20-\x7e\u00c0-\u01b0\u1ea0-\u1ef9]*")
_ZERO_WIDTH_JOINER = "\u200d"
_SOFT_HYPHEN = "\u00ad"
_OLD_LETTERS = re.compile("[¡-¬®¯±´µ¶¸¹»-¿ÆÇËÎÏÑÖ×ØÛÜÞßæçëîïñö÷øûüþ]")
"""Signs that stand for letters in text typed before Unicode: there the soft hyphen is the letter ư (TCVN3)."""
_FIRST_PICTOGRAPH = "\u2190"


def clean_text(text: str) -> str:
    """Text of one or more lines: every line is one paragraph of the document."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    if not _PLAIN.fullmatch(text):
        text = _without_invisible(text)
    text = _SPACES.sub(" ", text)
    if not _PLAIN.fullmatch(text):
        _refuse_unprintable(text)
    lines = (line.strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def clean_line(text: str) -> str:
    """Text of one line: line breaks become spaces."""
    return " ".join(clean_text(text).split("\n"))


def _without_invisible(text: str) -> str:
    """Drop format characters (category Cf), but keep those that say something."""
    is_old = _OLD_LETTERS.search(text) is not None
    return "".join(
        letter
        for place, letter in enumerate(text)
        if unicodedata.category(letter) != "Cf"
        or (letter == _SOFT_HYPHEN and is_old)
        or (letter == _ZERO_WIDTH_JOINER and _joins_pictographs(text, place))
    )


def _joins_pictographs(text: str, place: int) -> bool:
    return min(text[place - 1 : place] or " ", text[place + 1 : place + 2] or " ") >= _FIRST_PICTOGRAPH


def _refuse_unprintable(text: str) -> None:
    for letter in text:
        if letter == "\ufffd":
            raise ValueError("có ký tự hỏng “\ufffd” (chữ đã mất khi sao chép); gõ lại chỗ đó")
        if (unicodedata.category(letter) in {"Cc", "Cs"} and letter != "\n") or letter in "\ufffe\uffff":
            raise ValueError(f"có ký tự điều khiển không in được (U+{ord(letter):04X}); xóa ký tự đó rồi gõ lại")
