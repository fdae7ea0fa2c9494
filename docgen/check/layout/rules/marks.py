"""Boxes 10 and 11: urgency, secrecy, circulation, draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.layout.components import Part
from docgen.check.layout.find_heading import DRAFT, is_draft_mark, is_mark
from docgen.check.layout.lines import Line, bare
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import type_flaws
from docgen.standard.format import TypeSpec


def _marks(layout: Layout) -> Iterator[tuple[Part, Line]]:
    """Lines under the number that are not the subject of a công văn."""
    for part in layout.parts:
        for line in part.heading.below_number:
            if part.plan.name == "must" or is_mark(line):
                yield part, line


def _of(layout: Layout, spec: TypeSpec) -> Iterator[Line]:
    """The marks with one of the wordings of a row, in whatever case."""
    wanted = {bare(value) for value in spec.values}
    return (line for _, line in _marks(layout) if line.letters in wanted)


def _worded(line: Line, spec: TypeSpec) -> Iterator[Flaw]:
    if line.text.upper() not in spec.values:
        yield Flaw(spec, f"Dấu ghi “{line.text}”, chỉ có {', '.join(spec.values)}.", line)


@rule("T-80", "E", "Dấu khẩn", "typography.muc_do_khan", "boxes.o_10b")
def urgency(layout: Layout) -> Iterator[Flaw]:
    """KHẨN, THƯỢNG KHẨN, HỎA TỐC: dưới số và ký hiệu, in hoa, cỡ 14, đậm, đứng."""
    spec = layout.rules.typography.muc_do_khan
    for line in _of(layout, spec):
        yield from type_flaws([line], spec, f"Dấu “{line.text}”")
        yield from _worded(line, spec)


@rule("T-81", "E", "Dấu mật", "typography.muc_do_mat", "boxes.o_10a")
def secrecy(layout: Layout) -> Iterator[Flaw]:
    """MẬT, TỐI MẬT, TUYỆT MẬT: in hoa. Cỡ chữ và khung dấu chưa kiểm chứng nên không xét."""
    spec = layout.rules.typography.muc_do_mat
    for line in _of(layout, spec):
        yield from type_flaws([line], spec, f"Dấu “{line.text}”")
        yield from _worded(line, spec)


@rule("T-82", "W", "Dấu dự thảo", "typography.du_thao", "boxes.o_11b")
def draft(layout: Layout) -> Iterator[Flaw]:
    """“Dự thảo lần 2”: chữ thường, cỡ 14, nghiêng."""
    spec = layout.rules.typography.du_thao
    pattern = re.compile(re.escape(spec.pattern or "").replace(r"\{lan\}", r"\d+"))
    for _, line in _marks(layout):
        if not is_draft_mark(line):
            continue
        yield from type_flaws([line], spec, f"“{line.text}”")
        if spec.pattern and not pattern.fullmatch(line.text) and line.letters != DRAFT:
            yield Flaw(spec, f"“{line.text}” không đúng mẫu “{spec.pattern.format(lan=1)}”.", line)


@rule("T-83", "W", "Phạm vi lưu hành", "typography.pham_vi_luu_hanh", "boxes.o_11a")
def circulation(layout: Layout) -> Iterator[Flaw]:
    """Chỉ dẫn phạm vi lưu hành (XONG HỘI NGHỊ TRẢ LẠI, TÀI LIỆU HỘI NGHỊ ...): in hoa, cỡ 12, đậm, đứng."""
    rules = layout.rules.typography
    known = {bare(value) for spec in (rules.muc_do_khan, rules.muc_do_mat) for value in spec.values}
    for _, line in _marks(layout):
        if line.letters not in known and not is_draft_mark(line):
            yield from type_flaws([line], rules.pham_vi_luu_hanh, f"“{line.text}”")
