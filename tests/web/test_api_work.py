"""What a program gets done: from data to the issued document, drafts that two change, the register, the office."""

from __future__ import annotations

import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine

from docgen.docx.package import open_package
from docgen.docx.payload import read_payload
from docgen.examples import example_data, example_text
from docgen.pipeline import issuer_of
from docgen.store.audit import trail
from docgen.store.documents import find_documents
from docgen.store.drafts import open_drafts
from docgen.store.users import Role
from support.accounts import NAMES
from support.api import Program, facts, furnish, program
from support.application import application
from support.examples import FILES, Example
from web.api.openapi import document

UNIT = {"ma": "CB1", "ten": "Chi bộ thôn Nà Khoang", "loai": "chi_bo_truc_thuoc", "own": True, "nhiem_ky": "2025 - 2030"}
SERIES = {"unit_id": 1, "the_loai": "nghi_quyet", "term": "2025 - 2030"}
LATE = {
    "series": SERIES,
    "so": 3,
    "so_ky_hieu": "03-NQ/CB",
    "ngay": "2026-03-04",
    "title": "Nghị quyết tháng 3",
    "reason": "sổ giấy",
}


@pytest.fixture
def api(store: Engine) -> Program:
    """A program that may do everything."""
    return program(store)


def issue(api: Program, sent: dict[str, Any], key: str = "van-ban-1", status: int = 201) -> Any:
    answer = api.post("/documents", json=sent, headers={"Idempotency-Key": key})
    assert answer.status_code == status, answer.text
    return answer.json


def paths(answer: Any) -> list[str]:
    return [one["path"] for one in answer.json["problems"]]


@pytest.mark.parametrize("shipped", FILES, ids=str)
def test_every_example_is_checked_planned_drafted_and_issued(api: Program, shipped: Example) -> None:
    sent = {"kind": shipped.kind.code, "data": example_data(shipped.kind, shipped.variant, minimal=shipped.minimal)}
    assert api.post("/units", json={**UNIT, "ten": issuer_of(shipped.document)}).status_code == 201
    verdict = api.post("/check", json=sent).json
    assert verdict["blocked"] is False
    planned = api.post("/number-plan", json=sent).json
    assert api.post("/draft-files", json=sent).data.startswith(b"PK")
    accept = sorted({one["rule"] for one in verdict["findings"] if one["severity"] == "W"})
    made = issue(api, {**sent, "accept": accept})
    assert made["data"] == sent["data"] or planned["numbering"] == "lay"
    assert (made["document"]["so_ky_hieu"] != "") is (planned["so"] is not None)
    docx = api.get(f"/documents/{made['document']['id']}/docx").data
    payload = read_payload(open_package(docx))
    assert payload is not None and payload.kind == shipped.kind.code


def test_the_same_key_gives_the_same_document_and_takes_one_number(api: Program, store: Engine) -> None:
    first, again = issue(api, facts()), issue(api, facts())
    assert first == again
    assert first["document"]["so_ky_hieu"] == "01-NQ/CB"
    refused = issue(api, facts(ngay_ban_hanh="05/11/2026"), status=409)
    assert "Idempotency-Key này đã dùng" in refused["message"]
    assert issue(api, facts(), key="van-ban-2")["document"]["so_ky_hieu"] == "02-NQ/CB"
    assert len(find_documents(store)) == 2
    assert open_drafts(store) == ()
    assert {one.actor for one in trail(store) if one.action == "issue"} == {NAMES[Role.MANAGES]}


def test_a_key_belongs_to_its_user(api: Program) -> None:
    issue(api, facts())
    api.role = Role.ISSUES
    assert issue(api, facts())["document"]["so_ky_hieu"] == "02-NQ/CB"


def test_a_refusal_keeps_no_key(api: Program) -> None:
    broken = issue(api, facts(nhiem_vu=None), status=422)
    assert broken["problems"]
    assert issue(api, facts())["document"]["so_ky_hieu"] == "01-NQ/CB"
    api.post("/documents", json=facts(), headers={"Idempotency-Key": "ngan"})
    assert paths(api.post("/documents", json=facts(), headers={"Idempotency-Key": "ngan"})) == ["Idempotency-Key"]


