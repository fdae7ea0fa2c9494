"""A roster file in two steps: what would happen, then “Nhận 214 người”. Nothing is taken over before."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.errors import DocgenError, FileError, NotInStoreError
from docgen.roster.merging import Merge, merge
from docgen.roster.reading import RosterFile, read_roster
from docgen.roster.table import MAX_BYTES
from docgen.store import people, uploads
from docgen.store.users import Role
from web.desk import needs, store, who
from web.problems import said
from web.views.roster import needed_unit, unit_here

pages = Blueprint("roster_import", __name__, url_prefix="/danh-sach/nhap")

Answer = tuple[str, int] | Response
PURPOSE = "roster"
SHOWN_PEOPLE = 20
SHOWN_FAULTS = 2_000
_TAKEN = "roster_taken"
"""In the session: the token of the file that was taken over last, for who goes back to its page."""


@pages.get("")
def choose() -> str:
    """Where a file is chosen."""
    return _choose_page()


@pages.post("")
@needs(Role.ISSUES)
def send() -> Answer:
    """Keep the file and go to what it would do."""
    needed_unit()
    sent = request.files.get("tep")
    if sent is None or not sent.filename:
        return _choose_page(_("Chọn một tệp .xlsx hoặc .csv.")), 422
    raw = sent.stream.read(MAX_BYTES + 1)
    try:
        read_roster(raw, duties_too=False)
    except DocgenError as error:
        return _choose_page(said(error)), 422
    token = uploads.keep_upload(store(), PURPOSE, raw, by=who())
    return redirect(url_for("roster_import.review", token=token), 303)


@pages.get("/<token>")
@needs(Role.ISSUES)
def review(token: str) -> Answer:
    """What the file would do to the roster, and every fault in it."""
    try:
        file, found = _read(token)
    except NotInStoreError as gone:
        return _taken_already(token, gone)
    except FileError as error:
        return _choose_page(said(error)), 422
    shown = {"file": file, "found": found, "token": token, "people": SHOWN_PEOPLE, "faults": SHOWN_FAULTS}
    return render_template("roster_review.html", counted=_counted(found), **shown), 200


@pages.post("/<token>")
@needs(Role.ISSUES)
def take(token: str) -> Response:
    """Take the people over, if the roster is still the one that was shown."""
    try:
        _file, found = _read(token)
    except NotInStoreError as gone:
        return _taken_already(token, gone)
    if request.form.get("dem") != _counted(found):
        flash(_("Danh sách vừa được người khác thay đổi nên chưa nhận gì; xem lại rồi nhận."))
        return redirect(url_for("roster_import.review", token=token), 303)
    added, changed = people.import_people(store(), found.taken, by=who())
    uploads.drop_upload(store(), token, by=who())
    session[_TAKEN] = token
    flash(
        _(
            "Đã nhận %(total)s người: %(added)s người mới, %(changed)s người thay đổi.",
            total=added + changed,
            added=added,
            changed=changed,
        )
    )
    return redirect(url_for("roster.overview"), 303)


@pages.post("/<token>/bo")
@needs(Role.ISSUES)
def give_up(token: str) -> Response:
    """Forget the file."""
    uploads.drop_upload(store(), token, by=who())
    flash(_("Đã bỏ tệp; danh sách giữ nguyên."))
    return redirect(url_for("roster.overview"), 303)


def _read(token: str) -> tuple[RosterFile, Merge]:
    unit = needed_unit()
    file = read_roster(uploads.upload_of(store(), PURPOSE, token, by=who()), duties_too=False)
    return file, merge(file.rows(), file.fields, people.roster(store(), unit.id, everyone=True), unit.id)


def _taken_already(token: str, gone: NotInStoreError) -> Response:
    """Who goes back to a file that was taken over is told so; others that the file is gone."""
    if session.get(_TAKEN) != token:
        raise gone
    flash(_("Danh sách trong tệp này đã được nhận rồi; dưới đây là danh sách hiện có."))
    return redirect(url_for("roster.overview"), 303)


def _counted(found: Merge) -> str:
    """What was shown, to notice that it is another thing now."""
    return f"{len(found.added)}-{len(found.changed)}-{found.unchanged}-{found.faulty}"


def _choose_page(error: str = "") -> str:
    return render_template("roster_import.html", unit=unit_here(), error=error)
