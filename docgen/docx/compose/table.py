"""Tables: fixed column widths in millimetres, a header row that repeats, rows that do not split over pages."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docgen.docx.compose.block import Block, join
from docgen.docx.units import mm_to_twips

_BORDER = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_CELL_MARGIN_MM = 1.5


def table(widths_mm: Sequence[float], *rows: Block, borders: bool = True, overhang_mm: float = 0) -> Block:
    """A table. Without borders (headings, signatures) its text lines up with the page; `overhang_mm` reaches into the margins."""
    margin = mm_to_twips(_CELL_MARGIN_MM) if borders else 0
    lines = "".join(_BORDER.format(side=side) for side in _SIDES) if borders else ""
    width = sum(mm_to_twips(column) for column in widths_mm)
    indent = -mm_to_twips(overhang_mm)
    properties = (
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f"{f'<w:tblBorders>{lines}</w:tblBorders>' if lines else ''}"
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{mm_to_twips(column)}"/>' for column in widths_mm)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{join(*rows)}</w:tbl>"


def row(*cells: Block, header: bool = False) -> Block:
    """A row that stays on one page; a `header` row is repeated on every page of the table."""
    repeat = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{join(*cells)}</w:tr>"


def cell(width_mm: float, *blocks: Block, span: int = 1, bottom: bool = False, shade: str = "") -> Block:
    """A cell; its blocks must leave at least one paragraph. `span` columns wide, text at the `bottom`, `shade` as RRGGBB."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    place = '<w:vAlign w:val="bottom"/>' if bottom else ""
    width = f'<w:tcW w:w="{mm_to_twips(width_mm)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{width}{spans}{shading}{place}</w:tcPr>{join(*blocks)}</w:tc>"


def each_row(loop: str, columns: int, *rows: Block) -> Block:
    """Repeat `rows` for every item. Tag rows have as many cells as the table has `columns`: Word can open the template."""
    return join(_tag_row(f"for {loop}", columns), *rows, _tag_row("endfor", columns))


def when_row(condition: str, columns: int, *rows: Block) -> Block:
    """`rows` only if `condition` holds."""
    return join(_tag_row(f"if {condition}", columns), *rows, _tag_row("endif", columns))


def _tag_row(statement: str, columns: int) -> Block:
    empty = "<w:tc><w:p/></w:tc>" * (columns - 1)
    return f"<w:tr><w:tc><w:p><w:r><w:t>{{%tr {escape(statement)} %}}</w:t></w:r></w:p></w:tc>{empty}</w:tr>"
