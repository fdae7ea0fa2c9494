"""Documents that are alike but for a person: what was found in one holds for the next where a rule has looked at nothing else.

The decisions of a run differ in the member and in little else. While the second document of a likeness is judged, it is watched
which of its own facts each rule looks at; in those that follow, a rule is judged again only where one of these facts is another.
A rule that judges part by part (`Rule.by_part`) has to look at the document's own parts alone: what it says of the others it has
said. Outside of runs nothing is shared, and every rule is judged on every document.
"""

from __future__ import annotations

import types
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
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
    """What a rule has found in a likeness, as long as the facts that it has looked at are these."""

    rule: Rule
    reads: tuple[Read, ...]
    values: tuple[Any, ...]
    findings: tuple[Finding, ...]
    holds: bool = True
    """False for a rule that has found something in the document's own parts: it is judged every time."""

    @property
    def is_settled(self) -> bool:
        """Whether it holds for every document of the likeness."""
        return self.holds and not self.reads and not self.rule.by_part


@dataclass(slots=True)
class _Likeness:
    """What documents have in common: `shared` keeps their parts, so that no other object can take the place of one."""

    shared: tuple[Any, ...]
    verdicts: tuple[_Verdict, ...] = ()
    settled: tuple[Finding, ...] = ()
    """What rules have found that look at nothing else; `verdicts` are those of the others."""


_known: OrderedDict[Any, _Likeness] = OrderedDict()
_knowing = Lock()
_watch: ContextVar[set[str] | None] = ContextVar("_watch", default=None)


def judge(case: Case, rules: Iterable[Rule], judged: Judged) -> Iterator[Finding]:
    """What `judged` finds in the document by each of the `rules`, in no order."""
    own = _own_parts(case.document)
    likeness = _likeness(case, own) if own else None
    if likeness is None:
        for rule in rules:
            yield from judged(rule, case)
        return
    if not likeness.verdicts:
        verdicts = [_watched_verdict(case, own, rule, judged) for rule in rules]
        likeness.settled = tuple(finding for verdict in verdicts if verdict.is_settled for finding in verdict.findings)
        likeness.verdicts = tuple(verdict for verdict in verdicts if not verdict.is_settled)
    yield from likeness.settled
    alone = only(case, [found for name, part in own.items() for found in inside(name, part)])
    for verdict in likeness.verdicts:
        yield from verdict.findings if _still_holds(verdict, own, alone) else judged(verdict.rule, case)


def _own_parts(document: BaseModel) -> dict[str, BaseModel]:
    """The parts that are this document's only; none where there is more to it than such parts, or nothing is shared."""
    own, shares = {}, False
    for name, value in document.__dict__.items():
        if is_shared(value):
            shares = True
        elif isinstance(value, BaseModel):
            own[name] = value
        elif isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value):
            return {}
    return own if shares else {}


def _likeness(case: Case, own: dict[str, BaseModel]) -> _Likeness | None:
    """That of the document; None where it is the first: most lists of duties that somebody has written are one member's only."""
    shared = tuple(value for value in case.document.__dict__.values() if is_shared(value))
    told = tuple(
        type(value) if name in own else id(value) if is_shared(value) else value for name, value in case.document.__dict__.items()
    )
    key = (type(case.document), case.kind.code, told)
    with _knowing:
        found = _known.get(key)
        if found is not None:
            _known.move_to_end(key)
            return found
        while len(_known) >= _KEPT:
            _known.popitem(last=False)
        _known[key] = _Likeness(shared)
    return None


def _still_holds(verdict: _Verdict, own: dict[str, BaseModel], alone: Case) -> bool:
    if not verdict.holds or _values(own, verdict.reads) != verdict.values:
        return False
    return not (verdict.rule.by_part and any(True for _ in verdict.rule.judge(alone)))


def _values(own: dict[str, BaseModel], reads: Iterable[Read]) -> tuple[Any, ...]:
    return tuple([getattr(own[field], name) for field, name in reads])


def _watched_verdict(case: Case, own: dict[str, BaseModel], rule: Rule, judged: Judged) -> _Verdict:
    """Judge by one rule and see which of the own facts it looks at."""
    watching = {field: _watched(field, part) for field, part in own.items()}
    watched = Case(case.document.model_copy(update=watching), case.kind, case.standard)
    if rule.by_part:
        others = [(path, part) for path, part in parts(watched) if path.partition(".")[0] not in own]
        watched = only(watched, others)
    found = judged(rule, case)
    seen: set[str] = set()
    token = _watch.set(seen)
    try:
        elsewhere = judged(rule, watched)
    finally:
        _watch.reset(token)
    reads = tuple((field, name) for field, _, name in (read.partition(".") for read in sorted(seen)))
    return _Verdict(rule, reads, _values(own, reads), found, holds=found == elsewhere)


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
