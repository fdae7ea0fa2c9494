"""The door: the layout of one document against every rule of its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from docgen.check.finding import Finding
from docgen.check.layout.lines import Line
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, LayoutRule, layout_rules
from docgen.docx.view import Paragraph, view
from docgen.standard import standard_on

_ORDER = "EWI"
_ATTACHED = "Văn bản kèm theo"


def check_layout(docx: bytes, *, day: dt.date, kind: str | None = None, variant: str | None = None) -> tuple[Finding, ...]:
    """All findings on the layout of a .docx that is dated `day`: errors first, then in the order of the rules.

    `kind` and `variant` are codes of docgen; without them the kind is read from the document. The file is checked before it is
    read (`UnsafeFileError`).
    """
    return check(Layout(view(docx), standard_on(day), kind, variant))


def check(layout: Layout) -> tuple[Finding, ...]:
    """The same for a document that is already located."""
    found = (_finding(rule, flaw, layout) for rule in layout_rules().values() for flaw in rule.judge(layout))
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def _finding(rule: LayoutRule, flaw: Flaw, layout: Layout) -> Finding:
    return Finding(
        rule=rule.id,
        severity=rule.severity_of(flaw),
        message=flaw.message,
        path=_path(flaw),
        label=" › ".join(_places(rule, flaw, layout)),
        fix=flaw.fix,
        clause=flaw.source.clause,
    )


def _path(flaw: Flaw) -> str:
    """Part and number of the paragraph as `docgen.docx.text.paragraphs` counts them: `word/document.xml#12`."""
    paragraph = _paragraph(flaw)
    return f"{paragraph.story.part}#{paragraph.index}" if paragraph else ""


def _places(rule: LayoutRule, flaw: Flaw, layout: Layout) -> Iterator[str]:
    paragraph = _paragraph(flaw)
    part = layout.part_of(paragraph) if paragraph and paragraph.story.part == layout.document.parts.main else None
    if part and part.attached:
        yield _ATTACHED
    yield rule.title
    if flaw.where:
        yield flaw.where


def _paragraph(flaw: Flaw) -> Paragraph | None:
    return flaw.at.paragraph if isinstance(flaw.at, Line) else flaw.at
