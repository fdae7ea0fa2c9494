"""The register and the archive in Chromium: a clerk's way through them, axe, and a phone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from docgen.store.book import Entry, enter_other
from docgen.store.drafts import create_draft
from docgen.store.numbers import Series, reserve
from support.browser import faults_of, opened
from support.office import TERM, issued, office
from support.server import running


@pytest.fixture
def place(store: Engine) -> Iterator[str]:
    """A server with a small office: three documents, a number that waits, gaps, a double."""
    for kind in ("nghi-quyet", "bien-ban", "quyet-dinh-phan-cong"):
        issued(store, kind, "ca_nhan" if kind.startswith("quyet") else "thuong_ky")
    line = Series(office(store), "nghi_quyet", TERM)
    entry = Entry(4, "04-NQ/CB", dt.date(2026, 5, 5), "về chuyển đổi số", "ở tỉnh")
    enter_other(store, line, entry, system="Hệ thống của tỉnh", by="lan")
    enter_other(store, line, entry, system="Hệ thống của tỉnh", by="lan", duplicate=True)
    reserve(store, line, by="lan")
    create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan", title="Nghị quyết tháng 12", unit_id=line.unit_id)
    with running("127.0.0.1", store) as place:
        yield place


@pytest.fixture
def page(chromium: Browser, place: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from opened(chromium, place, **getattr(request, "param", {}))


def go(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


@pytest.mark.parametrize("page", [{"java_script_enabled": True}, {"java_script_enabled": False}], indirect=True)
def test_find_a_document_look_at_its_number_and_void_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Văn bản đã ban hành").click()
    page.get_by_label("Từ trong văn bản").fill("nhiem vu")
    page.get_by_label("Số, ký hiệu").fill("1-nq")
    go(page, "Tìm")
    assert "nhiem" not in page.url
    page.get_by_role("link", name="01-NQ/CB").click()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Tải tệp Word (.docx)").click()
    assert loading.value.suggested_filename == "01-NQ-CB Nghị quyết thường kỳ hằng tháng 04-11-2026.docx"
    page.go_back()
    expect(page.get_by_label("Từ trong văn bản")).to_have_value("nhiem vu")
    page.go_forward()
    page.get_by_role("link", name="Xem dòng trong sổ, hủy số").click()
    page.get_by_role("link", name="Hủy số 01-NQ/CB").click()
    go(page, "Hủy số 01-NQ/CB")
    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(page.locator("#tom-tat")).to_be_focused()
    page.get_by_label("Lý do hủy").fill("In sai trích yếu")
    go(page, "Hủy số 01-NQ/CB")
    expect(page.get_by_role("status")).to_contain_text("Đã hủy số 01-NQ/CB")
    page.get_by_role("link", name="Xem văn bản").click()
    expect(page.locator(".notice.warn")).to_contain_text("In sai trích yếu")


def states(page: Page) -> Iterator[str]:
    """Every page of the register, the archive and the trail, right and wrong."""
    for url in ("/so", "/so/1", "/so/so-dau", "/so/1/ghi-bo-sung", "/so/1/he-thong-khac", "/so/dong/1", "/so/dong/6", "/so/dong/1/huy",
                "/kho", "/kho/1?moi=1", "/kho/2", "/nhat-ky", "/nhat-ky?muc=la&so=x"):  # fmt: skip
        assert page.goto(url).status == 200, url
        yield url
    for url, button in (
        ("/so/1/he-thong-khac", "Ghi vào sổ"),
        ("/so/so-dau", "Đặt số đầu"),
        ("/so/dong/6", "Giao số 05 cho bản nháp"),
    ):
        page.goto(url)
        go(page, button)
        yield f"{url} wrong"
    page.goto("/kho")
    page.get_by_text("Lọc theo loại, đơn vị, ngày").click()
    page.get_by_label("Từ ngày").fill("31/2")
    go(page, "Tìm")
    yield "/kho wrong"
    page.get_by_label("Từ ngày").fill("")
    page.get_by_label("Từ trong văn bản").fill("khongcotunay")
    go(page, "Tìm")
    yield "/kho nothing"


def test_no_page_has_a_violation_for_axe_or_is_wider_than_a_phone(page: Page) -> None:
    assert faults_of(page, states(page)) == {}
