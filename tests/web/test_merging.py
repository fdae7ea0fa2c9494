"""Two windows on one draft: what one side alone changed is joined by itself; only what both changed is asked about."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from docgen.store.drafts import draft_with
from support.browser import begin, field, opened, press
from support.examples import FILES
from support.web import Page as Read
from support.web import Pairs, sent, started, work_of

SHIPPED = FILES[0]


@pytest.fixture
def draft(client: FlaskClient) -> str:
    """The address of a draft that says what the example says."""
    return started(client, SHIPPED, work_of(SHIPPED).pairs)


def window(client: FlaskClient, draft: str) -> Pairs:
    """What a window that was just opened would send."""
    read = Read(client.get(draft).text)
    return [(name, value) for name, value in read.pairs if not name.startswith("_") or name == "_ban"]


def typed(pairs: Pairs, **changes: str) -> dict[str, list[str]]:
    """The fields of a window in which something was typed; `__` stands for the dot in a name."""
    names = {name.replace("__", "."): value for name, value in changes.items()}
    known = {name for name, _value in pairs}
    kept = [(name, names.get(name, value)) for name, value in pairs]
    return sent([*kept, *((name, value) for name, value in names.items() if name not in known)])


def stored(client: FlaskClient, draft: str) -> dict[str, str]:
    return dict(window(client, draft))


def test_changes_in_different_fields_are_joined_and_it_is_said(client: FlaskClient, draft: str) -> None:
    first, second = window(client, draft), window(client, draft)
    client.post(draft, data=typed(first, dia_danh="Tả Van", nguoi_ky__ho_ten="Hoàng Văn Một"))
    answer = client.post(draft, data=typed(second, dang_phi="đã nộp đủ", nguoi_ky__chuc_vu="pho_bi_thu"), follow_redirects=True)
    said = html.unescape(answer.text)
    assert "Đã ghép phần vừa lưu ở nơi khác: " in said
    assert "Người ký – Họ và tên" in said
    now = stored(client, draft)
    expected = {"dia_danh": "Tả Van", "dang_phi": "đã nộp đủ", "nguoi_ky.ho_ten": "Hoàng Văn Một"}
    assert {name: now[name] for name in expected} == expected


def test_a_list_that_one_side_changed_is_joined_as_a_whole(client: FlaskClient, draft: str) -> None:
    first, second = window(client, draft), window(client, draft)
    rows = sum(bool(re.fullmatch(r"nhiem_vu\.\d+\.viec", name)) for name, _value in first)
    client.post(draft, data=typed(first, **{f"nhiem_vu__{rows}__viec": "Thu quỹ"}))
    client.post(draft, data=typed(second, dia_danh="Nà Khoang"))
    now = stored(client, draft)
    assert (now[f"nhiem_vu.{rows}.viec"], now["dia_danh"]) == ("Thu quỹ", "Nà Khoang")


def test_autosave_joins_too_and_says_so(client: FlaskClient, draft: str) -> None:
    first, second = window(client, draft), window(client, draft)
    client.post(draft, data=typed(first, dia_danh="Tả Van"))
    answer = client.post(f"{draft}/luu", data=typed(second, dang_phi="đã nộp đủ"))
    assert answer.status_code == 200
    assert "nơi khác" in answer.json["joined"]
    now = stored(client, draft)
    assert (now["_ban"], now["dia_danh"], now["dang_phi"]) == (str(answer.json["version"]), "Tả Van", "đã nộp đủ")


def test_the_page_of_a_conflict_lists_only_what_both_changed(client: FlaskClient, draft: str) -> None:
    first, second = window(client, draft), window(client, draft)
    client.post(draft, data=typed(first, dia_danh="Tả Van", so="7"))
    refused = client.post(draft, data=typed(second, dia_danh="Nà Khoang", dang_phi="đã nộp đủ"))
    said = html.unescape(refused.text)
    assert refused.status_code == 409
    assert re.findall(r"<h2>(.*?)</h2>", said) == ["Địa danh"]
    assert "cửa sổ khác" in said
    assert "người" not in re.sub(r"(?s)<(head|header|footer|form)\b.*?</\1>|<[^>]*>", "", said).partition("Địa danh")[0]
    for form, place in (("giu-da-luu", "Tả Van"), ("giu-cua-toi", "Nà Khoang")):
        base = stored(client, draft)["_ban"]
        part = re.search(rf'(?s)<form id="{form}".*?</form>', refused.text)
        assert part
        pairs = [(name, base if name == "_ban" else value) for name, value in Read(part[0]).pairs]
        assert client.post(draft, data=sent(pairs)).status_code == 302
        now = stored(client, draft)
        assert (now["dia_danh"], now["so"], now["dang_phi"]) == (place, "7", "đã nộp đủ")


def test_what_was_typed_into_a_draft_that_was_removed_meanwhile_is_shown(client: FlaskClient, draft: str) -> None:
    mine = window(client, draft)
    client.post(f"{draft}/bo")
    refused = client.post(draft, data=typed(mine, dia_danh="Nà Khoang"))
    assert refused.status_code == 409
    assert "Nà Khoang" in refused.text
    assert "Giữ phần của tôi" not in refused.text


def test_who_saves_and_leaves_lets_go_of_the_draft(client: FlaskClient, store: Engine, draft: str) -> None:
    key = int(draft.rpartition("/")[2])
    client.post(f"{draft}/giu")
    assert draft_with(store, key).holder() is not None
    client.post(draft, data=sent([*window(client, draft), ("_lam", "them:nhiem_vu")]))
    assert draft_with(store, key).holder() is not None
    client.post(draft, data=sent([*window(client, draft), ("_lam", "ve")]))
    assert draft_with(store, key).holder() is None


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, served: str) -> Iterator[Page]:
    yield from opened(chromium, served, java_script_enabled=request.param)


@pytest.fixture
def scripted(chromium: Browser, served: str) -> Iterator[Page]:
    yield from opened(chromium, served)


def test_two_windows_on_one_field_lose_nothing(page: Page) -> None:
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    field(other, "dia_danh").fill("Tả Van")
    press(other, "Lưu và quay lại sau")
    expect(other.locator("h1")).to_have_text("Bản nháp")
    field(page, "dia_danh").fill("Nà Khoang")
    field(page, "so").fill("7")
    press(page, "Lưu và quay lại sau")
    expect(page.locator("h1")).to_have_text("Hai nơi cùng sửa một mục")
    for words in ("Tả Van", "Nà Khoang"):
        expect(page.locator("main")).to_contain_text(words)
    press(page, "Giữ phần của tôi")
    expect(field(page, "dia_danh")).to_have_value("Nà Khoang")
    expect(field(page, "so")).to_have_value("7")
    press(page, "Các bản đã lưu")
    expect(page.locator("h1")).to_have_text("Các bản đã lưu")
    assert page.locator(".versions li").count() >= 3


def test_what_another_window_saved_comes_into_this_one_while_one_types(scripted: Page) -> None:
    begin(scripted)
    other = scripted.context.new_page()
    other.goto(scripted.url)
    field(other, "dia_danh").fill("Tả Van")
    press(other, "Thêm mục vào “Nhiệm vụ tháng này”")
    field(other, "nhiem_vu.1.viec").fill("Thu quỹ")
    expect(other.locator("#da-luu")).to_contain_text("Đã lưu lúc")
    field(scripted, "dang_phi").fill("về nhiệm vụ")
    expect(scripted.locator("#da-luu")).to_contain_text("nơi khác")
    expect(field(scripted, "dia_danh")).to_have_value("Tả Van")
    expect(field(scripted, "nhiem_vu.1.viec")).to_have_value("Thu quỹ")
    expect(field(scripted, "dang_phi")).to_be_focused()
    scripted.keyboard.type(" tháng 11")
    expect(scripted.locator("#da-luu")).not_to_contain_text("nơi khác")
    scripted.reload()
    for path, value in (("dia_danh", "Tả Van"), ("nhiem_vu.1.viec", "Thu quỹ"), ("dang_phi", "về nhiệm vụ tháng 11")):
        expect(field(scripted, path)).to_have_value(value)


def test_words_typed_while_the_other_side_arrives_stay(scripted: Page) -> None:
    begin(scripted)
    other = scripted.context.new_page()
    other.goto(scripted.url)
    field(other, "dia_danh").fill("Tả Van")
    press(other, "Lưu và quay lại sau")
    expect(other.locator("h1")).to_have_text("Bản nháp")
    late = []
    scripted.route(scripted.url, lambda route: late.append(route))  # noqa: PLW0108 - playwright reads the signature
    field(scripted, "dang_phi").fill("về nhiệm vụ")
    scripted.wait_for_timeout(800)
    field(scripted, "dia_danh").fill("Nà Khoang")
    late[0].continue_()
    expect(scripted.locator("#da-luu")).to_contain_text("để xem hai bên")
    scripted.unroute(scripted.url)
    press(scripted, "Lưu và quay lại sau")
    expect(scripted.locator("h1")).to_have_text("Hai nơi cùng sửa một mục")
    for words in ("Tả Van", "Nà Khoang"):
        expect(scripted.locator("main")).to_contain_text(words)
