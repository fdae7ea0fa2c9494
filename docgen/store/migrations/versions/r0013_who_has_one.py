"""Rows of runs can be found by whose they are, so that nobody is given the same paper once more by a corrected list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from docgen.vietnamese.names import loose_key

revision = "0013"
down_revision = "0012"
_AT_ONCE = 5_000


def upgrade() -> None:
    """Add the columns and the index; rows that are there get their key."""
    op.add_column("batch_rows", sa.Column("whose", sa.Text()))
    op.add_column("batch_rows", sa.Column("had_in", sa.Integer()))
    connection, after = op.get_bind(), 0
    page = sa.text("SELECT id, name FROM batch_rows WHERE id > :after ORDER BY id LIMIT :limit")
    while rows := connection.execute(page, {"after": after, "limit": _AT_ONCE}).all():
        told = [{"id": row.id, "whose": loose_key(row.name)} for row in rows]
        connection.execute(sa.text("UPDATE batch_rows SET whose = :whose WHERE id = :id"), told)
        after = rows[-1].id
    op.create_index("ix_batch_rows_whose", "batch_rows", ["whose", "batch_id"])
