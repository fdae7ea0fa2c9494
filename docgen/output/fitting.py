"""A document written so that dxpdf sets it as Word does.

Known faults of dxpdf 0.8.1, each shown by a test, and what is done about them in a copy of the document:

- With a default table style it takes the letter size of the document's defaults inside tables: a default style that says nothing
  visible is left out (the preflight refuses others).
- `keepNext` keeps the *whole* next paragraph on the page, and nothing when a table follows: it is taken out; where a heading then
  ends a page, the break is set before it.
- Space before a paragraph is kept at the top of a page: taken away there.
- Text in lines of exact height stands 2.7 pt too high: the page is moved down by 1.6 pt, half way between these lines and the
  others, which stand 0.6 pt too high.
- Margins that change sides on pages with even numbers do not: those pages are moved afterwards.
- A table of contents shows what stood in its fields: the numbers are filled in.
- It breaks lines between "-" and a no-break space, which gets a joiner; and after "/": such words get one where they were torn.

Where a page ends only the engine knows, so a document is laid out, looked at (every block carries a bookmark, which becomes a
named destination) and laid out again until nothing is left to set right. Sections start on new pages: each is judged for itself.
Where pages of the last document of the same build began is the first guess for the next: if it is wrong, the next look shows it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import groupby
from threading import Lock

from docgen.docx.package import Parts
from docgen.docx.xml import Element, W, parse, to_bytes, w
from docgen.output.contents import mirrored, page_numbers, page_references
from docgen.output.pages import destinations, moved, page_count, page_texts
from docgen.output.rewrite import (
    JOINER,
    bookmark,
    break_before,
    cut_table,
    drop,
    hold_together,
    move_down,
    no_space_before,
    plain_styles,
)

_MARK = "docgenfit"
_DASH = "-\u00a0"
_TEARABLE = re.compile(r"[^ \t\n]*/[^ \t\n]+")
_BREAK_AFTER = re.compile(r"/(?=\S)")
_BUILDS = 256
"""So many builds of documents are remembered."""
_NO_STYLES = f'<w:styles xmlns:w="{W}"/>'.encode()
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the body or a row of a table: what must not be torn from its follower.

    `place` is that of its first paragraph among all of the document, `keeps` says that the next block belongs to this one.
    """

    place: int
    section: int
    keeps: bool
    breaks_before: bool = False
    in_table: bool = False
    is_header_row: bool = False
    is_empty: bool = False


