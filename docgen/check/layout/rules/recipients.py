"""Box 9b: Nơi nhận, its items, the copy that is kept."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.finding import Severity
from docgen.check.layout.components import Part
from docgen.check.layout.lines import Line
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import type_flaws
from docgen.standard.format import Recipients, TypeSpec

_KEPT = "luu"


def _listed(layout: Layout) -> Iterator[tuple[Part, Line]]:
    return ((part, part.closing.recipients) for part in layout.parts if part.closing.recipients is not None and part.plan.heading)


@rule("T-70", "E", "Nơi nhận", "typography.noi_nhan_tu", "boxes.o_9b")
def word(layout: Layout) -> Iterator[Flaw]:
    """“Nơi nhận:” ở cuối văn bản, bên trái, cỡ 14, đứng, không đậm, gạch chân. Sai: đậm nghiêng cỡ 12 (kiểu văn bản nhà nước)."""
    spec = layout.rules.typography.noi_nhan_tu
    for part in layout.parts:
        if part.closing.recipients is None and part.plan.recipients == "must":
            at = part.closing.blocks[0].authority if part.closing.blocks else part.opening.name
            yield Flaw(spec, "Không có “Nơi nhận”.", at, fix="Ghi “Nơi nhận:” ở dưới, bên trái.")
    for _, line in _listed(layout):
        if spec.text and line.text != spec.text:
            yield Flaw(spec, f"Ghi “{line.text}”, đúng là “{spec.text}”.", line)
        yield from type_flaws([line], spec, "“Nơi nhận”")
        if line.side == "right":
            yield Flaw(layout.rules.boxes["o_9b"], "“Nơi nhận” không ở bên trái.", line)


@rule("T-71", "E", "Mục nơi nhận", "typography.noi_nhan_muc", "recipients.separator", "recipients.last_char")
def items(layout: Layout) -> Iterator[Flaw]:
    """Mỗi nơi một dòng, cỡ 12, mở đầu bằng “- ”; giữa các dòng là dấu chấm phẩy, dòng cuối dấu chấm.

    Văn bản trước 27/5/2026 dùng dấu phẩy giữa các dòng; thực tế năm 2026 còn lẫn nên dấu câu chỉ nhắc.
    """
    spec, rules = layout.rules.typography.noi_nhan_muc, layout.rules.recipients
    for part, line in _listed(layout):
        found = part.closing.items
        if not found:
            yield Flaw(spec, "Dưới “Nơi nhận” không có dòng nào.", line)
            continue
        yield from type_flaws(found, spec, "Mục nơi nhận")
        yield from _dashes(found, spec)
        yield from _ends(found, rules)


def _dashes(found: tuple[Line, ...], spec: TypeSpec) -> Iterator[Flaw]:
    wrong = [line for line in found if spec.prefix and not line.text.startswith(spec.prefix.strip())]
    if wrong:
        yield Flaw(spec, f"“{wrong[0].text[:40]}” không mở đầu bằng “{spec.prefix}”.", wrong[0])


def _ends(found: tuple[Line, ...], rules: Recipients) -> Iterator[Flaw]:
    """The marks between the items follow the profile of the day: practice of 2025 still has commas, so they only warn."""
    for line in found[:-1]:
        if not line.text.endswith(rules.separator.value):
            message = f"“{line.text[:40]}” kết thúc bằng “{line.text[-1:]}”, đúng là “{rules.separator.value}”."
            yield Flaw(rules.separator, message, line, severity=Severity.WARNING)
            break
    last = found[-1]
    if not last.text.endswith(rules.last_char.value) or last.text.endswith("/."):
        message = f"“{last.text[:40]}” kết thúc bằng “{last.text[-1:]}”, đúng là “{rules.last_char.value}”."
        yield Flaw(rules.last_char, message, last, severity=Severity.WARNING)


@rule("T-72", "W", "Dòng lưu", "recipients.last_item_prefix", "recipients.last_item_forbidden")
def kept(layout: Layout) -> Iterator[Flaw]:
    """Dòng cuối của nơi nhận: “- Lưu Chi bộ.”, “- Lưu Văn phòng Tỉnh ủy.”; không có dấu hai chấm sau “Lưu”, không ghi “VT”."""
    rules = layout.rules.recipients
    for part, _ in _listed(layout):
        found = part.closing.items
        if not found:
            continue
        last = found[-1]
        if not last.letters.startswith(_KEPT):
            fix = f"Thêm dòng “- {rules.last_item_examples.value[0]}.”."
            yield Flaw(rules.last_item_prefix, f"Dòng cuối “{last.text[:40]}” không phải dòng “- Lưu ...”.", last, fix=fix)
        elif wrong := _forbidden(last.text, rules):
            example = rules.last_item_examples.value[0]
            yield Flaw(rules.last_item_forbidden, f"“{last.text}” có “{wrong}”.", last, fix=f"Ghi “- {example}.”.")


def _forbidden(text: str, rules: Recipients) -> str:
    """The forbidden wording in the line, as a whole word."""
    words = text.replace(",", " ").replace(".", " ").replace(";", " ").split()
    return next((one for one in rules.last_item_forbidden.value if one in words or one in text.split()), "")


@rule("T-73", "E", "Nơi nhận khi có Kính gửi", "recipients.first_item_if_addressed")
def as_above(layout: Layout) -> Iterator[Flaw]:
    """Văn bản có Kính gửi, Kính trình thì mục đầu của Nơi nhận là “- Như trên”."""
    value = layout.rules.recipients.first_item_if_addressed
    for part, line in _listed(layout):
        if part.opening.addressees and part.plan.addressee == "must" and part.closing.items:
            first = part.closing.items[0]
            if value.value not in first.text:
                yield Flaw(value, f"Mục đầu của nơi nhận là “{first.text[:40]}”, đúng là “- {value.value}”.", first or line)
