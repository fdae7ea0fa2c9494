"""Duty lines that the office adds to the shipped catalogue."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Engine, insert, select, update

from docgen.errors import NotInStoreError
from docgen.store.audit import note
from docgen.store.engine import reading, writing
from docgen.store.tables import duty_lines


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A sentence to offer when duties are assigned; `nhom` is the role or group of the shipped catalogue it belongs to."""

    nhom: str
    viec: str
    san_pham: str | None = None
    han: str | None = None
    active: bool = True
    id: int = 0


def save_duty(engine: Engine, duty: OwnDuty, *, by: str) -> int:
    """Add a line (`id` 0) or change the one with its id; its id. One that is not active is kept and no longer offered."""
    values = {name: value for name, value in asdict(duty).items() if name != "id"}
    with writing(engine) as connection:
        if duty.id:
            saved = duty.id
            if not connection.execute(update(duty_lines).where(duty_lines.c.id == duty.id).values(values)).rowcount:
                raise _no_duty(duty.id)
        else:
            saved = connection.execute(insert(duty_lines).values(values).returning(duty_lines.c.id)).scalar_one()
        note(connection, by, "change" if duty.id else "add", "duty_lines", saved)
    return saved


def duty_of(engine: Engine, duty_id: int) -> OwnDuty:
    """The line with this id."""
    with reading(engine) as connection:
        row = connection.execute(select(duty_lines).where(duty_lines.c.id == duty_id)).mappings().first()
    if row is None:
        raise _no_duty(duty_id)
    return OwnDuty(**row)


def all_duties(engine: Engine, *, everything: bool = False) -> tuple[OwnDuty, ...]:
    """The lines that are offered, in the order they were added; `everything` counts those put aside."""
    query = select(duty_lines).order_by(duty_lines.c.id)
    if not everything:
        query = query.where(duty_lines.c.active)
    with reading(engine) as connection:
        return tuple(OwnDuty(**row) for row in connection.execute(query).mappings())


def _no_duty(duty_id: int) -> NotInStoreError:
    return NotInStoreError(f"Không có nhiệm vụ mẫu số {duty_id}.", hint="Tải lại danh mục rồi chọn lại.")
