"""Every operation of the registry: who gets in, what is refused before anything runs, and that the document tells all of it."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.kinds import KINDS
from docgen.store.users import Role
from support.api import ROOT, keys_of_every_role
from support.application import application
from web.api import local_key, who
from web.api.openapi import document
from web.api.operations import OPERATIONS, Operation
from web.api.who import Caller
from web.safety import HEADERS

STEPS = {"kind": "nghi-quyet", "variant": "thuong_ky"}
MACHINE = "/drafts"


@pytest.fixture
def keys(store: Engine) -> dict[Role, str]:
    """A key of every role."""
    return keys_of_every_role(store)


@pytest.fixture
def headers(keys: dict[Role, str]) -> dict[str, str]:
    """What a program sends that may do everything."""
    return {"Authorization": f"Bearer {keys[Role.MANAGES]}"}


@pytest.fixture
def outside(store: Engine, keys: dict[Role, str]) -> FlaskClient:
    """A program without a key, where keys of every role are known."""
    return application(store).test_client()


def ask(client: FlaskClient, one: Operation, **given: Any):
    path = re.sub(r"\{(\w+)\}", lambda step: STEPS.get(step[1], "77"), one.template)
    return client.open(f"{ROOT}{path}", method=one.method, **given)


def is_failure(answer: Any) -> bool:
    """Whether it has the one shape of failures, and the headers of every answer."""
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    assert not [name for name, _ in answer.headers if name.lower().startswith("access-control") or name == "Set-Cookie"]
    told = answer.json
    return told.keys() == {"message", "todo", "problems"} and all(
        p.keys() == {"path", "message", "rule"} for p in told["problems"]
    )


@pytest.mark.parametrize(
    "sent",
    [{}, {"Authorization": "Bearer la"}, {"Authorization": "Bearer"}, {"Authorization": "Basic {key}"},
     {"Sec-Fetch-Site": "same-origin"}, {"Cookie": "docgen={key}; session={key}"}, {"Authorization": "Bearer ư\xff"}],
)  # fmt: skip
def test_nobody_gets_in_without_a_key(outside: FlaskClient, keys: dict[Role, str], sent: dict[str, str]) -> None:
    headers = {name: value.format(key=keys[Role.MANAGES]) for name, value in sent.items()}
    for one in OPERATIONS:
        answer = ask(outside, one, headers=headers)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer"), one.name
        assert is_failure(answer), one.name


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_it_is_for(outside: FlaskClient, keys: dict[Role, str], role: Role) -> None:
    for one in OPERATIONS:
        answer = ask(outside, one, headers={"Authorization": f"bearer {keys[role]}"})
        allowed = list(Role).index(role) >= list(Role).index(one.role)
        assert (answer.status_code == 403) is not allowed, (one.name, answer.text)
        assert allowed or (is_failure(answer) and "cần vai trò" in answer.json["message"]), one.name


def test_only_drafts_and_reading_are_for_everybody() -> None:
    open_ones = {(one.method, one.template) for one in OPERATIONS if one.role is Role.DRAFTS and one.method != "GET"}
    assert {path.split("/")[1] for _, path in open_ones} == {
        "check",
        "number-plan",
        "draft-files",
        "open",
        "drafts",
        "batch-plans",
    }
    assert ("POST", "/drafts/{draft_id}/issue") not in open_ones


def test_unknown_fields_are_refused(outside: FlaskClient, headers: dict[str, str]) -> None:
    headers = {**headers, "Idempotency-Key": "mot-hai-ba"}
    for one in OPERATIONS:
        answer = ask(outside, one, headers=headers, query_string={"la": "1"})
        missing = [name for name, field in one.query.model_fields.items() if field.is_required()]
        assert (answer.status_code, [p["path"] for p in answer.json["problems"]]) == (422, [*missing, "la"]), one.name
        if one.body:
            answer = ask(outside, one, headers=headers, json={"la": 1})
            assert (answer.status_code, "la" in [p["path"] for p in answer.json["problems"]]) == (422, True), one.name
        if one.body or one.takes_file:
            query = dict.fromkeys(missing, "nghi-quyet")
            other = ask(outside, one, headers=headers, query_string=query, data="la: 1", content_type="application/yaml")
            assert other.status_code == 415, one.name


@pytest.mark.parametrize("path", ["/open", "/batch-plans"])
def test_a_file_comes_as_the_body_or_as_the_one_part_of_a_form(outside: FlaskClient, headers: dict[str, str], path: str) -> None:
    def send(**parts: tuple[io.BytesIO, str] | str):
        return outside.post(f"{ROOT}{path}", headers=headers, data=parts, content_type="multipart/form-data")

    assert "phần tên là file" in send().text and "phần tên là file" in send(file="la").text
    assert "phần tên là file" in send(file=(io.BytesIO(b"a"), "a.csv"), la="1").text
    raw = outside.post(f"{ROOT}{path}", headers=headers, data=b"a", content_type="application/octet-stream")
    assert send(file=(io.BytesIO(b"a"), "a.csv")).json == raw.json


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "nhóm trường JSON"), (b"kind: la", "nhóm trường JSON"), (b"[1]", "nhóm trường JSON"), (b"{", "không phải JSON đúng"),
     (b'{"kind": "a", "kind": "b"}', "hai lần"), (b'{"kind": "\\ud800", "data": {}}', "không viết được"),
     (b'{"kind": "nghi-quyet", "data": {"a": "\\u0000"}}', "không viết được"), (b'{"kind": "\xff"}', "UTF-8"),
     (b'{"kind": 5, "data": {}}', "phải là chữ"), (b'{"data":' * 90_000, "lồng nhau quá sâu")],
)  # fmt: skip
def test_a_body_that_cannot_be_read_says_why(outside: FlaskClient, headers: dict[str, str], raw: bytes, said: str) -> None:
    answer = outside.post(f"{ROOT}/check", data=raw, headers=headers, content_type="application/json")
    assert answer.status_code == 422
    assert is_failure(answer)
    assert said in answer.text


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/la", 404), ("POST", "/la", 404), ("PATCH", "/kinds", 405),
    ("OPTIONS", "/kinds", 405), ("GET", "/drafts/99999999999999999999", 404), ("GET", "/drafts/-1", 404)])  # fmt: skip
def test_addresses_that_are_none_answer_as_the_api_does(
    outside: FlaskClient, headers: dict[str, str], method: str, path: str, status: int
) -> None:
    answer = outside.open(f"{ROOT}{path}", method=method, headers={"Origin": "http://xau.example", **headers})
    assert answer.status_code == status
    assert is_failure(answer)
    assert status != 405 or "GET" in answer.headers["Allow"]


def test_another_name_and_too_much_are_refused_as_everywhere(outside: FlaskClient, headers: dict[str, str]) -> None:
    answer = outside.get(f"{ROOT}/kinds", headers={**headers, "Host": "xau.example"})
    assert (answer.status_code, is_failure(answer)) == (421, True)
    big = outside.post(
        f"{ROOT}/check", headers=headers, environ_overrides={"CONTENT_LENGTH": str(2**30)}, content_type="application/json"
    )
    assert (big.status_code, is_failure(big)) == (413, True)


def test_a_fault_of_the_program_tells_nothing(outside: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    def fail(_key: str) -> Caller:
        raise RuntimeError("bí mật 77")

    monkeypatch.setattr(who, "caller_of", fail)
    answer = outside.get(f"{ROOT}/kinds", headers={"Authorization": "Bearer x"})
    assert (answer.status_code, is_failure(answer)) == (500, True)
    assert "bí mật" not in answer.text + caplog.text


def test_the_key_of_the_machine(store: Engine, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCGEN_DATA", str(tmp_path / "moi"))
    client = application(store).test_client()

    def status(key: str) -> int:
        return client.get(f"{ROOT}{MACHINE}", headers={"Authorization": f"Bearer {key}"}).status_code

    assert (status(""), local_key.forget_key()) == (401, False)
    first = local_key.make_key()
    (kept,) = (tmp_path / "moi").iterdir()
    assert first not in kept.read_text() and kept.stat().st_mode & 0o077 == 0
    assert (status(first), status(first + "x"), status(kept.read_text())) == (200, 401, 401)
    second = local_key.make_key()
    assert (status(first), status(second)) == (401, 200)
    assert (local_key.forget_key(), status(second)) == (True, 401)


def test_the_document_is_that_of_the_registry(client: FlaskClient) -> None:
    told = client.get(f"{ROOT}/openapi.json").json
    assert told == json.loads(json.dumps(document()))
    asked = {(method.upper(), path) for path, operations in told["paths"].items() for method in operations}
    assert asked == {(one.method, f"{ROOT}{one.template}") for one in OPERATIONS}
    routes = {
        (rule.rule, method)
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods or ()
    }
    assert {(rule, method) for rule, method in routes if method != "HEAD"} == {
        (f"{ROOT}{one.path}", one.method) for one in OPERATIONS
    } | {(f"{ROOT}/openapi.json", "GET")}
    names = [operation["operationId"] for operations in told["paths"].values() for operation in operations.values()]
    assert len(names) == len(set(names))
    for found in re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(told)):
        assert found in told["components"]["schemas"], found


def test_the_document_holds_the_schemas_of_all_kinds() -> None:
    known = document()["components"]["schemas"]
    kinds = known["Facts"]["properties"]["data"]["anyOf"]
    assert len(kinds) == len(KINDS)
    shapes = [*known.values(), *kinds]
    for model in (model for kind in KINDS.values() for model in kind.variants.values()):
        assert any(shape.get("properties", {}).keys() == model.model_fields.keys() for shape in shapes), model
