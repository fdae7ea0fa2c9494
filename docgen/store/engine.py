"""Opening the database and its transactions: SQLite in the user's folder by default, PostgreSQL by `DOCGEN_DATABASE_URL`."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from docgen.errors import MissingToolError, StoreError, UsageError
from docgen.files import reason
from docgen.store import schema
from docgen.store.faults import store_error

URL_SETTING = "DOCGEN_DATABASE_URL"
FILE = "docgen.db"
BUSY_SECONDS = 30
"""How long a writer waits for another one before the user is told that the database is busy."""


def open_store(url: str | None = None, *, upgrade: bool = False) -> Engine:
    """The database, ready for this program. An empty one is set up.

    One of an older program is brought up to date when `upgrade` is given and refused otherwise (`docgen db upgrade`); one of a
    newer program is always refused: this program would not know what it must keep.
    """
    engine = connect(url)
    try:
        with writing(engine) as connection:
            schema.prepare(connection, upgrade=upgrade)
    except BaseException:
        engine.dispose()
        raise
    return engine


def connect(url: str | None = None) -> Engine:
    """The engine for `url`, for DOCGEN_DATABASE_URL or for the file in the user's folder; what is in it is not looked at."""
    target = _url(url)
    if target.get_backend_name() == "sqlite":
        return _sqlite(target)
    if target.get_backend_name() != "postgresql":
        raise UsageError(
            f"Không dùng được cơ sở dữ liệu loại “{target.get_backend_name()}”.",
            hint="DOCGEN_DATABASE_URL bắt đầu bằng postgresql:// hoặc sqlite:///; bỏ trống thì dùng tệp trong máy.",
        )
    if find_spec("psycopg") is None:
        raise MissingToolError(
            "Thiếu thư viện psycopg để nối PostgreSQL.", hint='Cài bằng: pip install "docgen-vanban[postgres]"; rồi chạy lại.'
        )
    options = f"-c lock_timeout={BUSY_SECONDS}s"
    return create_engine(
        target.set(drivername="postgresql+psycopg"), connect_args={"options": options}, hide_parameters=True, pool_pre_ping=True
    )


def is_set_up() -> bool:
    """Whether this user has a store: whoever only looks does not make one."""
    return bool(os.environ.get(URL_SETTING)) or (data_folder() / FILE).exists()


def data_folder() -> Path:
    """Where the database file lies: DOCGEN_DATA, or the folder for programs' data of this user."""
    if chosen := os.environ.get("DOCGEN_DATA"):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "docgen"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "docgen"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "docgen"


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is kept, or nothing. Other writers of a SQLite file wait for its end."""
    with _told(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine, *, steady: bool = False) -> Iterator[Connection]:
    """One transaction that only reads and waits for nobody; with `steady`, all of it sees one state on PostgreSQL too."""
    with _told(), engine.connect() as connection:
        options: dict[str, Any] = {"docgen_read": True}
        if steady and engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        with connection.execution_options(**options).begin():
            yield connection


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise store_error(error) from error


def _url(url: str | None) -> URL:
    chosen = url or os.environ.get(URL_SETTING)
    if not chosen:
        return URL.create("sqlite", database=str(_folder() / FILE))
    try:
        return make_url(chosen.replace("postgres://", "postgresql://", 1))
    except ArgumentError as error:
        raise UsageError(
            "DOCGEN_DATABASE_URL không phải địa chỉ cơ sở dữ liệu.",
            hint="Dạng đúng: postgresql://tên:mật-khẩu@máy-chủ/cơ-sở-dữ-liệu; bỏ trống thì dùng tệp trong máy.",
        ) from error


def _folder() -> Path:
    folder = data_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục kho dữ liệu {folder}: {reason(error)}.",
            hint="Xem lại quyền ghi, hoặc đặt DOCGEN_DATA tới thư mục khác.",
        ) from error
    return folder


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(dbapi: Any, _record: Any) -> None:
    """WAL lets readers and one writer work at once; FULL keeps what was acknowledged through a power cut."""
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    _to_wal(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _to_wal(cursor: sqlite3.Cursor) -> None:
    """Once in the life of a file. SQLite does not wait by itself when another program is just doing the same."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(0.02)
        else:
            return


def _on_begin(connection: Connection) -> None:
    """Take the lock at once: two writers that both began by reading could never go on."""
    deferred = connection.get_execution_options().get("docgen_read")
    connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")
