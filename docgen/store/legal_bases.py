"""Legal bases that the office adds to the shipped register: resolutions of its own committee, regulations of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update

from docgen.errors import ConflictError, NotInStoreError, UsageError
from docgen.store.audit import note
from docgen.store.engine import reading, writing
from docgen.store.tables import legal_bases


@dataclass(frozen=True, slots=True)
class OwnBasis:
    """A document that may be cited from `valid_from` to `valid_to`, both included.

    `kind` is the kind of document it is offered for; None offers it for all.
    """

    loai: str
    so_ky_hieu: str | None
    ngay: dt.date
    co_quan: str
    trich_yeu: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    kind: str | None = None
    id: int = 0


def save_basis(engine: Engine, basis: OwnBasis, *, by: str) -> int:
    """Add a basis (`id` 0) or change the one with its id; its id. The same document twice is refused."""
    if basis.valid_from < basis.ngay:
        raise UsageError("Ngày có hiệu lực trước ngày ban hành.", hint="Sửa một trong hai ngày.")
    if basis.valid_to is not None and basis.valid_to < basis.valid_from:
        raise UsageError("Ngày hết hiệu lực trước ngày có hiệu lực.", hint="Sửa một trong hai ngày.")
    values = {name: value for name, value in asdict(basis).items() if name != "id"}
    with writing(engine) as connection:
        _refuse_twice(connection, basis)
        if basis.id:
            saved = basis.id
            if not connection.execute(update(legal_bases).where(legal_bases.c.id == basis.id).values(values)).rowcount:
                raise _no_basis(basis.id)
        else:
            saved = connection.execute(insert(legal_bases).values(values).returning(legal_bases.c.id)).scalar_one()
        note(connection, by, "change" if basis.id else "add", "legal_bases", saved)
    return saved


def remove_basis(engine: Engine, basis_id: int, *, by: str) -> None:
    """Take out a basis that was entered by mistake; one that holds no longer gets its last day instead."""
    with writing(engine) as connection:
        if not connection.execute(delete(legal_bases).where(legal_bases.c.id == basis_id)).rowcount:
            raise _no_basis(basis_id)
        note(connection, by, "remove", "legal_bases", basis_id)


def basis_of(engine: Engine, basis_id: int) -> OwnBasis:
    """The basis with this id."""
    with reading(engine) as connection:
        row = connection.execute(select(legal_bases).where(legal_bases.c.id == basis_id)).mappings().first()
    if row is None:
        raise _no_basis(basis_id)
    return OwnBasis(**row)


def all_bases(engine: Engine) -> tuple[OwnBasis, ...]:
    """Every basis the office has added, the newest first."""
    query = select(legal_bases).order_by(legal_bases.c.ngay.desc(), legal_bases.c.id.desc())
    with reading(engine) as connection:
        return tuple(OwnBasis(**row) for row in connection.execute(query).mappings())


def bases_on(engine: Engine, day: dt.date, kind: str) -> tuple[OwnBasis, ...]:
    """What a document of `kind` dated `day` may cite, the newest first."""
    column = legal_bases.c
    query = (
        select(legal_bases)
        .where(column.valid_from <= day, or_(column.valid_to.is_(None), column.valid_to >= day))
        .where(or_(column.kind.is_(None), column.kind == kind))
        .order_by(column.ngay.desc(), column.id.desc())
    )
    with reading(engine) as connection:
        return tuple(OwnBasis(**row) for row in connection.execute(query).mappings())


def _refuse_twice(connection: Connection, basis: OwnBasis) -> None:
    column = legal_bases.c
    same = select(column.id).where(
        column.loai == basis.loai,
        column.so_ky_hieu.is_(None) if basis.so_ky_hieu is None else column.so_ky_hieu == basis.so_ky_hieu,
        column.ngay == basis.ngay,
        column.trich_yeu == basis.trich_yeu,
        column.id != basis.id,
    )
    if connection.scalar(same) is not None:
        number = f" số {basis.so_ky_hieu}" if basis.so_ky_hieu else ""
        raise ConflictError(f"Danh mục đã có {basis.loai}{number} này.", hint="Sửa mục đã có thay vì thêm mới.")


def _no_basis(basis_id: int) -> NotInStoreError:
    return NotInStoreError(f"Không có căn cứ số {basis_id} trong danh mục.", hint="Tải lại danh mục rồi chọn lại.")
