"""Prefill, people and tallies in Chromium: with and without JavaScript, by keyboard, on a phone."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from docgen.examples import example_data
from docgen.issuing import Order, issue_document
from docgen.kinds import KINDS
from docgen.store.engine import open_store
from docgen.store.people import Person, save_person
from docgen.store.units import own_unit
from support.browser import PHONE, opened
from support.server import running

RESOLUTION = "/van-ban/nghi-quyet/thuong_ky"
ANNEX = "/van-ban/quyet-dinh-phan-cong/danh_sach"
FIRST = "phan_cong.0.dang_vien"


@pytest.fixture(scope="module")
def office(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose unit has a roster and has issued a resolution."""
    engine = open_store(f"sqlite:///{shutil.copy(empty_store, tmp_path_factory.mktemp('office') / 'docgen.db')}")
    issue_document(engine, Order(example_data(KINDS["nghi-quyet"], "thuong_ky"), KINDS["nghi-quyet"], "thử"))
    unit = own_unit(engine)
    assert unit
    for number, name in enumerate(("Hoàng Đình Khải", "Đàm Thị Hợi", "Lâm Tuấn Kiệt", "Quách Thị Tình")):
        born = dt.date(1972 + number, 4, 12)
        card = f"09907200010{number}"
        person = Person(
            unit.id, f"DV{number}", name, "Nữ" if "Thị" in name else "Nam", born, so_the_dang=card, to_dang=1 + number % 2
        )
        save_person(engine, person, by="thử")
    with running("127.0.0.1", engine) as place:
        yield place
    engine.dispose()


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, office: str) -> Iterator[Page]:
    """A page of a browser of its own."""
    yield from opened(chromium, office, java_script_enabled=request.param)


@pytest.fixture
def scripted(chromium: Browser, office: str) -> Iterator[Page]:
    """The same with JavaScript."""
    yield from opened(chromium, office)


def begin(page: Page, place: str, name: str = "Bắt đầu điền từ biểu mẫu trống") -> None:
    page.goto(place)
    page.get_by_role("button", name=name).click()
    page.locator("#bieu-mau").wait_for()


def field(page: Page, path: str):
    return page.locator(f"[id='f-{path}']")


def test_a_draft_begins_with_last_months_tasks_and_says_so(page: Page) -> None:
    begin(page, RESOLUTION, "điền sẵn những gì đã biết")
    notice = page.locator("#dien-san")
    expect(notice).to_contain_text("Điền sẵn từ Nghị quyết")
    expect(notice).to_contain_text("Nhiệm vụ chép từ")
    expect(field(page, "danh_gia.viec_thang_truoc.2.chu_tri")).to_have_value("Hứa Thị Lưu")
    expect(field(page, "ngay_ban_hanh")).to_have_value("")
    notice.get_by_role("link", name="Đối chiếu nhiệm vụ tháng trước").click()
    top = page.locator("[id='f-danh_gia.viec_thang_truoc']").evaluate("one => one.getBoundingClientRect().top")
    assert top < 300


def test_a_chosen_person_brings_what_is_known(page: Page, request: pytest.FixtureRequest) -> None:
    begin(page, ANNEX)
    field(page, f"{FIRST}.ho_ten").fill("Đàm Thị Hợi")
    if "without-js" in request.node.name:
        page.locator(f"button[value='lay:{FIRST}.ho_ten']").click()
    else:
        field(page, f"{FIRST}.ho_ten").blur()
    expect(field(page, f"{FIRST}.ngay_sinh")).to_have_value("12/04/1973")
    expect(field(page, f"{FIRST}.so_the")).to_have_value("099072000101")
    expect(field(page, f"{FIRST}.gioi_tinh")).to_have_value("Nữ")


