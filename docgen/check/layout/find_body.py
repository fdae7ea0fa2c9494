"""Tell what each paragraph of the text is: căn cứ, chương, điều, khoản, điểm, đề mục, or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.check.layout.components import Piece, Role
from docgen.check.layout.lines import Line

_GROUND = re.compile(r"(?:[-–—•+]\s*)?(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b", re.IGNORECASE)
_DASH = re.compile(r"[-–—•+]\s*\S")
_DECIDING = re.compile(r"[^.;,]{0,120}\b(?:quyết định|quyết nghị)\s*:?", re.IGNORECASE)
_CHAPTER = re.compile(
    r"(?P<label>(?i:Chương|Phần)\s+(?P<mark>[IVXLC]+|\d{1,6}|(?i:thứ)\s+\S+(?:\s\S+)?))\s*[.:–-]?\s*(?P<name>.*)"
)
_SECTION = re.compile(r"(?P<label>(?i:Mục)\s+(?P<mark>[IVX]+|\d{1,6}))\s*[.:–-]?\s*(?P<name>.*)")
_ARTICLE = re.compile(r"(?P<label>Điều\s+(?P<mark>\d{1,6})\s*[.:]?)\s*(?P<name>.*)", re.IGNORECASE)
_CLAUSE = re.compile(r"(?P<label>(?P<mark>\d{1,2})\s*[.)-])\s+(?P<name>\S.*)")
_POINT = re.compile(r"(?P<label>(?P<mark>[a-zđ])\s*[).])\s*(?P<name>\S.*)")
_ROMAN = re.compile(r"(?P<label>(?P<mark>[IVX]+)\s*[.)–-]+)\s*(?P<name>\S.*)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_DOTS = "....."
_LETTERS_IN_CHAPTER_NAME = 200


def find_pieces(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """The pieces of the text in these lines; empty ones and lines in layout tables are left out."""
    plain = [line for line in lines if line.cell is None and line.has]
    has_articles = any(_ARTICLE.match(line.text) for line in plain)
    grounds = _count_grounds(plain)
    pieces: list[Piece] = []
    for place, line in enumerate(plain):
        if place < grounds:
            pieces.append(Piece(line, "ground"))
        else:
            pieces.append(_piece(line, pieces[-1] if pieces else None, has_articles=has_articles))
    return tuple(pieces)


def _count_grounds(lines: Sequence[Line]) -> int:
    """How many lines at the beginning are căn cứ: those that say so, and the dashes between and after them."""
    if not lines or not _GROUND.match(lines[0].text):
        return 0
    count = 0
    for line in lines:
        if not (_GROUND.match(line.text) or _DASH.match(line.text)):
            break
        count += 1
    return count


def _piece(line: Line, before: Piece | None, *, has_articles: bool) -> Piece:
    if before and _names_what_is_above(line, before):
        return Piece(line, "chapter_name" if before.role in {"chapter", "chapter_name"} else "section_name")
    for role, pattern in _patterns(has_articles=has_articles):
        if (found := pattern.match(line.text)) and (role not in {"chapter", "section"} or _heads(line, found["name"])):
            return Piece(line, role, found["mark"], _number(role, found["mark"]), found["label"])
    if has_articles and line.side == "full" and _DECIDING.fullmatch(line.text) and _centered(line):
        return Piece(line, "deciding")
    if _DASH.match(line.text):
        return Piece(line, "dash")
    if _is_form(line):
        return Piece(line, "form")
    return Piece(line, "centered" if _centered(line) else "text")


def _names_what_is_above(line: Line, before: Piece) -> bool:
    """The name of a chapter stands under its number, on one line or more."""
    alone = before.role in {"chapter", "section"} and before.line.text.rstrip(".:") == before.label.rstrip(".: ")
    goes_on = before.role in {"chapter_name", "section_name"} and _centered(line) and line.capitals
    starts = any(pattern.match(line.text) for pattern in (_ARTICLE, _CHAPTER, _SECTION, _CLAUSE))
    return (alone or goes_on) and not starts and len(line.text) < _LETTERS_IN_CHAPTER_NAME


def _patterns(*, has_articles: bool) -> Iterator[tuple[Role, re.Pattern[str]]]:
    yield "chapter", _CHAPTER
    yield "section", _SECTION
    yield "article", _ARTICLE
    yield "roman", _ROMAN
    yield "clause" if has_articles else "numbered", _CLAUSE
    yield "point", _POINT


def _heads(line: Line, name: str) -> bool:
    """Whether "Chương I" opens a chapter here, rather than a sentence about it."""
    return name == name.upper() or _centered(line)


def _number(role: Role, mark: str) -> int | None:
    if mark.isdigit():
        return int(mark)
    if role in {"chapter", "section", "roman"}:
        return _ordinal(mark) if mark.lower().startswith("thứ") else roman_value(mark.upper())
    return None


def _ordinal(mark: str) -> int | None:
    words = mark.lower().split()[1:]
    return _ORDINALS.index(words[0]) + 1 if len(words) == 1 and words[0] in _ORDINALS else None


def roman_value(mark: str) -> int:
    """What a Roman numeral counts."""
    values = [_ROMAN_VALUES[letter] for letter in mark]
    return sum(-value if place + 1 < len(values) and value < values[place + 1] else value for place, value in enumerate(values))


def _is_form(line: Line) -> bool:
    """A line to be filled in by hand: dots typed, or drawn by a tab."""
    dotted = "\t" in line.paragraph.text and any(stop.leader != "none" for stop in line.paragraph.format.tabs)
    return dotted or _DOTS in line.text


def _centered(line: Line) -> bool:
    return line.paragraph.format.align == "center"
