"""Words found again on the pages: over line ends, in capitals, in any spelling of the letters, never as a part of other words."""

from __future__ import annotations

import unicodedata

import pytest

from docgen.check.output import printed_strings
from docgen.docx.package import Parts
from docgen.errors import UnsafeFileError
from docgen.output.convert import Converter
from docgen.output.pages import moved, opened
from docgen.output.places import Rectangle, Words, folded
from support.examples import FILES, Example

DECREE = next(one for one in FILES if one.kind.code == "nghi-quyet" and not one.minimal)


@pytest.fixture(scope="module", params=["dxpdf", "libreoffice"])
def pdf(request: pytest.FixtureRequest, converter: Converter) -> bytes:
    return converter.convert(DECREE.docx, request.param).pdf


@pytest.fixture(scope="module")
def words(pdf: bytes) -> Words:
    return Words(pdf)


def printed_at(pdf: bytes, box: Rectangle) -> str:
    """What a reader would copy from a place of a page."""
    with opened(pdf) as document:
        page = document[box.page]
        left, _, _, top = page.get_mediabox()
        text = page.get_textpage().get_text_bounded(left + box.left, top - box.bottom, left + box.right, top - box.top)
    return " ".join(text.split())


def test_words_are_found_where_they_stand(pdf: bytes, words: Words) -> None:
    spans = words.find("tin tưởng vào sự lãnh đạo của Đảng")
    assert len(spans) == 1
    pieces = words.rectangles(spans[0])
    assert len(pieces) == 2, "it stands on two lines"
    assert pieces[0].top < pieces[1].top and pieces[0].left > pieces[1].left
    assert " ".join(printed_at(pdf, one) for one in pieces) == "tin tưởng vào sự lãnh đạo của Đảng"
    across, down = words.sizes[0]
    assert all(0 < one.left < one.right < across and 0 < one.top < one.bottom < down for one in pieces)
    assert all(8 < one.height < 24 for one in pieces)


def test_a_name_is_found_in_the_capitals_of_a_heading_and_in_the_text(pdf: bytes, words: Words) -> None:
    found = [printed_at(pdf, words.rectangles(span)[0]) for span in words.find("Chi bộ thôn Nà Khoang")]
    assert "CHI BỘ THÔN NÀ KHOANG" in found
    assert len(found) > 2


def test_how_letters_are_composed_does_not_count(words: Words) -> None:
    typed = "Chi bộ thôn Nà Khoang"
    assert words.find(unicodedata.normalize("NFD", typed)) == words.find(typed) != []


def test_a_part_of_a_word_is_not_the_word(words: Words) -> None:
    assert words.find("thường kỳ")
    assert not words.find("hường kỳ")
    assert not words.find("thường k")
    assert words.find("thường kỳ tháng 11/2026")
    assert not words.find("tháng 11/202")


def test_nothing_is_found_without_a_letter(words: Words) -> None:
    assert words.find("") == words.find(" \n\u200b") == []


def test_a_sentence_that_goes_on_overleaf_is_found_around_the_number_of_the_page(converter: Converter) -> None:
    long = next(one for one in FILES if one.kind.code == "quy-che-lam-viec" and not one.minimal)
    words = Words(converter.convert(long.docx).pdf)
    spans = [span for _, forms in printed_strings(long.document) for line in forms[0].split("\n") for span in words.find(line)]
    pages = [[box.page for box in words.rectangles(span)] for span in spans]
    torn = [one for one in pages if len(set(one)) > 1]
    assert torn
    assert all(one == sorted(one) for one in torn)


def test_places_move_with_the_page(pdf: bytes, words: Words) -> None:
    span = words.find("Chi bộ thôn Nà Khoang")[0]
    shifted = Words(moved(pdf, {0: 20.0})).rectangles(span)[0]
    assert shifted.left == pytest.approx(words.rectangles(span)[0].left + 20, abs=0.1)


def test_what_is_no_pdf_is_told() -> None:
    with pytest.raises(UnsafeFileError, match="PDF"):
        Words(b"no pdf")


@pytest.mark.parametrize("shipped", FILES, ids=str)
def test_every_text_that_a_document_prints_is_found_on_its_pages(shipped: Example, converter: Converter) -> None:
    """All of them but those that the program prints in other words: months apart from their year, a joined list of names."""
    parts: Parts = shipped.parts
    words = Words(converter.convert_parts(parts).pdf)
    wanted = [(path, forms) for path, forms in printed_strings(shipped.document)]
    lines = [(path, [line]) for path, forms in wanted for line in forms[0].split("\n") if len(forms) == 1]
    lines += [(path, list(forms)) for path, forms in wanted if len(forms) > 1]
    lost = [(path, forms[0]) for path, forms in lines if not any(words.find(form.strip(" .,;:-")) for form in forms)]
    assert len(lost) <= 0.02 * len(lines), lost


def test_letters_are_compared_without_spaces_and_capitals() -> None:
    assert folded(" Đảng  bộ\u00a0XÃ\n") == "đảngbộxã"
    assert folded("İ") == "İ", "a letter whose small form is two letters stays"
