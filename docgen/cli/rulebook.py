"""The rules of all registries in one form: what `docgen rules` shows and docs/rules.md prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from inspect import cleandoc

from docgen.check.finding import Severity
from docgen.check.layout import LayoutRule, layout_rules
from docgen.check.registry import Rule, content_rules
from docgen.register_rules import REGISTER_RULES
from docgen.standard import Format, standard_on
from docgen.standard.values import Sourced
from docgen.vietnamese.dates import short

Sources = tuple[tuple[str, str], ...]
"""Where a rule stands: pairs of clause and grade."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as readers see it. `earlier` are its sources under the format standard before the one in force."""

    id: str
    severity: Severity
    title: str
    sources: Sources
    text: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    earlier: Sources | None = None

    @property
    def grades(self) -> str:
        """The grades of its sources: A, B."""
        return ", ".join(sorted({grade for _, grade in self.sources}))

    def as_dict(self) -> dict[str, str | None]:
        """The rule as plain data."""
        return {
            "id": self.id,
            "severity": self.severity,
            "title": self.title,
            "clause": " | ".join(dict.fromkeys(clause for clause, _ in self.sources)),
            "grade": self.grades,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "doc": self.text,
        }

    def facts(self) -> list[tuple[str, str]]:
        """Where it stands and when it holds, as pairs of a word and a line."""
        found = [("Nguồn", _source_line(source)) for source in self.sources]
        if self.valid_from:
            found.append(("Áp dụng", f"văn bản từ ngày {short(self.valid_from)}"))
        if self.valid_to:
            found.append(("Áp dụng", f"văn bản đến ngày {short(self.valid_to)}"))
        if self.earlier is not None and self.earlier != self.sources:
            before = f"Văn bản trước ngày {short(standard_on(dt.date.max).format.valid_from)}"
            found += [(before, _source_line(source)) for source in self.earlier] or [(before, "không xét")]
        return found


def _source_line(source: tuple[str, str]) -> str:
    return f"{source[0]} (mức xác thực {source[1]})"


@lru_cache(maxsize=1)
def rulebook() -> Mapping[str, Entry]:
    """Every rule by id: those on content, then those of the register, then those on layout."""
    now = standard_on(dt.date.max).format
    before = standard_on(now.valid_from - dt.timedelta(days=1)).format
    content = {rule.id: _of_content(rule) for rule in (*content_rules().values(), *REGISTER_RULES.values())}
    return content | {rule.id: _of_layout(rule, now, before) for rule in layout_rules().values()}


def _of_content(rule: Rule) -> Entry:
    text = cleandoc(rule.judge.__doc__ or "")
    return Entry(rule.id, rule.severity, rule.title, ((rule.clause, rule.grade),), text, rule.valid_from, rule.valid_to)


def _of_layout(rule: LayoutRule, now: Format, before: Format) -> Entry:
    sources, earlier = _distinct(rule.cited(now)), _distinct(rule.cited(before))
    return Entry(rule.id, rule.severity, rule.title, sources, cleandoc(rule.page), earlier=earlier)


def _distinct(values: Iterable[Sourced]) -> Sources:
    return tuple(dict.fromkeys((value.clause, value.grade) for value in values))
