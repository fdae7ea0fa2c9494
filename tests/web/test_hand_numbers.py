"""A number that the văn thư writes on the paper, later than the document was issued: from the page of the document into the register."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from docgen.book_file.lines import parts_of
from docgen.examples import example_data
from docgen.issuing import Order, issue_document
from docgen.kinds import KINDS
from docgen.store.book import all_series, book, report
from docgen.store.documents import document_with
from docgen.store.engine import reading
from docgen.store.numbers import Series, next_number, reserve
from docgen.store.tables import documents
from docgen.store.users import Role
from support.accounts import add_users, logged_in
from support.office import issued, office
from support.web import Page
from web.app import create_app
from web.login import Login


@pytest.fixture
def line(store: Engine) -> Series:
    return Series(office(store), "nghi_quyet", "2025 - 2030")


def left_open(store: Engine, kind: str = "nghi-quyet", variant: str = "thuong_ky", **changes: object) -> int:
    """The id of an example that was issued with its number left open."""
    office(store)
    data = {**example_data(KINDS[kind], variant), **changes}
    data.pop("so", None)
    if "quyet_dinh" in data:
        data["quyet_dinh"] = {name: value for name, value in data["quyet_dinh"].items() if name != "so"}
    return issue_document(store, Order(data, KINDS[kind], "lan"), numbered=False)


def write(client: FlaskClient, key: int, so: str, ngay: str = "04/11/2026", **more: str):
    return client.post(f"/so/van-ban/{key}/ghi-so", data={"so_tren_giay": so, "ngay": ngay, **more})


def test_the_number_on_the_paper_is_entered_and_the_file_stays(client: FlaskClient, store: Engine, line: Series) -> None:
    issued(store, "nghi-quyet", "thuong_ky")
    key = left_open(store)
    with reading(store) as connection:
        before = connection.execute(select(documents).where(documents.c.id == key)).one()
    assert f"/so/van-ban/{key}/ghi-so" in client.get(f"/kho/{key}").text
    form = Page(client.get(f"/so/van-ban/{key}/ghi-so").text)
    assert dict(form.answers)["ngay"] == "04/11/2026"
    answer = write(client, key, "2")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/kho/{key}")
    shown = client.get(f"/kho/{key}").text
    assert "02-NQ/CB" in shown and "Số ghi tay trên bản giấy ngày 04/11/2026, đã vào sổ." in shown
    assert "Đã ghi số 02-NQ/CB vào sổ." in shown and f"/so/van-ban/{key}/ghi-so" not in shown
    assert "Ghi số đã viết tay trên bản giấy (số 2)" in shown
    with reading(store) as connection:
        assert connection.execute(select(documents).where(documents.c.id == key)).one() == before
    row = book(store)[1]
    assert (row.so, row.state, row.origin, row.document_id) == (2, "issued", "own", key)
    assert (row.title, row.nguoi_ky, row.noi_nhan) == (before.title, before.nguoi_ky, before.noi_nhan)
    assert next_number(store, line) == 3
    assert parts_of(store)[0].lines[1].note == "Số ghi tay trên bản giấy"
    assert "02-NQ/CB" in client.get("/kho").text
    where = client.post("/kho", data={"so_ky_hieu": "2-nq"}).headers["Location"]
    assert "02-NQ/CB" in client.get(where).text and "01-NQ/CB" not in client.get(where).text


def test_a_number_is_written_once(client: FlaskClient, store: Engine) -> None:
    key = left_open(store)
    assert write(client, key, "1").status_code == 303
    again = write(client, key, "2")
    assert (again.status_code, "đã mang số 01-NQ/CB" in again.text) == (422, True)
    assert len(book(store)) == 1
    handout = issued(store, "tai-lieu-boi-duong", "chuyen_de")
    refused = write(client, handout, "2", "04/11/2026")
    assert (refused.status_code, "không lấy số" in refused.text) == (422, True)
    assert client.get("/so/van-ban/99/ghi-so").status_code == 404


def test_the_rules_of_the_register_hold(client: FlaskClient, store: Engine, line: Series) -> None:
    issued(store, "nghi-quyet", "thuong_ky")
    refused = write(client, left_open(store), "1")
    assert (refused.status_code, "Số 1 đã có trong sổ" in refused.text) == (422, True)
    assert "Chưa có số 9 để chen" in write(client, left_open(store), "9a").text
    assert write(client, left_open(store), "5").status_code == 303
    assert report(store, line)[0].gaps == (2, 3, 4)
    assert write(client, left_open(store), "3").status_code == 303
    assert write(client, left_open(store), "3a").status_code == 303
    assert write(client, left_open(store), "1", trung="co").status_code == 303
    told = report(store, line)[0]
    assert (told.gaps, [one.so for one in told.duplicates]) == ((2, 4), [1])
    notes = {row.number: row.note for row in parts_of(store)[0].lines}
    assert notes["03a-NQ/CB"] == "Ghi bổ sung: Số ghi tay trên bản giấy" and notes["05-NQ/CB"] == "Số ghi tay trên bản giấy"
    key = next(key for key, found in all_series(store).items() if found == line)
    assert "Số ghi tay trên bản giấy" in client.get(f"/so/{key}").text


def test_a_waiting_number_is_taken_over(client: FlaskClient, store: Engine, line: Series) -> None:
    reserve(store, line, by="lan")
    reserve(store, line, by="lan")
    key = left_open(store)
    assert write(client, key, "1").status_code == 303
    assert [(row.so, row.state, row.document_id) for row in book(store)] == [(1, "issued", key), (2, "reserved", None)]


def test_the_day_is_that_of_the_paper(client: FlaskClient, store: Engine) -> None:
    refused = write(client, left_open(store), "1", "05/11/2026")
    assert (refused.status_code, "in ngày 04/11/2026" in refused.text) == (422, True)
    open_day = left_open(store, de_trong_ngay=True)
    assert "in tháng 11/2026" in write(client, open_day, "1", "05/12/2026").text
    assert write(client, open_day, "1", "05/11/2026").status_code == 303
    assert book(store)[0].ngay == dt.date(2026, 11, 5)
    assert "giấy ngày 05/11/2026, đã vào sổ" in client.get(f"/kho/{open_day}").text


def test_a_regulation_gets_the_number_of_its_decision(client: FlaskClient, store: Engine) -> None:
    key = left_open(store, "quy-che-lam-viec", "chi_bo_thon")
    day = document_with(store, key).listed.ngay
    assert write(client, key, "7", f"{day:%d/%m/%Y}").status_code == 303
    assert document_with(store, key).listed.so_ky_hieu == "07-QĐ/CB"


@pytest.mark.parametrize(("role", "sees"), [(Role.DRAFTS, False), (Role.ISSUES, True)])
def test_only_who_issues_writes_a_number(store: Engine, role: Role, sees: bool) -> None:
    add_users(store)
    key = left_open(store)
    client = logged_in(create_app(store, Login(frozenset({"localhost"}))), role)
    assert (f"/so/van-ban/{key}/ghi-so" in client.get(f"/kho/{key}").text) is sees
    assert (write(client, key, "1").status_code == 303) is sees
