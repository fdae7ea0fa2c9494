"""The office's own templates: what they may say, handing in, the report, the trial, approval."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from pydantic import StringConstraints

from docgen.errors import ConflictError, TemplateError
from docgen.kinds import KINDS, kind_of
from docgen.store import own_templates as kept
from docgen.store.own_templates import OwnTemplate
from docgen.store.users import Role
from docgen.template_in_use import owner_of
from docgen.template_judge import judge
from docgen.templates import shipped_bytes
from web import downloads
from web.api.operations import File, operation
from web.api.requests import Asked
from web.api.shapes import Code, KindOnly
from web.desk import LOCAL, store, who
from web.template_fields import TemplateField, template_fields

_TEMPLATES, _TEMPLATE = "/own/templates", "/own/templates/<int:template_id>"
_VARIANT = "/kinds/<kind>/templates/<variant>"
FileName = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f/\\]*[^\x00-\x20\x7f/\\]$")]


class TemplateAsked(Asked):
    """What the file is for and how it is called. One template serves all variants of some kinds: any of them names it."""

    kind: KindOnly
    variant: Code
    name: FileName = "mau.docx"


@operation("GET", _VARIANT, "Mẫu gốc của một biến thể", role=Role.ISSUES, answer=File(downloads.DOCX), says_no=(400,))
def shipped(kind: str, variant: str) -> Response:
    """The shipped template, to begin an own one with."""
    found = kind_of(kind)
    found.variant(variant)
    name = downloads.file_name(found.title, "", "docx")
    return downloads.download(shipped_bytes(found.template_of(variant)), name, downloads.DOCX)


@operation("GET", f"{_VARIANT}/fields", "Mẫu được viết gì", role=Role.ISSUES, answer=tuple[TemplateField, ...], says_no=(400,))
def fields(kind: str, variant: str) -> tuple[TemplateField, ...]:
    """Every name that a template of this variant may say, with the tags to copy."""
    found = kind_of(kind)
    found.variant(variant)
    return tuple(template_fields(found, owner_of(found, variant)))


@operation("GET", _TEMPLATES, "Mẫu đã nộp", role=Role.ISSUES, answer=tuple[OwnTemplate, ...])
def everything() -> tuple[OwnTemplate, ...]:
    """Every template that was ever handed in with its report, the newest first."""
    return kept.all_templates(store())


@operation(
    "POST",
    _TEMPLATES,
    "Nộp mẫu riêng, kiểm tra ngay",
    role=Role.ISSUES,
    query=TemplateAsked,
    takes_file=True,
    answer=OwnTemplate,
    status=201,
    says_no=(400, 409, 422),
)
def hand_in(raw: bytes, query: TemplateAsked) -> OwnTemplate:
    """Judge a file and keep it: under `report.issues` stands what keeps it from approval. 422 for one that is no safe .docx."""
    kind = kind_of(query.kind)
    kind.variant(query.variant)
    owner = owner_of(kind, query.variant)
    judged = judge(raw, kind, owner)
    return show(kept.hand_in(store(), kind.code, owner, query.name, raw, judged.report, by=who()))


@operation("GET", _TEMPLATE, "Một mẫu và kết quả kiểm tra", role=Role.ISSUES, answer=OwnTemplate, says_no=(404,))
def show(template_id: int) -> OwnTemplate:
    """One template with its report."""
    return kept.template_of(store(), template_id)


@operation("GET", f"{_TEMPLATE}/docx", "Tệp mẫu như khi nộp", role=Role.ISSUES, answer=File(downloads.DOCX), says_no=(404,))
def docx(template_id: int) -> Response:
    """The file as it was handed in."""
    name = show(template_id).name.removesuffix(".docx")
    return downloads.download(kept.docx_of(store(), template_id), downloads.file_name(name, "", "docx"), downloads.DOCX)


@operation(
    "POST", f"{_TEMPLATE}/trial", "Văn bản thử của mẫu", role=Role.ISSUES, answer=File(downloads.DOCX), says_no=(404, 409, 422)
)
def trial(template_id: int) -> Response:
    """A document made with the template from the shipped example; who approves it has to have fetched it."""
    held = show(template_id)
    if held.kind not in KINDS:
        raise ConflictError("Mẫu thuộc loại văn bản mà bản này không có.", hint="Cập nhật chương trình.")
    judged = judge(kept.docx_of(store(), template_id), KINDS[held.kind], held.variant)
    if not judged.trial:
        raise TemplateError("Mẫu còn lỗi nên chưa làm được văn bản thử.", hint="Xem report.issues, sửa mẫu rồi nộp lại.")
    kept.note_trial(store(), template_id, by=who())
    return downloads.download(judged.trial, downloads.file_name("Văn bản thử của mẫu", str(template_id), "docx"), downloads.DOCX)


@operation("POST", f"{_TEMPLATE}/approve", "Duyệt mẫu", role=Role.ISSUES, answer=OwnTemplate, says_no=(400, 404, 409, 422))
def approve(template_id: int) -> OwnTemplate:
    """Use it from now on, when faults, trial and the second person allow it."""
    kept.approve(store(), template_id, by=who(), alone=who() == LOCAL)
    return show(template_id)


@operation("POST", f"{_TEMPLATE}/stop", "Ngừng dùng mẫu", role=Role.ISSUES, answer=OwnTemplate, says_no=(404, 409))
def stop(template_id: int) -> OwnTemplate:
    """Use it no longer, or refuse it; the file is kept."""
    kept.stop(store(), template_id, by=who())
    return show(template_id)
