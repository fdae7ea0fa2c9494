"""Tables of data: they must be readable on every page and stay within the margins."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.layout import practice
from docgen.check.layout.lines import is_layout
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import written
from docgen.docx.view import Paragraph, Section, Table
from docgen.docx.view.tables import Row

_OVERHANG_MM = 2.2
"""How far a table may reach into the margin: Word lets its text line up with the page, its border stand outside."""


def _tables(layout: Layout) -> Iterator[tuple[int, Table, Section]]:
    place = 0
    for section in layout.document.sections:
        for block in section.blocks:
            if isinstance(block, Table) and not is_layout(block):
                place += 1
                yield place, block, section


def _at(table: Table) -> Paragraph | None:
    return next(iter(table.paragraphs), None)


@rule("T-50", "W", "Dòng đầu bảng", "practice.TABLES")
def header_rows(layout: Layout) -> Iterator[Flaw]:
    """Dòng tên cột được lặp lại ở đầu mỗi trang (Table → Repeat Header Rows)."""
    for place, table, _ in _tables(layout):
        if len(table.rows) > 1 and len(table.grid_mm) > 1 and not table.rows[0].is_header:
            fix = "Chọn dòng đầu bảng → Layout → Repeat Header Rows."
            yield Flaw(practice.TABLES, "Dòng tên cột không lặp lại khi bảng sang trang.", _at(table), f"bảng {place}", fix)


@rule("T-51", "W", "Dòng của bảng", "practice.TABLES")
def whole_rows(layout: Layout) -> Iterator[Flaw]:
    """Một dòng của bảng không bị cắt đôi giữa hai trang (bỏ chọn Allow row to break across pages)."""
    for place, table, _ in _tables(layout):
        split = [row for row in table.rows if not row.cannot_split]
        if split:
            message = f"{len(split)} dòng có thể bị cắt đôi giữa hai trang."
            fix = "Chọn bảng → Properties → Row → bỏ Allow row to break across pages."
            yield Flaw(practice.TABLES, message, _first_paragraph(split[0]), f"bảng {place}", fix)


def _first_paragraph(row: Row) -> Paragraph | None:
    return next((paragraph for cell in row.cells for paragraph in cell.paragraphs), None)


@rule("T-52", "E", "Bề rộng bảng", "page.margins_front.left_mm", "page.margins_front.right_mm")
def width(layout: Layout) -> Iterator[Flaw]:
    """Bảng nằm trong lề trái và lề phải của trang; bảng rộng hơn khổ chữ thì đặt trang ngang."""
    page = layout.rules.page.margins_front
    for place, table, section in _tables(layout):
        room, left = section.text_width_mm, table.indent_mm
        total = table.width_mm
        if table.align == "center":
            left = (room - total) / 2
        elif table.align == "right":
            left = room - total
        over = left + total - room
        if over > _OVERHANG_MM:
            message = f"Bảng rộng {written(total)} mm, lấn lề phải {written(over)} mm."
            yield Flaw(page.right_mm, message, _at(table), f"bảng {place}", "Thu bảng về khổ chữ hoặc đặt trang ngang.")
        elif left < -_OVERHANG_MM:
            message = f"Bảng lấn lề trái {written(-left)} mm."
            yield Flaw(page.left_mm, message, _at(table), f"bảng {place}", "Kéo bảng về lề trái.")
