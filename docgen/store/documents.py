"""Issued documents: what was signed, for good. The register (docgen.store.numbers) adds those with a number."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Select, Text, and_, func, insert, select, text
from sqlalchemy.dialects import postgresql

from docgen.errors import NotInStoreError, StoreError
from docgen.store.adding import add_rows
from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.drafts import close_draft
from docgen.store.engine import reading, writing
from docgen.store.new_document import NewDocument, document_columns
from docgen.store.search import matches
from docgen.store.tables import documents, numbers

VOID = "void"
"""The state of a document whose number was voided."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list; `state` is that of its number: issued, or void with its `reason`.

    `so_ghi_tay`: the file leaves the number open, `so_ky_hieu` was written on the paper by hand and entered in the register.
    """

    id: int
    unit_id: int
    kind: str
    variant: str
    so_ky_hieu: str
    ngay: dt.date
    title: str
    nguoi_ky: str
    issued_by: str
    issued_at: dt.datetime
    sha256: str
    draft_id: int | None
    state: str
    reason: str
    so_ghi_tay: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its facts and its file; `template_sha256` is None for one that was issued before it was kept."""

    listed: Listed
    data: Mapping[str, Any]
    docx: bytes
    noi_nhan: str = ""
    template_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for; what is left out does not narrow. Words typed without diacritics find those that have them."""

    words: str = ""
    person: str = ""
    number: str = ""
    kind: str | None = None
    unit_id: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = 50
    offset: int = 0


_WORDS: ColumnElement[Any] = func.docgen_words(documents.c.marked_text, type_=postgresql.ARRAY(Text))
"""On PostgreSQL (migration 0012)."""
_COLUMNS = [documents.c[name] for name in Listed.__dataclass_fields__ if name in documents.c and name != "so_ky_hieu"]


def add_document(connection: Connection, document: NewDocument, so_ky_hieu: str, *, by: str) -> int:
    """Add it and close its draft, in the transaction that gives it its number; the id."""
    values = document_columns(document, so_ky_hieu) | {"issued_by": by, "issued_at": now()}
    if document.draft_id is not None:
        close_draft(connection, document.draft_id)
    return int(connection.execute(insert(documents).returning(documents.c.id), values).scalar_one())


def add_documents(connection: Connection, rows: Sequence[Mapping[str, Any]], *, by: str) -> list[int]:
    """Add many at once from their columns, in one statement; their ids in the same order."""
    told = {"issued_by": by, "issued_at": now()}
    return add_rows(connection, documents, [{**row, **told} for row in rows])


def keep_document(engine: Engine, document: NewDocument, *, by: str) -> int:
    """Keep a document of a kind that takes no number, such as a handout; the id. A draft is kept once: again, the same id."""
    with writing(engine) as connection:
        if document.draft_id is not None:
            known = connection.scalar(select(documents.c.id).where(documents.c.draft_id == document.draft_id))
            if known is not None:
                return int(known)
        key = add_document(connection, document, "", by=by)
        note(connection, by, "issue", "documents", key)
    return key


def document_of_draft(engine: Engine, draft_id: int) -> int | None:
    """The id of the document that a draft became; None while it is none."""
    with reading(engine) as connection:
        return connection.scalar(select(documents.c.id).where(documents.c.draft_id == draft_id))


def document_of_number(engine: Engine, number_id: int) -> int:
    """The id of the document that bears a number."""
    with reading(engine) as connection:
        found = connection.scalar(select(numbers.c.document_id).where(numbers.c.id == number_id))
    if found is None:
        raise NotInStoreError("Số này chưa có văn bản.", hint="Xem dòng đó trong sổ.")
    return int(found)


def document_with(engine: Engine, document_id: int) -> Document:
    """The document with this id; refused when its file is no longer the one that was issued."""
    columns = documents.c
    query = _listing(columns.data, columns.docx, columns.noi_nhan, columns.template_sha256).where(columns.id == document_id)
    with reading(engine) as connection:
        row = connection.execute(query).mappings().first()
    if row is None:
        raise NotInStoreError(f"Không có văn bản số {document_id} trong kho.", hint="Tải lại danh sách văn bản rồi chọn lại.")
    if hashlib.sha256(row["docx"]).hexdigest() != row["sha256"]:
        raise StoreError(
            f"Tệp của văn bản {row['so_ky_hieu']} trong kho không còn đúng như khi ban hành.",
            hint="Chạy docgen db check; lấy lại tệp từ bản sao lưu hoặc từ bản giấy đã ký.",
            page_hint="Báo người quản trị; lấy lại tệp từ bản sao lưu hoặc từ bản giấy đã ký.",
        )
    return Document(_listed(row), row["data"], row["docx"], row["noi_nhan"], row["template_sha256"])


def find_documents(engine: Engine, search: Search | None = None) -> tuple[Listed, ...]:
    """Documents that fit, the newest date first."""
    return find_page(engine, search)[0]


def find_page(engine: Engine, search: Search | None = None) -> tuple[tuple[Listed, ...], int]:
    """The same, and how many fit in all. What is looked through lies in an index of SQLite; files are not touched."""
    wanted = search or Search()
    newest = (documents.c.ngay.desc(), documents.c.id.desc())
    words = _WORDS if engine.dialect.name == "postgresql" and wanted.words else None
    fitting = select(documents.c.id).where(*_conditions(wanted, words))
    page = fitting.order_by(*newest).limit(wanted.limit).offset(wanted.offset)
    with reading(engine, steady=True) as connection:
        if words is not None:
            # The planner counts the cost of making lists of words for rows of the index too, where no list is made, and so goes
            # through all texts for words that most documents have.
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        total = int(connection.scalar(select(func.count()).select_from(fitting.subquery())) or 0)
        chosen = list(connection.scalars(page)) if total else []
        rows = connection.execute(_listing().where(documents.c.id.in_(chosen)).order_by(*newest)).mappings()
        return tuple(_listed(row) for row in rows), total


def newest_data(
    engine: Engine, unit_id: int, kind: str, variant: str, *, limit: int = 3
) -> tuple[tuple[Listed, Mapping[str, Any]], ...]:
    """The facts of the last documents of a variant that are in force, the newest date first: what the next one begins with."""
    of_variant = (documents.c.unit_id == unit_id, documents.c.kind == kind, documents.c.variant == variant)
    in_force = func.coalesce(numbers.c.state, "issued") == "issued"
    query = _listing(documents.c.data).where(*of_variant, in_force).order_by(documents.c.ngay.desc(), documents.c.id.desc())
    with reading(engine) as connection:
        return tuple((_listed(row), row["data"]) for row in connection.execute(query.limit(limit)).mappings())


def data_of_day(engine: Engine, kind: str, variant: str, day: dt.date) -> tuple[tuple[Listed, Mapping[str, Any]], ...]:
    """The facts of the documents of a variant with this day, the newest first."""
    query = _listing(documents.c.data).where(documents.c.ngay == day, documents.c.kind == kind, documents.c.variant == variant)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(documents.c.id.desc())).mappings()
        return tuple((_listed(row), row["data"]) for row in rows)


def listed_with(engine: Engine, document_ids: Collection[int]) -> tuple[Listed, ...]:
    """The documents with these ids as a list shows them; those that are not there are left out."""
    query = _listing().where(documents.c.id.in_(document_ids)).order_by(documents.c.id)
    with reading(engine) as connection:
        return tuple(_listed(row) for row in connection.execute(query).mappings())


def _listing(*more: Any) -> Select[Any]:
    state, reason = func.coalesce(numbers.c.state, "issued"), func.coalesce(numbers.c.reason, "")
    number = func.coalesce(numbers.c.so_ky_hieu, documents.c.so_ky_hieu)
    by_hand = and_(documents.c.so_ky_hieu == "", numbers.c.id.is_not(None))
    told = (number.label("so_ky_hieu"), state.label("state"), reason.label("reason"), by_hand.label("so_ghi_tay"))
    joined = documents.outerjoin(numbers, numbers.c.document_id == documents.c.id)
    return select(*_COLUMNS, *told, *more).select_from(joined)


def _listed(row: RowMapping) -> Listed:
    return Listed(**{name: row[name] for name in Listed.__dataclass_fields__})


def _conditions(wanted: Search, words: ColumnElement[Any] | None) -> Iterator[ColumnElement[bool]]:
    exact = {documents.c.kind: wanted.kind, documents.c.unit_id: wanted.unit_id}
    yield from (column == value for column, value in exact.items() if value is not None)
    if wanted.since is not None:
        yield documents.c.ngay >= wanted.since
    if wanted.until is not None:
        yield documents.c.ngay <= wanted.until
    if wanted.number:
        yield _has_number(wanted.number)
    yield from matches(wanted.person, documents.c.bare_people, documents.c.marked_people)
    yield from matches(wanted.words, documents.c.bare_text, documents.c.marked_text, words)


def _has_number(typed: str) -> ColumnElement[bool]:
    """“15” finds 15 and 15a of any kind, “15-NQ/CB” this one only; zeros before it and capitals do not count."""
    wanted = "".join(typed.split()).replace("đ", "Đ")
    symbol = numbers.c.so_ky_hieu
    fits = [numbers.c.document_id.is_not(None), symbol.icontains(wanted, autoescape=True)]
    if found := re.match(r"0*(\d{1,9})(.*)", wanted):
        fits[1:] = [numbers.c.so == int(found[1]), symbol.icontains(found[2], autoescape=True)]
    return documents.c.id.in_(select(numbers.c.document_id).where(*fits))
