"""A list of documents of any kind: columns are its fields, by title or path."""

from __future__ import annotations

import datetime as dt

import pytest

from docgen.errors import FileError, UsageError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.roster.flat import flat_columns, nested
from docgen.roster.generic import read_generic
from support.books import book

HANDOUT = KINDS["tai-lieu-boi-duong"].variant("chuyen_de")
DECISION = KINDS["quyet-dinh-phan-cong"].variant("ca_nhan")


@pytest.mark.parametrize(("kind", "variant"), [(kind, variant) for kind in KINDS for variant in KINDS[kind].variants])
def test_every_kind_has_columns_with_titles_of_their_own(kind: str, variant: str) -> None:
    columns = flat_columns(KINDS[kind].variant(variant))
    assert len({column.title for column in columns}) == len({column.path for column in columns}) == len(columns) > 5
    assert all(column.path.count(".") <= 3 and "bien_the" not in column.path for column in columns)


def test_an_example_survives_the_way_through_a_list() -> None:
    whole = example_data(KINDS["quyet-dinh-phan-cong"], "ca_nhan")
    flat: dict[str, object] = {}
    for column in flat_columns(DECISION):
        value: object = whole
        for name in column.path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None:
            flat[column.path] = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    file = read_generic(book(list(flat), list(flat.values())), DECISION)
    (row,) = file.rows()
    assert row.faults == () and set(row.values) == set(flat)
    merged = whole | {
        name: {**whole[name], **part} if isinstance(part, dict) and isinstance(whole.get(name), dict) else part
        for name, part in row.data.items()
    }
    assert validate(merged, KINDS["quyet-dinh-phan-cong"]) == validate(whole, KINDS["quyet-dinh-phan-cong"])


def test_titles_name_columns_and_every_fault_is_told_with_its_cell() -> None:
    raw = book(
        ["Danh sách quyết định"],
        ["TT", "Năm", "Thực hiện từ ngày", "Đảng viên: Họ và tên", "Đảng viên: Giới tính", "Đảng viên: Loại đảng viên", "In hai mặt", "Lạ"],
        [1, 2027.0, 46388, "Vi An", "nữ", "Đảng viên dự bị", "x", "y"],
        [2, "hai", "31/2/2027", "Vi An 2", "?", "#N/A", "có lẽ", None],
        [],
    )  # fmt: skip
    file = read_generic(raw, DECISION)
    assert file.heading == 2
    assert [(one.letter, one.field) for one in file.columns if one.field] == [
        ("B", "nam"), ("C", "tu_ngay"), ("D", "dang_vien.ho_ten"), ("E", "dang_vien.gioi_tinh"), ("F", "dang_vien.loai"), ("G", "in_hai_mat")]  # fmt: skip
    first, second = file.rows()
    assert first.data == {
        "nam": "2027",
        "tu_ngay": dt.date(2027, 1, 1),
        "dang_vien": {"ho_ten": "Vi An", "gioi_tinh": "Nữ", "loai": "du_bi"},
        "in_hai_mat": "true",
    }
    assert [(note.cell, note.taken) for note in first.notes] == [("C3", "01/01/2027")]
    assert [(fault.sheet, fault.cell) for fault in second.faults] == [("Danh sách", f"{letter}4") for letter in "BCEFG"]


def test_a_mapping_is_believed_and_checked() -> None:
    raw = book(["Tên bài", "x"], ["Bài 1", "3"])
    with pytest.raises(FileError, match="không có hàng tên cột"):
        read_generic(raw, HANDOUT)
    (row,) = read_generic(raw, HANDOUT, heading=1, mapping={"A": "ten_chuyen_de", "B": "so_chuyen_de"}).rows()
    assert row.data == {"ten_chuyen_de": "Bài 1", "so_chuyen_de": "3"}
    with pytest.raises(UsageError, match="Không có trường"):
        read_generic(raw, HANDOUT, mapping={"A": "ho_ten"})


def test_too_many_rows_are_refused_and_signatures_are_no_documents() -> None:
    raw = book(["Năm", "Đảng viên: Họ và tên"], [2027, "Vi An"], [2027, "Bế An"], [None, "Ngày 3 tháng 2 năm 2026"])
    with pytest.raises(FileError, match="hơn 1 hàng"):
        list(read_generic(raw, DECISION).rows(1))
    assert [row.skipped is not None for row in read_generic(raw, DECISION).rows()] == [False, False, True]


def test_paths_become_groups() -> None:
    assert nested({"a.b.c": 1, "a.d": 2, "e": 3}) == {"a": {"b": {"c": 1}, "d": 2}, "e": 3}
