"""Own templates in the pages: handed in, judged, tried, approved by a second person, used, put aside; hostile files."""

from __future__ import annotations

import hashlib
import io
import re

import pytest
from flask import g, request
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.docx.package import open_package
from docgen.examples import example_data
from docgen.issuing import Order, draft, issue_document
from docgen.kinds import KINDS
from docgen.output.places import Words
from docgen.store import own_templates
from docgen.store.documents import document_with
from docgen.store.users import Role
from docgen.template_in_use import template_in_use
from docgen.template_shape import template_shape
from docgen.templates import shipped_bytes, shipped_template
from support.examples import FILES
from support.web import Page, address, issued
from support.word import paragraph, template, with_parts
from test_package import HOSTILE
from web.app import create_app
from web.desk import role_of
from web.views.preview import previews

KIND = KINDS["nghi-quyet"]
GOOD = shipped_bytes("nghi-quyet.thuong_ky")
PLACE = "nghi-quyet/thuong_ky"


@pytest.fixture
def office(store: Engine) -> FlaskClient:
    """The pages as they are when people log in: the header says who."""
    app = create_app(store)

    @app.before_request
    def login() -> None:
        g.user_name = request.headers["X-Who"]

    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def hand_in(client: FlaskClient, docx: bytes = GOOD, place: str = PLACE, **more):
    return client.post("/mau", data={"_loai": place, "tep": (io.BytesIO(docx), "C:\\mẫu\\của tôi.docx")}, **more)


def test_the_list_names_every_variant_with_the_shipped_template_and_its_fields(client: FlaskClient) -> None:
    page = Page(client.get("/mau").text)
    for kind in KINDS.values():
        variant = next(iter(kind.variants))
        for url in (f"/mau/goc/{kind.code}/{variant}.docx", f"/mau/truong/{kind.code}/{variant}"):
            assert url in page.links and client.get(url).status_code == 200
    answer = client.get("/mau/goc/nghi-quyet/thuong_ky.docx")
    assert answer.data == GOOD
    assert client.get("/mau/truong/nghi-quyet/la").status_code == 400


def test_a_document_remembers_the_template_that_made_it(client: FlaskClient, store: Engine) -> None:
    def issue() -> int:
        return issue_document(store, Order({**example_data(KIND, "thuong_ky"), "so": None}, KIND, "lan"))

    own = with_parts(dict(open_package(GOOD)))  # the same words in other bytes
    hand_in(client, own)
    before = issue()
    client.post("/mau/1/thu")
    assert client.post("/mau/1/duyet").status_code == 302
    made = issue()
    client.post("/mau/1/ngung")
    after = issue()
    shipped, mine = (hashlib.sha256(docx).hexdigest() for docx in (GOOD, own))
    assert [document_with(store, key).template_sha256 for key in (before, made, after)] == [shipped, mine, shipped]
    pages = [client.get(f"/kho/{key}").text for key in (before, made, after)]
    assert [re.search(r"<dt>Mẫu</dt><dd>(.*?)</dd>", page) is not None for page in pages] == [False, True, False]
    assert re.search(r'<a href="/mau/1">[^<]*của tôi.docx</a>', pages[1])


def test_every_name_of_the_data_is_listed_with_its_tag(client: FlaskClient) -> None:
    page = client.get("/mau/truong/nghi-quyet/thuong_ky").text
    for name, shape in template_shape(KIND, "thuong_ky").items():
        tag = (
            f"in {name} %}}" if isinstance(shape, list) else f"if {name} %}}" if isinstance(shape, dict) else f"{{{{ {name} }}}}"
        )
        assert tag in page, name
    assert "Nhiệm vụ tháng này" in page and "{{ x.viec }}" in page


def test_alone_on_the_machine_after_the_trial(client: FlaskClient, store: Engine) -> None:
    answer = hand_in(client, follow_redirects=True)
    assert (answer.status_code, "Không có lỗi" in answer.text, "của tôi.docx" in answer.text) == (200, True, True)
    refused = client.post("/mau/1/duyet")
    assert (refused.status_code, "Tải văn bản thử" in refused.text, "<title>Lỗi: " in refused.text) == (422, True, True)
    trial = client.post("/mau/1/thu")
    assert open_package(trial.data) and "attachment" in trial.headers["Content-Disposition"]
    answer = client.post("/mau/1/duyet", follow_redirects=True)
    assert "Đã duyệt." in answer.text and template_in_use(store, KIND, "thuong_ky") is not None
    assert "của tôi.docx" in client.get("/mau").text
    answer = client.post("/mau/1/ngung", follow_redirects=True)
    assert "Tệp vẫn được giữ lại" in answer.text and template_in_use(store, KIND, "thuong_ky") is None
    assert client.get("/mau/1/tep.docx").data == GOOD
    assert client.post("/mau/1/ngung").status_code == client.post("/mau/1/duyet").status_code == 422


def test_a_second_person_approves_when_people_log_in(office: FlaskClient, store: Engine) -> None:
    lan, hoa = {"X-Who": "lan"}, {"X-Who": "hoa"}
    hand_in(office, headers=lan)
    office.post("/mau/1/thu", headers=lan)
    refused = office.post("/mau/1/duyet", headers=lan)
    assert (refused.status_code, "không tự duyệt" in refused.text) == (422, True)
    page = office.get("/mau/1", headers=lan).text
    assert "người khác có quyền văn thư duyệt" in page and "/mau/1/duyet" not in page
    assert office.post("/mau/1/duyet", headers=hoa).status_code == 422  # the trial was seen by another one
    office.post("/mau/1/thu", headers=hoa)
    assert office.post("/mau/1/duyet", headers=hoa).status_code == 302
    found = own_templates.template_of(store, 1)
    assert (found.state, found.uploaded_by, found.approved_by) == ("approved", "lan", "hoa")


