"""A .docx as it is seen: effective formatting after the whole cascade, read-only, for any file that Word or LibreOffice writes.

document      the door: `view(data)`
sections      paper, margins, page numbers, headers
tables        tables, rows, cells, blocks
paragraphs    text, runs, fields of one paragraph
inline        how the content of a paragraph is read
drawings      lines, pictures, text boxes
styles        the cascade; effective its result, properties what one place says
table_styles  conditional parts of table styles
numbering     list labels
fonts         which font a letter is shown in
theme         fonts and colours by role
formats       the values: borders, spacing, run and paragraph formats
settings, measures, parts   document settings, units, package parts
"""

from docgen.docx.view.document import Document, view, view_parts
from docgen.docx.view.drawings import Drawing
from docgen.docx.view.formats import AUTO, Align, Border, LineSpacing, ParagraphFormat, RunFormat
from docgen.docx.view.inline import Field, Run
from docgen.docx.view.paragraphs import Paragraph
from docgen.docx.view.sections import Header, Margins, Section
from docgen.docx.view.settings import Settings
from docgen.docx.view.tables import Block, Cell, Row, Table, paragraphs_of, text_boxes

__all__ = [
    "AUTO",
    "Align",
    "Block",
    "Border",
    "Cell",
    "Document",
    "Drawing",
    "Field",
    "Header",
    "LineSpacing",
    "Margins",
    "Paragraph",
    "ParagraphFormat",
    "Row",
    "Run",
    "RunFormat",
    "Section",
    "Settings",
    "Table",
    "paragraphs_of",
    "text_boxes",
    "view",
    "view_parts",
]
