"""What a template may say: every name of its data with its title and the tag to copy into Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docgen.kinds import Kind
from docgen.template_shape import template_shape
from web.fields import FieldView, form_of

_ITEMS = ("x", "y", "z", "u", "v", "w")
"""Names for the item of a list, one for each depth."""


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One name: the tags to copy, what the form calls it (empty: computed by the program), how deep it stands."""

    tags: tuple[str, ...]
    title: str
    depth: int = 0


def template_fields(kind: Kind, variant: str) -> list[TemplateField]:
    """The names in the order of the data; those of one variant, or of all that share a template."""
    view = form_of(kind.variant(variant)) if variant else None
    views = [view] if view else [form_of(model) for model in kind.variants.values()]
    return list(_group(template_shape(kind, variant or None), views, "", 0, 0))


def _group(shape: dict[str, Any], views: list[FieldView], prefix: str, depth: int, loops: int) -> Iterator[TemplateField]:
    for name, inner in shape.items():
        children = [child for view in views if (child := view.child(name))]
        yield from _field(inner, children, prefix + name, depth, loops)


def _field(shape: Any, views: list[FieldView], path: str, depth: int, loops: int) -> Iterator[TemplateField]:
    title = views[0].title if views else ""
    if isinstance(shape, dict):
        yield TemplateField((f"{{%p if {path} %}}", "{%p endif %}"), title, depth)
        yield from _group(shape, views, f"{path}.", depth + 1, loops)
    elif isinstance(shape, list):
        item = _ITEMS[min(loops, len(_ITEMS) - 1)]
        own = () if isinstance(shape[0], dict | list) else (f"{{{{ {item} }}}}",)
        yield TemplateField((f"{{%p for {item} in {path} %}}", *own, "{%p endfor %}"), title, depth)
        if isinstance(shape[0], dict):
            yield from _group(shape[0], views, f"{item}.", depth + 1, loops + 1)
    else:
        yield TemplateField((f"{{{{ {path} }}}}",), title, depth)
