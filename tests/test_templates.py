"""Compiled templates: what they may say, what they refuse, and that many may use one at a time."""

from __future__ import annotations

import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError, UndefinedError

from docgen.context import prepare
from docgen.docx.package import open_package
from docgen.docx.text import paragraphs
from docgen.docx.xml import parse, w
from docgen.errors import TemplateError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.pipeline import render
from docgen.template_language import TemplateEnvironment
from docgen.templates import CompiledTemplate, shipped_bytes, template_names
from docgen.vietnamese import tones
from support.oracle import canonical_parts, rendered_by_docxtpl
from support.strategies import NASTY, any_document
from support.word import paragraph, template

DECISION = KINDS["quyet-dinh-phan-cong"]


def words(parts: dict[str, bytes]) -> list[str]:
    return [text for text in paragraphs(parse(parts["word/document.xml"])) if text]


def filled(*blocks: str, **context: object) -> list[str]:
    return words(CompiledTemplate(template(*blocks), "thử").render_parts({"ban_nhap": False, **context}))


@pytest.mark.parametrize("name", sorted(template_names()))
def test_what_leads_into_something_never_stands_last_on_a_page(name: str) -> None:
    body = parse(open_package(shipped_bytes(name))["word/document.xml"])
    leading = [one for one in body.iter(w("p")) if "".join(one.itertext()).endswith(":") and one.find(f".//{w('tab')}") is None]
    assert ["".join(one.itertext()) for one in leading if one.find(f"{w('pPr')}/{w('keepNext')}") is None] == []


def test_values_conditions_and_loops_are_filled_in() -> None:
    blocks = [
        paragraph("{{ a }} và {% if b %}có{% else %}không{% endif %}"),
        *map(paragraph, ("{%p for x in c %}", "- {{ x }}", "{%p endfor %}")),
    ]
    assert filled(*blocks, a="A", b=False, c=["một", "hai"]) == ["A và không", "- một", "- hai"]


def test_tags_that_word_cut_into_runs_are_understood() -> None:
    cut = "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ te</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t>n }</w:t></w:r><w:r><w:t>}</w:t></w:r></w:p>"
    assert filled(cut, ten="Khải") == ["Khải"]


@pytest.mark.parametrize("value", [text for text in NASTY if text.isprintable()])
def test_data_never_becomes_markup(value: str) -> None:
    assert filled(paragraph("[{{ a }}]"), a=value) == [f"[{value}]"]


@pytest.mark.parametrize("value", ["a\nb", "a\tb", "\x0c", "\a", "\r", "\x00"])
def test_a_value_that_is_more_than_text_is_refused(value: str) -> None:
    with pytest.raises(TemplateError, match="xuống dòng hoặc ký tự điều khiển"):
        filled(paragraph("{{ a }}"), a=value)


def test_a_value_that_is_missing_is_an_error_not_a_blank() -> None:
    with pytest.raises(TemplateError, match="khong_co"):
        filled(paragraph("{{ khong_co }}"))
    with pytest.raises(TemplateError, match="con"):
        filled(paragraph("{{ a.con }}"), a={"khac": 1})


def test_a_field_called_like_a_method_of_a_mapping_is_the_field() -> None:
    assert filled(paragraph("{{ a.items }} {{ a.keys }}"), a={"items": "mục", "keys": "khóa"}) == ["mục khóa"]


ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ a.__class__.__mro__ }}",
    "{{ a.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ self.__init__ }}",
    "{{ config }}",
    "{{ lipsum.__globals__ }}",
    "{{ a|attr('__class__') }}",
    "{{ '%s'|format(a) }}",
    "{{ a.format(a) }}",
    "{{ 'x'.join(a) }}",
    "{{ a.upper() }}",
    "{{ a[0] }}",
    "{{ range(9999999) }}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{% macro m() %}{% endmacro %}",
    "{{ 'a' * 99999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ namespace(x=1) }}",
    "{{ loop.__class__ }}",
    "{{ a._x }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_reaches_nothing_but_its_data(attack: str) -> None:
    """Refused when it is compiled, before anything of it runs."""
    with pytest.raises(TemplateError):
        filled(paragraph(attack), a="giá trị")


def test_the_sandbox_stands_even_without_the_language_check() -> None:
    for attack in ("{{ ''.__class__.__mro__ }}", "{{ a.upper() }}", "{{ a.__init__ }}", "{{ cycler }}"):
        with pytest.raises((SecurityError, UndefinedError)):
            TemplateEnvironment().from_string(attack).render(a="x")


def test_a_tag_that_nothing_fills_in_is_refused() -> None:
    with pytest.raises(TemplateError):
        filled(paragraph("{% raw %}{{ a }}{% endraw %}"), a=1)


@pytest.mark.parametrize("name", sorted(template_names()))
def test_every_shipped_template_compiles(name: str) -> None:
    assert CompiledTemplate(shipped_bytes(name), name).carries_payload


def test_one_tone_style_for_the_whole_document_but_not_for_names() -> None:
    data = example_data(DECISION, "ca_nhan")
    data["dang_vien"]["ho_ten"] = "Hoàng Thị Thúy"
    data["co_dinh"][0]["viec"] = "Hòa giải cùng đồng chí Hoàng Thị Thúy, giữ hoà khí"
    document = validate({**data, "dau_thanh": "moi"}, DECISION)
    text = "\n".join(words(open_package(render(document, DECISION))))
    assert "Hoà giải cùng đồng chí Hoàng Thị Thúy, giữ hoà khí" in text
    assert "Chi uỷ" in text
    assert tones.styles_of(text.replace("Thúy", "")) == {"moi"}
    kept = "\n".join(words(open_package(render(validate(data, DECISION), DECISION))))
    assert "Hòa giải cùng đồng chí Hoàng Thị Thúy, giữ hoà khí" in kept


def _people() -> list:
    data = example_data(DECISION, "ca_nhan")
    people = [{**data, "dang_vien": {"ho_ten": f"Người Số{number:03d}"}} for number in range(60)]
    return [validate(person, DECISION) for person in people]


def _own_words(document) -> tuple[str, list[str]]:
    text = "\n".join(words(open_package(render(document, DECISION))))
    return document.dang_vien.ho_ten, re.findall(r"Người Số\d{3}", text)


def test_no_words_of_one_person_are_in_anothers_document_with_many_threads() -> None:
    with ThreadPoolExecutor(16) as pool:
        for name, found in pool.map(_own_words, _people() * 5):
            assert set(found) == {name}


def test_no_words_of_one_person_are_in_anothers_document_with_many_processes() -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:  # a fork takes over locks that threads hold
        for name, found in pool.map(_own_words, _people()):
            assert set(found) == {name}


@settings(max_examples=50, deadline=None)
@given(any_document(), st.booleans())
def test_random_documents_equal_what_docxtpl_makes(made, draft: bool) -> None:
    """docxtpl rewrites `{_{` and its kin even in data, so those are left to the tests above."""
    kind, data = made
    document = validate(data, kind)
    context = prepare(document, kind, draft=draft)
    if re.search(r"\{_[{%]|[}%]_\}", str(context)):
        return
    raw = shipped_bytes(kind.template_of(document.bien_the))
    ours = CompiledTemplate(raw, "thử").render_parts(context)
    theirs = rendered_by_docxtpl(raw, context)
    assert canonical_parts(ours) == {name: data for name, data in canonical_parts(theirs).items() if name in ours}
