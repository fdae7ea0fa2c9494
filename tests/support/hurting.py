"""What workers do that end badly; apart, because every new worker imports it, which a test with a short limit waits for."""

from __future__ import annotations

import os
import signal
import struct
import sys
import time
from pathlib import Path

from docgen.batch.jobs import Chunk, Rendered, render_chunk


def killed(row: int, fault: object) -> Rendered:
    return Rendered(row, fault=fault)


def _has(name: str, chunk: Chunk) -> bool:
    return any(job.data["dang_vien"]["ho_ten"] == name for job in chunk.jobs)


def kills_itself_at(name: str, chunk: Chunk) -> list[Rendered]:
    if _has(name, chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return render_chunk(chunk)


def hangs_at(name: str, chunk: Chunk) -> list[Rendered]:
    if _has(name, chunk):
        time.sleep(3600)
    return render_chunk(chunk)


def dies_always(chunk: Chunk) -> list[Rendered]:
    del chunk
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def _is_first(mark: str) -> bool:
    """Whether nobody has made the file; of two at once only one makes it."""
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def dies_once(mark: str, chunk: Chunk) -> list[Rendered]:
    """Dies at the first chunk of all: whoever makes the file first."""
    if _is_first(mark):
        os.kill(os.getpid(), signal.SIGKILL)
    return render_chunk(chunk)


def hangs_once(mark: str, chunk: Chunk) -> list[Rendered]:
    if _is_first(mark):
        time.sleep(3600)
    return render_chunk(chunk)


def answers_half(mark: str, chunk: Chunk) -> list[Rendered]:
    """The same, killed while its answer is on the way."""
    if _is_first(mark):
        frame = sys._getframe()
        while "result_queue" not in frame.f_locals:
            frame = frame.f_back
        os.write(frame.f_locals["result_queue"]._writer.fileno(), struct.pack("!i", 100_000) + b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    return render_chunk(chunk)
