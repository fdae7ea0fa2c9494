"""What a run would do, before it does it: counts, the proof of coverage, the numbers it takes, three documents, the time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from docgen.batch.again import had_said
from docgen.batch.coverage import Coverage, coverage_of
from docgen.batch.jobs import Chunk, Rendered, RenderJob, digest_of, merged, render_chunk
from docgen.batch.noted import Noted, noted
from docgen.batch.order import template_for
from docgen.batch.pool import cores
from docgen.issuing import series_for
from docgen.kinds import kind_of
from docgen.messages import validate
from docgen.store.batch_given import had_before
from docgen.store.batch_rows import BatchRow, Fault, every_row, open_rows
from docgen.store.batches import Batch, batch_of
from docgen.store.numbers import Series, next_number

if TYPE_CHECKING:
    from sqlalchemy import Engine

SAMPLES = 3
NOTES = 30
"""Different notes that are told."""
_TIMED = 12
_PER_ROW = 0.002
"""Seconds of the driver for a row: the ledger and the file."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One document as it would be, with the number it would bear as things stand."""

    name: str
    docx: bytes


@dataclass(frozen=True, slots=True)
class Trial:
    """What a run would do. `first` and `last` are the numbers it would take; `faults` the first rows that cannot be made.

    `notes` are the first rows with something to know about them, `noted` what that is in all of them.
    `had` counts those who have the paper, by the earlier run that gave it; `had_rows` are the first of them.
    """

    batch: Batch
    good: int
    coverage: Coverage
    numbers: int
    first: int | None
    samples: tuple[Sample, ...]
    faults: tuple[BatchRow, ...]
    notes: tuple[BatchRow, ...]
    noted: Noted
    seconds: float
    had: Mapping[int, int] = field(default_factory=dict)
    had_rows: tuple[BatchRow, ...] = ()

    @property
    def had_said(self) -> str:
        """How many have the paper already and by which runs, in one sentence; empty where nobody has."""
        return had_said(self.batch.kind, self.had)


def try_run(engine: Engine, batch_id: int, *, workers: int | None = None, shown: int = 50) -> Trial:
    """What the run would do with the rows that are in the ledger; takes no number, keeps nothing."""
    batch = batch_of(engine, batch_id)
    rows = open_rows(engine, batch_id, after=-1, limit=_TIMED)
    line = _line(engine, batch, rows)
    first = next_number(engine, line) if line else None
    chunk = _chunk(engine, batch, rows, first)
    render_chunk(chunk)  # templates compiled, libraries loaded: that is not what a row costs
    began = time.perf_counter()
    made = render_chunk(chunk)
    each = (time.perf_counter() - began) / max(len(made), 1)
    good = batch.waiting
    return Trial(
        batch=batch,
        good=good,
        coverage=coverage_of(engine, batch_id),
        numbers=good if line else 0,
        first=first,
        samples=tuple(_samples(rows, made)),
        faults=tuple(islice(every_row(engine, batch_id, ["failed"]), shown)),
        notes=tuple(
            islice((row for row in every_row(engine, batch_id, ["waiting", "reserved", "left_out"]) if row.notes), shown)
        ),
        noted=noted(engine, batch_id, shown=NOTES),
        seconds=good * (each / (workers or cores()) + _PER_ROW),
        had=had_before(engine, batch_id),
        had_rows=tuple(islice((row for row in every_row(engine, batch_id, ["left_out"]) if row.had_in), shown)),
    )


def _line(engine: Engine, batch: Batch, rows: list[BatchRow]) -> Series | None:
    """The series of the first row that is good."""
    kind = kind_of(batch.kind)
    if not rows or not batch.options.get("numbered", True):
        return None
    good = next((row for row in rows if row.checked), rows[0])
    return series_for(engine, validate(merged(batch.common, good.data), kind), kind, by=batch.created_by)[1]


def _chunk(engine: Engine, batch: Batch, rows: list[BatchRow], first: int | None) -> Chunk:
    jobs = (
        RenderJob(row.id, row.data, row.input_hash, None if first is None else first + place) for place, row in enumerate(rows)
    )
    return Chunk(batch.kind, batch.common, digest_of(batch.common), template_for(engine, kind_of(batch.kind)), tuple(jobs))


def _samples(rows: list[BatchRow], made: list[Rendered]) -> Iterator[Sample]:
    good = [(row, one) for row, one in zip(rows, made, strict=True) if one.columns is not None]
    return (Sample(row.name, one.docx) for row, one in good[:SAMPLES])


__all__ = ["Fault", "Sample", "Trial", "try_run"]
