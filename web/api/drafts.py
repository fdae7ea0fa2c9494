"""Drafts: the same ones that people fill in on the pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any

from flask import Response
from pydantic import Field

from docgen.errors import ConflictError
from docgen.issuing import Order
from docgen.kinds import Kind, kind_of
from docgen.store import drafts as kept
from docgen.store.documents import document_of_draft
from docgen.store.drafts import Draft, Summary, Version
from docgen.store.users import Role
from web import downloads, saving
from web.api.answers import Fault, not_fitting
from web.api.checking import NumberPlan, Verdict, draft_docx, plan_of, verdict_on
from web.api.documents import DocumentShape, shape_of
from web.api.issuing import Wanted, issue, require_clean
from web.api.operations import File, operation
from web.api.requests import Asked
from web.api.shapes import Id, KindCode
from web.desk import store, who
from web.fields import VARIANT_FIELD
from web.work import Work

_DRAFT = "/drafts/<int:draft_id>"


@dataclass(frozen=True, slots=True)
class DraftShape:
    """A draft with its data. `state` is open, issued (with the id of its document) or removed."""

    id: int
    kind: str
    variant: str
    title: str
    version: int
    state: str
    document_id: int | None
    saved_by: str
    saved_at: dt.datetime
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class VersionShape:
    """What a draft said in one of its versions."""

    version: int
    data: dict[str, Any]


class DraftsAsked(Asked):
    """Which drafts."""

    kind: KindCode | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 200


class RemovedAsked(Asked):
    """Which page of the removed drafts."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 200
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class NewDraft(Asked):
    """A draft to begin. The data may have gaps and faults, but no field that the form does not have."""

    kind: KindCode
    data: dict[str, Any]


class Replacement(Asked):
    """New data for a draft on top of version `base`: all of it, not what changes."""

    base: Id
    data: dict[str, Any]


class Undo(Asked):
    """Which earlier version becomes the newest one, on top of version `base`."""

    base: Id
    version: Id


class DraftWanted(Wanted):
    """How to issue a draft that was read as version `base`."""

    base: Id


@operation("GET", "/drafts", "Các bản nháp đang làm", query=DraftsAsked, answer=tuple[Summary, ...])
def everything(query: DraftsAsked) -> tuple[Summary, ...]:
    """Drafts that are being worked on, the one saved last first."""
    return kept.open_drafts(store(), kind=query.kind, limit=query.limit)


@operation("GET", "/drafts/removed", "Các bản nháp đã bỏ", query=RemovedAsked, answer=tuple[Summary, ...])
def removed(query: RemovedAsked) -> tuple[Summary, ...]:
    """Drafts that were taken off the list, the one saved last first; `reopen` brings one back."""
    return kept.removed_drafts(store(), limit=query.limit, offset=query.offset)


@operation("POST", "/drafts", "Lập bản nháp từ dữ liệu", body=NewDraft, answer=DraftShape, status=201, says_no=(400, 422))
def begin(body: NewDraft) -> DraftShape:
    """A new draft; 422 where something in the data has no place in the form."""
    work = work_of(body.data, kind_of(body.kind))
    return _shape(saving.begin(work, title=work.title))


@operation("GET", _DRAFT, "Một bản nháp", answer=DraftShape, says_no=(404,))
def show(draft_id: int) -> DraftShape:
    """One draft, whatever its state."""
    return _shape(kept.draft_with(store(), draft_id))


@operation("PUT", _DRAFT, "Thay dữ liệu của bản nháp", body=Replacement, answer=DraftShape, says_no=(400, 404, 409, 422))
def replace(draft_id: int, body: Replacement) -> DraftShape:
    """Save all of the data anew; 409 when somebody has saved since version `base`."""
    old = kept.draft_with(store(), draft_id)
    work = work_of({VARIANT_FIELD: old.variant, **body.data}, kind_of(old.kind), old.variant)
    return _shape(kept.save_draft(store(), draft_id, work.kept, base=body.base, by=who(), title=work.title))


@operation("DELETE", _DRAFT, "Bỏ bản nháp", status=204, says_no=(404, 409))
def remove(draft_id: int) -> None:
    """Take it off the list; it can be brought back."""
    kept.remove_draft(store(), draft_id, by=who())


@operation("POST", f"{_DRAFT}/reopen", "Lấy lại bản nháp đã bỏ", answer=DraftShape, says_no=(404, 409))
def reopen(draft_id: int) -> DraftShape:
    """Bring a removed draft back."""
    kept.reopen_draft(store(), draft_id, by=who())
    return show(draft_id)


