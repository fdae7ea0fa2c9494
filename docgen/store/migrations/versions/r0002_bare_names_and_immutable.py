"""People are found without diacritics; issued documents and the audit trail cannot be changed any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from docgen.store.immutable import protect
from docgen.vietnamese.names import without_marks

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Add the column, fill it for the people who are there, put the triggers in place."""
    op.add_column("people", sa.Column("bare_name", sa.Text(), nullable=False, server_default=""))
    people = sa.table("people", sa.column("id", sa.Integer), sa.column("ho_ten", sa.Text), sa.column("bare_name", sa.Text))
    connection = op.get_bind()
    for key, name in connection.execute(sa.select(people.c.id, people.c.ho_ten)).all():
        connection.execute(people.update().where(people.c.id == key).values(bare_name=without_marks(name).lower()))
    protect(connection)
