"""What a new draft begins with: every kind and variant after one document of it was issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.examples import example_data
from docgen.issuing import Order, issue_document
from docgen.kinds import KINDS
from docgen.store.book import book
from docgen.store.numbers import void
from docgen.store.people import Person, remove_person, save_person
from docgen.store.units import Signer, Unit, own_unit, save_signer, save_unit
from support.examples import FILES, Example
from support.web import Page, address, save
from web import prefill
from web.fields import FieldView, Widget, form_of
from web.forms import Answers, is_blank
from web.work import Work

COMPLETE = [example for example in FILES if not example.minimal]
MONTHLY = Example(KINDS["nghi-quyet"], "thuong_ky")
MINUTES = Example(KINDS["bien-ban"], "thuong_ky")
DECEMBER = dt.date(2026, 12, 2)
BY = "thử"


def issue(store: Engine, example: Example, **changed: Any) -> int:
    """The shipped example, issued."""
    data = example_data(example.kind, example.variant) | changed
    if "co_quan" in data:
        data["co_quan"].setdefault("nhiem_ky", {"tu": 2025, "den": 2030})
    return issue_document(store, Order({name: value for name, value in data.items() if name != "so"}, example.kind, BY))


def begun(store: Engine, example: Example, today: dt.date = DECEMBER) -> Work:
    """The next one."""
    return prefill.begun(store, example.kind.code, example.variant, today=today)


def leaves(answers: Answers, view: FieldView) -> Iterator[tuple[FieldView, str]]:
    """Every answer in which something stands."""
    for child in view.fields:
        answer = answers[child.name]
        if child.widget is Widget.GROUP:
            yield from leaves(answer, child)
        elif child.widget is Widget.ROWS:
            for row in answer:
                yield from leaves(row, child)
        elif not is_blank(answer, child):
            yield child, answer


@pytest.mark.parametrize("before", COMPLETE, ids=str)
def test_the_next_document_begins_with_what_stays(store: Engine, before: Example) -> None:
    issue(store, before)
    work = begun(store, before)
    found = [view for view, _answer in leaves(work.answers, work.form)]
    assert found
    wanted = {"don_vi", "dia_danh"} if before.kind.code == "tai-lieu-boi-duong" else {"co_quan.ten", "co_quan.loai"}
    assert wanted <= {view.path for view in found}
    days = {Widget.DATE, Widget.TIME}
    members = "phan_cong.*.dang_vien."
    assert not [view.path for view in found if view.widget in days and not view.path.startswith(members)]
    numbers = {view.path for view in found if view.widget in {Widget.WHOLE, Widget.DECIMAL}}
    assert numbers <= {
        "co_quan.nhiem_ky.tu",
        "co_quan.nhiem_ky.den",
        "so_ban",
        "phan_cong.*.co_dinh.*.so_ho",
        "nhiem_vu_chung.*.so_ho",
    }
    for name in (
        "so",
        "ngay_ban_hanh",
        "ky",
        "thao_luan",
        "ket_luan",
        "nhiem_vu",
        "bau_cu",
        "thong_qua",
        "tu_cham_diem",
        "trieu_tap",
    ):
        view = work.form.child(name)
        assert view is None or is_blank(work.answers[name], view), name


@pytest.mark.parametrize("before", COMPLETE, ids=str)
def test_the_form_says_what_came_from_where(client: FlaskClient, store: Engine, before: Example) -> None:
    issue(store, before)
    place = client.post(address(before), data={"_tu": "dien-san"}).location
    page = client.get(place)
    notice = page.text.partition('id="dien-san"')[2].partition("</div>")[0]
    assert "Điền sẵn từ" in notice
    links = Page(f"<div>{notice}").links
    assert links and {link.removeprefix("#") for link in links} <= Page(page.text).ids
    with client.session_transaction() as kept:
        assert not dict(kept)
    assert save(client, place, Page(page.text).answers).status_code == 302
    assert notice in client.get(place).text


def test_a_blank_form_stays_possible_and_is_the_only_one_before_the_unit_is_known(client: FlaskClient, store: Engine) -> None:
    assert 'value="dien-san"' not in client.get(address(MONTHLY)).text
    assert begun(store, MONTHLY).is_blank
    issue(store, MONTHLY)
    assert 'value="dien-san"' in client.get(address(MONTHLY)).text
    page = client.get(client.post(address(MONTHLY), data={"_tu": "trong"}).location).text
    assert 'id="dien-san"' not in page


def test_every_path_in_the_file_leads_to_a_field() -> None:
    paths = {
        f"{kind.code}/{code}": set(_paths(form_of(model))) for kind in KINDS.values() for code, model in kind.variants.items()
    }
    every = set().union(*paths.values())
    for part in prefill._file()["carried"]:
        known = set().union(*(paths[name] for name in part["documents"])) if part["documents"] != ["*"] else every
        assert set(part["fields"]) <= known
    assert set(prefill._file()["unit"]) | set(prefill._file()["undated"]) <= every
    for one in prefill._file()["reviews"]:
        assert {one["to"], *(f"{one['to']}.*.{name}" for name in one["fields"].values())} <= paths[one["document"]]
        for source in one["from"]:
            assert {f"{source['tasks']}.*.{name}" for name in one["fields"]} <= paths[source["document"]]


def _paths(view: FieldView) -> Iterator[str]:
    for child in view.fields:
        yield child.path
        yield from _paths(child)


# Last month's tasks.


@pytest.mark.parametrize(("before", "rows"), [(MONTHLY, "danh_gia.viec_thang_truoc"), (MINUTES, "viec_thang_truoc")], ids=str)
def test_tasks_of_last_month_become_the_review_of_this_one(store: Engine, before: Example, rows: str) -> None:
    issue(store, before)
    answers: Any = begun(store, before).answers
    for step in rows.split("."):
        answers = answers[step]
    tasks = example_data(before.kind, before.variant)["nhiem_vu"]
    assert [(row["viec"], row["chu_tri"], row["dau_ky"], row["ket_qua"]) for row in answers] == [
        (task["viec"], task["chu_tri"], "", "") for task in tasks
    ]


def test_minutes_take_tasks_of_a_resolution_only_when_its_month_is_over(store: Engine) -> None:
    issue(store, MONTHLY)
    assert begun(store, MINUTES, dt.date(2026, 11, 5)).answers["viec_thang_truoc"] == []
    assert len(begun(store, MINUTES).answers["viec_thang_truoc"]) == 6
    issue(store, MINUTES)
    assert len(begun(store, MINUTES).answers["viec_thang_truoc"]) == 3


def test_a_conclusion_in_place_of_a_resolution_gives_its_tasks(store: Engine) -> None:
    conclusion = Example(KINDS["nghi-quyet"], "ket_luan")
    issue(store, conclusion)
    wanted = [task["viec"] for item in example_data(conclusion.kind, "ket_luan")["noi_dung"] for task in item.get("nhiem_vu", ())]
    assert wanted
    assert [row["viec"] for row in begun(store, MONTHLY).answers["danh_gia"]["viec_thang_truoc"]] == wanted


def test_the_newest_document_in_force_is_the_one(store: Engine) -> None:
    issue(store, MONTHLY)
    issue(store, MONTHLY, ngay_ban_hanh="02/12/2026", noi_nhan=["Nơi khác"])
    assert begun(store, MONTHLY).answers["noi_nhan"] == "Nơi khác"
    newest = max(book(store), key=lambda one: one.so)
    void(store, newest.id, reason="ghi nhầm", by=BY)
    assert "Nơi khác" not in begun(store, MONTHLY).answers["noi_nhan"]


# The unit, its signers, its people.


def test_the_unit_has_the_last_word(store: Engine) -> None:
    issue(store, MONTHLY)
    unit = own_unit(store)
    assert unit
    more = {"loai_hinh": "co_quan", "co_chi_uy": False}
    changed = Unit(
        "CB01",
        unit.ten,
        unit.loai,
        own=True,
        cap_tren="Đảng bộ mới",
        dia_danh="Nơi mới",
        nhiem_ky="2027–2032",
        more=more,
        id=unit.id,
    )
    save_unit(store, changed, by=BY)
    work = begun(store, MONTHLY)
    body = work.answers["co_quan"]
    assert (body["cap_tren"], body["loai_hinh"], body["co_chi_uy"]) == ("Đảng bộ mới", "co_quan", "khong")
    assert body["nhiem_ky"] == {"tu": "2027", "den": "2032"}
    assert body["cap_uy_cap_tren"] == "Đảng ủy xã Vân Thượng Sơn"
    assert work.answers["dia_danh"] == "Nơi mới"


def test_who_signs_is_somebody_who_may_on_the_day(store: Engine) -> None:
    issue(store, MONTHLY)
    assert begun(store, MONTHLY).answers["nguoi_ky"]["ho_ten"] == "Hoàng Đình Khải"
    unit = own_unit(store)
    assert unit
    old = Signer(unit.id, "Hoàng Đình Khải", dt.date(2025, 1, 1), dt.date(2026, 11, 30), chuc_vu="bi_thu")
    save_signer(store, old, by=BY)
    assert begun(store, MONTHLY).answers["nguoi_ky"]["ho_ten"] == ""
    save_signer(store, Signer(unit.id, "Lục Thị Ngân", dt.date(2026, 12, 1), chuc_vu="pho_bi_thu"), by=BY)
    assert begun(store, MONTHLY).answers["nguoi_ky"] == {"ho_ten": "Lục Thị Ngân", "chuc_vu": "pho_bi_thu", "thay_mat": ""}
    save_signer(store, Signer(unit.id, "Vi Văn Quyền", dt.date(2026, 12, 1), chuc_vu="bi_thu"), by=BY)
    assert begun(store, MONTHLY).answers["nguoi_ky"]["ho_ten"] == "Vi Văn Quyền"
    assert begun(store, MONTHLY, dt.date(2026, 11, 30)).answers["nguoi_ky"]["ho_ten"] == "Hoàng Đình Khải"


def test_a_congress_takes_neither_signer_nor_presidium(store: Engine) -> None:
    congress = Example(KINDS["nghi-quyet"], "dai_hoi")
    issue(store, congress)
    unit = own_unit(store)
    assert unit
    save_signer(store, Signer(unit.id, "Vi Văn Quyền", dt.date(2020, 1, 1), chuc_vu="bi_thu"), by=BY)
    answers = begun(store, congress).answers
    assert (answers["nguoi_ky"]["ho_ten"], answers["doan_chu_tich"]) == ("", [])


def test_somebody_who_has_left_is_not_carried_over(store: Engine) -> None:
    annex = Example(KINDS["quyet-dinh-phan-cong"], "danh_sach")
    issue(store, annex)
    before = begun(store, annex).answers
    unit = own_unit(store)
    assert unit
    for name in ("Hoàng Đình Khải", "Lục Thị Ngân"):
        person = save_person(store, Person(unit.id, name, name), by=BY)
        remove_person(store, person, by=BY)
    after = begun(store, annex).answers
    assert len(after["phan_cong"]) == len(before["phan_cong"]) - 2
    assert after["nguoi_ky"]["ho_ten"] == ""
    assert after["nhiem_vu_chung"][0] == before["nhiem_vu_chung"][0] | {"nguoi_kiem_tra": ""}


def test_terms_that_name_a_day_are_not_carried_over(store: Engine) -> None:
    annex = Example(KINDS["quyet-dinh-phan-cong"], "danh_sach")
    issue(store, annex)
    terms = [row["han"] for row in begun(store, annex).answers["nhiem_vu_chung"]]
    assert terms[1:3] == ["Hằng quý", ""]
