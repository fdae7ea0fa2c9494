"""The programs in docs/api.md do what they say, against a server that runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from docgen.cli import main
from docgen.examples import example_text
from docgen.kinds import KINDS
from support.batch import common
from support.books import book
from support.office import office

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="runs in the source tree")


SCRIPTS = ("goi.py", "ban_hanh.py", "lam_lo.py")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a program of the page, saved under the name that the page says."""
    monkeypatch.setenv("DOCGEN_DATA", str(tmp_path / "kho"))
    assert main(["key"]) == 0
    key = capsys.readouterr().out.strip()
    page = PAGE.read_text("utf-8")
    blocks = re.findall(r"`(\w+\.py)`:\n\n```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert tuple(name for name, _ in blocks) == SCRIPTS
    for name, script in blocks:
        (tmp_path / name).write_text(script, "utf-8")
    environment = {**os.environ, "DOCGEN_URL": served.rstrip("/"), "DOCGEN_KEY": key, "PYTHONUTF8": "1"}
    environment.pop("PYTHONPATH", None)

    def run(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-s", *words]
        return subprocess.run(command, cwd=tmp_path, env={**environment, **changed}, capture_output=True, text=True, check=False)

    return run


def test_the_example_program_issues_one_document_however_often_it_runs(run: Run, tmp_path: Path) -> None:
    text = example_text(KINDS["nghi-quyet"], "thuong_ky")
    (tmp_path / "thang-11.yaml").write_text(re.sub(r"^so: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    (tmp_path / "hong.yaml").write_text(text.replace("nhiem_vu:", "nhim_vu:"), "utf-8")
    words = ("ban_hanh.py", "thang-11.yaml", "nghi-quyet")
    first, again = run(*words), run(*words)
    assert (first.returncode, first.stderr) == (0, "")
    assert "Đã ban hành 01-NQ/CB: thang-11.docx, thang-11.pdf" in first.stdout
    assert again.stdout == first.stdout
    assert (tmp_path / "thang-11.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "thang-11.pdf").read_bytes().startswith(b"%PDF-")
    broken = run("ban_hanh.py", "hong.yaml", "nghi-quyet")
    assert broken.returncode == 1
    assert "nhiem_vu: " in broken.stderr
    assert "Authorization" in run(*words, DOCGEN_KEY="la").stderr


def test_the_example_program_makes_every_decision_of_a_list(run: Run, store: Engine, tmp_path: Path) -> None:
    office(store)
    heads = ["TT", "Họ và tên", "Ngày sinh", "Nghề nghiệp"]
    (tmp_path / "dang-vien.xlsx").write_bytes(
        book(heads, [1, "Vi Văn An", "3/2/64", "Nông dân"], [2, "Lục Thị Ngân", "1979", ""])
    )
    (tmp_path / "hong.xlsx").write_bytes(book(heads, [1, "Vi Văn An", "31/2/1964", "Nông dân"], [2, "Lục Thị Ngân", "1979", ""]))
    (tmp_path / "chung.json").write_text(json.dumps(common()), "utf-8")
    refused = run("lam_lo.py", "hong.xlsx", "chung.json", "ra.zip")
    assert (refused.returncode, "Hàng 2: " in refused.stderr, "31/2/1964" in refused.stderr) == (1, True, True)
    made = run("lam_lo.py", "dang-vien.xlsx", "chung.json", "ra.zip")
    assert (made.returncode, made.stderr) == (0, "")
    for words in ("B “Họ và tên”: Họ và tên", "C2 “3/2/64”: ", "2/2 đảng viên thuộc diện", "Đã làm 2 văn bản, 0 lỗi: ra.zip"):
        assert words in made.stdout
    assert {"01 Vi Văn An.docx", "02 Lục Thị Ngân.docx"} <= set(zipfile.ZipFile(tmp_path / "ra.zip").namelist())
