"""Requests that a program may repeat: under one key of its own it gets one document, however often it asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.tables import requests


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked under a key: the fingerprint of it, and the draft that stands for it."""

    digest: str
    draft_id: int


def request_of(engine: Engine, by: str, key: str) -> Request | None:
    """What `by` has asked under this key; None when it is new."""
    query = select(requests.c.digest, requests.c.draft_id).where(requests.c.asked_by == by, requests.c.key == key)
    with reading(engine) as connection:
        row = connection.execute(query).first()
    return Request(row.digest, row.draft_id) if row else None


def keep_request(engine: Engine, by: str, key: str, asked: Request) -> Request:
    """Keep what is asked under this key; what was kept before, where two came at once."""
    values = {"asked_by": by, "key": key, "digest": asked.digest, "draft_id": asked.draft_id, "asked_at": now()}
    with writing(engine) as connection:
        into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(into(requests).values(values).on_conflict_do_nothing())
    return request_of(engine, by, key) or asked
