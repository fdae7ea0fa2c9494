"""Box 5: name of the kind, subject, five hyphens; the addressee; the note of attached rules."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.finding import Severity
from docgen.check.layout.components import Part
from docgen.check.layout.find_heading import is_mark
from docgen.check.layout.lines import Line, joined, shares_gap
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import type_flaws
from docgen.standard.format import TypeSpec

_PROPER_NAMES = ("Đại hội", "Hội nghị")
"""With these a subject begins that is itself a name."""


def _named(layout: Layout) -> Iterator[Part]:
    return (part for part in layout.parts if part.plan.heading)


@rule("T-21", "E", "Tên loại văn bản", "typography.ten_loai", "boxes.o_5a")
def kind_name(layout: Layout) -> Iterator[Flaw]:
    """Tên loại (NGHỊ QUYẾT, QUYẾT ĐỊNH, BIÊN BẢN ...): giữa trang, in hoa, cỡ 15-16, đậm, đứng.

    Công văn không ghi tên loại.
    """
    spec = layout.rules.typography.ten_loai
    for part in _named(layout):
        name = part.opening.name
        if name is not None:
            yield from type_flaws([name], spec, "Tên loại văn bản")
        elif part.plan.name == "must":
            yield Flaw(
                spec,
                "Không thấy tên loại văn bản dưới phần đầu.",
                part.heading.title,
                fix="Ghi tên loại in hoa, đậm, giữa trang.",
            )
    yield from _other_kind(layout)


def _other_kind(layout: Layout) -> Iterator[Flaw]:
    """The name is not that of the kind the document is said to be."""
    wanted = layout.standard.kinds.get(layout.the_loai or "")
    found = [part.opening for part in layout.parts if part.opening.kind]
    if wanted and found and all(opening.kind != wanted.id for opening in found):
        opening = found[0]
        shown = opening.name.text if opening.name else layout.standard.kinds[opening.kind or ""].name
        message = f"Tên loại ghi “{shown}”, văn bản này là {wanted.name}."
        yield Flaw(layout.rules.typography.ten_loai, message, opening.name)


@rule("T-22", "E", "Trích yếu", "typography.trich_yeu")
def subject(layout: Layout) -> Iterator[Flaw]:
    """Trích yếu nội dung dưới tên loại: giữa trang, chữ thường, cỡ 14-15, đậm, đứng, bắt đầu bằng chữ thường.

    Đúng: “về phân công nhiệm vụ cho đảng viên năm 2027”. Thực tế hay viết “Về việc ...”: chỉ nhắc. Tên riêng (Đại hội Chi bộ A)
    được viết hoa.
    """
    spec = layout.rules.typography.trich_yeu
    for part in _named(layout):
        lines = part.opening.subject
        if part.opening.name is not None and not lines:
            yield Flaw(spec, "Dưới tên loại không có trích yếu.", part.opening.name, fix="Ghi trích yếu: “về ...”.")
        yield from type_flaws(lines, spec, "Trích yếu")
        text = joined(lines)
        if text[:1].isupper() and not shares_gap(lines) and not text.startswith(_PROPER_NAMES) and text != text.upper():
            fix = f"Viết “{text[:1].lower()}{text[1:20]}...”."
            yield Flaw(spec, f"Trích yếu “{text[:50]}” bắt đầu bằng chữ hoa.", lines[0], fix=fix, severity=Severity.WARNING)


@rule("T-23", "E", "Gạch ngang dưới trích yếu", "typography.trich_yeu_gach")
def separator(layout: Layout) -> Iterator[Flaw]:
    """Dưới trích yếu là năm gạch nối “-----” ở giữa trang. Sai hay gặp: đường kẻ, gạch dài, nhiều hoặc ít hơn năm gạch."""
    spec = layout.rules.typography.trich_yeu_gach
    for part in _named(layout):
        if part.opening.name is None or part.plan.separator == "never":
            continue
        found = part.opening.separator
        if found is None:
            last = (part.opening.subject or (part.opening.name,))[-1]
            yield Flaw(spec, f"Dưới trích yếu không có “{spec.text}”.", last, fix=f"Thêm dòng “{spec.text}” ở giữa.")
            continue
        if found.text != spec.text:
            yield Flaw(spec, f"Dưới trích yếu là “{found.text}”, đúng là năm gạch nối “{spec.text}”.", found)
        yield from type_flaws([found], spec, "Gạch ngang")


@rule(
    "T-24",
    "E",
    "Kính gửi, Kính trình",
    "recipients.addressee_only_for",
    "recipients.addressee_to_trinh",
    "typography.kinh_gui_tu",
)
def addressee(layout: Layout) -> Iterator[Flaw]:
    """Chỉ công văn có “Kính gửi”, tờ trình có “Kính trình” (trước 27/5/2026: “Kính gửi”); loại khác không ghi.

    Chữ “Kính gửi”, “Kính trình” cỡ 14, nghiêng, có dấu hai chấm.
    """
    rules, spec = layout.rules.recipients, layout.rules.typography.kinh_gui_tu
    words = {"cong_van": rules.addressee_cong_van, "to_trinh": rules.addressee_to_trinh}
    for part in _named(layout):
        lines = part.opening.addressees
        wanted = words.get(part.opening.kind or layout.the_loai or "")
        if lines and part.plan.addressee == "never":
            message = f"Văn bản loại này không ghi “{lines[0].text[:30]}”."
            yield Flaw(rules.addressee_only_for, message, lines[0], fix="Bỏ dòng này; nơi nhận ghi ở cuối.")
        elif part.plan.addressee == "must" and not lines:
            yield Flaw(wanted or spec, "Không có dòng Kính gửi, Kính trình.", part.opening.name or part.heading.title)
        elif lines and wanted:
            if not lines[0].text.startswith(wanted.value):
                yield Flaw(wanted, f"Ghi “{lines[0].text[:20]}”, đúng là “{wanted.value}:”.", lines[0])
            yield from type_flaws(lines[:1], spec.model_copy(update={"italic": None}), "Kính gửi", align=False)
            if lines[0].marked and not lines[0].marked[0].italic:
                yield Flaw(spec, f"Chữ “{wanted.value}” phải nghiêng.", lines[0])


@rule(
    "T-25", "W", "Văn bản kèm theo", "heading.attached_repeats_heading", "heading.attached_number_line", "heading.attached_note"
)
def attached_rules(layout: Layout) -> Iterator[Flaw]:
    """Quy chế kèm theo quyết định: nhắc lại hai cột đầu trang, không có số riêng.

    Dưới trích yếu ghi “(Ban hành kèm theo Quyết định số ..., ngày ... của ...)”.
    """
    rules = layout.rules.heading
    for part in layout.parts:
        if not part.attached:
            continue
        at = part.opening.name or part.heading.title
        if not part.heading.found and rules.attached_repeats_heading.value:
            yield Flaw(rules.attached_repeats_heading, "Văn bản kèm theo không nhắc lại phần đầu hai cột.", at)
        if part.heading.number is not None and not rules.attached_number_line.value:
            message = f"Văn bản kèm theo có số riêng “{part.heading.number.text}”."
            yield Flaw(rules.attached_number_line, message, part.heading.number, fix="Bỏ dòng số.")
        if not part.opening.note:
            example = rules.attached_note.value.partition("{")[0]
            yield Flaw(rules.attached_note, f"Dưới trích yếu không có dòng “{example}...)”.", at)


@rule("T-26", "E", "Trích yếu công văn", "typography.trich_yeu_cong_van", "boxes.o_5b")
def letter_subject(layout: Layout) -> Iterator[Flaw]:
    """Công văn không có tên loại; trích yếu ở bên trái, dưới số và ký hiệu: chữ thường, cỡ 12, nghiêng, căn giữa cột.

    Đúng: “về việc họp chi bộ”. “V/v” gặp nhiều trong thực tế nhưng không có trong ví dụ của hướng dẫn: chỉ nhắc.
    """
    spec = layout.rules.typography.trich_yeu_cong_van
    for part in _named(layout):
        if part.plan.name != "never":
            continue
        lines = [line for line in part.heading.below_number if not is_mark(line)]
        if not lines:
            yield Flaw(spec, "Dưới số và ký hiệu không có trích yếu.", part.heading.number, fix="Ghi trích yếu: “về việc ...”.")
            continue
        yield from type_flaws(lines, spec, "Trích yếu")
        yield from _letter_start(lines[0], spec)


def _letter_start(line: Line, spec: TypeSpec) -> Iterator[Flaw]:
    avoided = next((words for words in spec.avoid if line.text.lower().startswith(words.lower())), "")
    if avoided:
        yield Flaw(
            spec, f"Trích yếu công văn không viết “{avoided}”.", line, fix="Viết “về việc ...”.", severity=Severity.WARNING
        )
    elif spec.starts_with and not line.text.startswith(spec.starts_with):
        message = f"Trích yếu “{line.text[:50]}” không bắt đầu bằng “{spec.starts_with}”."
        yield Flaw(spec, message, line, severity=Severity.WARNING)
