"""What Word demands of a document and neither the schema nor the Open XML SDK reports, and that its parts are all there.

A table cell without a paragraph, a row that does not fill its grid or a bookmark without an end make Word say "unreadable
content". Each check is one compiled XPath, so that a whole document costs well under a millisecond.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from docgen.docx.xml import NAMESPACES, PACKAGE_RELATIONSHIPS, Element, parse, w

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def xpath(expression: str) -> Callable[[Element], list[Element]]:
    """A compiled search for elements."""
    return etree.XPath(expression, namespaces={**NAMESPACES, "wp": _WP}, smart_strings=False)


_NEVER = (
    (xpath("//w:tc[not(*[last()][self::w:p])]"), "có ô bảng không kết thúc bằng đoạn văn"),
    (xpath("//w:tr[not(w:tc)]"), "có hàng bảng không có ô"),
    (xpath("//w:tbl[not(w:tr)]"), "có bảng không có hàng"),
    (xpath("/w:document/w:body[not(*[last()][self::w:sectPr])]"), "thiếu thiết lập trang ở cuối văn bản"),
    (xpath("/w:document/w:body[*[last()-1][self::w:tbl]]"), "bảng đứng ngay cuối văn bản, thiếu đoạn văn sau bảng"),
    (xpath("//w:t[not(text())]"), "có chỗ chữ rỗng do mẫu để lại"),
    (xpath("//w:p[ancestor::w:p and not(ancestor::w:txbxContent)]"), "có đoạn văn lồng trong đoạn văn"),
    (
        xpath(
            "//w:r[not(parent::w:p or parent::w:hyperlink or parent::w:ins or parent::w:smartTag or parent::w:sdtContent "
            "or parent::w:fldSimple or parent::w:del or parent::w:moveTo or parent::w:moveFrom)]"
        ),
        "có chữ đứng ngoài đoạn văn",
    ),
)
_TABLES = xpath("//w:tbl")
_GRID = xpath("w:tblGrid/w:gridCol")
_SPANNED_ROWS = xpath("w:tr[w:tc/w:tcPr/w:gridSpan or w:trPr/w:gridBefore or w:trPr/w:gridAfter]")
_PLAIN_ROWS = xpath("w:tr[not(w:tc/w:tcPr/w:gridSpan or w:trPr/w:gridBefore or w:trPr/w:gridAfter)]")
_SPANS = xpath("w:tc/w:tcPr/w:gridSpan | w:trPr/w:gridBefore | w:trPr/w:gridAfter")
_MERGED = xpath("//w:vMerge")
_BOOKMARKS = xpath("//w:bookmarkStart | //w:bookmarkEnd")
_DRAWINGS = xpath("//wp:docPr")
_USED = etree.XPath("//@r:*[. != '']", namespaces=NAMESPACES)
_VAL, _ID, _NAME = w("val"), w("id"), w("name")
_LONGEST_NUMBER = 6


def faults(root: Element) -> Iterator[str]:
    """What Word would stumble over in this part, in Vietnamese."""
    for search, message in _NEVER:
        if search(root):
            yield message
    for table in _TABLES(root):
        yield from _row_faults(table)
    if _MERGED(root):
        yield from _merge_faults(root)
    yield from _bookmark_faults(_BOOKMARKS(root))
    drawings = [drawing.get("id") for drawing in _DRAWINGS(root)]
    if len(set(drawings)) != len(drawings):
        yield "có hai hình trùng mã"


def _row_faults(table: Element) -> Iterator[str]:
    columns = len(_GRID(table))
    if any(len(row.findall(w("tc"))) != columns for row in _PLAIN_ROWS(table)):
        yield f"có hàng không đủ {columns} ô theo lưới của bảng"
    for row in _SPANNED_ROWS(table):
        spans = _SPANS(row)
        own_cells = len(row.findall(w("tc"))) - sum(span.tag == w("gridSpan") for span in spans)
        if own_cells + sum(map(_width, spans)) != columns:
            yield f"có hàng gộp ô không khớp lưới {columns} cột của bảng"


def _width(span: Element) -> int:
    """How many columns a cell spans; nonsense counts as none, so that the row does not fit its grid."""
    told = span.get(_VAL, "1")
    return int(told) if told.isascii() and told.isdigit() and len(told) < _LONGEST_NUMBER else 0


def _merge_faults(root: Element) -> Iterator[str]:
    for table in _TABLES(root):
        open_columns: set[int] = set()
        for row in table.findall(w("tr")):
            merged = dict(_merged_columns(row))
            if any(kind != "restart" and column not in open_columns for column, kind in merged.items()):
                yield "có ô gộp dọc không có ô bắt đầu"
                return
            open_columns = set(merged)


def _merged_columns(row: Element) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row.findall(w("tc")):
        span, merge = cell.find(f"{w('tcPr')}/{w('gridSpan')}"), cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if merge is not None:
            yield column, merge.get(_VAL, "continue")
        column += _width(span) if span is not None else 1


def _bookmark_faults(marks: list[Element]) -> Iterator[str]:
    starts = [mark for mark in marks if mark.tag == w("bookmarkStart")]
    started, ended = [mark.get(_ID) for mark in starts], [mark.get(_ID) for mark in marks if mark.tag != w("bookmarkStart")]
    if sorted(map(str, started)) != sorted(map(str, ended)) or len(set(started)) != len(started):
        yield "có dấu trang không đủ đầu và cuối"
    if len({mark.get(_NAME) for mark in starts}) != len(starts):
        yield "có hai dấu trang trùng tên"


def relationship_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Relationships whose part is not in the file, and those that a part of the text speaks of and that are not told."""
    told: dict[str, set[str]] = {}
    for name, data in parts.items():
        folder, _, file = name.rpartition("_rels/")
        if not file.endswith(".rels"):
            continue
        related = list(parse(data, part=name).iterfind(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"))
        told[folder + file.removesuffix(".rels")] = {one.get("Id", "") for one in related}
        targets = [one.get("Target", "") for one in related if one.get("TargetMode") != "External"]
        missing = [target for target in targets if _part_of(target, folder) not in {*parts, ""}]
        yield from (f"trỏ tới phần không có trong tệp: {target} ({name})" for target in missing)
    for name in filter(_is_text, parts):
        for used in sorted({*map(str, _USED(parse(parts[name], part=name)))} - told.get(name, set())):
            yield f"dùng liên kết chưa khai {used} ({name})"


def _part_of(target: str, folder: str) -> str:
    """The name of the part that a relationship leads to; empty for a place in the part itself."""
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") if path else ""


def _is_text(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1
