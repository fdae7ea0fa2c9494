"""How commands speak: text for people, JSON for programs, errors on the error stream."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import click

from docgen.check.finding import Finding
from docgen.errors import CheckFailed, DataError, DocgenError, FieldProblem, FileError

json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON cho chương trình khác đọc.")

_SHOWN_ALIKE = 20
_PLACE_IN_LIST, _QUOTED = re.compile(r"\.\d+(?=\.|$)"), re.compile("“[^”]*”")


def echo_json(value: Any, *, err: bool = False) -> None:
    """One JSON value, readable, Vietnamese letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2), err=err)


def report_error(error: DocgenError, *, as_json: bool) -> int:
    """Print an error with its problems and hint; return its exit status."""
    problems = error.problems if isinstance(error, DataError) else ()
    findings: Sequence[Finding] = error.findings if isinstance(error, CheckFailed) else ()
    if as_json:
        body = {
            "code": error.code,
            "message": str(error),
            "hint": error.hint,
            "errors": [asdict(problem) for problem in problems],
            "findings": [asdict(finding) for finding in findings],
        }
        echo_json(body, err=True)
    else:
        click.secho(f"Lỗi [{error.code}]: {error}", fg="red", err=True)
        echo_problems(problems)
        echo_findings(findings, err=True)
        if error.hint:
            click.echo(f"→ {error.hint}", err=True)
    return error.exit_status


def echo_problems(problems: Iterable[FieldProblem]) -> None:
    """Problems of the data on the error stream; of those that are equal but for their place in a list, the first few."""
    alike: dict[tuple[str, str], int] = {}
    for problem in problems:
        key = _PLACE_IN_LIST.sub(".*", problem.path), _QUOTED.sub("…", problem.message)
        alike[key] = alike.get(key, 0) + 1
        if alike[key] <= _SHOWN_ALIKE:
            click.echo(problem_line(problem), err=True)
    for (path, _), count in alike.items():
        if count > _SHOWN_ALIKE:
            click.echo(f"  … và {count - _SHOWN_ALIKE} chỗ tương tự ({path})", err=True)


def write_output(data: bytes) -> None:
    """Bytes to the standard output, whole."""
    if sys.stdout is None:  # type: ignore[redundant-expr, unused-ignore] # closed by whoever started us
        raise FileError("Không ghi được ra luồng chuẩn: luồng đã đóng.", hint="Ghi ra tệp: -o TỆP.docx")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


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


def tell_some(lines: Sequence[str], *, every: bool = False, err: bool = False) -> None:
    """The first of many lines, and how many there are more; or `every` one."""
    shown = len(lines) if every else _SHOWN_ALIKE
    for line in lines[:shown]:
        click.echo(f"  • {line}", err=err)
    if (rest := len(lines) - shown) > 0:
        click.echo(f"  … và {rest} chỗ nữa", err=err)


def echo_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A plain table with columns as wide as they need to be."""
    cells = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
