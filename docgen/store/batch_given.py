"""Who was given a paper by an earlier run: looked up by the key of the name, for many rows at once; who is left out for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, Text, bindparam, cast, func, or_, select, update

from docgen.store.batch_rows import BatchRow, Fault
from docgen.store.batches import Lease, count, renew
from docgen.store.engine import reading, writing
from docgen.store.tables import batch_rows, batches, documents, numbers

_HELD = ("waiting", "reserved", "done")


@dataclass(frozen=True, slots=True)
class Given:
    """A paper that is in force: by which run, of which row, under which number, for whom."""

    batch_id: int
    row_id: int
    so: int | None
    so_ky_hieu: str
    whose: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """A run that has issued something: its common facts, and whose documents they are among the units, where that is known."""

    id: int
    common: Mapping[str, Any]
    unit_id: int | None


def runs_before(engine: Engine, kind: str) -> list[Run]:
    """All runs of this kind that have issued something."""
    made = select(documents.c.unit_id).join(batch_rows, batch_rows.c.document_id == documents.c.id)
    unit = made.where(batch_rows.c.batch_id == batches.c.id, batch_rows.c.state == "done").limit(1).scalar_subquery()
    query = select(batches.c.id, batches.c.common, unit).where(batches.c.kind == kind, batches.c.done > 0)
    with reading(engine) as connection:
        return [Run(*found) for found in connection.execute(query)]


def given_by(engine: Engine, runs: Collection[int], whose: Collection[str]) -> list[Given]:
    """What these runs gave people of these names; not what was replaced, nor what was voided in the run or in the register."""
    row = batch_rows.c
    query = (
        _in_force()
        .where(row.whose.in_(whose), row.batch_id.in_(runs), row.state == "done")
        .order_by(row.batch_id.desc(), row.place)
    )
    with reading(engine) as connection:
        return [Given(*found) for found in connection.execute(query)]


def all_given(engine: Engine, runs: Collection[int]) -> list[Given]:
    """All that these runs gave and that is in force, as `given_by`; the newest first."""
    row = batch_rows.c
    query = (
        _in_force().where(row.batch_id.in_(runs), row.state == "done", row.sheet_row > 0).order_by(row.batch_id.desc(), row.place)
    )
    with reading(engine) as connection:
        return [Given(*found) for found in connection.execute(query)]


def _in_force() -> Select[Any]:
    row = batch_rows.c
    return (
        select(row.batch_id, row.id, row.so, row.so_ky_hieu, row.whose, row.data)
        .outerjoin(numbers, numbers.c.document_id == row.document_id)
        .where(func.coalesce(numbers.c.state, "issued") == "issued")
    )


def to_be_made(engine: Engine, batch_id: int, *, after: int, limit: int) -> list[tuple[int, int, str]]:
    """Place, id and key of the name of the next rows that wait without a number; what is for all is none of the list."""
    row = batch_rows.c
    waits = (row.state == "waiting", row.number_id.is_(None))
    mine = (row.batch_id == batch_id, row.place > after, *waits, row.sheet_row > 0)
    with reading(engine) as connection:
        query = select(row.place, row.id, row.whose).where(*mine).order_by(row.place).limit(limit)
        return [(one.place, one.id, one.whose or "") for one in connection.execute(query)]


def left_out_before(engine: Engine, batch_id: int, whose: Collection[str]) -> list[tuple[str, Mapping[str, Any]]]:
    """Key of the name and own data of rows of these names that an earlier paper has left out, in the order of the run."""
    row = batch_rows.c
    query = select(row.whose, row.data).where(row.batch_id == batch_id, row.whose.in_(whose), row.had_in.is_not(None))
    with reading(engine) as connection:
        return [(str(one.whose), one.data) for one in connection.execute(query.order_by(row.place))]


def data_of(engine: Engine, rows: Collection[int]) -> dict[int, Mapping[str, Any]]:
    """The own data of rows, by their ids."""
    with reading(engine) as connection:
        return {
            row.id: row.data
            for row in connection.execute(select(batch_rows.c.id, batch_rows.c.data).where(batch_rows.c.id.in_(rows)))
        }


def leave_out(engine: Engine, lease: Lease, rows: Mapping[int, tuple[int, Fault]]) -> None:
    """Make no document of these rows; for the id of each the run that has given one, and that in words."""
    changed = update(batch_rows).where(batch_rows.c.id == bindparam("key"))
    told = [{"key": key, "state": "left_out", "had_in": run, "error": why} for key, (run, why) in rows.items()]
    with writing(engine) as connection:
        checked = select(func.count()).where(batch_rows.c.id.in_(rows), batch_rows.c.checked)
        renew(connection, lease, **count(left_out=len(rows), checked=-(connection.scalar(checked) or 0)))
        connection.execute(changed, told)


def had_before(engine: Engine, batch_id: int) -> dict[int, int]:
    """How many rows of a run were left out because an earlier one has given theirs, by that run."""
    run = batch_rows.c.had_in
    query = select(run, func.count()).where(batch_rows.c.batch_id == batch_id, run.is_not(None)).group_by(run).order_by(run)
    with reading(engine) as connection:
        return {int(one): int(number) for one, number in connection.execute(query)}


def rows_like(engine: Engine, batch_id: int, whose: str, card: str) -> list[BatchRow]:
    """Rows of a run that have a document or will have one, and are of this name or have these figures in their data."""
    row = batch_rows.c
    alike = [row.whose == whose] + ([cast(row.data, Text).contains(card, autoescape=True)] if card else [])
    with reading(engine) as connection:
        query = select(batch_rows).where(row.batch_id == batch_id, row.state.in_(_HELD), or_(*alike)).order_by(row.place)
        return [BatchRow(**found) for found in connection.execute(query).mappings()]
