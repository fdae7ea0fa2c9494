"""Titles of the closed parts of a form: they follow what is typed; what the unit's entry filled in stands closed, in one line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from support.browser import begin, field, opened, press
from support.examples import FILES
from support.office import office
from support.web import address

UNIT = "Chi bộ thôn Nà Khoang"


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, served: str, store: Engine) -> Iterator[Page]:
    """A page of an office whose unit is set up."""
    office(store)
    yield from opened(chromium, served, java_script_enabled=request.param)


@pytest.fixture
def scripted(chromium: Browser, served: str) -> Iterator[Page]:
    yield from opened(chromium, served)


def test_the_title_of_a_row_follows_what_is_typed(scripted: Page) -> None:
    begin(scripted)
    title = scripted.locator("[id='f-nhiem_vu.0'] > summary")
    expect(title).to_have_text("1. (chưa ghi gì)")
    field(scripted, "nhiem_vu.0.viec").fill("Rà soát 40 hộ")
    expect(title).to_have_text("1. Rà soát 40 hộ")
    field(scripted, "nhiem_vu.0.viec").fill("Rà soát " * 20)
    expect(title).to_have_text("1. " + "Rà soát " * 8 + "Rà …")
    field(scripted, "nhiem_vu.0.viec").fill("")
    expect(title).to_have_text("1. (chưa ghi gì)")


def test_the_unit_stands_closed_in_one_line_and_opens(page: Page) -> None:
    page.goto(address(FILES[0]))
    page.get_by_role("button", name="Bắt đầu, điền sẵn").click()
    group = page.locator("details[id='f-co_quan']")
    expect(group.locator("> summary")).to_contain_text(UNIT)
    expect(field(page, "co_quan.ten")).to_be_hidden()
    group.locator("> summary").click()
    expect(field(page, "co_quan.ten")).to_have_value(UNIT)
    field(page, "co_quan.ten").fill("")
    press(page, "Kiểm tra lại")
    expect(field(page, "co_quan.ten")).to_be_visible()
