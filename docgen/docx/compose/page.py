"""Pages: margins, direction, page numbers from page 2, the break between two sections. All numbers come from the standard."""

from __future__ import annotations

from docgen.docx.compose.block import Block
from docgen.docx.units import mm_to_twips
from docgen.standard.format import Format

HEADERS = '<w:headerReference w:type="default" r:id="rIdHeader"/><w:headerReference w:type="first" r:id="rIdHeaderFirst"/>'
FOOTERS = '<w:footerReference w:type="default" r:id="rIdFooter"/><w:footerReference w:type="first" r:id="rIdFooter"/>'


def section_properties(rules: Format, *, landscape: bool = False, number_first_page: bool = False, restart: bool = False) -> str:
    """The properties of a section. Only the first page of a document goes without a number: later sections number theirs."""
    page, margins = rules.page, rules.page.margins_front
    width, height = mm_to_twips(page.width_mm.value), mm_to_twips(page.height_mm.value)
    if landscape:
        size = f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        top, right, bottom, left = margins.left_mm, margins.top_mm, margins.right_mm, margins.bottom_mm
    else:
        size = f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        top, right, bottom, left = margins.top_mm, margins.right_mm, margins.bottom_mm, margins.left_mm
    edge = mm_to_twips(page.number_from_edge_mm.value.low)
    sides = " ".join(
        f'w:{side}="{mm_to_twips(length.value.low)}"'
        for side, length in (("top", top), ("right", right), ("bottom", bottom), ("left", left))
    )
    start = '<w:pgNumType w:start="1"/>' if restart else ""
    first = "" if number_first_page else "<w:titlePg/>"
    return (
        f'<w:sectPr>{HEADERS}{FOOTERS}<w:type w:val="nextPage"/>{size}'
        f'<w:pgMar {sides} w:header="{edge}" w:footer="{edge}" w:gutter="0"/>{start}{first}</w:sectPr>'
    )


def section_break(properties: str) -> Block:
    """End a section that has these properties; the paragraph that carries them takes no visible room."""
    return f'<w:p><w:pPr><w:pStyle w:val="KetThucPhan"/>{properties}</w:pPr></w:p>'
