"""A run from outside: how far it is, stop it, cancel it, start its driver, correct a row, give a row up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from docgen.batch.again import given_before, twin_of
from docgen.batch.assigning import outside
from docgen.batch.driving import driving, is_driven
from docgen.batch.jobs import Chunk, RenderJob, digest_of, try_chunk
from docgen.batch.loading import input_hash
from docgen.batch.order import template_for
from docgen.batch.papers import paper_of
from docgen.batch.source import fault_text, renamed, same_person
from docgen.errors import CheckFailed, ConflictError, DocgenError, FieldProblem, UsageError
from docgen.files import reason as why
from docgen.kinds import kind_of
from docgen.store import batch_changes
from docgen.store.batch_rows import BatchRow, row_of
from docgen.store.batches import ENDED, Batch, ask, batch_of
from docgen.store.columns import now
from docgen.store.engine import URL_SETTING

if TYPE_CHECKING:
    from sqlalchemy import Engine

_SAID_BYTES, _SAID = 4_000, 300
"""Of the last words of a driver: how much is read, how many letters are told."""
_NO_WORDS = (" ", "Traceback", "Current thread")
"""How lines begin that say where in the program, not what."""


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


class Driver:
    """A driver in a process of its own, and what it says of itself in `words`, a file that is gone with both processes."""

    def __init__(self, process: subprocess.Popen[bytes], words: IO[bytes]) -> None:
        """Watch it: a child that nobody waits for seems to live after its end."""
        self._process, self._words = process, words
        self._lines: list[str] = []
        self._watching = Thread(target=self._watch, daemon=True)
        self._watching.start()

    def wait(self) -> None:
        """Wait for its end."""
        self._watching.join()

    @property
    def has_told(self) -> bool:
        """Whether it came so far as to tell how the run stands, as `docgen batch resume` does at its end."""
        return any(line.startswith("Lô ") for line in self._lines)

    @property
    def said(self) -> str:
        """Why it has ended, as far as it could tell: the last words of docgen, or of Python when that could not begin.

        What is wrong with the run itself stands in the ledger; this is of a driver that did not come so far, and has read no row.
        """
        told = [line.strip() for line in self._lines if line.strip() and not line.startswith(_NO_WORDS)]
        return " ".join(told[-2:])[:_SAID]

    def _watch(self) -> None:
        self._process.wait()
        with self._words as words:
            words.seek(0)
            self._lines = words.read()[-_SAID_BYTES:].decode("utf-8", "replace").splitlines()


def start_driver(engine: Engine, batch_id: int, *, folder: Path | None = None, accept_template: bool = False) -> Driver:
    """Drive the run in a process of its own, which outlives this one. It tells how far it is in the ledger only."""
    words = [sys.executable, "-m", "docgen", "batch", "resume", str(batch_id), "--quiet"]
    words += ["-o", str(folder)] if folder else []
    words += ["--accept-template"] if accept_template else []
    url = engine.url.render_as_string(hide_password=False)
    environment = {**os.environ, URL_SETTING: url}  # not among the words, which every user of the machine can see
    none = subprocess.DEVNULL
    try:
        said = tempfile.TemporaryFile()  # noqa: SIM115 - no pipe: nobody may be there to read when the driver ends
        driver = subprocess.Popen(words, env=environment, stdin=none, stdout=none, stderr=said, start_new_session=True)  # noqa: S603
    except OSError as error:
        raise DocgenError(
            f"Không khởi động được tiến trình làm văn bản: {why(error)}.",
            hint="Xem máy có đủ bộ nhớ và chỗ trống trên đĩa, rồi chạy lại.",
            page_hint="Xem máy có đủ bộ nhớ và chỗ trống trên đĩa, rồi bấm lại.",
        ) from error
    return Driver(driver, said)


def end_run(engine: Engine, batch_id: int, wish: str, *, by: str, reason: str = "") -> Batch:
    """Stop or cancel a run: its driver hears it after the chunk at hand; where nobody drives, it is done here and now."""
    batch = ask(engine, batch_id, wish, by=by, reason=reason)
    if batch.state in ENDED:
        raise UsageError(
            f"Lô {batch_id} đã xong hoặc đã hủy từ trước.", hint="Cần hủy một văn bản thì hủy dòng đó, hoặc số đó trong sổ."
        )
    if wish == "cancel" and not is_driven(batch):
        with driving(engine, batch_id) as lease:
            return batch_changes.cancel(engine, lease, by=by, reason=reason)
    return batch_of(engine, batch_id)


def correct_row(engine: Engine, batch_id: int, place: int, own: Mapping[str, Any], *, by: str, reason: str = "") -> BatchRow:
    """Other data for one row, its own part of it; `drive` then makes it again under its number.

    `CheckFailed` when no document can be made of that data, or the person has one or will have one by another row: then nothing
    has changed. A document that was issued stays in the archive; its number is void there, with the reason, and the new document
    bears the same number. A row without a number whose person turns out to get no such paper is left out.
    """
    batch, row = batch_of(engine, batch_id), row_of(engine, batch_id, place)
    paper, member = paper_of(batch.kind, own.get("bien_the") or batch.common.get("bien_the")), own.get("dang_vien") or {}
    if paper and row.number_id is None and row.state in {"waiting", "failed"} and (why_not := outside(member, paper)):
        with driving(engine, batch_id) as lease:
            return batch_changes.leave_out(engine, lease, row, {"dang_vien": dict(member)}, why_not, by=by)
    if paper and (name := str(member.get("ho_ten") or "")):
        own = renamed(batch.common, own, row.name, name)
    _require_good(engine, batch, own, row)
    _require_nobody_elses(engine, batch, own, row)
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
    (checked,) = try_chunk(Chunk(batch.kind, batch.common, digest_of(batch.common), templates, (job,)))
    if checked.fault:
        problems = [FieldProblem(one.get("path", ""), one["label"], one["message"]) for one in checked.fault["problems"]]
        raise CheckFailed(fault_text(checked.fault), hint=checked.fault["hint"], problems=problems)


def _require_nobody_elses(engine: Engine, batch: Batch, own: Mapping[str, Any], row: BatchRow) -> None:
    if twin := twin_of(engine, row, own):
        told = same_person(row.sheet_row, twin.sheet_row)
        raise CheckFailed(told["message"], hint="Hủy một dòng, hoặc sửa số thẻ, ngày sinh.")
    if row.state != "done" and (given := given_before(engine, batch, own)):
        hint = "Hủy dòng này; cần văn bản khác thì sửa hoặc hủy văn bản đã có ở lô kia."
        raise CheckFailed(f"Đồng chí này {given['message']}.", hint=hint)
