"""Issued documents: issue data at once, search, the facts, the files."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from typing import Annotated, Any

from flask import Response
from pydantic import Field

from docgen.errors import ConflictError
from docgen.hand_numbers import HandNumber, enter_hand_number
from docgen.issuing import Order
from docgen.kinds import Kind, kind_of
from docgen.output.convert import shared
from docgen.store.book import LARGEST
from docgen.store.documents import VOID, Listed, Search, document_of_draft, document_with, find_documents
from docgen.store.requests import Request, keep_request, request_of
from docgen.store.users import Role
from web import downloads, saving
from web.api.issuing import Wanted, issue, require_clean
from web.api.operations import File, operation
from web.api.requests import Asked
from web.api.shapes import Data, Facts, Id, KindCode, Line, Suffix
from web.desk import store, who
from web.fields import VARIANT_FIELD
from web.work import Work

PDF = "application/pdf"
_MOST = 200


@dataclass(frozen=True, slots=True)
class DocumentShape:
    """An issued document with the facts it was made of."""

    document: Listed
    data: Data


@dataclass(frozen=True, slots=True)
class Found:
    """A page of documents, the newest date first; `next_offset` leads to the next one, null on the last."""

    documents: tuple[Listed, ...]
    next_offset: int | None


class SearchAsked(Asked):
    """What to look for; what is left out does not narrow."""

    words: Line = ""
    person: Line = ""
    number: Line = ""
    kind: KindCode | None = None
    unit_id: Id | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: Annotated[int, Field(ge=1, le=_MOST)] = 50
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class HandNumberAsked(Asked):
    """What stands on the paper; `duplicate` where two papers really bear the number."""

    so: Annotated[int, Field(ge=1, le=LARGEST)]
    suffix: Suffix = ""
    ngay: dt.date
    duplicate: bool = False


class FactsWanted(Facts, Wanted):
    """Data to issue at once, and how."""


@operation(
    "POST",
    "/documents",
    "Ban hành ngay từ dữ liệu; gửi lại với cùng Idempotency-Key được cùng văn bản",
    role=Role.ISSUES,
    body=FactsWanted,
    keyed=True,
    answer=DocumentShape,
    status=201,
    says_no=(400, 409, 422),
)
def issue_facts(body: FactsWanted, key: str) -> DocumentShape:
    """Issue data; under the same key the same document again, 409 when the key was used for something else."""
    kind = kind_of(body.kind)
    digest = hashlib.sha256(json.dumps(body.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()
    order = Order(body.data, kind, who())
    known = request_of(store(), who(), key)
    if known is None:
        require_clean(order, body)
        draft = saving.begin(Work.of_data(kind, _variant(body.data, kind), body.data)[0])
        known = keep_request(store(), who(), key, Request(digest, draft.id))
    if known.digest != digest:
        raise ConflictError(
            "Idempotency-Key này đã dùng cho yêu cầu khác.", hint="Mỗi văn bản một khóa; gửi lại thì giữ nguyên nội dung."
        )
    made = document_of_draft(store(), known.draft_id)
    return shape_of(made if made is not None else issue(replace(order, draft_id=known.draft_id), body))


@operation("GET", "/documents", "Tìm văn bản đã ban hành", query=SearchAsked, answer=Found)
def find(query: SearchAsked) -> Found:
    """Documents that fit; words without diacritics find those that have them."""
    found = find_documents(store(), Search(**{**query.model_dump(), "limit": query.limit + 1}))
    more = len(found) > query.limit
    return Found(found[: query.limit], query.offset + query.limit if more else None)


@operation("GET", "/documents/<int:document_id>", "Một văn bản và dữ liệu của nó", answer=DocumentShape, says_no=(404,))
def show(document_id: int) -> DocumentShape:
    """One document."""
    return shape_of(document_id)


@operation("GET", "/documents/<int:document_id>/docx", "Tệp .docx đã ban hành", answer=File(downloads.DOCX), says_no=(404,))
def docx(document_id: int) -> Response:
    """The file that was issued."""
    found = document_with(store(), document_id)
    return downloads.download(found.docx, _file_name(found.listed, "docx"), downloads.DOCX)


@operation("GET", "/documents/<int:document_id>/pdf", "Văn bản dưới dạng PDF", answer=File(PDF), says_no=(404, 503))
def pdf(document_id: int) -> Response:
    """The file that was issued as PDF."""
    found = document_with(store(), document_id)
    made = shared().convert(found.docx).pdf
    return downloads.download(made, _file_name(found.listed, "pdf"), PDF)


@operation(
    "POST",
    "/documents/<int:document_id>/number",
    "Ghi vào sổ số đã viết tay trên văn bản để trống số",
    role=Role.ISSUES,
    body=HandNumberAsked,
    answer=DocumentShape,
    says_no=(400, 404, 409, 422),
)
def enter_number(document_id: int, body: HandNumberAsked) -> DocumentShape:
    """Enter the number; the file stays as it was issued."""
    enter_hand_number(store(), document_id, HandNumber(**body.model_dump()), by=who())
    return shape_of(document_id)


def shape_of(document_id: int) -> DocumentShape:
    """The document with this id."""
    found = document_with(store(), document_id)
    return DocumentShape(found.listed, found.data)


def _file_name(listed: Listed, ending: str) -> str:
    return downloads.file_name(listed.title, "", ending, void=listed.state == VOID)


def _variant(data: dict[str, Any], kind: Kind) -> str:
    """The variant of data that was found to fit."""
    return str(data.get(VARIANT_FIELD, next(iter(kind.variants))))
