"""Rows: added, removed, moved by the server; a block pasted from Excel or Word."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from docgen.kinds import KINDS
from support.examples import FILES
from support.web import Page, filled
from web.fields import form_of
from web.forms import answers_of_pairs, blank_answers
from web.rows import accept, change, columns_of, read_block, rows_at

FORM = form_of(KINDS["nghi-quyet"].variants["thuong_ky"])
LIST = form_of(KINDS["quyet-dinh-phan-cong"].variants["danh_sach"])
MONTHLY = FILES[0]
TASKS = [("nhiem_vu.0.viec", "A"), ("nhiem_vu.1.viec", "B"), ("nhiem_vu.2.viec", "C")]


def tasks(page: Page) -> list[str]:
    return [value for name, value in page.pairs if name.endswith(".viec") and name.startswith("nhiem_vu")]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("them:nhiem_vu", ["A", "B", "C", ""]),
        ("xoa:nhiem_vu.1", ["A", "C"]),
        ("len:nhiem_vu.2", ["A", "C", "B"]),
        ("xuong:nhiem_vu.0", ["B", "A", "C"]),
        ("len:nhiem_vu.0", ["A", "B", "C"]),
        ("xuong:nhiem_vu.2", ["A", "B", "C"]),
        ("xoa:nhiem_vu.9", ["A", "B", "C"]),
        ("them:khong_co", ["A", "B", "C"]),
        ("them:so", ["A", "B", "C"]),
        ("xoa:nhiem_vu", ["A", "B", "C"]),
        ("la:nhiem_vu.1", ["A", "B", "C"]),
        ("", ["A", "B", "C"]),
    ],
)
def test_buttons_change_rows_and_keep_everything_else(client: FlaskClient, action: str, expected: list[str]) -> None:
    answer = filled(client, MONTHLY, [*TASKS, ("so", "mười")], then=action)
    page = Page(answer.text)
    assert answer.status_code == 200
    assert tasks(page) == expected
    assert ("so", "mười") in page.pairs


def test_every_remove_button_names_its_row(client: FlaskClient) -> None:
    page = Page(filled(client, MONTHLY, TASKS).text)
    buttons = [
        found for tag, found in page.tags if tag == "button" and (found.get("value") or "").startswith(("xoa", "len", "xuong"))
    ]
    assert len(buttons) == 3 + 2 + 2
    assert {f"f-{(found['value'] or '').partition(':')[2]}" for found in buttons} <= page.ids


def test_rows_inside_rows_change_too() -> None:
    answers = answers_of_pairs([("phan_cong.0.co_dinh.0.viec", "A"), ("phan_cong.0.co_dinh.1.viec", "B")], LIST)
    assert change(answers, LIST, "xoa", "phan_cong.0.co_dinh.0") == "phan_cong.0.co_dinh"
    assert [row["viec"] for row in answers["phan_cong"][0]["co_dinh"]] == ["B"]
    assert rows_at(answers, LIST, "phan_cong.7.co_dinh") is None
    assert rows_at(answers, LIST, "phan_cong.0") is None


def read(text: str, path: str = "nhiem_vu"):
    found = rows_at(blank_answers(FORM), FORM, path)
    assert found
    return read_block(text, found[1]), found[1]


def test_cells_go_to_the_columns_in_order_of_the_form() -> None:
    reading, view = read("Rà soát hộ\tHứa Thị Lưu\r\nThu quỹ\tVũ Đức Thuyết\n\n")
    rows: list = []
    assert accept(reading, rows, view) == 2
    assert [(row["viec"], row["chu_tri"]) for row in rows] == [("Rà soát hộ", "Hứa Thị Lưu"), ("Thu quỹ", "Vũ Đức Thuyết")]


def test_a_heading_names_the_columns_in_any_order_and_unknown_ones_are_marked() -> None:
    reading, view = read("STT\tThời hạn\tviệc  phải làm\n1\t20/11/2026\tRà soát\n2\t\tThu quỹ")
    assert [column and column.name for column in reading.columns] == [None, "thoi_han", "viec"]
    assert reading.unread == 2
    rows: list = []
    accept(reading, rows, view)
    assert [(row["viec"], row["thoi_han"]) for row in rows] == [("Rà soát", "20/11/2026"), ("Thu quỹ", "")]


def test_a_cell_of_excel_with_line_ends_and_quotes_is_one_cell() -> None:
    reading, view = read('"Rà soát\n40 hộ ""Khu Chợ"""\tHứa Thị Lưu')
    rows: list = []
    accept(reading, rows, view)
    assert rows[0]["viec"] == 'Rà soát 40 hộ "Khu Chợ"'


