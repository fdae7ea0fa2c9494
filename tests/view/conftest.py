"""Tiny .docx files, written by hand: what a test does not say is not in the file."""

from collections.abc import Mapping

import pytest

from docgen.docx.archive import Archive
from docgen.docx.view import Document, view

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {"document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings"}
PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'


def docx_bytes(body: str, *, headers: Mapping[str, str] | None = None, page: str = PAGE, **parts: str) -> bytes:
    """A .docx; `parts` are the contents of styles, numbering, settings and theme, `headers` header parts by relationship id."""
    texts = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{page}</w:body></w:document>"}
    links = []
    for role, text in parts.items():
        name = "theme1.xml" if role == "theme" else f"{role}.xml"
        texts[f"word/{name}"] = text if role == "theme" else f"<w:{role} {NAMESPACES}>{text}</w:{role}>"
        links.append((f"rId{role}", role, name))
    for identifier, text in (headers or {}).items():
        kind, tag = ("footer", "ftr") if identifier.startswith("f") else ("header", "hdr")
        texts[f"word/{identifier}.xml"] = f"<w:{tag} {NAMESPACES}>{text}</w:{tag}>"
        links.append((identifier, kind, f"{identifier}.xml"))
    texts["_rels/.rels"] = _relationships([("rId1", "officeDocument", "word/document.xml")])
    texts["word/_rels/document.xml.rels"] = _relationships(links)
    texts["[Content_Types].xml"] = _TYPES.format(overrides="".join(map(_override, texts)))
    return Archive({name: text.encode() for name, text in texts.items()}).write({})


def _override(name: str) -> str:
    base = name.rpartition("/")[2].removesuffix(".xml")
    kind = "footer" if base.startswith("f") else "header" if base.startswith("h") else _KINDS.get(base, "")
    if base == "theme1":
        return f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    return f'<Override PartName="/{name}" ContentType="{_WORD}.{kind}+xml"/>' if kind and name.endswith(".xml") else ""


def _relationships(links: list[tuple[str, str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, kind, target in links)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def document(body: str, **parts: str) -> Document:
    return view(docx_bytes(body, **parts))


@pytest.fixture
def build():
    """Make a document from WordprocessingML and look at it."""
    return document


@pytest.fixture(scope="session")
def write():
    """Make the bytes of a document."""
    return docx_bytes


@pytest.fixture
def first_run(build):
    """The first run of a document whose one paragraph is given."""

    def make(body: str, **parts: str):
        return next(build(body, **parts).paragraphs).runs[0]

    return make
