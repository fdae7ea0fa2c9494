"""The door: a document of a kind to its context."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Any

from pydantic import BaseModel

from docgen.context import heading, kinds, meeting, members  # noqa: F401 - importing registers what they derive
from docgen.context.derived import Facts, Frame
from docgen.context.walk import walk
from docgen.kinds import Kind
from docgen.standard import standard_on
from docgen.vietnamese import tones
from schemas.annotations import is_marked
from schemas.fields import PersonName


def prepare(document: Any, kind: Kind, *, draft: bool = False) -> Facts:
    """The context of `document`: plain strings, numbers, booleans, lists and mappings, nothing else."""
    frame = Frame(document, kind, standard_on(document.ngay_ban_hanh), draft)
    facts = walk(document, frame)
    style = document.dau_thanh
    return facts if style is None else respelled(facts, respeller(style.value, tuple(sorted(set(names_in(document))))))


def names_in(model: BaseModel) -> Iterator[str]:
    """Every name of a person in the document, in reading order."""
    for field, info in type(model).model_fields.items():
        value = getattr(model, field)
        items = value if isinstance(value, tuple) else (value,)
        person = is_marked(info, PersonName)
        for item in items:
            if isinstance(item, BaseModel):
                yield from names_in(item)
            elif person and isinstance(item, str):
                yield item


@lru_cache(maxsize=64)
def respeller(style: tones.Style, protected: tuple[str, ...] = ()) -> Callable[[str], str]:
    """Turn text to one tone style, leaving the names of people as they are written in their files."""
    if not protected:
        return lambda text: tones.to_style(text, style)
    pattern = re.compile("(" + "|".join(map(re.escape, sorted(protected, key=len, reverse=True))) + ")")
    return lambda text: "".join(
        piece if place % 2 else tones.to_style(piece, style) for place, piece in enumerate(pattern.split(text))
    )


@cache
def template_respeller(style: tones.Style) -> Callable[[str], str]:
    """The respeller for the words of a template, one object a style."""
    return partial(tones.to_style, style=style)


def respelled(value: Any, respell: Callable[[str], str]) -> Any:
    """Apply `respell` to every string of a context."""
    if isinstance(value, str):
        return respell(value)
    if isinstance(value, list):
        return [respelled(item, respell) for item in value]
    return {name: respelled(item, respell) for name, item in value.items()} if isinstance(value, dict) else value
