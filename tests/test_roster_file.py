"""Rosters as files: what people's workbooks look like, what hostile ones try, and that nothing changes on the way out and in."""

from __future__ import annotations

import datetime as dt
import io
import re
import tracemalloc
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.docx import workbook as guard
from docgen.errors import FileError
from docgen.roster import cells, table
from docgen.roster.columns import COUNTER, GIVEN_NAME, codes, columns, headings, plain
from docgen.roster.letters import old_letters
from docgen.roster.merging import codes_after, given_of, merge
from docgen.roster.reading import read_roster
from docgen.roster.writing import write_roster
from docgen.standard import duties
from docgen.store.people import Person
from schemas.roster import NguoiTrongDanhSach, NhomDangVien

DAY_OF_EXCEL = dt.datetime(1964, 6, 8)  # noqa: DTZ001 - a workbook knows no zones
HEAD = ["TT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên"]


def book(*rows: list[object], title: str = "Sheet", **changes: object) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name, value in changes.items():
        setattr(sheet, name, value)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def changed(raw: bytes, change, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The archive with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return made.getvalue()


def people_in(raw: bytes, **asked: bool) -> list[NguoiTrongDanhSach]:
    rows = list(read_roster(raw, **asked).rows())
    assert [str(fault) for row in rows for fault in row.faults] == []
    return [row.person for row in rows]


def faults_in(raw: bytes) -> list[str]:
    return [str(fault) for row in read_roster(raw, duties_too=False).rows() for fault in row.faults]


def test_headings_and_choices_are_told_apart() -> None:
    assert set(headings().values()) == {column.name for column in columns()} | {COUNTER, GIVEN_NAME}
    for column in columns():
        assert len({plain(label) for label in column.choices.values()}) == len(column.choices)
        assert {codes(column.name)[plain(label)] for label in column.choices.values()} == set(column.choices)
    assert set(duties().groups) <= {one.value for one in NhomDangVien}


def test_a_list_as_people_keep_it_is_read() -> None:
    raw = book(
        ["DANH SÁCH ĐẢNG VIÊN CHI BỘ"],
        [],
        ["STT", "HỌ VÀ TÊN (viết hoa)", "Năm sinh", "so the", "Ngày kết nạp", "Tổ", "loai", "Giới tính", "Điện thoại"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        [1, " Đàm  Thị Hợi\u200b ", DAY_OF_EXCEL, 99164000105, 34256, "Tổ đảng số 2", "CT", "nữ", "091"],
        [],
        [2, "Vi Văn An", 1980, "099080000106", "ngày 3 tháng 2 năm 2005", 1.0, "Dự bị", "NAM", None],
    )
    file = read_roster(raw)
    first, second = file.rows()
    assert (file.top.heading, file.top.extra) == (3, ("“Điện thoại”",))
    assert first.person.model_dump(exclude_none=True) == {
        "ho_ten": "Đàm Thị Hợi", "ngay_sinh": dt.date(1964, 6, 8), "so_the_dang": "099164000105", "gioi_tinh": "Nữ",
        "ngay_ket_nap": dt.date(1993, 10, 14), "to_dang": 2, "loai": "chinh_thuc", "trang_thai": "dang_sinh_hoat",
    }  # fmt: skip
    assert (second.number, second.person.ngay_sinh, second.person.ngay_ket_nap) == (7, dt.date(1980, 1, 1), dt.date(2005, 2, 3))
    assert [str(note) for row in (first, second) for note in row.notes] == [
        "Hàng 5, cột Số thẻ đảng viên: Excel bỏ mất số 0 ở đầu, đọc là 099164000105; xem lại",
        "Hàng 5, cột Ngày vào Đảng: số 34256 đọc là ngày 14/10/1993, như Excel lưu ngày; xem lại",
        "Hàng 7, cột Ngày sinh: chỉ có năm 1980, đọc là 01/01/1980; sửa lại khi biết ngày sinh",
    ]


def test_every_fault_is_named_by_row_and_column() -> None:
    raw = book(
        [*HEAD, "Ngày chính thức", "Loại đảng viên", "Tổ đảng"],
        [1, None, "31/2/1970", "x" * 21, "2001", "hội viên", "hai"],
        [2, "A\x7fB".replace("\x7f", "\ufffd"), 0.5, 1.5, "1/1/29", None, 100],
        [3, "Vi Văn An", "#REF!", None, None, None, None],
    )
    said = faults_in(raw)
    assert all(re.match(r"Hàng [234], cột [^:]+: .", one) for one in said), said
    told = "\n".join(said)
    for words in ("Hàng 2, cột Ngày sinh: “31/2/1970” không có trên lịch", "Hàng 2, cột Họ và tên: chưa có", "dài 21 ký tự",
                  "chỉ có năm 2001; ghi đủ", "“hội viên” không có trong danh sách", "“hai” không phải số nguyên", "ký tự hỏng",
                  "“0.5” không phải ngày", "đã bị Excel đổi thành số", "thiếu hai chữ số của năm", "lớn nhất là 99", "Hàng 4, cột Ngày sinh: ô báo lỗi #REF!"):  # fmt: skip
        assert words in told, words


def test_a_name_in_two_columns_under_a_merged_heading_is_put_together() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (["TT", "Họ và tên", None, "Ngày sinh"], [1, "Đàm Thị", "Hợi", "8/6/1964"], [2, "Vi Văn An", None, None]):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    assert [one.ho_ten for one in people_in(saved(made))] == ["Đàm Thị Hợi", "Vi Văn An"]
    assert people_in(book(["Họ đệm", "Tên"], ["Đàm Thị", "Hợi"]))[0].ho_ten == "Đàm Thị Hợi"


def test_hidden_sheets_are_not_read() -> None:
    made = openpyxl.Workbook()
    made.active.append(["Ghi chú"])
    hidden = made.create_sheet("Ẩn")
    hidden.append(HEAD)
    hidden.append([1, "Người ẩn"])
    hidden.sheet_state = "hidden"
    with pytest.raises(FileError, match="Tệp không theo mẫu"):
        read_roster(saved(made))
    shown = made.create_sheet("Danh sách")
    shown.append(HEAD)
    shown.append([1, "Người thấy"])
    assert [one.ho_ten for one in people_in(saved(made))] == ["Người thấy"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_of_every_kind_is_read(encoding: str, separator: str) -> None:
    lines = [["Họ và tên", "Ngày sinh", "Nơi thường trú"], ["Đàm Thị Hợi", "8/6/1964", '"Xóm ""Trên"", Nà Khoang; xã"']]
    found = people_in("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    assert (found[0].ho_ten, found[0].thuong_tru) == ("Đàm Thị Hợi", 'Xóm "Trên", Nà Khoang; xã')


def test_a_csv_may_say_its_separator() -> None:
    assert people_in("sep=;\nHọ tên;Dân tộc\nVi An;Tày, Nùng\n".encode())[0].dan_toc == "Tày, Nùng"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Tệp rỗng"),
        (b" \n", "Tệp rỗng"),
        (b"x" * (10 * 2**20 + 1), "Tệp lớn hơn 10 MB"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"), "Tệp có mật khẩu"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99 + "Workbook".encode("utf-16-le"), "bị hỏng"),
        (b"%PDF-1.7\n\xe2\xe3", "Đây là tệp PDF"),
        (b"\xff\xd8\xff\xe0", "Đây là ảnh"),
        (b"\0\0\0\x18ftypheic", "Đây là ảnh"),
        (rb"{\rtf1\ansi Danh s\u225ch}", "Đây là tệp văn bản RTF"),
        (b"Rar!\x1a\x07", "Đây là tệp nén RAR"),
        ("Họ tên\nĐặng Ổn".encode("utf-16-le"), "Tệp phải là XLSX, XLS, ODS hoặc CSV"),
        (b"PK\x03\x04abc", "bị hỏng"),
        (b"a,b\n1,2\n", "Tệp không theo mẫu"),
        (b'Ho ten,x\n"' + b"y" * 200_000, "ô quá dài"),
        (book(["Họ và tên", "Dân tộc"] + [f"c{number}" for number in range(120)]), "hơn 100 cột"),
        (book(["a"], ["b"]), "Tệp không theo mẫu"),
    ],
    ids=range(16),
)  # fmt: skip
def test_files_that_cannot_be_taken_are_told_in_words(raw: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said) as error:
        read_roster(raw)
    assert error.value.hint


def a_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("danh-sach.xlsx", b"x")
    return made.getvalue()


def a_docx() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x/>")
    return made.getvalue()


PLAIN = book(HEAD, [1, "Vi Văn An"])
SHEET = b"</sheetData>"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (a_docx(), "Đây là tệp Word"),
        (a_zip(), "Đây là tệp nén"),
        (changed(PLAIN, lambda part: part.replace(SHEET, b"<row>" + b"<c/>" * 9_000_000 + b"</row>" + SHEET)), "quá lớn|bất thường"),
        (changed(PLAIN, lambda part: part.replace(SHEET, b"<row>" + b'<c r="A3"><v>1</v></c>' * 99_000 + b"</row>" + SHEET)), "quá lớn"),
        (changed(PLAIN, lambda part: b" " * 80_000_000 + part), "quá lớn"),
        (changed(PLAIN, lambda part: part.replace(b"<sheetData>", b"<!-- </row> --><sheetData>")), "cách lạ"),
        (changed(PLAIN, lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part), "cách lạ"),
        (changed(PLAIN, lambda part: part.decode().encode("utf-16")), "cách lạ"),
        (changed(PLAIN, lambda _part: b"<?xml version='1.0' encoding='latin-1'?><a/>"), "cách lạ"),
        (changed(PLAIN, lambda part: part[:-40]), "bị hỏng"),
        (changed(PLAIN, lambda part: part.replace(b'r="D1"', b'r="ABCDEFG1"')), "bị hỏng"),
        (changed(PLAIN, lambda _part: b"<a/>", "xl/workbook.xml"), "bị hỏng|không theo mẫu"),
    ],
    ids=range(12),
)  # fmt: skip
def test_hostile_workbooks_are_refused_in_words_and_in_little_memory(raw: bytes, said: str) -> None:
    tracemalloc.start()
    with pytest.raises(FileError, match=said):
        list(read_roster(raw).rows())
    assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    tracemalloc.stop()


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    far = changed(PLAIN, lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part))
    assert [one.ho_ten for one in people_in(far)] == ["Vi Văn An"]
    last = changed(PLAIN, lambda part: part.replace(SHEET, b'<row r="99999999999"><c r="B99999999999"/></row>' + SHEET))
    assert [one.ho_ten for one in people_in(last)] == ["Vi Văn An"]
    wide = changed(PLAIN, lambda part: part.replace(SHEET, b'<row r="3"><c r="XFD3"><v>1</v></c></row>' * 3 + SHEET))
    assert [one.ho_ten for one in people_in(wide)] == ["Vi Văn An"]


