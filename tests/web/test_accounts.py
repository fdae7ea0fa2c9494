"""Who may open what, coming in and going out, and the pages on which users are managed."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import statistics
import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.errors import UsageError
from docgen.store import attempts, audit, sessions, users
from docgen.store.engine import reading
from docgen.store.tables import sessions as sessions_table
from docgen.store.tokens import create_token, token_user
from docgen.store.users import Role
from support.accounts import NAMES, PASSWORD, add_users, browser, hashed, log_in, logged_in
from support.web import Page
from web import passwords
from web.accounts import ROLES
from web.app import create_app
from web.desk import is_open, role_of
from web.login import Login, own_address

OPEN = {"login.page", "login.enter", "login.leave", "login.ask_provider", "login.from_provider", "language.choose"}
"""What is open to who has not logged in."""
ISSUING = """
batch_rows.correct batch_rows.void batch_rows.void_form
batch_run.cancel batch_run.cancel_form batch_run.go_on batch_run.make batch_run.stop
making.issue
numbering.add_late numbering.add_other numbering.add_written numbering.ask_void numbering.first numbering.give_back numbering.late numbering.make_void
numbering.other numbering.set_first numbering.use_again numbering.written
own_entries.put_basis own_entries.put_duty
own_templates.approve own_templates.fields own_templates.file own_templates.hand_in own_templates.shipped own_templates.stop
own_templates.template_page own_templates.templates_page own_templates.trial
roster.add roster.bring_back roster.change roster.export roster.new roster.take_off
roster_import.choose roster_import.give_up roster_import.review roster_import.send roster_import.take
"""
MANAGING = """
tokens.everything tokens.make tokens.revoke
trail.lines
units.add units.add_signer units.change units.change_signer units.edit_signer units.end_signer units.new units.new_signer units.remove_sample units.sample units.set_up
users.add users.blank users.change users.everybody users.one
"""
HIGHER = dict.fromkeys(ISSUING.split(), Role.ISSUES) | dict.fromkeys(MANAGING.split(), Role.MANAGES)
"""Pages that ask for more than the first role."""


@pytest.fixture
def ids(store: Engine) -> dict[Role, int]:
    return add_users(store)


@pytest.fixture
def app(store: Engine, ids: dict[Role, int]) -> Flask:
    return create_app(store, Login())


@pytest.fixture
def manager(app: Flask) -> FlaskClient:
    return logged_in(app, Role.MANAGES)


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, address) of everything but files."""
    return [
        (rule.endpoint, method, re.sub("<[^>]+>", "1", str(rule)).replace("/van-ban/1/1", "/van-ban/nghi-quyet/thuong_ky"))
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"})
        if rule.endpoint != "static" and not rule.endpoint.startswith("api.")  # the API asks for a key of its own
    ]


def test_every_route_has_the_role_that_is_written_here(app: Flask) -> None:
    views = {name: view for name, view in app.view_functions.items() if not name.startswith(("static", "api."))}
    assert {name for name, view in views.items() if is_open(view)} == OPEN
    assert {name: role_of(view) for name, view in views.items() if role_of(view) is not Role.DRAFTS} == HIGHER


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "anonymous")
def test_every_route_for_every_role(app: Flask, role: Role | None) -> None:
    client = logged_in(app, role) if role else browser(app)
    for endpoint, method, url in sorted(routes(app), key=lambda route: route[0] == "login.leave"):  # logging out comes last
        answer = client.open(url, method=method)
        if endpoint in OPEN:
            assert answer.status_code in {200, 302, 303, 403, 404, 422}, url
        elif role is None:
            assert answer.status_code == (302 if method == "GET" else 303), url
            assert answer.headers["Location"].startswith("/dang-nhap"), url
        elif role.allows(HIGHER.get(endpoint, Role.DRAFTS)):
            assert answer.status_code not in {401, 403}, url
            assert not answer.headers.get("Location", "").startswith("/dang-nhap"), url
        else:
            assert answer.status_code == 403, url
            needed = {Role.ISSUES: "Văn thư", Role.MANAGES: "Quản trị"}[HIGHER[endpoint]]
            assert f"cần vai trò {needed}" in answer.text
        if role is None:
            assert app.test_client().post(url).status_code == 403, "without Origin"


