"""What users are to the pages and to `docgen users` alike: names of roles, what a login name may be, proving who one is."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as later
from sqlalchemy import Engine

from docgen.store import attempts
from docgen.store.users import Role, User, change_user, user_named
from web import passwords
from web.languages import gettext as _

ROLES = {Role.DRAFTS: later("Soạn thảo"), Role.ISSUES: later("Văn thư"), Role.MANAGES: later("Quản trị")}
"""What each role is called."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}")


class TooSoonError(Exception):
    """Too many failures: nobody may try for some `seconds`."""

    def __init__(self, seconds: int) -> None:
        """Keep the seconds."""
        super().__init__()
        self.seconds = seconds


def clean_name(typed: str) -> str:
    """A login name as it is kept: spaces around it and capitals do not count."""
    return typed.strip().lower()


def fault_of_name(name: str) -> str:
    """Why this cannot be a login name, and what to do; empty when it can."""
    if not name:
        return _("Nhập tên đăng nhập")
    if not _NAME.fullmatch(name):
        return _(
            "Tên đăng nhập “%(name)s”: dùng 2 đến 60 chữ a-z không dấu, chữ số, dấu chấm, gạch, không có dấu cách", name=name
        )
    return ""


def prove(engine: Engine, name: str, password: str, address: str) -> User | None:
    """The user when name and password are right. None when not, for whatever reason: all take the same time.

    Raises TooSoonError where somebody failed too often with this name or from this address.
    """
    wait = attempts.take_attempt(engine, name, address)
    if wait:
        raise TooSoonError(wait)
    user, hashed = user_named(engine, name) or (None, None)
    if not passwords.is_right(hashed, password) or user is None or hashed is None:
        attempts.note_failure(engine, user)
        return None
    attempts.forgive(engine, name, address)
    if passwords.is_outdated(hashed):
        change_user(engine, user.id, by=user.name, password_hash=passwords.hash_of(password))
    return user
