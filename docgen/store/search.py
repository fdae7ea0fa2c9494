"""Finding text as people type it: with diacritics exactly, without them any; where the tone mark stands does not count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement

from docgen.vietnamese.letters import nfc
from docgen.vietnamese.names import loose_key, without_marks

LONGEST_WORD = 250
"""A longer one has no room in an index of PostgreSQL (migration 0009)."""
_WORDS = 16_384
"""Keys of so many words are remembered: Vietnamese has some seven thousand syllables, each in a few spellings."""
_LINES = 2_048
"""And the words of so many lines."""
_WORD = re.compile(r"\w+")


def bare_text(text: str) -> str:
    """The different words of a text without diacritics, each with a space before and after it."""
    return _spaced(_bare(word) for word in dict.fromkeys(_words(text)))


def marked_text(text: str) -> str:
    """The different words of a text with tones in one spelling, hoà as hòa, each with a space before and after it."""
    return _spaced(_marked(word) for word in dict.fromkeys(_words(text)))


def both_texts(text: str) -> tuple[str, str]:
    """The text bare and marked, line by line: document after document has the same duties and grounds."""
    bare: dict[str, None] = {}
    marked: dict[str, None] = {}
    for line in text.split("\n"):
        of_line = _both(line)
        bare |= of_line[0]
        marked |= of_line[1]
    return _spaced(bare), _spaced(marked)


@lru_cache(maxsize=_LINES)
def _both(line: str) -> tuple[dict[str, None], dict[str, None]]:
    words = dict.fromkeys(_words(line))
    return dict.fromkeys(map(_bare, words)), dict.fromkeys(map(_marked, words))


@lru_cache(maxsize=_WORDS)
def _bare(word: str) -> str:
    return without_marks(word).lower()


@lru_cache(maxsize=_WORDS)
def _marked(word: str) -> str:
    return loose_key(word)


def matches(
    query: str, bare: ColumnElement[str], marked: ColumnElement[str], listed: ColumnElement[Any] | None = None
) -> Iterator[ColumnElement[bool]]:
    """One condition for each word: beginnings of words when typed without diacritics, whole words when typed with them.

    `listed` are the words of `marked` as a list with an index, where the database has one.
    """
    whole: list[str] = []
    for word in _words(query):
        plain, key = without_marks(word), loose_key(word)
        if plain == word:
            yield bare.contains(f" {plain.lower()}", autoescape=True)
        elif listed is not None and len(key) <= LONGEST_WORD:
            whole.append(key)
        else:
            yield marked.contains(f" {key} ", autoescape=True)
    if listed is not None and whole:
        yield listed.contains(whole)


def _words(text: str) -> list[str]:
    return _WORD.findall(nfc(text))


def _spaced(words: Iterable[str]) -> str:
    """Every word once: a search asks for words one by one, and what is shorter is looked through faster."""
    return f" {' '.join(dict.fromkeys(words))} "
