"""Readable source of the shipped templates: one module per kind, `TEMPLATES` names what it builds."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from docgen.docx.compose import build_template
from docgen.standard.format import Format


def built(rules: Format) -> Iterator[tuple[str, bytes]]:
    """Every template as its source describes it: (name without .docx, bytes)."""
    for module in sorted(module.name for module in iter_modules(__path__)):
        for name, source in sorted(getattr(import_module(f"{__name__}.{module}"), "TEMPLATES", {}).items()):
            yield name, build_template(source(rules), rules)
