"""An empty store for every test, on SQLite and on a real PostgreSQL that this run of the tests starts in a temporary folder.

Debian's package postgresql is enough (requirements/tools.sh). Without it the tests on PostgreSQL are skipped on a user's machine and
fail in continuous integration.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from docgen.store.engine import open_store
from docgen.store.new_document import NewDocument
from docgen.store.numbers import Series
from docgen.store.units import Unit, save_unit

DATABASES = ("sqlite", "postgresql")
_FAST = (
    "-F",
    "-c",
    "listen_addresses=",
    "-c",
    "max_connections=120",
    "-c",
    "full_page_writes=off",
    "-c",
    "wal_level=minimal",
    "-c",
    "max_wal_senders=0",
)


def _bin() -> Path | None:
    """The folder with initdb and postgres: on the path, or where Debian puts it."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def _room() -> str | None:
    """Memory where the machine has plenty, else the usual place: these tests kill processes, they do not cut the power."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 3 << 30 else None


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """A running PostgreSQL: the folder of its socket."""
    programs = _bin()
    if programs is None:
        message = "PostgreSQL is not installed: run make test as root, or install the package postgresql"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="docgen-pg-", dir=_room()))
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_user = {"user": "nobody", "group": "nogroup", "extra_groups": ()}
        shutil.chown(folder, "nobody", "nogroup")
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **as_user}
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "docgen", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(initdb, check=True, **quiet)
    process = subprocess.Popen([programs / "postgres", "-D", data, "-k", folder, *_FAST], **quiet)
    try:
        _wait(folder)
        yield folder
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: what it holds is not needed any more
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path) -> None:
    for _ in range(300):
        try:
            _admin(folder, "SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("PostgreSQL did not start")


def _admin(folder: Path, statement: str) -> None:
    with psycopg.connect(host=str(folder), user="docgen", dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def template(server: Path) -> str:
    """A PostgreSQL database with the newest tables, to be copied."""
    _admin(server, "CREATE DATABASE template_docgen")
    open_store(f"postgresql://docgen@/template_docgen?host={server}").dispose()
    return "template_docgen"


class Databases:
    """Makes databases: `url` of an empty one, `engine` of one that is set up."""

    def __init__(self, name: str, folder: Path, request: pytest.FixtureRequest) -> None:
        self.name = name
        self._folder = folder
        self._request = request
        self._opened: list[Engine] = []
        self._count = 0

    def url(self, template: str = "template0") -> str:
        self._count += 1
        if self.name == "sqlite":
            return f"sqlite:///{self._folder}/kho-{self._count}.db"
        server = self._request.getfixturevalue("server")
        name = f"t_{os.getpid()}_{time.monotonic_ns()}"
        _admin(server, f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql://docgen@/{name}?host={server}"

    def set_up(self) -> str:
        """The address of a database with the newest tables."""
        if self.name == "postgresql":
            return self.url(self._request.getfixturevalue("template"))
        url = self.url()
        open_store(url).dispose()
        return url

    def engine(self, url: str | None = None) -> Engine:
        engine = open_store(url or self.set_up())
        self._opened.append(engine)
        return engine

    def close(self) -> None:
        for engine in self._opened:
            engine.dispose()


@pytest.fixture(params=DATABASES)
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    with tempfile.TemporaryDirectory(prefix="docgen-store-", dir=_room()) as folder:
        made = Databases(request.param, Path(folder), request)
        yield made
        made.close()


@pytest.fixture
def store(databases: Databases) -> Engine:
    return databases.engine()


@pytest.fixture
def unit(store: Engine) -> int:
    return save_unit(store, a_unit(), by="lan")


@pytest.fixture
def line(unit: int) -> Series:
    return Series(unit, "nghi_quyet", "2025 - 2030")


@pytest.fixture
def document(unit: int) -> Callable[..., NewDocument]:
    return lambda **changes: a_document(unit, **changes)


def a_unit(**changes: object) -> Unit:
    return Unit(
        **{"ma": "CB01", "ten": "Chi bộ thôn Nà Khoang", "loai": "chi_bo_truc_thuoc", "own": True, "ky_hieu": "CB", **changes}
    )


def a_document(unit: int, **changes: object) -> NewDocument:
    values = {
        "unit_id": unit,
        "kind": "nghi-quyet",
        "variant": "thuong_ky",
        "ngay": dt.date(2026, 11, 3),
        "title": "về nhiệm vụ tháng 11 năm 2026",
        "data": {"so": 15, "trich_yeu": "về nhiệm vụ"},
        "docx": b"PK-tep-docx",
        "nguoi_ky": "Hoàng Đình Khải",
        "people": ("Lục Thị Ngân", "Vi Văn Quyền"),
        "text": "Thu đảng phí, hoà giải ở cơ sở",
    }
    return NewDocument(**{**values, **changes})
