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
_ROLE = "docgen_role"
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
