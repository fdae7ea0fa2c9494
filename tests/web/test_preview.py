"""Pages of a draft: drawn by the real converter, each place on them leads to its field, and what fails is told calmly."""

from __future__ import annotations

import re
import struct
import threading
from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.docx.package import open_package
from docgen.docx.text import body_lines
from docgen.errors import ConflictError
from docgen.gaps import mark
from docgen.output import dxpdf, libreoffice
from docgen.output.convert import Converter
from docgen.pipeline import generate
from docgen.store.drafts import create_draft, save_draft
from support.examples import FILES, Example
from support.web import Page, work_of
from web import preview
from web.fields import Widget
from web.placing import answered
from web.preview import Preview, Previews, typed_steps
from web.problems import locate
from web.views.making import field_of
from web.work import Work

MINUTES = next(one for one in FILES if one.kind.code == "bien-ban" and one.variant == "chi_uy" and not one.minimal)
REGULAR = FILES[0]
FULL = [one for one in FILES if not one.minimal]


@pytest.fixture(scope="module")
def converter() -> Any:
    made = Converter()
    yield made
    made.close()


@pytest.fixture(scope="module")
def drawn(converter: Converter) -> Previews:
    return Previews(converter)


def draft(store: Engine, work: Work) -> int:
    kept = {"answers": work.answers, "pasted": work.pasted}
    return create_draft(store, work.kind.code, work.variant, kept, by="thử").id


def answer(work: Work, path: str, text: str) -> Work:
    """The same with another answer in one field."""
    *owners, last = path.split(".")
    changed = Work(work.kind, work.variant, deepcopy(work.answers))
    here: Any = changed.answers
    for step in owners:
        here = here[int(step)] if step.isdecimal() else here[step]
    here[last] = text
    return changed


def paths(found: Preview, *, gap: bool) -> set[str]:
    return {place.path for sheet in found.sheets for place in sheet.places if place.gap is gap}


@pytest.mark.parametrize("shipped", FULL, ids=str)
def test_most_answers_are_found_on_the_pages(shipped: Example, drawn: Previews) -> None:
    """Not among them: codes and choices that are not printed, and words that stand in several fields without neighbours."""
    work = work_of(shipped)
    found = paths(drawn.of(work), gap=False)
    filled = {
        path for path, view, _ in answered(work.form, work.answers) if view.widget in {Widget.LINE, Widget.TEXT, Widget.LINES}
    }
    assert len(found & filled) >= 0.75 * len(filled), sorted(filled - found)


@pytest.mark.parametrize("shipped", FULL, ids=str)
def test_a_place_belongs_to_the_field_that_changes_it(shipped: Example, drawn: Previews) -> None:
    """Other words in the field: they stand as often in the new document as the field had places."""
    work = work_of(shipped)
    lines = {path for path, view, _ in answered(work.form, work.answers) if view.widget is Widget.LINE}
    held = Counter(place.path for sheet in drawn.of(work).sheets for place in sheet.places if place.path in lines)
    wrong = {}
    for path, count in sorted(held.items())[::4]:
        other = answer(work, path, "Ybkq Xzjw")
        text = " ".join(body_lines(open_package(generate(other.data, other.kind, draft=True).docx))).lower()
        if text.count("ybkq xzjw") < count:
            wrong[path] = (count, text.count("ybkq xzjw"))
    assert len(wrong) <= 1 + 0.1 * len(held) / 4, wrong


@pytest.mark.parametrize("shipped", [one for one in FILES if one.minimal], ids=str)
def test_every_gap_is_marked_and_leads_to_a_field_that_is_missing(shipped: Example, drawn: Previews) -> None:
    """Those that are worked out from other fields are marked only."""
    blank = Work.blank(shipped.kind.code, shipped.variant)
    made = generate(blank.data, blank.kind, draft=True)
    printed = " ".join(body_lines(open_package(made.docx))).lower()
    gaps = [place for sheet in drawn.of(blank).sheets for place in sheet.places if place.gap]
    assert len(gaps) >= printed.count("[cần bổ sung:") > 3
    linked = {place.path: place.title for place in gaps if place.path}
    assert linked.keys() <= {field_of(gap.path, blank) for gap in made.gaps}
    titles = {locate(typed_steps(gap.path, blank.answers, blank.form), blank.answers, blank.form).view.title for gap in made.gaps}
    assert {title for title in titles if mark(title).lower() in printed} == {*linked.values()}


def test_a_gap_below_a_row_without_anything_leads_to_the_row_that_is_seen(drawn: Previews) -> None:
    work = work_of(REGULAR)
    rows = work.answers["nhiem_vu"]
    empty = dict.fromkeys(rows[0], "")
    rows[1]["viec"] = ""
    rows.insert(0, empty)
    found = paths(drawn.of(work), gap=True)
    assert "nhiem_vu.2.viec" in found
    assert typed_steps("nhiem_vu.0.viec", work.answers, work.form) == ["nhiem_vu", 1, "viec"]


def test_the_same_answers_are_drawn_once(drawn: Previews) -> None:
    work = work_of(MINUTES)
    first = drawn.of(work)
    assert drawn.of(work_of(MINUTES)) is first
    other = answer(work, "cuoc_hop.dia_diem", "Nhà sinh hoạt cộng đồng")
    assert drawn.of(other) is not first
    assert drawn.of(work) is first


def test_what_is_kept_has_a_bound(converter: Converter) -> None:
    small = Previews(converter)
    work = work_of(next(one for one in FILES if one.minimal))
    for number in range(preview.KEPT + 2):
        small.of(answer(work, "co_quan.ten", f"Chi bộ thôn {number}"))
    assert len(small._made) == preview.KEPT


