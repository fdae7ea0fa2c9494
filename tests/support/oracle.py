"""docxtpl's own way of filling in a template: slow, and our measure of what is right."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate

from docgen.docx.package import open_package
from docgen.docx.xml import canonical
from docgen.template_language import TemplateEnvironment
from docgen.templates import is_rendered


def rendered_by_docxtpl(template: bytes, context: Mapping[str, Any]) -> dict[str, bytes]:
    """The parts that docxtpl fills in, from a fresh template as its documentation asks."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(context), jinja_env=TemplateEnvironment(), autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return {name: data for name, data in open_package(stream.getvalue()).items() if is_rendered(name)}


def canonical_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Canonical XML by part."""
    return {name: canonical(data) for name, data in parts.items()}
