"""What the buttons inside a form do when its answers are no draft's: rows, offers, people, on the page as it was sent."""

from __future__ import annotations

from flask import request
from sqlalchemy import Engine

from web import rows
from web.offers import take, told
from web.people import People
from web.work import Work

_ROWS = frozenset({"them", "xoa", "len", "xuong"})
FORM_ACTS = _ROWS | {"chon", "muc", "lay", "mo-nguoi", "them-nguoi"}


def acted(engine: Engine, work: Work, action: str, path: str) -> dict[str, str]:
    """Do it to the answers; what the page then has to know: the field to look at, the list asked for, what is said."""
    notice, target = "", path
    if action in _ROWS:
        target = rows.change(work.answers, work.form, action, path) or path
    elif action == "chon":
        chosen = request.form.getlist(f"_chon.{path}")
        notice = told(take(engine, work, path, chosen), len(chosen))
    elif action == "lay":
        notice = People(engine, work).fill(path)
    return {"target": target, "asked": path if action in {"muc", "mo-nguoi"} else "", "notice": notice}
