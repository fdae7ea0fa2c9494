"""Everything that the OpenAPI document allows is asked, and much that it does not: the program never breaks, answers are what they say.

DOCGEN_FUZZ is how many requests of each sort an operation gets (8 without it). A long run: DOCGEN_FUZZ=500.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from docgen.examples import example_data
from docgen.store.engine import open_store
from docgen.store.users import Role
from support.api import ROOT, furnish, keys_of_every_role
from support.books import book
from support.examples import FILES
from web.api.openapi import document
from web.app import create_app
from web.safety import HEADERS

MANY = int(os.environ.get("DOCGEN_FUZZ", "8"))
STEADY = "DOCGEN_FUZZ" not in os.environ
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


def light() -> dict[str, Any]:
    """The OpenAPI document with a key that is always sent, ids that mostly exist, and data of documents as any object.

    What comes closer to a document is made up in the test after the next.
    """
    told = deepcopy(document())
    del told["security"], told["components"]["securitySchemes"]
    for one in (one for path in told["paths"].values() for operation in path.values() for one in operation["parameters"]):
        if one["schema"].get("type") == "integer" and one["in"] == "path":
            one["schema"] = {"type": "integer", "enum": [0, 1, 2, 3, 2**31 - 1]}
    for shape in told["components"]["schemas"].values():
        if {"kind", "data"} <= shape.get("properties", {}).keys() and "anyOf" in shape["properties"]["data"]:
            shape["properties"]["data"] = {"type": "object"}
    return told


SCHEMA = schemathesis.openapi.from_dict(light())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


class Office(NamedTuple):
    """An application with something in every table of its store, and a key that opens all of it."""

    app: Flask
    key: str


@pytest.fixture(scope="module")
def office(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all requests."""
    engine = open_store(f"sqlite:///{shutil.copy(empty_store, tmp_path_factory.mktemp('fuzz') / 'docgen.db')}")
    keys = keys_of_every_role(engine)
    furnish(engine, keys)
    yield Office(create_app(engine), keys[Role.MANAGES])
    engine.dispose()


def takes_something(operation: Any) -> bool:
    """Whether there is anything in its request that could be wrong."""
    return bool([*operation.query, *operation.path_parameters, *operation.body])


SORTS = [(one, GenerationMode.POSITIVE) for one in OPERATIONS]
SORTS += [(one, GenerationMode.NEGATIVE) for one in OPERATIONS if takes_something(one)]


@pytest.mark.parametrize(("operation", "sort"), SORTS, ids=lambda one: getattr(one, "label", None) or one.value)
def test_no_request_breaks_the_program_and_answers_are_what_they_say(office, operation, sort: GenerationMode) -> None:

    @settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck), derandomize=STEADY, database=None)
    @given(operation.as_strategy(generation_mode=sort))
    def ask(case: Any) -> None:
        answer = case.call_and_validate(app=office.app, headers={"Authorization": f"Bearer {office.key}"}, checks=CHECKS)
        assert {name: answer.headers[name.lower()][0] for name in HEADERS} == HEADERS
        assert answer.headers["cache-control"] == ["no-store"]

    ask()


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.lists(st.text(max_size=5), max_size=3),
    st.sampled_from(["31/02/2026", "24:00", "{{ 7*7 }}", "\x00", "\ud800", "9" * 400, {}, [], {"": None}, [[[[]]]], 10**400]),
)


@settings(max_examples=MANY * 10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=STEADY, database=None)
@given(st.sampled_from(FILES), st.sampled_from(["check", "number-plan", "draft-files", "drafts", "documents", "open"]), st.data())
def test_data_that_is_nearly_a_document_breaks_nothing(office, shipped, address: str, choice) -> None:
    data = example_data(shipped.kind, shipped.variant, minimal=shipped.minimal)
    for _ in range(choice.draw(st.integers(0, 3))):
        replace_somewhere(data, choice)
    sent = json.dumps(data if address == "open" else {"kind": shipped.kind.code, "data": data}).encode()
    mimetype = "application/octet-stream" if address == "open" else "application/json"
    headers = {"Authorization": f"Bearer {office.key}", "Idempotency-Key": hashlib.sha256(sent).hexdigest()}
    answer = office.app.test_client().post(f"{ROOT}/{address}", data=sent, headers=headers, content_type=mimetype)
    assert answer.status_code in {200, 201, 400, 409, 422}, answer.text
    assert answer.status_code < 400 or {"message", "todo", "problems"} == answer.json.keys()
    if answer.mimetype == "application/json":
        json.loads(answer.data, parse_constant=pytest.fail)


LISTS = [
    "STT;Họ và tên;Ngày sinh;Số thẻ\n1;Đàm Thị Hợi;8/6/1964;099164000101\n2;Vi Văn An;12/25/64;1,2E+11\n".encode(),
    book(
        ["Họ và tên", "Ngày sinh", "Việc 1"],
        ["Vi Văn An", "3/2/64", "Trực"],
        [None, None, None],
        ["Tổng số: 1", 45000.5, "#REF!"],
    ),
    *((Path(__file__).parents[1] / "roster" / "files" / f"danh-sach.{kind}").read_bytes() for kind in ("xls", "ods")),
]
"""Lists of every sort, to be damaged."""


@settings(max_examples=MANY * 5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=STEADY, database=None)
@given(st.data(), st.sampled_from(LISTS), st.sampled_from(["quyet-dinh-phan-cong", "nghi-quyet"]), st.booleans())
def test_a_list_of_any_bytes_is_understood_or_refused(office, choice, raw: bytes, kind: str, as_form: bool) -> None:
    made = bytearray(choice.draw(st.one_of(st.just(raw), st.binary(max_size=300), st.text(max_size=300).map(str.encode))))
    for at, byte in choice.draw(st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=9)):
        made[at % (len(made) + 1) : at % (len(made) + 1) + 1] = bytes([byte] * (byte % 3))
    client, headers = office.app.test_client(), {"Authorization": f"Bearer {office.key}"}
    name = choice.draw(st.text(max_size=20))
    sent: dict[str, Any] = {"data": {"file": (io.BytesIO(made), name)}, "content_type": "multipart/form-data"}
    sent = sent if as_form else {"data": bytes(made), "content_type": "application/octet-stream"}
    answer = client.post(f"{ROOT}/batch-plans", query_string={"kind": kind}, headers=headers, **sent)
    assert answer.status_code in {201, 400, 422}, answer.text
    if answer.status_code == 201:
        place = f"{ROOT}/batch-plans/{answer.json['plan']['id']}"
        asked = {
            "base": answer.json["plan"]["version"],
            "heading": choice.draw(st.integers(0, 2**20)),
            "columns": {choice.draw(LETTERS): choice.draw(NAMES)},
        }
        assert client.put(f"{place}/reading", headers=headers, json=asked).status_code in {200, 400, 422}
        assert client.get(f"{place}/marked", headers=headers).status_code in {200, 400, 422}


LETTERS = st.text("ABCX", min_size=1, max_size=3)
NAMES = st.sampled_from(["", "ho_ten", "ngay_sinh", "stt", "ten", "co_dinh.1.viec", "mo", "trich_yeu", "la"])


def replace_somewhere(data: dict[str, Any], choice) -> None:
    """Put something odd in the place of a value, as deep as it goes."""
    here: Any = data
    while True:
        at = choice.draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[at], dict | list) or not here[at] or choice.draw(st.integers(0, 4)) == 0:
            here[at] = choice.draw(ODD)
            return
        here = here[at]
