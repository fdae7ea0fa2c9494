"""The tables stand here a second time, letter by letter, as converters of the time print them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.vietnamese import legacy
from docgen.vietnamese.legacy import Encoding

LETTER_LIST = """
à á ả ã ạ  ă ằ ắ ẳ ẵ ặ  â ầ ấ ẩ ẫ ậ  đ  è é ẻ ẽ ẹ  ê ề ế ể ễ ệ  ì í ỉ ĩ ị
ò ó ỏ õ ọ  ô ồ ố ổ ỗ ộ  ơ ờ ớ ở ỡ ợ  ù ú ủ ũ ụ  ư ừ ứ ử ữ ự  ỳ ý ỷ ỹ ỵ
"""
TCVN3_LIST = """
µ ¸ ¶ · ¹  ¨ » ¾ ¼ ½ Æ  © Ç Ê È É Ë  ®  Ì Ð Î Ï Ñ  ª Ò Õ Ó Ô Ö  × Ý Ø Ü Þ
ß ã á â ä  « å è æ ç é  ¬ ê í ë ì î  ï ó ñ ò ô  \u00ad õ ø ö ÷ ù  ú ý û ü þ
"""
TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
VNI_LIST = """
aø aù aû aõ aï  aê aè aé aú aü aë  aâ aà aá aå aã aä  ñ  eø eù eû eõ eï  eâ eà eá eå eã eä  ì í æ ó ò
oø où oû oõ oï  oâ oà oá oå oã oä  ô ôø ôù ôû ôõ ôï  uø uù uû uõ uï  ö öø öù öû öõ öï  yø yù yû yõ î
"""
LETTERS, TCVN3_CODES, VNI_CODES = LETTER_LIST.split(), TCVN3_LIST.split(), VNI_LIST.split()

TCVN3 = dict(zip(LETTERS, TCVN3_CODES, strict=True)) | TCVN3_CAPITALS
VNI = dict(zip(LETTERS, VNI_CODES, strict=True)) | dict(zip(map(str.upper, LETTERS), map(str.upper, VNI_CODES), strict=True))

VIETNAMESE = """\
Căn cứ Điều lệ Đảng Cộng sản Việt Nam và quy định của Ban Bí thư về thi hành Điều lệ Đảng
Căn cứ Quy chế làm việc của chi bộ nhiệm kỳ 2025 - 2027 đã được thông qua tại cuộc họp ngày 03 tháng 02 năm 2026
Chi bộ đánh giá cao tinh thần trách nhiệm, ý thức tổ chức kỷ luật của đảng viên được phân công phụ trách hộ gia đình
Đồng chí Bí thư chi bộ chịu trách nhiệm hướng dẫn, kiểm tra, đôn đốc việc thực hiện nghị quyết này
Hội nghị biểu quyết giơ tay, kết quả có 19 đồng chí tán thành trên tổng số 22 đồng chí có mặt
Đảng ủy xã yêu cầu các chi bộ trực thuộc tổ chức học tập, quán triệt và báo cáo trước ngày 15 tháng 4 năm 2026
Tổ chức sinh hoạt chuyên đề mỗi quý ít nhất một kỳ, nội dung thiết thực, phù hợp tình hình thôn xóm
Nguyễn Thị Thúy, Trần Văn Đức, Lê Quỳnh Hương, Phạm Ngọc Ánh vắng mặt có lý do\
""".splitlines()

OTHER_LANGUAGES = [
    "The committee met on 3 February 2026. Section §5 and ¶2 apply; © 2026, 25 µm, 5·10³, coöperation, naïve café, résumé.",
    "It weighs 3 µg at ±0.5 °C; see note¹ and note². Jalapeño, façade, Zürich, São Paulo, Århus, Øresund and Málaga.",
    "Où est né le père du garçon ? Là-bas, près de la forêt, où l’été a été très chaud ; il a bu le thé tôt, déçu et haï.",
    "L'hôtel où nous étions allés à Noël était fermé. Voilà, c'est là où ça a commencé : « thé », « né », « tôt ».",
    "Die Königin hörte früh die Vögel; für München und Köln, schöne Grüße! Öl, Übung, größer, fünf, möchte, dürfen.",
    "Il est tôt, mais c'est dû.",
    "El niño comió una piña en la mañana. ¿Dónde está la señora Muñoz? Mañana habrá más café, según él.",
    "A informação não está disponível. As nações põem em ação três milhões de pães; até amanhã, avó e avô.",
    "Så här är det: två små öar och en björn på ön. Vi hör dö, sjö, frö, bröd och kött. Åre, Malmö, Växjö.",
    "Hän söi yöllä hyvää ruokaa; työ, pöytä, täällä, älä, äiti, syö. Øystein og Bjørn på Tromsø, blåbærsyltetøy.",
    "",
    "UBND, HĐND, QĐ-TW, 12-NQ/TW",
    "QĐ § © ® µ · ¶",
]


def encode(text, table):
    """Write text in the old encoding; what the table lacks stays, but TCVN3 writes other capitals as small letters."""
    return "".join(table.get(char) or table.get(char.lower(), char) for char in text)


TABLES = {Encoding.TCVN3: TCVN3, Encoding.VNI: VNI}
BOTH = list(Encoding)


def test_the_tables_name_every_letter_that_has_a_mark():
    assert len(LETTERS) == len(set(LETTERS)) == 67
    assert all(len(set(codes)) == 67 for codes in (TCVN3_CODES, VNI_CODES))


@pytest.mark.parametrize("encoding", BOTH)
def test_every_letter_is_decoded(encoding):
    for letter, code in TABLES[encoding].items():
        assert legacy.to_unicode(code, encoding) == letter


@pytest.mark.parametrize("encoding", BOTH)
def test_the_code_has_the_tables_of_the_test_and_no_more(encoding):
    own = {Encoding.TCVN3: legacy.TCVN3_TO_UNICODE, Encoding.VNI: legacy.VNI_TO_UNICODE}[encoding]
    expected = {code: letter for letter, code in TABLES[encoding].items()}
    assert {code: letter for code, letter in own.items() if code in expected} == expected
    # VNI only: a capital with a small mark.
    assert all(code == code.capitalize() and len(code) == 2 for code in own.keys() - expected.keys())


def test_vni_capitals_with_small_marks_are_read():
    assert legacy.to_unicode("Aùnh, Ñöùc, Ôû, Ôùt, Aâu", Encoding.VNI) == "Ánh, Đức, Ở, Ớt, Âu"


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", Encoding.TCVN3, "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", Encoding.TCVN3, "Độc lập - Tự do - Hạnh phúc"),
        ("H­íng dÉn ®\u00adêng Lª ThÞ V­¬ng", Encoding.TCVN3, "Hướng dẫn đường Lê Thị Vương"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Encoding.VNI, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", Encoding.VNI, "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        (
            "Nguyeãn Thò Thuùy, ñöôøng Leâ Lôïi, kyû luaät, quyù, ngaøy 03",
            Encoding.VNI,
            "Nguyễn Thị Thúy, đường Lê Lợi, kỷ luật, quý, ngày 03",
        ),
    ],
)
def test_known_phrases_are_decoded(text, encoding, expected):
    assert legacy.to_unicode(text, encoding) == expected


@pytest.mark.parametrize("encoding", BOTH)
def test_prose_survives_the_way_there_and_back(encoding):
    for paragraph in VIETNAMESE:
        # TCVN3 has no Á of its own: that capital would come from the font.
        expected = paragraph.replace("Á", "á") if encoding is Encoding.TCVN3 else paragraph
        assert legacy.to_unicode(encode(paragraph, TABLES[encoding]), encoding) == expected


@pytest.mark.parametrize("encoding", BOTH)
@given(data=st.data())
def test_any_string_of_letters_survives_the_way_there_and_back(encoding, data):
    # VNI stays readable even after bare vowels: no code of a letter begins with a character that is also a mark.
    text = data.draw(st.text(alphabet=[*TABLES[encoding], *"aeiouybcdghkAEIOUYBC 12-,."]))
    assert legacy.to_unicode(encode(text, TABLES[encoding]), encoding) == text


@pytest.mark.parametrize("encoding", BOTH)
def test_letters_that_only_unicode_has_stay(encoding):
    text = "ế ư Ở ẵ “Đ” – 2026"
    assert legacy.to_unicode(text, encoding) == text


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3),
        (".VnArial Narrow", Encoding.TCVN3),
        (".VnArial NarrowH", Encoding.TCVN3),
        (" .vntimeh ", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("vni-helve", Encoding.VNI),
        ("VNI-Aptima-H", Encoding.VNI),
        ("Times New Roman", None),
        ("VNtimes new roman", None),
        ("VNIH", None),
        ("Vnh", None),
        ("", None),
    ],
)
def test_the_font_tells_the_encoding(font, encoding):
    assert legacy.encoding_of_font(font) == encoding


@pytest.mark.parametrize("encoding", BOTH)
@pytest.mark.parametrize("paragraph", VIETNAMESE)
def test_a_paragraph_of_an_old_encoding_is_detected(paragraph, encoding):
    assert legacy.detect(encode(paragraph, TABLES[encoding])) is encoding


@pytest.mark.parametrize("encoding", BOTH)
def test_eight_words_of_an_old_encoding_are_enough(encoding):
    words = " ".join(VIETNAMESE).replace(",", "").split()
    for start in range(len(words) - 7):
        window = encode(" ".join(words[start : start + 8]), TABLES[encoding])
        assert legacy.detect(window) is encoding, window


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("§¶ng bé x·", Encoding.TCVN3),
        ("héi nghÞ chi bé", Encoding.TCVN3),
        ("céng hßa x· héi chñ nghÜa viÖt nam", Encoding.TCVN3),
        ("NHIÖM Vô CñA CHI ñY", Encoding.TCVN3),
        ("l·nh ®¹o tØnh §¾k L¾k", Encoding.TCVN3),
        ("CHI BOÄ THOÂN NAØ KHOANG", Encoding.VNI),
        ("NGHÒ QUYEÁT CHI BOÄ", Encoding.VNI),
        ("Soá 05-QÑ/ÑU, soá 26-QÑ/ÑU, QÑ, NÑ, HÑND xaõ", Encoding.VNI),
    ],
)
def test_short_headings_and_capitals_are_detected(text, encoding):
    assert legacy.detect(text) is encoding


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("paragraph", [*VIETNAMESE, *map(str.upper, VIETNAMESE), "hòan tòan, thủơ, ngòai"])
def test_unicode_vietnamese_is_not_suspected(paragraph, form):
    assert legacy.detect(unicodedata.normalize(form, paragraph)) is None


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_other_languages_are_not_suspected(text):
    assert legacy.detect(text) is None
    assert legacy.detect(f"Đồng chí Nguyễn Văn Đức trích: {text}") is None


@pytest.mark.parametrize("text", ["ViÖt", "§¶ng", "ViÖt ViÖt VIÖT", "Vieät", "thé né", "où où Où"])
def test_one_word_is_not_judged(text):
    assert legacy.detect(text) is None


@pytest.mark.parametrize("encoding", BOTH)
def test_old_text_beside_unicode_text_is_mixed(encoding):
    old = encode(VIETNAMESE[0], TABLES[encoding])
    assert legacy.detect(f"{VIETNAMESE[3]}\n{old}") == "mixed"
    assert legacy.detect(f"{old} ế") == "mixed"
    assert legacy.detect(unicodedata.normalize("NFD", "Nghị quyết của chi bộ. ") + old) == "mixed"


def test_unicode_names_of_places_do_not_hide_old_text_beside_them():
    assert legacy.detect("Đắk Lắk, Đăk Nông, Mđrăk, Kpă, Ksơr: §¶ng bé x·") == "mixed"
