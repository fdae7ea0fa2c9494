"""Workers: one that is killed, a row that kills or stops every worker, threads and processes that must not mix up people."""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from docgen import shared_parts
from docgen.batch import jobs
from docgen.batch import run as run_module
from docgen.batch.control import end_run, how_far
from docgen.batch.engine import LIMIT, RENDER, Lane, Limit, Work, Workers, processes, serial
from docgen.batch.jobs import Chunk, Rendered, RenderJob, render_chunk
from docgen.batch.order import template_for
from docgen.batch.run import Orders, drive
from docgen.docx.package import open_package
from docgen.docx.xml import parse, w
from docgen.errors import DocgenError
from docgen.final import Final, final_of
from docgen.kinds import Kind
from docgen.messages import validate
from docgen.pipeline import require_issuable
from docgen.store.batch_rows import every_row
from docgen.store.batches import batch_of, counted
from docgen.store.book import report
from docgen.store.documents import document_with
from docgen.store.new_document import document_columns
from store.conftest import Databases
from support.batch import KIND, a_run, name_of
from support.hurting import answers_half, dies_always, dies_once, hangs_at, killed, kills_itself_at

POISON = name_of(37)
COUNT = 90


def words(docx: bytes) -> str:
    root = parse(open_package(docx)["word/document.xml"])
    return "\n".join("".join(text.text or "" for text in paragraph.iter(w("t"))) for paragraph in root.iter(w("p")))


@pytest.mark.parametrize(
    ("work", "told", "databases"),
    [
        (kills_itself_at, "dừng đột ngột", "sqlite"),
        (kills_itself_at, "dừng đột ngột", "postgresql"),
        (hangs_at, "làm mãi không xong", "sqlite"),
    ],
    indirect=["databases"],
)
def test_a_row_that_ends_its_worker_is_told_and_costs_no_other_row(store: Engine, work, told: str) -> None:
    batch = a_run(store, COUNT)
    with processes(2, limit=Limit(2.0, 0.0) if work is hangs_at else LIMIT) as workers:
        after = drive(store, batch.id, workers, Orders(render=Work(partial(work, POISON), killed)))
        assert workers.restarts >= 3
    assert (after.state, after.done, after.failed) == ("done", COUNT - 1, 1)
    (row,) = every_row(store, batch.id, ["failed"])
    assert (row.name, row.so) == (POISON, 38)  # it keeps its number for when it is corrected
    assert told in row.error["message"]
    assert report(store)[0].unissued == (38,)
    with serial() as workers:  # nothing waits; what failed is left to whoever corrects it
        assert drive(store, batch.id, workers).failed == 1


def test_workers_that_die_at_every_row_stop_the_run_and_no_row_is_blamed(databases: Databases) -> None:
    store = databases.engine()
    batch = a_run(store, COUNT)
    with processes(1) as workers, pytest.raises(DocgenError, match="mọi dòng"):
        drive(store, batch.id, workers, Orders(render=Work(dies_always, killed)))
    stopped = batch_of(store, batch.id)
    assert (stopped.state, stopped.failed, stopped.reason[:10]) == ("stopped", 0, "Tiến trình")
    with serial() as workers:
        assert drive(store, batch.id, workers).done == COUNT


@pytest.mark.parametrize("work", [dies_once, answers_half])
def test_a_worker_that_is_killed_once_costs_nothing(store: Engine, tmp_path: Path, work) -> None:
    batch = a_run(store, COUNT)
    with processes(2) as workers:
        after = drive(store, batch.id, workers, Orders(render=Work(partial(work, str(tmp_path / "mark")), killed)))
        assert workers.restarts == 1
    assert counted(store, batch.id) == {"done": COUNT} and after.done == COUNT


