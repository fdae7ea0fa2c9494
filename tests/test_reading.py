"""Data files: values stay as typed, nothing is lost in silence."""

from __future__ import annotations

import pytest

from docgen.errors import DataError
from docgen.reading import MAX_BYTES, read_data


def read(text: str) -> object:
    return read_data(text.encode(), "dữ liệu")


def test_yaml_values_stay_text() -> None:
    text = "the: 099164000105\ngio: 19:30\nngay: 2026-11-03\ntra_loi: no\nso: 007\nti_le: 1.50\n"
    assert read(text) == {
        "the": "099164000105",
        "gio": "19:30",
        "ngay": "2026-11-03",
        "tra_loi": "no",
        "so": "007",
        "ti_le": "1.50",
    }


def test_json_values_keep_their_types() -> None:
    assert read('{"so": 15, "co": true, "ten": "Đảng", "khong": null}') == {"so": 15, "co": True, "ten": "Đảng", "khong": None}


def test_nothing_and_null_are_no_answer() -> None:
    assert read("a:\nb: null\nc: ~\nd: ''\ne: 'null'\n") == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_a_byte_order_mark_is_ignored() -> None:
    assert read_data("\ufeffa: 1".encode(), "x") == {"a": "1"}


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", '{"a": 1, "a": 2}', "x:\n  - {a: 1, a: 2}\n"])
def test_a_name_given_twice_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="“a” được ghi hai lần"):
        read(text)


def test_aliases_are_refused() -> None:
    with pytest.raises(DataError, match="bí danh"):
        read("a: &x [1, 2]\nb: *x\n")


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    with pytest.raises(DataError, match="bí danh"):
        read("\n".join(lines))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "không có gì"),
        (b"  \n ", "không có gì"),
        (b"a: [1, 2\nb: 3", "không phải YAML đúng"),
        (b"{a: 1, }}", "dòng 1"),
        (b'{"a": }', "không phải JSON đúng"),
        (b"\xff\xfe\x00", "không phải chữ UTF-8"),
        (b"[" * 100_000, "."),
        (b"x: " + b"a" * (MAX_BYTES + 1), "lớn hơn"),
        (b"? [a, b]\n: c", "không phải chữ"),
        (b"a: \x00", "không phải YAML đúng"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(raw: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_data(raw, "dữ liệu")


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("a: 1\nviec: Giao tổ 2 # 14 hộ\n", "# 14 hộ"),
        ("a: 1\nviec: Giao tổ 2   #14 hộ\nb: 2\n", "#14 hộ"),
        ("a: 😀 đ\r\nviec: Giao tổ 2 # 14 hộ\r\n", "# 14 hộ"),
        ("a:\n  - 😀 x # y", "# y"),
        ("a: 1\nviec: #14 hộ\n", "#14 hộ"),
        ("a: 1\nviec: {x: y #14\n  }\n", "#14"),
        ("a: 1\nviec: # 14 hộ\nb: 2", "# 14 hộ"),
    ],
)
def test_words_after_a_hash_are_not_lost_in_silence(text: str, lost: str) -> None:
    with pytest.raises(DataError, match=f"dòng 2: chữ sau dấu # bị bỏ qua: “{lost}”") as caught:
        read(text)
    assert "ngoặc kép" in caught.value.hint


def test_a_comment_on_its_own_line_or_after_a_quoted_value_is_a_comment() -> None:
    text = "# đầu\na: 1\n  # giữa\nb:  # danh sách\n  - x#y\n  # nữa\n  - 'z'  # ghi chú\nc: |  # khối\n  một # hai\nd: \"p # q\"\n# cuối\n"
    assert read(text) == {"a": "1", "b": ["x#y", "z"], "c": "một # hai\n", "d": "p # q"}


def test_several_lines_stay_several_lines() -> None:
    assert read("a: |\n  một\n  hai\n") == {"a": "một\nhai\n"}
