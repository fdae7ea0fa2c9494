"""The tables of runs of many documents."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from docgen.store.columns import Json, Moment
from docgen.store.metadata import metadata

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("common", Json, nullable=False),
    Column("options", Json, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", String(10), nullable=False),
    Column("token", String(32), nullable=False),
    Column("template", String(64), nullable=False),
    Column("driver", Text),
    Column("lease_until", Moment),
    Column("total", Integer, nullable=False),
    Column("checked", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("void", Integer, nullable=False),
    Column("done_before", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_by", String(60), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    CheckConstraint("state IN ('loading', 'ready', 'running', 'stopped', 'done', 'cancelled')", name="state"),
    Index(
        "uq_batches_key",
        "key",
        unique=True,
        sqlite_where=text("state <> 'cancelled'"),
        postgresql_where=text("state <> 'cancelled'"),
    ),
)

batch_rows = Table(
    "batch_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch_id", ForeignKey(batches.c.id), nullable=False),
    Column("place", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sheet_row", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("input_hash", String(64), nullable=False),
    Column("data", Json, nullable=False),
    Column("state", String(10), nullable=False),
    Column("checked", Boolean, nullable=False),
    Column("error", Json),
    Column("notes", Json),
    Column("number_id", Integer),  # no key of another table: a number that is given back is deleted there
    Column("so", Integer),
    Column("so_ky_hieu", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64)),
    Column("template", String(64)),
    Column("document_id", ForeignKey("documents.id"), index=True),
    Column("whose", Text),  # the key of the name, by which papers of earlier runs are found
    Column("had_in", Integer),  # the run that has given the paper before, so that none is made
    Index("ix_batch_rows_whose", "whose", "batch_id"),
    UniqueConstraint("batch_id", "place", "version"),
    CheckConstraint("state IN ('waiting', 'reserved', 'done', 'failed', 'left_out', 'void', 'replaced')", name="state"),
    Index(
        "ix_batch_rows_failed",
        "batch_id",
        "place",
        sqlite_where=text("state = 'failed'"),
        postgresql_where=text("state = 'failed'"),
    ),
)

batch_plans = Table(
    "batch_plans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("variant", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("roster", LargeBinary, nullable=False),
    Column("reading", Json, nullable=False),
    Column("answers", Json, nullable=False),
    Column("assigned", Json, nullable=False),
    Column("batch_id", ForeignKey(batches.c.id), index=True),
    Column("version", Integer, nullable=False),
    Column("created_by", String(60), nullable=False),
    Column("saved_at", Moment, nullable=False),
)
