"""The first day of an office, its units and signers, and the sample that can be tried out."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.errors import ConflictError
from docgen.kinds import KINDS
from docgen.store import numbers, office, people, units
from docgen.store.numbers import Series, series_of
from schemas.document import CoQuan, NguoiKy
from schemas.office import SoGanNhat
from support.web import Page, sent
from web.office import form_of_signer, form_of_unit

UNIT = {
    "loai": "chi_bo_truc_thuoc", "ten": "Chi bộ thôn Suối Lành", "cap_tren": "Đảng bộ xã Minh Khê", "dia_danh": "Minh Khê",
    "loai_hinh": "thon", "co_chi_uy": "co", "nhiem_ky.tu": "2025", "nhiem_ky.den": "2030",
}  # fmt: skip
SIGNER = {"ho_ten": "Bế Văn Thạch", "chuc_vu": "bi_thu", "thay_mat": "tm_chi_bo", "tu_ngay": "20/01/2025"}
SET_UP = UNIT | {f"nguoi_ky.{name}": value for name, value in SIGNER.items()} | {"so_gan_nhat.nghi_quyet": "14"}


@pytest.fixture
def own(client: FlaskClient, store: Engine) -> units.Unit:
    assert client.post("/don-vi", data=SET_UP).status_code == 303
    return units.own_unit(store)


def test_the_unit_its_signer_and_its_registers_are_set_up_at_once(client: FlaskClient, store: Engine, own: units.Unit) -> None:
    assert (own.ma, own.nhiem_ky, own.co_con_dau, own.more) == (
        "CB01",
        "2025 - 2030",
        False,
        {"loai_hinh": "thon", "co_chi_uy": True},
    )
    signer = units.signers_on(store, own.id, dt.date(2026, 1, 1))[0]
    assert (signer.ho_ten, signer.chuc_vu, signer.thay_mat) == ("Bế Văn Thạch", "bi_thu", "tm_chi_bo")
    line = series_of("nghi_quyet", unit_id=own.id, term=own.nhiem_ky)
    assert numbers.reserve(store, line, by="lan").so == 15
    page = client.get("/don-vi").text
    for words in (
        "Đã thiết lập đơn vị",
        "Chi bộ thôn Suối Lành",
        "Bế Văn Thạch",
        "Bí thư",
        "T/M Chi bộ",
        "20/01/2025",
        "2025 - 2030",
    ):
        assert words in page
    again = client.post("/don-vi", data=SET_UP)
    assert (again.status_code, "đã được thiết lập" in again.text) == (422, True)


def test_forms_of_documents_can_be_filled_in_from_the_store(store: Engine, own: units.Unit) -> None:
    known = {name: value for name, value in form_of_unit(own).items() if name in CoQuan.model_fields and value is not None}
    assert CoQuan.model_validate(known).nhiem_ky.den == 2030
    signer = form_of_signer(units.all_signers(store, own.id)[0])
    assert NguoiKy.model_validate({name: signer[name] for name in NguoiKy.model_fields}).chuc_vu == "bi_thu"


def test_every_kind_that_takes_numbers_can_go_on_from_paper() -> None:
    wanted = {kind.the_loai_of(variant) for kind in KINDS.values() for variant in kind.variants}
    assert set(SoGanNhat.model_fields) == wanted - {None}


def test_mistakes_are_named_and_nothing_typed_is_lost(client: FlaskClient, store: Engine) -> None:
    wrong = SET_UP | {"nhiem_ky.den": "năm sau", "nguoi_ky.tu_ngay": "31/2/2025", "so_gan_nhat.quyet_dinh": "-1", "ten": ""}
    answer = client.post("/don-vi", data=wrong)
    assert answer.status_code == 422
    page = Page(answer.text)
    assert "<title>Lỗi: " in answer.text
    assert dict(page.pairs).items() >= {name: value for name, value in wrong.items() if value}.items()
    assert {"#f-ten", "#f-nhiem_ky.den", "#f-nguoi_ky.tu_ngay", "#f-so_gan_nhat.quyet_dinh"} <= set(page.links)
    assert {link.removeprefix("#") for link in page.links if link.startswith("#f-")} <= page.ids
    assert "không có trên lịch" in answer.text
    assert units.all_units(store) == ()
    backwards = client.post("/don-vi", data=SET_UP | {"nguoi_ky.den_ngay": "01/01/2020"})
    assert (backwards.status_code, "trước ngày bắt đầu ký" in backwards.text) == (422, True)


def test_the_start_page_asks_calmly_until_the_unit_is_there(client: FlaskClient) -> None:
    assert "Chưa thiết lập đơn vị" in client.get("/").text
    client.post("/don-vi", data=SET_UP)
    assert "Chưa thiết lập đơn vị" not in client.get("/").text


def test_other_units_are_added_and_changed(client: FlaskClient, store: Engine, own: units.Unit) -> None:
    upper = {"loai": "dang_uy_xa", "ten": "Đảng ủy xã Minh Khê", "co_con_dau": "co"}
    assert client.post("/don-vi/moi", data=upper).status_code == 303
    other = units.all_units(store)[1]
    assert (other.ma, other.own, other.co_con_dau, other.nhiem_ky) == ("ĐU01", False, True, None)
    taken = client.post(f"/don-vi/{other.id}", data=upper | {"ma": "CB01"})
    assert (taken.status_code, "Mã đơn vị “CB01” đã có" in taken.text, "#f-ma" in taken.text) == (422, True, True)
    page = Page(client.get(f"/don-vi/{own.id}").text)
    changed = sent([(name, "Chi bộ mới" if name == "ten" else value) for name, value in page.pairs])
    assert client.post(f"/don-vi/{own.id}", data=changed).status_code == 303
    assert units.own_unit(store) == units.Unit(**{field: getattr(own, field) for field in own.__slots__} | {"ten": "Chi bộ mới"})
    assert client.get("/don-vi/99").status_code == client.post("/don-vi/99", data=upper).status_code == 404


def test_signers_are_added_changed_and_ended(client: FlaskClient, store: Engine, own: units.Unit) -> None:
    assert client.post(f"/don-vi/{own.id}/nguoi-ky", data=SIGNER | {"ho_ten": ""}).status_code == 422
    later = SIGNER | {"ho_ten": "Bùi Thị Yến", "tu_ngay": "1/1/2199"}
    assert client.post(f"/don-vi/{own.id}/nguoi-ky", data=later).status_code == 303
    coming, now = units.all_signers(store, own.id)
    assert "chưa đến ngày ký" in client.get("/don-vi").text
    assert client.post(f"/don-vi/nguoi-ky/{now.id}/thoi").status_code == 303
    assert units.signer_of(store, now.id).valid_to == dt.datetime.now().astimezone().date()
    assert (
        client.post(f"/don-vi/nguoi-ky/{coming.id}", data=later | {"tu_ngay": "2/2/2025", "den_ngay": "3/3/2025"}).status_code
        == 303
    )
    assert "đã thôi ký" in client.get("/don-vi").text
    assert 'value="02/02/2025"' in client.get(f"/don-vi/nguoi-ky/{coming.id}").text


def test_the_sample_comes_on_request_and_goes_again(client: FlaskClient, store: Engine) -> None:
    assert "Thêm dữ liệu mẫu" in client.get("/don-vi").text
    assert client.post("/don-vi/mau").status_code == 303
    own = units.own_unit(store)
    found = people.roster(store, own.id)
    assert len(found) == 24 and len(units.all_signers(store, own.id)) == 2
    assert sum(one.loai == "du_bi" for one in found) == 2
    assert all((one.so_the_dang is None) == (one.loai == "du_bi") for one in found)
    assert "Bỏ dữ liệu mẫu" in client.get("/don-vi").text
    assert client.post("/don-vi/mau").status_code == 409
    assert client.post("/don-vi/mau/bo").status_code == 303
    assert units.all_units(store) == () and office.is_empty(store)
    assert client.post("/don-vi", data=SET_UP).status_code == 303
    assert "Bỏ dữ liệu mẫu" not in client.get("/don-vi").text


def test_a_sample_that_has_given_a_number_stays(client: FlaskClient, store: Engine) -> None:
    client.post("/don-vi/mau")
    own = units.own_unit(store)
    numbers.reserve(store, Series(own.id, "nghi_quyet", own.nhiem_ky), by="lan")
    assert "Bỏ dữ liệu mẫu" not in client.get("/don-vi").text
    assert client.post("/don-vi/mau/bo").status_code == 409
    with pytest.raises(ConflictError):
        office.remove_sample(store, own, by="lan")
    assert len(people.roster(store, own.id)) == 24
