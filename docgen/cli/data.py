"""`docgen data FILE.docx`: the data a produced document carries, and whether its text was edited since."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.output import echo_json, json_option
from docgen.cli.vietnamese import VietnameseCommand
from docgen.errors import UnsafeFileError


@click.command(cls=VietnameseCommand)
@click.argument("file", metavar="TỆP.docx")
@json_option
def command(file: str, *, as_json: bool) -> None:
    """Lấy lại dữ liệu từ TỆP.docx do docgen tạo; cho biết phần chữ có bị sửa tay sau đó không."""
    from docgen.docx.package import MAX_FILE_BYTES, open_package  # noqa: PLC0415
    from docgen.docx.payload import current_fingerprint, read_payload  # noqa: PLC0415
    from docgen.files import read_bytes  # noqa: PLC0415
    from docgen.reading import read_data  # noqa: PLC0415

    parts = open_package(read_bytes(file, MAX_FILE_BYTES))
    payload = read_payload(parts)
    if payload is None:
        raise UnsafeFileError(
            f"{Path(file).name} không mang dữ liệu của docgen.", hint="Chỉ tệp do docgen tạo mới mở lại được thành dữ liệu."
        )
    facts = read_data(payload.data.encode(), f"Dữ liệu trong {Path(file).name}")
    edited = payload.fingerprint != current_fingerprint(parts)
    if as_json:
        echo_json({"kind": payload.kind, "version": payload.version, "draft": payload.draft, "edited": edited, "data": facts})
        return
    echo_json(facts)
    note = "Phần chữ ĐÃ BỊ SỬA sau khi tạo; dữ liệu dưới đây là của bản gốc." if edited else "Phần chữ chưa bị sửa từ khi tạo."
    if payload.draft:
        note = f"BẢN NHÁP: dữ liệu in ra là những gì đã nhập, còn chỗ thiếu hoặc sai. {note}"
    click.echo(f"{payload.kind}, docgen {payload.version}. {note.replace('dưới đây', 'in ra')}", err=True)
