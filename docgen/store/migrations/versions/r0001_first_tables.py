"""The tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Create every table, those first that others refer to."""
    _audit()
    _units()
    _users()
    _drafts()
    _people()
    _series()
    _signers()
    _documents()
    _draft_versions()
    _numbers()


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("what_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_what_what_id"), "audit", ["what", "what_id"], unique=False)


def _units() -> None:
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ma", sa.String(length=40), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("loai", sa.String(length=40), nullable=False),
        sa.Column("ten", sa.Text(), nullable=False),
        sa.Column("cap_tren", sa.Text(), nullable=True),
        sa.Column("cap_uy_cap_tren", sa.Text(), nullable=True),
        sa.Column("dia_danh", sa.Text(), nullable=True),
        sa.Column("ky_hieu", sa.String(length=20), nullable=True),
        sa.Column("co_con_dau", sa.Boolean(), nullable=False),
        sa.Column("nhiem_ky", sa.String(length=20), nullable=True),
        sa.Column("more", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("ma", name=op.f("uq_units_ma")),
    )


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("ho_ten", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=60), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_by", sa.String(length=60), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'issued', 'removed')", name=op.f("ck_drafts_state")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_drafts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_state_saved_at"), "drafts", ["state", "saved_at"], unique=False)
    op.create_index(op.f("ix_drafts_unit_id"), "drafts", ["unit_id"], unique=False)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("ma", sa.String(length=40), nullable=False),
        sa.Column("ho_ten", sa.Text(), nullable=False),
        sa.Column("gioi_tinh", sa.String(length=10), nullable=True),
        sa.Column("ngay_sinh", sa.Date(), nullable=True),
        sa.Column("dan_toc", sa.Text(), nullable=True),
        sa.Column("so_the_dang", sa.String(length=20), nullable=True),
        sa.Column("so_the_cu", sa.String(length=20), nullable=True),
        sa.Column("ngay_ket_nap", sa.Date(), nullable=True),
        sa.Column("ngay_chinh_thuc", sa.Date(), nullable=True),
        sa.Column("ngay_het_du_bi", sa.Date(), nullable=True),
        sa.Column("loai", sa.String(length=20), nullable=True),
        sa.Column("dien", sa.String(length=40), nullable=True),
        sa.Column("chuc_vu_dang", sa.Text(), nullable=True),
        sa.Column("chuc_vu_khac", sa.Text(), nullable=True),
        sa.Column("nhom", sa.String(length=40), nullable=True),
        sa.Column("to_dang", sa.Integer(), nullable=True),
        sa.Column("thuong_tru", sa.Text(), nullable=True),
        sa.Column("hoan_canh", sa.Text(), nullable=True),
        sa.Column("phu_trach", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_people_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("unit_id", "ma", name=op.f("uq_people_unit_id_ma")),
    )


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("the_loai", sa.String(length=40), nullable=False),
        sa.Column("term", sa.String(length=60), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_series_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("unit_id", "the_loai", "term", name=op.f("uq_series_unit_id_the_loai_term")),
    )


def _signers() -> None:
    op.create_table(
        "signers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("ho_ten", sa.Text(), nullable=False),
        sa.Column("chuc_vu", sa.String(length=40), nullable=True),
        sa.Column("thay_mat", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_signers_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signers")),
    )
    op.create_index(op.f("ix_signers_unit_id"), "signers", ["unit_id"], unique=False)


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("so_ky_hieu", sa.Text(), nullable=False),
        sa.Column("ngay", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("nguoi_ky", sa.Text(), nullable=False),
        sa.Column("noi_nhan", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("docx", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("marked_text", sa.Text(), nullable=False),
        sa.Column("bare_text", sa.Text(), nullable=False),
        sa.Column("marked_people", sa.Text(), nullable=False),
        sa.Column("bare_people", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.String(length=60), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_documents_draft_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_documents_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_draft_id"), "documents", ["draft_id"], unique=False)
    op.create_index(op.f("ix_documents_ngay"), "documents", ["ngay"], unique=False)
    op.create_index(op.f("ix_documents_unit_id"), "documents", ["unit_id"], unique=False)


def _draft_versions() -> None:
    op.create_table(
        "draft_versions",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.String(length=60), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_versions_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "version", name=op.f("pk_draft_versions")),
    )


def _numbers() -> None:
    op.create_table(
        "numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("so", sa.Integer(), nullable=False),
        sa.Column("suffix", sa.String(length=4), nullable=False),
        sa.Column("duplicate", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("so_ky_hieu", sa.Text(), nullable=False),
        sa.Column("ngay", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("nguoi_ky", sa.Text(), nullable=False),
        sa.Column("noi_nhan", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.String(length=60), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("origin IN ('own', 'late', 'other')", name=op.f("ck_numbers_origin")),
        sa.CheckConstraint("state IN ('reserved', 'issued', 'void')", name=op.f("ck_numbers_state")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_numbers_document_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_numbers_draft_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_numbers_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_numbers")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_numbers_document_id"), "numbers", ["document_id"], unique=False)
    op.create_index(op.f("ix_numbers_draft_id"), "numbers", ["draft_id"], unique=False)
    op.create_index(
        "uq_numbers_series_id_so_suffix",
        "numbers",
        ["series_id", "so", "suffix"],
        unique=True,
        sqlite_where=sa.text("duplicate = 0"),
        postgresql_where=sa.text("NOT duplicate"),
    )
