"""A driver of a run in a process of its own: python driver.py URL BATCH FOLDER WORKERS; to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from docgen.batch.engine import processes, serial
from docgen.batch.folder import Folder
from docgen.batch.run import Orders, drive
from docgen.store.engine import connect


def main() -> None:
    url, batch, folder, workers = sys.argv[1:]
    with processes(int(workers)) if int(workers) else serial() as using:
        drive(connect(url), int(batch), using, Orders(Folder(Path(folder))))


if __name__ == "__main__":
    main()
