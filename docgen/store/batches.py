"""The ledger of runs of many documents: what was asked, who drives it now, how far it is. Rows: docgen.store.batch_rows.

A run belongs to one driver at a time, for as long as its lease lasts. Every transaction of the driver renews the lease, so that
one that was thought dead and comes back cannot write over the work of the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from docgen.errors import ConflictError, NotInStoreError
from docgen.store.audit import note
from docgen.store.columns import AnyRow, now
from docgen.store.engine import reading, writing
from docgen.store.tables import batch_rows, batches

LEASE = dt.timedelta(seconds=60)
"""A driver that has not been heard of for so long is dead; one that works is heard of with every chunk of rows."""
ENDED = frozenset({"done", "cancelled"})


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A run about to begin. `key` is a fingerprint of all that it is made from: the same key again is the same run."""

    key: str
    kind: str
    name: str
    common: Mapping[str, Any]
    options: Mapping[str, Any]
    template: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A run. `state` is loading, ready, running, stopped, done or cancelled; `asked` what its driver is asked: stop, cancel.

    `total` counts all rows of the roster, `checked` those whose content was found good, `done`, `failed`, `left_out` (persons who
    get no document) and `void` those that have come to an end; `done_before` those done when the driver of now began, at
    `started_at`.
    """

    id: int
    key: str
    kind: str
    name: str
    common: Mapping[str, Any]
    options: Mapping[str, Any]
    state: str
    asked: str
    token: str
    template: str
    driver: str | None
    lease_until: dt.datetime | None
    total: int
    checked: int
    done: int
    failed: int
    left_out: int
    void: int
    done_before: int
    reason: str
    created_by: str
    created_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None

    @property
    def waiting(self) -> int:
        """Rows that are still to be made."""
        return self.total - self.done - self.failed - self.left_out - self.void

    @property
    def is_driven(self) -> bool:
        """Whether a driver holds it now."""
        return self.driver is not None and self.lease_until is not None and self.lease_until > now()


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a run."""

    batch_id: int
    driver: str


def begin_batch(engine: Engine, asked: NewBatch, *, by: str) -> tuple[Batch, bool]:
    """Begin a run, or find the one that was begun from the same; whether it is new."""
    with writing(engine) as connection:
        same = select(batches).where(batches.c.key == asked.key, batches.c.state != "cancelled")
        known = connection.execute(same.with_for_update()).first()
        if known is not None:
            return _batch(known), False
        values = {name: getattr(asked, name) for name in ("key", "kind", "name", "common", "options", "template")}
        counts = dict.fromkeys(("total", "checked", "done", "failed", "left_out", "void", "done_before"), 0)
        more = {"state": "loading", "asked": "", "token": uuid4().hex, "reason": "", "created_by": by, "created_at": now()}
        row = connection.execute(insert(batches).returning(*batches.c), {**values, **counts, **more}).one()
        note(connection, by, "add", "batches", row.id, kind=asked.kind)
        return _batch(row), True


def batch_under(engine: Engine, key: str) -> Batch | None:
    """The run that was begun from the same and not cancelled; None where there is none."""
    with reading(engine) as connection:
        row = connection.execute(select(batches).where(batches.c.key == key, batches.c.state != "cancelled")).first()
    return _batch(row) if row is not None else None


def batch_of(engine: Engine, batch_id: int) -> Batch:
    """The run with this id."""
    with reading(engine) as connection:
        return _batch(_found(connection, batch_id))


def all_batches(engine: Engine, *, limit: int = 50) -> tuple[Batch, ...]:
    """The newest runs first."""
    with reading(engine) as connection:
        return tuple(map(_batch, connection.execute(select(batches).order_by(batches.c.id.desc()).limit(limit))))


