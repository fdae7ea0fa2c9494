"""Every page that a template or a view leads to is there."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient

import web

NAMED = re.compile(r"""url_for\(\s*["']([\w.]+)["']""")


def test_every_endpoint_that_is_named_exists(client: FlaskClient) -> None:
    files = [file for ending in ("html", "py") for file in Path(web.__file__).parent.rglob(f"*.{ending}")]
    named = {(name, file.name) for file in files for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    known = set(client.application.view_functions)
    assert len(named) > 100
    assert {one for one in named if not one[0].startswith(".") and one[0] not in known} == set()
