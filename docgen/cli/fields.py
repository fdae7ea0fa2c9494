"""The fields of all schemas as Markdown tables: the generated part of docs/glossary.md."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docgen.kinds import KINDS
from schemas.annotations import is_marked, is_model, unwrapped
from schemas.fields import Choice, Model, Paragraphs, PersonName

_TYPES = {str: "chữ", int: "số nguyên", Decimal: "số", bool: "có/không", dt.date: "ngày", dt.time: "giờ"}
_HEAD = "| Tên trường | Tiêu đề | Ý nghĩa | Kiểu | Bắt buộc | Ví dụ |\n|---|---|---|---|---|---|"


def field_tables() -> str:
    """Every kind with its variants, then the groups and the lists of choices they use."""
    variants = [model for kind in KINDS.values() for model in kind.variants.values()]
    reached = _reached(variants)
    names = _names(reached)
    lines = ["## Trường của từng loại văn bản", ""]
    for kind in KINDS.values():
        lines += [f"### {kind.title} (`{kind.code}`)", ""]
        for code, model in kind.variants.items():
            lines += [*_table(model, f"#### Biến thể `{code}`: {_what(model)}"), ""]
    lines += ["## Nhóm trường dùng chung", ""]
    for model in (one for one in reached if is_model(one) and one not in variants):
        lines += [*_table(model, f"### {model.__name__}: {names.get(model, 'phần chung')}"), ""]
    lines += ["## Danh sách giá trị chọn", ""]
    for choice in (one for one in reached if issubclass(one, Choice)):
        lines += [_anchor(choice.__name__), f"### {choice.__name__}: {names[choice]}", "", "| Giá trị | Nghĩa |", "|---|---|"]
        lines += [*(f"| `{member.value}` | {escaped(member.label)} |" for member in choice), ""]
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """Text in which Markdown sees nothing of its own."""
    for letter in "\\`*_|<>":
        text = text.replace(letter, f"\\{letter}")
    return text.replace("\n", " ")


def _what(model: type[BaseModel]) -> str:
    return (model.model_fields["bien_the"].description or "").rstrip(".")


def _anchor(name: str) -> str:
    return f'<a id="{name.lower()}"></a>\n'


def _table(model: type[BaseModel], heading: str) -> list[str]:
    own = {name: info for name, info in model.model_fields.items() if name in model.__annotations__}
    bases = [base for base in model.__mro__[1:] if _has_fields(base)]
    lines = [_anchor(model.__name__), heading, ""]
    if bases:
        lines += [f"Có mọi trường của {', '.join(_link(base) for base in bases)}.", ""]
    return [*lines, _HEAD, *(_row(name, info) for name, info in own.items())] if own else lines


def _has_fields(base: type) -> bool:
    return issubclass(base, BaseModel) and base not in {BaseModel, Model} and bool(base.__annotations__)


def _row(name: str, info: FieldInfo) -> str:
    cells = (
        f"`{name}`",
        escaped(info.title or ""),
        escaped(info.description or ""),
        _type(info.annotation, info),
        "có" if info.is_required() else "",
        _example(info),
    )
    return f"| {' | '.join(cells)} |"


def _link(model: type) -> str:
    return f"[{model.__name__}](#{model.__name__.lower()})"


def _type(annotation: Any, info: FieldInfo) -> str:
    wanted = unwrapped(annotation)
    if get_origin(wanted) is tuple:
        return f"danh sách: {_type(get_args(wanted)[0], FieldInfo(annotation=get_args(wanted)[0]))}"
    if is_model(wanted):
        return f"nhóm {_link(wanted)}"
    if get_origin(wanted) is Literal:
        return " hoặc ".join(f"`{value}`" for value in get_args(wanted))
    if issubclass(wanted, Choice):
        return f"chọn {_link(wanted)}"
    if is_marked(info, Paragraphs):
        return "đoạn văn"
    return "họ tên" if is_marked(info, PersonName) else _TYPES[wanted]


def _example(info: FieldInfo) -> str:
    example = (info.examples or [None])[0]
    if example in ({}, [], None):
        return ""
    return f"`{example}`" if isinstance(example, str) else f"`{json.dumps(example, ensure_ascii=False)}`"


def _parts(annotation: Any) -> Iterator[type]:
    """The models and lists of choices inside an annotation."""
    wanted = unwrapped(annotation)
    if get_origin(wanted) is tuple:
        yield from _parts(get_args(wanted)[0])
    elif isinstance(wanted, type) and issubclass(wanted, BaseModel | Choice):
        yield wanted


def _reached(models: list[type[BaseModel]]) -> list[type]:
    """Everything that `models` use, and their bases, by name."""
    found: set[type] = set()
    waiting: list[type] = list(models)
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        if is_model(one):
            waiting += [base for base in one.__mro__[1:] if _has_fields(base)]
            waiting += [part for info in one.model_fields.values() for part in _parts(info.annotation)]
    return sorted(found, key=lambda one: one.__name__)


def _names(reached: list[type]) -> dict[type, str]:
    """What forms call a group or a choice: the title of the first field that holds it."""
    fields = [info for model in reached if is_model(model) for info in model.model_fields.values()]
    return {part: info.title or "" for info in reversed(fields) for part in _parts(info.annotation)}
