"""Rows of a list that are no people: headings of groups, totals, the lines of who made the list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.roster.columns import COUNTER
from docgen.roster.table import Cell, filled
from docgen.vietnamese.letters import nfc

_TOTAL = re.compile(r"(?:tổng|cộng|ấn định)(?: cộng| số| danh sách)?\s*(?:$|[:(.,\d]|là\b|danh sách|đảng viên|có\b|toàn)")
_GROUP = re.compile(
    r"(?:[ivx]+\s*[.)/-]\s*|\d+\s*[.)/-]\s*|[a-z]\s*[.)/-]\s*)?(?:"
    r"tổ (?:đảng|số|dân phố|\d|[ivx]+\b)|chi bộ|đảng bộ|chi ủy|chi uỷ|đảng ủy|đảng uỷ|danh sách|ghi chú|đảng viên|"
    r"nhóm \d)"
)
_END = re.compile(
    r"người lập|lập biểu|nơi nhận|t/m\b|tm[ .]|\(ký|ký,|ký tên|xác nhận|(?:phó )?bí thư|thủ trưởng|.*ngày .* tháng .* năm "
)
"""What stands where a list ends, above the names of who signs it."""
_TEAM = re.compile(r"(?:[ivx\d]+\s*[.)/-]\s*)?tổ(?: đảng)?(?: số)? 0*([1-9]\d?)\b")
_NUMBER = re.compile(r"\d+(?:\.0)?[.)]?")
_GROUP_NUMBER = re.compile(r"(?:[IVX]+|[A-Za-z])[.)]?")
"""How groups are counted, people never."""


def is_blank(cells: tuple[Cell, ...], places: Mapping[int, str]) -> bool:
    """Whether nothing stands in the columns that are read but the number of a row."""
    used = [place for place in filled(cells) if place in places]
    return not used or (len(used) == 1 and places[used[0]] == COUNTER and bool(_NUMBER.fullmatch(str(cells[used[0]]).strip())))


def nobody(cells: tuple[Cell, ...], places: Mapping[int, str], *, ended: bool = False) -> str:
    """The text by which a row is seen to be no person; empty when it may be one.

    `ended`: the list has ended above, so that in a list with numbers a row without one is somebody's signature.
    """
    used = filled(cells)
    counters = {str(cells[place]).strip() for place in used if places.get(place) == COUNTER}
    counted = any(_NUMBER.fullmatch(text) for text in counters)
    grouped = any(_GROUP_NUMBER.fullmatch(text) for text in counters)
    told = [place for place in used if not ((counted or grouped) and places.get(place) == COUNTER)]
    named = [place for place in told if places.get(place) == "ho_ten"]
    text = _text(cells[(named or told)[0]]) if told else ""
    low = text.lower()
    if not counted and (_TOTAL.match(low) or _END.match(low) or (ended and COUNTER in places.values())):
        return text
    if len(told) > 1:
        return ""
    if grouped or _TOTAL.match(low) or _GROUP.match(low):
        return text
    return "" if named or counted or not text[:1].isalpha() else text


def is_end(text: str) -> bool:
    """Whether a skipped row is the end of the list: its date, or who signs it."""
    return bool(_END.match(text.lower()))


def team_of(text: str) -> int | None:
    """The number of the tổ đảng whose people follow a heading; None when it heads no tổ."""
    found = _TEAM.match(text.lower())
    return int(found[1]) if found else None


def _text(cell: Cell) -> str:
    return " ".join(nfc(cell).split()) if isinstance(cell, str) else ""
