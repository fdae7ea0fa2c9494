"""From the form to the file: fill in, check, make, download. Answers come and go by POST only; nothing is kept here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound

from docgen.check.finding import Finding, Severity
from docgen.check.registry import content_rules
from docgen.check.run import review
from docgen.errors import CheckFailed, DataError
from docgen.examples import example_data
from docgen.pipeline import Generated, generate
from web import downloads, rows
from web.binding import Binder
from web.intake import Opened
from web.next_steps import deadline
from web.problems import Problem, locate
from web.work import Work

pages = Blueprint("making", __name__, url_prefix="/van-ban/<kind>/<variant>")

SEVERITIES = (
    (Severity.ERROR, "Phải sửa trước khi tạo bản chính thức"),
    (Severity.WARNING, "Cần cân nhắc"),
    (Severity.HINT, "Gợi ý"),
)


def form_page(
    work: Work,
    *,
    problems: Sequence[Problem] = (),
    target: str = "",
    opened: Opened | None = None,
    reading: dict[str, Any] | None = None,
    notice: str = "",
) -> str:
    """The form with its answers, right or wrong."""
    sections = Binder(problems, target).sections(work.form, work.answers, work.kind.code)
    return render_template(
        "form.html",
        work=work,
        sections=sections,
        problems=problems,
        target=target,
        opened=opened,
        reading=reading or {},
        notice=notice,
    )


@pages.get("/bieu-mau")
def blank(kind: str, variant: str) -> str:
    """The form to begin with: blank, or filled in with the shipped example."""
    if request.args.get("tu") == "vi-du":
        begun = Work.blank(kind, variant)
        work, _ = Work.of_data(begun.kind, variant, example_data(begun.kind, variant))
        return form_page(
            work, notice="Biểu mẫu đang có dữ liệu ví dụ, mọi tên người, địa danh đều hư cấu. Thay bằng của đơn vị mình."
        )
    return form_page(Work.blank(kind, variant))


@pages.post("/bieu-mau")
def fill(kind: str, variant: str) -> str:
    """The form again: after adding, removing, moving or pasting rows, or to mend the field that `_sua` names."""
    work = Work.of_request(kind, variant, request)
    action, _, path = request.form.get("_lam", "").partition(":")
    if action in {"doc", "nhan"}:
        return _paste(work, path, take=action == "nhan")
    if action in {"them", "xoa", "len", "xuong"}:
        target = rows.change(work.answers, work.form, action, path)
        return form_page(
            work, target=target or path, notice="" if target is not None else "Danh sách đã thay đổi; xem lại rồi làm lại."
        )
    return form_page(work, target=request.form.get("_sua", ""))


def _paste(work: Work, path: str, *, take: bool) -> str:
    """Show how a pasted block is read, or take it over."""
    found = rows.rows_at(work.answers, work.form, path)
    if found is None:
        return form_page(work, notice="Danh sách đã thay đổi; xem lại rồi dán lại.")
    reading = rows.read_block(work.pasted.get(path, ""), found[1])
    shown = {"path": path, "block": reading}
    if not take or not reading.rows:
        return form_page(work, target=f"{path}.dan", reading=shown)
    work.tidy()
    found = rows.rows_at(work.answers, work.form, path)
    held, view = found or ([], work.form)
    first = len(held)
    added = rows.accept(reading, held, view)
    kept = shown if reading.unread or added < len(reading.rows) else None
    if kept is None:
        del work.pasted[path]
    return form_page(work, target=f"{path}.{first}", reading=kept, notice=f"Đã nhận {added} hàng vào “{view.title}”.")


@pages.post("/kiem-tra")
def check(kind: str, variant: str) -> tuple[str, int]:
    """All answers with what the rules say; or the form with what has to be mended first."""
    work = Work.of_request(kind, variant, request)
    document, problems = work.checked
    if problems:
        return form_page(work, problems=problems), 422
    return _review_page(work, review(document, work.kind)), 200


def _review_page(work: Work, findings: Sequence[Finding], *, unticked: bool = False) -> str:
    """The accessible twin of the document: every answer, every finding, one button that says what happens."""
    groups = [(severity, title, [one for one in findings if one.severity is severity]) for severity, title in SEVERITIES]
    return render_template(
        "review.html",
        work=work,
        sections=Binder().sections(work.form, work.answers, work.kind.code),
        groups=[
            (severity, title, [(one, field_of(one.path, work)) for one in found]) for severity, title, found in groups if found
        ],
        blocking=any(one.severity is Severity.ERROR for one in findings),
        unticked=unticked,
        ticked=request.form.getlist("_da_xem"),
        reasons={one.rule: _reason(one.rule) for one in findings},
    )


def field_of(path: str, work: Work) -> str:
    """The field of the form that a path in the data leads to."""
    steps: list[str | int] = [int(step) if step.isdigit() else step for step in path.split(".") if step]
    return locate(steps, work.answers, work.form).path


def _reason(rule: str) -> list[str]:
    """What a rule says of itself, paragraph by paragraph."""
    found = content_rules().get(rule)
    lines = [line.strip() for line in ((found.judge.__doc__ if found else "") or "").splitlines()]
    return [line for line in lines if line]


@pages.post("/tao")
def make(kind: str, variant: str) -> tuple[str, int]:
    """The result: what was made and what to do next. A final one needs a clean review and every warning ticked."""
    work = Work.of_request(kind, variant, request)
    if request.form.get("_nhap"):
        return _draft(work)
    document, problems = work.checked
    if problems:
        return form_page(work, problems=problems), 422
    findings = review(document, work.kind)
    warnings = {warning_key(one) for one in findings if one.severity is Severity.WARNING}
    if any(one.severity is Severity.ERROR for one in findings):
        return _review_page(work, findings), 422
    if not warnings <= set(request.form.getlist("_da_xem")):
        return _review_page(work, findings, unticked=True), 422
    return _result_page(work, generate(work.data, work.kind), document), 200


def _draft(work: Work) -> tuple[str, int]:
    work.tidy()
    try:
        made = generate(work.data, work.kind, draft=True)
    except DataError as error:
        problems = [Problem(field_of(one.path, work), f"{one.label}: {one.message}") for one in error.problems]
        return form_page(work, problems=problems or [Problem("", str(error))]), 422
    except CheckFailed as error:
        return form_page(work, problems=[Problem("", str(error))]), 422
    return _result_page(work, made, None), 200


def _result_page(work: Work, made: Generated, document: Any) -> str:
    return render_template(
        "result.html",
        work=work,
        made=made,
        draft=document is None,
        gaps=[(gap, field_of(gap.path, work)) for gap in made.gaps],
        findings=[(one, field_of(one.path, work)) for one in made.findings],
        deadline=deadline(document),
        numbered=getattr(document, "so", True) is not None,
        two_sided=getattr(document, "in_hai_mat", False),
        name=_name(work, "docx", draft=document is None),
    )


def warning_key(finding: Finding) -> str:
    """What a ticked warning is known by: another text is another warning."""
    return f"{finding.rule} {finding.path} {finding.message}"


def _name(work: Work, ending: str, *, draft: bool = False) -> str:
    day = work.answers.get("ngay_ban_hanh", "")
    when = day.strip() if isinstance(day, str) else ""
    return downloads.file_name(work.form.title, when, ending, draft=draft)


@pages.post("/tai/<what>")
def fetch(kind: str, variant: str, what: str) -> Response:
    """The file itself: made again from the answers, the same answers give the same bytes."""
    work = Work.of_request(kind, variant, request)
    work.tidy()
    match what:
        case "van-ban.docx":
            made = generate(work.data, work.kind)
            return downloads.download(made.docx, _name(work, "docx"), downloads.DOCX)
        case "ban-nhap.docx":
            made = generate(work.data, work.kind, draft=True)
            return downloads.download(made.docx, _name(work, "docx", draft=True), downloads.DOCX)
        case "du-lieu.yaml":
            return downloads.download(downloads.as_yaml(work.data, work.kind), _name(work, "yaml"), "application/yaml")
        case "du-lieu.json":
            return downloads.download(downloads.as_json(work.data), _name(work, "json"), "application/json")
    raise NotFound
