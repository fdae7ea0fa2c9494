"""A template as an office has it that uses docxtpl: saved by Word, not made by a program.

docgen ships its templates lean: no more than what makes them look as they do, the letters formatted by styles. Word writes the
font, the size and the language into every run, the marks of its revisions into every run and paragraph, and begins a new run
wherever somebody has typed later or its spelling checker stopped; so a tag often stands in three runs. docxtpl's cost grows with
the template, so a fair comparison has one of the size that its users have.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import count

_WORDS = 5
"""Words of a run. The checker, to which Vietnamese words are wrong, often ends one at each word."""
_CUT = 3
"""Every so manieth tag is cut into three runs."""
_PARTS = re.compile(r"word/(?:document|header|footer)\d*\.xml")
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")
_RUN = re.compile(r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: xml:space="preserve")?>([^<]*)</w:t></w:r>')
_PARAGRAPH = '<w:p w:rsidR="00A45B12" w:rsidRPr="00F81C4D" w:rsidRDefault="00A45B12" w:rsidP="00F81C4D">'
_LETTERS = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/>'
)


def as_word(docx: bytes) -> bytes:
    """The template `docx` with the mark-up that Word would add; it says and prints the same."""
    made, number = io.BytesIO(), count(1)
    with zipfile.ZipFile(io.BytesIO(docx)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            data = before.read(part)
            if _PARTS.fullmatch(part.filename):
                data = _dressed(data.decode(), number).encode()
            after.writestr(part.filename, data)
    return made.getvalue()


def size_of_body(docx: bytes) -> int:
    """Bytes of the body as XML."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.getinfo("word/document.xml").file_size


def _dressed(xml: str, number: count[int]) -> str:
    def runs(found: re.Match[str]) -> str:
        own = (found[1] or "").removeprefix("<w:rPr>").removesuffix("</w:rPr>")
        letters = f"<w:rPr>{own}</w:rPr>" if own else f"<w:rPr>{_LETTERS}</w:rPr>"
        start = f'<w:r w:rsidRPr="00F81C4D">{letters}<w:t xml:space="preserve">'
        return "".join(f"{start}{piece}</w:t></w:r>" for piece in _pieces(found[2], number))

    return _RUN.sub(runs, xml).replace("<w:p>", _PARAGRAPH)


def _pieces(text: str, number: count[int]) -> list[str]:
    found: list[str] = []
    for piece in filter(None, _TAG.split(text)):
        if _TAG.fullmatch(piece):
            found += [piece[:2], piece[2:-2], piece[-2:]] if next(number) % _CUT == 0 else [piece]
        else:
            words = re.findall(r"\S*\s*", piece)
            found += filter(None, ("".join(words[start : start + _WORDS]) for start in range(0, len(words), _WORDS)))
    return found
