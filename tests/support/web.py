"""What the tests of the application share: examples as forms, and pages read back as a browser would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

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


def sent(pairs: Pairs) -> dict[str, Any]:
    """Pairs as the test client takes them."""
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


class Page(HTMLParser):
    """A page as a browser reads it: the fields it would send, links, texts of errors."""

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
        if tag == "input" and name and (found.get("type") != "checkbox" or "checked" in found) and found.get("type") != "file":
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
        return [(name, value) for name, value in self.pairs if not name.startswith("_")]
