"""Every error that our schemas can produce has its Vietnamese sentence, with the field in the words of the form."""

from __future__ import annotations

import copy
import datetime as dt
import re

import pytest
from pydantic import ValidationError

from docgen.errors import DataError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import SENTENCES, validate

RESOLUTION = KINDS["nghi-quyet"]
DECISION = KINDS["quyet-dinh-phan-cong"]
HANDOUT = KINDS["tai-lieu-boi-duong"]


def changed(kind, variant: str, path: str, value: object) -> dict:
    data = copy.deepcopy(example_data(kind, variant))
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    owner = data
    for step in way:
        owner = owner[step]
    if value is ...:
        del owner[last]
    else:
        owner[last] = value
    return data


def problems(kind, variant: str, path: str, value: object) -> dict[str, str]:
    with pytest.raises(DataError) as caught:
        validate(changed(kind, variant, path, value), kind)
    return {problem.path: f"{problem.label}: {problem.message}" for problem in caught.value.problems}


CASES = [
    (RESOLUTION, "thuong_ky", "dia_danh", ..., "dia_danh", r"^Địa danh: chưa có"),
    (RESOLUTION, "thuong_ky", "dia_danhh", "x", "dia_danhh", r"không có trường này"),
    (
        RESOLUTION,
        "thuong_ky",
        "cuoc_hop.ngay",
        "31/02/2026",
        "cuoc_hop.ngay",
        r"^Cuộc họp › Ngày họp: “31/02/2026” không có trên lịch; xem lại ngày, tháng$",
    ),
    (
        RESOLUTION,
        "thuong_ky",
        "cuoc_hop.ngay",
        5,
        "cuoc_hop.ngay",
        r"phải là ngày, đang là số 5; ghi trong ngoặc kép như \"03/11/2026\"",
    ),
    (RESOLUTION, "thuong_ky", "cuoc_hop.ngay", 0, "cuoc_hop.ngay", r"phải là ngày, đang là số 0"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.ngay", dt.datetime(2026, 11, 3, 5), "cuoc_hop.ngay", r"có cả giờ"),  # noqa: DTZ001
    (
        RESOLUTION,
        "thuong_ky",
        "cuoc_hop.ngay",
        "04/11/26",
        "cuoc_hop.ngay",
        r"“04/11/26” thiếu hai chữ số của năm; ghi 04/11/2026",
    ),
    (RESOLUTION, "thuong_ky", "cuoc_hop.ngay", "hôm qua", "cuoc_hop.ngay", r"“hôm qua” không phải ngày; .*03/11/2026"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.ngay", True, "cuoc_hop.ngay", r"phải là ngày"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.ngay", 1.5, "cuoc_hop.ngay", r"phải là ngày, đang là số 1.5"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.ngay", "01/01/1800", "cuoc_hop.ngay", r"“01/01/1800” quá sớm; sớm nhất là 01/01/1900"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.ngay", "0001-01-01", "cuoc_hop.ngay", r"“01/01/0001” quá sớm"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.ngay", "01/01/2999", "cuoc_hop.ngay", r"quá muộn; muộn nhất là 31/12/2199"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.bat_dau", 1930, "cuoc_hop.bat_dau", r"phải là giờ, đang là số 1930; .*19:30"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.bat_dau", "tối", "cuoc_hop.bat_dau", r"“tối” không phải giờ; .*19:30"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.bat_dau", "25:00", "cuoc_hop.bat_dau", r"19:30"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.bat_dau", [1], "cuoc_hop.bat_dau", r"phải là giờ"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.dia_diem", 12, "cuoc_hop.dia_diem", r"phải là chữ, đang là số nguyên"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.dia_diem", "a\x00", "cuoc_hop.dia_diem", r"U\+0000"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.dia_diem", "x" * 2001, "cuoc_hop.dia_diem", r"dài 2001 ký tự; nhiều nhất 2000"),
    (RESOLUTION, "thuong_ky", "cuoc_hop.dia_diem", " \u200b ", "cuoc_hop.dia_diem", r"quá ngắn"),
    (RESOLUTION, "thuong_ky", "co_quan.ky_hieu", "cb!", "co_quan.ky_hieu", r"“cb!” không đúng mẫu"),
    (RESOLUTION, "thuong_ky", "so", "mười", "so", r"“mười” không phải số nguyên"),
    (RESOLUTION, "thuong_ky", "so", 1.5, "so", r"có phần lẻ"),
    (RESOLUTION, "thuong_ky", "so", True, "so", r"“true” không phải số nguyên"),
    (
        RESOLUTION,
        "thuong_ky",
        "cuoc_hop.thanh_phan.tong_du_bi",
        False,
        "cuoc_hop.thanh_phan.tong_du_bi",
        r"“false” không phải số nguyên",
    ),
    (RESOLUTION, "thuong_ky", "so", [1], "so", r"phải là số nguyên, đang là danh sách"),
    (RESOLUTION, "thuong_ky", "so", "9" * 5000, "so", r"số quá lớn"),
    (RESOLUTION, "thuong_ky", "so", 0, "so", r"nhỏ nhất là 1"),
    (RESOLUTION, "thuong_ky", "ky.thang", 13, "ky.thang", r"lớn nhất là 12"),
    (RESOLUTION, "thuong_ky", "in_hai_mat", "có", "in_hai_mat", r"không phải có/không"),
    (RESOLUTION, "thuong_ky", "in_hai_mat", [1], "in_hai_mat", r"phải là có/không"),
    (RESOLUTION, "thuong_ky", "tu_cham_diem.to_chuc", "nhiều", "tu_cham_diem.to_chuc", r"không phải số; ghi như"),
    (RESOLUTION, "thuong_ky", "tu_cham_diem.to_chuc", [1], "tu_cham_diem.to_chuc", r"phải là số"),
    (RESOLUTION, "thuong_ky", "tu_cham_diem.to_chuc", "1.234", "tu_cham_diem.to_chuc", r"quá 2 chữ số lẻ"),
    (RESOLUTION, "thuong_ky", "tu_cham_diem.to_chuc", "123456", "tu_cham_diem.to_chuc", r"(quá nhiều chữ số|quá lớn)"),
    (RESOLUTION, "thuong_ky", "tu_cham_diem.to_chuc", "1234", "tu_cham_diem.to_chuc", r"“1234” quá lớn"),
    (RESOLUTION, "thuong_ky", "tu_cham_diem.to_chuc", "NaN", "tu_cham_diem.to_chuc", r"không phải số"),
    (RESOLUTION, "thuong_ky", "co_quan.loai", "huyen_uy", "co_quan.loai", r"chọn một trong: chi_bo_truc_thuoc"),
    (DECISION, "ca_nhan", "dang_vien.gioi_tinh", "Khác", "dang_vien.gioi_tinh", r"chọn một trong: Nam, Nữ"),
    (RESOLUTION, "thuong_ky", "nhiem_vu", "việc", "nhiem_vu", r"phải là danh sách"),
    (RESOLUTION, "thuong_ky", "nhiem_vu", [], "nhiem_vu", r"cần ít nhất 1 mục"),
    (RESOLUTION, "thuong_ky", "noi_nhan", ["x"] * 5001, "noi_nhan", r"nhiều nhất 5000 mục"),
    (RESOLUTION, "thuong_ky", "nhiem_vu.0", "việc", "nhiem_vu.0", r"Nhiệm vụ tháng này › mục 1: phải là một nhóm trường"),
    (RESOLUTION, "thuong_ky", "cuoc_hop", 3, "cuoc_hop", r"phải là một nhóm trường"),
    (
        RESOLUTION,
        "thuong_ky",
        "bien_the",
        ...,
        "bien_the",
        r"^Biến thể: chưa có; ghi một trong: thuong_ky \(.*thường kỳ.*\), ket_luan \(",
    ),
    (RESOLUTION, "thuong_ky", "bien_the", "", "bien_the", r"^Biến thể: chưa có; ghi một trong: thuong_ky"),
    (RESOLUTION, "thuong_ky", "bien_the", None, "bien_the", r"^Biến thể: chưa có; ghi một trong: thuong_ky"),
    (RESOLUTION, "thuong_ky", "bien_the", "thang", "bien_the", r"không có biến thể “thang”; chọn một trong: thuong_ky \("),
    (HANDOUT, "chuyen_de", "bien_the", "x", "bien_the", r"không có biến thể “x”; chọn một trong: chuyen_de \("),
    (HANDOUT, "chuyen_de", "bien_the", ..., "bien_the", r"chưa có; ghi một trong: chuyen_de \("),
    (DECISION, "ca_nhan", "can_cu.0", {"ma": "x", "noi_dung": "y"}, "can_cu.0", r"chỉ một trong hai"),
    (
        HANDOUT,
        "chuyen_de",
        "noi_dung.0.muc.0.khoi.0",
        {"loai": "bang", "noi_dung": "x"},
        "noi_dung.0.muc.0.khoi.0",
        r"bỏ trống “Nội dung”",
    ),
]


@pytest.mark.parametrize(("kind", "variant", "path", "value", "at", "sentence"), CASES, ids=lambda value: str(value)[:30])
def test_a_wrong_value_is_named_with_its_field_and_what_to_do(kind, variant, path, value, at, sentence) -> None:
    found = problems(kind, variant, path, value)
    assert at in found
    assert re.search(sentence, found[at]), found[at]


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(DataError) as caught:
        validate({"bien_the": "thuong_ky"}, RESOLUTION)
    assert len(caught.value.problems) >= 8


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_data_that_is_no_group_of_fields_is_refused(data: object) -> None:
    with pytest.raises(DataError, match="phải là một nhóm trường"):
        validate(data, RESOLUTION)


def test_data_nested_without_end_is_refused() -> None:
    data: dict = {"bien_the": "thuong_ky"}
    data["cuoc_hop"] = data
    with pytest.raises(DataError):
        validate(data, RESOLUTION)


def test_no_sentence_is_for_an_error_that_nothing_provokes() -> None:
    """Each sentence is needed: its type is provoked by a case above, or listed here with the reason it cannot be."""
    seen = set()
    for kind, variant, path, value, *_ in CASES:
        try:
            kind.adapter.validate_python(changed(kind, variant, path, value))
        except ValidationError as error:
            seen |= {detail["type"] for detail in error.errors()}
    assert set(SENTENCES) - seen == set()


def test_a_list_is_not_called_too_short_because_an_item_is_wrong() -> None:
    with pytest.raises(DataError) as caught:
        validate(
            {"bien_the": "chuyen_de", "noi_dung": [{"ten": "A", "muc": [{"ten": "B", "khoi": [{"la": 1}]}]}]},
            KINDS["tai-lieu-boi-duong"],
        )
    paths = [problem.path for problem in caught.value.problems if problem.path.startswith("noi_dung")]
    assert paths == ["noi_dung.0.muc.0.khoi.0.la"]
