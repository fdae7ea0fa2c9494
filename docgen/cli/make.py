"""`docgen make KIND DATA -o OUT.docx`: the document."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.output import echo_findings, echo_json, echo_problems, json_option, write_output
from docgen.cli.vietnamese import VietnameseCommand
from docgen.errors import UsageError

if TYPE_CHECKING:
    from docgen.pipeline import Generated


@click.command(cls=VietnameseCommand)
@click.argument("kind", metavar="LOẠI")
@click.argument("data", metavar="DỮ_LIỆU")
@click.option("-o", "--output", required=True, metavar="TỆP.docx", help="Tệp văn bản sẽ tạo; “-” là ra luồng chuẩn.")
@click.option("--draft", is_flag=True, help="In bản nháp: chỗ thiếu ghi [CẦN BỔ SUNG: …], lỗi nội dung chỉ báo, không chặn.")
@click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
@click.option("--template", metavar="MẪU.docx", help="Dùng mẫu riêng thay cho mẫu có sẵn.")
@json_option
def command(kind: str, data: str, output: str, template: str | None, *, draft: bool, force: bool, as_json: bool) -> None:
    """Tạo văn bản LOẠI từ DỮ_LIỆU (tệp .yaml, .json; “-” là đọc từ luồng chuẩn)."""
    from docgen.docx.package import MAX_FILE_BYTES  # noqa: PLC0415 - heavy modules load when there is work for them
    from docgen.files import read_bytes, write_file  # noqa: PLC0415
    from docgen.kinds import kind_of  # noqa: PLC0415
    from docgen.pipeline import generate  # noqa: PLC0415
    from docgen.reading import MAX_BYTES, read_data  # noqa: PLC0415

    _check_output(output, data, template)
    found = kind_of(kind)
    facts = read_data(read_bytes(data, MAX_BYTES), "Dữ liệu" if data == "-" else data)
    compiled = None
    if template:
        from docgen.template_lint import checked_template  # noqa: PLC0415

        compiled = checked_template(read_bytes(template, MAX_FILE_BYTES), Path(template).name, found, facts)
    made = generate(facts, found, draft=draft, template=compiled)
    if output == "-":
        write_output(made.docx)
    else:
        write_file(Path(output), made.docx, force=force)
    _report(made, output, as_json=as_json)


def _check_output(output: str, data: str, template: str | None) -> None:
    """A Word document under another ending would not open, on a screen it is noise, and what it is made from is not its place."""
    if output == "-" and sys.stdout and sys.stdout.isatty():
        name = "van-ban" if data == "-" else Path(data).stem
        raise UsageError(
            "Văn bản .docx không in ra màn hình được.", hint=f"Ghi ra tệp: -o {name}.docx, hoặc chuyển tiếp: -o - > {name}.docx"
        )
    if output != "-" and not output.lower().endswith(".docx"):
        raise UsageError(f"Tên tệp ra “{output}” không có đuôi .docx.", hint=f"Ghi: -o {Path(output).stem or 'van-ban'}.docx")
    if output != "-" and any(source and Path(source).resolve() == Path(output).resolve() for source in (data, template)):
        raise UsageError(f"Tệp ra “{output}” cũng là tệp dữ liệu hoặc tệp mẫu.", hint="Đặt tên khác cho văn bản.")


def _report(made: Generated, output: str, *, as_json: bool) -> None:
    """What was made and what is to be looked at; on the error stream, since the document may be on the other."""
    if as_json:
        body = {"file": output, "bytes": len(made.docx), "findings": [asdict(finding) for finding in made.findings]}
        echo_json({**body, "gaps": [asdict(gap) for gap in made.gaps]}, err=output == "-")
        return
    if made.gaps:
        click.echo("Chỗ còn thiếu trong bản nháp:", err=True)
        echo_problems(made.gaps)
    if made.findings:
        click.echo("Cần xem lại:", err=True)
        echo_findings(made.findings, err=True)
    if output != "-":
        click.echo(f"Đã tạo {output}", err=True)