def test_what_does_not_exist_is_not_told_to_strangers(app: Flask) -> None:
    assert browser(app).get("/khong-co").headers["Location"] == "/dang-nhap?tiep=/khong-co"
    assert logged_in(app, Role.DRAFTS).get("/khong-co").status_code == 404
    with browser(app).get("/static/docgen.css") as style:
        assert style.status_code == 200


def test_the_menu_shows_what_one_may_open(app: Flask) -> None:
    shown = {role: "/nguoi-dung" in Page(logged_in(app, role).get("/thiet-lap").text).links for role in Role}
    assert shown == {Role.DRAFTS: False, Role.ISSUES: False, Role.MANAGES: True}
    assert "/mo-tep" not in Page(browser(app).get("/dang-nhap").text).links


def test_a_login_leads_to_where_one_wanted_to_go(app: Flask) -> None:
    client = browser(app)
    asked = client.get("/mo-tep?ten=bi-mat")
    assert asked.headers["Location"] == "/dang-nhap?tiep=/mo-tep"
    page = Page(client.get(asked.headers["Location"]).text)
    assert dict(page.pairs)["_tiep"] == "/mo-tep"
    assert log_in(client, " SOAN ", _tiep="/mo-tep").headers["Location"] == "/mo-tep"
    assert "soan" in client.get("/").text
    assert client.get("/dang-nhap").headers["Location"] == "/"


@pytest.mark.parametrize(
    "address",
    ["https://xau.example", "//xau.example", "/\\xau.example", "\\\\xau.example", "javascript:alert(1)", "/\t/xau.example", "http:/a",
     "/a\r\nSet-Cookie: x=1", "xau.example", "", "///xau.example", "/\x00", "http://[", "https:xau.example", " //xau.example"],
)  # fmt: skip
def test_a_login_leads_nowhere_else(app: Flask, address: str) -> None:
    assert own_address(address) == "/"
    assert log_in(browser(app), "soan", _tiep=address).headers["Location"] == "/"
    assert 'value="/"' in browser(app).get("/dang-nhap", query_string={"tiep": address}).text


def test_whatever_was_wrong_the_answer_is_the_same(app: Flask, store: Engine, ids: dict[Role, int]) -> None:
    users.add_user(store, "cuu", "Đã ngừng", Role.DRAFTS, by="x", password_hash=hashed())
    users.change_user(store, ids[Role.ISSUES], by="x", active=False)
    users.add_user(store, "moi", "Chưa có mật khẩu", Role.DRAFTS, by="x")
    tries = [
        ("soan", "sai mật khẩu rồi"),
        ("khong-ai", PASSWORD),
        ("thu", PASSWORD),
        ("moi", PASSWORD),
        ("moi", passwords.NOBODYS),
    ]
    answers = [log_in(browser(app), name, typed) for name, typed in tries]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.text.replace(name, "TEN") for (name, _), answer in zip(tries, answers, strict=True)}) == 1
    assert not any("docgen_phien" in str(answer.headers) for answer in answers)
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in answers[0].text and PASSWORD not in answers[1].text


def test_nobodys_hash_costs_what_every_hash_costs() -> None:
    assert not passwords.is_outdated(passwords.NOBODYS)
    assert not passwords.is_right(None, "") and not passwords.is_right(passwords.NOBODYS, "")


def test_an_unknown_name_takes_as_long_as_a_wrong_password(app: Flask, store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "FREE_BY_NAME", 10_000)
    monkeypatch.setattr(attempts, "FREE_BY_ADDRESS", 10_000)
    client, took = browser(app), {"soan": [], "khong-ai": []}
    for _ in range(12):
        for name, times in took.items():
            started = time.perf_counter()
            assert log_in(client, name, "sai mật khẩu rồi").status_code == 422
            times.append(time.perf_counter() - started)
    known, unknown = (statistics.median(times[2:]) for times in took.values())
    assert 0.75 < known / unknown < 1.33


def test_what_is_missing_is_told_and_the_name_is_kept(app: Flask) -> None:
    answer = log_in(browser(app), "soan", "")
    assert (answer.status_code, "Nhập mật khẩu" in answer.text, 'value="soan"' in answer.text) == (422, True, True)
    assert "Nhập tên đăng nhập" in log_in(browser(app), "", PASSWORD).text