def claim(engine: Engine, batch_id: int, driver: str, *, dead: str | None = None) -> Lease:
    """Take a run over; refused while another driver works on it. `dead` is a driver that is known to be no more.

    What a driver that died was asked is not asked of the next; what was asked while nobody had the run is.
    """
    with writing(engine) as connection:
        row = _found(connection, batch_id, lock=True)
        if row.driver not in {None, driver, dead} and row.lease_until > now():
            raise ConflictError(
                "Lô này đang chạy ở một tiến trình khác.",
                hint=f"Xem: docgen batch status {batch_id}",
                page_hint="Mở trang của lô để xem tiến độ.",
            )
        values = {"driver": driver, "lease_until": now() + LEASE, "asked": row.asked if row.driver is None else ""}
        connection.execute(update(batches).where(batches.c.id == batch_id).values(values))
    return Lease(batch_id, driver)


def renew(connection: Connection, lease: Lease, **values: Any) -> str:
    """Keep the run in the transaction of the driver, with new values; what the driver is asked to do."""
    changed = update(batches).where(batches.c.id == lease.batch_id, batches.c.driver == lease.driver)
    asked = connection.scalar(changed.values(lease_until=now() + LEASE, **values).returning(batches.c.asked))
    if asked is None:
        raise ConflictError(
            "Lô này đã được một tiến trình khác làm tiếp.",
            hint=f"Xem: docgen batch status {lease.batch_id}",
            page_hint="Mở trang của lô để xem tiến độ.",
        )
    return str(asked)


def keep(engine: Engine, lease: Lease) -> str:
    """Keep the run while nothing else is written; what the driver is asked to do."""
    with writing(engine) as connection:
        return renew(connection, lease)


def count(**changes: int) -> dict[str, Any]:
    """Values for `renew` that add to the counts of a run."""
    return {name: batches.c[name] + change for name, change in changes.items() if change}


def set_state(engine: Engine, lease: Lease, state: str, *, by: str = "", **values: Any) -> None:
    """Say how the run stands; with `by`, the audit trail too."""
    with writing(engine) as connection:
        renew(connection, lease, state=state, **values)
        if by:
            note(connection, by, state, "batches", lease.batch_id)


def let_go(engine: Engine, lease: Lease) -> None:
    """Give the run back; nothing happens when another driver has it."""
    with writing(engine) as connection:
        mine = update(batches).where(batches.c.id == lease.batch_id, batches.c.driver == lease.driver)
        connection.execute(mine.values(driver=None, lease_until=None))


def ask(engine: Engine, batch_id: int, wish: str, *, by: str, reason: str = "") -> Batch:
    """Ask the driver to stop, or to cancel for this reason, after the chunk at hand. Nobody may be driving: see the answer."""
    with writing(engine) as connection:
        row = _found(connection, batch_id, lock=True)
        if row.state not in ENDED:
            told = {"asked": wish, **({"reason": reason} if wish == "cancel" else {})}
            connection.execute(update(batches).where(batches.c.id == batch_id).values(told))
            note(connection, by, f"ask-{wish}", "batches", batch_id)
        return _batch(row)


def take_back(engine: Engine, batch_id: int) -> None:
    """Nothing is asked any more of the driver that is about to come."""
    with writing(engine) as connection:
        connection.execute(update(batches).where(batches.c.id == batch_id).values(asked=""))


def forget_rows(engine: Engine, lease: Lease) -> None:
    """Load again from the start: rows of a loading that broke off go. Nothing has been numbered then."""
    with writing(engine) as connection:
        renew(connection, lease, total=0, checked=0, failed=0, left_out=0)
        connection.execute(delete(batch_rows).where(batch_rows.c.batch_id == lease.batch_id))


def counted(engine: Engine, batch_id: int) -> dict[str, int]:
    """How many rows are in each state, counted one by one: the counts of the run must say the same."""
    query = select(batch_rows.c.state, func.count()).where(batch_rows.c.batch_id == batch_id).group_by(batch_rows.c.state)
    with reading(engine) as connection:
        return {str(state): int(number) for state, number in connection.execute(query)}


def _found(connection: Connection, batch_id: int, *, lock: bool = False) -> AnyRow:
    query = select(batches).where(batches.c.id == batch_id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise NotInStoreError(
            f"Không có lô số {batch_id}.", hint="Xem các lô: docgen batch status", page_hint="Chọn lại ở trang Làm hàng loạt."
        )
    return row


def _batch(row: AnyRow) -> Batch:
    return Batch(**row._mapping)  # noqa: SLF001 - the public name of SQLAlchemy for it
