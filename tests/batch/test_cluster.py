"""On a Dask cluster: the same bytes, over TLS and from host to host, and all rows although workers are killed, hang, are lost."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import dask
import distributed
import pytest

from docgen.batch import cluster as clusters
from docgen.batch import run as run_module
from docgen.batch.engine import RENDER, Limit, Work, serial
from docgen.batch.folder import Folder
from docgen.batch.run import Orders, drive
from docgen.errors import DocgenError, UsageError
from docgen.store.batches import batch_of, counted
from docgen.store.engine import open_store
from support.batch import a_run
from support.hurting import hangs_once, killed

pytestmark = pytest.mark.filterwarnings("ignore")
ROWS = 150
ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "batch.md").read_text()
PATIENCE = 60.0


@pytest.fixture(scope="module")
def scheduler():
    """Two workers in processes of their own, started anew when they die. Dask does not try again itself: that is ours to do."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as local,
    ):
        yield local


def made_by(workers, folder: Path, meanwhile=None, render: Work = RENDER) -> dict[str, bytes]:
    store = open_store(f"sqlite:///{folder}.db")
    batch = a_run(store, ROWS)
    if meanwhile is not None:
        threading.Thread(target=meanwhile, args=(store, batch.id), daemon=True).start()
    with workers:
        drive(store, batch.id, workers, Orders(Folder(folder), render=render))
    assert counted(store, batch.id) == {"done": ROWS}
    store.dispose()
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made_by(serial(), tmp_path_factory.mktemp("cluster") / "here")


def in_the_middle(store, batch: int) -> None:
    until = time.monotonic() + PATIENCE
    while batch_of(store, batch).done < ROWS // 3 and time.monotonic() < until:
        time.sleep(0.01)


def test_a_cluster_makes_the_same_bytes_and_a_killed_worker_costs_nothing(scheduler, wanted, tmp_path: Path) -> None:
    killed_one = []

    def kills(store, batch: int) -> None:
        in_the_middle(store, batch)
        pid = next(iter(scheduler.workers.values())).process.pid
        os.kill(pid, signal.SIGKILL)
        killed_one.append(pid)

    assert made_by(clusters.cluster(scheduler.scheduler_address), tmp_path / "there", kills) == wanted
    assert killed_one


