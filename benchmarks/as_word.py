"""A template as an office has it that uses docxtpl: saved by Word, not made by a program.

docgen ships its templates lean: no more than what makes them look as they do, the letters formatted by styles. What Word saves is
larger, and docxtpl's cost grows with the template, so a fair comparison has one as its users have. Word writes, and so does this:

- font, size and language into every run and every paragraph mark, where somebody has formatted by hand, as most do;
- the marks of its revisions into every paragraph and run, and a number of its own into every paragraph;
- a new run wherever somebody has typed later or its spelling checker stopped, so that a tag often stands in three;
- the list of all styles that it knows into the styles.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import count, product

_WORDS = 5
"""Words of a run. The checker, to which Vietnamese words are wrong, often ends one at each word."""
_CUT = 3
"""Every so manieth tag is cut into three runs."""
_STORIES = re.compile(r"word/(?:document|header|footer)\d*\.xml")
_STYLES = "word/styles.xml"
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")
_RUN = re.compile(r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: xml:space="preserve")?>([^<]*)</w:t></w:r>')
_PARAGRAPH = re.compile(r"<w:p>(?:<w:pPr>((?:(?!</w:pPr>|<w:rPr>|<w:sectPr).)*)</w:pPr>)?")
_ROOT = re.compile(r"<w:(?:document|hdr|ftr) ")
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14" '
)
_REVISION = 'w:rsidR="00A45B12" w:rsidRPr="00F81C4D" w:rsidRDefault="00A45B12" w:rsidP="00F81C4D"'
_LETTERS = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr>'
)
_FAMILIES = (
    *("Light Shading", "Light List", "Light Grid", "Medium Shading 1", "Medium Shading 2", "Medium List 1", "Medium List 2"),
    *("Medium Grid 1", "Medium Grid 2", "Medium Grid 3", "Dark List", "Colorful Shading", "Colorful List", "Colorful Grid"),
    *(f"{kind} Table {look}" for kind in ("Grid", "List") for look in ("1 Light", "2", "3", "4", "5 Dark", "6 Colorful")),
)
_COUNTED = ("heading", "toc", "index", "List Number", "List Bullet", "List Continue", "Table Grid", "Table List", "Plain Table")


def as_word(docx: bytes) -> bytes:
    """The template `docx` with the mark-up that Word would add; it says the same, letter by letter."""
    made, tags, paragraphs = io.BytesIO(), count(1), count(0x1A2B3C4D, 0x1F35)
    with zipfile.ZipFile(io.BytesIO(docx)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            data = before.read(part)
            if _STORIES.fullmatch(part.filename):
                data = _dressed(data.decode(), tags, paragraphs).encode()
            elif part.filename == _STYLES:
                data = data.decode().replace("</w:docDefaults>", f"</w:docDefaults>{_known_styles()}").encode()
            after.writestr(part.filename, data)
    return made.getvalue()


def size_of_body(docx: bytes) -> int:
    """Bytes of the body as XML."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.getinfo("word/document.xml").file_size


def _dressed(xml: str, tags: count[int], paragraphs: count[int]) -> str:
    def runs(found: re.Match[str]) -> str:
        start = f'<w:r w:rsidRPr="00F81C4D">{found[1] or _LETTERS}<w:t xml:space="preserve">'
        return "".join(f"{start}{piece}</w:t></w:r>" for piece in _pieces(found[2], tags))

    def paragraph(found: re.Match[str]) -> str:
        number = f'w14:paraId="{next(paragraphs):08X}" w14:textId="77777777"'
        return f"<w:p {number} {_REVISION}><w:pPr>{found[1] or ''}{_LETTERS}</w:pPr>"

    xml = _ROOT.sub(lambda found: f"{found[0]}{_SPACES}", xml, count=1)
    return _PARAGRAPH.sub(paragraph, _RUN.sub(runs, xml))


def _pieces(text: str, tags: count[int]) -> list[str]:
    found: list[str] = []
    for piece in filter(None, _TAG.split(text)):
        if _TAG.fullmatch(piece):
            found += [piece[:2], piece[2:-2], piece[-2:]] if next(tags) % _CUT == 0 else [piece]
        else:
            words = re.findall(r"\S*\s*", piece)
            found += filter(None, ("".join(words[start : start + _WORDS]) for start in range(0, len(words), _WORDS)))
    return found


def _known_styles() -> str:
    accents = ("", *(f" Accent {number}" for number in range(1, 7)))
    names = [f"{family}{accent}" for family, accent in product(_FAMILIES, accents)]
    names += [f"{name} {number}" for name, number in product(_COUNTED, range(1, 10))]
    told = (f'<w:lsdException w:name="{name}" w:semiHidden="1" w:uiPriority="99" w:unhideWhenUsed="1"/>' for name in names)
    defaults = 'w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" w:defQFormat="0"'
    return f'<w:latentStyles {defaults} w:count="{len(names)}">{"".join(told)}</w:latentStyles>'
