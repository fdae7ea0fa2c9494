"""`docgen rules [ID]`: the rules that documents are held against, on content (R-..) and on layout (T-..)."""

from __future__ import annotations

import click

from docgen.cli.output import echo_json, echo_table, json_option
from docgen.cli.vietnamese import VietnameseCommand
from docgen.errors import UsageError


@click.command(cls=VietnameseCommand)
@click.argument("identifier", metavar="[MÃ]", required=False)
@json_option
def command(identifier: str | None, *, as_json: bool) -> None:
    """Liệt kê các quy tắc: R-… về nội dung, T-… về thể thức; ghi MÃ để xem giải thích một quy tắc."""
    from docgen.cli.rulebook import rulebook  # noqa: PLC0415 - the rules and the standard are read only when asked for

    rules = rulebook()
    wanted = {code.upper(): code for code in rules}.get((identifier or "").upper())
    if identifier is not None and wanted is None:
        raise UsageError(f"Không có quy tắc “{identifier}”.", hint="Xem danh sách: docgen rules")
    chosen = [rules[wanted]] if wanted else list(rules.values())
    if as_json:
        echo_json([rule.as_dict() for rule in chosen])
    elif wanted:
        rule = rules[wanted]
        facts = "\n".join(f"{word}: {line}" for word, line in rule.facts())
        click.echo(f"{rule.id} [{rule.severity}] {rule.title}\n{facts}\n\n{rule.text}")
    else:
        echo_table(("MÃ", "MỨC", "XÁC THỰC", "QUY TẮC"), ((rule.id, rule.severity, rule.grades, rule.title) for rule in chosen))