@operation("GET", f"{_DRAFT}/versions", "Các bản đã lưu", answer=tuple[Version, ...], says_no=(404,))
def versions(draft_id: int) -> tuple[Version, ...]:
    """Every saved state, the newest first."""
    return kept.versions_of(store(), kept.draft_with(store(), draft_id).id)


@operation("GET", f"{_DRAFT}/versions/<int:version>", "Dữ liệu của một bản đã lưu", answer=VersionShape, says_no=(404,))
def version_data(draft_id: int, version: int) -> VersionShape:
    """What the draft said then."""
    work = saving.opened(draft_id)
    work.take_kept(kept.version_data(store(), draft_id, version))
    return VersionShape(version, work.data)


@operation("POST", f"{_DRAFT}/restore", "Quay lại một bản đã lưu", body=Undo, answer=DraftShape, says_no=(400, 404, 409, 422))
def restore(draft_id: int, body: Undo) -> DraftShape:
    """An earlier version becomes the newest one; nothing in between is lost."""
    return _shape(kept.restore_version(store(), draft_id, body.version, base=body.base, by=who()))


@operation("GET", f"{_DRAFT}/check", "Rà bản nháp", answer=Verdict, says_no=(404, 422))
def check(draft_id: int) -> Verdict:
    """What the rules say of the draft; 422 with every field that has to be mended."""
    work = _tidied(draft_id)
    return verdict_on(Order(work.data, work.kind, who(), draft_id), from_example=work.from_example)


@operation("GET", f"{_DRAFT}/number-plan", "Bản nháp sẽ mang số nào", answer=NumberPlan, says_no=(400, 404, 422))
def number_plan(draft_id: int) -> NumberPlan:
    """Which number the draft would get now."""
    work = _tidied(draft_id)
    return plan_of(Order(work.data, work.kind, who(), draft_id))


@operation("GET", f"{_DRAFT}/docx", "Bản nháp .docx", answer=File(downloads.DOCX), says_no=(404, 422))
def docx(draft_id: int) -> Response:
    """The draft as a file, what is missing marked."""
    work = _tidied(draft_id)
    return draft_docx(work.data, work.kind)


@operation(
    "POST",
    f"{_DRAFT}/issue",
    "Ban hành bản nháp: cấp số, lưu văn bản; gửi lại được cùng văn bản",
    role=Role.ISSUES,
    body=DraftWanted,
    answer=DocumentShape,
    status=201,
    says_no=(400, 404, 409, 422),
)
def issue_draft(draft_id: int, body: DraftWanted) -> DocumentShape:
    """Take the number, make the file, enter both in the register. Asked again it gives the same document."""
    work = _tidied(draft_id)
    known = document_of_draft(store(), draft_id)
    if known is None:
        order = Order(work.data, work.kind, who(), draft_id)
        _require_current(work.draft, body.base)
        require_clean(order, body, from_example=work.from_example)
        known = issue(order, body)
    return shape_of(known)


def work_of(data: dict[str, Any], kind: Kind, variant: str = "") -> Work:
    """Data as the answers of a form; refused where the form has no place for something."""
    said = data.get(VARIANT_FIELD) or (next(iter(kind.variants)) if len(kind.variants) == 1 else "")
    if said not in kind.variants or (variant and said != variant):
        wanted = variant or kind.variant_names
        raise not_fitting([Fault(VARIANT_FIELD, f"ghi biến thể của văn bản: {wanted}")])
    work, left = Work.of_data(kind, said, data)
    if left:
        raise not_fitting(
            Fault(path, "không có trường này, hoặc giá trị không đặt được vào trường; xóa đi hoặc sửa lại")
            for path, _value in left
        )
    return work


def _tidied(draft_id: int) -> Work:
    work = saving.opened(draft_id)
    work.tidy()
    return work


def _require_current(draft: Draft | None, base: int) -> None:
    if draft and draft.version != base:
        raise ConflictError(
            f"Bản nháp đã được {draft.saved_by} lưu thành bản {draft.version} sau bản {base}.",
            hint="Đọc lại bản nháp, rà lại rồi ban hành.",
            current=draft.version,
        )


def _shape(draft: Draft) -> DraftShape:
    issued = document_of_draft(store(), draft.id) if draft.state == "issued" else None
    told = {name: getattr(draft, name) for name in ("id", "kind", "variant", "title", "version", "state", "saved_by", "saved_at")}
    return DraftShape(**told, document_id=issued, data=Work.of_draft(draft).data)
