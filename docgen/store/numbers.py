"""The register of numbers: a number is reserved, then issued with its document in one transaction, or voided with a reason.

A series is one run of numbers: issuer, kind, term (HD 36, mục 1.3); a congress has one for all its kinds. A reservation is
kept at once, so a number is never given twice; what happens to it later, a crash too, stays visible in `unissued` and the report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from docgen.errors import NotInStoreError, RegisterError, UsageError
from docgen.standard import standard_on
from docgen.store.adding import add_rows
from docgen.store.audit import note
from docgen.store.columns import AnyRow, now, today
from docgen.store.documents import add_document
from docgen.store.engine import reading, writing
from docgen.store.new_document import NewDocument
from docgen.store.tables import documents, numbers, series

CONGRESS = "dai_hoi"
"""Stands for the kind in the series of a congress."""


@dataclass(frozen=True, slots=True)
class Series:
    """One run of numbers: the unit that issues, the Party's kind (thể loại), the term, such as 2025 - 2030."""

    unit_id: int
    the_loai: str
    term: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """A number that was taken for a document. Only the holder of `token` may issue it."""

    id: int
    series: Series
    so: int
    suffix: str
    token: str
    draft_id: int | None
    taken_by: str
    taken_at: dt.datetime


def series_of(the_loai: str, *, unit_id: int, term: str, congress: bool = False) -> Series:
    """The series that a document of this thể loại takes its number from; `congress` when a congress issues it.

    HD 36, mục 1.3: issuer, kind and term make a series; a congress has one for all its kinds.
    """
    if not term.strip():
        raise UsageError(
            "Chưa biết nhiệm kỳ để chọn dãy số.",
            hint="Điền nhiệm kỳ ở mục Đơn vị ban hành, hoặc ở trang khai báo đơn vị; ví dụ 2025 - 2030.",
        )
    return Series(unit_id, CONGRESS if congress else the_loai, " ".join(term.split()))


def open_series(engine: Engine, line: Series, *, last_used: int, by: str) -> None:
    """Begin a series that ran on paper or elsewhere up to `last_used`; refused once it has given numbers here."""
    with writing(engine) as connection:
        begin_series(connection, line, last_used=last_used, by=by)


def begin_series(connection: Connection, line: Series, *, last_used: int, by: str) -> None:
    """The same in a transaction of the caller's."""
    row = locked_series(connection, line)
    if connection.scalar(select(numbers.c.id).where(numbers.c.series_id == row.id).limit(1)) is not None:
        raise RegisterError("Dãy số này đã cấp số, không đặt lại số đầu được.", hint="Ghi bổ sung từng số cũ vào sổ nếu cần.")
    if last_used < 0:
        raise UsageError(f"Số gần nhất không thể là {last_used}.", hint="Nhập số đã dùng gần nhất; chưa dùng số nào thì nhập 0.")
    connection.execute(update(series).where(series.c.id == row.id).values(first=last_used + 1, last=last_used))
    note(connection, by, "open", "series", row.id, last_used=last_used)


def next_number(engine: Engine, line: Series, *, draft_id: int | None = None) -> int:
    """The number that `reserve` would give now: the one this draft already holds, else the next of the series. Takes nothing."""
    with reading(engine) as connection:
        if draft_id is not None and (known := _of_draft(connection, draft_id)):
            return known.so
        last = connection.scalar(select(series.c.last).where(*is_series(line)))
    return int(last) + 1 if last is not None else first_number()


def reserve(engine: Engine, line: Series, *, by: str, draft_id: int | None = None) -> Reservation:
    """Take the next number. The same draft gets the same number again, so that asking twice takes one."""
    with writing(engine) as connection:
        row = locked_series(connection, line)
        if draft_id is not None and (known := _of_draft(connection, draft_id)):
            return known
        so, token, moment = row.last + 1, uuid4().hex, now()
        values = {"suffix": "", "token": token, "draft_id": draft_id, "taken_by": by, "taken_at": moment}
        number = put_number(connection, row.id, so=so, state="reserved", origin="own", **values)
        connection.execute(update(series).where(series.c.id == row.id).values(last=so))
        note(connection, by, "reserve", "numbers", number, so=so)
    return Reservation(number, line, so, "", token, draft_id, by, moment)


