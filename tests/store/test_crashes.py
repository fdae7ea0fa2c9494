"""Many clients at once, and clients that die: no number twice, none missing without an explanation, nothing acknowledged lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import func, select

from docgen.store import book, numbers
from docgen.store.engine import reading
from docgen.store.numbers import Series
from docgen.store.tables import documents
from docgen.store.units import save_unit
from store.conftest import Databases, a_document, a_unit

CLIENT = Path(__file__).with_name("client.py")
PROCESSES, THREADS, NUMBERS = 4, 4, 5_000
"""Sixteen clients: processes share nothing, threads share the pool of connections."""


def start(url: str, unit: int, threads: int, count: int, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{CLIENT.parents[1]}"}
    command = [sys.executable, str(CLIENT), url, str(unit), str(threads), str(count), *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_sixteen_clients_take_5000_numbers_and_none_is_given_twice_or_lost(databases: Databases) -> None:
    url = databases.set_up()
    engine = databases.engine(url)
    unit = save_unit(engine, a_unit(), by="lan")
    clients = [start(url, unit, THREADS, -(-NUMBERS // (PROCESSES * THREADS))) for _ in range(PROCESSES)]
    assert [client.communicate()[0] or client.returncode for client in clients] == [0] * PROCESSES
    rows = book.book(engine)
    (state,) = book.report(engine)
    assert (state.gaps, state.duplicates) == ((), ())
    assert [row.so for row in rows] == list(range(1, state.last + 1))
    assert state.last > NUMBERS
    issued = [row for row in rows if row.state == "issued"]
    assert len(issued) == len({row.document_id for row in issued}) >= NUMBERS // 5
    assert sorted(pending.so for pending in numbers.unissued(engine)) == list(state.unissued)
    assert len(issued) + len(state.unissued) == len(rows)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(documents)) == len(issued)


def test_a_client_killed_between_reserving_and_issuing_leaves_a_number_that_can_be_used(databases: Databases) -> None:
    url = databases.set_up()
    engine = databases.engine(url)
    unit = save_unit(engine, a_unit(), by="lan")
    client = start(url, unit, 1, 0, "crash")
    told = int(client.stdout.readline())
    client.send_signal(signal.SIGKILL)
    client.communicate()
    (pending,) = numbers.unissued(engine)
    assert (told, pending.so, pending.taken_by) == (1, 1, "lan")
    after = numbers.reserve(engine, Series(unit, "nghi_quyet", "2025 - 2030"), by="mai")
    assert after.so == 2
    recovered = numbers.reuse(engine, pending.id, by="mai")
    numbers.issue(engine, recovered, a_document(unit), "01-NQ/CB", by="mai")
    (state,) = book.report(engine)
    assert (state.gaps, state.unissued) == ((), (2,))


def test_a_writer_killed_inside_a_transaction_leaves_nothing_half_done(databases: Databases) -> None:
    url = databases.set_up()
    engine = databases.engine(url)
    unit = save_unit(engine, a_unit(), by="lan")
    line = Series(unit, "nghi_quyet", "2025 - 2030")
    acknowledged = numbers.reserve(engine, line, by="lan")
    clients = [start(url, unit, 4, 5_000) for _ in range(2)]
    until = time.monotonic() + 120
    while len(book.book(engine)) < 40:
        assert time.monotonic() < until and any(client.poll() is None for client in clients)
        time.sleep(0.05)
    for client in clients:
        client.send_signal(signal.SIGKILL)
        client.communicate()
    rows = book.book(engine)
    assert rows[0].id == acknowledged.id
    assert book.report(engine)[0].gaps == ()
    assert all((row.document_id is not None) == (row.state == "issued") for row in rows)
    assert numbers.reserve(engine, line, by="lan").so == rows[-1].so + 1
