"""Drafts that were taken off the list: listed page by page, and brought back."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.store.drafts import create_draft, draft_with, remove_draft
from support.examples import FILES
from support.web import Page, started, work_of
from web.views import keeping


def test_a_removed_draft_is_listed_and_comes_back(client: FlaskClient, store: Engine) -> None:
    place = started(client, FILES[0], work_of(FILES[0]).pairs)
    title = draft_with(store, 1).title
    assert "/nhap/da-bo" in Page(client.get("/nhap").text).links
    assert "Chưa bỏ bản nháp nào." in client.get("/nhap/da-bo").text
    client.post(f"{place}/bo")
    assert title not in client.get("/nhap").text
    listed = client.get("/nhap/da-bo").text
    assert title in listed and f'action="{place}/mo-lai"' in listed and "1 – 1 trong 1 bản nháp" in listed
    assert "/nhap/da-bo" in Page(client.get(place).text).links
    assert client.post(f"{place}/mo-lai").location == place
    assert "Đã khôi phục bản nháp." in client.get(place).text
    assert title in client.get("/nhap").text and title not in client.get("/nhap/da-bo").text


def test_many_removed_drafts_come_in_pages_without_untouched_ones(
    client: FlaskClient, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "REMOVED_OF_A_PAGE", 2)
    for title in ("một", "hai", "", "ba"):
        remove_draft(store, create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan", title=title).id, by="lan")
    pages = [client.get(f"/nhap/da-bo?trang={page}").text for page in (1, 2)]
    assert [re.findall(r"<td>(một|hai|ba)</td>", page) for page in pages] == [["ba", "hai"], ["một"]]
    assert "Trang 2/2" in pages[1]
