"""Verbs for building a template from readable source: a paragraph, a table, a condition, a loop, a section.

Every verb returns WordprocessingML as text; a template is their concatenation. Jinja tags in the text pass through untouched.

inline   a line of text with **bold**, //italic//, __underline__ -> runs
block    paragraphs, loops, conditions, bookmarks
table    tables, rows, cells
page     sections, page numbers, page breaks
styles   the style sheet, every number read from the standard
build    all parts of a .docx
"""

from docgen.docx.compose.block import Block, each, join, otherwise, p, rule, when
from docgen.docx.compose.build import Template, build_template
from docgen.docx.compose.page import section_break, section_properties
from docgen.docx.compose.table import cell, each_row, row, table, when_row

__all__ = [
    "Block",
    "Template",
    "build_template",
    "cell",
    "each",
    "each_row",
    "join",
    "otherwise",
    "p",
    "row",
    "rule",
    "section_break",
    "section_properties",
    "table",
    "when",
    "when_row",
]
