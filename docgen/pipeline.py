"""The whole way of one document on one screen: review, prepare, render, prove, write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from docgen import __version__
from docgen.check.finding import Finding, blocking
from docgen.check.output import prove
from docgen.check.run import review
from docgen.context import prepare
from docgen.context.prepare import template_respeller
from docgen.docx.payload import PART as PAYLOAD_PART
from docgen.docx.payload import Payload
from docgen.docx.settings import core_properties
from docgen.docx.text import fingerprint
from docgen.drafts import draft_of
from docgen.errors import CheckFailed, FieldProblem
from docgen.kinds import Kind
from docgen.messages import validate
from docgen.templates import CompiledTemplate, shipped_template

_SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Generated:
    """A produced document: the .docx, what the rules found in its content, the gaps of a draft, the words of a final by line."""

    docx: bytes
    findings: tuple[Finding, ...] = ()
    gaps: tuple[FieldProblem, ...] = ()
    lines: tuple[str, ...] = ()


def generate(data: Any, kind: Kind, *, draft: bool = False, template: CompiledTemplate | None = None) -> Generated:
    """Make the document that `data` describes.

    A final is refused (`DataError`, `CheckFailed`) when data is missing, a rule of grade E is broken or the produced file fails
    its proof. A draft shows what is missing as marks and reports broken rules without refusing.
    """
    if not draft:
        return finish(validate(data, kind), kind, template=template)
    document, gaps = draft_of(data, kind)
    findings = () if gaps else review(document, kind)
    return Generated(render(document, kind, draft=True, template=template, typed=data), findings, gaps)


def finish(document: Any, kind: Kind, *, template: CompiledTemplate | None = None) -> Generated:
    """Make the final of a validated document, or refuse it with what the rules found."""
    findings = require_issuable(document, kind)
    return replace(made_of(document, kind, prepare(document, kind), template=template), findings=findings)


def require_issuable(document: Any, kind: Kind) -> tuple[Finding, ...]:
    """What the rules found in the content; `CheckFailed` when that keeps it from being issued."""
    findings = review(document, kind)
    if errors := blocking(findings):
        raise CheckFailed(
            f"Chưa ban hành được, còn {len(errors)} lỗi nội dung.",
            hint="Sửa dữ liệu, hoặc in bản nháp với --draft.",
            page_hint="Sửa từng lỗi trong biểu mẫu, hoặc in bản nháp để bàn.",
            findings=findings,
        )
    return findings


def made_of(document: Any, kind: Kind, context: Mapping[str, Any], *, template: CompiledTemplate | None = None) -> Generated:
    """The final of a document that was reviewed, made of its context and proven."""
    compiled = template or shipped_template(kind.template_of(document.bien_the))
    docx, words = _assembled(document, kind, compiled, context)
    return Generated(docx, lines=tuple(words))


def render(
    document: Any,
    kind: Kind,
    *,
    draft: bool = False,
    template: CompiledTemplate | None = None,
    proof: bool = True,
    typed: Any = None,
) -> bytes:
    """A validated document to the bytes of its .docx. The same document gives the same bytes.

    `typed` is the data of a draft as the user gave it; the draft carries that, not the stand-ins in its gaps.
    """
    compiled = template or shipped_template(kind.template_of(document.bien_the))
    context = prepare(document, kind, draft=draft)
    return assemble(document, kind, compiled, context, draft=draft, proof=proof, typed=typed)


def assemble(
    document: Any,
    kind: Kind,
    template: CompiledTemplate,
    context: Mapping[str, Any],
    *,
    draft: bool = False,
    proof: bool = True,
    typed: Any = None,
) -> bytes:
    """A document and its context to the bytes of its .docx: fill in, prove, put the archive together."""
    return _assembled(document, kind, template, context, draft=draft, proof=proof, typed=typed)[0]


def _assembled(
    document: Any,
    kind: Kind,
    template: CompiledTemplate,
    context: Mapping[str, Any],
    *,
    draft: bool = False,
    proof: bool = True,
    typed: Any = None,
) -> tuple[bytes, list[str]]:
    """The bytes, and the words of the body by line as the proof has read them."""
    filled = template.fill(context, template_respeller(document.dau_thanh.value) if document.dau_thanh else None)
    words: list[str] = []
    if proof:
        faults, words = prove(filled, document, draft=draft)
        if faults:
            shown = [
                *faults[:_SHOWN_FAULTS],
                *([f"… và {len(faults) - _SHOWN_FAULTS} chỗ nữa"] if len(faults) > _SHOWN_FAULTS else []),
            ]
            raise CheckFailed(
                "Tệp tạo ra không đạt:\n" + "\n".join(shown),
                hint="Chạy docgen templates lint để kiểm tra mẫu.",
                page_hint="Đang dùng mẫu riêng thì xem lại mẫu ở trang Mẫu riêng; mẫu có sẵn thì đây là lỗi của chương trình.",
            )
    parts = {name: part.data for name, part in filled.items()}
    parts["docProps/core.xml"] = core_properties(title_of(document, kind), issuer_of(document), document.ngay_ban_hanh)
    if template.carries_payload:
        carried = json.dumps(typed or {}) if draft else document.model_dump_json(exclude_none=True)
        parts[PAYLOAD_PART] = Payload(kind.code, __version__, carried, fingerprint(words), draft).to_xml()
    return template.write(parts, two_sided=document.in_hai_mat), words


def title_of(document: Any, kind: Kind) -> str:
    """What File > Info shows: the kind and its subject."""
    values = vars(document)
    subject = values.get("trich_yeu") or values.get("ten_chuyen_de") or values.get("ten_dai_hoi")
    return f"{kind.title}: {subject}" if subject else kind.title


def issuer_of(document: Any) -> str:
    """The body that issues the document."""
    body = getattr(document, "co_quan", None)
    return str(body.ten if body else document.don_vi)


def check_data(data: Any, kind: Kind) -> tuple[Finding, ...]:
    """The findings on complete data, without making the document."""
    return review(validate(data, kind), kind)
