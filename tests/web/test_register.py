"""The register in the browser: what stands in the book, and what is done to numbers by hand, right and wrong."""

from __future__ import annotations

import datetime as dt
import io

import docx
import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.store.book import all_series, book, report
from docgen.store.drafts import create_draft
from docgen.store.numbers import Series, reserve, unissued
from support.office import issued, number_of_document, office
from support.web import Page
from web.register_forms import number_of

ENTRY = {"so_ky_hieu": "02-NQ/CB", "ngay": "5/10/2026", "trich_yeu": "về nhiệm vụ tháng 10", "ly_do": "viết tay"}


@pytest.fixture
def line(store: Engine) -> Series:
    return Series(office(store), "nghi_quyet", "2025 - 2030")


@pytest.fixture
def key(client: FlaskClient, store: Engine, line: Series) -> int:
    """The id of a series that has given 01 to a document and 02, 03 to nobody."""
    issued(store, "nghi-quyet", "thuong_ky")
    for _ in range(2):
        reserve(store, line, by="lan")
    return next(key for key, found in all_series(store).items() if found == line)


def ids(store: Engine) -> dict[str, int]:
    return {f"{row.so:02d}{row.suffix}": row.id for row in book(store)}


def test_an_empty_register_says_how_it_begins(client: FlaskClient) -> None:
    assert "Chưa có dãy số nào" in client.get("/so").text
    assert "Chưa có đơn vị nào" in client.get("/so/so-dau").text


def test_the_overview_and_the_book_tell_what_needs_a_look(client: FlaskClient, store: Engine, key: int) -> None:
    assert "chưa dùng 2 - 3" in client.get("/so").text
    text = client.get(f"/so/{key}").text
    assert "Số đã lấy, chưa ban hành</h2>" not in text
    assert "Số đã lấy, chưa ban hành (2)" in " ".join(text.split())
    assert "01-NQ/CB" in text and "lan lấy lúc" in text
    assert text.index("/so/dong/3") < text.index('/so/dong/1"')
    assert client.get("/so/99").status_code == 404


def test_a_long_book_comes_in_pages(client: FlaskClient, store: Engine, line: Series, key: int) -> None:
    for _ in range(100):
        reserve(store, line, by="lan")
    assert "1 – 100 trong 103 số" in client.get(f"/so/{key}").text
    for asked in ("2", "99"):
        second = client.get(f"/so/{key}?trang={asked}").text
        assert "101 – 103 trong 103 số" in second and "Trang 2/2" in second and "01-NQ/CB" in second
    assert "1 – 100" in client.get(f"/so/{key}?trang=x").text


def test_the_first_number_of_a_series_is_set_once(client: FlaskClient, store: Engine, line: Series) -> None:
    page = Page(client.get("/so/so-dau").text)
    assert dict(page.answers)["nhiem_ky"] == "2025 - 2030"
    sent = {"don_vi": str(line.unit_id), "loai": "nghi_quyet", "nhiem_ky": "2025 - 2030", "da_dung": "14"}
    answer = client.post("/so/so-dau", data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/so")
    assert "số tiếp theo là 15" in client.get("/so").text
    assert reserve(store, line, by="lan").so == 15
    answer = client.post("/so/so-dau", data=sent)
    assert answer.status_code == 422
    assert "đã cấp số" in answer.text and "<title>Lỗi: " in answer.text
    assert dict(Page(answer.text).answers) == sent


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"don_vi": "77"}, "Chọn đơn vị trong danh sách"),
        ({"loai": "la"}, "Chọn loại văn bản trong danh sách"),
        ({"da_dung": "-1"}, "Số đã dùng gần nhất"),
        ({"da_dung": "mười"}, "bằng chữ số"),
        ({"nhiem_ky": ""}, "Nhập nhiệm kỳ"),
    ],
)
def test_a_first_number_that_makes_no_sense_is_told(
    client: FlaskClient, line: Series, changed: dict[str, str], said: str
) -> None:
    sent = {"don_vi": str(line.unit_id), "loai": "nghi_quyet", "nhiem_ky": "2025 - 2030", "da_dung": "14", **changed}
    answer = client.post("/so/so-dau", data=sent)
    assert (answer.status_code, said in answer.text) == (422, True), answer.text
    assert dict(Page(answer.text).answers) == sent


