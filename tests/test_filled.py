"""The quick proof of a filled-in part says what parsing the part says, whatever the template and the data."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from docgen.context import prepare
from docgen.docx.filled import FilledPart, inspect, is_text
from docgen.docx.proof import xpath
from docgen.docx.xml import parse
from docgen.errors import TemplateError, UnsafeFileError
from docgen.messages import validate
from docgen.templates import CompiledTemplate, shipped_template
from support.examples import Example
from support.strategies import any_document
from support.word import paragraph, template
from test_proof import BROKEN, CELL, GRID, ROW, SPAN, merged, table

BODY = "word/document.xml"


def agree(part: FilledPart) -> list[str]:
    """The faults of a part, after comparing both proofs; a part that is no XML is refused by both."""
    try:
        expected = inspect(part.data, BODY)
    except UnsafeFileError as error:
        with pytest.raises(UnsafeFileError, match=re.escape(str(error))):
            part.inspect(BODY)
        return [str(error)]
    assert part.inspect(BODY) == expected
    return expected.faults


def filled(compiled: CompiledTemplate, **context: object) -> FilledPart:
    return compiled.fill({"ban_nhap": False, **context})[BODY]


def test_both_proofs_of_every_example_agree(example: Example) -> None:
    compiled = shipped_template(example.kind.template_of(example.document.bien_the))
    for part in compiled.fill(prepare(example.document, example.kind)).values():
        assert agree(part) == []


@settings(max_examples=100, deadline=None)
@given(any_document(), st.booleans())
def test_both_proofs_of_random_documents_agree(made, draft: bool) -> None:
    kind, data = made
    document = validate(data, kind)
    for part in shipped_template(kind.template_of(document.bien_the)).fill(prepare(document, kind, draft=draft)).values():
        agree(part)


def block(opening: str, *inside: str, closing: str = "endfor") -> str:
    return "".join((paragraph(f"{{%p {opening} %}}"), *inside, paragraph(f"{{%p {closing} %}}")))


def row(opening: str, *inside: str, closing: str = "endfor") -> str:
    tags = [f"<w:tr><w:tc>{paragraph(f'{{%tr {tag} %}}')}</w:tc></w:tr>" for tag in (opening, closing)]
    return tags[0] + "".join(inside) + tags[1]


def when(kind: str, *inside: str) -> str:
    return block(f"if x == '{kind}'", *inside, closing="endif")


NESTED = table(f"<w:tr><w:tc>{paragraph('x')}</w:tc><w:tc>{paragraph('x')}</w:tc></w:tr>")
TURNS = (
    when("đoạn", paragraph("a{{ x }}")) + when("bảng", NESTED) + when("dấu", "<w:p><w:bookmarkStart w:id='1' w:name='a'/></w:p>")
)
ROWS = "".join(
    f"<w:tr><w:tc>{paragraph(f'{{%tr if x == {kind!r} %}}')}</w:tc></w:tr>{made}<w:tr><w:tc>{paragraph('{%tr endif %}')}</w:tc></w:tr>"
    for kind, made in (
        ("hàng", ROW),
        ("gộp", f"<w:tr>{SPAN}</w:tr>"),
        ("hẹp", f"<w:tr>{CELL}</w:tr>"),
        ("nối", merged("continue")),
    )
)

LOOPS = {
    "đoạn ở thân": block("for x in c", TURNS) + paragraph("cuối"),
    "cuối thân": block("for x in c", TURNS),
    "trong ô": f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{block('for x in c', TURNS)}</w:tc></w:tr></w:tbl>{paragraph('x')}",
    "hai tầng": block("for y in c", paragraph("{{ y }}"), block("for x in c", TURNS)) + paragraph("cuối"),
    "hàng": f"<w:tbl>{GRID}{merged('restart')}{row('for x in c', ROWS)}</w:tbl>{paragraph('x')}",
    "chỉ các hàng": f"<w:tbl>{GRID}{row('for x in c', ROWS)}</w:tbl>{paragraph('x')}",
    "trong chữ": paragraph("{% for x in c %}{{ x }}, {% endfor %}"),
    "chỉ giá trị": paragraph("{% for x in c %}{{ x }}{% endfor %}"),
    "qua nhiều đoạn chạy": "<w:p><w:r><w:t>{% for x in c %}a</w:t></w:r><w:r><w:t>{{ x }}{% endfor %}</w:t></w:r></w:p>",
    "qua nhiều đoạn văn": "<w:p><w:r><w:t>{% for x in c %}a</w:t></w:r></w:p><w:p><w:r><w:t>{{ x }}{% endfor %}</w:t></w:r></w:p>",
    "trong thuộc tính": "<w:p>{% for x in c %}<w:bookmarkStart w:id='{{ x }}' w:name='{{ x }}'/><w:bookmarkEnd w:id='{{ x }}'/>{% endfor %}</w:p>",
    "ô": f"<w:tbl>{GRID}<w:tr>{{% for x in c %}}{CELL}{{% endfor %}}</w:tr></w:tbl>{paragraph('x')}",
    "lưới và ô": f"<w:tbl><w:tblGrid>{{% for x in c %}}<w:gridCol/>{{% endfor %}}</w:tblGrid><w:tr>{{% for x in d %}}{CELL}{{% endfor %}}</w:tr></w:tbl>{paragraph('x')}",
    "kết quả trường": "<w:p><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>{% for x in c %}{{ x }}{% endfor %}</w:t></w:r>"
    "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    "mã trường": "<w:p><w:r><w:instrText>{% for x in c %}{{ x }}{% endfor %}</w:instrText></w:r></w:p>",
}
COMPILED = {name: CompiledTemplate(template(blocks), name) for name, blocks in LOOPS.items()}
VALUES = st.lists(st.sampled_from(["đoạn", "bảng", "dấu", "hàng", "gộp", "hẹp", "nối", "", "a & b", "x\u00a0y"]), max_size=5)


@pytest.mark.parametrize("name", LOOPS, ids=str)
@settings(max_examples=60, deadline=None)
@given(VALUES, VALUES)
def test_both_proofs_of_any_loop_agree(name: str, c: list[str], d: list[str]) -> None:
    """The templates are compiled once, so later documents meet the skeletons of earlier ones."""
    agree(filled(COMPILED[name], c=c, d=d))


def test_what_the_last_turn_leaves_at_the_end_of_a_cell_is_seen_in_any_order() -> None:
    """A cell has to end with a paragraph; a turn may leave nothing behind, then it ends as the turn before."""
    kinds = {"đoạn": paragraph("a"), "đoạn khác": paragraph("b"), "bảng": NESTED, "bảng khác": NESTED.replace(">x<", ">y<")}
    turns = "".join(when(kind, made) for kind, made in kinds.items())
    cell = f"<w:tr><w:tc>{block('for x in c', turns)}</w:tc></w:tr>"
    compiled = CompiledTemplate(template(f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{cell}</w:tbl>{paragraph('z')}"), "ô")
    for c in product((*kinds, "không"), repeat=3):
        ends = next((kind for kind in reversed(c) if kind != "không"), "không")
        assert agree(filled(compiled, c=list(c))) == (
            [] if ends.startswith("đoạn") else ["có ô bảng không kết thúc bằng đoạn văn"]
        ), c


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_what_word_stumbles_over_is_found_in_every_turn_of_a_loop(case: str) -> None:
    broken, message = BROKEN[case]
    compiled = CompiledTemplate(
        template(block("for x in c", when("hỏng", broken), when("đoạn", paragraph("a"))), paragraph("z")), case
    )
    assert agree(filled(compiled, c=["đoạn"] * 3)) == []
    if case != "bảng ở cuối":
        for c in (["hỏng"], ["đoạn", "hỏng"], ["hỏng", "đoạn"], ["đoạn", "hỏng", "đoạn"]):
            assert any(message in fault for fault in agree(filled(compiled, c=c))), c


def test_a_mark_that_is_unique_in_one_turn_is_not_in_two() -> None:
    mark = "<w:p><w:bookmarkStart w:id='1' w:name='a'/><w:bookmarkEnd w:id='1'/></w:p>"
    compiled = CompiledTemplate(template(block("for x in c", mark)), "dấu trang")
    assert agree(filled(compiled, c=["x"])) == []
    assert agree(filled(compiled, c=["x", "x"])) != []


def test_an_empty_value_is_not_proven_by_a_full_one() -> None:
    compiled = CompiledTemplate(template(paragraph("{{ a }}")), "chữ rỗng")
    assert agree(filled(compiled, a="x")) == []
    assert agree(filled(compiled, a="")) == ["có chỗ chữ rỗng do mẫu để lại"]


def test_a_long_table_is_proven_by_its_kinds_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    monkeypatch.setattr("docgen.docx.filled.parse", lambda data, **_: parsed.append(len(data)) or parse(data))
    compiled = CompiledTemplate(template(f"<w:tbl>{GRID}{row('for x in c', ROWS)}</w:tbl>{paragraph('x')}"), "bảng dài")
    for count in (1, 10, 1000):
        part = filled(compiled, c=["hàng", "gộp"] * count)
        assert part.inspect(BODY).faults == []
    assert len(xpath("//w:tr")(parse(part.data))) == 2000
    assert len(parsed) == 1


@pytest.mark.parametrize("value", ["<w:p/>", "a & b", "&nbsp;", "a\nb", "\ufffe", "\uffff", "\ud800", "\x00", "&#60"])
def test_what_is_not_escaped_text_is_not_text(value: str) -> None:
    assert not is_text(value)
    with pytest.raises(TemplateError, match="xuống dòng hoặc ký tự điều khiển"):
        CompiledTemplate(template(paragraph("{{ a }}")), "thử").fill({"a": Markup(value)})  # noqa: S704 - that is the point


@pytest.mark.parametrize("value", ["", "Đảng ủy", "a\u00a0b", "&amp; &lt; &gt; &#34; &#39;", "😀 ﻿ﬁ \ufffd \ue000", "]]&gt;"])
def test_escaped_text_is_text(value: str) -> None:
    assert is_text(value)


def test_a_template_cannot_print_the_marks_of_a_loop() -> None:
    with pytest.raises(TemplateError, match="ký tự điều khiển"):
        CompiledTemplate(template(paragraph("{{ '\\x02' }}")), "thử")
