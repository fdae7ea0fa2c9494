"""Preparing a run: how its list is understood, what every document says, and the trial that shows what would come of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.errors import ConflictError, DataError, DocgenError
from docgen.roster.guesses import choosable
from docgen.store.batch_plans import plan_of, save_plan
from web import prefill
from web.batches.acts import FORM_ACTS, acted
from web.batches.beginning import read_otherwise
from web.batches.files import marked_roster
from web.batches.plans import Prepared, prepared, seen
from web.batches.runs import runs
from web.batches.steps import GO, way_of
from web.binding import Binder
from web.desk import store, who
from web.moments import clock
from web.offers import Offers
from web.people import People
from web.problems import Problem, locate, said

pages = Blueprint("batch_plan", __name__, url_prefix="/hang-loat/chuan-bi/<int:plan_id>")

Answer = Response | tuple[str, int]


# What the columns are taken for.


@pages.get("/cot")
def columns(plan_id: int) -> Answer:
    """“docgen hiểu là”: every column, every doubt, every fault."""
    return _columns_page(prepared(plan_id))


@pages.post("/cot")
def say_columns(plan_id: int) -> Answer:
    """Take what was chosen for the columns; read again, or go on."""
    one = prepared(plan_id)
    if refused := _take_columns(one):
        return _columns_page(prepared(plan_id), refused)
    act = request.form.get("_lam", "")
    if act == "doc":
        return redirect(url_for(".columns", plan_id=plan_id, _anchor="cac-cot"), 303)
    return way_of(act, plan_id) or redirect(url_for(".facts", plan_id=plan_id), 303)


def _take_columns(one: Prepared) -> str:
    """Keep how the list is read; what is wrong with it, then nothing was kept."""
    reading: dict[str, Any] = {"mapping": {}}
    if request.form.get("trang-tinh"):
        reading["sheet"] = request.form["trang-tinh"]
    heading = request.form.get("hang-ten-cot", "")
    if heading.isdecimal() and len(heading) < 7:  # noqa: PLR2004 - Excel has a million rows
        reading["heading"] = int(heading)
    moved = (reading.get("sheet"), reading.get("heading")) != (request.form.get("_trang-tinh") or None, _number("_hang-ten-cot"))
    if not moved:  # what was said of other columns is not meant for these
        names = {name for name in request.form if name.startswith("cot.")}
        reading["mapping"] = {name.removeprefix("cot."): request.form[name] for name in sorted(names)}
    leaving = request.form.get("_lam", "").startswith(GO)  # which column has the names may then be said later
    try:
        read_otherwise(one, reading, by=who(), remember=not moved, unnamed=moved or leaving)
    except DocgenError as error:
        return said(error)
    return ""


def _number(name: str) -> int | None:
    typed = request.form.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else None  # noqa: PLR2004


def _columns_page(one: Prepared, refused: str = "") -> Answer:
    try:
        file = one.listed
    except DocgenError as error:
        return _unnamed_page(one, refused) or _lost_page(one, said(error))
    told = {"plan": one.plan, "file": file, "found": seen(file, one.paper), "offered": one.offered, "heading": one.heading}
    return render_template("batch_columns.html", **told, refused=refused), 422 if refused else 200


def _unnamed_page(one: Prepared, refused: str) -> Answer | None:
    """The columns of a list in which no column of names is recognised, for somebody to say which it is."""
    file = one.unnamed
    if file is None:
        return None
    told = {"plan": one.plan, "file": file, "found": None, "offered": choosable(), "heading": file.heading}
    return render_template("batch_columns.html", **told, refused=refused), 422 if refused else 200


def _lost_page(one: Prepared, refused: str) -> Answer:
    """A list that cannot be read as what it was sent for."""
    return render_template("batch_lost.html", plan=one.plan, refused=refused), 422


@pages.get("/danh-dau.xlsx")
def marked_list(plan_id: int) -> FlaskResponse:
    """The list with its faulty cells coloured, to be mended in Excel."""
    return marked_roster(prepared(plan_id))


# What every document says.


@pages.get("/chung")
def facts(plan_id: int) -> Answer:
    """The form of the common facts."""
    one = prepared(plan_id)
    problems = one.facts.mistakes() if request.args.get("loi") else []
    return facts_page(one, problems, target=request.args.get("o", "")), 200


def facts_page(one: Prepared, problems: list[Problem], **shown: Any) -> str:
    """The form with its answers, right or wrong."""
    work, target, asked = one.facts, shown.get("target", ""), shown.get("asked", "")
    return render_template(
        "batch_facts.html",
        plan=one.plan,
        one=one,
        work=work,
        filled=prefill.parts(store(), work),
        sections=Binder(problems, target).sections(work.form, work.answers, work.kind.code),
        problems=problems,
        target=target,
        notice=shown.get("notice", ""),
        offers=Offers(store(), work, asked),
        people=People(store(), work, asked),
        reading=shown.get("reading", {}),
        tallies={},
    )


@pages.post("/chung")
def fill(plan_id: int) -> Answer:
    """Keep what was typed, then do what the button says: rows, an offer, or on to the next step."""
    one = prepared(plan_id)
    work = one.facts
    work.lay(request.form)
    act = request.form.get("_lam", "")
    action, _colon, path = act.partition(":")
    shown = acted(store(), work, action, path) if action in FORM_ACTS else {}
    _keep_facts(one)
    if way := way_of(act, plan_id):
        return way
    if action in {"", "tiep"}:
        return _go_on(one)
    if action == "ve":
        flash(_("Đã lưu lô đang chuẩn bị."))
        return redirect(url_for("batches.overview"), 303)
    return facts_page(one, [], **shown), 200


@pages.post("/chung/luu")
def autosave(plan_id: int) -> tuple[FlaskResponse, int]:
    """Keep the common facts while somebody types, right or wrong; what the form is filled from now and when, as JSON."""
    one = prepared(plan_id)
    one.facts.lay(request.form)
    try:
        _keep_facts(one)
    except ConflictError as error:
        todo = _("Bấm “Lưu và quay lại sau”: trang sau giữ những gì vừa gõ để tải về máy.")
        return jsonify(message=str(error), todo=todo), 409
    said = _("Đã lưu lúc %(time)s", time=clock(one.plan.saved_at))
    return jsonify(version=one.mark, said=said, joined=""), 200


def _keep_facts(one: Prepared) -> None:
    """Keep the answers; `ConflictError` when others are kept by now than those this form was filled from."""
    if one.mark != request.form.get("_ban"):
        raise ConflictError(_("Dữ liệu chung vừa được sửa ở nơi khác."), hint=_("Tải lại trang rồi sửa lại."))
    one.plan = save_plan(store(), one.plan, answers=one.facts.kept)


def _go_on(one: Prepared) -> Answer:
    if problems := one.facts.mistakes():
        return facts_page(one, problems), 422
    if told := one.facts.warnings():
        flash(_("Nên xem lại ở dữ liệu chung: %(told)s", told=" ".join(told)))
    if one.is_assigning:
        return redirect(url_for("batch_giving.people", plan_id=one.plan.id), 303)
    return redirect(url_for(".try_it", plan_id=one.plan.id), 303)


# The trial.


@pages.get("/chay-thu")
def try_it(plan_id: int) -> Answer:
    """Where the trial begins, or what it says as long as the list is on its way into the ledger."""
    one = prepared(plan_id)
    alive, batch, error = runs().opening(plan_id)
    if alive:
        return render_template("batch_opening.html", plan=one.plan), 200
    if error is not None and batch is None:
        return _refused(one, error)
    return render_template("batch_try.html", plan=one.plan, one=one), 200


@pages.post("/chay-thu")
def start_trial(plan_id: int) -> Answer:
    """Put every row into the ledger and check it; what an earlier trial has left there goes first."""
    one = prepared(plan_id)
    if problems := one.facts.mistakes():
        return facts_page(one, problems), 422
    try:
        batch = runs().try_plan(one, by=who())
    except DocgenError as refused:
        return _refused(one, refused)
    if batch is None:
        return redirect(url_for(".try_it", plan_id=plan_id), 303)
    return redirect(url_for("batch_run.show", batch_id=batch), 303)


def _refused(one: Prepared, error: DocgenError) -> Answer:
    """The engine's reason, beside the fields that it names."""
    work = one.facts
    one.plan = plan_of(store(), one.plan.id)
    if not isinstance(error, DataError) or not error.problems:
        return facts_page(one, [Problem("", said(error))]), 422
    problems = []
    for problem in error.problems:
        steps: list[str | int] = [int(step) if step.isdigit() else step for step in problem.path.split(".") if step]
        problems.append(Problem(locate(steps, work.answers, work.form).path, f"{problem.label}: {problem.message}"))
    return facts_page(one, problems), 422
