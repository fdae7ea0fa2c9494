"""Issued documents: the list with its search, and the page of one document with its files and what may follow it."""

from __future__ import annotations

import sys
from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from docgen.hand_numbers import waits_for_number
from docgen.kinds import KINDS
from docgen.output.convert import shared
from docgen.store.audit import Entry, trail
from docgen.store.book import BookRow, book_row
from docgen.store.documents import VOID, Document, Listed, Search, document_with, find_page
from docgen.store.drafts import create_draft
from docgen.store.own_templates import own_template_of
from docgen.store.units import all_units, unit_of
from web import downloads
from web.actions import details, told
from web.archive_form import TimVanBan, choices, search_of
from web.desk import store, who
from web.fields import form_of
from web.followups import again, begin, follow_ups_of
from web.next_steps import steps_of
from web.paging import Pages
from web.searches import searches
from web.small_form import SmallForm
from web.work import Work

pages = Blueprint("archive", __name__, url_prefix="/kho")

DOCUMENTS_OF_A_PAGE = 50
_NAMED = 5
"""Fields that remain to be filled in: so many are named in the notice."""


@pages.get("")
def listing() -> tuple[str, int]:
    """Issued documents, the newest first, or what a search found."""
    asked = request.args.get("tim", "")
    typed = searches().find(asked)
    form = SmallForm.blank(TimVanBan, choices(all_units(store())), **(typed or {}))
    read = form.read()
    return _list_page(form, search_of(read) if read else Search(), asked if typed else "", lost=bool(asked) and typed is None)


@pages.post("")
def search() -> AnyResponse | tuple[str, int]:
    """Look for documents: the address that shows them says no word of what was typed."""
    form = SmallForm.sent(TimVanBan, choices(all_units(store())))
    if form.read() is None:
        return _list_page(form, Search(), "")
    return redirect(url_for("archive.listing", tim=searches().keep(form.answers)), 303)


def _list_page(form: SmallForm[TimVanBan], wanted: Search, name: str, *, lost: bool = False) -> tuple[str, int]:
    asked = request.args.get("trang", "")
    shown = Pages.of(asked, sys.maxsize, DOCUMENTS_OF_A_PAGE)
    found, total = find_page(store(), replace(wanted, limit=shown.size, offset=shown.offset))
    shown = Pages.of(asked, total, DOCUMENTS_OF_A_PAGE)
    if total and not found:  # a page behind the last one
        found, total = find_page(store(), replace(wanted, limit=shown.size, offset=shown.offset))
    titles = {one.id: _title(one) for one in found}
    return form.page("archive.html", found=found, titles=titles, pages=shown, name=name, lost=lost)


def _title(listed: Listed) -> str:
    """What a document is: the name of its variant's form."""
    kind = KINDS.get(listed.kind)
    return form_of(kind.variants[listed.variant]).title if kind and listed.variant in kind.variants else listed.kind


@pages.get("/<int:key>")
def show(key: int) -> str:
    """One document: what it is, its files, what to do next, what happened to it."""
    document = document_with(store(), key)
    listed, row = document.listed, book_row(store(), document_id=key)
    kind = KINDS.get(listed.kind)
    return render_template(
        "document.html",
        document=listed,
        title=_title(listed),
        row=row,
        unit=unit_of(store(), listed.unit_id),
        steps=steps_of(document.data, kind) if kind else None,
        follow_ups=follow_ups_of(listed.kind, listed.variant),
        history=_history(listed, row),
        told=told,
        details=details,
        new=request.args.get("moi") == "1",
        template=own_template_of(store(), document),
        open_number=waits_for_number(store(), document),
    )


def _history(listed: Listed, row: BookRow | None) -> list[Entry]:
    """What the audit trail tells of the document and of its number, the newest first."""
    lines = [*trail(store(), what="documents", what_id=listed.id)]
    if row is not None:
        lines += trail(store(), what="numbers", what_id=row.id)
    return sorted(lines, key=lambda line: line.id, reverse=True)


@pages.get("/<int:key>/<name>")
def fetch(key: int, name: str) -> Response:
    """A file: the stored .docx as it was issued, a PDF of it, the facts."""
    document = document_with(store(), key)
    if name == "van-ban.docx":
        return downloads.download(document.docx, _file_name(document, "docx"), downloads.DOCX)
    if name == "van-ban.pdf":
        made = shared().convert(document.docx)
        quick = _("(bản xem nhanh)") if made.is_quick_look else ""
        return downloads.download(made.pdf, _file_name(document, "pdf", quick), "application/pdf")
    if name == "du-lieu.yaml" and document.listed.kind in KINDS:
        facts = downloads.as_yaml(dict(document.data), KINDS[document.listed.kind])
        return downloads.download(facts, _file_name(document, "yaml"), "application/yaml")
    if name == "du-lieu.json":
        return downloads.download(downloads.as_json(document.data), _file_name(document, "json"), "application/json")
    raise NotFound


def _file_name(document: Document, ending: str, mark: str = "") -> str:
    listed = document.listed
    words = " ".join(part for part in (listed.so_ky_hieu.replace("/", "-"), _title(listed), mark) if part)
    return downloads.file_name(words, f"{listed.ngay:%d-%m-%Y}", ending, void=listed.state == VOID)


@pages.post("/<int:key>/lam-moi")
def repeat(key: int) -> AnyResponse:
    """A new draft with the facts of this document."""
    document = document_with(store(), key)
    if document.listed.kind not in KINDS:
        raise NotFound
    return _new_draft(again(document), document)


@pages.post("/<int:key>/lam-tiep/<kind>/<variant>")
def follow(key: int, kind: str, variant: str) -> AnyResponse:
    """A draft of what usually follows, with the answers that mean the same."""
    document = document_with(store(), key)
    pairs = follow_ups_of(document.listed.kind, document.listed.variant)
    pair = next((pair for pair in pairs if pair.target == (kind, variant)), None)
    if pair is None:
        raise NotFound
    return _new_draft(begin(pair, document), document)


def _new_draft(work: Work, document: Document) -> AnyResponse:
    listed = document.listed
    data = {"answers": work.answers, "pasted": {}}
    made = create_draft(store(), work.kind.code, work.variant, data, by=who(), title=work.own_form.title, unit_id=listed.unit_id)
    remaining = [view.title for view in work.form.fields if view.name in {one.path.split(".")[0] for one in work.checked[1]}]
    told = {"number": listed.so_ky_hieu or _title(listed), "fields": ", ".join(remaining[:_NAMED])}
    if len(remaining) > _NAMED:
        flash(
            _("Đã mang sang từ %(number)s. Còn phải điền: %(fields)s và %(more)s mục nữa.", more=len(remaining) - _NAMED, **told)
        )
    elif remaining:
        flash(_("Đã mang sang từ %(number)s. Còn phải điền: %(fields)s.", **told))
    else:
        flash(_("Đã mang sang từ %(number)s. Xem lại từng mục trước khi ban hành.", **told))
    return redirect(url_for("drafting.form", draft_id=made.id), 303)
