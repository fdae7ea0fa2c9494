"""Lists that are lettered a, b, c ... y end where the letters end: one item more is refused with its field, not met while rendering."""

from __future__ import annotations

import pytest

from docgen.errors import DataError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.pipeline import render
from docgen.vietnamese.numbers import letter
from schemas.document import LETTER_LIMIT

LETTERED = [
    ("nghi-quyet", "thuong_ky", "danh_gia.linh_vuc"),
    ("nghi-quyet", "dai_hoi", "giai_phap"),
    ("quy-che-lam-viec", "chi_bo_thon", "chuong.0.dieu.0.khoan.0.diem"),
    ("quyet-dinh-phan-cong", "ca_nhan", "co_dinh"),
    ("quyet-dinh-phan-cong", "ca_nhan", "mo"),
    ("quyet-dinh-phan-cong", "danh_sach", "nhiem_vu_chung"),
    ("quyet-dinh-phan-cong", "dieu_chinh", "thay_doi.0.giao_them"),
]
ITEMS = {
    "linh_vuc": {"ten": "Kinh tế", "noi_dung": "Trồng na."},
    "giai_phap": {"ten": "Kinh tế", "noi_dung": "Trồng na."},
    "diem": "Trồng na.",
}


def with_items(kind: str, variant: str, path: str, count: int) -> object:
    data = example_data(KINDS[kind], variant)
    *way, last = path.split(".")
    owner = data
    for step in way:
        place = int(step) if isinstance(owner, list) else step
        if isinstance(owner[place], str):
            owner[place] = {"noi_dung": owner[place]}  # a clause without points is written as its text
        owner = owner[place]
    owner[last] = [ITEMS.get(last, {"viec": "Trồng na"})] * count
    return data


@pytest.mark.parametrize(("kind", "variant", "path"), LETTERED)
def test_as_many_items_as_letters_are_printed_and_one_more_is_refused(kind: str, variant: str, path: str) -> None:
    full = validate(with_items(kind, variant, path, LETTER_LIMIT), KINDS[kind])
    assert render(full, KINDS[kind])
    with pytest.raises(DataError) as caught:
        validate(with_items(kind, variant, path, LETTER_LIMIT + 1), KINDS[kind])
    assert [problem.path for problem in caught.value.problems] == [path]
    assert f"nhiều nhất {LETTER_LIMIT} mục" in caught.value.problems[0].message


def test_the_last_letter_is_y() -> None:
    assert letter(LETTER_LIMIT) == "y"
    with pytest.raises(ValueError, match="no list letter"):
        letter(LETTER_LIMIT + 1)
