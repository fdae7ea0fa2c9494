"""Answers of one document carried over into the next: the fields that are kept, nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docgen.vietnamese.names import loose_key
from web.fields import FieldView, Widget
from web.forms import Answers, blank_answers, is_blank

_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}|\d{4}|tháng\s+\d|ngày\s+\d", re.IGNORECASE)


@dataclass(frozen=True)
class Carrier:
    """Copies answers: the fields that are kept, without people who are gone and without days where none may stand.

    `member` is whom the last document was for: what names that member is not carried over, or names `instead`.
    """

    kept: frozenset[str]
    undated: frozenset[str]
    gone: Collection[str]
    member: str = ""
    instead: str = ""

    def group(self, source: Answers, view: FieldView, *, whole: bool = False) -> Answers:
        """The answers of a group that carry over, the others blank; `whole`: all of them."""
        if view.whom and self._has_gone(source, view):
            return blank_answers(view)
        return {child.name: self._answer(source[child.name], child, whole=whole) for child in view.fields}

    def _answer(self, source: Any, view: FieldView, *, whole: bool) -> Any:
        whole = whole or view.path in self.kept
        if view.widget is Widget.GROUP:
            return self.group(source, view, whole=whole)
        if view.widget is Widget.ROWS:
            rows = [self.group(row, view, whole=whole) for row in source if not (view.whom and self._has_gone(row, view))]
            return [row for row in rows if any(not is_blank(row[child.name], child) for child in view.fields)]
        dated = view.path in self.undated and _DAY.search(source)
        left = view.is_person and not view.repeated and loose_key(source) in self.gone
        return self._of_anybody(source, view) if whole and not dated and not left else view.default

    def _of_anybody(self, answer: str, view: FieldView) -> str:
        """The answer without the lines that name the member, or with another name in them; a person's own field stays."""
        if self._named is None or view.is_person:
            return answer
        if self.instead:
            return self._named.sub(self.instead, answer)
        return "\n".join(line for line in answer.split("\n") if not self._named.search(line))

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        words = r"\s+".join(map(re.escape, self.member.split()))
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE) if words else None

    def _has_gone(self, source: Answers, view: FieldView) -> bool:
        first = view.fields[0]
        answer = source[first.name]
        return loose_key(answer) in self.gone if first.is_person else self._has_gone(answer, first)
