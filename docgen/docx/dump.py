"""A .docx as text, for reviewing a change of a template line by line: sections, styles, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docgen.docx.package import open_package
from docgen.docx.text import paragraphs
from docgen.docx.units import twips_to_mm
from docgen.docx.xml import Element, parse, w


def dump(data: bytes) -> str:
    """The body, then headers and footers, one paragraph a line, tables indented."""
    parts = open_package(data)
    names = sorted(
        name for name in parts if name.startswith(("word/document", "word/header", "word/footer")) and name.endswith(".xml")
    )
    blocks = []
    for name in names:
        root = parse(parts[name], part=name)
        body = root.find(w("body"))
        blocks.append("\n".join([f"== {name}", *_blocks(root if body is None else body, "")]))
    return "\n\n".join(blocks) + "\n"


def _blocks(parent: Element, indent: str) -> Iterator[str]:
    for child in parent:
        if child.tag == w("p"):
            yield f"{indent}{_paragraph(child)}"
            if (section := child.find(f"{w('pPr')}/{w('sectPr')}")) is not None:
                yield f"{indent}{_section(section)}"
        elif child.tag == w("tbl"):
            yield from _table(child, indent)
        elif child.tag == w("sectPr"):
            yield f"{indent}{_section(child)}"


def _paragraph(paragraph: Element) -> str:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    keep = " +" if paragraph.find(f"{w('pPr')}/{w('keepNext')}") is not None else ""
    text = "".join(_marked(run) for run in paragraph.iter(w("r")))
    return f"[{style.get(w('val')) if style is not None else '-'}{keep}] {text}".rstrip()


def _marked(run: Element) -> str:
    """The text of a run with the marks that the source uses for bold, italic and underline."""
    text = paragraphs(_as_paragraph(run))[0]
    for name, mark in (("b", "**"), ("i", "//"), ("u", "__")):
        if text and run.find(f"{w('rPr')}/{w(name)}") is not None:
            text = f"{mark}{text}{mark}"
    field = run.find(w("instrText"))
    return f"<{(field.text or '').strip()}>" if field is not None else text


def _as_paragraph(run: Element) -> Element:
    holder = run.makeelement(w("p"), {})
    holder.append(deepcopy(run))
    return holder


def _table(table: Element, indent: str) -> Iterator[str]:
    widths = [round(twips_to_mm(int(column.get(w("w"), "0"))), 1) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    yield f"{indent}table {' | '.join(f'{width:g} mm' for width in widths)}"
    for row in table.iterfind(w("tr")):
        header = " (header)" if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None else ""
        yield f"{indent}  row{header}"
        for cell in row.iterfind(w("tc")):
            yield from _blocks(cell, f"{indent}    | ")


def _section(section: Element) -> str:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    paper = " x ".join(f"{twips_to_mm(int(size.get(w(side), '0'))):.0f}" for side in ("w", "h")) if size is not None else "?"
    sides = (
        ", ".join(f"{side} {twips_to_mm(int(margins.get(w(side), '0'))):.0f}" for side in ("top", "right", "bottom", "left"))
        if margins is not None
        else "?"
    )
    return f"-- section {paper} mm, margins {sides}"
