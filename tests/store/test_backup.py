"""A backup holds everything, is made while others work, and comes back on either database."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from docgen.errors import FileError, StoreError, UsageError
from docgen.store import (
    attempts,
    backup,
    batch_plans,
    batch_rows,
    batches,
    book,
    drafts,
    duty_lines,
    legal_bases,
    mappings,
    numbers,
    own_templates,
    people,
    requests,
    schema,
    sessions,
    tokens,
    units,
    uploads,
    users,
)
from docgen.store.documents import find_documents
from docgen.store.engine import connect, open_store, reading, writing
from docgen.store.immutable import unprotect
from docgen.store.numbers import Series
from docgen.store.tables import metadata
from store.conftest import Databases, a_document, a_unit
from store.test_engine import OLD_ROWS
from store.test_own import a_basis


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row but the last line of the trail, which tells of the restoring itself."""
    with reading(engine) as connection:
        rows = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }
    assert rows.pop("sessions") == []
    rows["audit"] = [row for row in rows["audit"] if "restore" not in row]
    return rows


def fill(engine: Engine) -> Series:
    unit = units.save_unit(engine, a_unit(), by="lan")
    line = Series(unit, "nghi_quyet", "2025 - 2030")
    units.save_signer(engine, units.Signer(unit, "Hoàng Đình Khải", dt.date(2025, 1, 1)), by="lan")
    people.import_people(engine, [people.Person(unit, f"DV{turn:02d}", "Vi Văn An") for turn in range(120)], by="lan")
    lan = users.add_user(engine, "lan", "Lan", users.Role.ISSUES, by="lan")
    tokens.create_token(engine, lan, "văn thư", users.Role.DRAFTS, lasts=dt.timedelta(days=9), by="lan")
    attempts.take_attempt(engine, "lan", "127.0.0.1")
    draft = drafts.create_draft(engine, "nghi-quyet", "thuong_ky", {"a": "ă\x00"}, by="lan")
    drafts.save_draft(engine, draft.id, {"a": "â"}, base=1, by="lan")
    reserved = numbers.reserve(engine, line, by="lan", draft_id=draft.id)
    numbers.issue(engine, reserved, a_document(unit, draft_id=draft.id, docx=bytes(range(256)) * 200), "01-NQ/CB", by="lan")
    numbers.void(engine, numbers.reserve(engine, line, by="lan").id, reason="Nhầm", by="lan")
    numbers.reserve(engine, line, by="lan")
    uploads.keep_upload(engine, "roster", b"PK\x00", by="lan")
    legal_bases.save_basis(engine, a_basis(), by="lan")
    duty_lines.save_duty(engine, duty_lines.OwnDuty("bi_thu", "Giữ chìa khóa nhà văn hóa."), by="lan")
    own_templates.hand_in(engine, "nghi-quyet", "thuong_ky", "mau.docx", b"PK\x00mau", {"issues": []}, by="lan")
    requests.keep_request(engine, "lan", "van-ban-1", requests.Request("0" * 64, draft.id))
    batch, _ = batches.begin_batch(engine, batches.NewBatch("k", "nghi-quyet", "a.xlsx", {}, {}, "t"), by="lan")
    lease = batches.claim(engine, batch.id, "x 1 y")
    batch_rows.put_rows(engine, lease, [batch_rows.NewRow(0, 2, "Vi Văn An", {"so": 1}, "h", notes=("ă",))])
    batch_plans.add_plan(engine, batch_plans.NewPlan("nghi-quyet", "thuong_ky", "a.xlsx", b"PK", {}), by="lan")
    mappings.keep_mapping(engine, "0" * 64, {"cot la": "hoan_canh"}, by="lan")
    return line


def test_what_is_restored_equals_what_was_backed_up(databases: Databases, tmp_path: Path) -> None:
    engine = databases.engine()
    line = fill(engine)
    before = everything(engine)
    assert all(before.values())
    health = backup.backup(engine, tmp_path / "sao.db")
    assert (health.faults, health.rows["people"], health.revision) == ((), 120, schema.head())
    other = databases.engine()
    backup.restore(other, tmp_path / "sao.db", by="lan")
    assert everything(other) == before
    assert backup.check(other).faults == ()
    assert numbers.reserve(other, line, by="lan").so == 4
    assert units.save_unit(other, a_unit(ma="DU"), by="lan") == 2
    with pytest.raises(StoreError), writing(other) as connection:
        connection.execute(text("DELETE FROM documents"))


def test_a_store_moves_to_the_other_database(databases: Databases, tmp_path: Path) -> None:
    engine = databases.engine()
    fill(engine)
    backup.backup(engine, tmp_path / "sao.db")
    file = open_store(f"sqlite:///{tmp_path}/sao.db")
    assert everything(file) == everything(engine)
    file.dispose()
    assert not list(tmp_path.glob(".docgen-*"))


