"""Many documents to PDF on every core: one process a core, each with engines of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import ExitStack
from functools import lru_cache
from itertools import chain, count, islice
from multiprocessing import util

from docgen.batch.pool import OneProcess, cores
from docgen.errors import DocgenError
from docgen.output.batch import Batch, convert_many
from docgen.output.convert import EngineName, shared

AT_ONCE = 25
"""Documents that are merged and converted together: enough to gain by it, few enough that no core waits at the end."""
_FEW = 2
"""So many chunks are converted here: processes would first have to start."""
_DEEP = 2
"""Chunks that wait at each process."""


def converted(chunks: Iterable[list[bytes]], engine: EngineName) -> Iterator[Batch]:
    """The PDFs of each chunk, in order. A chunk at which a process ends is converted here."""
    waiting = iter(chunks)
    first = list(islice(waiting, _FEW + 1))
    if len(first) <= _FEW or cores() == 1:
        yield from (convert_many(chunk, engine) for chunk in chain(first, waiting))
        return
    with ExitStack() as ending:
        processes = [ending.enter_context(OneProcess()) for _ in range(cores())]
        begun: deque[tuple[list[bytes], Future[Batch | None] | None]] = deque()
        for number, chunk in zip(count(), chain(first, waiting), strict=False):
            begun.append((chunk, _begun(processes[number % len(processes)], chunk, engine)))
            if len(begun) == _DEEP * len(processes):
                yield _ended(*begun.popleft(), engine)
        yield from (_ended(*one, engine) for one in begun)


def _begun(process: OneProcess, chunk: list[bytes], engine: EngineName) -> Future[Batch | None] | None:
    try:
        return process.submit(_in_process, chunk, engine)
    except (BrokenExecutor, DocgenError):
        return None


def _ended(chunk: list[bytes], future: Future[Batch | None] | None, engine: EngineName) -> Batch:
    try:
        made = future.result() if future is not None else None
    except BrokenExecutor:
        made = None
    return made or convert_many(chunk, engine)


def _in_process(chunk: list[bytes], engine: EngineName) -> Batch | None:
    """None where it failed: who asks tries again and tells why."""
    _ends_engines()
    try:
        return convert_many(chunk, engine)
    except DocgenError:
        return None


@lru_cache(maxsize=1)
def _ends_engines() -> None:
    """A process of a pool runs no exit handlers of Python, only those of multiprocessing."""
    util.Finalize(None, shared().close, exitpriority=1)