def test_too_many_failures_have_to_wait_even_with_the_right_password(app: Flask) -> None:
    statuses = [log_in(browser(app), "soan", "sai mật khẩu rồi").status_code for _ in range(7)]
    assert statuses == [422] * 6 + [429]
    answer = log_in(browser(app), "soan")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
    assert re.search(r"đợi \d+ giây", answer.text)
    assert [log_in(browser(app), "khong-ai", "sai mật khẩu rồi").status_code for _ in range(7)] == statuses
    assert log_in(browser(app), "quan").status_code == 303


def cookies_of(answer) -> list[str]:
    return answer.headers.getlist("Set-Cookie")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask, store: Engine) -> None:
    plain = [one for one in cookies_of(log_in(browser(app), "soan")) if one.startswith("docgen_phien=")]
    assert re.fullmatch(r"docgen_phien=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", plain[0])
    client = create_app(store, Login(names=frozenset({"kho.xa.vn"}), https=True)).test_client()
    data = {"ten": "soan", "mat_khau": PASSWORD}
    safe = client.post("/dang-nhap", data=data, base_url="https://kho.xa.vn", headers={"Origin": "https://kho.xa.vn"})
    found = [one for one in cookies_of(safe) if one.startswith("__Host-docgen=")]
    assert re.fullmatch(r"__Host-docgen=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Lax", found[0])
    assert safe.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in log_in(browser(app), "soan").headers


def test_where_https_is_promised_nothing_is_served_without(store: Engine, ids: dict[Role, int]) -> None:
    client = create_app(store, Login(https=True)).test_client()
    for url in ("/", "/dang-nhap", "/static/docgen.css"):
        assert client.get(url).status_code == 400
    assert "https" in client.get("/").text


@pytest.mark.parametrize(
    ("login", "host", "known"),
    [
        (Login(), "localhost", True),
        (Login(), "192.168.1.5", False),
        (Login(), "xau.example", False),
        (Login(frozenset({"kho.xa.vn", "192.168.1.5"})), "KHO.xa.vn:8642", True),
        (Login(frozenset({"kho.xa.vn", "192.168.1.5"})), "192.168.1.5:8642", True),
        (Login(frozenset({"kho.xa.vn"})), "192.168.1.6", False),
        (Login(frozenset({"kho.xa.vn"})), "a.kho.xa.vn", False),
        (Login(frozenset({"kho.xa.vn"})), "kho.xa.vn.xau.example", False),
        (Login(frozenset({"kho.xa.vn"})), "a@kho.xa.vn", False),
        (Login(any_address=True), "192.168.1.5:8642", True),
        (Login(any_address=True), "[fd00::2]:8642", True),
        (Login(any_address=True), "xau.example", False),
        (Login(any_address=True), "", False),
    ],
)
def test_only_known_names_lead_in(store: Engine, login: Login, host: str, known: bool) -> None:
    answer = create_app(store, login).test_client().get("/dang-nhap", headers={"Host": host})
    assert answer.status_code == (200 if known else 421)


def test_a_login_begins_a_new_session_and_ends_the_old_one(app: Flask, store: Engine) -> None:
    client = browser(app)
    client.set_cookie("docgen_phien", "duoc-ke-xau-dat-truoc")
    log_in(client, "soan")
    first = client.get_cookie("docgen_phien").value
    assert first != "duoc-ke-xau-dat-truoc"
    log_in(client, "thu")
    assert client.get_cookie("docgen_phien").value != first
    assert sessions.session_user(store, first) is None
    assert sessions.session_user(store, client.get_cookie("docgen_phien").value).name == "thu"


def test_logging_out_ends_it_here_and_in_the_store(app: Flask, store: Engine) -> None:
    client = logged_in(app, Role.DRAFTS)
    token = client.get_cookie("docgen_phien").value
    assert client.get("/dang-xuat").status_code == 405
    assert client.get("/").status_code == 200
    assert client.post("/dang-xuat").headers["Location"] == "/dang-nhap"
    assert client.get_cookie("docgen_phien") is None
    client.set_cookie("docgen_phien", token)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("old", ["session", "none"])
