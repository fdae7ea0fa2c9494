"""Units with their signers, the roster, users."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from docgen.errors import ConflictError, NotInStoreError, UsageError
from docgen.store import audit, people, units, users
from docgen.store.people import Person
from docgen.store.users import Role
from store.conftest import a_unit


def test_only_one_unit_is_the_own_one(store: Engine, unit: int) -> None:
    assert units.own_unit(store).id == unit
    other = units.save_unit(store, a_unit(ma="DU", ten="Đảng ủy xã", more={"loai_hinh": "thon"}), by="lan")
    assert units.own_unit(store).more == {"loai_hinh": "thon"}
    assert [one.id for one in units.all_units(store)] == [other, unit]
    units.save_unit(store, replace(units.unit_of(store, unit), ten="Chi bộ mới", own=False), by="lan")
    assert units.unit_of(store, unit).ten == "Chi bộ mới"
    with pytest.raises(ConflictError, match="CB01"):
        units.save_unit(store, a_unit(), by="lan")
    for action in (lambda: units.unit_of(store, 99), lambda: units.save_unit(store, a_unit(ma="Z", id=99), by="lan")):
        with pytest.raises(NotInStoreError):
            action()


def test_a_store_without_a_unit_says_so(store: Engine) -> None:
    assert units.own_unit(store) is None


def test_who_signs_follows_from_the_day(store: Engine, unit: int) -> None:
    old = units.Signer(unit, "Hoàng Đình Khải", dt.date(2025, 1, 1), dt.date(2026, 6, 30), "bi_thu", "tm_chi_bo")
    key = units.save_signer(store, old, by="lan")
    units.save_signer(store, units.Signer(unit, "Lục Thị Ngân", dt.date(2026, 7, 1)), by="lan")
    assert [one.ho_ten for one in units.signers_on(store, unit, dt.date(2026, 6, 30))] == ["Hoàng Đình Khải"]
    assert [one.ho_ten for one in units.signers_on(store, unit, dt.date(2026, 7, 1))] == ["Lục Thị Ngân"]
    units.save_signer(store, replace(old, id=key, valid_to=None), by="lan")
    assert len(units.signers_on(store, unit, dt.date(2026, 7, 1))) == len(units.all_signers(store, unit)) == 2
    with pytest.raises(UsageError, match="trước ngày"):
        units.save_signer(store, replace(old, valid_to=dt.date(2024, 1, 1)), by="lan")
    for wrong in (replace(old, unit_id=99), replace(old, id=99)):
        with pytest.raises(NotInStoreError):
            units.save_signer(store, wrong, by="lan")


def person(unit: int, ma: str, ho_ten: str, **changes: object) -> Person:
    return Person(unit_id=unit, ma=ma, ho_ten=ho_ten, **changes)


def test_the_roster_is_in_vietnamese_order_and_keeps_every_field(store: Engine, unit: int) -> None:
    whole = person(
        unit, "DV01", "Hoàng Đình Khải", so_the_dang="099072000101", ngay_sinh=dt.date(1972, 4, 12), to_dang=1, loai="chinh_thuc",
        dien="sinh_hoat_thuong_xuyen", chuc_vu_dang="Bí thư chi bộ", thuong_tru="Thôn Nà Khoang", nhom="can_bo_thon",
    )  # fmt: skip
    rows = [whole, person(unit, "DV02", "Lục Thị Ân"), person(unit, "DV03", "Vi Văn An")]
    assert people.import_people(store, rows, by="lan") == (3, 0)
    assert [one.ma for one in people.roster(store, unit)] == ["DV03", "DV02", "DV01"]
    kept = people.roster(store, unit)[2]
    assert replace(kept, id=0) == whole == replace(people.person_of(store, kept.id), id=0)
    assert people.import_people(store, [replace(whole, to_dang=2), person(unit, "DV04", "Đàm Thị Hợi")], by="lan") == (1, 1)
    assert people.person_of(store, kept.id).to_dang == 2


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ngan", ["A", "B"]),
        ("Ngân", ["A"]),
        ("ngạn", ["B"]),
        ("thị ngâ", ["A"]),
        ("luc  thi", ["A", "B"]),
        ("Lục", ["A", "B"]),
        ("x_", []),
    ],
)
def test_people_are_found_by_typing(store: Engine, unit: int, typed: str, found: list[str]) -> None:
    people.import_people(
        store, [person(unit, "A", "Lục Thị Ngân"), person(unit, "B", "Lục Thị Ngạn"), person(unit, "C", "Vi An")], by="x"
    )
    assert sorted(one.ma for one in people.find_people(store, unit, typed)) == found


def test_a_person_who_left_is_kept_aside(store: Engine, unit: int) -> None:
    key = people.save_person(store, person(unit, "DV01", "Vi Văn An"), by="lan")
    people.remove_person(store, key, by="lan")
    assert people.roster(store, unit) == people.find_people(store, unit, "an") == ()
    assert [one.id for one in people.roster(store, unit, everyone=True)] == [key]
    with pytest.raises(ConflictError, match="DV01"):
        people.save_person(store, person(unit, "DV01", "Người khác"), by="lan")
    people.save_person(store, replace(people.person_of(store, key), active=True), by="lan")
    assert len(people.roster(store, unit)) == 1
    actions = [lambda: people.person_of(store, 99), lambda: people.remove_person(store, 99, by="lan")]
    for action in [*actions, lambda: people.save_person(store, person(unit, "Z", "Z", id=99), by="lan")]:
        with pytest.raises(NotInStoreError):
            action()


def test_the_trail_holds_no_names_of_members(store: Engine, unit: int) -> None:
    people.save_person(store, person(unit, "DV01", "Vi Văn An", so_the_dang="099072000101"), by="lan")
    lines = audit.trail(store, what="people")
    assert lines and "An" not in str(lines) and "0990" not in str(lines)
    assert audit.trail(store, what="people", what_id=lines[0].what_id, limit=1) == lines


def test_users_have_roles_and_are_closed_not_deleted(store: Engine) -> None:
    key = users.add_user(store, "lan", "Nguyễn Thị Lan", Role.DRAFTS, by="admin", password_hash="scrypt:x")
    user, hashed = users.user_named(store, "lan")
    assert (user.role, user.active, hashed) == (Role.DRAFTS, True, "scrypt:x")
    users.change_user(store, key, by="admin", role=Role.ISSUES, password_hash="scrypt:y")
    assert users.user_named(store, "lan")[1] == "scrypt:y"
    users.change_user(store, key, by="admin", active=False)
    assert users.user_named(store, "lan") is None
    assert [(one.name, one.role, one.active) for one in users.all_users(store)] == [("lan", Role.ISSUES, False)]
    with pytest.raises(ConflictError, match="lan"):
        users.add_user(store, "lan", "Khác", Role.MANAGES, by="admin")
    with pytest.raises(NotInStoreError):
        users.change_user(store, 99, by="admin", active=True)
    assert "scrypt" not in str(audit.trail(store, what="users"))
