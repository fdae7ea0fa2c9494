"""Drafts: begin, fill in, save as one types. What a form sends is stored before anything is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from docgen.errors import ConflictError
from docgen.store import drafts
from docgen.store.columns import today
from docgen.store.documents import document_of_draft
from web import example, prefill, rows, saving
from web.binding import Binder
from web.desk import store, who
from web.intake import Opened
from web.known import Known
from web.languages import keep
from web.merging import clashes_of
from web.moments import clock
from web.offers import Offers, take, told
from web.people import People
from web.problems import Problem
from web.tallies import as_json, tallies_of
from web.work import Work

pages = Blueprint("drafting", __name__)

_CHOICES = {"muc": "muc", "mo-nguoi": "nguoi", "them-nguoi": "nguoi"}
"""Acts on what stands under a list to choose from: they lead back to it."""
_ASKING = frozenset({"muc", "mo-nguoi"})
"""Those that want to see choices which are too many to stand there unasked."""


def form_page(
    work: Work,
    *,
    problems: Sequence[Problem] = (),
    target: str = "",
    opened: Opened | None = None,
    reading: dict[str, Any] | None = None,
    notice: str = "",
    asked: str = "",
) -> str:
    """The form with its answers, right or wrong."""
    return render_template(
        "form.html",
        work=work,
        sections=Binder(problems, target, prefill.from_the_unit(work)).sections(work.form, work.answers, work.kind.code),
        problems=problems,
        target=target,
        opened=opened,
        reading=reading or {},
        notice=notice,
        me=who(),
        offers=Offers(store(), work, asked),
        filled=prefill.parts(store(), work),
        people=People(store(), work, asked),
        known=Known(store(), work),
        tallies=tallies_of(work),
    )


@pages.post("/van-ban/<kind>/<variant>")
def start(kind: str, variant: str) -> AnyResponse:
    """Begin a draft: blank, filled in from what is known, or with the shipped example."""
    work = Work.blank(kind, variant)
    if request.form.get("_tu") == "dien-san":
        work = prefill.begun(store(), kind, variant, today=today())
    elif request.form.get("_tu") == "vi-du":
        work = example.begun(store(), kind, variant)
    return redirect(url_for(".form", draft_id=saving.begin(work).id))


@pages.get("/nhap")
def all_drafts() -> str:
    """Every draft that somebody works on."""
    return render_template("drafts.html", drafts=drafts.open_drafts(store()), me=who())


@pages.get("/nhap/<int:draft_id>")
def form(draft_id: int) -> str | AnyResponse:
    """The form of a draft; `o` names the field to look at, `chon` a list to show choices for, `loi` asks for mistakes."""
    work = saving.opened(draft_id)
    if away := closed(work):
        return away
    problems = work.checked[1] if request.args.get("loi") else []
    return form_page(work, problems=problems, target=request.args.get("o", ""), asked=request.args.get("chon", ""))


def closed(work: Work) -> AnyResponse | None:
    """Where a draft leads that can no longer be filled in: its document, or how to bring it back."""
    state = work.draft.state if work.draft else ""
    if state == "issued" and work.draft:
        return redirect(url_for("archive.show", key=document_of_draft(store(), work.draft.id)))
    if state == "removed":
        return Response(render_template("removed.html", work=work), 410)
    return None


@pages.post("/nhap/<int:draft_id>")
def fill(draft_id: int) -> str | AnyResponse | tuple[str, int]:
    """Save what the form sent, then do what its button says: rows, a pasted block, the check, the list of drafts."""
    work = saving.laid(draft_id, request)
    action, _colon, path = request.form.get("_lam", "").partition(":")
    if action in {"doc", "nhan"}:
        return _paste(work, path, take=action == "nhan")
    target = rows.change(work.answers, work.form, action, path) if action in {"them", "xoa", "len", "xuong"} else path
    if action == "chon":
        chosen = request.form.getlist(f"_chon.{path}")
        flash(told(take(store(), work, path, chosen), len(chosen)))
    if action == "biet":
        flash(Known(store(), work).told(path))
    if action in {"them-nguoi", "lay"}:
        flash(_with_people(work, action, path))
    if action == "kiem-tra":
        work.tidy()
    try:
        _tell(saving.save(work, request))
    except ConflictError as error:
        return conflict_page(work, error)
    if action == "ngon-ngu":
        return _spoken(draft_id, path)
    return redirect(_after(work, draft_id, action, target, path))


def _spoken(draft_id: int, asked: str) -> AnyResponse:
    response = redirect(url_for(".form", draft_id=draft_id))
    keep(response, asked)
    return response


_PAGES = {"ban-nhap": "making.draft_page", "xem-truoc": "preview.show", "xem": "keeping.versions"}
"""Where a button leads that saves and shows something."""


def _after(work: Work, draft_id: int, action: str, target: str | None, path: str) -> str:
    """The page that follows a saved form."""
    if action in _PAGES:
        return url_for(_PAGES[action], draft_id=draft_id)
    match action:
        case "kiem-tra":
            if work.checked[1]:
                return url_for(".form", draft_id=draft_id, loi=1)
            return url_for("making.check", draft_id=draft_id)
        case "ve":
            drafts.let_go(store(), draft_id, by=who())
            flash(_("Đã lưu bản nháp."))
            return url_for(".all_drafts")
    if target is None:
        flash(_("Danh sách đã thay đổi; xem lại rồi làm lại."))
    place = f"{path}.{_CHOICES[action]}" if action in _CHOICES else target or path
    asked = path if action in _ASKING else None
    return url_for(".form", draft_id=draft_id, o=place or None, chon=asked, _anchor=f"f-{place}" if place else None)


def _with_people(work: Work, action: str, path: str) -> str:
    """Put the ticked people into a list, or fill in what is known of one; what to say about it, without a name."""
    people = People(store(), work)
    if action == "lay":
        return people.fill(path)
    count = people.add(path, request.form.getlist(f"_nguoi.{path}"))
    return str(_("Đã thêm %(count)s người.", count=count) if count else _("Chưa chọn ai trong danh sách đảng viên."))


def _paste(work: Work, path: str, *, take: bool) -> str | tuple[str, int]:
    """Show how a pasted block is read, or take it over."""
    found = rows.rows_at(work.answers, work.form, path)
    if found is None:
        return form_page(work, notice=_("Danh sách đã thay đổi; xem lại rồi dán lại."))
    reading = rows.read_block(work.pasted.get(path, ""), found[1])
    shown = {"path": path, "block": reading}
    if not take or not reading.rows:
        return _saved_page(work, target=f"{path}.dan", reading=shown)
    work.tidy()
    held, view = rows.rows_at(work.answers, work.form, path) or ([], work.form)
    first = len(held)
    added = rows.accept(reading, held, view)
    kept = shown if reading.unread or added < len(reading.rows) else None
    if kept is None:
        del work.pasted[path]
    notice = _("Đã nhận %(count)s hàng vào “%(title)s”.", count=added, title=view.title)
    return _saved_page(work, target=f"{path}.{first}", reading=kept, notice=notice)


def _saved_page(work: Work, **shown: Any) -> str | tuple[str, int]:
    try:
        _tell(saving.save(work, request))
    except ConflictError as error:
        return conflict_page(work, error)
    return form_page(work, **shown)


def _tell(saved: saving.Saved) -> None:
    if saved.joined:
        flash(saved.joined)


def conflict_page(mine: Work, error: ConflictError) -> tuple[str, int]:
    """Two sides changed one answer, or the draft was closed meanwhile: both side by side, nothing of either is lost."""
    found = saving.merged(mine, request)
    theirs = found.stored.draft
    closed = error if theirs and theirs.state != "open" else None
    differing = saving.differences(saving.opened(theirs.id), mine) if theirs and closed else clashes_of(found)
    shown = {"work": mine, "theirs": theirs, "found": found, "differences": differing, "closed": closed, "me": who()}
    return render_template("conflict.html", **shown), 409


@pages.post("/nhap/<int:draft_id>/luu")
def autosave(draft_id: int) -> tuple[Response, int]:
    """Save while somebody types; the new version and when, as JSON."""
    work = saving.laid(draft_id, request)
    try:
        saved = saving.save(work, request)
    except ConflictError as error:
        return jsonify(message=str(error), todo=error.page_hint), 409
    said = _("Đã lưu lúc %(time)s", time=clock(saved.draft.saved_at))
    votes = as_json(tallies_of(work))
    return jsonify(version=saved.draft.version, said=said, joined=saved.joined, votes=votes), 200


@pages.post("/nhap/<int:draft_id>/giu")
def hold(draft_id: int) -> Response:
    """A sign of life from an open form; who else has the draft open, as JSON."""
    try:
        drafts.hold_draft(store(), draft_id, by=who())
    except ConflictError as error:
        return jsonify(other=str(error))
    return jsonify(other="")
