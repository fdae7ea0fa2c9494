"""Lists come as old Excel, as LibreOffice, as text in every encoding of a Vietnamese office, and pasted; damaged ones harm nobody."""

from __future__ import annotations

import datetime as dt
import io
import random
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest

from docgen.errors import FileError
from docgen.roster import foreign
from docgen.roster.foreign import ForeignBook
from docgen.roster.reading import RosterFile, read_pasted, read_roster

FILES = Path(__file__).parent / "files"
XLS, ODS = (FILES / f"danh-sach.{kind}" for kind in ("xls", "ods"))


def facts(file: RosterFile) -> list[dict[str, object]]:
    return [row.person.model_dump(exclude_none=True, exclude={"trang_thai"}) for row in file.rows()]


@pytest.mark.parametrize("path", [XLS, ODS], ids=["xls", "ods"])
def test_old_excel_and_libreoffice_are_read_like_excel(path: Path) -> None:
    file = read_roster(path.read_bytes())
    assert (file.sheet.title, file.top.heading, [one.title for one in file.table.sheets]) == (
        "Danh sách",
        3,
        ["Ghi chú", "Danh sách"],
    )
    assert facts(file) == [
        {"ho_ten": "Đàm Thị Hợi", "ngay_sinh": dt.date(1964, 6, 8), "so_the_dang": "099164000105", "ngay_ket_nap": dt.date(1993, 10, 14), "to_dang": 2, "thuong_tru": "Thôn Nà Khoang"},
        {"ho_ten": "Vi Văn An", "ngay_sinh": dt.date(1980, 1, 1), "so_the_dang": "099080000106", "ngay_ket_nap": dt.date(1993, 10, 14), "to_dang": 1, "thuong_tru": "Xóm “Trên”; ngõ 2"},
        {"ho_ten": "Lục Thị Ngân", "ngay_sinh": dt.date(1971, 2, 1), "ngay_ket_nap": dt.date(2005, 2, 3), "thuong_tru": "=1+1"},
    ]  # fmt: skip
    assert [[note.cell for note in row.notes] for row in file.rows()] == [[], ["C5", "D5", "E5"], ["E6"]]


