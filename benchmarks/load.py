"""`make load`: the application over HTTP, on this machine. Writes benchmarks/load.md; fails when a target is missed.

Usage: python benchmarks/load.py [DOCUMENTS]      (10,000 unless told; about five minutes)

One `docgen serve` on a new store on the disk, synchronous writes as users have them. Drafts are put into the store beforehand;
what is timed is what a browser asks for. These are wall-clock times of one machine, not ratios: nothing stands beside them.
"""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

from report import Figure, machine, table

from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.store.drafts import create_draft
from docgen.store.engine import open_store
from docgen.store.units import Unit, save_unit
from web.work import Work

REPORT = Path(__file__).with_name("load.md")
DOCUMENTS = 10_000
CLIENTS = 4
"""Each issues for a unit of its own: two clients at one series would be told that the number on their button is gone."""
RATE = 20.0
SECONDS = 20
_HEAD = """# The application under load

Written by `make load`, which stops with an error when a target is missed. Wall-clock times of one server
process over HTTP on this machine, clients in a process of their own: {machine}.

"""


class Server:
    """A server process and what it costs."""

    def __init__(self, folder: str) -> None:
        """Start it on the store in `folder`."""
        command = [sys.executable, "-m", "docgen", "serve", "--port", "0", "--no-browser"]
        environment = {**os.environ, "DOCGEN_DATA": folder}
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        line = self.process.stderr.readline() if self.process.stderr else ""
        self.port = int(urlsplit(line.split()[-1]).port or 0)

    def megabytes(self) -> float:
        """Peak resident memory so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


class Client:
    """A browser's connection: kept alive, requests from its own pages."""

    def __init__(self, server: Server) -> None:
        """Connect to the server."""
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask(self, method: str, path: str, pairs: list[tuple[str, str]] | None = None) -> tuple[int, str, float]:
        """Status, body, seconds."""
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(pairs or [])
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return answer.status, text, time.perf_counter() - started


def monthly(unit: str) -> Work:
    """The example of a monthly resolution for a unit, without its number."""
    kind = KINDS["nghi-quyet"]
    data = example_data(kind, "thuong_ky")
    del data["so"]
    data["co_quan"]["ten"] = unit
    return Work.of_data(kind, "thuong_ky", data)[0]


def fill(folder: str, count: int) -> list[list[int]]:
    """Drafts ready to be issued, for each client its own."""
    store = open_store(f"sqlite:///{folder}/docgen.db")
    made = []
    for client in range(CLIENTS):
        save_unit(store, Unit(f"CB{client}", f"Chi bộ thôn số {client + 1}", "chi_bo_truc_thuoc", own=client == 0), by="tải")
        work = monthly(f"Chi bộ thôn số {client + 1}")
        made.append(
            [
                create_draft(store, "nghi-quyet", "thuong_ky", work.kept, by="tải", title=work.title).id
                for _ in range(count // CLIENTS)
            ]
        )
    store.dispose()
    return made


def issue_all(server: Server, drafts: list[int], times: list[float]) -> None:
    """Press the button of every draft; the check page before it was read by a person and is not timed."""
    client = Client(server)
    for number, draft in enumerate(drafts, 1):
        pairs = [("_ban", "1"), ("_so", str(number))]
        status, text, seconds = client.ask("POST", f"/nhap/{draft}/ban-hanh", pairs)
        if status != http.client.FOUND:
            raise SystemExit(f"draft {draft}: {status}\n{re.sub('<[^>]+>', '', text)[-2000:]}")
        times.append(seconds)


def steadily(ask: Callable[[int], float]) -> list[float]:
    """Ask at a fixed rate, each request on its own thread if the one before is not back: waiting shows as time."""
    times: list[float] = []
    threads = []
    began = time.perf_counter()
    for number in range(int(RATE * SECONDS)):
        time.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        threads.append(threading.Thread(target=lambda number=number: times.append(ask(number))))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return times


def p95(times: list[float]) -> float:
    """Milliseconds that 95 of 100 requests stayed below."""
    return quantiles(times, n=20)[-1] * 1000


def measured(folder: str, count: int) -> Iterator[Figure]:
    """Every figure, one after the other, on one server."""
    drafts = fill(folder, count + CLIENTS)
    server = Server(folder)
    try:
        yield from figures(server, drafts, count)
    finally:
        server.process.terminate()
        server.process.wait(30)


def figures(server: Server, drafts: list[list[int]], count: int) -> Iterator[Figure]:
    """Issue everything, then ask for pages with all of it in the store."""
    times: list[float] = []
    workers = [threading.Thread(target=issue_all, args=(server, mine[:-1], times)) for mine in drafts]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    rate = len(times) / (time.perf_counter() - began)
    note = f"{len(times)} documents, {CLIENTS} clients, p95 {p95(times):.0f} ms"
    yield Figure("documents issued: number, file, full proof, register", rate, "/s", 50, at_most=False, note=note)
    if len(times) < count:
        raise SystemExit(f"only {len(times)} of {count} documents were issued")
    place = f"/nhap/{drafts[0][-1]}"
    yield Figure("form page, p95", p95(steadily(lambda _: Client(server).ask("GET", place)[2])), "ms", 50, note="20 requests/s")
    yield Figure("autosave, p95", p95(autosaves(server, place)), "ms", 50, note="20 requests/s, each a new version")
    for name, path in (("check page, p95", f"{place}/kiem-tra"), ("list of documents, p95", "/kho")):
        yield Figure(name, p95(steadily(lambda _, path=path: Client(server).ask("GET", path)[2])), "ms", note="20 requests/s")
    yield Figure("peak memory of the server", server.megabytes(), "MB", 300, note=f"after {count} documents")


def autosaves(server: Server, place: str) -> list[float]:
    """One person types: every save on top of the one before."""
    work, client, version = monthly("Chi bộ thôn số 1"), Client(server), 1
    times = []
    for number in range(int(RATE * SECONDS)):
        began = time.perf_counter()
        pairs = [*work.pairs, ("dia_diem", f"Nhà văn hóa {number}"), ("dia_danh", f"Xã {number}"), ("_ban", str(version))]
        status, text, seconds = client.ask("POST", f"{place}/luu", pairs)
        if status != http.client.OK:
            raise SystemExit(f"autosave: {status} {text[:500]}")
        version += 1
        times.append(seconds)
        time.sleep(max(0.0, 1 / RATE - (time.perf_counter() - began)))
    return times


def main(count: int) -> int:
    """Measure, print, write; 1 when a target is missed."""
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent.parent, prefix=".bench-") as folder:
        found = list(measured(folder, count))
    print(table(found))
    REPORT.write_text(f"{_HEAD.format(machine=machine().replace(' of which one is used', ''))}{table(found)}\n", encoding="utf-8")
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))
