"""The documents of a run as files in its folder: what is missing there, or was changed, comes from the store again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from docgen.batch.folder import Folder
from docgen.store.batch_rows import BatchRow, every_row
from docgen.store.documents import document_with

if TYPE_CHECKING:
    from sqlalchemy import Engine


def ending(name: str) -> str:
    """The name of a document's file."""
    return f"{name}.docx"


def mend(engine: Engine, batch_id: int, folder: Folder, *, beat: Callable[[], None] | None = None) -> int:
    """Write every issued document that is not in the folder as it was issued; how many. Files of replaced ones go.

    `beat` is called after each document: of many it takes minutes.
    """
    folder.sweep()
    for row in every_row(engine, batch_id, ("replaced",)):
        folder.remove(row.file, row.sha256 or "")
    written = 0
    for row in every_row(engine, batch_id, ("done",)):
        if not folder.has(row.file, row.sha256 or ""):
            folder.write(row.file, bytes_of(engine, row))
            written += 1
        if beat is not None:
            beat()
    return written


def bytes_of(engine: Engine, row: BatchRow) -> bytes:
    """The file of a row that is done; `StoreError` when it is not the one that was issued."""
    assert row.document_id is not None
    return document_with(engine, row.document_id).docx
