"""The roster in the browser: people one by one, and whole lists by file in two steps."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from docgen.roster.merging import given_of
from docgen.roster.reading import read_roster
from docgen.roster.writing import MIMETYPE, write_roster
from docgen.store import people, units, uploads
from docgen.store.engine import reading
from docgen.store.people import Person
from docgen.store.tables import uploads as uploads_table
from docgen.store.units import Unit
from support.browser import PHONE, opened
from support.server import running
from support.web import Page as Read
from support.web import sent

CSV = "Mã;Họ và tên;Ngày sinh;Điện thoại\nDV1;Đàm Thị Hợi;8/6/1964;091\nDV2;Vi Văn An;31/2/1970;\nDV3;Lục Thị Ngân;1979;\n"


@pytest.fixture
def unit(store: Engine) -> int:
    return units.save_unit(store, Unit("CB01", "Chi bộ thôn Suối Lành", "chi_bo_truc_thuoc", own=True), by="lan")


def upload(client: FlaskClient, raw: bytes | str, name: str = "a.csv"):
    content = raw.encode() if isinstance(raw, str) else raw
    boundary, body = encode_multipart(
        {"tep": FileStorage(io.BytesIO(content), name)}
    )  # the client itself would use a temporary file
    return client.post("/danh-sach/nhap", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def names(store: Engine, unit: int, **how: bool) -> list[str]:
    return [one.ho_ten for one in people.roster(store, unit, **how)]


def test_without_a_unit_the_pages_say_what_to_do(client: FlaskClient) -> None:
    for url in ("/danh-sach", "/danh-sach/nhap"):
        assert "Chưa thiết lập đơn vị" in client.get(url).text
    assert client.get("/danh-sach/moi").status_code == client.get("/danh-sach/danh-sach.xlsx").status_code == 409
    assert client.get("/danh-sach/tim?q=an").json == []


def test_a_person_is_added_changed_taken_off_and_brought_back(client: FlaskClient, store: Engine, unit: int) -> None:
    typed = {"ho_ten": "Đàm Thị Hợi", "gioi_tinh": "Nữ", "ngay_sinh": "8-6-1964", "to_dang": "2", "nhom": "huu_tri"}
    assert client.post("/danh-sach/moi", data=typed).status_code == 303
    person = people.roster(store, unit)[0]
    assert (person.ma, person.ngay_sinh.year, person.to_dang, person.nhom, person.active) == ("DV01", 1964, 2, "huu_tri", True)
    pairs = Read(client.get(f"/danh-sach/{person.id}").text).pairs
    assert client.post(f"/danh-sach/{person.id}", data=sent(pairs)).status_code == 303
    assert people.person_of(store, person.id) == person
    assert client.post(f"/danh-sach/{person.id}/dua-ra").status_code == 303
    assert (names(store, unit), "Đàm Thị Hợi" in client.get("/danh-sach").text) == ([], False)
    assert "Đưa lại" in client.get("/danh-sach?roi=1").text
    assert client.post(f"/danh-sach/{person.id}/dua-lai").status_code == 303
    assert people.person_of(store, person.id) == person
    client.post("/danh-sach/moi", data={"ho_ten": "Vi An", "ma": "DV01"})
    refused = client.post("/danh-sach/moi", data={"ho_ten": "Vi An", "ma": "DV01", "ngay_sinh": "01/02/1990"})
    assert (refused.status_code, "“DV01” đã có" in refused.text, "01/02/1990" in refused.text) == (422, True, True)


def test_mistakes_are_named_and_what_was_typed_stays(client: FlaskClient, unit: int) -> None:
    answer = client.post("/danh-sach/moi", data={"ngay_sinh": "40/1/1970", "to_dang": "hai", "hoan_canh": "x" * 2_001})
    assert answer.status_code == 422
    assert {"#f-ho_ten", "#f-ngay_sinh", "#f-to_dang", "#f-hoan_canh"} <= set(Read(answer.text).links)
    assert 'value="40/1/1970"' in answer.text and "<title>Lỗi: " in answer.text


def test_people_of_another_unit_are_not_here(client: FlaskClient, store: Engine, unit: int) -> None:
    other = units.save_unit(store, Unit("X", "Chi bộ bạn", "chi_bo_truc_thuoc"), by="lan")
    stranger = people.save_person(store, Person(other, "A", "Người Khác"), by="lan")
    assert client.get(f"/danh-sach/{stranger}").status_code == client.post(f"/danh-sach/{stranger}/dua-ra").status_code == 404
    assert client.get("/danh-sach/99").status_code == 404


def test_people_are_found_with_and_without_diacritics(client: FlaskClient, store: Engine, unit: int) -> None:
    rows = [
        Person(unit, "A", "Lục Thị Ngân", chuc_vu_dang="Bí thư"),
        Person(unit, "B", "Lục Thị Ngạn"),
        Person(unit, "C", "Vi Ngân", active=False),
    ]
    people.import_people(store, rows, by="lan")
    page = client.post("/danh-sach/tim", data={"q": "ngân"}).text
    assert ("Lục Thị Ngân" in page, "Ngạn" in page, "Vi Ngân" in page) == (True, False, True)
    assert "Tìm thấy 3 người" in client.post("/danh-sach/tim", data={"q": "NGAN"}).text
    assert "Tìm thấy 0 người" in client.post("/danh-sach/tim", data={"q": "%_\u0301"}).text
    offered = client.get("/danh-sach/tim?q=ngan").json
    assert [one["ho_ten"] for one in offered] == ["Lục Thị Ngạn", "Lục Thị Ngân"]
    assert offered[1] == {"id": 1, "ho_ten": "Lục Thị Ngân", "chuc_vu": "Bí thư", "sinh": "", "don_vi": "Chi bộ thôn Suối Lành"}
    people.import_people(store, [Person(unit, f"N{number}", f"Ngân {number}") for number in range(30)], by="lan")
    assert len(client.get("/danh-sach/tim?q=ngân").json) == 20
    assert client.get("/danh-sach/tim?q=").json == client.get("/danh-sach/tim?q=%CC%81").json == []


def test_a_long_roster_has_pages(client: FlaskClient, store: Engine, unit: int) -> None:
    people.import_people(store, [Person(unit, f"{number:03}", f"An {number:03}") for number in range(101)], by="lan")
    assert client.get("/danh-sach").text.count("<tr>") == 101
    assert client.get("/danh-sach?trang=2").text.count("<tr>") == client.get("/danh-sach?trang=999").text.count("<tr>") == 2
    assert client.get("/danh-sach?trang=²").status_code == 200
    last = client.get("/danh-sach?trang=2&roi=1").text
    assert "101 – 101 trong 101 người" in last and "Trang 2/2" in last and 'href="/danh-sach?trang=1&amp;roi=1"' in last
    assert ">Xuất Excel</a>" in last and "Đưa ra khỏi danh sách" in last


def test_a_file_is_shown_before_anything_is_stored_and_then_taken(client: FlaskClient, store: Engine, unit: int) -> None:
    people.import_people(store, [Person(unit, "DV3", "Lục Thị Ngan", hoan_canh="giữ"), Person(unit, "DV4", "Vi Ở Lại")], by="lan")
    sent_on = upload(client, CSV)
    assert sent_on.status_code == 303
    page = client.get(sent_on.location)
    for words in ("1 người mới", "1 người thay đổi", "0 người giữ nguyên", "1 hàng có lỗi", "“Điện thoại”", "Nhận 2 người",
                  "Hàng 3, cột Ngày sinh: “31/2/1970” không có trên lịch", "Hàng 4, cột Ngày sinh: chỉ có năm 1979", "Họ và tên, Ngày sinh"):  # fmt: skip
        assert words in page.text, words
    assert names(store, unit) == ["Vi Ở Lại", "Lục Thị Ngan"]
    pairs = Read(page.text).pairs
    taken = client.post(sent_on.location, data=sent(pairs))
    assert taken.status_code == 303 and "Đàm" not in str(taken.headers)
    assert "Đã nhận 2 người: 1 người mới, 1 người thay đổi" in client.get("/danh-sach").text
    assert names(store, unit) == ["Đàm Thị Hợi", "Vi Ở Lại", "Lục Thị Ngân"]
    assert people.find_people(store, unit, "Ngân")[0].hoan_canh == "giữ"
    with reading(store) as connection:
        assert connection.execute(select(uploads_table)).all() == []
    again = client.post(sent_on.location, data=sent(pairs))
    assert again.location == client.get(sent_on.location).location == "/danh-sach"
    assert "đã được nhận rồi" in client.get("/danh-sach").text and names(store, unit) == [
        "Đàm Thị Hợi",
        "Vi Ở Lại",
        "Lục Thị Ngân",
    ]
    other = client.get(f"/danh-sach/nhap/{'0' * 32}")
    assert (other.status_code, "không còn giữ" in other.text) == (404, True)


def test_a_roster_that_changed_meanwhile_is_shown_again(client: FlaskClient, store: Engine, unit: int) -> None:
    place = upload(client, CSV).location
    pairs = sent(Read(client.get(place).text).pairs)
    people.save_person(store, Person(unit, "DV1", "Đàm Thị Hợi"), by="x")
    assert client.post(place, data=pairs).location == place
    assert "chưa nhận gì" in client.get(place).text
    assert len(names(store, unit)) == 1


def test_a_file_can_be_given_up_and_only_its_sender_sees_it(client: FlaskClient, store: Engine, unit: int) -> None:
    token = uploads.keep_upload(store, "roster", CSV.encode(), by="người khác")
    assert client.get(f"/danh-sach/nhap/{token}").status_code == 404
    place = upload(client, CSV).location
    assert client.post(f"{place}/bo").status_code == 303
    assert client.get(place).status_code == 404
    assert names(store, unit) == []


def test_rows_that_are_no_people_are_listed_and_not_taken(client: FlaskClient, store: Engine, unit: int) -> None:
    place = upload(client, "Họ tên;Ngày sinh;Số thẻ\nTổ đảng số 2;;\nVi An;3/2/64;12345\nTổng cộng: 1 đồng chí;;\n").location
    page = client.get(place).text
    for words in (
        "2 hàng không phải người, bỏ qua",
        "Hàng 2: “Tổ đảng số 2”, không phải người",
        "“3/2/64” hiểu là 03/02/1964",
        "Nhận 1 người",
    ):
        assert words in page, words
    client.post(place, data=sent(Read(page).pairs))
    assert [(one.ho_ten, one.to_dang) for one in people.roster(store, unit)] == [("Vi An", 2)]


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "Tệp rỗng"), (b"\0\1", "Tệp phải là XLSX, XLS, ODS hoặc CSV"), (b"a;b\n1;2", "Tệp không theo mẫu"), (b"x" * (10 * 2**20 + 1), "Tệp lớn hơn 10 MB"),
     (("Họ tên;Ngày sinh\n" + "An;\n" * 50_001).encode(), "Danh sách có hơn 50.000 người")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_beside_its_field(client: FlaskClient, unit: int, raw: bytes, said: str) -> None:
    answer = upload(client, raw)
    if answer.status_code == 303:
        answer = client.get(answer.location)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2 and "<title>Lỗi: " in answer.text and 'aria-invalid="true"' in answer.text
    assert "Chọn một tệp" in client.post("/danh-sach/nhap").text


def test_what_was_sent_never_lies_in_a_temporary_file(client: FlaskClient, unit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, lambda *_, **__: pytest.fail("a temporary file"))
    assert upload(client, CSV + ";;;\n" * 300_000).status_code == 303


def test_the_export_is_the_roster(client: FlaskClient, store: Engine, unit: int) -> None:
    client_people = [Person(unit, "A", "=Vi An", so_the_dang="001"), Person(unit, "B", "Lục Ân", active=False)]
    people.import_people(store, client_people, by="lan")
    answer = client.get("/danh-sach/danh-sach.xlsx")
    assert (answer.mimetype, "danh-sach" in answer.headers["Content-Disposition"].lower()) == (MIMETYPE, False)
    found = [row.person for row in read_roster(answer.data, duties_too=False).rows()]
    assert [(one.ho_ten, one.trang_thai) for one in found] == [("=Vi An", "dang_sinh_hoat"), ("Lục Ân", "da_roi")]
    assert list(read_roster(client.get("/danh-sach/mau.xlsx").data).rows()) == []


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def phone(request: pytest.FixtureRequest, chromium: Browser, store: Engine) -> Iterator[Page]:
    """A phone before an office that nobody has set up."""
    with running("127.0.0.1", store) as place:
        yield from opened(chromium, place, viewport=PHONE, java_script_enabled=request.param)


def looked_at(page: Page) -> None:
    """Nothing leaves the screen sideways, and axe finds nothing."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_an_office_is_set_up_and_its_list_taken_on_a_phone(
    phone: Page, store: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    check = looked_at if "with-js" in request.node.name else lambda _page: None
    phone.goto("/")
    check(phone)
    phone.get_by_role("link", name="Thiết lập đơn vị").click()
    check(phone)
    phone.get_by_role("button", name="Lưu đơn vị").click()
    expect(phone).to_have_title("Lỗi: Thiết lập đơn vị – Soạn văn bản Đảng")
    check(phone)
    phone.locator("[id='f-loai']").select_option("chi_bo_truc_thuoc")
    for path, text in {
        "ten": "Chi bộ thôn Suối Lành",
        "nhiem_ky.tu": "2025",
        "nhiem_ky.den": "2030",
        "nguoi_ky.ho_ten": "Bế Văn Thạch",
        "nguoi_ky.tu_ngay": "20/1/2025",
    }.items():
        phone.locator(f"[id='f-{path}']").fill(text)
    phone.get_by_role("button", name="Lưu đơn vị").click()
    expect(phone.locator("h1")).to_have_text("Chi bộ thôn Suối Lành")
    check(phone)
    phone.get_by_role("link", name="Danh sách", exact=True).click()
    check(phone)
    phone.get_by_role("link", name="Nhập từ Excel").click()
    check(phone)
    raw = write_roster(given_of(Person(1, f"DV{number:02}", f"Vi Văn {number}")) for number in range(1, 31))
    (tmp_path / "a.xlsx").write_bytes(raw)
    phone.set_input_files("#tep", tmp_path / "a.xlsx")
    phone.get_by_role("button", name="Xem thử").click()
    check(phone)
    phone.get_by_role("button", name="Nhận 30 người").click()
    expect(phone.locator(".notice")).to_contain_text("Đã nhận 30 người")
    check(phone)
    phone.get_by_label("Tìm theo tên").fill("văn 7")
    phone.get_by_role("button", name="Tìm", exact=True).click()
    phone.get_by_role("link", name="Sửa Vi Văn 7").click()
    check(phone)
    phone.get_by_label("Dân tộc").fill("Tày")
    phone.get_by_role("button", name="Lưu", exact=True).click()
    phone.get_by_role("link", name="Thiết lập", exact=True).click()
    phone.get_by_role("link", name="Đơn vị", exact=True).click()
    phone.get_by_role("link", name="Thêm người ký").click()
    check(phone)
    own = units.own_unit(store)
    assert people.find_people(store, own.id, "Văn 7")[0] == replace(people.find_people(store, own.id, "văn 7")[0], dan_toc="Tày")
    assert phone.url.count("Vi") == 0
