"""Which revision of the tables a database has, and the way to the newest."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from docgen.errors import StoreError

_ONE_AT_A_TIME = 20261122
"""Key of the PostgreSQL lock under which one process upgrades while others wait."""


def head() -> str:
    """The newest revision, the one this program works with."""
    return revisions()[-1]


def revisions() -> tuple[str, ...]:
    """Every revision this program knows, the oldest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in reversed(list(scripts.walk_revisions())))


def revision_of(connection: Connection) -> str | None:
    """The revision of a database; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def prepare(connection: Connection, *, upgrade: bool) -> None:
    """Set up an empty database, upgrade an older one if allowed, refuse what is not ours."""
    found = require_known(connection)
    if found == head():
        return
    if found is None and set(inspect(connection).get_table_names()) - {"alembic_version"}:
        raise StoreError(
            "Cơ sở dữ liệu này đã có bảng của chương trình khác.", hint="Chọn cơ sở dữ liệu trống, hoặc đặt DOCGEN_DATA khác."
        )
    if found is not None and not upgrade:
        raise StoreError(
            "Kho dữ liệu thuộc phiên bản docgen cũ hơn.", hint="Sao lưu bằng docgen db backup rồi chạy docgen db upgrade."
        )
    migrate(connection)


def require_known(connection: Connection) -> str | None:
    """The revision of a database; refuses one that a newer program has changed."""
    found = revision_of(connection)
    if found is not None and found not in revisions():
        raise StoreError(
            f"Kho dữ liệu thuộc phiên bản docgen mới hơn (bản cấu trúc {found}, chương trình này biết đến {head()}).",
            hint="Dùng phiên bản docgen mới nhất; chương trình cũ không mở để khỏi làm mất dữ liệu.",
        )
    return found


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to revision `to` inside the transaction of `connection`: all of them, or none."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
