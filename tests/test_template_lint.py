"""The linter tells every fault of a template at once, with its place and the nearest right name."""

from __future__ import annotations

import time

import pytest

from docgen.errors import TemplateError
from docgen.kinds import KINDS
from docgen.template_lint import checked_template, lint
from docgen.templates import shipped_bytes
from support.word import paragraph, template

KIND = KINDS["nghi-quyet"]
TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{}</w:tbl>"


def row(*texts: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{paragraph(text)}</w:tc>' for text in texts)}</w:tr>"


FAULTS = [
    ("{{ trich_yu }}", "“trich_yu” không có trong dữ liệu"),
    ("{{ co_quan.teen }}", "“co_quan.teen” không có trong dữ liệu → Có phải ý là “ten”?"),
    ("{{ ky.thang", "không đủ ngoặc"),
    ("ky.thang }}", "không đủ ngoặc"),
    ("{% if so %}x", "cú pháp thẻ sai"),
    ("{% endif %}", "cú pháp thẻ sai"),
    ("{{ so + }}", "cú pháp thẻ sai"),
    ("{{r so }}", "không được dùng"),
    ("{{p so }}", "không được dùng"),
    ("{%- if so %}{%- endif %}", "dấu trừ"),
    ("{# chú thích #}", "chú thích"),
    ("{% vm %}", "cellbg, colspan, hm, vm"),
    ("{%pif so %}", "thiếu dấu cách"),
    ("{%p if so %} thêm chữ", "đứng một mình"),
    ("{%p if so %}{%p endif %}", "đứng một mình"),
    ("{{ so.bit_length() }}", "gọi hàm"),
    ("{{ so|upper }}", "bộ lọc “upper”"),
    ("{{ noi_nhan[0] }}", "ngoặc vuông"),
    ("{{ so + 1 }}", "phép tính"),
    ("{% set x = 1 %}", "lệnh set"),
    ("{{ co_quan._ten }}", "gạch dưới"),
    ("{% for x in nhiem_vu %}{{ x.viecc }}{% endfor %}", "“x.viecc” không có trong dữ liệu → Có phải ý là “viec”?"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_fault_is_told_with_its_paragraph_and_text(text: str, message: str) -> None:
    issues = lint(template(paragraph("đoạn một"), paragraph(text)), KIND, "thuong_ky")
    assert any(message in str(issue) for issue in issues), issues
    assert any(issue.paragraph == 2 and issue.part == "word/document.xml" for issue in issues), issues


def test_many_openings_without_an_end_are_read_in_linear_time() -> None:
    started = time.perf_counter()
    assert lint(template(paragraph("}}" * 50_000 + "{{" * 50_000)))
    # A second is usual; a search from every opening to the end of the text takes a minute.
    assert time.perf_counter() - started < 15


def test_two_row_tags_in_one_row_are_told() -> None:
    issues = lint(template(TABLE.format(row("{%tr for v in nhiem_vu %}{{ v.viec }}{%tr endfor %}", "x"))))
    assert any("hai thẻ {%tr" in str(issue) for issue in issues)


def test_text_beside_a_row_tag_is_told_because_it_would_be_lost() -> None:
    issues = lint(template(TABLE.format(row("{%tr for v in nhiem_vu %}", "chữ") + row("a", "b") + row("{%tr endfor %}", ""))))
    assert any("chữ đó sẽ mất" in str(issue) for issue in issues)


def test_a_cell_that_may_lose_its_paragraph_is_found_by_trying() -> None:
    cell = "".join(map(paragraph, ("{%p if so == 987654 %}", "số", "{%p endif %}")))
    table = TABLE.format(f"<w:tr><w:tc><w:tcPr/>{cell}</w:tc><w:tc><w:tcPr/>{paragraph('x')}</w:tc></w:tr>")
    issues = lint(template(table, paragraph("cuối")), KIND, "thuong_ky")
    assert any("không kết thúc bằng đoạn văn" in str(issue) for issue in issues), issues


def test_tags_in_parts_that_are_not_filled_in_are_told() -> None:
    issues = lint(template(paragraph("x"), word__footnotes_xml=b"<w:footnotes xmlns:w='x'>{{ so }}</w:footnotes>"))
    assert any("phần không được điền" in str(issue) for issue in issues)


def test_all_faults_of_a_kind_are_told_at_once() -> None:
    issues = lint(template(paragraph("{{ aa }}"), paragraph("{{ bb }}"), paragraph("{{ co_quan.cc }}")), KIND, "thuong_ky")
    assert len(issues) == 3


@pytest.mark.parametrize(("kind", "variant"), [(kind, variant) for kind in KINDS.values() for variant in kind.variants], ids=str)
def test_shipped_templates_have_no_fault(kind, variant) -> None:
    assert lint(shipped_bytes(kind.template_of(variant)), kind, None if kind.one_template else variant) == []


def test_a_users_template_is_refused_with_its_faults() -> None:
    with pytest.raises(TemplateError, match="2 lỗi"):
        checked_template(template(paragraph("{{ aa }}"), paragraph("{{ bb }}")), "mau.docx", KIND, {"bien_the": "thuong_ky"})


def test_a_users_good_template_is_accepted() -> None:
    good = template(
        paragraph("{{ so_ky_hieu }} {{ co_quan.ten }}"),
        *map(paragraph, ("{%p for v in nhiem_vu %}", "{{ v.viec }}", "{%p endfor %}")),
    )
    assert lint(good, KIND, "thuong_ky") == []
    assert checked_template(good, "mau.docx", KIND, {"bien_the": "thuong_ky"}).name == "mau.docx"
