"""What Word stumbles over is found; what it accepts is not complained about."""

from __future__ import annotations

import pytest

from docgen.check.output import lost, printed_strings, prove
from docgen.docx.package import open_package
from docgen.docx.proof import faults, relationship_faults
from docgen.docx.xml import parse
from docgen.errors import CheckFailed, TemplateError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.pipeline import render
from docgen.templates import CompiledTemplate, shipped_bytes, template_names
from support.examples import Example
from support.word import body, paragraph, template, with_parts

GRID = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
CELL = f"<w:tc>{paragraph('x')}</w:tc>"
SPAN = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('x')}</w:tc>"


def merged(value: str) -> str:
    attribute = f" w:val='{value}'" if value else ""
    return f"<w:tr><w:tc><w:tcPr><w:vMerge{attribute}/></w:tcPr>{paragraph('x')}</w:tc>{CELL}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{GRID}{''.join(rows)}</w:tbl>"


ROW = f"<w:tr>{CELL}{CELL}</w:tr>"
MARK = "<w:bookmarkStart w:id='1' w:name='a'/><w:bookmarkEnd w:id='1'/>"

BROKEN = {
    "ô không có đoạn": (table(f"<w:tr><w:tc/>{CELL}</w:tr>"), "không kết thúc bằng đoạn văn"),
    "ô kết thúc bằng bảng": (
        table(f"<w:tr><w:tc>{paragraph('x')}{table(ROW)}</w:tc>{CELL}</w:tr>"),
        "không kết thúc bằng đoạn văn",
    ),
    "hàng không có ô": (table("<w:tr/>"), "hàng bảng không có ô"),
    "bảng không có hàng": (table(), "bảng không có hàng"),
    "thiếu ô": (table(f"<w:tr>{CELL}</w:tr>"), "không đủ 2 ô"),
    "thừa ô": (table(f"<w:tr>{CELL * 3}</w:tr>"), "không đủ 2 ô"),
    "gộp ô quá rộng": (table(f"<w:tr>{SPAN}{CELL}</w:tr>"), "không khớp lưới 2 cột"),
    "gộp ô không phải số": (
        table(f"<w:tr>{SPAN.replace(chr(39) + '2' + chr(39), chr(39) + 'abc' + chr(39))}</w:tr>"),
        "không khớp lưới 2 cột",
    ),
    "gộp dọc không có đầu": (table(merged("continue")), "không có ô bắt đầu"),
    "gộp dọc đứt đoạn": (table(merged("restart"), ROW, merged("")), "không có ô bắt đầu"),
    "chữ rỗng": (paragraph(""), "chữ rỗng"),
    "đoạn trong đoạn": (f"<w:p>{paragraph('x')}</w:p>", "lồng trong đoạn"),
    "chữ ngoài đoạn": ("<w:r><w:t>x</w:t></w:r>", "ngoài đoạn văn"),
    "dấu trang không có cuối": ("<w:p><w:bookmarkStart w:id='1' w:name='a'/></w:p>", "không đủ đầu và cuối"),
    "dấu trang trùng mã": (
        f"<w:p>{MARK}{MARK.replace(chr(39) + 'a' + chr(39), chr(39) + 'b' + chr(39))}</w:p>",
        "không đủ đầu và cuối",
    ),
    "dấu trang trùng tên": (f"<w:p>{MARK}{MARK.replace('w:id=' + chr(39) + '1', 'w:id=' + chr(39) + '2')}</w:p>", "trùng tên"),
    "bảng ở cuối": (table(ROW), "thiếu đoạn văn sau bảng"),
}


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_what_word_stumbles_over_is_found(case: str) -> None:
    block, message = BROKEN[case]
    after = "" if case == "bảng ở cuối" else paragraph("cuối")
    found = list(faults(parse(body(block, after))))
    assert any(message in fault for fault in found), found


def test_a_body_without_a_section_is_found() -> None:
    data = body(paragraph("x")).replace(b"<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>", b"")
    assert any("thiết lập trang" in fault for fault in faults(parse(data)))


