"""How commands speak: text for people, JSON for programs, errors on the error stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import click

from docgen.check.finding import Finding
from docgen.errors import DataError, DocgenError, FieldProblem

json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON cho chương trình khác đọc.")


def echo_json(value: Any, *, err: bool = False) -> None:
    """One JSON value, readable, Vietnamese letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2), err=err)


def report_error(error: DocgenError, *, as_json: bool) -> int:
    """Print an error with its problems and hint; return its exit status."""
    problems = error.problems if isinstance(error, DataError) else ()
    if as_json:
        body = {
            "code": error.code,
            "message": str(error),
            "hint": error.hint,
            "errors": [asdict(problem) for problem in problems],
        }
        echo_json(body, err=True)
    else:
        click.secho(f"Lỗi [{error.code}]: {error}", fg="red", err=True)
        for problem in problems:
            click.echo(problem_line(problem), err=True)
        if error.hint:
            click.echo(f"→ {error.hint}", err=True)
    return error.exit_status


def problem_line(problem: FieldProblem) -> str:
    """One problem of the data on one line: the words of the form, the path in the file, what to do."""
    return f"  • {problem.label}{f' ({problem.path})' if problem.path else ''}: {problem.message}"


def echo_findings(findings: Iterable[Finding], *, err: bool = False) -> None:
    """One line a finding, what to do below it."""
    colours = {"E": "red", "W": "yellow", "I": "cyan"}
    for finding in findings:
        place = f" {finding.label} ({finding.path}):" if finding.label else ""
        click.secho(f"  [{finding.severity}] {finding.rule}", fg=colours[finding.severity], nl=False, err=err)
        click.echo(f"{place} {finding.message}{f' [{finding.clause}]' if finding.clause else ''}", err=err)
        if finding.fix:
            click.echo(f"      → {finding.fix}", err=err)


def echo_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A plain table with columns as wide as they need to be."""
    cells = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
