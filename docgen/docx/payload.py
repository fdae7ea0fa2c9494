"""The data that travels inside a produced document, as a custom XML part.

It lets a document be opened again as a form. Beside the data stands the fingerprint of the words that were produced, so that a
later edit by hand is seen. Everything in it is also in the document's text or was typed for it; nothing else is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from docgen.docx.text import body_lines, fingerprint
from docgen.docx.xml import parse

PART = "customXml/item1.xml"
NAMESPACE = "urn:docgen-vanban:data:1"
NO_PAYLOAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<d:docgen xmlns:d="{NAMESPACE}"/>'.encode()
"""The part in a file that is not a document of a kind and carries no data."""
STORE_ID = "{6D0C3F0A-5E0B-4C57-9B0E-6B1B6A6F2D11}"


@dataclass(frozen=True, slots=True)
class Payload:
    """What a document says of itself: kind code, version of the program that made it, data as JSON, fingerprint of its words.

    A draft carries what was typed, gaps and errors included, never the stand-ins that fill them.
    """

    kind: str
    version: str
    data: str
    fingerprint: str
    draft: bool = False

    def to_xml(self) -> bytes:
        """The custom XML part."""
        attributes = " ".join(
            f'{name}="{escape(value)}"'
            for name, value in (("kind", self.kind), ("version", self.version), ("fingerprint", self.fingerprint))
        )
        attributes += ' draft="1"' if self.draft else ""
        element = f'<d:docgen xmlns:d="{NAMESPACE}" {attributes}>{escape(self.data, quote=False)}</d:docgen>'
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{element}'.encode()


def read_payload(parts: Mapping[str, bytes]) -> Payload | None:
    """The payload of a document, or None when it carries none."""
    for name, data in parts.items():
        if name.startswith("customXml/item") and NAMESPACE.encode() in data:
            root = parse(data, part=name)
            if root.tag == f"{{{NAMESPACE}}}docgen":
                kind, version, words = (root.get(name, "") for name in ("kind", "version", "fingerprint"))
                return Payload(kind, version, root.text or "", words, draft=root.get("draft") == "1")
    return None


def current_fingerprint(parts: Mapping[str, bytes]) -> str:
    """The fingerprint of the words that stand in the document now."""
    return fingerprint(body_lines(parts))
