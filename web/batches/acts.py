"""What the buttons inside a form do when its answers are no draft's: rows, offers, people, on the page as it was sent."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from sqlalchemy import Engine

from web import rows
from web.offers import take, told
from web.people import People
from web.work import Work

_ROWS = frozenset({"them", "xoa", "len", "xuong"})
FORM_ACTS = _ROWS | {"chon", "muc", "lay", "mo-nguoi", "them-nguoi", "doc", "nhan"}


def acted(engine: Engine, work: Work, action: str, path: str) -> dict[str, Any]:
    """Do it to the answers; what the page then has to know: the field to look at, the list asked for, what is said."""
    if action in {"doc", "nhan"}:
        return _pasted(work, path, take_over=action == "nhan")
    notice, target = "", path
    if action in _ROWS:
        target = rows.change(work.answers, work.form, action, path) or path
    elif action == "chon":
        chosen = request.form.getlist(f"_chon.{path}")
        notice = told(take(engine, work, path, chosen), len(chosen))
    elif action == "lay":
        notice = People(engine, work).fill(path)
    return {"target": target, "asked": path if action in {"muc", "mo-nguoi"} else "", "notice": notice}


def _pasted(work: Work, path: str, *, take_over: bool) -> dict[str, Any]:
    """How a pasted block is read, or what became of it."""
    found = rows.rows_at(work.answers, work.form, path)
    if found is None:
        return {"notice": str(_("Danh sách đã thay đổi; xem lại rồi dán lại."))}
    held, view = found
    block = rows.read_block(work.pasted.get(path, ""), view)
    if not take_over or not block.rows:
        return {"target": f"{path}.dan", "reading": {"path": path, "block": block}}
    added = rows.accept(block, held, view)
    work.pasted.pop(path, None)
    return {"target": path, "notice": str(_("Đã nhận %(count)s hàng vào “%(title)s”.", count=added, title=view.title))}
