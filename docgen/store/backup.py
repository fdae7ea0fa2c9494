"""Everything in one file, while others work: backup, restore, check.

A backup is a SQLite file of the newest tables whatever database it was taken from, so it can be restored on either, opened by any
SQLite tool, and becomes the store itself when it is copied to its place.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from docgen.errors import FileError, StoreError, UsageError
from docgen.files import reason
from docgen.store import schema
from docgen.store.audit import note
from docgen.store.engine import connect, reading, writing
from docgen.store.faults import store_error
from docgen.store.immutable import protect, unprotect
from docgen.store.tables import documents, metadata, own_templates, sessions

_ROWS = 100
"""Rows that are copied at once: documents are large."""


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found: rows in each table, and faults in Vietnamese; none when all is well."""

    revision: str
    rows: dict[str, int]
    faults: tuple[str, ...]


def backup(engine: Engine, target: Path, *, force: bool = False) -> Health:
    """Write everything to the file `target`, checked; others may read and write meanwhile. Whole or not at all."""
    if os.path.lexists(target) and not force:
        raise FileError(f"Đã có tệp {target}.", hint="Chọn tên khác, hoặc thêm --force để ghi đè.")
    with reading(engine) as connection:
        _require_newest(connection)
    with _temporary(target.parent) as copy:
        _copy_out(engine, copy)
        health = _health_of_file(copy)
        if health.faults:
            raise StoreError(
                "Bản sao lưu không đạt:\n" + "\n".join(health.faults), hint="Chạy docgen db check để xem lỗi của kho."
            )
        try:
            copy.replace(target)
        except OSError as error:
            raise FileError(f"Không ghi được {target}: {reason(error)}.", hint="Xem lại thư mục và quyền ghi.") from error
    return health


def restore(engine: Engine, source: Path, *, by: str, force: bool = False) -> Health:
    """Put everything back as it was in the backup `source`, in one transaction; refused over existing data unless `force`.

    A backup of an older program is brought up to date first, in a copy. Others see the old state until it is done.
    """
    if not source.is_file():
        raise FileError(f"Không có tệp {source}.", hint="Xem lại tên tệp sao lưu.")
    with _temporary(Path(tempfile.gettempdir())) as copy:
        _take_in(source, copy)
        health = _health_of_file(copy)
        if health.faults:
            raise StoreError(
                "Bản sao lưu bị hỏng:\n" + "\n".join(health.faults), hint="Dùng bản sao lưu khác; kho chưa bị thay đổi."
            )
        with _opened(copy) as backup_engine, reading(backup_engine) as old, writing(engine) as connection:
            schema.prepare(connection, upgrade=True)
            if not force and any(_rows(connection).values()):
                raise UsageError(
                    "Kho đang có dữ liệu.", hint="Sao lưu kho hiện tại bằng docgen db backup, rồi thêm --force để thay hết."
                )
            _replace(old, connection)
            connection.execute(delete(sessions))  # who was logged in then need not be one who may now
            note(connection, by, "restore", "store", None, rows=sum(health.rows.values()))
    return health


def check(engine: Engine) -> Health:
    """Look through everything: the database's own integrity, and that every document's file is the one that was issued."""
    with reading(engine, steady=True) as connection:
        return _health(connection)


