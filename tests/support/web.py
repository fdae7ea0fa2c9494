"""What the tests of the application share: examples as forms, and pages read back as a browser would."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from docgen.examples import example_data
from support.examples import Example
from web.work import Work

Pairs = list[tuple[str, str]]


def address(example: Example, page: str = "") -> str:
    """The address of a page of the example's variant."""
    return f"/van-ban/{example.kind.code}/{example.variant}{page}"


def work_of(example: Example) -> Work:
    """The example as the answers of its form."""
    data = example_data(example.kind, example.variant, minimal=example.minimal)
    work, left = Work.of_data(example.kind, example.variant, data)
    assert left == []
    return work


def started(client: FlaskClient, example: Example, pairs: Pairs | None = None, *, then: str = "") -> str:
    """A new draft of the example's variant, begun and filled in as a browser does; its address."""
    place = client.post(address(example), data={"_tu": "trong"}).location
    if pairs is not None:
        answer = save(client, place, pairs, then=then)
        assert answer.status_code == 302, answer.text
    return place


def save(client: FlaskClient, place: str, pairs: Pairs, *, then: str = "") -> TestResponse:
    """Send the form of a draft with these answers; `then` is what its button says."""
    base = dict(Page(client.get(place).text).pairs)["_ban"]
    return client.post(place, data=sent([*pairs, ("_ban", base), ("_lam", then)]))


def filled(client: FlaskClient, example: Example, pairs: Pairs | Mapping[str, str], *, then: str = "") -> TestResponse:
    """The page that follows when a new draft is filled in and sent with the button `then`."""
    place = started(client, example)
    answer = save(client, place, list(pairs.items()) if isinstance(pairs, Mapping) else pairs, then=then)
    return client.get(answer.location) if answer.status_code == 302 else answer


def issued(client: FlaskClient, place: str, *, open_number: bool = False) -> TestResponse:
    """Press the first button of the check page, or the one that leaves the number open; every warning ticked."""
    review = Page(client.get(f"{place}/kiem-tra").text)
    buttons = [found["value"] for tag, found in review.tags if tag == "button" and found.get("name") == "_so"]
    base = dict(review.pairs)["_ban"]
    return client.post(
        f"{place}/ban-hanh", data=sent([("_ban", base), ("_so", buttons[-1 if open_number else 0] or ""), *ticks(review)])
    )


def ticks(page: Page) -> Pairs:
    """Every warning of a check page, ticked."""
    found = [one for tag, one in page.tags if tag == "input" and one.get("name") == "_da_xem"]
    return [("_da_xem", one.get("value") or "") for one in found]


def sent(pairs: Pairs) -> dict[str, Any]:
    """Pairs as the test client takes them."""
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


class Page(HTMLParser):
    """A page as a browser reads it: the fields it would send (but for the switch of the language), links, texts of errors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.pairs: Pairs = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._area: str | None = None
        self._select: str | None = None
        self._first = self._chosen = None
        self._text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            assert found["id"] not in self.ids, f"id {found['id']} twice"
            self.ids.add(found["id"])
        name = found.get("name")
        if tag == "a":
            self.links.append(found.get("href") or "")
        if (
            tag == "input"
            and name
            and name != "ve"
            and (found.get("type") != "checkbox" or "checked" in found)
            and found.get("type") != "file"
        ):
            self.pairs.append((name, found.get("value") or ""))
        elif tag == "textarea":
            self._area, self._text = name, ""
        elif tag == "select":
            self._select, self._first, self._chosen = name, None, None
        elif tag == "option":
            value = found.get("value") or ""
            self._first = value if self._first is None else self._first
            if "selected" in found:
                self._chosen = value

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            self.pairs.append((self._area, self._text.removeprefix("\n")))
            self._area = None
        elif tag == "select" and self._select is not None:
            self.pairs.append((self._select, self._chosen if self._chosen is not None else self._first or ""))
            self._select = None

    @property
    def answers(self) -> Pairs:
        """What the page carries of the document, without what steers the page."""
        return [(name, value) for name, value in self.pairs if not name.startswith("_") and name != "ban"]
