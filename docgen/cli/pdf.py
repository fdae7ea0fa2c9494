"""`docgen pdf FILE.docx -o OUT.pdf`: the pages of any .docx, as PDF and as pictures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.output import echo_json, json_option, write_output
from docgen.cli.vietnamese import VietnameseCommand
from docgen.errors import FileError, UsageError

if TYPE_CHECKING:
    from docgen.output.convert import Converted, EngineName

_ENGINES = ("auto", "dxpdf", "libreoffice")


@click.command(cls=VietnameseCommand)
@click.argument("file", metavar="TỆP.docx")
@click.option("-o", "--output", required=True, metavar="TỆP.pdf", help="Tệp PDF sẽ tạo; “-” là ra luồng chuẩn.")
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default="auto",
    help="Bộ chuyển: auto (tự chọn), dxpdf (đi kèm chương trình), libreoffice.",
)
@click.option("--png", metavar="THƯ_MỤC", help="Ghi thêm mỗi trang thành một ảnh PNG vào thư mục này.")
@click.option("--width", type=int, default=1_000, metavar="ĐIỂM", help="Bề rộng ảnh, tính bằng điểm ảnh.")
@click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
@json_option
def command(file: str, output: str, engine: EngineName, png: str | None, width: int, *, force: bool, as_json: bool) -> None:
    """Chuyển TỆP.docx (“-” là đọc từ luồng chuẩn) thành PDF, từng trang như khi in."""
    from docgen.docx.package import MAX_FILE_BYTES  # noqa: PLC0415 - heavy modules load when there is work for them
    from docgen.files import read_bytes, write_file  # noqa: PLC0415
    from docgen.output.convert import shared  # noqa: PLC0415
    from docgen.output.pages import page_count  # noqa: PLC0415

    _check_output(output, file)
    made = shared().convert(read_bytes(file, MAX_FILE_BYTES), engine)
    if output == "-":
        write_output(made.pdf)
    else:
        write_file(Path(output), made.pdf, force=force)
    names = _write_pictures(made.pdf, Path(png), Path(file).stem, width, force=force) if png else []
    _report(made, output, page_count(made.pdf), names, as_json=as_json)


def _check_output(output: str, file: str) -> None:
    if output == "-" and sys.stdout and sys.stdout.isatty():
        name = "van-ban" if file == "-" else Path(file).stem
        raise UsageError("PDF không in ra màn hình được.", hint=f"Ghi ra tệp: -o {name}.pdf")
    if output != "-" and not output.lower().endswith(".pdf"):
        raise UsageError(f"Tên tệp ra “{output}” không có đuôi .pdf.", hint=f"Ghi: -o {Path(output).stem or 'van-ban'}.pdf")


def _write_pictures(pdf: bytes, folder: Path, stem: str, width: int, *, force: bool) -> list[str]:
    from docgen.files import reason, write_file  # noqa: PLC0415
    from docgen.output.pictures import pictures  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"Không tạo được thư mục {folder}: {reason(error)}.", hint="Chọn thư mục khác.") from error
    names = []
    for number, picture in enumerate(pictures(pdf, width=width), 1):
        path = folder / f"{stem if stem != '-' else 'trang'}-{number:02d}.png"
        write_file(path, picture, force=force)
        names.append(str(path))
    return names


def _report(made: Converted, output: str, pages: int, names: list[str], *, as_json: bool) -> None:
    if as_json:
        body = {"file": output, "pages": pages, "engine": made.engine, "quick_look": made.is_quick_look}
        echo_json({**body, "doubts": made.doubts, "pictures": names}, err=output == "-")
        return
    if made.is_quick_look:
        click.echo(f"Bản xem nhanh, có thể khác bản in từ Word: {'; '.join(made.doubts)}.", err=True)
        click.echo("→ Cài LibreOffice rồi chạy lại để có bản đúng từng trang.", err=True)
    if output != "-":
        click.echo(f"Đã tạo {output} ({pages} trang, {made.engine})", err=True)
    if names:
        click.echo(f"Đã ghi {len(names)} ảnh vào {Path(names[0]).parent}", err=True)
