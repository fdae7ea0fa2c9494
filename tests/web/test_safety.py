"""Doors, headers, limits, failures: what a page from elsewhere, a broken file or a fault of the program may not do."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from docgen.docx import package
from docgen.errors import UsageError
from support.application import application
from support.examples import FILES
from support.web import Page, filled, save, sent, started, work_of
from web import app as web_app
from web import saving
from web.safety import HEADERS, is_loopback
from web.server import make_server
from web.views import starting

HOST = "localhost"
FORM = "/van-ban/nghi-quyet/thuong_ky"
STATIC = Path(web_app.__file__).parent / "static"
PLANS = [f"/hang-loat/chuan-bi/1/{step}" for step in ("cot", "chung", "giao-viec", "giao-viec/2", "chay-thu")]
GETS = ["/", "/thiet-lap", "/mo-tep", FORM, "/nhap", "/nhap/da-bo", "/nhap/1", "/nhap/1?loi=1", "/nhap/1/cac-ban", "/nhap/1/cac-ban?ban=1", "/nhap/1/kiem-tra",
        "/nhap/1/xem-truoc", "/nhap/1/xem-truoc/1/1.png", "/nhap/1/xem-truoc/1/0.png", "/nhap/1/ban-nhap", "/nhap/1/tai/ban-nhap.docx",
        "/nhap/1/tai/du-lieu.yaml", "/nhap/1/tai/du-lieu.json", "/nhap/1/tai/la",
        "/nhap/77", "/nhap/x", "/kho/77", "/kho/77/van-ban.docx", "/khong-co", "/static/docgen.css", "/van-ban/la/thuong_ky",
        "/van-ban/nghi-quyet/la", "/van-ban/../../etc/passwd/bieu-mau", "/static/../app.py",
        "/don-vi", "/don-vi/moi", "/don-vi/7", "/don-vi/7/nguoi-ky", "/don-vi/nguoi-ky/7", "/danh-sach", "/danh-sach/tim", "/danh-sach/moi",
        "/danh-sach/7", "/danh-sach/danh-sach.xlsx", "/danh-sach/mau.xlsx", "/danh-sach/nhap", "/danh-sach/nhap/la",
        "/can-cu", "/can-cu/moi", "/can-cu/1", "/nhiem-vu-mau", "/nhiem-vu-mau/moi", "/nhiem-vu-mau/1", "/mau", "/mau/1", "/mau/1/tep.docx",
        "/mau/goc/nghi-quyet/thuong_ky.docx", "/mau/truong/nghi-quyet/thuong_ky", "/mau/truong/la/la",
        "/so", "/so/1", "/so/so-dau", "/so/1/ghi-bo-sung", "/so/1/he-thong-khac", "/so/dong/1", "/so/dong/1/huy", "/so/tai/pdf",
        "/so/1/tai/xlsx", "/so/van-ban/1/ghi-so", "/kho", "/kho?tim=la&trang=x", "/kho/1", "/kho/1/van-ban.docx", "/nhat-ky", "/nhat-ky?muc=la&so=x",
        "/dang-nhap", "/dang-nhap/co-quan", "/dang-nhap/co-quan/ve", "/mat-khau", "/nguoi-dung", "/nguoi-dung/them", "/nguoi-dung/1",
        "/khoa-truy-cap", "/hang-loat", "/hang-loat/moi", "/hang-loat/mau.xlsx", *PLANS, "/hang-loat/chuan-bi/1/danh-dau.xlsx",
        *(f"/hang-loat/1{rest}" for rest in ("", "/mau/1.png", "/mau/1", "/mau/1/1.png", "/tien-do", "/huy", "/ket-qua?loc=la&tim=x", "/tep/tat-ca.zip", "/tep/..",
          "/in/so-1.pdf", "/dong/1", "/dong/1/huy", "/dong/1/van-ban.docx"))]  # fmt: skip
POSTS = ["/", "/mo-tep", "/da-go", FORM, "/van-ban/la/la", "/nhap/1", "/nhap/77", "/nhap/1/luu", "/nhap/1/giu", "/nhap/1/ban-hanh",
         "/nhap/1/lay", "/nhap/1/khoi-phuc", "/nhap/1/bo", "/nhap/1/mo-lai", "/nhap/1/tai/ban-nhap.docx",
         "/don-vi", "/don-vi/mau", "/don-vi/mau/bo", "/don-vi/moi", "/don-vi/7", "/don-vi/7/nguoi-ky", "/don-vi/nguoi-ky/7",
         "/don-vi/nguoi-ky/7/thoi", "/danh-sach/tim", "/danh-sach/moi", "/danh-sach/7", "/danh-sach/7/dua-ra", "/danh-sach/7/dua-lai",
         "/danh-sach/nhap", "/danh-sach/nhap/la", "/danh-sach/nhap/la/bo",
         "/can-cu/moi", "/can-cu/1", "/nhiem-vu-mau/moi", "/nhiem-vu-mau/1", "/mau", "/mau/1/thu", "/mau/1/duyet", "/mau/1/ngung",
         "/so/so-dau", "/so/1/ghi-bo-sung", "/so/1/he-thong-khac", "/so/van-ban/1/ghi-so", "/so/dong/1/huy", "/so/dong/1/tra", "/so/dong/1/dung-lai",
         "/kho", "/kho/1/lam-moi", "/kho/1/lam-tiep/nghi-quyet/thuong_ky",
         "/dang-nhap", "/dang-xuat", "/mat-khau", "/nguoi-dung/them", "/nguoi-dung/1", "/khoa-truy-cap", "/khoa-truy-cap/1/thu-hoi", "/ngon-ngu",
         "/hang-loat/moi", *PLANS, "/hang-loat/chuan-bi/1/chung/luu", "/hang-loat/chuan-bi/1/bo", "/hang-loat/chuan-bi/1/them",
         *(f"/hang-loat/1/{rest}" for rest in ("tao", "kiem-tra-tiep", "dung", "lam-tiep", "huy", "tim", "dong/1", "dong/1/huy"))]  # fmt: skip


@pytest.fixture
def first(client: FlaskClient) -> FlaskClient:
    """The client after draft number 1 was begun."""
    assert client.post(FORM, data={"_tu": "vi-du"}).location == "/nhap/1"
    return client


@pytest.mark.parametrize(("method", "url"), [*(("GET", url) for url in GETS), *(("POST", url) for url in POSTS)])
def test_every_answer_carries_every_header_and_is_vietnamese_without_a_traceback(
    first: FlaskClient, method: str, url: str
) -> None:
    answer = first.open(url, method=method)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == ("no-cache" if url.startswith("/static") else "no-store")
    assert answer.status_code in {200, 302, 303, 308, 400, 404, 405, 409, 422}
    if answer.mimetype == "text/html" and answer.status_code not in {302, 303, 308}:
        assert '<html lang="vi">' in answer.text
        assert "Traceback" not in answer.text
    answer.close()


def test_every_route_is_in_the_table_above(client: FlaskClient) -> None:
    adapter = client.application.url_map.bind("localhost")
    asked = set()
    for method, urls in (("GET", GETS), ("POST", POSTS)):
        for url in urls:
            with contextlib.suppress(HTTPException):
                asked.add((adapter.match(url.partition("?")[0], method=method)[0], method))
    routes = {(rule.endpoint, method) for rule in client.application.url_map.iter_rules() for method in rule.methods or ()}
    of_api = {route for route in routes if route[0].startswith("api.")}  # test_api_doors has a table of its own
    assert {route for route in routes if route[1] in {"GET", "POST"}} <= asked | {("static", "GET")} | of_api


def test_pages_hold_no_inline_code_or_style(first: FlaskClient) -> None:
    for url in [one for one in GETS if not re.search("tai/|static|xlsx|docx|png|/tim$", one)]:
        for tag, found in Page(first.get(url).text).tags:
            assert "style" not in found and not [name for name in found if name.startswith("on")], (url, tag)
            assert tag != "style" and (tag != "script" or found.get("src")), url
    for name in ("style-src", "script-src"):
        assert f"{name} 'self';" in HEADERS["Content-Security-Policy"]
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "none"}, 302),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": f"http://{HOST}"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Origin": f"http://{HOST}"}, 302),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": f"https://{HOST}"}, 403),
        ({"Origin": "http://xau.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_what_changes_something_has_to_come_from_our_own_pages(store: Engine, headers: dict[str, str], status: int) -> None:
    client = application(store).test_client()
    answer = client.post(FORM, data={"so": "bí mật 77"}, headers=headers)
    assert answer.status_code == status
    assert client.get("/", headers=headers).status_code == 200
    assert status == 302 or "bí mật 77" not in answer.text


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8642", 200), ("localhost", 200), ("LOCALHOST:1", 200), ("[::1]:8642", 200), ("xau.example", 421),
     ("127.0.0.1.xau.example", 421), ("192.168.1.5:8642", 421), ("", 421), ("[", 421), ("0.0.0.0", 421), ("a@127.0.0.1", 421)],
)  # fmt: skip
def test_only_names_of_this_machine_lead_in(store: Engine, host: str, status: int) -> None:
    client = application(store).test_client()
    assert client.get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "8.8.8.8", "may-chu", ""])
def test_the_server_refuses_other_addresses(store: Engine, host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(UsageError, match="không có https"):
        make_server(host, 0, store)


def test_a_port_in_use_is_told_in_words(store: Engine) -> None:
    server = make_server("127.0.0.1", 0, store)
    try:
        with pytest.raises(UsageError, match=f"Cổng {server.effective_port} đang có"):
            make_server("127.0.0.1", int(server.effective_port), store)
    finally:
        server.close()


@pytest.mark.parametrize("url", ["/nhap/1", "/mo-tep", "/da-go"])
def test_too_much_is_refused_with_a_page(first: FlaskClient, url: str) -> None:
    kind = "multipart/form-data; boundary=x" if url == "/mo-tep" else "application/x-www-form-urlencoded"
    answer = first.post(url, environ_overrides={"CONTENT_LENGTH": str(web_app.MAX_BYTES + 1)}, content_type=kind)
    assert (answer.status_code, "Gửi quá nhiều" in answer.text) == (413, True)


def test_a_file_above_the_limit_is_refused(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = FILES[0].docx
    monkeypatch.setattr(starting, "MAX_FILE_BYTES", 10)
    monkeypatch.setattr(package, "MAX_FILE_BYTES", 10)
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(whole), "a.docx")})
    assert (answer.status_code, "Tệp lớn hơn" in answer.text) == (422, True)


def test_a_very_long_form_is_taken(client: FlaskClient) -> None:
    pairs = {f"nhiem_vu.{number}.viec": "x" * 300 for number in range(4_000)}
    assert filled(client, FILES[0], pairs).status_code == 200


def broken_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Tệp rỗng"),
        (b"   ", "không có gì"),
        (b"PK\x03\x04rac", "bị hỏng hoặc không phải .docx"),
        (broken_zip(), "không phải văn bản Word"),
        (b"\xd0\xcf\x11\xe0abc", "có mật khẩu hoặc không phải .docx"),
        (b"\xff\xfe\x00", "không phải chữ UTF-8"),
        (b"[1, 2]", "không phải dữ liệu của một văn bản"),
        (b"so: 15", "Không nhận ra tệp này"),
        (b"{", "không phải JSON đúng"),
        (b"[" * 100_000, "lồng nhau quá sâu"),
        (b"a: 1\na: 2", "được ghi hai lần"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(client: FlaskClient, raw: bytes, said: str) -> None:
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(raw), "a.docx")})
    assert answer.status_code == 422
    assert said in answer.text
    assert "<title>Lỗi: " in answer.text
    assert "#tep" in Page(answer.text).links


def test_choosing_no_file_is_told(client: FlaskClient) -> None:
    assert "Chọn một tệp" in client.post("/mo-tep", data={}).text
    assert "Chọn một tệp" in client.post("/mo-tep", data={"tep": (io.BytesIO(b""), "")}).text


def rewritten(docx: bytes, change) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return made.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Nhà văn hóa thôn Nà Khoang".encode(), "Nhà ông Sáu".encode(), "bị sửa trong Word"),
        (b'kind="nghi-quyet"', b'kind="thu-moi"', "loại văn bản “thu-moi”"),
        (b"urn:docgen-vanban:data:1", b"urn:khac", "không do chương trình làm ra"),
        (b'{"', b'["', "bị hỏng"),
    ],
)
def test_a_document_of_ours_that_was_changed_is_told(client: FlaskClient, old: bytes, new: bytes, said: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name == "word/document.xml" and b"urn:" not in old:
            return data.replace(old, new)
        return data.replace(old, new) if name.startswith("customXml") and not old.startswith(b"Nh") else data

    raw = rewritten(FILES[0].docx, change)
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(raw), "a.docx")})
    assert said in answer.text


def test_a_file_of_another_kind_opens_its_own_form(client: FlaskClient) -> None:
    other = next(one for one in FILES if one.kind.code == "bien-ban")
    data = {"tep": (io.BytesIO(other.docx), "a.docx"), "_loai": "nghi-quyet", "_bien_the": "thuong_ky"}
    assert f"<h1>{work_of(other).form.title}</h1>" in client.post("/mo-tep", data=data).text


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, client: FlaskClient) -> FlaskClient:
    """The application with a fault whose message quotes an answer."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("bí mật 77")

    monkeypatch.setattr(saving, "save_draft", fail)
    return client


