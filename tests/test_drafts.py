"""Drafts: what is missing or wrong shows as a mark where it belongs, the rest is printed as typed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docgen.docx.package import open_package
from docgen.docx.payload import read_payload
from docgen.docx.text import paragraphs
from docgen.docx.xml import parse
from docgen.drafts import draft_of
from docgen.errors import DataError
from docgen.examples import example_data
from docgen.gaps import GapNumber
from docgen.kinds import KINDS, Kind
from docgen.pipeline import generate

RESOLUTION = KINDS["nghi-quyet"]


def printed(data: dict) -> tuple[str, dict[str, str]]:
    made = generate(data, RESOLUTION, draft=True)
    parts = open_package(made.docx)
    text = "\n".join(text for name in ("word/document.xml", "word/footer1.xml") for text in paragraphs(parse(parts[name])))
    return text, {gap.path: gap.message for gap in made.gaps}


def example() -> dict:
    return example_data(RESOLUTION, "thuong_ky")


def test_a_complete_draft_is_the_document_with_a_draft_mark() -> None:
    text, gaps = printed(example())
    assert gaps == {}
    assert "Dự thảo" in text
    assert "BẢN NHÁP" in text


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("dia_danh", "[CẦN BỔ SUNG: Địa danh],\nngày 04 tháng 11 năm 2026"),
        ("ngay_ban_hanh", "[CẦN BỔ SUNG: Ngày ban hành]"),
        ("cuoc_hop.ngay", "[CẦN BỔ SUNG: Ngày họp], tại Nhà văn hóa"),
        ("cuoc_hop.chu_tri.ho_ten", "Chủ trì: đồng chí [CẦN BỔ SUNG: Họ và tên], Bí thư Chi bộ"),
        ("cuoc_hop.thanh_phan.tong_chinh_thuc", "Tổng số đảng viên: [CẦN BỔ SUNG: Tổng số đảng viên chính thức]"),
        ("bieu_quyet.tan_thanh", "tán thành [CẦN BỔ SUNG: Tán thành]/22 đảng viên, đạt [CẦN BỔ SUNG: Tán thành]"),
        ("ky.thang", "nhiệm vụ tháng [CẦN BỔ SUNG: Tháng] năm 2026"),
        ("danh_gia.tu_tuong", "[CẦN BỔ SUNG: Tình hình tư tưởng, nhận thức]"),
    ],
)
def test_a_missing_fact_shows_where_it_belongs(path: str, shown: str) -> None:
    data = example()
    *way, last = path.split(".")
    owner = data
    for step in way:
        owner = owner[step]
    del owner[last]
    text, gaps = printed(data)
    assert shown in text
    assert list(gaps) == [path]


def test_a_wrong_value_becomes_a_gap_and_is_reported_with_its_reason() -> None:
    data = example()
    data["cuoc_hop"]["ngay"] = "31/02/2026"
    data["la"] = "trường lạ"
    text, gaps = printed(data)
    assert "[CẦN BỔ SUNG: Ngày họp]" in text
    assert gaps == {
        "cuoc_hop.ngay": "“31/02/2026” không có trên lịch; xem lại ngày, tháng",
        "la": "không có trường này; xóa đi hoặc sửa lại tên trường",
    }


def test_the_data_of_the_user_is_not_changed() -> None:
    data = {"bien_the": "thuong_ky", "cuoc_hop": {"thanh_phan": {}}}
    draft_of(data, RESOLUTION)
    assert data == {"bien_the": "thuong_ky", "cuoc_hop": {"thanh_phan": {}}}


def test_a_missing_number_makes_missing_sums() -> None:
    gap = GapNumber("Tổng số")
    for result in (gap + 1, 1 + gap, gap - 2, 5 - gap, sum([1, gap, 2]), gap // 2, gap * 3):
        assert str(result) == f"{result}" == "[CẦN BỔ SUNG: Tổng số]"


def test_a_list_that_is_too_long_keeps_what_fits_and_says_so() -> None:
    data = example()
    data["danh_gia"]["linh_vuc"] = [{"ten": f"Lĩnh vực thứ {number}", "noi_dung": "Có."} for number in range(1, 25)]
    text, gaps = printed(data)
    assert "Lĩnh vực thứ 23" in text
    assert "Lĩnh vực thứ 24" not in text
    assert data["danh_gia"]["tu_tuong"][0] in text
    assert gaps == {"danh_gia.linh_vuc": "nhiều nhất 23 mục; bỏ bớt"}


def _printed(kind: Kind, data: Any) -> str:
    made = generate(data, kind, draft=True).docx
    return "\n".join(paragraphs(parse(open_package(made)["word/document.xml"])))


@pytest.mark.parametrize(
    ("code", "data", "never"),
    [
        ("nghi-quyet", {"bien_the": "thuong_ky"}, ["thông qua.", "/1 "]),
        ("nghi-quyet", {"bien_the": "dai_hoi"}, ["không thông qua", "/1 "]),
        ("bien-ban", {"bien_the": "kiem_phieu"}, ["không trúng cử", "Không có người trúng cử"]),
        ("quyet-dinh-phan-cong", {"bien_the": "danh_sach"}, ["cho 01 đảng viên"]),
        ("quyet-dinh-phan-cong", {"bien_the": "dieu_chinh"}, ["đối với 01 đảng viên"]),
    ],
)
def test_what_follows_from_a_gap_is_a_gap_too(code: str, data: Any, never: list[str]) -> None:
    text = _printed(KINDS[code], data)
    assert [words for words in never if words in text] == []


def test_a_draft_carries_what_was_typed_not_what_stands_in_for_it() -> None:
    kind = KINDS["bien-ban"]
    data = {**example_data(kind, "thuong_ky", minimal=True), "ngay_ban_hanh": "31/11/2026"}
    data["cuoc_hop"] = {**data["cuoc_hop"], "bat_dau": "7 rưỡi"}
    payload = read_payload(open_package(generate(data, kind, draft=True).docx))
    assert payload is not None
    assert payload.draft
    assert json.loads(payload.data) == data


@pytest.mark.parametrize("wrong", ["", "a\x00b", "x" * 300_000, {"noi_dung": "\x00"}])
def test_a_group_written_as_one_wrong_text_becomes_a_gap(wrong: Any) -> None:
    kind = KINDS["quy-che-lam-viec"]
    data = example_data(kind, "chi_bo_thon")
    data["chuong"][0]["dieu"][0]["khoan"] = [wrong]
    assert "[CẦN BỔ SUNG: Nội dung khoản]" in _printed(kind, data) or "[CẦN BỔ SUNG: Các khoản]" in _printed(kind, data)


def test_a_variant_that_does_not_exist_is_wrong_data_in_a_draft_too() -> None:
    with pytest.raises(DataError):
        draft_of({"bien_the": "khong_co"}, KINDS["nghi-quyet"])


def test_a_document_that_contradicts_itself_is_refused_with_the_contradiction() -> None:
    kind = KINDS["quy-che-lam-viec"]
    data = {**example_data(kind, "chi_bo_thon"), "can_cu": [{"ma": "0"}]}
    with pytest.raises(DataError) as refused:
        draft_of(data, kind)
    assert [(one.path, one.message) for one in refused.value.problems] == [
        ("", "quy chế ban hành kèm quyết định không có số và căn cứ riêng; chuyển sang mục “Quyết định ban hành”")
    ]
