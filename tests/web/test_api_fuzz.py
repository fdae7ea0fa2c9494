"""Everything that the OpenAPI document allows is asked, and much that it does not: the program never breaks, answers are what they say.

DOCGEN_FUZZ is how many requests an operation gets (default 12); a long run: DOCGEN_FUZZ=500.
"""

from __future__ import annotations

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import GenerationConfig, SchemathesisConfig
from schemathesis.specs.openapi import checks

from support.api import ROOT, furnish, keys_of_every_role
from web.app import create_app
from web.safety import HEADERS

MANY = int(os.environ.get("DOCGEN_FUZZ", "12"))
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]


@pytest.fixture
def api(store, monkeypatch: pytest.MonkeyPatch):
    """The OpenAPI document of an application with an office in its store."""
    keys_of_every_role(monkeypatch)
    furnish(store)
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", create_app(store))
    return schema


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck), derandomize="DOCGEN_FUZZ" not in os.environ, database=None)
def test_no_request_breaks_the_program_and_answers_are_what_they_say(case) -> None:
    answer = case.call_and_validate(headers={"Authorization": "Bearer khoa-quan_tri"}, checks=CHECKS)
    assert {name: answer.headers[name.lower()][0] for name in HEADERS} == HEADERS
