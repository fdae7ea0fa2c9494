"""The units an office writes for: its own, those it knows, and who signs for them from which day to which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, insert, or_, select, update

from docgen.errors import ConflictError, NotInStoreError, UsageError
from docgen.store.audit import note
from docgen.store.engine import reading, writing
from docgen.store.tables import signers, units


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as its documents name it; `own` marks the unit this store belongs to. `more` takes what a form adds."""

    ma: str
    ten: str
    loai: str
    own: bool = False
    cap_tren: str | None = None
    cap_uy_cap_tren: str | None = None
    dia_danh: str | None = None
    ky_hieu: str | None = None
    co_con_dau: bool = False
    nhiem_ky: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs for a unit, from `valid_from` to `valid_to`, both included."""

    unit_id: int
    ho_ten: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    chuc_vu: str | None = None
    thay_mat: str | None = None
    id: int = 0


def save_unit(engine: Engine, unit: Unit, *, by: str) -> int:
    """Add a unit (`id` 0) or change the one with its id; its id. Only one unit is the own one: the last that was saved so."""
    with writing(engine) as connection:
        return put_unit(connection, unit, by=by)


def put_unit(connection: Connection, unit: Unit, *, by: str) -> int:
    """The same in a transaction of the caller's."""
    values = {name: value for name, value in asdict(unit).items() if name != "id"}
    taken = connection.scalar(select(units.c.id).where(units.c.ma == unit.ma, units.c.id != unit.id))
    if taken is not None:
        raise ConflictError(f"Mã đơn vị “{unit.ma}” đã có.", hint="Chọn mã khác, hoặc sửa đơn vị đã có.")
    if unit.own:
        connection.execute(update(units).where(units.c.own, units.c.id != unit.id).values(own=False))
    saved = unit.id
    if not saved:
        saved = int(connection.execute(insert(units).values(values).returning(units.c.id)).scalar_one())
    elif not connection.execute(update(units).where(units.c.id == unit.id).values(values)).rowcount:
        raise _no_unit(unit.id)
    note(connection, by, "change" if unit.id else "add", "units", saved)
    return saved


def unit_of(engine: Engine, unit_id: int) -> Unit:
    """The unit with this id."""
    with reading(engine) as connection:
        row = connection.execute(select(units).where(units.c.id == unit_id)).mappings().first()
    if row is None:
        raise _no_unit(unit_id)
    return Unit(**row)


def own_unit(engine: Engine) -> Unit | None:
    """The unit this store belongs to; None before it is set up."""
    with reading(engine) as connection:
        row = connection.execute(select(units).where(units.c.own)).mappings().first()
    return Unit(**row) if row else None


def all_units(engine: Engine) -> tuple[Unit, ...]:
    """Every unit, the own one first."""
    with reading(engine) as connection:
        rows = connection.execute(select(units).order_by(units.c.own.desc(), units.c.ma)).mappings()
        return tuple(Unit(**row) for row in rows)


def save_signer(engine: Engine, signer: Signer, *, by: str) -> int:
    """Add a signer (`id` 0) or change the one with its id; its id."""
    with writing(engine) as connection:
        return put_signer(connection, signer, by=by)


def put_signer(connection: Connection, signer: Signer, *, by: str) -> int:
    """The same in a transaction of the caller's."""
    if signer.valid_to is not None and signer.valid_to < signer.valid_from:
        raise UsageError("Ngày thôi ký trước ngày bắt đầu ký.", hint="Sửa một trong hai ngày.")
    values = {name: value for name, value in asdict(signer).items() if name != "id"}
    if connection.scalar(select(units.c.id).where(units.c.id == signer.unit_id)) is None:
        raise _no_unit(signer.unit_id)
    saved = signer.id
    if not saved:
        saved = int(connection.execute(insert(signers).values(values).returning(signers.c.id)).scalar_one())
    elif not connection.execute(update(signers).where(signers.c.id == signer.id).values(values)).rowcount:
        raise _no_signer(signer.id)
    note(connection, by, "change" if signer.id else "add", "signers", saved)
    return saved


def signer_of(engine: Engine, signer_id: int) -> Signer:
    """The signer with this id."""
    with reading(engine) as connection:
        row = connection.execute(select(signers).where(signers.c.id == signer_id)).mappings().first()
    if row is None:
        raise _no_signer(signer_id)
    return Signer(**row)


def signers_on(engine: Engine, unit_id: int, day: dt.date) -> tuple[Signer, ...]:
    """Who may sign for the unit on `day`, the one who began last first."""
    query = (
        select(signers)
        .where(signers.c.unit_id == unit_id, signers.c.valid_from <= day)
        .where(or_(signers.c.valid_to.is_(None), signers.c.valid_to >= day))
        .order_by(signers.c.valid_from.desc(), signers.c.id)
    )
    with reading(engine) as connection:
        return tuple(Signer(**row) for row in connection.execute(query).mappings())


def all_signers(engine: Engine, unit_id: int) -> tuple[Signer, ...]:
    """Every signer the unit ever had, the newest first."""
    query = select(signers).where(signers.c.unit_id == unit_id).order_by(signers.c.valid_from.desc(), signers.c.id)
    with reading(engine) as connection:
        return tuple(Signer(**row) for row in connection.execute(query).mappings())


def _no_unit(unit_id: int) -> NotInStoreError:
    return NotInStoreError(f"Không có đơn vị số {unit_id}.", hint="Tải lại danh sách đơn vị rồi chọn lại.")


def _no_signer(signer_id: int) -> NotInStoreError:
    return NotInStoreError(f"Không có người ký số {signer_id}.", hint="Tải lại danh sách người ký.")
