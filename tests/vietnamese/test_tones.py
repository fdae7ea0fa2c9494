"""All initials x rimes x tones, placed by a rule of the test's own, and the traps of running text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.vietnamese import tones

TONES = "\u0300\u0309\u0303\u0301\u0323"
INITIAL_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
RIME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uênh uêch uôc uôi uôm uôn uông uôt uơ
uy uya uych uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
INITIALS, RIMES = INITIAL_LIST.split(), RIME_LIST.split()
DISPUTED = ("oa", "oe", "uy")
# Spelling lets none of these stand before oa, oe, uy.
NEVER_BEFORE_DISPUTED = {"c", "gh", "gi", "k", "ngh", "qu"}


def place(rime, style):
    """Index of the letter that bears the tone, as school teaches it."""
    for bearer in ("ê", "ơ", "ă", "â", "ô"):
        if bearer in rime:
            return rime.index(bearer)
    vowels = [index for index, letter in enumerate(rime) if letter in "aeioưuy"]
    if len(vowels) == 1:
        return vowels[0]
    if vowels[-1] != len(rime) - 1:
        return vowels[-1]
    if len(vowels) == 3:
        return vowels[1]
    return vowels[1] if rime in DISPUTED and style == "moi" else vowels[0]


def spell(initial, rime, tone, style):
    at = place(rime, style)
    return unicodedata.normalize("NFC", initial + rime[: at + 1] + tone + rime[at + 1 :])


SYLLABLES = [
    (spell(initial, rime, tone, "cu"), spell(initial, rime, tone, "moi"))
    for initial in ["", *INITIALS]
    for rime in RIMES
    for tone in TONES
    if not (rime in DISPUTED and initial in NEVER_BEFORE_DISPUTED)
]
CASES = [str.lower, str.upper, str.capitalize]


def test_the_rule_of_the_test_places_known_words():
    words = ["hòa", "hoàn", "khuỷu", "thuyền", "của", "ngoéo", "thuở", "người", "huế", "chịu", "cuối"]
    known = [("h", "oa", 0), ("h", "oan", 0), ("kh", "uyu", 1), ("th", "uyên", 0), ("c", "ua", 1), ("ng", "oeo", 3)]
    known += [("th", "uơ", 1), ("ng", "ươi", 0), ("h", "uê", 3), ("ch", "iu", 4), ("c", "uôi", 3)]
    assert [spell(initial, rime, TONES[tone], "cu") for initial, rime, tone in known] == words


def test_the_two_styles_differ_in_three_rimes_only():
    differing = {(old, new) for old, new in SYLLABLES if old != new}
    assert len(differing) == (1 + len(INITIALS) - len(NEVER_BEFORE_DISPUTED)) * len(DISPUTED) * len(TONES)
    assert {("hòa", "hoà"), ("khỏe", "khoẻ"), ("thúy", "thuý"), ("ủy", "uỷ")} <= differing


@pytest.mark.parametrize("case", CASES)
def test_every_syllable_is_changed_to_either_style_and_back(case):
    old = " ".join(case(old) for old, _ in SYLLABLES)
    new = " ".join(case(new) for _, new in SYLLABLES)
    assert tones.to_style(old, "moi") == new
    assert tones.to_style(new, "cu") == old
    assert tones.to_style(old, "cu") == old
    assert tones.to_style(new, "moi") == new


@pytest.mark.parametrize("case", CASES)
def test_every_syllable_shows_its_own_style_or_none(case):
    for old, new in SYLLABLES:
        assert tones.styles_of(case(old)) == (frozenset({"cu"}) if old != new else frozenset())
        assert tones.styles_of(case(new)) == (frozenset({"moi"}) if old != new else frozenset())


def test_syllables_without_a_tone_never_change():
    bare = " ".join(initial + rime for initial in ["", *INITIALS] for rime in RIMES)
    assert tones.to_style(bare, "cu") == tones.to_style(bare, "moi") == bare


def test_an_onset_that_cannot_stand_before_the_rime_keeps_the_word_as_it_is():
    for onset in NEVER_BEFORE_DISPUTED:
        for rime in DISPUTED:
            for text in (onset + rime[0] + "\u0301" + rime[1], onset + rime + "\u0301"):
                word = unicodedata.normalize("NFC", text)
                assert tones.to_style(word, "cu") == tones.to_style(word, "moi") == word


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ỦY BAN KIỂM TRA TỈNH ỦY HÒA BÌNH", "UỶ BAN KIỂM TRA TỈNH UỶ HOÀ BÌNH"),
        ("Đồng chí Bùi Thị Thúy Vân", "Đồng chí Bùi Thị Thuý Vân"),
        ("hòa-thúy, (khỏe) “tùy” ‘hủy’ 'lũy' 3/xóa", "hoà-thuý, (khoẻ) “tuỳ” ‘huỷ’ 'luỹ' 3/xoá"),
        ("Hòa quý, quỷ quyệt, hoàn toàn, thuyền, khuỷu, của", "Hoà quý, quỷ quyệt, hoàn toàn, thuyền, khuỷu, của"),
        ("hỌA hÓE", "hOẠ hOÉ"),
    ],
)
def test_running_text_changes_both_ways(old, new):
    assert tones.to_style(old, "moi") == new
    assert tones.to_style(new, "cu") == old


@pytest.mark.parametrize(
    "text",
    [
        "UBKT, QĐ-TW, 12-CTr/ĐU",
        "Chloé, Crusoé, aloès, Zoé",
        "hòa2 2hòa hòa_b b_hoà",
        "K'Hòa H’Thúy hòa'x",
        "hòan thúyền toàn",
        "ahòa hòaa trhòa",
        "hòa\u0331",
        "ñóa wúy fóe",
    ],
)
def test_foreign_words_codes_and_misplaced_marks_stay(text):
    assert tones.to_style(text, "cu") == tones.to_style(text, "moi") == text
    assert tones.styles_of(text) == frozenset()


def test_decomposed_text_is_understood():
    decomposed = unicodedata.normalize("NFD", "hòa bình, tỉnh uỷ")
    assert tones.to_style(decomposed, "moi") == "hoà bình, tỉnh uỷ"
    assert tones.styles_of(decomposed) == {"cu", "moi"}
    assert tones.syllables_of_style(decomposed, "moi") == ("uỷ",)


def test_the_syllables_of_a_style_come_in_order_with_repeats():
    text = "Đảng ủy, chi uỷ, đảng ủy viên, Hòa, hoà-hoà"
    assert tones.syllables_of_style(text, "cu") == ("ủy", "ủy", "Hòa")
    assert tones.syllables_of_style(text, "moi") == ("uỷ", "hoà", "hoà")
    assert tones.styles_of(text) == {"cu", "moi"}


ANY_TEXT = st.lists(
    st.sampled_from([*{word for pair in SYLLABLES for word in pair}, *" -'’.,2_ \u0301", "UBKT", "Hòa", "UỶ", "qu", "ng"])
).map("".join)


@given(ANY_TEXT, st.sampled_from(["cu", "moi"]))
def test_a_change_leaves_nothing_of_the_other_style_and_is_done_once(text, style):
    changed = tones.to_style(text, style)
    assert tones.styles_of(changed) <= {style}
    assert tones.to_style(changed, style) == changed


@given(ANY_TEXT)
def test_a_text_of_one_style_survives_the_way_there_and_back(text):
    old = tones.to_style(text, "cu")
    assert tones.to_style(tones.to_style(old, "moi"), "cu") == old
