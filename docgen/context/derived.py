"""What a type of fact adds to the context besides its own fields.

A function registered with `@derives(Model)` gets the model, the context of its own fields and the frame, and returns more names.
It serves every kind that uses the model; a subclass inherits the additions of its bases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from docgen.kinds import Kind
from docgen.standard import Standard
from schemas.annotations import model_in

Facts = dict[str, Any]
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a derivation may look at besides its model: the whole document, its kind, the rules of its day."""

    document: Any
    kind: Kind
    standard: Standard
    draft: bool


Derivation = Callable[[Any, Facts, Frame], Mapping[str, Any]]
_REGISTRY: dict[type[BaseModel], Derivation] = {}
_ALONE: set[Derivation] = set()


def derives(
    model: type[M], *, alone: bool = False
) -> Callable[[Callable[[M, Facts, Frame], Mapping[str, Any]]], Callable[[M, Facts, Frame], Mapping[str, Any]]]:
    """Register the decorated function for `model`; `alone`: it looks at the model and its facts, not at the frame."""

    def register(function: Callable[[M, Facts, Frame], Mapping[str, Any]]) -> Callable[[M, Facts, Frame], Mapping[str, Any]]:
        _REGISTRY[model] = function
        if alone:
            _ALONE.add(function)
        return function

    return register


@lru_cache(maxsize=512)
def derivations(model: type[BaseModel]) -> tuple[Derivation, ...]:
    """The functions for `model` and its bases, bases first."""
    return tuple(_REGISTRY[base] for base in reversed(model.__mro__) if base in _REGISTRY)


@lru_cache(maxsize=512)
def stands_alone(model: type[BaseModel]) -> bool:
    """Whether the context of a model says the same in every document: it holds no other model, and nothing looks at the frame."""
    holds_models = any(model_in(info.annotation) for info in model.model_fields.values())
    return not holds_models and all(derivation in _ALONE for derivation in derivations(model))
