"""Pages as pictures, and pages of a PDF taken apart and put together."""

from __future__ import annotations

import struct
import zlib

import pytest

from docgen.errors import UnsafeFileError, UsageError
from docgen.output.convert import Converter
from docgen.output.pages import cut, destinations, joined, page_count
from docgen.output.pictures import MAX_WIDTH, pictures
from support.examples import FILES
from support.pages import words


@pytest.fixture(scope="module")
def pdf(converter: Converter) -> bytes:
    return converter.convert(FILES[0].docx, "dxpdf").pdf


def size(png: bytes) -> tuple[int, int]:
    return struct.unpack(">2I", png[16:24])


def test_every_page_becomes_a_png_of_the_wanted_width(pdf: bytes) -> None:
    made = list(pictures(pdf, width=600))
    assert len(made) == page_count(pdf) == 4
    assert all(png.startswith(b"\x89PNG\r\n\x1a\n") for png in made)
    assert {size(png)[0] for png in made} <= {600, 601}
    assert {size(png)[1] for png in made} <= {848, 849, 850}


def test_a_picture_shows_dark_letters_on_white_paper(pdf: bytes) -> None:
    png = next(pictures(pdf, width=300, pages=[1]))
    width, height = size(png)
    start = png.index(b"IDAT") + 4
    length = struct.unpack(">I", png[start - 8 : start - 4])[0]
    rows = zlib.decompress(png[start : start + length])
    assert len(rows) == height * (3 * width + 1)
    pixels = [rows[row * (3 * width + 1) + 1 : (row + 1) * (3 * width + 1)] for row in range(height)]
    assert pixels[0] == b"\xff" * (3 * width)
    dark = sum(byte < 100 for row in pixels for byte in row)
    assert 0.01 < dark / (3 * width * height) < 0.3


@pytest.mark.parametrize("width", [0, -5, MAX_WIDTH + 1])
def test_a_width_beyond_the_limit_is_refused(pdf: bytes, width: int) -> None:
    with pytest.raises(UsageError, match="Bề rộng ảnh"):
        next(pictures(pdf, width=width))


@pytest.mark.parametrize("page", [-1, 4])
def test_a_page_that_is_not_there_is_refused(pdf: bytes, page: int) -> None:
    with pytest.raises(UsageError, match="4 trang"):
        next(pictures(pdf, pages=[page]))


def test_what_is_no_pdf_is_told() -> None:
    with pytest.raises(UnsafeFileError, match="PDF"):
        page_count(b"not a pdf")


def test_pages_are_cut_and_joined_without_loss(pdf: bytes) -> None:
    pieces = cut(pdf, [0, 1, 3])
    assert [page_count(piece) for piece in pieces] == [1, 2, 1]
    assert words(joined(pieces)) == words(pdf)
    assert joined([pdf]) is pdf


def test_a_file_without_names_has_no_destinations(pdf: bytes) -> None:
    assert destinations(cut(pdf, [0])[0]) == {}
