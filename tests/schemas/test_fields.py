"""Days, times and empty answers as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schemas.fields import Dong, Gio, HoTen, Model, Ngay, read_date, read_time

DAY = dt.date(2026, 2, 3)


@pytest.mark.parametrize(
    "written",
    [
        "03/02/2026",
        "3/2/2026",
        "03-02-2026",
        "3.2.2026",
        "03 02 2026",
        "03022026",
        "3 tháng 2 năm 2026",
        "Ngày 03 tháng 02, năm 2026",
        " 03 / 02 / 2026 ",
        "2026-02-03",
        "2026-02-03T00:00:00",
        DAY,
    ],
)
def test_a_day_is_read_day_first_or_as_machines_write_it(written: object) -> None:
    assert read_date(written) == DAY


@pytest.mark.parametrize("written", ["31/02/2026", "30/02/2024", "2026-13-01", "00/01/2026"])
def test_a_day_that_is_not_in_the_calendar_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="không có trên lịch"):
        read_date(written)


@pytest.mark.parametrize("written", ["tháng 2", "2026/02", "02032026x", "hôm nay"])
def test_what_is_no_day_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match="03/11/2026"):
        read_date(written)


def test_a_year_of_two_digits_is_refused_with_the_day_written_out() -> None:
    with pytest.raises(ValueError, match="“3/2/26” thiếu hai chữ số của năm; ghi 3/2/2026"):
        read_date("3/2/26")
    with pytest.raises(ValueError, match="ghi 8/6/1964"):
        read_date("8/6/64")


@pytest.mark.parametrize("value", [0, 20261103, 1.5])
def test_a_number_is_no_day_and_no_time(value: float) -> None:
    for reader in (read_date, read_time):
        with pytest.raises(ValueError, match=f"đang là số {value}; ghi trong ngoặc kép"):
            reader(value)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_every_day_is_read_back(day: dt.date) -> None:
    adapter = TypeAdapter(Ngay)
    assert adapter.validate_python(f"{day:%d/%m/%Y}") == adapter.validate_python(day.isoformat()) == day


@pytest.mark.parametrize("written", ["19:30", "19h30", "19g30", "19 giờ 30", "19 giờ 30 phút", "19.30", "19:30:00"])
def test_a_time_is_read_as_people_write_it(written: str) -> None:
    assert read_time(written) == dt.time(19, 30)


def test_a_full_hour_needs_no_minutes() -> None:
    assert read_time("7 giờ") == read_time("07h") == dt.time(7, 0)


@pytest.mark.parametrize("written", ["24:00", "19:60", "tối", "1170", ""])
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="19:30"):
        read_time(written)


def test_times_are_validated_in_schemas() -> None:
    assert TypeAdapter(Gio).validate_python("19h30") == dt.time(19, 30)


class _Sample(Model):
    bat_buoc: Dong
    tuy_chon: Dong | None = None
    ten: HoTen | None = None


def test_an_empty_answer_counts_as_no_answer() -> None:
    assert _Sample.model_validate({"bat_buoc": "x", "tuy_chon": ""}).tuy_chon is None
    with pytest.raises(ValidationError, match="missing"):
        _Sample.model_validate({"bat_buoc": ""})


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        _Sample.model_validate({"bat_buoc": "x", "la": "y"})


@pytest.mark.parametrize("empty", [None, ""])
def test_an_unknown_field_is_refused_even_when_it_is_empty(empty: object) -> None:
    """YAML reads `{viec: Trồng na, ngô}` as viec and an empty "ngô": what was typed must not get lost."""
    with pytest.raises(ValidationError, match="ngô"):
        _Sample.model_validate({"bat_buoc": "Trồng na", "ngô": empty})


def test_documents_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        _Sample(bat_buoc="x").bat_buoc = "y"


def test_a_line_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValidationError, match="string_too_long"):
        _Sample(bat_buoc="x", ten="A" * 81)
