"""What the module of a form asks for while somebody types; nothing here saves."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from web import saving
from web.desk import store
from web.people import People

pages = Blueprint("helping", __name__, url_prefix="/nhap/<int:draft_id>")


@pages.post("/lay")
def fill(draft_id: int) -> Response:
    """The fields that the roster can fill in beside the name that the form's button leads to, and what to say, as JSON."""
    work = saving.laid(draft_id, request)
    before = dict(work.pairs)
    said = People(store(), work).fill(request.form.get("_lam", "").partition(":")[2])
    return jsonify(said=said, fields={name: value for name, value in work.pairs if before.get(name) != value})