def test_restoring_over_data_needs_force_and_replaces_all_of_it(databases: Databases, tmp_path: Path) -> None:
    engine = databases.engine()
    line = fill(engine)
    before = everything(engine)
    backup.backup(engine, tmp_path / "sao.db")
    numbers.reserve(engine, line, by="mai")
    after = everything(engine)
    with pytest.raises(UsageError, match="đang có dữ liệu"):
        backup.restore(engine, tmp_path / "sao.db", by="lan")
    assert everything(engine) == after
    backup.restore(engine, tmp_path / "sao.db", by="lan", force=True)
    assert everything(engine) == before


def test_a_backup_is_one_moment_while_others_write(databases: Databases, tmp_path: Path) -> None:
    engine = databases.engine()
    line = fill(engine)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            reserved = numbers.reserve(engine, line, by="mai")
            numbers.issue(engine, reserved, a_document(line.unit_id), f"{reserved.so}-NQ/CB", by="mai")

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    for turn in range(5):
        backup.backup(engine, tmp_path / f"sao-{turn}.db")
    stop.set()
    writer.join(60)
    counts = []
    for turn in range(5):
        copy = open_store(f"sqlite:///{tmp_path}/sao-{turn}.db")
        assert backup.check(copy).faults == ()
        (state,) = book.report(copy)
        issued = len(find_documents(copy, None)), sum(row.state == "issued" for row in book.book(copy))
        assert state.gaps == () and issued[0] == min(issued[1], 50)
        counts.append(issued[1])
        copy.dispose()
    assert counts == sorted(counts) and counts[-1] > 1


def test_a_backup_of_an_older_program_is_restored(databases: Databases, tmp_path: Path) -> None:
    old = connect(f"sqlite:///{tmp_path}/cu.db")
    with writing(old) as connection:
        schema.migrate(connection, "0001")
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    old.dispose()
    before = (tmp_path / "cu.db").read_bytes()
    engine = databases.engine()
    backup.restore(engine, tmp_path / "cu.db", by="lan")
    assert [person.ho_ten for person in people.find_people(engine, 1, "dang thi")] == ["Đặng Thị Hường"]
    assert (tmp_path / "cu.db").read_bytes() == before


def test_a_changed_document_is_found_and_not_backed_up(databases: Databases, tmp_path: Path) -> None:
    engine = databases.engine()
    fill(engine)
    with writing(engine) as connection:
        unprotect(connection)
        connection.execute(text("UPDATE documents SET docx = :x"), {"x": b"khac"})
    assert backup.check(engine).faults == ("Tệp của văn bản số 1 (01-NQ/CB) không còn đúng như khi ban hành.",)
    with pytest.raises(StoreError, match="không đạt"):
        backup.backup(engine, tmp_path / "sao.db")
    assert not (tmp_path / "sao.db").exists()


def test_a_damaged_or_foreign_backup_changes_nothing(databases: Databases, tmp_path: Path) -> None:
    engine = databases.engine()
    fill(engine)
    before = everything(engine)
    backup.backup(engine, tmp_path / "sao.db")
    damaged = bytearray((tmp_path / "sao.db").read_bytes())
    damaged[20_000:60_000] = b"\xff" * 40_000
    (tmp_path / "hong.db").write_bytes(damaged)
    (tmp_path / "rac.db").write_bytes(b"khong phai sao luu" * 50)
    with sqlite3.connect(tmp_path / "khac.db") as foreign:
        foreign.execute("CREATE TABLE a (b)")
    foreign.close()
    for name in ("hong.db", "rac.db", "khac.db"):
        with pytest.raises(StoreError):
            backup.restore(engine, tmp_path / name, by="lan", force=True)
    with pytest.raises(FileError, match="Không có tệp"):
        backup.restore(engine, tmp_path / "khong-co.db", by="lan")
    assert everything(engine) == before


def test_an_existing_file_is_kept_and_an_impossible_place_told(databases: Databases, tmp_path: Path) -> None:
    engine = databases.engine()
    (tmp_path / "sao.db").write_text("của tôi")
    with pytest.raises(FileError, match="Đã có tệp"):
        backup.backup(engine, tmp_path / "sao.db")
    assert (tmp_path / "sao.db").read_text() == "của tôi"
    backup.backup(engine, tmp_path / "sao.db", force=True)
    assert backup.restore(databases.engine(), tmp_path / "sao.db", by="lan").rows["units"] == 0
    with pytest.raises(FileError, match="không có thư mục"):
        backup.backup(engine, tmp_path / "khong-co" / "sao.db")


def test_an_empty_database_is_not_checked_or_backed_up(databases: Databases, tmp_path: Path) -> None:
    engine = connect(databases.url())
    for action in (lambda: backup.check(engine), lambda: backup.backup(engine, tmp_path / "sao.db")):
        with pytest.raises(StoreError, match="trống"):
            action()
    engine.dispose()


def test_who_was_logged_in_then_is_not_logged_in_after_restoring(databases: Databases, tmp_path: Path) -> None:
    engine = databases.engine()
    users.add_user(engine, "lan", "Lan", users.Role.ISSUES, by="lan")
    token = sessions.begin_session(engine, users.user_named(engine, "lan")[0])
    backup.backup(engine, tmp_path / "sao.db")
    assert sessions.session_user(engine, token).name == "lan"
    backup.restore(engine, tmp_path / "sao.db", by="lan", force=True)
    assert sessions.session_user(engine, token) is None
