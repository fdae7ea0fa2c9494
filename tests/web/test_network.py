"""Open to an office's network: a real server on this machine's own address, real browsers, two servers on one store, a proxy."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from docgen.errors import UsageError
from docgen.store import attempts, users
from docgen.store.engine import open_store
from docgen.store.users import Role
from support.accounts import NAMES, PASSWORD, add_users, own_address
from support.server import running
from web.login import Login
from web.server import Opening, login_of

PHONE = {"width": 360, "height": 740}
TRUSTED = Opening(insecure_http=True)


@pytest.fixture
def address() -> str:
    found = own_address()
    if found is None:
        pytest.skip("this machine has no address but the loopback one")
    return found


@pytest.fixture
def office(address: str, store: Engine) -> Iterator[str]:
    """A server in the network with a user of each role."""
    add_users(store)
    with running(address, store, TRUSTED) as url:
        yield url


def ask(url: str, method: str = "GET", path: str = "/", body: dict[str, str] | None = None, **headers: str):
    """One request with these headers only: (status, headers, text)."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, urlencode(body) if body is not None else None, sent)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read().decode()
    connection.close()
    return found


def enter(url: str, name: str = "soan", password: str = PASSWORD, **headers: str):
    return ask(url, "POST", "/dang-nhap", {"ten": name, "mat_khau": password}, **{"Origin": url.rstrip("/"), **headers})


def cookie_of(headers) -> str:
    return next(one.partition(";")[0] for one in headers.get_all("Set-Cookie") if "docgen" in one and "notices" not in one)


def test_the_store_without_a_manager_is_not_opened(store: Engine) -> None:
    for opening in (TRUSTED, Opening(trusted_proxy="127.0.0.1"), Opening(login=True), Opening(names=("kho.xa.vn",), login=True)):
        with pytest.raises(UsageError, match="vai trò quản trị") as told:
            login_of("127.0.0.1" if opening.login else "0.0.0.0", opening, store)
        assert "docgen users add" in told.value.hint
    users.add_user(store, "quan", "Q", Role.MANAGES, by="x")
    with pytest.raises(UsageError, match="vai trò quản trị"):
        login_of("0.0.0.0", TRUSTED, store)
    users.add_user(store, "quan2", "Q", Role.MANAGES, by="x", password_hash="x")
    assert login_of("0.0.0.0", TRUSTED, store).any_address
    users.add_user(store, "thu", "Q", Role.ISSUES, by="x", password_hash="x")
    users.change_user(store, 1, by="x", role=Role.ISSUES)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "may-chu", "8.8.8.8"])
def test_without_https_somebody_has_to_say_that_the_network_is_trusted(store: Engine, host: str) -> None:
    add_users(store)
    with pytest.raises(UsageError, match="không có https"):
        login_of(host, Opening(names=("kho.xa.vn",)), store)
    assert isinstance(login_of(host, TRUSTED, store), Login)


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (Opening(trusted_proxy="*"), "“\\*” không phải địa chỉ IP"),
        (Opening(trusted_proxy="localhost"), "không phải địa chỉ IP"),
        (Opening(trusted_proxy="127.0.0.1", insecure_http=True), "trái nhau"),
        (Opening(names=("http://kho.xa",), insecure_http=True), "không phải tên máy"),
        (Opening(names=("kho.xa:8642",), insecure_http=True), "không phải tên máy"),
    ],
)
def test_what_makes_no_sense_is_told(store: Engine, opening: Opening, said: str) -> None:
    add_users(store)
    with pytest.raises(UsageError, match=said):
        login_of("0.0.0.0", opening, store)


def test_on_all_addresses_any_address_of_the_machine_leads_in(address: str, store: Engine) -> None:
    add_users(store)
    with running("0.0.0.0", store, TRUSTED) as url:
        assert socket.gethostname() in url
        here = f"http://{address}:{urlsplit(url).port}/"
        assert ask(here)[0] == 302
        assert ask(here, Host="xau.example")[0] == 421
        cookie = cookie_of(enter(here)[1])
        assert ask(here, Cookie=cookie)[0] == 200


def test_what_a_server_is_known_as(store: Engine) -> None:
    add_users(store)
    assert login_of("127.0.0.1", Opening(), store) is None
    alone = login_of("127.0.0.1", Opening(login=True), store)
    assert not alone.knows("192.168.1.5") and alone.knows("localhost")
    one = login_of("192.168.1.5", Opening(names=("Kho.Xa.VN",), insecure_http=True), store)
    assert one.knows("192.168.1.5") and one.knows("kho.xa.vn") and one.knows(socket.gethostname())
    assert not one.knows("192.168.1.6") and not one.https
    assert login_of("127.0.0.1", Opening(trusted_proxy="127.0.0.1"), store).https


