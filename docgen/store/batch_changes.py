"""What people change in a run: a row corrected, a row given up, the whole cancelled. Each void number says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from docgen.errors import ConflictError, UsageError
from docgen.store.audit import note
from docgen.store.batch_rows import BatchRow, row_of
from docgen.store.batches import Batch, Lease, batch_of, count, renew
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.numbers import put_number
from docgen.store.tables import batch_rows, batches, numbers, series
from docgen.vietnamese.names import loose_key

_OPEN = ("waiting", "reserved", "failed")


def correct(
    engine: Engine, lease: Lease, row: BatchRow, data: Mapping[str, Any], input_hash: str, *, by: str, reason: str
) -> BatchRow:
    """Let the row be made again from other data, under the number it has. What was issued before stays, void, with the reason.

    `ConflictError` when the row is not as it was read: somebody else has corrected it, or it was made meanwhile.
    """
    name = _name(data, row.name)
    new = {"data": data, "input_hash": input_hash, "name": name, "whose": loose_key(name), "checked": True, "error": None}
    with writing(engine) as connection:
        _require_unchanged(connection, row)
        if row.state == "done":
            number = _replaced(connection, row, by=by, reason=reason)
            renew(connection, lease, state="ready", **count(done=-1))
            copied = {name: getattr(row, name) for name in ("batch_id", "place", "sheet_row", "so", "so_ky_hieu")}
            told = {"version": row.version + 1, "state": "reserved", "number_id": number, "file": "", **copied, **new}
            connection.execute(insert(batch_rows), told)
        elif row.state in _OPEN:
            state = "reserved" if row.number_id is not None else "waiting"
            renew(connection, lease, state="ready", **count(failed=-(row.state == "failed"), checked=int(not row.checked)))
            connection.execute(update(batch_rows).where(batch_rows.c.id == row.id).values(state=state, **new))
        else:
            raise ConflictError(f"Dòng {row.place + 1} không sửa được nữa.", hint="Tải lại danh sách dòng của lô.")
        note(connection, by, "correct", "batches", row.batch_id, row=row.id, so=row.so)
    return row_of(engine, row.batch_id, row.place)


def leave_out(engine: Engine, lease: Lease, row: BatchRow, data: Mapping[str, Any], why: str, *, by: str) -> BatchRow:
    """Say of a row that has no number that no document is to be made of it, and why; `ConflictError` as `correct` has it."""
    told = {"data": data, "name": _name(data, row.name), "error": {"message": why, "hint": "", "problems": []}}
    with writing(engine) as connection:
        _require_unchanged(connection, row)
        renew(connection, lease, **count(failed=-(row.state == "failed"), checked=-int(row.checked), left_out=1))
        connection.execute(update(batch_rows).where(batch_rows.c.id == row.id).values(state="left_out", **told))
        note(connection, by, "correct", "batches", row.batch_id, row=row.id, so=None)
    return row_of(engine, row.batch_id, row.place)


def give_up(engine: Engine, lease: Lease, row: BatchRow, *, by: str, reason: str) -> None:
    """Give a row up: its number, issued or not, is void with the reason."""
    if not reason.strip():
        raise UsageError("Chưa ghi lý do hủy.", hint="Ghi lý do; lý do được in trong sổ.")
    with writing(engine) as connection:
        if row.state not in {*_OPEN, "done"}:
            raise ConflictError(f"Dòng {row.place + 1} không còn gì để hủy.", hint="Tải lại danh sách dòng của lô.")
        renew(connection, lease, **count(done=-(row.state == "done"), failed=-(row.state == "failed"), void=1))
        connection.execute(update(batch_rows).where(batch_rows.c.id == row.id).values(state="void"))
        if row.number_id is not None:
            _void(connection, row.number_id, reason.strip())
        note(connection, by, "void", "batches", row.batch_id, row=row.id, so=row.so, reason=reason.strip())


def cancel(engine: Engine, lease: Lease, *, by: str, reason: str) -> Batch:
    """End a run: what is issued stays, the rest is void. Numbers at the end of their series are free again, others void."""
    batch, reason = batch_of(engine, lease.batch_id), reason or "Hủy lô theo yêu cầu"
    with writing(engine) as connection:
        of_batch = batch_rows.c.batch_id == batch.id
        held = _held(connection, batch)
        gone = connection.execute(update(batch_rows).where(of_batch, batch_rows.c.state.in_(_OPEN)).values(state="void")).rowcount
        for number in held:
            _free_or_void(connection, number, reason)
        told = {"state": "cancelled", "reason": reason, "ended_at": now(), "asked": "", "failed": 0}
        renew(connection, lease, **told, void=batches.c.void + gone)
        note(connection, by, "cancel", "batches", batch.id, void=gone, numbers=len(held), reason=reason)
    return batch_of(engine, batch.id)


def held_numbers(engine: Engine, batch: Batch) -> int:
    """How many numbers the run holds that have no document."""
    with reading(engine) as connection:
        return len(_held(connection, batch))


def _held(connection: Connection, batch: Batch) -> list[int]:
    """Numbers that were taken and have no document, the last first."""
    mine = (numbers.c.token == batch.token, numbers.c.state == "reserved")
    return list(connection.scalars(select(numbers.c.id).where(*mine).order_by(numbers.c.so.desc())))


def _free_or_void(connection: Connection, number_id: int, reason: str) -> None:
    row = connection.execute(select(numbers).where(numbers.c.id == number_id).with_for_update()).one()
    line = connection.execute(select(series).where(series.c.id == row.series_id).with_for_update()).one()
    if line.last != row.so or row.suffix:
        _void(connection, number_id, reason)
        return
    connection.execute(delete(numbers).where(numbers.c.id == number_id))
    connection.execute(update(series).where(series.c.id == line.id).values(last=row.so - 1))
    connection.execute(update(batch_rows).where(batch_rows.c.number_id == number_id).values(number_id=None, so=None))


def _require_unchanged(connection: Connection, row: BatchRow) -> None:
    """What was read before the lease was held may be old: two who correct the same row would count it twice."""
    names = ("state", "checked", "number_id", "input_hash")
    found = connection.execute(select(*(batch_rows.c[name] for name in names)).where(batch_rows.c.id == row.id)).first()
    if found is None or tuple(found) != tuple(getattr(row, name) for name in names):
        raise ConflictError(f"Dòng {row.place + 1} vừa được sửa ở nơi khác.", hint="Xem lại dòng đó; cần thì sửa lần nữa.")


def _replaced(connection: Connection, row: BatchRow, *, by: str, reason: str) -> int | None:
    """The number once more for the new document; the line of the old one stays in the book, void, and says what became of it."""
    connection.execute(update(batch_rows).where(batch_rows.c.id == row.id).values(state="replaced"))
    if row.number_id is None:
        return None
    old = connection.execute(select(numbers).where(numbers.c.id == row.number_id).with_for_update()).one()
    if old.state != "issued":
        raise ConflictError(f"Số {old.so} đã hủy trong sổ.", hint="Xem số này trong sổ; cần văn bản mới thì lấy số mới.")
    said = f"Thay bằng văn bản cùng số: {reason.strip()}" if reason.strip() else "Thay bằng văn bản cùng số"
    _void(connection, row.number_id, said, duplicate=True)
    batch = connection.execute(select(batches.c.token).where(batches.c.id == row.batch_id)).one()
    told = {"suffix": old.suffix, "state": "reserved", "origin": old.origin, "token": batch.token, "taken_by": by}
    return put_number(connection, old.series_id, so=old.so, **told)


def _void(connection: Connection, number_id: int, reason: str, **more: Any) -> None:
    values = {"state": "void", "reason": reason, "changed_at": now(), **more}
    connection.execute(update(numbers).where(numbers.c.id == number_id, numbers.c.state != "void").values(values))


def _name(data: Mapping[str, Any], name: str) -> str:
    member = data.get("dang_vien")
    return str(member.get("ho_ten") or name) if isinstance(member, Mapping) else name
