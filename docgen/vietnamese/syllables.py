"""Which strings are spelled like one Vietnamese syllable.

Spelling, not a dictionary: a syllable that no word uses passes (bỏe), a borrowed spelling does not (Đắk, Plông).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.vietnamese.letters import TONES, VOWELS, nfc, split_tone

if TYPE_CHECKING:
    from collections.abc import Iterator

_INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu  iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot  oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăt
    oe oem oen oeo oet  ooc oong  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut  uân uâng uât uây  uê uênh uêch  uôc uôi uôm uôn uông uôt  uơ
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu  ươc ươi ươm ươn ương ươp ươt ươu  y yêm yên yêng yêt yêu
"""

INITIALS = tuple(_INITIALS.split())
"""Initial consonants but for qu, whose u is also the first letter of the rime (âm đệm)."""

RIMES = tuple(_RIMES.split())

_FRONT_VOWELS = ("e", "ê", "i", "y")
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = (TONES[4], TONES[5])


def _fits(initial: str, rime: str) -> bool:
    """Whether spelling lets the two meet: c, g, ng before back vowels, k, gh, ngh before front ones; yê only alone."""
    if rime[0] == "y":
        return rime == "y" and initial not in {"c", "g", "gh", "gi", "ng", "ngh"}
    if initial in {"k", "gh", "ngh"}:
        return rime.startswith(_FRONT_VOWELS)
    if initial in {"c", "ng"}:
        return not rime.startswith(_FRONT_VOWELS)
    if initial == "g":
        # gi before i loses one i: gì, gìn, giêng
        return not rime.startswith(("e", "ê"))
    return initial != "gi" or rime[0] != "i"


def _syllables() -> Iterator[tuple[str, str]]:
    """List all pairs of an initial and a rime; after qu the rimes of quang, quê, quơ, quốc, quýt."""
    yield from (("", rime) for rime in RIMES if not rime.startswith("iê"))
    yield from ((initial, rime) for initial in INITIALS for rime in RIMES if _fits(initial, rime))
    yield from (("qu", rime) for rime in RIMES if rime.startswith(("a", "ă", "â", "e", "ê", "i", "ơ")))
    yield from (("qu", rime.removeprefix("u")) for rime in RIMES if rime.startswith("uy"))
    yield "qu", "ôc"


def _bearers(rime: str) -> set[int]:
    """Places in the rime where a tone mark may stand; two only where the old and the new way differ."""
    if rime in {"oa", "oe", "uy"}:
        return {0, 1}
    for place, letter in enumerate(rime):
        if letter in "ăâêôơ":
            return {place}
    vowels = sum(letter in VOWELS for letter in rime)
    closed = vowels < len(rime)
    return {vowels - 1} if closed else {(vowels - 1) // 2}


def _spellings() -> dict[str, set[int]]:
    """All syllables without tone, each with the places where a tone mark may stand."""
    table: dict[str, set[int]] = {}
    for initial, rime in _syllables():
        table.setdefault(initial + rime, set()).update(len(initial) + place for place in _bearers(rime))
    return table


_SPELLINGS = _spellings()


def is_syllable(word: str) -> bool:
    """Whether `word` is spelled like one syllable, in any case, its tone in the place of either way: hòa, hoà, not hòan."""
    pairs = [split_tone(char) for char in nfc(word.lower())]
    bare = "".join(letter for letter, _ in pairs)
    tones = [(place, tone) for place, (_, tone) in enumerate(pairs) if tone]
    if bare not in _SPELLINGS or len(tones) > 1:
        return False
    if not tones:
        return not bare.endswith(_STOPS)
    place, tone = tones[0]
    return place in _SPELLINGS[bare] and (tone in _STOP_TONES or not bare.endswith(_STOPS))
