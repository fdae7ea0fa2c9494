"""Days written month first, as American programs do: such a column is told of, and none of its days is guessed.

Excel with Vietnamese settings takes 03/04/1980 of an American list for the third of April and leaves 12/25/1980 as text. So where
texts of a column are days only month first, its other texts may be either, and its days may have been turned around.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable

from docgen.roster.table import Cell

_THREE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d\d)")
_MONTHS, _DAYS = 12, 31


def is_month_first(cell: Cell) -> bool:
    """Whether a text is a day with the month first only: 12/25/1980."""
    first, second = _parts(cell)
    return 1 <= first <= _MONTHS < second <= _DAYS


def month_first_columns(rows: Iterable[tuple[Cell, ...]], places: Collection[int]) -> dict[int, str]:
    """Of the columns of days those that look like month/day/year, each with the first text that shows it.

    No fewer texts of them are days with the month first only than with the day first only.
    """
    shown: dict[int, str] = {}
    more = dict.fromkeys(places, 0)
    for cells in rows:
        for place in places:
            cell = cells[place] if place < len(cells) else None
            if is_month_first(cell):
                shown.setdefault(place, str(cell).strip())
                more[place] += 1
            elif _is_day_first(cell):
                more[place] -= 1
    return {place: text for place, text in shown.items() if more[place] >= 0}


def refused_day(cell: Cell) -> str:
    """What to say of a text that is a day with the month first only; empty for any other cell."""
    if not is_month_first(cell):
        return ""
    month, day = _parts(cell)
    text = str(cell).strip()
    meant = _turned(text, day, month)
    return f"“{text}” không có tháng {day}; có vẻ ghi tháng trước ngày: nếu đúng thế thì ghi lại là {meant}"


def undecided(cell: Cell, shown: str) -> str:
    """What to say of a text in a column that looks like month/day/year which may be either; empty where there is no doubt."""
    first, second = _parts(cell)
    if first == second or not (1 <= first <= _MONTHS and 1 <= second <= _MONTHS):
        return ""
    text = str(cell).strip()
    return (
        f"cột này có ô ghi tháng trước ngày (“{shown}”), nên “{text}” chưa rõ là ngày {first} tháng {second} hay ngày {second} "
        f"tháng {first}; ghi lại theo ngày/tháng/năm"
    )


def perhaps_turned(cell: Cell, shown: str) -> str:
    """What to say of a day of Excel in such a column: a program may have turned it around; empty where it cannot have."""
    if not isinstance(cell, dt.date) or cell.day > _MONTHS or cell.day == cell.month:
        return ""
    return (
        f"cột này có ô ghi tháng trước ngày (“{shown}”), Excel có thể đã đảo: đọc là ngày {cell.day} tháng {cell.month} "
        f"năm {cell.year}; xem lại"
    )


def of_whole_column(shown: str) -> str:
    """What to say of the column once."""
    return (
        f"cả cột có vẻ ghi theo thứ tự tháng/ngày/năm (như “{shown}”); đổi cả cột thành ngày/tháng/năm: trong Excel chọn cột, "
        "Dữ liệu → Văn bản thành Cột → bước 3 chọn Ngày: MDY, rồi gửi lại tệp"
    )


def _parts(cell: Cell) -> tuple[int, int]:
    found = _THREE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _is_day_first(cell: Cell) -> bool:
    first, second = _parts(cell)
    return 1 <= second <= _MONTHS < first <= _DAYS


def _turned(text: str, day: int, month: int) -> str:
    found = _THREE.fullmatch(text)
    return f"{day:02d}/{month:02d}/{found[3]}" if found else text