def test_in_the_network_every_page_asks_for_a_login(office: str, address: str) -> None:
    assert address in office
    status, headers, _ = ask(office)
    assert (status, headers["Location"]) == (302, "/dang-nhap")
    status, headers, text = enter(office)
    assert (status, headers["Location"]) == (303, "/"), text
    status, _, text = ask(office, Cookie=cookie_of(headers))
    assert status == 200 and "soan" in text
    assert ask(office, path="/nguoi-dung", Cookie=cookie_of(headers))[0] == 403
    for host in ("xau.example", f"{address}.xau.example", "192.0.2.77"):
        assert ask(office, Host=host)[0] == 421
    for host in ("localhost", socket.gethostname()):
        assert ask(office, Host=host)[0] == 302


def test_without_https_the_origin_decides(office: str) -> None:
    """Browsers send Sec-Fetch-Site to trustworthy addresses only: here Origin is all there is."""
    cookie = cookie_of(enter(office)[1])
    own = office.rstrip("/")
    table = {None: 403, "null": 403, "http://xau.example": 403, own.replace("http", "https"): 403, own + "1": 403, own: 303}
    for origin, status in table.items():
        sent = {"Cookie": cookie, **({"Origin": origin} if origin else {})}
        assert ask(office, "POST", "/dang-xuat", {}, **sent)[0] == status, origin
    assert ask(office, "POST", "/dang-nhap", {}, Origin="http://xau.example", Referer=office)[0] == 403


def test_two_servers_on_one_store_know_the_same_sessions_and_failures(address: str, store: Engine) -> None:
    add_users(store)
    other = open_store(str(store.url))
    with running(address, store, TRUSTED) as first, running(address, other, TRUSTED) as second:
        cookie = cookie_of(enter(first)[1])
        assert ask(second, Cookie=cookie)[0] == 200
        ask(second, "POST", "/dang-xuat", {}, Cookie=cookie, Origin=second.rstrip("/"))
        assert ask(first, Cookie=cookie)[0] == 302
        tried = [enter((first, second)[turn % 2], "thu", "sai mật khẩu rồi")[0] for turn in range(7)]
        assert tried == [422] * 6 + [429]
        cookie = cookie_of(enter(first)[1])
        users.change_user(other, users.user_named(other, "soan")[0].id, by="x", active=False)
        assert [ask(url, Cookie=cookie)[0] for url in (first, second)] == [302, 302]
    other.dispose()


def test_one_address_cannot_try_many_names(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "FREE_BY_ADDRESS", 3)
    tried = [enter(office, f"ten{turn}", X_Forwarded_For=f"10.0.0.{turn}")[0] for turn in range(5)]
    assert tried == [422] * 4 + [429]


def test_a_proxy_says_who_asks_and_that_it_was_https(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "FREE_BY_ADDRESS", 2)
    add_users(store)
    with running("127.0.0.1", store, Opening(names=("kho.xa.vn",), trusted_proxy="127.0.0.1")) as url:
        told = {"Host": "kho.xa.vn", "Origin": "https://kho.xa.vn", "X_Forwarded_Proto": "https"}
        status, headers, _ = enter(url, **told, X_Forwarded_For="10.0.0.1")
        assert status == 303 and cookie_of(headers).startswith("__Host-docgen=")
        cookies = headers.get_all("Set-Cookie")
        assert all("Secure" in one and "HttpOnly" in one and "SameSite=Lax" in one for one in cookies)
        assert headers["Strict-Transport-Security"]
        assert ask(url, Cookie=cookie_of(headers), X_Forwarded_For="10.0.0.1", **told)[0] == 200
        assert ask(url, **{**told, "X_Forwarded_Proto": "http"})[0] == 400
        assert ask(url, Host="kho.xa.vn")[0] == 400
        assert enter(url, **{**told, "Origin": "http://kho.xa.vn"}, X_Forwarded_For="10.0.0.1")[0] == 403
        tried = [enter(url, f"ten{turn}", **told, X_Forwarded_For=f"10.9.9.{turn}, 10.0.0.2")[0] for turn in range(4)]
        assert tried == [422] * 3 + [429]
        assert enter(url, "ten9", **told, X_Forwarded_For="10.0.0.3")[0] == 422


def test_only_the_proxy_is_believed(address: str, store: Engine) -> None:
    add_users(store)
    with running(address, store, Opening(names=("kho.xa.vn",), trusted_proxy="127.0.0.1")) as url:
        assert ask(url, Host="kho.xa.vn", X_Forwarded_Proto="https", X_Forwarded_For="127.0.0.1")[0] == 400


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, office: str) -> Iterator[Page]:
    yield from opened(chromium, office, java_script_enabled=request.param)