def test_what_was_typed_before_a_session_was_over_is_sent_again(app: Flask, store: Engine, old: str) -> None:
    client = logged_in(app, Role.DRAFTS)
    sessions.end_sessions(store, users.user_named(store, "soan")[0].id, by="x")
    if old == "none":
        client.delete_cookie("docgen_phien")
    url = "/van-ban/nghi-quyet/thuong_ky/bieu-mau"
    typed = {"so": "15", "nhiem_vu.0.viec": 'Rà soát "hộ" <b>', "_lam": "them:nhiem_vu"}
    answer = client.post(url, data=typed)
    page = Page(answer.text)
    assert (answer.status_code, dict(page.pairs)) == (401, typed)
    assert ("form", url) in [(tag, found.get("action")) for tag, found in page.tags]
    log_in(client, "soan")
    assert ("nhiem_vu.0.viec", typed["nhiem_vu.0.viec"]) in Page(client.post(url, data=dict(page.pairs)).text).answers


def test_passwords_are_never_in_a_page_again(app: Flask, store: Engine, ids: dict[Role, int]) -> None:
    client = browser(app)
    data = {
        "ten": "an",
        "ho_ten": "An",
        "vai_tro": "la",
        "cu": PASSWORD,
        "moi": PASSWORD,
        "lai": PASSWORD + "x",
        "_lam": "mat-khau",
    }
    urls = ["/nguoi-dung/them", f"/nguoi-dung/{ids[Role.DRAFTS]}", "/mat-khau"]
    assert [client.post(url, data=data).status_code for url in urls] == [303] * 3
    log_in(client, "quan")
    for url in urls:
        answer = client.post(url, data=data)
        assert answer.status_code == 422 and PASSWORD not in answer.text


def test_ones_own_password(app: Flask, store: Engine) -> None:
    here, elsewhere = logged_in(app, Role.DRAFTS), logged_in(app, Role.DRAFTS)
    before = here.get_cookie("docgen_phien").value
    new = "một câu khác hẳn"

    def change(**typed: str):
        return here.post("/mat-khau", data={"cu": PASSWORD, "moi": new, "lai": new, **typed})

    for typed, said in (
        ({"cu": "sai"}, "hiện tại chưa đúng"),
        ({"moi": "ngắn", "lai": "ngắn"}, "cần ít nhất 10"),
        ({"lai": "khác"}, "chưa giống nhau"),
        ({"moi": "1234567890", "lai": "1234567890"}, "dễ đoán"),
        ({"moi": "abababababab", "lai": "abababababab"}, "dễ đoán"),
        ({"moi": "xin chao SOAN", "lai": "xin chao SOAN"}, "chứa tên đăng nhập"),
        ({"moi": "a b c d e " * 13, "lai": "a b c d e " * 13}, "nhiều nhất là 128"),
    ):
        answer = change(**typed)
        assert answer.status_code == 422 and said in answer.text and "<title>Lỗi: " in answer.text
    assert change().headers["Location"] == "/"
    assert here.get("/").status_code == 200 and here.get_cookie("docgen_phien").value != before
    assert elsewhere.get("/").status_code == 302
    assert log_in(browser(app), "soan").status_code == 422
    assert log_in(browser(app), "soan", "một câu khác hẳn").status_code == 303


def test_guessing_at_ones_own_password_is_counted_too(app: Flask) -> None:
    client = logged_in(app, Role.DRAFTS)
    data = {"cu": "sai mật khẩu rồi", "moi": "một câu khác hẳn", "lai": "một câu khác hẳn"}
    told = [client.post("/mat-khau", data=data).text for _ in range(7)]
    assert "hiện tại chưa đúng" in told[5] and "Đã sai nhiều lần" in told[6]


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    assert passwords.is_right(hashed("Hội trường thôn"), "Hội trường thôn")
    assert not passwords.is_right(hashed("Hội trường thôn"), "Hoi truong thon")


