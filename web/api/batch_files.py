"""Files of a run: everything as a ZIP, the print file, the proof, the report, the covering list, single documents."""

from __future__ import annotations

from typing import Annotated, Literal

from flask import Response
from pydantic import Field

from docgen.errors import NotInStoreError
from docgen.roster.writing import MIMETYPE as XLSX
from web import downloads
from web.api.batches import tried
from web.api.operations import File, operation
from web.api.requests import Asked
from web.batches import files
from web.batches.runs import runs
from web.desk import store

_BATCH, _ROW = "/batches/<int:batch_id>", "/batches/<int:batch_id>/rows/<int:place>"


class PrintAsked(Asked):
    """The order of the documents: by number, by name, by team and name; which part, where they are more than fit in one file."""

    order: Literal["so", "ten", "to"] = "so"
    part: Annotated[int, Field(ge=1, le=100_000)] = 1


@operation("GET", f"{_BATCH}/samples/<int:number>/docx", "Một văn bản mẫu của lần chạy thử", answer=File(downloads.DOCX),
           says_no=(404, 409, 422))  # fmt: skip
def sample(batch_id: int, number: int) -> Response:
    """A document as it would be; `number` counts the samples of the trial from 1."""
    found = runs().trial(store(), tried(batch_id).batch).samples
    if not 1 <= number <= len(found):
        raise NotInStoreError(f"Lần chạy thử không có văn bản mẫu thứ {number}.", hint=f"Chọn từ 1 đến {len(found)}.")
    name = downloads.file_name(found[number - 1].name, "", "docx", draft=True)
    return downloads.download(found[number - 1].docx, name, downloads.DOCX)


@operation("GET", f"{_BATCH}/zip", "Mọi văn bản, danh sách, báo cáo, kiểm chứng", answer=File(files.ZIP), says_no=(404,))
def everything(batch_id: int) -> Response:
    """All of it, streamed; 404 while nothing is made."""
    return files.whole_file(store(), batch_id, "tat-ca.zip")


@operation("GET", f"{_BATCH}/print/docx", "Tệp in .docx", query=PrintAsked, answer=File(downloads.DOCX), says_no=(404,))
def print_docx(batch_id: int, query: PrintAsked) -> Response:
    """The documents in one file, each with page numbers of its own."""
    return files.print_file(store(), batch_id, query.order, query.part, "docx")


@operation("GET", f"{_BATCH}/print/pdf", "Tệp in PDF", query=PrintAsked, answer=File(files.PDF), says_no=(404, 503))
def print_pdf(batch_id: int, query: PrintAsked) -> Response:
    """The same as PDF, 200 documents a part."""
    return files.print_file(store(), batch_id, query.order, query.part, "pdf")


@operation("GET", f"{_BATCH}/manifest", "Kiểm chứng: dấu của mẫu, dữ liệu, từng tệp", answer=File(files.JSON), says_no=(404,))
def manifest(batch_id: int) -> Response:
    """SHA-256 of template, data and file of every document."""
    return files.whole_file(store(), batch_id, "kiem-chung.json")


@operation("GET", f"{_BATCH}/report", "Báo cáo .xlsx: từng dòng ra sao", answer=File(XLSX), says_no=(404,))
def report(batch_id: int) -> Response:
    """Every row: done, or what is wrong and what to do."""
    return files.whole_file(store(), batch_id, "bao-cao.xlsx")


@operation("GET", f"{_BATCH}/list/docx", "Danh sách kèm theo .docx", answer=File(downloads.DOCX), says_no=(404,))
def list_docx(batch_id: int) -> Response:
    """The covering list for signing."""
    return files.whole_file(store(), batch_id, "danh-sach.docx")


@operation("GET", f"{_BATCH}/list/xlsx", "Danh sách kèm theo .xlsx", answer=File(XLSX), says_no=(404,))
def list_xlsx(batch_id: int) -> Response:
    """The covering list as a workbook."""
    return files.whole_file(store(), batch_id, "danh-sach.xlsx")


@operation("GET", f"{_ROW}/docx", "Văn bản của một dòng", answer=File(downloads.DOCX), says_no=(404,))
def docx(batch_id: int, place: int) -> Response:
    """The document as it was issued."""
    return files.row_file(store(), batch_id, place, "docx")


@operation("GET", f"{_ROW}/pdf", "Văn bản của một dòng dưới dạng PDF", answer=File(files.PDF), says_no=(404, 503))
def pdf(batch_id: int, place: int) -> Response:
    """The same as PDF."""
    return files.row_file(store(), batch_id, place, "pdf")