def test_eight_at_once_under_one_key_are_one_document(api: Program, store: Engine) -> None:
    # Made one after another: Python 3.11 cannot parse in several threads, and a program that is not made waits for nobody.
    clients = [program(store, api.keys) for _ in range(8)]
    start = threading.Barrier(8, timeout=60)

    def send(client: Program) -> tuple[int, Any]:
        start.wait()
        answer = client.post("/documents", json=facts(), headers={"Idempotency-Key": "cung-luc-1"})
        return answer.status_code, answer.json

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, clients))
    assert {status for status, _ in answers} <= {201, 409}
    assert {told["document"]["id"] for status, told in answers if status == 201} == {1}
    assert len(find_documents(store)) == 1
    assert issue(api, facts(), key="cung-luc-1")["document"]["so_ky_hieu"] == "01-NQ/CB"


def test_a_warning_has_to_be_accepted_and_an_error_cannot_be(api: Program) -> None:
    sent = facts(ngay_ban_hanh="01/11/2030")
    verdict = api.post("/check", json=sent).json
    rules = {severity: sorted({one["rule"] for one in verdict["findings"] if one["severity"] == severity}) for severity in "EW"}
    assert rules["E"] or rules["W"]
    refused = issue(api, sent, status=422)
    assert {one["rule"] for one in refused["problems"]} == {*rules["E"], *rules["W"]}
    accepted = api.post("/documents", json={**sent, "accept": rules["W"] + rules["E"]}, headers={"Idempotency-Key": "van-ban-3"})
    assert accepted.status_code == (422 if rules["E"] else 201)


def test_two_change_one_draft(api: Program) -> None:
    made = api.post("/drafts", json=facts()).json
    place, data = f"/drafts/{made['id']}", made["data"]
    assert api.get(place).json == made
    saved = api.put(place, json={"base": 1, "data": {**data, "ngay_ban_hanh": "05/11/2026"}})
    assert (saved.status_code, saved.json["version"]) == (200, 2)
    late = api.put(place, json={"base": 1, "data": {**data, "ngay_ban_hanh": "06/11/2026"}})
    assert (late.status_code, "bản 2" in late.json["message"]) == (409, True)
    assert [one["version"] for one in api.get(f"{place}/versions").json] == [2, 1]
    assert api.get(f"{place}/versions/1").json["data"] == data
    undone = api.post(f"{place}/restore", json={"base": 2, "version": 1}).json
    assert (undone["version"], undone["data"]) == (3, data)
    assert paths(api.put(place, json={"base": 3, "data": {**data, "la": "x"}})) == ["la"]
    assert paths(api.put(place, json={"base": 3, "data": {**data, "bien_the": "ket_luan"}})) == ["bien_the"]


