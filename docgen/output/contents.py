"""What depends on the number of a page: fields that show it, as in a table of contents, and margins that change sides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docgen.docx.xml import Element, w
from docgen.output.rewrite import twips

TWIPS_PER_POINT = 20
_PAGEREF = re.compile(r"\s*PAGEREF\s+\"?([^\s\"\\]+)", re.IGNORECASE)


def page_references(root: Element) -> list[tuple[str, Element]]:
    """The bookmark that each field asks for, and the text that shows its page."""
    found: list[tuple[str, Element]] = []
    instruction, state = "", "end"
    for element in root.iter(w("fldChar"), w("instrText"), w("t")):
        if element.tag == w("fldChar"):
            state = element.get(w("fldCharType"), "")
            instruction = "" if state == "begin" else instruction
        elif element.tag == w("instrText"):
            instruction += element.text or ""
        elif state == "separate" and (asked := _PAGEREF.match(instruction)):
            found.append((asked[1], element))
            state = "shown"
    return found


def page_number(root: Element, section_pages: Sequence[int], page: int) -> int:
    """The number printed on a page; `page` and `section_pages`, the pages that sections start on, count from 0."""
    first, number = 0, 1
    for section, section_page in zip(root.iter(w("sectPr")), section_pages, strict=False):
        restart = section.find(w("pgNumType"))
        start = None if restart is None else restart.get(w("start"))
        if start is not None and section_page <= page:
            first, number = section_page, twips(start)
    return page - first + number


def page_numbers(root: Element, section_pages: Sequence[int], pages: Mapping[str, int]) -> dict[str, str]:
    """The number printed on the page of every bookmark that a field asks for."""
    return {name: str(page_number(root, section_pages, pages[name])) for name, _ in page_references(root) if name in pages}


def mirrored(root: Element, section_pages: Sequence[int], count: int) -> dict[int, float]:
    """How far the pages with even numbers are to be moved to the right, in points, when inner and outer margin change sides."""
    moves: dict[int, float] = {}
    margins = [section.find(w("pgMar")) for section in root.iter(w("sectPr"))]
    for page in range(count):
        section = max((place for place, start in enumerate(section_pages) if start <= page), default=0)
        margin = margins[section] if section < len(margins) else None
        if margin is not None and page_number(root, section_pages, page) % 2 == 0:
            moves[page] = (twips(margin.get(w("right"))) - twips(margin.get(w("left")))) / TWIPS_PER_POINT
    return moves
