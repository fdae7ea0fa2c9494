"""Positions as lists shorten them: what the usual ones stand for, and which words seem to be shortened and are not known."""

from __future__ import annotations

import re
from functools import lru_cache

from docgen.vietnamese.letters import nfc
from docgen.vietnamese.names import without_marks
from docgen.vietnamese.syllables import is_syllable

_FULL = {
    "bt": "Bí thư",
    "btcb": "Bí thư chi bộ",
    "bt cb": "Bí thư chi bộ",
    "pbt": "Phó bí thư",
    "p bt": "Phó bí thư",
    "p bi thu": "Phó bí thư",
    "pho bt": "Phó bí thư",
    "pbtcb": "Phó bí thư chi bộ",
    "pbt cb": "Phó bí thư chi bộ",
    "cuv": "Chi ủy viên",
    "uvcu": "Chi ủy viên",
    "uv cu": "Chi ủy viên",
    "uv chi uy": "Ủy viên chi ủy",
    "uv ban chi uy": "Ủy viên ban chi ủy",
    "uv": "Ủy viên",
    "dv": "Đảng viên",
}
"""What may stand before other words: BT chi đoàn."""
_BEFORE = "uv"
"""What means nothing without them."""
_ALONE = {
    "to truong": "Tổ trưởng tổ đảng",
    "to pho": "Tổ phó tổ đảng",
    "tt td": "Tổ trưởng tổ đảng",
    "tttd": "Tổ trưởng tổ đảng",
    "tp td": "Tổ phó tổ đảng",
    "tptd": "Tổ phó tổ đảng",
}
"""What means a position in the Party only where nothing else stands in a cell for such positions."""
_TEAM = re.compile(r"to (truong|pho) to (?:so )?(\d{1,2})")
_APART = re.compile(r"([,;+/&–-])")
_MAYBE = re.compile(r"(?:^|[,;+/&–-])\s*(?:p?bt|p[\s.]|ph[oó]|cuv|uv|[dđ]v|t[oổ]|tt|tp)", re.IGNORECASE)
"""How what is known begins: most positions are in words."""
_WORDS = re.compile(r"[\s.]+")
_MOST_WORDS = 4
_SHORT = re.compile(r"[^\W\d_]{2,6}")


@lru_cache(maxsize=4096)
def in_full(text: str, *, of_party: bool = True) -> str:
    """Positions parted by commas or semicolons, those that are shortened as usual in full; every other stays as it is typed.

    `of_party`: the text is of a column for positions in the Party, where a mere “Tổ trưởng” leads a tổ đảng.
    """
    if _MAYBE.search(text) is None:
        return text
    pieces = _APART.split(text)
    return "".join(piece if place % 2 else _one_in_full(piece, of_party=of_party) for place, piece in enumerate(pieces))


def _one_in_full(piece: str, *, of_party: bool) -> str:
    words = [word for word in _WORDS.split(piece) if word]
    keys = [without_marks(word).lower() for word in words]
    whole = " ".join(keys)
    if of_party and (full := _ALONE.get(whole)):
        return piece.replace(piece.strip(), full)
    if of_party and (team := _TEAM.fullmatch(whole)):
        return piece.replace(piece.strip(), f"{words[0]} {words[1]} Tổ đảng số {team[2]}")
    for number in range(min(_MOST_WORDS, len(words)), 0, -1):
        full = _FULL.get(" ".join(keys[:number]))
        if full and (whole != _BEFORE):
            return piece.replace(piece.strip(), " ".join([full, *words[number:]]))
    return piece


@lru_cache(maxsize=4096)
def unknown_in(text: str) -> str:
    """The first position that begins with capitals that are no syllable, so that its title is not known; empty without one."""
    pieces = (piece.strip() for piece in _APART.split(nfc(text))[::2])
    return next((piece for piece in pieces if piece and _is_short(_WORDS.split(piece)[0])), "")


def _is_short(word: str) -> bool:
    return _SHORT.fullmatch(word) is not None and word.isupper() and not is_syllable(word)
