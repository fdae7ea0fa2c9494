"""`docgen make KIND DATA -o OUT.docx`: the document."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.output import echo_findings, echo_json, json_option, problem_line
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

    _check_ending(output)
    found = kind_of(kind)
    facts = read_data(read_bytes(data, MAX_BYTES), "Dữ liệu" if data == "-" else data)
    compiled = None
    if template:
        from docgen.template_lint import checked_template  # noqa: PLC0415

        compiled = checked_template(read_bytes(template, MAX_FILE_BYTES), Path(template).name, found, facts)
    made = generate(facts, found, draft=draft, template=compiled)
    if output == "-":
        sys.stdout.buffer.write(made.docx)
    else:
        write_file(Path(output), made.docx, force=force)
    _report(made, output, as_json=as_json)


def _check_ending(output: str) -> None:
    """A Word document under another ending would not open."""
    if output != "-" and not output.lower().endswith(".docx"):
        raise UsageError(f"Tên tệp ra “{output}” không có đuôi .docx.", hint=f"Ghi: -o {Path(output).stem or 'van-ban'}.docx")


def _report(made: Generated, output: str, *, as_json: bool) -> None:
    """What was made and what is to be looked at; on the error stream, since the document may be on the other."""
    if as_json:
        body = {"file": output, "bytes": len(made.docx), "findings": [asdict(finding) for finding in made.findings]}
        echo_json({**body, "gaps": [asdict(gap) for gap in made.gaps]}, err=output == "-")
        return
    for title, lines in (("Chỗ còn thiếu trong bản nháp:", [problem_line(gap) for gap in made.gaps]),):
        if lines:
            click.echo("\n".join([title, *lines]), err=True)
    if made.findings:
        click.echo("Cần xem lại:", err=True)
        echo_findings(made.findings, err=True)
    if output != "-":
        click.echo(f"Đã tạo {output}", err=True)
