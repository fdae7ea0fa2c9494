"""Who is logged in: one row a browser.

It ends at logout, after a while without a click, after a working day, and with the user's password or right to log in
(`users.change_user`).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine, delete, func, insert, or_, select, update

from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.secret import hash_of, new_token
from docgen.store.tables import sessions, users
from docgen.store.users import COLUMNS, User, user_of

IDLE = dt.timedelta(hours=2)
"""A browser that asks for nothing that long has to log in again."""
LONGEST = dt.timedelta(hours=12)
"""However busy: a session is over the next morning."""
_NOTED = dt.timedelta(minutes=1)
"""How exactly the last click is known: not every request writes to the database."""


def begin_session(engine: Engine, user: User, *, how: str = "password") -> str:
    """Let a user in who has proven who it is (`how`); the token that the browser keeps. Old sessions are cleared away."""
    token, moment = new_token(), now()
    row = {"user_id": user.id, "token_hash": hash_of(token), "created_at": moment, "seen_at": moment}
    with writing(engine) as connection:
        connection.execute(delete(sessions).where(or_(sessions.c.expires_at <= moment, sessions.c.seen_at <= moment - IDLE)))
        connection.execute(insert(sessions).values({**row, "expires_at": moment + LONGEST}))
        note(connection, user.name, "login", "users", user.id, how=how)
    return token


def session_user(engine: Engine, token: str) -> User | None:
    """Who a browser's token stands for; None when it is over, was never given, or its user may no longer log in."""
    moment = now()
    alive = (sessions.c.expires_at > moment, sessions.c.seen_at > moment - IDLE, users.c.active)
    query = select(*COLUMNS, sessions.c.id, sessions.c.seen_at).join(sessions, sessions.c.user_id == users.c.id)
    with reading(engine) as connection:
        row = connection.execute(query.where(sessions.c.token_hash == hash_of(token), *alive)).mappings().first()
    if row is None:
        return None
    if row[sessions.c.seen_at] < moment - _NOTED:
        with writing(engine) as connection:
            connection.execute(update(sessions).where(sessions.c.id == row[sessions.c.id]).values(seen_at=moment))
    return user_of(row)


def end_session(engine: Engine, token: str, *, by: User) -> None:
    """Log out one browser."""
    with writing(engine) as connection:
        if connection.execute(delete(sessions).where(sessions.c.token_hash == hash_of(token))).rowcount:
            note(connection, by.name, "logout", "users", by.id)


def end_sessions(engine: Engine, user_id: int, *, by: str) -> None:
    """Log out every browser of a user."""
    with writing(engine) as connection:
        connection.execute(delete(sessions).where(sessions.c.user_id == user_id))
        note(connection, by, "end_sessions", "users", user_id)


def open_sessions(engine: Engine) -> dict[int, int]:
    """How many browsers each user is logged in with; a user without one is left out."""
    moment = now()
    alive = (sessions.c.expires_at > moment, sessions.c.seen_at > moment - IDLE)
    query = select(sessions.c.user_id, func.count()).where(*alive).group_by(sessions.c.user_id)
    with reading(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(query)}
