"""Duties that stand in the roster itself: codes, cells with a duty a line, numbered columns."""

from __future__ import annotations

import pytest

from docgen.roster.duty_columns import CODES, FIXED, OPEN, PIECES, duty_named, duty_title, is_duty
from docgen.roster.reading import Row, read_roster
from docgen.roster.writing import duty_columns, write_roster
from support.books import book

PLAIN = ("Nhiệm vụ", "NHIỆM VỤ ĐƯỢC GIAO", "Nhiệm vụ phân công", "Nhiệm vụ được phân công", "Công việc được giao")
ORDER = "việc | sản phẩm | thời hạn | người kiểm tra | địa bàn | số hộ | người phối hợp | chế độ báo cáo"


def the_row(*rows: list[object], **asked: object) -> Row:
    (row,) = read_roster(book(*rows), **asked).rows()
    return row


def told(row: Row) -> list[str]:
    return [f"{fault.cell} {fault}" for fault in row.faults]


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Mã nhiệm vụ", CODES), ("Nhiệm vụ cố định", FIXED), ("NHIỆM VỤ THEO THỜI ĐIỂM (phần mở)", OPEN), ("Phần mở", OPEN),
     ("Việc 1", "co_dinh.1.viec"), ("viec so 2*", "co_dinh.2.viec"), ("Nhiệm vụ 23", "co_dinh.23.viec"), ("Sản phẩm 1", "co_dinh.1.san_pham"),
     ("Thời hạn 3", "co_dinh.3.han"), ("Người kiểm tra 1", "co_dinh.1.nguoi_kiem_tra"), ("Số hộ 2", "co_dinh.2.so_ho"),
     ("Việc theo thời điểm 1", "mo.1.viec"), ("Việc đột xuất 2", "mo.2.viec"), ("Sản phẩm theo thời điểm 1", "mo.1.san_pham"),
     ("Nhiệm vụ 1 Sản phẩm", "co_dinh.1.san_pham"), ("Việc được giao", "co_dinh.1.viec"),
     ("Việc 24", None), ("Việc 0", None), ("Tổ 1", None), *((heading, FIXED) for heading in PLAIN), ("Việc đang phụ trách", None), ("Mở", OPEN), ("Môn 1", None)],
)  # fmt: skip
def test_columns_of_duties_are_known_by_their_headings(heading: str, name: str | None) -> None:
    assert duty_named(heading) == name


def test_every_title_names_its_own_column() -> None:
    names = [
        CODES,
        FIXED,
        OPEN,
        *(f"{kind}.{number}.{piece}" for kind in (FIXED, OPEN) for number in (1, 23) for piece in PIECES),
    ]
    for name in names:
        assert is_duty(name) and duty_named(duty_title(name)) == name
    assert not any(
        map(is_duty, ("ho_ten", "co_dinh.0.viec", "co_dinh.24.viec", "co_dinh.1.x", "co_dinh.1.viec.2", "mo.x.viec", "mo.1"))
    )


def test_codes_cells_and_numbered_columns_are_read_into_one_assignment() -> None:
    row = the_row(
        ["Họ và tên", "Mã nhiệm vụ", "Nhiệm vụ cố định", "Nhiệm vụ theo thời điểm", "Việc 1", "Sản phẩm 1", "Thời hạn 1", "Người kiểm tra 1", "Số hộ 1", "Việc 2"],
        ["Vi An", "BT01; bt07, cu01", "Phụ trách Xóm Trên | Sổ hộ | Hằng tháng | Lục Ngân\nThu đảng phí", "Vận động hiến đất||30/6/2027",
         "Phụ trách 6 hộ", "Sổ theo dõi", "31/12/2027", "Lục Thị Ngân", 6, None],
    )  # fmt: skip
    assert row.faults == () and row.ma_nhiem_vu == ("bt01", "bt07", "cu01")
    assert [duty.model_dump(exclude_none=True) for duty in row.co_dinh] == [
        {"viec": "Phụ trách Xóm Trên", "san_pham": "Sổ hộ", "han": "Hằng tháng", "nguoi_kiem_tra": "Lục Ngân"},
        {"viec": "Thu đảng phí"},
        {"viec": "Phụ trách 6 hộ", "san_pham": "Sổ theo dõi", "han": "31/12/2027", "nguoi_kiem_tra": "Lục Thị Ngân", "so_ho": 6},
    ]
    assert [duty.model_dump(exclude_none=True) for duty in row.mo] == [{"viec": "Vận động hiến đất", "han": "30/6/2027"}]


