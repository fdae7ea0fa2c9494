"""The linter tells every fault of a template at once, with its place and the nearest right name."""

from __future__ import annotations

import time

import pytest

from docgen.docx.filled import inspect
from docgen.errors import TemplateError
from docgen.kinds import KINDS
from docgen.template_lint import checked_template, lint, lint_variants
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
    ("{% if so %}x", "cú pháp thẻ sai: thẻ “if” chưa có thẻ “endif”"),
    ("{% endif %}", "cú pháp thẻ sai: thẻ “endif” không có thẻ mở"),
    ("{{ so + }}", "cú pháp thẻ sai: thẻ chưa viết xong"),
    ("{{ so so }}", "cú pháp thẻ sai: không hiểu chỗ “so”"),
    ("{{ noi_nhan }}", "“noi_nhan” là danh sách, không in được → Lặp qua danh sách: {%p for x in noi_nhan %}"),
    ("{{ co_quan }}", "“co_quan” là nhóm trường, không in được → Ghi trường trong nhóm"),
    ("{{ nhiem_vu.viec }}", "“nhiem_vu” là danh sách, không có trường “viec” → Lặp qua danh sách"),
    ("{{ tu_cham_diem.to_chuc }}", "nhóm “tu_cham_diem” có thể bị bỏ trống, khi đó không có “tu_cham_diem.to_chuc” → Bọc bằng"),
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


EMPTY = [
    "{{ so }}",
    "{{ co_quan.cap_tren }}",
    "{{ so }}{{ co_quan.cap_tren }}",
    "{% if so %}{{ so }}{% endif %}",
    "{% if so %}Số {% endif %}{{ so }}",
    "{% for x in noi_nhan %}{{ x }}; {% endfor %}",
    "{% for x in noi_nhan %}{% if so %}{{ x }}{% endif %}{% endfor %}",
    "{{ so }}</w:t></w:r><w:r><w:t>{{ so }}",
]


@pytest.mark.parametrize("text", EMPTY)
def test_a_field_that_is_empty_leaves_an_empty_paragraph(text: str) -> None:
    mine = template(paragraph(text), "<w:p><w:r><w:t/></w:r><w:r><w:t></w:t></w:r></w:p>", paragraph("cuối"))
    assert lint(mine, KIND, "thuong_ky") == []
    compiled = checked_template(mine, "mau.docx", KIND, {"bien_the": "thuong_ky"})
    for facts in ({"so": "", "noi_nhan": []}, {"so": 5, "noi_nhan": ["Đảng ủy"]}, {"so": "", "noi_nhan": ["Đảng ủy", ""]}):
        part = compiled.fill({"ban_nhap": False, "co_quan": {"cap_tren": ""}, **facts})["word/document.xml"]
        assert part.inspect("word/document.xml") == inspect(part.data, "word/document.xml")
        assert part.inspect("word/document.xml").faults == []
        assert len(part.inspect("word/document.xml").words) == 3
        assert ("5" in part.data.decode()) is (facts["so"] == 5 and "{{ so }}" in text)


def test_a_table_that_may_lose_all_its_rows_is_named() -> None:
    loop = row("{%tr for x in noi_nhan %}", "") + row("{{ x }}", "b") + row("{%tr endfor %}", "")
    whole = template(paragraph("a"), TABLE.format(row("TT", "Tên") + loop), TABLE.format(loop), paragraph("cuối"))
    issues = lint(whole, KINDS["bien-ban"], "kiem_phieu")
    assert [(issue.paragraph, issue.message) for issue in issues] == [(10, "khi điền thử: có bảng không có hàng")]
    assert "hàng tiêu đề" in issues[0].hint
    around = [paragraph("{%p if noi_nhan %}"), TABLE.format(loop), paragraph("{%p endif %}")]
    assert lint(template(*around, paragraph("cuối")), KINDS["bien-ban"], "kiem_phieu") == []


def test_the_number_of_a_paragraph_is_that_of_word() -> None:
    """Paragraphs and rows that only hold a tag count, although nothing of them is left when names are looked at."""
    table = TABLE.format(row("{%tr for x in noi_nhan %}", "") + row("{{ x }}", "{{ bb }}") + row("{%tr endfor %}", ""))
    blocks = [
        *map(paragraph, ("một", "{%p if so %}", "hai", "{%p endif %}")),
        "<w:p/>",
        table,
        *map(paragraph, ("{{ aa }}", "{%p if cc %}", "{%p endif %}")),
    ]
    issues = lint(template(*blocks), KIND, "thuong_ky")
    assert [(issue.paragraph, issue.text) for issue in issues] == [(9, "{{ bb }}"), (12, "{{ aa }}"), (13, "{%p if cc %}")]


def test_a_field_of_another_variant_is_told_with_the_variants_that_have_it() -> None:
    mine = template(paragraph("{{ ky.thang }}"))
    assert lint(mine, KIND, "thuong_ky") == []
    (issue,) = lint(mine, KIND, "dai_hoi")
    assert "“ky.thang”" in issue.message or "“ky”" in issue.message
    assert "có ở biến thể thuong_ky" in issue.hint


def test_without_a_variant_a_template_is_held_against_each() -> None:
    mine = template(paragraph("{{ ky.thang }}"))
    assert lint(mine, KIND) == []
    found = lint_variants(mine, KIND)
    assert found["thuong_ky"] == []
    assert found["dai_hoi"]


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
