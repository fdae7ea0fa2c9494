"""The book of the register: numbers entered afterwards, what is missing or there twice, and the rows to print."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, select, update

from docgen.errors import RegisterError, UsageError
from docgen.store.audit import note
from docgen.store.columns import AnyRow, now, today
from docgen.store.documents import add_document
from docgen.store.engine import reading, writing
from docgen.store.new_document import NewDocument
from docgen.store.numbers import Series, is_series, locked_series, put_number
from docgen.store.tables import numbers, series

LARGEST = 99_999
"""A larger number is a slip of the hand: it would leave a gap that long."""
_TOLD = ("so_ky_hieu", "ngay", "title", "nguoi_ky", "noi_nhan")


@dataclass(frozen=True, slots=True)
class Entry:
    """A number that was given outside this program: `so_ky_hieu` as it is printed, `suffix` for one put in between (15a).

    With `document` its facts and file are stored too; `document_id` is one that is stored already. `reason` says why it is
    entered afterwards.
    """

    so: int
    so_ky_hieu: str
    ngay: dt.date
    title: str
    reason: str
    suffix: str = ""
    nguoi_ky: str = ""
    noi_nhan: str = ""
    document: NewDocument | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A number that is in the book more than once."""

    so: int
    suffix: str
    times: int


@dataclass(frozen=True, slots=True)
class Report:
    """The state of one series: `gaps` are numbers nobody can account for, the others are explained."""

    series: Series
    first: int
    last: int
    gaps: tuple[int, ...]
    unissued: tuple[int, ...]
    voided: tuple[int, ...]
    duplicates: tuple[Duplicate, ...]


@dataclass(frozen=True, slots=True)
class BookRow:
    """One line of the book, ready to print. `state` is reserved, issued or void; `origin` own, late or other."""

    id: int
    series: Series
    so: int
    suffix: str
    so_ky_hieu: str
    ngay: dt.date | None
    title: str
    nguoi_ky: str
    noi_nhan: str
    state: str
    origin: str
    source: str
    reason: str
    duplicate: bool
    document_id: int | None
    taken_by: str
    taken_at: dt.datetime


def enter_late(engine: Engine, line: Series, entry: Entry, *, by: str) -> int:
    """Enter a document of this office that was issued on paper with a past date; the id of the number.

    Its number fills a gap or is one put in between (15a); the next new number is left to `reserve`.
    """
    if entry.ngay > today():
        raise UsageError("Ngày của văn bản ghi bổ sung ở sau hôm nay.", hint="Ghi bổ sung chỉ dùng cho ngày đã qua.")
    with writing(engine) as connection:
        row = locked_series(connection, line)
        if entry.so > row.last:
            raise RegisterError(
                f"Số {entry.so} lớn hơn số gần nhất của sổ ({row.last}).",
                hint="Văn bản mới thì lấy số như thường; số do hệ thống khác cấp thì ghi là số của hệ thống khác.",
            )
        _require_free(connection, row, entry)
        return _put(connection, row, entry, "late", by)


def enter_other(engine: Engine, line: Series, entry: Entry, *, system: str, by: str, duplicate: bool = False) -> int:
    """Enter a number that another system has given; the id. The series goes on behind it, what it jumps over is reported as gap.

    A number the book already has is refused unless `duplicate` says that both papers really bear it; the report then shows it.
    """
    if not system.strip():
        raise UsageError("Chưa ghi hệ thống nào đã cấp số.", hint="Ghi tên hệ thống, ví dụ: Hệ thống điều hành của tỉnh.")
    with writing(engine) as connection:
        row = locked_series(connection, line)
        twice = _is_taken(connection, row.id, entry)
        if twice and not duplicate:
            _require_free(connection, row, entry)
        if entry.so > row.last:
            connection.execute(update(series).where(series.c.id == row.id).values(last=entry.so))
        return _put(connection, row, entry, "other", by, source=system.strip(), duplicate=twice)


