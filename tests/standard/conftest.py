"""Copies of the shipped data that a test may change."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data files."""
    with as_file(files("docgen.standard") / "data") as shipped:
        return Path(shutil.copytree(shipped, tmp_path / "data"))


@pytest.fixture
def change(data: Path):
    """Replace a text that stands in a data file; the text must be there, or the test tests nothing."""

    def replace(file: str, old: str, new: str) -> Path:
        path = data / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return data

    return replace
