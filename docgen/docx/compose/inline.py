"""One line of template text to runs: `**bold**`, `//italic//`, `__underline__`, `~~struck~~`, a tab, a page reference.

A mark switches its property on for the text up to the same mark; what the paragraph style already sets needs no mark.
`{{page:NAME}}` becomes a field that shows the page of the bookmark NAME.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_MARKS = {"**": "<w:b/>", "//": "<w:i/>", "__": '<w:u w:val="single"/>', "~~": "<w:strike/>"}
_PIECES = re.compile(r"(\*\*|//|__|~~|\t|\{\{page:[^}]+(?:\}\}[^}]*)?\}\})")
_PAGE = re.compile(r"\{\{page:(.+)\}\}")


def runs(text: str) -> str:
    """The runs of one line."""
    on: set[str] = set()
    out = []
    for piece in _PIECES.split(text):
        if piece in _MARKS:
            on ^= {piece}
        elif piece == "\t":
            out.append("<w:r><w:tab/></w:r>")
        elif found := _PAGE.fullmatch(piece):
            out.append(field(f"PAGEREF {found[1]} \\h", "…"))
        elif piece:
            out.append(_run(piece, "".join(mark for key, mark in _MARKS.items() if key in on)))
    if on:
        raise ValueError(f"unclosed mark {sorted(on)} in {text!r}")
    return "".join(out)


def field(instruction: str, result: str) -> str:
    """A field; `result` is shown until Word renews it."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    text = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return mark.format("begin") + text + mark.format("separate") + _run(result, "") + mark.format("end")


def _run(text: str, properties: str) -> str:
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
