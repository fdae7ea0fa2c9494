"""Who gets which duties in a run that is prepared: what list and catalogue say, and what is changed for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from docgen.docx.sheets import MOST_ROWS
from docgen.errors import UsageError
from docgen.store.batch_plans import save_plan
from web.api.answers import Fault, not_fitting
from web.api.batch_plans import Changed, PlanShape, at, plan_shape
from web.api.operations import operation
from web.api.requests import Asked, refused
from web.api.shapes import Code, Data
from web.batches.giving import GROUPS, GiaoMotNguoi, GiaoThem, Given, Giving, line_of
from web.batches.plans import Prepared, prepared
from web.desk import store

_DUTIES = "/batch-plans/<int:plan_id>/duties"
_MOST = 500
_NOBODY = "danh sách không có người đọc được ở hàng {row}"
RowNumber = Annotated[int, Field(ge=1, le=MOST_ROWS)]
_GROUP_CODES = [code for code, _title in GROUPS]


@dataclass(frozen=True, slots=True)
class PersonShape:
    """One person: the row in the sheet, groups of the catalogue, own duties besides those of everybody.

    `left_out` says why there are none, `fault` why none can be given, `missing` which slots of the catalogue nobody has filled.
    """

    row: int
    name: str
    post: str
    groups: tuple[str, ...]
    co_dinh: tuple[Data, ...]
    mo: tuple[Data, ...]
    left_out: str
    fault: str
    missing: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class DutiesShape:
    """Duties of people; `shared` are those of everybody. `next_offset` leads to the next people, null on the last page."""

    plan: PlanShape
    total: int
    shared: tuple[Data, ...]
    people: tuple[PersonShape, ...]
    next_offset: int | None


class PeopleAsked(Asked):
    """Which people."""

    limit: Annotated[int, Field(ge=1, le=_MOST)] = 50
    offset: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0


class SameAsked(Changed):
    """The same for the people of several rows: one of `duty` (as data), `code` (of the catalogue), `group`, `reset`."""

    rows: Annotated[tuple[RowNumber, ...], Field(min_length=1, max_length=_MOST, strict=False)]
    duty: dict[str, Any] | None = None
    code: Code | None = None
    group: Annotated[Code, Field(json_schema_extra={"enum": _GROUP_CODES})] | None = None
    reset: Literal[True] | None = None


class OwnAsked(Changed):
    """The duties of one person, in place of those from list and catalogue; those of everybody stay."""

    co_dinh: Annotated[tuple[dict[str, Any], ...], Field(strict=False)]
    mo: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = ()


@operation("GET", _DUTIES, "Ai được giao việc gì", query=PeopleAsked, answer=DutiesShape, says_no=(400, 404, 422))
def everybody(plan_id: int, query: PeopleAsked) -> DutiesShape:
    """The people of the list with their duties; 422 while the common facts are wrong."""
    giving = _giving(prepared(plan_id))
    until = query.offset + query.limit
    return _shape(giving, giving.people[query.offset : until], until if until < len(giving.people) else None)


@operation("POST", _DUTIES, "Giao thêm, đổi nhóm, bỏ sửa cho nhiều người", body=SameAsked, answer=DutiesShape,
           says_no=(400, 404, 409, 422))  # fmt: skip
def change(plan_id: int, body: SameAsked) -> DutiesShape:
    """Do the same for the people of these rows; who is not subject to assignment gets nothing."""
    giving = _giving(at(plan_id, body))
    asked = body.model_dump(include={"duty", "code", "group", "reset"}, exclude_none=True)
    if len(asked) != 1:
        raise not_fitting([Fault("", "ghi đúng một trong: duty, code, group, reset")])
    known = {row.number for row in giving.people}
    strange = [(place, row) for place, row in enumerate(body.rows) if row not in known]
    if strange:
        raise not_fitting(Fault(f"rows.{place}", _NOBODY.format(row=row)) for place, row in strange)
    return _kept(giving, _assigned(giving, body), body.rows)


@operation("PUT", f"{_DUTIES}/<int:row>", "Việc của một người", body=OwnAsked, answer=DutiesShape, says_no=(400, 404, 409, 422))
def give(plan_id: int, row: int, body: OwnAsked) -> DutiesShape:
    """All duties of the person of this row of the sheet anew."""
    giving = _giving(at(plan_id, body))
    if row not in {one.number for one in giving.people}:
        raise not_fitting([Fault("row", _NOBODY.format(row=row))])
    try:
        read = GiaoMotNguoi.model_validate({"co_dinh": body.co_dinh, "mo": body.mo})
    except ValidationError as error:
        raise refused(error) from None
    return _kept(giving, giving.with_lines(row, read), (row,))


def _assigned(giving: Giving, body: SameAsked) -> dict[str, Any]:
    if body.reset:
        return giving.without(body.rows)
    if body.group is not None:
        if body.group not in _GROUP_CODES:
            raise not_fitting([Fault("group", f"chọn một trong: {', '.join(_GROUP_CODES)}")])
        return giving.with_group(body.rows, body.group)
    if body.code is not None:
        if (line := line_of(body.code)) is None:
            raise not_fitting([Fault("code", f"danh mục không có nhiệm vụ “{body.code}” giao thẳng được; ghi nhiệm vụ vào duty")])
        return giving.with_more(body.rows, line)
    try:
        read = GiaoThem.model_validate(body.duty)
    except ValidationError as error:
        raise refused(error) from None
    return giving.with_more(body.rows, read.model_dump(exclude_none=True))


def _giving(one: Prepared) -> Giving:
    if not one.is_assigning:
        raise UsageError("Lô này không phải lô phân công nhiệm vụ.", hint="Các cột của danh sách là trường của văn bản.")
    return Giving(one)


def _kept(giving: Giving, assigned: dict[str, Any], rows: Iterable[int]) -> DutiesShape:
    changed = Giving(Prepared(store(), save_plan(store(), giving.plan.plan, assigned=assigned)))
    wanted = set(rows)
    return _shape(changed, [row for row in changed.people if row.number in wanted], None)


def _shape(giving: Giving, rows: Iterable[Any], following: int | None) -> DutiesShape:
    people = tuple(map(_person, giving.of(rows)))
    return DutiesShape(plan_shape(giving.plan.plan), len(giving.people), giving.shared, people, following)


def _person(one: Given) -> PersonShape:
    told = {name: getattr(one, name) for name in ("row", "name", "post", "groups", "left_out", "fault", "missing", "changed")}
    return PersonShape(**told, co_dinh=one.fixed, mo=one.open)
