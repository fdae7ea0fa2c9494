"""A client that behaves like the browser on this machine, and a running server with Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy import Engine

from docgen.store.engine import open_store
from support.application import application
from support.server import running


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as it is on the first day: its file is copied, setting one up takes a while."""
    file = tmp_path_factory.mktemp("store") / "empty.db"
    open_store(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def store(empty_store: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database of the test's own."""
    engine = open_store(f"sqlite:///{shutil.copy(empty_store, tmp_path / 'docgen.db')}")
    yield engine
    engine.dispose()


@pytest.fixture
def client(store: Engine) -> FlaskClient:
    """Requests as the application's own pages send them."""
    client = application(store).test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of the system. Without it the test is skipped; in continuous integration that is a failure."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        message = "chromium is not installed: run make test as root, or install it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
        expect.set_options(timeout=30_000)  # of a page that comes; a busy machine takes its time
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that runs."""
    file = shutil.copy(empty_store, tmp_path_factory.mktemp("site") / "docgen.db")
    engine = open_store(f"sqlite:///{file}")
    with running("127.0.0.1", engine) as place:
        yield place
    engine.dispose()


@pytest.fixture
def served(store: Engine) -> Iterator[str]:
    """The same with a database of the test's own."""
    with running("127.0.0.1", store) as place:
        yield place
