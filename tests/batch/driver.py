"""A driver of a run in a process of its own: python driver.py URL BATCH FOLDER WORKERS; to be killed.

WORKERS is how many processes, 0 for none; or the address of a scheduler, and how many workers it must have before it begins.
"""

from __future__ import annotations

import sys
from pathlib import Path

from distributed import Client

from docgen.batch.cluster import cluster
from docgen.batch.engine import Workers, processes, serial
from docgen.batch.folder import Folder
from docgen.batch.run import Orders, drive
from docgen.store.engine import connect


def workers_for(told: str, least: str = "") -> Workers:
    if "://" not in told:
        return processes(int(told)) if int(told) else serial()
    with Client(told, timeout="30s") as client:
        client.wait_for_workers(int(least), timeout=60)
    return cluster(told)


def main() -> None:
    url, batch, folder, *workers = sys.argv[1:]
    with workers_for(*workers) as using:
        drive(connect(url), int(batch), using, Orders(Folder(Path(folder))))


if __name__ == "__main__":
    main()
