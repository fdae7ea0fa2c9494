"""Units and signers between forms and the store, and the invented office that can be tried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from typing import Any

from sqlalchemy import Engine

from docgen.reading import read_data
from docgen.roster.merging import person_of_form
from docgen.store.office import SAMPLE, set_up
from docgen.store.units import Signer, Unit, all_units
from schemas.office import DonVi, NguoiKyTheoNgay, ThietLap
from schemas.roster import NguoiTrongDanhSach

_IN_MORE = ("loai_hinh", "co_chi_uy")
"""Fields of a unit that documents ask for and the table has no column for."""
_YEARS = " - "


def unit_of_form(given: DonVi, *, code: str, before: Unit | None = None) -> Unit:
    """The unit that a form describes; what the form does not ask for stays as it was `before`."""
    data = given.model_dump(mode="json", exclude={"nguoi_ky", "so_gan_nhat"})
    term = data.pop("nhiem_ky")
    more = {name: data.pop(name) for name in _IN_MORE}
    kept = {**before.more} if before else {}
    return Unit(
        **data | {"ma": data["ma"] or code},
        nhiem_ky=f"{term['tu']}{_YEARS}{term['den']}" if term else None,
        own=before.own if before else False,
        more=kept | {name: value for name, value in more.items() if value is not None},
        id=before.id if before else 0,
    )


def form_of_unit(unit: Unit) -> dict[str, Any]:
    """What the form shows of a unit; forms of documents are filled in from the same names."""
    first, _, last = (unit.nhiem_ky or "").partition(_YEARS)
    columns = {name: getattr(unit, name) for name in DonVi.model_fields if hasattr(unit, name)}
    term = {"tu": first, "den": last} if unit.nhiem_ky else None
    return columns | {"nhiem_ky": term} | {name: unit.more[name] for name in _IN_MORE if name in unit.more}


def free_code(engine: Engine, given: DonVi) -> str:
    """A code that no unit has yet."""
    used = {unit.ma for unit in all_units(engine)}
    start = given.ky_hieu or ("CB" if given.loai.la_chi_bo else "ĐU")
    return next(code for number in range(1, len(used) + 2) if (code := f"{start}{number:02d}") not in used)


def signer_of_form(given: NguoiKyTheoNgay, unit_id: int, signer_id: int = 0) -> Signer:
    """The signer that a form describes."""
    return Signer(
        unit_id,
        given.ho_ten,
        valid_from=given.tu_ngay,
        valid_to=given.den_ngay,
        chuc_vu=given.chuc_vu.value if given.chuc_vu else None,
        thay_mat=given.thay_mat.value if given.thay_mat else None,
        id=signer_id,
    )


def form_of_signer(signer: Signer) -> dict[str, Any]:
    """What the form shows of a signer."""
    days = {"tu_ngay": signer.valid_from, "den_ngay": signer.valid_to}
    named = {"ho_ten": signer.ho_ten, "chuc_vu": signer.chuc_vu, "thay_mat": signer.thay_mat}
    return named | {name: day.isoformat() for name, day in days.items() if day}


def set_up_office(engine: Engine, given: ThietLap, *, by: str) -> int:
    """Set up the own unit as the form says; its id."""
    unit = unit_of_form(given, code=free_code(engine, given))
    return set_up(engine, unit, [signer_of_form(given.nguoi_ky, 0)], last_used=_last_used(given), by=by)


def set_up_sample(engine: Engine, *, by: str) -> int:
    """Set up the invented office that comes with the program; its id."""
    raw = resources.files(__package__).joinpath("sample.yaml").read_bytes()
    sample: Mapping[str, Any] = read_data(raw, "web/sample.yaml")
    first, *_ = sample["nguoi_ky"]
    given = ThietLap.model_validate({**sample["don_vi"], "nguoi_ky": first, "so_gan_nhat": sample["so_gan_nhat"]})
    unit = unit_of_form(given, code="")
    signers = [signer_of_form(NguoiKyTheoNgay.model_validate(one), 0) for one in sample["nguoi_ky"]]
    people = [person_of_form(NguoiTrongDanhSach.model_validate(one), 0, ma="") for one in sample["dang_vien"]]
    marked = replace(unit, more={**unit.more, SAMPLE: True})
    return set_up(engine, marked, signers, last_used=_last_used(given), roster=people, by=by)


def _last_used(given: ThietLap) -> dict[str, int]:
    return given.so_gan_nhat.model_dump(exclude_none=True) if given.so_gan_nhat else {}