def test_what_is_typed_while_the_answer_is_on_its_way_is_kept_and_then_saved(scripted: Page) -> None:
    begin(scripted, ANNEX)
    held = []
    scripted.route("**/lay", lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks into the function
    field(scripted, f"{FIRST}.ho_ten").fill("Đàm Thị Hợi")
    field(scripted, f"{FIRST}.so_the").focus()
    scripted.keyboard.type("1")
    scripted.wait_for_timeout(300)
    assert len(held) == 1
    held[0].continue_()
    expect(field(scripted, f"{FIRST}.ngay_sinh")).to_have_value("12/04/1973")
    expect(field(scripted, f"{FIRST}.so_the")).to_have_value("1")
    expect(field(scripted, f"{FIRST}.so_the")).to_be_focused()
    expect(scripted.locator("#thong-bao")).to_contain_text("từ danh sách đảng viên")
    expect(scripted.locator("#da-luu")).to_contain_text("Đã lưu")
    scripted.wait_for_timeout(1_500)
    scripted.reload()
    expect(field(scripted, f"{FIRST}.ngay_sinh")).to_have_value("12/04/1973")


def test_people_are_ticked_with_the_keyboard_alone(scripted: Page) -> None:
    begin(scripted, ANNEX)
    part = scripted.locator("[id='f-phan_cong.nguoi']")
    part.locator("> summary").focus()
    scripted.keyboard.press("Enter")
    scripted.keyboard.press("Tab")  # past “Chọn tất cả”
    for _ in range(2):
        scripted.keyboard.press("Tab")
        scripted.keyboard.press("Space")
    button = part.get_by_role("button").last
    expect(button).to_have_text("Thêm 2 người")
    button.focus()
    scripted.keyboard.press("Enter")
    expect(field(scripted, "phan_cong.1.dang_vien.ho_ten")).not_to_have_value("")
    expect(scripted.locator("#thong-bao")).to_contain_text("Đã thêm 2 người")
    expect(part.get_by_role("checkbox")).to_have_count(2)
    assert scripted.evaluate("document.activeElement.closest('details').id") == "f-phan_cong.nguoi"


def test_everybody_is_ticked_and_unticked_at_once(scripted: Page) -> None:
    begin(scripted, ANNEX)
    part = scripted.locator("[id='f-phan_cong.nguoi']")
    part.locator("> summary").click()
    part.get_by_role("button", name="Chọn tất cả", exact=True).click()
    expect(part.get_by_role("button").last).to_have_text("Thêm 4 người")
    part.get_by_role("button", name="Bỏ chọn tất cả").click()
    expect(part.get_by_role("button").last).to_have_text("Thêm những người đã chọn")
    part.get_by_role("button", name="Chọn tất cả", exact=True).click()
    part.get_by_role("checkbox").first.uncheck()
    part.get_by_role("button").last.click()
    expect(field(scripted, "phan_cong.2.dang_vien.ho_ten")).not_to_have_value("")
    expect(scripted.locator("[id='f-phan_cong.3.dang_vien.ho_ten']")).to_have_count(0)


def test_everybody_is_ticked_without_a_script(chromium: Browser, office: str) -> None:
    for page in opened(chromium, office, java_script_enabled=False):
        begin(page, ANNEX)
        part = page.locator("[id='f-phan_cong.nguoi']")
        part.locator("> summary").click()
        expect(part.get_by_text("Chọn tất cả", exact=True)).to_be_hidden()
        part.get_by_role("checkbox", name="Tất cả mọi người trên đây").check()
        part.get_by_role("button", name="Thêm những người đã chọn").click()
        expect(field(page, "phan_cong.3.dang_vien.ho_ten")).not_to_have_value("")


def test_people_are_ticked_without_a_script(chromium: Browser, office: str) -> None:
    for page in opened(chromium, office, java_script_enabled=False):
        begin(page, ANNEX)
        part = page.locator("[id='f-phan_cong.nguoi']")
        part.locator("> summary").click()
        part.get_by_role("checkbox").first.check()
        part.get_by_role("button", name="Thêm những người đã chọn").click()
        expect(field(page, f"{FIRST}.ho_ten")).not_to_have_value("")
        expect(page.locator(".notice").first).to_contain_text("Đã thêm 1 người")


def test_tallies_follow_when_typing_pauses_and_are_read_out(scripted: Page) -> None:
    begin(scripted, RESOLUTION, "Xem ví dụ")
    tally = scripted.locator("[id='tinh-bieu_quyet']")
    expect(tally).to_contain_text("tán thành 19/22, đạt 86,4%: được thông qua")
    field(scripted, "bieu_quyet.tan_thanh").fill("11")
    expect(tally).to_contain_text("11/22, đạt 50,0%: đúng một nửa")
    expect(scripted.locator("#thong-bao")).to_contain_text("đúng một nửa")
    field(scripted, "cuoc_hop.thanh_phan.tong_chinh_thuc").fill("2x")
    expect(tally).to_have_text("Điền “Tổng số đảng viên chính thức” để tính tiếp.")
    assert scripted.locator(".error").count() == 0


def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(chromium: Browser, office: str) -> None:
    for page in opened(chromium, office, viewport=PHONE):
        axe = Axe()
        for place in (RESOLUTION, ANNEX):
            begin(page, place, "điền sẵn những gì đã biết")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            found = axe.run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
