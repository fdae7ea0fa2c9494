"""The rows of a run: put in, checked, given their numbers, issued. Each of these is one transaction for a whole chunk of rows.

A number is reserved in its row before the document is made; a row that is worked on again has the number it had. Document, number
and row become final together: a row is done exactly when its document is in the archive under its number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, tuple_, update

from docgen.errors import NotInStoreError
from docgen.store.audit import note
from docgen.store.batches import Batch, Lease, count, renew
from docgen.store.columns import now
from docgen.store.documents import add_documents
from docgen.store.engine import reading, writing
from docgen.store.numbers import Series, locked_series, put_numbers
from docgen.store.tables import batch_rows, numbers, series
from docgen.vietnamese.names import loose_key

Fault = Mapping[str, Any]
"""Why a row failed: `message`, what to do (`hint`), and under `problems` the fields or rules it is about."""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row of the roster: `place` in the run, number of the row in the sheet, whose it is, its own part of the data."""

    place: int
    sheet_row: int
    name: str
    data: Mapping[str, Any]
    input_hash: str
    state: str = "waiting"
    error: Fault | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A row as it stands. `state` is waiting, reserved, done, failed, left_out, void, or replaced by a later `version` of it.

    `had_in` is the run that gave this person the same paper before: then the row is left out.
    """

    id: int
    batch_id: int
    place: int
    version: int
    sheet_row: int
    name: str
    input_hash: str
    data: Mapping[str, Any]
    state: str
    checked: bool
    error: Fault | None
    notes: list[str] | None
    number_id: int | None
    so: int | None
    so_ky_hieu: str
    file: str
    sha256: str | None
    template: str | None
    document_id: int | None
    whose: str | None
    had_in: int | None


_COLUMNS = [batch_rows.c[name] for name in BatchRow.__dataclass_fields__]


@dataclass(frozen=True, slots=True)
class Pick:
    """A row to be given a number of `line` (none: the kind has no numbers, or it is left open)."""

    row: BatchRow
    line: Series | None
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker has made of a row: the columns of its document, the template it was made with."""

    row: BatchRow
    columns: Mapping[str, Any]
    template: str


def put_rows(engine: Engine, lease: Lease, rows: Sequence[NewRow]) -> None:
    """Put rows in."""
    told = [{"whose": loose_key(row.name), **{name: getattr(row, name) for name in NewRow.__dataclass_fields__}} for row in rows]
    empty = {"batch_id": lease.batch_id, "version": 1, "checked": False, "so_ky_hieu": "", "file": ""}
    with writing(engine) as connection:
        renew(connection, lease, **count(total=len(rows), failed=_in(rows, "failed"), left_out=_in(rows, "left_out")))
        connection.execute(insert(batch_rows), [{**empty, **values, "notes": values["notes"] or None} for values in told])


def open_rows(engine: Engine, batch_id: int, *, after: int, limit: int, unchecked: bool = False) -> list[BatchRow]:
    """The next rows that wait for their document, in the order of the run; with `unchecked`, for their check."""
    return _rows(engine, batch_id, ("waiting", "reserved"), after=after, limit=limit, unchecked=unchecked)


def every_row(engine: Engine, batch_id: int, states: Collection[str] | None = None, *, at_once: int = 200) -> Iterator[BatchRow]:
    """The rows in some states, or in all but replaced, one after another; few are in memory at a time."""
    after, version = -1, 0
    while page := _rows(engine, batch_id, states, after=after, version=version, limit=at_once):
        yield from page
        after, version = page[-1].place, page[-1].version


def row_of(engine: Engine, batch_id: int, place: int) -> BatchRow:
    """The row at this place as it is now."""
    found = _rows(engine, batch_id, None, after=place - 1, limit=1)
    if not found or found[0].place != place:
        raise NotInStoreError(f"Lô {batch_id} không có dòng thứ {place + 1}.", hint="Tải lại danh sách dòng của lô.")
    return found[0]


def first_numbered(engine: Engine, batch_id: int) -> BatchRow | None:
    """The first row of a run that was given a number, as it was then."""
    query = select(*_COLUMNS).where(batch_rows.c.batch_id == batch_id, batch_rows.c.number_id.is_not(None))
    with reading(engine) as connection:
        found = connection.execute(query.order_by(batch_rows.c.place, batch_rows.c.version).limit(1)).first()
    return None if found is None else BatchRow(*found)


def mark_checked(engine: Engine, lease: Lease, good: Sequence[tuple[int, list[str]]], bad: Mapping[int, Fault]) -> str:
    """Write down what the check found: ids of good rows with notes, faults of bad ones; what the driver is asked to do."""
    with writing(engine) as connection:
        asked = renew(connection, lease, **count(checked=len(good), failed=len(bad)))
        _change(connection, [{"key": key, "checked": True, "notes": notes or None} for key, notes in good])
        _fail(connection, bad)
    return asked


