"""The roster: the people of a unit with the fields that documents draw on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from docgen.errors import ConflictError, NotInStoreError
from docgen.store.audit import note
from docgen.store.engine import reading, writing
from docgen.store.tables import people
from docgen.vietnamese.letters import nfc
from docgen.vietnamese.names import loose_key, sort_key, without_marks


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the roster; `ma` is the code of the person in the unit. `so_the_dang` is text: it may begin with 0."""

    unit_id: int
    ma: str
    ho_ten: str
    gioi_tinh: str | None = None
    ngay_sinh: dt.date | None = None
    dan_toc: str | None = None
    so_the_dang: str | None = None
    so_the_cu: str | None = None
    ngay_ket_nap: dt.date | None = None
    ngay_chinh_thuc: dt.date | None = None
    ngay_het_du_bi: dt.date | None = None
    loai: str | None = None
    dien: str | None = None
    chuc_vu_dang: str | None = None
    chuc_vu_khac: str | None = None
    nhom: str | None = None
    to_dang: int | None = None
    thuong_tru: str | None = None
    hoan_canh: str | None = None
    phu_trach: str | None = None
    active: bool = True
    id: int = 0


_COLUMNS = [column for column in people.c if column.name != "bare_name"]


def save_person(engine: Engine, person: Person, *, by: str) -> int:
    """Add a person (`id` 0) or change the one with this id; the id. A code that another one of the unit has is refused."""
    with writing(engine) as connection:
        taken = _with_code(connection, person.unit_id, person.ma)
        if taken not in {None, person.id}:
            raise ConflictError(f"Mã “{person.ma}” đã có trong danh sách.", hint="Chọn mã khác, hoặc sửa người đã có.")
        saved = _put(connection, person, person.id or None)
        note(connection, by, "change" if person.id else "add", "people", saved)
    return saved


def import_people(engine: Engine, rows: Iterable[Person], *, by: str) -> tuple[int, int]:
    """Add those whose code is new in the unit, change the others; all or none. How many were added, how many changed."""
    with writing(engine) as connection:
        return put_people(connection, rows, by=by)


def put_people(connection: Connection, rows: Iterable[Person], *, by: str) -> tuple[int, int]:
    """The same in a transaction of the caller's. Of a code that comes twice the last row counts."""
    by_code = {(person.unit_id, person.ma): _values(person) for person in rows}
    holders = select(people.c.unit_id, people.c.ma, people.c.id).where(people.c.unit_id.in_({unit for unit, _ in by_code}))
    known = {(row.unit_id, row.ma): row.id for row in connection.execute(holders)}
    new = [values for code, values in by_code.items() if code not in known]
    old = [{**values, "key": known[code]} for code, values in by_code.items() if code in known]
    if new:
        connection.execute(insert(people), new)
    if old:
        connection.execute(update(people).where(people.c.id == bindparam("key")), old)
    note(connection, by, "import", "people", None, added=len(new), changed=len(old))
    return len(new), len(old)


def person_of(engine: Engine, person_id: int) -> Person:
    """The person with this id."""
    with reading(engine) as connection:
        row = connection.execute(select(*_COLUMNS).where(people.c.id == person_id)).mappings().first()
    if row is None:
        raise _nobody(person_id)
    return Person(**row)


def roster(engine: Engine, unit_id: int, *, everyone: bool = False) -> tuple[Person, ...]:
    """The people of a unit in Vietnamese order of names; `everyone` counts those who have left."""
    query = select(*_COLUMNS).where(people.c.unit_id == unit_id)
    if not everyone:
        query = query.where(people.c.active)
    with reading(engine) as connection:
        found = [Person(**row) for row in connection.execute(query).mappings()]
    return tuple(sorted(found, key=lambda person: (sort_key(person.ho_ten), person.ma)))


def find_people(
    engine: Engine, unit_id: int, typed: str, *, limit: int | None = 20, everyone: bool = False
) -> tuple[Person, ...]:
    """People whose name holds what was typed: without diacritics any, with them only names that have them so.

    `everyone` counts those who have left.
    """
    plain = without_marks(typed)
    query = (
        select(*_COLUMNS)
        .where(people.c.unit_id == unit_id)
        .where(people.c.bare_name.contains(" ".join(plain.lower().split()), autoescape=True))
    )
    if not everyone:
        query = query.where(people.c.active)
    with reading(engine) as connection:
        found = [Person(**row) for row in connection.execute(query).mappings()]
    wanted = loose_key(typed).split()
    if plain != nfc(typed) and wanted:
        found = [person for person in found if _holds(loose_key(person.ho_ten).split(), wanted)]
    return tuple(sorted(found, key=lambda person: sort_key(person.ho_ten)))[:limit]


def remove_person(engine: Engine, person_id: int, *, by: str) -> None:
    """Take a person off the roster; documents that name the person stay as they are, and the entry can be made active again."""
    _set_active(engine, person_id, active=False, by=by)


def restore_person(engine: Engine, person_id: int, *, by: str) -> None:
    """Put a person on the roster again who was taken off."""
    _set_active(engine, person_id, active=True, by=by)


def _set_active(engine: Engine, person_id: int, *, active: bool, by: str) -> None:
    with writing(engine) as connection:
        if not connection.execute(update(people).where(people.c.id == person_id).values(active=active)).rowcount:
            raise _nobody(person_id)
        note(connection, by, "restore" if active else "remove", "people", person_id)


def _holds(name: list[str], typed: list[str]) -> bool:
    """Whether what was typed, with diacritics, stands in the name; its last syllable may be unfinished."""
    letters, _, tone = typed[-1].partition("~")
    for start in range(len(name) - len(typed) + 1):
        *whole, last = name[start : start + len(typed)]
        if whole == typed[:-1] and last.startswith(letters) and (not tone or last.endswith(f"~{tone}")):
            return True
    return False


def _with_code(connection: Connection, unit_id: int, code: str) -> int | None:
    return connection.scalar(select(people.c.id).where(people.c.unit_id == unit_id, people.c.ma == code))


def _values(person: Person) -> dict[str, Any]:
    values = {name: value for name, value in asdict(person).items() if name != "id"}
    return values | {"bare_name": " ".join(without_marks(person.ho_ten).lower().split())}


def _put(connection: Connection, person: Person, key: int | None) -> int:
    values = _values(person)
    if key is None:
        return int(connection.execute(insert(people).values(values).returning(people.c.id)).scalar_one())
    if not connection.execute(update(people).where(people.c.id == key).values(values)).rowcount:
        raise _nobody(key)
    return key


def _nobody(person_id: int) -> NotInStoreError:
    return NotInStoreError(f"Không có người số {person_id} trong danh sách.", hint="Tải lại danh sách rồi chọn lại.")
