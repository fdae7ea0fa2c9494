"""A list for any kind: every column is a field of the document, every row a document; what no column says the common facts say.

A column is named by the path of its field (`nguoi_ky.ho_ten`) or by its title as the form shows it (“Người ký › Họ và tên”). A
column that is no field can be named in the common facts: `{{ten_lop}}` is filled in from the column “ten_lop”.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from docgen.batch.source import SourceRow, personal
from docgen.errors import FileError, UsageError
from docgen.kinds import Kind, kind_of
from docgen.roster.table import Cell, Sheet, filled, open_table
from docgen.vietnamese import dates
from docgen.vietnamese.names import loose_key, without_marks
from schemas.annotations import model_in

_DEEPEST = 4
_NAME = re.compile(r"\w+")
_WHOSE = ("dang_vien.ho_ten", "ho_ten")


def flat_rows(raw: bytes, kind: Kind, common: Mapping[str, Any]) -> Iterator[SourceRow]:
    """Every row of the first sheet that has a heading, as a document of this kind."""
    variant = str(common.get("bien_the") or next(iter(kind.variants)))
    known = _fields(kind.code, variant)
    sheet, top, columns = _headed(open_table(raw).sheets, known, common, variant)
    for number, cells in enumerate(sheet.rows(), 1):
        if number > top and filled(cells):
            values = {name: text for place, name in columns.items() if place < len(cells) and (text := _text(cells[place]))}
            own = personal(common, {name.replace(".", "_"): text for name, text in values.items()})
            for name in (name for name in values if name in known.values()):
                _put(own, name.split("."), values[name], common)
            yield SourceRow(number, _whose(values), {"bien_the": variant, **own})


def _headed(
    sheets: tuple[Sheet, ...], known: Mapping[str, str], common: Mapping[str, Any], variant: str
) -> tuple[Sheet, int, dict[int, str]]:
    wanted = str(common)
    for sheet in sheets:
        top = next(((number, cells) for number, cells in enumerate(sheet.rows(), 1) if filled(cells)), None)
        if top is None:
            continue
        heads = {place: str(top[1][place]).strip() for place in filled(top[1])}
        columns = {place: known.get(_plain(head)) or _column(head) for place, head in heads.items()}
        if any(name in known.values() for name in columns.values()):
            unknown = [
                heads[place] for place, name in columns.items() if name not in known.values() and f"{{{{{name}}}}}" not in wanted
            ]
            if unknown:
                raise UsageError(
                    f"Cột không phải trường nào của biến thể {variant}: {', '.join(f'“{head[:60]}”' for head in unknown)}.",
                    hint="Đổi tên cột thành tên trường (xem: docgen schema), bỏ cột, hoặc dùng tên cột trong dữ liệu chung.",
                )
            return sheet, top[0], columns
    raise FileError("Tệp không có cột nào là trường của văn bản.", hint="Hàng đầu ghi tên trường, ví dụ nguoi_ky.ho_ten.")


@lru_cache(maxsize=32)
def _fields(kind: str, variant: str) -> dict[str, str]:
    """The path of every field that holds one value, by the path and by the title."""
    found: dict[str, str] = {}
    for path, title in _walk(kind_of(kind).variant(variant), (), ()):
        found[_plain(".".join(path))] = ".".join(path)
        found.setdefault(_plain(" › ".join(title)), ".".join(path))
    return found


def _walk(
    model: type[BaseModel], path: tuple[str, ...], title: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for name, info in model.model_fields.items():
        if "tuple" in str(info.annotation):  # a list has no place in one cell
            continue
        inner, here = model_in(info.annotation), ((*path, name), (*title, info.title or name))
        if inner is None:
            yield here
        elif len(path) < _DEEPEST:
            yield from _walk(inner, *here)


def _put(own: dict[str, Any], steps: list[str], value: str, common: Mapping[str, Any]) -> None:
    """Set a value deep inside; the groups on the way begin as the common facts have them."""
    first, *rest = steps
    if not rest:
        own[first] = value
        return
    start = own.get(first, common.get(first))
    own[first] = dict(start) if isinstance(start, Mapping) else {}
    _put(own[first], rest, value, {})


def _text(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return dates.short(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _whose(values: Mapping[str, str]) -> str:
    named = next((values[name] for name in _WHOSE if name in values), None)
    return named or next((text for name, text in values.items() if name.endswith("ho_ten")), next(iter(values.values()), ""))


def _plain(text: str) -> str:
    return " ".join(loose_key(text).split())


def _column(head: str) -> str:
    return "_".join(_NAME.findall(without_marks(head).lower()))
