"""The switch of the language on forms that are no drafts: what was typed stays, or it is said that it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from support.browser import field, opened, press
from support.office import office


@pytest.fixture
def page(chromium: Browser, served: str, store: Engine) -> Iterator[Page]:
    office(store)
    yield from opened(chromium, served)


@pytest.fixture
def plain(chromium: Browser, served: str, store: Engine) -> Iterator[Page]:
    """The same without JavaScript."""
    office(store)
    yield from opened(chromium, served, java_script_enabled=False)


def test_without_javascript_it_is_said_that_words_go(plain: Page) -> None:
    plain.goto("/danh-sach/moi")
    expect(plain.locator("footer noscript small")).to_be_visible()
    plain.goto("/danh-sach")
    expect(plain.locator("footer noscript small")).to_have_count(0)


@pytest.mark.parametrize("place", ["/danh-sach/moi", "/don-vi/moi"])
def test_what_was_typed_stays_when_the_language_is_switched(page: Page, place: str) -> None:
    page.goto(place)
    name = field(page, "ho_ten" if "danh-sach" in place else "ten")
    name.fill("Chu Văn Đính")
    expect(page.locator("footer noscript small")).to_have_count(0)
    press(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(name).to_have_value("Chu Văn Đính")
    page.reload()
    expect(name).to_have_value("")


def test_a_form_with_mistakes_keeps_its_words_too(page: Page) -> None:
    page.goto("/danh-sach/moi")
    field(page, "ngay_sinh").fill("hôm qua")
    page.locator("#luu").click()
    expect(page.locator("#tom-tat")).to_be_visible()
    press(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(field(page, "ngay_sinh")).to_have_value("hôm qua")