def test_a_number_given_on_paper_is_entered_in_between(client: FlaskClient, store: Engine, key: int) -> None:
    sent = ENTRY | {"so_ky_hieu": "Số 01a-NQ/CB", "nguoi_ky": "Lục Thị Ngân", "noi_nhan": "Đảng ủy xã"}
    assert client.post(f"/so/{key}/ghi-bo-sung", data=sent).status_code == 303
    row = next(row for row in book(store) if row.suffix)
    assert (row.so, row.suffix, row.so_ky_hieu, row.ngay, row.origin) == (1, "a", "01a-NQ/CB", dt.date(2026, 10, 5), "late")
    text = client.get(f"/so/{key}").text
    assert "Đã ghi số 01a-NQ/CB vào sổ." in text and "Ghi bổ sung: viết tay" in text


@pytest.mark.parametrize(
    ("changed", "said", "path"),
    [
        ({}, "Số 2 đã có trong sổ", "so_ky_hieu"),
        ({"so_ky_hieu": "9-NQ/CB"}, "lớn hơn số gần nhất", "so_ky_hieu"),
        ({"so_ky_hieu": "NQ/CB"}, "ví dụ 15-NQ/CB; đang là “NQ/CB”", "so_ky_hieu"),
        ({"so_ky_hieu": "1ab-NQ"}, "đang là “1ab-NQ”", "so_ky_hieu"),
        ({"so_ky_hieu": "1a-NQ/CB", "ngay": "5/10/2199"}, "ở sau hôm nay", "ngay"),
        ({"ngay": "31/2/2026"}, "không có trên lịch", "ngay"),
        ({"ly_do": " "}, "Nhập lý do ghi bổ sung", "ly_do"),
        ({"trich_yeu": ""}, "Nhập trích yếu", "trich_yeu"),
    ],
)
def test_a_late_number_that_cannot_be_keeps_what_was_typed(
    client: FlaskClient, store: Engine, key: int, changed, said, path
) -> None:
    sent = ENTRY | {"nguoi_ky": "Lục Thị Ngân", "noi_nhan": ""} | changed
    answer = client.post(f"/so/{key}/ghi-bo-sung", data=sent)
    page = Page(answer.text)
    assert (answer.status_code, said in answer.text) == (422, True), answer.text
    assert f"#f-{path}" in page.links
    assert f"f-{path}-loi" in page.ids
    assert dict(page.answers) == sent
    assert len(book(store)) == 3


def test_a_number_of_another_system_is_entered_and_a_real_double_is_reported(
    client: FlaskClient, store: Engine, key: int
) -> None:
    sent = ENTRY | {"so_ky_hieu": "6-NQ/CB", "he_thong": "Hệ thống tỉnh"}
    assert client.post(f"/so/{key}/he-thong-khac", data=sent).status_code == 303
    assert report(store)[0].gaps == (4, 5)
    again = client.post(f"/so/{key}/he-thong-khac", data=sent)
    assert (again.status_code, "đã có trong sổ" in again.text) == (422, True)
    assert client.post(f"/so/{key}/he-thong-khac", data=sent | {"trung": "co"}).status_code == 303
    text = client.get(f"/so/{key}").text
    assert "6 (2 lần)" in text and "4 - 5" in text and "Do Hệ thống tỉnh cấp" in text
    assert "Nhập hệ thống đã cấp số" in client.post(f"/so/{key}/he-thong-khac", data=sent | {"he_thong": ""}).text


