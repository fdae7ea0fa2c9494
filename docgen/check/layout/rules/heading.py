"""Boxes 1 to 4: title of the Party and its rule, the bodies, the number, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.finding import Severity
from docgen.check.layout.components import Heading, Part
from docgen.check.layout.lines import Line, joined, shares_gap
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import type_flaws, written
from docgen.check.layout.widths import width_mm
from docgen.standard.format import DatePlace, NumberLine
from docgen.standard.values import Sourced

_RULE_TOLERANCE_MM = 0.5
_DATE = re.compile(
    r"(?P<place>.*?)\s*,?\s*ngày\b\s*(?P<day>\d{0,4})\s*tháng\b\s*(?P<month>\d{0,4})\s*năm\b\s*(?P<year>\d{0,4})\.?",
    re.IGNORECASE,
)
_COLON = re.compile(r"s\S\s*:", re.IGNORECASE)
_LOOSE_NUMBER = re.compile(r"s\S\s*[:.]?\s*(?P<number>\d*)\s*[-–/]", re.IGNORECASE)


def _headed(layout: Layout) -> Iterator[tuple[Part, Heading]]:
    """The parts that have, or must have, a heading. An attached one without any is reported once, by T-25."""
    return ((part, part.heading) for part in layout.parts if part.plan.heading and (part.heading.found or not part.attached))


@rule("T-10", "E", "Tiêu đề Đảng", "typography.tieu_de_dang", "boxes.o_1")
def title(layout: Layout) -> Iterator[Flaw]:
    """“ĐẢNG CỘNG SẢN VIỆT NAM”: in hoa, cỡ 15, đậm, đứng, ở đầu trang 1, phía trên bên phải, căn giữa cột.

    Sai hay gặp: cỡ 13 hoặc 14 (kiểu văn bản nhà nước), gõ sai dấu, đặt giữa trang.
    """
    spec = layout.rules.typography.tieu_de_dang
    for _, heading in _headed(layout):
        found = heading.title
        if found is None:
            yield Flaw(spec, f"Không có tiêu đề “{spec.text}”.", fix="Thêm tiêu đề ở phía trên bên phải trang 1.")
            continue
        if spec.text and found.text.upper() != spec.text:
            yield Flaw(spec, f"Tiêu đề ghi “{found.text}”, đúng là “{spec.text}”.", found)
        yield from type_flaws([found], spec.model_copy(update={"underline": None}), "Tiêu đề")
        if found.side != "right":
            yield Flaw(layout.rules.boxes["o_1"], "Tiêu đề không ở phía trên bên phải.", found)


@rule("T-11", "E", "Đường kẻ dưới tiêu đề", "title_rule.length", "title_rule.style")
def title_rule(layout: Layout) -> Iterator[Flaw]:
    """Dưới tiêu đề có đường kẻ liền, dài bằng dòng chữ tiêu đề (sai số 0,5 mm).

    Kẻ bằng viền đoạn, hình vẽ hoặc gạch chân đều được. Sai hay gặp: kẻ ngắn hơn chữ (kiểu dưới Tiêu ngữ), kẻ bằng dấu gạch nối,
    nét đứt.
    """
    rules = layout.rules.title_rule
    for _, heading in _headed(layout):
        if heading.title is None:
            continue
        found = heading.rule
        if found is None:
            yield Flaw(
                rules.length, "Dưới tiêu đề không có đường kẻ.", heading.title, fix="Thêm đường kẻ liền dài bằng dòng chữ."
            )
            continue
        if not found.solid:
            yield Flaw(rules.style, "Đường kẻ dưới tiêu đề không phải nét liền.", found.at)
        length = width_mm(heading.title.runs)
        if abs(found.length_mm - length) > _RULE_TOLERANCE_MM:
            message = f"Đường kẻ dài {written(found.length_mm)} mm, dòng chữ tiêu đề dài {written(length)} mm."
            yield Flaw(rules.length, message, found.at, fix=f"Kéo đường kẻ dài {written(length)} mm.")


@rule("T-12", "E", "Quốc hiệu, Tiêu ngữ", "heading.quoc_hieu")
def quoc_hieu(layout: Layout) -> Iterator[Flaw]:
    """Văn bản của Đảng không ghi Quốc hiệu “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” và Tiêu ngữ “Độc lập - Tự do - Hạnh phúc”."""
    value = layout.rules.heading.quoc_hieu
    for _, heading in _headed(layout):
        for line in heading.national[:1] if not value.value else ():
            yield Flaw(value, f"Có dòng “{line.text}”.", line, fix="Bỏ Quốc hiệu, Tiêu ngữ; ghi tiêu đề ĐẢNG CỘNG SẢN VIỆT NAM.")


@rule("T-13", "E", "Cơ quan cấp trên", "typography.co_quan_cap_tren", "boxes.o_2")
def upper_body(layout: Layout) -> Iterator[Flaw]:
    """Tên tổ chức cấp trên trực tiếp: phía trên bên trái, in hoa, cỡ 14, đứng, không đậm, căn giữa cột.

    Chi bộ ghi ĐẢNG BỘ (tổ chức), không ghi ĐẢNG ỦY (cấp ủy): đúng “ĐẢNG BỘ XÃ A / CHI BỘ B”, chưa đúng “ĐẢNG ỦY XÃ A / CHI BỘ B”.
    """
    for _, heading in _headed(layout):
        yield from type_flaws(heading.upper, layout.rules.typography.co_quan_cap_tren, "Tên cơ quan cấp trên")
        if heading.upper and heading.issuer:
            yield from _named_after_committee(layout, heading)


def _named_after_committee(layout: Layout, heading: Heading) -> Iterator[Flaw]:
    """Upper lines that issued documents carry although the rule is another."""
    upper, issuer = joined(heading.upper).upper(), joined(heading.issuer).upper()
    for body in layout.standard.bodies.values():
        rules = body.heading
        if rules is None or not issuer.startswith(_opening(rules.lower)) or shares_gap(heading.upper):
            continue
        for practice in rules.upper_practice:
            if upper.startswith(_opening(practice)) and rules.upper and not upper.startswith(_opening(rules.upper)):
                message = f"Dòng trên ghi “{joined(heading.upper)}”, đúng là “{_opening(rules.upper).strip()} …”."
                yield Flaw(rules, message, heading.upper[0], severity=Severity.WARNING)
                return


def _opening(pattern: str) -> str:
    """What stands before the first slot of a pattern."""
    return pattern.partition("{")[0]


@rule("T-14", "E", "Cơ quan ban hành", "typography.co_quan_ban_hanh", "boxes.o_2")
def issuing_body(layout: Layout) -> Iterator[Flaw]:
    """Tên cơ quan ban hành: phía trên bên trái, dưới tên cấp trên, in hoa, cỡ 14, đậm, đứng, căn giữa cột.

    Sai hay gặp: chữ không đậm, cỡ 13.
    """
    spec = layout.rules.typography.co_quan_ban_hanh
    for _, heading in _headed(layout):
        if not heading.issuer:
            fix = "Ghi tên cơ quan ở phía trên bên trái trang 1."
            yield Flaw(spec, "Không có tên cơ quan ban hành ở phía trên bên trái.", heading.title, fix=fix)
        yield from type_flaws(heading.issuer, spec, "Tên cơ quan ban hành")


@rule("T-15", "E", "Dấu sao", "typography.dau_sao", "heading.star_below_body")
def star(layout: Layout) -> Iterator[Flaw]:
    """Một dấu sao (*) đứng riêng một dòng dưới tên cơ quan ban hành, căn giữa, ngăn cách với số và ký hiệu.

    Cỡ 14 theo thực tế, chưa kiểm chứng: chỉ nhắc.
    """
    spec, value = layout.rules.typography.dau_sao, layout.rules.heading.star_below_body
    for _, heading in _headed(layout):
        if not heading.issuer or not value.value:
            continue
        if heading.star is None:
            yield Flaw(
                value, "Dưới tên cơ quan ban hành không có dấu sao (*).", heading.issuer[-1], fix="Thêm một dòng có dấu *."
            )
            continue
        if heading.star.text != spec.text:
            yield Flaw(spec, f"Dấu dưới tên cơ quan là “{heading.star.text}”, đúng là một dấu “{spec.text}”.", heading.star)
        yield from type_flaws([heading.star], spec, "Dấu sao")


@rule("T-16", "E", "Đường kẻ dưới tên cơ quan", "heading.rule_below_body")
def body_rule(layout: Layout) -> Iterator[Flaw]:
    """Dưới tên cơ quan ban hành là dấu sao, không phải đường kẻ như văn bản nhà nước."""
    value = layout.rules.heading.rule_below_body
    for _, heading in _headed(layout):
        if heading.body_rule is not None and not value.value:
            yield Flaw(value, "Dưới tên cơ quan ban hành có đường kẻ.", heading.body_rule, fix="Bỏ đường kẻ, ghi dấu *.")


@rule("T-17", "E", "Số và ký hiệu: cách ghi", "number_line.regex", "number_line.colon_after_word", "number_line.min_digits")
def number_form(layout: Layout) -> Iterator[Flaw]:
    """“Số 05-NQ/CB”: chữ “Số” không có dấu hai chấm, số dưới 10 thêm số 0, gạch nối trước ký hiệu loại, gạch chéo trước cơ quan.

    Đúng: “Số 05-NQ/CB”; chưa có số thì để trống: “Số      -NQ/CB”. Sai: “Số: 05-NQ/CB”, “Số 5-NQ/CB”, “Số 05/NQ-CB”.
    """
    rules = layout.rules.number_line
    for part, heading in _headed(layout):
        line = heading.number
        if line is None:
            if part.plan.number == "must":
                yield Flaw(rules.pattern, "Không có dòng số và ký hiệu.", heading.star or heading.title, fix="Ghi “Số 01-NQ/CB”.")
        elif not line.is_gap:
            yield from _number_flaws(line, rules)


def _number_flaws(line: Line, rules: NumberLine) -> Iterator[Flaw]:
    if _COLON.match(line.text) and not rules.colon_after_word.value:
        yield Flaw(rules.colon_after_word, f"“{line.text}” có dấu hai chấm sau chữ “Số”.", line, fix="Bỏ dấu hai chấm.")
    elif (found := _LOOSE_NUMBER.match(line.text)) and 0 < len(found["number"]) < rules.min_digits.value:
        fix = f"Ghi {found['number'].zfill(rules.min_digits.value)}."
        yield Flaw(rules.min_digits, f"“{line.text}”: số dưới 10 phải thêm số 0 ở trước.", line, fix=fix)
    elif not re.match(rules.regex.value, line.text):
        yield Flaw(
            rules.regex, f"“{line.text}” không đúng mẫu “Số 05-NQ/CB”.", line, fix="Ghi: Số, khoảng trắng, số, gạch nối, ký hiệu."
        )


@rule("T-18", "E", "Số và ký hiệu: kiểu chữ", "typography.so_ky_hieu", "boxes.o_3")
def number_type(layout: Layout) -> Iterator[Flaw]:
    """Số và ký hiệu: bên trái, dưới dấu sao, cỡ 14, chữ thường, đứng, không đậm, căn giữa cột."""
    for _, heading in _headed(layout):
        if heading.number:
            yield from type_flaws([heading.number], layout.rules.typography.so_ky_hieu, "Số và ký hiệu")


@rule(
    "T-19",
    "E",
    "Địa danh, ngày tháng: cách ghi",
    "date_place.pattern",
    "date_place.day_zero_below",
    "date_place.months_with_zero",
)
def date_form(layout: Layout) -> Iterator[Flaw]:
    """“Hà Nội, ngày 03 tháng 02 năm 2026”: ngày dưới 10 và tháng 1, 2 thêm số 0; tháng 3 đến 9 không thêm.

    Sai: “ngày 3 tháng 02”, “ngày 03 tháng 04”, thiếu dấu phẩy sau địa danh. Ngày để trống cho người ký ghi thì không tính.
    """
    rules = layout.rules.date_place
    for part, heading in _headed(layout):
        lines = heading.place_date
        if part.plan.place_date == "must" and not lines:
            fix = "Ghi địa danh, ngày tháng dưới đường kẻ của tiêu đề."
            yield Flaw(rules.pattern, "Không có địa danh, ngày tháng năm.", heading.title, fix=fix)
        elif part.plan.place_date != "never" and lines and not shares_gap(lines):
            yield from _date_flaws(lines, rules)


def _date_flaws(lines: tuple[Line, ...], rules: DatePlace) -> Iterator[Flaw]:
    text = joined(lines)
    found = _DATE.fullmatch(text)
    if found is None:
        example = rules.pattern.value.format(dia_danh="Hà Nội", ngay="03", thang="02", nam="2026")
        yield Flaw(rules.pattern, f"“{text}” không đúng mẫu “{example}”.", lines[0])
        return
    if not found["place"] or not text.startswith(f"{found['place']}, ngày"):
        yield Flaw(rules.pattern, f"“{text}”: địa danh phải đứng trước, sau có dấu phẩy.", lines[0])
    for value, expected, name, digits in _padded(found, rules):
        if digits != expected:
            yield Flaw(value, f"“{text}”: {name} ghi “{digits}”, đúng là “{expected}”.", lines[-1], fix=f"Ghi {name} {expected}.")


def _padded(found: re.Match[str], rules: DatePlace) -> Iterator[tuple[Sourced, str, str, str]]:
    """Day and month as the standard writes them; one that is left blank is not judged."""
    if found["day"]:
        day = int(found["day"])
        yield rules.day_zero_below, f"{day:02d}" if day < rules.day_zero_below.value else str(day), "ngày", found["day"]
    if found["month"]:
        month = int(found["month"])
        padded = month in rules.months_with_zero.value
        yield rules.months_with_zero, f"{month:02d}" if padded else str(month), "tháng", found["month"]


@rule("T-20", "E", "Địa danh, ngày tháng: kiểu chữ", "typography.dia_danh_ngay", "boxes.o_4", "date_place.on_minutes")
def date_type(layout: Layout) -> Iterator[Flaw]:
    """Địa danh, ngày tháng: bên phải, dưới đường kẻ của tiêu đề, cỡ 14, nghiêng, căn giữa cột. Biên bản không ghi dòng này."""
    for part, heading in _headed(layout):
        if part.plan.place_date == "never":
            value = layout.rules.date_place.on_minutes
            if heading.place_date and not value.value:
                message = f"Biên bản có dòng “{joined(heading.place_date)}”; thời gian, địa điểm ghi trong nội dung."
                yield Flaw(value, message, heading.place_date[0], fix="Bỏ dòng địa danh, ngày tháng.")
        else:
            yield from type_flaws(heading.place_date, layout.rules.typography.dia_danh_ngay, "Địa danh, ngày tháng")
