"""Drafts between the store and the pages: begin one, open one, save what a form sent, join what two sides typed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from docgen.errors import ConflictError, NotInStoreError
from docgen.store.drafts import Draft, create_draft, draft_with, save_draft, version_data
from docgen.store.units import own_unit
from web.binding import Binder
from web.desk import store, who
from web.merging import Clash, Merged, lines_of, merge
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


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft with its new version; `taken` are the titles of what was saved elsewhere meanwhile, now joined with it."""

    draft: Draft
    taken: tuple[str, ...] = ()

    @property
    def joined(self) -> str:
        """What is said of parts that came from elsewhere."""
        return str(_("Đã ghép phần vừa lưu ở nơi khác: %(parts)s.", parts="; ".join(self.taken))) if self.taken else ""


def save(work: Work, request: Request) -> Saved:
    """Keep the answers, joined with what somebody else has saved meanwhile.

    `ConflictError` when both sides changed the same answer, or the draft is no longer open.
    """
    if work.draft is None:
        raise NotFound
    try:
        return Saved(_keep(work, work.draft, _base(request)))
    except ConflictError:
        if draft_with(store(), work.draft.id).state != "open":
            raise
        return _join(work, request)


def _keep(work: Work, draft: Draft, base: int) -> Draft:
    work.draft = save_draft(store(), draft.id, work.kept, base=base, by=who(), title=work.title)
    return work.draft


def _base(request: Request) -> int:
    typed = request.form.get(BASE, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004 - more digits than any count of versions


_TRIES = 3
"""How often a save is joined with what others save at the same moment."""


def _join(work: Work, request: Request) -> Saved:
    for _attempt in range(_TRIES):
        found = merged(work, request)
        if found.clashes or found.stored.draft is None:
            break
        try:
            draft = _keep(found.ours, found.stored.draft, found.stored.draft.version)
        except ConflictError:
            continue
        work.answers, work.pasted, work.draft = found.ours.answers, found.ours.pasted, draft
        return Saved(draft, tuple(found.taken))
    raise ConflictError(
        _("Mục đang gõ cũng vừa được sửa và lưu ở nơi khác."),
        hint=_("Bấm “Lưu và quay lại sau” để xem hai bên cạnh nhau rồi chọn; phần vừa gõ vẫn còn nguyên."),
    )


def merged(work: Work, request: Request) -> Merged:
    """What this form sent, and what was stored since it was opened."""
    key = work.draft.id if work.draft else 0
    theirs, base = opened(key), opened(key)
    try:
        base.take_kept(version_data(store(), key, _base(request)))
    except NotInStoreError:  # older than the versions that are kept
        return merge(work, theirs, None)
    return merge(work, theirs, base)


def differences(theirs: Work, mine: Work) -> list[Clash]:
    """Where two states of a draft differ, in the order of the form."""
    binder = Binder()
    found = []
    for view in mine.form.fields:
        bound = (binder.bind(view, side.answers[view.name], view.name) for side in (theirs, mine))
        left, right = ("\n".join(lines_of(one, view.name)) for one in bound)
        if left != right:
            found.append(Clash(view.title, left, right))
    return found
