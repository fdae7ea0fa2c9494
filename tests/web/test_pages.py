"""Every kind and variant through the application: the form, the check, the file."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.docx.package import open_package
from docgen.docx.payload import read_payload
from docgen.issuing import is_given
from docgen.pipeline import generate, issuer_of
from docgen.reading import read_data
from docgen.store.units import Unit, save_unit
from support.examples import FILES, Example
from support.web import Page, address, issued, save, started, work_of
from web.forms import answers_of_pairs, pairs_of, without_blank_rows
from web.work import Work

every_example = pytest.mark.parametrize("shipped", FILES, ids=str)
every_variant = pytest.mark.parametrize("shipped", [one for one in FILES if not one.minimal], ids=str)


def read(page: Page, work: Work) -> dict[str, Any]:
    """The answers on a page; a list that must not be empty shows a blank row, which is none."""
    return without_blank_rows(answers_of_pairs(page.answers, work.form), work.form)


def test_the_start_page_leads_to_every_variant(client: FlaskClient) -> None:
    links = Page(client.get("/").text).links
    assert {address(one) for one in FILES} <= set(links)
    for link in {address(one) for one in FILES}:
        begin = Page(client.get(link).text)
        ways = {found.get("value") for tag, found in begin.tags if tag == "button" and found.get("name") == "_tu"}
        assert ways == {"trong", "vi-du"}


@every_variant
def test_an_empty_form_asks_for_everything_and_every_error_has_its_field(client: FlaskClient, shipped: Example) -> None:
    place = started(client, shipped)
    empty = Page(client.get(place).text)
    asked = {name for name, _ in pairs_of(work_of(shipped).answers, work_of(shipped).form)}
    assert {name for name in asked if "." not in name} <= {name for name, _ in empty.pairs}
    answer = client.get(save(client, place, empty.answers, then="kiem-tra").location)
    page = Page(answer.text)
    assert "<title>Lỗi: " in answer.text
    targets = [link[1:] for link in page.links if link.startswith("#f-")]
    assert targets
    assert set(targets) <= page.ids
    wrong = {found["id"]: found for _, found in page.tags if found.get("aria-invalid") == "true"}
    for field in targets:
        if field in wrong:
            assert f"{field}-loi" in (wrong[field]["aria-describedby"] or "").split()
            assert f"{field}-loi" in page.ids


@every_variant
def test_the_example_fills_the_form_but_for_the_numbers_of_the_register(client: FlaskClient, shipped: Example) -> None:
    work = work_of(shipped)
    page = Page(client.post(address(shipped), data={"_tu": "vi-du"}, follow_redirects=True).text)
    numbered = {"so", "quyet_dinh.so"}
    expected = [(name, "" if name in numbered else value) for name, value in work.pairs]
    assert read(page, work) == without_blank_rows(answers_of_pairs(expected, work.form), work.form)


@every_example
def test_from_form_to_file_gives_the_bytes_of_the_command_line(client: FlaskClient, store: Engine, shipped: Example) -> None:
    save_unit(store, Unit("CB", issuer_of(shipped.document), "chi_bo", own=True, nhiem_ky="2025 - 2030"), by="test")
    place = started(client, shipped, work_of(shipped).pairs, then="kiem-tra")
    made = issued(client, place, open_number=not is_given(shipped.document))
    assert made.status_code == 302, made.text
    result = client.get(made.location)
    assert result.status_code == 200
    assert client.get(f"{made.location.partition('?')[0]}/van-ban.docx").data == shipped.docx
    assert client.get(place).location == made.location.partition("?")[0]


@every_variant
def test_a_document_without_a_number_gets_the_next_one_of_its_series(client: FlaskClient, shipped: Example) -> None:
    pairs = [(name, "" if name in {"so", "quyet_dinh.so"} else value) for name, value in work_of(shipped).pairs]
    pairs += [("co_quan.nhiem_ky.tu", "2025"), ("co_quan.nhiem_ky.den", "2030")]
    for number in (1, 2):
        place = started(client, shipped, pairs, then="kiem-tra")
        review = client.get(f"{place}/kiem-tra").text
        made = client.get(issued(client, place).location)
        if shipped.kind.the_loai_of(shipped.variant) is None:
            assert "Lấy số" not in review
        else:
            assert f"Lấy số {number} và tạo " in review
            assert re.search(rf"\b0?{number}-[A-ZĐ]+/", made.text), made.text


@every_variant
def test_a_draft_of_nothing_lists_its_gaps(client: FlaskClient, shipped: Example) -> None:
    place = started(client, shipped)
    made = client.get(f"{place}/ban-nhap")
    assert made.status_code == 200
    assert "Chỗ còn thiếu" in made.text
    file = client.get(f"{place}/tai/ban-nhap.docx")
    assert file.data == generate(Work.blank(shipped.kind.code, shipped.variant).data, shipped.kind, draft=True).docx


@every_variant
def test_a_produced_file_opens_again_as_the_same_form(client: FlaskClient, shipped: Example) -> None:
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(shipped.docx), "Nghị quyết.docx")})
    assert answer.status_code == 200
    assert "Đã mở tệp" in answer.text
    assert "bị sửa trong Word" not in answer.text
    place = next(link for link in Page(client.get("/nhap").text).links if re.fullmatch(r"/nhap/\d+", link))
    again = client.get(f"{place}/tai/du-lieu.json")
    assert generate(read_data(again.data, "x"), shipped.kind).docx == shipped.docx
    assert work_of(shipped).form.title in html.unescape(client.get("/nhap").text)


@every_variant
@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_a_data_file_opens_again_and_serves_the_command_line(client: FlaskClient, shipped: Example, ending: str) -> None:
    file = client.get(f"{started(client, shipped, work_of(shipped).pairs)}/tai/du-lieu.{ending}")
    assert generate(read_data(file.data, "x"), shipped.kind).docx == shipped.docx
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(file.data), f"a.{ending}")})
    assert read(Page(answer.text), work_of(shipped)) == work_of(shipped).answers


@every_variant
def test_the_check_page_shows_every_answer_and_a_way_back_to_each_section(client: FlaskClient, shipped: Example) -> None:
    work = work_of(shipped)
    place = started(client, shipped, work.pairs)
    text = client.get(f"{place}/kiem-tra").text
    shown = " ".join(html.unescape(text).split())
    choices = {code for view in walk(work.form) for code, _ in view.choices}
    lost = [
        value for _, value in work.pairs if value not in choices | {"co", "khong", ""} and " ".join(value.split()) not in shown
    ]
    assert lost == []
    edits = [link for link in Page(text).links if link.startswith(f"{place}?o=")]
    form = Page(client.get(place).text)
    assert len(edits) >= 4
    assert {link.partition("#")[2] for link in edits} <= form.ids


def walk(view):
    for child in view.fields:
        yield child
        yield from walk(child)


def test_a_draft_carries_what_was_typed(client: FlaskClient) -> None:
    shipped = FILES[0]
    pairs = [("ngay_ban_hanh", "hôm qua"), ("so", "mười lăm")]
    file = client.get(f"{started(client, shipped, pairs)}/tai/ban-nhap.docx")
    payload = read_payload(open_package(file.data))
    assert payload and payload.draft
    answer = client.post("/mo-tep", data={"tep": (io.BytesIO(file.data), "a.docx")})
    assert set(pairs) <= set(Page(answer.text).answers)
    assert "(bản nháp)" in answer.text


def test_downloads_have_vietnamese_names_that_every_system_can_keep(client: FlaskClient) -> None:
    shipped = FILES[0]
    file = client.get(f"{started(client, shipped, work_of(shipped).pairs)}/tai/ban-nhap.docx")
    head = file.headers["Content-Disposition"]
    assert head.startswith(
        "attachment; filename=\"Nghi quyet thuong ky hang thang 04-11-2026 (ban nhap).docx\"; filename*=UTF-8''Ngh%E1%BB%8B"
    )
    typed = [("ngay_ban_hanh", 'a"\r\nX: <b>/..\\' + "ă" * 300)]
    odd = client.get(f"{started(client, shipped, typed)}/tai/du-lieu.json")
    assert "X" not in odd.headers
    name = odd.headers["Content-Disposition"].partition('filename="')[2].partition('"')[0]
    assert not set('\r\n<>:"/\\|?*') & set(name)
