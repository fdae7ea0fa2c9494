"""The rules on content: what each one is called, where it stands, when it holds, and the function that judges it.

A rule is one function. It gets the case (document, kind, rules of the day) and yields a hit for every place that breaks it; its
docstring is its page in docs/rules.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from docgen.check.finding import Severity
from docgen.kinds import Kind
from docgen.standard import Standard
from docgen.standard.values import Grade


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that breaks a rule: `path` in the data, what is wrong with which value, what to do.

    `severity` overrides the rule's, downwards.
    """

    path: str
    message: str
    fix: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule judges. `known` is what rules have read from the document, so that the next one need not read it again."""

    document: Any
    kind: Kind
    standard: Standard
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


Judge = Callable[[Any], Iterator[Hit]]
"""Judges a `Case`; the rules of the register judge what they need themselves."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule. `clause` and `grade` say where it stands and how sure that is; only grades A and B may block."""

    id: str
    title: str
    severity: Severity
    clause: str
    grade: Grade
    judge: Judge
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    by_part: bool = False
    """Whether each hit is about one part of the document, and stays whatever the other parts say."""

    def holds(self, day: dt.date) -> bool:
        """Whether the rule holds for a document of `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


_RULES: dict[str, Rule] = {}
_BY_PART: set[Judge] = set()


def by_part(judge: Judge) -> Judge:
    """Say of a rule that it judges part by part (`Rule.by_part`)."""
    _BY_PART.add(judge)
    return judge


def rule(
    identifier: str,
    severity: str,
    title: str,
    *,
    clause: str,
    grade: Grade,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Callable[[Judge], Judge]:
    """Register the decorated function as the rule `identifier`."""

    def register(judge: Judge) -> Judge:
        if identifier in _RULES:
            raise ValueError(f"rule {identifier} is registered twice")
        _RULES[identifier] = Rule(
            identifier, title, Severity(severity), clause, grade, judge, valid_from, valid_to, judge in _BY_PART
        )
        return judge

    return register


def import_modules(name: str) -> None:
    """Import every module of a package, so that the rules in it register themselves."""
    package = import_module(name)
    for module in iter_modules(package.__path__):
        import_module(f"{name}.{module.name}")


@lru_cache(maxsize=1)
def content_rules() -> Mapping[str, Rule]:
    """All rules by id, in the order of their ids."""
    import_modules("docgen.check.content")
    return dict(sorted(_RULES.items()))
