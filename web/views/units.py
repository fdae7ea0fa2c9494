"""The office itself: set up once on one page, then its unit, other units and who signs when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.errors import ConflictError, DocgenError
from docgen.store import office as first_day
from docgen.store import units as kept
from docgen.store.columns import today
from docgen.store.users import Role
from schemas.office import DonVi, NguoiKyTheoNgay, ThietLap
from web import office
from web.desk import needs, store, who
from web.fields import form_of
from web.small_form import SmallForm

pages = Blueprint("units", __name__, url_prefix="/don-vi")

Answer = tuple[str, int] | Response


@pages.get("")
def overview() -> str | Answer:
    """The own unit with signers and other units; before there is one, the page that sets it up."""
    own = kept.own_unit(store())
    if own is None:
        return _set_up_page(SmallForm.blank(ThietLap))
    day = today()
    return render_template(
        "units.html",
        own=own,
        others=[unit for unit in kept.all_units(store()) if unit.id != own.id],
        shown=SmallForm.of_data(DonVi, office.form_of_unit(own)).fields,
        signers=[(signer, _state(signer, day)) for signer in kept.all_signers(store(), own.id)],
        sample=first_day.is_removable_sample(store(), own),
        labels=_labels(),
    )


@pages.post("")
@needs(Role.MANAGES)
def set_up() -> Answer:
    """Set up the own unit, its first signer and its registers at once."""
    form = SmallForm.sent(ThietLap)
    given = form.read()
    if given is None:
        return _set_up_page(form)
    try:
        office.set_up_office(store(), given, by=who())
    except ConflictError as error:
        form.refused(error, "ma")
        return _set_up_page(form)
    flash(_("Đã thiết lập đơn vị. Việc tiếp theo: nhập danh sách đảng viên."))
    return redirect(url_for("units.overview"), 303)


@pages.post("/mau")
@needs(Role.MANAGES)
def sample() -> Response:
    """Fill an empty store with the invented office."""
    if not first_day.is_empty(store()):
        raise ConflictError(_("Kho đã có dữ liệu nên không thêm dữ liệu mẫu."), hint=_("Dữ liệu mẫu chỉ dành cho kho trống."))
    office.set_up_sample(store(), by=who())
    flash(_("Đã thêm dữ liệu mẫu: một chi bộ, người ký và danh sách đảng viên, tất cả đều hư cấu."))
    return redirect(url_for("units.overview"), 303)


@pages.post("/mau/bo")
@needs(Role.MANAGES)
def remove_sample() -> Response:
    """Take the invented office out again."""
    own = kept.own_unit(store())
    if own is not None:
        first_day.remove_sample(store(), own, by=who())
        flash(_("Đã bỏ dữ liệu mẫu. Bây giờ thiết lập đơn vị của đồng chí."))
    return redirect(url_for("units.overview"), 303)


@pages.get("/moi")
@needs(Role.MANAGES)
def new() -> Answer:
    """Where another unit is added: an upper body, a cell."""
    return _unit_page(SmallForm.blank(DonVi), None)


@pages.post("/moi")
@needs(Role.MANAGES)
def add() -> Answer:
    """Add another unit."""
    return _save_unit(None)


@pages.get("/<int:unit_id>")
def edit(unit_id: int) -> Answer:
    """The form of a unit."""
    unit = kept.unit_of(store(), unit_id)
    return _unit_page(SmallForm.of_data(DonVi, office.form_of_unit(unit)), unit)


@pages.post("/<int:unit_id>")
@needs(Role.MANAGES)
def change(unit_id: int) -> Answer:
    """Change a unit."""
    return _save_unit(kept.unit_of(store(), unit_id))


@pages.get("/<int:unit_id>/nguoi-ky")
@needs(Role.MANAGES)
def new_signer(unit_id: int) -> Answer:
    """Where a signer of a unit is added."""
    return _signer_page(SmallForm.blank(NguoiKyTheoNgay), kept.unit_of(store(), unit_id), None)


@pages.post("/<int:unit_id>/nguoi-ky")
@needs(Role.MANAGES)
def add_signer(unit_id: int) -> Answer:
    """Add a signer."""
    return _save_signer(kept.unit_of(store(), unit_id), None)


@pages.get("/nguoi-ky/<int:signer_id>")
@needs(Role.MANAGES)
def edit_signer(signer_id: int) -> Answer:
    """The form of a signer."""
    signer = kept.signer_of(store(), signer_id)
    form = SmallForm.of_data(NguoiKyTheoNgay, office.form_of_signer(signer))
    return _signer_page(form, kept.unit_of(store(), signer.unit_id), signer)


@pages.post("/nguoi-ky/<int:signer_id>")
@needs(Role.MANAGES)
def change_signer(signer_id: int) -> Answer:
    """Change a signer."""
    signer = kept.signer_of(store(), signer_id)
    return _save_signer(kept.unit_of(store(), signer.unit_id), signer)


@pages.post("/nguoi-ky/<int:signer_id>/thoi")
@needs(Role.MANAGES)
def end_signer(signer_id: int) -> Response:
    """Today is the last day on which this person signs."""
    signer = kept.signer_of(store(), signer_id)
    day = today()
    kept.save_signer(store(), replace(signer, valid_to=max(day, signer.valid_from)), by=who())
    flash(_("Đã ghi ngày thôi ký; văn bản đã ký giữ nguyên."))
    return redirect(url_for("units.overview"), 303)


def _save_unit(before: kept.Unit | None) -> Answer:
    form = SmallForm.sent(DonVi)
    given = form.read()
    if given is None:
        return _unit_page(form, before)
    code = before.ma if before else office.free_code(store(), given)
    try:
        kept.save_unit(store(), office.unit_of_form(given, code=code, before=before), by=who())
    except ConflictError as error:
        form.refused(error, "ma")
        return _unit_page(form, before)
    flash(_("Đã lưu đơn vị."))
    return redirect(url_for("units.overview"), 303)


def _save_signer(unit: kept.Unit, before: kept.Signer | None) -> Answer:
    form = SmallForm.sent(NguoiKyTheoNgay)
    given = form.read()
    if given is None:
        return _signer_page(form, unit, before)
    try:
        kept.save_signer(store(), office.signer_of_form(given, unit.id, before.id if before else 0), by=who())
    except DocgenError as error:
        form.refused(error)
        return _signer_page(form, unit, before)
    flash(_("Đã lưu người ký."))
    return redirect(url_for("units.overview") if unit.own else url_for("units.edit", unit_id=unit.id), 303)


def _set_up_page(form: SmallForm[ThietLap]) -> Answer:
    return form.page("set_up.html", empty=first_day.is_empty(store()))


def _unit_page(form: SmallForm[DonVi], unit: kept.Unit | None) -> Answer:
    day = today()
    signers = [(one, _state(one, day)) for one in kept.all_signers(store(), unit.id)] if unit else []
    return form.page("unit.html", unit=unit, signers=signers, labels=_labels())


def _signer_page(form: SmallForm[NguoiKyTheoNgay], unit: kept.Unit, signer: kept.Signer | None) -> Answer:
    return form.page("signer.html", unit=unit, signer=signer)


def _state(signer: kept.Signer, day: dt.date) -> str:
    if signer.valid_from > day:
        return str(_("chưa đến ngày ký"))
    return str(_("đang ký") if signer.valid_to is None or signer.valid_to >= day else _("đã thôi ký"))


def _labels() -> dict[str, str]:
    """What people read for the codes of bodies, posts and signing lines."""
    views = [*form_of(NguoiKyTheoNgay).fields, *form_of(DonVi).fields]
    return {code: label for view in views for code, label in view.choices}
