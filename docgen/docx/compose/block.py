"""Paragraphs, and the loops and conditions around them.

docxtpl's `{%p … %}` stands in a paragraph of its own that disappears; these verbs write those paragraphs.
"""

from __future__ import annotations

from typing import TypeAlias
from xml.sax.saxutils import escape

from docgen.docx.compose.inline import runs
from docgen.docx.units import mm_to_twips, pt_to_twips

Block: TypeAlias = str
"""WordprocessingML of one or more paragraphs or tables."""


def join(*blocks: Block) -> Block:
    """Blocks one after the other."""
    return "".join(blocks)


def p(
    style: str, text: str = "", *, keep_next: bool = False, new_page: bool = False, bookmark: tuple[str, str] | None = None
) -> Block:
    """A paragraph of `style`. `bookmark` is (name, number), both may be tags.

    What ends in a colon leads into what follows: it never stands last on a page.
    """
    leads = keep_next or text.rstrip("*_ ").endswith(":")
    flags = ("<w:keepNext/>" if leads else "") + ("<w:pageBreakBefore/>" if new_page else "")
    inner = runs(text)
    if bookmark:
        name, number = bookmark
        inner = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{flags}</w:pPr>{inner}</w:p>'


def rule(length_pt: float, column_mm: float) -> Block:
    """A solid line of `length_pt` in the middle of a column `column_mm` wide: the line under the title of the Party."""
    indent = (mm_to_twips(column_mm) - pt_to_twips(length_pt)) // 2
    return (
        f'<w:p><w:pPr><w:pStyle w:val="GachTieuDe"/><w:ind w:left="{indent}" w:right="{indent}" w:firstLine="0"/></w:pPr></w:p>'
    )


def each(loop: str, *blocks: Block) -> Block:
    """Repeat `blocks` for every item of `loop`, which reads as in Jinja: "line in lines"."""
    return join(_tag(f"for {loop}"), *blocks, _tag("endfor"))


def when(condition: str, *blocks: Block) -> Block:
    """`blocks` only if `condition` holds; `otherwise()` among them starts the other case."""
    return join(_tag(f"if {condition}"), *blocks, _tag("endif"))


def otherwise() -> Block:
    """The other case of the `when` around it."""
    return _tag("else")


def _tag(statement: str) -> Block:
    return f"<w:p><w:r><w:t>{{%p {escape(statement)} %}}</w:t></w:r></w:p>"
