"""`docgen book export`: the book of the register as a file to print."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.vietnamese import VietnameseGroup
from docgen.store.columns import today

_ENDINGS = (".docx", ".xlsx")


@click.group(cls=VietnameseGroup)
def command() -> None:
    """Sổ đăng ký văn bản đi trong kho dữ liệu."""


@command.command()
@click.argument("file", metavar="TỆP")
@click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
def export(file: str, *, force: bool) -> None:
    """Xuất sổ ra TỆP .docx để in hoặc .xlsx; mỗi dãy số một phần."""
    from docgen.book_file.excel import book_xlsx  # noqa: PLC0415
    from docgen.book_file.lines import parts_of  # noqa: PLC0415
    from docgen.book_file.word import book_docx  # noqa: PLC0415
    from docgen.errors import UsageError  # noqa: PLC0415
    from docgen.files import write_file  # noqa: PLC0415
    from docgen.store.engine import open_store  # noqa: PLC0415

    path = Path(file)
    if path.suffix.lower() not in _ENDINGS:
        raise UsageError(f"Không xuất được sổ ra {file}.", hint="Đặt tên tệp kết thúc bằng .docx hoặc .xlsx.")
    engine = open_store()
    try:
        parts = parts_of(engine)
    finally:
        engine.dispose()
    write = book_docx if path.suffix.lower() == ".docx" else book_xlsx
    write_file(path, write(parts, today()), force=force)
    click.echo(f"Đã xuất sổ ra {file}: {len(parts)} dãy số, {sum(len(part.lines) for part in parts)} số.")
