"""Many documents as one .docx: a section for each, so that all are converted in one go and printed as one file.

Every document starts on a new page and counts its pages from 1. It brings its own headers and footers, and where it has none of a
kind that an earlier one has, it gets an empty one: Word would go on with the earlier one's. Bookmarks, lists and pictures get
names and numbers of their own. Titles and carried data (`docProps`, `customXml`) stay out: they are personal and not printed.

Only documents with the same styles and settings can be merged (`merge_key`); those of one program and kind have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256

from docgen.docx.package import Parts
from docgen.docx.xml import Element, R, parse, to_bytes, w
from docgen.output.merge_parts import SHARED, Lists, Package, relations, relations_name

MARK = "docgendocument"
"""The start of every document is named so, with its number from 0 after it."""
_DROPPED = frozenset({"customXml", "webSettings"})
_OWN = frozenset({"header", "footer", "image", "hyperlink", "numbering"})
_BEFORE_TYPE = frozenset(map(w, ("headerReference", "footerReference", "footnotePr", "endnotePr")))
_BEFORE_NUMBER = _BEFORE_TYPE | frozenset(map(w, ("type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")))
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_EMPTY = {"header": '<w:hdr xmlns:w="{}"><w:p/></w:hdr>', "footer": '<w:ftr xmlns:w="{}"><w:p/></w:ftr>'}
_NAMED = re.compile(r"(?<=[\s\"])([^\s\"\\]+)")


def merge_key(parts: Parts) -> str | None:
    """Documents with the same key can be merged; None for one that has to stay alone (notes, comments, embedded fonts, ...)."""
    own = relations(parts)
    if {relation.kind for relation in own} - {*SHARED, *_DROPPED, *_OWN}:
        return None
    if any(relations_name(relation.target) in parts for relation in own if relation.kind in {"header", "footer", *SHARED}):
        return None
    if any(_has_lists(parts[name], name) for name in ("word/styles.xml", "word/numbering.xml") if name in parts):
        return None
    digest = sha256()
    for relation in sorted(own, key=lambda relation: relation.target):
        if relation.kind in SHARED:
            digest.update(f"{relation.kind} {relation.target}\0".encode() + parts.get(relation.target, b"") + b"\0")
    return digest.hexdigest()


@lru_cache(maxsize=8)
def _has_lists(data: bytes, name: str) -> bool:
    """Whether a part ties lists to styles or pictures. Asked of every document of a run, which all have the same styles."""
    return next(parse(data, part=name).iter(w("numPr"), w("numPicBullet")), None) is not None


def merge(documents: Sequence[Parts]) -> dict[str, bytes]:
    """The parts of one .docx with all `documents`, which have the same merge key."""
    merger = _Merger(documents[0])
    for number, parts in enumerate(documents):
        merger.add(parts, number, is_last=number == len(documents) - 1)
    return merger.parts()


class _Merger:
    """Takes in one document after the other; the first gives styles, settings and the frame."""

    def __init__(self, first: Parts) -> None:
        self._package = Package(first)
        self._lists = Lists()
        self._root = parse(first["word/document.xml"], part="word/document.xml")
        self._body = _body(self._root)
        self._body[:] = []
        self._identifiers = 0
        self._seen: set[tuple[str, str]] = set()

    def add(self, parts: Parts, number: int, *, is_last: bool) -> None:
        """Put one document after those that are there."""
        root = parse(parts["word/document.xml"], part="word/document.xml")
        body = _body(root)
        if (last := body.find(w("sectPr"))) is None:
            last = body.makeelement(w("sectPr"), {})
            body.append(last)
        sections = list(body.iter(w("sectPr")))
        _start_anew(sections[0])
        self._relate(root, parts)
        self._own_stories(sections)
        self._rename_bookmarks(body, number)
        self._renumber(body, parts)
        _mark(body, f"{MARK}{number}", self._next())
        if not is_last:
            _end_section(body, last)
        self._body.extend(list(body))

    def parts(self) -> dict[str, bytes]:
        """The merged document."""
        return self._package.parts(to_bytes(self._root), self._lists.part())

    def _next(self) -> str:
        self._identifiers += 1
        return str(self._identifiers)

    def _relate(self, root: Element, parts: Parts) -> None:
        """Headers, footers, pictures and links under names that no other document has."""
        new = {
            relation.identifier: self._package.take(relation, parts)
            for relation in relations(parts)
            if relation.kind in {"header", "footer", "image", "hyperlink"}
        }
        for element in root.iter():
            for name, value in element.attrib.items():
                if str(name).startswith(f"{{{R}}}") and str(value) in new:
                    element.set(name, new[str(value)])

    def _own_stories(self, sections: Sequence[Element]) -> None:
        """An empty header or footer in the first section of each kind that an earlier document has and this one has not."""
        here = set(_stories(sections[0]))
        for tag, kind in sorted(self._seen - here):
            name = tag.removesuffix("Reference")
            empty = self._package.take_data(name, _EMPTY[name].format(w("")[1:-1]).encode())
            sections[0].insert(0, sections[0].makeelement(w(tag), {w("type"): kind, f"{{{R}}}id": empty}))
        self._seen |= {story for section in sections for story in _stories(section)}

    def _rename_bookmarks(self, body: Element, number: int) -> None:
        identifiers: dict[str, str] = {}
        names: dict[str, str] = {}
        for start in body.iter(w("bookmarkStart"), w("bookmarkEnd")):
            old = start.get(w("id"), "")
            start.set(w("id"), identifiers.setdefault(old, self._next()))
            if name := start.get(w("name")):
                names[name] = f"{'_' if name.startswith('_') else ''}d{number}x{len(names)}"
                start.set(w("name"), names[name])
        for link in body.iter(w("hyperlink")) if names else ():
            if (anchor := link.get(w("anchor"))) in names:
                link.set(w("anchor"), names[str(anchor)])
        for instruction in body.iter(w("instrText")) if names else ():
            instruction.text = _NAMED.sub(lambda found: names.get(found[1], found[1]), instruction.text or "")
        for field in body.iter(w("fldSimple")) if names else ():
            field.set(w("instr"), _NAMED.sub(lambda found: names.get(found[1], found[1]), field.get(w("instr"), "")))

    def _renumber(self, body: Element, parts: Parts) -> None:
        for drawing in body.iter(_DOC_PR):
            drawing.set("id", self._next())
        if "word/numbering.xml" in parts:
            new = self._lists.take(parts["word/numbering.xml"])
            for number in body.iter(w("numId")):
                number.set(w("val"), new.get(number.get(w("val"), ""), "0"))


def _body(root: Element) -> Element:
    body = root.find(w("body"))
    return root if body is None else body


def _stories(section: Element) -> Iterator[tuple[str, str]]:
    for tag in ("headerReference", "footerReference"):
        for reference in section.iterfind(w(tag)):
            yield tag, reference.get(w("type"), "default")


def _start_anew(section: Element) -> None:
    """On a new page, which is page 1 unless the document says otherwise."""
    kind = section.find(w("type"))
    if kind is None:
        kind = _put(section, "type", _BEFORE_TYPE)
    kind.set(w("val"), "nextPage")
    numbers = section.find(w("pgNumType"))
    if numbers is None:
        numbers = _put(section, "pgNumType", _BEFORE_NUMBER)
    if numbers.get(w("start")) is None:
        numbers.set(w("start"), "1")


def _put(section: Element, name: str, before_it: frozenset[str]) -> Element:
    new = section.makeelement(w(name), {})
    section.insert(sum(child.tag in before_it for child in section), new)
    return new


def _mark(body: Element, name: str, identifier: str) -> None:
    """Name the first paragraph with text; in one without, a mark would take room."""
    paragraphs = list(body.iter(w("p")))
    paragraph = next((paragraph for paragraph in paragraphs if paragraph.find(w("r")) is not None), None)
    if paragraph is None:
        paragraph = paragraphs[0] if paragraphs else body.makeelement(w("p"), {})
        if not paragraphs:
            body.insert(0, paragraph)
    place = sum(child.tag == w("pPr") for child in paragraph)
    paragraph.insert(place, paragraph.makeelement(w("bookmarkStart"), {w("id"): identifier, w("name"): name}))
    paragraph.insert(place + 1, paragraph.makeelement(w("bookmarkEnd"), {w("id"): identifier}))


def _end_section(body: Element, section: Element) -> None:
    """Move the properties of the last section to the last paragraph, as those of every other section are."""
    body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or last.tag != w("p") or last.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        last = body.makeelement(w("p"), {})
        body.append(last)
    properties = last.find(w("pPr"))
    if properties is None:
        properties = last.makeelement(w("pPr"), {})
        last.insert(0, properties)
    place = next((place for place, child in enumerate(properties) if child.tag == w("pPrChange")), len(properties))
    properties.insert(place, section)
