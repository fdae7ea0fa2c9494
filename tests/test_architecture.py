"""The shape of the code: sizes, names, and what the project may not contain."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("docgen", "schemas", "templates_docx", "web")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
pytestmark = pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="runs in the source tree")


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]


def length(function: ast.FunctionDef) -> int:
    """Lines of a function without its docstring."""
    docstring = ast.get_docstring(function, clean=False)
    return function.end_lineno - function.lineno - (docstring.count("\n") + 1 if docstring else 0)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_tells_one_story(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_are_short(path: Path) -> None:
    assert [function.name for function in functions(path) if length(function) > 50] == []


def test_most_functions_are_very_short() -> None:
    lengths = sorted(length(function) for path in MODULES for function in functions(path))
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_everything_public_says_what_it_is() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in MODULES
        for node in public(ast.parse(path.read_text("utf-8")))
        if not ast.get_docstring(node)
    ]
    assert silent == []


def public(owner: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Classes, functions and methods that others may use; what is defined inside a function is its own affair."""
    for node in owner.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines()]


def test_no_package_host_is_named() -> None:
    """Names, versions and hashes only: the same files install from any mirror."""
    hosts = re.compile(r"https?://[\w.]*(pypi|pythonhosted|npmjs|debian\.org|anaconda)", re.IGNORECASE)
    assert [
        str(path)
        for path in tracked()
        if path.suffix != ".docx" and path.is_file() and hosts.search(path.read_text("utf-8", "ignore"))
    ] == []


def test_every_pinned_package_has_hashes() -> None:
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text("utf-8")
        assert "http" not in text
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "==" in block and "--hash=sha256:" in block, block


def test_the_wheel_carries_every_package_and_its_data() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(PACKAGES) <= set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    assert project["project"]["name"] == "docgen-vanban"


def test_no_level_of_government_is_hard_coded() -> None:
    """The direct upper level is data: no template and no wording of the program names huyện."""
    dead = re.compile(r"\b(huyện|thị ủy|quận ủy)\b", re.IGNORECASE)
    sources = [
        *(ROOT / "templates_docx").rglob("*.txt"),
        *(ROOT / "docgen" / "context").glob("*.py"),
        *(ROOT / "docgen" / "examples").rglob("*.yaml"),
    ]
    found = [str(path) for path in sources if dead.search(path.read_text("utf-8"))]
    assert [path for path in found if "tai-lieu-boi-duong" not in path] == []