def opened(chromium: Browser, office: str, **options) -> Iterator[Page]:
    context = chromium.new_context(base_url=office, **options)
    context.set_default_timeout(30_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def fill(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f"#{name}").fill(value)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def log_in(page: Page, role: Role, url: str = "/") -> None:
    page.goto(url)
    fill(page, ten=NAMES[role], mat_khau=PASSWORD)
    press(page, "Đăng nhập")


def test_in_a_browser_without_https(page: Page) -> None:
    sent: list[dict[str, str]] = []
    page.on("request", lambda request: sent.append(request.all_headers()) if request.method == "POST" else None)
    page.goto("/mo-tep")
    fill(page, ten="soan", mat_khau="sai mật khẩu rồi")
    press(page, "Đăng nhập")
    expect(page).to_have_title("Lỗi: Đăng nhập – Soạn văn bản Đảng")
    expect(page.locator("#ten")).to_have_value("soan")
    expect(page.locator("#mat_khau")).to_have_value("")
    fill(page, mat_khau=PASSWORD)
    press(page, "Đăng nhập")
    expect(page.locator("h1")).to_have_text("Mở tệp đã làm")
    assert all("sec-fetch-site" not in headers and headers["origin"] for headers in sent) and len(sent) == 2
    page.goto("/nguoi-dung")
    expect(page.locator("main")).to_contain_text("cần vai trò Quản trị")
    press(page, "Đăng xuất")
    expect(page.locator("h1")).to_have_text("Đăng nhập")
    page.go_back()
    page.reload()
    expect(page.locator("h1")).to_have_text("Đăng nhập")


def test_a_page_of_somebody_else_cannot_act_for_one(page: Page, tmp_path: Path, office: str) -> None:
    log_in(page, Role.DRAFTS)
    trap = tmp_path / "bay.html"
    trap.write_text(f'<form method="post" action="{office}dang-xuat"><button>X</button></form>', "utf-8")
    page.goto(trap.as_uri())
    press(page, "X")
    expect(page.locator("h1")).to_have_text("Không thực hiện")
    page.goto("/")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()


def test_what_was_typed_survives_the_end_of_a_session(page: Page, store: Engine) -> None:
    log_in(page, Role.DRAFTS, "/van-ban/nghi-quyet/thuong_ky")
    page.get_by_role("button", name="Bắt đầu điền").first.click()
    page.locator("[id='f-dia_danh']").fill("Vân Thượng Sơn")
    page.context.clear_cookies()
    press(page, "Kiểm tra lại")
    expect(page.locator("h1")).to_have_text("Cần đăng nhập lại")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Đăng nhập trong thẻ mới").click()
    log_in(opening.value, Role.DRAFTS, "/dang-nhap")
    press(page, "Gửi lại")
    expect(page.locator("[id='f-dia_danh']")).to_have_value("Vân Thượng Sơn")


def states_of(page: Page) -> Iterator[str]:
    """Every page of this part, with and without mistakes."""
    page.goto("/")
    yield "login"
    press(page, "Đăng nhập")
    yield "login with mistakes"
    log_in(page, Role.MANAGES)
    for url in ("/nguoi-dung", "/nguoi-dung/them", "/nguoi-dung/1", "/khoa-truy-cap", "/mat-khau"):
        page.goto(url)
        yield url
    for url, button in (("/nguoi-dung/them", "Thêm người dùng"), ("/nguoi-dung/1", "Đặt mật khẩu mới"),
                        ("/nguoi-dung/3", "Ngừng, không cho đăng nhập nữa"), ("/khoa-truy-cap", "Tạo khóa"), ("/mat-khau", "Đổi mật khẩu")):  # fmt: skip
        page.goto(url)
        press(page, button)
        expect(page.locator("#tom-tat")).to_be_visible()
        yield f"{url} with mistakes"
    page.goto("/khoa-truy-cap")
    fill(page, ten="phần mềm quản lý văn bản và điều hành")
    page.locator("#nguoi").select_option(index=1)
    press(page, "Tạo khóa")
    yield "a new key"
    page.goto("/nguoi-dung/1")
    press(page, "Ngừng, không cho đăng nhập nữa")
    yield "closed"
    press(page, "Đăng xuất")
    page.goto("/van-ban/nghi-quyet/thuong_ky")
    log_in(page, Role.ISSUES, "/van-ban/nghi-quyet/thuong_ky")
    page.get_by_role("button", name="Bắt đầu điền").first.click()
    page.context.clear_cookies()
    page.locator("[id='f-dia_danh']").fill("A")
    press(page, "Kiểm tra lại")
    yield "expired"
    log_in(page, Role.ISSUES, "/nguoi-dung")
    yield "refused"


def test_no_page_has_a_violation_for_axe_nor_is_wider_than_a_phone(chromium: Browser, office: str) -> None:
    axe, found, seen = Axe(), {}, []
    for page in opened(chromium, office, viewport=PHONE):
        for state in states_of(page):
            seen.append(state)
            result = axe.run(page)
            if result.violations_count:
                found[state] = [
                    (one["id"], [node["html"][:150] for node in one["nodes"]][:3]) for one in result.response["violations"]
                ]
            if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
                found[state] = [*found.get(state, []), "wide"]
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)
    assert len(seen) == 16
