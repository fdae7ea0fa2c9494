"""Opening the store: where it lies, which revision it has, and what the user reads when it cannot be opened."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, delete, insert, inspect, select, text, update

from docgen.errors import MissingToolError, StoreError, UsageError
from docgen.store import audit, people, schema
from docgen.store.columns import now
from docgen.store.documents import keep_document
from docgen.store.engine import connect, data_folder, open_store, reading, writing
from docgen.store.tables import audit as audit_table
from docgen.store.tables import documents, metadata, units
from docgen.store.units import save_unit
from store.conftest import Databases, a_document, a_unit

OLD_ROWS = (
    "INSERT INTO units (ma, own, loai, ten, co_con_dau, more) VALUES ('CB01', true, 'chi_bo', 'Chi bộ Nà Khoang', false, '{}')",
    "INSERT INTO people (unit_id, ma, ho_ten, active) VALUES (1, 'DV01', 'Đặng Thị Hường', true)",
    "INSERT INTO series (unit_id, the_loai, term, first, last) VALUES (1, 'nghi_quyet', '2025 - 2030', 1, 7)",
)


@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_the_newest_migration_makes_the_tables_of_the_program(databases: Databases) -> None:
    with databases.engine().connect() as connection:

        def is_meant(thing, _name, kind, is_reflected, _other) -> bool:
            wanted = thing._ddl_if if kind == "index" and not is_reflected else None
            return wanted is None or wanted.dialect == connection.dialect.name

        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_meant})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("revision", schema.revisions()[:-1])
def test_data_of_every_earlier_revision_is_kept(databases: Databases, revision: str) -> None:
    url = databases.url()
    engine = connect(url)
    with writing(engine) as connection:
        schema.migrate(connection, revision)
        for statement in OLD_ROWS:
            connection.execute(text(statement))
        if revision != "0001":  # from then on the program fills it in itself
            connection.execute(text("UPDATE people SET bare_name = 'dang thi huong'"))
    engine.dispose()
    with pytest.raises(StoreError, match="cũ hơn"):
        open_store(url)
    engine = open_store(url, upgrade=True)
    found = people.find_people(engine, 1, "huong" if revision < "0002" else "")  # 0002 fills in the names that are there
    assert [person.ho_ten for person in found] == ["Đặng Thị Hường"]
    with reading(engine) as connection:
        assert schema.revision_of(connection) == schema.head()
        assert connection.scalar(text("SELECT last FROM series")) == 7
    engine.dispose()


def test_a_migration_that_fails_leaves_the_old_tables(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    url = databases.url()
    engine = connect(url)
    with writing(engine) as connection:
        schema.migrate(connection, "0001")
    monkeypatch.setattr("docgen.store.immutable.protect", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        open_store(url, upgrade=True)
    with reading(engine) as connection:
        assert schema.revision_of(connection) == "0001"
        assert "bare_name" not in {column["name"] for column in inspect(connection).get_columns("people")}
    engine.dispose()


def test_two_programs_that_start_at_once_set_up_one_store(databases: Databases) -> None:
    url, failures = databases.url(), []

    def start() -> None:
        try:
            open_store(url).dispose()
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    databases.engine(url)


def test_a_store_of_a_newer_program_is_left_alone(databases: Databases) -> None:
    url = databases.set_up()
    engine = databases.engine(url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for upgrade in (False, True):
        with pytest.raises(StoreError, match="mới hơn"):
            open_store(url, upgrade=upgrade)


def test_a_database_of_another_program_is_left_alone(databases: Databases) -> None:
    url = databases.url()
    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE cua_nguoi_khac (a integer)"))
    engine.dispose()
    with pytest.raises(StoreError, match="chương trình khác"):
        open_store(url)


def test_issued_documents_and_the_trail_cannot_be_changed(store: Engine, unit: int) -> None:
    keep_document(store, a_document(unit), by="lan")
    for statement in (
        update(documents).values(title="x"),
        delete(documents),
        update(audit_table).values(actor="x"),
        delete(audit_table),
    ):
        with pytest.raises(StoreError, match="từ chối"), writing(store) as connection:
            connection.execute(statement)
    assert audit.trail(store)[0].actor == "lan"


def test_a_broken_relation_is_told_without_values(store: Engine) -> None:
    with pytest.raises(StoreError) as told:
        people.save_person(store, people.Person(unit_id=99, ma="DV01", ho_ten="Lục Thị Ngân"), by="lan")
    assert "Ngân" not in f"{told.value} {told.value.hint} {told.value.__cause__}"


def test_a_failed_transaction_leaves_nothing(store: Engine) -> None:
    def fail() -> None:
        with writing(store) as connection:
            audit.note(connection, "lan", "add", "units", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert audit.trail(store) == ()


def test_moments_come_back_in_utc_and_json_as_it_was(store: Engine) -> None:
    moment = now()
    more = {"b": "Đồng chí", "a": [1, None, "\ud800", "\x00"]}
    with writing(store) as connection:
        connection.execute(
            insert(units).values(ma="X", own=False, loai="x", ten="x", co_con_dau=False, more=more),
        )
        connection.execute(insert(audit_table).values(at=moment, actor="a", action="b", what="c", details={}))
        assert connection.scalar(select(audit_table.c.at)) == moment
        kept = connection.scalar(select(units.c.more))
    assert (kept, list(kept)) == (more, ["b", "a"])


def test_the_folder_follows_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCGEN_DATA", str(tmp_path / "kho"))
    monkeypatch.delenv("DOCGEN_DATABASE_URL", raising=False)
    open_store().dispose()
    assert (tmp_path / "kho" / "docgen.db").exists()
    monkeypatch.delenv("DOCGEN_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert data_folder() == tmp_path / "docgen"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert data_folder() == tmp_path / "Local" / "docgen"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert data_folder().parts[-2:] == ("Application Support", "docgen")


def test_wrong_addresses_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="không phải địa chỉ"):
        connect("khong phai")
    with pytest.raises(UsageError, match="mysql"):
        connect("mysql://a/b")
    with pytest.raises(StoreError, match="Không nối được"):
        open_store(f"postgresql://docgen:mat-khau@/x?host={tmp_path}")
    blocked = tmp_path / "tep"
    blocked.write_text("x")
    monkeypatch.setenv("DOCGEN_DATA", str(blocked / "kho"))
    monkeypatch.delenv("DOCGEN_DATABASE_URL", raising=False)
    with pytest.raises(StoreError, match="không phải thư mục"):
        connect()
    monkeypatch.setattr("docgen.store.engine.find_spec", lambda _: None)
    with pytest.raises(MissingToolError, match="psycopg"):
        connect("postgres://a/b")


def test_a_locked_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.store.engine.BUSY_SECONDS", 0.2)
    url = f"sqlite:///{tmp_path}/kho.db"
    engine = open_store(url)
    with writing(engine), pytest.raises(StoreError, match="đang bận"):
        save_unit(engine, a_unit(), by="lan")
    save_unit(engine, a_unit(), by="lan")
    engine.dispose()


def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "kho.db"
    file.write_bytes(b"khong phai kho du lieu" * 100)
    with pytest.raises(StoreError, match="bị hỏng"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == b"khong phai kho du lieu" * 100
    with pytest.raises(StoreError, match="Không mở được"):
        open_store(f"sqlite:///{tmp_path}/khong-co/kho.db")


def test_a_database_that_is_only_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "kho.db"
    open_store(f"sqlite:///{file}").dispose()
    engine = connect(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="chỉ cho đọc"):
        save_unit(engine, a_unit(), by="lan")
    engine.dispose()


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path}/kho.db")
    unit = save_unit(engine, a_unit(), by="lan")
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="đã đầy"):
        keep_document(engine, a_document(unit, docx=b"x" * 100_000), by="lan")
    assert [entry.what for entry in audit.trail(engine)] == ["units"]
    engine.dispose()


def test_the_store_needs_no_driver_of_postgresql(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    importlib.import_module("docgen.store.engine")
    open_store(f"sqlite:///{tmp_path}/kho.db").dispose()


def test_a_copied_file_is_a_store(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path}/kho.db")
    save_unit(engine, a_unit(), by="lan")
    engine.dispose()
    shutil.copy(tmp_path / "kho.db", tmp_path / "chep.db")
    with sqlite3.connect(tmp_path / "chep.db") as connection:
        assert connection.execute("SELECT ma FROM units").fetchone() == ("CB01",)
    connection.close()