class Fitting:
    """One document on its way through dxpdf: `parts` to be laid out, `learn` from the result, again until it says False."""

    def __init__(self, parts: Parts) -> None:
        """Take the document apart; `parts` must have passed the preflight."""
        styles = parse(parts.get("word/styles.xml", _NO_STYLES), part="word/styles.xml")
        self._root = parse(parts["word/document.xml"], part="word/document.xml")
        _hold_together(self._root, lambda words: words.replace(_DASH, f"-{JOINER}\u00a0"))
        self._blocks = _blocks(self._root, styles)
        self._tearable = _tearable(self._root, self._blocks)
        self._unread = set(self._tearable)
        self._others = {**parts, "word/styles.xml": plain_styles(styles)} if len(styles) else dict(parts)
        self._builds = _builds(self._blocks)
        self._tight = {first + number for first, build in self._builds for number in _usual.of(build)}
        self._breaks: set[int] = set()
        self._torn: set[str] = set()
        self._numbers: dict[str, str] = {}
        self._mirrors = b"mirrorMargins" in parts.get("word/settings.xml", b"")
        self.settled = True
        drop(self._root, "keepNext")
        if any(b'"exact"' in parts.get(name, b"") for name in ("word/styles.xml", "word/document.xml")):
            move_down(self._root)
        self._mark_blocks()

    def parts(self) -> dict[str, bytes]:
        """The document as dxpdf is to see it now."""
        root = deepcopy(self._root)
        paragraphs = list(root.iter(w("p")))
        for number, block in enumerate(self._blocks):
            paragraph = paragraphs[block.place]
            if number in self._breaks:
                (cut_table if block.in_table else break_before)(paragraph)
            if number in self._tight:
                no_space_before(paragraph)
        if self._torn:
            _hold_together(root, lambda words: _TEARABLE.sub(self._joined, words))
        for name, text in page_references(root) if self._numbers else ():
            text.text = self._numbers.get(name, text.text)
        return {**self._others, "word/document.xml": to_bytes(root)}

    def _mark_blocks(self) -> None:
        paragraphs = list(self._root.iter(w("p")))
        for number, block in enumerate(self._blocks):
            if not block.is_empty:
                bookmark(paragraphs[block.place], 2 * number, f"{_MARK}{number}a", at_end=False)
                bookmark(paragraphs[block.place], 2 * number + 1, f"{_MARK}{number}b", at_end=True)

    def learn(self, pdf: bytes) -> bool:
        """Look at the laid out pages; True when something was found to set right."""
        found = destinations(pdf)
        starts, ends = self._places(found)
        torn = self._torn_words(pdf, starts) - self._torn
        tight = self._at_top(starts, ends)
        breaks = set() if torn else self._stranded(starts, ends, self._first_moved(tight, starts))
        numbers = page_numbers(self._root, self._section_pages(starts), found)
        tight |= {number for number in breaks if self._may_be_tight(number)}  # where they will stand
        changed = bool(torn or breaks) or tight != self._tight or numbers != self._numbers
        if numbers != self._numbers:  # other words, so other lines; page breaks and space change none
            self._unread = set(self._tearable)
        else:
            self._unread = {number for number, words in self._tearable.items() if not torn.isdisjoint(words)}
        self._torn, self._breaks = self._torn | torn, self._breaks | breaks
        self._tight, self._numbers = tight, numbers
        if not changed:
            self._remember()
        return changed

    def _remember(self) -> None:
        """Which blocks pages begin with by themselves, without a break that was set."""
        for first, build in self._builds:
            tops = range(first, first + len(build))
            _usual.keep(build, frozenset(number - first for number in tops if number in self._tight - self._breaks))

    def finished(self, pdf: bytes) -> bytes:
        """The pages as they are to be printed: margins change sides on those with even numbers, where that is asked."""
        if not self._mirrors:
            return pdf
        starts, _ = self._places(destinations(pdf))
        return moved(pdf, mirrored(self._root, self._section_pages(starts), page_count(pdf)))

    def _section_pages(self, starts: list[int]) -> list[int]:
        pages: dict[int, int] = {}
        for block, page in zip(self._blocks, starts, strict=True):
            pages.setdefault(block.section, page)
        return [pages[section] for section in sorted(pages)]

    def _places(self, found: dict[str, int]) -> tuple[list[int], list[int]]:
        """On which page every block starts and ends. An empty one has no mark (it would take room)."""
        starts, ends = [0], [0]
        for number, block in enumerate(self._blocks):
            start, end = found.get(f"{_MARK}{number}a"), found.get(f"{_MARK}{number}b")
            if not block.is_empty and (start is None or end is None):
                self.settled = False
            starts.append(ends[-1] if start is None else start)
            ends.append(ends[-1] if end is None else end)
        for number in range(len(self._blocks) - 1, 0, -1):
            if self._blocks[number - 1].is_header_row:  # drawn on every page of its table; its mark stands on the last
                starts[number] = ends[number] = min(starts[number], starts[number + 1])
        return starts[1:], ends[1:]

    def _at_top(self, starts: list[int], ends: list[int]) -> set[int]:
        """Paragraphs that a page starts with only because the one before was full."""
        numbers = range(1, len(self._blocks))
        return {number for number in numbers if starts[number] > ends[number - 1] and self._may_be_tight(number)}

    def _may_be_tight(self, number: int) -> bool:
        block = self._blocks[number]
        same = number > 0 and block.section == self._blocks[number - 1].section
        return same and not (block.in_table or block.breaks_before)

    def _first_moved(self, tight: set[int], starts: list[int]) -> dict[int, int]:
        """By section, the first page whose text will stand elsewhere: what follows cannot be judged yet."""
        moved: dict[int, int] = {}
        for number in tight ^ self._tight:
            section = self._blocks[number].section
            moved[section] = min(starts[number], moved.get(section, starts[number]))
        return moved

    def _stranded(self, starts: list[int], ends: list[int], moved: dict[int, int]) -> set[int]:
        """In each section the first block that stands on the page before its follower, or what its chain starts with."""
        found: dict[int, int] = {}
        for number, (block, follower) in enumerate(zip(self._blocks, self._blocks[1:], strict=False)):
            same = block.section == follower.section and not follower.breaks_before
            if not (block.keeps and same) or block.section in found:
                continue
            last = ends[number] if not block.is_header_row else starts[number]
            if last >= starts[number + 1] or starts[number] >= moved.get(block.section, starts[number] + 1):
                continue
            head = self._head_of(number)
            if head in self._breaks or (head > 0 and starts[head] > ends[head - 1]):
                continue  # as high as it can stand: longer than a page
            found[block.section] = head
        return set(found.values())

    def _head_of(self, number: int) -> int:
        """The first block of the chain that ends with block `number`."""
        while number and self._blocks[number - 1].keeps and self._blocks[number - 1].section == self._blocks[number].section:
            number -= 1
        return number

    def _torn_words(self, pdf: bytes, starts: list[int]) -> set[str]:
        """Words that are torn in blocks whose lines are new. Only the pages from such a block to the next one are read."""
        if not self._unread:
            return set()
        ends = [*starts[1:], page_count(pdf) - 1]
        pages = {page for number in self._unread for page in range(starts[number], max(starts[number], ends[number]) + 1)}
        words = set().union(*(self._tearable[number] for number in self._unread))
        text = "\n".join(page_texts(pdf, pages))
        lines = "\n".join(_bare(line) for line in text.splitlines())
        return {
            word
            for word in words
            if any(f"{_bare(word[: cut.end()])}\n{_bare(word[cut.end() :])}" in lines for cut in _BREAK_AFTER.finditer(word))
        }

    def _joined(self, word: re.Match[str]) -> str:
        if word[0] not in self._torn:
            return word[0]
        return re.sub(r"([/-])(?=.)", rf"\1{JOINER}", word[0])


