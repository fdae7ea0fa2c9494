"""A document about to be issued, and what its row in the archive will hold. Needs no database: any worker can do it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docgen.store.json_text import as_json_text
from docgen.store.search import both_texts


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document about to be issued: the facts it was made of, its file, and what it can be found by.

    `text` and `shared_text`, which other documents have too, are what a search looks through besides title, number and signer;
    `people` are the names of those it concerns.
    `template_sha256` is the fingerprint of the template it was made with.
    """

    unit_id: int
    kind: str
    variant: str
    ngay: dt.date
    title: str
    data: Mapping[str, Any]
    docx: bytes
    nguoi_ky: str = ""
    noi_nhan: str = ""
    people: tuple[str, ...] = ()
    text: str = ""
    shared_text: tuple[str, ...] = ()
    draft_id: int | None = None
    template_sha256: str | None = None

    @property
    def sha256(self) -> str:
        """Fingerprint of the file."""
        return hashlib.sha256(self.docx).hexdigest()


def document_columns(document: NewDocument, so_ky_hieu: str) -> dict[str, Any]:
    """What its row holds but for who issues it and when: a batch has this worked out where the document is made."""
    people = " | ".join((document.nguoi_ky, *document.people))
    bare_words, marked_words = both_texts((so_ky_hieu, document.title, people, document.text), document.shared_text)
    bare_people, marked_people = both_texts((people,))
    return {
        "unit_id": document.unit_id,
        "draft_id": document.draft_id,
        "kind": document.kind,
        "variant": document.variant,
        "so_ky_hieu": so_ky_hieu,
        "ngay": document.ngay,
        "title": document.title,
        "nguoi_ky": document.nguoi_ky,
        "noi_nhan": document.noi_nhan,
        "data": as_json_text(document.data),
        "docx": document.docx,
        "sha256": document.sha256,
        "bare_text": bare_words,
        "marked_text": marked_words,
        "bare_people": bare_people,
        "marked_people": marked_people,
        "template_sha256": document.template_sha256,
    }
