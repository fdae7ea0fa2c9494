"""The roster: looked through, searched, changed person by person; people for the forms of documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from docgen.errors import ConflictError
from docgen.roster.columns import columns
from docgen.roster.merging import codes_after, given_of, person_of_form
from docgen.roster.writing import MIMETYPE, write_roster
from docgen.store import people
from docgen.store.columns import today
from docgen.store.people import Person
from docgen.store.units import Unit, own_unit
from docgen.store.users import Role
from schemas.roster import NguoiTrongDanhSach
from web import downloads
from web.desk import needs, store, who
from web.moments import day
from web.paging import Pages
from web.small_form import SmallForm

pages = Blueprint("roster", __name__, url_prefix="/danh-sach")

Answer = tuple[str, int] | Response
ON_A_PAGE = 100
FOUND_AT_MOST = 500
_OFFERED = 20
_LONGEST_SEARCH = 80


def unit_here() -> Unit | None:
    """The unit whose roster it is; None before it is set up."""
    return own_unit(store())


def needed_unit() -> Unit:
    """The same where nothing can be done without."""
    unit = unit_here()
    if unit is None:
        raise ConflictError(_("Chưa thiết lập đơn vị."), hint=_("Mở trang Đơn vị, thiết lập đơn vị trước."))
    return unit


@pages.get("")
def overview() -> str:
    """Everybody, page by page; with `roi=1` those who were taken off too."""
    unit = unit_here()
    everyone = request.args.get("roi") == "1"
    found = people.roster(store(), unit.id, everyone=everyone) if unit else ()
    return _list_page(unit, found, everyone=everyone)


@pages.post("/tim")
def search() -> str:
    """Those whose name holds what was typed. By POST: a name does not belong into an address."""
    unit = unit_here()
    typed = request.form.get("q", "")[:_LONGEST_SEARCH]
    found = people.find_people(store(), unit.id, typed, limit=None, everyone=True) if unit else ()
    return _list_page(unit, found, typed=typed)


@pages.get("/tim")
def offer() -> Response:
    """People for a form: at most 20 as JSON."""
    unit = unit_here()
    typed = request.args.get("q", "")[:_LONGEST_SEARCH].strip()
    found = people.find_people(store(), unit.id, typed, limit=_OFFERED) if unit and typed else ()
    name = unit.ten if unit else ""
    return jsonify([_offered(one, name) for one in found])


def _offered(person: Person, unit: str) -> dict[str, Any]:
    post = person.chuc_vu_dang or person.chuc_vu_khac or ""
    return {"id": person.id, "ho_ten": person.ho_ten, "chuc_vu": post, "sinh": day(person.ngay_sinh), "don_vi": unit}


@pages.get("/moi")
@needs(Role.ISSUES)
def new() -> Answer:
    """Where a person is added."""
    needed_unit()
    return _person_page(SmallForm.blank(NguoiTrongDanhSach), None)


@pages.post("/moi")
@needs(Role.ISSUES)
def add() -> Answer:
    """Add a person."""
    return _save(None)


@pages.get("/<int:person_id>")
def edit(person_id: int) -> Answer:
    """The form of a person."""
    person = _own_person(person_id)
    return _person_page(SmallForm.of_data(NguoiTrongDanhSach, _data_of(person)), person)


@pages.post("/<int:person_id>")
@needs(Role.ISSUES)
def change(person_id: int) -> Answer:
    """Change a person."""
    return _save(_own_person(person_id))


@pages.post("/<int:person_id>/dua-ra")
@needs(Role.ISSUES)
def take_off(person_id: int) -> Response:
    """Take a person off the roster; the entry stays."""
    people.remove_person(store(), _own_person(person_id).id, by=who())
    flash(_("Đã đưa một người ra khỏi danh sách; văn bản cũ không thay đổi. Đưa lại được ở mục người đã đưa ra."))
    return redirect(url_for("roster.overview"), 303)


@pages.post("/<int:person_id>/dua-lai")
@needs(Role.ISSUES)
def bring_back(person_id: int) -> Response:
    """Put a person on the roster again."""
    people.restore_person(store(), _own_person(person_id).id, by=who())
    flash(_("Đã đưa một người trở lại danh sách."))
    return redirect(url_for("roster.overview"), 303)


@pages.get("/danh-sach.xlsx")
@needs(Role.ISSUES)
def export() -> Response:
    """The whole roster as a workbook, those who were taken off too."""
    everybody = people.roster(store(), needed_unit().id, everyone=True)
    name = downloads.file_name(_("Danh sách đảng viên"), f"{today():%d-%m-%Y}", "xlsx")
    return downloads.download(write_roster(map(given_of, everybody)), name, MIMETYPE)


@pages.get("/mau.xlsx")
def empty_form() -> Response:
    """The empty workbook to fill in."""
    return downloads.download(write_roster(()), downloads.file_name(_("Mẫu danh sách đảng viên"), "", "xlsx"), MIMETYPE)


def _own_person(person_id: int) -> Person:
    person = people.person_of(store(), person_id)
    if person.unit_id != needed_unit().id:
        raise NotFound
    return person


def _save(before: Person | None) -> Answer:
    form = SmallForm.sent(NguoiTrongDanhSach)
    unit, given = needed_unit(), form.read()
    if given is None:
        return _person_page(form, before)
    code = before.ma if before else next(codes_after(one.ma for one in people.roster(store(), unit.id, everyone=True)))
    person = person_of_form(given, unit.id, ma=code, person_id=before.id if before else 0)
    try:
        people.save_person(store(), person, by=who())
    except ConflictError as error:
        form.refused(error, "ma")
        return _person_page(form, before)
    flash(_("Đã lưu một người trong danh sách."))
    return redirect(url_for("roster.overview"), 303)


def _data_of(person: Person) -> dict[str, Any]:
    given = given_of(person)
    values = {column.name: getattr(given, column.name) for column in columns()}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


def _list_page(unit: Unit | None, found: tuple[Person, ...], *, typed: str = "", everyone: bool = False) -> str:
    """A search comes by POST, so it has no pages: the first ones are shown."""
    pages_of = None if typed else Pages.of(request.args.get("trang", ""), len(found), ON_A_PAGE)
    shown = found[pages_of.offset : pages_of.until] if pages_of else found[:FOUND_AT_MOST]
    return render_template(
        "roster.html",
        unit=unit,
        shown=shown,
        total=len(found),
        typed=typed,
        everyone=everyone,
        pages=pages_of,
        labels={code: _(label) for column in columns() for code, label in column.choices.items()},
    )


def _person_page(form: SmallForm[NguoiTrongDanhSach], person: Person | None) -> Answer:
    return form.page("person.html", person=person)
