"""How a run of many documents speaks: what a list would give, how far it is, how it ended."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from threading import Event
from typing import TYPE_CHECKING, Any, Self

import click

from docgen.cli.output import echo_json, tell_some
from docgen.errors import CheckFailed

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from docgen.batch.control import Progress
    from docgen.batch.trial import Trial
    from docgen.store.batch_rows import BatchRow
    from docgen.store.batches import Batch

_FIGURES = re.compile(r"\d{6,}")
_NAMED = 8
"""Rows named of those of which the same is said."""
_EVERY = 5.0
"""Seconds between two lines where no terminal shows a bar."""
_STOPPED = 130
_AGAIN = "Làm lại cả họ thì thêm --again."
_STATES = {
    "loading": "đang đọc danh sách",
    "ready": "chưa bắt đầu",
    "running": "đang làm",
    "stopped": "đã dừng",
    "done": "xong",
    "cancelled": "đã hủy",
}


def standing(one: Progress) -> str:
    """The state of a run in words."""
    if not one.is_broken_off:
        return _STATES[one.batch.state]
    go_on = "chạy lại docgen batch run" if one.batch.state == "loading" else f"docgen batch resume {one.batch.id}"
    return f"đứt quãng: {go_on}"


def counts(batch: Batch) -> dict[str, Any]:
    """A run for programs, without its data."""
    names = ("id", "kind", "name", "state", "total", "done", "failed", "left_out", "void", "waiting", "reason")
    return {name: getattr(batch, name) for name in names}


def tell_trial(trial: Trial, *, every: bool = False, as_json: bool = False) -> None:
    """What a run would do."""
    batch = trial.batch
    if as_json:
        faults = [{"row": one.sheet_row, "name": one.name, "error": one.error} for one in trial.faults]
        told = {
            "numbers": trial.numbers,
            "first": trial.first,
            "seconds": round(trial.seconds, 1),
            "faults": faults,
            "had": dict(trial.had),
        }
        echo_json({**counts(batch), **told, "coverage": {**asdict(trial.coverage), "sentence": trial.coverage.sentence}})
        return
    click.echo(
        f"{batch.total} dòng: {trial.good} làm được, {batch.failed} lỗi, {batch.left_out} không thuộc diện hoặc đã có từ trước."
    )
    if trial.had_said:
        click.echo(f"{trial.had_said} {_AGAIN}")
    if trial.coverage.sentence:
        click.echo(trial.coverage.sentence)
    numbers = f"Sẽ lấy {trial.numbers} số." if trial.numbers else "Không lấy số."
    click.echo(f"{numbers} Thời gian dự kiến khoảng {_duration(trial.seconds)}.")
    tell_some(_by_text(((one, _fault_text(one)) for one in trial.faults), every=every), every=every)
    if batch.failed > len(trial.faults):
        click.echo(f"  … và {batch.failed - len(trial.faults)} hàng lỗi nữa")
    tell_some(_by_text(((one, str((one.error or {}).get("message"))) for one in trial.had_rows), every=every), every=every)
    said = ((one, _with_codes(note)) for one in trial.notes for note in one.notes or ())
    if notes := _by_text(said, every=every):
        click.echo("Cần xem lại:")
        tell_some(notes, every=every)
    if not batch.total:
        _tell_nobody()


def tell_had(store: Engine, batch: Batch) -> None:
    """Who has the paper by an earlier run and is left out, before anything is made: on the channel of messages."""
    from docgen.batch.again import had_said  # noqa: PLC0415
    from docgen.store.batch_given import had_before  # noqa: PLC0415

    if said := had_said(batch.kind, had_before(store, batch.id)):
        click.echo(f"{said} {_AGAIN}", err=True)


def _tell_nobody() -> None:
    from docgen.cli.batch_reading import tell_nobody  # noqa: PLC0415

    tell_nobody()


def tell_end(batch: Batch, output: str | None, beside: tuple[str, ...], faults: Sequence[BatchRow], *, as_json: bool) -> int:
    """How a run ended, and what is wrong with the first of its rows; the exit status."""
    from docgen.batch.lists import summary_of  # noqa: PLC0415

    if as_json:
        echo_json({**counts(batch), "folder": output, "beside": list(beside)})
    else:
        click.echo(f"Lô {batch.id} {_STATES[batch.state]}. {summary_of(batch)}", err=True)
        if output:
            click.echo(f"Văn bản ở thư mục {output}; kèm {', '.join(beside)}.", err=True)
        if batch.state == "stopped":
            tell_how_to_go_on(batch.id, output)
        tell_some(_by_text((one, _fault_text(one)) for one in faults), err=True)
        if batch.failed:
            click.echo(f"→ Xem từng lỗi: docgen batch report {batch.id} -o bao-cao-{batch.id}.xlsx", err=True)
    if batch.failed:
        return CheckFailed.exit_status
    return _STOPPED if batch.state == "stopped" else 0


def tell_how_to_go_on(number: int, output: str | None) -> None:
    """What to do with a run that was stopped."""
    click.echo(f"→ Làm tiếp: docgen batch resume {number}{f' -o {output}' if output else ''}", err=True)


class Telling:
    """Shows how far a run is, and turns Ctrl+C into a stop at the next chunk; a second Ctrl+C ends at once."""

    def __init__(self, batch: Batch, *, quiet: bool) -> None:
        """Show nothing yet."""
        self.stop = Event()
        self._total, self._quiet, self._began = batch.total - batch.left_out, quiet, time.monotonic()
        self._before, self._last = batch.done, 0.0
        self._bar: Any = None
        self._task: Any = None
        self._old: Any = None

    def __enter__(self) -> Self:
        """Begin."""
        with suppress(ValueError):  # not in the main thread: nobody presses Ctrl+C there
            self._old = signal.signal(signal.SIGINT, self._stopped)
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("Làm văn bản", total=self._total, loi=0, nhip="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        if self._bar is not None:
            self._bar.stop()
        if self._old is not None:
            signal.signal(signal.SIGINT, self._old)

    def hear(self, batch: Batch) -> None:
        """Show how far it is."""
        rate = (batch.done - self._before) / max(time.monotonic() - self._began, 0.001)
        speed = f"{rate:.0f} văn bản/giây"
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=batch.done + batch.failed, loi=batch.failed, nhip=speed)
        elif not self._quiet and (time.monotonic() - self._last > _EVERY or not batch.waiting):
            self._last = time.monotonic()
            left = f", còn khoảng {_duration(batch.waiting / rate)}" if rate and batch.waiting else ""
            click.echo(f"{batch.done}/{self._total} văn bản, {batch.failed} lỗi, {speed}{left}", err=True)

    def _stopped(self, number: int, frame: Any) -> None:
        if self.stop.is_set():
            signal.default_int_handler(number, frame)
        self.stop.set()
        with suppress(RuntimeError):  # just while a line was being written
            click.echo("Đang dừng: làm nốt các dòng đang làm. Nhấn Ctrl+C lần nữa để dừng ngay.", err=True)


def _bar() -> Any:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[nhip]}"))
    left = (TextColumn("còn"), TimeRemainingColumn(), TextColumn("lỗi {task.fields[loi]}"))
    return Progress(*columns, *left, console=Console(stderr=True))


def _with_codes(note: str) -> str:
    """A note on slots that nobody has filled, with the names under which a data file fills them."""
    from docgen.batch.assigning import APART, LACKING  # noqa: PLC0415
    from docgen.standard import duties  # noqa: PLC0415

    if not note.startswith(LACKING):
        return note
    codes = {label: code for code, label in duties().slots.items()}
    named = (f"{codes.get(label, label)} ({label})" for label in note.removeprefix(LACKING).split(APART))
    return f"{LACKING.replace('ở Dữ liệu chung', 'vào giao_viec.cho_trong')}{', '.join(named)}"


def _fault_text(row: BatchRow) -> str:
    from docgen.batch.source import fault_text  # noqa: PLC0415

    first, *problems = fault_text(row.error).splitlines() or [""]
    return f"{first} {'; '.join(problem.rstrip('.') for problem in problems)}".strip()


def _by_text(told: Iterable[tuple[BatchRow, str]], *, every: bool = False) -> list[str]:
    """One line for what is said of many rows, whatever numbers it names: a whole column would else hide the rest.

    `every`: a line each all the same.
    """
    if every:
        return [f"{_named([row])}: {text}" for row, text in told]
    found: dict[str, list[tuple[BatchRow, str]]] = {}
    for row, text in told:
        found.setdefault(_FIGURES.sub("…", text), []).append((row, text))
    return [f"{_named([row for row, _ in alike])}: {alike[0][1]}" for alike in found.values()]


def _named(rows: list[BatchRow]) -> str:
    """Row and name of one, the rows of many; the document for all stands in no row."""
    rows = [row for row in rows if row.sheet_row] or rows
    if len(rows) > 1:
        more = f", … ({len(rows)} hàng)" if len(rows) > _NAMED else ""
        return f"Hàng {', '.join(str(row.sheet_row) for row in rows[:_NAMED])}{more}"
    return ", ".join(part for part in (f"Hàng {rows[0].sheet_row}" if rows[0].sheet_row else "", rows[0].name) if part)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} phút {rest} giây" if minutes else f"{max(rest, 1)} giây"