def _copy_out(engine: Engine, copy: Path) -> None:
    """A consistent copy of a running database: the backup API of SQLite, or all rows of one PostgreSQL snapshot."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database))) as source, closing(sqlite3.connect(copy)) as target:
            _in_vietnamese(lambda: source.backup(target))
            target.execute("PRAGMA journal_mode=DELETE")
        return
    with _opened(copy) as target_engine:
        with writing(target_engine) as connection:
            schema.migrate(connection)
        with reading(engine, steady=True) as old, writing(target_engine) as connection:
            _replace(old, connection)


def _replace(old: Connection, connection: Connection) -> None:
    """Delete every row, those first that refer to others, and copy every row of `old`."""
    unprotect(connection)
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))
    for table in metadata.sorted_tables:
        rows = old.execution_options(yield_per=_ROWS).execute(select(table).order_by(*table.primary_key)).mappings()
        for part in rows.partitions(_ROWS):
            connection.execute(insert(table), [dict(row) for row in part])
        _count_on(connection, table)
    protect(connection)


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids apart from the rows: go on behind the copied ones."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        sequence = func.pg_get_serial_sequence(table.name, "id")
        highest = func.coalesce(select(func.max(table.c.id)).scalar_subquery(), 0)
        connection.execute(select(func.setval(sequence, highest + 1, text("false"))))


def _take_in(source: Path, copy: Path) -> None:
    """Copy a backup and bring the copy up to date."""
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old, closing(sqlite3.connect(copy)) as new:
        _in_vietnamese(lambda: old.backup(new))
    with _opened(copy) as engine, writing(engine) as connection:
        if schema.require_known(connection) is None:
            raise StoreError(f"{source.name} không phải bản sao lưu của docgen.", hint="Chọn tệp do docgen db backup tạo.")
        schema.migrate(connection)


def _health_of_file(copy: Path) -> Health:
    with _opened(copy) as engine:
        return check(engine)


def _health(connection: Connection) -> Health:
    revision = _require_newest(connection)
    return Health(revision, _rows(connection), (*_integrity(connection), *_changed_files(connection)))


def _require_newest(connection: Connection) -> str:
    found = schema.require_known(connection)
    if found != schema.head():
        raise StoreError("Kho dữ liệu trống hoặc thuộc phiên bản docgen cũ hơn.", hint="Chạy docgen db upgrade.")
    return found


def _rows(connection: Connection) -> dict[str, int]:
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in metadata.sorted_tables}


def _integrity(connection: Connection) -> Iterator[str]:
    """What SQLite says of its file; PostgreSQL watches over relations itself and has no such question."""
    if connection.dialect.name != "sqlite":
        return
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    if found != ["ok"]:
        yield f"Tệp cơ sở dữ liệu hỏng ở {len(found)} chỗ."
    broken = {str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    yield from (f"Bảng {table} có mục trỏ tới mục không còn." for table in sorted(broken))


def _changed_files(connection: Connection) -> Iterator[str]:
    query = select(documents.c.id, documents.c.so_ky_hieu, documents.c.docx, documents.c.sha256)
    for row in connection.execution_options(yield_per=_ROWS).execute(query):
        if hashlib.sha256(row.docx).hexdigest() != row.sha256:
            yield f"Tệp của văn bản số {row.id} ({row.so_ky_hieu or 'không số'}) không còn đúng như khi ban hành."
    own = select(own_templates.c.id, own_templates.c.docx, own_templates.c.sha256)
    for template in connection.execution_options(yield_per=_ROWS).execute(own):
        if hashlib.sha256(template.docx).hexdigest() != template.sha256:
            yield f"Tệp của mẫu số {template.id} không còn đúng như khi nộp."


@contextmanager
def _opened(file: Path) -> Iterator[Engine]:
    """A SQLite file as an engine; its write-ahead log is folded into the file at the end."""
    engine = connect(f"sqlite:///{file}")
    try:
        yield engine
    finally:
        engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """A file that only this user can read, in `folder`; gone at the end with all that SQLite puts beside it."""
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".docgen-", suffix=".tmp")
    except OSError as error:
        raise FileError(
            f"Không ghi được vào {folder}: {reason(error)}.", hint="Xem lại thư mục, quyền ghi và chỗ trống."
        ) from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{name}{end}").unlink(missing_ok=True)


def _in_vietnamese(work: Callable[[], None]) -> None:
    try:
        work()
    except sqlite3.DatabaseError as error:
        raise _told(error) from error


def _told(error: sqlite3.DatabaseError) -> StoreError:
    return store_error(DBAPIError(None, None, error))
