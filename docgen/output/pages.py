"""Pages of a PDF: counted, found by name, cut out and put together. pdfium is not safe for threads, so one lock guards it."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any

from docgen.errors import UnsafeFileError

_LONGEST_NAME = 1_024
"""Bytes of the name of a destination; Word's bookmarks have 40 letters at most."""
LOCK = RLock()
"""Held around every use of pdfium."""


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """The document of `pdf`, closed afterwards."""
    import pypdfium2  # noqa: PLC0415 - 8 MB that only those load who look at a PDF

    with LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise UnsafeFileError("Tệp PDF bị hỏng hoặc có mật khẩu.", hint="Tạo lại tệp PDF.") from error
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """How many pages."""
    with opened(pdf) as document:
        return len(document)


def page_texts(pdf: bytes, pages: Collection[int] | None = None) -> list[str]:
    """The words of every page, or of some pages (counted from 0), as a reader would copy them."""
    with opened(pdf) as document:
        wanted = range(len(document)) if pages is None else sorted(pages)
        return [document[number].get_textpage().get_text_bounded() for number in wanted]


def destinations(pdf: bytes) -> dict[str, int]:
    """The page, counted from 0, of every named destination: that is what the bookmarks of a document become."""
    from pypdfium2 import raw  # noqa: PLC0415

    found: dict[str, int] = {}
    with opened(pdf) as document:
        buffer, length = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_long()
        for index in range(raw.FPDF_CountNamedDests(document)):
            length.value = _LONGEST_NAME
            destination = raw.FPDF_GetNamedDest(document, index, buffer, length)
            if length.value < 0:  # too long for any that we ask for
                continue
            name = buffer.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0")
            found[name] = raw.FPDFDest_GetDestPageIndex(document, destination)
    return found


def cut(pdf: bytes, starts: Sequence[int]) -> list[bytes]:
    """One PDF for each of `starts`: the pages from there up to the next start."""
    with opened(pdf) as document:
        ends = [*starts[1:], len(document)]
        return [_saved([(document, range(start, end))]) for start, end in zip(starts, ends, strict=True)]


def moved(pdf: bytes, moves: Mapping[int, float]) -> bytes:
    """The file with some pages (counted from 0) moved to the right by so many points."""
    if not moves:
        return pdf
    stream = io.BytesIO()
    with opened(pdf) as document:
        for number, points in moves.items():
            left, bottom, right, top = document[number].get_mediabox()
            document[number].set_mediabox(left - points, bottom, right - points, top)
        document.save(stream)
    return stream.getvalue()


def joined(pdfs: Sequence[bytes]) -> bytes:
    """All pages of all files in their order, as one file."""
    if len(pdfs) == 1:
        return pdfs[0]
    with LOCK:
        import pypdfium2  # noqa: PLC0415

        sources = [pypdfium2.PdfDocument(pdf) for pdf in pdfs]
        try:
            return _saved([(source, range(len(source))) for source in sources])
        finally:
            for source in sources:
                source.close()


def _saved(sources: Sequence[tuple[Any, range]]) -> bytes:
    import pypdfium2  # noqa: PLC0415

    target, stream = pypdfium2.PdfDocument.new(), io.BytesIO()
    try:
        for source, pages in sources:
            target.import_pages(source, list(pages))
        target.save(stream)
    finally:
        target.close()
    return stream.getvalue()
