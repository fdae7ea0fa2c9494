"""Who gets which duties in a run: everybody's page by page, changed for one person or for all that are ticked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.errors import DataError
from docgen.store.batch_plans import save_plan
from schemas.document import LETTER_LIMIT
from web import forms
from web.batches.acts import FORM_ACTS, acted
from web.batches.giving import GROUPS, PEOPLE_OF_A_PAGE, GiaoMotNguoi, GiaoThem, Given, Giving, line_of, lines_to_give
from web.batches.plans import prepared
from web.batches.row_work import RowWork
from web.batches.steps import way_of
from web.binding import Binder
from web.desk import store
from web.offers import Offers
from web.paging import Pages
from web.problems import check_model
from web.small_form import SmallForm

pages = Blueprint("batch_giving", __name__, url_prefix="/hang-loat/chuan-bi/<int:plan_id>/giao-viec")

Answer = Response | tuple[str, int]
WHOLE_PAGE = "ca-trang"
"""The button that ticks everybody of the page."""


def _giving(plan_id: int) -> Giving | Response:
    """The duties of a preparation; the way to its facts when they are not ready."""
    one = prepared(plan_id)
    if not one.is_assigning:
        abort(404)
    try:
        return Giving(one)
    except DataError:
        return redirect(url_for("batch_plan.facts", plan_id=plan_id, loi=1), 303)


@pages.get("")
def people(plan_id: int) -> Answer:
    """Everybody with their duties, page by page."""
    giving = _giving(plan_id)
    return giving if isinstance(giving, Response) else _people_page(giving, SmallForm.blank(GiaoThem))


def _people_page(giving: Giving, form: SmallForm[GiaoThem], problem: str = "") -> Answer:
    shown = Pages.of(request.args.get("trang", ""), len(giving.people), PEOPLE_OF_A_PAGE)
    listed = list(giving.of(giving.people[shown.offset : shown.until]))
    everybody = {str(one.row) for one in listed if not one.left_out} if request.form.get("_lam") == WHOLE_PAGE else set()
    told = {
        "plan": giving.plan.plan,
        "pages": shown,
        "people": listed,
        "missing": list(dict.fromkeys(label for one in listed for label in one.missing)),
        "shared": giving.shared,
        "groups": GROUPS,
        "lines": lines_to_give(),
        "ticked": {*request.form.getlist("_chon"), *everybody},
        "problem": problem,
    }
    return form.page("batch_giving.html", **told) if not problem else (form.page("batch_giving.html", **told)[0], 422)


@pages.post("")
def change(plan_id: int) -> Answer:
    """Do for those ticked what the button says."""
    giving = _giving(plan_id)
    if isinstance(giving, Response):
        return giving
    action, form = request.form.get("_lam", ""), SmallForm.sent(GiaoThem)
    ticked = [int(one) for one in request.form.getlist("_chon") if one.isdecimal() and len(one) < 8]  # noqa: PLR2004
    if action == WHOLE_PAGE or not ticked:
        return _people_page(giving, form, "" if action == WHOLE_PAGE else _("Chọn ít nhất một người trong bảng."))
    assigned: dict[str, Any] = {}
    if action == "them":
        line = line_of(request.form.get("_mau", ""))
        if line is None:
            if (read := form.read()) is None:
                return _people_page(giving, form)
            line = read.model_dump(exclude_none=True)
        assigned = giving.with_more(ticked, line)
    elif action == "nhom" and request.form.get("_nhom") in dict(GROUPS):
        assigned = giving.with_group(ticked, request.form["_nhom"])
    elif action == "bo":
        assigned = giving.without(ticked)
    else:
        return _people_page(giving, form, _("Chọn nhóm."))
    save_plan(store(), giving.plan.plan, assigned=assigned)
    before = giving.plan.plan.assigned
    _tell_changed([assigned.get(str(row)) != before.get(str(row)) for row in ticked], more=action == "them")
    return redirect(url_for(".people", plan_id=plan_id, trang=request.args.get("trang") or None), 303)


def _tell_changed(changed: list[bool], *, more: bool) -> None:
    """How many of those ticked were changed; of one more duty also how many were not, and why."""
    flash(_("Đã sửa nhiệm vụ của %(count)s người.", count=sum(changed)))
    if more and not all(changed):
        said = _("%(count)s người không được giao thêm: đã có việc này, đã đủ %(most)s việc, hoặc không thuộc diện phân công.",
                 count=len(changed) - sum(changed), most=LETTER_LIMIT)  # fmt: skip
        flash(said)


@pages.get("/<int:row>")
def person(plan_id: int, row: int) -> Answer:
    """The duties of one person."""
    giving = _giving(plan_id)
    if isinstance(giving, Response):
        return giving
    given = _given(giving, row)
    return _person_page(giving, given, _work(giving, given, giving.own_lines(given)))


def _given(giving: Giving, number: int) -> Given:
    found = next(giving.of(one for one in giving.people if one.number == number), None)
    return found or abort(404)


def _work(giving: Giving, given: Given, lines: Mapping[str, Any]) -> RowWork:
    """The duties as a form; what the catalogue offers is for this person, with what the common facts know filled in."""
    work = RowWork.of_row(giving.plan.kind, giving.plan.plan.variant, frozenset({"co_dinh", "mo"}), lines)
    work.answers = {**giving.plan.facts.answers, "dang_vien": dict(given.member), **work.answers}
    return work


def _person_page(giving: Giving, given: Given, work: RowWork, problems: Any = (), **shown: Any) -> Answer:
    target = shown.get("target", "")
    binder = Binder(problems, target)
    told = {
        "plan": giving.plan.plan,
        "given": given,
        "work": work,
        "fields": [binder.bind(view, work.answers[view.name], view.name) for view in work.form.fields],
        "problems": problems,
        "target": target,
        "notice": shown.get("notice", ""),
        "groups": GROUPS,
        "group": request.form.get("_nhom", given.group),
        "offers": Offers(store(), work, shown.get("asked", "")),
        "people": None,
        "reading": shown.get("reading", {}),
        "tallies": {},
    }
    return render_template("batch_person.html", **told), 422 if problems else 200


@pages.post("/<int:row>")
def change_person(plan_id: int, row: int) -> Answer:
    """Add or remove a line, or keep the duties."""
    giving = _giving(plan_id)
    if isinstance(giving, Response):
        return giving
    given = _given(giving, row)
    work = _work(giving, given, {})
    known = work.answers
    work.lay(request.form)
    work.answers = {**known, **work.answers}
    act = request.form.get("_lam", "")
    action, _colon, path = act.partition(":")
    if action in FORM_ACTS:
        return _person_page(giving, given, work, **acted(store(), work, action, path))
    if action == "bo":
        save_plan(store(), giving.plan.plan, assigned=giving.without([row]))
        return _back(plan_id, giving, row)
    if (group := request.form.get("_nhom", "")) != given.group and group in dict(GROUPS):
        save_plan(store(), giving.plan.plan, assigned=giving.with_group([row], group))
        flash(_("Đã đổi nhóm; nhiệm vụ lấy lại theo nhóm mới."))
        return way_of(act, plan_id) or redirect(url_for(".person", plan_id=plan_id, row=row), 303)
    return _keep(giving, given, work, way_of(act, plan_id))


def _keep(giving: Giving, given: Given, work: RowWork, way: Response | None) -> Answer:
    """Keep the duties as they were typed, or say what is wrong with them. Who goes another `way` may have typed nothing."""
    own = forms.without_blank_rows(work.answers, work.form)
    if way and forms.data_of(own, work.form) == forms.data_of(_work(giving, given, giving.own_lines(given)).answers, work.form):
        return way
    read, problems = check_model(forms.data_of(own, work.form), own, work.form, GiaoMotNguoi)
    if read is None:
        work.answers |= own
        return _person_page(giving, given, work, problems)
    plan = save_plan(store(), giving.plan.plan, assigned=giving.with_lines(given.row, read))
    return way or _back(plan.id, giving, given.row)


def _back(plan_id: int, giving: Giving, row: int) -> Response:
    """To the page on which the person stands."""
    place = next((place for place, one in enumerate(giving.people) if one.number == row), 0)
    flash(_("Đã lưu nhiệm vụ của một người."))
    page = place // PEOPLE_OF_A_PAGE + 1
    return redirect(url_for(".people", plan_id=plan_id, trang=page if page > 1 else None, _anchor=f"hang-{row}"), 303)
