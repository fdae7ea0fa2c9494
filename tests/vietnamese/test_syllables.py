"""A paragraph of real prose must pass word by word; what no Vietnamese word looks like must not."""

import re
import unicodedata

import pytest

from docgen.vietnamese.syllables import RIMES, is_syllable

PROSE = """
Chi bộ lãnh đạo thực hiện nhiệm vụ chính trị, xây dựng đường lối, chủ trương và biện pháp công tác; giữ gìn đoàn kết nội bộ,
khuyến khích quần chúng góp ý, phê bình nghiêm túc những khuyết điểm, thiếu sót. Nghị quyết nêu rõ: nghiêm cấm nịnh hót,
quanh co, ngoằn ngoèo, khúc khuỷu; quý trọng người ngay thẳng, giỏi giang. Xoong chảo, quần soóc, quả quýt, huỳnh huỵch, khuya
khoắt, loắt choắt, ngoảnh lại, thuở xưa, huơ tay, nguệch ngoạc, thuyên giảm, tuyết rơi, yêu mến, yểm trợ, ỉa, ủy ban, ưu tiên,
uống nước, ước mơ, giếng nước, gì thế, giặt giũ, quốc gia, quăng, quẩn quanh, hươu nai, bướu, tiu nghỉu, ngoáy, khoeo chân,
xoèn xoẹt, oai oái, quắp, quạu, ghế, nghề, kỹ lưỡng, kênh, cuốc xẻng, rượu, cừu, dìu dịu, pin, va-li, đặc khu, thoăn thoắt
"""


@pytest.mark.parametrize("word", sorted(set(re.findall(r"\w+", PROSE))))
def test_a_word_of_vietnamese_prose_is_a_syllable(word):
    assert is_syllable(word)
    assert is_syllable(word.upper())


# One word for every rime, in the order of the table.
WORDS = """
ba bác sách hai nam an sang xanh cao pháp hát sau tay  bắc năm ăn bằng gặp mắt  bậc tâm dân dâng lập đất đâu xây
xe séc xem đèn xẻng đèo đẹp nét  đê lệch thêm tên lệnh xếp kết kêu
đi chia ích tìm tin kinh dịp ít chịu  việc kiểm tiền tiếng tiếp viết điều
to học hỏi nhóm con trong họp hót  hóa khoác hoạch loại ngoạm đoàn hoang doanh ngoao oạp hoạt xoáy
hoặc oăm xoăn hoẵng thoắt  khỏe ngoém hoen ngoèo khoét  soóc xoong
bộ ốc tôi hôm bốn công hộp một  cơ nơi cơm hơn lớp bớt
thu của phục vui cụm bùn chung giúp phút  tuần khuâng luật khuấy  thuế huênh nguệch
thuộc cuối nhuộm muốn xuống suốt  thuở  thủy khuya huỵch tuyn huynh tuýp suýt khuỷu thuyền tuyết
tư chưa đức gửi hừm chưn từng bứt lưu  nước người gươm lươn lương cướp vượt hươu
ý yểm yên yểng yết yêu
"""


def test_every_rime_is_that_of_a_word():
    for word, rime in zip(WORDS.split(), RIMES, strict=True):
        bare = "".join(mark for mark in unicodedata.normalize("NFD", word) if mark not in "\u0300\u0301\u0303\u0309\u0323")
        assert unicodedata.normalize("NFC", bare).endswith(rime)
        assert is_syllable(word)


@pytest.mark.parametrize("word", ["hòa", "hoà", "HÒA", "Hoà", "quý", "giữ", "gìn", "già", "giặt", "gịa", "ạ", "y", "Ỷ", "thuý"])
def test_both_places_of_the_tone_and_any_case_are_right(word):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["hòan", "hoaì", "tòan", "thúyen", "cuả", "caù", "xaõ", "nguời\u0300", "qúy", "ngừơi", "khủyu"])
def test_a_tone_in_the_wrong_place_is_no_syllable(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "đ",
        "QĐ",
        "UBKT",
        "Đắk",
        "Lắk",
        "Plông",
        "Kroong",
        "school",
        "être",
        "việtnam",
        "cế",
        "ngề",
        "kà",
        "ghà",
        "nghà",
        "gế",
        "giì",
        "qế",
        "quu",
        "biêu1",
        "tiá́",
        "àà",
        "hòà",
        "cac",
        "các'",
        "hoàt",
        "tôt",
        "lớpp",
        "nyến",
        "yên ổn",
        "iêu",
        "ñà",
        "wá",
        "fải",
        "zì",
    ],
)
def test_what_no_vietnamese_word_looks_like_is_no_syllable(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("rime", ["ac", "ach", "ap", "at"])
def test_a_stop_at_the_end_takes_only_sac_and_nang(rime):
    taken = [vowel for vowel in "aàảãáạ" if is_syllable("l" + rime.replace("a", vowel))]
    assert taken == ["á", "ạ"]
