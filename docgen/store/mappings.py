"""Which column of a list stands for which field, kept under its headings: the same kind of list is understood the next time."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.tables import mappings


def keep_mapping(engine: Engine, key: str, fields: Mapping[str, str], *, by: str) -> None:
    """Keep the field of each heading (empty: not read) under the fingerprint of all headings, in place of what was kept."""
    values = {"key": key, "fields": dict(fields), "kept_by": by, "kept_at": now()}
    with writing(engine) as connection:
        into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        changed = {name: value for name, value in values.items() if name != "key"}
        connection.execute(into(mappings).values(values).on_conflict_do_update(index_elements=["key"], set_=changed))
        note(connection, by, "keep", "mappings", None, key=key)


def mapping_under(engine: Engine, key: str) -> dict[str, str]:
    """What was kept under these headings; empty when nothing was."""
    with reading(engine) as connection:
        found = connection.execute(select(mappings.c.fields).where(mappings.c.key == key)).scalar_one_or_none()
    return dict(found or {})
