"""Nobody is offered what is then refused: every link and every form of every page leads where the role of its reader may go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from docgen.examples import example_data
from docgen.issuing import Order, issue_document
from docgen.kinds import KINDS
from docgen.store.book import book
from docgen.store.drafts import create_draft, remove_draft
from docgen.store.duty_lines import OwnDuty, save_duty
from docgen.store.legal_bases import OwnBasis, save_basis
from docgen.store.numbers import reserve
from docgen.store.units import Unit, save_unit
from docgen.store.users import Role
from support.accounts import NAMES, add_users, browser, log_in
from web.app import create_app
from web.desk import role_of
from web.login import Login
from web.office import set_up_sample

START = (
    "/",
    "/thiet-lap",
    "/nhap",
    "/kho",
    "/so",
    "/danh-sach",
    "/don-vi",
    "/can-cu",
    "/nhiem-vu-mau",
    "/mau",
    "/nguoi-dung",
    "/nhat-ky",
)
SKIPPED = re.compile(r"/(static|ngon-ngu|dang-xuat|tai|xem-truoc)\b|\.(docx|pdf|xlsx|yaml|json|png)$")
"""No pages, or pages that lead out."""
EACH = 5


class Ways(HTMLParser):
    """Where one can go from a page: links, and forms that can be sent, with their methods."""

    def __init__(self, text: str, here: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._here, self._form = here, ("", "")
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and (found.get("href") or "").startswith("/"):
            self.found.append(("GET", found["href"] or ""))
        if tag == "form":
            self._form = ((found.get("method") or "get").upper(), found.get("action") or self._here)
        if tag == "button" and found.get("type") == "submit":
            self.found.append(self._form)


@pytest.fixture
def app(store: Engine) -> Flask:
    """An office with something on every page."""
    unit = set_up_sample(store, by="x")
    save_unit(store, Unit("DU", "Đảng bộ xã Minh Khê", "dang_uy_cap_tren_truc_tiep"), by="x")
    kind = KINDS["nghi-quyet"]
    data = {name: value for name, value in example_data(kind, "thuong_ky").items() if name != "so"}
    issue_document(store, Order(data, kind, "x"))
    issue_document(store, Order(data, kind, "x"), numbered=False)
    reserve(store, book(store)[0].series, by="x")
    create_draft(store, "nghi-quyet", "thuong_ky", {}, by="x", title="Tháng 12", unit_id=unit)
    remove_draft(store, create_draft(store, "nghi-quyet", "thuong_ky", {}, by="x", title="Tháng 1").id, by="x")
    day = book(store)[0].ngay
    assert day is not None
    save_basis(store, OwnBasis("Quyết định", "1-QĐ/ĐU", day, "Đảng ủy xã", "về việc", day), by="x")
    save_duty(store, OwnDuty("bi_thu", "Phụ trách 6 hộ"), by="x")
    add_users(store)
    return create_app(store, Login(frozenset({"localhost"})))


def pages_for(app: Flask, role: Role) -> Iterator[tuple[str, str]]:
    """The pages that a user of the role comes to by links, a few of each view; their addresses and what they say."""
    client = browser(app)
    log_in(client, NAMES[role])
    waiting, seen = list(START), Counter[str]()
    known = set(waiting)
    while waiting:
        address = urlsplit(waiting.pop(0)).path
        view = endpoint(app, "GET", address)
        if SKIPPED.search(address) or view is None or seen[view] == EACH or not role.allows(role_of(app.view_functions[view])):
            continue
        seen[view] += 1
        answer = client.get(address)
        assert answer.status_code in {200, 302, 410}, address
        yield address, answer.text
        new = [urlsplit(where).path for method, where in Ways(answer.text, address).found if method == "GET"]
        waiting += [where for where in dict.fromkeys(new) if where not in known]
        known |= set(new)


def endpoint(app: Flask, method: str, address: str) -> str | None:
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(address).path, method)[0])
    except HTTPException:
        return None


@pytest.mark.parametrize("role", list(Role))
def test_what_a_page_offers_its_reader_may_do(app: Flask, role: Role) -> None:
    refused, reached = set(), set()
    for address, text in pages_for(app, role):
        reached.add(endpoint(app, "GET", address))
        for method, where in Ways(text, address).found:
            view = endpoint(app, method, where)
            assert view is not None, (address, method, where)
            if not role.allows(role_of(app.view_functions[view])):
                refused.add((address, view))
    assert reached >= {
        "numbering.line_of",
        "archive.show",
        "roster.edit",
        "units.edit",
        "own_entries.basis_page",
        "keeping.removed",
    }
    assert not refused, "\n".join(f"{address}: {view}" for address, view in sorted(refused))


@pytest.mark.parametrize(("role", "sees"), [(Role.DRAFTS, False), (Role.ISSUES, False), (Role.MANAGES, True)])
def test_only_who_sets_the_office_up_gets_the_form(store: Engine, role: Role, sees: bool) -> None:
    add_users(store)
    client = browser(create_app(store, Login(frozenset({"localhost"}))))
    log_in(client, NAMES[role])
    shown = client.get("/don-vi").text
    assert ('id="luu"' in shown, "người quản trị thiết lập" in shown) == (sees, not sees)
    assert ("Thiết lập đơn vị</a>" in client.get("/").text) is sees
