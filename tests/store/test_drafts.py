"""Drafts: no typed word is lost, whoever else is typing."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, func, select

from docgen.errors import ConflictError, NotInStoreError
from docgen.store import drafts
from docgen.store.columns import now
from docgen.store.engine import reading
from docgen.store.tables import draft_versions, numbers


@pytest.fixture
def draft(store: Engine) -> drafts.Draft:
    return drafts.create_draft(store, "nghi-quyet", "thuong_ky", {"trich_yeu": "về"}, by="lan", title="Tháng 11")


def test_every_saved_change_is_a_version_and_takes_no_number(store: Engine, draft: drafts.Draft) -> None:
    saved = drafts.save_draft(store, draft.id, {"trich_yeu": "về nhiệm vụ"}, base=1, by="lan")
    assert (saved.version, saved.title, saved.data) == (2, "Tháng 11", {"trich_yeu": "về nhiệm vụ"})
    assert drafts.draft_with(store, draft.id) == saved
    assert [version.version for version in drafts.versions_of(store, draft.id)] == [2, 1]
    assert drafts.version_data(store, draft.id, 1) == {"trich_yeu": "về"}
    with reading(store) as connection:
        assert connection.scalar(select(func.count()).select_from(numbers)) == 0


def test_saving_over_somebody_elses_words_is_refused(store: Engine, draft: drafts.Draft) -> None:
    drafts.save_draft(store, draft.id, {"trich_yeu": "của Mai"}, base=1, by="mai")
    with pytest.raises(ConflictError, match="Bản nháp đã được mai lưu thành bản 2") as refused:
        drafts.save_draft(store, draft.id, {"trich_yeu": "của Lan"}, base=1, by="lan")
    assert refused.value.current == 2
    assert drafts.draft_with(store, draft.id).data == {"trich_yeu": "của Mai"}
    assert drafts.save_draft(store, draft.id, {"trich_yeu": "của cả hai"}, base=2, by="lan").version == 3


def test_a_save_whose_answer_was_lost_can_be_repeated(store: Engine, draft: drafts.Draft) -> None:
    for _ in range(2):
        assert drafts.save_draft(store, draft.id, {"trich_yeu": "x"}, base=1, by="lan").version == 2


def test_undo_brings_an_old_version_back_as_the_newest(store: Engine, draft: drafts.Draft) -> None:
    drafts.save_draft(store, draft.id, {}, base=1, by="lan", title="Xóa nhầm")
    back = drafts.restore_version(store, draft.id, 1, base=2, by="lan")
    assert (back.version, back.title, back.data) == (3, "Tháng 11", {"trich_yeu": "về"})
    with pytest.raises(ConflictError):
        drafts.restore_version(store, draft.id, 2, base=2, by="lan")
    with pytest.raises(NotInStoreError, match="không còn bản 9"):
        drafts.restore_version(store, draft.id, 9, base=3, by="lan")


def test_only_the_newest_versions_are_kept(store: Engine, draft: drafts.Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "VERSIONS_KEPT", 3)
    for version in range(1, 6):
        drafts.save_draft(store, draft.id, {"a": version}, base=version, by="lan")
    with reading(store) as connection:
        assert sorted(connection.scalars(select(draft_versions.c.version))) == [4, 5, 6]


def test_who_is_editing_is_seen_by_others(store: Engine, draft: drafts.Draft) -> None:
    assert draft.holder() is None
    held = drafts.hold_draft(store, draft.id, by="lan")
    assert (held.holder(), held.holder(now() + dt.timedelta(hours=1))) == ("lan", None)
    with pytest.raises(ConflictError, match="lan đang sửa bản nháp"):
        drafts.hold_draft(store, draft.id, by="mai")
    assert drafts.hold_draft(store, draft.id, by="mai", take_over=True).holder() == "mai"
    drafts.let_go(store, draft.id, by="lan")
    assert drafts.draft_with(store, draft.id).holder() == "mai"
    drafts.let_go(store, draft.id, by="mai")
    assert drafts.draft_with(store, draft.id).holder() is None


def test_a_removed_draft_comes_back(store: Engine, draft: drafts.Draft) -> None:
    drafts.remove_draft(store, draft.id, by="lan")
    assert drafts.open_drafts(store) == ()
    with pytest.raises(ConflictError, match="đã bị bỏ"):
        drafts.save_draft(store, draft.id, {}, base=1, by="lan")
    drafts.reopen_draft(store, draft.id, by="lan")
    assert [one.id for one in drafts.open_drafts(store, kind="nghi-quyet")] == [draft.id]
    assert drafts.open_drafts(store, kind="bien-ban") == ()
    with pytest.raises(NotInStoreError):
        drafts.draft_with(store, 99)
