"""The parts of a package by their role, found through relationships as Word does, not by file name (ECMA-376 part 2, 8.4).

Strict documents ("Strict Open XML" in Word's save dialog) name the same things in other namespaces; they are read as if they were
transitional.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property

from docgen.docx.xml import Element, parse

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"drawingml/wordprocessingDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
    (b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)


class Parts:
    """The parts of one document."""

    def __init__(self, data: Mapping[str, bytes]) -> None:
        """Take the bytes of all parts by name."""
        self._data = data
        self._roots: dict[str, Element] = {}
        self._links: dict[str, dict[str, tuple[str, str]]] = {}

    @cached_property
    def main(self) -> str:
        """Name of the part with the body."""
        return self.by_role("", "officeDocument") or "word/document.xml"

    def root(self, name: str) -> Element:
        """A part as XML, parsed once."""
        if name not in self._roots:
            self._roots[name] = parse(transitional(self._data[name]), part=name)
        return self._roots[name]

    def root_by_role(self, role: str) -> Element | None:
        """The part that the body refers to as its styles, numbering, settings or theme."""
        name = self.by_role(self.main, role)
        return self.root(name) if name else None

    def by_role(self, source: str, role: str) -> str | None:
        """The first part of a role that `source` refers to; `role` is the last word of the relationship type."""
        found = (target for kind, target in self.links(source).values() if kind == role and target in self._data)
        return next(found, None)

    def target(self, source: str, identifier: str) -> str | None:
        """The part behind a relationship id of `source`."""
        _, target = self.links(source).get(identifier, ("", ""))
        return target if target in self._data else None

    def links(self, source: str) -> Mapping[str, tuple[str, str]]:
        """Role and target of every relationship of a part, by id."""
        if source not in self._links:
            folder, base = posixpath.split(source)
            name = posixpath.join(folder, "_rels", f"{base}.rels")
            self._links[source] = self._read_links(name, folder) if name in self._data else {}
        return self._links[source]

    def _read_links(self, name: str, folder: str) -> dict[str, tuple[str, str]]:
        return {
            link.get("Id", ""): (link.get("Type", "").rpartition("/")[2], _resolved(folder, link.get("Target", "")))
            for link in self.root(name).iterfind("*")
            if link.get("TargetMode", "Internal") == "Internal"
        }


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def transitional(data: bytes) -> bytes:
    """The bytes of a part with the names of strict documents exchanged for the usual ones."""
    if _STRICT not in data:
        return data
    for strict, usual in _NAMESPACES:
        data = data.replace(_STRICT + strict, usual)
    return data
