"""Runs as the pages see them: begun in the background, tried, driven by a process of its own, and what they are doing now.

Everything that matters is in the ledger. What is in memory here is comfort: a trial that need not be made again, and that a
driver was started a moment ago and has not reported yet.
"""

from __future__ import annotations

import sys
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock, Thread
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import Engine

from docgen.batch.control import Driver, Progress, how_far, start_driver
from docgen.batch.driving import driving
from docgen.batch.engine import processes, serial
from docgen.batch.loading import open_run
from docgen.batch.order import Order
from docgen.batch.run import check_all
from docgen.batch.trial import SAMPLES, Trial, try_run
from docgen.errors import CheckFailed, ConflictError, DocgenError, NotInStoreError
from docgen.output.convert import shared
from docgen.store.batch_pages import has_unchecked
from docgen.store.batch_plans import drop_trial, plan_of, plan_of_batch, save_plan
from docgen.store.batches import ENDED, Batch, ask, batch_of, set_state, take_back
from web.batches.plans import Prepared

_PLACE = "docgen.batch_runs"
_TRIALS = 4
_FEW = 1_000
"""So many rows are checked by the server itself, more by processes of their own."""
_PATIENCE = 5.0
"""Seconds that a page waits for something that is mostly there at once."""
_MOMENT = 2.0
"""Seconds that a driver is waited for, which the page it was started from still stands; the next page tells that it starts."""
_STARTING = 180.0
"""Seconds that a driver which lives may need before it is heard of: it may wait for a database that others hold."""
_TRY_AGAIN = "Chạy thử lại, xem rồi mới tạo."
_SEE_TRIAL = "Đọc lại lần chạy thử, gửi first và numbers của nó."


class Stage(StrEnum):
    """What the page of a run shows."""

    CHECKING = "checking"
    TRIED = "tried"
    WORKING = "working"
    RESULTS = "results"


@dataclass(slots=True)
class _Start:
    """A driver that was started; what the run said then. At its end it was `heard` of, or there is a `failure`."""

    at: float
    said: tuple[Any, ...]
    heard: bool = False
    failure: str | None = None


@dataclass
class _Opening:
    """A list on its way into the ledger."""

    thread: Thread
    batch: int | None = None
    error: DocgenError | None = None


