"""Reading the annotations of a schema: what a field is when its optional and its constraints are taken off."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeGuard, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def unwrapped(annotation: Any) -> Any:
    """What an Annotated or an optional wraps: `Annotated[Dong | None, …]` -> `str`."""
    while hasattr(annotation, "__metadata__") or type(None) in get_args(annotation):
        annotation = next(argument for argument in get_args(annotation) if argument is not type(None))
    return annotation


def is_model(annotation: Any) -> TypeGuard[type[BaseModel]]:
    """Whether an annotation is a model and nothing else."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation: itself, of its optional, of its tuple."""
    if is_model(annotation):
        return annotation
    return next((found for argument in get_args(annotation) if (found := model_in(argument))), None)


def is_marked(info: FieldInfo, marker: type) -> bool:
    """Whether a field, or the type inside its optional, carries `marker` (Paragraphs, NotPrinted, PersonName)."""
    return any(isinstance(item, marker) for item in info.metadata) or _annotation_marked(info.annotation, marker)


@lru_cache(maxsize=512)
def marked_fields(model: type[BaseModel], marker: type) -> frozenset[str]:
    """The fields of a model that carry `marker`; looked for once."""
    return frozenset(name for name, info in model.model_fields.items() if is_marked(info, marker))


def _annotation_marked(annotation: Any, marker: type) -> bool:
    if any(isinstance(item, marker) for item in getattr(annotation, "__metadata__", ())):
        return True
    return any(_annotation_marked(argument, marker) for argument in get_args(annotation) if argument is not type(None))
