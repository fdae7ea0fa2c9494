"""On a Dask cluster: the same bytes, and all rows although a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import distributed
import pytest

from docgen.batch import cluster as clusters
from docgen.batch.engine import serial
from docgen.batch.folder import Folder
from docgen.batch.run import Orders, drive
from docgen.errors import DocgenError, UsageError
from docgen.store.batches import batch_of, counted
from docgen.store.engine import open_store
from support.batch import a_run

pytestmark = pytest.mark.filterwarnings("ignore")
ROWS = 150


@pytest.fixture(scope="module")
def scheduler():
    """Two workers in processes of their own, started anew when they die."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as local:
        yield local


def made_by(workers, folder: Path, meanwhile=None) -> dict[str, bytes]:
    store = open_store(f"sqlite:///{folder}.db")
    batch = a_run(store, ROWS)
    if meanwhile is not None:
        threading.Thread(target=meanwhile, args=(store, batch.id), daemon=True).start()
    with workers:
        drive(store, batch.id, workers, Orders(Folder(folder)))
    assert counted(store, batch.id) == {"done": ROWS}
    store.dispose()
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_cluster_makes_the_same_bytes_and_a_killed_worker_costs_nothing(scheduler, tmp_path: Path) -> None:
    killed = []

    def kills(store, batch: int) -> None:
        while batch_of(store, batch).done < ROWS // 3:
            time.sleep(0.01)
        pid = next(iter(scheduler.workers.values())).process.pid
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    wanted = made_by(serial(), tmp_path / "here")
    assert made_by(clusters.cluster(scheduler.scheduler_address), tmp_path / "there", kills) == wanted
    assert killed


def test_other_versions_there_are_told(scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.__version__", "9.9")
    with pytest.raises(DocgenError, match="cùng phiên bản docgen"):
        clusters.cluster(scheduler.scheduler_address)


def test_what_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", "1s")
    with pytest.raises(DocgenError, match="Không nối được"):
        clusters.cluster("tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match=r"ca\.pem"):
        clusters.cluster("tls://127.0.0.1:9", certificates=tmp_path)
