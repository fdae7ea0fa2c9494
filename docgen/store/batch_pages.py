"""The rows of a run page by page, by state and by name, as people look for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Engine, Select, func, select, tuple_

from docgen.store.batch_rows import BatchRow
from docgen.store.engine import reading
from docgen.store.tables import batch_rows
from docgen.vietnamese.names import loose_key, without_marks

_AT_ONCE = 2_000
MOST_FOUND = 500
"""A search that finds more is too wide: the first ones are shown."""


def rows_page(engine: Engine, batch_id: int, states: Collection[str], *, limit: int, offset: int) -> list[BatchRow]:
    """One page of the rows in these states, in the order of the run."""
    query = _rows(batch_id, states).order_by(batch_rows.c.place, batch_rows.c.version).limit(limit).offset(offset)
    with reading(engine) as connection:
        return [BatchRow(**row) for row in connection.execute(query).mappings()]


def rows_named(engine: Engine, batch_id: int, states: Collection[str], typed: str, *, limit: int = MOST_FOUND) -> list[BatchRow]:
    """Rows of people whose name holds what was typed: without diacritics any, with them only names that have them so."""
    loose = without_marks(typed) == typed
    wanted = _plain(typed, loose=loose)
    keys = [key for key, name in _names(engine, batch_id, states) if wanted in _plain(name, loose=loose)][:limit]
    with reading(engine) as connection:
        query = select(batch_rows).where(batch_rows.c.id.in_(keys)).order_by(batch_rows.c.place)
        return [BatchRow(**row) for row in connection.execute(query).mappings()]


def has_unchecked(engine: Engine, batch_id: int) -> bool:
    """Whether rows wait that nobody has checked."""
    waiting = (batch_rows.c.batch_id == batch_id, batch_rows.c.state == "waiting", batch_rows.c.checked.is_(False))
    with reading(engine) as connection:
        return connection.scalar(select(batch_rows.c.id).where(*waiting).limit(1)) is not None


def number_range(engine: Engine, batch_id: int) -> tuple[int, int] | None:
    """The smallest and the largest number of documents that are issued; None when there is none."""
    done = (batch_rows.c.batch_id == batch_id, batch_rows.c.state == "done")
    with reading(engine) as connection:
        row = connection.execute(select(func.min(batch_rows.c.so), func.max(batch_rows.c.so)).where(*done)).one()
    return None if row[0] is None else (int(row[0]), int(row[1]))


def void_numbers(engine: Engine, batch_id: int) -> list[int]:
    """The numbers of rows that were given up, in their order."""
    query = select(batch_rows.c.so).where(
        batch_rows.c.batch_id == batch_id, batch_rows.c.state == "void", batch_rows.c.so.is_not(None)
    )
    with reading(engine) as connection:
        return [int(number) for number in connection.scalars(query.order_by(batch_rows.c.so))]


def _rows(batch_id: int, states: Collection[str]) -> Select[tuple[BatchRow]]:
    return select(batch_rows).where(batch_rows.c.batch_id == batch_id, batch_rows.c.state.in_(states))


def noted_rows(engine: Engine, batch_id: int, states: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Name and notes of the rows in these states that have notes, in the order of the run; few are in memory at a time."""
    found = _slowly(engine, batch_id, states, [batch_rows.c.name, batch_rows.c.notes], batch_rows.c.notes.is_not(None))
    return ((row.name, row.notes) for row in found)


def _names(engine: Engine, batch_id: int, states: Collection[str]) -> Iterator[tuple[int, str]]:
    """Ids and names only: the data of the rows is not read."""
    return ((row.id, row.name) for row in _slowly(engine, batch_id, states, [batch_rows.c.id, batch_rows.c.name]))


def _slowly(
    engine: Engine, batch_id: int, states: Collection[str], columns: Sequence[Column[Any]], *wanted: ColumnElement[bool]
) -> Iterator[Any]:
    """These columns of the rows, so many at once."""
    order = tuple_(batch_rows.c.place, batch_rows.c.version)
    query = select(*columns, batch_rows.c.place, batch_rows.c.version).where(*wanted)
    query = query.where(batch_rows.c.batch_id == batch_id, batch_rows.c.state.in_(states)).limit(_AT_ONCE)
    after = (-1, 0)
    while True:
        with reading(engine) as connection:
            found = connection.execute(query.where(order > after).order_by(batch_rows.c.place, batch_rows.c.version)).all()
        yield from found
        if len(found) < _AT_ONCE:
            return
        after = (found[-1].place, found[-1].version)


def _plain(text: str, *, loose: bool) -> str:
    return " ".join((without_marks(text).lower() if loose else loose_key(text)).split())
