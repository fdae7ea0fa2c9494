"""Fonts judged by their letters, and the check of the whole machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from docgen import cli
from docgen.errors import DocgenError
from docgen.output import doctor, fonts, libreoffice

POOR = "Liberation Serif without Vietnamese, as Debian's fonts-liberation 1.07 has it"


@pytest.fixture
def poor_font(tmp_path: Path) -> Path:
    """A font with the right name and the letters of Western Europe only."""
    font = TTFont(fonts.FOLDER / "LiberationSerif-Regular.ttf")
    options = subset.Options(name_IDs=["*"])
    chooser = subset.Subsetter(options)
    chooser.populate(unicodes=range(0x20, 0x100))
    chooser.subset(font)
    path = tmp_path / "times.ttf"
    font.save(path)
    return path


@pytest.mark.parametrize("path", fonts.shipped(), ids=lambda path: path.stem)
def test_the_shipped_font_has_every_vietnamese_letter(path: Path) -> None:
    assert fonts.missing_letters(path) == ""
    assert fonts.coverage(path) == set(TTFont(path).getBestCmap())


def test_there_are_four_styles_and_a_licence() -> None:
    assert len(fonts.shipped()) == 4
    assert "SIL OPEN FONT LICENSE" in (fonts.FOLDER / "LICENSE").read_text("utf-8")


def test_all_vietnamese_letters_are_asked_for() -> None:
    assert set("ĂÂĐÊÔƠƯăâđêôơưẠẲẪẬẼỂỆỈỖỘỞỢỦỮỰỲỴỶỸạẳẫậẽểệỉỗộởợủữựỳỵỷỹ") <= fonts.VIETNAMESE
    assert len(fonts.VIETNAMESE) == 146


def test_a_font_is_judged_by_its_letters_not_by_its_name(poor_font: Path) -> None:
    assert "ệ" in fonts.missing_letters(poor_font)
    assert "é" not in fonts.missing_letters(poor_font)


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\0\1\0\0" + b"\xff" * 40, b"ttcf" + b"\0" * 30])
def test_a_damaged_font_has_no_letters(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.ttf").write_bytes(data)
    assert fonts.coverage(tmp_path / "x.ttf") == frozenset()


def test_a_times_without_vietnamese_is_not_used(poor_font: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(fonts.sys, "platform", "linux")
    monkeypatch.setattr(fonts, "system_files", lambda: [poor_font] * 4)
    assert fonts.used_files() == fonts.shipped()
    made = fonts.environment(tmp_path)
    assert str(poor_font) in Path(made["FONTCONFIG_FILE"]).read_text("utf-8")
    assert (tmp_path / "LiberationSerif-Italic.ttf").exists()


def test_a_good_times_is_used_as_it_is(tmp_path: Path, monkeypatch) -> None:
    files = [tmp_path / f"times{style}.ttf" for style in ("", "bd", "i", "bi")]
    for path, source in zip(files, fonts.shipped(), strict=True):
        path.write_bytes(source.read_bytes())
    monkeypatch.setattr(fonts, "system_files", lambda: files)
    assert fonts.used_files() == files
    assert fonts.environment(tmp_path) == {}
    assert next(found for found in doctor.examine() if found.code == "times_new_roman").state == "dat"


def test_this_machine_passes(soffice) -> None:
    found = {finding.code: finding for finding in doctor.examine()}
    assert {"python", "phong_chu", "times_new_roman", "dxpdf", "libreoffice", "thu_muc_tam", "thu_muc"} <= set(found)
    assert [finding for finding in found.values() if finding.state == "thieu"] == []
    assert found["libreoffice"].state == "dat"
    assert found["libreoffice"].found[0].isdigit()


def test_what_is_missing_is_told_with_what_to_do(monkeypatch, poor_font: Path, capsys) -> None:
    monkeypatch.setattr(fonts, "used_files", lambda: [poor_font])
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    monkeypatch.setattr(doctor.Dxpdf, "convert", lambda _self, _docx: (_ for _ in ()).throw(DocgenError("hỏng")))
    assert cli.main(["doctor"]) == 6
    printed = capsys.readouterr()
    assert "[THIẾU] Phông chữ: times.ttf thiếu" in printed.out
    assert "[THIẾU] Bộ chuyển PDF kèm theo (dxpdf): hỏng" in printed.out
    assert "[Nên có] LibreOffice: chưa cài" in printed.out
    assert "Lỗi [thieu-cong-cu]: Thiếu Phông chữ, Bộ chuyển PDF kèm theo (dxpdf)." in printed.err


def test_a_folder_that_cannot_be_written_and_a_full_disk_are_told(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", lambda **_: (_ for _ in ()).throw(PermissionError()))
    assert [finding.state for finding in doctor._folders()] == ["thieu", "nen_co"]
    monkeypatch.undo()
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 5 * 2**20})())
    assert [finding.found.endswith("còn 5 MB") for finding in doctor._folders()] == [True, True]


def test_old_and_unknown_versions_of_libreoffice_are_told(monkeypatch) -> None:
    for version in ("7.3.7.2", ""):
        monkeypatch.setattr(libreoffice, "program", lambda: "soffice")
        monkeypatch.setattr(libreoffice, "version", lambda version=version: version)
        assert doctor._reference().state == "nen_co"
    assert libreoffice.is_new_enough("24.2.1") and libreoffice.is_new_enough("7.4.0")


def test_programs_read_the_check_as_json() -> None:
    done = subprocess.run([sys.executable, "-m", "docgen", "doctor", "--json"], capture_output=True, check=True)
    assert {"code", "name", "state", "found", "hint"} == set(json.loads(done.stdout)[0])