def test_who_waits_for_a_worker_that_hangs_holds_the_run_and_can_be_stopped(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is minutes: until then the lease is kept, and a wish to stop is heard, from outside and by Ctrl+C."""
    monkeypatch.setattr("docgen.store.batches.LEASE", dt.timedelta(seconds=1))
    monkeypatch.setattr(run_module, "_BEAT", 0.2)
    monkeypatch.setattr(run_module, "_GRACE", 0.2)
    url = databases.set_up()
    store, other = databases.engine(url), databases.engine(url)
    batch = a_run(store, COUNT)
    told: list[object] = []

    def meanwhile() -> None:
        while not batch_of(other, batch.id).done:
            time.sleep(0.01)
        time.sleep(1.5)
        told.append(how_far(other, batch.id).alive)
        told.append(end_run(other, batch.id, "stop", by="lan").state)

    thread = threading.Thread(target=meanwhile, daemon=True)
    with processes(2) as workers:
        thread.start()
        after = drive(store, batch.id, workers, Orders(render=Work(partial(hangs_at, POISON), killed)))
    assert (told, after.state) == ([True, "running"], "stopped")
    assert 0 < after.waiting < COUNT
    with serial() as workers:
        drive(store, batch.id, workers)
    assert counted(store, batch.id) == {"done": COUNT}
    assert [row.so for row in every_row(store, batch.id)] == list(range(1, COUNT + 1))


def in_threads(count: int) -> Workers:
    return Workers([Lane(lambda: ThreadPoolExecutor(count), 2 * count)])


@pytest.mark.parametrize("make", [lambda: processes(2), lambda: in_threads(4)], ids=["processes", "threads"])
def test_nothing_of_one_person_is_in_another_ones_document(store: Engine, make) -> None:
    if store.dialect.name != "sqlite":
        pytest.skip("the database has no part in it")
    batch = a_run(store, COUNT)
    with make() as workers:
        drive(store, batch.id, workers)
    made = {row.name: document_with(store, row.document_id).docx for row in every_row(store, batch.id)}
    names = {name_of(number) for number in range(COUNT)}
    assert set(made) == names
    cards = {name: f"0991{number:08d}" for number in range(COUNT) for name in [name_of(number)]}
    for name, docx in made.items():
        everything = b"".join(open_package(docx).values()).decode("utf-8", "ignore")
        assert name in words(docx) and cards[name] in words(docx)
        assert set(re.findall("|".join(names), everything)) == {name}
        assert set(re.findall(r"0991\d{8}", everything)) == {cards[name]}


def test_two_drivers_do_not_work_on_one_run(databases: Databases) -> None:
    url = databases.set_up()
    first, second = databases.engine(url), databases.engine(url)
    batch = a_run(first, COUNT)
    refused: list[DocgenError] = []
    going, stop = threading.Event(), threading.Event()

    def slowly(chunk: Chunk) -> list[Rendered]:
        going.set()
        time.sleep(0.1)
        return render_chunk(chunk)

    def other() -> None:
        going.wait(10)
        try:
            with serial() as workers:
                drive(second, batch.id, workers)
        except DocgenError as error:
            refused.append(error)
        stop.set()

    thread = threading.Thread(target=other)
    thread.start()
    with serial() as workers:
        drive(first, batch.id, workers, Orders(render=Work(slowly, killed), stop=stop))
    thread.join(60)
    assert "đang chạy ở một tiến trình khác" in str(refused[0])
    with serial() as workers:
        drive(second, batch.id, workers)
    assert counted(first, batch.id) == {"done": COUNT}
    assert batch_of(first, batch.id).state == "done"


def test_what_was_validated_with_the_row_before_makes_the_same_document(store: Engine) -> None:
    batch = a_run(store)
    templates = template_for(store, KIND)
    for row in every_row(store, batch.id):
        job = RenderJob(row.id, row.data, row.input_hash)
        chunk = Chunk(batch.kind, batch.common, "once", templates, (job,))
        document = validate({**batch.common, **row.data}, KIND)
        assert jobs._document(chunk, job) == (document, require_issuable(document, KIND))
        alone = final_of(Final(document, {**batch.common, **row.data}, KIND, 0), None, templates["ca_nhan"].sha256)
        made = render_chunk(chunk)[0].columns
        assert made is not None
        assert words_sorted(made) == words_sorted(document_columns(*alone))
    assert ("quyet-dinh-phan-cong", "once", "ca_nhan") in jobs._shared


def words_sorted(columns: Mapping[str, Any]) -> dict[str, Any]:
    """A search looks words up one by one: their order says nothing."""
    return {**columns, **{name: sorted(columns[name].split()) for name in ("bare_text", "marked_text")}}


def test_what_two_threads_validate_at_once_is_kept_once(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = a_run(store, 1)
    row = next(every_row(store, batch.id))
    chunk = Chunk(batch.kind, batch.common, "twice", {}, (RenderJob(row.id, row.data, row.input_hash),))

    def meanwhile(data: object, kind: Kind) -> object:
        """Another thread is done with the same row before this one."""
        monkeypatch.setattr(jobs, "validate", validate)
        jobs._validated(chunk, chunk.jobs[0], kind)
        return validate(data, kind)

    monkeypatch.setattr(jobs, "validate", meanwhile)
    jobs._validated(chunk, chunk.jobs[0], KIND)
    kept = {id(part) for value in jobs._shared.values() for part in shared_parts._parts_of(value)}
    assert ("quyet-dinh-phan-cong", "twice", "ca_nhan") in jobs._shared
    assert set(shared_parts._parts) == kept


def test_workers_know_no_database() -> None:
    assert RENDER.run is render_chunk
    chunk_fields = set(Chunk.__dataclass_fields__)
    assert chunk_fields == {"kind", "common", "digest", "templates", "jobs"}
