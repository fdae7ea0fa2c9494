"""Lists as offices keep them: groups, totals, doubled rows, divided columns, short years, letters of before Unicode."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from docgen.roster.merging import Merge, merge
from docgen.roster.reading import read_roster
from docgen.store.people import Person

HEAD = ["TT", "Họ và tên", "Ngày sinh", "Số thẻ"]


def book(*rows: list[object], merged: tuple[str, ...] = ()) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def merged_in(raw: bytes, roster: tuple[Person, ...] = ()) -> Merge:
    file = read_roster(raw, duties_too=False)
    return merge(file.rows(), file.fields, roster, 1)


def told(faults: list) -> list[str]:
    return [str(one) for one in faults]


def names(found: Merge) -> list[str]:
    return [change.person.ho_ten for change in found.added]


def test_rows_of_one_person_are_faults_on_both() -> None:
    found = merged_in(book(HEAD, [1, "Lê Văn Tám", "1/2/1971", "012345678905"], [2, "Vi An", "1/1/1970", "012345678906"],
                           [3, "LÊ VĂN TÁM", "1/2/1971", "012345678905"], [4, "Bế Nam", None, "012345678906"],
                           [5, "Lục Ân", "3/3/1980", None], [6, "Lục Ân", "3/3/1980", "012345678907"]))  # fmt: skip
    assert told(found.faults) == [
        "Hàng 2: hàng 2 và hàng 4 là một người; bỏ một hàng",
        "Hàng 3, cột Số thẻ đảng viên: hàng 3 và hàng 5 cùng số thẻ “012345678906” mà khác họ tên; sửa số thẻ",
        "Hàng 4: hàng 2 và hàng 4 là một người; bỏ một hàng",
        "Hàng 5, cột Số thẻ đảng viên: hàng 3 và hàng 5 cùng số thẻ “012345678906” mà khác họ tên; sửa số thẻ",
        "Hàng 6: hàng 6 và hàng 7 là một người; bỏ một hàng",
        "Hàng 7: hàng 6 và hàng 7 là một người; bỏ một hàng",
    ]
    assert (found.added, found.faulty) == ([], 6)


def test_namesakes_are_taken_and_told_where_nothing_tells_them_apart() -> None:
    found = merged_in(book(HEAD, [1, "Vi An", "1/1/1970", "012345678901"], [2, "Vi An", "1/1/1970", "012345678902"],
                           [3, "Bế Nam", None, None], [4, "Bế Nam", None, None]))  # fmt: skip
    assert (len(found.added), found.faults) == (4, [])
    assert told(found.notes) == [
        "Hàng 5, cột Họ và tên: hàng 4 và hàng 5 cùng họ tên, không có ngày sinh để phân biệt; là một người thì bỏ một hàng"
    ]


def test_groups_totals_and_signatures_are_skipped_and_a_group_gives_its_to() -> None:
    found = merged_in(book(HEAD, [None, "Tổ đảng số 1", None, None], [1, "Tô Văn Hợi", None, None], ["Tổ đảng số 2"], [2, "Vi An", None, None],
                           ["II", "Đảng viên miễn sinh hoạt"], [3, "Tống Thị Cộng", None, None], [4, None, None, None],
                           [None, "Tổng cộng: 3 đồng chí", None, 3], [None, None, "Ngày 3 tháng 2 năm 2026"], [None, "NGƯỜI LẬP BIỂU", None, None],
                           merged=("A4:D4",)))  # fmt: skip
    assert [(one.person.ho_ten, one.person.to_dang) for one in found.added] == [
        ("Tô Văn Hợi", 1),
        ("Vi An", 2),
        ("Tống Thị Cộng", None),
    ]
    assert told(found.skipped) == [
        "Hàng 2: “Tổ đảng số 1”, không phải người; những người ở dưới được ghi vào Tổ đảng số 1",
        "Hàng 4: “Tổ đảng số 2”, không phải người; những người ở dưới được ghi vào Tổ đảng số 2",
        "Hàng 6: “Đảng viên miễn sinh hoạt”, không phải người",
        "Hàng 9: “Tổng cộng: 3 đồng chí”, không phải người",
        "Hàng 10: “Ngày 3 tháng 2 năm 2026”, không phải người",
        "Hàng 11: “NGƯỜI LẬP BIỂU”, không phải người",
    ]
    assert found.faults == []


def test_a_group_moves_people_of_the_roster_and_a_column_of_to_is_believed_before_it() -> None:
    roster = (Person(1, "DV1", "Vi An", id=1, to_dang=1, dan_toc="Tày"),)
    found = merged_in(book(HEAD, [None, "Tổ đảng số 2"], [1, "Vi An", None, None]), roster)
    assert [(one.person.to_dang, one.person.dan_toc, one.fields) for one in found.changed] == [(2, "Tày", ("Tổ đảng số",))]
    own = merged_in(book([*HEAD, "Tổ"], [None, "Tổ đảng số 2"], [1, "Vi An", None, None, 1], [2, "Bế Nam"]), roster)
    assert ([one.person.to_dang for one in own.added], own.unchanged) == ([None], 1)


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Số thẻ ĐV", "so_the_dang"), ("Số thẻ", "so_the_dang"), ("Số TĐV", "so_the_dang"), ("Số thẻ đảng", "so_the_dang"),
     ("Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)", "so_the_dang"), ("Ngày tháng năm sinh", "ngay_sinh"), ("Ngày, tháng, năm sinh (nam, nữ)", "ngay_sinh"),
     ("Năm sinh", "ngay_sinh"), ("Chức vụ", "chuc_vu_dang"), ("Ngày vào Đảng*", "ngay_ket_nap"), ("Ngày kết nạp", "ngay_ket_nap"),
     ("Ngày, tháng, năm vào Đảng", "ngay_ket_nap"), ("Chính thức", "ngay_chinh_thuc"), ("Ngày vào Đảng chính thức*", "ngay_chinh_thuc"),
     ("Nơi ở", "thuong_tru"), ("Chỗ ở hiện nay", "thuong_tru"), ("HKTT", "thuong_tru"), ("Nghề nghiệp", "chuc_vu_khac"), ("Sè thÎ", "so_the_dang")],
)  # fmt: skip
def test_columns_are_known_by_what_offices_call_them(heading: str, field: str) -> None:
    assert read_roster(book(["Họ tên", heading], ["Vi An", None])).fields == {"ho_ten", field}


@pytest.mark.parametrize("card", ["02345678903", "0123456789012", "99.000605", 12345])
def test_a_card_number_of_other_length_is_taken_and_told(card: object) -> None:
    found = merged_in(book(HEAD, [1, "Vi An", None, card], [2, "Bế Nam", None, "012345678901"]))
    assert [change.person.so_the_dang for change in found.added] == [str(card), "012345678901"]
    assert len(found.notes) == 1 and "đối chiếu với thẻ" in str(found.notes[0])


def test_a_day_of_birth_in_columns_for_men_and_women_gives_the_sex() -> None:
    raw = book(["TT", "Họ và tên", "Ngày sinh", None, "Ngày vào Đảng", None, "Trình độ", None], [None, None, "Nam", "Nữ", "Dự bị", "Chính thức", "Văn hóa", "Lý luận"],
               ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"], [1, "Vi An", "3/5/1970", None, "3/2/1995", "3/2/1996", "12/12", None], [2, "Đàm Hợi", None, 1980],
               [3, "Bế Nam", "1/1/1970", "1/1/1971"], merged=("C1:D1", "E1:F1"))  # fmt: skip
    file = read_roster(raw)
    found = merged_in(raw)
    assert [(one.person.ngay_sinh, one.person.gioi_tinh, one.person.ngay_chinh_thuc) for one in found.added] == [
        (dt.date(1970, 5, 3), "Nam", dt.date(1996, 2, 3)), (dt.date(1980, 1, 1), "Nữ", None)]  # fmt: skip
    assert told(found.faults) == ["Hàng 6, cột Ngày sinh: cả cột Nam và cột Nữ đều có; giữ một"]
    assert file.top.extra == ("“Trình độ Văn hóa”", "“Trình độ Lý luận”")


def test_marks_in_columns_of_nam_and_nu_give_the_sex() -> None:
    found = merged_in(
        book(["TT", "Họ tên", "Giới tính", None], [None, None, "Nam", "Nữ"], [1, "Vi An", "x", None], [2, "Đàm Hợi", None, "x"])
    )
    assert [change.person.gioi_tinh for change in found.added] == ["Nam", "Nữ"]


def test_years_of_two_digits_lie_in_the_past_and_are_told() -> None:
    found = merged_in(book(["Họ tên", "Ngày sinh", "Ngày vào Đảng"], ["Vi An", "3/2/64", "3/2/90"], ["Bế Nam", "1-1-05", "19.5.24"],
                           ["Lục Ân", "1/1/20", None], ["Lý Mai", "31/2/70", "3/2/29"]))  # fmt: skip
    assert [(one.person.ngay_sinh, one.person.ngay_ket_nap) for one in found.added] == [
        (dt.date(1964, 2, 3), dt.date(1990, 2, 3)), (dt.date(2005, 1, 1), dt.date(2024, 5, 19))]  # fmt: skip
    assert "Hàng 2, cột Ngày vào Đảng: “3/2/90” hiểu là 03/02/1990; năm khác thì sửa lại" in told(found.notes)
    assert [one.split(";")[0] for one in told(found.faults)] == [
        "Hàng 4, cột Ngày sinh: “1/1/20” thiếu hai chữ số của năm", "Hàng 5, cột Ngày vào Đảng: “3/2/29” thiếu hai chữ số của năm",
        "Hàng 5, cột Ngày sinh: “31/02/1970” không có trên lịch"]  # fmt: skip


def test_one_cell_in_old_letters_is_a_fault_of_its_own() -> None:
    found = merged_in(book(HEAD, [1, "NguyÔn V¨n A", None, None], [2, "Lê Văn Hà", None, None], [3, "TrÇn Anh", None, None]))
    assert names(found) == ["Lê Văn Hà"]
    assert told(found.faults) == [
        "Hàng 2, cột Họ và tên: “NguyÔn V¨n A” ở bảng mã cũ (TCVN3), có lẽ là “Nguyễn Văn A”; gõ lại ô này",
        "Hàng 4, cột Họ và tên: “TrÇn Anh” ở bảng mã cũ (TCVN3), có lẽ là “Trần Anh”; gõ lại ô này",
    ]


def test_columns_in_old_letters_throughout_are_turned_and_told() -> None:
    rows = [[1, "NguyÔn V¨n A", "N÷", "BÝ th­"], [2, "TrÇn ThÞ HuÖ", "Nam", None], [3, "Lª An", "N÷", "§¶ng viªn"]]
    found = merged_in(book(["TT", "Hä vµ tªn", "Giíi tÝnh", "Chøc vô"], *rows))
    assert [(one.person.ho_ten, one.person.gioi_tinh, one.person.chuc_vu_dang) for one in found.added] == [
        ("Nguyễn Văn A", "Nữ", "Bí thư"), ("Trần Thị Huệ", "Nam", None), ("Lê An", "Nữ", "Đảng viên")]  # fmt: skip
    assert "Hàng 2, cột Họ và tên: cả cột ở bảng mã cũ (TCVN3), đã chuyển sang Unicode: “NguyÔn V¨n A” là “Nguyễn Văn A”" in str(
        found.notes[0]
    )
    assert len(found.notes) == 3
    vni = merged_in(book(HEAD, [1, "Ñaøm Thò Hôïi", None, None], [2, "Nguyeãn Vaên Thöôûng", None, None]))
    assert names(vni) == ["Đàm Thị Hợi", "Nguyễn Văn Thưởng"]


def test_who_signs_below_a_list_is_no_new_member() -> None:
    found = merged_in(book(["TT", "Họ và tên", "Ngày sinh", "Chức vụ"], [1, "Vi An", "3/2/1964", "Bí thư"], [None, "Bế Nam", "1/1/1970", None],
                           [None, None, None, "Bình Sơn, ngày 03 tháng 02 năm 2026"], [None, "NGƯỜI LẬP BIỂU", None, "T/M CHI BỘ"],
                           [None, "Bế Nam", None, "Vi An"]))  # fmt: skip
    assert (names(found), found.faults, [one.row for one in found.skipped]) == (["Vi An", "Bế Nam"], [], [4, 5, 6])