def test_formulas_are_read_by_their_values_and_told_where_they_have_none() -> None:
    raw = book(HEAD, [1, "Vi Văn An", "=1+1", "@SUM(1)"])
    file = read_roster(raw, duties_too=False)
    assert file.table.unvalued
    assert [(row.person.ngay_sinh, row.person.so_the_dang) for row in file.rows()] == [(None, "@SUM(1)")]
    assert not read_roster(PLAIN).table.unvalued


def test_too_many_people_are_refused_and_blank_rows_do_not_count() -> None:
    raw = book(HEAD, *([[]] * 50), *([number, f"Vi Văn {number}"] for number in range(30)))
    assert len(list(read_roster(raw).rows(30))) == 30
    with pytest.raises(FileError, match="hơn 29 người"):
        list(read_roster(raw).rows(29))


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zs", "Zl", "Zp", "Cn", "Co")), min_size=2, max_size=20
)
TEXT = TEXT.filter(lambda text: text not in cells._ERRORS and not old_letters(text))  # what no cell may hold
RISKY = st.sampled_from(["=1+1", "+84", "-1", "@SUM(A1)", '=HYPERLINK("x")', "00123", "1e5", "TRUE", "03/02", "#N/a", "1,5"])
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


def some(column):
    if column.choices:
        return st.sampled_from(list(column.choices))
    return {"day": DAYS, "whole": st.integers(1, 99)}.get(str(column.holds), TEXT | RISKY)


