"""Files of a run as somebody takes them away: everything at once, lists, the report, print files, single documents."""

from __future__ import annotations

from itertools import islice

from flask import Response
from flask_babel import gettext as _
from sqlalchemy import Engine

from docgen.batch.lists import covering_docx, covering_xlsx, report_xlsx
from docgen.batch.prints import IN_ONE, in_order, print_files, print_pdf
from docgen.batch.results import manifest, zipped
from docgen.batch.twice import faults_in
from docgen.batch.writing import bytes_of
from docgen.docx.bundle import bundled
from docgen.errors import NotInStoreError
from docgen.output.convert import shared
from docgen.roster.marking import marked
from docgen.roster.writing import MIMETYPE as XLSX
from docgen.store.batch_rows import row_of
from docgen.store.batches import batch_of
from docgen.store.columns import now
from web import downloads
from web.batches.plans import Prepared

PDFS_IN_ONE = 200
"""Documents of one PDF for the printer: it has to be drawn while somebody waits."""
PDF, ZIP, JSON = "application/pdf", "application/zip", "application/json"


def whole_file(engine: Engine, batch_id: int, name: str) -> Response:
    """What belongs to a run as a whole, by the name of its file; `NotInStoreError` while nothing is made, and for other names."""
    batch = batch_of(engine, batch_id)
    if name == "bao-cao.xlsx":
        return downloads.download(report_xlsx(engine, batch_id), _named(batch_id, _("báo cáo"), "xlsx"), XLSX)
    if not batch.done:
        raise _nothing_yet(batch_id)
    if name == "tat-ca.zip":
        response = downloads.download(b"", _named(batch_id, _("toàn bộ"), "zip"), ZIP)
        response.response = zipped(engine, batch_id)
        response.headers.pop("Content-Length", None)
        return response
    if name == "kiem-chung.json":
        return downloads.download(manifest(engine, batch_id), _named(batch_id, _("kiểm chứng"), "json"), JSON)
    if name == "danh-sach.docx":
        return downloads.download(covering_docx(engine, batch_id), _named(batch_id, _("danh sách kèm"), "docx"), downloads.DOCX)
    if name == "danh-sach.xlsx":
        return downloads.download(covering_xlsx(engine, batch_id), _named(batch_id, _("danh sách kèm"), "xlsx"), XLSX)
    raise NotInStoreError(f"Lô {batch_id} không có tệp này.", hint="Chọn lại trên trang kết quả của lô.")


def print_file(engine: Engine, batch_id: int, order: str, part: int, ending: str) -> Response:
    """A print file, .docx or PDF, of the documents in this order; parts count from 1. `NotInStoreError` behind the last."""
    name = _printed(batch_id, order, part, ending)
    if ending == "pdf":
        rows = list(islice(in_order(engine, batch_id, order), (part - 1) * PDFS_IN_ONE, part * PDFS_IN_ONE))
        if rows:
            return downloads.download(print_pdf(engine, rows), name, PDF)
    elif (made := next(islice(print_files(engine, batch_id, order), part - 1, None), None)) is not None:
        return downloads.download(made.docx, name, downloads.DOCX)
    raise _no_part(batch_id, part)


def print_words(engine: Engine, batch_id: int, order: str, part: int) -> Response:
    """The .docx print files with the documents of one link of the page, `IN_ONE` at most; parts count from 1.

    Documents that cannot stand in one file, such as some to be printed on both sides, come as several in a ZIP: none is left out.
    """
    begins, found = 0, []
    for one in print_files(engine, batch_id, order):
        if begins >= part * IN_ONE:
            break
        if begins >= (part - 1) * IN_ONE:
            found.append(one.docx)
        begins += len(one.rows)
    match found:
        case []:
            raise _no_part(batch_id, part)
        case [alone]:
            return downloads.download(alone, _printed(batch_id, order, part, "docx"), downloads.DOCX)
    several = ((_printed(batch_id, order, f"{part}-{number}", "docx"), docx) for number, docx in enumerate(found, 1))
    return downloads.download(b"".join(bundled(several, now())), _printed(batch_id, order, part, "zip"), ZIP)


def row_file(engine: Engine, batch_id: int, place: int, ending: str) -> Response:
    """The document of one row, as it was issued or as PDF."""
    row = row_of(engine, batch_id, place)
    if row.state != "done":
        raise NotInStoreError(f"Dòng {place + 1} của lô {batch_id} chưa có văn bản.", hint="Xem trạng thái của dòng.")
    if ending == "docx":
        return downloads.download(bytes_of(engine, row), row.file, downloads.DOCX)
    made = shared().convert(bytes_of(engine, row))
    return downloads.download(made.pdf, f"{row.file.removesuffix('.docx')}.pdf", PDF)


def marked_roster(one: Prepared) -> Response:
    """The list with its faulty cells coloured, to be mended in Excel."""
    faults, doubts = faults_in(one.listed, one.paper)
    name = downloads.file_name(f"{one.plan.name.rpartition('.')[0] or one.plan.name} (đánh dấu chỗ sửa)", "", "xlsx")
    return downloads.download(marked(one.raw, faults, doubts), name, XLSX)


def _printed(batch_id: int, order: str, part: int | str, ending: str) -> str:
    orders = {"so": _("theo số"), "ten": _("theo tên"), "to": _("theo tổ")}
    return _named(batch_id, _("để in %(order)s %(part)s", order=orders[order], part=part), ending)


def _no_part(batch_id: int, part: int) -> NotInStoreError:
    return NotInStoreError(f"Lô {batch_id} không có tệp in thứ {part}.", hint="Chọn phần có trên trang kết quả của lô.")


def _nothing_yet(batch_id: int) -> NotInStoreError:
    return NotInStoreError(f"Lô {batch_id} chưa có văn bản nào.", hint="Xem lô đã làm đến đâu.")


def _named(batch_id: int, what: str, ending: str) -> str:
    return downloads.file_name(f"{_('Lô %(number)s', number=batch_id)} {what}", "", ending)
