"""Only what the engine draws faithfully passes; the reasons are in the words of a reader."""

from __future__ import annotations

import unicodedata

import pytest

from docgen.docx.package import open_package
from docgen.output.convert import Converter
from docgen.output.preflight import preflight
from support.examples import FILES
from support.word import W, paragraph, template


def run(properties: str, text: str = "chữ") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (run("<w:caps/>"), "chữ in hoa bằng định dạng"),
        (run("<w:smallCaps/>"), "chữ hoa nhỏ"),
        (run("<w:strike/>"), "chữ gạch ngang"),
        (run("<w:position w:val='4'/>"), "chữ nâng, hạ"),
        (run("<w:rFonts w:ascii='Arial'/>"), "phông chữ khác Times New Roman"),
        ("<w:p><w:pPr><w:sectPr><w:pgMar w:top='-1134'/></w:sectPr></w:pPr></w:p>", "lề âm"),
        (run("<w:vanish/>"), "thành phần “vanish”"),
        (paragraph(unicodedata.normalize("NFD", "Đảng ủy")), "chữ tổ hợp (dấu tách rời chữ cái)"),
        (paragraph("xong 👍"), "ký tự không có trong phông chữ: 👍"),
        ("<w:p><w:pPr><w:numPr/></w:pPr></w:p>", "đánh số tự động"),
        ("<w:p><w:ins w:id='1'><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>", "sửa đổi được theo dõi"),
        ("<w:p><w:r><w:instrText>DATE</w:instrText></w:r></w:p>", "trường DATE"),
        ("<w:tbl><w:tblPr><w:tblStyle w:val='X'/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "kiểu bảng"),
        (
            f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl><w:p/>",
            "bảng trong bảng",
        ),
    ],
)
def test_what_it_draws_wrong_is_a_reason(block: str, reason: str) -> None:
    assert preflight(open_package(template(block))) == (reason,)


def test_foreign_markup_is_a_reason() -> None:
    math = "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'/>"
    assert preflight(open_package(template(f"<w:p>{math}</w:p>"))) == ("thành phần “oMath”",)


def test_ordinary_text_passes() -> None:
    assert preflight(open_package(template(paragraph("Đảng ủy xã"), run("<w:b/><w:i/>")))) == ()


def test_a_table_style_with_a_size_is_a_reason() -> None:
    parts = dict(FILES[0].parts)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"<w:tblInd ", b"<w:jc w:val='center'/><w:tblInd ")
    assert preflight(parts) == ("kiểu bảng",)


def test_an_older_compatibility_mode_and_other_settings_are_reasons() -> None:
    parts = dict(FILES[0].parts)
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b'w:val="15"', b'w:val="12"')
    assert preflight(parts) == ("chế độ tương thích với Word cũ",)
    parts["word/settings.xml"] = f"<w:settings xmlns:w='{W}'><w:evenAndOddHeaders/></w:settings>".encode()
    assert preflight(parts) == ("đầu trang chẵn, lẻ khác nhau",)


def test_footnotes_and_other_parts_are_reasons() -> None:
    parts = dict(FILES[0].parts)
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"relationships/theme", b"relationships/footnotes")
    assert preflight(parts) == ("phần “footnotes”",)


def test_a_document_with_a_reason_goes_to_libreoffice(soffice, converter: Converter) -> None:
    docx = template(run("<w:caps/>"))
    assert converter.convert(docx).engine == "libreoffice"
    assert converter.convert(docx, "dxpdf").is_quick_look


def test_without_libreoffice_it_is_a_quick_look_and_says_why(monkeypatch, converter: Converter) -> None:
    monkeypatch.setattr("docgen.output.libreoffice.program", lambda: None)
    made = converter.convert(template(run("<w:strike/>")))
    assert (made.engine, made.doubts, made.is_quick_look) == ("dxpdf", ("chữ gạch ngang",), True)
