"""One row of a run: what is wrong with it, the form to correct it and have it made again alone, and giving it up."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.batch.control import correct_row, how_far, void_row
from docgen.batch.source import fault_text
from docgen.errors import CheckFailed, DocgenError
from docgen.store.batch_rows import BatchRow, row_of
from docgen.store.batches import batch_of
from docgen.store.users import Role
from schemas.fields import Dong, Model, field
from web.batches.acts import FORM_ACTS, acted
from web.batches.row_work import RowWork, work_of_row
from web.batches.runs import Stage, runs
from web.binding import Binder
from web.desk import may, needs, store, who
from web.offers import Offers
from web.problems import Problem, said
from web.small_form import SmallForm
from web.views.batch_results import NAMES

pages = Blueprint("batch_rows", __name__, url_prefix="/hang-loat/<int:batch_id>/dong/<int:place>")

Answer = Response | tuple[str, int]
REASON = "_ly-do"


class HuyDong(Model):
    """Why a row is given up."""

    ly_do: Annotated[Dong, field("Lý do hủy", "In trong sổ, không sửa được về sau.", "Đồng chí đã chuyển sinh hoạt")]


@pages.get("")
def show(batch_id: int, place: int) -> Answer:
    """The row with its faults and its form."""
    row = row_of(store(), batch_id, place)
    return _page(batch_id, row, work_of_row(batch_of(store(), batch_id), row))


def _page(batch_id: int, row: BatchRow, work: RowWork, problems: Any = (), **shown: Any) -> Answer:
    progress = how_far(store(), batch_id)
    target = shown.get("target", "")
    told = {
        "batch": progress.batch,
        "row": row,
        "work": work,
        "sections": Binder(problems, target).sections(work.form, work.answers, work.kind.code),
        "problems": problems,
        "target": target,
        "notice": shown.get("notice", ""),
        "reason": request.form.get(REASON, ""),
        "offers": Offers(store(), work, shown.get("asked", "")),
        "people": None,
        "reading": shown.get("reading", {}),
        "tallies": {},
        "names": NAMES,
        "working": runs().stage(store(), progress) is Stage.WORKING,
        "may_issue": may(Role.ISSUES),
    }
    return render_template("batch_row.html", **told), 422 if problems else 200


@pages.post("")
@needs(Role.ISSUES)
def correct(batch_id: int, place: int) -> Answer:
    """Take other data for the row; its document is made again under the number it has."""
    row = row_of(store(), batch_id, place)
    work = work_of_row(batch_of(store(), batch_id), row)
    work.lay(request.form)
    action, _colon, path = request.form.get("_lam", "").partition(":")
    if action in FORM_ACTS:
        return _page(batch_id, row, work, **acted(store(), work, action, path))
    if problems := work.unanswered():
        return _page(batch_id, row, work, problems)
    reason = " ".join(request.form.get(REASON, "").split())[:300]
    if row.state == "done" and not reason:
        return _page(batch_id, row, work, [Problem("_ly-do", _("Nhập lý do làm lại văn bản đã ban hành"))])
    try:
        new = correct_row(store(), batch_id, place, work.over(row), by=who(), reason=reason)
    except CheckFailed as error:
        lines = [line for line in str(error).splitlines() if line.strip()]
        return _page(batch_id, row, work, [Problem("", line) for line in lines])
    except DocgenError as error:
        return _page(batch_id, row, work, [Problem("", said(error))])
    return _made_again(batch_id, new)


def _made_again(batch_id: int, row: BatchRow) -> Response:
    if row.state == "left_out":
        flash(
            _(
                "%(name)s không thuộc diện: %(reason)s; không làm văn bản cho người này.",
                name=row.name,
                reason=fault_text(row.error),
            )
        )
        return redirect(url_for("batch_run.show", batch_id=batch_id), 303)
    if batch_of(store(), batch_id).started_at is None:
        flash(_("Đã sửa dòng này."))
        return redirect(url_for("batch_run.show", batch_id=batch_id), 303)
    if runs().make_again(store(), batch_id):
        flash(_("Đã sửa dòng này; văn bản đang được làm lại với đúng số của nó."))
    else:
        flash(_("Đã sửa dòng này; văn bản sẽ được làm khi bấm “Làm tiếp”."))
    return redirect(url_for(".show", batch_id=batch_id, place=row.place), 303)


@pages.get("/huy")
@needs(Role.ISSUES)
def void_form(batch_id: int, place: int) -> Answer:
    """What giving up would do, and the reason."""
    return _void_page(batch_id, place, SmallForm.blank(HuyDong))


def _void_page(batch_id: int, place: int, form: SmallForm[HuyDong]) -> Answer:
    return form.page("batch_void.html", batch=batch_of(store(), batch_id), row=row_of(store(), batch_id, place))


@pages.post("/huy")
@needs(Role.ISSUES)
def void(batch_id: int, place: int) -> Answer:
    """Give the row up: its number is void with the reason."""
    form = SmallForm.sent(HuyDong)
    read = form.read()
    if read is None:
        return _void_page(batch_id, place, form)
    try:
        void_row(store(), batch_id, place, by=who(), reason=read.ly_do)
    except DocgenError as error:
        form.refused(error)
        return _void_page(batch_id, place, form)
    flash(_("Đã hủy dòng này."))
    return redirect(url_for("batch_results.listing", batch_id=batch_id), 303)
