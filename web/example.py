"""A draft that begins with the shipped example, in the name of the own unit: people and what is told stay fictional."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Engine

from docgen.examples import example_data
from docgen.kinds import kind_of
from docgen.store.units import own_unit
from web import prefill
from web.fields import FieldView, Widget
from web.forms import Answers
from web.work import Work

_CELL = "chi_bo"
"""What the codes of chi bộ begin with."""
_NAMES = ("co_quan.ten", "co_quan.cap_tren", "co_quan.cap_uy_cap_tren", "dia_danh", "don_vi")
"""Names that other fields of an example repeat: recipients, places, texts."""


def begun(engine: Engine, kind: str, variant: str) -> Work:
    """The answers of the example; in the own unit's name where that is set up and of the sort that the example is about."""
    work, _left = Work.of_data(kind_of(kind), variant, _unnumbered(example_data(kind_of(kind), variant)))
    work.from_example = True
    unit = own_unit(engine)
    loai = str(work.answers.get("co_quan", {}).get("loai", unit.loai if unit else ""))
    if unit is None or unit.loai.startswith(_CELL) is not loai.startswith(_CELL):
        return work
    before = dict(_names(work))
    for path in before:
        if path.startswith("co_quan."):
            work.answers["co_quan"][path.partition(".")[2]] = ""  # nobody else's superior where the unit's entry names none
    prefill.from_unit(work, unit)
    renamed = {old: new for path, old in before.items() if old and (new := dict(_names(work))[path])}
    if renamed:
        work.answers = _told(work.answers, work.form, renamed, _pattern(renamed))
    return work


def _unnumbered(data: dict[str, Any]) -> dict[str, Any]:
    """Data without its numbers: the register gives the next ones."""
    return {name: _unnumbered(value) if isinstance(value, dict) else value for name, value in data.items() if name != "so"}


def _names(work: Work) -> Iterator[tuple[str, str]]:
    for path in _NAMES:
        owner, _dot, name = path.rpartition(".")
        group = work.answers.get(owner, {}) if owner else work.answers
        if name in group:
            yield path, group[name]


def _pattern(renamed: Mapping[str, str]) -> re.Pattern[str]:
    """Longer names first: that of the village stands in that of its cell. One that is the unit's own already stays."""
    found = sorted({*renamed, *renamed.values()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found)))


def _told(answers: Answers, view: FieldView, renamed: Mapping[str, str], pattern: re.Pattern[str]) -> Answers:
    def told(answer: Any, child: FieldView) -> Any:
        if child.widget is Widget.GROUP:
            return _told(answer, child, renamed, pattern)
        if child.widget is Widget.ROWS:
            return [_told(row, child, renamed, pattern) for row in answer]
        return pattern.sub(lambda found: renamed.get(found[0], found[0]), answer) if isinstance(answer, str) else answer

    return {child.name: told(answers[child.name], child) for child in view.fields}
