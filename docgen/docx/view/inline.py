"""The content of a paragraph as runs in reading order: fields, links, tracked changes (ECMA-376 17.3.3, 17.16, 17.13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from docgen.docx.view import measures
from docgen.docx.view.fonts import Fonts
from docgen.docx.view.formats import RunFormat
from docgen.docx.xml import Element, R, w

PAGE_BREAK = "\f"
"""How a break to a new page or column reads in the text; a line break is a newline."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WRAPPERS = frozenset(map(w, ("smartTag", "customXml", "sdtContent", "dir", "bdo", "moveTo")))
_XML_WHITE = " \t\r\n"
_RUN, _INSERTED, _LINK, _SIMPLE, _SDT = w("r"), w("ins"), w("hyperlink"), w("fldSimple"), w("sdt")
_FIELD_CHAR, _INSTRUCTION, _PAGE_NUMBER = w("fldChar"), w("instrText"), w("pgNum")
_TEXT, _SYMBOL, _BREAK = w("t"), w("sym"), w("br")
_FIXED = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_SIGNS = frozenset(range(0x20, 0x10000)) - frozenset(range(0xD800, 0xE000))
"""Codes that a sign can have: no control characters, no halves of a pair."""
_NEW_PAGE = frozenset({"page", "column"})


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one formatting. `text` is what is seen (in capitals where the formatting says so), `typed` what was typed."""

    text: str
    typed: str
    format: RunFormat
    field: str = ""
    """The word of the field whose result this is (PAGE, TOC ...), empty for typed text."""
    link: str = ""
    """Relationship id or anchor of the hyperlink around it."""
    inserted: bool = False
    """Inserted with tracked changes on."""

    @property
    def fonts(self) -> frozenset[str]:
        """The fonts its letters are shown in."""
        return self.format.fonts.used_by(self.text, complex_script=self.format.complex_script)


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its first word (PAGE), the whole instruction, what it shows now, and the look of its first letter."""

    name: str
    instruction: str
    result: str
    format: RunFormat


@dataclass
class _OpenField:
    """A complex field between its begin and end marks (17.16.18)."""

    format: RunFormat
    instruction: str = ""
    result: str = ""
    shows: bool = False

    @property
    def name(self) -> str:
        """The first word of the instruction."""
        return self.instruction.split()[0].upper() if self.instruction.strip() else ""

    def closed(self) -> Field:
        """The field as it is at its end mark."""
        return Field(self.name, self.instruction.strip(), self.result, self.format)


