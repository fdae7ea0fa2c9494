"""Light where it counts: no library is loaded that the command does not need, and without isal the files are the same."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from docgen.docx import archive
from docgen.docx.package import open_package
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.pipeline import render

LOADED = "import sys; from docgen.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
KIND = KINDS["quyet-dinh-phan-cong"]


def loaded_by(*arguments: str) -> set[str]:
    """Names of all modules that a command loads."""
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_making_a_document_loads_no_layout_rules_no_network_and_no_process_library(tmp_path: Path) -> None:
    data = tmp_path / "a.json"
    data.write_text(validate(example_data(KIND, "ca_nhan"), KIND).model_dump_json(exclude_none=True), "utf-8")
    loaded = loaded_by("make", KIND.code, str(data), "-o", str(tmp_path / "a.docx"))
    assert (tmp_path / "a.docx").exists()
    assert "docgen.pipeline" in loaded
    heavy = {
        "docgen.check.layout",
        "docgen.docx.view",
        "docgen.docx.compose",
        "docgen.cli.demo",
        "docgen.output",
        "templates_docx.source",
    }
    assert not loaded & (heavy | {"subprocess", "multiprocessing", "asyncio", "unittest", "sqlite3", "ssl", "flask", "web"})


def test_help_loads_neither_schemas_nor_templates() -> None:
    assert not loaded_by("--version") & {"pydantic", "jinja2", "lxml", "docx", "docxtpl", "yaml", "flask", "waitress"}


def test_a_worker_of_a_run_loads_no_database() -> None:
    code = "import docgen.batch.warm, sys; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert "docgen.batch.jobs" in loaded
    assert not loaded & {"sqlalchemy", "alembic", "sqlite3", "docgen.store.engine"}


def test_only_who_looks_at_pages_loads_the_pdf_libraries() -> None:
    assert not loaded_by("pdf", "--help") & {"pypdfium2", "pypdfium2_raw", "dxpdf", "lxml", "docgen.output"}


def test_who_logs_in_with_a_password_loads_no_identity_provider() -> None:
    assert not loaded_by("users", "--help") & {"argon2", "flask", "sqlalchemy"}
    code = "import web.server, sys; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert "argon2" in loaded
    assert not loaded & {"authlib", "requests", "joserfc", "cryptography"}


@pytest.fixture
def zlib_archive(monkeypatch: pytest.MonkeyPatch):
    """The module as it is on a machine without isal."""
    monkeypatch.setitem(sys.modules, "isal", None)
    spec = importlib.util.spec_from_file_location("archive_with_zlib", archive.__file__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module._deflater is zlib
    return module


def test_without_isal_the_parts_are_the_same(zlib_archive) -> None:
    parts = open_package(render(validate(example_data(KIND, "ca_nhan"), KIND), KIND))
    static = {name: data for name, data in parts.items() if not name.startswith("word/document")}
    changed = {name: data for name, data in parts.items() if name.startswith("word/document")}
    made = zlib_archive.Archive(static).write(changed)
    assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
    assert open_package(made) == parts


def test_a_part_that_another_document_shares_is_the_same_in_both(zlib_archive) -> None:
    for module in (archive, zlib_archive):
        whole = module.Archive({"[Content_Types].xml": b"<x/>", "a.xml": b"a" * 100})
        documents = [whole.write({"word/document.xml": text * 3000, "word/footer1.xml": b"<f/>"}) for text in (b"x", b"y", b"x")]
        assert documents[0] == documents[2] != documents[1]
        with zipfile.ZipFile(io.BytesIO(documents[1])) as opened:
            assert opened.testzip() is None
            assert opened.read("word/footer1.xml") == b"<f/>"
            assert opened.read("word/document.xml") == b"y" * 3000
