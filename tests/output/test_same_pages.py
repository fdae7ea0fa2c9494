"""The engine that comes along against the reference, on every shipped example: pages, lines, places."""

from __future__ import annotations

from time import perf_counter

from docgen.docx.package import open_package
from docgen.output.convert import Converter
from docgen.output.pages import page_count
from docgen.output.preflight import preflight
from support.examples import FILES
from support.pages import distance, words

NOT_DRAWN = {"tai-lieu-boi-duong.chuyen_de", "tai-lieu-boi-duong.chuyen_de.minimal"}
"""The handouts have ruled lines to write on, which take room in LibreOffice and none in dxpdf."""
HEADING_LEFT_BEHIND = "nghi-quyet.nhiem_vu_nam"
"""LibreOffice 7.4 leaves a heading at the foot of page 1, against its own "keep with next"; dxpdf does not."""
NEAR_PT = 2
"""Measured: 1.6 at most."""


def test_the_preflight_lets_every_shipped_example_through_but_the_handouts() -> None:
    refused = {str(example): preflight(example.parts) for example in FILES if preflight(example.parts)}
    assert refused == dict.fromkeys(NOT_DRAWN, ("đường kẻ giữa các đoạn",))


def test_shipped_examples_have_the_same_pages_and_lines_in_both_engines(soffice, converter: Converter) -> None:
    drawn = [example for example in FILES if str(example) not in NOT_DRAWN]
    references = converter.libreoffice.convert([example.docx for example in drawn])
    wrong = []
    for example, reference in zip(drawn, references, strict=True):
        pdf, settled = converter.dxpdf.draw(example.parts)
        if str(example) == HEADING_LEFT_BEHIND:
            assert settled
            assert [words(pdf)[1][1], words(reference)[0][-1]] == ["3.Quốcphòng-anninh"] * 2
        elif not settled or words(pdf) != words(reference):
            wrong.append(f"{example}: other pages or lines")
        elif distance(pdf, reference) > NEAR_PT:
            wrong.append(f"{example}: {distance(pdf, reference):.1f} pt apart")
    assert wrong == []


def test_the_handout_has_the_same_lines_all_the_same(soffice, converter: Converter) -> None:
    """Its table of contents shows the right pages, and no line breaks elsewhere: only answer lines stand a little higher."""
    handout = next(example for example in FILES if str(example) == "tai-lieu-boi-duong.chuyen_de")
    reference = converter.convert(handout.docx)
    quick = converter.convert(handout.docx, "dxpdf")
    assert (reference.engine, reference.doubts) == ("libreoffice", ())
    assert (quick.engine, quick.doubts) == ("dxpdf", ("đường kẻ giữa các đoạn",))
    assert words(quick.pdf) == words(reference.pdf)


def test_a_two_page_document_is_drawn_well_below_a_second(converter: Converter) -> None:
    example = next(example for example in FILES if str(example) == "quyet-dinh-phan-cong.ca_nhan")
    times = []
    for _ in range(4):
        start = perf_counter()
        pdf = converter.convert(example.docx, "dxpdf").pdf
        times.append(perf_counter() - start)
    assert page_count(pdf) == 2
    assert min(times) < 1, times


def test_both_engines_take_the_font_that_comes_along(soffice, converter: Converter) -> None:
    for engine in ("dxpdf", "libreoffice"):
        pdf = converter.convert(FILES[0].docx, engine).pdf
        assert b"LiberationSerif" in pdf or b"TimesNewRoman" in pdf
        assert b"DejaVu" not in pdf


def test_what_is_converted_is_not_changed(converter: Converter) -> None:
    example = FILES[0]
    before = dict(open_package(example.docx))
    converter.dxpdf.draw(before)
    assert before == open_package(example.docx)
