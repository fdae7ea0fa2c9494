"""The roster of a unit."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from docgen.store import people as kept
from docgen.store.people import Person
from docgen.store.units import unit_of
from docgen.store.users import Role
from web.api.answers import Fault, not_fitting
from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import Code, Line, Middle, Name, Short
from web.desk import store, who

_PEOPLE, _PERSON = "/units/<int:unit_id>/people", "/people/<int:person_id>"
_MOST = 5_000
Gender = Annotated[str, StringConstraints(max_length=10, pattern=r"^[^\x00-\x1f\x7f]*$")]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many were added, how many changed."""

    added: int
    changed: int


class PersonAsked(Asked):
    """One person; `ma` is the code in the unit, `active` false for who has left."""

    ma: Code
    ho_ten: Name
    gioi_tinh: Gender | None = None
    ngay_sinh: dt.date | None = None
    dan_toc: Line | None = None
    so_the_dang: Short | None = None
    so_the_cu: Short | None = None
    ngay_ket_nap: dt.date | None = None
    ngay_chinh_thuc: dt.date | None = None
    ngay_het_du_bi: dt.date | None = None
    loai: Short | None = None
    dien: Middle | None = None
    chuc_vu_dang: Line | None = None
    chuc_vu_khac: Line | None = None
    nhom: Middle | None = None
    to_dang: Annotated[int, Field(ge=0, le=10_000)] | None = None
    thuong_tru: Line | None = None
    hoan_canh: Line | None = None
    phu_trach: Line | None = None
    active: bool = True


class PeopleAsked(Asked):
    """Whom: `find` is the beginning of words of the name, `everyone` counts those who have left."""

    find: Line | None = None
    everyone: bool = False
    limit: Annotated[int, Field(ge=1, le=_MOST)] = _MOST


class Bulk(Asked):
    """Many people at once."""

    people: Annotated[tuple[PersonAsked, ...], Field(min_length=1, max_length=_MOST, strict=False)]


@operation("GET", _PEOPLE, "Danh sách đảng viên của đơn vị", query=PeopleAsked, answer=tuple[Person, ...], says_no=(404,))
def everybody(unit_id: int, query: PeopleAsked) -> tuple[Person, ...]:
    """The people of a unit in Vietnamese order of names, or those whose name holds what was typed."""
    unit = unit_of(store(), unit_id)
    if query.find and query.find.strip():
        return kept.find_people(store(), unit.id, query.find, limit=query.limit)
    return kept.roster(store(), unit.id, everyone=query.everyone)[: query.limit]


@operation(
    "POST", _PEOPLE, "Thêm người", role=Role.ISSUES, body=PersonAsked, answer=Person, status=201, says_no=(400, 404, 409, 422)
)
def add(unit_id: int, body: PersonAsked) -> Person:
    """A new person; 409 when the code is taken."""
    return show(kept.save_person(store(), Person(unit_id=unit_of(store(), unit_id).id, **body.model_dump()), by=who()))


@operation(
    "PUT",
    _PEOPLE,
    "Nhận cả danh sách: mã mới thì thêm, mã đã có thì thay",
    role=Role.ISSUES,
    body=Bulk,
    answer=Imported,
    says_no=(400, 404, 422),
)
def take_over(unit_id: int, body: Bulk) -> Imported:
    """Add those whose code is new, replace the others; all or none. Who is not in the list stays."""
    times = Counter(one.ma for one in body.people)
    twice = [
        Fault(f"people.{at}.ma", f"mã “{one.ma}” có hai lần trong danh sách")
        for at, one in enumerate(body.people)
        if times[one.ma] > 1
    ]
    if twice:
        raise not_fitting(twice)
    unit = unit_of(store(), unit_id)
    added, changed = kept.import_people(store(), (Person(unit_id=unit.id, **one.model_dump()) for one in body.people), by=who())
    return Imported(added, changed)


@operation("GET", _PERSON, "Một người", answer=Person, says_no=(404,))
def show(person_id: int) -> Person:
    """One person."""
    return kept.person_of(store(), person_id)


@operation("PUT", _PERSON, "Sửa một người", role=Role.ISSUES, body=PersonAsked, answer=Person, says_no=(400, 404, 409, 422))
def change(person_id: int, body: PersonAsked) -> Person:
    """All of a person anew."""
    old = show(person_id)
    return show(kept.save_person(store(), Person(unit_id=old.unit_id, id=old.id, **body.model_dump()), by=who()))


@operation("DELETE", _PERSON, "Đưa ra khỏi danh sách", role=Role.ISSUES, status=204, says_no=(404,))
def remove(person_id: int) -> None:
    """Take a person off the roster; the entry stays and can be made active again."""
    kept.remove_person(store(), person_id, by=who())
