"""Find the heading: the title of the Party, its rule, the bodies, the number, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.check.layout.components import Heading, TitleRule
from docgen.check.layout.lines import NATIONAL_LETTERS, TITLE_LETTERS, Line, bare
from docgen.check.layout.widths import width_mm
from docgen.docx.view import Border, Drawing

DRAFT = "duthao"
_STAR = re.compile(r"[*＊✱∗\s]+")
_DASHES = re.compile(r"[-–—_=.*\s]+")
_NUMBER = re.compile(r"s[ốôo]\s*[:.]?.*[-/]", re.IGNORECASE)
_ORGANS = re.compile(
    "CHI BỘ|CHI ỦY|ĐẢNG [ỦU][YỶ]|TỈNH [ỦU][YỶ]|THÀNH [ỦU][YỶ]|ĐẠI HỘI|ĐOÀN |VĂN PHÒNG|"
    "[ỦU][YỶ] BAN KIỂM TRA|BAN (?!CHẤP HÀNH TRUNG ƯƠNG)"
)
_SOLID = frozenset({"single", "thick", "solid", "words"})


def is_title(line: Line) -> bool:
    """Whether a line is the title of the Party, in whatever spelling."""
    return line.letters == TITLE_LETTERS


def is_national(line: Line) -> bool:
    """Whether a line is the motto or the name of the state."""
    return line.letters in NATIONAL_LETTERS


def is_draft_mark(line: Line) -> bool:
    """Whether a line says that the document is a draft."""
    return line.letters.startswith(DRAFT)


def is_mark(line: Line) -> bool:
    """Whether a line under the number is a mark (urgent, secret, draft ...) rather than the subject of a công văn."""
    return line.capitals or is_draft_mark(line)


def find_heading(lines: Sequence[Line], national: Sequence[Line]) -> Heading:
    """The heading in the lines before the name of the kind."""
    title = next((line for line in lines if is_title(line)), None)
    left = [line for line in lines if line.side == "left"]
    right = [line for line in lines if line.side == "right"]
    star = next((line for line in left if line.has and _STAR.fullmatch(line.text)), None)
    number = next((line for line in left if _NUMBER.match(line.text)), None)
    bodies = list(_before(left, (star, number)))
    upper, issuer = _upper_and_issuer([line for line in bodies if line.has and not _DASHES.fullmatch(line.text)])
    return Heading(
        title=title,
        rule=_title_rule(title, right if title in right else list(lines)) if title else None,
        upper=upper,
        issuer=issuer,
        star=star,
        body_rule=_body_rule(bodies, issuer),
        number=number,
        place_date=tuple(_place_date(right, title)),
        below_number=tuple(line for line in _after(left, number or star) if line.has),
        national=tuple(national),
    )


def _before(lines: Sequence[Line], ends: Sequence[Line | None]) -> Iterator[Line]:
    stops = {id(end) for end in ends if end is not None}
    for line in lines:
        if id(line) in stops:
            return
        yield line


def _after(lines: Sequence[Line], start: Line | None) -> Sequence[Line]:
    """The lines after `start`, none when there is no start."""
    return next((lines[place + 1 :] for place, line in enumerate(lines) if line is start), ())


def _upper_and_issuer(lines: list[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Where the superior body ends: at the first bold line after plain ones, else at the next line that begins a body."""
    weights = [line.bold for line in lines]
    if True in weights and not weights[0] and all(weights[weights.index(True) :]):
        cut = weights.index(True)
    else:
        cut = next((place for place, line in enumerate(lines) if place and _ORGANS.match(line.text.upper())), 0)
    return tuple(lines[:cut]), tuple(lines[cut:])


def _place_date(right: Sequence[Line], title: Line | None) -> Iterator[Line]:
    """What stands on the right under the title; without a title, what reads like a date."""
    below = _after(right, title) if title else [line for line in right if "ngay" in line.letters]
    return (line for line in below if line.has and not _DASHES.fullmatch(line.text) and not is_national(line))


def _body_rule(bodies: Sequence[Line], issuer: Sequence[Line]) -> Line | None:
    """A line drawn under the issuing body, as state documents have it."""
    if not issuer:
        return None
    last = next(place for place, line in enumerate(bodies) if line is issuer[-1])
    for line in bodies[last:]:
        drawn = _borders(line) or any(drawing.horizontal_line for drawing in line.paragraph.drawings)
        characters = line.has and _DASHES.fullmatch(line.text)
        if drawn or characters or (line.marked and all(look.underlined for look in line.marked)):
            return line
    return None


# --- the rule under the title ---


def _title_rule(title: Line, lines: Sequence[Line]) -> TitleRule | None:
    """The first thing drawn under the title: a border, a line shape, an underline or a row of signs."""
    following = list(_after(lines, title))
    near = [title, *following[:2]]
    for line in near:
        if line is not title and line.has and not _DASHES.fullmatch(line.text):
            break
        if (found := _drawn(line, title)) is not None:
            return found
    return _cell_border(title, following) or _underline(title)


def _drawn(line: Line, title: Line) -> TitleRule | None:
    borders = _borders(line) if line is not title or line.paragraph.format.borders.bottom.visible else []
    if borders:
        return TitleRule("border", _text_area_mm(line), borders[0].style in _SOLID, line)
    shapes: list[Drawing] = [drawing for drawing in line.paragraph.drawings if drawing.horizontal_line]
    if shapes:
        return TitleRule("drawing", shapes[0].width_mm, shapes[0].line_dash in _SOLID, line)
    if line is not title and line.has:
        return TitleRule("characters", width_mm(line.runs), bare(line.text) == "" and set(line.text) <= {"_", "—"}, line)
    return None


def _cell_border(title: Line, following: Sequence[Line]) -> TitleRule | None:
    """The lower line of the cell of the title, when nothing else stands in it."""
    alone = not any(line.has and line.cell is title.cell for line in following)
    if title.cell is None or not alone or not (border := title.cell.border("bottom")).visible:
        return None
    return TitleRule("border", title.cell.width_mm, border.style in _SOLID, title)


def _borders(line: Line) -> list[Border]:
    borders = line.paragraph.format.borders
    return [border for border in (borders.bottom, borders.top, borders.between) if border.visible]


def _text_area_mm(line: Line) -> float:
    """How long a border above or below a paragraph is: the width of its cell less margins and indents."""
    return line.column_mm - line.paragraph.format.left_mm - line.paragraph.format.right_mm


def _underline(title: Line) -> TitleRule | None:
    under = [run for run in title.runs if run.format.underlined and run.text.strip()]
    if not under:
        return None
    return TitleRule("underline", width_mm(under), all(run.format.underline in _SOLID for run in under), title)
