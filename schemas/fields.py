"""The alphabet of all schemas: base model, text, dates, choices with Vietnamese labels."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.fields import FieldInfo

from schemas.annotations import unwrapped
from schemas.text import clean_line, clean_text

LINE_LIMIT = 2_000
TEXT_LIMIT = 200_000
LIST_LIMIT = 5_000
_SHOWN_CHARACTERS = 60


class Model(BaseModel):
    """Frozen; unknown fields are refused, even empty ones: `{viec: Trồng na, ngô}` must not lose its last word in silence.

    An empty answer to a known field counts as no answer, as forms and spreadsheets send it.
    """

    # defer_build: a quarter of the start of a command went into models of kinds that it does not make.
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty_answers(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        given = {key: value for key, value in data.items() if (value is not None and value != "") or key not in cls.model_fields}
        if any(value is True or value is False for value in given.values()):
            # Python counts true as 1; spelled out, it is no number.
            given |= {name: str(given[name]).lower() for name in _numbers(cls) if isinstance(given.get(name), bool)}
        return given


@lru_cache(maxsize=512)
def _numbers(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that hold whole numbers."""
    return tuple(name for name, info in model.model_fields.items() if unwrapped(info.annotation) is int)


def field(title: str, description: str, example: Any, **constraints: Any) -> FieldInfo:
    """Title, description and example of a field: the form, the command line and the guide show them."""
    info: FieldInfo = Field(title=title, description=description, examples=[example], **constraints)
    return info


class Choice(StrEnum):
    """A value from a fixed list. The code goes into data, the label is what people read."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make one member from its code and its Vietnamese label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Add the labels to the JSON Schema, in the order of `enum`."""
        found: dict[str, Any] = handler.resolve_ref_schema(handler(schema))
        return found | {"x-labels": [member.label for member in cls]}


class Paragraphs:
    """Marks text whose every line becomes a paragraph of its own."""


class NotPrinted:
    """Marks a field that steers the program, or is printed in another form than it was typed in (a code, a blank day)."""


class PersonName:
    """Marks the name of a person: never respelled, compared with the other names in the document."""


def _line(value: Any) -> Any:
    return clean_line(value) if isinstance(value, str) else value


def _text(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "\n".join(value)
    return clean_text(value) if isinstance(value, str) else value


_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_SHORT_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2})")
_DAY_IN_WORDS = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}),? năm (\d{4})", re.IGNORECASE)
_DIGITS_ALONE = re.compile(r"(\d{2})(\d{2})(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_AHEAD = 5
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hg.]|giờ)\s*(?:(\d{1,2})\s*(?:phút|p)?)?(?::00)?", re.IGNORECASE)


def read_date(value: Any) -> Any:
    """A day as people write it (03/11/2026, 3-11-2026, 03112026, ngày 3 tháng 11 năm 2026) or machines do (2026-11-03)."""
    if isinstance(value, dt.datetime) and value.time() == dt.time(0):
        return value.date()
    if type(value) in (int, float):
        raise ValueError(f'phải là ngày, đang là số {value}; ghi trong ngoặc kép như "03/11/2026"')
    if not isinstance(value, str):
        return value
    text = clean_line(value)
    if found := _SHORT_YEAR.fullmatch(text):
        likely = f"{_century(int(found[3]))}{found[3]}"
        raise ValueError(f"“{text}” thiếu hai chữ số của năm; ghi {found[1]}/{found[2]}/{likely} hoặc năm đúng, đủ bốn chữ số")
    if found := _DAY_FIRST.fullmatch(text) or _DIGITS_ALONE.fullmatch(text) or _DAY_IN_WORDS.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError(f"{_shown(text)} không phải ngày; ghi theo mẫu ngày/tháng/năm, ví dụ 03/11/2026")
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{_shown(text)} không có trên lịch; xem lại ngày, tháng") from error


def _century(year: int) -> int:
    """What most likely stands before a year of two digits: plans reach a few years ahead, births lie in the last century."""
    this_year = dt.datetime.now(dt.UTC).astimezone().year
    return 19 if 2000 + year > this_year + _AHEAD else 20


def read_time(value: Any) -> Any:
    """A time of day as people write it: 19:30, 19h30, 19 giờ 30."""
    if type(value) in (int, float):
        raise ValueError(f'phải là giờ, đang là số {value}; ghi trong ngoặc kép như "19:30"')
    if not isinstance(value, str):
        return value
    found = _CLOCK.fullmatch(clean_line(value))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a day
        raise ValueError(f"{_shown(clean_line(value))} không phải giờ; ghi theo mẫu giờ:phút, ví dụ 19:30")
    return dt.time(hour, minute)


def _shown(text: str) -> str:
    return f"“{text[:_SHOWN_CHARACTERS]}{'…' if len(text) > _SHOWN_CHARACTERS else ''}”"


Dong = Annotated[str, StringConstraints(min_length=1, max_length=LINE_LIMIT), BeforeValidator(_line)]
"""Text of one line."""

TuNgan = Annotated[str, StringConstraints(min_length=1, max_length=40), BeforeValidator(_line)]
"""A code or a few words."""

DoanVan = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LIMIT), BeforeValidator(_text), Paragraphs()]
"""Text of one or more paragraphs, one a line (a list of lines is accepted too)."""

HoTen = Annotated[str, StringConstraints(min_length=2, max_length=80), BeforeValidator(_line), PersonName()]
"""Full name of a person."""

Ngay = Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(2199, 12, 31)), BeforeValidator(read_date)]
"""A day of the calendar."""

Gio = Annotated[dt.time, BeforeValidator(read_time)]
"""A time of day, to the minute."""

SoLuong = Annotated[int, Field(ge=0, le=1_000_000)]
"""A count of people, votes, ballots or households."""

Nam = Annotated[int, Field(ge=1930, le=2199)]
"""A year."""
