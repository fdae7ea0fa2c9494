"""Types of columns that hold the same value on SQLite and PostgreSQL: moments in UTC, JSON exactly as it was given."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import DateTime, Dialect, Row, Text
from sqlalchemy.types import TypeDecorator

from docgen.store.json_text import as_json_text, of_json_text

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
        """To text."""
        del dialect
        return None if value is None else str(as_json_text(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """From text."""
        del dialect
        return None if value is None else of_json_text(value)


def now() -> dt.datetime:
    """This moment in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day it is for the people at this machine."""
    return now().astimezone().date()
