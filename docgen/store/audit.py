"""The audit trail: who did what to which entry, when. Ids, numbers and reasons; no text of documents, no member's data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from docgen.store.columns import now
from docgen.store.engine import reading
from docgen.store.tables import audit


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail: `actor` did `action` to entry `what_id` of `what` (drafts, numbers, people, …)."""

    id: int
    at: dt.datetime
    actor: str
    action: str
    what: str
    what_id: int | None
    details: Mapping[str, Any]


def note(connection: Connection, actor: str, action: str, what: str, what_id: int | None, **details: Any) -> None:
    """Add a line in the transaction of what it tells: there is never the one without the other."""
    line = {"at": now(), "actor": actor, "action": action, "what": what, "what_id": what_id, "details": details}
    connection.execute(insert(audit), line)


def trail(engine: Engine, *, what: str | None = None, what_id: int | None = None, limit: int = 200) -> tuple[Entry, ...]:
    """The newest lines first, of everything, of one table, or of one entry."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if what is not None:
        query = query.where(audit.c.what == what)
    if what_id is not None:
        query = query.where(audit.c.what_id == what_id)
    with reading(engine) as connection:
        return tuple(Entry(**row) for row in connection.execute(query).mappings())
