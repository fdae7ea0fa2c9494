"""Who drives a run: one process at a time, known by machine and number, so that a dead one's work is taken over at once."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from docgen.errors import DocgenError
from docgen.store.batches import Batch, Lease, batch_of, claim, let_go

if TYPE_CHECKING:
    from sqlalchemy import Engine


@contextmanager
def driving(engine: Engine, batch_id: int) -> Iterator[Lease]:
    """Hold the run; `ConflictError` while a driver that lives has it."""
    known = batch_of(engine, batch_id)
    lease = claim(engine, batch_id, _name(), dead=known.driver if _is_dead(known.driver) else None)
    try:
        yield lease
    finally:
        with suppress(DocgenError):  # a full disk: the lease runs out by itself, and this process will be known to be dead
            let_go(engine, lease)


def is_driven(batch: Batch) -> bool:
    """Whether somebody works on it: holds it, and is not known to be dead."""
    return batch.is_driven and not _is_dead(batch.driver)


def _name() -> str:
    return f"{socket.gethostname()} {os.getpid()} {uuid4().hex}"


def _is_dead(driver: str | None) -> bool:
    """Whether a driver of this machine is certainly no more. Of one elsewhere, or on Windows, only its lease can tell."""
    if driver is None or os.name != "posix":
        return False
    host, number, _ = driver.split(" ")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
