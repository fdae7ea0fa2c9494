"""In Chromium, with and without JavaScript: one document of every kind from the form to the file, and what helps on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from docgen.pipeline import generate
from docgen.reading import read_data
from support.examples import FILES, Example
from support.web import address, work_of

FIRST = {one.kind.code: one for one in FILES if not one.minimal and one.variant == next(iter(one.kind.variants))}
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
every_kind = pytest.mark.parametrize("shipped", FIRST.values(), ids=str)


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """A page of a browser of its own; any error in its console fails the test."""
    yield from opened(chromium, site, java_script_enabled=request.param)


@pytest.fixture
def scripted(chromium: Browser, site: str) -> Iterator[Page]:
    """The same with JavaScript."""
    yield from opened(chromium, site)


def opened(chromium: Browser, site: str, **options) -> Iterator[Page]:
    context = chromium.new_context(base_url=site, viewport=options.pop("viewport", DESKTOP), **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" and "status of 4" not in said.text else None)
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()
    assert wrong == []


def field(page: Page, path: str):
    return page.locator(f"[id='f-{path}']")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


@every_kind
def test_fill_in_make_a_mistake_mend_it_make_and_download(page: Page, shipped: Example, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name=work_of(shipped).form.title, exact=True).click()
    page.get_by_role("link", name="Bắt đầu từ ví dụ").click()
    right = field(page, "ngay_ban_hanh").input_value()
    field(page, "ngay_ban_hanh").fill("31/2/2026")
    press(page, "Kiểm tra lại")
    expect(page).to_have_title(f"Lỗi: {work_of(shipped).form.title} – Soạn văn bản Đảng")
    expect(page.locator("#tom-tat")).to_be_focused()
    page.get_by_role("link", name=re.compile("không có trên lịch")).click()
    expect(field(page, "ngay_ban_hanh")).to_have_attribute("aria-invalid", "true")
    assert field(page, "ngay_ban_hanh").input_value() == "31/2/2026"
    field(page, "ngay_ban_hanh").fill(right)
    press(page, "Kiểm tra lại")
    expect(page.locator("h1")).to_have_text("Kiểm tra lại")
    for box in page.locator("input[name=_da_xem]").all():
        box.check()
    press(page, "Tạo văn bản chính thức")
    expect(page.locator("h1")).to_have_text("Đã tạo văn bản")
    with page.expect_download() as loading:
        press(page, "Tải tệp Word (.docx)")
    loading.value.save_as(tmp_path / "a.docx")
    assert loading.value.suggested_filename.startswith(work_of(shipped).form.title)
    assert (tmp_path / "a.docx").read_bytes() == shipped.docx
    page.goto("/mo-tep")
    page.locator("#tep").set_input_files(tmp_path / "a.docx")
    press(page, "Mở tệp")
    expect(page.locator(".notice")).to_contain_text("Đã mở tệp")
    assert field(page, "ngay_ban_hanh").input_value() == right


def test_rows_are_added_moved_and_removed(page: Page) -> None:
    page.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau")
    field(page, "nhiem_vu.0.viec").fill("Rà soát hộ")
    press(page, "Thêm mục vào “Nhiệm vụ tháng này”")
    field(page, "nhiem_vu.1.viec").fill("Thu quỹ")
    page.locator("button[value='len:nhiem_vu.1']").click()
    expect(field(page, "nhiem_vu.0.viec")).to_have_value("Thu quỹ")
    page.locator("button[value='xoa:nhiem_vu.0']").click()
    expect(field(page, "nhiem_vu.1.viec")).to_have_count(0)
    expect(field(page, "nhiem_vu.0.viec")).to_have_value("Rà soát hộ")


def test_a_block_from_excel_is_read_shown_and_taken(page: Page) -> None:
    page.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau")
    box = page.locator("[name='_dan.nhiem_vu']")
    page.locator("[id='f-nhiem_vu.dan'] > summary").click()
    box.fill("Việc phải làm\tThời hạn\nRà soát hộ\t20/11/2026\nThu quỹ\t15/11/2026")
    page.locator("button[value='doc:nhiem_vu']").click()
    expect(page.get_by_role("cell", name="15/11/2026")).to_be_visible()
    press(page, "Nhận 2 hàng")
    expect(field(page, "nhiem_vu.0.viec")).to_have_value("Rà soát hộ")
    expect(field(page, "nhiem_vu.1.thoi_han")).to_have_value("15/11/2026")


def test_edit_on_the_check_page_leads_to_the_field_in_a_closed_row(page: Page) -> None:
    big = next(one for one in FILES if one.variant == "danh_sach")
    page.goto(address(big, "/bieu-mau?tu=vi-du"))
    for row in ("f-phan_cong.4", "f-phan_cong.4.co_dinh.0"):
        page.locator(f"[id='{row}'] > summary").click()
    checker = field(page, "phan_cong.4.co_dinh.0.nguoi_kiem_tra")
    checker.fill(field(page, "phan_cong.4.dang_vien.ho_ten").input_value())
    press(page, "Kiểm tra lại")
    page.locator("button[name=_sua][value='phan_cong.4.co_dinh.0.nguoi_kiem_tra']").click()
    expect(checker).to_be_in_viewport()


def test_data_is_saved_to_a_file_and_read_by_the_command_line(page: Page, tmp_path: Path) -> None:
    shipped = FIRST["nghi-quyet"]
    page.goto(address(shipped, "/bieu-mau?tu=vi-du"))
    with page.expect_download() as loading:
        press(page, "Lưu dữ liệu về máy")
    loading.value.save_as(tmp_path / "a.yaml")
    assert generate(read_data((tmp_path / "a.yaml").read_bytes(), "a"), shipped.kind).docx == shipped.docx


def test_the_module_adds_a_row_without_a_new_page_and_announces_it(scripted: Page) -> None:
    scripted.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau")
    scripted.evaluate("window.same = true")
    press(scripted, "Thêm mục vào “Nhiệm vụ tháng này”")
    expect(field(scripted, "nhiem_vu.1.viec")).to_be_focused()
    assert scripted.evaluate("window.same")
    expect(scripted.locator("#thong-bao")).to_have_text("Thêm mục vào “Nhiệm vụ tháng này”")


def test_the_module_sends_a_form_once_and_warns_of_unsaved_words(scripted: Page) -> None:
    scripted.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau")
    asked: list[str] = []
    scripted.on("dialog", lambda dialog: asked.append(dialog.type))
    field(scripted, "dia_danh").fill("Vân Thượng Sơn")
    scripted.goto("/")
    assert asked == ["beforeunload"]
    scripted.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau?tu=vi-du")
    go(scripted, "Kiểm tra lại")
    scripted.get_by_role("link", name="Soạn văn bản Đảng").click()
    expect(scripted.locator("h1")).to_have_text("Đồng chí cần làm văn bản gì?")
    assert asked == ["beforeunload"] * 2
    scripted.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau?tu=vi-du")
    sent: list[str] = []
    scripted.on("request", lambda request: sent.append(request.method))
    scripted.get_by_role("button", name="Kiểm tra lại", exact=True).dblclick()
    expect(scripted.locator("h1")).to_have_text("Kiểm tra lại")
    assert sent.count("POST") == 1


def test_ctrl_s_saves_to_a_file(scripted: Page) -> None:
    scripted.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau?tu=vi-du")
    with scripted.expect_download() as loading:
        scripted.keyboard.press("Control+s")
    assert loading.value.suggested_filename.endswith(".yaml")


def test_with_the_keyboard_alone(scripted: Page) -> None:
    scripted.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau?tu=vi-du")
    scripted.keyboard.press("Tab")
    expect(scripted.locator(".skip")).to_be_focused()
    scripted.keyboard.press("Enter")
    field(scripted, "dia_danh").focus()
    scripted.keyboard.press("Enter")
    expect(scripted.locator("h1")).to_have_text("Kiểm tra lại")


def go(page: Page, name: str) -> None:
    """Press a button and wait for the page it leads to, styles and all."""
    with page.expect_navigation():
        press(page, name)


def states_of(page: Page, shipped: Example) -> Iterator[str]:
    """The pages of one kind, one after the other."""
    page.goto(address(shipped, "/bieu-mau"))
    go(page, "Kiểm tra lại")
    yield "errors"
    page.goto(address(shipped, "/bieu-mau?tu=vi-du"))
    yield "form"
    go(page, "Kiểm tra lại")
    yield "check"
    for box in page.locator("input[name=_da_xem]").all():
        box.check()
    go(page, "Tạo văn bản chính thức")
    yield "result"


def other_states(page: Page) -> Iterator[str]:
    """The pages that all kinds share, and what any of them may show."""
    for url in ("/", "/mo-tep", "/khong-co", "/van-ban/nghi-quyet/thuong_ky"):
        page.goto(url)
        yield url
    page.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau?tu=vi-du")
    field(page, "bieu_quyet.tan_thanh").fill("11")
    field(page, "ngay_ban_hanh").fill("10/11/2026")
    go(page, "Kiểm tra lại")
    yield "findings"
    go(page, "Tạo bản nháp")
    yield "draft"
    page.goto("/mo-tep")
    go(page, "Mở tệp")
    yield "no file"
    page.goto("/van-ban/nghi-quyet/thuong_ky/bieu-mau")
    page.locator("[id='f-nhiem_vu.dan'] > summary").click()
    page.locator("[name='_dan.nhiem_vu']").fill("Việc phải làm\tLạ\nA\tB")
    page.locator("button[value='doc:nhiem_vu']").click()
    page.get_by_role("cell", name="B", exact=True).wait_for()
    yield "pasted"


every_part = pytest.mark.parametrize("part", [None, *FIRST.values()], ids=lambda part: str(part or "shared"))


@every_part
def test_no_page_has_a_violation_for_axe(scripted: Page, part: Example | None) -> None:
    axe = Axe()
    found = {}
    for state in states_of(scripted, part) if part else other_states(scripted):
        result = axe.run(scripted)
        if result.violations_count:
            found[state] = [
                (one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in result.response["violations"]
            ]
    assert found == {}


@every_part
def test_nothing_is_wider_than_a_phone(chromium: Browser, site: str, part: Example | None) -> None:
    for page in opened(chromium, site, viewport=PHONE):
        states = states_of(page, part) if part else other_states(page)
        wide = [state for state in states if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]]
        assert wide == []
