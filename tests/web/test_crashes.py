"""The server is killed in the middle of its work, its disk fills up, its database is locked: what was acknowledged is there.

Real processes, real signals, a real file. A request that got its answer is acknowledged; one that got none may have happened or not,
but never in part.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from docgen.store import engine as engine_module
from docgen.store.book import book, report
from docgen.store.documents import Search, find_documents
from docgen.store.drafts import draft_with, version_data
from docgen.store.engine import open_store
from docgen.store.numbers import unissued
from support.examples import FILES
from support.web import Page, save, sent, started, ticks, work_of
from web.app import create_app

MONTHLY = FILES[0]
PAIRS = [(name, "" if name == "so" else value) for name, value in work_of(MONTHLY).pairs]
TYPED_OVER = {"nhiem_vu.0.viec", "dia_danh"}
ROUNDS, LIVES = 4, 40


class Server:
    """`docgen serve` as a process of its own, on one database through all its lives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        environment = {"DOCGEN_DATA": str(self.folder), "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
        command = [sys.executable, "-m", "docgen", "serve", "--port", "0", "--no-browser"]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        line = self.process.stderr.readline() if self.process.stderr else ""
        self.port = int(urlsplit(line.split()[-1]).port or 0)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)
        if self.process.stderr:
            self.process.stderr.close()

    def ask(self, method: str, path: str, pairs: list[tuple[str, str]] | None = None) -> tuple[int, str, str]:
        """Status, body and where it leads; `OSError` or `HTTPException` when the server is gone before it has answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, urlencode(pairs or []), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")
        finally:
            connection.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    yield running
    running.kill()


def begun(server: Server) -> str:
    return server.ask("POST", "/van-ban/nghi-quyet/thuong_ky", [("_tu", "trong")])[2]


def kill_later(server: Server, longest: float) -> threading.Thread:
    def strike() -> None:
        time.sleep(random.uniform(0.05, longest))  # noqa: S311 - when the power goes is no secret
        server.process.send_signal(signal.SIGKILL)

    thread = threading.Thread(target=strike)
    thread.start()
    return thread


GONE = (OSError, http.client.HTTPException)


def test_words_that_were_saved_survive_a_kill_in_the_middle_of_saving(server: Server) -> None:
    place = begun(server)
    saved: dict[int, str] = {}
    version, typed = 1, 0
    lives = 0
    while lives < ROUNDS or len(saved) <= ROUNDS:
        lives += 1
        assert lives < LIVES
        striking = kill_later(server, 0.6)
        with contextlib.suppress(*GONE):
            while True:
                typed += 1
                pairs = [*PAIRS, ("dia_danh", f"Xã {typed}"), ("_ban", str(version))]
                status, body, _ = server.ask("POST", f"{place}/luu", pairs)
                assert status == 200, body
                version = json.loads(body)["version"]
                saved[version] = f"Xã {typed}"
        striking.join()
        server.kill()
        server.start()
        version = int(dict(Page(server.ask("GET", place)[1]).pairs)["_ban"])
    server.kill()
    store = open_store(f"sqlite:///{server.folder / 'docgen.db'}")
    newest = draft_with(store, int(place.rpartition("/")[2]))
    for number in [one for one in saved if one > newest.version - 150]:
        assert version_data(store, newest.id, number)["answers"]["dia_danh"] == saved[number]
    store.dispose()
    server.start()


def test_a_kill_while_issuing_leaves_no_number_unexplained_and_the_draft_can_be_issued_again(server: Server) -> None:
    acknowledged: dict[str, str] = {}
    waiting: list[str] = []
    lives = 0
    while lives < ROUNDS or not acknowledged:  # on a busy machine the first kills may come before any answer
        lives += 1
        assert lives < LIVES
        striking = kill_later(server, 1.5)
        with contextlib.suppress(*GONE):
            while True:
                place = begun(server)
                waiting.append(place)
                server.ask("POST", place, [*PAIRS, ("_ban", "1"), ("_lam", "kiem-tra")])
                acknowledged[place] = issue(server, place)
                waiting.remove(place)
        striking.join()
        server.kill()
        server.start()
    for place in waiting:
        status, _, leads = server.ask("GET", f"{place}/kiem-tra")
        if status == 302 and not leads.startswith("/kho/"):  # the words did not arrive before the kill: typed again
            base = dict(Page(server.ask("GET", place)[1]).pairs)["_ban"]
            server.ask("POST", place, [*PAIRS, ("_ban", base), ("_lam", "kiem-tra")])
        acknowledged[place] = leads if leads.startswith("/kho/") else issue(server, place)
    server.kill()
    store = open_store(f"sqlite:///{server.folder / 'docgen.db'}")
    found = {f"/kho/{one.id}" for one in find_documents(store, Search(limit=10_000))}
    assert {place.partition("?")[0] for place in acknowledged.values()} == found
    (series,) = report(store)
    assert (series.gaps, series.unissued, series.duplicates, unissued(store)) == ((), (), (), ())
    assert [row.so for row in book(store)] == list(range(1, len(acknowledged) + 1))
    store.dispose()
    server.start()


def issue(server: Server, place: str) -> str:
    """Press the button of the check page; where the result is."""
    review = Page(server.ask("GET", f"{place}/kiem-tra")[1])
    number = next(found["value"] or "" for tag, found in review.tags if tag == "button" and found.get("name") == "_so")
    steering = [("_ban", dict(review.pairs)["_ban"]), ("_so", number), *ticks(review)]
    status, body, leads = server.ask("POST", f"{place}/ban-hanh", steering)
    assert status == 302, body
    return leads


# What the store refuses: told in Vietnamese, everything typed on the page, saved as soon as the store can.


def full(dbapi: sqlite3.Connection, _record: object) -> None:
    pages = dbapi.execute("PRAGMA page_count").fetchone()[0]
    dbapi.execute(f"PRAGMA max_page_count={pages}")


def read_only(dbapi: sqlite3.Connection, _record: object) -> None:
    dbapi.execute("PRAGMA query_only=ON")


@pytest.mark.parametrize(("trouble", "said"), [(full, "Ổ đĩa chứa kho dữ liệu đã đầy"), (read_only, "Kho dữ liệu chỉ cho đọc")])
def test_a_store_that_cannot_be_written_is_told_and_what_was_typed_stays(
    client: FlaskClient, store: Engine, trouble, said: str
) -> None:
    place = started(client, MONTHLY)
    event.listen(store, "connect", trouble)
    store.dispose()
    typed = [*PAIRS, ("nhiem_vu.0.viec", "Việc không được mất " * 400)]
    answer = save(client, place, typed)
    kept_on_the_page(answer, said)
    as_json = client.post(f"{place}/luu", data=sent([*typed, ("_ban", "1")]), headers={"Accept": "application/json"})
    assert said in as_json.json["message"]
    assert as_json.status_code >= 500
    event.remove(store, "connect", trouble)
    store.dispose()
    again = client.post(place, data=sent(Page(answer.text).pairs))
    assert again.status_code == 302
    assert "Việc không được mất" in client.get(place).text


def test_a_locked_database_is_told_and_what_was_typed_stays(
    client: FlaskClient, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = started(client, MONTHLY)
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.2)
    impatient = open_store(store.url.render_as_string(hide_password=False))
    second = create_app(impatient).test_client()
    second.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    other = sqlite3.connect(store.url.database or "", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    answer = save(second, place, [*PAIRS, ("dia_danh", "Nà Khoang")])
    kept_on_the_page(answer, "Kho dữ liệu đang bận")
    other.execute("ROLLBACK")
    other.close()
    assert second.post(place, data=sent(Page(answer.text).pairs)).status_code == 302
    assert "Nà Khoang" in second.get(place).text
    impatient.dispose()


def kept_on_the_page(answer, said: str) -> None:
    assert said in answer.text
    assert answer.status_code >= 500
    assert "Traceback" not in answer.text
    shown = dict(Page(answer.text).pairs)
    assert [name for name, value in PAIRS if value and name not in TYPED_OVER and shown.get(name) != value] == []
