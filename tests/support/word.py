"""Small .docx files made in a test."""

from __future__ import annotations

import io
import zipfile

from docgen.docx.package import open_package
from docgen.templates import shipped_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECTION = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"


def paragraph(text: str) -> str:
    """A paragraph with one run; text is XML already."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def body(*blocks: str) -> bytes:
    """`word/document.xml` with these blocks."""
    return f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}{SECTION}</w:body></w:document>'.encode()


def with_parts(parts: dict[str, bytes]) -> bytes:
    """A zip of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def template(*blocks: str, **more: bytes) -> bytes:
    """The shipped package with another body; `more` are further parts, `__` stands for a slash and `_` before xml for a dot."""
    parts = dict(open_package(shipped_bytes("nghi-quyet.thuong_ky")))
    parts["word/document.xml"] = body(*blocks)
    extra = {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in more.items()}
    return with_parts(parts | extra)
