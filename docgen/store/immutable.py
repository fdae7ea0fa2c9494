"""Issued documents and the audit trail cannot be changed or deleted: the database itself refuses, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

_TABLES = ("documents", "audit")
_FUNCTION = """CREATE OR REPLACE FUNCTION docgen_immutable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'docgen: % is immutable', TG_TABLE_NAME; END $$"""


def protect(connection: Connection) -> None:
    """Let the database refuse changes from now on."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_FUNCTION))
    for statement in _triggers(connection.dialect.name):
        connection.execute(text(statement))


def unprotect(connection: Connection) -> None:
    """Allow changes until `protect`; for migrations and for restoring a backup, inside their transaction."""
    on = " ON {}" if connection.dialect.name == "postgresql" else ""
    for table in _TABLES:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on.format(table)}"))


def _triggers(dialect: str) -> Iterator[str]:
    for table in _TABLES:
        for verb in ("update", "delete"):
            head = f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} FOR EACH ROW"
            if dialect == "postgresql":
                yield f"{head} EXECUTE FUNCTION docgen_immutable()"
            else:
                yield f"{head} BEGIN SELECT RAISE(ABORT, 'docgen: {table} is immutable'); END"
