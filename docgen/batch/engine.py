"""Chunks of work handed to workers, results as they come: here in this process, in processes, or on other machines.

Any `concurrent.futures.Executor` will do. A worker that dies (memory, a crash in a library) or hangs takes what it had with it:
each of those chunks is tried again alone; one that ends a worker a second time is cut into single rows, and the row that does it
again is told as faulty. Nothing here waits without a limit.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any, Self

from docgen.batch.jobs import Checked, Chunk, Rendered, RenderJob, check_chunk, render_chunk, try_chunk
from docgen.batch.pool import OneProcess, cores
from docgen.errors import DocgenError
from docgen.store.batch_rows import Fault

_DEEP = 2
"""Chunks that wait at each worker, so that none has to wait for the driver."""
_ENDS = 2
"""So often a worker may end at one row alone before the row is held to be the cause."""
_HOPELESS = 5
"""So many rows one after another cannot all be the cause: it is the machine, or the template."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with a chunk, and the answer for a row that ends every worker that takes it."""

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
_HUNG: Fault = {
    "message": "Dòng này làm mãi không xong nên đã bị dừng lại; các dòng khác không bị ảnh hưởng.",
    "hint": "Xem dữ liệu của dòng này có gì khác thường (quá dài, quá nhiều việc); dùng mẫu riêng thì kiểm tra lại mẫu.",
    "problems": [],
}


@dataclass(frozen=True, slots=True)
class Limit:
    """Seconds without any answer after which a worker hangs: `start` and `row` more for each row of the chunk.

    A decision takes a hundredth of a second, the annex of a whole province some seconds, on a busy machine ten times that.
    """

    start: float = 180.0
    row: float = 5.0

    def of(self, chunk: Chunk) -> float:
        """Those of a chunk."""
        return self.start + self.row * len(chunk.jobs)


LIMIT = Limit()


def _nothing(executor: Executor, hangs: bool) -> None:  # noqa: FBT001 - as Lane has it
    del executor, hangs


@dataclass(frozen=True, slots=True)
class Lane:
    """An executor: how to start it, how many chunks it is given at once. `deadly` are errors by which a death shows.

    Ended without waiting, the executor leaves at once what it was doing. `silent` is called while nothing is heard of it, at the
    end with True: then it hangs and is started anew. It may say in a `DocgenError` why there is nothing to wait for.
    """

    start: Callable[[], Executor]
    room: int
    deadly: tuple[type[BaseException], ...] = (BrokenExecutor,)
    silent: Callable[[Executor, bool], None] = _nothing


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk with the result of each of its jobs; `mark` is the caller's, `lane` the worker that has seen its rows."""

    mark: Any
    results: list[Any]
    lane: int


@dataclass(slots=True)
class _Task:
    """A chunk on its way. `alone`: nothing else is with the worker; `rows`: those left, once it goes row by row."""

    work: Work
    chunk: Chunk
    mark: Any
    alone: bool = False
    ends: int = 0
    rows: deque[RenderJob] = field(default_factory=deque)
    results: list[Any] = field(default_factory=list)

    @property
    def part(self) -> Chunk:
        """What a worker gets of it next."""
        return self.chunk.only(self.rows[0]) if self.rows else self.chunk

    def take(self, results: list[Any]) -> None:
        """A worker's answer."""
        self.results += results
        self.ends = 0
        if self.rows:
            self.rows.popleft()

    def hit(self, fault: Fault) -> bool:
        """A worker has ended that had it; `fault` is how. Whether a row is told as faulty for it."""
        if not self.alone:
            self.alone = True
            return False
        self.ends += 1
        if not self.rows:
            self.rows.extend(self.chunk.jobs)
            self.ends = int(len(self.rows) == 1)
        elif self.ends >= _ENDS:
            self.take([self.work.killed(self.rows[0].row, fault)])
            return True
        return False

    @property
    def is_done(self) -> bool:
        """Whether every row has its result."""
        return len(self.results) == len(self.chunk.jobs)


