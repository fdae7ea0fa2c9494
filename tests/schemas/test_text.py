"""What happens to typed text at the door."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Chi bộ", "Chi bộ"),
        (unicodedata.normalize("NFD", "Đảng ủy xã Vân Thượng Sơn"), "Đảng ủy xã Vân Thượng Sơn"),
        ("  hai \t dấu\u00a0cách  ", "hai dấu cách"),
        ("một\r\nhai\rba\u2028bốn\x0bnăm\x0csáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
        ("\n\n một \n\n hai \n\n", "một\nhai"),
        ("chữ\u200b ẩn\ufeff \u202ehướng\u202c \u2066x\u2069 mềm\u00ad", "chữ ẩn hướng x mềm"),
        ("👨\u200d👩\u200d👧 gia đình", "👨\u200d👩\u200d👧 gia đình"),
        ("a\u200db", "ab"),
        ("& < > \" ' {{ }} {% %} ]]> &amp;", "& < > \" ' {{ }} {% %} ]]> &amp;"),
        ("ba\u2003khoảng\u3000rộng", "ba khoảng rộng"),
        ("", ""),
        (" \u200b \n ", ""),
    ],
)
def test_harmless_noise_is_normalised(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_one_line_has_no_line_break() -> None:
    assert clean_line("một\r\nhai\n\nba") == "một hai ba"


@pytest.mark.parametrize(
    "bad", ["\x00", "\x01", "\x08", "\x1b", "\x1c", "\x1f", "\x7f", "\x80", "\x9f", "\ud800", "\ufffe", "\uffff"]
)
def test_what_cannot_be_printed_is_refused_with_its_code(bad: str) -> None:
    with pytest.raises(ValueError, match=rf"U\+{ord(bad):04X}"):
        clean_text(f"chữ{bad}")


def test_text_that_is_already_damaged_is_refused() -> None:
    with pytest.raises(ValueError, match="ký tự hỏng"):
        clean_text("Ng\ufffdyễn")


def test_50_kilobytes_pass_unchanged() -> None:
    text = "Đảng viên gương mẫu. " * 2500
    assert clean_text(text) == text.strip()


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once = clean_text(text)
    except ValueError:
        return
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(st.characters(categories=["L", "N", "P"]), max_size=50))
def test_letters_numbers_and_punctuation_are_never_lost(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)
