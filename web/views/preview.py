"""The pages of a draft as they will be printed, with ways back from each place on them to its field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, current_app, render_template
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from docgen.errors import DataError, DocgenError, MissingToolError, NotInStoreError, UsageError
from docgen.output import libreoffice
from docgen.store.drafts import draft_with, version_data
from docgen.template_in_use import template_in_use
from web.desk import store
from web.preview import Preview, Previews, typed_steps
from web.problems import Problem, locate
from web.work import Work

pages = Blueprint("preview", __name__, url_prefix="/nhap/<int:draft_id>/xem-truoc")
_DRAWN = "docgen.previews"


def put_previews(app: Any, previews: Previews) -> None:
    """What the application draws with, and keeps of it."""
    app.extensions[_DRAWN] = previews


def previews() -> Previews:
    """The pages that this application drew lately."""
    found: Previews = current_app.extensions[_DRAWN]
    return found


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there are no pages, what to do, and the fields to mend."""

    message: str
    todo: str
    problems: tuple[Problem, ...] = ()


def work_at(draft_id: int, version: int | None = None) -> tuple[Work, int]:
    """What the draft says now, or said in `version`, and which version that is."""
    draft = draft_with(store(), draft_id)
    if version is not None and version != draft.version:
        draft = replace(draft, data=version_data(store(), draft_id, version), version=version)
    return Work.of_draft(draft), draft.version


@pages.get("")
def show(draft_id: int) -> str:
    """All pages, or in words why there are none."""
    work, version = work_at(draft_id)
    shown: dict[str, Any] = {"draft_id": draft_id, "shown_version": version, "work": work, "preview": None, "refusal": None}
    try:
        shown["preview"] = _drawn(work)
    except DocgenError as error:
        shown["refusal"] = _refusal(error, work)
    return render_template("preview.html", **shown)


@pages.get("/<int:version>/<int:number>.png")
def picture(draft_id: int, version: int, number: int) -> Response:
    """One page of one saved version. A version never changes, so this is the page that its links were made for."""
    try:
        work, _version = work_at(draft_id, version)
        return Response(_drawn(work).picture(number), mimetype="image/png")
    except (NotInStoreError, UsageError) as error:
        raise NotFound from error


def _drawn(work: Work) -> Preview:
    """The pages, made with the template that the document will be issued with."""
    return previews().of(work, template_in_use(store(), work.kind, work.variant))


def _refusal(error: DocgenError, work: Work) -> Refusal:
    """The engine's reason with what can be done here: its own advice is for the command line."""
    if isinstance(error, DataError):
        return Refusal(str(error), _("Sửa các chỗ này rồi xem lại."), tuple(_problem(one, work) for one in error.problems))
    if isinstance(error, MissingToolError) or libreoffice.program() is None:
        todo = _("Cài LibreOffice 7.4 trở lên rồi mở lại chương trình. Văn bản vẫn kiểm tra và tạo được như thường.")
    else:
        todo = _("Đợi một lát rồi xem lại. Văn bản vẫn kiểm tra và tạo được như thường.")
    return Refusal(str(error), todo)


def _problem(one: Any, work: Work) -> Problem:
    steps = typed_steps(one.path, work.answers, work.form)
    return Problem(locate(steps, work.answers, work.form).path, f"{one.label}: {one.message}")
