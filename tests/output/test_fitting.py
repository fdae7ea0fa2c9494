"""What is set right for dxpdf, fault by fault. The faults themselves are shown too: a version without them needs no cure."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
import pytest

from docgen.docx.archive import Archive
from docgen.docx.package import open_package
from docgen.output import fitting as fitting_module
from docgen.output.convert import Converter
from docgen.output.fitting import Fitting
from support.pages import Line, lines, words
from support.word import SECTION, paragraph, template, with_parts

A4 = (
    "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/>"
    "<w:pgMar w:top='1134' w:right='850' w:bottom='1134' w:left='1701' w:header='567' w:footer='567' w:gutter='0'/></w:sectPr>"
)

FILLER = "".join(
    f"<w:p><w:pPr><w:pStyle w:val='ThanBai'/></w:pPr><w:r><w:t>dòng {number}</w:t></w:r></w:p>" for number in range(24)
)
LONG = "chữ thường của văn bản này " * 30


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """Every test begins as the first document does."""
    fitting_module._usual._tops.clear()
    yield
    fitting_module._usual._tops.clear()


def sheet(*blocks: str) -> bytes:
    """A document with the margins of the standard."""
    parts = open_package(template(*blocks))
    parts["word/document.xml"] = parts["word/document.xml"].replace(SECTION.encode(), A4.encode())
    return with_parts(parts)


def styled(style: str, text: str) -> str:
    return f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def narrow(text: str) -> str:
    return f"<w:p><w:pPr><w:ind w:right='7400'/></w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def both(converter: Converter, *blocks: str) -> tuple[list[list[str]], list[list[str]]]:
    """The lines as dxpdf draws them by itself, and as it draws them for us."""
    docx = sheet(*blocks)
    pdf, settled = converter.dxpdf.draw(open_package(docx))
    assert settled
    return words(converter.dxpdf.convert(docx)), words(pdf)


def test_a_heading_stays_with_the_first_lines_of_a_paragraph_that_is_cut(converter: Converter) -> None:
    alone, fitted = both(converter, FILLER, styled("Muc2", "1. Mục"), styled("ThanBai", LONG))
    assert alone[0][-1] == "dòng23"
    assert fitted[0][24] == "1.Mục"
    assert len(fitted[0]) > 26


def test_a_heading_does_not_end_a_page_before_a_table(converter: Converter) -> None:
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w='9000' w:type='dxa'/></w:tcPr>{paragraph('ô ' * 500)}</w:tc></w:tr>"
    table = (
        f"<w:tbl><w:tblPr><w:tblW w:w='9000' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='9000'/></w:tblGrid>{row}</w:tbl>"
    )
    _, fitted = both(converter, FILLER, styled("Muc2", "1. Mục"), table, paragraph("hết"))
    assert fitted[0][-1] == "dòng23"
    assert fitted[1][0] == "1.Mục"


def test_a_chain_longer_than_a_page_is_left_to_run_on(converter: Converter) -> None:
    alone, fitted = both(converter, *(styled("Muc2", f"{number}. Mục") for number in range(60)))
    assert sum(map(len, fitted)) >= 60
    assert len(fitted) == len(alone)


def test_numbers_and_names_with_slashes_are_not_torn(converter: Converter) -> None:
    alone, fitted = both(converter, narrow("xxxxx 366-QĐ/TW"), narrow("xxxx 2025\u00a0-\u00a02030"))
    assert alone[0] == ["xxxxx366-QĐ/", "TW", "xxxx2025-", "2030"]
    assert fitted[0] == ["xxxxx", "366-QĐ/TW", "xxxx", "2025-2030"]


def test_what_holds_words_together_is_not_seen(converter: Converter) -> None:
    def ink(pdf: bytes) -> int:
        drawn = bytes(pypdfium2.PdfDocument(pdf)[0].render(scale=6, grayscale=True).buffer)
        return sum(255 - light for light in drawn)

    docx = sheet(paragraph("nhiệm kỳ 2025\u00a0-\u00a02030, Số 05-QĐ/CB"))
    fitted, settled = converter.dxpdf.draw(open_package(docx))
    assert settled
    assert ink(fitted) == pytest.approx(ink(converter.dxpdf.convert(docx)), rel=0.002)


def test_a_word_is_found_torn_wherever_it_stands(converter: Converter) -> None:
    """On a later page, in a cell behind its first paragraph."""
    wide = narrow("xxxx 366-QĐ/TW").replace("7400", "7045")
    cell = f"{paragraph('một')}{paragraph('hai')}{wide}"
    table = (
        "<w:tbl><w:tblPr><w:tblW w:w='9000' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='9000'/></w:tblGrid>"
        f"<w:tr><w:tc><w:tcPr><w:tcW w:w='9000' w:type='dxa'/></w:tcPr>{cell}</w:tc></w:tr></w:tbl>"
    )
    alone, fitted = both(converter, FILLER, FILLER, table, paragraph("cuối"))
    assert alone[1][-3:] == ["xxxx366-QĐ/", "TW", "cuối"]
    assert fitted[1][-3:] == ["xxxx", "366-QĐ/TW", "cuối"]


def test_a_heading_that_is_moved_needs_two_rounds_and_one_to_see_it(converter: Converter) -> None:
    more = (styled("ThanBai", f"dòng {number}") for number in range(24, 28))
    fitting = Fitting(open_package(sheet(FILLER, *more, styled("Muc2", "1. Mục"), styled("ThanBai", LONG))))
    rounds = 0
    while fitting.learn(converter.dxpdf.convert(Archive(fitting.parts()).write({}))):
        rounds += 1
    assert rounds == 2


def of_one_build(length: int) -> bytes:
    """A page and more whose pages begin elsewhere by the length of what stands first; a heading may end one."""
    first = styled("ThanBai", "chữ thường của văn bản này " * length)
    rest = (styled("Muc2" if number % 3 == 0 else "ThanBai", f"dòng {number} " * 12) for number in range(40))
    return sheet(*(block.replace("</w:pPr>", "<w:spacing w:before='240'/></w:pPr>") for block in (first, *rest)))


def test_pages_do_not_depend_on_the_documents_before(converter: Converter) -> None:
    def drawn(length: int) -> list[list[Line]]:
        pdf, settled = converter.dxpdf.draw(open_package(of_one_build(length)))
        return lines(pdf) if settled else []  # 19: a paragraph that has room on the page without its space only

    lengths, alone = range(1, 40, 3), {}
    for length in lengths:
        fitting_module._usual._tops.clear()
        alone[length] = drawn(length)
    for length in (*lengths, *reversed(lengths)):
        assert drawn(length) == alone[length], length
    assert len({len(pages[0]) for pages in alone.values() if pages}) > 3


def test_a_second_document_of_a_build_is_laid_out_once_less(converter: Converter) -> None:
    rounds = []
    for _ in range(2):
        fitting, count = Fitting(open_package(sheet(styled("ThanBai", LONG), *[styled("ThanBai", LONG)] * 20))), 1
        while fitting.learn(converter.dxpdf.convert(Archive(fitting.parts()).write({}))):
            count += 1
        rounds.append(count)
    assert rounds == [2, 1]


def test_letters_in_tables_keep_the_size_of_their_style(converter: Converter) -> None:
    cell = f"<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>{styled('OBang', 'chữ trong ô của bảng')}</w:tc>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    docx = sheet(table, paragraph("hết"))
    width = [
        page[0].right - page[0].left
        for page in (*lines(converter.dxpdf.convert(docx)), *lines(converter.dxpdf.draw(open_package(docx))[0]))
    ]
    assert width[1] < width[0] or words(converter.dxpdf.convert(docx)) != words(converter.dxpdf.draw(open_package(docx))[0])


def test_no_space_is_left_before_a_heading_at_the_top_of_a_page(converter: Converter) -> None:
    docx = sheet(FILLER, *(styled("ThanBai", f"dòng {number}") for number in range(24, 29)), styled("Muc1", "I. MỤC"))
    fitted, alone = lines(converter.dxpdf.draw(open_package(docx))[0]), lines(converter.dxpdf.convert(docx))
    assert fitted[1][0].text == alone[1][0].text == "I.MỤC"
    assert 4 < alone[1][0].y - fitted[1][0].y < 5  # 6 pt less, and the page stands 1.6 pt lower


def test_a_document_without_marks_to_be_found_is_not_called_settled() -> None:
    fitting = Fitting(open_package(sheet(paragraph("a"))))
    stream = io.BytesIO()
    empty = pypdfium2.PdfDocument.new()
    empty.new_page(100, 100)
    empty.save(stream)
    assert fitting.learn(stream.getvalue()) is False
    assert not fitting.settled


def test_documents_of_others_are_drawn_as_well_as_can_be(converter: Converter) -> None:
    parts = open_package(sheet("<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt><w:tbl><w:tr/></w:tbl>", paragraph("còn đây")))
    del parts["word/styles.xml"]
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b'Target="styles.xml"', b'Target="theme/theme1.xml"'
    )
    made = converter.convert(with_parts(parts), "dxpdf")
    assert "cònđây" in words(made.pdf)[0]
    assert made.is_quick_look