@pytest.mark.parametrize(
    "block",
    [
        table(ROW, ROW),
        table(f"<w:tr>{SPAN}</w:tr>", ROW),
        table(merged("restart"), merged(""), merged("continue"), ROW),
        table(f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{CELL}</w:tr>"),
        f"<w:p>{MARK}</w:p>",
        "<w:p/>",
    ],
)
def test_what_word_accepts_is_not_complained_about(block: str) -> None:
    assert list(faults(parse(body(block, paragraph("cuối"))))) == []


RESOLUTION = KINDS["nghi-quyet"]


def resolution():
    return validate(example_data(RESOLUTION, "thuong_ky"), RESOLUTION)


def test_a_word_that_the_template_does_not_print_is_reported_with_its_path() -> None:
    with pytest.raises(CheckFailed, match=r"không thấy trong văn bản: cuoc_hop.dia_diem = “Nhà văn hóa"):
        render(resolution(), RESOLUTION, template=CompiledTemplate(template(paragraph("{{ co_quan.ten }}")), "thiếu"))


def test_a_final_with_a_gap_mark_is_refused_wherever_it_comes_from() -> None:
    data = example_data(RESOLUTION, "thuong_ky")
    data["danh_gia"]["tu_tuong"] = "[CẦN BỔ SUNG: tình hình]"
    document = validate(data, RESOLUTION)
    with pytest.raises(CheckFailed, match="còn chỗ trống"):
        render(document, RESOLUTION)
    assert render(document, RESOLUTION, draft=True)


def test_a_day_may_stand_in_either_of_its_forms() -> None:
    printed = [("ngay", ("03/11/2026", "ngày 03 tháng 11 năm 2026"))]
    assert not list(lost(["họp ngày 03 tháng 11 năm 2026"], printed))
    assert not list(lost(["họp 03/11/2026"], printed))
    assert list(lost(["họp 04/11/2026"], printed)) == [("ngay", "03/11/2026")]


def test_capitals_tone_style_and_end_marks_do_not_count_as_loss() -> None:
    printed = [("a", ("Chi bộ thôn Hòa Bình;",)), ("b", ("- việc một.\nviệc hai",))]
    assert not list(lost(["CHI BỘ THÔN HOÀ BÌNH", "việc một và", "Việc hai"], printed))
    assert list(lost(["CHI BỘ THÔN HOÀ", "việc một"], printed)) == [("a", "Chi bộ thôn Hòa Bình;"), ("b", "việc hai")]


def test_codes_and_switches_are_not_looked_for() -> None:
    paths = {path for path, _ in printed_strings(resolution())}
    assert "co_quan.ten" in paths
    assert not paths & {"bien_the", "co_quan.loai", "nguoi_ky.chuc_vu"}


def test_the_proof_returns_the_words_of_the_body() -> None:
    found, words = prove({"word/document.xml": body(paragraph("một"), paragraph("hai"))}, resolution(), draft=True)
    assert (found, words) == ([], ["một", "hai"])


def test_every_relationship_of_a_document_has_its_part(example: Example) -> None:
    data = example_data(example.kind, example.variant, minimal=example.minimal)
    assert not list(relationship_faults(open_package(render(validate(data, example.kind), example.kind))))


@pytest.mark.parametrize("name", [*template_names()])
def test_a_template_that_lost_any_of_its_parts_is_not_used(name: str) -> None:
    whole = dict(open_package(shipped_bytes(name)))
    for lost_part in set(whole) - {"[Content_Types].xml", "word/document.xml"}:
        if not lost_part.endswith(".rels"):
            found = list(relationship_faults({part: data for part, data in whole.items() if part != lost_part}))
            assert any("trỏ tới phần không có" in fault for fault in found), lost_part


def test_a_template_that_lost_its_styles_says_so() -> None:
    parts = {part: data for part, data in open_package(template(paragraph("x"))).items() if part != "word/styles.xml"}
    with pytest.raises(TemplateError, match=r"Mẫu của tôi trỏ tới phần không có trong tệp: styles.xml"):
        CompiledTemplate(with_parts(parts), "của tôi")


def test_a_picture_that_no_relationship_tells_of_is_found() -> None:
    picture = "<w:p><w:r><w:pict r:id='rId77' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'/></w:r></w:p>"
    found = list(relationship_faults(open_package(template(picture))))
    assert found == ["dùng liên kết chưa khai rId77 (word/document.xml)"]


def test_links_to_the_web_and_into_the_document_need_no_part() -> None:
    links = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='a' Type='x/hyperlink' Target='https://vi.example/' TargetMode='External'/>"
        "<Relationship Id='b' Type='x/hyperlink' Target='#cuoi'/><Relationship Id='c' Type='x' Target='/word/a%20b.xml'/></Relationships>"
    )
    assert not list(relationship_faults({"word/_rels/document.xml.rels": links.encode(), "word/a b.xml": b"<a/>"}))
