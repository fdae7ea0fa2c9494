"""`docgen db` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from docgen.cli import main
from docgen.store import numbers, schema
from docgen.store.engine import connect, open_store, writing
from docgen.store.immutable import unprotect
from docgen.store.numbers import Series
from docgen.store.units import save_unit
from store.conftest import Databases, a_document, a_unit


@dataclass
class Told:
    """What a command printed and how it ended."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def docgen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    def run(url: str, *arguments: object, **environment: str) -> Told:
        for name, value in {"DOCGEN_DATABASE_URL": url, **environment}.items():
            monkeypatch.setenv(name, value)
        status = main([*map(str, arguments)])
        return Told(status, *capsys.readouterr())

    return run


def test_the_way_of_a_store(docgen, databases: Databases, tmp_path: Path) -> None:
    url, other = databases.url(), databases.url()
    assert "bản cấu trúc" in docgen(url, "db", "upgrade").stdout
    engine = databases.engine(url)
    unit = save_unit(engine, a_unit(), by="lan")
    line = Series(unit, "nghi_quyet", "2025 - 2030")
    numbers.issue(engine, numbers.reserve(engine, line, by="lan"), a_document(unit), "01-NQ/CB", by="lan")
    numbers.reserve(engine, line, by="lan")
    told = docgen(url, "db", "check")
    assert told.returncode == 0
    assert "không có lỗi" in told.stdout and "1 văn bản, 0 bản nháp, 2 số" in told.stdout
    assert "số lấy mà chưa dùng: 2" in told.stdout
    assert "Đã sao lưu" in docgen(url, "db", "backup", tmp_path / "sao.db").stdout
    assert docgen(url, "db", "backup", tmp_path / "sao.db").returncode == 7
    restored = docgen(other, "db", "restore", tmp_path / "sao.db", "--json")
    assert json.loads(restored.stdout)["rows"]["documents"] == 1
    refused = docgen(other, "db", "restore", tmp_path / "sao.db")
    assert (refused.returncode, "--force" in refused.stderr) == (2, True)
    assert docgen(other, "db", "restore", tmp_path / "sao.db", "--force").returncode == 0


def test_a_damaged_store_exits_7(docgen, databases: Databases) -> None:
    url = databases.set_up()
    engine = databases.engine(url)
    unit = save_unit(engine, a_unit(), by="lan")
    numbers.issue(engine, numbers.reserve(engine, Series(unit, "a", "b"), by="lan"), a_document(unit), "01-NQ/CB", by="lan")
    with writing(engine) as connection:
        unprotect(connection)
        connection.execute(text("UPDATE documents SET docx = :x"), {"x": b"khac"})
    told = docgen(url, "db", "check")
    assert (told.returncode, "CÓ LỖI" in told.stdout, "01-NQ/CB" in told.stdout) == (7, True, True)
    body = json.loads(docgen(url, "db", "check", "--json").stdout)
    assert (len(body["faults"]), body["series"][0]["last"]) == (1, 1)


def test_an_older_store_is_upgraded_on_demand(docgen, databases: Databases) -> None:
    url = databases.url()
    engine = connect(url)
    with writing(engine) as connection:
        schema.migrate(connection, "0001")
    engine.dispose()
    told = docgen(url, "db", "check")
    assert (told.returncode, "docgen db upgrade" in told.stderr) == (7, True)
    assert json.loads(docgen(url, "db", "upgrade", "--json").stdout) == {"revision": schema.head()}
    assert docgen(url, "db", "check").returncode == 0


def test_the_file_lies_where_the_setting_says(docgen, tmp_path: Path) -> None:
    assert docgen("", "db", "upgrade", DOCGEN_DATA=str(tmp_path / "kho")).returncode == 0
    open_store(f"sqlite:///{tmp_path}/kho/docgen.db").dispose()
    assert (tmp_path / "kho").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["rac", "--json"])
def test_errors_are_vietnamese(docgen, tmp_path: Path, name: str) -> None:
    (tmp_path / "docgen.db").write_bytes(b"rac" * 500)
    words = ["db", "check", *([name] if name == "--json" else [])]
    told = docgen("", *words, DOCGEN_DATA=str(tmp_path))
    assert (told.returncode, "kho-du-lieu" in told.stderr) == (7, True)
