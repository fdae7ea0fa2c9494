"""The content of one document against every rule that holds on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docgen.check.finding import Finding
from docgen.check.registry import Case, content_rules
from docgen.kinds import Kind
from docgen.messages import label
from docgen.standard import standard_on


def review(document: Any, kind: Kind) -> tuple[Finding, ...]:
    """All findings on `document`, errors first, then in the order of the rules."""
    case = Case(document, kind, standard_on(document.ngay_ban_hanh))
    return in_order(_judge(case))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then what is to be weighed, then hints."""
    return tuple(sorted(findings, key=lambda finding: "EWI".index(finding.severity)))


def _judge(case: Case) -> Iterator[Finding]:
    for rule in content_rules().values():
        if not rule.holds(case.document.ngay_ban_hanh):
            continue
        for hit in rule.judge(case):
            steps = [int(step) if step.isdigit() else step for step in hit.path.split(".") if step]
            place = label(steps, type(case.document)) if steps else ""
            yield Finding(rule.id, hit.severity or rule.severity, hit.message, hit.path, place, hit.fix, rule.clause)
