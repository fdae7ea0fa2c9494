"""Edits in a document for dxpdf: each sets right one of the faults that `docgen.output.fitting` lists."""

from __future__ import annotations

from copy import deepcopy

from docgen.docx.xml import Element, W, parse, to_bytes, w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHIFT_TWIPS = 32
_FIRST_ID = 900_000
_UNSEEN = frozenset(map(w, ("name", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "tblPr", "tblInd")))
_BEFORE_BREAK = frozenset(map(w, ("pStyle", "keepNext", "keepLines")))
_BEFORE_SPACING = _BEFORE_BREAK | frozenset(map(w, ("pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs")))
_GAP = (
    f'<w:p xmlns:w="{W}"><w:pPr><w:pageBreakBefore/><w:spacing w:before="0" w:after="0" w:line="2" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
).encode()

JOINER = "\ufeff"
_HELD = (
    f'<w:r xmlns:w="{W}"><w:rPr><w:color w:val="FFFFFF"/><w:sz w:val="1"/><w:szCs w:val="1"/></w:rPr><w:t>{JOINER}</w:t></w:r>'
).encode()


def is_plain_table_style(style: Element) -> bool:
    """Whether a default table style says nothing that is seen."""
    return style.get(w("default")) is not None and all(child.tag in _UNSEEN for child in style.iterdescendants())


def plain_styles(styles: Element) -> bytes:
    """The style sheet without a default table style that says nothing and without `keepNext`."""
    for style in styles.findall(w("style")):
        if style.get(w("type")) == "table" and is_plain_table_style(style):
            styles.remove(style)
    drop(styles, "keepNext")
    return to_bytes(styles)


def drop(root: Element, name: str) -> None:
    """Take out every element of that name."""
    for found in list(root.iter(w(name))):
        parent = found.getparent()
        if parent is not None:
            parent.remove(found)


def move_down(root: Element) -> None:
    """All pages, by less than the margins; the room for text stays the same."""
    for margins in root.iter(w("pgMar")):
        top, bottom = (twips(margins.get(w(side))) for side in ("top", "bottom"))
        if top > 0 and bottom > _SHIFT_TWIPS:
            margins.set(w("top"), str(top + _SHIFT_TWIPS))
            margins.set(w("bottom"), str(bottom - _SHIFT_TWIPS))


def twips(value: str | None) -> int:
    """A length as documents write it; 0 for one that is none."""
    try:
        return int(float(value or 0))
    except (ValueError, OverflowError):
        return 0


def hold_together(text: Element, pieces: list[str]) -> None:
    """The text with a joiner between its pieces, in a run of its own that is white and too small to see.

    Of the signs that dxpdf does not break at it draws some (U+200D), and looks for others in every font there is (U+2060).
    """
    run = text.getparent()
    if run is None:
        return
    rest, letters, last = list(text.itersiblings()), run.find(w("rPr")), run
    text.text = pieces[0]
    text.set(_SPACE, "preserve")
    for piece in pieces[1:]:
        held, more = parse(_HELD), _new(run, "r")
        if letters is not None:
            more.append(deepcopy(letters))
        words = _new(run, "t")
        words.text = piece
        words.set(_SPACE, "preserve")
        more.append(words)
        last.addnext(held)
        held.addnext(more)
        last = more
    last.extend(rest)


def _new(near: Element, tag: str, **attributes: str) -> Element:
    return near.makeelement(w(tag), {w(key): value for key, value in attributes.items()})


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = _new(paragraph, "pPr")
        paragraph.insert(0, properties)
    return properties


def _insert(paragraph: Element, new: Element, before_it: frozenset[str]) -> None:
    """Put a property at its place: after those that the schema wants before it."""
    properties = _properties(paragraph)
    properties.insert(sum(child.tag in before_it for child in properties), new)


def break_before(paragraph: Element) -> None:
    """Start a new page before a paragraph of the body."""
    _insert(paragraph, _new(paragraph, "pageBreakBefore"), _BEFORE_BREAK)


def cut_table(paragraph: Element) -> None:
    """Start a new page before the row of the paragraph: the rest becomes a table of its own, with the same header rows."""
    row = next(paragraph.iterancestors(w("tr")))
    table = next(paragraph.iterancestors(w("tbl")))
    gap = parse(_GAP)
    if next(row.itersiblings(w("tr"), preceding=True), None) is None:
        table.addprevious(gap)
        return
    rest = _new(table, "tbl")
    rest.extend(deepcopy(child) for child in table if child.tag != w("tr"))
    rest.extend(deepcopy(head) for head in table.iterfind(w("tr")) if head.find(f"{w('trPr')}/{w('tblHeader')}") is not None)
    rest.extend([row, *row.itersiblings(w("tr"))])
    table.addnext(rest)
    table.addnext(gap)


def no_space_before(paragraph: Element) -> None:
    """No space before a paragraph, whatever its style says."""
    spacing = _properties(paragraph).find(w("spacing"))
    if spacing is None:
        spacing = _new(paragraph, "spacing")
        _insert(paragraph, spacing, _BEFORE_SPACING)
    spacing.set(w("before"), "0")


def bookmark(paragraph: Element, number: int, name: str, *, at_end: bool) -> None:
    """A mark that takes no room, before the first or after the last letter; `number` makes its id unique."""
    identifier = str(_FIRST_ID + number)
    start, end = _new(paragraph, "bookmarkStart", id=identifier, name=name), _new(paragraph, "bookmarkEnd", id=identifier)
    place = len(paragraph) if at_end else sum(child.tag == w("pPr") for child in paragraph)
    paragraph.insert(place, start)
    paragraph.insert(place + 1, end)
