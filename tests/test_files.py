"""Writing files: whole or not at all, and only over files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.errors import FileError
from docgen.files import write_file


def test_files_that_are_no_files_are_not_replaced(tmp_path: Path) -> None:
    fifo, target, link = tmp_path / "ong", tmp_path / "a.docx", tmp_path / "lien-ket.docx"
    os.mkfifo(fifo)
    with pytest.raises(FileError, match="không phải tệp thường"):
        write_file(fifo, b"x", force=True)
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, b"new", force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