@dataclass
class Runs:
    """What one server remembers of runs."""

    _openings: dict[int, _Opening] = field(default_factory=dict)
    _starts: dict[int, _Start] = field(default_factory=dict)
    _trials: OrderedDict[tuple[Any, ...], Trial] = field(default_factory=OrderedDict)
    _samples: OrderedDict[tuple[Any, ...], bytes] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    # The list into the ledger, and every row checked.

    def open(self, engine: Engine, plan_id: int, order: Order) -> None:
        """Begin to load and check; a second call while that goes on changes nothing."""
        with self._lock:
            known = self._openings.get(plan_id)
            if known is not None and known.thread.is_alive():
                return
            opening = self._openings[plan_id] = _Opening(_thread(lambda: self._open(engine, plan_id, order)))
            opening.thread.start()  # before anybody else may look whether it is alive
        opening.thread.join(_PATIENCE)

    def try_plan(self, one: Prepared, *, by: str) -> int | None:
        """Begin the trial of a preparation; its run, None as long as the list is on its way. What an earlier one left goes first.

        Raised is why there can be no run: common facts that are wrong for every document, a list that cannot be read.
        """
        plan = one.plan
        if not self.opening(plan.id)[0]:
            order = one.order(by)
            if plan.batch_id is not None:
                drop_trial(one.engine, plan.batch_id, by=by)
            self.open(one.engine, plan.id, order)
        _alive, batch, error = self.opening(plan.id)
        if error is not None and batch is None:
            raise error
        return batch

    def _open(self, engine: Engine, plan_id: int, order: Order) -> None:
        opening = self._openings[plan_id]
        try:
            batch = open_run(engine, order)
            opening.batch = batch.id
            save_plan(engine, plan_of(engine, plan_id), batch_id=batch.id)
            check(engine, batch)
        except NotInStoreError:  # the preparation was given up meanwhile: nobody would find its trial
            if opening.batch is not None:
                drop_trial(engine, opening.batch, by=order.by)
        except DocgenError as error:
            opening.error = error

    def opening(self, plan_id: int) -> tuple[bool, int | None, DocgenError | None]:
        """Whether a list is on its way, the run it has become, why it could not."""
        one = self._openings.get(plan_id)
        if one is None:
            return False, None, None
        # Without its frames, which hold the list; each time it is raised it would else gather those of one more request.
        return one.thread.is_alive(), one.batch, one.error.with_traceback(None) if one.error else None

    def check_again(self, engine: Engine, batch: Batch) -> None:
        """Go on with a check that broke off."""

        def work() -> None:
            try:
                check(engine, batch)
            except ConflictError:  # somebody else checks already
                return

        thread = _thread(work)
        thread.start()
        thread.join(_PATIENCE)

    # The driver.

    def start(self, engine: Engine, batch_id: int, *, accept_template: bool = False) -> None:
        """Start a driver and wait a moment until it is heard of. One that ends unheard is started once more."""
        take_back(engine, batch_id)
        start = self._starts[batch_id] = _Start(time.monotonic(), _said(batch_of(engine, batch_id)))
        driver = start_driver(engine, batch_id, accept_template=accept_template)

        def watch() -> None:
            try:
                last = driver
                if _ends_unheard(engine, batch_id, start, last):
                    last = start_driver(engine, batch_id, accept_template=accept_template)
                    start.failure = last.said if _ends_unheard(engine, batch_id, start, last) else None
                start.heard = start.failure is None
            except DocgenError as error:
                start.failure = str(error)

        _thread(watch).start()
        _wait(_MOMENT, lambda: not self.is_starting(how_far(engine, batch_id)))

    def begin(self, engine: Engine, batch_id: int, *, numbers: str, whole: bool) -> None:
        """Begin to make the documents of a run that was tried; one that has begun is let be: asked twice, it is one run.

        `numbers` are those that somebody has seen (`numbers_of`), `whole`: all rows or none. `ConflictError` when the numbers
        are others by now or the preparation was changed, `CheckFailed` when all are wanted and a row is faulty.
        """
        progress = how_far(engine, batch_id)
        if self.stage(engine, progress) is not Stage.TRIED:
            return
        if is_outdated(engine, progress.batch):
            said = _("Danh sách, dữ liệu chung hoặc nhiệm vụ đã sửa sau lần chạy thử này: chạy thử lại rồi mới tạo.")
            raise ConflictError(said, hint=_TRY_AGAIN)
        if numbers != numbers_of(self.trial(engine, progress.batch, anew=True)):
            raise ConflictError(_("Số trong sổ vừa thay đổi: xem lại các số rồi bấm tạo lần nữa."), hint=_SEE_TRIAL)
        if whole and progress.batch.failed:
            raise CheckFailed(_("Còn dòng lỗi mà chọn “đủ tất cả mới tạo”: sửa các dòng lỗi trước."))
        try:
            _keep_choice(engine, progress.batch, whole=whole)
        except ConflictError:  # the other of two who asked has begun
            return
        self.start(engine, batch_id)

    def go_on(self, engine: Engine, batch_id: int, *, accept_template: bool = False) -> None:
        """Go on with a run that stopped or broke off; one that is over, or at work, is let be."""
        progress = how_far(engine, batch_id)
        if self.stage(engine, progress) is Stage.RESULTS and progress.batch.state not in ENDED:
            self.start(engine, batch_id, accept_template=accept_template)

    def stop(self, engine: Engine, batch_id: int, *, by: str) -> None:
        """Ask a run at work to stop, or one that is about to begin; one that stands is let be."""
        if self.stage(engine, how_far(engine, batch_id)) in {Stage.WORKING, Stage.CHECKING}:
            ask(engine, batch_id, "stop", by=by)

    def make_again(self, engine: Engine, batch_id: int) -> bool:
        """Have a corrected row made, unless others wait: then the whole run has to go on, which somebody has to want."""
        batch = batch_of(engine, batch_id)
        if batch.started_at is None or batch.waiting != 1:
            return False
        self.start(engine, batch_id)
        return True

    def is_starting(self, progress: Progress) -> bool:
        """Whether a driver was started that was not heard of yet."""
        start = self._starts.get(progress.batch.id)
        if start is None or progress.alive or start.heard or start.failure is not None:
            return False
        return time.monotonic() - start.at < _STARTING and start.said == _said(progress.batch)

    def failure(self, progress: Progress) -> str | None:
        """What a driver said that was never heard of; empty when it said nothing, or takes too long."""
        start = self._starts.get(progress.batch.id)
        if start is None or progress.alive or start.heard or self.is_starting(progress) or start.said != _said(progress.batch):
            return None
        return start.failure or ""

    # What a page shows.

    def stage(self, engine: Engine, progress: Progress) -> Stage:
        """Which page a run has now."""
        batch = progress.batch
        at_work = progress.alive or self.is_starting(progress)
        if batch.started_at is not None or batch.state not in {"loading", "ready"}:
            return Stage.WORKING if at_work else Stage.RESULTS
        if at_work and batch.id in self._starts:  # whoever makes the documents holds the run before it says that it began
            return Stage.WORKING
        checked = batch.state == "ready" and not at_work and not has_unchecked(engine, batch.id)
        return Stage.TRIED if checked else Stage.CHECKING

    def trial(self, engine: Engine, batch: Batch, *, anew: bool = False) -> Trial:
        """What the run would do; made once for a run as it stands, `anew` because numbers may have been taken meanwhile."""
        key = _said(batch)
        with self._lock:
            known = None if anew else self._trials.get(key)
        made = known or try_run(engine, batch.id)
        with self._lock:
            self._trials[key] = made
            while len(self._trials) > _TRIALS:
                self._trials.popitem(last=False)
        return made

    def sample_pdf(self, trial: Trial, number: int) -> bytes:
        """A sample as it will be printed; counted from 0."""
        key = (*_said(trial.batch), number)
        with self._lock:
            known = self._samples.get(key)
        made = known or shared().convert(trial.samples[number].docx).pdf
        with self._lock:
            self._samples[key] = made
            while len(self._samples) > _TRIALS * SAMPLES:
                self._samples.popitem(last=False)
        return made


