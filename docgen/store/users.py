"""Who may use the program: names, roles, whether they still may. Hashes of passwords are made and judged elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine, insert, select, update

from docgen.errors import ConflictError, NotInStoreError
from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.tables import users


class Role(StrEnum):
    """What a user may do; each may do what the one before may."""

    DRAFTS = "soan_thao"
    ISSUES = "van_thu"
    MANAGES = "quan_tri"


@dataclass(frozen=True, slots=True)
class User:
    """One user; `name` is what is typed at login and what the audit trail shows."""

    id: int
    name: str
    ho_ten: str
    role: Role
    active: bool
    created_at: dt.datetime


_COLUMNS = [column for column in users.c if column.name != "password_hash"]


def add_user(engine: Engine, name: str, ho_ten: str, role: Role, *, by: str, password_hash: str | None = None) -> int:
    """Add a user; the id. A name is given once, for ever: the audit trail names its bearer."""
    given = {"name": name, "ho_ten": ho_ten, "role": role.value, "password_hash": password_hash}
    values = {**given, "active": True, "created_at": now()}
    with writing(engine) as connection:
        if connection.scalar(select(users.c.id).where(users.c.name == name)) is not None:
            raise ConflictError(f"Tên đăng nhập “{name}” đã có.", hint="Chọn tên khác; tên đã cấp không dùng lại cho người khác.")
        key: int = connection.execute(insert(users).values(values).returning(users.c.id)).scalar_one()
        note(connection, by, "add", "users", key, role=role.value)
    return key


def change_user(
    engine: Engine,
    user_id: int,
    *,
    by: str,
    role: Role | None = None,
    active: bool | None = None,
    password_hash: str | None = None,
) -> None:
    """Change what is given: the role, whether the user may still log in, the hash of the password."""
    given = {"role": role.value if role else None, "active": active, "password_hash": password_hash}
    values = {name: value for name, value in given.items() if value is not None}
    with writing(engine) as connection:
        if values and not connection.execute(update(users).where(users.c.id == user_id).values(values)).rowcount:
            raise NotInStoreError(f"Không có người dùng số {user_id}.", hint="Tải lại danh sách người dùng.")
        note(connection, by, "change", "users", user_id, fields=sorted(values))


def all_users(engine: Engine) -> tuple[User, ...]:
    """Every user by name, those who may no longer log in too."""
    with reading(engine) as connection:
        rows = connection.execute(select(*_COLUMNS).order_by(users.c.name)).mappings()
        return tuple(User(**{**row, "role": Role(row["role"])}) for row in rows)


def user_named(engine: Engine, name: str) -> tuple[User, str | None] | None:
    """The user and the hash of the password, for a login; None for a name nobody has or who may no longer log in."""
    with reading(engine) as connection:
        row = connection.execute(select(users).where(users.c.name == name, users.c.active)).mappings().first()
    if row is None:
        return None
    values = dict(row)
    hashed = values.pop("password_hash")
    return User(**{**values, "role": Role(values["role"])}), hashed
