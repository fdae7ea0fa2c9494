"""Between a browser and the schema: submitted pairs, answers, data.

pairs     what a browser sends: (`nhiem_vu.0.viec`, text), in the order of the page
answers   the same as a tree: a dict a group, a list a list of groups, text for everything else, exactly as typed
data      what the schema reads: blank answers left out, lines as lists, yes and no as such, harmless noise in numbers gone

Nothing typed is dropped on the way: a row is left out only when nothing stands in it. The way back is web.refilling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from web.fields import YES, FieldView, Widget

Pairs = list[tuple[str, str]]
Answers = dict[str, Any]

LINE_ENDS = re.compile("\r\n?")
_ROW = re.compile(r"[0-9]{1,6}")
_SPACES = re.compile(r"[\s\u200b\u2060\ufeff]+")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{3})+")
_DIGITS = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_LONG = 12


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
                owner[last] = LINE_ENDS.sub("\n", value)
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
