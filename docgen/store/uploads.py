"""A file between two pages: shown to who sent it, and gone when it is taken over, given up, or an hour old."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

from sqlalchemy import Engine, delete, insert, or_, select

from docgen.errors import NotInStoreError
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.tables import uploads

KEPT = dt.timedelta(hours=1)


def keep_upload(engine: Engine, purpose: str, content: bytes, *, by: str) -> str:
    """Keep a file for the next page; its token. An earlier one of the same user for the same purpose goes, old ones of all go."""
    token, moment = uuid4().hex, now()
    with writing(engine) as connection:
        mine = (uploads.c.purpose == purpose) & (uploads.c.kept_by == by)
        connection.execute(delete(uploads).where(or_(mine, uploads.c.kept_at < moment - KEPT)))
        row = {"token": token, "purpose": purpose, "content": content, "kept_by": by, "kept_at": moment}
        connection.execute(insert(uploads), row)
    return token


def upload_of(engine: Engine, purpose: str, token: str, *, by: str) -> bytes:
    """The file that this user sent."""
    query = select(uploads.c.content).where(uploads.c.token == token, uploads.c.purpose == purpose, uploads.c.kept_by == by)
    with reading(engine) as connection:
        content = connection.scalar(query.where(uploads.c.kept_at >= now() - KEPT))
    if content is None:
        raise NotInStoreError("Tệp đã gửi không còn giữ.", hint="Chọn lại tệp rồi xem lại; tệp chỉ được giữ một giờ.")
    return bytes(content)


def drop_upload(engine: Engine, token: str, *, by: str) -> None:
    """Forget a file; nothing happens when it is gone already."""
    with writing(engine) as connection:
        connection.execute(delete(uploads).where(uploads.c.token == token, uploads.c.kept_by == by))
