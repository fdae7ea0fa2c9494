"""Between a browser and the schema: submitted pairs, answers, data.

pairs     what a browser sends: (`nhiem_vu.0.viec`, text), in the order of the page
answers   the same as a tree: a dict a group, a list a list of groups, text for everything else, exactly as typed
data      what the schema reads: blank answers left out, lines as lists, yes and no as such, harmless noise in numbers gone

Nothing typed is dropped on the way: a row is left out only when nothing stands in it, and what a file holds that has no place in
the form is handed back by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from web.fields import NO, YES, FieldView, Widget

Pairs = list[tuple[str, str]]
Answers = dict[str, Any]
Leftovers = list[tuple[str, str]]

_LINE_ENDS = re.compile("\r\n?")
_ROW = re.compile(r"[0-9]{1,6}")
_SPACES = re.compile(r"[\s\u200b\u2060\ufeff]+")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{3})+")
_DIGITS = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_LONG = 12
_MACHINE_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00.*)?")
_MACHINE_TIME = re.compile(r"(\d{1,2}:\d{2}):00(?:\.0+)?")
_TRUE = frozenset({"true", "yes", "on", "1", "t", "y", "có", YES})
_FALSE = frozenset({"false", "no", "off", "0", "f", "n", "không", NO})


# Pairs to answers and back.


def answers_of_pairs(pairs: Iterable[tuple[str, str]], form: FieldView) -> Answers:
    """The tree that submitted pairs describe. Of a name sent twice (a box and its hidden twin) the last counts."""
    return _group(_tree(pairs), form)


def _tree(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, value in pairs:
        *owners, last = name.split(".")
        owner = tree
        for step in owners:
            inner = owner.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            owner = inner
        else:
            if not isinstance(owner.get(last), dict):
                owner[last] = _LINE_ENDS.sub("\n", value)
    return tree


def plain_data(pairs: Iterable[tuple[str, str]]) -> Any:
    """Pairs as data without any schema: for handing back what was typed when nothing else works."""
    return _listed(_tree(pairs))


def _listed(branch: Any) -> Any:
    if not isinstance(branch, dict):
        return branch
    inner = {step: _listed(value) for step, value in branch.items()}
    is_list = bool(inner) and all(_ROW.fullmatch(step) for step in inner)
    return (
        [inner[step] for step in sorted(inner, key=int)] if is_list else {step: one for step, one in inner.items() if one != ""}
    )


def answers_of_kept(kept: Any, form: FieldView) -> Answers:
    """Answers that were stored as such, for the form as it is now: what it no longer asks is left out, what is new is blank."""
    return _group(kept, form)


def _group(tree: Any, view: FieldView) -> Answers:
    branch = tree if isinstance(tree, dict) else {}
    return {child.name: _answer(branch.get(child.name), child) for child in view.fields}


def _answer(branch: Any, view: FieldView) -> Any:
    if view.widget is Widget.GROUP:
        return _group(branch, view)
    if view.widget is Widget.ROWS:
        if isinstance(branch, list):
            return [_group(row, view) for row in branch]
        numbers = sorted((step for step in branch if _ROW.fullmatch(step)), key=int) if isinstance(branch, dict) else []
        return [_group(branch[step], view) for step in numbers]
    return branch if isinstance(branch, str) else view.default


def pairs_of(answers: Answers, form: FieldView, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The pairs that a form with these answers would send."""
    for view in form.fields:
        answer, path = answers[view.name], prefix + view.name
        if view.widget is Widget.GROUP:
            yield from pairs_of(answer, view, f"{path}.")
        elif view.widget is Widget.ROWS:
            for number, row in enumerate(answer):
                yield from pairs_of(row, view, f"{path}.{number}.")
        else:
            yield path, answer


# Answers to data.


def blank_answers(view: FieldView) -> Answers:
    """The answers of a form that nobody has touched."""
    return _group({}, view)


def is_blank(answer: Any, view: FieldView) -> bool:
    """Whether nothing was answered: no text, and every choice as the form offered it."""
    if view.widget is Widget.GROUP:
        return all(is_blank(answer[child.name], child) for child in view.fields)
    if view.widget is Widget.ROWS:
        return all(_is_blank_row(row, view) for row in answer)
    if view.widget in {Widget.CHOICE, Widget.YES_NO}:
        return bool(answer == view.default)
    return not _SPACES.sub("", answer)


def _is_blank_row(row: Answers, view: FieldView) -> bool:
    return all(is_blank(row[child.name], child) for child in view.fields)


def filled_rows(rows: list[Answers], view: FieldView) -> list[int]:
    """The places of the rows of a list in which something stands: those that are in the data."""
    return [number for number, row in enumerate(rows) if not _is_blank_row(row, view)]


def without_blank_rows(answers: Answers, form: FieldView) -> Answers:
    """The answers without rows in which nothing stands, so that places in the data and in the form are the same."""
    return {view.name: _tidy(answers[view.name], view) for view in form.fields}


def _tidy(answer: Any, view: FieldView) -> Any:
    if view.widget is Widget.GROUP:
        return without_blank_rows(answer, view)
    if view.widget is Widget.ROWS:
        return [without_blank_rows(row, view) for row in answer if not _is_blank_row(row, view)]
    return answer


def data_of(answers: Answers, form: FieldView) -> dict[str, Any]:
    """What the schema reads; what was not answered is not in it."""
    return {
        view.name: _value(answers[view.name], view)
        for view in form.fields
        if (view.required and view.widget is Widget.GROUP) or not is_blank(answers[view.name], view)
    }


def _value(answer: Any, view: FieldView) -> Any:
    match view.widget:
        case Widget.GROUP:
            return data_of(answer, view)
        case Widget.ROWS:
            return [data_of(row, view) for row in answer if not _is_blank_row(row, view)]
        case Widget.LINES:
            return [line for line in answer.split("\n") if _SPACES.sub("", line)]
        case Widget.YES_NO:
            return answer == YES
        case Widget.WHOLE | Widget.DECIMAL:
            return _number(answer, view)
        case _:
            return answer


def _number(typed: str, view: FieldView) -> str | int:
    """A number without the noise that people type into it: spaces, dots between thousands, a decimal comma.

    What is no number stays as typed.
    """
    text = _SPACES.sub("", typed)
    if view.widget is Widget.DECIMAL:
        return text.replace(",", ".") if _DECIMAL.fullmatch(text) else typed
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "").replace(",", "")
    if not _DIGITS.fullmatch(text):
        return typed
    return int(text) if len(text) < _LONG and str(int(text)) == text else text


# Data to answers: an example, a file, a document that is opened again.


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
            return _LINE_ENDS.sub("\n", "\n".join(value))
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
        return _LINE_ENDS.sub("\n", value)
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
            return _LINE_ENDS.sub("\n", text)
        case _:
            return _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(re.split("[\r\n\v\f\x85\u2028\u2029]+", text))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
