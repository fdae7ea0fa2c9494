"""Where people come in: the jobs, how to begin one, a file to open again."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from docgen.docx.package import MAX_FILE_BYTES
from docgen.errors import DocgenError
from docgen.kinds import KINDS
from docgen.store.drafts import open_drafts
from docgen.store.units import own_unit
from web import downloads, prefill, saving
from web.desk import may, store
from web.fields import form_of
from web.followups import unnumber
from web.forms import plain_data
from web.intake import issued_as, open_file
from web.menu import MORE
from web.problems import said
from web.views.drafting import form_page
from web.work import Work, is_typed

pages = Blueprint("starting", __name__)

_GOING_ON = 4
"""So many drafts are one click away on the first page."""


@pages.get("/")
def home() -> str:
    """Every kind with its variants, as the jobs people come for."""
    jobs = [(kind, [(code, form_of(model).title) for code, model in kind.variants.items()]) for kind in KINDS.values()]
    going_on = open_drafts(store(), limit=_GOING_ON)
    return render_template("home.html", jobs=jobs, drafts=going_on, without_unit=own_unit(store()) is None)


@pages.get("/thiet-lap")
def more() -> str:
    """The places that the menu has no room for."""
    return render_template("more.html", items=[item for item in MORE if may(item.role)])


@pages.get("/van-ban/<kind>/<variant>")
def begin(kind: str, variant: str) -> str:
    """How to begin: with what is known, with an example, with nothing, with a file."""
    return render_template("begin.html", work=Work.blank(kind, variant), known=prefill.offers_anything(store()))


@pages.get("/mo-tep")
def open_page() -> str:
    """Where a file is chosen."""
    return render_template("open.html", error="")


@pages.post("/mo-tep")
def open_upload() -> tuple[str, int]:
    """The form of the file that was sent."""
    sent = request.files.get("tep")
    if sent is None or not sent.filename:
        return render_template("open.html", error=_("Chọn một tệp .docx, .yaml hoặc .json")), 422
    try:
        opened = open_file(_read(sent), request.form.get("_loai", ""), request.form.get("_bien_the", ""))
    except DocgenError as error:
        return render_template("open.html", error=said(error)), 422
    known = issued_as(store(), opened)
    if known is not None:
        unnumber(opened.work)
        opened = replace(opened, issued=known)
    opened.work.draft = saving.begin(opened.work, title=opened.work.title)
    return form_page(opened.work, opened=opened), 200


@pages.post("/da-go")
def rescue() -> Response:
    """What was typed, as it was sent: no schema and no rule stands between it and the file."""
    pairs = [(name, value) for name, value in request.form.items(multi=True) if is_typed(name)]
    return downloads.download(downloads.as_json(plain_data(pairs)), "Những gì đã gõ.json", "application/json")


def _read(sent: FileStorage) -> bytes:
    """The content, no more than one byte above what may be opened."""
    return sent.stream.read(MAX_FILE_BYTES + 1)