def test_every_fault_of_the_duties_is_told_at_once_with_its_cell() -> None:
    row = the_row(
        ["Họ và tên", "Mã nhiệm vụ", "Việc 1", "Sản phẩm 1", "Số hộ 1", "Việc 2", "Số hộ 2", "Nhiệm vụ cố định", "Việc 3"],
        ["Vi An", "bt99; x", None, "Sổ", None, "Trồng cây", "nhiều", "a|b|c|d|e|6|g|h|i\nLàm đường||||||||", "#REF!"],
    )  # fmt: skip
    assert (row.person, row.co_dinh) == (None, ())
    assert told(row) == [
        "B2 Hàng 2, cột Mã nhiệm vụ: không có mã nhiệm vụ “bt99”; có phải là bt09",
        "B2 Hàng 2, cột Mã nhiệm vụ: không có mã nhiệm vụ “x”; xem mã ở trang Nhiệm vụ mẫu",
        f"H2 Hàng 2, cột Nhiệm vụ cố định: “a|b|c|d|e|6|g|h|i” có 9 phần cách nhau bằng |, nhiều nhất 8: {ORDER}",
        f"H2 Hàng 2, cột Nhiệm vụ cố định: “Làm đường||||||||” có 9 phần cách nhau bằng |, nhiều nhất 8: {ORDER}",
        "C2 Hàng 2, cột Việc 1: việc 1 có sản phẩm mà chưa ghi việc; ghi việc hoặc xóa các ô đó",
        "G2 Hàng 2, cột Số hộ 2: số hộ: “nhiều” không phải số nguyên; chỉ ghi chữ số",
        "I2 Hàng 2, cột Việc 3: ô báo lỗi #REF!; sửa công thức hoặc gõ giá trị",
    ]


def test_marks_before_lines_go_and_are_told_and_a_code_counts_once() -> None:
    row = the_row(
        ["Họ tên", "Mã nhiệm vụ", "Nhiệm vụ cố định"], ["Vi An", "bt01 BT01", "1. Trồng cây\n- Thu phí\n3.5 ha đất giữ"]
    )
    assert [duty.viec for duty in row.co_dinh] == ["Trồng cây", "Thu phí", "3.5 ha đất giữ"]
    assert [(note.cell, note.taken) for note in row.notes] == [("B2", "bt01"), ("C2", "Trồng cây\nThu phí\n3.5 ha đất giữ")]


def test_more_duties_than_a_letter_has_numbers_are_refused() -> None:
    many = "\n".join(f"Việc {number}" for number in range(24))
    (fault,) = the_row(["Họ tên", "Nhiệm vụ cố định"], ["Vi An", many]).faults
    assert "có 24 việc, một người nhận nhiều nhất 23" in fault.message


def test_duties_under_two_rows_of_headings_are_read() -> None:
    raw = book(["TT", "Họ và tên", "Nhiệm vụ 1", None, "Nhiệm vụ 2", None], [None, None, "Việc", "Sản phẩm", "Việc", "Sản phẩm"],
               [1, "Vi An", "Trồng cây", "Ảnh", "Thu phí", "Sổ"])  # fmt: skip
    (row,) = read_roster(raw).rows()
    assert [(duty.viec, duty.san_pham) for duty in row.co_dinh] == [("Trồng cây", "Ảnh"), ("Thu phí", "Sổ")]


