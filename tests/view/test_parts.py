"""Finding the parts of a package as Word does, in strict documents too."""

import pytest

from docgen.docx.view import view, view_parts
from docgen.docx.view.parts import Parts
from docgen.errors import UnsafeFileError

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"


def links(*rows):
    written = "".join(f'<Relationship Id="{key}" Type="http://x/{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'<Relationships xmlns="{RELATIONSHIPS}">{written}</Relationships>'.encode()


def test_parts_are_found_by_relationship_whatever_their_names(build):
    body = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>'
    styles = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="50"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>'
    found = view_parts(
        {
            "_rels/.rels": links(("rId1", "officeDocument", "/deep/main2.xml")),
            "deep/main2.xml": body.encode(),
            "deep/_rels/main2.xml.rels": links(("rId1", "styles", "../looks.xml")),
            "looks.xml": styles.encode(),
        }
    )
    assert next(found.paragraphs).runs[0].format.size_pt == 25


def test_external_and_missing_targets_are_no_parts():
    parts = Parts(
        {
            "_rels/.rels": links(("rId1", "officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": links(("a", "styles", "gone.xml")),
        }
    )
    assert parts.root_by_role("styles") is None
    assert parts.target("word/document.xml", "a") is None
    assert parts.target("word/document.xml", "b") is None


def test_strict_documents_read_as_transitional_ones():
    body = (
        f'<w:document xmlns:w="{STRICT}wordprocessingml/main" xmlns:r="{STRICT}officeDocument/relationships"><w:body>'
        '<w:p><w:pPr><w:jc w:val="end"/><w:ind w:start="1cm"/></w:pPr><w:r><w:rPr><w:sz w:val="14pt"/></w:rPr><w:t>a</w:t></w:r></w:p>'
        '<w:sectPr><w:pgSz w:w="210mm" w:h="297mm"/></w:sectPr></w:body></w:document>'
    )
    found = view_parts({"word/document.xml": body.encode()})
    paragraph = next(found.paragraphs)
    assert (paragraph.format.align, round(paragraph.format.left_mm), paragraph.runs[0].format.size_pt) == ("right", 10, 14)
    assert tuple(map(round, found.sections[0].paper_mm)) == (210, 297)


def test_a_body_without_section_properties_is_one_section():
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>'
    )
    (only,) = view_parts({"word/document.xml": body.encode()}).sections
    assert (len(only.blocks), only.landscape) == (1, False)


def test_files_from_outside_are_checked_before_they_are_read():
    with pytest.raises(UnsafeFileError):
        view(b"not a zip")