def reserve_rows(
    engine: Engine, lease: Lease, batch: Batch, picks: Sequence[Pick], bad: Mapping[int, Fault]
) -> tuple[str, list[BatchRow]]:
    """Write down that these rows are good and give those that have none their numbers, in their order; `bad` ones get none.

    What the driver is asked to do, and the good rows as they stand then.
    """
    wanting = [pick for pick in picks if pick.line is not None and pick.row.number_id is None]
    given = {pick.row.id: (pick.row.number_id, pick.row.so) for pick in picks}
    with writing(engine) as connection:
        newly = sum(not pick.row.checked for pick in picks)
        asked = renew(connection, lease, **count(checked=newly, failed=len(bad)))
        for line, group in groupby(sorted(wanting, key=_by_line), key=lambda pick: pick.line):
            assert line is not None
            given |= _take(connection, line, [pick.row for pick in group], batch)
        rows = [
            replace(pick.row, state="reserved", checked=True, number_id=number, so=so, notes=pick.notes or None)
            for pick in picks
            for number, so in [given[pick.row.id]]
        ]
        changed = ("state", "checked", "number_id", "so", "notes")
        _change(connection, [{"key": row.id, **{name: getattr(row, name) for name in changed}} for row in rows])
        _fail(connection, bad)
    return asked, rows


def settle(
    engine: Engine, lease: Lease, batch: Batch, made: Sequence[Made], failed: Mapping[int, Fault]
) -> tuple[str, list[Made]]:
    """Issue a chunk and write down what failed; what the driver is asked to do, and those issued.

    A number that somebody has voided or used meanwhile is lost to its row: that row waits again, and gets another.
    """
    with writing(engine) as connection:
        kept = _still_ours(connection, batch, [one.row.number_id for one in made if one.row.number_id is not None])
        issued = [one for one in made if one.row.number_id is None or one.row.number_id in kept]
        lost = {one.row.id for one in made} - {one.row.id for one in issued}
        asked = renew(connection, lease, **count(done=len(issued), failed=len(failed)))
        _issue(connection, batch, issued)
        _fail(connection, failed)
        _change(connection, [{"key": key, "state": "waiting", "number_id": None, "so": None, "file": ""} for key in lost])
    return asked, issued


def _issue(connection: Connection, batch: Batch, issued: Sequence[Made]) -> None:
    keys = add_documents(connection, [one.columns for one in issued], by=batch.created_by)
    moment = now()
    book = [
        {
            "key": one.row.number_id,
            "state": "issued",
            "document_id": key,
            "changed_at": moment,
            **{name: one.columns[name] for name in ("so_ky_hieu", "ngay", "title", "nguoi_ky", "noi_nhan")},
        }
        for one, key in zip(issued, keys, strict=True)
        if one.row.number_id is not None
    ]
    if book:
        connection.execute(update(numbers).where(numbers.c.id == bindparam("key")), book)
    done = [
        {
            "key": one.row.id,
            "state": "done",
            "sha256": one.columns["sha256"],
            "template": one.template,
            "document_id": key,
            "so_ky_hieu": one.columns["so_ky_hieu"],
            "file": one.row.file,
            "error": None,
        }
        for one, key in zip(issued, keys, strict=True)
    ]
    _change(connection, done)
    if keys:
        note(connection, batch.created_by, "issue", "batches", batch.id, documents=len(keys), first=min(keys), last=max(keys))


def _take(connection: Connection, line: Series, rows: Sequence[BatchRow], batch: Batch) -> dict[int, tuple[int, int]]:
    """Put the next numbers of a series into the register; for the id of each row the id of its number and the number."""
    row = locked_series(connection, line)
    first, by = int(row.last) + 1, batch.created_by
    told = {"suffix": "", "state": "reserved", "origin": "own", "token": batch.token, "taken_by": by}
    ids = put_numbers(connection, row.id, [{**told, "so": first + place} for place in range(len(rows))])
    last = first + len(rows) - 1
    connection.execute(update(series).where(series.c.id == row.id).values(last=last))
    note(connection, by, "reserve", "batches", batch.id, first=first, last=last)
    return {one.id: (number, first + place) for place, (one, number) in enumerate(zip(rows, ids, strict=True))}


def _fail(connection: Connection, faults: Mapping[int, Fault]) -> None:
    _change(connection, [{"key": key, "state": "failed", "error": error} for key, error in faults.items()])


def _still_ours(connection: Connection, batch: Batch, ids: Collection[int]) -> set[int]:
    mine = (numbers.c.id.in_(ids), numbers.c.state == "reserved", numbers.c.token == batch.token)
    return set(connection.scalars(select(numbers.c.id).where(*mine).with_for_update()))


def _change(connection: Connection, changes: Sequence[Mapping[str, Any]]) -> None:
    """Change many rows at once; each names its `key` and the same columns as the others."""
    if changes:
        connection.execute(update(batch_rows).where(batch_rows.c.id == bindparam("key")), list(changes))


def _rows(
    engine: Engine,
    batch_id: int,
    states: Collection[str] | None,
    *,
    after: int,
    limit: int,
    version: int | None = None,
    unchecked: bool = False,
) -> list[BatchRow]:
    """The next rows behind the place `after`; with `version`, those first that stand there behind this version."""
    place = batch_rows.c.place
    behind = place > after if version is None else tuple_(place, batch_rows.c.version) > (after, version)
    query = select(*_COLUMNS).where(batch_rows.c.batch_id == batch_id, behind)
    query = query.where(batch_rows.c.state != "replaced" if states is None else batch_rows.c.state.in_(states))
    if unchecked:
        query = query.where(batch_rows.c.checked.is_(False))
    with reading(engine) as connection:
        found = connection.execute(query.order_by(batch_rows.c.place, batch_rows.c.version).limit(limit))
        return [BatchRow(*row) for row in found]


def _by_line(pick: Pick) -> tuple[int, str, str, int]:
    assert pick.line is not None
    return (pick.line.unit_id, pick.line.the_loai, pick.line.term, pick.row.place)


def _in(rows: Sequence[NewRow], state: str) -> int:
    return sum(row.state == state for row in rows)
