"""The pages in Chromium: beside the form while one types, alone on a phone and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from docgen.kinds import KINDS
from support.examples import Example
from support.web import address

MINUTES = address(Example(KINDS["bien-ban"], "chi_uy"))
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}
PICTURE = re.compile(r"/nhap/\d+/xem-truoc/(\d+)/1\.png")


@pytest.fixture
def page(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """A page of a browser of its own, `params` its options; any error in its console fails the test."""
    context = chromium.new_context(base_url=site, **{"viewport": WIDE, **getattr(request, "param", {})})
    context.set_default_timeout(30_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()
    assert wrong == []


def begin(page: Page, button: str = "Xem ví dụ") -> None:
    page.goto(MINUTES)
    page.get_by_role("button", name=button).click()
    page.locator("#bieu-mau").wait_for()


def field(page: Page, path: str):
    return page.locator(f"[id='f-{path}']")


def version(page: Page) -> int:
    """The version of the draft that the first picture shows, once it is drawn."""
    picture = page.locator("#xem-truoc .sheet img").first
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 1000
    return int(PICTURE.search(picture.get_attribute("src"))[1])


def test_what_is_typed_is_seen_on_the_page_beside_it(page: Page) -> None:
    begin(page)
    before = version(page)
    place = field(page, "cuoc_hop.dia_diem")
    page.locator(".preview-pages").evaluate("pages => { pages.scrollTop = 300; }")
    place.fill("Nhà sinh hoạt cộng đồng thôn Phja Đăm")
    expect(page.locator("#xem-truoc .sheet img").first).to_have_attribute("src", re.compile(rf"xem-truoc/{before + 1}/1\.png"))
    assert version(page) == before + 1
    expect(place).to_be_focused()
    assert page.locator(".preview-pages").evaluate("pages => pages.scrollTop") == 300


def test_a_gap_leads_to_its_field_and_disappears_when_it_is_filled(page: Page) -> None:
    begin(page)
    field(page, "cuoc_hop.dia_diem").fill("")
    gap = page.locator("#xem-truoc a.gap")
    expect(gap).to_have_attribute("aria-label", "Bổ sung: Địa điểm")
    expect(page.locator("#xem-truoc [role=status]")).to_contain_text("còn 1 chỗ cần bổ sung")
    gap.locator("rect").first.click()
    expect(field(page, "cuoc_hop.dia_diem")).to_be_focused()
    page.keyboard.type("Hội trường xã")
    expect(gap).to_have_count(0)
    expect(page.locator("#xem-truoc [role=status]")).to_have_text("2 trang")
    page.locator("#xem-truoc a.value[href='#f-cuoc_hop.chu_tri.ho_ten'] rect").first.click()
    expect(field(page, "cuoc_hop.chu_tri.ho_ten")).to_be_focused()


def test_the_panel_is_closed_and_stays_closed(page: Page) -> None:
    begin(page)
    version(page)
    page.get_by_role("button", name="Đóng xem trước").click()
    expect(page.locator("#xem-truoc")).to_be_hidden()
    expect(page.get_by_role("button", name="Mở xem trước bên cạnh")).to_be_focused()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.reload()
    expect(page.locator("#xem-truoc")).to_be_hidden()
    with page.expect_response(re.compile("/luu$")):
        field(page, "cuoc_hop.dia_diem").fill("Hội trường xã")
    page.get_by_role("button", name="Mở xem trước bên cạnh").click()
    version(page)
    assert page.evaluate("Object.entries(localStorage).flat().join()") == "docgen.xem-truoc,mo"
    assert asked.index(next(url for url in asked if "xem-truoc" in url and "static" not in url)) > asked.index(
        next(url for url in asked if url.endswith("/luu"))
    )


def test_a_preview_that_fails_leaves_the_old_pages_and_says_so(page: Page) -> None:
    begin(page)
    before = version(page)
    page.route("**/xem-truoc", lambda route: route.fulfill(status=200, body="<p>khác</p>", content_type="text/html"))
    field(page, "cuoc_hop.dia_diem").fill("Hội trường xã")
    expect(page.locator("#xem-truoc [role=status]")).to_contain_text("Chưa cập nhật được")
    assert version(page) == before
    page.unroute("**/xem-truoc")
    field(page, "cuoc_hop.dia_diem").fill("Hội trường xã Vân Thượng Sơn")
    expect(page.locator("#xem-truoc [role=status]")).to_have_text("2 trang")


@pytest.mark.parametrize("page", [{"viewport": PHONE}, {"java_script_enabled": False}, {"viewport": PHONE, "java_script_enabled": False}],
                         indirect=True, ids=["phone", "without-js", "phone-without-js"])  # fmt: skip
def test_without_room_or_javascript_a_button_saves_and_opens_the_pages(page: Page) -> None:
    begin(page, "Bắt đầu điền")
    expect(page.locator("#xem-truoc")).to_be_hidden()
    field(page, "cuoc_hop.chu_tri.ho_ten").fill("Lò Thị Ngát")
    button = page.get_by_role("button", name="Xem trước", exact=True)
    expect(button).to_be_in_viewport()
    button.click()
    expect(page.locator("h1")).to_have_text("Xem trước")
    expect(page.locator(".sheet img").first).to_be_visible()
    assert page.locator(".sheet").first.bounding_box()["width"] <= page.viewport_size["width"]
    expect(page.locator("a[aria-label='Bổ sung: Địa điểm']")).not_to_have_count(0)
    page.locator("a.gap[href$='#f-cuoc_hop.dia_diem'] rect").first.click()
    expect(page).to_have_url(re.compile(r"/nhap/\d+#f-cuoc_hop\.dia_diem$"))
    expect(field(page, "cuoc_hop.dia_diem")).to_be_in_viewport()
    expect(field(page, "cuoc_hop.chu_tri.ho_ten")).to_have_value("Lò Thị Ngát")


def test_rows_that_the_server_adds_leave_the_pages_beside_the_form(page: Page) -> None:
    begin(page)
    before = version(page)
    page.locator("button[value='them:nhiem_vu']").click()
    expect(page.locator("#xem-truoc .sheet img").first).to_have_attribute("src", re.compile(rf"xem-truoc/{before + 1}/1\.png"))
    expect(page.get_by_role("button", name="Xem trước", exact=True)).to_be_hidden()


@pytest.mark.parametrize("page", [{}, {"viewport": PHONE}], indirect=True, ids=["wide", "phone"])
def test_no_page_has_a_violation_for_axe(page: Page) -> None:
    axe = Axe()
    begin(page, "Bắt đầu điền")
    if page.viewport_size == WIDE:
        version(page)
    assert axe.run(page).response["violations"] == []
    page.goto(f"{page.url.partition('#')[0]}/xem-truoc")
    assert axe.run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
