"""What names a template of a kind may use: the shape of the contexts that its examples have.

A shape is a mapping of names, a list with the shape of its items, or None for a plain value.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docgen.context import prepare
from docgen.drafts import draft_of
from docgen.examples import example_data
from docgen.kinds import Kind, kind_of
from docgen.messages import validate

Shape = Any


def shape_of(value: Any) -> Shape:
    """The shape of one context."""
    if isinstance(value, Mapping):
        return {name: shape_of(item) for name, item in value.items()}
    if isinstance(value, list):
        merged: Shape = None
        for item in value:
            merged = merge(merged, shape_of(item))
        return [merged]
    return None


def merge(one: Shape, other: Shape) -> Shape:
    """What either has; a group that is empty in one example keeps the fields it has in the other."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {name: merge(one.get(name), other.get(name)) for name in {**one, **other}}
    if isinstance(one, list) and isinstance(other, list):
        return [merge(one[0], other[0])]
    return other if one is None else one


@lru_cache(maxsize=64)
def samples(kind_code: str, variant: str) -> tuple[Any, ...]:
    """Contexts to try a template with: of the complete example, of the minimal one, of a draft of nothing."""
    kind = kind_of(kind_code)
    documents = [validate(example_data(kind, variant, minimal=minimal), kind) for minimal in (False, True)]
    drafted, _ = draft_of({"bien_the": variant}, kind)
    return (*(prepare(document, kind) for document in documents), prepare(drafted, kind, draft=True))


def template_samples(kind: Kind, variant: str | None) -> list[Any]:
    """The samples of one variant, or of all that share the template of the kind."""
    return [sample for code in ([variant] if variant else kind.variants) for sample in samples(kind.code, code)]


def template_shape(kind: Kind, variant: str | None) -> Shape:
    """The names that a template of `kind` may use."""
    merged: Shape = None
    for sample in template_samples(kind, variant):
        merged = merge(merged, shape_of(sample))
    return merged
