"""Nothing is left out of the documentation: places of the menu, targets of make, variables of the environment, tables of the store."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.store.tables import metadata
from web.menu import MENU, MORE

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CODE = ("docgen", "schemas", "web", "tests", "benchmarks", "requirements", "docs")
VARIABLE = re.compile(r"\bDOCGEN_[A-Z][A-Z_]*")
pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="runs in the source tree")


def text(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text("utf-8")


def table_under(heading: str, page: str) -> str:
    """The first cells of the table in the section with this heading."""
    section = re.split(r"(?m)^## ", page.partition(f"\n## {heading}\n")[2])[0]
    return "\n".join(re.findall(r"^\| ([`*][^|]+) \|", section, re.MULTILINE))


def test_every_place_of_the_menu_is_in_the_guide_in_the_order_of_the_menu() -> None:
    rows = table_under("Mở chương trình", text("docs", "huong-dan.md"))
    assert rows.replace("*", "").splitlines() == [str(item.title) for item in (*MENU, *MORE)]


def test_every_target_of_make_is_told() -> None:
    targets = set(re.search(r"^\.PHONY: (.*)$", text("Makefile"), re.MULTILINE)[1].split())
    told = set(re.findall(r"\bmake ([a-z-]+)", text("README.md") + text("CONTRIBUTING.md")))
    assert targets - told == set()
    assert targets == set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))


def test_every_variable_of_the_environment_is_in_one_table() -> None:
    files = [path for folder in CODE for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".md", ".sh", ".yaml"}]
    used = {name for path in [*files, ROOT / "Makefile"] for name in VARIABLE.findall(path.read_text("utf-8"))}
    assert set(VARIABLE.findall(table_under("Environment variables", text("README.md")))) == used


def test_every_table_of_the_store_is_in_the_architecture() -> None:
    told = re.findall(r"`(\w+)`", table_under("Tables", text("docs", "architecture.md")))
    assert sorted(told) == sorted(metadata.tables)
