"""`docgen book export` as a user meets it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docgen.cli import main
from docgen.store.numbers import reserve
from store.conftest import Databases


@pytest.fixture
def run(store, databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("DOCGEN_DATABASE_URL", store.url.render_as_string(hide_password=False).replace("+psycopg", ""))

    def call(*words: object) -> tuple[int, str]:
        status = main([*map(str, words)])
        told = capsys.readouterr()
        return status, told.out + told.err

    return call


def test_the_book_is_exported_by_the_ending_of_the_file(run, store, line, tmp_path: Path) -> None:
    assert run("book", "export", tmp_path / "a.docx")[0] == 5
    for _ in range(3):
        reserve(store, line, by="lan")
    for ending in ("docx", "XLSX"):
        status, told = run("book", "export", tmp_path / f"a.{ending}")
        assert (status, "1 dãy số, 3 số" in told) == (0, True)
        assert zipfile.is_zipfile(tmp_path / f"a.{ending}")
    assert run("book", "export", tmp_path / "a.docx")[0] == 7
    assert run("book", "export", tmp_path / "a.docx", "--force")[0] == 0
    status, told = run("book", "export", tmp_path / "a.pdf")
    assert (status, ".docx hoặc .xlsx" in told) == (2, True)
