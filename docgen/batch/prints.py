"""One file for the printer: every document its own section with its own page numbers, in the order chosen; and separate PDFs.

A file of many hundred documents takes Word long to open and a printer long to begin: there is one for each few hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.batch.converting import AT_ONCE, converted
from docgen.batch.folder import Folder
from docgen.batch.writing import bytes_of
from docgen.docx.archive import Archive
from docgen.docx.package import Parts, open_package
from docgen.errors import UsageError
from docgen.output.batch import Batch
from docgen.output.convert import EngineName
from docgen.output.merge import merge, merge_key
from docgen.output.pages import joined
from docgen.store.batch_rows import BatchRow, every_row
from docgen.vietnamese.names import sort_key

if TYPE_CHECKING:
    from sqlalchemy import Engine

ORDERS = {"so": "theo số", "ten": "theo tên", "to": "theo tổ đảng rồi theo tên"}
IN_ONE = 1_000
"""Documents of one print file."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A print file: the documents in it, in their order. It is put together when its bytes are asked for."""

    rows: tuple[BatchRow, ...]
    parts: tuple[Parts, ...]

    @property
    def docx(self) -> bytes:
        """The file."""
        return Archive(merge(self.parts)).write({})


def in_order(engine: Engine, batch_id: int, order: str = "so") -> list[BatchRow]:
    """Rows with a document in the order of signing: by number, by name, or by team and name."""
    if order not in ORDERS:
        raise UsageError(
            f"Không có thứ tự “{order}”.", hint=f"Chọn: {', '.join(f'{name} ({said})' for name, said in ORDERS.items())}."
        )
    rows = list(every_row(engine, batch_id, ["done"]))
    if order == "so":
        return rows
    return sorted(rows, key=lambda row: (_team(row) if order == "to" else "", sort_key(row.name), row.place))


def print_files(engine: Engine, batch_id: int, order: str = "so") -> Iterator[Printed]:
    """The print files of a run. Documents that cannot stand in one file with those before them begin another."""
    rows = in_order(engine, batch_id, order)
    group: list[tuple[BatchRow, Parts]] = []
    known: object = None
    for row in rows:
        parts = open_package(bytes_of(engine, row))
        key = merge_key(parts)
        if group and (key is None or key != known or len(group) >= IN_ONE):
            yield _printed(group)
            group = []
        group.append((row, parts))
        known = key
    if group:
        yield _printed(group)


def separate_pdfs(engine: Engine, rows: Sequence[BatchRow], engine_name: EngineName = "auto") -> Iterator[tuple[BatchRow, bytes]]:
    """The PDF of each document: many are merged, converted once and cut apart again."""
    for some, batch in _converted(engine, rows, engine_name):
        yield from ((row, one.pdf) for row, one in zip(some, batch.each, strict=True))


def print_pdf(engine: Engine, rows: Sequence[BatchRow], engine_name: EngineName = "auto") -> bytes:
    """All documents as one PDF for the printer."""
    return joined([batch.whole for _, batch in _converted(engine, rows, engine_name)])


def write_print_files(engine: Engine, batch_id: int, folder: Folder, order: str, *, pdf: bool = False) -> tuple[str, ...]:
    """The print files into the folder, with `pdf` as PDF too; their names."""
    made: list[str] = []
    for number, one in enumerate(print_files(engine, batch_id, order), 1):
        name = f"_ban-in{f'-{number}' if number > 1 else ''}"
        folder.write(f"{name}.docx", one.docx)
        made.append(f"{name}.docx")
        if pdf:
            folder.write(f"{name}.pdf", print_pdf(engine, one.rows))
            made.append(f"{name}.pdf")
    return tuple(made)


def write_pdfs(engine: Engine, batch_id: int, folder: Folder) -> int:
    """The PDF of each document beside it; how many."""
    written = 0
    for row, pdf in separate_pdfs(engine, in_order(engine, batch_id)):
        folder.write(f"{row.file.removesuffix('.docx')}.pdf", pdf)
        written += 1
    return written


def _converted(engine: Engine, rows: Sequence[BatchRow], name: EngineName) -> Iterator[tuple[Sequence[BatchRow], Batch]]:
    groups = [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]
    documents = ([bytes_of(engine, row) for row in group] for group in groups)
    return zip(groups, converted(documents, name), strict=True)


def _printed(group: Iterable[tuple[BatchRow, Parts]]) -> Printed:
    rows, parts = zip(*group, strict=True)
    return Printed(rows, parts)


def _team(row: BatchRow) -> str:
    member = row.data.get("dang_vien")
    return str(member.get("to_dang") or "") if isinstance(member, dict) else ""