def damaged(raw: bytes, seed: int) -> bytes:
    chance, made = random.Random(seed), bytearray(raw)  # noqa: S311 - the same damage in every run
    for _ in range(chance.choice((1, 3, 10, 40))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


@pytest.mark.parametrize("path", [XLS, ODS], ids=["xls", "ods"])
def test_a_damaged_file_is_read_or_refused_in_words(path: Path) -> None:
    refused = []
    for seed in range(25):
        try:
            list(read_roster(damaged(path.read_bytes(), seed)).rows())
        except FileError as error:
            refused.append(error.hint)
    assert refused and all(refused)


def test_a_reader_that_aborts_hangs_or_is_protected_is_told_in_words(monkeypatch) -> None:
    for code, said in (
        ("import os; os.abort()", "bị hỏng"),
        ("while True: pass", "bị hỏng"),
        ("print('[')", "bị hỏng"),
        ("raise SystemExit(3)", "mật khẩu"),
    ):
        monkeypatch.setattr(foreign, "_started", started(code))
        before = time.monotonic()
        with pytest.raises(FileError, match=said):
            ForeignBook(b"x" * 2_000_000, 9, seconds=1.5)
        assert time.monotonic() - before < 5


def started(code: str):
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    return lambda *_: subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">%b</manifest:manifest>'


def ods(content: bytes, manifest: bytes = MANIFEST % b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def sheet(rows: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    return f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'.encode()


MANY = sheet(
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (ods(b"<a/>"), "bị hỏng|không theo mẫu"),
        (ods(b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "cách lạ"),
        (ods(b" " * 80_000_000 + b"<a/>"), "quá lớn"),
        (ods(b"<a/>")[:-30], "bị hỏng"),
        (ods(MANY), "bị hỏng|không theo mẫu"),
        (ods(sheet("") + b"<"), "bị hỏng|không theo mẫu"),
        (XLS.read_bytes()[:3000], "bị hỏng"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "trang web"),
        (b'<?xml version="1.0"?><Workbook/>', "trang web"),
    ],
    ids=range(9),
)
def test_hostile_sheets_are_refused_in_words(raw: bytes, said: str) -> None:
    before = time.monotonic()
    with pytest.raises(FileError, match=said):
        list(read_roster(raw).rows())
    assert time.monotonic() - before < 40


def test_a_binary_workbook_of_excel_says_how_to_save_it() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\0")
    with pytest.raises(FileError, match=r"\.xlsb") as error:
        read_roster(made.getvalue())
    assert "Lưu Thành" in error.value.hint and "*.xlsx" in error.value.hint


def test_a_sheet_of_libreoffice_with_a_password_is_told() -> None:
    with pytest.raises(FileError, match="có mật khẩu"):
        read_roster(ods(b"<a/>", MANIFEST % b"<manifest:encryption-data/>"))


LINES = "Họ và tên\tNgày sinh\tNơi ở\r\nĐàm Thị Hợi\t8/6/1964\tXóm Trên, thôn Nà Khoang\r\nNguyễn Văn Ưởng\t1/2/1970\tĐường Lữ Gia\r\n"
MEANT = [("Đàm Thị Hợi", "Xóm Trên, thôn Nà Khoang"), ("Nguyễn Văn Ưởng", "Đường Lữ Gia")]


def in_1258(text: str) -> bytes:
    """As Windows writes it: the letter with its hat as one, the tone after it."""
    made = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            made += letter.encode("cp1258")
        except UnicodeEncodeError:
            bare, *marks = unicodedata.normalize("NFD", letter)
            hats = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
            tones = [mark for mark in marks if mark not in hats]
            made += unicodedata.normalize("NFC", bare + "".join(hats)).encode("cp1258") + "".join(tones).encode("cp1258")
    return bytes(made)


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        in_1258,
    ],
)
@pytest.mark.parametrize("separator", ["\t", ";"])
def test_text_in_every_encoding_is_read_letter_by_letter(encode, separator: str) -> None:
    file = read_roster(encode(LINES.replace("\t", separator)))
    assert [(row.person.ho_ten, row.person.thuong_tru) for row in file.rows()] == MEANT
    assert (file.table.encoding == "windows-1258") == (encode is in_1258)


def test_text_of_before_unicode_is_read_and_unknown_bytes_are_refused() -> None:
    tcvn = "Hä vµ tªn;N¬i ë\n§µm ThÞ Hîi;Xãm Trªn\nNguyÔn V¨n ¦ëng;§­êng L÷ Gia\n".encode("latin-1")
    file = read_roster(tcvn)
    assert (file.table.encoding, [row.person.ho_ten for row in file.rows()]) == ("TCVN3", ["Đàm Thị Hợi", "Nguyễn Văn Ưởng"])
    with pytest.raises(FileError, match="bảng mã không nhận ra"):
        read_roster("Họ tên;x\nпривет;мир\n".encode("koi8-r", "replace"))


def test_what_is_pasted_from_excel_is_read() -> None:
    assert [(row.person.ho_ten, row.person.thuong_tru) for row in read_pasted(LINES).rows()] == MEANT


@pytest.mark.parametrize(
    "text",
    [
        "Đàm Thị Hợi\nVi Văn An\n",
        "1. Đàm Thị Hợi\n\n2. Vi Văn An",
        "- Đàm Thị Hợi\n- Vi Văn An",
        "Họ và tên\nĐàm Thị Hợi\nVi Văn An",
    ],
)
def test_names_one_a_line_need_no_heading(text: str) -> None:
    assert [row.person.ho_ten for row in read_pasted(text).rows() if row.person] == ["Đàm Thị Hợi", "Vi Văn An"]


def test_what_is_no_list_is_refused() -> None:
    for text in ("Kính gửi: chi bộ\nĐề nghị gửi danh sách", "x"):
        with pytest.raises(FileError):
            read_pasted(text)


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_blank_rows_and_columns_before_a_list_and_rows_beyond_the_beginning_count() -> None:
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    indent = '<table:table-cell table:number-columns-repeated="2"/>'
    people = "".join(
        f"<table:table-row>{indent}{cell(f'Vi An {number}')}{cell('1/1/1970')}</table:table-row>" for number in range(300)
    )
    file = read_roster(
        ods(sheet(f"{blank}<table:table-row>{indent}{cell('Họ tên')}{cell('Ngày sinh')}</table:table-row>{people}"))
    )
    rows = list(file.rows())
    assert [(one.letter, one.field) for one in file.columns] == [("C", "ho_ten"), ("D", "ngay_sinh")]
    assert [row.number for row in rows] == list(range(5, 305))
    assert rows[-1].person.ho_ten == "Vi An 299"
