"""How the fields of a form are put together on its page: sections and hints, read from grouping.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from docgen.reading import read_data
from web.fields import FieldView
from web.languages import gettext, language

REST = "*"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with the fields it takes. A folded one is rarely needed and stays closed."""

    key: str
    title: str
    fields: tuple[str, ...]
    folded: bool = False


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("grouping.yaml").read_bytes()
    found: dict[str, Any] = read_data(text, "web/grouping.yaml")
    return found


@lru_cache(maxsize=1)
def hints() -> Mapping[str, str]:
    """What replaces the hint of a field, by the path of its view."""
    return dict(_file()["hints"])


def sections_of_kind(kind: str) -> tuple[Section, ...]:
    """The sections of a kind, those without fields in some variant included, in the language of this request."""
    return _sections(kind, language())


@lru_cache(maxsize=32)
def _sections(kind: str, _spoken: str) -> tuple[Section, ...]:
    listed = _file()["kinds"].get(kind) or _file()["sections"]
    return tuple(
        Section(one["key"], gettext(one["title"]), tuple(one["fields"]), one.get("folded", "false") == "true") for one in listed
    )


def sections_of(form: FieldView, kind: str) -> list[tuple[Section, list[FieldView]]]:
    """The sections of a form with their fields; every field is in exactly one."""
    sections = sections_of_kind(kind)
    named = {name for section in sections for name in section.fields}
    rest = [view for view in form.fields if view.name not in named]
    found = [(section, _taken(section, form, rest)) for section in sections]
    return [(section, views) for section, views in found if views]


def _taken(section: Section, form: FieldView, rest: list[FieldView]) -> list[FieldView]:
    views: list[FieldView] = []
    for name in section.fields:
        view = form.child(name)
        views += rest if name == REST else [view] if view else []
    return views
