"""A document from data that is not complete yet: what is missing or wrong becomes a visible gap.

First every required field that is missing gets a stand-in of its type, then values that the schema refuses are exchanged for one
too; in the validated document the stand-ins that are not text become gaps, which print as marks. The user's data is not changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from docgen.errors import DataError, FieldProblem
from docgen.gaps import GapDate, GapNumber, GapTime, mark
from docgen.kinds import Kind
from docgen.messages import label, problems_of, validate
from schemas.annotations import is_model, unwrapped
from schemas.fields import Choice

Place = tuple[str | int, ...]
_ROUNDS = 5
_SIMPLE: Mapping[type, Any] = {int: 1, Decimal: 0, dt.date: "22/11/2026", dt.time: "00:00", bool: False}


def draft_of(data: Any, kind: Kind) -> tuple[Any, tuple[FieldProblem, ...]]:
    """The document with marks in its gaps, and the problems that became gaps."""
    if not isinstance(data, dict):
        return validate(data, kind), ()
    variant = str(data.get("bien_the") or next(iter(kind.variants)))
    model = kind.variant(variant)
    gaps: dict[Place, FieldProblem] = {}
    filled = _Filler(model, gaps).complete({**data, "bien_the": variant}, model, ())
    for _ in range(_ROUNDS):
        try:
            document = model.model_validate(filled)
        except ValidationError as error:
            problems = problems_of(error, kind)
            for detail, problem in zip(error.errors(include_url=False), problems, strict=True):
                gaps.setdefault(tuple(detail["loc"]), problem)
                _mend(filled, tuple(detail["loc"]), detail, model)
        else:
            for place in gaps:
                _exchange(document, place)
            return document, tuple(gaps.values())
    raise DataError(f"Dữ liệu có {len(problems)} chỗ sai không để trống được.", hint="Sửa các chỗ này trước.", problems=problems)


class _Filler:
    """Fills in what is missing, and remembers where."""

    def __init__(self, root: type[BaseModel], gaps: dict[Place, FieldProblem]) -> None:
        self._root, self._gaps = root, gaps

    def complete(self, data: Any, model: type[BaseModel], place: Place) -> Any:
        """A copy of `data` in which every required field of `model` has a value."""
        if not isinstance(data, dict):
            return data
        known = {name: self._field(data.get(name), info, (*place, name)) for name, info in model.model_fields.items()}
        return {**data, **{name: value for name, value in known.items() if value is not None}}

    def _field(self, value: Any, info: FieldInfo, place: Place) -> Any:
        wanted = unwrapped(info.annotation)
        if value in (None, "", [], ()):
            return self._stand_in(wanted, info, place) if info.is_required() else None
        if isinstance(value, list) and get_origin(wanted) is tuple:
            item = unwrapped(get_args(wanted)[0])
            return [self.complete(one, item, (*place, index)) if is_model(item) else one for index, one in enumerate(value)]
        return self.complete(value, wanted, place) if is_model(wanted) else value

    def _stand_in(self, wanted: Any, info: FieldInfo, place: Place) -> Any:
        if is_model(wanted):
            return self.complete({}, wanted, place)
        if get_origin(wanted) is tuple:
            item = unwrapped(get_args(wanted)[0])
            return [self.complete({}, item, (*place, 0)) if is_model(item) else self._note(mark(info.title or ""), place)]
        return self._note(stand_in(wanted, info.title or ""), place)

    def _note(self, value: Any, place: Place) -> Any:
        self._gaps[place] = FieldProblem(".".join(map(str, place)), label(place, self._root), "chưa có; điền vào")
        return value


def stand_in(wanted: Any, title: str) -> Any:
    """A value of the type `wanted` that says, where it is text, that it is missing."""
    if wanted is str:
        return mark(title)
    if isinstance(wanted, type) and issubclass(wanted, Choice):
        return next(iter(wanted)).value
    return _SIMPLE.get(wanted) if wanted in _SIMPLE else get_args(wanted)[0]


def _mend(data: Any, place: Place, detail: Any, model: type[BaseModel]) -> None:
    """Exchange the refused value at `place` for a stand-in; leave out a field that does not belong there."""
    *way, last = place
    owner = data
    for step in way:
        owner = owner[step]
    wanted, info = _wanted(model, place)
    title = (info and info.title) or ""
    if detail["type"] == "extra_forbidden":
        del owner[last]
    elif is_model(wanted):
        owner[last] = mark(title)
    elif get_origin(wanted) is not tuple:
        bounds = detail.get("ctx", {})
        owner[last] = bounds.get("ge", bounds.get("le")) or stand_in(wanted, title)


def _wanted(model: type[BaseModel], place: Sequence[str | int]) -> tuple[Any, FieldInfo | None]:
    """The type that the schema wants at `place`, and the field it belongs to."""
    wanted: Any = model
    info = None
    for step in place:
        if isinstance(step, int):
            wanted = unwrapped(get_args(wanted)[0])
        elif info := wanted.model_fields.get(step):
            wanted = unwrapped(info.annotation)
    return wanted, info


def _exchange(document: Any, place: Place) -> None:
    """Exchange a stand-in that is no text for a gap that prints as a mark."""
    owner = document
    for step in place[:-1]:
        owner = owner[step] if isinstance(step, int) else getattr(owner, step, None)
    name = place[-1]
    if not isinstance(owner, BaseModel) or not isinstance(name, str) or name not in type(owner).model_fields:
        return
    value, title = owner.__dict__[name], type(owner).model_fields[name].title or name
    if type(value) is int:
        owner.__dict__[name] = GapNumber(title)
    elif type(value) is dt.date:
        owner.__dict__[name] = GapDate(title, value)
    elif type(value) is dt.time:
        owner.__dict__[name] = GapTime(title)