def test_a_worker_that_hangs_is_started_anew_and_costs_nothing(
    scheduler, wanted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_SECONDS", 8.0)
    before = {one.process.pid for one in scheduler.workers.values()}
    render = Work(partial(hangs_once, str(tmp_path / "mark")), killed)
    workers = clusters.cluster(scheduler.scheduler_address, limit=Limit(2.0, 0.0))
    assert made_by(workers, tmp_path / "there", render=render) == wanted
    assert workers.restarts >= 1
    assert {one.process.pid for one in scheduler.workers.values()} != before


def test_other_versions_there_are_told(scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.__version__", "9.9")
    with pytest.raises(DocgenError, match="cùng phiên bản docgen"):
        clusters.cluster(scheduler.scheduler_address)


# Programs as docs/batch.md starts them.


def told(word: str) -> list[str]:
    """The commands of docs/batch.md that begin so."""
    return [line.strip() for line in DOCS.splitlines() if line.strip().startswith(word)]


def certificates(folder: Path) -> Path:
    folder.mkdir()
    for command in told("openssl"):
        subprocess.run(command, shell=True, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S602 - our page
    return folder


@contextmanager
def started(*words: object, cwd: Path, inside: tuple[str, ...] = (), **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program until the end of the test; `dask` is that of this Python."""
    command = [*inside, *map(str, words)]
    command[len(inside)] = {"dask": str(Path(sys.executable).with_name("dask"))}.get(command[len(inside)], command[len(inside)])
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    with (cwd / "said.txt").open("ab") as said:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": said}
        process = subprocess.Popen(command, cwd=cwd, env=environment, start_new_session=True, **quiet)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def until_it_is(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.1)


def cluster_with(address: str, folder: Path | None) -> clusters.Workers:
    """The workers of a cluster, as soon as it has one."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return clusters.cluster(address, certificates=folder)
        except DocgenError as error:
            if "chưa có máy" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_over_tls_as_documented_and_a_scheduler_that_is_gone_is_told(
    wanted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_SECONDS", 3.0)
    monkeypatch.setattr(run_module, "_BEAT", 0.5)
    right, wrong = certificates(tmp_path / "chung-chi"), certificates(tmp_path / "khac")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    (host,), (worker,) = (
        [
            re.sub(r"10\.0\.0\.1(:8786)?", lambda found: address if found[1] else "127.0.0.1", line)
            for line in told(f"dask {what}")
        ]
        for what in ("scheduler", "worker")
    )
    host = host.replace("--port 8786", f"--port {address.split(':')[1]}")
    address = f"tls://{address}"
    works = worker.replace("--nworkers 8", "--nworkers 1").split()
    with started(*host.split(), cwd=tmp_path) as leads, started(*works, cwd=tmp_path) as only:
        assert made_by(cluster_with(address, right), tmp_path / "out") == wanted

        monkeypatch.setattr(clusters, "_PATIENCE", "3s")
        with pytest.raises(DocgenError, match="không nhận nhau"):
            clusters.cluster(address, certificates=wrong)
        shutil.copy(right / "ca.pem", wrong / "ca.pem")  # it would trust them; they do not trust it
        with pytest.raises(DocgenError, match="không nhận nhau"):
            clusters.cluster(address, certificates=wrong)
        shutil.copy(right / "key.pem", wrong / "key.pem")
        with pytest.raises(UsageError, match="Không dùng được chứng chỉ"):
            clusters.cluster(address, certificates=wrong)
        for here, folder in ((address, None), (address.replace("tls", "tcp"), right)):
            with pytest.raises(UsageError, match="không đi với nhau"):
                clusters.cluster(here, certificates=folder)
        with pytest.raises(DocgenError, match="Không nối được"):
            clusters.cluster(address.replace("tls", "tcp"))

        ends(only, cluster_with(address, right), tmp_path / "without workers", wanted)
        with started(*works, cwd=tmp_path):
            ends(leads, cluster_with(address, right), tmp_path / "without scheduler", wanted)


def ends(program: subprocess.Popen[bytes], workers: clusters.Workers, folder: Path, wanted: dict[str, bytes]) -> None:
    """The program ends in the middle; it is told; whoever goes on makes the rest."""

    def ends_it(store, batch: int) -> None:
        in_the_middle(store, batch)
        end(program)

    with pytest.raises(DocgenError, match="Mất liên lạc"):
        made_by(workers, folder, ends_it)
    store = open_store(f"sqlite:///{folder}.db")
    assert 0 < batch_of(store, 1).done < ROWS
    assert batch_of(store, 1).state == "stopped"
    with serial() as one:
        drive(store, 1, one, Orders(Folder(folder)))
    store.dispose()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == wanted


def test_what_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", "1s")
    with pytest.raises(DocgenError, match="Không nối được"):
        clusters.cluster("tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match=r"ca\.pem"):
        clusters.cluster("tls://127.0.0.1:9", certificates=tmp_path)


# Two hosts.


@pytest.fixture
def hosts() -> Iterator[tuple[str, str]]:
    """Two hosts with a cable: names of their network namespaces; 10.213.7.1 and 10.213.7.2."""
    names = [f"docgen-{os.getpid()}-{place}" for place in "ab"]
    cable = [f"dg{os.getpid()}{place}" for place in "ab"]

    def ip(*words: str, inside: str = "") -> subprocess.CompletedProcess[bytes]:
        command = ["ip", *(("-n", inside) if inside else ()), *words]
        return subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)

    if shutil.which("ip") is None:
        if os.environ.get("CI"):
            pytest.fail("ip is not installed: run make test as root, or install iproute2")
        pytest.skip("ip is not installed: install iproute2")
    try:
        if any(ip("netns", "add", name).returncode for name in names):
            pytest.skip("no network namespaces here: that needs root, and a container that permits it")
        if ip("link", "add", cable[0], "netns", names[0], "type", "veth", "peer", "name", cable[1], "netns", names[1]).returncode:
            pytest.skip("no virtual cables here: the kernel or the container does not permit them")
        for place, (name, end) in enumerate(zip(names, cable, strict=True), start=1):
            ip("addr", "add", f"10.213.7.{place}/24", "dev", end, inside=name)
            ip("link", "set", end, "up", inside=name)
            ip("link", "set", "lo", "up", inside=name)
        yield names[0], names[1]
    finally:
        for name in names:
            ip("netns", "del", name)


def test_from_host_to_host_and_the_cable_is_pulled(hosts: tuple[str, str], wanted, tmp_path: Path) -> None:
    """Scheduler, driver and a worker on one, a worker on the other; in the middle that host is gone."""
    here, there = (("ip", "netns", "exec", name) for name in hosts)
    soon = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "11s"}  # the least it takes
    address = "tcp://10.213.7.1:8786"
    worker = ("dask", "worker", address, "--nthreads", "1", "--no-dashboard")
    store = open_store(f"sqlite:///{tmp_path}/kho.db")
    batch = a_run(store, ROWS)
    with ExitStack() as running:

        def start(*words: object, inside: tuple[str, ...]) -> subprocess.Popen[bytes]:
            return running.enter_context(started(*words, cwd=tmp_path, inside=inside, **soon))

        start("dask", "scheduler", "--host", "10.213.7.1", "--port", "8786", "--no-dashboard", inside=here)
        for inside in (there, here):
            start(*worker, inside=inside)
        driver = Path(__file__).with_name("driver.py")
        driving = start(sys.executable, driver, store.url, batch.id, tmp_path / "out", address, 2, inside=here)
        until_it_is(lambda: batch_of(store, batch.id).done >= ROWS // 3 or driving.poll() is not None)
        pulled = subprocess.run(["ip", "-n", hosts[1], "link", "set", f"dg{os.getpid()}b", "down"], check=False, timeout=PATIENCE)
        assert (pulled.returncode, batch_of(store, batch.id).state) == (0, "running")
        assert driving.wait(PATIENCE) == 0
    assert counted(store, batch.id) == {"done": ROWS}
    store.dispose()
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == wanted
