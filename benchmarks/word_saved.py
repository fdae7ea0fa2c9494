"""The shipped template as Word saves one that was typed in Word: the marks of editing, and formatting at every run.

Our own template says everything once, in its styles, and no tag is cut; docxtpl, whose cost is mostly that of the template, gains
from it as much as docgen. An office that writes its template in Word has another: every paragraph and run carries the marks of
its editing sessions, every run its font, size and language, and the spelling check cuts tags into pieces.
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from itertools import count

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_CUT = 3
"""Every third tag is cut into as many pieces."""
_FORMAT = (
    f'<w:rPr xmlns:w="{_W}"><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" '
    'w:cs="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN"/></w:rPr>'
)


def word_saved(docx: bytes) -> bytes:
    """The same template, the same text, as heavy as Word's."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, _dressed(data) if part.filename == "word/document.xml" else data)
    return made.getvalue()


def _dressed(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    tags = count(1)
    for paragraph in root.iter(_name("p")):
        for attribute in ("rsidR", "rsidRDefault", "rsidP", "rsidRPr"):
            paragraph.set(_name(attribute), "00A77B3E")
    for run in [*root.iter(_name("r"))]:
        run.set(_name("rsidRPr"), "005F2C17")
        _format(run)
        text = run.find(_name("t"))
        if text is not None and _TAG.search(text.text or "") and next(tags) % _CUT == 0:
            _cut(run, text.text)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _format(run: etree._Element) -> None:
    """Say at the run what its style says anyway; what it says itself stays."""
    told = etree.fromstring(_FORMAT)
    own = run.find(_name("rPr"))
    if own is None:
        run.insert(0, told)
        return
    for place, each in enumerate([one for one in told if one.tag == _name("rFonts")]):
        own.insert(place, each)
    for each in told:
        own.append(each)


def _cut(run: etree._Element, text: str) -> None:
    """The run in three pieces, the cuts inside its first tag, between marks of the spelling check."""
    found = _TAG.search(text)
    assert found is not None
    first, second = found.start() + 3, found.end() - 3
    pieces = (text[:first], text[first:second], text[second:])
    parent, place = run.getparent(), run.getparent().index(run)
    parent.remove(run)
    for piece in reversed(pieces):
        copy = deepcopy(run)
        words = copy.find(_name("t"))
        words.text = piece
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        parent.insert(place, copy)
    for at, kind in ((place + 2, "spellEnd"), (place + 1, "spellStart")):
        mark = etree.Element(_name("proofErr"))
        mark.set(_name("type"), kind)
        parent.insert(at, mark)


def _name(tag: str) -> str:
    return f"{{{_W}}}{tag}"