def test_a_fault_of_the_program_keeps_what_was_typed(broken: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    place = started(broken, FILES[0])
    with caplog.at_level(logging.DEBUG):
        answer = save(broken, place, [*work_of(FILES[0]).pairs, ("noi_nhan", "bí mật 77")])
    assert answer.status_code == 500
    assert "RuntimeError" not in answer.text
    page = Page(answer.text)
    assert ("noi_nhan", "bí mật 77") in page.answers
    assert ("_ban", "1") in page.pairs
    rescued = broken.post("/da-go", data=sent(page.answers))
    assert json.loads(rescued.data)["noi_nhan"] == "bí mật 77"
    assert "bí mật" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_rescued_file_opens_again(client: FlaskClient) -> None:
    work = work_of(FILES[0])
    rescued = client.post("/da-go", data=sent(work.pairs)).data
    data = {"tep": (io.BytesIO(rescued), "a.json"), "_loai": "nghi-quyet", "_bien_the": "thuong_ky"}
    assert dict(Page(client.post("/mo-tep", data=data).text).answers) == dict(work.pairs)


NAMES = sorted({name for one in FILES for name, _ in work_of(one).pairs})
ODD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["-1", "1e999", "NaN", "٣", "31/02/2026", "1/1/1", "24:00", "{{ 7*7 }}", "\x00", "9" * 400]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(FILES),
    st.sampled_from(["", "/luu", "/kiem-tra", "/ban-nhap", "/ban-hanh", "/tai/ban-nhap.docx", "/tai/du-lieu.yaml", "/cac-ban"]),
    st.lists(st.tuples(st.sampled_from(NAMES), ODD), max_size=12),
    st.lists(st.tuples(st.sampled_from(["_lam", "_so", "_da_xem", "_dan.nhiem_vu", "la"]), ODD), max_size=3),
)
def test_whatever_is_posted_never_breaks_the_program(store, shipped, page, typed, steering) -> None:
    client = application(store).test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    pairs = [*work_of(shipped).pairs, *typed, *steering]
    place = started(client, shipped)
    answer = client.post(place, data=encoded([*pairs, ("_ban", "1")]))
    assert answer.status_code in {200, 302}, answer.text
    if page in {"/luu", "/ban-hanh"}:
        base = dict(Page(client.get(place).text).pairs)["_ban"]
        answer = client.post(f"{place}{page}", data=encoded([*pairs, ("_ban", base)]))
    else:
        answer = client.get(f"{place}{page}")
    assert answer.status_code in {200, 302, 409, 422}, answer.text


def encoded(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """As a browser sends them: what UTF-8 cannot hold is replaced."""
    return sent([(name, value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")) for name, value in pairs])


def test_what_was_made_elsewhere_is_what_it_says() -> None:
    listed = tomllib.loads((STATIC / "vendor" / "VENDOR.toml").read_text("utf-8"))["file"]
    assert {one["path"] for one in listed} == {path.name for path in (STATIC / "vendor").iterdir()} - {"VENDOR.toml"}
    for one in listed:
        assert hashlib.sha256((STATIC / "vendor" / one["path"]).read_bytes()).hexdigest() == one["sha256"]
        assert one["name"] and one["version"] and one["licence"]


def test_the_own_module_is_small() -> None:
    assert (STATIC / "docgen.js").read_text("utf-8").count("\n") < 230