def enter_by_hand(engine: Engine, line: Series, entry: Entry, *, by: str, duplicate: bool = False) -> int:
    """Enter the number that was written by hand on a document issued with its number left open; the id of the number.

    The next number is taken as if the register had given it, one that waits is taken over; one before fills a gap, one behind
    leaves a gap. A number the book already has is refused as in `enter_other`. The document, `document_id` of the entry, stays as
    it was issued.
    """
    with writing(engine) as connection:
        row = locked_series(connection, line)
        known = connection.scalar(select(numbers.c.so_ky_hieu).where(numbers.c.document_id == entry.document_id).limit(1))
        if known is not None:
            raise RegisterError(f"Văn bản này đã mang số {known} trong sổ.", hint="Tải lại trang của văn bản.")
        if entry.suffix and entry.so > row.last:
            raise RegisterError(f"Chưa có số {entry.so} để chen số {entry.so}{entry.suffix}.", hint="Xem lại số trên bản giấy.")
        if held := _waiting(connection, row, entry):
            return _take_over(connection, held, entry, by)
        twice = _is_taken(connection, row.id, entry)
        if twice and not duplicate:
            _require_free(connection, row, entry)
        if entry.so > row.last:
            connection.execute(update(series).where(series.c.id == row.id).values(last=entry.so))
        origin = "late" if entry.so <= row.last else "own" if entry.so == row.last + 1 else "other"
        source = entry.reason if origin == "other" else ""
        return _put(connection, row, entry, origin, by, source=source, duplicate=twice)


def report(engine: Engine, line: Series | None = None) -> tuple[Report, ...]:
    """What is missing, waiting, voided or there twice, for every series or for one."""
    with reading(engine, steady=True) as connection:
        return tuple(_report(connection, row) for row in connection.execute(_series(line)))


