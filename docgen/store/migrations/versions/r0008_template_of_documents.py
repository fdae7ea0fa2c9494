"""Which template a document was made with; of those issued before, nobody knows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column. Documents that are there stay as they are: the database refuses to change them."""
    op.add_column("documents", sa.Column("template_sha256", sa.String(length=64), nullable=True))
