"""What stands around the body of a merged document: its parts, their relationships and types, and its lists."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from docgen.docx.package import Parts
from docgen.docx.xml import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, Element, R, W, parse, to_bytes, w

SHARED = frozenset({"styles", "settings", "fontTable", "theme"})
"""Kinds of parts that all merged documents have in common."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {kind: f"{_WORD}.{kind}+xml" for kind in ("styles", "settings", "fontTable", "header", "footer", "numbering")} | {
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml"
}


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of the body: `target` is a part's full name, or an address outside."""

    identifier: str
    kind: str
    target: str
    is_outside: bool


def relations(parts: Parts) -> list[Relation]:
    """The relationships of `word/document.xml`."""
    root = parse(parts.get(relations_name("word/document.xml"), b"<none/>"))
    return [_relation(element) for element in root]


def _relation(element: Element) -> Relation:
    target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
    full = target if outside else posixpath.normpath(posixpath.join("/word", target)).removeprefix("/")
    return Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], full, outside)


def relations_name(part: str) -> str:
    """Where the relationships of a part are kept."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


class Package:
    """Collects the parts of a merged document; the same content is kept once."""

    def __init__(self, first: Parts) -> None:
        """Take the shared parts from the `first` document."""
        self._numbers = count(1)
        self._parts: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._rows: dict[tuple[str, str, bool], str] = {}
        self._known: dict[bytes, str] = {}
        for relation in relations(first):
            if relation.kind in SHARED and relation.target in first:
                self._add(relation.kind, relation.target, first[relation.target])

    def take(self, relation: Relation, parts: Parts) -> str:
        """Bring in what a document refers to; the new identifier."""
        if relation.is_outside:
            return self._row(relation.kind, relation.target, is_outside=True)
        return self.take_data(relation.kind, parts.get(relation.target, b""), posixpath.splitext(relation.target)[1])

    def take_data(self, kind: str, data: bytes, ending: str = ".xml") -> str:
        """Bring in one part; its identifier."""
        digest = sha256(f"{kind}{ending}\0".encode() + data).digest()
        if digest not in self._known:
            folder = "word/media/" if kind == "image" else "word/"
            self._known[digest] = self._add(kind, f"{folder}{kind}_{next(self._numbers)}{ending}", data)
        return self._known[digest]

    def parts(self, document: bytes, numbering: bytes | None) -> dict[str, bytes]:
        """Everything, ready to be written."""
        if numbering:
            self._add("numbering", "word/numbering.xml", numbering)
        overrides = {"word/document.xml": f"{_WORD}.document.main+xml", **self._types}
        rows = [*self._rows.items()]
        return {
            "[Content_Types].xml": self._content_types(overrides),
            "_rels/.rels": _relationships([(("officeDocument", "word/document.xml", False), "rId1")], base=""),
            "word/_rels/document.xml.rels": _relationships(rows, base="/"),
            "word/document.xml": document,
            **self._parts,
        }

    def _add(self, kind: str, name: str, data: bytes) -> str:
        self._parts[name] = data
        if kind in _TYPES:
            self._types[name] = _TYPES[kind]
        return self._row(kind, name, is_outside=False)

    def _row(self, kind: str, target: str, *, is_outside: bool) -> str:
        return self._rows.setdefault((kind, target, is_outside), f"rId{len(self._rows) + 1}")

    def _content_types(self, overrides: dict[str, str]) -> bytes:
        root = parse(f'<Types xmlns="{CONTENT_TYPES}"/>'.encode())
        endings = {posixpath.splitext(name)[1][1:].lower() for name in self._parts} - {"xml"}
        defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        for ending, kind in {
            **defaults,
            **{ending: f"image/{'jpeg' if ending == 'jpg' else ending}" for ending in endings},
        }.items():
            root.append(root.makeelement(f"{{{CONTENT_TYPES}}}Default", {"Extension": ending, "ContentType": kind}))
        for name, kind in overrides.items():
            root.append(root.makeelement(f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": kind}))
        return to_bytes(root)


def _relationships(rows: list[tuple[tuple[str, str, bool], str]], *, base: str) -> bytes:
    root = parse(f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode())
    for (kind, target, is_outside), identifier in rows:
        attributes = {"Id": identifier, "Type": f"{R}/{kind}", "Target": target if is_outside else f"{base}{target}"}
        outside = {"TargetMode": "External"} if is_outside else {}
        root.append(root.makeelement(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", attributes | outside))
    return to_bytes(root)


class Lists:
    """The lists of all documents: each keeps its own, so that every document counts from 1."""

    def __init__(self) -> None:
        """No list yet."""
        self._kinds: list[Element] = []
        self._lists: list[Element] = []

    def take(self, numbering: bytes) -> dict[str, str]:
        """Bring in the lists of a document; their new numbers by the old ones."""
        root = parse(numbering, part="word/numbering.xml")
        kinds: dict[str, str] = {}
        for kind in root.findall(w("abstractNum")):
            kinds[kind.get(w("abstractNumId"), "")] = str(len(self._kinds))
            kind.set(w("abstractNumId"), str(len(self._kinds)))
            for name in ("nsid", "tmpl"):  # by these Word would take lists of two documents for one
                for child in kind.findall(w(name)):
                    kind.remove(child)
            self._kinds.append(kind)
        new: dict[str, str] = {}
        for number in root.findall(w("num")):
            new[number.get(w("numId"), "")] = str(len(self._lists) + 1)
            number.set(w("numId"), str(len(self._lists) + 1))
            for link in number.iterfind(w("abstractNumId")):
                link.set(w("val"), kinds.get(link.get(w("val"), ""), "0"))
            self._lists.append(number)
        return new

    def part(self) -> bytes | None:
        """`word/numbering.xml`, where any document has lists."""
        if not self._lists:
            return None
        root = parse(f'<w:numbering xmlns:w="{W}"/>'.encode())
        root.extend([*self._kinds, *self._lists])
        return to_bytes(root)
