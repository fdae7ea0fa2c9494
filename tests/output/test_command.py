"""`docgen pdf` as its users meet it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from docgen import cli
from docgen.output import libreoffice
from docgen.output.pages import page_count
from support.commands import docgen_command
from support.examples import FILES
from support.word import template


def docgen(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*docgen_command(), *map(str, arguments)], input=stdin, capture_output=True, check=False)


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    path = tmp_path / "nghị quyết.docx"
    path.write_bytes(FILES[0].docx)
    return path


def test_a_document_becomes_a_pdf_and_pictures(docx: Path, tmp_path: Path) -> None:
    done = docgen("pdf", docx, "-o", tmp_path / "nq.pdf", "--png", tmp_path / "trang", "--width", 400)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b""
    assert "Đã tạo" in done.stderr.decode() and "(4 trang, dxpdf)" in done.stderr.decode()
    assert page_count((tmp_path / "nq.pdf").read_bytes()) == 4
    assert sorted(path.name for path in (tmp_path / "trang").iterdir()) == [f"nghị quyết-{n:02d}.png" for n in range(1, 5)]


def test_it_works_in_a_pipe_and_speaks_json(docx: Path, soffice) -> None:
    done = docgen("pdf", "-", "-o", "-", "--engine", "libreoffice", "--json", stdin=docx.read_bytes())
    assert done.stdout.startswith(b"%PDF")
    told = json.loads(done.stderr)
    assert (told["pages"], told["engine"], told["quick_look"], told["doubts"]) == (4, "libreoffice", False, [])


def test_existing_files_are_kept_unless_forced(docx: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"cu")
    assert cli.main(["pdf", str(docx), "-o", str(target)]) == 7
    assert target.read_bytes() == b"cu"
    assert cli.main(["pdf", str(docx), "-o", str(target), "--force"]) == 0
    assert target.read_bytes().startswith(b"%PDF")
    (tmp_path / "thu-muc").write_bytes(b"")
    assert cli.main(["pdf", str(docx), "-o", str(target), "--force", "--png", str(tmp_path / "thu-muc")]) == 7
    assert "Không tạo được thư mục" in capsys.readouterr().err


def test_a_quick_look_is_called_one(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    path = tmp_path / "hoa.docx"
    path.write_bytes(template("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>hoa</w:t></w:r></w:p>"))
    assert cli.main(["pdf", str(path), "-o", str(tmp_path / "hoa.pdf")]) == 0
    told = capsys.readouterr().err
    assert "Bản xem nhanh, có thể khác bản in từ Word: chữ in hoa bằng định dạng." in told


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["khong-co.docx", "-o", "a.pdf"], 7, "Không đọc được"),
        (["{docx}", "-o", "a.txt"], 2, "không có đuôi .pdf"),
        (["{docx}", "-o", "{folder}/a.pdf", "--engine", "word"], 2, "--engine"),
        (["{docx}", "-o", "{folder}/a.pdf", "--png", "{folder}/p", "--width", "99999"], 2, "Bề rộng ảnh"),
        (["{bad}", "-o", "{folder}/a.pdf"], 7, "tep-khong-an-toan"),
    ],
)
def test_what_is_wrong_is_told(docx: Path, tmp_path: Path, capsys, arguments: list[str], status: int, said: str) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK")
    filled = [argument.format(docx=docx, folder=tmp_path, bad=bad) for argument in arguments]
    assert cli.main(["pdf", *filled]) == status
    assert said in capsys.readouterr().err
