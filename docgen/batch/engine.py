"""Chunks of work handed to workers, results as they come: here in this process, in processes, or on other machines.

Any `concurrent.futures.Executor` will do. A worker that dies (memory, a crash in a library) takes what it had with it: each of
those chunks is tried again alone; one that kills a second time is cut into single rows, and the row that kills is told as faulty.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any, Self

from docgen.batch.jobs import Checked, Chunk, Rendered, RenderJob, check_chunk, render_chunk, try_chunk
from docgen.errors import DocgenError
from docgen.store.batch_rows import Fault

_DEEP = 2
"""Chunks that wait at each worker, so that none has to wait for the driver."""
_DEATHS = 2
"""So often a worker may die at one row before the row is held to be the cause."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with a chunk, and the answer for a row that kills every worker that takes it."""

    run: Callable[[Chunk], list[Any]]
    killed: Callable[[int, Fault], Any]


CHECK = Work(check_chunk, Checked)
TRY = Work(try_chunk, Checked)
RENDER = Work(render_chunk, lambda row, fault: Rendered(row, fault=fault))
_KILLED: Fault = {
    "message": "Tiến trình làm dòng này bị dừng đột ngột nhiều lần; các dòng khác không bị ảnh hưởng.",
    "hint": "Xem dữ liệu của dòng này có gì khác thường; xem máy có đủ bộ nhớ.",
    "problems": [],
}


@dataclass(frozen=True, slots=True)
class Lane:
    """An executor: how to start it, how many chunks it is given at once. `deadly` are errors by which a death shows."""

    start: Callable[[], Executor]
    room: int
    deadly: tuple[type[BaseException], ...] = (BrokenExecutor,)


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk with the result of each of its jobs; `mark` is the caller's, `lane` the worker that has seen its rows."""

    mark: Any
    results: list[Any]
    lane: int


@dataclass(slots=True)
class _Task:
    work: Work
    chunk: Chunk
    mark: Any
    lane: int


class Workers:
    """Workers that take chunks; close them at the end. `restarts` counts how often one had to be started anew."""

    def __init__(self, lanes: Sequence[Lane]) -> None:
        """Start the executors."""
        self._lanes = lanes
        self._executors = [lane.start() for lane in lanes]
        self._under_way: dict[Future[list[Any]], _Task] = {}
        self.restarts = 0

    def __enter__(self) -> Self:
        """Nothing to do: they have begun."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers."""
        for executor in self._executors:
            executor.shutdown(wait=True, cancel_futures=True)

    @property
    def room(self) -> int:
        """How many chunks may be under way."""
        return sum(lane.room for lane in self._lanes)

    @property
    def busy(self) -> int:
        """How many are."""
        return len(self._under_way)

    def submit(self, work: Work, chunk: Chunk, *, mark: Any = None, lane: int | None = None) -> None:
        """Begin a chunk, at the worker `lane` or at the one with least to do."""
        load = [0] * len(self._lanes)
        for task in self._under_way.values():
            load[task.lane] += 1
        chosen = load.index(min(load)) if lane is None else lane
        self._begin(_Task(work, chunk, mark, chosen))

    def finished(self) -> list[Done]:
        """Wait for the next chunks that are done."""
        wait(self._under_way, return_when=FIRST_COMPLETED)
        done, hit = [], []
        for future in [future for future in self._under_way if future.done()]:
            task = self._under_way.pop(future)
            results = self._answer(future, task)
            if results is None:
                hit.append(task)
            else:
                done.append(Done(task.mark, results, task.lane))
        for lane in {task.lane for task in hit}:
            hit += self._withdrawn(lane)
        return done + [Done(task.mark, self._alone(task), task.lane) for task in hit]

    def _begin(self, task: _Task) -> Future[list[Any]]:
        try:
            future = self._executors[task.lane].submit(task.work.run, task.chunk)
        except BrokenExecutor:  # died while it had nothing to do
            self._restart(task.lane)
            future = self._executors[task.lane].submit(task.work.run, task.chunk)
        self._under_way[future] = task
        return future

    def _answer(self, future: Future[list[Any]], task: _Task) -> list[Any] | None:
        """The results; None when a worker died at it."""
        try:
            return future.result()
        except self._lanes[task.lane].deadly:
            return None
        except CancelledError as error:
            raise DocgenError(
                "Mất liên lạc với các máy làm việc.",
                hint="Xem bộ điều phối có còn chạy; rồi chạy docgen batch resume.",
                page_hint="Xem bộ điều phối có còn chạy; rồi bấm “Làm tiếp”.",
            ) from error

    def _withdrawn(self, lane: int) -> list[_Task]:
        """What else the broken executor had; it starts anew."""
        mine = [future for future, task in self._under_way.items() if task.lane == lane]
        self._restart(lane)
        return [self._under_way.pop(future) for future in mine]

    def _restart(self, lane: int) -> None:
        self.restarts += 1
        self._executors[lane].shutdown(wait=False, cancel_futures=True)
        self._executors[lane] = self._lanes[lane].start()

    def _alone(self, task: _Task) -> list[Any]:
        """Try a chunk with nothing beside it; row by row when it kills again."""
        if (results := self._tried(task)) is not None:
            return results
        if len(task.chunk.jobs) > 1:
            return [result for job in task.chunk.jobs for result in self._row(task, job)]
        return self._row(task, task.chunk.jobs[0])

    def _row(self, task: _Task, job: RenderJob) -> list[Any]:
        one = _Task(task.work, task.chunk.only(job), None, task.lane)
        for _ in range(_DEATHS):
            if (results := self._tried(one)) is not None:
                return results
        return [task.work.killed(job.row, _KILLED)]

    def _tried(self, task: _Task) -> list[Any] | None:
        future = self._begin(task)
        wait([future])
        results = self._answer(future, self._under_way.pop(future))
        if results is None:
            self._restart(task.lane)
        return results


class _Here(Executor):
    """Runs everything at once in this very thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run it now."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as any executor does
            future.set_exception(error)
        return future


def serial() -> Workers:
    """Everything in this process: for tests, and for a run of a few rows."""
    return Workers([Lane(_Here, 1)])


def processes(count: int | None = None) -> Workers:
    """A process for each core: pools of one, so that a death is one process's, and rows come back to who has checked them."""
    return Workers([Lane(_one_process, _DEEP) for _ in range(count or cores())])


def cores() -> int:
    """Processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one_process() -> Executor:
    """Neither forked from here, where threads may hold locks, nor slower to start than need be."""
    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    if "forkserver" in ways:
        context.set_forkserver_preload(["docgen.batch.warm"])
    return ProcessPoolExecutor(1, mp_context=context, initializer=_in_worker)


def _in_worker() -> None:
    """Ctrl+C is the driver's to answer; a worker ends when the driver is gone, whatever ended it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
