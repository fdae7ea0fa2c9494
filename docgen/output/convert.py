"""One document to PDF: the engine that draws it right, and what is to be said when that is not the reference."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from docgen.docx.archive import Archive
from docgen.docx.package import Parts, open_package
from docgen.errors import DocgenError, MissingToolError, UsageError
from docgen.output import dxpdf, libreoffice
from docgen.output.dxpdf import Dxpdf
from docgen.output.libreoffice import LibreOffice
from docgen.output.preflight import preflight

EngineName = Literal["auto", "dxpdf", "libreoffice"]
ENGINES: tuple[EngineName, ...] = ("auto", "dxpdf", "libreoffice")


@dataclass(frozen=True, slots=True)
class Converted:
    """A PDF, the engine that made it, and why it is only good for a quick look (nothing said: it is as good as the reference)."""

    pdf: bytes
    engine: str
    doubts: tuple[str, ...] = ()

    @property
    def is_quick_look(self) -> bool:
        """Whether it may differ from what Word prints."""
        return bool(self.doubts)


class Converter:
    """Both engines, started when they are needed; close it to end them."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self.dxpdf, self.libreoffice = Dxpdf(), LibreOffice()

    def convert(self, docx: bytes, engine: EngineName = "auto") -> Converted:
        """The PDF of any .docx; one that could do harm is refused."""
        return self.convert_parts(open_package(docx), engine)

    def convert_parts(self, parts: Parts, engine: EngineName = "auto", *, weight: int = 1) -> Converted:
        """The same for the parts of a .docx; `weight` documents were merged into it."""
        if engine not in ENGINES:
            raise UsageError(f"Không có bộ chuyển PDF “{engine}”.", hint=f"Chọn một trong: {', '.join(ENGINES)}.")
        doubts = () if engine == libreoffice.NAME else preflight(parts)
        if engine == libreoffice.NAME or (engine == "auto" and doubts and libreoffice.program()):
            return self._reference(parts, weight)
        if engine == "auto" and not dxpdf.is_installed():
            return self._other(parts, weight)
        try:
            pdf, settled = self.dxpdf.draw(parts)
        except DocgenError:
            if engine != "auto" or not libreoffice.program():
                raise
            return self._reference(parts, weight)
        if engine == "auto" and not settled and libreoffice.program():
            return self._reference(parts, weight)
        return Converted(pdf, dxpdf.NAME, doubts if settled else (*doubts, "chỗ ngắt trang"))

    def close(self) -> None:
        """End both engines."""
        self.dxpdf.close()
        self.libreoffice.close()

    def _reference(self, parts: Parts, weight: int) -> Converted:
        docx = Archive(parts).write({})
        return Converted(self.libreoffice.convert([docx], weight=weight)[0], libreoffice.NAME)

    def _other(self, parts: Parts, weight: int) -> Converted:
        if libreoffice.program() is None:
            raise MissingToolError(
                "Không có bộ chuyển PDF nào trên máy này.",
                hint="Cài lại chương trình (dxpdf đi kèm), hoặc cài LibreOffice 7.4 trở lên.",
            )
        return self._reference(parts, weight)


@lru_cache(maxsize=1)
def shared() -> Converter:
    """The converter of this process; ended with it."""
    converter = Converter()
    atexit.register(converter.close)
    return converter
