"""The fields of any kind of document that fit into one cell: the columns of a list of such documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from docgen.roster.columns import Holds, plain
from schemas.annotations import is_model, unwrapped
from schemas.fields import Choice

_DEEPEST = 3
_LEFT_OUT = frozenset({"bien_the"})
_ANSWERS: Mapping[str, str] = {
    **dict.fromkeys(("co", "x", "true", "dung", "1"), "true"),
    **dict.fromkeys(("khong", "false", "0"), "false"),
}


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """One field: its path in the data, its title with those of the groups around it, what it holds, and who validates it.

    `choices` are labels by code; `lines`: a list of texts, one a line of the cell.
    """

    path: str
    title: str
    holds: Holds
    choices: Mapping[str, str]
    lines: bool
    required: bool
    hint: str
    example: str
    adapter: TypeAdapter[Any]

    def code(self, text: str) -> str | None:
        """The code of what stands in a cell of choices; None when it is no choice."""
        by_text = {plain(word): code for code, label in self.choices.items() for word in (label, code)}
        found = by_text.get(plain(text))
        return found if found is not None or "true" not in self.choices else _ANSWERS.get(plain(text))


@lru_cache(maxsize=64)
def flat_columns(model: type[BaseModel]) -> tuple[FlatColumn, ...]:
    """Every field of a schema that fits into one cell, in its order."""
    return tuple(_columns(model, "", "", _DEEPEST))


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by path as the data of a document."""
    data: dict[str, Any] = {}
    for path, value in values.items():
        *groups, name = path.split(".")
        inner = data
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[name] = value
    return data


def _columns(model: type[BaseModel], path: str, title: str, depth: int) -> Iterator[FlatColumn]:
    for name, info in model.model_fields.items():
        if name in _LEFT_OUT:
            continue
        own_title = f"{title}{info.title or name}"
        wanted = unwrapped(info.annotation)
        if is_model(wanted):
            if depth:
                yield from _columns(wanted, f"{path}{name}.", f"{own_title}: ", depth - 1)
        elif (column := _column(f"{path}{name}", own_title, wanted, info)) is not None:
            yield column


def _column(path: str, title: str, wanted: Any, info: FieldInfo) -> FlatColumn | None:
    lines = get_origin(wanted) is tuple and unwrapped(get_args(wanted)[0]) is str
    if not lines and not isinstance(wanted, type) and get_origin(wanted) is not Literal:
        return None
    if get_origin(wanted) is tuple and not lines:
        return None
    choices = _choices(wanted)
    holds = Holds.CHOICE if choices else {int: Holds.WHOLE, str: Holds.TEXT}.get(wanted, Holds.TEXT if lines else Holds.DAY)
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated.__class_getitem__((info.annotation, *(info.metadata or [None]))))  # type: ignore[attr-defined]
    example = (info.examples or [""])[0]
    shown = "\n".join(map(str, example)) if isinstance(example, list) else "" if isinstance(example, dict) else str(example)
    return FlatColumn(
        path, title, holds, choices, lines, info.is_required(), info.description or "", choices.get(shown, shown), adapter
    )


def _choices(wanted: Any) -> dict[str, str]:
    if get_origin(wanted) is Literal:
        return {str(value): str(value) for value in get_args(wanted)}
    if wanted is bool:
        return {"true": "có", "false": "không"}
    return {one.value: one.label for one in wanted} if isinstance(wanted, type) and issubclass(wanted, Choice) else {}
