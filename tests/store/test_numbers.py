"""The register of numbers: never twice, never lost, whatever happens between taking a number and using it."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from docgen.errors import ConflictError, NotInStoreError, RegisterError, UsageError
from docgen.store import audit, book, documents, numbers
from docgen.store.drafts import create_draft, draft_with
from docgen.store.numbers import CONGRESS, Series


def test_numbers_run_on_from_one(store: Engine, line: Series) -> None:
    assert [numbers.reserve(store, line, by="lan").so for _ in range(3)] == [1, 2, 3]
    assert numbers.reserve(store, Series(line.unit_id, "quyet_dinh", line.term), by="lan").so == 1
    assert numbers.reserve(store, Series(line.unit_id, "nghi_quyet", "2030 - 2035"), by="lan").so == 1


def test_a_series_is_issuer_kind_and_term_and_a_congress_has_one(unit: int) -> None:
    given = {"unit_id": unit, "term": " 2025  - 2030 "}
    assert numbers.series_of("nghi_quyet", **given) == Series(unit, "nghi_quyet", "2025 - 2030")
    at_congress = {numbers.series_of(the_loai, **given, congress=True) for the_loai in ("nghi_quyet", "bien_ban")}
    assert at_congress == {Series(unit, CONGRESS, "2025 - 2030")}
    with pytest.raises(UsageError, match="nhiệm kỳ"):
        numbers.series_of("nghi_quyet", unit_id=unit, term=" ")


def test_a_series_that_ran_on_paper_goes_on(store: Engine, line: Series) -> None:
    numbers.open_series(store, line, last_used=14, by="lan")
    assert numbers.reserve(store, line, by="lan").so == 15
    assert book.report(store, line)[0].gaps == ()
    with pytest.raises(RegisterError, match="đã cấp số"):
        numbers.open_series(store, line, last_used=20, by="lan")
    with pytest.raises(UsageError):
        numbers.open_series(store, Series(line.unit_id, "bao_cao", line.term), last_used=-1, by="lan")


def test_issuing_stores_number_and_document_together(store: Engine, line: Series, document) -> None:
    reserved = numbers.reserve(store, line, by="lan")
    key = numbers.issue(store, reserved, document(), "01-NQ/CB", by="lan")
    kept = documents.document_with(store, key)
    assert (kept.listed.so_ky_hieu, kept.docx, kept.data) == ("01-NQ/CB", b"PK-tep-docx", {"so": 15, "trich_yeu": "về nhiệm vụ"})
    assert numbers.unissued(store) == ()
    row = book.book(store)[0]
    assert (row.so_ky_hieu, row.state, row.document_id, row.nguoi_ky) == ("01-NQ/CB", "issued", key, "Hoàng Đình Khải")
    assert [entry.action for entry in audit.trail(store, what="numbers")] == ["issue", "reserve"]


def test_submitting_twice_makes_one_document(store: Engine, line: Series, document) -> None:
    draft = create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan")

    def submit() -> int:
        reserved = numbers.reserve(store, line, by="lan", draft_id=draft.id)
        return numbers.issue(store, reserved, document(draft_id=draft.id), "01-NQ/CB", by="lan")

    with ThreadPoolExecutor(4) as pool:
        keys = {future.result() for future in [pool.submit(submit) for _ in range(4)]}
    assert len(keys) == 1
    assert [row.so for row in book.book(store)] == [1]
    assert draft_with(store, draft.id).state == "issued"


def test_the_same_number_is_not_given_to_another_text(store: Engine, line: Series, document) -> None:
    reserved = numbers.reserve(store, line, by="lan")
    numbers.issue(store, reserved, document(), "01-NQ/CB", by="lan")
    with pytest.raises(RegisterError, match="nội dung khác"):
        numbers.issue(store, reserved, document(docx=b"PK-khac"), "01-NQ/CB", by="lan")


def test_a_refused_document_leaves_the_number_reserved(store: Engine, line: Series, document) -> None:
    draft = create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan")
    first = numbers.reserve(store, line, by="lan", draft_id=draft.id)
    numbers.issue(store, first, document(draft_id=draft.id), "01-NQ/CB", by="lan")
    second = numbers.reserve(store, line, by="lan")
    with pytest.raises(ConflictError, match="đã ban hành"):
        numbers.issue(store, second, document(draft_id=draft.id), "02-NQ/CB", by="lan")
    assert [pending.so for pending in numbers.unissued(store)] == [2]
    assert len(documents.find_documents(store)) == 1


def test_a_voided_number_stays_visible_and_is_never_given_again(store: Engine, line: Series, document) -> None:
    reserved, issued = numbers.reserve(store, line, by="lan"), numbers.reserve(store, line, by="lan")
    key = numbers.issue(store, issued, document(), "02-NQ/CB", by="lan")
    numbers.void(store, reserved.id, reason=" Họp lại ", by="lan")
    numbers.void(store, issued.id, reason="Sai thẩm quyền", by="lan")
    assert [(row.so, row.state, row.reason) for row in book.book(store)] == [
        (1, "void", "Họp lại"),
        (2, "void", "Sai thẩm quyền"),
    ]
    assert documents.document_with(store, key).listed.state == "void"
    assert numbers.reserve(store, line, by="lan").so == 3
    with pytest.raises(RegisterError, match="đã hủy"):
        numbers.issue(store, reserved, document(), "01-NQ/CB", by="lan")
    with pytest.raises(RegisterError, match="từ trước"):
        numbers.void(store, reserved.id, reason="x", by="lan")
    with pytest.raises(RegisterError):
        numbers.reuse(store, reserved.id, by="lan")
    with pytest.raises(UsageError, match="lý do"):
        numbers.void(store, issued.id, reason="  ", by="lan")
    with pytest.raises(NotInStoreError):
        numbers.void(store, 999, reason="x", by="lan")


def test_a_number_given_back_at_the_end_is_free_again(store: Engine, line: Series) -> None:
    first, second = numbers.reserve(store, line, by="lan"), numbers.reserve(store, line, by="lan")
    assert numbers.release(store, first, by="lan") is False
    assert numbers.release(store, second, by="lan") is True
    assert [pending.so for pending in numbers.unissued(store)] == [1]
    assert numbers.reserve(store, line, by="lan").so == 2
    with pytest.raises(RegisterError):
        numbers.release(store, first, by="lan")


def test_a_released_number_cannot_be_issued_by_its_old_holder(store: Engine, line: Series, document) -> None:
    gone = numbers.reserve(store, line, by="lan")
    numbers.release(store, gone, by="lan")
    numbers.reserve(store, line, by="mai")
    with pytest.raises(NotInStoreError, match="không còn trong sổ"):
        numbers.issue(store, gone, document(), "01-NQ/CB", by="lan")


def test_what_was_reserved_and_never_issued_can_be_taken_over(store: Engine, line: Series, document) -> None:
    lost = numbers.reserve(store, line, by="lan")
    assert numbers.unissued(store, older_than=dt.timedelta(minutes=5)) == ()
    pending = numbers.unissued(store)[0]
    assert (pending.so, pending.taken_by) == (1, "lan")
    mine = numbers.reuse(store, pending.id, by="mai")
    with pytest.raises(RegisterError, match="người khác"):
        numbers.issue(store, lost, document(), "01-NQ/CB", by="lan")
    numbers.issue(store, mine, document(), "01-NQ/CB", by="mai")
    assert book.report(store, line)[0].unissued == ()


def test_a_draft_that_holds_a_number_takes_over_no_other(store: Engine, line: Series) -> None:
    draft = create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan")
    numbers.reserve(store, line, by="lan", draft_id=draft.id)
    other = numbers.reserve(store, line, by="lan")
    with pytest.raises(RegisterError, match="đã giữ số 1"):
        numbers.reuse(store, other.id, by="lan", draft_id=draft.id)


def entry(so: int, **changes: object) -> book.Entry:
    values = {"so": so, "so_ky_hieu": f"{so:02d}-NQ/CB", "ngay": dt.date(2026, 5, 3), "title": "về x", "reason": "Ghi bổ sung"}
    return book.Entry(**{**values, **changes})


def test_a_late_entry_has_a_past_date_and_a_free_number(store: Engine, line: Series, document) -> None:
    for _ in range(2):
        numbers.reserve(store, line, by="lan")
    book.enter_late(store, line, entry(1, suffix="a", so_ky_hieu="01a-NQ/CB", document=document()), by="lan")
    with pytest.raises(RegisterError, match="đã có trong sổ"):
        book.enter_late(store, line, entry(1), by="lan")
    with pytest.raises(RegisterError, match="lớn hơn số gần nhất"):
        book.enter_late(store, line, entry(9), by="lan")
    with pytest.raises(UsageError, match="sau hôm nay"):
        book.enter_late(store, line, entry(1, suffix="b", ngay=dt.date(2126, 1, 1)), by="lan")
    with pytest.raises(UsageError, match="lý do"):
        book.enter_late(store, line, entry(1, suffix="b", reason=" "), by="lan")
    assert [(row.so, row.suffix, row.origin) for row in book.book(store)] == [(1, "", "own"), (1, "a", "late"), (2, "", "own")]
    assert documents.find_documents(store)[0].so_ky_hieu == "01a-NQ/CB"


def test_numbers_of_another_system_are_kept_and_gaps_and_duplicates_told(store: Engine, line: Series) -> None:
    numbers.reserve(store, line, by="lan")
    book.enter_other(store, line, entry(4), system="VNPT", by="lan")
    assert book.report(store, line)[0].gaps == (2, 3)
    book.enter_late(store, line, entry(3), by="lan")
    assert numbers.reserve(store, line, by="lan").so == 5
    with pytest.raises(RegisterError, match="đã có"):
        book.enter_other(store, line, entry(4), system="VNPT", by="lan")
    book.enter_other(store, line, entry(4, title="về y"), system="VNPT", by="lan", duplicate=True)
    found = book.report(store, line)[0]
    assert (found.gaps, found.duplicates, found.unissued) == ((2,), (book.Duplicate(4, "", 2),), (1, 5))
    with pytest.raises(UsageError, match="hệ thống"):
        book.enter_other(store, line, entry(6), system=" ", by="lan")
    with pytest.raises(UsageError, match="99999"):
        book.enter_other(store, line, entry(123_456), system="VNPT", by="lan")
    assert book.report(store, line)[0].last == 5


def test_the_book_is_narrowed_by_series_and_date(store: Engine, line: Series, document) -> None:
    numbers.issue(store, numbers.reserve(store, line, by="lan"), document(ngay=dt.date(2026, 1, 5)), "01-NQ/CB", by="lan")
    numbers.issue(store, numbers.reserve(store, line, by="lan"), document(ngay=dt.date(2026, 2, 5)), "02-NQ/CB", by="lan")
    other = Series(line.unit_id, "quyet_dinh", line.term)
    numbers.reserve(store, other, by="lan")
    assert len(book.book(store)) == 3
    assert [row.so for row in book.book(store, line, since=dt.date(2026, 2, 1), until=dt.date(2026, 2, 28))] == [2]
    assert book.book(store, other)[0].ngay is None
    assert [found.series for found in book.report(store)] == [line, other]


def test_a_number_written_by_hand_belongs_to_one_document(store: Engine, line: Series, document) -> None:
    keys = [documents.keep_document(store, document(), by="lan") for _ in range(6)]

    def entry(key: int, so: int = 1) -> book.Entry:
        return book.Entry(so, f"0{so}-NQ/CB", dt.date(2026, 11, 3), "về nhiệm vụ", "ghi tay", document_id=key)

    def write(key: int) -> int | None:
        try:
            return book.enter_by_hand(store, line, entry(key), by="lan")
        except RegisterError:
            return None

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(write, keys))
    (number,) = filter(None, made)
    winner = keys[made.index(number)]
    listed = documents.document_with(store, winner).listed
    assert (listed.so_ky_hieu, listed.so_ghi_tay, listed.state) == ("01-NQ/CB", True, "issued")
    assert [one.id for one in documents.find_documents(store, documents.Search(number="1-nq"))] == [winner]
    assert {(one.so_ky_hieu, one.so_ghi_tay) for one in documents.find_documents(store) if one.id != winner} == {("", False)}
    with pytest.raises(RegisterError, match="đã mang số 01-NQ/CB"):
        book.enter_by_hand(store, line, entry(winner, 2), by="lan")
    numbers.void(store, number, reason="ghi nhầm", by="lan")
    assert documents.document_with(store, winner).listed.state == "void"
