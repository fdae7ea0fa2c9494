"""Pages of the catalogues: shipped entries are shown, own ones added, changed, ended; mistakes are told at their field."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.standard import duties, legal_bases
from docgen.store.duty_lines import all_duties
from docgen.store.legal_bases import all_bases
from docgen.store.users import Role
from support.web import Page
from web.desk import role_of

BASIS = {"loai": "Nghị quyết", "so_ky_hieu": "16-NQ/CB", "ngay": "4/12/2025", "co_quan": "Chi bộ thôn Nà Khoang",
         "trich_yeu": "về phân công nhiệm vụ", "valid_from": "04/12/2025", "valid_to": "", "kind": ""}  # fmt: skip
DUTY = {"nhom": "bi_thu", "viec": "Trực nhà văn hóa", "san_pham": "", "han": "Hằng tuần", "active": "co"}


def test_every_shipped_entry_is_shown(client: FlaskClient) -> None:
    page = client.get("/can-cu").text
    assert all(basis.number is None or basis.number in page for basis in legal_bases().bases.values())
    assert "26/7/2026" in page and "Thi hành Điều lệ Đảng" in page
    page = client.get("/nhiem-vu-mau").text
    assert page.count("<tr>") - page.count("<thead>") == len(duties().lines)
    assert "{{" not in page and "(Tên đảng ủy cấp trên trực tiếp)" in page


def test_a_basis_is_added_changed_and_ended(client: FlaskClient, store: Engine) -> None:
    answer = client.post("/can-cu/moi", data=BASIS, follow_redirects=True)
    assert (answer.status_code, "Đã lưu căn cứ." in answer.text, "16-NQ/CB" in answer.text) == (200, True, True)
    (kept,) = all_bases(store)
    assert (kept.ngay, kept.kind, kept.valid_to) == (dt.date(2025, 12, 4), None, None)
    sent = dict(Page(client.get(f"/can-cu/{kept.id}").text).answers)
    assert sent == BASIS | {"ngay": "04/12/2025"}
    answer = client.post(
        f"/can-cu/{kept.id}", data=sent | {"valid_to": "31/12/2025", "kind": "nghi-quyet"}, follow_redirects=True
    )
    assert "đã hết hiệu lực" in answer.text and "Nghị quyết, kết luận" in answer.text
    (kept,) = all_bases(store)
    assert (kept.valid_to, kept.kind) == (dt.date(2025, 12, 31), "nghi-quyet")


WRONG = [
    ({"loai": ""}, "loai", "Nhập loại văn bản"),
    ({"ngay": "31/2/2025"}, "ngay", "không có trên lịch"),
    ({"valid_from": "3/12/2025"}, "valid_from", "không được trước ngày văn bản"),
    ({"valid_to": "1/1/2020"}, "valid_to", "không được trước ngày có hiệu lực"),
    ({"kind": "la"}, "kind", "Chọn loại văn bản áp dụng trong danh sách"),
    ({"trich_yeu": "x" * 5_000}, "trich_yeu", "5000 ký tự"),
]


@pytest.mark.parametrize(("change", "field", "words"), WRONG, ids=[field for _, field, _ in WRONG])
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, store: Engine, change: dict[str, str], field: str, words: str
) -> None:
    answer = client.post("/can-cu/moi", data=BASIS | change)
    page = Page(answer.text)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert f'href="#f-{field}"' in answer.text and f"f-{field}-loi" in page.ids
    assert dict(page.answers) == BASIS | change
    assert "<title>Lỗi: " in answer.text and all_bases(store) == ()


def test_the_same_basis_twice_is_told_at_the_number(client: FlaskClient, store: Engine) -> None:
    client.post("/can-cu/moi", data=BASIS)
    answer = client.post("/can-cu/moi", data=BASIS)
    assert (answer.status_code, "đã có Nghị quyết số 16-NQ/CB" in answer.text, len(all_bases(store))) == (422, True, 1)


def test_a_duty_is_added_to_its_group_and_put_aside(client: FlaskClient, store: Engine) -> None:
    assert dict(Page(client.get("/nhiem-vu-mau/moi?nhom=bi_thu").text).answers)["nhom"] == "bi_thu"
    answer = client.post("/nhiem-vu-mau/moi", data=DUTY, follow_redirects=True)
    assert "Đã lưu nhiệm vụ mẫu." in answer.text and "Trực nhà văn hóa" in answer.text
    (kept,) = all_duties(store)
    assert dict(Page(client.get(f"/nhiem-vu-mau/{kept.id}").text).answers) == DUTY
    answer = client.post(f"/nhiem-vu-mau/{kept.id}", data=DUTY | {"active": "khong"}, follow_redirects=True)
    assert "không dùng nữa" in answer.text and all_duties(store) == ()
    for change, words in (
        ({"nhom": "chi_uy"}, "Chọn vai hoặc nhóm"),
        ({"nhom": ""}, "chọn vai hoặc nhóm"),
        ({"viec": ""}, "việc được giao"),
    ):
        answer = client.post("/nhiem-vu-mau/moi", data=DUTY | change)
        assert (answer.status_code, words.lower() in answer.text.lower()) == (422, True)


@pytest.mark.parametrize("url", ["/can-cu/7", "/nhiem-vu-mau/7"])
def test_what_is_not_there_is_told(client: FlaskClient, url: str) -> None:
    for answer in (client.get(url), client.post(url, data=BASIS | DUTY)):
        assert (answer.status_code, "Tải lại danh mục" in answer.text) == (404, True)


def test_only_who_issues_writes_into_the_catalogues(client: FlaskClient) -> None:
    views = client.application.view_functions
    roles = {name: role_of(views[f"own_entries.{name}"]) for name in ("basis_page", "duty_page", "put_basis", "put_duty")}
    assert roles == {"basis_page": Role.DRAFTS, "duty_page": Role.DRAFTS, "put_basis": Role.ISSUES, "put_duty": Role.ISSUES}
