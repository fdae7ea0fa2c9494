"""Make large documents or many in a process of their own and print its peak memory in MB."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import own_peak_megabytes
from subjects import DECISION, annex, write

from docgen.duties import individual_decisions
from docgen.pipeline import render


def main(task: str, count: int) -> None:
    """`rows` or `members` of one annex, or so many individual `decisions`."""
    with tempfile.TemporaryDirectory() as name:
        if task == "decisions":
            for number, one in enumerate(individual_decisions(annex(members=count), 1)):
                write(Path(name), number, render(one, DECISION))
        else:
            write(Path(name), 0, render(annex(**{task: count}), DECISION))
    print(own_peak_megabytes())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