def test_the_way_of_a_user(manager: FlaskClient, app: Flask, store: Engine) -> None:
    typed = {
        "ten": " Hoa.LT ",
        "ho_ten": "Lò  Thị Hoa",
        "vai_tro": "van_thu",
        "moi": "mùa xuân nho nhỏ",
        "lai": "mùa xuân nho nhỏ",
    }
    answer = manager.post("/nguoi-dung/them", data=typed)
    url = answer.headers["Location"]
    assert "Đã thêm người dùng" in manager.get(url).text
    hoa, _ = users.user_named(store, "hoa.lt")
    assert (hoa.ho_ten, hoa.role) == ("Lò Thị Hoa", Role.ISSUES)
    client = browser(app)
    assert log_in(client, "hoa.lt", "mùa xuân nho nhỏ").status_code == 303
    assert "Đang đăng nhập ở 1 trình duyệt" in manager.get("/nguoi-dung").text
    assert client.get("/nguoi-dung").status_code == 403
    manager.post(url, data={"_lam": "vai-tro", "vai_tro": "quan_tri"})
    assert client.get("/nguoi-dung").status_code == 200
    manager.post(url, data={"_lam": "dang-xuat"})
    assert client.get("/").status_code == 302
    log_in(client, "hoa.lt", "mùa xuân nho nhỏ")
    manager.post(url, data={"_lam": "mat-khau", "moi": "mùa thu nho nhỏ", "lai": "mùa thu nho nhỏ"})
    assert client.get("/").status_code == 302
    assert log_in(client, "hoa.lt", "mùa thu nho nhỏ").status_code == 303
    manager.post(url, data={"_lam": "dong"})
    assert client.get("/").status_code == 302
    assert log_in(client, "hoa.lt", "mùa thu nho nhỏ").status_code == 422
    assert "Đã ngừng" in manager.get("/nguoi-dung").text
    manager.post(url, data={"_lam": "mo"})
    assert log_in(client, "hoa.lt", "mùa thu nho nhỏ").status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ten": ""}, "Nhập tên đăng nhập"),
        ({"ten": "hòa"}, "Tên đăng nhập “hòa”"),
        ({"ten": "máy này"}, "Tên đăng nhập “máy này”"),
        ({"ten": "SOAN"}, "đã có"),
        ({"ho_ten": "  "}, "Nhập họ và tên"),
        ({"vai_tro": "la"}, "Chọn vai trò"),
        ({"moi": ""}, "Nhập mật khẩu"),
        ({"lai": "khác"}, "chưa giống nhau"),
    ],
)
def test_a_user_with_something_wrong_is_not_added_and_nothing_typed_is_lost(manager: FlaskClient, typed, said: str) -> None:
    whole = {
        "ten": "an",
        "ho_ten": "Vi Văn An",
        "vai_tro": "van_thu",
        "moi": "mùa xuân nho nhỏ",
        "lai": "mùa xuân nho nhỏ",
        **typed,
    }
    answer = manager.post("/nguoi-dung/them", data=whole)
    page = Page(answer.text)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert ("ho_ten", whole["ho_ten"]) in page.pairs and "<title>Lỗi: " in answer.text
    assert f"#{next(iter(typed))}" in page.links and next(iter(typed)) in page.ids


def test_the_last_manager_cannot_lock_everybody_out(manager: FlaskClient, ids: dict[Role, int]) -> None:
    url = f"/nguoi-dung/{ids[Role.MANAGES]}"
    for data in ({"_lam": "dong"}, {"_lam": "vai-tro", "vai_tro": "soan_thao"}):
        answer = manager.post(url, data=data)
        assert answer.status_code == 422 and "người quản trị cuối cùng" in answer.text
    assert manager.get("/nguoi-dung").status_code == 200
    assert manager.post(url, data={"_lam": "vai-tro", "vai_tro": "la"}).status_code == 422
    assert manager.post(url, data={"_lam": "la"}).status_code == 400
    assert manager.post("/nguoi-dung/999", data={"_lam": "dong"}).status_code == 404


