"""The tables as they are now. Migrations (docgen/store/migrations) lead there from every earlier revision.

Names of columns that a secretary knows are Vietnamese without diacritics, as in `schemas`; mechanics are English.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from docgen.store.batch_tables import batch_plans, batch_rows, batches
from docgen.store.columns import Json, Moment
from docgen.store.metadata import metadata

__all__ = ["batch_plans", "batch_rows", "batches", "metadata"]  # defined beside; whoever asks for the tables gets all of them

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(60), nullable=False, unique=True),
    Column("ho_ten", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", Text),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey(users.c.id), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey(users.c.id), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_by", String(60), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

login_attempts = Table(
    "login_attempts",
    metadata,
    Column("bucket", String(20), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("open_at", Moment, nullable=False),
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ma", String(40), nullable=False, unique=True),
    Column("own", Boolean, nullable=False),
    Column("loai", String(40), nullable=False),
    Column("ten", Text, nullable=False),
    Column("cap_tren", Text),
    Column("cap_uy_cap_tren", Text),
    Column("dia_danh", Text),
    Column("ky_hieu", String(20)),
    Column("co_con_dau", Boolean, nullable=False),
    Column("nhiem_ky", String(20)),
    Column("more", Json, nullable=False),
)

signers = Table(
    "signers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey(units.c.id), nullable=False, index=True),
    Column("ho_ten", Text, nullable=False),
    Column("chuc_vu", String(40)),
    Column("thay_mat", String(40)),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey(units.c.id), nullable=False),
    Column("ma", String(40), nullable=False),
    Column("ho_ten", Text, nullable=False),
    Column("gioi_tinh", String(10)),
    Column("ngay_sinh", Date),
    Column("dan_toc", Text),
    Column("so_the_dang", String(20)),
    Column("so_the_cu", String(20)),
    Column("ngay_ket_nap", Date),
    Column("ngay_chinh_thuc", Date),
    Column("ngay_het_du_bi", Date),
    Column("loai", String(20)),
    Column("dien", String(40)),
    Column("chuc_vu_dang", Text),
    Column("chuc_vu_khac", Text),
    Column("nhom", String(40)),
    Column("to_dang", Integer),
    Column("thuong_tru", Text),
    Column("hoan_canh", Text),
    Column("phu_trach", Text),
    Column("bare_name", Text, nullable=False, server_default=""),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("unit_id", "ma"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey(units.c.id), index=True),
    Column("kind", String(40), nullable=False),
    Column("variant", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("data", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("created_by", String(60), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("saved_by", String(60), nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("held_by", String(60)),
    Column("held_until", Moment),
    CheckConstraint("state IN ('open', 'issued', 'removed')", name="state"),
    Index(None, "state", "saved_at"),
)

draft_versions = Table(
    "draft_versions",
    metadata,
    Column("draft_id", ForeignKey(drafts.c.id), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("data", Json, nullable=False),
    Column("saved_by", String(60), nullable=False),
    Column("saved_at", Moment, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey(units.c.id), nullable=False, index=True),
    Column("draft_id", ForeignKey(drafts.c.id), index=True),
    Column("kind", String(40), nullable=False),
    Column("variant", String(40), nullable=False),
    Column("so_ky_hieu", Text, nullable=False),
    Column("ngay", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("nguoi_ky", Text, nullable=False),
    Column("noi_nhan", Text, nullable=False),
    Column("data", Json, nullable=False),
    Column("docx", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("marked_text", Text, nullable=False),
    Column("bare_text", Text, nullable=False),
    Column("marked_people", Text, nullable=False),
    Column("bare_people", Text, nullable=False),
    Column("issued_by", String(60), nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("template_sha256", String(64)),
    # SQLite would go through every file, which stands before the words in its row: there the index holds all that a search
    # asks for. PostgreSQL keeps long values outside the row, and takes no index of such length.
    Index("ix_documents_search", "ngay", "kind", "unit_id", "bare_text", "marked_text", "bare_people", "marked_people").ddl_if(
        dialect="sqlite"
    ),
    Index("ix_documents_ngay", "ngay").ddl_if(dialect="postgresql"),
    Index(
        "ix_documents_words", text("docgen_words(marked_text)"), postgresql_using="gin", postgresql_with={"fastupdate": "off"}
    ).ddl_if(dialect="postgresql"),
)

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey(units.c.id), nullable=False),
    Column("the_loai", String(40), nullable=False),
    Column("term", String(60), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    UniqueConstraint("unit_id", "the_loai", "term"),
)

numbers = Table(
    "numbers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series_id", ForeignKey(series.c.id), nullable=False),
    Column("so", Integer, nullable=False),
    Column("suffix", String(4), nullable=False),
    Column("duplicate", Boolean, nullable=False, server_default=false()),
    Column("state", String(10), nullable=False),
    Column("origin", String(10), nullable=False),
    Column("token", String(32), nullable=False),
    Column("draft_id", ForeignKey(drafts.c.id), index=True),
    Column("document_id", ForeignKey(documents.c.id), index=True),
    Column("so_ky_hieu", Text, nullable=False),
    Column("ngay", Date),
    Column("title", Text, nullable=False),
    Column("nguoi_ky", Text, nullable=False),
    Column("noi_nhan", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("taken_by", String(60), nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    CheckConstraint("state IN ('reserved', 'issued', 'void')", name="state"),
    CheckConstraint("origin IN ('own', 'late', 'other')", name="origin"),
    Index(
        "uq_numbers_series_id_so_suffix",
        "series_id",
        "so",
        "suffix",
        unique=True,
        sqlite_where=text("duplicate = 0"),
        postgresql_where=text("NOT duplicate"),
    ),
    sqlite_autoincrement=True,  # the id of a number that was given back is in the audit trail: it never comes again
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(32), nullable=False, unique=True),
    Column("purpose", String(20), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("kept_by", String(60), nullable=False),
    Column("kept_at", Moment, nullable=False),
)

legal_bases = Table(
    "legal_bases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("loai", Text, nullable=False),
    Column("so_ky_hieu", Text),
    Column("ngay", Date, nullable=False),
    Column("co_quan", Text, nullable=False),
    Column("trich_yeu", Text, nullable=False),
    Column("kind", String(40)),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
)

duty_lines = Table(
    "duty_lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nhom", String(40), nullable=False),
    Column("viec", Text, nullable=False),
    Column("san_pham", Text),
    Column("han", Text),
    Column("active", Boolean, nullable=False),
)

own_templates = Table(
    "own_templates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("variant", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("docx", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("report", Json, nullable=False),
    Column("state", String(10), nullable=False),
    Column("uploaded_by", String(60), nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("approved_by", String(60)),
    Column("approved_at", Moment),
    Column("stopped_by", String(60)),
    Column("stopped_at", Moment),
    CheckConstraint("state IN ('waiting', 'approved', 'stopped')", name="state"),
    Index(
        "uq_own_templates_kind_variant",
        "kind",
        "variant",
        unique=True,
        sqlite_where=text("state = 'approved'"),
        postgresql_where=text("state = 'approved'"),
    ),
)

requests = Table(
    "requests",
    metadata,
    Column("asked_by", String(60), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("draft_id", ForeignKey(drafts.c.id), nullable=False),
    Column("asked_at", Moment, nullable=False),
)

mappings = Table(
    "mappings",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("fields", Json, nullable=False),
    Column("kept_by", String(60), nullable=False),
    Column("kept_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(60), nullable=False),
    Column("action", String(40), nullable=False),
    Column("what", String(20), nullable=False),
    Column("what_id", Integer),
    Column("details", Json, nullable=False),
    Index(None, "what", "what_id"),
)
