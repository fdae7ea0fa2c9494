"""From the draft to the document: check, number, issue, download."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from docgen.book_file.lines import kind_name
from docgen.check.finding import Finding, Severity, blocking
from docgen.check.registry import content_rules
from docgen.errors import CheckFailed, ConflictError, DataError, RegisterError, UsageError
from docgen.issuing import Numbering, Order, draft, is_given, issue_document
from docgen.register_rules import REGISTER_RULES, Examined, examine
from docgen.store.documents import document_of_draft
from docgen.store.users import Role
from web import downloads, saving
from web.binding import Binder
from web.desk import may, needs, store, who
from web.problems import Problem, locate, said
from web.saving import BASE
from web.views.drafting import closed, form_page
from web.work import Work

pages = Blueprint("making", __name__, url_prefix="/nhap/<int:draft_id>")

SEVERITIES = (
    (Severity.ERROR, later("Phải sửa trước khi tạo bản chính thức")),
    (Severity.WARNING, later("Cần cân nhắc")),
    (Severity.HINT, later("Gợi ý")),
)
TICKED = "_da_xem"


@pages.get("/kiem-tra")
def check(draft_id: int) -> str | AnyResponse:
    """All answers with what the rules say; or the form with what has to be mended first."""
    work = saving.opened(draft_id)
    if away := closed(work):
        return away
    if work.checked[1]:
        return redirect(url_for("drafting.form", draft_id=draft_id, loi=1))
    return _review_page(work, _examined(work, _order(work)))


def _order(work: Work) -> Order:
    return Order(work.data, work.kind, who(), work.draft.id if work.draft else None, validated=work.checked[0])


def _examined(work: Work, order: Order) -> Examined:
    return examine(store(), order, from_example=work.from_example)


def _review_page(work: Work, examined: Examined, *, unticked: bool = False, told: str = "") -> str:
    """The accessible twin of the document: every answer, every finding, one button that says what happens."""
    groups = [(severity, title, [one for one in examined.findings if one.severity is severity]) for severity, title in SEVERITIES]
    return render_template(
        "review.html",
        work=work,
        sections=Binder().sections(work.form, work.answers, work.kind.code),
        groups=[
            (severity, title, [(one, field_of(one.path, work)) for one in found]) for severity, title, found in groups if found
        ],
        blocking=bool(blocking(examined.findings)),
        unticked=unticked,
        told=told,
        ticked=request.form.getlist(TICKED),
        reasons={one.rule: _reason(one.rule) for one in examined.findings},
        plan=examined.plan,
        obstacle=examined.obstacle,
        gives_number=Numbering.NEXT,
        is_given=is_given(work.checked[0]),
        may_issue=may(Role.ISSUES),
        made_name=_(kind_name(the_loai)) if (the_loai := work.kind.the_loai_of(work.variant)) else _(work.kind.title),
    )


def field_of(path: str, work: Work) -> str:
    """The field of the form that a path in the data leads to."""
    steps: list[str | int] = [int(step) if step.isdigit() else step for step in path.split(".") if step]
    return locate(steps, work.answers, work.form).path


def _reason(rule: str) -> list[str]:
    """What a rule says of itself, paragraph by paragraph."""
    found = {**content_rules(), **REGISTER_RULES}.get(rule)
    lines = [line.strip() for line in ((found.judge.__doc__ if found else "") or "").splitlines()]
    return [line for line in lines if line]


@pages.post("/ban-hanh")
@needs(Role.ISSUES)
def issue(draft_id: int) -> AnyResponse | tuple[str, int]:
    """Take the number, make the file, enter both in the register. Needs a clean review and every warning ticked.

    Sent twice it makes one document: a draft is issued once.
    """
    work = saving.opened(draft_id)
    if away := closed(work):
        return away
    if request.form.get(BASE) != str(work.draft.version if work.draft else ""):
        flash(_("Bản nháp đã thay đổi sau khi kiểm tra; xem lại rồi tạo."))
        return redirect(url_for(".check", draft_id=draft_id))
    if work.checked[1]:
        return redirect(url_for("drafting.form", draft_id=draft_id, loi=1))
    order = _order(work)
    examined = _examined(work, order)
    warnings = {warning_key(one) for one in examined.findings if one.severity is Severity.WARNING}
    if blocking(examined.findings):
        return _review_page(work, examined), 422
    if not warnings <= set(request.form.getlist(TICKED)):
        return _review_page(work, examined, unticked=True), 422
    return _issue(work, order, examined)


def _issue(work: Work, order: Order, examined: Examined) -> AnyResponse | tuple[str, int]:
    promised, planned = request.form.get("_so", ""), examined.plan
    numbered = promised != Numbering.OPEN
    if numbered and planned and planned.so is not None and promised != str(planned.so):
        told = _("Số %(old)s vừa được cấp cho văn bản khác. Số tiếp theo là %(new)s.", old=promised, new=planned.so)
        return _review_page(work, examined, told=told), 409
    try:
        made = issue_document(store(), replace(order, is_reviewed=True), numbered=numbered)
    except (CheckFailed, UsageError) as error:
        return _review_page(work, examined, told=said(error)), 422
    except (RegisterError, ConflictError) as error:  # somebody has issued it, or taken its number, meanwhile
        known = document_of_draft(store(), order.draft_id or 0)
        if known is None:
            return _review_page(work, _examined(work, order), told=said(error)), 409
        made = known
    return redirect(url_for("archive.show", key=made, moi=1))


@pages.get("/ban-nhap")
def draft_page(draft_id: int) -> str | AnyResponse:
    """What a printed draft would still lack, and the file."""
    work = saving.opened(draft_id)
    work.tidy()
    try:
        made = draft(store(), work.data, work.kind)
    except (DataError, CheckFailed) as error:
        problems = [Problem(field_of(one.path, work), f"{one.label}: {one.message}") for one in getattr(error, "problems", ())]
        return form_page(work, problems=problems or [Problem("", str(error))])
    return render_template(
        "draft.html",
        work=work,
        gaps=[(gap, field_of(gap.path, work)) for gap in made.gaps],
        findings=[(one, field_of(one.path, work)) for one in made.findings],
        name=_name(work, "docx", draft=True),
    )


def warning_key(finding: Finding) -> str:
    """What a ticked warning is known by: another text is another warning."""
    return f"{finding.rule} {finding.path} {finding.message}"


def _name(work: Work, ending: str, *, draft: bool = False) -> str:
    day = work.answers.get("ngay_ban_hanh", "")
    when = day.strip() if isinstance(day, str) else ""
    return downloads.file_name(work.own_form.title, when, ending, draft=draft)


@pages.get("/tai/<what>")
def fetch(draft_id: int, what: str) -> Response:
    """A file of the draft: to print and talk about, or its data."""
    work = saving.opened(draft_id)
    work.tidy()
    match what:
        case "ban-nhap.docx":
            return downloads.download(draft(store(), work.data, work.kind).docx, _name(work, "docx", draft=True), downloads.DOCX)
        case "du-lieu.yaml":
            return downloads.download(downloads.as_yaml(work.data, work.kind), _name(work, "yaml"), "application/yaml")
        case "du-lieu.json":
            return downloads.download(downloads.as_json(work.data), _name(work, "json"), "application/json")
    raise NotFound
