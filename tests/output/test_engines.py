"""Engines that hang, fall over, lose files or are not there; what stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from docgen.docx.package import open_package
from docgen.errors import DocgenError, MissingToolError, UnsafeFileError, UsageError
from docgen.output import dxpdf, libreoffice
from docgen.output.convert import Converter
from docgen.output.dxpdf import Dxpdf
from docgen.output.libreoffice import LibreOffice
from docgen.output.pages import page_count, page_texts
from support.examples import FILES
from support.word import paragraph, template, with_parts

DOCX = FILES[0].docx


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def fake_soffice(tmp_path: Path, monkeypatch):
    """A LibreOffice that behaves as told: `body` is the rest of a Python program, with `files` and `out` ready."""

    def make(body: str) -> None:
        program = tmp_path / "soffice"
        head = "import os, pathlib, subprocess, sys, time\nout = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\nout.mkdir()\n"
        program.write_text(
            f"#!{sys.executable}\n{head}files = [pathlib.Path(a) for a in sys.argv if a.endswith('.docx')]\n{body}"
        )
        program.chmod(0o755)
        monkeypatch.setattr(libreoffice, "program", lambda: str(program))

    return make


def test_the_worker_is_ended_when_it_hangs_and_the_next_document_is_fine() -> None:
    engine = Dxpdf(seconds=0.0001)
    with pytest.raises(DocgenError, match="dừng giữa chừng"):
        engine.convert(DOCX)
    engine._seconds = 60
    assert page_count(engine.convert(DOCX)) > 3
    engine.close()


def test_a_worker_that_is_killed_is_started_anew(converter: Converter) -> None:
    converter.dxpdf.convert(DOCX)
    converter.dxpdf._process.kill()
    assert page_count(converter.dxpdf.convert(DOCX)) > 3


def test_what_the_library_refuses_is_told_and_the_worker_lives_on(converter: Converter) -> None:
    with pytest.raises(DocgenError, match="báo lỗi"):
        converter.dxpdf.convert(b"PK not a zip")
    assert page_count(converter.dxpdf.convert(DOCX)) > 3


def test_nothing_stays_behind_after_closing(soffice, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    engines = Converter()
    engines.convert(DOCX)
    engines.convert(DOCX, "libreoffice")
    pid = engines.dxpdf._process.pid
    assert len(list(tmp_path.glob("docgen-*"))) == 2
    engines.close()
    assert list(tmp_path.glob("docgen-*")) == []
    assert not is_running(pid)


def test_what_dxpdf_refuses_goes_to_libreoffice(soffice, converter: Converter, monkeypatch) -> None:
    def refuse(_parts):
        raise DocgenError("hỏng")

    monkeypatch.setattr(converter.dxpdf, "draw", refuse)
    assert converter.convert(DOCX).engine == "libreoffice"
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(DocgenError, match="hỏng"):
        converter.convert(DOCX)


def test_libreoffice_that_hangs_is_ended_with_its_children(fake_soffice, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    fake_soffice(
        f"child = subprocess.Popen(['sleep', '60'])\npathlib.Path({str(note)!r}).write_text(str(child.pid))\ntime.sleep(60)"
    )
    start = time.perf_counter()
    with closing(LibreOffice(start_seconds=1.5, file_seconds=0)) as engine, pytest.raises(DocgenError, match="không trả lời"):
        engine.convert([DOCX])
    assert time.perf_counter() - start < 15
    assert not is_running(int(note.read_text()))


def test_a_hang_happens_once_and_the_second_try_is_taken(fake_soffice, tmp_path: Path) -> None:
    flag = tmp_path / "once"
    fake_soffice(
        f"flag = pathlib.Path({str(flag)!r})\n"
        "if not flag.exists():\n    flag.touch()\n    time.sleep(60)\n"
        "for file in files:\n    (out / f'{file.stem}.pdf').write_bytes(b'pdf')"
    )
    with closing(LibreOffice(start_seconds=1.5, file_seconds=0)) as engine:
        assert engine.convert([DOCX]) == [b"pdf"]


def test_files_that_do_not_come_out_are_counted(fake_soffice) -> None:
    fake_soffice("for file in files[:-1]:\n    (out / f'{file.stem}.pdf').write_bytes(b'pdf')")
    with closing(LibreOffice()) as engine, pytest.raises(DocgenError, match="không chuyển được 1/3 văn bản"):
        engine.convert([DOCX] * 3)


def test_no_call_has_more_files_than_libreoffice_takes(fake_soffice, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    fake_soffice(
        f"with open({str(calls)!r}, 'a') as stream:\n    print(len(files), file=stream)\n"
        "for file in files:\n    (out / f'{file.stem}.pdf').write_bytes(file.read_bytes())"
    )
    documents = [str(number).encode() for number in range(450)]
    with closing(LibreOffice()) as engine:
        assert engine.convert(documents) == documents
    assert calls.read_text().split() == ["200", "200", "50"]


def test_the_profile_forbids_macros_and_the_network(fake_soffice, tmp_path: Path) -> None:
    fake_soffice(
        f"profile = next(a for a in sys.argv if a.startswith('-env:UserInstallation=file://'))[len('-env:UserInstallation=file://'):]\n"
        f"text = (pathlib.Path(profile) / 'user' / 'registrymodifications.xcu').read_text() + os.environ['https_proxy']\n"
        f"pathlib.Path({str(tmp_path / 'seen')!r}).write_text(text)\n"
        "for file in files:\n    (out / f'{file.stem}.pdf').write_bytes(b'pdf')"
    )
    with closing(LibreOffice()) as engine:
        engine.convert([DOCX])
    seen = (tmp_path / "seen").read_text()
    assert '"MacroSecurityLevel" oor:op="fuse"><value>3<' in seen
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in seen
    assert seen.endswith("http://127.0.0.1:9")


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(MissingToolError, match="Chưa cài LibreOffice") as told:
        Converter().convert(DOCX, "libreoffice")
    assert "libreoffice-writer-nogui" in told.value.hint


def test_without_any_engine_the_message_says_so(monkeypatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    monkeypatch.setattr(dxpdf, "is_installed", lambda: False)
    with pytest.raises(MissingToolError, match="Không có bộ chuyển PDF nào"):
        Converter().convert(DOCX)
    with pytest.raises(MissingToolError, match="dxpdf"):
        Converter().convert(DOCX, "dxpdf")


def test_an_unknown_engine_and_a_harmful_file_are_refused(converter: Converter) -> None:
    with pytest.raises(UsageError, match="word"):
        converter.convert(DOCX, "word")
    parts = open_package(DOCX) | {"word/vbaProject.bin": b"x"}
    with pytest.raises(UnsafeFileError, match="macro"):
        converter.convert(with_parts(parts))


def test_every_word_of_a_document_is_on_the_pages(converter: Converter) -> None:
    pdf = converter.convert(template(paragraph("Chi bộ thôn Nà Khoang quyết nghị"))).pdf
    assert page_texts(pdf)[0].split() == ["Chi", "bộ", "thôn", "Nà", "Khoang", "quyết", "nghị"]


def test_the_worker_prints_nothing_and_ends_with_its_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docgen.output.worker"],
        input=b"",
        capture_output=True,
        check=False,
        env={**os.environ},
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (0, b"")