def test_a_number_is_voided_with_a_reason_after_saying_what_happens(client: FlaskClient, store: Engine, key: int) -> None:
    number = ids(store)["01"]
    asked = client.get(f"/so/dong/{number}/huy").text
    assert "không bao giờ cấp lại" in asked and "Không phục hồi được" in asked
    assert "Nhập lý do hủy" in client.post(f"/so/dong/{number}/huy", data={"ly_do": "  "}).text
    assert client.post(f"/so/dong/{number}/huy", data={"ly_do": "In sai"}).status_code == 303
    assert "In sai" in client.get(f"/so/dong/{number}").text
    again = client.post(f"/so/dong/{number}/huy", data={"ly_do": "Lần hai"})
    assert (again.status_code, "đã hủy từ trước" in again.text, "Lần hai" in again.text) == (422, True, True)
    document = number_of_document(store)
    assert "In sai" in client.get(f"/kho/{document}").text
    assert 'class="void"' in client.get(f"/so/{key}").text


def test_a_waiting_number_is_given_back_used_again_or_stays(client: FlaskClient, store: Engine, line: Series, key: int) -> None:
    numbers = ids(store)
    assert client.post(f"/so/dong/{numbers['02']}/tra").headers["Location"].endswith(f"/so/dong/{numbers['02']}")
    assert "không phải số cuối" in client.get("/so").text
    assert client.post(f"/so/dong/{numbers['03']}/tra").headers["Location"].endswith(f"/so/{key}")
    assert [held.so for held in unissued(store)] == [2]
    refused = client.post(f"/so/dong/{numbers['01']}/tra")
    assert (refused.status_code, "không trả lại được" in refused.text) == (422, True)
    assert client.post(f"/so/dong/{numbers['03']}/tra").status_code == 404


def test_a_waiting_number_goes_to_a_draft_of_its_series_only(client: FlaskClient, store: Engine, line: Series, key: int) -> None:
    number = ids(store)["02"]
    assert "Không có bản nháp nào" in client.get(f"/so/dong/{number}").text
    fits = create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan", title="Tháng 12", unit_id=line.unit_id).id
    other = create_draft(store, "bien-ban", "thuong_ky", {}, by="lan", title="Biên bản 12", unit_id=line.unit_id).id
    shown = client.get(f"/so/dong/{number}").text
    assert "Tháng 12" in shown and "Biên bản 12" not in shown
    refused = client.post(f"/so/dong/{number}/dung-lai", data={"du_thao": str(other)})
    assert (refused.status_code, "Chọn bản nháp" in refused.text) == (422, True)
    answer = client.post(f"/so/dong/{number}/dung-lai", data={"du_thao": str(fits)})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/nhap/{fits}")
    assert reserve(store, line, by="lan", draft_id=fits).so == 2
    late = client.post(f"/so/dong/{ids(store)['03']}/dung-lai", data={"du_thao": str(fits)})
    assert (late.status_code, "đã giữ số 2" in late.text) == (422, True)


def test_the_book_is_fetched_as_a_file(client: FlaskClient, store: Engine, key: int) -> None:
    whole, one = client.get("/so/tai/docx"), client.get(f"/so/{key}/tai/xlsx")
    assert "S%E1%BB%95" in whole.headers["Content-Disposition"]
    assert any("01-NQ/CB" in cell.text for table in docx.Document(io.BytesIO(whole.data)).tables for cell in table._cells)
    assert openpyxl.load_workbook(io.BytesIO(one.data)).active["A6"].value == "01-NQ/CB"
    assert client.get("/so/tai/pdf").status_code == 404


def test_an_empty_book_is_no_file(client: FlaskClient) -> None:
    answer = client.get("/so/tai/docx")
    assert (answer.status_code, "chưa có số nào để in" in answer.text) == (409, True)


@pytest.mark.parametrize(
    ("printed", "read"),
    [("15-NQ/CB", (15, "")), ("Số: 015a-NQ/CB", (15, "a")), ("7đ - QĐ/CB", (7, "đ")), ("số 3", (3, "")), ("1/NQ", (1, ""))],
)
def test_a_number_is_read_as_it_is_printed(printed: str, read: tuple[int, str]) -> None:
    assert number_of(printed) == read
