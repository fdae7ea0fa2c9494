"""Documents that are alike but for a person: what was found in one holds for the next where a rule has looked at nothing else.

The decisions of a run differ in the member and in little else. While the second document of a likeness is judged, it is watched
which of its own facts each rule looks at; in those that follow, a rule is judged again only where one of these facts is another.
A rule that judges part by part (`Rule.by_part`) has to look at the document's own parts alone: what it says of the others it has
said. Outside of runs nothing is shared, and every rule is judged on every document.
"""

from __future__ import annotations

import types
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from pydantic import BaseModel

from docgen.check.content.facts import inside, only, parts
from docgen.check.finding import Finding
from docgen.check.registry import Case, Rule
from docgen.shared_parts import is_shared

_KEPT = 64
"""Likenesses that are remembered: for each group of members one."""

Judged = Callable[[Rule, Case], tuple[Finding, ...]]
Read = tuple[str, str]
"""A fact that a rule has looked at: the field of the document, and the field of the part that stands there."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a rule has found in a likeness: it finds the same as long as the facts that it has looked at are these."""

    rule: Rule
    reads: tuple[Read, ...]
    values: tuple[Any, ...]
    findings: tuple[Finding, ...]


_NEVER = (object(),)
"""Values for a rule that has found something in the document's own parts: it is judged every time."""


@dataclass(frozen=True, slots=True)
class _Alike:
    """Rules that have looked at the same facts, and all that they have found."""

    rules: tuple[Rule, ...]
    reads: tuple[Read, ...]
    values: tuple[Any, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Likeness:
    """What documents have in common: `shared` keeps their parts, so that no other object can take the place of one."""

    shared: tuple[Any, ...]
    alike: tuple[_Alike, ...] = ()
    by_part: tuple[_Verdict, ...] = ()

    def learn(self, verdicts: Sequence[_Verdict]) -> None:
        """Remember what each rule has found."""
        self.by_part = tuple(verdict for verdict in verdicts if verdict.rule.by_part)
        groups: dict[Any, list[_Verdict]] = {}
        for verdict in verdicts:
            if not verdict.rule.by_part:
                groups.setdefault((verdict.reads, verdict.values is _NEVER), []).append(verdict)
        self.alike = tuple(_together(group) for group in groups.values())


def _together(verdicts: Sequence[_Verdict]) -> _Alike:
    rules = tuple(verdict.rule for verdict in verdicts)
    findings = tuple(finding for verdict in verdicts for finding in verdict.findings)
    return _Alike(rules, verdicts[0].reads, verdicts[0].values, findings)


_known: OrderedDict[Any, _Likeness] = OrderedDict()
_knowing = Lock()
_watch: ContextVar[set[str] | None] = ContextVar("_watch", default=None)


def judge(case: Case, rules: Iterable[Rule], judged: Judged) -> Iterator[Finding]:
    """What `judged` finds in the document by each of the `rules`, in no order."""
    own, likeness = _likeness(case)
    if likeness is None:
        for rule in rules:
            yield from judged(rule, case)
        return
    if not likeness.alike:
        likeness.learn([*_verdicts(case, own, rules, judged)])
    for group in likeness.alike:
        if _values(own, group.reads) == group.values:
            yield from group.findings
        else:
            for rule in group.rules:
                yield from judged(rule, case)
    alone = only(case, [found for name, part in own.items() for found in inside(name, part)])
    for verdict in likeness.by_part:
        holds = _values(own, verdict.reads) == verdict.values and not any(True for _ in verdict.rule.judge(alone))
        yield from verdict.findings if holds else judged(verdict.rule, case)


def _likeness(case: Case) -> tuple[dict[str, BaseModel], _Likeness | None]:
    """The parts that are this document's only, and what it has in common with others.

    None for the first of a likeness, where nothing is shared, and where a list is this document's own: most lists of duties that
    somebody has written are one member's only.
    """
    own: dict[str, BaseModel] = {}
    shared: list[Any] = []
    told: list[Any] = [type(case.document), case.kind.code]
    for name, value in case.document.__dict__.items():
        if is_shared(value):
            shared.append(value)
            told.append(id(value))
        elif isinstance(value, BaseModel):
            own[name] = value
            told.append(type(value))
        elif type(value).__hash__ is None or (isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value)):
            return {}, None
        else:
            told.append(value)
    return own, _found(tuple(told), shared) if own and shared else None


def _found(key: tuple[Any, ...], shared: list[Any]) -> _Likeness | None:
    with _knowing:
        found = _known.get(key)
        if found is not None:
            _known.move_to_end(key)
            return found
        while len(_known) >= _KEPT:
            _known.popitem(last=False)
        _known[key] = _Likeness(tuple(shared))
    return None


def _values(own: dict[str, BaseModel], reads: Iterable[Read]) -> tuple[Any, ...]:
    return tuple([getattr(own[field], name) for field, name in reads])


def _verdicts(case: Case, own: dict[str, BaseModel], rules: Iterable[Rule], judged: Judged) -> Iterator[_Verdict]:
    """Judge by every rule and see which of the own facts it looks at."""
    watching = {field: _watched(field, part) for field, part in own.items()}
    watched = case.document.model_copy(update=watching)
    others = [(path, part) for path, part in parts(Case(watched, case.kind, case.standard)) if path.partition(".")[0] not in own]
    for rule in rules:
        unread = Case(watched, case.kind, case.standard)
        seen: set[str] = set()
        token = _watch.set(seen)
        try:
            elsewhere = judged(rule, only(unread, others) if rule.by_part else unread)
        finally:
            _watch.reset(token)
        found = judged(rule, case)
        reads = tuple((field, name) for field, _, name in (read.partition(".") for read in sorted(seen)))
        same = found == elsewhere
        yield _Verdict(rule, reads, _values(own, reads), found) if same else _Verdict(rule, (), _NEVER, ())


def _watched(field: str, part: BaseModel) -> BaseModel:
    """The part, telling the watch which of its facts is looked at."""
    return _watching(field, type(part)).model_construct(part.model_fields_set, **part.__dict__)


@lru_cache(maxsize=_KEPT)
def _watching(field: str, model: type[BaseModel]) -> type[BaseModel]:
    def look(self: BaseModel, name: str) -> Any:
        seen = _watch.get()
        if seen is not None and (name in model.model_fields or name == "__dict__"):
            seen.add(f"{field}.{name}")
        return super(model, self).__getattribute__(name)

    told = {"__getattribute__": look, "__module__": __name__, "__doc__": model.__doc__}
    return types.new_class(model.__name__, (model,), exec_body=lambda namespace: namespace.update(told))
