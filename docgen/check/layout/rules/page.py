"""Paper, margins, font, colour, page number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen.check.finding import Severity
from docgen.check.layout.lines import is_layout
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import allows, written
from docgen.docx.view import AUTO, Margins, Paragraph, Section, Table
from docgen.docx.view.sections import PageKind
from docgen.standard.format import Format
from docgen.standard.format import Margins as Allowed
from docgen.vietnamese.legacy import encoding_of_font

_TOLERANCE_MM = 0.3
_BLACK = frozenset({AUTO, "000000"})
_SIDES = (("top_mm", "trên"), ("bottom_mm", "dưới"), ("left_mm", "trái"), ("right_mm", "phải"))
_ROTATED = {"top_mm": "left_mm", "right_mm": "top_mm", "bottom_mm": "right_mm", "left_mm": "bottom_mm"}
"""Turned on its side as Word does it, the page has its left margin on top."""


def _where(section: Section) -> str:
    return f"phần trang {section.index + 1}" if section.index else ""


@rule("T-01", "E", "Khổ giấy", "page.width_mm", "page.height_mm", "page.orientation", "page.landscape_for_wide_tables")
def paper(layout: Layout) -> Iterator[Flaw]:
    """Giấy A4 (210 x 297 mm), trình bày theo chiều dọc; trang có bảng rộng hơn khổ chữ được đặt ngang.

    Đúng: phần chính dọc, phụ lục có bảng rộng đặt ngang. Sai: khổ Letter (215,9 x 279,4 mm); đặt ngang trang chỉ có chữ.
    """
    page = layout.rules.page
    for section in layout.document.sections:
        width, height = sorted(section.paper_mm)
        if abs(width - page.width_mm.value) > 1 or abs(height - page.height_mm.value) > 1:
            message = f"Khổ giấy {written(width)} x {written(height)} mm, chuẩn là {page.paper.value}."
            yield Flaw(page.width_mm, message, _first(section), _where(section), "Layout → Size: chọn A4.")
        if section.landscape and not (
            page.landscape_for_wide_tables.value and _needs_width(section, page.width_mm.value, layout.rules)
        ):
            message = "Trang đặt ngang mà không có bảng rộng."
            yield Flaw(page.orientation, message, _first(section), _where(section), "Layout → Orientation: Portrait.")


def _needs_width(section: Section, paper_mm: float, rules: Format) -> bool:
    margins = rules.page.margins_front
    text = paper_mm - margins.left_mm.value.low - margins.right_mm.value.low
    tables = (block for block in section.blocks if isinstance(block, Table) and not is_layout(block))
    return any(table.width_mm > text + 1 for table in tables)


def _first(section: Section) -> Paragraph | None:
    return next(iter(section.paragraphs), None)


_MARGIN_PATHS = tuple(f"page.margins_{face}.{side}" for face in ("front", "back") for side, _ in _SIDES)


@rule("T-02", "E", "Lề trang", *_MARGIN_PATHS)
def margins(layout: Layout) -> Iterator[Flaw]:
    """Lề trên 20, dưới 20, trái 30, phải 15 mm; in hai mặt thì mặt sau đổi trái thành 15, phải thành 30 mm.

    Gáy đóng sách tính vào lề. Trang ngang xoay theo trang dọc: lề trái thành lề trên. Đúng: trái 30 mm. Sai: trái 25,4 mm, lề
    có sẵn của Word.
    """
    page = layout.rules.page
    for section in layout.document.sections:
        faces = [(section.margins, page.margins_front, "")]
        if section.margins_back:
            faces.append((section.margins_back, page.margins_back, " mặt sau"))
        for found, allowed, face in faces:
            yield from _margin_flaws(section, found, allowed, face)


def _margin_flaws(section: Section, found: Margins, allowed: Allowed, face: str) -> Iterator[Flaw]:
    for side, name in _SIDES:
        value = getattr(allowed, _ROTATED[side] if section.landscape else side)
        actual = getattr(found, side)
        if not value.value.low - _TOLERANCE_MM <= actual <= (value.value.high or value.value.low) + _TOLERANCE_MM:
            message = f"Lề {name}{face} {written(actual)} mm, chuẩn là {value.value} mm."
            fix = f"Layout → Margins: đặt lề {name} {value.value} mm."
            yield Flaw(value, message, _first(section), _where(section), fix)


@rule("T-03", "E", "Phông chữ", "font.family")
def font(layout: Layout) -> Iterator[Flaw]:
    """Toàn văn bản dùng Times New Roman, mã Unicode, kể cả đầu trang, chân trang và trong bảng.

    Sai hay gặp: chữ có dấu khác phông với chữ không dấu (Word đặt phông riêng cho hai nhóm); phông TCVN3 (.VnTime), VNI.
    """
    family = layout.rules.font.family
    seen: Counter[str] = Counter()
    places: dict[str, Paragraph] = {}
    for paragraph in layout.document.everything:
        for run in paragraph.runs:
            for name in run.fonts:
                if name.casefold() != family.value.casefold():
                    seen[name] += 1
                    places.setdefault(name, paragraph)
    for name, count in sorted(seen.items()):
        old = " (phông mã cũ, không phải Unicode)" if encoding_of_font(name) else ""
        message = f"Phông {name}{old} ở {count} chỗ, chuẩn là {family.value}."
        yield Flaw(family, message, places[name], fix=f"Chọn toàn văn bản (Ctrl+A), đặt phông {family.value}.")


@rule("T-04", "E", "Màu chữ", "font.color")
def color(layout: Layout) -> Iterator[Flaw]:
    """Chữ màu đen. Hình chữ ký (xanh) và hình dấu (đỏ) của văn bản điện tử không tính là chữ.

    Sai hay gặp: dòng liên kết còn màu xanh, chữ đánh dấu màu đỏ chưa xóa, chữ tô nền.
    """
    black = layout.rules.font.color
    if black is None:
        return
    for paragraph in layout.document.everything:
        for run in paragraph.runs:
            look = run.format
            if run.text.strip() and look.color not in _BLACK:
                yield Flaw(
                    black,
                    f"“{run.text.strip()[:40]}” có màu {look.color}, chuẩn là màu đen.",
                    paragraph,
                    fix="Đặt màu chữ Automatic.",
                )
            elif run.text.strip() and look.highlight != "none":
                message = f"“{run.text.strip()[:40]}” còn tô nền {look.highlight}."
                yield Flaw(black, message, paragraph, fix="Bỏ tô nền.", severity=Severity.WARNING)


_NUMBER = ("page.number_place", "page.number_align", "page.number_numeral", "page.number_decoration")


@rule("T-05", "E", "Số trang", *_NUMBER)
def page_number(layout: Layout) -> Iterator[Flaw]:
    """Số trang là chữ số Ả Rập, ở giữa, phía trên trang, xung quanh không có gì; trang nào từ trang 2 cũng có.

    Đúng: “2”. Sai: “- 2 -”, “Trang 2”, số ở chân trang, số ở góc phải.
    """
    page = layout.rules.page
    for section in layout.document.sections:
        for kind in _numbered_pages(section):
            yield from _number_flaws(layout, section, kind)
        if section.number_format != "decimal":
            yield Flaw(page.number_numeral, "Số trang không phải chữ số Ả Rập.", _first(section), _where(section))


def _numbered_pages(section: Section) -> Iterator[PageKind]:
    """The kinds of pages that must show a number: all but the first of the document, or of a part that counts from 1 again."""
    begins = section.index == 0 or section.number_start == 1
    return (kind for kind in section.page_kinds if not (kind == "first" and begins))


def _number_flaws(layout: Layout, section: Section, kind: PageKind) -> Iterator[Flaw]:
    page, where = layout.rules.page, _where(section)
    header, footer = section.header_on(kind), section.footer_on(kind)
    found = next(iter(header.page_fields), None) if header else None
    if found is None:
        below = next(iter(footer.page_fields), None) if footer else None
        message = "Số trang ở chân trang, chuẩn là phía trên." if below else f"Không có số trang ở đầu trang{_page_words(kind)}."
        fix = "Insert → Page Number → Top of Page, chọn kiểu ở giữa."
        yield Flaw(page.number_place, message, below[0] if below else _first(section), where, fix)
        return
    paragraph, field = found
    if paragraph.across != page.number_align.value:
        yield Flaw(page.number_align, "Số trang không ở giữa.", paragraph, where, "Căn giữa dòng số trang.")
    around = "".join(run.text for run in paragraph.runs if run.field != "PAGE").strip()
    if around:
        yield Flaw(
            page.number_decoration, f"Quanh số trang có “{around}”, chuẩn là chỉ có số.", paragraph, where, "Xóa ký tự quanh số."
        )
    if "\\*" in field.instruction and "roman" in field.instruction.lower():
        yield Flaw(page.number_numeral, "Số trang viết bằng số La Mã.", paragraph, where)


def _page_words(kind: PageKind) -> str:
    return {"first": " của trang đầu phần này", "even": " chẵn", "default": ""}[kind]


@rule("T-06", "E", "Kiểu chữ số trang", "typography.so_trang")
def page_number_type(layout: Layout) -> Iterator[Flaw]:
    """Số trang cỡ 14, đứng, không đậm. Sai hay gặp: cỡ 11 hoặc 12, phông mặc định của đầu trang."""
    spec = layout.rules.typography.so_trang
    for section in layout.document.sections:
        for kind in _numbered_pages(section):
            header = section.header_on(kind)
            for paragraph, field in header.page_fields if header else ():
                look = field.format
                if spec.size_pt and not allows(spec.size_pt, look.size_pt):
                    message = f"Số trang cỡ {written(look.size_pt)}, chuẩn là {spec.size_pt}."
                    yield Flaw(spec, message, paragraph, _where(section), f"Đặt cỡ {spec.size_pt}.")
                if look.bold or look.italic or look.underlined:
                    yield Flaw(spec, "Số trang phải là chữ đứng, nét thường.", paragraph, _where(section))


@rule("T-07", "E", "Trang đầu không đánh số", "page.number_on_first_page")
def first_page(layout: Layout) -> Iterator[Flaw]:
    """Trang 1 không ghi số trang. Trong Word: Header & Footer → Different First Page, để trống đầu trang thứ nhất."""
    value = layout.rules.page.number_on_first_page
    section = layout.document.sections[0] if layout.document.sections else None
    if section is None or value.value:
        return
    shown = [
        header for header in (section.header_on("first"), section.footer_on("first")) if header and next(header.page_fields, None)
    ]
    if shown:
        paragraph, _ = next(shown[0].page_fields)
        yield Flaw(value, "Trang đầu có số trang.", paragraph, fix="Header & Footer → Different First Page.")


@rule("T-08", "E", "Khoảng cách số trang", "page.number_from_edge_mm")
def page_number_distance(layout: Layout) -> Iterator[Flaw]:
    """Số trang cách mép trên của giấy 10 mm (Header from Top: 1 cm). Mặc định của Word là 12,7 mm."""
    value = layout.rules.page.number_from_edge_mm
    for section in layout.document.sections:
        header = section.header_on("default")
        if header is None or next(header.page_fields, None) is None:
            continue
        if abs(section.header_distance_mm - value.value.low) > _TOLERANCE_MM:
            message = f"Số trang cách mép trên {written(section.header_distance_mm)} mm, chuẩn là {value.value} mm."
            yield Flaw(value, message, _first(section), _where(section), "Header from Top: 1 cm.")