class _Line:
    """An executor with what it has been given. After one of its workers has ended, what it had goes one by one."""

    def __init__(self, lane: Lane, limit: Limit) -> None:
        self.lane, self._limit = lane, limit
        self._executor = lane.start()
        self.under_way: dict[Future[list[Any]], _Task] = {}
        self._suspects: deque[_Task] = deque()
        self._heard = time.monotonic()
        self._faulty = 0  # rows told as faulty since the last answer
        self.restarts = 0

    @property
    def load(self) -> int:
        return len(self.under_way) + len(self._suspects)

    @property
    def patience(self) -> float:
        """Seconds until it is held to hang."""
        longest = max((self._limit.of(task.part) for task in self.under_way.values()), default=math.inf)
        return max(self._heard + longest - time.monotonic(), 0.0)

    def give(self, task: _Task) -> None:
        """Begin a task, or keep it until those under suspicion are cleared."""
        if self._suspects or any(one.alone for one in self.under_way.values()):
            task.alone = True
            self._suspects.append(task)
        else:
            self._begin(task)

    def collect(self) -> list[_Task]:
        """Tasks that have come to their end."""
        heard, died = self._heard_now()
        hangs = False
        if self.under_way and not (heard or died):
            hangs = not self.patience
            self.lane.silent(self._executor, hangs)
        hit = died
        if died or hangs:
            hit += self._lost(_HUNG if hangs else _KILLED, died)
        ended = heard + hit
        self._suspects.extendleft(task for task in reversed(ended) if not task.is_done)
        if self._suspects and not self.under_way:
            self._begin(self._suspects.popleft())
        return [task for task in ended if task.is_done]

    def leave(self) -> None:
        """Forget what it has, at once."""
        self._suspects.clear()
        if self.under_way:
            self._anew()

    def end(self) -> None:
        """End it; what is under way is left."""
        self._executor.shutdown(wait=not self.under_way, cancel_futures=True)

    def _heard_now(self) -> tuple[list[_Task], list[_Task]]:
        """Tasks that were answered, and those at which a worker has died."""
        heard, died = [], []
        for future in [future for future in self.under_way if future.done()]:
            task = self.under_way.pop(future)
            results = self._answer(future)
            self._heard = time.monotonic()
            if results is None:
                died.append(task)
            else:
                task.take(results)
                heard.append(task)
                self._faulty = 0
        return heard, died

    def _lost(self, fault: Fault, died: Sequence[_Task] = ()) -> list[_Task]:
        """All that the executor had besides; it starts anew."""
        others = [*self.under_way.values()]
        self._anew()
        self._faulty += sum([task.hit(fault) for task in (*died, *others)])
        if self._faulty >= _HOPELESS:
            raise _hopeless()
        return others

    def _anew(self) -> None:
        self.restarts += 1
        self.under_way.clear()
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self.lane.start()

    def _begin(self, task: _Task) -> None:
        first = not self.under_way
        try:
            future = self._executor.submit(task.work.run, task.part)
        except BrokenExecutor:  # died while it had nothing to do, or just now: then what it had comes again too
            self._suspects.extend(self._lost(_KILLED))
            future = self._executor.submit(task.work.run, task.part)
        if first or not self.under_way:
            self._heard = time.monotonic()
        self.under_way[future] = task

    def _answer(self, future: Future[list[Any]]) -> list[Any] | None:
        """The results; None when a worker died at it."""
        try:
            return future.result(timeout=0)
        except self.lane.deadly:
            return None
        except CancelledError as error:
            raise lost_touch() from error


def _hopeless() -> DocgenError:
    todo = "Xem máy có đủ bộ nhớ, mẫu riêng có gì lạ; rồi"
    return DocgenError(
        "Tiến trình làm văn bản dừng đột ngột ở mọi dòng, không phải do dữ liệu của một dòng nào.",
        hint=f"{todo} chạy docgen batch resume: làm tiếp, không mất số.",
        page_hint=f"{todo} bấm “Làm tiếp”.",
    )


def lost_touch() -> DocgenError:
    """Nobody is there any more to work."""
    return DocgenError(
        "Mất liên lạc với các máy làm việc.",
        hint="Xem bộ điều phối và các máy làm việc có còn chạy; rồi chạy docgen batch resume: làm tiếp, không mất số.",
        page_hint="Xem bộ điều phối và các máy làm việc có còn chạy; rồi bấm “Làm tiếp”.",
    )


class Workers:
    """Workers that take chunks; close them at the end."""

    def __init__(self, lanes: Sequence[Lane], *, limit: Limit = LIMIT, close: Callable[[], None] | None = None) -> None:
        """Start the executors. `close` is called after the last of them has ended."""
        self._lines = [_Line(lane, limit) for lane in lanes]
        self._close = close

    def __enter__(self) -> Self:
        """Nothing to do: they have begun."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers; what they have not finished is left."""
        for line in self._lines:
            line.end()
        if self._close is not None:
            self._close()

    @property
    def restarts(self) -> int:
        """How often a worker had to be started anew."""
        return sum(line.restarts for line in self._lines)

    @property
    def room(self) -> int:
        """How many chunks may be under way."""
        return sum(line.lane.room for line in self._lines)

    @property
    def busy(self) -> int:
        """How many are."""
        return sum(line.load for line in self._lines)

    def submit(self, work: Work, chunk: Chunk, *, mark: Any = None, lane: int | None = None) -> None:
        """Begin a chunk, at the worker `lane` or at the one with least to do."""
        load = [line.load for line in self._lines]
        self._lines[load.index(min(load)) if lane is None else lane].give(_Task(work, chunk, mark))

    def finished(self, seconds: float) -> list[Done]:
        """The next chunks that are done; none when there are none after `seconds`."""
        futures = [future for line in self._lines for future in line.under_way]
        wait(futures, min(seconds, *(line.patience for line in self._lines)), FIRST_COMPLETED)
        ended = [(lane, task) for lane, line in enumerate(self._lines) for task in line.collect()]
        return [Done(task.mark, task.results, lane) for lane, task in ended]

    def leave(self) -> None:
        """Forget what is under way, at once."""
        for line in self._lines:
            line.leave()


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


def processes(count: int | None = None, *, limit: Limit = LIMIT) -> Workers:
    """A process for each core: pools of one, so that a death is one process's, and rows come back to who has checked them."""
    return Workers([Lane(OneProcess, _DEEP) for _ in range(count or cores())], limit=limit)
