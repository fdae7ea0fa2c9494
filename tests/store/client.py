"""Clients of the register in a process of its own: python client.py URL UNIT THREADS COUNT [crash].

Each thread is a client with its own connection and takes COUNT numbers; one in five is issued with a document at once. Every tenth attempt is aborted, in turn: the transaction is rolled back, the reservation is given back, or it
is left lying. With `crash` it reserves one number, says so and waits to be killed.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import Engine

from docgen.store import numbers
from docgen.store.engine import connect
from docgen.store.numbers import Series
from store.conftest import a_document

ROLLED_BACK, GIVEN_BACK, LEFT = range(3)
ISSUED = 5


def main() -> None:
    url, (unit, threads, count) = sys.argv[1], map(int, sys.argv[2:5])
    engine = connect(url)
    line = Series(unit, "nghi_quyet", "2025 - 2030")
    if "crash" in sys.argv:
        print(numbers.reserve(engine, line, by="lan").so, flush=True)
        time.sleep(60)
    with ThreadPoolExecutor(threads) as pool:
        for client in [pool.submit(take, engine, line, count) for _ in range(threads)]:
            client.result()


def take(engine: Engine, line: Series, count: int) -> None:
    aborts = 0
    for turn in range(count):
        if turn % 10 == 9:
            aborts += 1
            abort(engine, line, aborts % 3)
        reserved = numbers.reserve(engine, line, by="lan")
        if turn % ISSUED == 0:
            numbers.issue(engine, reserved, a_document(line.unit_id, docx=b"x"), f"{reserved.so:02d}-NQ/CB", by="lan")


def abort(engine: Engine, line: Series, how: int) -> None:
    if how == ROLLED_BACK:
        with engine.connect() as connection, connection.begin() as transaction:
            row = numbers.locked_series(connection, line)
            numbers.put_number(connection, row.id, so=row.last + 1, suffix="", state="reserved", origin="own", taken_by="lan")
            transaction.rollback()
        return
    reserved = numbers.reserve(engine, line, by="lan")
    if how == GIVEN_BACK:
        numbers.release(engine, reserved, by="lan")


if __name__ == "__main__":
    main()
