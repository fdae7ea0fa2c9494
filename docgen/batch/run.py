"""A run from its rows in the ledger to issued documents; it can be stopped anywhere and goes on where it was.

Row after row in their order: checked, given their numbers, made by workers, issued. Only a few chunks are in memory at a time.
While workers are at work the lease is kept and wishes are heard; nothing is waited for without a limit.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Event
from typing import TYPE_CHECKING, Any

from docgen.batch.again import leave_out_given
from docgen.batch.driving import driving
from docgen.batch.engine import CHECK, RENDER, TRY, Done, Work, Workers
from docgen.batch.folder import Folder
from docgen.batch.jobs import Checked, Chunk, Rendered, RenderJob, Template, digest_of, merged
from docgen.batch.names import file_name
from docgen.batch.order import template_for, template_mark
from docgen.batch.writing import ending, mend
from docgen.errors import ConflictError, DocgenError
from docgen.issuing import series_for
from docgen.kinds import kind_of
from docgen.messages import validate
from docgen.record import PROMULGATED
from docgen.store import batch_changes
from docgen.store.batch_rows import BatchRow, Fault, Made, Pick, first_numbered, mark_checked, open_rows, reserve_rows, settle
from docgen.store.batches import ENDED, Batch, Lease, batch_of, keep, set_state
from docgen.store.columns import now
from docgen.store.numbers import Series

if TYPE_CHECKING:
    from sqlalchemy import Engine

_SMALLEST, _FIRST, _LARGEST = 5, 20, 100
"""Rows of a chunk; of the first, so that workers soon have something to do."""
_TURNS = 2
"""So many chunks at least in each place of a worker, of what is left: none is idle for long while another has a large one."""
_OF_SERIES = ("bien_the", "co_quan", "don_vi", "ten_dai_hoi")
"""What a document says of who issues it, under which series of numbers."""

_BEAT = 10.0
"""Seconds after which a driver that waits for workers says that it lives, and hears whether it is to stop."""
_GRACE = 60.0
"""Seconds after a wish to stop in which workers may end what they are doing; then it is left to whoever goes on."""

Heard = Callable[[Batch], None]


@dataclass(frozen=True)
class Orders:
    """How to drive: where files go (None: they stay in the store), whom to tell how far it is, when to stop.

    `accept_template`: the template has changed since the run began, and that is meant.
    `check` and `render` are what workers do with a row.
    """

    folder: Folder | None = None
    heard: Heard | None = None
    stop: Event = field(default_factory=Event)
    accept_template: bool = False
    check: Work = CHECK
    render: Work = RENDER


def drive(engine: Engine, batch_id: int, workers: Workers, orders: Orders | None = None) -> Batch:
    """Work on a run until it is done, stopped or cancelled.

    `ConflictError` when somebody else does, when its template changed, or when not all of its list is in the ledger.
    """
    chosen = orders or Orders()
    with driving(engine, batch_id) as lease:
        driver = _Driver(engine, lease, workers, chosen)
        if driver.batch.state in ENDED:
            return driver.batch
        _require_loaded(driver.batch)
        try:
            driver.begin()
            driver.work()
            driver.end()
        except BaseException as error:
            said = str(error) if isinstance(error, DocgenError) else ""
            with suppress(DocgenError):
                set_state(engine, lease, "stopped", reason=said, asked="")
            raise
    return batch_of(engine, batch_id)


def check_all(engine: Engine, batch_id: int, workers: Workers, *, thoroughly: bool = False, heard: Heard | None = None) -> Batch:
    """Check every row that was not checked yet and write down what was found; `thoroughly` makes every document too."""
    with driving(engine, batch_id) as lease:
        driver = _Driver(engine, lease, workers, Orders(heard=heard))
        driver.check(TRY if thoroughly else CHECK)
        driver.end_check()
    return batch_of(engine, batch_id)


@dataclass(slots=True)
class _Step:
    """A chunk of rows on its way to their numbers; `checked` is None while a worker looks at it."""

    rows: list[BatchRow]
    checked: list[Checked] | None = None
    lane: int | None = None


class _Driver:
    def __init__(self, engine: Engine, lease: Lease, workers: Workers, orders: Orders) -> None:
        self._engine, self._lease, self._workers, self._orders = engine, lease, workers, orders
        self.batch = batch_of(engine, lease.batch_id)
        self._kind = kind_of(self.batch.kind)
        self._templates = template_for(engine, self._kind)
        self._digest = digest_of(self.batch.common)
        self._lines: dict[tuple[Any, ...], tuple[int, Series | None]] = {}
        self._main: Series | None = None
        self._cursor, self._asked, self._again = -1, self.batch.asked, False
        self._stopped_at: float | None = None
        self._beaten = time.monotonic()
        self._left, self._most = self.batch.waiting, _FIRST

    def begin(self) -> None:
        """Refuse what must not go on; write files that are missing."""
        mark = template_mark(self._templates)
        if mark != self.batch.template and not self._orders.accept_template:
            raise ConflictError(
                "Mẫu đã đổi từ khi bắt đầu lô này: các văn bản còn lại sẽ khác các văn bản đã làm.",
                hint="Chấp nhận mẫu mới thì thêm --accept-template; không thì dùng lại mẫu cũ rồi chạy tiếp.",
                page_hint="Bấm “Dùng mẫu mới” nếu chấp nhận; không thì dùng lại mẫu cũ ở trang Mẫu riêng.",
            )
        leave_out_given(self._engine, self._lease, self.batch)  # another run may have given papers meanwhile
        told = {"template": mark, "started_at": now(), "done_before": self.batch.done, "reason": ""}
        set_state(self._engine, self._lease, "running", by=self.batch.created_by, ended_at=None, **told)
        if self.batch.started_at is not None and (row := first_numbered(self._engine, self.batch.id)):
            self._place_of(row)  # what was the main series stays so, and names of files stay each other's
        if self._orders.folder is not None:
            mend(self._engine, self.batch.id, self._orders.folder, beat=self._beat)

    def work(self) -> None:
        """All rows that wait, or none where all or nothing is asked and one is faulty."""
        if self.batch.options.get("all_or_nothing") and not self._all_good():
            self._asked = self._asked or "stop"
            return
        line: deque[_Step] = deque()
        while True:
            self._hand_out(line)
            while line and line[0].checked is not None and not self._stopping:
                self._reserve(line.popleft())
            if self._workers.busy:
                for done in self._finished():
                    self._take_in(done)
            elif self._stopping or not (line or self._again):
                return
            elif not line:  # rows whose numbers were lost wait again
                self._cursor, self._again = -1, False

    def _all_good(self) -> bool:
        self.check(TRY)
        self._cursor = -1
        return not batch_of(self._engine, self.batch.id).failed

    def check(self, work: Work) -> None:
        """Rows that nobody has checked: what is wrong with them is written down, no number is taken."""
        self._cursor, ended = -1, False
        while True:
            while not ended and self._workers.busy < self._workers.room and not self._stopping:
                rows = self._next(unchecked=True)
                ended = not rows
                if rows:
                    self._workers.submit(work, self._chunk(rows), mark=_Step(rows))
            if not self._workers.busy:
                return
            for done in self._finished():
                good = [
                    (one.row, _notes(row, one)) for row, one in zip(done.mark.rows, done.results, strict=True) if not one.fault
                ]
                bad = {one.row: one.fault for one in done.results if one.fault}
                self._asked = mark_checked(self._engine, self._lease, good, bad) or self._asked
                self._tell()

    def end(self) -> None:
        """Say how the run came to stand."""
        if self._asked == "cancel":
            self._cancel()
            return
        state, told = ("stopped", {}) if self._stopping else ("done", {"ended_at": now()})
        set_state(self._engine, self._lease, state, by=self.batch.created_by, asked="", **told)

    def end_check(self) -> None:
        """A check that was stopped goes on when somebody asks for it again; a run may be cancelled while it is checked."""
        if self._asked == "cancel":
            self._cancel()
        elif self._asked:
            set_state(self._engine, self._lease, self.batch.state, asked="")

    def _beat(self) -> None:
        """Keep the run while something takes long that the ledger does not see: nobody else may think its driver dead."""
        if time.monotonic() - self._beaten >= _BEAT:
            self._asked = keep(self._engine, self._lease) or self._asked
            self._beaten = time.monotonic()

    def _cancel(self) -> None:
        reason = batch_of(self._engine, self.batch.id).reason  # of whoever has asked
        batch_changes.cancel(self._engine, self._lease, by=self.batch.created_by, reason=reason)

    def _finished(self) -> list[Done]:
        """What workers have done meanwhile. Nothing: then the run is kept, and after a wish to stop not for long."""
        done = self._workers.finished(_BEAT)
        if not done:
            self._asked = keep(self._engine, self._lease) or self._asked
        if self._stopping:
            self._stopped_at = self._stopped_at or time.monotonic()
            if time.monotonic() - self._stopped_at > _GRACE:
                self._workers.leave()
        return done

    @property
    def _stopping(self) -> bool:
        return bool(self._asked) or self._orders.stop.is_set()

    def _next(self, *, unchecked: bool = False) -> list[BatchRow]:
        size = max(_SMALLEST, min(self._most, self._left // (_TURNS * self._workers.room) + 1))
        rows = open_rows(self._engine, self.batch.id, after=self._cursor, limit=size, unchecked=unchecked)
        if rows:
            self._cursor = rows[-1].place
        self._left, self._most = self._left - len(rows), min(_LARGEST, 2 * self._most)
        return rows

    def _hand_out(self, line: deque[_Step]) -> None:
        """Keep every worker busy with checks of the rows that come next; rows that were checked go straight on."""
        while not self._stopping and self._workers.busy + len(line) < 2 * self._workers.room and (rows := self._next()):
            step = _Step(rows)
            line.append(step)
            if all(row.checked for row in rows):
                step.checked = [Checked(row.id, notes=tuple(row.notes or ())) for row in rows]
            else:
                self._workers.submit(self._orders.check, self._chunk(rows), mark=step)

    def _reserve(self, step: _Step) -> None:
        """Numbers for the good rows of a chunk, then to the worker that has just checked them."""
        assert step.checked is not None
        bad = {one.row: one.fault for one in step.checked if one.fault}
        good = [(row, one) for row, one in zip(step.rows, step.checked, strict=True) if not one.fault]
        picks = [Pick(row, self._place_of(row)[1], _notes(row, one)) for row, one in good]
        asked, rows = reserve_rows(self._engine, self._lease, self.batch, picks, bad)
        self._asked = asked or self._asked
        if rows:
            self._workers.submit(self._orders.render, self._chunk(rows, numbered=True), mark=rows, lane=step.lane)
        if bad:
            self._tell()

    def _take_in(self, done: Done) -> None:
        if isinstance(done.mark, _Step):
            done.mark.checked, done.mark.lane = done.results, done.lane
        else:
            self._issue(done.mark, done.results)

    def _issue(self, rows: list[BatchRow], results: list[Rendered]) -> None:
        made, failed = [], {}
        for row, result in zip(rows, results, strict=True):
            if result.columns is None:
                failed[row.id] = result.fault or {}
            else:
                named = replace(row, file=self._file(row, result.columns))
                made.append(Made(named, result.columns, self._templates[result.columns["variant"]].sha256))
        asked, issued = settle(self._engine, self._lease, self.batch, made, failed)
        self._asked, self._again = asked or self._asked, self._again or len(issued) < len(made)
        if self._orders.folder is not None:
            for one in issued:
                self._orders.folder.write(one.row.file, one.columns["docx"])
        self._tell()

    def _chunk(self, rows: list[BatchRow], *, numbered: bool = False) -> Chunk:
        jobs = (RenderJob(row.id, row.data, row.input_hash) for row in rows)
        if numbered:
            jobs = (replace(job, so=row.so, unit_id=self._place_of(row)[0]) for job, row in zip(jobs, rows, strict=True))
        return Chunk(self.batch.kind, self.batch.common, self._digest, self._templates, tuple(jobs))

    def _place_of(self, row: BatchRow) -> tuple[int, Series | None]:
        """The unit that issues the document of a row, and the series of its number; looked up once for rows that say the same."""
        key = (*(_told(row.data.get(name)) for name in _OF_SERIES), PROMULGATED in row.data)
        if key not in self._lines:
            data = merged(self.batch.common, row.data)
            unit, line = series_for(self._engine, validate(data, self._kind), self._kind, by=self.batch.created_by)
            self._main = self._main or line
            self._lines[key] = unit, line if self.batch.options.get("numbered", True) else None
        return self._lines[key]

    def _file(self, row: BatchRow, columns: Mapping[str, Any]) -> str:
        so = "" if row.so is None else f"{row.so:02d}"
        values = {"so": so, "ho_ten": row.name, "stt": str(row.place + 1), "hang": str(row.sheet_row), "loai": columns["kind"]}
        day: dt.date = columns["ngay"]
        alone = self._place_of(row)[1] == self._main
        return ending(file_name(self.batch.options["pattern"], {**values, "ngay": f"{day:%Y-%m-%d}"}, alone=alone))

    def _tell(self) -> None:
        if self._orders.heard is not None:
            self._orders.heard(batch_of(self._engine, self.batch.id))


def _require_loaded(batch: Batch) -> None:
    """A list that was only read in part would be a run in which members are forgotten."""
    if batch.state == "loading":
        raise ConflictError(
            f"Danh sách của lô {batch.id} chưa đọc xong: lần đọc trước bị ngắt giữa chừng.",
            hint="Chạy lại docgen batch run với đúng danh sách và dữ liệu chung ấy: lô được đọc lại từ đầu.",
            page_hint="Mở lại lô đang chuẩn bị rồi bấm “Chạy thử”.",
        )


def _told(value: Any) -> str | None:
    """A value that can be looked up by: most rows name none, or a word."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _notes(row: BatchRow, checked: Checked) -> list[str]:
    """What was noted when the list was read, and what the rules note."""
    return list(dict.fromkeys([*(row.notes or ()), *checked.notes]))[:10]


__all__ = ["Fault", "Orders", "Template", "check_all", "drive"]
