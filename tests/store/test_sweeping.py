"""Drafts that were begun and never touched go after a day; everything that somebody typed or that is spoken of stays."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, select

from docgen.errors import NotInStoreError
from docgen.store import columns, sweeping
from docgen.store.audit import trail
from docgen.store.drafts import Draft, create_draft, draft_with, remove_draft, save_draft
from docgen.store.engine import reading
from docgen.store.numbers import Series, reserve
from docgen.store.requests import Request, keep_request
from docgen.store.sweeping import UNTOUCHED, sweep_drafts
from docgen.store.tables import draft_versions
from docgen.store.units import Unit, save_unit


def begun(store: Engine, title: str = "") -> Draft:
    return create_draft(store, "nghi-quyet", "thuong_ky", {"answers": {}}, by="lan", title=title)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after tomorrow for the sweep."""
    monkeypatch.setattr(sweeping, "now", lambda: columns.now() + UNTOUCHED + dt.timedelta(minutes=1))


@pytest.mark.usefixtures("later")
def test_untouched_drafts_go_and_nothing_else(store: Engine) -> None:
    untouched, typed, named, removed, numbered, asked = (begun(store, "T" if number == 2 else "") for number in range(6))
    save_draft(store, typed.id, {"answers": {"so": "1"}}, base=1, by="lan")
    remove_draft(store, removed.id, by="lan")
    unit = save_unit(store, Unit("CB01", "Chi bộ thôn Nà Khoang", "chi_bo", own=True), by="lan")
    reserve(store, Series(unit, "nghi_quyet", "2025 - 2030"), by="lan", draft_id=numbered.id)
    keep_request(store, "lan", "a", Request("x", asked.id))
    newest = begun(store)
    assert sweep_drafts(store, by="máy này") == 1
    with pytest.raises(NotInStoreError):
        draft_with(store, untouched.id)
    for kept in (typed, named, removed, numbered, asked, newest):
        assert draft_with(store, kept.id).id == kept.id
    with reading(store) as connection:
        assert untouched.id not in set(connection.scalars(select(draft_versions.c.draft_id)))
    line = trail(store, limit=1)[0]
    assert (line.action, line.what, line.details) == ("sweep", "drafts", {"count": 1})
    assert sweep_drafts(store, by="máy này") == 0


@pytest.mark.usefixtures("later")
def test_a_swept_id_is_not_given_again(store: Engine) -> None:
    ids = [begun(store).id for _ in range(3)]
    sweep_drafts(store, by="x")
    assert begun(store).id > max(ids)


def test_a_form_that_was_opened_today_stays(store: Engine) -> None:
    first, _newest = begun(store), begun(store)
    assert sweep_drafts(store, by="x") == 0
    assert draft_with(store, first.id).version == 1