def book(
    engine: Engine,
    line: Series | None = None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[BookRow, ...]:
    """The lines of the book in the order of the numbers, for every series or for one; by the documents' dates if given."""
    query = _rows().where(numbers.c.series_id.in_(select(_series(line).subquery().c.id)))
    if since is not None:
        query = query.where(numbers.c.ngay >= since)
    if until is not None:
        query = query.where(numbers.c.ngay <= until)
    order = (series.c.unit_id, series.c.term, series.c.the_loai, numbers.c.so, numbers.c.suffix, numbers.c.id)
    with reading(engine) as connection:
        return tuple(map(_book_row, connection.execute(query.order_by(*order))))


def book_page(engine: Engine, line: Series, *, limit: int, offset: int = 0) -> tuple[BookRow, ...]:
    """Lines of one series for a page, the newest number first."""
    newest = (numbers.c.so.desc(), numbers.c.suffix.desc(), numbers.c.id.desc())
    query = _rows().where(numbers.c.series_id.in_(select(_series(line).subquery().c.id)))
    with reading(engine) as connection:
        return tuple(map(_book_row, connection.execute(query.order_by(*newest).limit(limit).offset(offset))))


def count_lines(engine: Engine, line: Series) -> int:
    """How many lines the book of a series has."""
    query = select(func.count()).where(numbers.c.series_id.in_(select(_series(line).subquery().c.id)))
    with reading(engine) as connection:
        return int(connection.scalar(query) or 0)


def book_row(engine: Engine, *, number_id: int | None = None, document_id: int | None = None) -> BookRow | None:
    """The line of a number, or that of a document; None when there is none."""
    column, key = (numbers.c.id, number_id) if number_id is not None else (numbers.c.document_id, document_id)
    with reading(engine) as connection:
        row = connection.execute(_rows().where(column == key).limit(1)).first()
    return _book_row(row) if row else None


def all_series(engine: Engine) -> dict[int, Series]:
    """Every series by its id, those of one unit together."""
    with reading(engine) as connection:
        return {row.id: Series(row.unit_id, row.the_loai, row.term) for row in connection.execute(_series(None))}


def _rows() -> Select[*tuple[Any, ...]]:
    wanted = [numbers.c[name] for name in BookRow.__dataclass_fields__ if name in numbers.c]
    return select(*wanted, series.c.unit_id, series.c.the_loai, series.c.term).join_from(numbers, series)


def number_taken(engine: Engine, line: Series, so: int) -> BookRow | None:
    """The line of the book with this number, issued or void; None while it is free or only reserved."""
    with reading(engine) as connection:
        return _first(connection, line, numbers.c.so == so, numbers.c.suffix == "", numbers.c.state != "reserved")


def neighbours(engine: Engine, line: Series, so: int) -> tuple[BookRow | None, BookRow | None]:
    """The dated documents with the numbers next before and next after `so`, which itself need not be in the book."""
    dated = (numbers.c.ngay.is_not(None), numbers.c.state == "issued")
    with reading(engine) as connection:
        before = _first(connection, line, numbers.c.so < so, *dated, order=numbers.c.so.desc())
        return before, _first(connection, line, numbers.c.so > so, *dated, order=numbers.c.so)


def _first(connection: Connection, line: Series, *wanted: ColumnElement[bool], order: Any = numbers.c.so) -> BookRow | None:
    query = _rows().where(*is_series(line), *wanted).order_by(order).limit(1)
    row = connection.execute(query).first()
    return _book_row(row) if row else None


def _series(line: Series | None) -> Select[int, int, str, str, int, int]:
    columns = (series.c.id, series.c.unit_id, series.c.the_loai, series.c.term, series.c.first, series.c.last)
    query = select(*columns).order_by(series.c.unit_id, series.c.term, series.c.the_loai)
    if line is None:
        return query
    return query.where(series.c.unit_id == line.unit_id, series.c.the_loai == line.the_loai, series.c.term == line.term)


def _book_row(row: AnyRow) -> BookRow:
    values = dict(row._mapping)  # noqa: SLF001 - the public name of SQLAlchemy for it
    line = Series(values.pop("unit_id"), values.pop("the_loai"), values.pop("term"))
    return BookRow(series=line, **values)


def _is_taken(connection: Connection, series_id: int, entry: Entry) -> bool:
    same = (numbers.c.series_id == series_id, numbers.c.so == entry.so, numbers.c.suffix == entry.suffix)
    return connection.scalar(select(numbers.c.id).where(*same).limit(1)) is not None


def _require_free(connection: Connection, row: AnyRow, entry: Entry) -> None:
    if _is_taken(connection, int(row.id), entry):
        raise RegisterError(
            f"Số {entry.so}{entry.suffix} đã có trong sổ.",
            hint="Xem dòng đó trong sổ; số chen thêm chữ (15a); hai văn bản giấy trùng số thật thì ghi là trùng.",
        )


def _put(
    connection: Connection,
    row: AnyRow,
    entry: Entry,
    origin: str,
    by: str,
    *,
    source: str = "",
    duplicate: bool = False,
) -> int:
    if not (1 <= entry.so <= LARGEST and entry.reason.strip()):
        raise UsageError(f"Ghi bổ sung cần số từ 1 đến {LARGEST} và lý do.", hint="Xem lại số; lý do được in trong sổ.")
    document = add_document(connection, entry.document, entry.so_ky_hieu, by=by) if entry.document else entry.document_id
    told = {name: getattr(entry, name) for name in ("so", "suffix", *_TOLD)}
    kept = {"origin": origin, "source": source, "duplicate": duplicate, "document_id": document, "reason": entry.reason.strip()}
    number = put_number(connection, int(row.id), state="issued", taken_by=by, **told, **kept)
    action = f"enter-{origin}" if entry.document_id is None else "enter-hand"
    note(connection, by, action, "numbers", number, so=entry.so, suffix=entry.suffix, duplicate=duplicate)
    return number


def _waiting(connection: Connection, row: AnyRow, entry: Entry) -> int | None:
    """The id of this number where it was reserved and never issued."""
    same = (numbers.c.series_id == row.id, numbers.c.so == entry.so, numbers.c.suffix == entry.suffix)
    return connection.scalar(select(numbers.c.id).where(*same, numbers.c.state == "reserved").with_for_update())


def _take_over(connection: Connection, number_id: int, entry: Entry, by: str) -> int:
    """Give a waiting number to a document; whoever reserved it can no longer issue it."""
    moment = now()
    held = {"state": "issued", "document_id": entry.document_id, "draft_id": None, "token": uuid4().hex, "reason": entry.reason}
    moments = {"taken_by": by, "taken_at": moment, "changed_at": moment}
    told = {name: getattr(entry, name) for name in _TOLD}
    connection.execute(update(numbers).where(numbers.c.id == number_id).values(**held, **moments, **told))
    note(connection, by, "enter-hand", "numbers", number_id, so=entry.so, suffix=entry.suffix, duplicate=False)
    return number_id


def _report(connection: Connection, row: AnyRow) -> Report:
    query = select(numbers.c.so, numbers.c.suffix, numbers.c.state).where(numbers.c.series_id == row.id)
    found = connection.execute(query.order_by(numbers.c.so, numbers.c.suffix)).all()
    seen = {number.so for number in found if not number.suffix}
    times = Counter((number.so, number.suffix) for number in found if number.state != "void")  # what replaces it bears it too
    return Report(
        series=Series(row.unit_id, row.the_loai, row.term),
        first=row.first,
        last=row.last,
        gaps=tuple(number for number in range(row.first, row.last + 1) if number not in seen),
        unissued=tuple(_in_state(found, "reserved")),
        voided=tuple(_in_state(found, "void")),
        duplicates=tuple(Duplicate(so, suffix, count) for (so, suffix), count in times.items() if count > 1),
    )


def _in_state(found: Sequence[AnyRow], state: str) -> Iterator[int]:
    return (number.so for number in found if number.state == state)
