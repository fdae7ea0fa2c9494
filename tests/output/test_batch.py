"""Many documents: merged, converted once, cut apart. The same pages as one by one, and nobody's text in another's document."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from docgen.docx import proof
from docgen.docx.package import open_package
from docgen.docx.xml import R, parse, w
from docgen.errors import DocgenError
from docgen.output.batch import convert_many
from docgen.output.convert import Converter
from docgen.output.merge import merge, merge_key
from docgen.output.pages import page_count, page_texts
from support.examples import FILES, INDIVIDUALS
from support.pages import distance, words
from support.word import W, paragraph, template, with_parts

SOME = INDIVIDUALS[:6]
BY_NAME = {str(example): example for example in FILES}
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@pytest.mark.parametrize("engine", ["libreoffice", "dxpdf"])
def test_merged_and_cut_is_the_same_as_converted_one_by_one(soffice, converter: Converter, engine: str) -> None:
    documents = [example.docx for example in SOME]
    batch = convert_many(documents, engine, converter=converter)
    singles = (
        converter.libreoffice.convert(documents)
        if engine == "libreoffice"
        else [converter.convert(document, engine).pdf for document in documents]
    )
    assert [words(one.pdf) for one in batch.each] == [words(single) for single in singles]
    assert max(distance(one.pdf, single) for one, single in zip(batch.each, singles, strict=True)) == 0
    assert {one.engine for one in batch.each} == {engine}
    assert words(batch.whole) == [page for one in batch.each for page in words(one.pdf)]


def test_no_text_of_one_person_is_in_the_document_of_another(converter: Converter) -> None:
    names = [example.document.dang_vien.ho_ten for example in SOME]
    batch = convert_many([example.docx for example in SOME], converter=converter)
    assert len(set(names)) == len(SOME)
    for name, one in zip(names, batch.each, strict=True):
        text = "".join(page_texts(one.pdf))
        assert name in re.sub(r"\s+", " ", text)
        assert b"/Title" not in one.pdf
    merged = merge([example.parts for example in SOME])
    assert not [part for part in merged if part.startswith(("docProps", "customXml"))]


def test_different_kinds_keep_their_order_and_sections_their_pages(soffice, converter: Converter) -> None:
    chosen = ["nghi-quyet.ket_luan", "quyet-dinh-phan-cong.danh_sach.minimal", "nghi-quyet.dai_hoi.minimal", "bien-ban.chi_uy"]
    documents = [BY_NAME[name].docx for name in chosen] + [template(paragraph("riêng một mình"))]
    batch = convert_many(documents, "libreoffice", converter=converter)
    singles = converter.libreoffice.convert(documents)
    assert [words(one.pdf) for one in batch.each] == [words(single) for single in singles]
    assert max(distance(one.pdf, single) for one, single in zip(batch.each, singles, strict=True)) == 0
    assert page_count(batch.whole) == sum(map(page_count, singles))


def test_two_sided_documents_are_merged_with_each_other_only(soffice, converter: Converter) -> None:
    one, two = BY_NAME["nghi-quyet.chuyen_de"], BY_NAME["nghi-quyet.ket_luan"]
    assert merge_key(one.parts) != merge_key(two.parts)
    documents = [one.docx, two.docx, one.docx]
    batch = convert_many(documents, "dxpdf", converter=converter)
    reference = converter.convert(one.docx, "libreoffice").pdf
    assert distance(batch.each[0].pdf, reference) < 2 > distance(batch.each[2].pdf, reference)
    assert page_count(batch.whole) == sum(page_count(each.pdf) for each in batch.each)


def test_word_would_open_what_was_merged() -> None:
    merged = merge([BY_NAME["tai-lieu-boi-duong.chuyen_de"].parts] * 2 + [BY_NAME["tai-lieu-boi-duong.chuyen_de.minimal"].parts])
    root = parse(merged["word/document.xml"])
    assert list(proof.faults(root)) == []
    assert open_package(with_parts(merged)) == merged
    known = {row.get("Id") for row in parse(merged["word/_rels/document.xml.rels"])}
    assert {value for element in root.iter() for name, value in element.attrib.items() if f"{{{R}}}" in name} <= known


def test_a_table_of_contents_points_into_its_own_document(soffice, converter: Converter) -> None:
    example = BY_NAME["tai-lieu-boi-duong.chuyen_de.minimal"]
    batch = convert_many([example.docx] * 3, "libreoffice", converter=converter)
    reference = converter.libreoffice.convert([example.docx])[0]
    assert [words(one.pdf) for one in batch.each] == [words(reference)] * 3


def foreign(text: str, *, header: str = "", first: str = "") -> dict[str, bytes]:
    """A document of others: with a list, a bookmark and a reference to it, a drawing, perhaps headers."""
    body = (
        f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr></w:pPr><w:bookmarkStart w:id='0' w:name='muc'/>"
        f"<w:r><w:t>{text}</w:t></w:r><w:bookmarkEnd w:id='0'/></w:p>"
        "<w:p><w:r><w:instrText xml:space='preserve'> PAGEREF muc \\h </w:instrText></w:r>"
        f"<w:hyperlink w:anchor='muc'><w:r><w:t>xem</w:t></w:r></w:hyperlink><w:r><w:drawing><wp:inline xmlns:wp='{WP}'>"
        "<wp:docPr id='1' name='a'/></wp:inline></w:drawing></w:r></w:p>"
    )
    parts = open_package(template(body))
    rows = "".join(row for row in (_header("rIdA", "hA.xml", header), _header("rIdB", "hB.xml", first)) if row)
    rows += f'<Relationship Id="rIdN" Type="{R}/numbering" Target="numbering.xml"/>'
    name = "word/_rels/document.xml.rels"
    kept = re.sub(rb'<Relationship [^>]*Target="(?:header|footer)\d.xml"/>', b"", parts[name])
    parts[name] = kept.replace(b"</Relationships>", rows.encode() + b"</Relationships>")
    references = "".join(
        f"<w:headerReference xmlns:r='{R}' w:type='{kind}' r:id='{identifier}'/>"
        for kind, identifier, said in (("default", "rIdA", header), ("first", "rIdB", first))
        if said
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr>", f"<w:sectPr>{references}".encode())
    for part, said in (("word/hA.xml", header), ("word/hB.xml", first)):
        if said:
            parts[part] = f"<w:hdr xmlns:w='{W}'>{paragraph(said)}</w:hdr>".encode()
    parts["word/numbering.xml"] = (
        f"<w:numbering xmlns:w='{W}'><w:abstractNum w:abstractNumId='3'><w:nsid w:val='1'/><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/><w:lvlText w:val='%1)'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='3'/></w:num></w:numbering>"
    ).encode()
    return parts


def _header(identifier: str, target: str, said: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{R}/header" Target="{target}"/>' if said else ""


def test_bookmarks_lists_and_pictures_are_numbered_anew() -> None:
    documents = [foreign("một"), foreign("hai"), foreign("ba")]
    assert len({merge_key(parts) for parts in documents}) == 1
    merged = merge(documents)
    root = parse(merged["word/document.xml"])
    starts = list(root.iter(w("bookmarkStart")))
    assert len({start.get(w("id")) for start in starts}) == len({start.get(w("name")) for start in starts}) == 6
    named = [start.get(w("name")) for start in starts if start.get(w("name")).endswith("x0")]
    assert [link.get(w("anchor")) for link in root.iter(w("hyperlink"))] == named
    assert [field.text.split()[1] for field in root.iter(w("instrText"))] == named
    assert len({drawing.get("id") for drawing in root.iter(f"{{{WP}}}docPr")}) == 3
    assert [number.get(w("val")) for number in root.iter(w("numId"))] == ["1", "2", "3"]
    lists = parse(merged["word/numbering.xml"])
    assert [number.find(w("abstractNumId")).get(w("val")) for number in lists.iter(w("num"))] == ["0", "1", "2"]
    assert lists.find(f".//{w('nsid')}") is None


def test_every_list_starts_at_one_and_no_header_goes_on_into_the_next_document(soffice, converter: Converter) -> None:
    documents = [foreign("một", header="Đầu trang của người thứ nhất"), foreign("hai"), foreign("ba", first="chỉ trang đầu")]
    plain = [re.sub(rb"<w:r><w:drawing>.*?</w:drawing></w:r>", b"", parts["word/document.xml"]) for parts in documents]
    for parts, document in zip(documents, plain, strict=True):
        parts["word/document.xml"] = document
    batch = convert_many([with_parts(parts) for parts in documents], "libreoffice", converter=converter)
    text = [words(one.pdf)[0] for one in batch.each]
    assert text[0][:2] == ["Đầutrangcủangườithứnhất", "1)một"]
    assert text[1][0] == "1)hai"
    assert text[2][0] == "1)ba"


def test_a_document_without_sections_or_ending_in_a_table_is_merged_too() -> None:
    parts = open_package(template(f"<w:tbl><w:tr><w:tc>{paragraph('ô')}</w:tc></w:tr></w:tbl>"))
    bare = dict(parts)
    bare["word/document.xml"] = re.sub(rb"<w:sectPr>.*?</w:sectPr>", b"", parts["word/document.xml"])
    root = parse(merge([bare, parts, bare])["word/document.xml"])
    assert len(list(root.iter(w("sectPr")))) == 3
    assert [section.find(w("pgNumType")).get(w("start")) for section in root.iter(w("sectPr"))] == ["1"] * 3
    assert len(root.findall(f"{w('body')}/{w('p')}")) == 2


@pytest.mark.parametrize("kind", ["footnotes", "comments", "chart"])
def test_what_cannot_be_merged_stays_alone(kind: str) -> None:
    parts = dict(FILES[0].parts)
    rows = parse(parts["word/_rels/document.xml.rels"])
    rows.append(rows.makeelement(f"{{{REL}}}Relationship", {"Id": "x", "Type": f"{R}/{kind}", "Target": f"{kind}.xml"}))
    parts["word/_rels/document.xml.rels"] = etree.tostring(rows)
    assert merge_key(parts) is None


def test_a_merge_that_an_engine_refuses_is_converted_one_by_one(converter: Converter, monkeypatch) -> None:
    convert = converter.convert_parts

    def refuse_merged(parts, engine, *, weight: int = 1):
        if weight > 1:
            raise DocgenError("zu viel")
        return convert(parts, engine)

    monkeypatch.setattr(converter, "convert_parts", refuse_merged)
    batch = convert_many([example.docx for example in SOME[:2]], "dxpdf", converter=converter)
    assert len(batch.each) == 2
    assert page_count(batch.whole) == sum(page_count(one.pdf) for one in batch.each)


def test_nothing_becomes_nothing() -> None:
    assert convert_many([]).each == ()
