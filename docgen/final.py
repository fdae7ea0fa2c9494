"""The final of a reviewed document, with what the archive keeps of it: no database, so that any worker can do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docgen.context import prepare
from docgen.kinds import Kind
from docgen.pipeline import made_of
from docgen.record import numbered_part, record_of
from docgen.store.new_document import NewDocument
from docgen.templates import CompiledTemplate


@dataclass(frozen=True, slots=True)
class Final:
    """What is to be made: the validated document, its data, its kind, the unit that issues it, the draft it comes from."""

    document: Any
    data: Mapping[str, Any]
    kind: Kind
    unit_id: int
    draft_id: int | None = None


def numbered(data: Mapping[str, Any], document: Any, so: int) -> tuple[dict[str, Any], Any]:
    """Data and document with their number."""
    (*owners, last), part = numbered_part(document)
    facts: dict[str, Any] = {last: so}
    document_part = part.model_copy(update=facts)
    for owner in reversed(owners):
        facts, document_part = {owner: {**data[owner], **facts}}, document.model_copy(update={owner: document_part})
    return {**data, **facts}, document_part


def final_of(wanted: Final, template: CompiledTemplate | None, template_sha256: str) -> tuple[NewDocument, str]:
    """The document as the archive keeps it, and its number as it is printed. `CheckFailed` when the file fails its proof.

    Without a `template` the shipped one makes it; `template_sha256` is that of whichever does.
    """
    document, kind = wanted.document, wanted.kind
    context = prepare(document, kind)
    made = made_of(document, kind, context, template=template)
    record = record_of(document, kind, made.lines, context)
    kept = NewDocument(
        unit_id=wanted.unit_id,
        kind=kind.code,
        variant=document.bien_the,
        ngay=document.ngay_ban_hanh,
        title=record.title,
        data=wanted.data,
        docx=made.docx,
        nguoi_ky=record.nguoi_ky,
        noi_nhan=record.noi_nhan,
        people=record.people,
        text=record.text,
        shared_text=record.shared_text,
        draft_id=wanted.draft_id,
        template_sha256=template_sha256,
    )
    return kept, record.so_ky_hieu
