"""Many rows into a table at once, with the ids that they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text


def add_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add rows in one statement; their ids in the same order."""
    if not rows:
        return []
    if connection.dialect.name == "sqlite":
        return _counted(connection, table, rows)
    adding = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(adding, rows))


def _counted(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """SQLite would give the ids back row by row, at twice the cost; but it has one writer at a time, who can count on."""
    given = text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=table.name)
    last = max(connection.scalar(given) or 0, connection.scalar(select(func.max(table.c.id))) or 0)
    ids = [*range(last + 1, last + 1 + len(rows))]
    connection.execute(insert(table), [{**row, "id": key} for row, key in zip(rows, ids, strict=True)])
    return ids
