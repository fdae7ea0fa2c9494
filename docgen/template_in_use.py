"""Which template a document is made with: the office's own where one is approved, else the shipped one."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Engine

from docgen.kinds import Kind
from docgen.store.own_templates import approved, docx_of
from docgen.templates import CompiledTemplate

_KEPT = 16
"""Compiled templates that are kept: an office has a handful."""


def owner_of(kind: Kind, variant: str) -> str:
    """The variant under which an own template is kept: none where one template serves all variants of the kind."""
    return "" if kind.one_template else variant


def template_in_use(engine: Engine, kind: Kind, variant: str) -> CompiledTemplate | None:
    """The approved own template, compiled once; None where documents are made with the shipped one."""
    found = approved(engine, kind.code, owner_of(kind, variant))
    return _compiled(engine, found.id, found.sha256, found.name) if found else None


@lru_cache(maxsize=_KEPT)
def _compiled(engine: Engine, template_id: int, sha256: str, name: str) -> CompiledTemplate:
    """The same bytes are the same template, whatever changes around them; what was approved has passed its trial."""
    del sha256  # part of the key only
    return CompiledTemplate(docx_of(engine, template_id), name, own=True)
