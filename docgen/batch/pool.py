"""A process that makes documents: warm when it begins, gone when its driver is gone, ended by force when it must be."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from multiprocessing import connection
from typing import Any

from docgen.errors import DocgenError

_END_SECONDS = 20.0
"""An idle process ends in a hundredth of a second; one that has not by then is killed."""


_FORKS = "forkserver" in multiprocessing.get_all_start_methods()
"""Not on Windows."""


def get_ready() -> None:
    """Begin to load what workers need, in the process that they are forked from, and return at once.

    Whoever calls this before reading the list has workers that begin a second earlier.
    """
    if _FORKS:
        from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 - not on Windows

        forkserver.set_forkserver_preload(["docgen.batch.warm"])
        resource_tracker.ensure_running()  # first: as it starts, it lets interrupts through again
        with _without_interrupts():
            forkserver.ensure_running()


class OneProcess(ProcessPoolExecutor):
    """A pool of one. Ended without waiting, it is killed with whatever it was doing."""

    def __init__(self) -> None:
        """Neither forked from here, where threads may hold locks, nor slower to start than need be."""
        get_ready()
        super().__init__(1, mp_context=multiprocessing.get_context("forkserver" if _FORKS else "spawn"), initializer=_in_worker)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Begin it; with the first one the process starts."""
        try:
            with _without_interrupts() if not self._processes else nullcontext():
                future = super().submit(fn, *args, **kwargs)
        except (OSError, EOFError) as error:
            raise DocgenError(
                "Không khởi động được tiến trình làm văn bản.",
                hint="Xem máy có đủ bộ nhớ; chạy lại với --workers 0 thì không cần tiến trình riêng.",
                page_hint="Xem máy có đủ bộ nhớ, rồi bấm “Làm tiếp”.",
            ) from error
        # Only the process writes results. While this end was open too, one that was killed in the middle of a result left its
        # reader waiting for the rest for ever.
        results: Any = self._result_queue
        results._writer.close()  # noqa: SLF001
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        """End it; without `wait` at once."""
        processes = list((self._processes or {}).values())
        manager: Any = self._executor_manager_thread
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        if wait and manager is not None:
            manager.join(_END_SECONDS)
            wait = not manager.is_alive()
        if not wait:
            for process in processes:
                process.kill()
            if manager is not None:  # it ends with its process; Python's own end, meeting it half closed, would print a traceback
                manager.join(_END_SECONDS)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """What is started here never gets Ctrl+C, which a terminal sends to all its programs: that is the driver's to answer."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def cores() -> int:
    """Processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_worker() -> None:
    """Ctrl+C is the driver's to answer, on Windows too. A worker ends when the driver is gone, whatever ended it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
