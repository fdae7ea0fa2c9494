"""What the office adds to the catalogues: legal bases with their days, duty lines. Shipped ones stand beside them, read only."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from pydantic import ValidationInfo, field_validator
from werkzeug import Response

from docgen.errors import ConflictError
from docgen.kinds import KINDS
from docgen.standard import duties, legal_bases
from docgen.store.columns import today
from docgen.store.duty_lines import OwnDuty, all_duties, duty_of, save_duty
from docgen.store.legal_bases import OwnBasis, all_bases, basis_of, save_basis
from docgen.store.users import Role
from schemas.document import VanBanThamChieu
from schemas.fields import Dong, Model, Ngay, field
from web.desk import needs, store, who
from web.offers import basis_text
from web.small_form import Choices, SmallForm

pages = Blueprint("own_entries", __name__)

Answer = tuple[str, int] | Response


class CanCuRieng(VanBanThamChieu):
    """A legal basis of the office's own."""

    valid_from: Annotated[Ngay, field("Có hiệu lực từ ngày", "Ngày đầu tiên viện dẫn được.", "04/12/2026")]
    valid_to: Annotated[Ngay | None, field("Ngày cuối còn hiệu lực", "Bỏ trống khi văn bản đang còn hiệu lực.", "31/12/2027")] = (
        None
    )
    kind: Annotated[Dong | None, field("Loại văn bản áp dụng", "Bỏ trống thì đưa ra cho mọi loại văn bản.", "")] = None

    @field_validator("valid_from")
    @classmethod
    def _after_issue(cls, day: dt.date, known: ValidationInfo) -> dt.date:
        if day < known.data.get("ngay", day):
            raise ValueError(_("không được trước ngày văn bản; sửa một trong hai ngày"))
        return day

    @field_validator("valid_to")
    @classmethod
    def _after_begin(cls, day: dt.date | None, known: ValidationInfo) -> dt.date | None:
        if day is not None and day < known.data.get("valid_from", day):
            raise ValueError(_("không được trước ngày có hiệu lực; sửa một trong hai ngày"))
        return day


class NhiemVuMau(Model):
    """A duty line of the office's own."""

    nhom: Annotated[Dong, field("Vai hoặc nhóm", "Đảng viên hay được giao việc này.", "")]
    viec: Annotated[Dong, field("Việc được giao", "Bắt đầu bằng động từ, một câu một việc.", "Phụ trách 6 hộ Xóm Trên")]
    san_pham: Annotated[Dong | None, field("Sản phẩm, minh chứng", "Cái gì chứng minh đã làm.", "Sổ theo dõi hộ")] = None
    han: Annotated[Dong | None, field("Thời hạn, định kỳ", "Ngày bằng số hoặc định kỳ.", "Hằng tháng")] = None
    active: Annotated[bool, field("Đang dùng", "Bỏ dấu thì không còn đưa ra trong biểu mẫu.", "")] = True


@pages.get("/can-cu")
def bases_page() -> str:
    """Every legal basis, shipped and own, with what holds today."""
    register, day = legal_bases(), today()
    shipped = [(basis, ", ".join(register.topics[topic] for topic in basis.topics)) for basis in register.bases.values()]
    groups = [
        (_("Đang còn hiệu lực"), [one for one in shipped if one[0].in_force(day)]),
        (_("Chưa hoặc không còn hiệu lực"), [one for one in shipped if not one[0].in_force(day)]),
    ]
    titles = {code: _(kind.title) for code, kind in KINDS.items()}
    own = [(basis, titles.get(basis.kind or "", "")) for basis in all_bases(store())]
    return render_template("bases.html", groups=groups, own=own, today=day)


@pages.get("/can-cu/moi")
@pages.get("/can-cu/<int:entry>")
def basis_page(entry: int = 0) -> Answer:
    """One basis of the office: new, or to be changed or ended."""
    held = basis_of(store(), entry) if entry else None
    return _basis_form(SmallForm.of_data(CanCuRieng, _said(held), _kinds()), held)


@pages.post("/can-cu/moi")
@pages.post("/can-cu/<int:entry>")
@needs(Role.ISSUES)
def put_basis(entry: int = 0) -> Answer:
    """Keep it."""
    held = basis_of(store(), entry) if entry else None
    form = SmallForm.sent(CanCuRieng, _kinds())
    made = form.read()
    if made is None:
        return _basis_form(form, held)
    try:
        save_basis(store(), OwnBasis(**made.model_dump(), id=entry), by=who())
    except ConflictError as error:
        form.refused(error, "so_ky_hieu")
        return _basis_form(form, held)
    flash(_("Đã lưu căn cứ."))
    return redirect(url_for("own_entries.bases_page"), 303)


def _basis_form(form: SmallForm[CanCuRieng], held: OwnBasis | None) -> Answer:
    title = basis_text(held) if held else _("Thêm căn cứ")
    return form.page("entry.html", title=title, back=url_for("own_entries.bases_page"))


def _kinds() -> Choices:
    return {"kind": [(kind.code, _(kind.title)) for kind in KINDS.values()]}


@pages.get("/nhiem-vu-mau")
def duties_page() -> str:
    """Every duty line by role and group, shipped and own."""
    own: dict[str, list[OwnDuty]] = {}
    for duty in all_duties(store(), everything=True):
        own.setdefault(duty.nhom, []).append(duty)
    catalogue = duties()
    groups = [(group, own.get(group.id, [])) for _path, group in catalogue.all_groups()]
    return render_template("duties.html", groups=groups, slots=catalogue.slots)


@pages.get("/nhiem-vu-mau/moi")
@pages.get("/nhiem-vu-mau/<int:entry>")
def duty_page(entry: int = 0) -> Answer:
    """One line of the office: new, or to be changed or put aside."""
    held = duty_of(store(), entry) if entry else None
    said = _said(held) or {"nhom": request.args.get("nhom", "")}
    return _duty_form(SmallForm.of_data(NhiemVuMau, said, _groups()), held)


@pages.post("/nhiem-vu-mau/moi")
@pages.post("/nhiem-vu-mau/<int:entry>")
@needs(Role.ISSUES)
def put_duty(entry: int = 0) -> Answer:
    """Keep it."""
    held = duty_of(store(), entry) if entry else None
    form = SmallForm.sent(NhiemVuMau, _groups())
    made = form.read()
    if made is None:
        return _duty_form(form, held)
    save_duty(store(), OwnDuty(**made.model_dump(), id=entry), by=who())
    flash(_("Đã lưu nhiệm vụ mẫu."))
    return redirect(url_for("own_entries.duties_page"), 303)


def _duty_form(form: SmallForm[NhiemVuMau], held: OwnDuty | None) -> Answer:
    title = held.viec if held else _("Thêm nhiệm vụ mẫu")
    return form.page("entry.html", title=title, back=url_for("own_entries.duties_page"))


def _groups() -> Choices:
    return {"nhom": [(group.id, _(group.ten)) for _path, group in duties().all_groups() if group.ca_nhan]}


def _said(held: OwnBasis | OwnDuty | None) -> dict[str, Any]:
    """What is kept, as the form shows it."""
    return {name: value for name, value in asdict(held).items() if value is not None} if held else {}