def issue(engine: Engine, reserved: Reservation, document: NewDocument, so_ky_hieu: str, *, by: str) -> int:
    """Give the reserved number to the document: number, facts and file are stored together or not at all; the document's id.

    `so_ky_hieu` is the number as it is printed, 05-NQ/CB. The same file with the same reservation again gives the same id.
    """
    with writing(engine) as connection:
        row = _locked_number(connection, reserved.id, reserved.so)
        if row.token != reserved.token or row.state == "void":
            raise _lost(row, reserved)
        if row.state == "issued":
            return _issued_before(connection, row, document)
        key = add_document(connection, document, so_ky_hieu, by=by)
        values = {"state": "issued", "document_id": key, "changed_at": now(), **book_columns(document, so_ky_hieu)}
        connection.execute(update(numbers).where(numbers.c.id == row.id).values(values))
        note(connection, by, "issue", "numbers", row.id, so=row.so, document=key, sha256=document.sha256)
    return key


def void(engine: Engine, number_id: int, *, reason: str, by: str) -> None:
    """Void a number, reserved or issued. It stays in the book with its reason and is never given again."""
    if not reason.strip():
        raise UsageError("Chưa ghi lý do hủy số.", hint="Ghi lý do; lý do được in trong sổ.")
    with writing(engine) as connection:
        row = _locked_number(connection, number_id)
        if row.state == "void":
            raise RegisterError(f"Số {row.so}{row.suffix} đã hủy từ trước.", hint="Không cần hủy lại; lý do cũ vẫn trong sổ.")
        values = {"state": "void", "reason": reason.strip(), "token": uuid4().hex, "changed_at": now()}
        connection.execute(update(numbers).where(numbers.c.id == number_id).values(values))
        note(connection, by, "void", "numbers", number_id, so=row.so, was=row.state, reason=reason.strip())


def release(engine: Engine, reserved: Reservation, *, by: str) -> bool:
    """Give a reserved number back because its document could not be made.

    True when the number is free again: it was the last of its series. Otherwise it stays among `unissued`, to be used or voided.
    """
    with writing(engine) as connection:
        row = _locked_number(connection, reserved.id, reserved.so)
        if row.state != "reserved" or row.token != reserved.token:
            raise _lost(row, reserved)
        line = connection.execute(select(series).where(series.c.id == row.series_id).with_for_update()).one()
        free = bool(line.last == row.so and row.origin == "own")
        if free:
            connection.execute(delete(numbers).where(numbers.c.id == row.id))
            connection.execute(update(series).where(series.c.id == line.id).values(last=row.so - 1))
        else:
            values = {"token": uuid4().hex, "draft_id": None, "changed_at": now()}
            connection.execute(update(numbers).where(numbers.c.id == row.id).values(values))
        note(connection, by, "release", "numbers", row.id, so=row.so, free=free)
    return free


def unissued(engine: Engine, *, older_than: dt.timedelta = dt.timedelta(0)) -> tuple[Reservation, ...]:
    """Numbers that were taken and have no document, the oldest first: work that stopped between the two steps.

    `older_than` leaves out those taken just now, whose document is probably being made.
    """
    before = now() - older_than
    query = _reservations().where(numbers.c.state == "reserved", numbers.c.changed_at <= before)
    with reading(engine) as connection:
        return tuple(_as_reservation(row) for row in connection.execute(query.order_by(numbers.c.taken_at, numbers.c.id)))


def reuse(engine: Engine, number_id: int, *, by: str, draft_id: int | None = None) -> Reservation:
    """Take over a number that was reserved and never issued. Whoever reserved it before can no longer issue it."""
    with writing(engine) as connection:
        row = _locked_number(connection, number_id)
        if row.state != "reserved":
            raise RegisterError(
                f"Số {row.so}{row.suffix} đã cấp hoặc đã hủy.", hint="Tải lại danh sách số chưa dùng rồi chọn lại."
            )
        if draft_id is not None and (known := _of_draft(connection, draft_id)) and known.id != number_id:
            raise RegisterError(f"Bản nháp này đã giữ số {known.so}.", hint="Trả hoặc hủy số đang giữ trước khi lấy số khác.")
        moment = now()
        values = {"token": uuid4().hex, "draft_id": draft_id, "taken_by": by, "taken_at": moment, "changed_at": moment}
        connection.execute(update(numbers).where(numbers.c.id == number_id).values(values))
        note(connection, by, "reuse", "numbers", number_id, so=row.so)
        return _reservation(connection, number_id)


