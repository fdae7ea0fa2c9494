"""Parts that the documents of a run share, and what was worked out of them for the document before.

Most of a member's decision is the same as the next member's: the issuing body, the grounds, the duties of a group. A worker of a
run names those parts here; whoever works something out of one part and nothing else asks here first. Parts are frozen, so what
was worked out stays true. Outside of runs nothing is shared, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

T = TypeVar("T")

Part = BaseModel | tuple[Any, ...]
"""A group of facts, or a list of such groups."""

_parts: dict[int, tuple[Part, dict[Any, Any]]] = {}
"""By identity, with the part itself, so that no other object can take its place."""


def share(value: Any) -> None:
    """Name every part in a value of data."""
    for part in _parts_of(value):
        _parts.setdefault(id(part), (part, {}))


def unshare(value: Any) -> None:
    """Forget them again."""
    for part in _parts_of(value):
        _parts.pop(id(part), None)


def is_shared(value: Any) -> bool:
    """Whether documents share this very object."""
    return id(value) in _parts


def worked_out(part: Part, work: Any, make: Callable[[], T]) -> T:
    """What `make` gives, made once for a shared part; `work` is a name for what it does, with all else that it depends on."""
    shared = _parts.get(id(part))
    if shared is None:
        return make()
    known = shared[1]
    if work not in known:
        known[work] = make()
    found: T = known[work]
    return found


def _parts_of(value: Any) -> Iterator[Part]:
    if isinstance(value, BaseModel):
        yield value
        value = value.__dict__
    elif isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value):
        yield value
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for item in value:
            yield from _parts_of(item)