@pytest.mark.parametrize("heading", PLAIN)
def test_a_plain_column_of_duties_has_one_a_line_and_its_neighbours_say_more_of_them(heading: str) -> None:
    rows = [["Họ tên", heading, "Sản phẩm", "Thời hạn"], ["Vi An", "1. Trồng cây\n2. Thu phí", "Ảnh\nSổ", "Hằng tháng"]]
    row = the_row(*rows)
    assert [(duty.viec, duty.san_pham, duty.han) for duty in row.co_dinh] == [
        ("Trồng cây", "Ảnh", "Hằng tháng"),
        ("Thu phí", "Sổ", "Hằng tháng"),
    ]
    assert (row.person.phu_trach, row.faults) == (None, ())
    (fault,) = the_row(rows[0], ["Vi An", "Trồng cây\nThu phí\nLàm đường", "Ảnh\nSổ", None]).faults
    assert (fault.cell, "có 2 dòng cho 3 việc" in fault.message) == ("C2", True)
    left = read_roster(book(*rows), duties_too=False)
    assert next(left.rows()).person.phu_trach.startswith("1. Trồng cây")
    parted = the_row(
        ["TT", "Họ tên", heading, None, None],
        [None, None, "Nội dung", "Sản phẩm", "Thời hạn"],
        [1, "Vi An", "Trồng cây", "Ảnh", "Quý I"],
    )
    assert [(duty.viec, duty.san_pham, duty.han) for duty in parted.co_dinh] == [("Trồng cây", "Ảnh", "Quý I")]


def test_a_column_of_a_duty_that_cannot_be_taken_is_told_once_unless_somebody_said_so() -> None:
    raw = book(["Họ tên", "Mã nhiệm vụ", "Thời hạn", "Nhiệm vụ"], ["Vi An", "bt01", None, "x"], ["Vi Anh", "bt01", "Quý I", "y"], ["Vi Ánh", "bt01", "Quý I", "z"])  # fmt: skip
    mapping = {"D": "phu_trach"}
    notes = [note for row in read_roster(raw, mapping=mapping).rows() for note in row.notes]
    assert [(note.cell, note.column, "không vào văn bản" in note.message) for note in notes] == [("C3", "Thời hạn", True)]
    assert not [note for row in read_roster(raw, mapping={**mapping, "C": ""}).rows() for note in row.notes]


def test_a_piece_without_its_duty_is_no_duty() -> None:
    file = read_roster(book(["Họ tên", "Thời hạn", "Kết quả", "Địa bàn"], ["Vi An", "x", "y", "z"]))
    assert file.fields == {"ho_ten"}
    assert file.top.extra == ("“Thời hạn”", "“Kết quả”", "“Địa bàn”")


def test_the_office_may_have_codes_of_its_own_and_an_import_of_people_leaves_duties_alone() -> None:
    rows = ["Họ tên", "Ngày sinh", "Mã nhiệm vụ"], ["Vi An", None, "CQ1"]
    assert the_row(*rows, codes={"cq1"}).ma_nhiem_vu == ("cq1",)
    left = read_roster(book(*rows), duties_too=False)
    assert (left.top.extra, next(left.rows()).faults) == (("“Mã nhiệm vụ”",), ())


def test_the_empty_form_with_duties_reads_as_what_it_offers() -> None:
    file = read_roster(write_roster((), duties_too=True))
    assert [one.field for one in file.columns][-len(duty_columns()) :] == [column.name for column in duty_columns()]
    examples = {column.title: column.example for column in duty_columns()}
    row = the_row(["Họ và tên", *examples], ["Vi An", *examples.values()])
    assert row.faults == () and len(row.co_dinh) == 4 and len(row.mo) == 1 and row.ma_nhiem_vu == ("bt01", "bt07")


def test_a_column_of_duties_that_a_roster_keeps_otherwise_is_told_once() -> None:
    raw = book(["Họ và tên", "Nhiệm vụ được phân công"], ["Vi An", None], ["Bế Nam", "Thu đảng phí"], ["Tô Lan", "Trực"])
    kept = list(read_roster(raw, duties_too=False).rows())
    (note,) = [note for row in kept for note in row.notes]
    assert (note.cell, kept[1].person.phu_trach) == ("B3", "Thu đảng phí")
    assert "ghi vào “Việc đang phụ trách”, để tra cứu; muốn giao" in note.message
    assert [note for row in read_roster(raw).rows() for note in row.notes] == []
    plain = book(["Họ và tên", "Phụ trách"], ["Vi An", "Khuyến học"])
    assert next(read_roster(plain, duties_too=False).rows()).notes == ()
