"""The audit trail: who did what, when."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from docgen.store.audit import trail
from docgen.store.users import Role
from web.actions import details, things, told
from web.desk import needs, store

pages = Blueprint("trail", __name__, url_prefix="/nhat-ky")

NEWEST = 200
_LONGEST_ID = 9


@pages.get("")
@needs(Role.MANAGES)
def lines() -> str:
    """The newest lines, of everything, of one sort of entry or of one entry."""
    what = request.args.get("muc", "")
    typed = request.args.get("so", "").strip()
    key = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_ID else None
    known = what if what in things() else None
    found = trail(store(), what=known, what_id=key if known else None, limit=NEWEST)
    unread = bool(typed) and (key is None or known is None)
    shown = {"lines": found, "told": told, "details": details, "things": things(), "newest": NEWEST}
    return render_template("trail.html", what=known or "", typed=typed, unread=unread, **shown)
