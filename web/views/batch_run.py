"""One run: what it would do, “Tạo 214 quyết định”, how far it is, stop, go on, cancel. It works on when the page is closed."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.batch.control import Progress, end_run, how_far
from docgen.batch.papers import paper_of
from docgen.batch.trial import Trial
from docgen.errors import CheckFailed, ConflictError
from docgen.kinds import kind_of
from docgen.output.pages import page_count
from docgen.output.pictures import pictures
from docgen.store.batch_changes import held_numbers
from docgen.store.batch_plans import plan_of_batch
from docgen.store.batches import ENDED, batch_of
from docgen.store.users import Role
from schemas.fields import Dong, Model, field
from web.batches.runs import Stage, is_outdated, last_number, runs
from web.batches.words import counted, seconds_in_words, things_of
from web.desk import may, needs, store, who
from web.preview import WIDTH
from web.small_form import SmallForm
from web.views.batch_list import title_of, unit_of

pages = Blueprint("batch_run", __name__, url_prefix="/hang-loat/<int:batch_id>")

Answer = Response | tuple[str, int]
SMALL = 700
"""Pixels of a page that is one of three beside each other."""
REFRESH = 4
"""Seconds after which a page without a program asks again."""


class HuyLo(Model):
    """Why a run is cancelled."""

    ly_do: Annotated[Dong, field("Lý do hủy lô", "Ghi trong sổ cạnh các số bị hủy.", "Danh sách gửi nhầm")]


@pages.get("")
def show(batch_id: int) -> Answer:
    """What there is to be seen of the run now."""
    progress = how_far(store(), batch_id)
    match runs().stage(store(), progress):
        case Stage.CHECKING:
            return render_template("batch_checking.html", **_told(progress)), 200
        case Stage.TRIED:
            return _trial_page(progress)
        case Stage.WORKING:
            return render_template("batch_working.html", **_told(progress)), 200
        case Stage.RESULTS:
            return redirect(url_for("batch_results.listing", batch_id=batch_id), 303)


def _told(progress: Progress) -> dict[str, Any]:
    batch = progress.batch
    return {
        "batch": batch,
        "progress": progress,
        "title": title_of(batch.kind),
        "unit": unit_of(batch.common),
        "things": things_of(batch.kind),
        "plan_id": plan_of_batch(store(), batch.id),
        "refresh": REFRESH,
        "starting": runs().is_starting(progress),
        "failure": runs().failure(progress),
        "told": spoken(progress),
        "may_issue": may(Role.ISSUES),
        "has_numbers": bool(kind_of(batch.kind).the_loai),
    }


def spoken(progress: Progress) -> dict[str, str | int]:
    """How far a run is, in words."""
    batch = progress.batch
    whole = batch.done + batch.waiting
    return {
        "share": batch.done * 100 // whole if whole else 100,
        "made": _(
            "Đã tạo %(done)s/%(all)s %(things)s.",
            done=counted(batch.done),
            all=counted(whole),
            things=things_of(batch.kind),
        ),
        "rate": _("%(rate)s văn bản mỗi giây", rate=f"{progress.rate:.1f}".replace(".", ",")) if progress.rate else "",
        "left": seconds_in_words(progress.seconds_left) if progress.seconds_left is not None else _("đang tính"),
        "failed": counted(batch.failed),
    }


# The trial.


def _trial_page(progress: Progress, *, problem: str = "", status: int = 200) -> Answer:
    trial = runs().trial(store(), progress.batch)
    told = _told(progress)
    chosen = request.form.get("_cach") or ("tat-ca" if progress.batch.options.get("all_or_nothing") else "dong-tot")
    more = {"trial": trial, "of_all": _of_all(trial), "last": last_number(trial), "problem": problem, "chosen": chosen}
    more["outdated"] = is_outdated(store(), progress.batch)
    time = seconds_in_words(trial.seconds)
    return render_template("batch_trial.html", **told, **more, time=time, counted=counted), status


def _of_all(trial: Trial) -> list[tuple[str, str, int]]:
    """What is wrong in the facts that all share, which no row can mend for all: field, words, how many of the rows listed."""
    paper = paper_of(trial.batch.kind, trial.batch.common.get("bien_the"))
    if paper is None:
        return []
    found = Counter(
        (one["path"], f"{one['label']}: {one['message']}")
        for row in trial.faults
        for one in (row.error or {}).get("problems", ())
        if one.get("path") and "cell" not in one and one["path"].partition(".")[0] not in paper.of_row
    )
    return [(path, said, count) for (path, said), count in found.most_common(10)]


@pages.get("/mau/<int:number>.png")
def sample(batch_id: int, number: int) -> FlaskResponse:
    """The first page of one of the sample documents, small."""
    _trial, pdf = _sample(batch_id, number)
    return FlaskResponse(next(pictures(pdf, width=SMALL, pages=[0])), mimetype="image/png")


@pages.get("/mau/<int:number>")
def whole_sample(batch_id: int, number: int) -> Answer:
    """One of the sample documents, all its pages: duties, signature and recipients are on the last."""
    trial, pdf = _sample(batch_id, number)
    told = {
        "batch": trial.batch,
        "samples": trial.samples,
        "number": number,
        "count": page_count(pdf),
        "numbered": trial.first is not None,
    }
    return render_template("batch_sample.html", **told), 200


@pages.get("/mau/<int:number>/<int:page>.png")
def sample_page(batch_id: int, number: int, page: int) -> FlaskResponse:
    """One page of a sample document, to be read."""
    _trial, pdf = _sample(batch_id, number)
    if not 0 < page <= page_count(pdf):
        abort(404)
    return FlaskResponse(next(pictures(pdf, width=WIDTH, pages=[page - 1])), mimetype="image/png")


def _sample(batch_id: int, number: int) -> tuple[Trial, bytes]:
    """The trial and the PDF of one of its sample documents, counted from 1; 404 where there is none."""
    progress = how_far(store(), batch_id)
    if runs().stage(store(), progress) is not Stage.TRIED:
        abort(404)
    trial = runs().trial(store(), progress.batch)
    if not 0 < number <= len(trial.samples):
        abort(404)
    return trial, runs().sample_pdf(trial, number - 1)


@pages.post("/tao")
@needs(Role.ISSUES)
def make(batch_id: int) -> Answer:
    """Begin. Sent twice it is one run: the second finds it at work."""
    try:
        runs().begin(store(), batch_id, numbers=request.form.get("_so", ""), whole=request.form.get("_cach") == "tat-ca")
    except (ConflictError, CheckFailed) as error:
        return _trial_page(how_far(store(), batch_id), problem=str(error), status=error.http_status)
    return redirect(url_for(".show", batch_id=batch_id), 303)


@pages.post("/kiem-tra-tiep")
def check_on(batch_id: int) -> Response:
    """Go on with a check that broke off."""
    runs().check_again(store(), batch_of(store(), batch_id))
    return redirect(url_for(".show", batch_id=batch_id), 303)


# While it works.


@pages.get("/tien-do")
def progress_now(batch_id: int) -> FlaskResponse:
    """How far it is, as JSON for the program of the page."""
    progress = how_far(store(), batch_id)
    going = runs().stage(store(), progress) in {Stage.WORKING, Stage.CHECKING}
    return jsonify(going=going, **spoken(progress))


@pages.post("/dung")
@needs(Role.ISSUES)
def stop(batch_id: int) -> Response:
    """Stop after the rows at hand."""
    runs().stop(store(), batch_id, by=who())
    flash(_("Sẽ dừng sau phần đang làm; những văn bản đã tạo giữ nguyên."))
    return redirect(url_for(".show", batch_id=batch_id), 303)


@pages.post("/lam-tiep")
@needs(Role.ISSUES)
def go_on(batch_id: int) -> Response:
    """Go on with a run that stopped or broke off."""
    runs().go_on(store(), batch_id, accept_template=request.form.get("_mau") == "moi")
    return redirect(url_for(".show", batch_id=batch_id), 303)


@pages.get("/huy")
@needs(Role.ISSUES)
def cancel_form(batch_id: int) -> Answer:
    """What cancelling would do, and the reason."""
    return _cancel_page(batch_id, SmallForm.blank(HuyLo))


def _cancel_page(batch_id: int, form: SmallForm[HuyLo]) -> Answer:
    progress = how_far(store(), batch_id)
    batch = progress.batch
    if batch.state in ENDED:
        return redirect(url_for(".show", batch_id=batch_id), 303)
    titles = {"title": title_of(batch.kind), "unit": unit_of(batch.common)}
    told = {"batch": batch, **titles, "held": held_numbers(store(), batch), "counted": counted}
    return form.page("batch_cancel.html", **told, working=runs().stage(store(), progress) is Stage.WORKING)


@pages.post("/huy")
@needs(Role.ISSUES)
def cancel(batch_id: int) -> Answer:
    """Cancel: what is made stays, nothing more is made."""
    form = SmallForm.sent(HuyLo)
    read = form.read()
    if read is None:
        return _cancel_page(batch_id, form)
    batch = end_run(store(), batch_id, "cancel", by=who(), reason=read.ly_do)
    flash(_("Đã hủy lô.") if batch.state == "cancelled" else _("Lô sẽ hủy sau phần đang làm."))
    return redirect(url_for(".show", batch_id=batch_id), 303)
