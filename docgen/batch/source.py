"""What a run is made from: rows of a list, each with its own part of the data, and how those of one person are told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from docgen.errors import DataError, FieldProblem
from docgen.messages import label
from docgen.store.batch_rows import Fault

MEMBER = "{{ho_ten}}"
"""Stands in common facts for the name of the member of each row."""
_BRACES = re.compile(r"\{\{[^{}\n]*\}{0,2}")
_NAMED = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: its number in the sheet, whose it is, its own part of the data.

    `fault` says why no document can be made of it; `left_out` why none is to be made. `keys` are what only one person can have.
    """

    number: int
    name: str
    own: Mapping[str, Any]
    fault: Fault | None = None
    left_out: str = ""
    notes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def fault(message: str, hint: str = "", problems: Iterable[Mapping[str, str]] = ()) -> Fault:
    """A fault as the ledger keeps it."""
    return {"message": message, "hint": hint, "problems": list(problems)}


def fault_text(error: Mapping[str, Any] | None) -> str:
    """A fault in one text: the message, and below it each field or rule it is about."""
    if not error:
        return ""
    return "\n".join([str(error.get("message", "")), *map(problem_text, error.get("problems", ()))])


def problem_text(problem: Mapping[str, Any]) -> str:
    """A field or rule that a fault is about, with what is wrong there."""
    return f"{problem.get('label', '')}: {problem.get('message', '')}".strip(": ")


def told_apart(rows: Iterable[SourceRow]) -> Iterator[SourceRow]:
    """Refuse a row whose person stood in an earlier one, whatever became of that; of each key only a number is remembered.

    A row that is to have no document is refused too where the earlier one has: one of the two is wrong, and somebody has to say
    which. Of a row that is faulty already it is one more fault.
    """
    seen: dict[int, tuple[int, bool]] = {}
    for row in rows:
        found = [seen[key] for key in map(hash, row.keys) if key in seen]
        first = next((number for number, made in found if made or not row.left_out), None)
        for key in row.keys:
            seen.setdefault(hash(key), (row.number, not (row.fault or row.left_out)))
        if first is None:
            yield row
            continue
        told = same_person(row.number, first)
        problems = [{"path": "", "label": "", "message": told["message"]}]
        yield replace(
            row, left_out="", fault={**row.fault, "problems": [*row.fault["problems"], *problems]} if row.fault else told
        )


def same_person(number: int, other: int) -> Fault:
    """The fault of a row whose person stands in another."""
    said = f"Hàng {number} và hàng {other} là cùng một người (cùng số thẻ, hoặc cùng họ tên và ngày sinh)."
    return fault(said, "Bỏ một hàng, hoặc sửa số thẻ, ngày sinh.")


def naming(common: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the common facts in which the name of a column stands: for most lists few, or none."""
    return {name: value for name, value in common.items() if _names_a_column(value)}


def personal(common: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    """The common facts in which {{ho_ten}} or another name of a column stands, with what stands in the row."""
    return {name: filled for name, value in common.items() if (filled := _filled(value, values)) != value}


def renamed(common: Mapping[str, Any], own: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """A row's own part with the facts that name the member in the new name; those that somebody has changed stay."""
    named = naming(common)
    before, now = personal(named, {"ho_ten": old}), personal(named, {"ho_ten": new})
    follow = {name: value for name, value in now.items() if name not in own or own[name] == before.get(name)}
    return {**own, **follow}


def refuse_unknown(common: Mapping[str, Any], known: Collection[str], model: type[BaseModel]) -> None:
    """`DataError` when {{ho ten}} or another name that no row fills in stands in the common facts: it would in every document."""
    if found := [*unknown(common, known)]:
        problems = tuple(FieldProblem(".".join(map(str, path)), label(list(path), model), said) for path, said in found)
        raise DataError("Dữ liệu chung có chỗ điền viết sai.", hint="Sửa từng chỗ được nêu.", problems=problems)


def unknown(value: Any, known: Collection[str], path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Where something in double braces stands that no row fills in, and what is to be said of it."""
    if isinstance(value, str):
        for text in _BRACES.findall(value):
            name = _NAMED.fullmatch(text)
            if name is None or name[1] not in known:
                meant = ", ".join(f"{{{{{one}}}}}" for one in known)
                yield path, f"“{text}” không điền được; " + (f"chỗ điền theo từng người ghi: {meant}" if meant else "bỏ đi")
        return
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else ()
    for step, one in inner:
        yield from unknown(one, known, (*path, step))


def impersonal(value: Any) -> Any:
    """The same facts for everybody at once: lines of a list that name a column are left out."""
    if isinstance(value, Mapping):
        return {name: impersonal(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [impersonal(inner) for inner in value if not (isinstance(inner, str) and _NAMED.search(inner))]
    return value


def _names_a_column(value: Any) -> bool:
    if isinstance(value, str):
        return _NAMED.search(value) is not None
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return any(map(_names_a_column, inner))


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _NAMED.sub(lambda found: values.get(found[1], found[0]), value)
    if isinstance(value, Mapping):
        return {name: _filled(inner, values) for name, inner in value.items()}
    return [_filled(inner, values) for inner in value] if isinstance(value, list | tuple) else value