def locked_series(connection: Connection, line: Series) -> AnyRow:
    """The row of a series, made when it is used for the first time; others wait for it until this transaction ends."""
    query = select(series).where(*is_series(line))
    row = connection.execute(query.with_for_update()).first()
    if row is not None:
        return row
    start = first_number()
    values = {"unit_id": line.unit_id, "the_loai": line.the_loai, "term": line.term, "first": start, "last": start - 1}
    into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(into(series).values(values).on_conflict_do_nothing())
    return connection.execute(query.with_for_update()).one()


def first_number() -> int:
    """What a new series begins with, by the standard of today."""
    return int(standard_on(today()).numbering.first_number.value)


def put_number(connection: Connection, series_id: int, **values: Any) -> int:
    """Add a row of the register; what is not given is empty."""
    return put_numbers(connection, series_id, [values])[0]


def put_numbers(connection: Connection, series_id: int, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add many rows of the register at once; their ids in the same order."""
    moment = now()
    empty = dict.fromkeys(("so_ky_hieu", "title", "nguoi_ky", "noi_nhan", "reason", "source"), "")
    unused = {"duplicate": False, "draft_id": None, "document_id": None, "ngay": None}
    known = {"series_id": series_id, "taken_at": moment, "changed_at": moment, **unused, **empty}
    return add_rows(connection, numbers, [{"token": uuid4().hex, **known, **row} for row in rows])


def book_columns(document: NewDocument, so_ky_hieu: str) -> dict[str, Any]:
    """What the book of the register tells of a document."""
    return {
        "so_ky_hieu": so_ky_hieu,
        "ngay": document.ngay,
        "title": document.title,
        "nguoi_ky": document.nguoi_ky,
        "noi_nhan": document.noi_nhan,
    }


def is_series(line: Series) -> tuple[ColumnElement[bool], ...]:
    """The conditions by which a query finds a series."""
    return (series.c.unit_id == line.unit_id, series.c.the_loai == line.the_loai, series.c.term == line.term)


def _locked_number(connection: Connection, number_id: int, so: int | None = None) -> AnyRow:
    row = connection.execute(select(numbers).where(numbers.c.id == number_id).with_for_update()).first()
    if row is None or (so is not None and row.so != so):
        raise NotInStoreError("Số này không còn trong sổ.", hint="Tải lại sổ; số đã trả lại thì lấy số mới.")
    return row


def _lost(row: AnyRow, reserved: Reservation) -> RegisterError:
    if row.state == "void":
        return RegisterError(f"Số {reserved.so} đã hủy.", hint="Lấy số mới; lý do hủy ghi trong sổ.")
    return RegisterError(f"Số {reserved.so} đã cấp hoặc đã giao cho người khác.", hint="Xem số này trong sổ, rồi lấy số mới.")


def _issued_before(connection: Connection, row: AnyRow, document: NewDocument) -> int:
    known = connection.execute(select(documents.c.id, documents.c.sha256).where(documents.c.id == row.document_id)).one()
    if known.sha256 != document.sha256:
        raise RegisterError(
            f"Số {row.so}{row.suffix} đã cấp cho một văn bản có nội dung khác.",
            hint="Mở văn bản đã cấp số; cần sửa thì hủy số đó.",
        )
    return int(known.id)


def _reservations() -> Any:
    named = [numbers.c[name] for name in ("id", "so", "suffix", "token", "draft_id", "taken_by", "taken_at")]
    return select(*named, series.c.unit_id, series.c.the_loai, series.c.term).join_from(numbers, series)


def _as_reservation(row: AnyRow) -> Reservation:
    line = Series(row.unit_id, row.the_loai, row.term)
    return Reservation(row.id, line, row.so, row.suffix, row.token, row.draft_id, row.taken_by, row.taken_at)


def _reservation(connection: Connection, number_id: int) -> Reservation:
    return _as_reservation(connection.execute(_reservations().where(numbers.c.id == number_id)).one())


def _of_draft(connection: Connection, draft_id: int) -> Reservation | None:
    mine = _reservations().where(numbers.c.draft_id == draft_id, numbers.c.state != "void").order_by(numbers.c.id)
    row = connection.execute(mine.limit(1)).first()
    return _as_reservation(row) if row else None
