"""What the tests in Chromium share: pages whose console must stay clean, drafts to begin, fields and buttons by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from support.examples import FILES
from support.web import address

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def opened(chromium: Browser, site: str, **options) -> Iterator[Page]:
    context = chromium.new_context(base_url=site, viewport=options.pop("viewport", DESKTOP), **options)
    context.set_default_timeout(30_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: (
            wrong.append(said.text) if said.type == "error" and not re.search("status of 4|ERR_FAILED", said.text) else None
        ),
    )
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()
    assert wrong == []


def begin(page: Page, place: str = address(FILES[0]), *, example: bool = False) -> None:
    """A new draft, blank or with the example, whose program has arrived."""
    page.goto(place)
    page.get_by_role("button", name="Xem ví dụ" if example else "Bắt đầu điền").click()
    page.locator("#bieu-mau").wait_for()
    page.wait_for_load_state()


def field(page: Page, path: str):
    return page.locator(f"[id='f-{path}']")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def faults_of(page: Page, states: Iterable[str]) -> dict[str, list[tuple[str, list[str]]]]:
    """What axe finds in each state on a desktop, and that it is wider than a phone; empty when nothing is wrong."""
    axe, found = Axe(), {}
    for state in states:
        result = axe.run(page)
        wrong = [(one["id"], [node["html"][:150] for node in one["nodes"]][:3]) for one in result.response["violations"]]
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wrong.append(("wider than a phone", []))
        page.set_viewport_size(DESKTOP)
        if wrong:
            found[state] = wrong
    return found
