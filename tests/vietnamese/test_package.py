"""The package promises to be pure: the standard library and itself, nothing else, and one line of docs a module."""

import ast
import re
import sys
from pathlib import Path

import pytest

import docgen.vietnamese

MODULES = sorted(Path(docgen.vietnamese.__file__).parent.glob("*.py"))
NAMES = {path.stem for path in MODULES} - {"__init__"}
NOT_PURE = {"os", "io", "pathlib", "random", "time", "socket", "subprocess", "locale", "logging", "sys"}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_imports_only_pure_things(path):
    for module in imported(path):
        if not module.startswith("docgen.vietnamese."):
            top = module.split(".")[0]
            assert top in sys.stdlib_module_names
            assert top not in NOT_PURE


def test_the_package_lists_every_module_in_one_line():
    assert set(re.findall(r"^- `(\w+)`: .+$", docgen.vietnamese.__doc__, re.MULTILINE)) == NAMES
    assert {"dates", "numbers", "names", "capitals", "tones", "legacy"} <= NAMES
