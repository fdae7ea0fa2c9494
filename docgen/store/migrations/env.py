"""Run by Alembic: migrate over the connection that `docgen.store.schema` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from docgen.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