Build = tuple[Block, ...]
"""The blocks of a section as they are in every document that is built like it."""


class _Usual:
    """Where pages begin in documents of a build, by the last of them."""

    def __init__(self) -> None:
        self._tops: OrderedDict[Build, frozenset[int]] = OrderedDict()
        self._lock = Lock()

    def of(self, build: Build) -> frozenset[int]:
        return self._tops.get(build, frozenset())

    def keep(self, build: Build, tops: frozenset[int]) -> None:
        with self._lock:
            self._tops[build] = tops
            self._tops.move_to_end(build)
            while len(self._tops) > _BUILDS:
                self._tops.popitem(last=False)


_usual = _Usual()


def _builds(blocks: list[Block]) -> list[tuple[int, Build]]:
    """Each section as its first block and its build."""
    found, first = [], 0
    for _, group in groupby(blocks, key=lambda block: block.section):
        build = tuple(replace(block, place=0, section=0) for block in group)
        found.append((first, build))
        first += len(build)
    return found


def _hold_together(root: Element, joined: Callable[[str], str]) -> None:
    """Put joiners where `joined` puts them into a text."""
    for text in list(root.iter(w("t"))):
        if text.text and JOINER in (words := joined(text.text)):
            hold_together(text, words.split(JOINER))


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00a0\ufeff\ufffe\u0002]+", "", text)


def _blocks(root: Element, styles: Element) -> list[Block]:
    """The body in reading order."""
    places = {paragraph: place for place, paragraph in enumerate(root.iter(w("p")))}
    keeping, breaking = _Switch("keepNext", styles), _Switch("pageBreakBefore", styles)
    blocks: list[Block] = []
    section = 0
    for child in root.iterfind(f"{w('body')}/*"):
        if child.tag == w("p"):
            empty = child.find(w("r")) is None
            blocks.append(Block(places[child], section, keeping.of(child), breaking.of(child), is_empty=empty))
            section += child.find(f"{w('pPr')}/{w('sectPr')}") is not None
        elif child.tag == w("tbl"):
            for row in child.iterfind(w("tr")):
                first = next(row.iter(w("p")), None)
                if first is None:
                    continue
                header = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
                keeps, empty = header or keeping.of(first), first.find(w("r")) is None
                blocks.append(Block(places[first], section, keeps, in_table=True, is_header_row=header, is_empty=empty))
    return blocks


def _tearable(root: Element, blocks: list[Block]) -> dict[int, set[str]]:
    """By the number of a block, the words in it that may be torn."""
    found: dict[int, set[str]] = {}
    places = [block.place for block in blocks]
    for place, paragraph in enumerate(root.iter(w("p"))):
        words = {word for piece in paragraph.iter(w("t")) for word in _TEARABLE.findall(piece.text or "")}
        if words:
            found.setdefault(max(bisect_right(places, place) - 1, 0), set()).update(words)
    return found


class _Switch:
    """An on-off property of paragraphs, written at the paragraph or in its style."""

    def __init__(self, name: str, styles: Element) -> None:
        self._name = w(name)
        by_identifier = {style.get(w("styleId"), ""): style for style in styles.iter(w("style"))}
        self._default = next((name for name, style in by_identifier.items() if _is_default(style)), "")
        self._styles = {name: self._in_style(name, by_identifier, frozenset()) for name in by_identifier}

    def of(self, paragraph: Element) -> bool:
        """Whether it is on."""
        properties = paragraph.find(w("pPr"))
        found = None if properties is None else properties.find(self._name)
        if found is not None:
            return found.get(w("val")) not in _OFF
        style = None if properties is None else properties.find(w("pStyle"))
        return self._styles.get(self._default if style is None else style.get(w("val"), ""), False)

    def _in_style(self, name: str, styles: dict[str, Element], seen: frozenset[str]) -> bool:
        style = styles.get(name)
        if style is None or name in seen:
            return False
        found = style.find(f"{w('pPr')}/{self._name}")
        if found is not None:
            return found.get(w("val")) not in _OFF
        parent = style.find(w("basedOn"))
        return parent is not None and self._in_style(parent.get(w("val"), ""), styles, seen | {name})


def _is_default(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}
