"""Every day of eight years, and the examples that the format standard prints."""

import re
from datetime import date, datetime, timedelta

import pytest

from docgen.vietnamese import dates

FIRST = date(2024, 1, 1)
DAYS = [FIRST + timedelta(days=count) for count in range(8 * 365 + 2)]
# Written out: the rule is a list of twelve, not a condition that the test could copy from the code.
MONTHS = ["01", "02", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
FIRST_NINE = ["01", "02", "03", "04", "05", "06", "07", "08", "09"]


def written(day):
    return FIRST_NINE[day.day - 1] if day.day <= 9 else str(day.day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2018, 2, 20), "ngày 20 tháng 02 năm 2018"),
        (date(2026, 4, 9), "ngày 09 tháng 4 năm 2026"),
        (date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
    ],
)
def test_official_date_is_as_the_standard_prints_it(day, expected):
    assert dates.official(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 3), "03/02/2026"),
        (date(2018, 4, 3), "03/4/2018"),
        (date(2025, 5, 26), "26/5/2025"),
        (date(2017, 12, 31), "31/12/2017"),
    ],
)
def test_short_date_follows_the_same_rule(day, expected):
    assert dates.short(day) == expected


def test_the_days_are_eight_whole_years():
    assert (DAYS[0], DAYS[-1]) == (date(2024, 1, 1), date(2031, 12, 31))


def test_every_day_is_padded_by_the_written_out_rule():
    for day in DAYS:
        month = MONTHS[day.month - 1]
        assert dates.official(day) == f"ngày {written(day)} tháng {month} năm {day.year}"
        assert dates.short(day) == f"{written(day)}/{month}/{day.year}"
        assert dates.month_year(day) == f"{month}/{day.year}"


@pytest.mark.parametrize("write", [dates.official, dates.short])
def test_every_day_can_be_read_back(write):
    for day in DAYS:
        number, month, year = map(int, re.findall(r"\d+", write(day)))
        assert date(year, month, number) == day


@pytest.mark.parametrize(
    ("month", "expected"),
    [((2, 2026), "02/2026"), ((4, 2026), "4/2026"), ((11, 2026), "11/2026"), (date(2026, 1, 31), "01/2026")],
)
def test_month_comes_from_a_day_or_a_pair(month, expected):
    assert dates.month_year(month) == expected


def test_a_datetime_is_written_as_its_day():
    moment = datetime(2026, 2, 3, 19, 30)  # noqa: DTZ001 - only the calendar day matters
    assert dates.official(moment) == "ngày 03 tháng 02 năm 2026"
    assert dates.month_year(moment) == "02/2026"


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(19, 30, "19 giờ 30 phút"), (8, 0, "08 giờ 00 phút"), (7, 5, "07 giờ 05 phút"), (0, 0, "00 giờ 00 phút")],
)
def test_time_has_two_digits_for_hour_and_minute(hour, minute, expected):
    assert dates.clock(hour, minute) == expected
