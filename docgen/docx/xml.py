"""The one XML parser of the project, and the names of WordprocessingML.

No document type, no entities, no network, no recovery: a part that is not exactly well-formed is refused.
"""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from docgen.errors import UnsafeFileError

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml exports its element type under this name only

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NAMESPACES = {"w": W, "r": R}
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)


def w(name: str) -> str:
    """Clark name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def parse(data: bytes, *, part: str = "") -> Element:
    """Parse one part strictly; `part` names it in the error."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsafeFileError(
            f"Phần {part or 'XML'} của tệp bị hỏng: {error}", hint="Mở bằng Word rồi lưu lại thành .docx."
        ) from error
    # Asked after parsing: it may be in any encoding and stand after any comment. Nothing of it has been loaded.
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeFileError(f"Phần {part or 'XML'} khai báo DOCTYPE.", hint="Không mở tệp này; xin lại tệp từ người gửi.")
    return root


def canonical(data: bytes) -> bytes:
    """Canonical form (C14N 2.0) of a part, for comparing two of them."""
    return etree.tostring(parse(data), method="c14n2")


def to_text(data: bytes, *, part: str = "") -> str:
    """A part as text without declaration, entities resolved, no pretty printing: what the template parser expects."""
    return etree.tostring(parse(data, part=part), encoding="unicode")


def to_bytes(root: Element) -> bytes:
    """A part as bytes, with the declaration that Word writes."""
    return DECLARATION + etree.tostring(root, encoding="UTF-8")
