"""The first day of an office, and the sample that shows what the program does with one. Each is all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, Engine, Table, delete, func, select, update

from docgen.errors import ConflictError
from docgen.store.audit import note
from docgen.store.engine import reading, writing
from docgen.store.numbers import Series, begin_series
from docgen.store.people import Person, put_people
from docgen.store.tables import documents, drafts, numbers, people, series, signers, units
from docgen.store.units import Signer, Unit, put_signer, put_unit

SAMPLE = "du_lieu_mau"
"""In `more` of a unit: it was invented and may be removed as a whole."""


def set_up(
    engine: Engine,
    unit: Unit,
    given: Iterable[Signer] = (),
    *,
    last_used: Mapping[str, int] | None = None,
    roster: Iterable[Person] = (),
    by: str,
) -> int:
    """Set up the own unit with its signers, series and people; its id. `unit_id` of signers and people need not be known."""
    with writing(engine) as connection:
        if connection.scalar(select(units.c.id).where(units.c.own)) is not None:
            raise ConflictError("Đơn vị đã được thiết lập.", hint="Mở trang Đơn vị để xem và sửa.")
        own = put_unit(connection, replace(unit, own=True), by=by)
        for signer in given:
            put_signer(connection, replace(signer, unit_id=own), by=by)
        for the_loai, number in (last_used or {}).items():
            begin_series(connection, Series(own, the_loai, unit.nhiem_ky or ""), last_used=number, by=by)
        if newcomers := [replace(person, unit_id=own) for person in roster]:
            put_people(connection, newcomers, by=by)
    return own


def is_empty(engine: Engine) -> bool:
    """Whether nothing of an office has been entered yet."""
    with reading(engine) as connection:
        return not any(_count(connection, table) for table in (units, people, documents, numbers))


def is_removable_sample(engine: Engine, unit: Unit) -> bool:
    """Whether the unit is the sample and nothing has been issued or numbered in this store."""
    with reading(engine) as connection:
        return bool(unit.more.get(SAMPLE)) and not _count(connection, documents) and not _count(connection, numbers)


def remove_sample(engine: Engine, unit: Unit, *, by: str) -> None:
    """Take the sample out again with its people, signers and series; drafts stay, without a unit."""
    with writing(engine) as connection:
        if not unit.more.get(SAMPLE) or _count(connection, documents) or _count(connection, numbers):
            raise ConflictError(
                "Không bỏ dữ liệu mẫu được: kho đã cấp số hoặc có văn bản.", hint="Sửa đơn vị và danh sách thành của mình."
            )
        connection.execute(update(drafts).where(drafts.c.unit_id == unit.id).values(unit_id=None))
        for table in (people, signers, series):
            connection.execute(delete(table).where(table.c.unit_id == unit.id))
        connection.execute(delete(units).where(units.c.id == unit.id))
        note(connection, by, "remove", "units", unit.id)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
