"""One thing that was found in a document, with the rule it breaks and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """E blocks a final document, W is for the secretary to weigh, I is a hint."""

    ERROR = "E"
    WARNING = "W"
    HINT = "I"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict on one place.

    `path` is the dotted path in the data (or the place in the file), `label` the same in the words of the form.
    """

    rule: str
    severity: Severity
    message: str
    path: str = ""
    label: str = ""
    fix: str = ""
    clause: str = ""

    def __str__(self) -> str:
        """One line for people."""
        place = f" {self.label}:" if self.label else ""
        fix = f" → {self.fix}" if self.fix else ""
        return f"[{self.severity}] {self.rule}{place} {self.message}{fix}"


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep a document from being issued."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