def test_the_way_of_a_key(manager: FlaskClient, store: Engine, ids: dict[Role, int]) -> None:
    typed = {"ten": "phần mềm văn thư", "nguoi": ids[Role.ISSUES], "vai_tro": "soan_thao", "ngay": "30"}
    made = manager.post("/khoa-truy-cap", data=typed)
    key = re.search(r"docgen_[\w-]{43}", made.text)[0]
    found = token_user(store, key)
    assert (found.name, found.role) == ("thu", Role.DRAFTS)
    again = manager.post("/khoa-truy-cap", data=typed)
    assert again.status_code == 422 and "Đã có khóa" in again.text
    page = manager.get("/khoa-truy-cap").text
    assert key not in page and "phần mềm văn thư" in page
    assert manager.post("/khoa-truy-cap/1/thu-hoi").status_code == 303
    assert token_user(store, key) is None
    assert "Đã thu hồi" in manager.get("/khoa-truy-cap").text
    for wrong in ({"ten": ""}, {"ten": "x" * 61}, {"nguoi": "999"}, {"vai_tro": "la"}, {"ngay": "9999"}):
        assert manager.post("/khoa-truy-cap", data={**typed, **wrong}).status_code == 422
    assert manager.post("/khoa-truy-cap/99/thu-hoi").status_code == 404


def test_the_page_says_what_every_key_opens(manager: FlaskClient, store: Engine, ids: dict[Role, int]) -> None:
    for of, user in ids.items():
        for upto in Role:
            create_token(store, user, f"{of}/{upto}", upto, lasts=dt.timedelta(days=30), by="quan")
    page = manager.get("/khoa-truy-cap").text
    told = dict(re.findall(r'<th scope="row">(\w+/\w+)</th><td>\w+</td><td>([\w ]+?)(?: <span|</td>)', page))
    assert len(told) == len(Role) ** 2
    for of in Role:
        for upto in Role:
            assert told[f"{of}/{upto}"] == ROLES[min(of, upto, key=lambda role: role.rank)]
    assert page.count("khóa cho đến") == 3


def test_who_did_what_is_in_the_trail_and_nothing_secret(app: Flask, store: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client = browser(app)
        log_in(client, "soan", "sai mật khẩu rồi")
        log_in(client, "khong-ai-ca", "sai mật khẩu rồi")
        log_in(client, "soan")
        client.post("/dang-xuat")
    lines = [(entry.actor, entry.action, entry.what_id is not None) for entry in audit.trail(store, what="users", limit=4)]
    assert lines == [
        ("soan", "logout", True),
        ("soan", "login", True),
        ("không rõ", "login_failed", False),
        ("soan", "login_failed", True),
    ]
    kept = json.dumps([str(entry) for entry in audit.trail(store)], ensure_ascii=False)
    for secret in (PASSWORD, "sai mật khẩu", "khong-ai-ca", "argon2"):
        assert secret not in kept
    assert "soan" not in caplog.text and "mật khẩu" not in caplog.text
    with reading(store) as connection:
        assert connection.execute(sessions_table.select()).all() == []


def test_the_one_at_this_machine_needs_no_login(client: FlaskClient, store: Engine) -> None:
    for url in ("/", "/nguoi-dung", "/khoa-truy-cap"):
        assert client.get(url).status_code == 200
    assert client.get("/dang-nhap").headers["Location"] == "/"
    assert client.post("/dang-nhap", data={"ten": "x", "mat_khau": "y"}).status_code == 303
    assert client.get("/mat-khau").status_code == client.post("/mat-khau").status_code == 404
    typed = {"ten": "quan", "ho_ten": "Quản", "vai_tro": "quan_tri", "moi": "mùa xuân nho nhỏ", "lai": "mùa xuân nho nhỏ"}
    assert client.post("/nguoi-dung/them", data=typed).status_code == 303
    assert audit.trail(store, what="users")[0].actor == "máy này"


@pytest.mark.parametrize("call", [lambda client: client.get("/nguoi-dung"), lambda client: client.post("/nguoi-dung/them")])
def test_a_page_for_others_says_which_role_it_needs(app: Flask, call: Callable[[FlaskClient], object]) -> None:
    answer = call(logged_in(app, Role.ISSUES))
    assert answer.status_code == 403
    assert "cần vai trò Quản trị; vai trò của đồng chí là Văn thư" in answer.text
    assert {name for name in NAMES.values() if f">{name}<" in answer.text} == {"thu"}


def test_the_error_has_its_place_in_the_tree(app: Flask) -> None:
    from docgen.errors import RoleError  # noqa: PLC0415

    assert issubclass(RoleError, UsageError) and RoleError.http_status == 403
