"""Who may use the program: names, roles, whether they still may. Hashes of passwords are made and judged elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from docgen.errors import ConflictError, NotInStoreError
from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.tables import api_tokens, sessions, users


class Role(StrEnum):
    """What a user may do; each may do what the one before may."""

    DRAFTS = "soan_thao"
    ISSUES = "van_thu"
    MANAGES = "quan_tri"

    @property
    def rank(self) -> int:
        """Its place among the roles; a higher one may do what a lower one may."""
        return list(Role).index(self)

    def allows(self, needed: Role) -> bool:
        """Whether this role may do what asks for `needed`."""
        return self.rank >= needed.rank


@dataclass(frozen=True, slots=True)
class User:
    """One user; `name` is what is typed at login and what the audit trail shows."""

    id: int
    name: str
    ho_ten: str
    role: Role
    active: bool
    created_at: dt.datetime


COLUMNS = tuple(column for column in users.c if column.name != "password_hash")
"""Every column of a `User`."""


def user_of(row: RowMapping) -> User:
    """The user in a row of COLUMNS, which may hold more."""
    values = {column.name: row[column] for column in COLUMNS}
    return User(**{**values, "role": Role(values["role"])})


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
    """Change what is given: the role, whether the user may still log in, the hash of the password.

    A new password and being closed end every session of the user at once, being closed revokes the user's tokens too. The last
    one who may manage users stays one.
    """
    given = {"role": role.value if role else None, "active": active, "password_hash": password_hash}
    values = {name: value for name, value in given.items() if value is not None}
    with writing(engine) as connection:
        managed = _managers(connection)
        if values and not connection.execute(update(users).where(users.c.id == user_id).values(values)).rowcount:
            raise _missing(user_id)
        if managed and not _managers(connection):
            raise ConflictError(
                "Đây là người quản trị cuối cùng còn được đăng nhập.", hint="Giao vai trò quản trị cho một người khác trước."
            )
        if active is False or password_hash is not None:
            connection.execute(delete(sessions).where(sessions.c.user_id == user_id))
        if active is False:
            live = (api_tokens.c.user_id == user_id) & api_tokens.c.revoked_at.is_(None)
            connection.execute(update(api_tokens).where(live).values(revoked_at=now()))
        note(connection, by, "change", "users", user_id, fields=sorted(values))


def _managers(connection: Connection) -> list[int]:
    """Who may manage users, locked on PostgreSQL: two who close each other at once come one after the other."""
    query = select(users.c.id).where(users.c.active, users.c.role == Role.MANAGES.value).order_by(users.c.id)
    return list(connection.scalars(query.with_for_update()))


def _missing(what: object) -> NotInStoreError:
    return NotInStoreError(f"Không có người dùng số {what}.", hint="Tải lại danh sách người dùng.")


def all_users(engine: Engine) -> tuple[User, ...]:
    """Every user by name, those who may no longer log in too."""
    with reading(engine) as connection:
        return tuple(user_of(row) for row in connection.execute(select(*COLUMNS).order_by(users.c.name)).mappings())


def user_with_id(engine: Engine, user_id: int) -> User:
    """One user, whether or not the login is still open."""
    with reading(engine) as connection:
        row = connection.execute(select(*COLUMNS).where(users.c.id == user_id)).mappings().first()
    if row is None:
        raise _missing(user_id)
    return user_of(row)


def user_named(engine: Engine, name: str) -> tuple[User, str | None] | None:
    """The user and the hash of the password, for a login; None for a name nobody has or who may no longer log in."""
    with reading(engine) as connection:
        row = connection.execute(select(users).where(users.c.name == name, users.c.active)).mappings().first()
    return (user_of(row), row[users.c.password_hash]) if row else None


def has_manager(engine: Engine) -> bool:
    """Whether anybody can log in with a password who may manage users."""
    query = select(users.c.id).where(users.c.active, users.c.role == Role.MANAGES.value, users.c.password_hash.is_not(None))
    with reading(engine) as connection:
        return connection.scalar(query.limit(1)) is not None
