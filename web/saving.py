"""Drafts between the store and the pages: begin one, open one, save what a form sent, tell what two people typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Request
from werkzeug.exceptions import NotFound

from docgen.store.drafts import Draft, create_draft, draft_with, save_draft
from docgen.store.units import own_unit
from web.binding import Binder, Bound
from web.desk import store, who
from web.work import Work

BASE = "_ban"
"""The field of a form that says which version of the draft it was filled from."""


def begin(work: Work, *, title: str = "") -> Draft:
    """A new draft. One without a title is not listed until something is typed."""
    own = own_unit(store())
    unit = own.id if own else None
    return create_draft(store(), work.kind.code, work.variant, work.kept, by=who(), title=title, unit_id=unit)


def opened(draft_id: int) -> Work:
    """The draft with its answers as they are stored."""
    return Work.of_draft(draft_with(store(), draft_id))


def laid(draft_id: int, request: Request) -> Work:
    """The draft with what the form of this request sent in place of what is stored; not yet saved."""
    work = opened(draft_id)
    if BASE not in request.form:
        raise NotFound
    work.lay(request.form)
    return work


def save(work: Work, request: Request) -> Draft:
    """Keep the answers; `ConflictError` when somebody else has saved since the form was opened."""
    if work.draft is None:
        raise NotFound
    typed = request.form.get(BASE, "")
    base = int(typed) if typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004 - more digits than any count of versions
    work.draft = save_draft(store(), work.draft.id, work.kept, base=base, by=who(), title=work.title)
    return work.draft


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with two answers: what is stored and what this form sent."""

    title: str
    theirs: str
    mine: str


def differences(theirs: Work, mine: Work) -> list[Difference]:
    """Where two people's answers differ, in the order of the form."""
    binder = Binder()
    left = dict(_shown(binder.bind(view, theirs.answers[view.name], view.name)) for view in theirs.form.fields)
    right = dict(_shown(binder.bind(view, mine.answers[view.name], view.name)) for view in mine.form.fields)
    titles = {view.name: view.title for view in mine.form.fields}
    return [Difference(titles[name], left[name], right[name]) for name in titles if left[name] != right[name]]


def _shown(bound: Bound) -> tuple[str, str]:
    return bound.path, "\n".join(_lines(bound))


def _lines(bound: Bound) -> Any:
    for row in bound.rows:
        yield f"{row.number}."
        yield from (line for child in row.fields for line in _lines(child))
    for child in bound.fields:
        yield from _lines(child)
    if bound.shown and not bound.is_blank:
        yield f"{bound.view.title}: {bound.shown}" if "." in bound.path else bound.shown
