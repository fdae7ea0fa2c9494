"""Whom a request speaks for: its `Authorization: Bearer …`, nothing else. Cookies and where a request comes from do not count."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from docgen.store.tokens import token_user
from docgen.store.users import Role
from web.accounts import ROLES
from web.api.local_key import is_key
from web.desk import LOCAL, needs_login, store


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name that the audit trail keeps, and what may be done under it."""

    name: str
    role: Role


def caller_of(key: str) -> Caller | None:
    """Whom a key speaks for; None when it opens nothing. The key of the machine is nobody's where people log in."""
    if not needs_login() and is_key(key):
        return Caller(LOCAL, Role.MANAGES)
    user = token_user(store(), key)
    return Caller(user.name, user.role) if user else None


def require(role: Role) -> None:
    """Let in who may do what asks for `role`; drafts, numbers and the audit trail then bear that name."""
    scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
    caller = caller_of(key.strip()) if scheme.lower() == "bearer" else None
    if caller is None:
        raise Unauthorized("Thiếu khóa truy cập, hoặc khóa không còn dùng được.", www_authenticate=WWWAuthenticate("bearer"))
    if not caller.role.allows(role):
        raise Forbidden(f"Việc này cần vai trò {ROLES[role]}; vai trò của khóa là {ROLES[caller.role]}.")
    g.user_name = caller.name