def one_person(number: int) -> st.SearchStrategy[dict[str, object]]:
    fields = {column.name: some(column) for column in columns() if column.name not in {"ma", "trang_thai"}}
    fixed = {
        "ho_ten": fields.pop("ho_ten"),
        "ma": st.just(f"DV{number}"),
        "trang_thai": st.sampled_from(["dang_sinh_hoat", "da_roi"]),
    }
    return st.fixed_dictionaries(fixed, optional=fields)


def valid(data: dict[str, object]) -> NguoiTrongDanhSach:
    return NguoiTrongDanhSach.model_validate(data)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(*(one_person(number) for number in range(3))))
def test_what_is_written_is_read_again_letter_by_letter(data: tuple[dict[str, object], ...]) -> None:
    everybody = [valid(one) for one in data]
    assert people_in(write_roster(everybody), duties_too=False) == everybody


def test_the_workbook_offers_choices_and_holds_text_only() -> None:
    risky = valid({"ho_ten": "=cmd|' /C calc'!A0", "so_the_dang": "000000000123", "ngay_sinh": "3/2/1970", "loai": "du_bi"})
    sheet = openpyxl.load_workbook(io.BytesIO(write_roster([risky]))).worksheets[0]
    cells = {sheet.cell(1, place).value: sheet.cell(2, place) for place in range(1, len(columns()) + 1)}
    assert [cell.data_type for cell in cells.values() if cell.value] == ["s"] * 5
    assert {cell.number_format for cell in cells.values() if cell.value} == {"@"}
    assert cells["Họ và tên"].quotePrefix and cells["Họ và tên"].value == "=cmd|' /C calc'!A0"
    assert (cells["Ngày sinh"].value, cells["Loại đảng viên"].value) == ("03/02/1970", "Đảng viên dự bị")
    assert len(sheet.data_validations.dataValidation) == 5


