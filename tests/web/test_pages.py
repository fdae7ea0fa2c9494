"""Every kind and variant through the application: the form, the check, the file."""

from __future__ import annotations

import html
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from docgen.docx.package import open_package
from docgen.docx.payload import read_payload
from docgen.pipeline import generate
from docgen.reading import read_data
from support.examples import FILES, Example
from support.web import Page, address, sent, work_of
from web.forms import answers_of_pairs, pairs_of, without_blank_rows
from web.work import Work

every_example = pytest.mark.parametrize("shipped", FILES, ids=str)
every_variant = pytest.mark.parametrize("shipped", [one for one in FILES if not one.minimal], ids=str)


def read(page: Page, work: Work) -> dict[str, Any]:
    """The answers on a page; a list that must not be empty shows a blank row, which is none."""
    return without_blank_rows(answers_of_pairs(page.answers, work.form), work.form)


def ticks(page: Page) -> list[tuple[str, str]]:
    return [
        ("_da_xem", found.get("value") or "") for tag, found in page.tags if tag == "input" and found.get("name") == "_da_xem"
    ]


def test_the_start_page_leads_to_every_variant(client: FlaskClient) -> None:
    links = Page(client.get("/").text).links
    assert {address(one) for one in FILES} <= set(links)
    for link in {address(one) for one in FILES}:
        begin = Page(client.get(link).text)
        assert {f"{link}/bieu-mau", f"{link}/bieu-mau?tu=vi-du"} <= set(begin.links)


@every_variant
def test_an_empty_form_asks_for_everything_and_every_error_has_its_field(client: FlaskClient, shipped: Example) -> None:
    empty = Page(client.get(address(shipped, "/bieu-mau")).text)
    asked = {name for name, _ in pairs_of(work_of(shipped).answers, work_of(shipped).form)}
    assert {name for name in asked if "." not in name} <= {name for name, _ in empty.pairs}
    answer = client.post(address(shipped, "/kiem-tra"), data=sent(empty.pairs))
    page = Page(answer.text)
    assert answer.status_code == 422
    assert "<title>Lỗi: " in answer.text
    targets = [link[1:] for link in page.links if link.startswith("#f-")]
    assert targets
    assert set(targets) <= page.ids
    wrong = {found["id"]: found for _, found in page.tags if found.get("aria-invalid") == "true"}
    for place in targets:
        if place in wrong:
            assert f"{place}-loi" in (wrong[place]["aria-describedby"] or "").split()
            assert f"{place}-loi" in page.ids


@every_variant
def test_the_example_fills_the_form_and_comes_back_the_same(client: FlaskClient, shipped: Example) -> None:
    work = work_of(shipped)
    page = Page(client.get(address(shipped, "/bieu-mau?tu=vi-du")).text)
    assert read(page, work) == work.answers


@every_example
def test_from_form_to_file_gives_the_bytes_of_the_command_line(client: FlaskClient, shipped: Example) -> None:
    checked = client.post(address(shipped, "/kiem-tra"), data=sent(work_of(shipped).pairs))
    assert checked.status_code == 200
    review = Page(checked.text)
    made = client.post(address(shipped, "/tao"), data=sent([*review.answers, *ticks(review)]))
    assert (made.status_code, "Đã tạo văn bản" in made.text) == (200, True)
    file = client.post(address(shipped, "/tai/van-ban.docx"), data=sent(Page(made.text).answers))
    assert file.data == shipped.docx


@every_variant
def test_a_draft_of_nothing_lists_its_gaps(client: FlaskClient, shipped: Example) -> None:
    made = client.post(address(shipped, "/tao"), data={"_nhap": "1"})
    assert made.status_code == 200
    assert "Chỗ còn thiếu" in made.text
    file = client.post(address(shipped, "/tai/ban-nhap.docx"), data={})
    assert file.data == generate(Work.blank(shipped.kind.code, shipped.variant).data, shipped.kind, draft=True).docx


@every_variant
def test_a_produced_file_opens_again_as_the_same_form(client: FlaskClient, shipped: Example) -> None:
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(shipped.docx), "Nghị quyết.docx")})
    assert answer.status_code == 200
    assert "Đã mở tệp" in answer.text
    assert "bị sửa trong Word" not in answer.text
    again = client.post(address(shipped, "/tai/van-ban.docx"), data=sent(Page(answer.text).answers))
    assert again.data == shipped.docx


@every_variant
@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_a_data_file_opens_again_and_serves_the_command_line(client: FlaskClient, shipped: Example, ending: str) -> None:
    file = client.post(address(shipped, f"/tai/du-lieu.{ending}"), data=sent(work_of(shipped).pairs))
    assert generate(read_data(file.data, "x"), shipped.kind).docx == shipped.docx
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(file.data), f"a.{ending}")})
    assert read(Page(answer.text), work_of(shipped)) == work_of(shipped).answers


@every_variant
def test_the_check_page_shows_every_answer_and_a_way_back_to_each_section(client: FlaskClient, shipped: Example) -> None:
    work = work_of(shipped)
    text = client.post(address(shipped, "/kiem-tra"), data=sent(work.pairs)).text
    shown = " ".join(html.unescape(text).split())
    choices = {code for view in walk(work.form) for code, _ in view.choices}
    lost = [
        value for _, value in work.pairs if value not in choices | {"co", "khong", ""} and " ".join(value.split()) not in shown
    ]
    assert lost == []
    edits = [found for tag, found in Page(text).tags if tag == "button" and found.get("name") == "_sua"]
    form = Page(client.post(address(shipped, "/bieu-mau"), data=sent(work.pairs)).text)
    assert len(edits) >= 4
    assert {(found["formaction"] or "").partition("#")[2] for found in edits} <= form.ids


def walk(view):
    for child in view.fields:
        yield child
        yield from walk(child)


def test_a_draft_carries_what_was_typed(client: FlaskClient) -> None:
    shipped = FILES[0]
    pairs = [("ngay_ban_hanh", "hôm qua"), ("so", "mười lăm")]
    file = client.post(address(shipped, "/tai/ban-nhap.docx"), data=sent(pairs))
    payload = read_payload(open_package(file.data))
    assert payload and payload.draft
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(file.data), "a.docx")})
    assert set(pairs) <= set(Page(answer.text).answers)
    assert "(bản nháp)" in answer.text


def test_downloads_have_vietnamese_names_that_every_system_can_keep(client: FlaskClient) -> None:
    shipped = FILES[0]
    file = client.post(address(shipped, "/tai/van-ban.docx"), data=sent(work_of(shipped).pairs))
    head = file.headers["Content-Disposition"]
    assert head.startswith(
        "attachment; filename=\"Nghi quyet thuong ky hang thang 04-11-2026.docx\"; filename*=UTF-8''Ngh%E1%BB%8B"
    )
    odd = client.post(address(shipped, "/tai/du-lieu.json"), data={"ngay_ban_hanh": 'a"\r\nX: <b>/..\\' + "ă" * 300})
    assert "X" not in odd.headers
    name = odd.headers["Content-Disposition"].partition('filename="')[2].partition('"')[0]
    assert not set('\r\n<>:"/\\|?*') & set(name)
