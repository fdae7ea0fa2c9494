"""The shipped example as a draft of the own unit."""

from __future__ import annotations

import html

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.store.units import Unit, save_unit
from support.examples import FILES, Example
from support.web import Page, address
from web import example

CELLS = [one for one in FILES if not one.minimal and one.variant != "dang_uy_co_so"]
MONTHLY = FILES[0]


@pytest.fixture
def unit(store: Engine) -> int:
    """A cell with a name that no example has."""
    names = {"ten": "Chi bộ thôn Tả Phìn", "cap_tren": "Đảng bộ xã Tả Van", "cap_uy_cap_tren": "Đảng ủy xã Tả Van"}
    more = {"loai_hinh": "thon"}
    made = Unit("CB", loai="chi_bo_truc_thuoc", own=True, dia_danh="Tả Van", nhiem_ky="2025 - 2030", more=more, **names)
    return save_unit(store, made, by="thử")


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize("shipped", CELLS, ids=str)
def test_an_example_speaks_in_the_own_units_name_and_stays_right(store: Engine, shipped: Example) -> None:
    work = example.begun(store, shipped.kind.code, shipped.variant)
    said = [value for _name, value in work.pairs]
    assert {"Chi bộ thôn Tả Phìn", "Tả Van"} & set(said)
    assert [value for value in said if "Vân Thượng Sơn" in value] == []
    assert work.checked[1] == []


@pytest.mark.usefixtures("unit")
def test_the_form_says_that_people_stay_fictional(client: FlaskClient) -> None:
    answer = client.post(address(MONTHLY), data={"_tu": "vi-du"}, follow_redirects=True)
    said = html.unescape(answer.text)
    assert dict(Page(answer.text).pairs)["co_quan.ten"] == "Chi bộ thôn Tả Phìn"
    assert dict(Page(answer.text).pairs)["nguoi_ky.ho_ten"] == "Hoàng Đình Khải"
    assert "tên người và nội dung đều hư cấu" in said


@pytest.mark.usefixtures("unit")
def test_an_example_about_another_sort_of_body_keeps_its_own(store: Engine) -> None:
    work = example.begun(store, "quy-che-lam-viec", "dang_uy_co_so")
    assert work.answers["co_quan"]["ten"] == "Đảng ủy Trường Cao đẳng Lạc Giang"


def test_a_superior_that_the_unit_does_not_name_is_not_the_examples(store: Engine) -> None:
    save_unit(store, Unit("CB", "Chi bộ Một", "chi_bo_co_so", own=True, cap_tren="Đảng bộ xã Tả Van"), by="thử")
    held = example.begun(store, "nghi-quyet", "thuong_ky").answers["co_quan"]
    assert (held["ten"], held["cap_tren"], held["cap_uy_cap_tren"]) == ("Chi bộ Một", "Đảng bộ xã Tả Van", "")
