"""The content of one document against every rule that holds on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from docgen.check.alike import judge
from docgen.check.finding import Finding
from docgen.check.registry import Case, Hit, Rule, content_rules
from docgen.kinds import Kind
from docgen.messages import label
from docgen.standard import standard_on


def review(document: Any, kind: Kind) -> tuple[Finding, ...]:
    """All findings on `document`, errors first, then in the order of the rules."""
    case = Case(document, kind, standard_on(document.ngay_ban_hanh))
    return in_order(judge(case, _holding(document.ngay_ban_hanh), _judged))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then what is to be weighed, then hints; of one weight in the order of the rules."""
    return tuple(sorted(findings, key=lambda finding: ("EWI".index(finding.severity), finding.rule)))


def _judged(rule: Rule, case: Case) -> tuple[Finding, ...]:
    return tuple(_finding(rule, hit, type(case.document)) for hit in rule.judge(case))


def _finding(rule: Rule, hit: Hit, model: Any) -> Finding:
    steps = [int(step) if step.isdigit() else step for step in hit.path.split(".") if step]
    place = label(steps, model) if steps else ""
    return Finding(rule.id, hit.severity or rule.severity, hit.message, hit.path, place, hit.fix, rule.clause)


@lru_cache(maxsize=64)
def _holding(day: dt.date) -> tuple[Rule, ...]:
    return tuple(rule for rule in content_rules().values() if rule.holds(day))