def test_a_lone_quote_swallows_nothing() -> None:
    reading, _ = read('"Rà soát\tA\nThu quỹ\tB')
    assert [row[0] for row in reading.rows] == ['"Rà soát', "Thu quỹ"]


def test_groups_inside_a_row_choices_and_ticks_are_filled() -> None:
    found = rows_at(blank_answers(LIST), LIST, "phan_cong")
    assert found
    names = [column.name for column in columns_of(found[1])]
    assert names[:3] == ["ho_ten", "gioi_tinh", "ngay_sinh"]
    rows: list = []
    accept(read_block("Họ và tên\tGiới tính\tLoại đảng viên\nĐàm Thị Hợi\tnữ\tđảng viên dự bị", found[1]), rows, found[1])
    member = rows[0]["dang_vien"]
    assert (member["ho_ten"], member["gioi_tinh"], member["loai"]) == ("Đàm Thị Hợi", "Nữ", "du_bi")
    absent = rows_at(blank_answers(FORM), FORM, "cuoc_hop.thanh_phan.vang_co_ly_do")
    assert absent
    rows = []
    accept(read_block("Chu Văn Đính\tđi làm xa\tx", absent[1]), rows, absent[1])
    assert rows[0]["du_bi"] == "co"


def test_a_block_is_shown_before_it_is_taken_and_added_below_what_is_there(client: FlaskClient) -> None:
    block = "Việc mới\tHứa Thị Lưu\nViệc nữa\tVũ Đức Thuyết"
    shown = filled(client, MONTHLY, [*TASKS, ("_dan.nhiem_vu", block)], then="doc:nhiem_vu")
    assert "Nhận 2 hàng" in shown.text
    assert tasks(Page(shown.text)) == ["A", "B", "C"]
    assert ("_dan.nhiem_vu", block) in Page(shown.text).pairs
    taken = filled(client, MONTHLY, [*TASKS, ("_dan.nhiem_vu", block)], then="nhan:nhiem_vu")
    assert tasks(Page(taken.text)) == ["A", "B", "C", "Việc mới", "Việc nữa"]
    assert "Đã nhận 2 hàng" in taken.text
    assert ("_dan.nhiem_vu", "") in Page(taken.text).pairs


def test_cells_that_no_column_took_stay_in_the_box(client: FlaskClient) -> None:
    block = "Việc phải làm\tCột lạ\nViệc mới\tđừng mất"
    taken = filled(client, MONTHLY, [("_dan.nhiem_vu", block)], then="nhan:nhiem_vu")
    assert ("_dan.nhiem_vu", block) in Page(taken.text).pairs


@pytest.mark.parametrize("action", ["doc", "nhan"])
def test_pasting_nothing_changes_nothing(client: FlaskClient, action: str) -> None:
    page = Page(filled(client, MONTHLY, TASKS, then=f"{action}:nhiem_vu").text)
    assert tasks(page) == ["A", "B", "C"]
    assert filled(client, MONTHLY, [], then=f"{action}:la").status_code == 200


@pytest.mark.parametrize("then", ["them:noi_nhan", "kiem-tra", ""])
def test_text_pasted_but_not_read_yet_is_kept_with_the_draft(client: FlaskClient, then: str) -> None:
    text = filled(client, MONTHLY, [("_dan.nhiem_vu", "chưa đọc")], then=then).text
    assert ("_dan.nhiem_vu", "chưa đọc") in Page(text).pairs
