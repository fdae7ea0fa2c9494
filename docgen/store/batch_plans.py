"""A run while it is prepared: the list as it was sent, how it is read, the common facts as typed, who gets which duties.

It outlives its run for a while: a list that turned out wrong is mended and tried again, and the same people get other papers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update

from docgen.errors import ConflictError, NotInStoreError
from docgen.store.audit import note
from docgen.store.columns import AnyRow, now
from docgen.store.engine import reading, writing
from docgen.store.tables import batch_plans, batch_rows, batches

KEPT = dt.timedelta(days=90)
"""So long nobody has to touch a preparation before it goes, with the list of people in it: commitments follow weeks later."""


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A run that somebody begins to prepare."""

    kind: str
    variant: str
    name: str
    roster: bytes
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A preparation without its list (`roster_of`); `batch_id` is the run that it was tried as last.

    `reading` says how the list is read, `assigned` the duties given on the page, by the number of the row in the sheet.
    """

    id: int
    kind: str
    variant: str
    name: str
    reading: Mapping[str, Any]
    answers: Mapping[str, Any]
    assigned: Mapping[str, Any]
    batch_id: int | None
    version: int
    created_by: str
    saved_at: dt.datetime


_COLUMNS = [column for column in batch_plans.c if column.name != "roster"]


def add_plan(engine: Engine, new: NewPlan, *, by: str) -> int:
    """Begin to prepare; its id."""
    told = {name: getattr(new, name) for name in NewPlan.__dataclass_fields__}
    more = {"reading": {}, "assigned": {}, "version": 1, "created_by": by, "saved_at": now()}
    with writing(engine) as connection:
        key: int = connection.execute(insert(batch_plans).values(**told, **more).returning(batch_plans.c.id)).scalar_one()
        note(connection, by, "add", "batch_plans", key, kind=new.kind)
    return key


def plan_of(engine: Engine, plan_id: int) -> Plan:
    """The preparation with this id."""
    with reading(engine) as connection:
        row = connection.execute(select(*_COLUMNS).where(batch_plans.c.id == plan_id)).first()
    if row is None:
        raise NotInStoreError("Lô đang chuẩn bị này không còn.", hint="Bắt đầu lại từ trang Làm hàng loạt.")
    return _plan(row)


def roster_of(engine: Engine, plan_id: int) -> bytes:
    """The list as it was sent."""
    with reading(engine) as connection:
        found = connection.scalar(select(batch_plans.c.roster).where(batch_plans.c.id == plan_id))
    if found is None:
        raise NotInStoreError("Lô đang chuẩn bị này không còn.", hint="Bắt đầu lại từ trang Làm hàng loạt.")
    return bytes(found)


def open_plans(engine: Engine, *, limit: int = 20) -> tuple[Plan, ...]:
    """Those that were not run yet, the last touched first."""
    tried = select(batches.c.id).where(batches.c.started_at.is_not(None))
    waiting = batch_plans.c.batch_id.is_(None) | batch_plans.c.batch_id.not_in(tried)
    query = select(*_COLUMNS).where(waiting).order_by(batch_plans.c.saved_at.desc()).limit(limit)
    with reading(engine) as connection:
        return tuple(map(_plan, connection.execute(query)))


def plan_of_batch(engine: Engine, batch_id: int) -> int | None:
    """The preparation that a run was made from."""
    with reading(engine) as connection:
        found: int | None = connection.scalar(select(batch_plans.c.id).where(batch_plans.c.batch_id == batch_id))
    return found


def save_plan(engine: Engine, plan: Plan, **values: Any) -> Plan:
    """Change a preparation; `ConflictError` when somebody else has changed it since it was read."""
    told = {**values, "version": plan.version + 1, "saved_at": now()}
    mine = (batch_plans.c.id == plan.id, batch_plans.c.version == plan.version)
    with writing(engine) as connection:
        row = connection.execute(update(batch_plans).where(*mine).values(told).returning(*_COLUMNS)).first()
    if row is None:
        hint = "Tải lại trang để xem bản mới nhất rồi sửa."
        raise ConflictError("Lô này vừa được sửa ở nơi khác.", hint=hint, page_hint=hint)
    return _plan(row)


def drop_plan(engine: Engine, plan_id: int, *, by: str) -> None:
    """Give a preparation up; nothing happens when it is gone already."""
    with writing(engine) as connection:
        if connection.execute(delete(batch_plans).where(batch_plans.c.id == plan_id)).rowcount:
            note(connection, by, "remove", "batch_plans", plan_id)


def sweep_plans(engine: Engine, *, by: str) -> int:
    """Remove those that nobody has touched for long; how many."""
    with writing(engine) as connection:
        count = connection.execute(delete(batch_plans).where(batch_plans.c.saved_at < now() - KEPT)).rowcount
        if count:
            note(connection, by, "sweep", "batch_plans", None, count=count)
    return count


def drop_trial(engine: Engine, batch_id: int, *, by: str) -> bool:
    """Remove a run that was only tried: nothing was made, no number taken, nobody works on it. Whether it was removed."""
    batch = batches.c
    untouched = (batch.id == batch_id, batch.started_at.is_(None), batch.driver.is_(None), batch.state.in_({"loading", "ready"}))
    with writing(engine) as connection:
        found = connection.execute(select(batch.id).where(*untouched).with_for_update()).first()
        held = connection.execute(
            select(batch_rows.c.id).where(batch_rows.c.batch_id == batch_id, batch_rows.c.number_id.is_not(None)).limit(1)
        ).first()
        if found is None or held is not None:
            return False
        connection.execute(update(batch_plans).where(batch_plans.c.batch_id == batch_id).values(batch_id=None))
        connection.execute(delete(batch_rows).where(batch_rows.c.batch_id == batch_id))
        connection.execute(delete(batches).where(batch.id == batch_id))
        note(connection, by, "remove", "batches", batch_id)
    return True


def _plan(row: AnyRow) -> Plan:
    return Plan(**row._mapping)  # noqa: SLF001 - the public name of SQLAlchemy for it