def a_person(number: int, ho_ten: str, **facts: object) -> Person:
    return Person(1, f"DV{number:02d}", ho_ten, id=number, **facts)


def test_people_are_known_by_code_then_card_then_name_and_birthday() -> None:
    day = dt.date(1970, 1, 1)
    roster = [a_person(1, "Vi Văn An", so_the_dang="099070000001"), a_person(2, "Đàm Thị Hợi", ngay_sinh=day, hoan_canh="x"),
              a_person(3, "Lục An"), a_person(4, "Lục An"), a_person(5, "Bế Nam", active=False)]  # fmt: skip
    raw = book(
        ["Mã", "Họ và tên", "Ngày sinh", "Số thẻ"],
        ["DV05", "Bế Nam", None, None],
        [None, "Vi Văn Ân", None, "099070000001"],
        [None, "ĐÀM THỊ HỢI", "1/1/1970", "099170000002"],
        [None, "Lục An", None, None],
        ["DV06", "Người Mới", None, None],
        ["DV05", "Bế Nam", None, None],
        [None, "Lỗi", "32/1/1970", None],
    )
    file = read_roster(raw)
    found = merge(file.rows(), file.fields, roster, 1)
    assert [(one.person.ma, one.fields) for one in found.changed] == [
        ("DV01", ("Họ và tên",)), ("DV02", ("Họ và tên", "Số thẻ đảng viên"))]  # fmt: skip
    assert found.changed[1].person == replace(roster[1], ho_ten="ĐÀM THỊ HỢI", so_the_dang="099170000002")
    assert [(one.row, one.person.ma) for one in found.added] == [(5, "DV07"), (6, "DV06")]
    assert (found.unchanged, found.faulty, [fault.row for fault in found.faults]) == (0, 3, [2, 7, 8])
    assert found.faults[1].message == "hàng 2 và hàng 7 là một người; bỏ một hàng"


def test_a_file_of_its_own_export_changes_nothing() -> None:
    roster = [a_person(1, "Vi Văn An", loai="du_bi", to_dang=3), a_person(2, "Đàm Hợi", active=False)]
    file = read_roster(write_roster(map(given_of, roster)))
    found = merge(file.rows(), file.fields, roster, 1)
    assert (found.taken, found.unchanged, found.faults) == ([], 2, [])


def test_codes_are_counted_on() -> None:
    for taken, following in (
        (["DV09", "DV10", "x", "CB1"], "DV11"),
        ([], "DV01"),
        (["Lan"], "DV01"),
        (["7"], "8"),
        (["٣"], "DV01"),
    ):
        assert next(codes_after(taken)) == following
    assert len(next(codes_after(["9" * 40]))) <= 40


def test_limits_hold_together() -> None:
    assert table.MAX_BYTES == 10 * 2**20
    assert 50_000 * len(columns()) < guard.MOST_TEXTS
