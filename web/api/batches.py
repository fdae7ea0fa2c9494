"""Runs: what they would do, begin, stop, go on, cancel, how far they are. They work in a process of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from docgen.batch.control import Progress, end_run, how_far
from docgen.batch.coverage import Coverage
from docgen.batch.source import fault_text
from docgen.errors import ConflictError
from docgen.store.batch_rows import BatchRow
from docgen.store.batches import all_batches
from docgen.store.book import LARGEST
from docgen.store.users import Role
from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import Name
from web.batches.runs import Stage, last_number, numbers_seen, runs
from web.desk import store, who

_BATCH = "/batches/<int:batch_id>"


@dataclass(frozen=True, slots=True)
class BatchShape:
    """A run and how far it is. `stage`: checking, tried (the trial can be read, nothing is made yet), working, results.

    `state` is that of the ledger: loading, ready, running, stopped, done, cancelled. `waiting` rows are still to be made;
    `left_out` are people who get no document. `started_at` is when its last driver began; since then `rate` is documents a
    second, `seconds_left` null while nobody can tell.
    """

    id: int
    kind: str
    name: str
    stage: Stage
    state: str
    numbered: bool
    all_or_nothing: bool
    total: int
    done: int
    failed: int
    left_out: int
    void: int
    waiting: int
    rate: float
    seconds_left: float | None
    reason: str
    created_by: str
    created_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class RowTold:
    """A row of which the trial has something to say: why it cannot be made, or what to look at."""

    place: int
    sheet_row: int
    name: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageShape:
    """The proof that nobody was forgotten; `left_out` counts people without the paper by reason.

    `subject` are to have it, `exempt` of them without duties, `before` have it by an earlier run.
    """

    subject: int
    assigned: int
    coming: int
    exempt: int
    before: int
    left_out: dict[str, int]
    sentence: str


@dataclass(frozen=True, slots=True)
class HadShape:
    """So many people have the paper by an earlier run and are left out, unless the run is to make them `again`."""

    batch_id: int
    count: int


@dataclass(frozen=True, slots=True)
class TrialShape:
    """What the run would do: how many it would make, the numbers it would take (`numbers` of them from `first`), the time.

    `faults` and `notes` tell the first 50 rows each. `samples` are whose documents can be read at `samples/{number}/docx`.
    """

    batch: BatchShape
    good: int
    numbers: int
    first: int | None
    last: int | None
    seconds: float
    coverage: CoverageShape | None
    faults: tuple[RowTold, ...]
    notes: tuple[RowTold, ...]
    samples: tuple[str, ...]
    had: tuple[HadShape, ...]


class Start(Asked):
    """The numbers that the trial has shown; `all_or_nothing`: make none while one row is faulty."""

    first: Annotated[int, Field(ge=1, le=LARGEST)] | None
    numbers: Annotated[int, Field(ge=0, le=LARGEST)]
    all_or_nothing: bool = False


class Resume(Asked):
    """`accept_template`: go on though the template has changed since the run began."""

    accept_template: bool = False


class Cancel(Asked):
    """Why; it stands in the register beside the numbers that become void."""

    reason: Name


@operation("GET", "/batches", "Các lô gần đây", answer=tuple[BatchShape, ...])
def everything() -> tuple[BatchShape, ...]:
    """The newest 50 runs."""
    return tuple(_shape(how_far(store(), one.id)) for one in all_batches(store()))


@operation("GET", _BATCH, "Một lô đến đâu", answer=BatchShape, says_no=(404,))
def show(batch_id: int) -> BatchShape:
    """How far a run is, as its ledger has it."""
    return _shape(how_far(store(), batch_id))


@operation("GET", f"{_BATCH}/trial", "Lần chạy thử: đếm, bao phủ, số sẽ lấy", answer=TrialShape, says_no=(404, 409, 422))
def trial(batch_id: int) -> TrialShape:
    """What the run would do; 409 while rows are checked, and once it has begun."""
    progress = tried(batch_id)
    found = runs().trial(store(), progress.batch)
    return TrialShape(
        batch=_shape(progress),
        good=found.good,
        numbers=found.numbers,
        first=found.first,
        last=last_number(found),
        seconds=found.seconds,
        coverage=_coverage(found.coverage) if found.coverage.sentence else None,
        faults=tuple(_told(row, _why(row)) for row in found.faults),
        notes=tuple(_told(row, row.notes or ()) for row in found.notes),
        samples=tuple(sample.name for sample in found.samples),
        had=tuple(HadShape(batch, count) for batch, count in found.had.items()),
    )


@operation("POST", f"{_BATCH}/start", "Bắt đầu: lấy số, làm văn bản; gửi lại vẫn là một lần", role=Role.ISSUES, body=Start,
           answer=BatchShape, status=202, says_no=(404, 409, 422))  # fmt: skip
def start(batch_id: int, body: Start) -> BatchShape:
    """Begin; 409 when the numbers are others than the trial has shown. A run that has begun is only told."""
    if show(batch_id).stage is Stage.CHECKING:
        raise _not_tried()
    runs().begin(store(), batch_id, numbers=numbers_seen(body.first, body.numbers), whole=body.all_or_nothing)
    return show(batch_id)


@operation("POST", f"{_BATCH}/stop", "Dừng sau phần đang làm", role=Role.ISSUES, answer=BatchShape, status=202, says_no=(404,))
def stop(batch_id: int) -> BatchShape:
    """Ask its driver to stop; what is made stays, `resume` goes on."""
    runs().stop(store(), batch_id, by=who())
    return show(batch_id)


@operation("POST", f"{_BATCH}/resume", "Làm tiếp lô đang dừng", role=Role.ISSUES, body=Resume, answer=BatchShape, status=202,
           says_no=(404, 409, 422))  # fmt: skip
def resume(batch_id: int, body: Resume) -> BatchShape:
    """Go on with a run that was stopped or broke off; one at work, or over, is only told."""
    if show(batch_id).stage in {Stage.CHECKING, Stage.TRIED}:
        raise ConflictError("Lô này chưa bắt đầu.", hint="Xem lần chạy thử rồi gửi start.")
    runs().go_on(store(), batch_id, accept_template=body.accept_template)
    return show(batch_id)


@operation("POST", f"{_BATCH}/cancel", "Hủy lô; văn bản đã làm giữ nguyên", role=Role.ISSUES, body=Cancel, answer=BatchShape,
           status=202, says_no=(400, 404, 409, 422))  # fmt: skip
def cancel(batch_id: int, body: Cancel) -> BatchShape:
    """Make no more: numbers without a document are given back, or void with the reason."""
    end_run(store(), batch_id, "cancel", by=who(), reason=body.reason)
    return show(batch_id)


def tried(batch_id: int) -> Progress:
    """A run whose trial can be read."""
    progress = how_far(store(), batch_id)
    stage = runs().stage(store(), progress)
    if stage is Stage.CHECKING:
        raise _not_tried()
    if stage is not Stage.TRIED:
        raise ConflictError("Lô này đã bắt đầu.", hint="Xem lô đến đâu ở /batches/{id}.")
    return progress


def _not_tried() -> ConflictError:
    return ConflictError("Lô này chưa kiểm tra xong.", hint="Chờ stage thành tried; lần kiểm tra bị ngắt thì chạy thử lại.")


def _shape(progress: Progress) -> BatchShape:
    batch, options = progress.batch, progress.batch.options
    told = {name: getattr(batch, name) for name in BatchShape.__dataclass_fields__ if hasattr(batch, name)}
    return BatchShape(
        **told,
        stage=runs().stage(store(), progress),
        numbered=bool(options.get("numbered", True)),
        all_or_nothing=bool(options.get("all_or_nothing")),
        rate=progress.rate,
        seconds_left=progress.seconds_left,
    )


def _coverage(found: Coverage) -> CoverageShape:
    names = ("subject", "assigned", "coming", "exempt", "before", "left_out", "sentence")
    return CoverageShape(**{name: getattr(found, name) for name in names})


def _told(row: BatchRow, said: Iterable[str]) -> RowTold:
    return RowTold(row.place, row.sheet_row, row.name, tuple(said))


def _why(row: BatchRow) -> list[str]:
    return fault_text(row.error).splitlines()
