"""What became of a run, row by row: filters, a search, every file, and the one print file."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from werkzeug.wrappers import Response

from docgen.batch.control import how_far
from docgen.batch.coverage import coverage_of
from docgen.batch.prints import IN_ONE, ORDERS
from docgen.store.batch_pages import number_range, rows_named, rows_page, void_numbers
from docgen.store.batch_plans import plan_of_batch
from docgen.store.batches import Batch, counted
from docgen.store.users import Role
from web.batches import files
from web.batches.runs import Stage, runs
from web.batches.words import counted as shown
from web.batches.words import things_of
from web.desk import may, store
from web.paging import Pages
from web.searches import searches
from web.views.batch_list import papers_beside, title_of, unit_of

pages = Blueprint("batch_results", __name__, url_prefix="/hang-loat/<int:batch_id>")

ROWS_OF_A_PAGE = 50
ENDINGS = frozenset({"docx", "pdf"})
STATES = {
    "tat-ca": (later("Tất cả"), ("waiting", "reserved", "done", "failed", "left_out", "void")),
    "xong": (later("Đã tạo"), ("done",)),
    "loi": (later("Có lỗi"), ("failed",)),
    "cho": (later("Chưa làm"), ("waiting", "reserved")),
    "ngoai": (later("Không thuộc diện, đã có từ trước"), ("left_out",)),
    "huy": (later("Đã hủy"), ("void",)),
}
NAMES = {
    "waiting": later("Chưa làm"),
    "reserved": later("Đã có số, chưa xong"),
    "done": later("Đã tạo"),
    "failed": later("Có lỗi"),
    "left_out": later("Không thuộc diện"),
    "void": later("Đã hủy"),
    "replaced": later("Đã thay"),
}
"""What the state of a row is called, as in the report (docgen.batch.lists)."""
_MENTIONED = 10
"""Void numbers between the first and the last that are listed; more are counted."""
_ORDER_NAMES = {"so": later("theo số"), "ten": later("theo tên"), "to": later("theo tổ đảng rồi theo tên")}


@pages.get("/ket-qua")
def listing(batch_id: int) -> str | Response:
    """The rows of a run in one state, or those that a search found."""
    progress = how_far(store(), batch_id)
    if runs().stage(store(), progress) not in {Stage.RESULTS, Stage.WORKING}:
        return redirect(url_for("batch_run.show", batch_id=batch_id), 303)
    batch, counts = progress.batch, counted(store(), batch_id)
    chosen = request.args.get("loc", "tat-ca")
    chosen = chosen if chosen in STATES else "tat-ca"
    totals = {key: sum(counts.get(state, 0) for state in states) for key, (_name, states) in STATES.items()}
    asked = request.args.get("tim", "")
    typed = (searches().find(asked) or {}).get("ten", "")
    found = rows_named(store(), batch_id, STATES[chosen][1], typed) if typed else None
    pages_shown = Pages.of(request.args.get("trang", ""), totals[chosen] if found is None else len(found), ROWS_OF_A_PAGE)
    rows = (
        rows_page(store(), batch_id, STATES[chosen][1], limit=pages_shown.size, offset=pages_shown.offset)
        if found is None
        else found[pages_shown.offset : pages_shown.until]
    )
    return render_template(
        "batch_results.html",
        batch=batch,
        progress=progress,
        failure=runs().failure(progress),
        working=runs().stage(store(), progress) is Stage.WORKING,
        title=title_of(batch.kind),
        unit=unit_of(batch.common),
        things=things_of(batch.kind),
        states=STATES,
        names=NAMES,
        chosen=chosen,
        totals=totals,
        typed=typed,
        name=asked if typed else "",
        lost=bool(asked) and not typed,
        rows=rows,
        pages=pages_shown,
        coverage=coverage_of(store(), batch_id).sentence if batch.done else "",
        numbers=_numbers(batch),
        prints=_prints(batch),
        orders=_ORDER_NAMES,
        counted=shown,
        plan_id=plan_of_batch(store(), batch_id),
        beside=papers_beside(batch.kind, batch.common.get("bien_the")),
        may_issue=may(Role.ISSUES),
    )


@pages.post("/tim")
def search(batch_id: int) -> Response:
    """Look for a person: the address that shows what was found does not say the name."""
    typed = " ".join(request.form.get("ten", "").split())[:120]
    name = searches().keep({"ten": typed}) if typed else None
    chosen = request.form.get("loc", "tat-ca")
    return redirect(url_for(".listing", batch_id=batch_id, loc=chosen if chosen in STATES else None, tim=name), 303)


def _numbers(batch: Batch) -> str:
    """From which to which number the documents bear, and which between them are void; empty where they bear none."""
    found = number_range(store(), batch.id)
    if found is None:
        return ""
    first, last = found
    void = [number for number in void_numbers(store(), batch.id) if first < number < last] if batch.void else []
    if not void:
        return str(_("Số %(first)s đến %(last)s.", first=first, last=last))
    if len(void) > _MENTIONED:
        return str(_("Số %(first)s đến %(last)s, trừ %(count)s số đã hủy.", first=first, last=last, count=shown(len(void))))
    listed = ", ".join(map(str, void))
    return str(_("Số %(first)s đến %(last)s, trừ số đã hủy: %(void)s.", first=first, last=last, void=listed))


# Files.


def _prints(batch: Batch) -> dict[str, list[tuple[int, int, int]]]:
    """The print files: for .docx and PDF, which part has the documents from which to which."""
    sizes = {"docx": IN_ONE, "pdf": files.PDFS_IN_ONE}
    return {
        ending: [(part + 1, part * size + 1, min((part + 1) * size, batch.done)) for part in range(-(-batch.done // size))]
        for ending, size in sizes.items()
    }


@pages.get("/tep/<name>")
def file(batch_id: int, name: str) -> FlaskResponse:
    """What belongs to the run as a whole: everything as a ZIP, the lists, the report."""
    return files.whole_file(store(), batch_id, name)


@pages.get("/in/<order>-<int:part>.<ending>")
def print_file(batch_id: int, order: str, part: int, ending: str) -> FlaskResponse:
    """All documents in one file for the printer, in the order chosen."""
    if order not in ORDERS or part < 1 or ending not in ENDINGS:
        abort(404)
    if ending == "docx":
        return files.print_words(store(), batch_id, order, part)
    return files.print_file(store(), batch_id, order, part, ending)


@pages.get("/dong/<int:place>/van-ban.<ending>")
def document(batch_id: int, place: int, ending: str) -> FlaskResponse:
    """The document of one row, as it was issued or as PDF."""
    if ending not in ENDINGS:
        abort(404)
    return files.row_file(store(), batch_id, place, ending)
