"""What a run leaves behind: one file for the printer, PDFs, ZIP, manifest, lists, report."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from docgen.batch import prints
from docgen.batch.converting import converted
from docgen.batch.engine import serial
from docgen.batch.flat import flat_rows
from docgen.batch.folder import Folder
from docgen.batch.lists import covering_docx, covering_xlsx, report_xlsx
from docgen.batch.loading import open_run
from docgen.batch.order import order_for
from docgen.batch.prints import in_order, print_files, separate_pdfs
from docgen.batch.results import MANIFEST, write_results, zipped
from docgen.batch.run import Orders, drive
from docgen.batch.writing import bytes_of
from docgen.docx.package import open_package
from docgen.docx.xml import parse, w
from docgen.errors import UsageError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.output.batch import convert_many
from docgen.output.convert import Converter
from docgen.output.pages import page_count, page_texts
from docgen.store.batch_rows import every_row
from docgen.store.batches import batch_of
from docgen.store.documents import document_with
from docgen.store.engine import open_store
from docgen.vietnamese.names import sort_key
from store.conftest import Databases
from support.batch import a_run, faulty_roster, name_of


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory):
    """A run of the example's members, with a fault and somebody exempt."""
    folder = tmp_path_factory.mktemp("out")
    store = open_store(f"sqlite:///{folder}/kho.db")
    batch = a_run(store, raw=faulty_roster())
    with serial() as workers:
        drive(store, batch.id, workers, Orders(Folder(folder / "files")))
    yield store, batch.id, folder / "files"
    store.dispose()


def test_the_print_file_has_every_document_in_order_with_its_own_page_numbers(finished) -> None:
    store, batch, _ = finished
    (printed,) = print_files(store, batch, "ten")
    names = [row.name for row in printed.rows]
    assert names == sorted(names, key=sort_key) and len(names) == 23
    body = parse(open_package(printed.docx)["word/document.xml"])
    singles = [
        len(list(parse(open_package(document_with(store, row.document_id).docx)["word/document.xml"]).iter(w("sectPr"))))
        for row in printed.rows
    ]
    sections = list(body.iter(w("sectPr")))
    assert len(sections) == sum(singles)
    starts = [section.find(w("pgNumType")) for section in sections]
    firsts = [sum(singles[:place]) for place in range(len(singles))]
    assert [starts[place].get(w("start")) for place in firsts] == ["1"] * len(names)
    assert [sections[place].find(w("type")).get(w("val")) for place in firsts] == ["nextPage"] * len(names)
    with pytest.raises(UsageError):
        list(print_files(store, batch, "sai"))


def test_a_process_that_ends_while_it_converts_costs_no_pdf(finished) -> None:
    store, batch, _ = finished
    documents = [bytes_of(store, row) for row in in_order(store, batch)[:8]]
    made = converted(iter([[one] for one in documents]), "dxpdf")
    pdfs = [next(made).whole]
    for process in multiprocessing.active_children():
        process.kill()
    pdfs += [batch.whole for batch in made]
    wanted = convert_many(documents, "dxpdf").each
    assert [page_texts(pdf) for pdf in pdfs] == [page_texts(one.pdf) for one in wanted]


def test_printed_page_numbers_begin_anew_with_each_document(finished, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "AT_ONCE", 1)  # so that processes are at it
    store, batch, _ = finished
    rows = in_order(store, batch)[:4]
    shown: list[str] = []
    converter = Converter()
    try:
        (printed,) = print_files(store, batch)
        pages = page_texts(converter.convert(printed.docx).pdf)
    finally:
        converter.close()
    pdfs = list(separate_pdfs(store, rows))
    for row, pdf in pdfs:
        texts = page_texts(pdf)
        own = pages[len(shown) : len(shown) + len(texts)]
        assert [re.sub(r"\s+", " ", page) for page in own] == [re.sub(r"\s+", " ", text) for text in texts]
        assert row.name in re.sub(r"\s+", " ", texts[0]) and page_count(pdf) == len(texts)
        shown += texts
    assert len(pages) > len(shown)


def test_files_zip_and_manifest_agree(finished) -> None:
    store, batch, folder = finished
    beside = write_results(store, batch, Folder(folder))
    told = json.loads((folder / MANIFEST).read_text("utf-8"))
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped(store, batch)))) as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
        ended = batch_of(store, batch).ended_at.astimezone()
        assert {one.date_time[:5] for one in archive.infolist()} == {tuple(ended.timetuple()[:5])}
    assert set(packed) == {path.name for path in folder.iterdir()} == {*beside, *(one["tep"] for one in told["van_ban"])}
    assert told["bao_phu"].startswith("23/24") and told["da_ban_hanh"] == len(told["van_ban"]) == 23
    for one in told["van_ban"]:
        assert hashlib.sha256((folder / one["tep"]).read_bytes()).hexdigest() == one["tep_sha256"]
        assert packed[one["tep"]] == (folder / one["tep"]).read_bytes()


def cells(data: bytes) -> list[tuple[object, ...]]:
    return [*load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]


def test_the_lists_name_every_document_and_the_report_every_row(finished) -> None:
    store, batch, _ = finished
    rows = [*every_row(store, batch, ["done"])]
    listed = cells(covering_xlsx(store, batch))
    assert [line[1:3] for line in listed[1:]] == [(row.so_ky_hieu, row.name) for row in rows]
    words = "".join(
        text.text or "" for text in parse(open_package(covering_docx(store, batch))["word/document.xml"]).iter(w("t"))
    )
    assert (
        all(row.name in words and row.so_ky_hieu in words for row in rows)
        and "23/24 đảng viên" in words
        and "; 1 hàng còn lỗi; 1 người" in words
    )
    assert "đảng viên được giao quyết định phân công nhiệm vụ năm 2027Chi bộ thôn Nà Khoang" in words
    assert "Ngày sinh, tổ" in words and any(line[3] == "12/4/1972" for line in listed), listed
    report = cells(report_xlsx(store, batch))
    assert len(report) == 1 + 25
    (wrong,) = [line for line in report if line[2] == "có lỗi"]
    assert "số thẻ" in wrong[6].lower() and wrong[7]
    (out,) = [line for line in report if line[2] == "không thuộc diện"]
    assert out[6] == "được miễn công tác và sinh hoạt đảng"


LIST = "trich_yeu;nguoi_ky.ho_ten\nvề việc =1+1;Hoàng Đình Khải\nvề việc trực tết;Lục Thị Ngân\n"


def test_any_kind_is_made_from_a_list_whose_columns_are_its_fields(databases: Databases, tmp_path: Path) -> None:
    kind = KINDS["nghi-quyet"]
    facts = {**example_data(kind, "chuyen_de"), "so": None}
    store = databases.engine()
    list_ = LIST.encode()
    rows = list(flat_rows(list_, kind, facts))
    assert [row.own["trich_yeu"] for row in rows] == ["về việc =1+1", "về việc trực tết"]
    assert rows[1].own["nguoi_ky"] == {**facts["nguoi_ky"], "ho_ten": "Lục Thị Ngân"}
    batch = open_run(store, order_for(store, kind.code, list_, facts, by="lan"))
    with serial() as workers:
        after = drive(store, batch.id, workers, Orders(Folder(tmp_path)))
    assert (after.done, after.failed) == (2, 0), [row.error for row in every_row(store, batch.id)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01 Hoàng Đình Khải.docx", "02 Lục Thị Ngân.docx"]


def test_names_are_unique(store: Engine) -> None:
    assert len({name_of(number).casefold() for number in range(2_000)}) == 2_000