def test_many_at_once_are_drawn_in_turns(converter: Converter) -> None:
    fresh, made = Previews(converter), []
    work = work_of(MINUTES)
    works = [answer(work, "cuoc_hop.dia_diem", f"Phòng {number % 2}") for number in range(6)]
    threads = [threading.Thread(target=lambda one=one: made.append(fresh.of(one))) for one in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert len({id(one) for one in made}) == 2


def test_who_would_wait_too_long_is_told(converter: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Previews(converter)
    monkeypatch.setattr(preview, "_PATIENCE", 0.05)
    with busy._turn, pytest.raises(ConflictError, match="đang dựng trang"):
        busy.of(work_of(MINUTES))
    assert busy.of(work_of(MINUTES)).sheets


def test_the_page_shows_every_sheet_with_links_to_the_form(client: FlaskClient, store: Engine) -> None:
    work = answer(work_of(REGULAR), "ngay_ban_hanh", "")
    key = draft(store, work)
    shown = client.get(f"/nhap/{key}/xem-truoc")
    page = Page(shown.text)
    images = [found for tag, found in page.tags if tag == "img"]
    assert shown.status_code == 200
    assert [one["alt"] for one in images] == [f"Trang {number} trên {len(images)}" for number in range(1, len(images) + 1)]
    assert f"/nhap/{key}#f-ngay_ban_hanh" in page.links
    assert 'class="gap"' in shown.text and "còn 1 chỗ cần bổ sung" in shown.text
    named = [found for tag, found in page.tags if tag == "a" and found.get("class") in {"gap", "value"}]
    assert len(named) > 50 and all(one["aria-label"] for one in named)
    for one in images:
        png = client.get(one["src"])
        assert (png.status_code, png.mimetype, png.headers["Cache-Control"]) == (200, "image/png", "no-store")
        assert struct.unpack(">I", png.data[16:20])[0] == pytest.approx(preview.WIDTH, abs=1)


def test_a_page_of_an_older_version_stays_what_it_was(client: FlaskClient, store: Engine) -> None:
    work = work_of(MINUTES)
    key = draft(store, work)
    first = client.get(f"/nhap/{key}/xem-truoc/1/1.png").data
    other = answer(work, "cuoc_hop.dia_diem", "Nhà sinh hoạt cộng đồng thôn Phja Đăm")
    save_draft(store, key, {"answers": other.answers, "pasted": {}}, base=1, by="thử")
    assert client.get(f"/nhap/{key}/xem-truoc/1/1.png").data == first
    assert client.get(f"/nhap/{key}/xem-truoc/2/1.png").data != first
    assert f"/nhap/{key}/xem-truoc/2/1.png" in client.get(f"/nhap/{key}/xem-truoc").text


@pytest.mark.parametrize("place", ["/nhap/999/xem-truoc", "/nhap/999/xem-truoc/1/1.png", "/nhap/1/xem-truoc/1/99.png",
                                   "/nhap/1/xem-truoc/1/0.png", "/nhap/1/xem-truoc/7/1.png", "/nhap/la/xem-truoc"])  # fmt: skip
def test_what_is_not_there_has_a_page_that_says_so(client: FlaskClient, store: Engine, place: str) -> None:
    draft(store, work_of(MINUTES))
    shown = client.get(place)
    assert (shown.status_code, "Traceback" in shown.text) == (404, False)


def test_what_cannot_be_made_even_as_a_draft_names_the_fields(client: FlaskClient, store: Engine, monkeypatch) -> None:
    work = work_of(next(one for one in FILES if one.kind.code == "bien-ban" and one.variant == "kiem_phieu"))
    monkeypatch.setattr("docgen.drafts._CLIMB", ())  # no round of mending: the first wrong field is one too many
    key = draft(store, answer(work, "ngay_ban_hanh", "31/2/2026"))
    monkeypatch.setattr("docgen.drafts._CLIMB", (0,))
    shown = client.get(f"/nhap/{key}/xem-truoc")
    assert shown.status_code == 200
    assert "Chưa dựng được trang xem trước" in shown.text
    assert "Sửa các chỗ này rồi xem lại" in shown.text
    assert f"/nhap/{key}#f-ngay_ban_hanh" in Page(shown.text).links


def test_a_machine_without_any_converter_says_what_to_install(client: FlaskClient, store: Engine, no_office, monkeypatch) -> None:
    monkeypatch.setattr(dxpdf, "is_installed", lambda: False)
    key = draft(store, answer(work_of(MINUTES), "cuoc_hop.dia_diem", "Nhà văn hóa thôn Phja Đăm"))
    shown = client.get(f"/nhap/{key}/xem-truoc")
    assert (shown.status_code, "Cài LibreOffice" in shown.text, "Traceback" in shown.text) == (200, True, False)


def test_without_libreoffice_a_page_that_may_differ_says_so(client: FlaskClient, store: Engine, no_office) -> None:
    key = draft(store, answer(work_of(MINUTES), "cuoc_hop.dia_diem", "Nhà văn hóa \u4e2d\u6587"))
    shown = client.get(f"/nhap/{key}/xem-truoc")
    assert "chưa có LibreOffice" in shown.text
    assert "ký tự không có trong phông chữ" in shown.text
    assert "<img" in shown.text


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def test_nothing_of_the_answers_is_in_an_address(client: FlaskClient, store: Engine) -> None:
    key = draft(store, work_of(REGULAR))
    shown = Page(client.get(f"/nhap/{key}/xem-truoc").text)
    places = [link for link in shown.links if "#" in link] + [found["src"] or "" for tag, found in shown.tags if tag == "img"]
    assert all(re.fullmatch(r"/nhap/\d+(#f-[a-z0-9_.]+|/xem-truoc/\d+/\d+\.png)|#noi-dung", place) for place in places)
