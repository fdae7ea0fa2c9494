"""On SQLite a search looks through an index that holds the words, not through the files."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
_COLUMNS = ["ngay", "kind", "unit_id", "bare_text", "marked_text", "bare_people", "marked_people"]


def upgrade() -> None:
    """Put it in the place of the index of dates, with which it begins.

    Words of documents that are there stay as they are: longer than they need be, and found the same.
    """
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_documents_ngay", "documents")
        op.create_index("ix_documents_search", "documents", _COLUMNS)
