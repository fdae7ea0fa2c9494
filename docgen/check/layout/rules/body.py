"""The text: căn cứ lines, the deciding line, size, alignment, indents, spacing, line pitch, end mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.check.finding import Severity
from docgen.check.layout import practice
from docgen.check.layout.components import Part, Piece, Role
from docgen.check.layout.lines import shares_gap
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import size_flaws, written
from docgen.check.layout.widths import width_mm
from docgen.docx.view import Paragraph, Table
from docgen.standard.format import BodyText

_RUNNING: frozenset[Role] = frozenset({"ground", "article", "clause", "point", "roman", "numbered", "dash", "text"})
"""Roles that are set as running text; chapters and the deciding line stand in the middle."""
_INDENT_TOLERANCE_MM = 1.0
_SPACE_TOLERANCE_PT = 0.1
_EMPTY_SHOWN = 3


def _running(part: Part) -> list[Piece]:
    """The pieces that are set as running text; of a handout only plain paragraphs, its lists and headings are its own affair."""
    if not part.plan.heading:
        return [piece for piece in part.pieces if piece.role == "text" and not piece.line.bold]
    return [piece for piece in part.pieces if piece.role in _RUNNING]


def _first_words(piece: Piece) -> str:
    return f"“{piece.line.text[:40].rstrip()}...”" if len(piece.line.text) > 40 else f"“{piece.line.text}”"  # noqa: PLR2004 - of a message


def _times(count: int) -> str:
    return f" ({count} đoạn)" if count > 1 else ""


@rule("T-30", "E", "Căn cứ", "body.can_cu_prefix", "body.can_cu_italic", "body.can_cu_separator", "body.can_cu_last")
def grounds(layout: Layout) -> Iterator[Flaw]:
    """Mỗi căn cứ một đoạn, mở đầu bằng “- ”, chữ đứng, cuối đoạn dấu chấm phẩy.

    Căn cứ cuối có dấu phẩy trước câu nêu cơ quan ban hành. Đúng: “- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;” ... “- Theo đề nghị
    của chi ủy,”. Sai: chữ nghiêng (kiểu văn bản nhà nước).
    """
    for part in layout.parts:
        found = [piece for piece in part.pieces if piece.role == "ground"]
        for place, piece in enumerate(found):
            yield from _ground_flaws(piece, layout.rules.body, last=place == len(found) - 1)


def _ground_flaws(piece: Piece, rules: BodyText, *, last: bool) -> Iterator[Flaw]:
    text, line = piece.line.text, piece.line
    if not text.startswith(rules.can_cu_prefix.value):
        yield Flaw(rules.can_cu_prefix, f"{_first_words(piece)} không mở đầu bằng “{rules.can_cu_prefix.value}”.", line)
    if any(look.italic for look in line.marked) and not rules.can_cu_italic.value:
        yield Flaw(rules.can_cu_italic, f"{_first_words(piece)} in nghiêng, chuẩn là chữ đứng.", line, severity=Severity.WARNING)
    if last and not text.endswith(tuple(rules.can_cu_last.value)):
        marks = " hoặc ".join(f"“{mark}”" for mark in rules.can_cu_last.value)
        yield Flaw(rules.can_cu_last, f"Căn cứ cuối kết thúc bằng “{text[-1:]}”, đúng là {marks}.", line)
    if not last and not text.endswith(rules.can_cu_separator.value):
        message = f"{_first_words(piece)} kết thúc bằng “{text[-1:]}”, đúng là “{rules.can_cu_separator.value}”."
        yield Flaw(rules.can_cu_separator, message, line)


@rule("T-31", "W", "Dòng quyết định", "practice.DECIDING_LINE")
def deciding_line(layout: Layout) -> Iterator[Flaw]:
    """Quyết định có dòng nêu cơ quan quyết định trước Điều 1, đứng riêng, giữa trang, in hoa, đậm: “CHI BỘ A QUYẾT ĐỊNH”.

    Hướng dẫn không quy định dòng này; văn bản thật đều có: chỉ nhắc.
    """
    for part in layout.parts:
        found = next((piece for piece in part.pieces if piece.role == "deciding"), None)
        if found is None:
            if part.plan.deciding_line == "must":
                at = next((piece.line for piece in part.pieces if piece.role == "article"), part.opening.name)
                yield Flaw(practice.DECIDING_LINE, "Không có dòng “... QUYẾT ĐỊNH” ở giữa trang trước Điều 1.", at)
            continue
        if found.line.text != found.line.text.upper() and not found.line.is_gap:
            yield Flaw(practice.DECIDING_LINE, f"{_first_words(found)} phải in hoa.", found.line)
        if not found.line.bold:
            yield Flaw(practice.DECIDING_LINE, f"{_first_words(found)} phải đậm.", found.line)


@rule("T-32", "E", "Chữ của nội dung", "typography.noi_dung")
def text_type(layout: Layout) -> Iterator[Flaw]:
    """Nội dung cỡ 14-15, chữ đứng. Vài chữ nghiêng trong câu được chấp nhận, cả đoạn nghiêng thì không."""
    spec = layout.rules.typography.noi_dung
    for part in layout.parts:
        running = _running(part)
        sized: dict[str, list[Flaw]] = {}
        for piece in running:
            looks = [look for look in piece.line.marked if look.vertical == "baseline"]
            for flaw in size_flaws(looks, spec, "Nội dung", piece.line):
                sized.setdefault(flaw.message, []).append(flaw)
        for message, flaws in sized.items():
            yield Flaw(spec, message.removesuffix(".") + f"{_times(len(flaws))}.", flaws[0].at, fix=flaws[0].fix)
        slanted = [piece for piece in running if piece.role != "ground" and _slanted(piece)]
        if slanted and spec.italic is False:
            yield Flaw(
                spec, f"{_first_words(slanted[0])} in nghiêng cả đoạn{_times(len(slanted))}, chuẩn là chữ đứng.", slanted[0].line
            )


def _slanted(piece: Piece) -> bool:
    return bool(piece.line.marked) and all(look.italic for look in piece.line.marked)


@rule("T-33", "E", "Căn lề đoạn văn", "body.align")
def text_align(layout: Layout) -> Iterator[Flaw]:
    """Nội dung căn đều hai bên. Không tính đoạn chỉ có một dòng và đề mục in đậm: căn trái cũng được."""
    value = layout.rules.body.align
    for part in layout.parts:
        wrong = [piece for piece in _running(part) if not _is_aligned(piece, value.value) and _fills_a_line(piece)]
        if wrong:
            message = f"{_first_words(wrong[0])} không căn đều hai bên{_times(len(wrong))}."
            yield Flaw(value, message, wrong[0].line, fix="Chọn các đoạn, nhấn Ctrl+J.")


def _is_aligned(piece: Piece, wanted: str) -> bool:
    """Justified, or a title in bold on the left: justified, its few words would be torn apart."""
    align = piece.paragraph.format.align
    return align == wanted or (piece.line.bold and align == "left")


def _fills_a_line(piece: Piece) -> bool:
    """Whether it has more than one line, so that its alignment is seen."""
    return len(piece.line.text) > 60 and width_mm(piece.line.runs) > piece.line.column_mm  # noqa: PLR2004 - never a whole line


@rule("T-34", "E", "Lùi đầu dòng", "body.first_line_indent_mm")
def indent(layout: Layout) -> Iterator[Flaw]:
    """Dòng đầu mỗi đoạn lùi vào khoảng 10 mm (chấp nhận 9-11 mm), các dòng sau sát lề trái.

    Sai hay gặp: lùi 12,7 mm (mặc định của Word), lùi bằng phím Tab hoặc dấu cách, lùi cả đoạn.
    """
    value = layout.rules.body.first_line_indent_mm
    for part in layout.parts:
        wrong: dict[str, list[Piece]] = {}
        for piece in _running(part):
            if fault := _indent_fault(piece.paragraph, value.value.low):
                wrong.setdefault(fault, []).append(piece)
        for fault, pieces in wrong.items():
            message = f"{_first_words(pieces[0])} {fault}{_times(len(pieces))}, chuẩn là dòng đầu lùi khoảng {value.value} mm."
            yield Flaw(value, message, pieces[0].line, fix=f"Paragraph → First line {value.value} mm, Left 0.")


def _indent_fault(paragraph: Paragraph, wanted_mm: float) -> str:
    look = paragraph.format
    if abs(look.left_mm) > _INDENT_TOLERANCE_MM:
        return f"lùi cả đoạn {written(look.left_mm)} mm"
    if paragraph.text.startswith(("\t", "  ", "\xa0")):
        return "lùi bằng phím Tab hoặc dấu cách"
    if abs(look.first_line_mm - wanted_mm) > _INDENT_TOLERANCE_MM:
        return f"có dòng đầu lùi {written(look.first_line_mm)} mm"
    return ""


@rule("T-35", "E", "Khoảng cách đoạn", "body.paragraph_spacing_pt")
def spacing(layout: Layout) -> Iterator[Flaw]:
    """Giữa hai đoạn của nội dung cách nhau ít nhất 6 pt, tính cả khoảng sau đoạn trên và khoảng trước đoạn dưới."""
    value = layout.rules.body.paragraph_spacing_pt
    for part in layout.parts:
        close = [(above, gap) for above, gap in _gaps(_running(part)) if gap < value.value.low - _SPACE_TOLERANCE_PT]
        if close:
            above, gap = close[0]
            message = f"Sau {_first_words(above)} chỉ cách {written(gap)} pt{_times(len(close))}, chuẩn là {value.value} pt."
            yield Flaw(value, message, above.line, fix=f"Paragraph → After: {written(value.value.low)} pt.")


def _gaps(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, float]]:
    """The space between two pieces that follow each other."""
    for above, below in pairwise(pieces):
        if below.line.block != above.line.block + 1:
            continue
        upper, lower = above.paragraph.format, below.paragraph.format
        same = upper.style_id == lower.style_id
        after = 0.0 if upper.contextual_spacing and same else upper.after_pt
        before = 0.0 if lower.contextual_spacing and same else lower.before_pt
        yield above, after + before


@rule("T-36", "W", "Giãn dòng", "body.line_spacing_pt", "body.line_spacing_rule")
def line_pitch(layout: Layout) -> Iterator[Flaw]:
    """Giãn dòng của nội dung: đúng (Exactly) từ 18 pt; từ 27/5/2026 là 18-22 pt. Giãn theo số dòng (1,5 lines) không đúng."""
    rules = layout.rules.body
    for part in layout.parts:
        wrong: dict[str, list[Piece]] = {}
        for piece in _running(part):
            line = piece.paragraph.format.line
            if line.rule != rules.line_spacing_rule.value:
                shown = f"{written(line.value)} dòng" if line.rule == "multiple" else f"ít nhất {written(line.value)} pt"
                wrong.setdefault(f"kiểu {shown}", []).append(piece)
            elif line.value not in rules.line_spacing_pt.value:
                wrong.setdefault(f"{written(line.value)} pt", []).append(piece)
        for shown, pieces in wrong.items():
            value = rules.line_spacing_rule if shown.startswith("kiểu") else rules.line_spacing_pt
            allowed = f"chuẩn là Exactly {rules.line_spacing_pt.value} pt"
            message = f"{_first_words(pieces[0])} giãn dòng {shown}{_times(len(pieces))}, {allowed}."
            yield Flaw(
                value, message, pieces[0].line, fix=f"Line spacing: Exactly, {written(rules.line_spacing_pt.value.low)} pt."
            )


@rule("T-37", "W", "Dấu kết thúc", "body.end_mark", "body.end_mark_practice")
def end_mark(layout: Layout) -> Iterator[Flaw]:
    """Nội dung kết thúc bằng dấu chấm. “./.” gặp rất nhiều trong thực tế nhưng không có trong hướng dẫn: chỉ nhắc."""
    rules = layout.rules.body
    for part in layout.parts:
        last = part.pieces[-1] if part.pieces and part.closing.blocks else None
        if last is None or shares_gap([last.line]):
            continue
        found = next((mark for mark in rules.end_mark_practice.value if last.line.text.endswith(mark)), None)
        if found:
            yield Flaw(
                rules.end_mark, f"Nội dung kết thúc bằng “{found}”, đúng là “{rules.end_mark.value}”.", last.line, fix="Bỏ “/.”."
            )
        elif not last.line.text.endswith(rules.end_mark.value):
            yield Flaw(
                rules.end_mark, f"Nội dung kết thúc bằng “{last.line.text[-1:]}”, đúng là “{rules.end_mark.value}”.", last.line
            )


@rule("T-38", "I", "Đoạn trống", "practice.NO_EMPTY_LINES")
def empty_lines(layout: Layout) -> Iterator[Flaw]:
    """Khoảng cách đặt bằng giãn đoạn, không bằng phím Enter: đoạn trống xô lệch khi sang trang.

    Không tính: đoạn ngay trước, ngay sau bảng (bảng không có khoảng cách của riêng nó), đoạn chia phần trang, đoạn có đường kẻ
    hay hình, chỗ để ký.
    """
    empty = [paragraph for paragraph in _plain_paragraphs(layout) if _is_spacer(paragraph)]
    if empty:
        message = f"Có {len(empty)} đoạn trống dùng để tạo khoảng cách."
        yield Flaw(practice.NO_EMPTY_LINES, message, empty[0], fix="Xóa đoạn trống, đặt Before/After của đoạn văn.")


def _plain_paragraphs(layout: Layout) -> Iterator[Paragraph]:
    """Paragraphs of the body that stand beside no table and do not belong to a signature or to the cover of a handout."""
    signed = {id(line.paragraph) for part in layout.parts for block in part.closing.blocks for line in block.lines}
    blocks = layout.document.blocks
    start = layout.parts[0].pieces[0].line.block if layout.is_handout and layout.parts[0].pieces else 0
    for place, block in enumerate(blocks):
        beside = (*blocks[max(place - 1, 0) : place], *blocks[place + 1 : place + 2])
        if (
            place >= start
            and isinstance(block, Paragraph)
            and id(block) not in signed
            and not any(isinstance(one, Table) for one in beside)
        ):
            yield block


def _is_spacer(paragraph: Paragraph) -> bool:
    carries = paragraph.section_properties is not None or paragraph.format.borders.any or paragraph.unseen
    return paragraph.empty and not carries
