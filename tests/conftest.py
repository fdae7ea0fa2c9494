"""Examples, produced once a session; the programs that some tests need."""

from __future__ import annotations

import os
import shutil

import pytest

from support.examples import EXAMPLES, Example


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test with an `example` argument runs for every shipped example."""
    if "example" in metafunc.fixturenames:
        metafunc.parametrize("example", EXAMPLES, ids=str)


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice. On a user's machine without it the test is skipped; in continuous integration that is a failure."""
    return _program("soffice")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """pdftotext of poppler."""
    return _program("pdftotext")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed: run make test as root, or install it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


__all__ = ["Example"]
