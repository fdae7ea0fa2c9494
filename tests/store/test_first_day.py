"""Setting an office up is all or nothing, on both databases; what is uploaded waits an hour."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, func, select, update

from docgen.errors import ConflictError, NotInStoreError, UsageError
from docgen.store import drafts, numbers, office, people, units, uploads
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.people import Person
from docgen.store.tables import uploads as uploads_table
from store.conftest import a_unit

SIGNER = units.Signer(0, "Bế Văn Thạch", dt.date(2025, 1, 20))
TERM = "2025 - 2030"


def test_an_office_is_set_up_whole_or_not_at_all(store: Engine) -> None:
    wrong = units.Signer(0, "Bế Văn Thạch", dt.date(2025, 1, 20), dt.date(2024, 1, 1))
    for signer, last_used in ((wrong, {}), (SIGNER, {"nghi_quyet": -1})):
        with pytest.raises(UsageError):
            office.set_up(store, a_unit(nhiem_ky=TERM), [signer], last_used=last_used, by="lan")
        assert office.is_empty(store)
    own = office.set_up(
        store, a_unit(nhiem_ky=TERM), [SIGNER], last_used={"quyet_dinh": 3}, roster=[Person(0, "A", "An")], by="lan"
    )
    assert units.own_unit(store).id == own and not office.is_empty(store)
    assert [one.unit_id for one in units.all_signers(store, own)] == [own]
    assert numbers.reserve(store, numbers.Series(own, "quyet_dinh", TERM), by="lan").so == 4
    with pytest.raises(ConflictError):
        office.set_up(store, a_unit(ma="X"), by="lan")
    with pytest.raises(NotInStoreError):
        units.signer_of(store, 99)


def test_a_sample_goes_and_drafts_stay(store: Engine) -> None:
    own = office.set_up(store, a_unit(more={office.SAMPLE: True}), [SIGNER], roster=[Person(0, "A", "An")], by="lan")
    unit = units.own_unit(store)
    draft = drafts.create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan", unit_id=own)
    assert office.is_removable_sample(store, unit)
    office.remove_sample(store, unit, by="lan")
    assert office.is_empty(store) and units.own_unit(store) is None
    assert drafts.draft_with(store, draft.id).unit_id is None
    real = office.set_up(store, a_unit(), by="lan")
    assert not office.is_removable_sample(store, units.unit_of(store, real))
    with pytest.raises(ConflictError):
        office.remove_sample(store, units.unit_of(store, real), by="lan")


def test_many_people_are_added_and_changed_at_once(store: Engine, unit: int) -> None:
    rows = [Person(unit, f"A{number}", f"An {number}") for number in range(500)]
    assert people.import_people(store, rows, by="lan") == (500, 0)
    assert people.import_people(store, [*rows[:2], rows[0], Person(unit, "B", "Bế")], by="lan") == (1, 2)
    assert people.import_people(store, [], by="lan") == (0, 0)
    assert [one.ma for one in people.find_people(store, unit, "be")] == ["B"]


def test_an_upload_is_its_senders_and_waits_an_hour(store: Engine) -> None:
    first = uploads.keep_upload(store, "roster", b"1", by="lan")
    other = uploads.keep_upload(store, "roster", b"2", by="hoa")
    assert uploads.upload_of(store, "roster", first, by="lan") == b"1"
    for token, purpose, by in ((first, "roster", "hoa"), (first, "khác", "lan"), ("x", "roster", "lan")):
        with pytest.raises(NotInStoreError):
            uploads.upload_of(store, purpose, token, by=by)
    second = uploads.keep_upload(store, "roster", b"3", by="lan")
    with pytest.raises(NotInStoreError):
        uploads.upload_of(store, "roster", first, by="lan")
    with writing(store) as connection:
        old = now() - uploads.KEPT - dt.timedelta(seconds=1)
        connection.execute(update(uploads_table).where(uploads_table.c.token == other).values(kept_at=old))
    with pytest.raises(NotInStoreError):
        uploads.upload_of(store, "roster", other, by="hoa")
    uploads.drop_upload(store, second, by="hoa")
    assert uploads.upload_of(store, "roster", second, by="lan") == b"3"
    uploads.drop_upload(store, second, by="lan")
    uploads.keep_upload(store, "roster", b"4", by="mai")
    with reading(store) as connection:
        assert connection.scalar(select(func.count()).select_from(uploads_table)) == 1
