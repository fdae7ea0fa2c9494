"""The pages in English: the catalogue is complete, the switch keeps its promises, documents and the store stay Vietnamese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import python_format
from flask.testing import FlaskClient
from sqlalchemy import Engine, MetaData

from docgen.kinds import KINDS
from docgen.store.book import all_series
from docgen.store.drafts import draft_with
from support.examples import FILES
from support.web import Page, issued, save, sent, started, work_of
from web import catalogue
from web.languages import LANGUAGES

MONTHLY = next(one for one in FILES if one.variant == "thuong_ky" and one.kind.code == "nghi-quyet" and not one.minimal)
ACCENTED = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)


def english(client: FlaskClient) -> FlaskClient:
    client.set_cookie("ngon_ngu", "en")
    return client


# The catalogue.


@pytest.fixture(scope="module")
def collected() -> Catalog:
    return catalogue.collected()


@pytest.fixture(scope="module")
def messages(collected: Catalog) -> list[Message]:
    return [message for message in collected if message.id]


def test_the_files_are_what_the_program_says_today(collected: Catalog) -> None:
    po, mo = catalogue.as_files(collected)
    assert catalogue.PO.read_bytes() == po, "texts have changed: make pages"
    assert catalogue.MO.read_bytes() == mo, "messages.mo is stale: make pages"


def test_every_text_has_one_english_translation(messages: list[Message]) -> None:
    assert len(messages) > 1400
    assert not [message.id for message in messages if not message.string or message.fuzzy]


def test_translations_have_the_places_of_their_texts(messages: list[Message]) -> None:
    for message in messages:
        python_format(None, message)
        found = [sorted(re.findall(r"%\(\w+\)s|%%", text)) for text in (message.id, message.string)]
        assert found[0] == found[1], message.id
        ends = [(text[:1].isspace(), text[-1:].isspace()) for text in (message.id, message.string)]
        assert ends[0] == ends[1], message.id


def test_translations_are_english(messages: list[Message]) -> None:
    """Vietnamese stands only where something is quoted that is printed so: in quotes, brackets, after a colon or as a spelling."""
    for message in messages:
        left = re.sub(r"“[^”]*”|\([^)]*\)|\[[^\]]*\]|T/M [^(]*|: [A-ZĐ].*|Style .*|hoà.*", "", message.string)
        assert not ACCENTED.search(left), message.string


# The switch.


def test_the_switch_keeps_the_choice_and_comes_back(client: FlaskClient) -> None:
    answer = client.post("/ngon-ngu", query_string={"ve": "/kho?trang=2"}, data={"ngon_ngu": "en"})
    assert (answer.status_code, answer.location) == (303, "/kho?trang=2")
    cookie = answer.headers["Set-Cookie"]
    assert "ngon_ngu=en" in cookie and "SameSite=Lax" in cookie and "HttpOnly" in cookie and "Path=/" in cookie
    page = client.get("/")
    assert '<html lang="en">' in page.text and "Which document do you need?" in page.text
    client.post("/ngon-ngu", data={"ngon_ngu": "vi"})
    assert '<html lang="vi">' in client.get("/").text


@pytest.mark.parametrize(
    "away", ["https://a.vn/", "//a.vn", "/\\a.vn", "a.vn", "/khong-co", "/ngon-ngu", "/da-go", "", "/\r\nX: y", "http:/", "/\x00"]
)
def test_the_switch_leads_to_pages_of_its_own_only(client: FlaskClient, away: str) -> None:
    assert client.post("/ngon-ngu", query_string={"ve": away}, data={"ngon_ngu": "en"}).location == "/"


def test_a_language_that_there_is_none_of_changes_nothing(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.post("/ngon-ngu", data={"ngon_ngu": "xx"}).headers
    client.set_cookie("ngon_ngu", "../en")
    assert '<html lang="vi">' in client.get("/").text


def test_switching_on_the_form_saves_what_was_typed(client: FlaskClient) -> None:
    place = started(client, MONTHLY)
    answer = save(client, place, [("dia_danh", "Vân Thượng Sơn")], then="ngon-ngu:en")
    assert "ngon_ngu=en" in answer.headers["Set-Cookie"]
    page = client.get(answer.location).text
    assert '<html lang="en">' in page and 'value="Vân Thượng Sơn"' in page
    assert ">Name of the commune, ward or special zone where the body has its seat." in page


# What stays Vietnamese.


def test_what_is_stored_printed_and_downloaded_is_the_same_in_both_languages(client: FlaskClient, store: Engine) -> None:
    kept = {}
    for spoken in LANGUAGES:
        client.set_cookie("ngon_ngu", spoken)
        place = started(client, MONTHLY, work_of(MONTHLY).pairs)
        draft = draft_with(store, int(place.rpartition("/")[2]))
        file = client.get(f"{place}/tai/ban-nhap.docx")
        kept[spoken] = (draft.title, draft.data, file.headers["Content-Disposition"], file.data)
    assert kept["vi"] == kept["en"]
    assert kept["en"][0].startswith("Nghị quyết thường kỳ hằng tháng")


def test_the_api_speaks_vietnamese_whatever_the_browser_asks_for(client: FlaskClient) -> None:
    asked = client.get("/api/v1/kinds").json
    assert english(client).get("/api/v1/kinds").json == asked


def test_a_block_is_read_by_titles_and_choices_of_either_language(client: FlaskClient) -> None:
    place = started(english(client), next(one for one in FILES if one.variant == "danh_sach" and not one.minimal))
    box = "_dan.khong_phan_cong"
    for block, choice in (
        ("Họ và tên\tDiện sinh hoạt", "Sinh hoạt tạm thời nơi khác"),
        ("Full name\tStanding for counting", "Temporarily meeting elsewhere"),
    ):
        page = save(client, place, [(box, f"{block}\nLò Văn Ngoan\t{choice}")], then="doc:khong_phan_cong")
        assert "1 rows were read" in page.text and "cells have no column" not in page.text, block
        taken = save(client, place, [(box, f"{block}\nLò Văn Ngoan\t{choice}")], then="nhan:khong_phan_cong")
        assert "sinh_hoat_tam_thoi_noi_khac" in dict(Page(taken.text).pairs).values()


# Every page.


class Said(HTMLParser):
    """What a page says: its texts and spoken attributes; neither what was typed nor what is marked as Vietnamese."""

    _EMPTY = frozenset({"meta", "link", "input", "img", "br", "rect", "path", "hr"})
    _SPOKEN = ("aria-label", "title", "alt", "placeholder", "label", "data-failed", "data-count")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[bool] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        silent = found.get("lang") == "vi" or tag == "textarea"
        if not silent and not any(self._open):
            self.said += [found.get(name) or "" for name in self._SPOKEN]
        if tag not in self._EMPTY:
            self._open.append(silent)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._EMPTY:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.said.append(" ".join(data.split()))


def kept_in(store: Engine) -> set[str]:
    """Every text in the store: what people typed, and what the program keeps of it."""
    tables = MetaData()
    tables.reflect(store)
    with store.connect() as link:
        return {text for table in tables.sorted_tables for row in link.execute(table.select()) for text in texts_in(list(row))}


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        yield from texts_in(json.loads(value))
    elif isinstance(value, str):
        yield from (" ".join(line.split()) for line in (value, *value.split("\n")))
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


QUOTING = {" ".join(str(message.string).split()) for message in catalogue.kept() if ACCENTED.search(str(message.string))}
"""English texts that quote what a document prints, so that one recognises it on paper."""


def vietnamese(text: str, typed: set[str]) -> list[str]:
    """What a page says in Vietnamese, without what was typed."""
    words = sorted(filter(ACCENTED.search, typed | QUOTING), key=len, reverse=True)
    without = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in words) or "(?!)")
    said = [
        re.sub(r"^[0-9]+\. (.*) …$", lambda row: "" if any(one.startswith(row[1]) for one in words) else row[0], one)
        for one in Said(text).said
    ]
    return [one for one in said if ACCENTED.search(without.sub("", one))]


PAGES = ["/", "/mo-tep", "/van-ban/nghi-quyet/thuong_ky", "/nhap", "{draft}", "{draft}?loi=1", "{draft}/kiem-tra", "{draft}/ban-nhap",
         "{draft}/cac-ban", "/nhap/da-bo", "{draft}/xem-truoc", "{blank}", "{blank}?loi=1", "/kho", "/kho/1", "/don-vi", "/don-vi/moi", "/don-vi/1", "/don-vi/1/nguoi-ky",
         "/don-vi/nguoi-ky/1", "/danh-sach", "/danh-sach/moi", "/danh-sach/1", "/danh-sach/nhap", "/can-cu", "/can-cu/moi",
         "/nhiem-vu-mau", "/nhiem-vu-mau/moi", "/mau", "/mau/truong/nghi-quyet/thuong_ky", "/so", "/so/{series}", "/so/so-dau",
         "/so/{series}/ghi-bo-sung", "/so/{series}/he-thong-khac", "/so/dong/1", "/so/dong/1/huy", "/so/van-ban/1/ghi-so", "/nhat-ky", "/nguoi-dung", "/nguoi-dung/them", "/khong-co",
         "/khoa-truy-cap"]  # fmt: skip


def test_no_page_says_anything_in_vietnamese(client: FlaskClient, store: Engine) -> None:
    client.post("/don-vi/mau")
    issued(client, started(client, MONTHLY, work_of(MONTHLY).pairs))
    place, blank = started(client, MONTHLY, work_of(MONTHLY).pairs), started(client, MONTHLY)
    series = next(iter(all_series(store)))
    typed = kept_in(store)
    english(client)
    left = {}
    for page in PAGES:
        answer = client.get(page.format(draft=place, blank=blank, series=series))
        assert '<html lang="en">' in answer.text, page
        if found := vietnamese(answer.text, typed):
            left[page] = found
    assert not left, "\n".join(f"{page}: {said}" for page, found in left.items() for said in found)


@pytest.mark.parametrize(("kind", "variant"), [(code, variant) for code, kind in KINDS.items() for variant in kind.variants])
def test_no_form_says_anything_in_vietnamese(client: FlaskClient, kind: str, variant: str) -> None:
    place = english(client).post(f"/van-ban/{kind}/{variant}", data={"_tu": "trong"}).location
    for page in (place, f"{place}?loi=1"):
        assert not vietnamese(client.get(page).text, set())


def test_a_refused_small_form_is_told_in_english(client: FlaskClient) -> None:
    answer = english(client).post("/don-vi/moi", data=sent(Page(client.get("/don-vi/moi").text).answers))
    assert answer.status_code == 422
    assert "Error: " in answer.text and not vietnamese(answer.text, set())
