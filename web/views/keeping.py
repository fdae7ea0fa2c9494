"""A draft through time: what it said before, undo, off the list and back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from docgen.store import drafts
from web import saving
from web.desk import store, who
from web.merging import Clash
from web.paging import Pages

pages = Blueprint("keeping", __name__, url_prefix="/nhap")

REMOVED_OF_A_PAGE = 50


@pages.get("/da-bo")
def removed() -> str:
    """Drafts that were taken off the list, each with the way back."""
    shown = Pages.of(request.args.get("trang", ""), drafts.count_removed(store()), REMOVED_OF_A_PAGE)
    found = drafts.removed_drafts(store(), limit=shown.size, offset=shown.offset)
    return render_template("drafts_removed.html", drafts=found, pages=shown)


@pages.get("/<int:draft_id>/cac-ban")
def versions(draft_id: int) -> str:
    """Every saved state of a draft; `ban` shows what one of them said."""
    work = saving.opened(draft_id)
    shown = request.args.get("ban", type=int)
    found: list[Clash] = []
    if shown is not None:
        old = saving.opened(draft_id)
        old.take_kept(drafts.version_data(store(), draft_id, shown))
        found = saving.differences(old, work)
    saved = drafts.versions_of(store(), draft_id)
    return render_template("versions.html", work=work, versions=saved, shown=shown, differences=found)


@pages.post("/<int:draft_id>/khoi-phuc")
def restore(draft_id: int) -> AnyResponse:
    """Undo: an earlier state becomes the newest one."""
    draft = drafts.draft_with(store(), draft_id)
    version = request.form.get("ban", 0, type=int)
    drafts.restore_version(store(), draft_id, version, base=draft.version, by=who())
    flash(_("Đã đưa bản %(version)s trở lại; các bản sau đó vẫn còn.", version=version))
    return redirect(url_for("drafting.form", draft_id=draft_id))


@pages.post("/<int:draft_id>/bo")
def remove(draft_id: int) -> AnyResponse:
    """Take a draft off the list; it can be brought back."""
    drafts.remove_draft(store(), draft_id, by=who())
    return redirect(url_for("drafting.form", draft_id=draft_id))


@pages.post("/<int:draft_id>/mo-lai")
def reopen(draft_id: int) -> AnyResponse:
    """Bring a removed draft back."""
    drafts.reopen_draft(store(), draft_id, by=who())
    flash(_("Đã khôi phục bản nháp."))
    return redirect(url_for("drafting.form", draft_id=draft_id))
