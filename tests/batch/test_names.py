"""Names of files that Windows takes, and no two alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.batch.names import FIELDS, check_pattern, file_name
from docgen.errors import UsageError

VALUES = {"so": "05", "ho_ten": "Đàm Thị Hợi", "stt": "7", "hang": "9", "ngay": "2026-12-25", "loai": "quyet-dinh-phan-cong"}


@pytest.mark.parametrize(
    ("pattern", "values", "name"),
    [
        ("{so} {ho_ten}", {}, "05 Đàm Thị Hợi"),
        ("{ho_ten}", {}, "Đàm Thị Hợi 7"),
        ("{so} {ho_ten}", {"so": ""}, "Đàm Thị Hợi 7"),
        ("{ho_ten}-{stt}", {}, "Đàm Thị Hợi-7"),
        ("QĐ/{so}: {ho_ten}?", {}, "QĐ-05- Đàm Thị Hợi-"),
        ("{stt} {ho_ten}", {"ho_ten": "H'Linh. ."}, "7 H'Linh"),
        ("con.{stt}", {}, "_con.7"),
        ("{ho_ten}.{stt}", {"ho_ten": "LPT1"}, "_LPT1.7"),
        ("_{stt}", {}, "__7"),
    ],
)
def test_names(pattern: str, values: dict[str, str], name: str) -> None:
    assert file_name(pattern, {**VALUES, **values}) == name


def test_a_number_of_another_series_does_not_tell_two_files_apart() -> None:
    assert file_name("{so} {ho_ten}", VALUES, alone=False) == "05 Đàm Thị Hợi 7"


@pytest.mark.parametrize("pattern", ["", "{ten}", "{so", "{so!r}", "{so:>9}", "{}", "{ho_ten} {ho_ten}", "a" * 61])
def test_patterns_that_are_refused(pattern: str) -> None:
    with pytest.raises(UsageError, match="Mẫu tên tệp"):
        check_pattern(pattern)


LONGEST = "{ho_ten} {loai} ".ljust(60, "x")


@given(
    st.text(max_size=300) | st.just("Đàm Thị Hợi " * 9),
    st.sampled_from([LONGEST, *(f"{{{name}}}" for name in FIELDS)]),
    st.integers(1, 10**6),
)
def test_whatever_a_name_holds_windows_takes_it_and_places_tell_apart(text: str, pattern: str, place: int) -> None:
    check_pattern(pattern)
    made = [file_name(pattern, {**VALUES, "ho_ten": text, "so": "", "stt": str(number)}) for number in (place, place + 1)]
    assert made[0].casefold() != made[1].casefold()
    for name in made:
        assert name and len(f"{name}.docx".encode("utf-16-le")) // 2 <= 255
        assert not set(name) & set('<>:"/\\|?*\0\n\r\t') and name == name.strip(" .")
