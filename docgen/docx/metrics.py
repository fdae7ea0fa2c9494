"""How wide a line of Times New Roman is, from the advance widths of its letters (the same in every metric-compatible font).

Needed where the standard ties a length to a text: the rule under the title is exactly as long as the title. Tone and vowel marks
do not change the width of a letter; the horn of ơ and ư does.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import combinations, pairwise

TEXT_WIDTH_MM = 165.0
"""Between the margins of a portrait page."""

HEADING_COLUMNS_MM = (76.5, 92.5)
"""Left and right column of the heading. Together 2 mm wider than the text on each side, as Word sets a table by default: the
longest common names ("ĐẢNG BỘ XÃ VÂN THƯỢNG SƠN", "Vân Thượng Sơn, ngày 03 tháng 11 năm 2026") then stay on one line."""

_UNITS_PER_EM = 2048
_MOST_WORDS = 16
_TOO_WIDE = 1e9
_HORN = "\u031b"
_WITH_HORN = {"O": "Ơ", "o": "ơ", "U": "Ư", "u": "ư"}

_REGULAR = {
    369: "'",
    410: "|",
    512: " ,.",
    569: "/:;\\ijlt",
    682: "!()-I[]`fr‘’·",
    797: "Js",
    836: '"',
    909: "?acez“”",
    961: "^",
    983: "{}",
    1024: "#$*0123456789_bdghknopquvxyđ–",
    1083: "ơ",
    1108: "~",
    1110: "ư",
    1139: "FPS",
    1155: "+<=>",
    1251: "ELTZ",
    1366: "BCR",
    1479: "ADGHKNOQUVXYwĐƠ",
    1589: "Ư",
    1593: "&m",
    1706: "%",
    1821: "M",
    1886: "@",
    1933: "W",
    2048: "—…",
}
_BOLD = {
    451: "|",
    512: " ,.",
    569: "'/\\il",
    682: "!()-:;[]`fjt‘’",
    683: "·",
    797: "Is",
    807: "{}",
    909: "cerz",
    1024: "#$*0123456789?J_agovxy–“”",
    1065: "~",
    1134: "ơ",
    1137: '"',
    1139: "Sbdhknpquđ",
    1167: "+<=>",
    1190: "^",
    1229: "ư",
    1251: "FP",
    1366: "BELTZ",
    1479: "ACDNRUVXYwĐ",
    1593: "GHKOQƠ",
    1630: "Ư",
    1706: "&m",
    1905: "@",
    1933: "M",
    2048: "%W—…",
}
_ITALIC = {
    438: "'",
    512: " ,.·",
    563: "|",
    569: "/\\fijlt",
    682: "!()-:;I`‘’",
    797: "[]rsz",
    819: "{}",
    860: '"',
    864: "^",
    909: "Jcekvxy",
    1024: "#$*0123456789?S_abdghnopquđ–",
    1093: "ơ",
    1108: "~",
    1117: "ư",
    1139: "LTYZ“”",
    1251: "ABEFPRVX",
    1366: "CKNw",
    1382: "+<=>",
    1479: "DGHOQUmĐƠ",
    1544: "Ư",
    1593: "&",
    1706: "%MW",
    1821: "—…",
    1884: "@",
}
_WIDTHS = {
    name: {letter: width for width, letters in table.items() for letter in letters}
    for name, table in (("upright", _REGULAR), ("bold", _BOLD), ("italic", _ITALIC))
}


@lru_cache(maxsize=1024)
def text_width_pt(text: str, size_pt: float, style: str = "upright") -> float:
    """Width in points of one line; `style` is upright, bold or italic. Letters outside the table count as wide as an "n"."""
    widths = _WIDTHS[style]
    return (
        sum(widths.get(_skeleton(letter), widths["n"]) for letter in unicodedata.normalize("NFC", text)) * size_pt / _UNITS_PER_EM
    )


@lru_cache(maxsize=1024)
def _skeleton(letter: str) -> str:
    """The letter without tone and vowel marks, horn kept: ấ -> a, ợ -> ơ."""
    base, marks = (decomposed := unicodedata.normalize("NFD", letter))[0], decomposed[1:]
    return _WITH_HORN.get(base, base) if _HORN in marks else base


def balanced_lines(
    text: str, width_pt: float, size_pt: float, style: str = "upright", natural: frozenset[str] = frozenset()
) -> list[str]:
    """Break `text` into as few lines as fit, and those as even as can be: no single word left over on the last line.

    Lines had better begin with one of the `natural` words or pairs of words; for that, one line more is allowed:
    "ĐẠI HỘI CHI BỘ / THÔN LÀNG GIÀNG / NHIỆM KỲ 2027 - 2030".
    """
    words = text.split(" ")
    lines = _greedy(words, width_pt, size_pt, style)
    if len(lines) == 1 or len(words) > _MOST_WORDS:
        return lines
    space = text_width_pt(" ", size_pt, style)
    widths = [text_width_pt(word, size_pt, style) + space for word in words]

    def badness(starts: tuple[int, ...]) -> float:
        """How uneven the lines are; unnatural breaks and lines that do not fit count heavily."""
        rooms = [width_pt + space - sum(widths[first:after]) for first, after in pairwise((0, *starts, len(words)))]
        unnatural = sum(not natural & {words[start], " ".join(words[start : start + 2])} for start in starts)
        return sum(room**2 if room >= 0 else _TOO_WIDE for room in rooms) / len(rooms) + unnatural * width_pt**2

    counts = (len(lines), len(lines) + 1) if natural else (len(lines),)
    ways = (starts for count in counts for starts in combinations(range(1, len(words)), count - 1))
    starts = min(ways, key=badness)
    return [" ".join(words[first:after]) for first, after in pairwise((0, *starts, len(words)))]


def _greedy(words: list[str], width_pt: float, size_pt: float, style: str) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if text_width_pt(longer, size_pt, style) <= width_pt:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
