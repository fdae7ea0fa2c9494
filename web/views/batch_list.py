"""Many documents from one list: the runs there are, and how a new one begins: kind and list."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.batch.papers import DECISION, PAPERS, paper_of
from docgen.errors import DocgenError, FileError
from docgen.kinds import KINDS
from docgen.roster.table import MAX_BYTES
from docgen.roster.writing import MIMETYPE, write_roster
from docgen.store import people
from docgen.store.batch_plans import Plan, open_plans
from docgen.store.batches import all_batches
from docgen.store.units import own_unit
from schemas.giao_viec import HinhThuc
from schemas.roster import NguoiTrongDanhSach
from web import downloads
from web.batches.beginning import begin_another, begin_plan, file_title, give_up_plan, replace_list
from web.batches.plans import Prepared, prepared
from web.desk import store, who
from web.fields import own_form_of
from web.languages import gettext as told
from web.problems import said

pages = Blueprint("batches", __name__, url_prefix="/hang-loat")

Answer = Response | tuple[str, int]
_DECISIONS = {f"{DECISION.kind.code}/{form.value}": form for form in HinhThuc}
_FIRST = next(iter(_DECISIONS))
_PERSON = tuple(NguoiTrongDanhSach.model_fields)


@pages.get("")
def overview() -> str:
    """What is being prepared, what runs, what is done."""
    plans = [(one, _plan_title(one), unit_of(one.answers.get("answers"))) for one in open_plans(store())]
    return render_template("batches.html", plans=plans, batches=all_batches(store()), title_of=title_of, unit_of=unit_of)


def _plan_title(plan: Plan) -> str:
    """What a preparation makes: papers for the members of a list are called as their run will be."""
    return title_of(plan.kind, "" if paper_of(plan.kind, plan.variant) else plan.variant)


def unit_of(common: object) -> str:
    """Who issues the documents, as their common facts or the answers of a preparation name it; empty where they do not."""
    unit = common.get("co_quan") if isinstance(common, Mapping) else None
    return str(unit.get("ten") or "") if isinstance(unit, Mapping) else ""


def title_of(kind: str, variant: str = "") -> str:
    """What a run makes, in words."""
    found = KINDS.get(kind)
    if found is None:
        return kind
    return told(own_form_of(found.variants[variant]).title if variant in found.variants else found.title)


def choices() -> list[tuple[str, str]]:
    """What can be made of a list, what members are given first."""
    decisions = [(code, f"{title_of(DECISION.kind.code)}: {_inside(told(form.label))}") for code, form in _DECISIONS.items()]
    papers = [(paper.kind.code, paper.variant) for paper in PAPERS.values() if paper is not DECISION]
    every = [(one.code, variant) for one in KINDS.values() if one is not DECISION.kind for variant in one.variants]
    rest = [*papers, *(one for one in every if one not in papers)]
    return [*decisions, *((f"{kind}/{variant}", title_of(kind, variant)) for kind, variant in rest)]


def _inside(label: str) -> str:
    """A label as it stands inside a sentence."""
    return label[:1].lower() + label[1:]


def papers_beside(kind: str, variant: object) -> list[tuple[str, str]]:
    """What else the members of the same list may be given, by its code."""
    made = paper_of(kind, variant)
    return [
        (paper.kind.code, title_of(paper.kind.code, paper.variant)) for paper in PAPERS.values() if made and paper is not made
    ]


@pages.get("/moi")
def choose() -> str:
    """Where kind and list are chosen."""
    return _choose_page({}, _replaced(request.args))


@pages.get("/mau.xlsx")
def empty_form() -> Response:
    """The workbook to fill in, with columns for duties."""
    return downloads.download(write_roster((), duties_too=True), "Danh sách để phân công.xlsx", MIMETYPE)


@pages.post("/moi")
def send() -> Answer:
    """Keep the list and go to how it is understood."""
    chosen = request.form.get("loai", _FIRST)
    if chosen not in dict(choices()):
        chosen = _FIRST
    form, plan = _DECISIONS.get(chosen), _replaced(request.form)
    kind, variant = KINDS[chosen.partition("/")[0]], DECISION.variant if form else chosen.partition("/")[2]
    try:
        name, raw = _sent()
        if plan:
            replace_list(plan, name, raw)
        key = plan.plan.id if plan else begin_plan(store(), kind, variant, (name, raw), form=form, by=who(), unnamed=True)
    except DocgenError as error:
        return _choose_page({"dan" if _source() == "dan" else "tep": said(error)}, plan), 422
    return redirect(url_for("batch_plan.columns", plan_id=key), 303)


def _replaced(told: Mapping[str, str]) -> Prepared | None:
    """The preparation whose list is to be replaced."""
    number = told.get("thay", "")
    return prepared(int(number)) if number.isdecimal() and len(number) < 8 else None  # noqa: PLR2004


def _sent() -> tuple[str, bytes]:
    """The list and what it is called."""
    source = _source()
    if source == "kho":
        return _("Danh sách đảng viên trong chương trình"), _kept_roster()
    if source == "dan":
        pasted = request.form.get("dan", "")
        if not pasted.strip():
            raise FileError(_("Dán các hàng của danh sách, kể cả hàng tên cột."))
        return _("Danh sách dán vào"), pasted.replace("\r\n", "\n").encode()
    file = request.files.get("tep")
    if file is None or not file.filename:
        raise FileError(_("Chọn một tệp .xlsx, .xls, .ods hoặc .csv."))
    return file_title(file.filename), file.stream.read(MAX_BYTES + 1)


def _source() -> str:
    """Where the list comes from; text that was pasted counts where no file was chosen, whatever is ticked."""
    source, file = request.form.get("nguon", "tep"), request.files.get("tep")
    return "dan" if source == "tep" and not (file and file.filename) and request.form.get("dan", "").strip() else source


def _kept_roster() -> bytes:
    unit = own_unit(store())
    found = people.roster(store(), unit.id) if unit else ()
    if not found:
        raise FileError(
            _("Chương trình chưa có danh sách đảng viên."), hint=_("Chọn tệp, hoặc nhập danh sách ở trang Danh sách.")
        )
    rows = [{name: value for name in _PERSON if (value := getattr(one, name, None)) is not None} for one in found]
    return write_roster(NguoiTrongDanhSach.model_validate(row) for row in rows)


@pages.post("/chuan-bi/<int:plan_id>/them")
def another(plan_id: int) -> Response:
    """Prepare another paper for the people of the same list, with their duties as they were given."""
    one, chosen = prepared(plan_id), PAPERS.get(request.form.get("loai", ""))
    if chosen is None or one.paper is None or one.paper is chosen:
        abort(404)
    return redirect(url_for("batch_plan.facts", plan_id=begin_another(one, chosen, by=who())), 303)


@pages.post("/chuan-bi/<int:plan_id>/bo")
def give_up(plan_id: int) -> Response:
    """Forget a preparation and what was tried of it."""
    give_up_plan(store(), plan_id, by=who())
    flash(_("Đã bỏ lô đang chuẩn bị; chưa có văn bản hay số nào được lấy."))
    return redirect(url_for("batches.overview"), 303)


def _choose_page(problems: dict[str, str], plan: Prepared | None = None) -> str:
    unit = own_unit(store())
    return render_template(
        "batch_new.html",
        problems=problems,
        plan=plan and plan.plan,
        unit=unit,
        kept=len(people.roster(store(), unit.id)) if unit else 0,
        kinds=choices(),
        chosen=request.form.get("loai", _FIRST),
        source=_source(),
        pasted=request.form.get("dan", ""),
    )
