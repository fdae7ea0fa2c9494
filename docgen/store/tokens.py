"""Tokens with which a program speaks for a user: named, with a role of their own, until a day. Shown once, kept as a hash."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import Engine, RowMapping, insert, select, update

from docgen.errors import NotInStoreError
from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.secret import hash_of, new_token
from docgen.store.tables import api_tokens, users
from docgen.store.users import COLUMNS, Role, User, user_of

PREFIX = "docgen_"
"""How every token begins: programs that look for forgotten secrets know it by that."""
LONGEST = dt.timedelta(days=366)
_NOTED = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token but the token itself; `user` is the login name of whom it speaks for, `acts_as` its real role."""

    id: int
    user: str
    name: str
    role: Role
    acts_as: Role
    created_by: str
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None
    revoked_at: dt.datetime | None

    @property
    def alive(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.expires_at > now()


def create_token(engine: Engine, user_id: int, name: str, role: Role, *, lasts: dt.timedelta, by: str) -> str:
    """A new token that speaks for a user with `role` at most, for `lasts` (a year at most): shown now and never again."""
    token, moment = PREFIX + new_token(), now()
    values = {"user_id": user_id, "name": name, "role": role.value, "token_hash": hash_of(token), "created_by": by}
    with writing(engine) as connection:
        if connection.scalar(select(users.c.id).where(users.c.id == user_id, users.c.active)) is None:
            raise NotInStoreError(f"Không có người dùng số {user_id}, hoặc đã ngừng.", hint="Tải lại danh sách người dùng.")
        values |= {"created_at": moment, "expires_at": moment + min(lasts, LONGEST)}
        key: int = connection.execute(insert(api_tokens).values(values).returning(api_tokens.c.id)).scalar_one()
        note(connection, by, "add", "api_tokens", key, user_id=user_id, role=role.value)
    return token


def token_user(engine: Engine, raw: str) -> User | None:
    """Whom a token speaks for, with the lower of the user's and the token's role; None for one that opens nothing (any more)."""
    moment = now()
    alive = (api_tokens.c.revoked_at.is_(None), api_tokens.c.expires_at > moment, users.c.active)
    own = (api_tokens.c.id, api_tokens.c.role, api_tokens.c.used_at)
    query = select(*COLUMNS, *own).join(api_tokens, api_tokens.c.user_id == users.c.id)
    with reading(engine) as connection:
        row = connection.execute(query.where(api_tokens.c.token_hash == hash_of(raw), *alive)).mappings().first()
    if row is None:
        return None
    used = row[api_tokens.c.used_at]
    if used is None or used < moment - _NOTED:
        with writing(engine) as connection:
            connection.execute(update(api_tokens).where(api_tokens.c.id == row[api_tokens.c.id]).values(used_at=moment))
    user = user_of(row)
    return replace(user, role=_lower(user.role, Role(row[api_tokens.c.role])))


def revoke_token(engine: Engine, token_id: int, *, by: str) -> None:
    """Let a token open nothing any more; twice is no error."""
    with writing(engine) as connection:
        if connection.scalar(select(api_tokens.c.id).where(api_tokens.c.id == token_id)) is None:
            raise NotInStoreError(f"Không có khóa truy cập số {token_id}.", hint="Tải lại danh sách khóa truy cập.")
        live = (api_tokens.c.id == token_id) & api_tokens.c.revoked_at.is_(None)
        if connection.execute(update(api_tokens).where(live).values(revoked_at=now())).rowcount:
            note(connection, by, "revoke", "api_tokens", token_id)


def all_tokens(engine: Engine) -> tuple[Token, ...]:
    """Every token, the newest first, those that open nothing any more too."""
    names = [column for column in api_tokens.c if column.name not in {"user_id", "token_hash"}]
    holder = (users.c.name.label("user"), users.c.role.label("acts_as"))
    query = select(*holder, *names).join(users, users.c.id == api_tokens.c.user_id)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(api_tokens.c.id.desc())).mappings()
        return tuple(_token(row) for row in rows)


def _token(row: RowMapping) -> Token:
    role = Role(row["role"])
    return Token(**{**row, "role": role, "acts_as": _lower(Role(row["acts_as"]), role)})


def _lower(one: Role, other: Role) -> Role:
    """A token opens what both its role and that of its user allow."""
    return min(one, other, key=lambda role: role.rank)
