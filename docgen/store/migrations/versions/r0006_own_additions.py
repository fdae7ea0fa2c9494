"""What an office adds to what is shipped: legal bases, duty lines, templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the three tables."""
    _legal_bases()
    _duty_lines()
    _own_templates()


def _legal_bases() -> None:
    op.create_table(
        "legal_bases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loai", sa.Text(), nullable=False),
        sa.Column("so_ky_hieu", sa.Text(), nullable=True),
        sa.Column("ngay", sa.Date(), nullable=False),
        sa.Column("co_quan", sa.Text(), nullable=False),
        sa.Column("trich_yeu", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_bases")),
    )


def _duty_lines() -> None:
    op.create_table(
        "duty_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nhom", sa.String(length=40), nullable=False),
        sa.Column("viec", sa.Text(), nullable=False),
        sa.Column("san_pham", sa.Text(), nullable=True),
        sa.Column("han", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_lines")),
    )


def _own_templates() -> None:
    op.create_table(
        "own_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("docx", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("uploaded_by", sa.String(length=60), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_by", sa.String(length=60), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'approved', 'stopped')", name=op.f("ck_own_templates_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_templates")),
    )
    op.create_index(
        "uq_own_templates_kind_variant",
        "own_templates",
        ["kind", "variant"],
        unique=True,
        sqlite_where=sa.text("state = 'approved'"),
        postgresql_where=sa.text("state = 'approved'"),
    )
