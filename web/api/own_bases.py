"""Legal bases that the office has added; the shipped ones are in `kinds`."""

from __future__ import annotations

import datetime as dt

from docgen.store import legal_bases as kept
from docgen.store.legal_bases import OwnBasis
from docgen.store.users import Role
from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import KindOnly, Line, Name
from web.desk import store, who

_BASES, _BASIS = "/own/legal-bases", "/own/legal-bases/<int:basis_id>"


class BasisAsked(Asked):
    """A document to cite, from which day to which (both included), for one kind of documents or for all."""

    loai: Name
    so_ky_hieu: Line | None = None
    ngay: dt.date
    co_quan: Name
    trich_yeu: Name
    valid_from: dt.date
    valid_to: dt.date | None = None
    kind: KindOnly | None = None


@operation("GET", _BASES, "Căn cứ đơn vị tự thêm", answer=tuple[OwnBasis, ...])
def everything() -> tuple[OwnBasis, ...]:
    """Every basis the office has added, the newest first."""
    return kept.all_bases(store())


@operation("POST", _BASES, "Thêm căn cứ", role=Role.ISSUES, body=BasisAsked, answer=OwnBasis, status=201, says_no=(400, 409, 422))
def add(body: BasisAsked) -> OwnBasis:
    """A new basis; 409 when the same document is there."""
    return show(kept.save_basis(store(), OwnBasis(**body.model_dump()), by=who()))


@operation("GET", _BASIS, "Một căn cứ của đơn vị", answer=OwnBasis, says_no=(404,))
def show(basis_id: int) -> OwnBasis:
    """One basis."""
    return kept.basis_of(store(), basis_id)


@operation("PUT", _BASIS, "Sửa căn cứ", role=Role.ISSUES, body=BasisAsked, answer=OwnBasis, says_no=(400, 404, 409, 422))
def change(basis_id: int, body: BasisAsked) -> OwnBasis:
    """All of a basis anew; one that holds no longer gets its last day in `valid_to`."""
    return show(kept.save_basis(store(), OwnBasis(id=show(basis_id).id, **body.model_dump()), by=who()))


@operation("DELETE", _BASIS, "Bỏ căn cứ ghi nhầm", role=Role.ISSUES, status=204, says_no=(404,))
def remove(basis_id: int) -> None:
    """Take out a basis that should not be there; documents that cite it keep their words."""
    kept.remove_basis(store(), basis_id, by=who())
