"""`docgen doctor`: what this machine has and lacks for making documents and PDFs."""

from __future__ import annotations

from dataclasses import asdict

import click

from docgen.cli.output import echo_json, json_option
from docgen.cli.vietnamese import VietnameseCommand
from docgen.errors import MissingToolError

_WORDS = {"dat": ("Đạt", "green"), "nen_co": ("Nên có", "yellow"), "thieu": ("THIẾU", "red")}


@click.command(cls=VietnameseCommand)
@json_option
def command(*, as_json: bool) -> None:
    """Kiểm tra máy: phông chữ có đủ chữ Việt, bộ chuyển PDF, LibreOffice, quyền ghi, bộ nhớ."""
    from docgen.output.doctor import examine  # noqa: PLC0415 - heavy modules load when there is work for them

    findings = examine()
    if as_json:
        echo_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            word, colour = _WORDS[finding.state]
            click.secho(f"[{word}] ", fg=colour, nl=False)
            click.echo(f"{finding.name}: {finding.found}")
            if finding.hint:
                click.echo(f"    → {finding.hint}")
    if missing := [finding for finding in findings if finding.state == "thieu"]:
        raise MissingToolError(f"Thiếu {', '.join(finding.name for finding in missing)}.", hint=missing[0].hint)
