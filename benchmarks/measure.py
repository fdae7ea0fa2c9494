"""Clocks, gauges and folders: CPU time of interleaved rounds on one core, CPU time and peak memory of a child process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median


def stay_on_one_core() -> None:
    """Pin this process and its children to the last core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


Rounds = dict[str, list[float]]
"""CPU milliseconds per document of every way, one number a round."""


def interleaved(ways: Mapping[str, Callable[[], int]], rounds: int) -> Rounds:
    """Run all ways in turn, `rounds` times. A way makes its documents and returns how many.

    CPU time counts the kernel's work for this process and is blind to the waiting that other processes cause. Rubbish is
    collected before each run, so that nobody pays for another's.
    """
    taken: Rounds = {name: [] for name in ways}
    for way in ways.values():
        way()
    for _ in range(rounds):
        for name, way in ways.items():
            gc.collect()
            started = time.process_time()
            made = way()
            taken[name].append((time.process_time() - started) * 1000 / made)
    return taken


def ratio(times: Rounds, one: str, other: str) -> float:
    """How many times `other` goes into `one`: the median of what each round says."""
    return median(first / second for first, second in zip(times[one], times[other], strict=True))


def cpu_seconds(command: list[str], times: int) -> float:
    """User and system time of a command, start-up included: the median of several runs."""
    return median(_cpu_seconds_once(command) for _ in range(times))


def _cpu_seconds_once(command: list[str]) -> float:
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def peak_megabytes(script: Path, *arguments: str) -> float:
    """Peak memory of a Python script in a process of its own; the script prints it last."""
    done = subprocess.run([sys.executable, str(script), *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout.split()[-1])


def own_peak_megabytes() -> float:
    """Peak memory of this process. On Linux ru_maxrss may be what the parent had at the time of the fork, VmHWM is ours."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource  # noqa: PLC0415 - not on every system

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 1024


@contextmanager
def folders() -> Iterator[tuple[Path, Path]]:
    """A folder in memory if the system has one, and one on the disk."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - mkdtemp makes a folder of our own in it
    disk = Path(__file__).parent.parent
    with tempfile.TemporaryDirectory(dir=memory) as quick, tempfile.TemporaryDirectory(dir=disk, prefix=".bench-") as slow:
        yield Path(quick), Path(slow)
