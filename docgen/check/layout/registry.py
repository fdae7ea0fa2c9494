"""The rules on layout. A rule is one function that gets the located document and yields a flaw for every place that breaks it.

The docstring of the function (Vietnamese) is its page in docs/rules.md. Clause and grade are never written here: every flaw
carries the value of the standard that is not kept, and that value says where it stands and how sure it is on the document's day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from docgen.check.finding import Severity
from docgen.check.layout import practice
from docgen.check.layout.lines import Line
from docgen.check.layout.locate import Layout
from docgen.check.registry import import_modules
from docgen.docx.view import Paragraph
from docgen.standard.format import Format
from docgen.standard.values import Grade, Sourced

_BLOCKING_GRADES = frozenset({"A", "B"})
_PRACTICE = "practice."


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place that breaks a rule: the value that is not kept, what is wrong with what, what to do.

    `where` adds to the name of the component ("Điều 3", "bảng 2"); `severity` overrides the rule's; `grade` that of the source,
    where one property of it is less sure than the rest.
    """

    source: Sourced
    message: str
    at: Line | Paragraph | None = None
    where: str = ""
    fix: str = ""
    severity: Severity | None = None
    grade: Grade | None = None


Judge = Callable[[Layout], Iterator[Flaw]]


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """A registered rule. `severity` is the highest it can have: what is not attested by grade A or B only warns."""

    id: str
    title: str
    severity: Severity
    sources: tuple[str, ...]
    """Where the values it compares with stand: dotted paths into `Format`, or into `practice`."""
    judge: Judge

    @property
    def page(self) -> str:
        """Its page for readers."""
        return self.judge.__doc__ or ""

    def cited(self, rules: Format) -> tuple[Sourced, ...]:
        """The values it compares with on the day of `rules`."""
        return tuple(found for path in self.sources if (found := source(rules, path)) is not None)

    def severity_of(self, flaw: Flaw) -> Severity:
        """Error only where the rule says so and the value is attested by grade A or B."""
        wanted = flaw.severity or self.severity
        sure = (flaw.grade or flaw.source.grade) in _BLOCKING_GRADES
        return wanted if sure or wanted is not Severity.ERROR else Severity.WARNING


def source(rules: Format, path: str) -> Sourced | None:
    """The value at a dotted path; None where the standard of the day does not have it."""
    found: object = practice if path.startswith(_PRACTICE) else rules
    for step in path.removeprefix(_PRACTICE).split("."):
        found = found[step] if isinstance(found, Mapping) else getattr(found, step)
    return found if isinstance(found, Sourced) else None


_RULES: dict[str, LayoutRule] = {}


def rule(identifier: str, severity: str, title: str, *sources: str) -> Callable[[Judge], Judge]:
    """Register the decorated function as the rule `identifier`."""

    def register(judge: Judge) -> Judge:
        if identifier in _RULES:
            raise ValueError(f"rule {identifier} is registered twice")
        _RULES[identifier] = LayoutRule(identifier, title, Severity(severity), sources, judge)
        return judge

    return register


@lru_cache(maxsize=1)
def layout_rules() -> Mapping[str, LayoutRule]:
    """All rules by id, in the order of their ids."""
    import_modules("docgen.check.layout.rules")
    return dict(sorted(_RULES.items()))