def test_faults_are_shown_with_place_and_cure_and_keep_it_from_approval(client: FlaskClient) -> None:
    answer = hand_in(client, template(paragraph("một"), paragraph("{{ co_quan.teen }} <![CDATA[<b>]]>")), follow_redirects=True)
    for words in ("Mẫu có 1 lỗi", "Thân bài, đoạn 2", "co_quan.teen", "Có phải ý là “ten”", "&lt;b&gt;"):
        assert words in answer.text, words
    assert "/mau/1/thu" not in answer.text and "/mau/1/duyet" not in answer.text
    assert "còn 1 lỗi" in client.post("/mau/1/duyet").text
    assert client.post("/mau/1/thu").status_code == 422


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_a_hostile_file_is_refused_and_not_kept(client: FlaskClient, store: Engine, case: str) -> None:
    data, reason = HOSTILE[case]
    answer = hand_in(client, data)
    assert (answer.status_code, reason in answer.text) == (422, True)
    assert 'href="#tep"' in answer.text and dict(Page(answer.text).pairs)["_loai"] == PLACE
    assert own_templates.all_templates(store) == ()


def test_what_is_missing_or_unknown_is_told_at_its_field(client: FlaskClient) -> None:
    for place, words in (("", "Chọn loại"), ("la/la", "Chọn loại"), ("quy-che-lam-viec/chi_bo_thon", "Chọn loại")):
        assert words in hand_in(client, place=place).text
    answer = client.post("/mau", data={"_loai": PLACE})
    assert (answer.status_code, "Chọn một tệp mẫu" in answer.text) == (422, True)
    for url in ("/mau/9", "/mau/9/tep.docx"):
        assert client.get(url).status_code == 404
    for deed in ("thu", "duyet", "ngung"):
        assert client.post(f"/mau/9/{deed}").status_code == 404


def test_the_same_file_leads_to_the_one_that_is_there(client: FlaskClient, store: Engine) -> None:
    hand_in(client)
    answer = hand_in(client, follow_redirects=True)
    assert "đã có trong danh sách mẫu" in answer.text and len(own_templates.all_templates(store)) == 1


def test_one_template_for_all_variants_is_tried_with_all(client: FlaskClient, store: Engine) -> None:
    hand_in(client, shipped_bytes("quy-che-lam-viec"), "quy-che-lam-viec/")
    client.post("/mau/1/thu")
    assert client.post("/mau/1/duyet").status_code == 302
    kind = KINDS["quy-che-lam-viec"]
    assert len({template_in_use(store, kind, variant) for variant in kind.variants} - {None}) == 1


MARK = "Mẫu của chi bộ mình"


def marked() -> bytes:
    """The shipped template with a paragraph more."""
    parts = dict(open_package(GOOD))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", paragraph(MARK).encode() + b"<w:sectPr", 1)
    return with_parts(parts)


def words_of(docx: bytes) -> str:
    return open_package(docx)["word/document.xml"].decode()


def words_on(client: FlaskClient, place: str) -> Words:
    """What stands on the pages of the preview."""
    assert client.get(f"{place}/xem-truoc").status_code == 200
    with client.application.app_context():
        return Words([*previews()._made.values()][-1].pdf)


def test_whoever_issues_uses_the_approved_template(client: FlaskClient, store: Engine) -> None:
    hand_in(client, marked())
    data = {name: value for name, value in example_data(KIND, "thuong_ky").items() if name != "so"}
    assert MARK not in words_of(document_with(store, issue_document(store, Order(data, KIND, "lan"))).docx)
    client.post("/mau/1/thu")
    client.post("/mau/1/duyet")
    assert MARK in words_of(document_with(store, issue_document(store, Order(data, KIND, "lan"))).docx)
    assert MARK in words_of(draft(store, data, KIND).docx)
    shipped = Order(data, KIND, "lan", template=shipped_template("nghi-quyet.thuong_ky"))
    assert MARK not in words_of(document_with(store, issue_document(store, shipped)).docx)


def test_documents_are_made_with_the_approved_template_and_stay_as_they_were(client: FlaskClient) -> None:
    hand_in(client, marked())
    shipped = next(one for one in FILES if (one.kind, one.variant, one.minimal) == (KIND, "thuong_ky", False))

    def drafted() -> str:
        place: str = client.post(address(shipped), data={"_tu": "vi-du"}).location
        return place

    assert MARK not in words_of(client.get(f"{drafted()}/tai/ban-nhap.docx").data)  # handed in is not approved
    client.post("/mau/1/thu")
    client.post("/mau/1/duyet")
    assert MARK in words_of(client.get(f"{drafted()}/tai/ban-nhap.docx").data)
    made = issued(client, drafted()).location.partition("?")[0]
    document = client.get(f"{made}/van-ban.docx").data
    assert MARK in words_of(document)
    assert words_on(client, drafted()).find(MARK)
    client.post("/mau/1/ngung")
    assert not words_on(client, drafted()).find(MARK)
    assert client.get(f"{made}/van-ban.docx").data == document
    later = issued(client, drafted()).location.partition("?")[0]
    assert MARK not in words_of(client.get(f"{later}/van-ban.docx").data)


def test_only_who_issues_gets_to_the_templates(client: FlaskClient) -> None:
    views = {name: view for name, view in client.application.view_functions.items() if name.startswith("own_templates.")}
    assert len(views) == 9 and {role_of(view) for view in views.values()} == {Role.ISSUES}
