"""What is wrong with the answers, in the words of the form: which field, what to do. No word of computers."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from docgen.errors import DocgenError
from docgen.kinds import Kind
from docgen.messages import SENTENCES, causes
from web.fields import FieldView, Widget
from web.forms import Answers
from web.grouping import sections_of
from web.languages import gettext as _

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `path` leads to the field (empty: the whole form); `message` is said beside it and on top."""

    path: str
    message: str

    @property
    def link(self) -> tuple[str, str]:
        """The id of the field on the page, and the message."""
        return (f"f-{self.path}" if self.path else ""), self.message


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: the field that shows it, what stands around it, the line in a list of lines."""

    view: FieldView
    path: str
    around: str = ""
    line: int | None = None


Details = Mapping[str, Any]
_OTHER: Mapping[str, Callable[[FieldView, Any, Details], str]] = {
    "missing": lambda view, _value, _details: _ask(view),
    "too_short": lambda view, _value, details: _at_least(view, details["min_length"]),
    "too_long": lambda view, _value, details: _(
        "“%(title)s” nhiều nhất %(count)s mục; bỏ bớt", title=view.title, count=details["max_length"]
    ),
    "int_parsing": lambda view, value, _details: _(
        "ghi %(title)s bằng chữ số%(example)s; đang là “%(value)s”", **_said(view, value)
    ),
    "decimal_parsing": lambda view, value, _details: _(
        "ghi %(title)s bằng số%(example)s; đang là “%(value)s”", **_said(view, value)
    ),
    "string_pattern_mismatch": lambda view, value, _details: _(
        "ghi %(title)s%(example)s; đang là “%(value)s”", **_said(view, value)
    ),
    "enum": lambda view, _value, _details: _("chọn %(title)s trong danh sách", title=in_sentence(view.title)),
    "literal_error": lambda view, _value, _details: _("chọn %(title)s trong danh sách", title=in_sentence(view.title)),
}
"""Where a form says it otherwise than a data file would be told. Everything else is the engine's sentence after the title."""


def said(error: DocgenError) -> str:
    """What went wrong and what to do about it on a page."""
    return f"{error} → {error.page_hint}" if error.page_hint else str(error)


def check(data: dict[str, Any], answers: Answers, form: FieldView, kind: Kind) -> tuple[Any, list[Problem]]:
    """The document that `data` describes, or None and everything that has to be mended."""
    try:
        return kind.adapter.validate_python(data), []
    except ValidationError as error:
        return None, in_order_of_page(problems_of(error, answers, form, kind.variants), form, kind)
    except RecursionError:
        return None, [Problem("", _("Các phần lồng nhau quá sâu; bỏ bớt"))]


def check_model(
    data: dict[str, Any], answers: Answers, form: FieldView, model: type[Model]
) -> tuple[Model | None, list[Problem]]:
    """The same for a short form: what it says, or None and everything that has to be mended, in the order of the form."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        order = {view.name: number for number, view in enumerate(form.fields)}
        problems = dict.fromkeys(problems_of(error, answers, form))
        return None, sorted(problems, key=lambda problem: order.get(problem.path.split(".")[0], -1))


def problems_of(error: ValidationError, answers: Answers, form: FieldView, variants: Container[str] = ()) -> list[Problem]:
    """What a schema refuses, in its order; the names of `variants` are steps of its paths that no form has."""
    return [_problem(detail, answers, form, variants) for detail in causes(error)]


def _problem(detail: Any, answers: Answers, form: FieldView, variants: Container[str]) -> Problem:
    steps = [step for step in detail["loc"] if step not in variants]
    place = locate(steps, answers, form)
    value, details = detail.get("input"), detail.get("ctx", {})
    said = _OTHER.get(detail["type"])
    if said:
        sentence = said(place.view, value, details)
    else:
        told = SENTENCES.get(detail["type"], _unforeseen)(value, details)
        sentence = f"{in_sentence(place.view.title)}: {told}" if place.view.title and place.path else told
    line = _("dòng %(number)s, ", number=place.line) if place.line else ""
    around = f"{place.around}: " if place.around else ""
    return Problem(place.path, _capital(f"{around}{line}{sentence}"))


def _unforeseen(_value: Any, _details: Details) -> str:
    return _("xem lại chỗ này")


def locate(steps: list[str | int], answers: Answers, form: FieldView) -> Place:
    """The field that a path in the data leads to; where the path goes deeper than the form, the last one on the way."""
    view, path, here = form, "", answers
    rows: list[str] = []
    group = ""
    for step in steps:
        if isinstance(step, int):
            if view.widget is Widget.LINES:
                return Place(view, path, _around(rows, group), _line_number(here, step))
            if view.widget is not Widget.ROWS:
                break
            rows.append(_("%(title)s, mục %(number)s", title=view.title, number=step + 1))
            path = f"{path}.{step}"
            here = here[step] if isinstance(here, list) and step < len(here) else {}
            continue
        child = view.child(step) if view.is_group else None
        if child is None:
            break
        group = view.title if view.widget is Widget.GROUP and view.path else group
        view, path = child, f"{path}.{step}" if path else step
        here = here.get(step, {}) if isinstance(here, dict) else {}
    return Place(view, path, _around(rows, group))


def _around(rows: list[str], group: str) -> str:
    """The rows around a field; without any, the group it is in."""
    return " › ".join(rows) or group


def _line_number(text: Any, item: int) -> int:
    """The line of the box that holds an item: blank lines are no items."""
    filled = [number for number, line in enumerate(str(text).split("\n"), 1) if line.strip()]
    return filled[item] if item < len(filled) else item + 1


def in_order_of_page(problems: list[Problem], form: FieldView, kind: Kind) -> list[Problem]:
    """Problems in the order of the sections, each once."""
    names = [view.name for _section, views in sections_of(form, kind.code) for view in views]
    order = {name: number for number, name in enumerate(names)}
    return sorted(dict.fromkeys(problems), key=lambda problem: order.get(problem.path.split(".")[0], -1))


def _ask(view: FieldView) -> str:
    if view.widget in {Widget.CHOICE, Widget.YES_NO}:
        return _("chọn %(title)s", title=in_sentence(view.title))
    return _at_least(view, max(view.least, 1)) if view.repeated else _("nhập %(title)s", title=in_sentence(view.title))


def _at_least(view: FieldView, count: int) -> str:
    if view.widget is Widget.LINES:
        return _("thêm ít nhất %(count)s dòng vào “%(title)s”", count=count, title=view.title)
    return _("thêm ít nhất %(count)s mục vào “%(title)s”", count=count, title=view.title)


def _said(view: FieldView, value: Any) -> dict[str, str]:
    example = _(", ví dụ %(example)s", example=view.example) if view.example else ""
    return {"title": in_sentence(view.title), "example": example, "value": _cut(value)}


def _cut(value: Any, longest: int = 60) -> str:
    text = str(value)
    return text if len(text) <= longest else f"{text[:longest]}…"


def in_sentence(title: str) -> str:
    """A title inside a sentence: its first letter small, unless the word is all capitals."""
    return title[:1].lower() + title[1:] if not title[1:2].isupper() else title


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
