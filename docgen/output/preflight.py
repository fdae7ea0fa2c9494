"""Which documents dxpdf draws faithfully. A list of what it was seen to draw right; everything else is a reason against it.

`docgen.output.fitting` sets right what can be set right; what is told here cannot.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import chain

from docgen.docx.package import Parts
from docgen.docx.xml import Element, W, parse, w
from docgen.output.fonts import FAMILY, coverage, used_files
from docgen.output.rewrite import is_plain_table_style

_KNOWN = frozenset({
    "document", "body", "p", "r", "t", "pPr", "rPr", "pStyle",
    "keepNext", "keepLines", "pageBreakBefore", "widowControl", "spacing", "ind", "jc", "outlineLvl",
    "pBdr", "tabs", "tab", "b", "bCs", "i", "iCs", "u",
    "sz", "szCs", "color", "lang", "rFonts", "tbl", "tblPr", "tblW",
    "tblInd", "tblLayout", "tblCellMar", "tblBorders", "tblGrid", "gridCol", "tr", "trPr",
    "cantSplit", "tblHeader", "tc", "tcPr", "tcW", "gridSpan", "vAlign", "shd",
    "top", "left", "bottom", "right", "insideH", "insideV", "fldChar", "instrText",
    "bookmarkStart", "bookmarkEnd", "br", "cr", "noBreakHyphen", "sectPr", "headerReference", "footerReference",
    "type", "pgSz", "pgMar", "pgNumType", "titlePg", "hdr", "ftr", "style",
    "name", "basedOn", "next", "link", "qFormat", "uiPriority", "semiHidden", "unhideWhenUsed",
    "rPrDefault", "pPrDefault", "docDefaults", "styles", "proofErr", "lastRenderedPageBreak",
})  # fmt: skip
"""WordprocessingML that the shipped templates use and that was compared with LibreOffice page by page."""
_PARTS = frozenset({"styles", "settings", "fontTable", "theme", "header", "footer", "customXml", "webSettings"})
_FIELDS = ("PAGE", "PAGEREF", "NUMPAGES")
_WORDS = {
    "caps": "chữ in hoa bằng định dạng",
    "smallCaps": "chữ hoa nhỏ",
    "strike": "chữ gạch ngang",
    "dstrike": "chữ gạch ngang đôi",
    "position": "chữ nâng, hạ",
    "between": "đường kẻ giữa các đoạn",
    "drawing": "hình vẽ, ảnh",
    "pict": "hình vẽ kiểu cũ",
    "object": "đối tượng nhúng",
    "numPr": "đánh số tự động",
    "tblStyle": "kiểu bảng",
    "vMerge": "ô gộp dọc",
    "footnoteReference": "chú thích cuối trang",
    "endnoteReference": "chú thích cuối văn bản",
    "sdt": "ô nhập liệu",
    "ins": "sửa đổi được theo dõi",
    "del": "sửa đổi được theo dõi",
    "hyperlink": "liên kết",
    "cols": "chia cột",
    "framePr": "khung chữ",
}


def preflight(parts: Parts) -> tuple[str, ...]:
    """Why dxpdf must not draw this document, in Vietnamese; empty when it may."""
    found = dict.fromkeys(chain(_unknown_parts(parts), _settings(parts), _markup(parts), _fields(parts), _letters(parts)))
    return tuple(found)


def _unknown_parts(parts: Parts) -> Iterator[str]:
    for relationship in parse(parts.get("word/_rels/document.xml.rels", b"<none/>")):
        kind = relationship.get("Type", "").rpartition("/")[2]
        if kind not in _PARTS:
            yield f"phần “{kind}”"


def _settings(parts: Parts) -> Iterator[str]:
    settings = parse(parts.get("word/settings.xml", b"<none/>"))
    refused = {"evenAndOddHeaders": "đầu trang chẵn, lẻ khác nhau", "gutterAtTop": "gáy ở trên", "autoHyphenation": "tự ngắt từ"}
    for name, word in refused.items():
        if settings.find(w(name)) is not None:
            yield word
    for compatibility in settings.iter(w("compatSetting")):
        if compatibility.get(w("name")) == "compatibilityMode" and compatibility.get(w("val")) != "15":
            yield "chế độ tương thích với Word cũ"


def _markup(parts: Parts) -> Iterator[str]:
    styles = parse(parts.get("word/styles.xml", b"<none/>"))
    roots = [parse(data, part=name) for name, data in parts.items() if is_story(name)]
    used = {element.get(w("val"), "") for root in roots for element in root.iter(w("pStyle"), w("rStyle"))}
    used = _with_parents(used, styles)
    for root in roots:
        yield from _unknown(root)
        if root.find(f".//{w('tc')}//{w('tbl')}") is not None:
            yield "bảng trong bảng"
    for style in styles:
        kind = style.get(w("type"))
        if style.tag == w("docDefaults") or (kind != "table" and style.get(w("styleId")) in used):
            yield from _unknown(style)
        elif kind == "table" and not is_plain_table_style(style):
            yield _WORDS["tblStyle"]


def is_story(name: str) -> bool:
    """Whether a part is text that is printed: the body, headers, footers."""
    return name == "word/document.xml" or name.startswith(("word/header", "word/footer"))


def _with_parents(used: set[str], styles: Element) -> set[str]:
    """The styles that text has, those they are based on, and the default ones."""
    parents = {style.get(w("styleId"), ""): style.find(w("basedOn")) for style in styles.iter(w("style"))}
    defaults = {
        style.get(w("styleId"), "") for style in styles.iter(w("style")) if style.get(w("default")) in {"1", "true", "on"}
    }
    found, waiting = set[str](), [*used, *defaults]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            parent = parents.get(name)
            waiting += [] if parent is None else [parent.get(w("val"), "")]
    return found


def _unknown(root: Element) -> Iterator[str]:
    for element in root.iter():
        space, _, name = str(element.tag).rpartition("}")
        if space != f"{{{W}" or name not in _KNOWN:
            yield _WORDS.get(name, f"thành phần “{name}”")
        elif name == "rFonts" and {*element.attrib.values()} - {FAMILY, "default"}:
            yield "phông chữ khác Times New Roman"
        elif name == "pgMar" and any(str(value).startswith("-") for value in element.attrib.values()):
            yield "lề âm"
        elif name == "br" and element.get(w("type"), "textWrapping") == "column":
            yield _WORDS["cols"]


def _fields(parts: Parts) -> Iterator[str]:
    for name, data in parts.items():
        if is_story(name) and b"instrText" in data:
            for instruction in parse(data, part=name).iter(w("instrText")):
                code = (instruction.text or "").split()[:1]
                if code and code[0].upper() not in _FIELDS:
                    yield f"trường {code[0]}"


def _letters(parts: Parts) -> Iterator[str]:
    text = "".join(chain.from_iterable(piece.itertext() for piece in _texts(parts)))
    if not unicodedata.is_normalized("NFC", text):
        yield "chữ tổ hợp (dấu tách rời chữ cái)"
    files = used_files()
    covered = frozenset.intersection(*map(coverage, files)) if files else frozenset()
    if strange := sorted(letter for letter in set(text) if ord(letter) not in covered and not letter.isspace()):
        yield f"ký tự không có trong phông chữ: {' '.join(strange[:5])}"


def _texts(parts: Parts) -> Iterator[Element]:
    for name, data in parts.items():
        if is_story(name):
            yield from parse(data, part=name).iter(w("t"))
