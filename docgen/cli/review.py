"""`docgen review KIND DATA`: the findings on the content, no document."""

from __future__ import annotations

from dataclasses import asdict

import click

from docgen.cli.output import echo_findings, echo_json, json_option
from docgen.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@click.argument("kind", metavar="LOẠI")
@click.argument("data", metavar="DỮ_LIỆU")
@json_option
def command(kind: str, data: str, *, as_json: bool) -> int:
    """Rà nội dung DỮ_LIỆU theo các quy tắc; thoát 1 nếu còn lỗi chặn ban hành."""
    from docgen.check.finding import blocking  # noqa: PLC0415
    from docgen.files import read_bytes  # noqa: PLC0415
    from docgen.kinds import kind_of  # noqa: PLC0415
    from docgen.pipeline import check_data  # noqa: PLC0415
    from docgen.reading import MAX_BYTES, read_data  # noqa: PLC0415

    facts = read_data(read_bytes(data, MAX_BYTES), "Dữ liệu" if data == "-" else data)
    findings = check_data(facts, kind_of(kind))
    if as_json:
        echo_json([asdict(finding) for finding in findings])
    else:
        echo_findings(findings)
        counts = {
            name: sum(finding.severity == code for finding in findings)
            for code, name in (("E", "lỗi"), ("W", "cảnh báo"), ("I", "gợi ý"))
        }
        click.echo(", ".join(f"{count} {name}" for name, count in counts.items()) + ".")
    return 1 if blocking(findings) else 0
