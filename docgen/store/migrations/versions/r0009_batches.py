"""Runs of many documents: the run, and every row of it with its number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("common", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.String(length=10), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("driver", sa.Text()),
        sa.Column("lease_until", moment),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("total", "checked", "done", "failed", "left_out", "void", "done_before")
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("started_at", moment),
        sa.Column("ended_at", moment),
        sa.CheckConstraint(
            "state IN ('loading', 'ready', 'running', 'stopped', 'done', 'cancelled')", name=op.f("ck_batches_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    alive = sa.text("state <> 'cancelled'")
    op.create_index("uq_batches_key", "batches", ["key"], unique=True, sqlite_where=alive, postgresql_where=alive)
    _rows()


def _rows() -> None:
    op.create_table(
        "batch_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("place", "version", "sheet_row")),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("number_id", sa.Integer()),
        sa.Column("so", sa.Integer()),
        sa.Column("so_ky_hieu", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64)),
        sa.Column("template", sa.String(length=64)),
        sa.Column("document_id", sa.Integer()),
        sa.CheckConstraint(
            "state IN ('waiting', 'reserved', 'done', 'failed', 'left_out', 'void', 'replaced')", name=op.f("ck_batch_rows_state")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_rows_batch_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_batch_rows_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_rows")),
        sa.UniqueConstraint("batch_id", "place", "version", name=op.f("uq_batch_rows_batch_id_place_version")),
    )
    op.create_index(op.f("ix_batch_rows_document_id"), "batch_rows", ["document_id"])
    failed = sa.text("state = 'failed'")
    op.create_index("ix_batch_rows_failed", "batch_rows", ["batch_id", "place"], sqlite_where=failed, postgresql_where=failed)
