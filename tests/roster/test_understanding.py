"""What a list is taken for is shown, may be changed and kept; what is doubtful in a cell is told with its place."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from docgen.check.run import review
from docgen.errors import FileError, UsageError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.roster.guesses import choosable, kept_of, key_of, mapping_of
from docgen.roster.reading import Row, read_roster
from docgen.roster.table import Limits
from support.books import book

PAPER = KINDS["quyet-dinh-phan-cong"]
NATIONAL = [
    "STT", "Họ và tên*", "Tên gọi khác", "Ngày sinh* (dd/mm/yyyy)", "Giới tính* [Nam/Nữ]", "Số định danh cá nhân*", "Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)",
    "Số điện thoại*", "Email", "Dân tộc*", "Tôn giáo", "Quê quán", "Nơi thường trú", "Nơi tạm trú", "Trình độ giáo dục phổ thông", "Trình độ chuyên môn",
    "Lý luận chính trị", "Ngoại ngữ", "Tin học", "Ngày vào Đảng*", "Ngày vào Đảng chính thức*", "Chức vụ Đảng", "Chức vụ chính quyền, đoàn thể", "Đơn vị công tác",
    "Mã tổ chức đảng*", "Tên tổ chức đảng đang sinh hoạt", "Trạng thái hoạt động", "Ghi chú",
]  # fmt: skip
READ = {"ho_ten", "ngay_sinh", "gioi_tinh", "so_the_dang", "dan_toc", "thuong_tru", "ngay_ket_nap", "ngay_chinh_thuc", "chuc_vu_dang",
        "chuc_vu_khac", "trang_thai", "hoan_canh"}  # fmt: skip


def bare(text: str) -> str:
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
        if not unicodedata.combining(letter)
    )


@pytest.mark.parametrize(
    "typed", [str, str.upper, bare, lambda text: unicodedata.normalize("NFD", text), lambda text: text.replace(" ", "\n ")]
)
def test_the_28_columns_of_the_national_roster_are_told_apart(typed) -> None:
    assert len(NATIONAL) == 28
    file = read_roster(book(list(map(typed, NATIONAL)), [1, "Vi An", *[None] * 24, "Đang hoạt động"]))
    assert file.fields == READ
    assert next(file.rows()).person.trang_thai == "dang_sinh_hoat"
    assert len(file.top.extra) == 28 - 1 - len(READ)


def test_each_column_is_shown_with_what_it_is_taken_for_and_three_values() -> None:
    days = [dt.date(1970, 1, 2), "3/4/1971", 1972, 1973]
    file = read_roster(
        book(
            [],
            [None, "Họ tên", "Ngày sinh", "Điện thoại"],
            *([None, f"Vi {day}", day, 91] for day in days),
            [None, None, None, None, "x"],
        )
    )
    assert [(one.letter, one.heading, one.field, one.title, one.samples[1:]) for one in file.columns] == [
        ("B", "Họ tên", "ho_ten", "Họ và tên", ("Vi 3/4/1971", "Vi 1972")),
        ("C", "Ngày sinh", "ngay_sinh", "Ngày sinh", ("3/4/1971", "1972")),
        ("D", "Điện thoại", None, "", ("91", "91")),
        ("E", "", None, "", ()),
    ]
    assert file.columns[1].samples[0] == "02/01/1970"


def test_the_caller_may_say_otherwise() -> None:
    raw = book(
        ["Tên dùng", "Họ và tên", "Số", "Ngày sinh", "Công tác"], ["Vi An", "Vi Văn An", "099070000001", "1/1/1970", "Trồng cây"]
    )
    file = read_roster(raw, mapping={"a": "ho_ten", "C": "so_the_dang", "D": "", "E": "co_dinh.1.viec"})
    row = next(file.rows())
    assert row.person.model_dump(exclude_none=True) == {
        "ho_ten": "Vi An",
        "so_the_dang": "099070000001",
        "trang_thai": "dang_sinh_hoat",
    }
    assert [duty.viec for duty in row.co_dinh] == ["Trồng cây"]
    assert file.top.extra == ("“Họ và tên” (cột lặp lại)", "“Ngày sinh”")
    assert set(choosable()) >= {"ho_ten", "ma_nhiem_vu"}


def test_a_list_without_headings_is_read_when_it_is_said_what_stands_where() -> None:
    raw = book(["Vi An", "1/1/1970"], ["Bế Nam", "2/2/1972"])
    with pytest.raises(FileError, match="không theo mẫu"):
        read_roster(raw)
    rows = list(read_roster(raw, heading=0, mapping={"A": "ho_ten", "B": "ngay_sinh"}).rows())
    assert [(row.number, row.person.ho_ten) for row in rows] == [(1, "Vi An"), (2, "Bế Nam")]
    late = read_roster(book(*[["x", "y"]] * 40, ["Họ tên", "Số thẻ"], ["Vi An", None]), heading=41)
    assert [row.person.ho_ten for row in late.rows()] == ["Vi An"]


def test_the_sheet_and_the_row_of_headings_may_be_said() -> None:
    raw = book(
        ["Họ và tên", "Ngày sinh", "Số thẻ"], ["Họ và tên", "Ngày sinh", "Nơi ở"], ["Vi An", "1/1/1970", "Xóm Trên"], title="Cũ"
    )
    assert next(read_roster(raw, heading=2, sheet="Cũ").rows()).person.thuong_tru == "Xóm Trên"
    with pytest.raises(FileError, match="không có trang tính “Mới”") as error:
        read_roster(raw, sheet="Mới")
    assert error.value.hint == "Các trang tính: “Cũ”."


@pytest.mark.parametrize(
    "mapping", [{"A": "x"}, {"1": "ho_ten"}, {"ABCD": "ho_ten"}, {"A": "co_dinh.99.viec"}, {"A": "co_dinh.1"}]
)
def test_a_mapping_that_names_nothing_is_refused_in_words(mapping: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        read_roster(book(["Họ tên", "x"]), mapping=mapping)


def test_two_columns_for_one_field_are_refused_by_name() -> None:
    raw = book(["Họ và tên", "Nam", "Nữ", "Ghi chú"], ["Vi An", "1/1/1970", None, "trùng"])
    with pytest.raises(UsageError, match="Cột A và cột D cùng được chọn là “Họ và tên”"):
        read_roster(raw, mapping={"A": "ho_ten", "D": "ho_ten"})
    assert next(read_roster(raw, mapping={"B": "ngay_sinh", "C": "ngay_sinh"}).rows()).person.ngay_sinh == dt.date(1970, 1, 1)


def test_two_columns_guessed_for_one_field_make_a_fault_where_they_differ() -> None:
    heads = [["Họ và tên", "Ngày vào Đảng", None, "Ngày chính thức"], [None, "Dự bị", "Chính thức", None]]
    rows = [["Vi An", "1/1/1990", "1/1/1991", "1/1/1991"], ["Bế Nam", "1/1/1990", "1/1/1991", "2/1/1991"]]
    same, other = read_roster(book(*heads, *rows)).rows()
    assert same.person.ngay_chinh_thuc == dt.date(1991, 1, 1)
    assert [(fault.cell, fault.message) for fault in other.faults] == [
        ("D4", "cột C và D cùng là “Ngày chính thức” mà ghi khác nhau (cột kia ghi “1/1/1991”); giữ một")
    ]


def test_what_was_kept_of_columns_with_one_heading_is_not_given_to_both() -> None:
    columns = read_roster(book(["Họ và tên", "Ghi chú", "Ghi chú"], ["Vi An", "x", "y"])).columns
    assert kept_of(columns) == {"ho va ten": "ho_ten"}
    assert mapping_of(columns, {"ho va ten": "ho_ten", "ghi chu": "ho_ten"}) == {"A": "ho_ten"}
    columns = read_roster(book(["Họ và tên", "Ghi chú"], ["Vi An", "x"])).columns
    assert mapping_of(columns, {"ho va ten": "ho_ten", "ghi chu": "ho_ten"}) == {}  # kept before that was refused


def test_a_mapping_is_found_again_under_the_same_headings_in_any_order() -> None:
    first = read_roster(book(["Họ và tên", "CỘT LẠ*", "Ngày sinh"], ["Vi An", "x"]), mapping={"B": "hoan_canh"})
    again = read_roster(book(["cột lạ (ghi chú)", "Họ và tên", "ngay sinh"], ["y", "Bế Nam"]))
    assert key_of(first.columns) == key_of(again.columns)
    mapping = mapping_of(again.columns, kept_of(first.columns))
    assert mapping == {"A": "hoan_canh", "B": "ho_ten", "C": "ngay_sinh"}
    assert key_of(first.columns) != key_of(read_roster(book(["Họ và tên", "x", "Ngày sinh"], ["Vi An", 1])).columns)


def the_row(heading: str, cell: object) -> Row:
    if heading == "Họ và tên":
        return next(read_roster(book(["TT", "Ngày sinh", heading], [1, "1/1/1970", cell])).rows())
    return next(read_roster(book(["TT", "Họ và tên", heading], [1, "Vi An", cell])).rows())


@pytest.mark.parametrize(
    ("heading", "cell", "taken", "why"),
    [
        ("Số thẻ", "99164000105", "099164000105", "số 0 ở đầu"),
        ("Số thẻ", 99164000105, "099164000105", "số 0 ở đầu"),
        ("Số thẻ", "99164000105.0", "099164000105", "số 0 ở đầu"),
        ("Số thẻ", "123456789012.0", "123456789012", "bỏ đuôi “.0”"),
        ("Số thẻ", "099 164 000 105", "099164000105", "đọc là"),
        ("Số thẻ", "'099164000105", "099164000105", "đọc là"),
        ("Số thẻ", "99.000605", "99.000605", "đối chiếu"),
        ("Ngày vào Đảng", 34256, "14/10/1993", "như Excel lưu ngày"),
        ("Ngày vào Đảng", "34256.0", "14/10/1993", "như Excel lưu ngày"),
        ("Ngày vào Đảng", "3-2-90", "03/02/1990", "năm khác thì sửa"),
        ("Ngày sinh", "1970.0", "01/01/1970", "chỉ có năm 1970"),
        ("Diện sinh hoạt", "Miễn công tác và sinh hoạt đảng", "mien_sinh_hoat", "hiểu là “Được miễn công tác và sinh hoạt đảng”"),
        ("Họ và tên", "An", "", "“An” chỉ có một tiếng"),
        ("Chức vụ đảng", "PBT", "Phó bí thư", "hiểu là “Phó bí thư”"),
        ("Chức vụ", "BT, Trưởng thôn", "Bí thư, Trưởng thôn", "hiểu là"),
        ("Chức vụ", "P. Bí thư chi bộ", "Phó bí thư chi bộ", "hiểu là"),
        ("Chức vụ", "CUV", "Chi ủy viên", "hiểu là"),
        ("Chức vụ", "UV chi ủy", "Ủy viên chi ủy", "hiểu là"),
        ("Chức vụ", "Tổ trưởng", "Tổ trưởng tổ đảng", "hiểu là"),
        ("Chức vụ", "Tổ phó tổ 3", "Tổ phó Tổ đảng số 3", "hiểu là"),
        ("Chức vụ khác", "PBT chi đoàn", "Phó bí thư chi đoàn", "hiểu là"),
        ("Chức vụ", "UVTV", "UVTV", "“UVTV” chưa rõ là chức vụ gì"),
        ("Diện sinh hoạt", "Tạm miễn", "mien_sinh_hoat", "hiểu là “Được miễn công tác và sinh hoạt đảng”"),
        ("Diện sinh hoạt", "Miễn sinh hoạt", "mien_sinh_hoat", "hiểu là “Được miễn công tác và sinh hoạt đảng”"),
    ],
)
def test_what_is_guessed_of_a_cell_is_told_with_its_place(heading: str, cell: object, taken: str, why: str) -> None:
    row = the_row(heading, cell)
    (note,) = row.notes
    shown = str(cell) if isinstance(cell, str) else f"{cell}"
    assert (note.sheet, note.cell, note.value, note.taken) == ("Danh sách", "C2", shown, taken)
    assert why in note.message and row.faults == ()


@pytest.mark.parametrize("card", ["99164000105", "099164000105", "099 164 000 105", "99.000605", "0991640001", "9916", "chưa có"])
def test_reading_for_papers_refuses_the_cards_that_the_rule_refuses_and_a_roster_takes_them(card: str) -> None:
    raw = book(["Họ và tên", "Số thẻ"], ["Vi An", card])
    row, kept = (next(read_roster(raw, duties_too=papers).rows()) for papers in (True, False))
    member = {"ho_ten": "Vi An", "so_the": kept.person.so_the_dang}
    paper = validate({**example_data(PAPER, "ca_nhan"), "dang_vien": member}, PAPER)
    refused = any(one.rule == "R-26" and one.severity == "E" for one in review(paper, PAPER))
    assert (bool(row.faults), row.readable is not None) == (refused, refused)
    assert refused is (card in {"0991640001", "9916", "chưa có"}) and bool(kept.notes) is (card != "099164000105")


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Chức vụ", "Đảng viên"), ("Chức vụ", "BÍ THƯ"), ("Nghề nghiệp", "Tổ trưởng"), ("Nghề nghiệp", "UBND xã")],
)
def test_a_position_in_words_stays_as_it_is(heading: str, cell: str) -> None:
    row = the_row(heading, cell)
    assert ({row.person.chuc_vu_dang, row.person.chuc_vu_khac}, row.notes) == ({cell, None}, ())


STATES = [
    ("Ghi chú", "Miễn SH", "ghi “Được miễn công tác và sinh hoạt đảng” ở cột “Diện sinh hoạt”"),
    ("Ghi chú", "Được miễn sinh hoạt từ 2024", "“Được miễn công tác"),
    ("Ghi chú", "Sinh hoạt tạm thời ở nơi khác", "ghi “Sinh hoạt tạm thời nơi khác” ở cột “Diện sinh hoạt”"),
    ("Ghi chú", "SH nơi khác", "“Sinh hoạt tạm thời nơi khác”"),
    ("Ghi chú", "tạm hoãn", "ghi rõ diện ở cột “Diện sinh hoạt”"),
    ("Ghi chú", "Đảng viên dự bị", "ghi “Đảng viên dự bị” ở cột “Loại đảng viên”"),
    ("Chức vụ", "ĐVDB", "“Đảng viên dự bị”"),
    ("Ghi chú", "đã chuyển", "ghi “Đã đưa ra” ở cột “Trạng thái”"),
    ("Ghi chú", "Từ trần", "“Đã đưa ra”"),
    ("Ghi chú", "xin ra khỏi Đảng", "“Đã đưa ra”"),
    *(
        ("Ghi chú", text, "")
        for text in ("Miễn đảng phí", "dự bị động viên", "chồng đã mất", "Đã mất sức", "chuyển nghề", "trùng")
    ),
    ("Ghi chú", "Sinh hoạt tạm thời, nơi khác đến", ""),
]


@pytest.mark.parametrize(("heading", "text", "why"), STATES)
def test_a_state_that_stands_where_nobody_looks_is_a_doubt(heading: str, text: str, why: str) -> None:
    row = the_row(heading, text)
    assert [(note.cell, note.value) for note in row.notes] == ([("C2", text)] if why else [])
    assert all(why in note.message and len(f"{note.column}: {note.message}") < 200 for note in row.notes)


def test_names_in_one_case_are_kept_and_offered_as_they_should_be_once_where_all_are_so() -> None:
    rows = list(read_roster(book(["Họ và tên", "Tổ đảng"], ["đinh thị  ngọc ánh", 1], ["Y-Bhăm Niê", 1], ["VI AN", 1])).rows())
    assert [row.person.ho_ten for row in rows] == ["đinh thị ngọc ánh", "Y-Bhăm Niê", "VI AN"]
    told = [[(note.cell, note.message) for note in row.notes] for row in rows]
    assert told[0][0][0] == "A2" and "viết không hoa chữ đầu: “đinh thị ngọc ánh”, in ra đúng như thế" in told[0][0][1]
    assert told[1] == [] and "muốn in “Vi An” thì sửa ô này" in told[2][0][1]
    many = read_roster(book(["Họ và tên", "Tổ đảng"], *([f"VI VĂN {name}", 1] for name in ("AN", "BA", "CÚC", "ĐỨC", "EM"))))
    notes = [note for row in many.rows() for note in row.notes]
    assert [note.cell for note in notes] == ["A2"] and "cả cột viết hoa cả tên: “VI VĂN AN”" in notes[0].message


def test_a_state_that_its_column_says_is_no_doubt_and_one_that_says_otherwise_is() -> None:
    heads = ["Họ và tên", "Diện sinh hoạt", "Loại đảng viên", "Ghi chú"]
    rows = [
        ["Vi An", "Miễn SH", None, "Miễn SH"],
        ["Bế Nam", None, "Dự bị", "Dự bị"],
        ["Tô Lan", "Thường xuyên", None, "Miễn SH"],
    ]
    assert [[note.cell for note in row.notes] for row in read_roster(book(heads, *rows)).rows()] == [["B2"], [], ["D4"]]


def test_who_is_admitted_within_twelve_months_is_perhaps_no_full_member() -> None:
    today = dt.datetime.now(dt.UTC).date()
    recent, old, coming = (today + dt.timedelta(days) for days in (-300, -500, 60))
    heads = ["Họ và tên", "Ngày vào Đảng", "Ngày chính thức", "Loại đảng viên"]
    days = [(recent, None), (recent, None, "Dự bị"), (old, None), (old, coming), (coming, None), (dt.date(1996, 2, 29), None)]
    rows = list(read_roster(book(heads, *(["Vi An", *told] for told in days))).rows())
    assert [[note.cell for note in row.notes] for row in rows] == [["B2"], [], [], ["C5"], ["B6"], []]
    assert "chưa đủ 12 tháng mà đang tính là chính thức" in rows[0].notes[0].message


@pytest.mark.parametrize(
    ("heading", "cell", "advice"),
    [
        ("Số thẻ", "1.2E+11", ""),
        ("Số thẻ", 1.5, ""),
        ("Ngày vào Đảng", 1993, ""),
        ("Ngày vào Đảng", "13/25/1993", ""),
        ("Tổ đảng", "hai", ""),
        ("Loại đảng viên", "hội viên", ""),
        ("Ngày sinh", "#REF!", ""),
        ("Diện sinh hoạt", "Dự bị", "thuộc cột “Loại đảng viên”"),
        ("Diện sinh hoạt", "Đi làm ăn xa", "“Đi làm ăn xa” thuộc cột “Nhóm"),
        (
            "Diện sinh hoạt",
            "Chờ chuyển SH",
            "có phải là “Chờ chuyển sinh hoạt”? Nếu không, chọn một trong: Sinh hoạt thường xuyên",
        ),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_its_place(heading: str, cell: object, advice: str) -> None:
    row = the_row(heading, cell)
    (fault,) = row.faults
    assert (fault.sheet, fault.cell, fault.value) == ("Danh sách", "C2", str(cell)) and row.person is None
    assert advice in fault.message


def test_a_column_of_days_with_the_month_first_is_told_and_nothing_in_it_is_guessed() -> None:
    days = ["12/25/1980", "03/04/1980", dt.date(1980, 3, 4), dt.date(1980, 3, 14), "5/5/1980", "1/31/80", "13/13/1980"]
    rows = list(read_roster(book(["Họ và tên", "Ngày sinh"], *([f"Vi {day}", day] for day in days))).rows())
    faults = {fault.cell: fault.message for row in rows for fault in row.faults}
    assert set(faults) == {"B2", "B3", "B7", "B8"}
    assert "ghi lại là 25/12/1980" in faults["B2"] and "ngày 3 tháng 4 hay ngày 4 tháng 3" in faults["B3"]
    notes = {note.cell: note.message for row in rows for note in row.notes}
    assert set(notes) == {"B2", "B4"} and "tháng/ngày/năm" in notes["B2"] and "đọc là ngày 4 tháng 3" in notes["B4"]
    mixed = list(
        read_roster(
            book(["Họ và tên", "Ngày sinh"], *([f"Vi {day}", day] for day in ("25/12/1980", "31.1.80", *days[:2])))
        ).rows()
    )
    assert ([fault.cell for row in mixed for fault in row.faults], [row.notes for row in mixed]) == (
        ["B4"],
        [(), mixed[1].notes, (), ()],
    )


def test_a_row_of_headings_that_is_not_there_is_told() -> None:
    with pytest.raises(FileError, match="Hàng 500 không phải hàng tên cột"):
        read_roster(book(["Họ và tên", "Ngày sinh"], ["Vi An", None]), heading=500)


def test_a_missing_name_is_told_at_the_column_of_names() -> None:
    (fault,) = next(read_roster(book(["TT", "Họ và tên", "Ngày sinh"], [1, None, "1/1/1970"])).rows()).faults
    assert (fault.cell, fault.value) == ("B2", "")


@pytest.mark.parametrize(
    ("heading", "cell", "field", "meant"),
    [
        ("Số thẻ", "\u200b099164000105\xa0", "so_the_dang", "099164000105"),
        ("Loại đảng viên", unicodedata.normalize("NFD", "Dự bị\u200b"), "loai", "du_bi"),
        ("Tổ đảng", "2.0", "to_dang", 2),
        ("Ngày sinh", "\xa001/02/1970\u200b", "ngay_sinh", dt.date(1970, 2, 1)),
        ("Nơi ở", unicodedata.normalize("NFD", "Xóm\xa0Trên"), "thuong_tru", "Xóm Trên"),
    ],
)
def test_what_cannot_be_seen_changes_nothing(heading: str, cell: str, field: str, meant: object) -> None:
    row = the_row(heading, cell)
    assert (getattr(row.person, field), row.notes) == (meant, ())


def test_a_year_alone_stays_known_as_a_year() -> None:
    assert [the_row("Ngày sinh", cell).nam_sinh for cell in (1964, "1964.0", "8/6/1964", None)] == [1964, 1964, None, None]


def test_limits_are_the_callers() -> None:
    wide = book(["Họ và tên", "Dân tộc", *(f"c{number}" for number in range(120))], ["Vi An"])
    with pytest.raises(FileError, match="hơn 100 cột"):
        read_roster(wide)
    assert read_roster(wide, limits=Limits(columns=200)).fields == {"ho_ten", "dan_toc"}
    with pytest.raises(FileError, match="hơn 1 người"):
        list(read_roster(book(["Họ và tên", "Dân tộc"], ["Vi An"], ["Bế An"]), limits=Limits(rows=1)).rows())
    with pytest.raises(FileError, match="lớn hơn 0 MB"):
        read_roster(wide, limits=Limits(size=10))
