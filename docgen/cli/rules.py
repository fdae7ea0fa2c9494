"""`docgen rules [ID]`: the rules that documents are held against."""

from __future__ import annotations

from inspect import getdoc

import click

from docgen.check.registry import Rule, content_rules
from docgen.cli.output import echo_json, echo_table, json_option
from docgen.cli.vietnamese import VietnameseCommand
from docgen.errors import UsageError


@click.command(cls=VietnameseCommand)
@click.argument("identifier", metavar="[MÃ]", required=False)
@json_option
def command(identifier: str | None, *, as_json: bool) -> None:
    """Liệt kê quy tắc rà nội dung, hoặc giải thích một quy tắc."""
    rules = content_rules()
    if identifier is not None and identifier.upper() not in rules:
        raise UsageError(f"Không có quy tắc “{identifier}”.", hint="Xem danh sách: docgen rules")
    chosen = [rules[identifier.upper()]] if identifier else list(rules.values())
    if as_json:
        echo_json([as_dict(rule) for rule in chosen])
    elif identifier:
        rule = chosen[0]
        click.echo(
            f"{rule.id} [{rule.severity}] {rule.title}\nNguồn: {rule.clause} (mức xác thực {rule.grade})\n\n{getdoc(rule.judge)}"
        )
    else:
        echo_table(("MÃ", "MỨC", "XÁC THỰC", "QUY TẮC"), ((rule.id, rule.severity, rule.grade, rule.title) for rule in chosen))


def as_dict(rule: Rule) -> dict[str, str | None]:
    """A rule as plain data."""
    return {
        "id": rule.id,
        "severity": rule.severity,
        "title": rule.title,
        "clause": rule.clause,
        "grade": rule.grade,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "doc": getdoc(rule.judge) or "",
    }
