"""What the office adds: legal bases with their days, duty lines, templates that are approved and never lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from docgen.errors import ConflictError, NotInStoreError, StoreError, TemplateError, UsageError
from docgen.kinds import KINDS
from docgen.store import audit, backup, duty_lines, legal_bases, own_templates
from docgen.store.duty_lines import OwnDuty
from docgen.store.engine import writing
from docgen.store.legal_bases import OwnBasis
from docgen.template_in_use import template_in_use
from docgen.templates import shipped_bytes

KIND = KINDS["nghi-quyet"]
GOOD = {"issues": [], "advice": []}
DAY = dt.date(2026, 3, 1)
LAST = dt.date(2026, 9, 30)


def a_basis(**changes: object) -> OwnBasis:
    usual = {
        "loai": "Nghị quyết",
        "so_ky_hieu": "16-NQ/CB",
        "ngay": DAY,
        "co_quan": "Chi bộ thôn Nà Khoang",
        "trich_yeu": "về phân công đảng viên",
        "valid_from": DAY,
    }
    return OwnBasis(**{**usual, **changes})


def test_a_basis_is_offered_from_its_first_day_to_its_last(store: Engine) -> None:
    key = legal_bases.save_basis(store, a_basis(), by="lan")
    days = [DAY - dt.timedelta(days=1), DAY, LAST, LAST + dt.timedelta(days=1)]
    assert [len(legal_bases.bases_on(store, day, "nghi-quyet")) for day in days] == [0, 1, 1, 1]
    legal_bases.save_basis(store, replace(legal_bases.basis_of(store, key), valid_to=LAST), by="lan")
    assert [len(legal_bases.bases_on(store, day, "nghi-quyet")) for day in days] == [0, 1, 1, 0]
    assert [one.id for one in legal_bases.all_bases(store)] == [key]
    assert [line.action for line in audit.trail(store, what="legal_bases")] == ["change", "add"]
    assert "Nà Khoang" not in str(audit.trail(store))


def test_a_basis_for_one_kind_is_not_offered_to_another(store: Engine) -> None:
    legal_bases.save_basis(store, a_basis(kind="bien-ban"), by="lan")
    assert [len(legal_bases.bases_on(store, DAY, kind)) for kind in ("bien-ban", "nghi-quyet")] == [1, 0]


def test_a_basis_is_refused_with_wrong_days_twice_or_unknown(store: Engine) -> None:
    with pytest.raises(UsageError, match="trước ngày ban hành"):
        legal_bases.save_basis(store, a_basis(valid_from=dt.date(2026, 2, 28)), by="lan")
    with pytest.raises(UsageError, match="trước ngày có hiệu lực"):
        legal_bases.save_basis(store, a_basis(valid_to=dt.date(2026, 2, 28)), by="lan")
    for number in ("16-NQ/CB", None):
        key = legal_bases.save_basis(store, a_basis(so_ky_hieu=number), by="lan")
        with pytest.raises(ConflictError, match="đã có Nghị quyết"):
            legal_bases.save_basis(store, a_basis(so_ky_hieu=number), by="lan")
        legal_bases.save_basis(store, a_basis(so_ky_hieu=number, id=key, co_quan="Chi bộ Nà Khoang"), by="lan")
    for action in (lambda: legal_bases.basis_of(store, 99), lambda: legal_bases.save_basis(store, a_basis(id=99), by="lan")):
        with pytest.raises((NotInStoreError, ConflictError)):
            action()


def test_a_duty_that_is_put_aside_is_kept(store: Engine) -> None:
    key = duty_lines.save_duty(store, OwnDuty("bi_thu", "Trực nhà văn hóa.", han="Hằng tuần"), by="lan")
    assert duty_lines.all_duties(store) == (OwnDuty("bi_thu", "Trực nhà văn hóa.", None, "Hằng tuần", id=key),)
    duty_lines.save_duty(store, replace(duty_lines.duty_of(store, key), active=False), by="lan")
    assert duty_lines.all_duties(store) == ()
    assert [one.id for one in duty_lines.all_duties(store, everything=True)] == [key]
    for action in (lambda: duty_lines.duty_of(store, 99), lambda: duty_lines.save_duty(store, OwnDuty("a", "b", id=99), by="x")):
        with pytest.raises(NotInStoreError):
            action()


def handed_in(store: Engine, *, docx: bytes | None = None, report: object = GOOD, variant: str = "thuong_ky") -> int:
    data = docx or shipped_bytes("nghi-quyet.thuong_ky")
    return own_templates.hand_in(store, "nghi-quyet", variant, "mau.docx", data, report, by="lan")


def test_a_template_goes_from_waiting_to_approved_to_stopped_and_its_bytes_stay(store: Engine) -> None:
    key = handed_in(store)
    assert own_templates.template_of(store, key).state == "waiting"
    assert template_in_use(store, KIND, "thuong_ky") is None
    own_templates.note_trial(store, key, by="hoa")
    own_templates.approve(store, key, by="hoa", alone=False)
    found = own_templates.approved(store, "nghi-quyet", "thuong_ky")
    assert (found.id, found.approved_by, found.uploaded_by) == (key, "hoa", "lan")
    assert own_templates.approved(store, "nghi-quyet", "ket_luan") is None
    used = template_in_use(store, KIND, "thuong_ky")
    assert used is not None and used is template_in_use(store, KIND, "thuong_ky")
    own_templates.stop(store, key, by="hoa")
    assert template_in_use(store, KIND, "thuong_ky") is None
    assert own_templates.docx_of(store, key) == shipped_bytes("nghi-quyet.thuong_ky")
    with pytest.raises(ConflictError, match="đã ngừng"):
        own_templates.stop(store, key, by="hoa")
    actions = [line.action for line in audit.trail(store, what="own_templates", what_id=key)]
    assert actions == ["stop", "approve", "try", "add"]


def test_nobody_approves_what_has_faults_is_unseen_or_is_his_own(store: Engine) -> None:
    faulty = handed_in(store, report={"issues": [{"message": "sai"}], "advice": []})
    with pytest.raises(TemplateError, match="còn 1 lỗi"):
        own_templates.approve(store, faulty, by="hoa", alone=False)
    key = handed_in(store, docx=b"PK khac")
    with pytest.raises(UsageError, match="văn bản thử"):
        own_templates.approve(store, key, by="hoa", alone=False)
    own_templates.note_trial(store, key, by="lan")
    assert own_templates.has_tried(store, key, by="lan") and not own_templates.has_tried(store, key, by="hoa")
    with pytest.raises(UsageError, match="không tự duyệt"):
        own_templates.approve(store, key, by="lan", alone=False)
    with pytest.raises(UsageError, match="văn bản thử"):  # that another one has seen it does not count
        own_templates.approve(store, key, by="hoa", alone=False)
    own_templates.approve(store, key, by="lan", alone=True)
    with pytest.raises(ConflictError, match="không còn chờ duyệt"):
        own_templates.approve(store, key, by="lan", alone=True)


def test_one_template_is_in_use_at_a_time(store: Engine) -> None:
    keys = [handed_in(store, docx=docx) for docx in (b"PK mot", b"PK hai")]
    for key in keys:
        own_templates.note_trial(store, key, by="hoa")
        own_templates.approve(store, key, by="hoa", alone=False)
    assert [own_templates.template_of(store, key).state for key in keys] == ["stopped", "approved"]
    with pytest.raises(StoreError), writing(store) as connection:  # the database itself holds it
        connection.execute(text("UPDATE own_templates SET state = 'approved'"))


def test_the_same_file_is_not_handed_in_twice_until_it_is_stopped(store: Engine) -> None:
    key = handed_in(store)
    with pytest.raises(ConflictError) as told:
        handed_in(store)
    assert told.value.current == key
    handed_in(store, variant="ket_luan")
    own_templates.stop(store, key, by="lan")
    assert handed_in(store) != key
    assert len(own_templates.all_templates(store)) == 3


def test_bytes_that_were_changed_in_the_database_are_not_used(store: Engine) -> None:
    key = handed_in(store)
    own_templates.note_trial(store, key, by="hoa")
    own_templates.approve(store, key, by="hoa", alone=False)
    with writing(store) as connection:
        connection.execute(text("UPDATE own_templates SET docx = :docx"), {"docx": b"PK thay"})
    with pytest.raises(StoreError, match="không còn đúng"):
        template_in_use(store, KIND, "thuong_ky")
    assert backup.check(store).faults == (f"Tệp của mẫu số {key} không còn đúng như khi nộp.",)


def test_what_is_not_there_is_told(store: Engine) -> None:
    for action in (own_templates.template_of, own_templates.docx_of):
        with pytest.raises(NotInStoreError, match="Không có mẫu số 99"):
            action(store, 99)
    for step in (own_templates.note_trial, own_templates.stop):
        with pytest.raises(NotInStoreError):
            step(store, 99, by="lan")
