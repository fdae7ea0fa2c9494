"""A run from outside: how far it is, stop it, cancel it, start its driver, correct a row, give a row up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from docgen.batch.driving import driving, is_driven
from docgen.batch.jobs import Chunk, RenderJob, hash_of, try_chunk
from docgen.batch.loading import input_hash
from docgen.batch.order import template_for
from docgen.errors import CheckFailed, ConflictError, FieldProblem, UsageError
from docgen.kinds import kind_of
from docgen.store import batch_changes
from docgen.store.batch_rows import BatchRow, row_of
from docgen.store.batches import ENDED, Batch, ask, batch_of
from docgen.store.columns import now
from docgen.store.engine import URL_SETTING

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `rate` is rows a second since the driver of now began; `alive` whether one is at work."""

    batch: Batch
    alive: bool
    rate: float
    seconds_left: float | None

    @property
    def is_broken_off(self) -> bool:
        """Whether it was left in the middle: nobody works on it, and there is work."""
        return not self.alive and self.batch.state in {"running", "loading"}


def how_far(engine: Engine, batch_id: int) -> Progress:
    """How far a run is, as the ledger has it."""
    batch = batch_of(engine, batch_id)
    made = batch.done - batch.done_before
    spent = ((batch.ended_at or now()) - batch.started_at).total_seconds() if batch.started_at else 0.0
    rate = made / spent if spent > 0 else 0.0
    return Progress(batch, is_driven(batch), rate, batch.waiting / rate if rate > 0 else None)


def start_driver(engine: Engine, batch_id: int, *, folder: Path | None = None, accept_template: bool = False) -> int:
    """Drive the run in a process of its own, which outlives this one; its number. It tells how far it is in the ledger only."""
    words = [sys.executable, "-m", "docgen", "batch", "resume", str(batch_id), "--quiet"]
    words += ["-o", str(folder)] if folder else []
    words += ["--accept-template"] if accept_template else []
    url = engine.url.render_as_string(hide_password=False)
    environment = {**os.environ, URL_SETTING: url}  # not among the words, which every user of the machine can see
    none = subprocess.DEVNULL
    driver = subprocess.Popen(words, env=environment, stdin=none, stdout=none, stderr=none, start_new_session=True)  # noqa: S603
    Thread(target=driver.wait, daemon=True).start()  # a child that nobody waits for seems to live after its end
    return driver.pid


def end_run(engine: Engine, batch_id: int, wish: str, *, by: str, reason: str = "") -> Batch:
    """Stop or cancel a run: its driver hears it after the chunk at hand; where nobody drives, it is done here and now."""
    batch = ask(engine, batch_id, wish, by=by)
    if batch.state in ENDED:
        raise UsageError(
            f"Lô {batch_id} đã xong hoặc đã hủy từ trước.", hint="Cần hủy một văn bản thì hủy dòng đó, hoặc số đó trong sổ."
        )
    if wish == "cancel" and not is_driven(batch):
        with driving(engine, batch_id) as lease:
            return batch_changes.cancel(engine, lease, by=by, reason=reason or "Hủy lô theo yêu cầu")
    return batch_of(engine, batch_id)


def correct_row(engine: Engine, batch_id: int, place: int, own: Mapping[str, Any], *, by: str, reason: str = "") -> BatchRow:
    """Other data for one row, its own part of it; `drive` then makes it again under its number.

    `CheckFailed` when no document can be made of that data: then nothing has changed. A document that was issued stays in the
    archive; its number is void there, with the reason, and the new document bears the same number.
    """
    batch, row = batch_of(engine, batch_id), row_of(engine, batch_id, place)
    _require_good(engine, batch, own, row)
    with driving(engine, batch_id) as lease:
        return batch_changes.correct(engine, lease, row, own, input_hash(own), by=by, reason=reason)


def void_row(engine: Engine, batch_id: int, place: int, *, by: str, reason: str) -> None:
    """Give a row up: its number is void, with the reason."""
    with driving(engine, batch_id) as lease:
        batch_changes.give_up(engine, lease, row_of(engine, batch_id, place), by=by, reason=reason)


def _require_good(engine: Engine, batch: Batch, own: Mapping[str, Any], row: BatchRow) -> None:
    if batch.state in {"cancelled", "loading"}:
        raise ConflictError("Lô này không sửa được nữa.", hint="Tạo lô mới từ danh sách đã sửa.")
    templates = template_for(engine, kind_of(batch.kind))
    job = RenderJob(row.id, own, input_hash(own), row.so)
    (checked,) = try_chunk(Chunk(batch.kind, batch.common, hash_of(str(batch.common)), templates, (job,)))
    if checked.fault:
        told = "\n".join(f"{one['label']}: {one['message']}" for one in checked.fault["problems"])
        problems = [FieldProblem(one.get("path", ""), one["label"], one["message"]) for one in checked.fault["problems"]]
        raise CheckFailed(f"{checked.fault['message']}\n{told}".strip(), hint=checked.fault["hint"], problems=problems)