def test_a_draft_is_issued_once_and_only_as_it_was_read(api: Program) -> None:
    place = f"/drafts/{api.post('/drafts', json=facts()).json['id']}"
    assert api.get(f"{place}/check").json == {"blocked": False, "findings": []}
    assert api.get(f"{place}/number-plan").json["so"] == 1
    assert api.get(f"{place}/docx").data.startswith(b"PK")
    assert api.post(f"{place}/issue", json={"base": 9}).status_code == 409
    made = [api.post(f"{place}/issue", json={"base": 1}) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json == made[1].json
    assert api.get(place).json["document_id"] == made[0].json["document"]["id"]
    assert api.delete(place).status_code == 409


def test_a_draft_with_gaps_is_kept_printed_and_not_issued(api: Program) -> None:
    place = f"/drafts/{api.post('/drafts', json={'kind': 'bien-ban', 'data': {'bien_the': 'dai_hoi'}}).json['id']}"
    assert api.get(f"{place}/docx").data.startswith(b"PK")
    refused = api.post(f"{place}/issue", json={"base": 1})
    assert refused.status_code == 422
    assert "co_quan.ten" in paths(refused)
    assert api.get(f"{place}/check").json["problems"] == refused.json["problems"]
    assert [one["id"] for one in api.get("/drafts?kind=bien-ban").json] == [1]
    assert api.delete(place).status_code == 204
    assert (api.get("/drafts").json, api.get(place).json["state"]) == ([], "removed")
    assert api.post(f"{place}/reopen").json["state"] == "open"
    assert paths(api.post("/drafts", json={"kind": "bien-ban", "data": {}})) == ["bien_the"]


def test_documents_are_found_page_by_page(api: Program) -> None:
    for number in range(3):
        issue(api, facts(), key=f"van-ban-{number}")
    first = api.get("/documents?words=nghi quyet&person=hoang&kind=nghi-quyet&since=2026-11-01&limit=2").json
    assert ([one["so_ky_hieu"] for one in first["documents"]], first["next_offset"]) == (["03-NQ/CB", "02-NQ/CB"], 2)
    rest = api.get("/documents?limit=2&offset=2").json
    assert ([one["so_ky_hieu"] for one in rest["documents"]], rest["next_offset"]) == (["01-NQ/CB"], None)
    assert api.get("/documents?number=02-NQ").json["documents"][0]["id"] == 2
    assert api.get("/documents?until=2020-01-01").json["documents"] == []
    assert api.get("/documents/1/pdf").data.startswith(b"%PDF-")
    wrong = api.get("/documents?since=01/11/2026&limit=0&limit=5")
    assert (wrong.status_code, paths(wrong)) == (422, ["limit"])


def test_a_number_written_by_hand(api: Program) -> None:
    key = issue(api, {**facts(), "numbered": False})["document"]["id"]
    assert api.post(f"/documents/{key}/number", json={"so": 1, "ngay": "2026-11-05"}).status_code == 400
    told = api.post(f"/documents/{key}/number", json={"so": 1, "ngay": "2026-11-04"}).json["document"]
    assert (told["so_ky_hieu"], told["so_ghi_tay"]) == ("01-NQ/CB", True)
    assert "DA-HUY" not in api.get(f"/documents/{key}/docx").headers["Content-Disposition"]
    (row,) = api.get("/register/book").json
    assert api.post(f"/register/numbers/{row['id']}/void", json={"reason": "ghi nhầm"}).status_code == 204
    assert [api.get(f"/documents/{key}/{e}").headers["Content-Disposition"].count("DA-HUY") for e in ("docx", "pdf")] == [2, 2]
    assert api.post(f"/documents/{key}/number", json={"so": 2, "ngay": "2026-11-04"}).status_code == 409
    assert api.post("/documents/99/number", json={"so": 2, "ngay": "2026-11-04"}).status_code == 404


def test_the_register(api: Program) -> None:
    assert api.post("/units", json=UNIT).status_code == 201
    assert api.post("/register/series", json={"series": SERIES, "last_used": 4}).status_code == 204
    assert api.post("/register/late", json={**LATE, "so": 9}).status_code == 409
    assert api.post("/register/late", json=LATE).status_code == 201
    assert api.post("/register/late", json=LATE).status_code == 409
    assert issue(api, facts())["document"]["so_ky_hieu"] == "05-NQ/CB"
    other = {**LATE, "so": 8, "so_ky_hieu": "08-NQ/CB", "system": "Hệ thống điều hành"}
    key = api.post("/register/other", json=other).json["id"]
    assert api.post(f"/register/numbers/{key}/void", json={"reason": " "}).status_code == 422
    assert api.post(f"/register/numbers/{key}/void", json={"reason": "ghi nhầm"}).status_code == 204
    assert api.post(f"/register/numbers/{key}/void", json={"reason": "ghi nhầm"}).status_code == 409
    rows = api.get("/register/book?since=2026-01-01").json
    assert [(one["so"], one["state"], one["origin"]) for one in rows] == [
        (3, "issued", "late"),
        (5, "issued", "own"),
        (8, "void", "other"),
    ]
    (report,) = api.get("/register/report").json
    assert (report["gaps"], report["voided"]) == ([6, 7], [8])
    assert api.get("/register/unissued").json == []
    assert api.post("/register/late", json={**LATE, "series": {**SERIES, "unit_id": 9}}).status_code == 404


def test_units_signers_and_the_roster(api: Program) -> None:
    unit = api.post("/units", json=UNIT).json
    assert api.post("/units", json=UNIT).status_code == 409
    assert api.put(f"/units/{unit['id']}", json={**UNIT, "dia_danh": "Vân Thượng Sơn"}).json["dia_danh"] == "Vân Thượng Sơn"
    signer = {"ho_ten": "Hoàng Đình Khải", "valid_from": "2025-01-01", "chuc_vu": "bi_thu"}
    made = api.post("/units/1/signers", json=signer).json
    ended = api.put(f"/units/1/signers/{made['id']}", json={**signer, "valid_to": "2026-06-30"}).json
    assert ended["valid_to"] == "2026-06-30"
    assert api.get("/units/1/signers?day=2026-07-01").json == []
    assert api.get("/units/1/signers").json == [ended]
    people = [{"ma": f"DV{number}", "ho_ten": name} for number, name in enumerate(("Nông Thị Bình", "Lò Văn Ánh"))]
    assert api.put("/units/1/people", json={"people": people}).json == {"added": 2, "changed": 0}
    assert paths(api.put("/units/1/people", json={"people": [people[0], people[0]]})) == ["people.0.ma", "people.1.ma"]
    assert [one["ho_ten"] for one in api.get("/units/1/people").json] == ["Lò Văn Ánh", "Nông Thị Bình"]
    assert [one["ma"] for one in api.get("/units/1/people?find=binh").json] == ["DV0"]
    assert api.put("/people/1", json={**people[0], "so_the_dang": "099164000105"}).json["so_the_dang"] == "099164000105"
    assert api.delete("/people/1").status_code == 204
    assert len(api.get("/units/1/people").json) == 1
    assert len(api.get("/units/1/people?everyone=true").json) == 2
    assert api.post("/units/1/people", json={"ma": "DV1", "ho_ten": "X"}).status_code == 409
    assert api.post("/units/9/people", json={"ma": "DV1", "ho_ten": "X"}).status_code == 404


def test_the_legal_bases_of_the_office(api: Program, store: Engine) -> None:
    basis = {"loai": "Nghị quyết", "so_ky_hieu": "05-NQ/ĐU", "ngay": "2026-02-03", "co_quan": "Đảng ủy xã", "trich_yeu": "về x",
             "valid_from": "2026-02-03"}  # fmt: skip
    made = api.post("/own/legal-bases", json=basis)
    assert (made.status_code, made.json["valid_to"], made.json["kind"]) == (201, None, None)
    assert api.post("/own/legal-bases", json=basis).status_code == 409
    assert api.post("/own/legal-bases", json={**basis, "so_ky_hieu": "6", "valid_from": "2026-01-01"}).status_code == 400
    assert paths(api.post("/own/legal-bases", json={**basis, "kind": "la"})) == ["kind"]
    place = f"/own/legal-bases/{made.json['id']}"
    ended = api.put(place, json={**basis, "valid_to": "2026-12-31", "kind": "nghi-quyet"}).json
    assert (api.get(place).json, api.get("/own/legal-bases").json) == (ended, [ended])
    assert (api.delete(place).status_code, api.get(place).status_code, api.delete(place).status_code) == (204, 404, 404)
    assert api.put(place, json=basis).status_code == 404
    assert [line.action for line in trail(store, what="legal_bases")] == ["remove", "change", "add"]


def test_the_duty_lines_of_the_office(api: Program) -> None:
    group = document()["components"]["schemas"]["DutyAsked"]["properties"]["nhom"]["enum"][0]
    made = api.post("/own/duty-lines", json={"nhom": group, "viec": "Phụ trách 6 hộ"}).json
    place = f"/own/duty-lines/{made['id']}"
    changed = api.put(place, json={"nhom": group, "viec": "Phụ trách 7 hộ", "han": "Hằng tháng"}).json
    assert (changed["viec"], api.get("/own/duty-lines").json) == ("Phụ trách 7 hộ", [changed])
    assert paths(api.post("/own/duty-lines", json={"nhom": "la", "viec": "x"})) == ["nhom"]
    assert api.delete(place).status_code == 204
    assert (api.get("/own/duty-lines").json, api.get("/own/duty-lines?everything=true").json) == (
        [],
        [{**changed, "active": False}],
    )
    assert api.get("/own/duty-lines/9").status_code == 404


def test_the_way_of_a_template(api: Program, store: Engine) -> None:
    assert any("{{" in tag for one in api.get("/kinds/nghi-quyet/templates/thuong_ky/fields").json for tag in one["tags"])
    raw = api.get("/kinds/nghi-quyet/templates/thuong_ky").data
    asked = "/own/templates?kind=nghi-quyet&variant=thuong_ky&name=mau.docx"
    octets = {"content_type": "application/octet-stream"}
    made = api.post(asked, data=raw, **octets)
    assert (made.status_code, made.json["state"], made.json["report"]["issues"]) == (201, "waiting", [])
    assert api.post(asked, data=raw, **octets).status_code == 409
    assert paths(api.post("/own/templates?kind=la", data=raw, **octets)) == ["kind", "variant"]
    assert api.post("/own/templates?kind=nghi-quyet&variant=la", data=raw, **octets).status_code == 400
    assert api.post(asked, data=b"PK\x03\x04rac", **octets).status_code == 422
    place = f"/own/templates/{made.json['id']}"
    assert (api.get(f"{place}/docx").data, api.get(place).json) == (raw, made.json)
    early = api.post(f"{place}/approve")
    assert (early.status_code, "không tự duyệt" in early.json["message"]) == (400, True)
    api.role = Role.ISSUES
    assert "Chưa xem văn bản thử" in api.post(f"{place}/approve").json["message"]
    assert "bien_the" in json.loads(read_payload(open_package(api.post(f"{place}/trial").data)).data)
    approved = api.post(f"{place}/approve").json
    assert approved["state"] == "approved" and approved["approved_by"] != approved["uploaded_by"]
    assert api.post(f"{place}/approve").status_code == 409
    assert api.post(f"{place}/stop").json["state"] == "stopped"
    assert [one["state"] for one in api.get("/own/templates").json] == ["stopped"]


def test_removed_drafts_are_listed(api: Program) -> None:
    for _ in range(2):
        api.delete(f"/drafts/{api.post('/drafts', json=facts()).json['id']}")
    assert [one["id"] for one in api.get("/drafts/removed").json] == [2, 1]
    assert [one["id"] for one in api.get("/drafts/removed?limit=1&offset=1").json] == [1]
    assert api.post("/drafts/2/reopen").json["state"] == "open"
    assert [one["id"] for one in api.get("/drafts/removed").json] == [1]


@pytest.mark.parametrize("ending", ["docx", "yaml", "json"])
def test_a_file_gives_its_data_back(api: Program, ending: str) -> None:
    shipped = FILES[0]
    data = example_data(shipped.kind, shipped.variant)
    raw = {"docx": shipped.docx, "yaml": example_text(shipped.kind, shipped.variant).encode(), "json": json.dumps(data).encode()}[
        ending
    ]
    told = api.post("/open?kind=nghi-quyet", data=raw, content_type="application/octet-stream").json
    assert (told["kind"], told["variant"], told["edited"], told["draft"], told["leftovers"]) == (
        "nghi-quyet",
        "thuong_ky",
        False,
        False,
        [],
    )
    assert api.post("/check", json={"kind": told["kind"], "data": told["data"]}).json["findings"] == []
    assert told["document_id"] is None
    key = issue(api, {"kind": told["kind"], "data": told["data"]})["document"]["id"]
    again = api.post("/open?kind=nghi-quyet", data=raw, content_type="application/octet-stream").json
    assert (again["document_id"], again["data"]) == (key, told["data"])
    refused = api.post("/open", data=b"PK\x03\x04rac", content_type="application/octet-stream")
    assert (refused.status_code, "bị hỏng" in refused.json["message"]) == (422, True)
    assert api.post("/open", data={"tep": (io.BytesIO(raw), "a")}).status_code == 422


def test_what_the_program_knows(api: Program) -> None:
    assert {one["code"] for one in api.get("/kinds").json} == {one.kind.code for one in FILES}
    assert "co_quan" in json.dumps(api.get("/kinds/bien-ban/schema").json)
    assert api.get("/kinds/nghi-quyet/examples/thuong_ky?minimal=true").json["bien_the"] == "thuong_ky"
    assert api.get("/kinds/la/schema").status_code == 400
    every = api.get("/legal-bases").json
    assert 0 < len(api.get("/legal-bases?day=2026-11-04").json) < len(every)
    assert {one["id"] for one in api.get(f"/legal-bases?number={every[1]['number']}").json} >= {every[1]["id"]}
    assert all(every[0]["topics"][0] in one["topics"] for one in api.get(f"/legal-bases?topic={every[0]['topics'][0]}").json)


def test_an_address_with_a_huge_number_is_none_on_the_pages_too(store: Engine) -> None:
    assert application(store).test_client().get("/kho/99999999999999999999").status_code == 404


def test_the_furnished_office_is_whole(api: Program, store: Engine) -> None:
    furnish(store, api.keys)
    assert [
        len(api.get(path).json) for path in ("/units", "/drafts", "/register/book", "/units/1/people", "/batches", "/batch-plans")
    ] == [1, 1, 2, 1, 2, 2]
