"""Box 7: in whose name, which post, whose name; room to sign; the two blocks of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.finding import Severity
from docgen.check.layout import practice
from docgen.check.layout.components import Closing, Part, SignatureBlock
from docgen.check.layout.lines import Line
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import type_flaws, written
from docgen.check.layout.widths import LINE_HEIGHT
from docgen.docx.view import Paragraph
from docgen.standard.format import SignatureRules

_TITLES = re.compile(
    r"(?:GS|PGS|TS|ThS|BS|BSCK\w*|KS|CN|LS|NGND|NGƯT|NSND|NSƯT|TTND|TTƯT|AHLĐ|AHLLVTND)\b[.,]?|"
    r"(?:Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Cử nhân|Luật sư|Nhà giáo|Anh hùng|"
    r"(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý))\b",
    re.IGNORECASE,
)
_COMRADE = re.compile(r"(?:đồng chí|đ/c|ông|bà)\b", re.IGNORECASE)
_SLASHED = re.compile(r"[TK]/[MTLU]\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?P<first>[TK])\.?/?(?P<second>[MTLU])\.?\s", re.IGNORECASE)


def _signed(layout: Layout) -> Iterator[tuple[Part, SignatureBlock]]:
    return ((part, block) for part in layout.parts if part.plan.heading for block in part.closing.blocks)


@rule("T-60", "E", "Khối chữ ký", "boxes.o_7")
def signature_place(layout: Layout) -> Iterator[Flaw]:
    """Quyền hạn, chức vụ, chữ ký, họ tên người ký ở cuối văn bản, phía dưới bên phải."""
    box = layout.rules.boxes["o_7"]
    for part in layout.parts:
        if part.plan.signature == "none":
            continue
        if not part.closing.blocks:
            last = part.pieces[-1].line if part.pieces else part.opening.name
            yield Flaw(
                box, "Không thấy khối chữ ký ở cuối văn bản.", last, fix="Thêm quyền hạn, chức vụ, họ tên ở dưới, bên phải."
            )
        elif part.plan.signature == "one" and part.closing.blocks[-1].authority.side == "left":
            yield Flaw(box, "Khối chữ ký không ở bên phải.", part.closing.blocks[-1].authority)


@rule("T-61", "E", "Quyền hạn ký", "typography.quyen_han_ky", "signature.forbidden_prefixes", "signature.ky_thay_by_cap_uy")
def authority(layout: Layout) -> Iterator[Flaw]:
    """“T/M CHI BỘ”, “K/T CHÁNH VĂN PHÒNG”, “T/L BAN THƯỜNG VỤ”: in hoa, cỡ 14, đậm, đứng, căn giữa cột, dùng gạch chéo.

    Sai: “TM. CHI BỘ”, “KT. BÍ THƯ” (kiểu văn bản nhà nước); cấp ủy là tập thể nên không có “K/T BÍ THƯ”.
    """
    rules = layout.rules.signature
    for _, block in _signed(layout):
        line = block.authority
        yield from type_flaws([line], layout.rules.typography.quyen_han_ky, f"Dòng “{line.text}”")
        if _dotted(line.text, rules):
            right = _DOTTED.sub(lambda found: f"{found['first']}/{found['second']} ", line.text, count=1).upper()
            yield Flaw(
                rules.forbidden_prefixes, f"“{line.text}” dùng dạng viết tắt của văn bản nhà nước.", line, fix=f"Ghi “{right}”."
            )
        if line.text.upper().startswith(f"{rules.ky_thay.value} BÍ THƯ") and not rules.ky_thay_by_cap_uy.value:
            fix = "Phó bí thư ký T/M cấp ủy, dòng dưới ghi PHÓ BÍ THƯ."
            yield Flaw(rules.ky_thay_by_cap_uy, f"“{line.text}”: cấp ủy không ký K/T.", line, fix=fix)


def _dotted(text: str, rules: SignatureRules) -> bool:
    """A prefix that Party documents do not have, or one of theirs written without its slash."""
    start = text.upper()
    named = any(start.startswith((prefix, f"{prefix.rstrip('.')} ")) for prefix in rules.forbidden_prefixes.value)
    return named or (_DOTTED.match(text) is not None and _SLASHED.match(text) is None)


@rule("T-62", "E", "Chức vụ người ký", "typography.chuc_vu_ky", "signature.post_names_body")
def post(layout: Layout) -> Iterator[Flaw]:
    """Chức vụ dưới quyền hạn: in hoa, cỡ 14, đứng, KHÔNG đậm, căn giữa cột; không kèm tên cơ quan.

    Đúng: “PHÓ BÍ THƯ”. Sai: “PHÓ BÍ THƯ ĐẢNG ỦY”, chức vụ in đậm (kiểu văn bản nhà nước).
    """
    rules = layout.rules.signature
    for _, block in _signed(layout):
        yield from type_flaws(block.posts, layout.rules.typography.chuc_vu_ky, "Chức vụ")
        for line in block.posts:
            named = next(
                (known for known in rules.posts_shown_for_cap_uy.value if line.text.upper().startswith(f"{known} ")), None
            )
            if named and not rules.post_names_body.value:
                yield Flaw(rules.post_names_body, f"Chức vụ ghi “{line.text}”, chỉ ghi “{named}”.", line)


@rule("T-63", "E", "Họ tên người ký", "typography.ho_ten_ky", "signature.title_before_name", "signature.dong_chi_before_name")
def signer(layout: Layout) -> Iterator[Flaw]:
    """Họ tên: chữ thường, cỡ 14, đậm, đứng, căn giữa cột; không ghi học hàm, học vị, quân hàm, danh hiệu, “đồng chí” ở trước."""
    rules = layout.rules.signature
    for _, block in _signed(layout):
        if block.name is None:
            spec, message = layout.rules.typography.ho_ten_ky, "Dưới quyền hạn, chức vụ không có họ tên người ký."
            yield Flaw(spec, message, block.authority)
            continue
        yield from type_flaws([block.name], layout.rules.typography.ho_ten_ky, "Họ tên người ký")
        if found := _TITLES.match(block.name.text):
            if not rules.title_before_name.value:
                message = f"Trước họ tên có “{found[0]}”: không ghi học hàm, học vị, quân hàm, danh hiệu."
                yield Flaw(rules.title_before_name, message, block.name, fix=f"Bỏ “{found[0]}”.")
        elif (found := _COMRADE.match(block.name.text)) and not rules.dong_chi_before_name.value:
            yield Flaw(rules.dong_chi_before_name, f"Trước họ tên có “{found[0]}”.", block.name, fix=f"Bỏ “{found[0]}”.")


@rule("T-64", "W", "Chỗ để ký", "signature.gap_lines")
def room(layout: Layout) -> Iterator[Flaw]:
    """Giữa chức vụ và họ tên còn chỗ cho chữ ký và dấu: ít nhất 4 dòng cỡ 14. Chưa thấy quy định chính thức: chỉ nhắc."""
    value = layout.rules.signature.gap_lines
    size = layout.rules.typography.ho_ten_ky.size_pt
    line_pt = (size.low if size else 14) * LINE_HEIGHT
    for _, block in _signed(layout):
        if block.name is None:
            continue
        found = _room_pt(block, block.name) / line_pt
        if found < value.value.low - 0.1:
            message = f"Chỗ để ký chỉ bằng {written(found)} dòng, nên có {value.value} dòng."
            yield Flaw(value, message, block.name, fix="Tăng Before của dòng họ tên.")


def _room_pt(block: SignatureBlock, name: Line) -> float:
    """The height between the last line above the name and the name."""
    above = (block.posts or (block.authority,))[-1]
    places = {id(line): place for place, line in enumerate(block.lines)}
    between = block.lines[places[id(above)] + 1 : places[id(name)]]
    empty = sum(_height_pt(line.paragraph) for line in between)
    return above.paragraph.format.after_pt + empty + name.paragraph.format.before_pt


def _height_pt(paragraph: Paragraph) -> float:
    look = paragraph.format
    single = paragraph.mark.size_pt * LINE_HEIGHT
    line = {"multiple": look.line.value * single, "exactly": look.line.value, "at_least": max(look.line.value, single)}[
        look.line.rule
    ]
    return look.before_pt + line + look.after_pt


@rule("T-65", "W", "Khối chữ ký liền trang", "practice.KEEP_TOGETHER")
def kept_together(layout: Layout) -> Iterator[Flaw]:
    """Khối chữ ký không bị cắt đôi và không đứng một mình trên một trang.

    Hàng của bảng chữ ký không tách trang; đoạn ngay trước giữ liền với nó (Keep with next).
    """
    for part in layout.parts:
        closing = part.closing
        if not closing.blocks:
            continue
        at = closing.blocks[-1].authority
        if not _in_one_piece(closing):
            fix = "Bảng chữ ký: bỏ Allow row to break across pages."
            yield Flaw(practice.KEEP_TOGETHER, "Khối chữ ký có thể bị cắt đôi giữa hai trang.", at, fix=fix)
        if closing.before is None or not closing.before.format.keep_next:
            fix = "Đoạn ngay trước chữ ký: Paragraph → Line and Page Breaks → Keep with next."
            yield Flaw(practice.KEEP_TOGETHER, "Khối chữ ký có thể đứng một mình trên một trang.", closing.before or at, fix=fix)


def _in_one_piece(closing: Closing) -> bool:
    if closing.table is None:
        lines: list[Line] = [line for block in closing.blocks for line in block.lines if line is not block.name]
        return all(line.paragraph.format.keep_next for line in lines if line.has)
    rows = closing.table.rows
    linked = all(paragraph.format.keep_next for row in rows[:-1] for cell in row.cells for paragraph in cell.paragraphs)
    return all(row.cannot_split for row in rows) and (len(rows) == 1 or linked)


@rule("T-66", "E", "Hai khối ký của biên bản", "signature.minutes_left", "signature.minutes_right")
def minutes(layout: Layout) -> Iterator[Flaw]:
    """Biên bản: bên trái NGƯỜI GHI BIÊN BẢN, bên phải CHỦ TRÌ HỘI NGHỊ. Đại hội, ban kiểm phiếu: bên phải ký T/M.

    Không dùng “THƯ KÝ”, “CHỦ TỌA” trong biên bản hội nghị.
    """
    rules = layout.rules.signature
    for part in layout.parts:
        blocks = part.closing.blocks
        if part.plan.signature != "two" or not blocks:
            continue
        if len(blocks) < 2:  # noqa: PLR2004 - clerk and chair
            yield Flaw(rules.minutes_left, "Biên bản phải có hai khối ký, bên trái và bên phải.", blocks[0].authority)
            continue
        left, right = blocks[0].authority, blocks[-1].authority
        if right.text.upper().startswith(layout.rules.signature.thay_mat.value):
            continue
        for line, value in ((left, rules.minutes_left), (right, rules.minutes_right)):
            if line.text.upper() != value.value:
                yield Flaw(value, f"Khối ký ghi “{line.text}”, đúng là “{value.value}”.", line, severity=Severity.ERROR)
