"""Every field of a model by its type.

| field               | names in the context                                                   |
|---------------------|------------------------------------------------------------------------|
| line of text, name  | `x`                                                                    |
| text of paragraphs  | `x`: a list, one string a paragraph                                    |
| whole number        | `x`, and `x_hai_so` with two digits ("05")                             |
| day                 | `x` = "03/11/2026", `x_chu` = "ngày 03 tháng 11 năm 2026"              |
| time of day         | `x` = "19 giờ 30 phút"                                                 |
| choice              | `x` = its code, `x_ten` = its label                                    |
| group, list         | `x`: a mapping, a list                                                 |
| nothing             | `x` = "" (or an empty list of paragraphs), so that `if x` can ask      |
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from docgen.context.derived import Facts, Frame, derivations, stands_alone
from docgen.gaps import Gap, GapNumber, mark
from docgen.shared_parts import worked_out
from docgen.vietnamese import dates, numbers
from schemas.annotations import is_marked, unwrapped
from schemas.fields import Choice, Paragraphs


def walk(model: BaseModel, frame: Frame) -> Facts:
    """The context of one model: its fields in the order of the schema, then what its type adds."""
    facts: Facts = {}
    values = model.__dict__
    for name, paragraphs, companions in _plan(type(model)):
        value = values[name]
        if paragraphs:
            facts[name] = together(value).split("\n") if value else []
        elif value is None:
            facts[name] = ""
            facts.update(dict.fromkeys(companions, ""))
        else:
            _WRITERS.get(type(value), _write_other)(facts, name, value, frame)
    for derivation in derivations(type(model)):
        facts.update(derivation(model, facts, frame))
    return facts


def _inside(part: BaseModel, frame: Frame) -> Facts:
    """The context of a part; a copy where documents share it, since whoever holds it may add to it."""
    if stands_alone(type(part)):
        return dict(worked_out(part, walk, lambda: walk(part, frame)))
    return walk(part, frame)


@lru_cache(maxsize=512)
def _plan(model: type[BaseModel]) -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    """Every field: its name, whether it is text of paragraphs, the further names it has in the context."""
    return tuple(
        (name, is_marked(info, Paragraphs), tuple(f"{name}{suffix}" for suffix in _suffixes(unwrapped(info.annotation))))
        for name, info in model.model_fields.items()
    )


def _suffixes(wanted: Any) -> tuple[str, ...]:
    if isinstance(wanted, type) and issubclass(wanted, Choice):
        return ("_ten",)
    return {int: ("_hai_so",), dt.date: ("_chu",)}.get(wanted, ())


Writer = Callable[[Facts, str, Any, Frame], None]


_BOUND = re.compile(r"(?<=\d{4}) - (?=\d{4})|(?<=\bsố) (?=\d)")
_NO_BREAK = "\u00a0"


@lru_cache(maxsize=4096)
def together(text: str) -> str:
    """Keep "2025 - 2030" and "số 208-QĐ/TW" on one line. No more: what is bound as a long piece stretches the line above."""
    if " - " in text or "số " in text:
        return _BOUND.sub(lambda found: found[0].replace(" ", _NO_BREAK), text)
    return text


def _write_text(facts: Facts, name: str, value: str, _frame: Frame) -> None:
    facts[name] = together(value)


def _write_plain(facts: Facts, name: str, value: Any, _frame: Frame) -> None:
    facts[name] = value


def _write_number(facts: Facts, name: str, value: int, _frame: Frame) -> None:
    facts[name] = value
    facts[f"{name}_hai_so"] = numbers.two_digits(value)


def _write_date(facts: Facts, name: str, value: dt.date, _frame: Frame) -> None:
    facts[name] = dates.short(value)
    facts[f"{name}_chu"] = dates.official(value)


def _write_time(facts: Facts, name: str, value: dt.time, _frame: Frame) -> None:
    facts[name] = dates.clock(value.hour, value.minute)


def _write_decimal(facts: Facts, name: str, value: Decimal, _frame: Frame) -> None:
    facts[name] = numbers.decimal(value)


def _write_list(facts: Facts, name: str, value: tuple[Any, ...], frame: Frame) -> None:
    facts[name] = [dict(item) if isinstance(item, dict) else item for item in _list(value, frame)]


def _list(value: tuple[Any, ...], frame: Frame) -> tuple[Any, ...]:
    if all(stands_alone(type(item)) for item in value if isinstance(item, BaseModel)):
        return worked_out(value, walk, lambda: _walked(value, frame))
    return _walked(value, frame)


def _walked(items: tuple[Any, ...], frame: Frame) -> tuple[Any, ...]:
    return tuple(_inside(item, frame) if isinstance(item, BaseModel) else together(item) for item in items)


def _write_other(facts: Facts, name: str, value: Any, frame: Frame) -> None:
    if isinstance(value, BaseModel):
        facts[name] = _inside(value, frame)
    elif isinstance(value, Choice):
        facts[name], facts[f"{name}_ten"] = value.value, value.label
    elif isinstance(value, Gap):
        shown = mark(value.label)
        facts[name] = facts[f"{name}_chu"] = facts[f"{name}_hai_so"] = shown
    else:
        raise TypeError(f"{name}: {type(value).__name__} has no form in a context")


_WRITERS: dict[type, Writer] = {
    str: _write_text,
    bool: _write_plain,
    int: _write_number,
    dt.date: _write_date,
    dt.time: _write_time,
    Decimal: _write_decimal,
    tuple: _write_list,
}


def percent(part: int, whole: int) -> str:
    """A percentage, or the mark of what is missing from it."""
    for number in (part, whole):
        if isinstance(number, GapNumber):
            return mark(number.label)
    return numbers.percent(part, whole)
