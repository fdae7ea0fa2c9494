"""Units and who signs for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from docgen.store import units as kept
from docgen.store.units import Signer, Unit
from docgen.store.users import Role
from schemas.document import LoaiCoQuan
from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import Code, Line, Middle, Name, Short
from web.desk import store, who

_KINDS = [kind.value for kind in LoaiCoQuan]
_UNIT, _SIGNERS = "/units/<int:unit_id>", "/units/<int:unit_id>/signers"


class UnitAsked(Asked):
    """A unit as its documents name it; only one is the own one, the last that was saved so."""

    ma: Code
    ten: Name
    loai: Annotated[str, Field(pattern=f"^(?:{'|'.join(_KINDS)})$", json_schema_extra={"enum": _KINDS})]
    own: bool = False
    cap_tren: Line | None = None
    cap_uy_cap_tren: Line | None = None
    dia_danh: Line | None = None
    ky_hieu: Short | None = None
    co_con_dau: bool = False
    nhiem_ky: Short | None = None


class SignerAsked(Asked):
    """Who signs, from which day to which, both included."""

    ho_ten: Name
    valid_from: dt.date
    valid_to: dt.date | None = None
    chuc_vu: Middle | None = None
    thay_mat: Middle | None = None


class SignersAsked(Asked):
    """Who may sign on a day; without one, everybody who ever could."""

    day: dt.date | None = None


@operation("GET", "/units", "Các đơn vị", answer=tuple[Unit, ...])
def everything() -> tuple[Unit, ...]:
    """Every unit, the own one first."""
    return kept.all_units(store())


@operation("POST", "/units", "Thêm đơn vị", role=Role.MANAGES, body=UnitAsked, answer=Unit, status=201, says_no=(400, 409, 422))
def add(body: UnitAsked) -> Unit:
    """A new unit."""
    return show(kept.save_unit(store(), Unit(**body.model_dump()), by=who()))


@operation("GET", _UNIT, "Một đơn vị", answer=Unit, says_no=(404,))
def show(unit_id: int) -> Unit:
    """One unit."""
    return kept.unit_of(store(), unit_id)


@operation("PUT", _UNIT, "Sửa đơn vị", role=Role.MANAGES, body=UnitAsked, answer=Unit, says_no=(400, 404, 409, 422))
def change(unit_id: int, body: UnitAsked) -> Unit:
    """All of a unit anew; issued documents stay as they are."""
    return show(kept.save_unit(store(), replace(show(unit_id), **body.model_dump()), by=who()))


@operation("GET", _SIGNERS, "Người ký của đơn vị", query=SignersAsked, answer=tuple[Signer, ...], says_no=(404,))
def signers(unit_id: int, query: SignersAsked) -> tuple[Signer, ...]:
    """Who signs for a unit, the newest first."""
    unit = show(unit_id)
    return kept.all_signers(store(), unit.id) if query.day is None else kept.signers_on(store(), unit.id, query.day)


@operation(
    "POST", _SIGNERS, "Thêm người ký", role=Role.MANAGES, body=SignerAsked, answer=Signer, status=201, says_no=(400, 404, 422)
)
def add_signer(unit_id: int, body: SignerAsked) -> Signer:
    """A new signer."""
    return _saved(Signer(unit_id=show(unit_id).id, **body.model_dump()))


@operation(
    "PUT",
    f"{_SIGNERS}/<int:signer_id>",
    "Sửa người ký",
    role=Role.MANAGES,
    body=SignerAsked,
    answer=Signer,
    says_no=(400, 404, 422),
)
def change_signer(unit_id: int, signer_id: int, body: SignerAsked) -> Signer:
    """All of a signer anew."""
    return _saved(Signer(unit_id=show(unit_id).id, id=signer_id, **body.model_dump()))


def _saved(signer: Signer) -> Signer:
    return replace(signer, id=kept.save_signer(store(), signer, by=who()))
