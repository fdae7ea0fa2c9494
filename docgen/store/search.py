"""Finding text as people type it: with diacritics exactly, without them any; where the tone mark stands does not count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from docgen.vietnamese.letters import nfc
from docgen.vietnamese.names import loose_key, without_marks

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

LONGEST_WORD = 250
"""A longer one has no room in an index of PostgreSQL (migration 0009)."""
_WORDS = 16_384
"""Keys of so many words are remembered: Vietnamese has some seven thousand syllables, each in a few spellings."""
_TEXTS = 2_048
"""And the words of so many texts."""
_SHARED = 256
"""And those that so many groups of members have in common."""
_WORD = re.compile(r"\w+")


def both_texts(texts: Iterable[str], shared: tuple[str, ...] = ()) -> tuple[str, str]:
    """The different words of all texts, bare and marked, each with a space before and after it.

    A search asks for words one by one. Those of the texts that other documents have too, `shared`, are remembered together.
    """
    bare, marked = _of_shared(shared)
    own = [_both(line) for text in texts for line in text.split("\n")]
    return _with(bare, [words for words, _ in own]), _with(marked, [words for _, words in own])


class _Words(NamedTuple):
    """Different words, and all of them in one text, each with a space before it."""

    each: Mapping[str, None]
    text: str


def _with(known: _Words, more: Iterable[Mapping[str, None]]) -> str:
    new = dict.fromkeys(word for words in more for word in words if word not in known.each)
    return " ".join([known.text, *new, ""]) if new else f"{known.text} "


@lru_cache(maxsize=_SHARED)
def _of_shared(texts: tuple[str, ...]) -> tuple[_Words, _Words]:
    found = [_both(text) for text in texts]
    bare = dict.fromkeys(word for words, _ in found for word in words)
    marked = dict.fromkeys(word for _, words in found for word in words)
    return _Words(bare, " ".join(["", *bare])), _Words(marked, " ".join(["", *marked]))


@lru_cache(maxsize=_TEXTS)
def _both(text: str) -> tuple[dict[str, None], dict[str, None]]:
    words = dict.fromkeys(_words(text))
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
