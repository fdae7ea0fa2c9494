"""Many documents from one list: the runs there are, and how a new one begins: kind and list."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.batch.assigning import KIND
from docgen.errors import DocgenError, FileError
from docgen.kinds import KINDS
from docgen.roster.table import MAX_BYTES
from docgen.roster.writing import MIMETYPE, write_roster
from docgen.store import people
from docgen.store.batch_plans import open_plans
from docgen.store.batches import all_batches
from docgen.store.units import own_unit
from schemas.roster import NguoiTrongDanhSach
from web import downloads
from web.batches.beginning import begin_plan, file_title, give_up_plan
from web.desk import store, who
from web.fields import own_form_of
from web.languages import gettext as told
from web.problems import said

pages = Blueprint("batches", __name__, url_prefix="/hang-loat")

Answer = Response | tuple[str, int]
_FIRST = f"{KIND.code}/ca_nhan"
_PERSON = tuple(NguoiTrongDanhSach.model_fields)


@pages.get("")
def overview() -> str:
    """What is being prepared, what runs, what is done."""
    return render_template("batches.html", plans=open_plans(store()), batches=all_batches(store()), title_of=title_of)


def title_of(kind: str, variant: str = "") -> str:
    """What a run makes, in words."""
    found = KINDS.get(kind)
    if found is None:
        return kind
    return told(own_form_of(found.variants[variant]).title if variant in found.variants else found.title)


def choices() -> list[tuple[str, str]]:
    """What can be made of a list, the decisions first. One with an annex is chosen among the common facts."""
    rest = [
        (f"{one.code}/{variant}", title_of(one.code, variant))
        for one in KINDS.values()
        if one is not KIND
        for variant in one.variants
    ]
    return [(_FIRST, title_of(KIND.code, "ca_nhan")), *rest]


@pages.get("/moi")
def choose() -> str:
    """Where kind and list are chosen."""
    return _choose_page({})


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
    kind, variant = KINDS[chosen.partition("/")[0]], chosen.partition("/")[2]
    try:
        name, raw = _sent()
        key = begin_plan(store(), kind, variant, name, raw, by=who())
    except DocgenError as error:
        field = "dan" if request.form.get("nguon") == "dan" else "tep"
        return _choose_page({field: said(error)}), 422
    return redirect(url_for("batch_plan.columns", plan_id=key), 303)


def _sent() -> tuple[str, bytes]:
    """The list and what it is called."""
    source = request.form.get("nguon", "tep")
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


def _kept_roster() -> bytes:
    unit = own_unit(store())
    found = people.roster(store(), unit.id) if unit else ()
    if not found:
        raise FileError(
            _("Chương trình chưa có danh sách đảng viên."), hint=_("Chọn tệp, hoặc nhập danh sách ở trang Danh sách.")
        )
    rows = [{name: value for name in _PERSON if (value := getattr(one, name, None)) is not None} for one in found]
    return write_roster(NguoiTrongDanhSach.model_validate(row) for row in rows)


@pages.post("/chuan-bi/<int:plan_id>/bo")
def give_up(plan_id: int) -> Response:
    """Forget a preparation and what was tried of it."""
    give_up_plan(store(), plan_id, by=who())
    flash(_("Đã bỏ lô đang chuẩn bị; chưa có văn bản hay số nào được lấy."))
    return redirect(url_for("batches.overview"), 303)


def _choose_page(problems: dict[str, str]) -> str:
    unit = own_unit(store())
    return render_template(
        "batch_new.html",
        problems=problems,
        unit=unit,
        kept=len(people.roster(store(), unit.id)) if unit else 0,
        kinds=choices(),
        chosen=request.form.get("loai", _FIRST),
        source=request.form.get("nguon", "tep"),
        pasted=request.form.get("dan", ""),
    )
