"""Where a request works and who works there: the store, the user, what a page asks of its user."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, g
from sqlalchemy import Engine

from docgen.store.users import Role

LOCAL = "máy này"
"""Stands for the user in the audit trail where nobody logs in: the application runs for the one who sits at the machine."""
_STORE = "docgen.store"
_NEEDS_LOGIN = "docgen.needs_login"
_ROLE = "docgen_role"
_OPEN = "docgen_open"
View = TypeVar("View", bound=Callable[..., Any])


def put_store(app: Any, engine: Engine) -> None:
    """The database that the application works with."""
    app.extensions[_STORE] = engine


def store() -> Engine:
    """The database of this application."""
    engine: Engine = current_app.extensions[_STORE]
    return engine


def who() -> str:
    """The name that drafts, numbers and the audit trail keep for the one who asks."""
    return str(g.get("user_name", LOCAL))


def needs(role: Role) -> Callable[[View], View]:
    """Mark a page that not every user may open; one without the mark asks for the first role only."""

    def mark(view: View) -> View:
        setattr(view, _ROLE, role)
        return view

    return mark


def role_of(view: Callable[..., Any]) -> Role:
    """The role that a page asks for."""
    role: Role = getattr(view, _ROLE, Role.DRAFTS)
    return role


def anyone(view: View) -> View:
    """Mark a page that is open to who has not logged in: the login itself, or one that asks for a proof of its own."""
    setattr(view, _OPEN, True)
    return view


def is_open(view: Callable[..., Any]) -> bool:
    """Whether a page needs no login."""
    return bool(getattr(view, _OPEN, False))


def put_login(app: Any, needed: bool) -> None:  # noqa: FBT001 - a fact to keep, no switch
    """Whether this application asks who comes (web.login)."""
    app.extensions[_NEEDS_LOGIN] = needed


def needs_login() -> bool:
    """Whether pages are open to users who have logged in only; else all is open to the one at this machine."""
    return bool(current_app.extensions[_NEEDS_LOGIN])


def may(role: Role) -> bool:
    """Whether the one who asks may do what asks for `role`."""
    user = g.get("user")
    return user.role.allows(role) if user else not needs_login()
