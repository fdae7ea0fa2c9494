"""The program in docs/api.md does what it says, against a server that runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.cli import main
from docgen.examples import example_text
from docgen.kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="runs in the source tree")


def test_the_example_program_issues_one_document_however_often_it_runs(
    served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCGEN_DATA", str(tmp_path / "kho"))
    assert main(["key"]) == 0
    key = capsys.readouterr().out.strip()
    script = re.search(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "ban_hanh.py").write_text(script[1] if script else "", "utf-8")
    text = example_text(KINDS["nghi-quyet"], "thuong_ky")
    (tmp_path / "thang-11.yaml").write_text(re.sub(r"^so: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    (tmp_path / "hong.yaml").write_text(text.replace("nhiem_vu:", "nhim_vu:"), "utf-8")
    environment = {**os.environ, "DOCGEN_URL": served.rstrip("/"), "DOCGEN_KEY": key, "PYTHONUTF8": "1"}

    def run(file: str, **changed: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "ban_hanh.py", file, "nghi-quyet"]
        return subprocess.run(command, cwd=tmp_path, env={**environment, **changed}, capture_output=True, text=True, check=False)

    first, again = run("thang-11.yaml"), run("thang-11.yaml")
    assert (first.returncode, first.stderr) == (0, "")
    assert "Đã ban hành 01-NQ/CB: thang-11.docx, thang-11.pdf" in first.stdout
    assert again.stdout == first.stdout
    assert (tmp_path / "thang-11.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "thang-11.pdf").read_bytes().startswith(b"%PDF-")
    broken = run("hong.yaml")
    assert broken.returncode == 1
    assert "nhiem_vu: " in broken.stderr
    assert "Authorization" in run("thang-11.yaml", DOCGEN_KEY="la").stderr
