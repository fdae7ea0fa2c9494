"""What the register and the archive know a document by: number, title, signer, recipients, the people in it, its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from docgen.context import prepare
from docgen.kinds import Kind
from docgen.shared_parts import is_shared, worked_out
from docgen.vietnamese.capitals import first_upper
from schemas.annotations import marked_fields
from schemas.fields import PersonName

_HYPHENS = "-----"
_HEADING_LINES = 20
PROMULGATED = "quyet_dinh"
"""The field of a document that is issued with a decision of its own: number and signer are the decision's."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document in a list. `so_ky_hieu` is empty where the văn thư fills in the number by hand, or there is none at all.

    `text` are all words of its data but those that documents of a run share, `shared_text`.
    """

    so_ky_hieu: str
    title: str
    nguoi_ky: str
    noi_nhan: str
    people: tuple[str, ...]
    text: str
    shared_text: tuple[str, ...]


def record_of(document: Any, kind: Kind, lines: Sequence[str], context: Mapping[str, Any] | None = None) -> Record:
    """The record of a validated document and of what was made of it, line by line; `context` where it is known already."""
    facts = prepare(document, kind) if context is None else context
    text, shared_text = _texts(document)
    signer = getattr(document, "nguoi_ky", None)
    return Record(
        so_ky_hieu=printed_number(document, facts),
        title=title_in_lists(document, kind, lines),
        nguoi_ky=signer.ho_ten if signer else "",
        noi_nhan=" ".join(line.removeprefix("- ") for line in facts.get("noi_nhan_dong", ())),
        people=tuple(dict.fromkeys(_people(document))),
        text=text,
        shared_text=shared_text,
    )


def numbered_part(document: Any) -> tuple[tuple[str, ...], Any]:
    """The way to the number in the data, and the part of the document that bears it."""
    decision = getattr(document, PROMULGATED, None)
    return ((PROMULGATED, "so"), decision) if decision is not None else (("so",), document)


def title_in_lists(document: Any, kind: Kind, lines: Sequence[str]) -> str:
    """Name of the kind and subject as the document prints them above its five hyphens, and the one person it is about.

    A document without that heading, such as a handout, is known by its variant and title.
    """
    heading = list(lines[:_HEADING_LINES])
    end = heading.index(_HYPHENS) if _HYPHENS in heading else 0
    start = next((place for place in range(end - 1, -1, -1) if heading[place].isupper()), None)
    if not end or start is None:
        variant = (kind.variant(document.bien_the).model_fields["bien_the"].description or kind.title).rstrip(".")
        subject = vars(document).get("ten_chuyen_de") or f"tháng {document.ngay_ban_hanh.month}/{document.ngay_ban_hanh.year}"
        return f"{first_upper(variant)}: {subject}"
    named = " ".join((heading[start].capitalize(), *heading[start + 1 : end]))
    person = getattr(getattr(document, "dang_vien", None), "ho_ten", "")
    return f"{named} ({person})" if person else named


def printed_number(document: Any, facts: Any) -> str:
    """The number as the document prints it, 05-NQ/CB; empty where it has none. `facts` are those it was prepared as."""
    (*owner, _), part = numbered_part(document)
    if getattr(part, "so", None) is None:
        return ""
    line = facts[owner[0]]["so_ky_hieu"] if owner else facts["so_ky_hieu"]
    return str(line).removeprefix("Số ")


def _people(part: BaseModel) -> Iterator[str]:
    """The names in every field for names of people."""
    named = marked_fields(type(part), PersonName)
    for name in type(part).model_fields:
        value = getattr(part, name)
        if value and name in named:
            yield from (value,) if isinstance(value, str) else value
        if isinstance(value, BaseModel | tuple):
            yield from worked_out(value, _people, lambda: tuple(_people_in(value)))  # noqa: B023 - made at once


def _people_in(value: BaseModel | tuple[Any, ...]) -> Iterator[str]:
    for part in value if isinstance(value, tuple) else (value,):
        if isinstance(part, BaseModel):
            yield from _people(part)


def _texts(document: BaseModel) -> tuple[str, tuple[str, ...]]:
    """The words of the data that are this document's own, and those of each part that documents share."""
    own: list[str] = []
    shared: list[str] = []
    for value in document.__dict__.values():
        if type(value) is str:
            own.append(value)
        elif value is not None:
            (shared if is_shared(value) else own).extend(_words(value))
    return "\n".join(own), tuple(shared)


def _words_of(part: BaseModel) -> Iterator[str]:
    """All words that a part holds, as they stand in its data; those of a group or list inside it in one text."""
    for value in part.__dict__.values():
        yield from _words(value)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        yield worked_out(value, _words, lambda: "\n".join(word for inner in value for word in _words(inner)))
    elif isinstance(value, BaseModel):
        yield worked_out(value, _words, lambda: "\n".join(_words_of(value)))
    elif isinstance(value, dt.date | dt.time | Decimal):
        yield to_jsonable_python(value)
