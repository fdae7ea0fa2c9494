"""What a run leaves behind: the files, the manifest that proves them, the lists, everything in one ZIP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docgen import __version__
from docgen.batch.coverage import coverage_of
from docgen.batch.folder import Folder
from docgen.batch.jobs import digest_of
from docgen.batch.lists import covering_docx, covering_xlsx, report_xlsx
from docgen.batch.writing import bytes_of, mend
from docgen.docx.bundle import bundled
from docgen.store.batch_rows import BatchRow, every_row
from docgen.store.batches import Batch, batch_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

MANIFEST, REPORT = "_kiem-chung.json", "_bao-cao.xlsx"
LIST_DOCX, LIST_XLSX = "_danh-sach.docx", "_danh-sach.xlsx"
"""Names that no document has: those never begin with one line below."""


def write_results(engine: Engine, batch_id: int, folder: Folder) -> tuple[str, ...]:
    """Every document, the manifest, the lists and the report into the folder; the names of what stands beside the documents."""
    mend(engine, batch_id, folder)
    beside = dict(_beside(engine, batch_id))
    for name, data in beside.items():
        folder.write(name, data)
    return tuple(beside)


def zipped(engine: Engine, batch_id: int) -> Iterator[bytes]:
    """Everything as a ZIP, piece by piece: nothing large is ever in memory."""

    def files() -> Iterator[tuple[str, bytes]]:
        for row in every_row(engine, batch_id, ["done"]):
            yield row.file, bytes_of(engine, row)
        yield from _beside(engine, batch_id)

    batch = batch_of(engine, batch_id)
    return bundled(files(), batch.ended_at or batch.started_at or batch.created_at)


def manifest(engine: Engine, batch_id: int) -> bytes:
    """The proof: fingerprints of the common facts, and of template, data and output of each document."""
    return b"".join(_manifest(engine, batch_of(engine, batch_id)))


def _manifest(engine: Engine, batch: Batch) -> Iterator[bytes]:
    head = {
        "docgen": __version__,
        "lo": batch.id,
        "loai": batch.kind,
        "danh_sach": batch.name,
        "du_lieu_chung_sha256": digest_of(batch.common),
        "bao_phu": coverage_of(engine, batch.id).sentence,
        "dong": batch.total,
        "da_ban_hanh": batch.done,
    }
    yield f"{json.dumps(head, ensure_ascii=False, indent=1)[:-2]},\n".encode()
    yield b' "van_ban": ['
    for place, row in enumerate(every_row(engine, batch.id, ["done"])):
        yield f"{',' if place else ''}\n  {json.dumps(_proof(row), ensure_ascii=False)}".encode()
    yield b"\n ]\n}\n"


def _proof(row: BatchRow) -> dict[str, object]:
    return {
        "hang": row.sheet_row,
        "so_ky_hieu": row.so_ky_hieu,
        "ho_ten": row.name,
        "tep": row.file,
        "mau_sha256": row.template,
        "du_lieu_sha256": row.input_hash,
        "tep_sha256": row.sha256,
        "ban": row.version,
    }


def _beside(engine: Engine, batch_id: int) -> Iterator[tuple[str, bytes]]:
    yield MANIFEST, manifest(engine, batch_id)
    yield REPORT, report_xlsx(engine, batch_id)
    if batch_of(engine, batch_id).done:
        yield LIST_DOCX, covering_docx(engine, batch_id)
        yield LIST_XLSX, covering_xlsx(engine, batch_id)
