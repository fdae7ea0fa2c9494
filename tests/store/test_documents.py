"""Issued documents are found as people type, and are what was signed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import Engine, event, text

from docgen.errors import NotInStoreError, StoreError
from docgen.store import numbers
from docgen.store.documents import Search, document_with, find_documents, keep_document
from docgen.store.drafts import create_draft
from docgen.store.engine import writing
from docgen.store.immutable import unprotect
from docgen.store.numbers import Series


@pytest.fixture
def two(store: Engine, line: Series, document) -> tuple[int, int]:
    first = document()
    second = document(
        kind="bien-ban",
        ngay=dt.date(2026, 12, 3),
        title="Biên bản họp Đảng ủy 100%",
        people=("Lục Thị Ngạn",),
        text="kỷ luật",
        nguoi_ky="Bùi Quang Vịnh",
    )
    return tuple(
        numbers.issue(store, numbers.reserve(store, line, by="lan"), one, printed, by="lan")
        for one, printed in ((first, "01-NQ/CB"), (second, "02-BB/ĐU"))
    )


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search(), [1, 0]),
        (Search(words="hoa giai"), [0]),
        (Search(words="hòa giải"), [0]),
        (Search(words="hoà GIẢI co so"), [0]),
        (Search(words="hỏa"), []),
        (Search(words="dang"), [1, 0]),
        (Search(words="đảng ủy"), [1]),
        (Search(words="100%"), [1]),
        (Search(words="_"), []),
        (Search(words="nhiem v"), [0]),
        (Search(words="01-NQ/CB"), [0]),
        (Search(person="ngan"), [1, 0]),
        (Search(person="Ngân"), [0]),
        (Search(person="vinh"), [1]),
        (Search(person="hòa"), []),
        (Search(number="1"), [0]),
        (Search(number="02"), [1]),
        (Search(number="02-bb/đu"), [1]),
        (Search(number="2-NQ"), []),
        (Search(number="BB"), [1]),
        (Search(kind="bien-ban"), [1]),
        (Search(since=dt.date(2026, 11, 4)), [1]),
        (Search(until=dt.date(2026, 11, 3)), [0]),
        (Search(limit=1, offset=1), [0]),
        (Search(unit_id=99), []),
    ],
    ids=str,
)
def test_documents_are_found(store: Engine, two: tuple[int, int], search: Search, found: list[int]) -> None:
    assert [two.index(one.id) for one in find_documents(store, search)] == found


def test_a_kind_without_number_is_kept_once_for_a_draft(store: Engine, document) -> None:
    draft = create_draft(store, "tai-lieu-boi-duong", "chuyen_de", {}, by="lan")
    handout = document(kind="tai-lieu-boi-duong", draft_id=draft.id)
    assert keep_document(store, handout, by="lan") == keep_document(store, handout, by="lan")
    (listed,) = find_documents(store)
    assert (listed.so_ky_hieu, listed.state, listed.sha256) == ("", "issued", handout.sha256)


def test_a_file_that_is_not_what_was_issued_is_not_handed_out(store: Engine, two: tuple[int, int]) -> None:
    with writing(store) as connection:
        unprotect(connection)
        connection.execute(text("UPDATE documents SET docx = :x WHERE id = :id"), {"x": b"khac", "id": two[0]})
    with pytest.raises(StoreError, match="không còn đúng"):
        document_with(store, two[0])
    with pytest.raises(NotInStoreError):
        document_with(store, 99)


def test_whole_words_are_looked_up_in_the_index_of_postgresql(store: Engine, unit: int, document) -> None:
    if store.dialect.name != "postgresql":
        pytest.skip("SQLite has an index of its own")
    asked: list[str] = []
    event.listen(store, "before_cursor_execute", lambda _c, _cursor, statement, *_more: asked.append(statement))
    find_documents(store, Search(words="hòa giải"))
    (found,) = {statement for statement in asked if "docgen_words" in statement and "count" in statement}
    with writing(store) as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = connection.exec_driver_sql("EXPLAIN " + re.sub(r"%\([^)]+\)s(::\w+(\[\])?)?", "ARRAY['x']", found)).scalars().all()
    assert any("ix_documents_words" in line for line in plan), plan


def test_a_very_long_word_is_kept_and_found(store: Engine, document) -> None:
    word, short = "đ" * 4000, "ờ" * 120
    key = keep_document(store, document(text=f"{word} {short}"), by="lan")
    for wanted in (word, short, f"{short} nhiệm"):
        assert [one.id for one in find_documents(store, Search(words=wanted))] == [key]
    assert find_documents(store, Search(words="ờ" * 119)) == ()
