"""In Chromium, with and without JavaScript: one document of every kind from the form to the file, and what helps on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from docgen.pipeline import generate
from docgen.reading import read_data
from support.browser import begin, faults_of, field, opened, press
from support.examples import FILES, Example
from support.web import address, work_of

FIRST = {one.kind.code: one for one in FILES if not one.minimal and one.variant == next(iter(one.kind.variants))}
every_kind = pytest.mark.parametrize("shipped", FIRST.values(), ids=str)


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """A page of a browser of its own; any error in its console fails the test."""
    yield from opened(chromium, site, java_script_enabled=request.param)


@pytest.fixture
def scripted(chromium: Browser, site: str) -> Iterator[Page]:
    """The same with JavaScript."""
    yield from opened(chromium, site)


@every_kind
def test_fill_in_make_a_mistake_mend_it_make_and_download(page: Page, shipped: Example, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name=work_of(shipped).form.title, exact=True).last.click()  # drafts stand above
    page.get_by_role("button", name="Xem ví dụ").click()
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
    page.locator("button[name=_so]").first.click()
    page.wait_for_url("**/kho/*")
    with page.expect_download() as loading:
        page.get_by_role("link", name="Tải tệp Word (.docx)").click()
    loading.value.save_as(tmp_path / "a.docx")
    assert work_of(shipped).form.title in loading.value.suggested_filename
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
    page.goto("/mo-tep")
    page.locator("#tep").set_input_files(tmp_path / "a.docx")
    press(page, "Mở tệp")
    expect(page.locator(".notice").first).to_contain_text("Đã mở tệp")
    expect(page.locator("main")).to_contain_text("đã ban hành")
    assert field(page, "ngay_ban_hanh").input_value() == "", "the next document has a day of its own"


def test_rows_are_added_moved_and_removed(page: Page) -> None:
    begin(page)
    field(page, "nhiem_vu.0.viec").fill("Rà soát hộ")
    press(page, "Thêm mục vào “Nhiệm vụ tháng này”")
    field(page, "nhiem_vu.1.viec").fill("Thu quỹ")
    page.locator("button[value='len:nhiem_vu.1']").click()
    expect(field(page, "nhiem_vu.0.viec")).to_have_value("Thu quỹ")
    page.locator("button[value='xoa:nhiem_vu.0']").click()
    expect(field(page, "nhiem_vu.1.viec")).to_have_count(0)
    expect(field(page, "nhiem_vu.0.viec")).to_have_value("Rà soát hộ")


def test_a_block_from_excel_is_read_shown_and_taken(page: Page) -> None:
    begin(page)
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
    begin(page, address(big), example=True)
    for row in ("f-phan_cong.4", "f-phan_cong.4.co_dinh.0"):
        page.locator(f"[id='{row}'] > summary").click()
    checker = field(page, "phan_cong.4.co_dinh.0.nguoi_kiem_tra")
    checker.fill(field(page, "phan_cong.4.dang_vien.ho_ten").input_value())
    press(page, "Kiểm tra lại")
    page.locator("a.edit[href$='#f-phan_cong.4.co_dinh.0.nguoi_kiem_tra']").click()
    expect(checker).to_be_in_viewport()


def test_data_is_saved_to_a_file_and_read_by_the_command_line(page: Page, tmp_path: Path) -> None:
    shipped = FIRST["nghi-quyet"]
    begin(page, address(shipped), example=True)
    field(page, "so").fill(str(shipped.document.so))
    press(page, "In bản nháp để bàn")
    with page.expect_download() as loading:
        page.get_by_role("link", name="Tải dữ liệu (.yaml)").click()
    loading.value.save_as(tmp_path / "a.yaml")
    assert generate(read_data((tmp_path / "a.yaml").read_bytes(), "a"), shipped.kind).docx == shipped.docx


def test_leave_and_come_back(page: Page) -> None:
    begin(page)
    field(page, "dia_danh").fill("Vân Thượng Sơn")
    field(page, "ngay_ban_hanh").fill("4/11/2026")
    press(page, "Lưu và quay lại sau")
    page.get_by_role("link", name="Nghị quyết thường kỳ hằng tháng: 4/11/2026").first.click()
    expect(field(page, "dia_danh")).to_have_value("Vân Thượng Sơn")


def test_what_is_typed_is_saved_by_itself_and_can_be_undone(scripted: Page) -> None:
    begin(scripted)
    field(scripted, "dia_danh").fill("Vân Thượng Sơn")
    expect(scripted.locator("#da-luu")).to_have_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))
    scripted.evaluate("document.getElementById('da-luu').textContent = ''")
    field(scripted, "dia_danh").fill("")
    expect(scripted.locator("#da-luu")).to_have_text(re.compile(r"Đã lưu lúc"))
    scripted.reload()
    expect(field(scripted, "dia_danh")).to_have_value("")
    press(scripted, "Các bản đã lưu")
    scripted.get_by_role("link", name="Xem bản 2").click()
    expect(scripted.locator("#ban")).to_contain_text("Vân Thượng Sơn")
    press(scripted, "Đưa bản 2 trở lại")
    expect(field(scripted, "dia_danh")).to_have_value("Vân Thượng Sơn")


def test_what_is_typed_before_the_program_has_arrived_is_saved_too(scripted: Page) -> None:
    begin(scripted)
    late = []
    scripted.route("**/docgen.js*", lambda route: late.append(route))  # noqa: PLW0108 - playwright reads the signature
    scripted.goto(scripted.url, wait_until="commit")
    field(scripted, "dia_danh").fill("Vân Thượng Sơn")
    expect(scripted.locator("#da-luu")).to_be_empty()
    late[0].continue_()
    expect(scripted.locator("#da-luu")).to_have_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))


def test_a_server_that_is_gone_is_told_and_nothing_typed_is_lost(scripted: Page) -> None:
    begin(scripted)
    scripted.route("**/luu", lambda route: route.abort())
    field(scripted, "dia_danh").fill("Nà Khoang")
    expect(scripted.locator("#da-luu")).to_contain_text("Chưa lưu được")
    scripted.unroute("**/luu")
    scripted.keyboard.press("Control+s")
    expect(scripted.locator("#da-luu")).to_have_text(re.compile(r"Đã lưu lúc"))


def test_the_cursor_stays_where_the_address_leads(scripted: Page) -> None:
    begin(scripted)
    draft = scripted.url
    press(scripted, "Thêm mục vào “Nhiệm vụ tháng này”")
    field(scripted, "nhiem_vu.1.viec").wait_for()
    scripted.goto("about:blank")
    scripted.goto(f"{draft}?o=nhiem_vu.1#f-nhiem_vu.1")  # where a row leads that was added before the program had arrived
    expect(field(scripted, "nhiem_vu.1.viec")).to_be_focused(timeout=5000)


def test_the_module_adds_a_row_without_a_new_page_and_announces_it(scripted: Page) -> None:
    begin(scripted)
    scripted.evaluate("window.same = true")
    press(scripted, "Thêm mục vào “Nhiệm vụ tháng này”")
    expect(field(scripted, "nhiem_vu.1.viec")).to_be_focused()
    assert scripted.evaluate("window.same")
    expect(scripted.locator("#thong-bao")).to_have_text("Thêm mục vào “Nhiệm vụ tháng này”")


def test_the_module_sends_a_form_once_and_warns_of_words_not_saved_yet(scripted: Page) -> None:
    begin(scripted)
    asked: list[str] = []
    scripted.on("dialog", lambda dialog: asked.append(dialog.type))
    scripted.route("**/luu", lambda route: route.abort())
    field(scripted, "dia_danh").fill("Vân Thượng Sơn")
    scripted.goto("/")
    assert asked == ["beforeunload"]
    scripted.unroute("**/luu")
    begin(scripted, example=True)
    sent: list[str] = []
    scripted.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    scripted.get_by_role("button", name="Kiểm tra lại", exact=True).last.dblclick()
    expect(scripted.locator("h1")).to_have_text("Kiểm tra lại")
    assert len([url for url in sent if re.search(r"/nhap/\d+$", url)]) == 1
    for box in scripted.locator("input[name=_da_xem]").all():
        box.check()
    button = scripted.locator("button[name=_so]").first
    button.dblclick()
    scripted.wait_for_url("**/kho/*")
    assert len([url for url in sent if url.endswith("/ban-hanh")]) == 1


def test_with_the_keyboard_alone(scripted: Page) -> None:
    begin(scripted, example=True)
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
    begin(page, address(shipped))
    go(page, "Kiểm tra lại")
    yield "errors"
    begin(page, address(shipped), example=True)
    yield "form"
    go(page, "Kiểm tra lại")
    yield "check"
    for box in page.locator("input[name=_da_xem]").all():
        box.check()
    with page.expect_navigation():
        page.locator("button[name=_so]").first.click()
    yield "result"


def other_states(page: Page) -> Iterator[str]:
    """The pages that all kinds share, and what any of them may show."""
    for url in ("/", "/mo-tep", "/khong-co", "/van-ban/nghi-quyet/thuong_ky"):
        page.goto(url)
        yield url
    begin(page, example=True)
    field(page, "bieu_quyet.tan_thanh").fill("11")
    field(page, "ngay_ban_hanh").fill("10/11/2026")
    press(page, "Các bản đã lưu")
    page.get_by_role("link", name="Xem bản 1").click()
    page.locator("#ban").wait_for()
    yield "versions"
    page.go_back()
    page.go_back()
    page.locator("#bieu-mau").wait_for()
    go(page, "Kiểm tra lại")
    yield "findings"
    page.get_by_role("link", name="In bản nháp để bàn").click()
    page.get_by_role("heading", name="Bản nháp để bàn").wait_for()
    yield "draft"
    page.goto("/nhap")
    yield "drafts"
    page.goto("/mo-tep")
    go(page, "Mở tệp")
    yield "no file"
    begin(page)
    page.locator("[id='f-nhiem_vu.dan'] > summary").click()
    page.locator("[name='_dan.nhiem_vu']").fill("Việc phải làm\tLạ\nA\tB")
    page.locator("button[value='doc:nhiem_vu']").click()
    page.get_by_role("cell", name="B", exact=True).wait_for()
    yield "pasted"


every_part = pytest.mark.parametrize("part", [None, *FIRST.values()], ids=lambda part: str(part or "shared"))


@every_part
def test_no_page_has_a_violation_for_axe_or_is_wider_than_a_phone(scripted: Page, part: Example | None) -> None:
    assert faults_of(scripted, states_of(scripted, part) if part else other_states(scripted)) == {}
