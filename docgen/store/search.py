"""Finding text as people type it: with diacritics exactly, without them any; where the tone mark stands does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import ColumnElement

from docgen.vietnamese.letters import nfc
from docgen.vietnamese.names import loose_key, without_marks

_WORD = re.compile(r"\w+")


def bare_text(text: str) -> str:
    """The different words of a text without diacritics, each with a space before and after it."""
    return _spaced(without_marks(word).lower() for word in _words(text))


def marked_text(text: str) -> str:
    """The different words of a text with tones in one spelling, hoà as hòa, each with a space before and after it."""
    return _spaced(loose_key(word) for word in _words(text))


def matches(query: str, bare: ColumnElement[str], marked: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
    """One condition for each word: beginnings of words when typed without diacritics, whole words when typed with them."""
    for word in _words(query):
        plain = without_marks(word)
        if plain == word:
            yield bare.contains(f" {plain.lower()}", autoescape=True)
        else:
            yield marked.contains(f" {loose_key(word)} ", autoescape=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(nfc(text))


def _spaced(words: Iterator[str]) -> str:
    """Every word once: a search asks for words one by one, and what is shorter is looked through faster."""
    return f" {' '.join(dict.fromkeys(words))} "
