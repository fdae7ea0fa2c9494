"""The figures as a table for the terminal and as benchmarks/README.md."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

README = Path(__file__).with_name("README.md")
_PACKAGES = ("docxtpl", "python-docx", "Jinja2", "MarkupSafe", "lxml", "pydantic", "isal")


@dataclass(frozen=True)
class Figure:
    """One measured figure. `target` is None where nothing was promised; `at_most` says which way a target is read."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = True
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the target is met; a figure without one always is."""
        return self.target is None or (self.value <= self.target if self.at_most else self.value >= self.target)

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The row of the table."""
        target = "" if self.target is None else f"{'≤' if self.at_most else '≥'} {self.target:g} {self.unit}".strip()
        verdict = "" if self.target is None else "yes" if self.met else "NO"
        return self.name, f"{_short(self.value)} {self.unit}".strip(), target, verdict, self.note


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004 - two or three digits say enough


def table(figures: Sequence[Figure]) -> str:
    """A table in Markdown."""
    heads = ("figure", "measured", "target", "met", "note")
    rows = [heads, *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(f"| {line} |" for line in [lines[0], " | ".join("-" * width for width in widths), *lines[1:]])


def machine(*, alone: bool = True) -> str:
    """What it was measured on, without names; `alone`: on one of its cores."""
    cpu = next((line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    memory = next((int(line.split()[1]) / 2**20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    used = " of which one is used" if alone else ""
    return (
        f"{platform.system()} {platform.machine()}, {cpu or platform.processor() or 'processor unknown'}, "
        f"{os.cpu_count()} logical cores{used}{f', {memory:.0f} GiB of memory' if memory else ''}"
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text("utf-8").splitlines() if file.exists() else []


def versions() -> str:
    """Python and the packages that matter here."""
    found = [f"{platform.python_implementation()} {platform.python_version()}"]
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


def write_readme(sections: Sequence[tuple[str, str, Sequence[Figure]]]) -> None:
    """Write the report: `sections` are (title, what is measured, figures)."""
    parts = [_HEAD.format(date=dt.datetime.now(tz=dt.UTC).date().isoformat(), machine=machine(), versions=versions())]
    parts += [f"## {title}\n\n{words}\n\n{table(figures)}\n" for title, words, figures in sections]
    README.write_text("\n".join(parts), encoding="utf-8")


_HEAD = """# Benchmarks

Written by `make bench`, which stops with an error when a target is missed. Read the ratios, not the milliseconds: both sides run
in turn in one process on one core, so a busy machine slows both. Short runs still differ by about 15 % from one another. How the
application does over HTTP, with many documents and several people at once, is measured by `make load`: [load.md](load.md).

- measured: {date}
- machine: {machine}
- versions: {versions}

How it is measured:

- Times are CPU time of the process, user and system, so that waiting for other processes does not count. Every figure is the
  median of rounds; in each round all ways run one after the other (docgen, docgen with proof, docxtpl, ...).
- docxtpl is used as its documentation says: `DocxTemplate(path)`, `render(context, autoescape=True)`, `save(path)` for every
  document, with the template that docgen ships. Both sides start from the same contexts, made beforehand.
- Before anything is timed, both sides' documents are compared: canonical XML of body, headers and footers must be equal.
- docgen adds to every document what docxtpl does not write: its properties and its data (to be opened again as a form).
- "Proof" is the whole check of the produced file: well-formed, nothing that Word stumbles over, no gap left, every typed word
  found again. It remembers the skeletons of a template that it has proven; "new skeleton" rows forget them before each document.
- Files are written to a file system in memory where there is one: what the disk adds is the same for both sides, and on a
  shared machine it varies more than everything else. Two rows show the same with new files on the disk.
"""
