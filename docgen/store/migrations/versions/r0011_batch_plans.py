"""Runs of many documents while they are prepared on pages: the list, how it is read, the common facts, who gets which duties."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "batch_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roster", sa.LargeBinary(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("assigned", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_plans_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_plans")),
    )
    op.create_index(op.f("ix_batch_plans_batch_id"), "batch_plans", ["batch_id"])
