"""A run that is killed at any moment and goes on: every row once, every number once, the same bytes as if nothing had happened."""

from __future__ import annotations

import json
import os
import pty
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from docgen.batch.engine import serial
from docgen.batch.folder import Folder
from docgen.batch.run import Orders, drive
from docgen.batch.writing import mend
from docgen.errors import FileError
from docgen.store.batch_rows import every_row
from docgen.store.batches import all_batches, batch_of, counted
from docgen.store.book import book, report
from docgen.store.engine import reading
from docgen.store.tables import documents
from store.conftest import Databases
from support.batch import a_run, common, roster

DRIVER = Path(__file__).with_name("driver.py")
KILLS = int(os.environ.get("DOCGEN_KILLS", "0"))
ROWS = 2_000 if KILLS else 120
PATIENCE = 60.0


def start(url: str, batch: int, folder: Path, workers: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, str(DRIVER), url, str(batch), str(folder), str(workers)]
    return subprocess.Popen(words, env={**os.environ, "PYTHONPATH": f"{DRIVER.parents[2]}"})


def undisturbed(engine: Engine, folder: Path, rows: int) -> dict[str, bytes]:
    with serial() as workers:
        drive(engine, a_run(engine, rows).id, workers, Orders(Folder(folder)))
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def assert_exactly_once(engine: Engine, batch: int, rows: int) -> None:
    assert batch_of(engine, batch).state == "done"
    assert counted(engine, batch) == {"done": rows}
    assert batch_of(engine, batch).done == rows
    assert [row.so for row in every_row(engine, batch)] == list(range(1, rows + 1))
    (line,) = report(engine)
    assert (line.gaps, line.unissued, line.voided, line.duplicates, line.last) == ((), (), (), (), rows)
    assert len({row.document_id for row in book(engine)}) == rows
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(documents)) == rows


def test_killed_at_random_moments_every_row_comes_out_once_and_byte_for_byte(databases: Databases, tmp_path: Path) -> None:
    wanted = undisturbed(databases.engine(), tmp_path / "whole", ROWS)
    url = databases.set_up()
    engine = databases.engine(url)
    batch, folder = a_run(engine, ROWS).id, tmp_path / "killed"
    chance = random.Random(20261122)  # noqa: S311 - moments, not secrets
    targets = sorted(chance.randrange(ROWS) for _ in range(KILLS or 3))
    for number, target in enumerate(targets):
        driver = start(url, batch, folder, workers=2 if number == 1 else 0)
        until = time.monotonic() + PATIENCE
        reached = max(target, batch_of(engine, batch).done + 1)  # not before it has done something
        while driver.poll() is None and batch_of(engine, batch).done < reached and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.1)
        driver.send_signal(signal.SIGKILL)
        driver.wait(PATIENCE)
    assert start(url, batch, folder, workers=0).wait(PATIENCE * 3) == 0
    assert_exactly_once(engine, batch, ROWS)
    assert files(folder) == wanted


def test_a_killed_driver_takes_its_workers_with_it(databases: Databases, tmp_path: Path) -> None:
    if databases.name != "sqlite":
        pytest.skip("the database has no part in it")
    url = databases.set_up()
    engine = databases.engine(url)
    driver = start(url, a_run(engine, 600).id, tmp_path / "out", workers=2)
    until = time.monotonic() + PATIENCE
    while not (born := children(driver.pid)) or not batch_of(engine, 1).done:
        assert time.monotonic() < until
        time.sleep(0.05)
    driver.send_signal(signal.SIGKILL)
    driver.wait(PATIENCE)
    while any(Path(f"/proc/{pid}/cmdline").exists() for pid in born) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in born if Path(f"/proc/{pid}/cmdline").exists()]


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def children(pid: int) -> set[int]:
    """Every process below this one."""
    found: set[int] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found |= {int(folder.name)} | children(int(folder.name))
    return found


