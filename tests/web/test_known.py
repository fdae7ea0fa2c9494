"""What the program knows is not typed again: numbers of members, who leads, the month of a day; nothing typed is overwritten."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.kinds import KINDS
from docgen.store.people import Person, save_person
from docgen.store.units import Signer, save_signer
from support.examples import Example
from support.office import office
from support.web import Page, address, save, started

MONTHLY = Example(KINDS["nghi-quyet"], "thuong_ky")
CONGRESS = Example(KINDS["bien-ban"], "dai_hoi")
ROSTER = {
    "Hoàng Đình Khải": ("chinh_thuc", None, "Bí thư Chi bộ"),
    "Vi Văn Quyền": ("chinh_thuc", None, "Chi ủy viên"),
    "Lục Thị Ngân": ("du_bi", None, None),
    "Nông Văn Đến": ("chinh_thuc", "tam_thoi_den", None),
}


@pytest.fixture
def unit(store: Engine) -> int:
    key = office(store)
    for number, (name, (loai, dien, post)) in enumerate(ROSTER.items()):
        save_person(store, Person(key, f"DV{number}", name, loai=loai, dien=dien, chuc_vu_dang=post), by="thử")
    save_signer(store, Signer(key, "Hoàng Đình Khải", dt.date(2025, 1, 1), chuc_vu="bi_thu"), by="thử")
    return key


def begun(client: FlaskClient, example: Example) -> dict[str, str]:
    text = client.post(address(example), data={"_tu": "dien-san"}, follow_redirects=True).text
    return dict(Page(text).pairs)


@pytest.mark.usefixtures("unit")
def test_a_draft_begins_with_the_numbers_of_members_and_who_leads(client: FlaskClient) -> None:
    found = begun(client, MONTHLY)
    expected = {"thanh_phan.tong_chinh_thuc": "2", "thanh_phan.tong_du_bi": "1"}
    expected |= {"chu_tri.ho_ten": "Hoàng Đình Khải", "chu_tri.chuc_vu": "Bí thư Chi bộ"}
    assert {name: found[f"cuoc_hop.{name}"] for name in expected} == expected
    text = html.unescape(client.get("/nhap/1").text)
    assert "Điền sẵn từ danh sách đảng viên:" in text
    assert begun(client, Example(KINDS["bien-ban"], "chi_uy"))["cuoc_hop.thanh_phan.tong"] == "2"


@pytest.mark.usefixtures("unit")
def test_who_leads_a_congress_is_not_known(client: FlaskClient) -> None:
    assert begun(client, CONGRESS)["cuoc_hop.chu_tri.ho_ten"] == ""


def test_members_whose_sort_nobody_wrote_are_not_counted(client: FlaskClient, store: Engine, unit: int) -> None:
    save_person(store, Person(unit, "DV9", "Chu Văn Đính"), by="thử")
    assert begun(client, MONTHLY)["cuoc_hop.thanh_phan.tong_chinh_thuc"] == ""


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize(
    ("typed", "group", "expected"),
    [
        ({"cuoc_hop.ngay": "3/11/2026", "ngay_ban_hanh": "2/12/2026"}, "ky", {"ky.thang": "11", "ky.nam": "2026"}),
        ({"ngay_ban_hanh": "2/12/2026", "ky.thang": "11"}, "ky", {"ky.thang": "11", "ky.nam": "2026"}),
        ({}, "ky", {"ky.thang": "", "ky.nam": ""}),
        (
            {"cuoc_hop.chu_tri.ho_ten": "Ai Đó"},
            "cuoc_hop.chu_tri",
            {"cuoc_hop.chu_tri.ho_ten": "Ai Đó", "cuoc_hop.chu_tri.chuc_vu": ""},
        ),
        ({"cuoc_hop.thanh_phan.tong_du_bi": "7"}, "cuoc_hop.thanh_phan", {"cuoc_hop.thanh_phan.tong_du_bi": "7"}),
    ],
)
def test_a_button_fills_in_what_is_blank(
    client: FlaskClient, typed: dict[str, str], group: str, expected: dict[str, str]
) -> None:
    place = started(client, MONTHLY)
    assert f'value="biet:{group}"' in client.get(place).text
    assert save(client, place, list(typed.items()), then=f"biet:{group}").status_code == 302
    found = dict(Page(client.get(place).text).pairs)
    assert {name: found[name] for name in expected} == expected


def test_without_a_unit_nothing_is_offered_but_the_month(client: FlaskClient) -> None:
    text = client.get(started(client, MONTHLY)).text
    assert 'value="biet:ky"' in text
    assert 'value="biet:cuoc_hop' not in text
