"""Data to answers: an example, a file, a document that is opened again, as the form that would have made it.

What a file holds that has no place in the form is handed back by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from web.fields import NO, YES, FieldView, Widget
from web.forms import LINE_ENDS, Answers

Leftovers = list[tuple[str, str]]

_MACHINE_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00.*)?")
_MACHINE_TIME = re.compile(r"(\d{1,2}:\d{2}):00(?:\.0+)?")
_TRUE = frozenset({"true", "yes", "on", "1", "t", "y", "có", YES})
_FALSE = frozenset({"false", "no", "off", "0", "f", "n", "không", NO})


def answers_of_data(data: Mapping[str, Any], form: FieldView) -> tuple[Answers, Leftovers]:
    """The answers that stand for `data`, and what has no place in the form: its path and its text."""
    left: Leftovers = []
    known = {**data}
    known.pop("bien_the", None)
    return _fill(known, form, "", left), left


def _fill(data: Any, view: FieldView, prefix: str, left: Leftovers) -> Answers:
    if isinstance(data, str | list):
        data = _short_form(data, view)
    if not isinstance(data, Mapping):
        if data is not None:
            left.append((prefix.rstrip("."), _text(data)))
        data = {}
    left.extend((f"{prefix}{name}", _text(value)) for name, value in data.items() if view.child(str(name)) is None and value)
    return {child.name: _answer_of(data.get(child.name), child, prefix + child.name, left) for child in view.fields}


def _short_form(data: str | list[Any], view: FieldView) -> Any:
    """A group written as its one text (`- Quy chế làm việc …` for a ground, a row of a table as the list of its cells)."""
    wanted = {Widget.LINES} if isinstance(data, list) else {Widget.LINE, Widget.TEXT}
    names = [child.name for child in view.fields if child.widget in wanted]
    usual = "noi_dung" if "noi_dung" in names else names[0] if len(names) == 1 and len(view.fields) == 1 else None
    return {usual: data} if usual else data


def _answer_of(value: Any, view: FieldView, path: str, left: Leftovers) -> Any:
    match view.widget:
        case Widget.GROUP:
            return _fill(value, view, f"{path}.", left)
        case Widget.ROWS:
            return _rows(value, view, path, left)
        case Widget.LINES:
            return _lines(value, path, left)
        case Widget.TEXT if isinstance(value, list) and all(isinstance(line, str) for line in value):
            return LINE_ENDS.sub("\n", "\n".join(value))
    if isinstance(value, Mapping | list):
        if value:
            left.append((path, _text(value)))
        value = None
    return view.default if value is None or value == "" else _typed(value, view, path, left)


def _rows(value: Any, view: FieldView, path: str, left: Leftovers) -> list[Answers]:
    if value is None or value == "":
        return []
    if not isinstance(value, list):
        left.append((path, _text(value)))
        return []
    return [_fill(row, view, f"{path}.{number}.", left) for number, row in enumerate(value)]


def _lines(value: Any, path: str, left: Leftovers) -> str:
    """The items of a list, one a line; a line end inside an item is a space, as the schema reads it."""
    if isinstance(value, str):
        return LINE_ENDS.sub("\n", value)
    items = value if isinstance(value, list) else [] if value is None else [value]
    left.extend((f"{path}.{number}", _text(item)) for number, item in enumerate(items) if isinstance(item, list | Mapping))
    return "\n".join(_one_line(_text(item)) for item in items if item is not None and not isinstance(item, list | Mapping))


def _typed(value: Any, view: FieldView, path: str, left: Leftovers) -> str:
    text = _text(value)
    match view.widget:
        case Widget.YES_NO:
            word = text.strip().lower()
            if word not in _TRUE | _FALSE:
                left.append((path, text))
                return view.default
            return YES if word in _TRUE else NO
        case Widget.DATE:
            found = _MACHINE_DAY.fullmatch(text)
            return f"{found[3]}/{found[2]}/{found[1]}" if found else _one_line(text)
        case Widget.TIME:
            clock = _MACHINE_TIME.fullmatch(text)
            return clock[1] if clock else _one_line(text)
        case Widget.TEXT:
            return LINE_ENDS.sub("\n", text)
        case _:
            return _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(re.split("[\r\n\v\f\x85\u2028\u2029]+", text))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
