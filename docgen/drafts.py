"""A document from data that is not complete yet: what is missing or wrong becomes a visible gap.

First every required field that is missing gets a stand-in of its type, then values that the schema refuses are exchanged for one
too; in the validated document the stand-ins that are not text become gaps, which print as marks. The user's data is not changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any, get_args, get_origin

from annotated_types import MinLen
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from docgen.errors import DataError, FieldProblem
from docgen.gaps import GapDate, GapNumber, GapTime, mark
from docgen.kinds import Kind
from docgen.messages import causes, label, problems_of, validate
from schemas.annotations import is_model, unwrapped
from schemas.fields import Choice

Place = tuple[str | int, ...]
_CLIMB = (0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0)
"""Rounds of mending: 0 exchanges what is refused, a number gives up the group so many levels above what is still refused."""
_LEFT_OUT = frozenset({"extra_forbidden", "string_pattern_mismatch"})
"""Fields that do not exist, and codes: a mark is no code either, and all fields with a pattern may be missing."""
_SIMPLE: Mapping[type, Any] = {int: 1, Decimal: 0, dt.date: "22/11/2026", dt.time: "00:00", bool: False}


def draft_of(data: Any, kind: Kind) -> tuple[Any, tuple[FieldProblem, ...]]:
    """The document with marks in its gaps, and the problems that became gaps."""
    variant = str(data.get("bien_the") or next(iter(kind.variants))) if isinstance(data, dict) else ""
    if variant not in kind.variants:
        return validate(data, kind), ()
    model = kind.variant(variant)
    gaps: dict[Place, FieldProblem] = {}
    filler = _Filler(model, gaps)
    filled = filler.complete({**data, "bien_the": variant}, model, ())
    for climbed in _CLIMB:
        try:
            document = model.model_validate(filled)
        except ValidationError as error:
            problems = problems_of(error, kind)
            details = causes(error)
            for detail, problem in zip(details, problems, strict=True):
                gaps.setdefault(tuple(detail["loc"]), problem)
            _repair(filled, details, climbed, filler)
        else:
            for place in gaps:
                _exchange(document, place)
            return document, tuple(gaps.values())
    raise DataError(f"Dữ liệu có {len(problems)} chỗ sai không để trống được.", hint="Sửa các chỗ này trước.", problems=problems)


class _Filler:
    """Fills in what is missing, and remembers where."""

    def __init__(self, root: type[BaseModel], gaps: dict[Place, FieldProblem]) -> None:
        self.root, self._gaps = root, gaps

    def complete(self, data: Any, model: type[BaseModel], place: Place) -> Any:
        """A copy of `data` in which every required field of `model` has a value."""
        if not isinstance(data, dict):
            return data
        known = {name: self._field(data.get(name), info, (*place, name)) for name, info in model.model_fields.items()}
        return {**data, **{name: value for name, value in known.items() if value is not None}}

    def _field(self, value: Any, info: FieldInfo, place: Place) -> Any:
        wanted = unwrapped(info.annotation)
        if value in (None, "", [], ()):
            return self.stand_in(wanted, info, place) if info.is_required() else None
        if isinstance(value, list) and get_origin(wanted) is tuple:
            item = unwrapped(get_args(wanted)[0])
            return [self.complete(one, item, (*place, index)) if is_model(item) else one for index, one in enumerate(value)]
        return self.complete(value, wanted, place) if is_model(wanted) else value

    def stand_in(self, wanted: Any, info: FieldInfo, place: Place) -> Any:
        """The least that a required field of the type `wanted` accepts, with a gap in everything that has to be filled in."""
        if is_model(wanted):
            return self.complete({}, wanted, place)
        if get_origin(wanted) is tuple:
            item = unwrapped(get_args(wanted)[0])
            one = self.complete({}, item, (*place, 0)) if is_model(item) else self._note(mark(info.title or ""), place)
            return [deepcopy(one) for _ in range(_least(info))]
        return self._note(stand_in(wanted, info.title or ""), place)

    def _note(self, value: Any, place: Place) -> Any:
        self._gaps[place] = FieldProblem(".".join(map(str, place)), label(place, self.root), "chưa có; điền vào")
        return value


def _least(info: FieldInfo) -> int:
    """How many items a list must have; one where nothing is said, so that the gap is seen."""
    return max((rule.min_length for rule in info.metadata if isinstance(rule, MinLen)), default=1) or 1


def stand_in(wanted: Any, title: str) -> Any:
    """A value of the type `wanted` that says, where it is text, that it is missing."""
    if wanted is str:
        return mark(title)
    if isinstance(wanted, type) and issubclass(wanted, Choice):
        return next(iter(wanted)).value
    return _SIMPLE.get(wanted) if wanted in _SIMPLE else get_args(wanted)[0]


def _repair(data: Any, details: Sequence[Any], climbed: int, filler: _Filler) -> None:
    """One round: mend each refused value, or give up the groups so many levels above them."""
    places = [tuple(detail["loc"]) for detail in details]
    if climbed:
        for place in _topmost(place[:-climbed] for place in places):
            _give_up(data, place, filler)
    else:
        for place, detail in zip(places, details, strict=True):
            _mend(data, place, detail, filler)


def _owner(data: Any, place: Place) -> tuple[Any, Place]:
    """The group or list that holds `place`; of a group written as one text, the place of that text."""
    owner = data
    for depth, step in enumerate(place[:-1], 1):
        if not isinstance(owner[step], dict | list):
            return owner, place[:depth]
        owner = owner[step]
    return owner, place


def _mend(data: Any, place: Place, detail: Any, filler: _Filler) -> None:
    """Exchange the refused value at `place` for a stand-in; leave out what can only be left out."""
    if not place:  # the document contradicts itself: which of its fields is wrong is for the user to say
        return
    owner, place = _owner(data, place)
    last = place[-1]
    wanted, info = _wanted(filler.root, place)
    title = (info and info.title) or ""
    if detail["type"] in _LEFT_OUT:
        del owner[last]
    elif detail["type"] == "too_long":
        owner[last] = owner[last][: detail["ctx"]["max_length"]]
    elif is_model(wanted):
        # A group that contradicts itself becomes a mark where it may be written as one text; what is no group, an empty one.
        owner[last] = filler.complete({}, wanted, place) if detail["type"] == "model_type" else mark(title)
    elif get_origin(wanted) is tuple:
        if info and not (isinstance(owner[last], list) and owner[last]):
            owner[last] = filler.stand_in(wanted, info, place) if info.is_required() else []
    else:
        bounds = detail.get("ctx", {})
        owner[last] = bounds.get("ge", bounds.get("le")) or stand_in(wanted, title)


def _topmost(places: Iterable[Place]) -> Sequence[Place]:
    """The places that are not inside another one of them."""
    known = set(places)
    return [place for place in known if not any(place[:depth] in known for depth in range(len(place)))]


def _give_up(data: Any, place: Place, filler: _Filler) -> None:
    """Exchange the whole group at `place` for the least that the schema accepts: what is wrong in it cannot be mended alone."""
    owner, place = _owner(data, place) if place else (data, place)
    wanted, info = _wanted(filler.root, place)
    if info is None:
        return
    if is_model(wanted):
        owner[place[-1]] = filler.complete({}, wanted, place)
    elif info.is_required():
        owner[place[-1]] = filler.stand_in(wanted, info, place)
    else:
        owner.pop(place[-1], None)


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


def _at(owner: Any, step: str | int) -> Any:
    """What is at one step of a place; None where a group was given up."""
    if isinstance(step, str):
        return getattr(owner, step, None)
    return owner[step] if isinstance(owner, tuple) and step < len(owner) else None


def _exchange(document: Any, place: Place) -> None:
    """Exchange a stand-in that is no text for a gap that prints as a mark."""
    owner = document
    for step in place[:-1]:
        owner = _at(owner, step)
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
