"""What nobody misses: drafts that were begun and in which nothing was ever typed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine, delete, func, select

from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.engine import writing
from docgen.store.tables import draft_versions, drafts, numbers, requests

UNTOUCHED = dt.timedelta(days=1)
"""How long an untouched draft stays: its form may still be open in a browser."""


def sweep_drafts(engine: Engine, *, by: str) -> int:
    """Remove untouched drafts for good; how many they were.

    The newest draft stays: SQLite would give its id to the next one, and a form that is still open would save into that.
    """
    here = drafts.c
    wanted = select(here.id).where(
        here.state == "open",
        here.version == 1,
        here.title == "",
        here.saved_at < now() - UNTOUCHED,
        here.id < select(func.max(here.id)).scalar_subquery(),
        here.id.not_in(select(numbers.c.draft_id).where(numbers.c.draft_id.is_not(None))),
        here.id.not_in(select(requests.c.draft_id)),
    )
    with writing(engine) as connection:
        swept = connection.scalars(wanted).all()
        if swept:
            connection.execute(delete(draft_versions).where(draft_versions.c.draft_id.in_(swept)))
            connection.execute(delete(drafts).where(here.id.in_(swept)))
            note(connection, by, "sweep", "drafts", None, count=len(swept))
    return len(swept)
