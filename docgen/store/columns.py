"""Types of columns that hold the same value on SQLite and PostgreSQL: moments in UTC, JSON exactly as it was given."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json
from sqlalchemy import DateTime, Dialect, Row, Text
from sqlalchemy.types import TypeDecorator

AnyRow = Row[*tuple[Any, ...]]
"""A row of any columns."""


class Moment(TypeDecorator[dt.datetime]):
    """A point in time. SQLite knows no time zones: UTC is what is stored."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """To UTC; without its zone for SQLite."""
        if value is None:
            return None
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Always with the zone UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Json(TypeDecorator[Any]):
    """JSON as text: the order of keys and every character come back as they were given, on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To text; Vietnamese letters stay readable, what UTF-8 cannot hold is escaped."""
        del dialect
        if value is None:
            return None
        try:
            return to_json(value, inf_nan_mode="constants").decode()
        except (PydanticSerializationError, UnicodeEncodeError):
            return json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """From text."""
        del dialect
        if value is None:
            return None
        try:
            return from_json(value)
        except ValueError:  # half a pair of surrogates
            return json.loads(value)


def now() -> dt.datetime:
    """This moment in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day it is for the people at this machine."""
    return now().astimezone().date()