def runs() -> Runs:
    """Those of this application."""
    kept: Runs = current_app.extensions.setdefault(_PLACE, Runs())
    return kept


def is_outdated(engine: Engine, batch: Batch) -> bool:
    """Whether the preparation that was tried as this run has become another since."""
    plan = plan_of_batch(engine, batch.id)
    if plan is None:
        return False
    try:
        return Prepared(engine, plan_of(engine, plan)).order(batch.created_by).key != batch.key
    except DocgenError:  # what stands there now is no run at all
        return True


def numbers_of(trial: Trial) -> str:
    """The numbers that a run would take, as a page sends them back."""
    return numbers_seen(trial.first, trial.numbers)


def numbers_seen(first: int | None, count: int) -> str:
    """The same of what somebody has seen."""
    return f"{first}-{count}" if first is not None else "0"


def last_number(trial: Trial) -> int | None:
    """The last number that a run would take."""
    return trial.first + trial.numbers - 1 if trial.first is not None and trial.numbers else None


def _thread(work: Callable[[], None]) -> Thread:
    """A thread for `work`. A fault of the program in it is logged as that of a page is: Python would print words of the list."""
    log = current_app.log_exception

    def watched() -> None:
        try:
            work()
        except Exception:  # noqa: BLE001 - nobody is there to hear it
            log(sys.exc_info())

    return Thread(target=watched, daemon=True)


def _keep_choice(engine: Engine, batch: Batch, *, whole: bool) -> None:
    with driving(engine, batch.id) as lease:
        if batch_of(engine, batch.id).started_at is not None:
            raise ConflictError(_("Lô này đã bắt đầu."))
        set_state(engine, lease, "ready", options={**batch.options, "all_or_nothing": whole})


def check(engine: Engine, batch: Batch) -> None:
    """Check every row of a run that is ready."""
    if batch.state == "ready" and batch.started_at is None and has_unchecked(engine, batch.id):
        with serial() if batch.waiting <= _FEW else processes() as workers:
            check_all(engine, batch.id, workers)


def _ends_unheard(engine: Engine, batch_id: int, start: _Start, driver: Driver) -> bool:
    """Wait for the end of a driver; whether it has left no trace: the run stands as before, and it has not told why."""
    driver.wait()
    progress = how_far(engine, batch_id)
    return not (progress.alive or driver.has_told) and start.said == _said(progress.batch)


def _said(batch: Batch) -> tuple[Any, ...]:
    counts = (batch.done, batch.failed, batch.void, batch.checked, batch.total)
    return (batch.id, batch.key, batch.state, batch.started_at, batch.ended_at, batch.reason, str(batch.options), *counts)


def _wait(seconds: float, ready: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not ready():
        time.sleep(0.1)
