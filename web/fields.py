"""From a schema to what a form shows: a tree of frozen views, one a field. Nothing here knows a kind by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docgen.check.content.counting import COUNTED
from schemas.annotations import is_marked, is_model, unwrapped
from schemas.fields import LINE_LIMIT, TEXT_LIMIT, Choice, Paragraphs, PersonName

VARIANT_FIELD = "bien_the"
"""Says which variant the data is; the address of a page does so too, so no form asks for it."""


class Widget(StrEnum):
    """What a field is asked with."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    """A list of short texts: a box in which every line is one."""
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    YES_NO = "yes_no"
    GROUP = "group"
    ROWS = "rows"
    """A list of groups."""


YES, NO = "co", "khong"
_WIDGETS: dict[type, Widget] = {
    str: Widget.LINE,
    int: Widget.WHOLE,
    Decimal: Widget.DECIMAL,
    bool: Widget.YES_NO,
    dt.date: Widget.DATE,
    dt.time: Widget.TIME,
}
_LIMITS = {Widget.LINE: LINE_LIMIT, Widget.TEXT: TEXT_LIMIT}
INLINE = frozenset({Widget.LINE, Widget.WHOLE, Widget.DECIMAL, Widget.DATE, Widget.TIME, Widget.CHOICE, Widget.YES_NO})
"""Widgets of one line: what a pasted table can fill."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a form. `path` leads to it in the data; the place of a row in it is `*`.

    `default` is what the form sends when nothing was chosen; `fields` are those of a group, or of each row; `is_person` says that
    the answer names a person (each line does, in a box of lines), `is_counted` that its numbers add up to something to be told.
    """

    name: str
    path: str
    title: str
    hint: str
    widget: Widget
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    example: str = ""
    default: str = ""
    when_blank: str = ""
    least: int = 0
    longest: int = 0
    is_person: bool = False
    is_counted: bool = False
    fields: tuple[FieldView, ...] = ()

    @property
    def repeated(self) -> bool:
        """Whether it holds any number of answers."""
        return self.widget in {Widget.ROWS, Widget.LINES}

    @property
    def is_group(self) -> bool:
        """Whether it holds other fields."""
        return self.widget in {Widget.GROUP, Widget.ROWS}

    @property
    def whom(self) -> FieldView | None:
        """The field that names the person a group is about: its first one, or that of the group it begins with."""
        first = self.fields[0] if self.fields else None
        if first is None or first.repeated:
            return None
        return first if first.is_person else first.whom

    def child(self, name: str) -> FieldView | None:
        """The field `name` in it."""
        return next((one for one in self.fields if one.name == name), None)


@lru_cache(maxsize=64)
def form_of(model: type[BaseModel]) -> FieldView:
    """The whole form of one variant, as a group without a name; of any other model too, which then has no title."""
    info = model.model_fields.get(VARIANT_FIELD)
    title = (info.description or "").rstrip(".") if info else ""
    return FieldView("", "", title, "", Widget.GROUP, required=True, fields=_fields(model, ""))


def _fields(model: type[BaseModel], prefix: str) -> tuple[FieldView, ...]:
    return tuple(_view(name, info, prefix + name) for name, info in model.model_fields.items() if name != VARIANT_FIELD)


def _view(name: str, info: FieldInfo, path: str) -> FieldView:
    wanted = unwrapped(info.annotation)
    widget = _widget(wanted, info)
    least = max((rule.min_length for rule in info.metadata if isinstance(rule, MinLen)), default=0)
    item = unwrapped(get_args(wanted)[0]) if widget in {Widget.ROWS, Widget.LINES} else wanted
    below = {Widget.ROWS: f"{path}.*.", Widget.GROUP: f"{path}."}.get(widget)
    default = _code(info.default) if widget in {Widget.CHOICE, Widget.YES_NO} else ""
    return FieldView(
        name,
        path,
        info.title or name,
        info.description or "",
        widget,
        required=info.is_required() or (get_origin(wanted) is tuple and least > 0),
        choices=_choices(wanted),
        example=_example(info, widget),
        default=default or (NO if widget is Widget.YES_NO else ""),
        when_blank=str(info.default) if widget is Widget.WHOLE and isinstance(info.default, int) else "",
        least=least,
        longest=_longest(info, widget),
        is_person=is_marked(info, PersonName),
        is_counted=is_model(item) and issubclass(item, COUNTED),
        fields=_fields(item, below) if below else (),
    )


def _widget(wanted: Any, info: FieldInfo) -> Widget:
    if get_origin(wanted) is tuple:
        return Widget.ROWS if is_model(unwrapped(get_args(wanted)[0])) else Widget.LINES
    if is_model(wanted):
        return Widget.GROUP
    if get_origin(wanted) is Literal or issubclass(wanted, Choice):
        return Widget.CHOICE
    return Widget.TEXT if is_marked(info, Paragraphs) else _WIDGETS[wanted]


def _choices(wanted: Any) -> tuple[tuple[str, str], ...]:
    if get_origin(wanted) is Literal:
        return tuple((str(value), str(value)) for value in get_args(wanted))
    if isinstance(wanted, type) and issubclass(wanted, Choice):
        return tuple((member.value, member.label) for member in wanted)
    return ()


def _code(default: Any) -> str:
    if isinstance(default, bool):
        return YES if default else NO
    return str(default.value) if isinstance(default, Choice) else ""


def _example(info: FieldInfo, widget: Widget) -> str:
    example = (info.examples or [None])[0]
    if widget is Widget.LINES and isinstance(example, list):
        return str(example[0]) if example else ""
    shown = widget in {Widget.LINE, Widget.TEXT, Widget.WHOLE, Widget.DECIMAL, Widget.DATE, Widget.TIME}
    return str(example) if shown and example is not None else ""


def _longest(info: FieldInfo, widget: Widget) -> int:
    return min((rule.max_length for rule in info.metadata if isinstance(rule, MaxLen)), default=_LIMITS.get(widget, 0))
