"""The printed book: what its lines say, the files reopened by other programs, and that nothing typed becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy import Engine

from docgen.book_file.excel import book_xlsx
from docgen.book_file.lines import Line, Part, kind_name, parts_of, plain, runs_of
from docgen.book_file.word import book_docx
from docgen.docx.package import open_package
from docgen.errors import RegisterError
from docgen.store.book import Entry, enter_late, enter_other
from docgen.store.engine import open_store
from docgen.store.new_document import NewDocument
from docgen.store.numbers import Series, issue, reserve, void
from docgen.store.units import Unit, save_unit

TODAY = dt.date(2026, 11, 22)
NASTY = "về “nông thôn mới” // ** ~~ {{ so }} {% if %} <w:t> & làm\x07 sạch\tđường"


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(f"sqlite:///{tmp_path / 'docgen.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def parts(store: Engine) -> tuple[Part, ...]:
    """Two series: an issued number, a void one, a late one, one of another system, one that waits."""
    unit = save_unit(
        store, Unit(ma="CB01", ten="Chi bộ thôn Nà Khoang", loai="chi_bo_truc_thuoc", cap_tren="Đảng bộ xã Vân"), by="l"
    )
    line = Series(unit, "nghi_quyet", "2025 - 2030")
    for title in (NASTY, "về nhiệm vụ tháng 2"):
        held = reserve(store, line, by="lan")
        noi_nhan = "Đảng ủy xã;\n\nLưu Chi bộ"
        made = NewDocument(unit, "nghi-quyet", "thuong_ky", dt.date(2026, 3, 4), title, {}, b"x", "Hoàng Đình Khải", noi_nhan)
        issue(store, held, made, f"{held.so:02d}-NQ/CB", by="lan")
    void(store, held.id, reason="In sai", by="lan")
    enter_late(store, line, Entry(1, "01a-NQ/CB", dt.date(2026, 3, 5), "=1+1", "viết tay", suffix="a", nguoi_ky="@Vi"), by="lan")
    enter_other(store, line, Entry(5, "05-NQ/CB", dt.date(2026, 4, 5), "-5", "ở tỉnh"), system="Hệ thống tỉnh", by="lan")
    reserve(store, line, by="lan")
    reserve(store, Series(unit, "dai_hoi", "2025 - 2030"), by="lan")
    return parts_of(store)


def test_every_line_says_what_became_of_its_number(parts: tuple[Part, ...]) -> None:
    congress, resolutions = parts
    assert (congress.name, congress.unit) == ("Văn bản đại hội, nhiệm kỳ 2025 - 2030", "Chi bộ thôn Nà Khoang")
    told = [(line.number, line.subject, line.note, line.void) for line in resolutions.lines[1:]]
    assert told == [
        ("01a-NQ/CB", "Nghị quyết =1+1", "Ghi bổ sung: viết tay", False),
        ("02-NQ/CB", "Nghị quyết về nhiệm vụ tháng 2", "Hủy: In sai", True),
        ("05-NQ/CB", "Nghị quyết -5", "Số do Hệ thống tỉnh cấp: ở tỉnh", False),
        ("06", "", "Đã lấy số, chưa ban hành", False),
    ]
    assert resolutions.lines[0].recipients == "Đảng ủy xã; Lưu Chi bộ"
    assert resolutions.summary == (
        "Cộng: 5 số, từ số 01 đến số 06.", "Số hủy: 2.", "Số đã lấy, chưa ban hành: 6.", "Số trống, chưa rõ lý do: 3 - 4.",
    )  # fmt: skip


def test_the_docx_holds_every_line_and_its_table_can_be_printed(parts: tuple[Part, ...]) -> None:
    made = book_docx(parts, TODAY)
    assert made == book_docx(parts, TODAY)
    opened = docx.Document(io.BytesIO(made))
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    tables = [table for table in opened.tables if len(table.columns) == 6]
    rows = [[cell.text for cell in row.cells] for row in tables[1].rows]
    assert rows[1][2] == "Nghị quyết " + plain(NASTY)
    assert [row[0] for row in rows] == ["Số, ký hiệu", "01-NQ/CB", "01a-NQ/CB", "02-NQ/CB", "05-NQ/CB", "06"]
    assert rows[1][1] == "04/3/2026"
    xml = open_package(made)["word/document.xml"].decode()
    assert (xml.count("<w:tblHeader/>"), "<w:tr><w:tr>" in xml) == (2, False)
    assert xml.count("<w:cantSplit/>") == xml.count("<w:tr>")
    struck = [run.text for cell in tables[1].rows[3].cells for line in cell.paragraphs for run in line.runs if run.font.strike]
    assert struck == ["02-NQ/CB", "04/3/2026", "Nghị quyết về nhiệm vụ tháng 2", "Hoàng Đình Khải", "Đảng ủy xã; Lưu Chi bộ"]
    assert {style.font.size.pt for style in opened.styles if style.name in {"Ô bảng", "Đầu bảng"}} == {12}


def test_libreoffice_prints_it_with_the_head_on_every_page(parts: tuple[Part, ...], tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or pdftotext is not installed")
    (tmp_path / "a.docx").write_bytes(book_docx((replace(parts[1], lines=parts[1].lines * 30),), TODAY))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], check=True, capture_output=True, text=True).stdout
    pages = text.rstrip("\f\n").split("\f")
    assert len(pages) > 3
    assert all("Tên loại và trích yếu" in page for page in pages[:-1])


def test_the_workbook_opens_with_days_as_days_and_no_formula(parts: tuple[Part, ...]) -> None:
    risky = Line("=1+1", TODAY, "+2", "-3", "@SUM(A1)", "=HYPERLINK()", void=True)
    parts = (*parts, Part("", "Đơn vị", parts[1].name, (risky,), ()), Part("", "Đơn vị", "[a]:*?/\\" + "x" * 40, (risky,), ()))
    opened = openpyxl.load_workbook(io.BytesIO(book_xlsx(parts, TODAY)))
    names = ["Văn bản đại hội 2025 - 2030", "Nghị quyết 2025 - 2030", "Nghị quyết 2025 - 2030 (2)", "a " + "x" * 29]
    assert opened.sheetnames == names
    sheet = opened[names[1]]
    assert [sheet.cell(row, 1).value for row in range(5, 11)] == [
        "Số, ký hiệu",
        "01-NQ/CB",
        "01a-NQ/CB",
        "02-NQ/CB",
        "05-NQ/CB",
        "06",
    ]
    assert (sheet["B6"].value.date(), sheet["B6"].number_format) == (dt.date(2026, 3, 4), "dd/mm/yyyy")
    assert (sheet["A8"].font.strike, sheet["F8"].font.strike, sheet["F8"].value) == (True, False, "Hủy: In sai")
    assert (sheet.print_title_rows, sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == (
        "$5:$5",
        "landscape",
        "9",
    )
    row = opened[names[2]][6]
    assert [(cell.value, cell.data_type) for cell in row if cell.column != 2] == [
        (text, "s") for text in ("=1+1", "+2", "-3", "@SUM(A1)", "=HYPERLINK()")
    ]
    assert all(cell.quotePrefix for cell in row if cell.column != 2)
    assert {cell.font.name for line in sheet.iter_rows() for cell in line if cell.value is not None} == {"Times New Roman"}


def test_an_empty_book_is_refused_in_words(store: Engine) -> None:
    with pytest.raises(RegisterError, match="chưa có số nào"):
        parts_of(store)


def test_numbers_are_listed_in_runs_and_kinds_by_name() -> None:
    assert runs_of([9, 3, 5, 6, 7, 3]) == "3, 5 - 7, 9"
    assert (kind_name("quyet_dinh"), kind_name("la")) == ("Quyết định", "la")
