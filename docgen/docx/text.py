"""The words of a part in reading order, one string a paragraph, as Word shows them.

Field results (page numbers, references) are left out: Word renews them by itself, so they say nothing about the text that people
wrote. Deleted text of tracked changes does not count, inserted text does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from docgen.docx.xml import Element, parse, w

_BODY = "word/document.xml"

_P, _T, _TAB, _BREAK, _FIELD, _HYPHEN = w("p"), w("t"), w("tab"), w("br"), w("fldChar"), w("noBreakHyphen")
_FIELD_TYPE, _TAB_STOPS = w("fldCharType"), w("tabs")


def paragraphs(root: Element) -> list[str]:
    """The text of every paragraph under `root`, empty paragraphs included."""
    texts: list[list[str]] = [[]]
    results = 0
    for element in root.iter(_P, _T, _TAB, _BREAK, _FIELD, _HYPHEN):
        tag = element.tag
        if tag == _T:
            if not results:
                texts[-1].append(element.text or "")
        elif tag == _P:
            texts.append([])
        elif tag == _FIELD:
            results += {"separate": 1, "end": -1}.get(element.get(_FIELD_TYPE, ""), 0)
            results = max(results, 0)
        elif tag == _TAB:
            if (parent := element.getparent()) is not None and parent.tag != _TAB_STOPS:
                texts[-1].append("\t")
        else:
            texts[-1].append("\n" if tag == _BREAK else "-")
    return ["".join(pieces) for pieces in texts[1:]]


def lines(texts: list[str]) -> list[str]:
    """The words of every paragraph that has any, one space between them."""
    return [line for text in texts if (line := _line(text))]


@lru_cache(maxsize=4096)
def _line(text: str) -> str:
    """One space between words; the documents of a run have most of their paragraphs in common."""
    return " ".join(text.split())


def body_lines(parts: Mapping[str, bytes]) -> list[str]:
    """The `lines` of the body of a document."""
    return lines(paragraphs(parse(parts[_BODY], part=_BODY)))


def fingerprint(words: list[str]) -> str:
    """SHA-256 of `lines`, blind to spacing: equal before and after Word has saved an unchanged document."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
