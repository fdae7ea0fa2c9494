"""A file that was shown to its sender and waits to be taken over is kept in the store: nowhere else does people's data lie."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from docgen.store.columns import Moment

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_by", sa.String(60), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
        sa.UniqueConstraint("token", name="uq_uploads_token"),
    )