class Terminal:
    """docgen in a terminal of its own: what is typed there goes to every program of it, Ctrl+C too."""

    def __init__(self, *words: object, url: str) -> None:
        self._ours, theirs = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": f"{DRIVER.parents[2]}", "DOCGEN_DATABASE_URL": url, "TERM": "xterm"}
        command = ["setsid", "--ctty", sys.executable, "-m", "docgen", *map(str, words)]
        streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
        self.process = subprocess.Popen(command, env=environment, **streams)
        os.close(theirs)
        self._parts: list[bytes] = []
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        with suppress(OSError):  # everybody has closed the other end
            while part := os.read(self._ours, 4096):
                self._parts.append(part)
        os.close(self._ours)

    def press(self, keys: bytes) -> None:
        os.write(self._ours, keys)

    @property
    def said(self) -> str:
        return b"".join(self._parts).decode("utf-8", "ignore")

    def until(self, ready: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < until and self.process.poll() is None, self.said
            time.sleep(0.005)

    def end(self) -> tuple[int, str]:
        """Exit status, and all that was to be read."""
        status = self.process.wait(PATIENCE)
        self._reading.join(PATIENCE)
        return status, self.said


@pytest.mark.parametrize(("times", "early", "databases"), [(1, True, "sqlite"), (2, False, "postgresql")], indirect=["databases"])
def test_ctrl_c_stops_and_says_how_to_go_on(databases: Databases, tmp_path: Path, times: int, early: bool) -> None:
    """Early: while that is being started which workers come from. Pressed twice, it does not wait for the rows at hand."""
    url, rows, folder = databases.set_up(), 400, tmp_path / "out"
    engine = databases.engine(url)
    (tmp_path / "ds.xlsx").write_bytes(roster(rows))
    (tmp_path / "chung.yaml").write_text(json.dumps(common(), default=str))
    words = ("batch", "run", tmp_path / "ds.xlsx", "--common", tmp_path / "chung.yaml", "-o", folder, "--workers", 2)
    terminal = Terminal(*words, url=url)
    started = b"multiprocessing.forkserver"
    terminal.until(
        lambda: (
            any(started in command(pid) for pid in children(terminal.process.pid))
            if early
            else any(one.done for one in all_batches(engine))
        )
    )
    for _ in range(times):
        terminal.press(b"\x03")
        terminal.until(lambda: "Đang dừng: làm nốt" in terminal.said)
    status, said = terminal.end()
    assert status == 130, said
    assert not any(word in said for word in ("Traceback", "Error", "lỗi ngoài dự kiến")), said
    assert f"→ Làm tiếp: docgen batch resume 1 -o {folder}" in said.replace("\r\n", "")
    stopped = batch_of(engine, 1)
    assert (stopped.state, stopped.driver) == ("stopped", None)
    assert stopped.waiting > 0
    status, said = Terminal("batch", "resume", 1, "-o", folder, url=url).end()
    assert (status, "Lô 1 xong." in said) == (0, True), said
    assert_exactly_once(engine, 1, rows)
    assert len([path for path in folder.iterdir() if path.name[0] != "_"]) == rows


def test_a_full_disk_stops_the_run_and_it_goes_on(store: Engine, tmp_path: Path) -> None:
    class Full(Folder):
        def write(self, name: str, data: bytes) -> None:
            if len(files(self.path)) >= 30:
                raise FileError("Không ghi được tệp: ổ đĩa đã đầy.", hint="")
            super().write(name, data)

    batch, folder = a_run(store, 60).id, tmp_path / "out"
    with serial() as workers:
        with pytest.raises(FileError, match="đã đầy"):
            drive(store, batch, workers, Orders(Full(folder)))
        stopped = batch_of(store, batch)
        assert (stopped.state, stopped.reason, stopped.driver) == ("stopped", "Không ghi được tệp: ổ đĩa đã đầy.", None)
        drive(store, batch, workers, Orders(Folder(folder)))
    assert_exactly_once(store, batch, 60)
    assert len(files(folder)) == 60


def test_a_file_that_was_damaged_or_lost_comes_from_the_store_again(store: Engine, tmp_path: Path) -> None:
    wanted = undisturbed(store, tmp_path / "out", 20)
    first, second, *_ = sorted(tmp_path.glob("out/*"))
    first.write_bytes(b"")
    second.unlink()
    (tmp_path / "out" / ".docgen-dang-ghi7").write_bytes(b"half")

    assert mend(store, 1, Folder(tmp_path / "out")) == 2
    assert files(tmp_path / "out") == wanted
