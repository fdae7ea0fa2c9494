"""A list is given back with what is wrong in red, what was guessed in yellow, and words beside each cell."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from docgen.roster import marking
from docgen.roster.marking import LISTED, marked
from docgen.roster.reading import read_roster
from docgen.roster.rows import Fault
from support.books import book, saved

RED, YELLOW = "FFF8C4BF", "FFFFF2C2"
FILES = Path(__file__).parent / "files"
ROWS = ["TT", "Họ và tên", "Ngày sinh", "Số thẻ"], [1, "Vi An", "31/2/1970", 99164000105], [2, None, "1/1/1970", "099164000106"]


def given_back(raw: bytes, *more: Fault) -> openpyxl.Workbook:
    rows = list(read_roster(raw).rows())
    back = marked(raw, [*(fault for row in rows for fault in row.faults), *more], [note for row in rows for note in row.notes])
    return openpyxl.load_workbook(io.BytesIO(back))


def colours(sheet) -> dict[str, str]:
    return {cell.coordinate: cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"}


def test_cells_are_coloured_and_commented_and_the_look_of_the_workbook_stays() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(*ROWS)))
    sheet = made["Danh sách"]
    sheet["B2"].font = Font(name="Arial", bold=True)
    sheet["C2"].comment = Comment("của tôi", "Lan")
    sheet["E2"] = "=1+1"
    sheet["F2"] = "=1+1"
    sheet["F2"].data_type = "s"
    sheet.column_dimensions["B"].width = 44
    sheet.merge_cells("B3:C3")
    back = given_back(saved(made))["Danh sách"]
    assert colours(back) == {"B3": RED, "C2": RED, "D2": YELLOW}
    assert back["C2"].comment.text == "của tôi\n“31/2/1970” không có trên lịch; xem lại ngày, tháng"
    assert "Excel bỏ mất số 0" in back["D2"].comment.text
    assert (back["B2"].font.b, back.column_dimensions["B"].width) == (True, 44)
    assert [(back[name].value, back[name].data_type) for name in ("E2", "F2")] == [("=1+1", "f"), ("=1+1", "s")]


def test_everything_is_listed_on_a_sheet_of_its_own_which_is_made_anew_each_time() -> None:
    back = given_back(book(*ROWS), Fault(3, "", "hàng 2 và hàng 3 là một người; bỏ một hàng", sheet="Danh sách"))
    lines = [[cell or "" for cell in row] for row in back[LISTED].iter_rows(min_row=2, values_only=True)]
    assert [line[:4] + line[5:6] for line in lines] == [
        ["Danh sách", "C2", "Ngày sinh", "31/2/1970", "lỗi"],
        ["Danh sách", "B3", "Họ và tên", "", "lỗi"],
        ["Danh sách", "hàng 3", "", "", "lỗi"],
        ["Danh sách", "D2", "Số thẻ đảng viên", "99164000105", "chỗ ngờ"],
    ]
    assert colours(back["Danh sách"])["A3"] == RED
    again = given_back(saved(back))
    assert again.sheetnames == ["Danh sách", LISTED]


def from_csv() -> bytes:
    return "Họ và tên;Ngày sinh;Nơi ở\n=cmd|' /C calc'!A0;31/2/1970;+84\n@SUM(1) A;1/1/1970;00123\n".encode("utf-16")


def test_a_text_becomes_a_workbook_in_which_nothing_runs_and_no_zero_is_lost() -> None:
    sheet = given_back(from_csv()).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][1:] == [
        ["=cmd|' /C calc'!A0", "31/2/1970", "+84"],
        ["@SUM(1) A", "1/1/1970", "00123"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert all(sheet[name].quotePrefix for name in ("A2", "C2", "A3"))
    assert colours(sheet) == {"B2": RED}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_excel_and_libreoffice_come_back_as_excel(kind: str) -> None:
    back = given_back((FILES / f"danh-sach.{kind}").read_bytes())
    assert back.sheetnames == ["Ghi chú", "Danh sách", LISTED]
    sheet = back["Danh sách"]
    assert colours(sheet) == {"C5": YELLOW, "D5": YELLOW, "E5": YELLOW, "E6": YELLOW}
    assert (sheet["C4"].value.year, sheet["D4"].value, sheet["G6"].value, sheet["G6"].data_type) == (
        1964,
        "099164000105",
        "=1+1",
        "s",
    )


def test_a_large_workbook_is_written_anew_with_the_same_marks(monkeypatch) -> None:
    monkeypatch.setattr(marking, "_KEPT_BYTES", 0)
    monkeypatch.setattr(marking, "_MOST_COMMENTS", 1)
    sheet = given_back(book(*ROWS))["Danh sách"]
    assert colours(sheet) == {"B3": RED, "C2": RED, "D2": YELLOW}
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == []
    assert (sheet["D2"].value, sheet["D3"].value) == (99164000105, "099164000106")


def test_what_no_workbook_can_hold_is_left_out() -> None:
    raw = "Họ và tên;Nơi ở\nVi An\x01;x\n".encode()
    back = given_back(raw)
    assert back.worksheets[0]["A2"].value == "Vi An"