class InlineReader:
    """Reads one paragraph. `format_of` gives the effective formatting of a `w:r`."""

    def __init__(self, format_of: Callable[[Element], RunFormat]) -> None:
        """Start at the beginning of a paragraph."""
        self._format_of = format_of
        self._open: list[_OpenField] = []
        self.fields: list[Field] = []

    def read(self, parent: Element, link: str = "", *, inserted: bool = False) -> Iterator[Run]:
        """The runs under `parent`; deleted text and instructions of fields are left out, hidden text is not."""
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                yield from self._run(child, link, inserted=inserted)
            elif tag == _LINK:
                yield from self.read(child, child.get(f"{{{R}}}id") or child.get(w("anchor")) or "#", inserted=inserted)
            elif tag == _INSERTED:
                yield from self.read(child, link, inserted=True)
            elif tag == _SIMPLE:
                yield from self._simple(child, link, inserted=inserted)
            elif (inner := unwrapped(child)) is not None:
                yield from self.read(inner, link, inserted=inserted)

    def finish(self) -> tuple[Field, ...]:
        """The fields of the paragraph; one that goes on in the next paragraph counts here."""
        return (*self.fields, *(field.closed() for field in self._open))

    def _simple(self, element: Element, link: str, *, inserted: bool) -> Iterator[Run]:
        """`w:fldSimple` (17.16.19): instruction as an attribute, result as runs."""
        first = element.find(f".//{_RUN}")
        self._open.append(
            _OpenField(self._format_of(element if first is None else first), element.get(w("instr"), ""), shows=True)
        )
        yield from self.read(element, link, inserted=inserted)
        self.fields.append(self._open.pop().closed())

    def _run(self, element: Element, link: str, *, inserted: bool) -> Iterator[Run]:
        format_ = self._format_of(element)
        pending: list[str] = []
        for child in flattened(element):
            if (piece := _piece(child)) is not None:
                if self._seen(piece, format_):
                    pending.append(piece)
                continue
            if child.tag not in {_FIELD_CHAR, _INSTRUCTION, _PAGE_NUMBER, _SYMBOL}:
                continue
            yield from self._made(pending, format_, link, inserted=inserted)
            pending = []
            if child.tag == _SYMBOL:
                yield from self._symbol(child, format_, link, inserted=inserted)
            else:
                self._mark(child, format_)
        yield from self._made(pending, format_, link, inserted=inserted)

    def _made(self, pieces: list[str], format_: RunFormat, link: str, *, inserted: bool) -> Iterator[Run]:
        if typed := "".join(pieces):
            field = next((field.name for field in reversed(self._open) if field.shows), "")
            yield Run(typed.upper() if format_.caps else typed, typed, format_, field, link, inserted)

    def _seen(self, piece: str, format_: RunFormat) -> bool:
        """Whether text at this place is shown; it also becomes part of the results of the fields around it."""
        if any(not field.shows for field in self._open):
            return False
        for field in self._open:
            field.format = field.format if field.result else format_
            field.result += piece
        return True

    def _mark(self, element: Element, format_: RunFormat) -> None:
        if element.tag == _INSTRUCTION:
            if self._open and not self._open[-1].shows:
                self._open[-1].instruction += element.text or ""
        elif element.tag == _PAGE_NUMBER:
            self.fields.append(Field("PAGE", "PAGE", "", format_))
        elif (kind := element.get(w("fldCharType"))) == "begin":
            self._open.append(_OpenField(format_))
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            self.fields.append(self._open.pop().closed())

    def _symbol(self, element: Element, format_: RunFormat, link: str, *, inserted: bool) -> Iterator[Run]:
        """A sign given by font and code (17.3.3.30)."""
        code, font = measures.hexadecimal(element.get(w("char"))), element.get(w("font"), "")
        sign = chr(code) if code in _SIGNS else ""
        if sign and self._seen(sign, format_):
            own = replace(format_, fonts=Fonts(font, font, font, font)) if font else format_
            yield Run(sign, sign, own, link=link, inserted=inserted)


def _piece(element: Element) -> str | None:
    """The text that one child of a run stands for, None when it is no text."""
    tag = element.tag
    if tag == _TEXT:
        text = "".join((element.text or "", *(child.tail or "" for child in element))).replace("\n", " ")
        return text if element.get(_XML_SPACE) == "preserve" else text.strip(_XML_WHITE)
    if tag == _BREAK:
        return PAGE_BREAK if element.get(w("type")) in _NEW_PAGE else "\n"
    return _FIXED.get(str(tag))


def unwrapped(element: Element) -> Element | None:
    """The element whose children count instead of `element`: a content control, a smart tag, the readable alternative."""
    if element.tag in _WRAPPERS:
        return element
    if element.tag == _SDT:
        return element.find(w("sdtContent"))
    return alternative(element) if element.tag == _ALTERNATE else None


def alternative(element: Element) -> Element | None:
    """Of markup written twice, the first choice: drawings of Word 2010 rather than their older form (ECMA-376 part 3, 10.2)."""
    choice = element.find(_CHOICE)
    return element.find(_FALLBACK) if choice is None else choice


def flattened(run: Element) -> Iterator[Element]:
    """The children of a run with alternatives resolved."""
    for child in run:
        if child.tag == _ALTERNATE:
            chosen = alternative(child)
            yield from () if chosen is None else flattened(chosen)
        else:
            yield child
