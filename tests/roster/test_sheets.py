"""The cells of an .xlsx are read as exactly as the file has them, and as openpyxl reads them where it reads them exactly."""

# ruff: noqa: DTZ001 - a workbook knows no zones
from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from docgen.docx.sheets import Book
from docgen.docx.texts_of_cells import OldText
from docgen.roster.reading import Row, read_roster
from support.books import book, saved


def cells_of(raw: bytes, wide: int = 50) -> list[tuple[object, ...]]:
    opened = Book(raw)
    return list(opened.rows(opened.sheets[0], wide))


def changed(raw: bytes, name: str, change) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return made.getvalue()


CELL = (
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats(-1e12, 1e12).map(lambda number: round(number, 3))
    | st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2999, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
    | st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=20
    ).filter(lambda text: not text.startswith("=") and "_x" not in text)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, max_size=6), min_size=1, max_size=6))
def test_every_cell_is_what_openpyxl_reads(rows: list[list[object]]) -> None:
    made = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row, 1):
            made.active.cell(number, place).value = cell
            if isinstance(cell, str):
                made.active.cell(number, place).data_type = "s"
    raw = saved(made)
    theirs = list(openpyxl.load_workbook(io.BytesIO(raw), read_only=True).active.iter_rows(values_only=True))
    ours = cells_of(raw)
    wide = max(map(len, theirs), default=0)
    padded = [(*row, *[None] * (wide - len(row))) for row in ours]
    blank = [row for row in theirs if not any(cell is not None for cell in row)]
    assert padded + blank[: len(theirs) - len(padded)] == [tuple(cell if cell != "" else None for cell in row) for row in theirs]


def test_numbers_keep_their_digits_their_zeros_and_their_days() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append([99164000105, 99164000105, 12.5, 34256, 34256, 34256, 59, 0.5, 10**17])
    for letter, written in {
        "B": "000000000000",
        "D": '"ngày "dd" tháng "mm" năm "yyyy',
        "E": "[$-42A]d/m/yyyy;@",
        "F": '"Day: "0',
        "G": "dd/mm/yyyy",
        "H": "hh:mm",
    }.items():
        sheet[f"{letter}1"].number_format = written
    day = dt.datetime(1993, 10, 14)
    assert cells_of(saved(made)) == [(99164000105, "099164000105", 12.5, day, day, 34256, dt.datetime(1900, 2, 28), 0.5, 1e17)]


def test_days_since_1904_gaps_and_rows_that_go_back() -> None:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    assert Book(saved(made)).day(0) == dt.date(1904, 1, 1) and Book(book(["x"])).day(1) == dt.date(1900, 1, 1)
    rows = b'<row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c><v>2</v></c></row><row r="1"><c r="A1" t="str"><f>1</f><v>a_x000D_b</v></c></row>'
    raw = changed(
        book(["x"]),
        "xl/worksheets/sheet1.xml",
        lambda part: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + rows + b"</sheetData>", part),
    )
    assert cells_of(raw) == [(), (None, 1), (), (), (2,), ("a\rb",)]


def test_the_strict_form_and_shared_texts_of_runs_are_read() -> None:
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Vi </t></r><r><rPr><b/></rPr><t>An</t></r><rPh><t>no</t></rPh></si></sst>'
    raw = changed(
        book(["x"]), "xl/worksheets/sheet1.xml", lambda part: re.sub(rb"<c .*</c>", b'<c r="A1" t="s"><v>0</v></c>', part)
    )
    made = io.BytesIO(raw)
    with zipfile.ZipFile(made, "a") as archive:
        if "xl/sharedStrings.xml" not in archive.namelist():
            archive.writestr("xl/sharedStrings.xml", texts)
    raw = changed(made.getvalue(), "xl/sharedStrings.xml", lambda _part: texts)
    assert cells_of(raw) == [("Vi An",)]
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        raw = changed(
            raw,
            name,
            lambda part: part.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            ),
        )
    assert cells_of(raw) == [("Vi An",)]


def in_fonts(*rows: tuple[str, str]) -> list[Row]:
    made = openpyxl.Workbook()
    made.active.append(["TT", "Họ và tên", "Dân tộc"])
    for number, (text, font) in enumerate(rows, 2):
        made.active.append([number, text, "Kinh"])
        made.active.cell(number, 2).font = Font(name=font)
    return list(read_roster(saved(made)).rows())


@pytest.mark.parametrize(
    ("text", "font", "meant"),
    [
        ("N÷", ".VnTime", "Nữ"),  # one word does not show its letters: only the font tells
        ("§µm ThÞ Hîi", ".VnArial", "Đàm Thị Hợi"),
        ("®µm thÞ hîi", ".VnTimeH", "ĐÀM THỊ HỢI"),
        ("Ñaøm Thò Hôïi", "VNI-Times", "Đàm Thị Hợi"),
        ("Đàm Thị Hợi", ".VnTime", "Đàm Thị Hợi"),  # typed in Unicode, drawn in another font
        ("Vi An", "VNI-Times", "Vi An"),
    ],
)
def test_the_font_of_a_cell_tells_its_letters(text: str, font: str, meant: str) -> None:
    (row,) = in_fonts((text, font))
    assert (row.person.ho_ten, [note.taken for note in row.notes if note.taken]) == (meant, [meant] if meant != text else [])


def test_text_of_two_kinds_of_letters_is_refused() -> None:
    (row,) = in_fonts(("NguyÔn V¨n TrÇn Đặng", ".VnTime"))
    assert "lẫn bảng mã cũ với Unicode" in row.faults[0].message


def test_runs_in_an_old_font_are_known() -> None:
    texts = b'<si><r><rPr><rFont val=".VnTime"/></rPr><t>N\xc3\xb7</t></r></si>'
    raw = changed(
        book(["x"]),
        "xl/worksheets/sheet1.xml",
        lambda part: re.sub(rb"<c .*</c>", b'<c r="A1" t="inlineStr">' + texts.replace(b"si>", b"is>") + b"</c>", part),
    )
    ((text,),) = cells_of(raw)
    assert isinstance(text, OldText) and text.encoding == "tcvn3"
