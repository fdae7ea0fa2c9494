"""The office's own templates: handed in, judged, tried, approved, put aside; and what a template may say."""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response as Redirect
from werkzeug.exceptions import NotFound

from docgen.errors import ConflictError, DocgenError, TemplateError, UsageError
from docgen.kinds import KINDS, Kind, kind_of
from docgen.store import own_templates as kept
from docgen.store.users import Role
from docgen.template_in_use import owner_of
from docgen.template_judge import MAX_TEMPLATE_BYTES, judge
from docgen.templates import shipped_bytes
from web import downloads
from web.desk import LOCAL, needs, store, who
from web.fields import form_of
from web.problems import said
from web.template_fields import template_fields

pages = Blueprint("own_templates", __name__, url_prefix="/mau")

Answer = str | tuple[str, int] | Response | Redirect
_LONGEST_NAME = 120


@pages.get("")
@needs(Role.ISSUES)
def templates_page() -> str:
    """Which template every variant is made with, and all that were handed in."""
    return _list_page()


@pages.post("")
@needs(Role.ISSUES)
def hand_in() -> Answer:
    """Judge a file and keep it with its report; one that is no safe .docx is not kept."""
    sent = request.files.get("tep")
    place = request.form.get("_loai", "")
    if place not in dict(_places()):
        return _list_page(_("Chọn loại văn bản mà mẫu dùng cho"), "loai"), 422
    if sent is None or not sent.filename:
        return _list_page(_("Chọn một tệp mẫu .docx"), "tep"), 422
    code, variant = place.split("/")
    data = sent.stream.read(MAX_TEMPLATE_BYTES + 1)
    try:
        judged = judge(data, KINDS[code], variant)
        name = PurePath(sent.filename.replace("\\", "/")).name[-_LONGEST_NAME:]
        key = kept.hand_in(store(), code, variant, name, data, judged.report, by=who())
    except ConflictError as error:
        flash(_("Tệp này đã có trong danh sách mẫu, trạng thái ở dưới đây."))
        key = error.current
    except DocgenError as error:
        return _list_page(said(error), "tep"), 422
    return redirect(url_for("own_templates.template_page", template=key))


@pages.get("/<int:template>")
@needs(Role.ISSUES)
def template_page(template: int) -> str:
    """One template: its state, its faults with their places, what may be done with it now."""
    return _page(kept.template_of(store(), template))


@pages.post("/<int:template>/thu")
@needs(Role.ISSUES)
def trial(template: int) -> Answer:
    """A document made with the template from the shipped example, for whoever wants to approve it."""
    held = kept.template_of(store(), template)
    judged = judge(kept.docx_of(store(), template), KINDS[held.kind], held.variant)
    if not judged.trial:
        return _page(held, _("Mẫu còn lỗi nên chưa làm được văn bản thử")), 422
    kept.note_trial(store(), template, by=who())
    return downloads.download(judged.trial, f"{_('Văn bản thử của mẫu')} {template}.docx", downloads.DOCX)


@pages.post("/<int:template>/duyet")
@needs(Role.ISSUES)
def approve(template: int) -> Answer:
    """Use it from now on, when faults, trial and the second person allow it."""
    try:
        kept.approve(store(), template, by=who(), alone=who() == LOCAL)
    except (ConflictError, TemplateError, UsageError) as error:
        return _page(kept.template_of(store(), template), said(error)), 422
    flash(_("Đã duyệt. Văn bản loại này từ nay làm theo mẫu này."))
    return redirect(url_for("own_templates.template_page", template=template))


@pages.post("/<int:template>/ngung")
@needs(Role.ISSUES)
def stop(template: int) -> Answer:
    """Use it no longer, or refuse it; the file is kept."""
    try:
        kept.stop(store(), template, by=who())
    except ConflictError as error:
        return _page(kept.template_of(store(), template), said(error)), 422
    flash(_("Đã ngừng dùng mẫu. Tệp vẫn được giữ lại."))
    return redirect(url_for("own_templates.template_page", template=template))


@pages.get("/<int:template>/tep.docx")
@needs(Role.ISSUES)
def file(template: int) -> Response:
    """The file as it was handed in."""
    name = kept.template_of(store(), template).name.removesuffix(".docx")
    return downloads.download(kept.docx_of(store(), template), downloads.file_name(name, "", "docx"), downloads.DOCX)


@pages.get("/goc/<kind>/<variant>.docx")
@needs(Role.ISSUES)
def shipped(kind: str, variant: str) -> Response:
    """The shipped template, to begin an own one with."""
    found = kind_of(kind)
    found.variant(variant)
    name = downloads.file_name(_title(found, owner_of(found, variant)), "", "docx")
    return downloads.download(shipped_bytes(found.template_of(variant)), name, downloads.DOCX)


@pages.get("/truong/<kind>/<variant>")
@needs(Role.ISSUES)
def fields(kind: str, variant: str) -> str:
    """What a template of this variant may say."""
    found = kind_of(kind)
    found.variant(variant)
    owner = owner_of(found, variant)
    return render_template("template_fields.html", title=_title(found, owner), fields=template_fields(found, owner))


def _places() -> list[tuple[str, str]]:
    """Everything a template can be for: what the form sends, what people read."""
    owners = {(code, owner_of(kind, variant)) for code, kind in KINDS.items() for variant in kind.variants}
    listed = [(code, owner) for code, kind in KINDS.items() for owner in ("", *kind.variants) if (code, owner) in owners]
    return [(f"{code}/{owner}", _title(KINDS[code], owner)) for code, owner in listed]


def _title(kind: Kind, variant: str) -> str:
    whole = str(_(kind.title))
    if not variant:
        return whole
    title = form_of(kind.variant(variant)).title
    return title if title.lower().startswith(whole.lower()) else f"{whole}: {title}"


def _list_page(error: str = "", wrong: str = "") -> str:
    everything = kept.all_templates(store())
    used = {(one.kind, one.variant): one for one in everything if one.state == "approved"}
    places = [
        (value, title, KINDS[code], variant or next(iter(KINDS[code].variants)), used.get((code, variant)))
        for value, title in _places()
        for code, variant in [value.split("/")]
    ]
    return render_template(
        "templates.html",
        places=places,
        titles=dict(_places()),
        everything=everything,
        error=error,
        wrong=wrong,
        limit=MAX_TEMPLATE_BYTES // 2**20,
    )


def _page(held: kept.OwnTemplate, error: str = "") -> str:
    if held.kind not in KINDS:
        raise NotFound
    kind = KINDS[held.kind]
    return render_template(
        "template.html",
        held=held,
        title=_title(kind, held.variant),
        kind=kind,
        variant=held.variant or next(iter(kind.variants)),
        tried=kept.has_tried(store(), held.id, by=who()),
        own=held.uploaded_by == who() != LOCAL,
        error=error,
    )
