"""Lists for pages: so many of so many, newest first, on both databases; and the search of SQLite stays in its index."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine, text

from docgen.store.book import all_series, book_page, book_row, count_lines
from docgen.store.documents import Search, find_page
from docgen.store.engine import reading
from docgen.store.numbers import Series, issue, reserve


def test_a_page_of_documents_comes_with_how_many_there_are(store: Engine, line: Series, document) -> None:
    for number in range(7):
        held = reserve(store, line, by="lan")
        made = document(ngay=dt.date(2026, 1, 1 + number % 3), text="Thu đảng phí, đảng phí" if number % 2 else "Họp")
        issue(store, held, made, f"{held.so:02d}-NQ/CB", by="lan")
    found, total = find_page(store, Search(limit=3, offset=2))
    assert ([one.so_ky_hieu for one in found], total) == (["05-NQ/CB", "02-NQ/CB", "07-NQ/CB"], 7)
    found, total = find_page(store, Search(words="dang phi", limit=2))
    assert ([one.so_ky_hieu for one in found], total) == (["06-NQ/CB", "02-NQ/CB"], 3)
    assert find_page(store, Search(number="7", words="hop"))[1] == 1
    assert find_page(store, Search(words="khong co")) == ((), 0)
    assert find_page(store, Search(offset=99)) == ((), 7)


def test_words_are_kept_once(store: Engine, line: Series, document) -> None:
    issue(store, reserve(store, line, by="lan"), document(text="phí phí Phí PHÍ", people=()), "01-NQ/CB", by="lan")
    with reading(store) as connection:
        bare, marked = connection.execute(text("SELECT bare_text, marked_text FROM documents")).one()
    assert " phi " in bare
    assert all(len(words.split()) == len(set(words.split())) for words in (bare, marked))


def test_a_search_on_sqlite_reads_an_index_and_no_file(store: Engine, line: Series, document) -> None:
    if store.dialect.name != "sqlite":
        return
    query = "SELECT id FROM documents WHERE bare_text LIKE '% x%' ORDER BY ngay DESC, id DESC LIMIT 50"
    with reading(store) as connection:
        plan = str(connection.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())
    assert "COVERING INDEX ix_documents_search" in plan


def test_a_page_of_the_book_and_one_line_of_it(store: Engine, unit: int, line: Series, document) -> None:
    other = Series(unit, "quyet_dinh", "2025 - 2030")
    held = [reserve(store, line, by="lan") for _ in range(5)]
    key = issue(store, held[1], document(), "02-NQ/CB", by="lan")
    reserve(store, other, by="lan")
    assert [row.so for row in book_page(store, line, limit=2, offset=1)] == [4, 3]
    assert (count_lines(store, line), count_lines(store, other)) == (5, 1)
    assert count_lines(store, Series(unit, "ket_luan", "2025 - 2030")) == 0
    assert set(all_series(store).values()) == {line, other}
    row = book_row(store, document_id=key)
    assert row is not None and (row.so_ky_hieu, row.id) == ("02-NQ/CB", held[1].id)
    assert book_row(store, number_id=held[0].id).state == "reserved"
    assert book_row(store, number_id=99) is book_row(store, document_id=99) is None
