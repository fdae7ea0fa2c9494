"""In Chromium, with and without JavaScript: the pages are switched to English and back, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from support.browser import PHONE, begin, field, opened


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    yield from opened(chromium, site, java_script_enabled=request.param)


@pytest.fixture
def phone(chromium: Browser, site: str) -> Iterator[Page]:
    yield from opened(chromium, site, viewport=PHONE)


def switch(page: Page, name: str) -> None:
    with page.expect_navigation():  # whoever goes elsewhere before it would break it off
        page.get_by_role("button", name=name, exact=True).click()


def test_the_pages_are_switched_to_english_and_back(page: Page) -> None:
    page.goto("/kho")
    switch(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/kho")
    expect(page.locator("h1")).to_have_text("Issued documents")
    page.get_by_role("link", name="What to do").click()
    expect(page.locator("h1")).to_have_text("Which document do you need?")
    switch(page, "Tiếng Việt")
    expect(page.locator("h1")).to_have_text("Đồng chí cần làm văn bản gì?")


def test_what_was_typed_stays_when_the_form_is_switched(page: Page) -> None:
    begin(page)
    field(page, "dia_danh").fill("Vân Thượng Sơn")
    switch(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(field(page, "dia_danh")).to_have_value("Vân Thượng Sơn")
    expect(page.locator("label[for='f-dia_danh']")).to_have_text("Place")


def test_english_pages_have_no_violation_for_axe_and_fit_a_phone(phone: Page) -> None:
    begin(phone, example=True)
    form = phone.url
    switch(phone, "English")
    axe = Axe()
    for place in (form, f"{form}/kiem-tra", "/", "/can-cu", "/nhiem-vu-mau", "/don-vi/moi"):
        phone.goto(place)
        result = axe.run(phone)
        assert result.violations_count == 0, f"{place}: {result.generate_report()}"
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], place
