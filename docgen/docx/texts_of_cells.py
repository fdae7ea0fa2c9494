"""The texts of a workbook, with the letters of the font they were typed for."""

from __future__ import annotations

import re
from typing import IO, Any

from lxml import etree

from docgen.vietnamese.legacy import Encoding, encoding_of_font

MOST_LETTERS = 300_000_000
"""Of all shared texts together, so that they fit into the memory."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FONT_OF_CAPITALS = re.compile(r"\.vn.*h", re.IGNORECASE)


class OldText(str):
    """A text in a font of before Unicode: its letters mean others, and in some fonts small ones are drawn as capitals."""

    __slots__ = ("capitals", "encoding")
    encoding: Encoding
    capitals: bool


def old_text(text: str, encoding: Encoding, *, capitals: bool) -> OldText:
    """The text with what its font makes of it."""
    made = OldText(text)
    made.encoding, made.capitals = encoding, capitals
    return made


def font_of(name: str) -> tuple[Encoding, bool] | None:
    """What a font makes of letters; None for every font of today."""
    encoding = encoding_of_font(name)
    return None if encoding is None else (encoding, _FONT_OF_CAPITALS.fullmatch(name.strip()) is not None)


def texts_of(stream: IO[bytes], tags: tuple[str, ...]) -> list[str]:
    """Every shared text in the order of its number."""
    found: list[str] = []
    letters = 0
    for _, one in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
        text = words_of(one)
        letters += len(text)
        if letters > MOST_LETTERS:
            raise ValueError(letters)
        found.append(text)
        forget_before(one)
    return found


def forget_before(element: Any) -> None:
    """Empty an element that was read, and drop those before it: only one is held at a time."""
    element.clear()
    while (before := element.getprevious()) is not None:
        element.getparent().remove(before)


def words_of(owner: Any) -> str:
    """The words of a text, those of its runs put together, without its reading aid in another script."""
    if owner is None:
        return ""
    if len(owner) == 1 and owner[0].tag.endswith("}t"):
        return unescaped(owner[0].text or "")
    words, fonts = [], []
    for run in owner:
        kind = run.tag.rpartition("}")[2]
        if kind == "t":
            words.append(run.text or "")
        elif kind == "r":
            text = "".join(one.text or "" for one in run if one.tag.endswith("}t"))
            words.append(text)
            fonts += [font for one in run.iter() if one.tag.endswith("}rFont") and (font := font_of(one.get("val", "")))]
    text = unescaped("".join(words))
    return old_text(text, fonts[0][0], capitals=fonts[0][1]) if fonts else text


def unescaped(text: str) -> str:
    """A character that XML cannot hold stands as _x000D_ in the file."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
