import pytest

from docgen.vietnamese import letters

# Each vowel with its tones in dictionary order, written out.
TONED = ["aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ"]


@pytest.mark.parametrize("row", [*TONED, *map(str.upper, TONED)])
def test_every_vowel_parts_from_its_tone_and_takes_it_back(row):
    for letter, tone in zip(row, letters.TONES, strict=True):
        assert letters.split_tone(letter) == (row[0], tone)
        assert letters.put_tone(row[0], tone) == letter


def test_the_vowels_are_these_twelve():
    assert "".join(row[0] for row in TONED) == letters.VOWELS


@pytest.mark.parametrize("letter", list("bcdđghklmnpqrstvxfjwzñçüö1-' "))
def test_other_characters_have_no_tone_to_take(letter):
    assert letters.split_tone(letter) == (letter, "")


def test_nfc_joins_letters_with_their_marks():
    assert letters.nfc("e\u0302\u0301") == "ế"
    assert letters.nfc("e\u0323\u0302") == "ệ"
