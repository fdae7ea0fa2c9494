"""Dates and times as Party documents write them.

The format standard pads the day below 10 and the months 1 and 2 with a zero, so that no digit can be added in front,
and leaves the months 3 to 9 alone: a zero before them adds nothing, since no month is 13 or more.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

_LAST_PADDED_MONTH = 2


def _month(number: int) -> str:
    return f"{number:02d}" if number <= _LAST_PADDED_MONTH else str(number)


@lru_cache(maxsize=1024)
def official(day: date) -> str:
    """Write a date in the form of the place and date line: ngày 03 tháng 02 năm 2026, ngày 09 tháng 4 năm 2026."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


@lru_cache(maxsize=1024)
def short(day: date) -> str:
    """Write a date in the form of running text: 03/02/2026, 03/4/2018."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def month_year(month: date | tuple[int, int]) -> str:
    """Write the month of a day, or a (month, year) pair: 02/2026, 4/2026."""
    number, year = (month.month, month.year) if isinstance(month, date) else month
    return f"{_month(number)}/{year}"


def clock(hour: int, minute: int) -> str:
    """Write a time as minutes (biên bản) do, always two digits each, so that neither can be altered: 08 giờ 00 phút."""
    return f"{hour:02d} giờ {minute:02d} phút"
