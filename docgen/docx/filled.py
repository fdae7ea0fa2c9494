"""A filled-in part, and its proof without parsing it again.

Rendering gives a sequence of pieces: pieces of the template (`str`), values between them (`Markup`, escaped), and marks where a
turn of a loop begins and ends. Without the values, and with equal turns of a loop taken once, the sequence is the skeleton of
the part. Documents of one template share few skeletons, so each is parsed and proven once and remembered. What was proven of the
skeleton holds for the part, because

- a value is text where text stands: `is_text` lets no mark-up pass, and the words of the parsed skeleton are compared with
  the words of its pieces, so a value that stands in an attribute or a field code is seen;
- every turn is balanced, or the skeleton with an element around each turn would not parse; the last turn stays the last;
- what depends on how often or in which order turns follow one another may not stand in a loop: cells, columns, bookmarks,
  drawings, vertically merged cells, fields, sections. Nor may a turn be empty.

A part whose skeleton is not that simple, or has a fault, is parsed as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple, TypeAlias, TypeVar

from lxml import etree

from docgen.docx.proof import faults, xpath
from docgen.docx.text import paragraphs
from docgen.docx.xml import DECLARATION, Element, parse, w
from docgen.errors import UnsafeFileError

TURN, END = "\x01", "\x02"
"""Marks before and after every turn of a loop. No XML can contain them."""

Respell: TypeAlias = Callable[[str], str]
Shape: TypeAlias = tuple[Any, ...]
"""Pieces of the template, True for a value, False for an empty one, `_Loop` for the turns of a loop."""

T = TypeVar("T")

_KEPT_SHAPES = 256
_VALUE = "\ue000"
_PARAGRAPH = "\0"
_WRAPPER = "turn"
_WRAPPED = {TURN: f'<{_WRAPPER} xmlns="">'.encode(), END: f"</{_WRAPPER}>".encode()}
_TOKEN = re.compile(r"<([^>]*)>|([^<]+)")
_PRINTED = {"w:br": "\n", "w:tab/": "\t", "w:noBreakHyphen": "-", "w:p": _PARAGRAPH}
_NOT_TEXT = re.compile("[\0-\x1f<\ufffe\uffff]|&(?!(?:amp|lt|gt|#34|#39);)")
_USUAL = bytes({*range(0x20, 0x100)} - {*b"<&\xef"})
"""Bytes of UTF-8 of which no combination is anything but text; those of U+FFFE and U+FFFF begin with EF."""
_BLOCKS = frozenset({w("p"), w("tr"), w("tbl"), w("r"), _WRAPPER})
_ORDERED = xpath(
    f"//{_WRAPPER}//*[self::w:bookmarkStart or self::w:bookmarkEnd or self::wp:docPr or self::w:vMerge or self::w:fldChar "
    "or self::w:sectPr]"
)


class Inspection(NamedTuple):
    """What Word would stumble over in a part, and its words by paragraph."""

    faults: list[str]
    words: list[str]


def inspect(data: bytes, part: str) -> Inspection:
    """Parse a part and look at all of it."""
    root = parse(data, part=part)
    return Inspection(list(faults(root)), paragraphs(root))


class _Loop(NamedTuple):
    """The different turns of one loop, and the last one."""

    turns: frozenset[Shape]
    last: Shape


class Wording:
    """What the pieces of one template are in bytes and in words, in one spelling; fills up as pieces are met."""

    def __init__(self, respell: Respell | None, check: Callable[[str], None]) -> None:
        """`check` is called once with every piece of the template and refuses what may not be printed."""
        self.encoded: dict[str, bytes] = _Lookup(self._encode, {TURN: b"", END: b""})
        self.words: dict[str, str] = _Lookup(self._read, {TURN: "", END: ""})
        self.is_proven = lru_cache(maxsize=_KEPT_SHAPES)(self._prove)
        self._respell, self._check = respell, check

    def _encode(self, piece: str) -> bytes:
        self._check(piece)
        return self._spelled(piece).encode()

    def _read(self, piece: str) -> str:
        return "".join(_printed(self._spelled(piece)))

    def _spelled(self, piece: str) -> str:
        return self._respell(piece) if self._respell else piece

    def _prove(self, shape: Shape) -> bool:
        """Whether the skeleton is simple enough to speak for its documents, and without fault."""
        pieces = list(_unrolled(shape))
        try:
            root = parse(DECLARATION + b"".join([_WRAPPED.get(piece) or self.encoded[piece] for piece in pieces]))
        except UnsafeFileError:
            return False
        if _ORDERED(root) or not all(map(_may_repeat, root.iter(_WRAPPER))):
            return False
        etree.strip_tags(root, _WRAPPER)
        words = "".join([self.words[piece] for piece in pieces])
        return not any(faults(root)) and paragraphs(root) == _split(words)


class FilledPart:
    """One part as a template filled it in."""

    __slots__ = ("_pieces", "_wording", "data")

    def __init__(self, pieces: Sequence[str], wording: Wording) -> None:
        """Keep the `pieces`; `data` is the part in bytes."""
        self._pieces, self._wording = pieces, wording
        encoded = wording.encoded
        self.data = b"".join([DECLARATION, *[encoded[piece] if type(piece) is str else piece.encode() for piece in pieces]])

    def inspect(self, part: str) -> Inspection:
        """The same as `inspect(self.data, part)`, in a fraction of its time where the skeleton is known."""
        if not self._wording.is_proven(_shape(self._pieces)):
            return inspect(self.data, part)
        words = self._wording.words
        return Inspection([], _split("".join([words[piece] if type(piece) is str else piece for piece in self._pieces])))


def is_text(value: str) -> bool:
    """Whether an escaped value is text and nothing else: no mark-up, no line break, nothing that XML forbids."""
    try:
        data = value.encode()
    except UnicodeEncodeError:
        return False
    return not data.translate(None, _USUAL) or not _NOT_TEXT.search(value)


class _Lookup(dict[str, T]):
    """A dictionary that makes what it does not have."""

    def __init__(self, make: Callable[[str], T], known: dict[str, T]) -> None:
        super().__init__(known)
        self._make = make

    def __missing__(self, piece: str) -> T:
        made = self[piece] = self._make(piece)
        return made


def _shape(pieces: Sequence[str]) -> Shape:
    """The skeleton of a part: what is the same in all documents that differ in their values only."""
    outer: list[list[Any]] = []
    current: list[Any] = []
    for piece in pieces:
        if type(piece) is not str:
            current.append(piece != "")
        elif piece == TURN:
            outer.append(current)
            current = []
        elif piece == END:
            turn, current = _frozen(current), outer.pop()
            if not current or type(current[-1]) is not dict:
                current.append({})
            turns = current[-1]
            turns.pop(turn, None)
            turns[turn] = None
        else:
            current.append(piece)
    return _frozen(current)


def _frozen(items: list[Any]) -> Shape:
    """A dictionary holds the turns of one loop as its keys, the last one last."""
    return tuple([_Loop(frozenset(item), next(reversed(item))) if type(item) is dict else item for item in items])


def _unrolled(shape: Shape) -> Iterator[str]:
    """The pieces of the shortest part with this shape."""
    for item in shape:
        if isinstance(item, _Loop):
            for turn in (*(item.turns - {item.last}), item.last):
                yield TURN
                yield from _unrolled(turn)
                yield END
        elif item is True:
            yield _VALUE
        elif item is not False:
            yield item


def _may_repeat(turn: Element) -> bool:
    """Whether a turn is made of whole paragraphs, rows, tables or runs, or of plain text."""
    if len(turn):
        return all(child.tag in _BLOCKS for child in turn)
    place = turn.getparent()
    while place is not None and place.tag == _WRAPPER:
        place = place.getparent()
    return place is not None and place.tag == w("t")


def _printed(piece: str) -> Iterator[str]:
    """What Word shows of a piece that begins inside a text or between elements; still escaped."""
    in_text = True
    for tag, text in _TOKEN.findall(piece):
        if text:
            if in_text:
                yield text
            continue
        name = tag.split(" ", 1)[0]
        in_text = name == "w:t" and not tag.endswith("/")
        yield _PRINTED.get(tag) or _PRINTED.get(name.removesuffix("/"), "")


def _split(words: str) -> list[str]:
    """Paragraphs of words that are still escaped."""
    return (unescape(words) if "&" in words else words).split(_PARAGRAPH)[1:]
