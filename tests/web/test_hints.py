"""What a page says to do can be done on a page: advice that names a command or a variable has a twin for the browser."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

import docgen
import web
from docgen.errors import CheckFailed, ConflictError, DataError, DocgenError
from support.web import Page
from web.app import create_app

PACKAGES = [Path(package.__file__).parent for package in (docgen, web)]
COMMAND = re.compile(r"(?<![:\w])docgen [a-z]|(?<=\S )--[a-z]|DOCGEN_[A-Z]")
"""An option counts within a sentence: alone it is an argument for another program."""
NEVER_ON_PAGES = {
    "docgen/cli": "the command line itself",
    "docgen/files.py": "files that commands read and write",
    "docgen/store/backup.py": "commands only",
    "docgen/store/engine.py": "before there is a page: the store is opened at the start",
    "docgen/store/schema.py": "before there is a page",
    "web/server.py": "before there is a page",
    "web/oidc.py": "names of variables for who sets them at the start",
    "web/downloads.py": "the first line of a data file, which may be used with either",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for file in sorted(package.rglob("*.py")):
            name = file.relative_to(package.parent).as_posix()
            if not any(name.startswith(never) for never in NEVER_ON_PAGES):
                yield name, ast.parse(file.read_text(encoding="utf-8"))


def speaks_of_commands(node: ast.AST) -> bool:
    return any(
        isinstance(one, ast.Constant) and isinstance(one.value, str) and COMMAND.search(one.value) for one in ast.walk(node)
    )


def not_for_pages(tree: ast.Module) -> Iterator[str]:
    """Texts with a command that are neither a docstring nor a `hint` beside which a `page_hint` without one stands."""
    fit: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # a docstring
            fit |= set(ast.walk(node.value)) if isinstance(node.value, ast.Constant) else set()
        hints: dict[str, ast.AST] = {}
        if isinstance(node, ast.Call):
            hints = {keyword.arg or "": keyword.value for keyword in node.keywords}
        elif isinstance(node, ast.Dict):
            keys = [key.value if isinstance(key, ast.Constant) else "" for key in node.keys]
            hints = {str(key): value for key, value in zip(keys, node.values, strict=True)}
        if "page_hint" in hints and "hint" in hints and not speaks_of_commands(hints["page_hint"]):
            fit |= set(ast.walk(hints["hint"]))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in fit and speaks_of_commands(node):
            yield f"{node.lineno}: {node.value}"


@pytest.mark.parametrize(("name", "tree"), [pytest.param(name, tree, id=name) for name, tree in modules()])
def test_no_advice_that_a_page_may_show_is_for_the_command_line(name: str, tree: ast.Module) -> None:
    assert [*not_for_pages(tree)] == [], name


@pytest.mark.parametrize(
    ("source", "fits"),
    [
        ('raise E("a", hint="Chạy docgen db check.")', False),
        ('raise E("a", hint="Thử lại với --engine x.", page_hint="Tải tệp Word.")', True),
        ('raise E("a", hint="Đặt DOCGEN_DATA.", page_hint="Đặt DOCGEN_DATA.")', False),
        ('return f"Xem: docgen schema {kind}"', False),
    ],
)
def test_the_search_finds_what_it_is_for(source: str, fits: bool) -> None:
    assert (not [*not_for_pages(ast.parse(source))]) is fits


@pytest.mark.parametrize("kind", [DocgenError, CheckFailed, DataError])
def test_an_error_carries_both(kind: type[DocgenError]) -> None:
    assert (kind("a", hint="b").page_hint, kind("a", hint="b", page_hint="c").page_hint) == ("b", "c")
    assert ConflictError("a", hint="b").page_hint == "b"


def test_the_page_of_a_failure_says_what_can_be_done_there(store: Engine) -> None:
    app = create_app(store)

    @app.get("/loi-thu")
    def fail() -> str:
        raise DocgenError("Không dựng được.", hint="Thử lại với --engine libreoffice.", page_hint="Tải tệp Word.")

    answer = app.test_client().get("/loi-thu")
    assert answer.status_code == 500
    assert "Tải tệp Word." in answer.text and "--engine" not in answer.text
    assert Page(answer.text).ids
