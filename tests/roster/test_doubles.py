"""Rows of one person are told with their cells, people of one name are known as such."""

from __future__ import annotations

from docgen.roster.doubles import find_doubles
from docgen.roster.reading import read_roster
from support.books import book


def test_doubles_are_told_with_their_cells_and_namesakes_are_known() -> None:
    raw = book(
        ["TT", "Họ và tên", "Ngày sinh", "Số thẻ"],
        [1, "Vi An", "1/1/1970", "099070000001"],
        [2, "VI AN", "2/2/1980", "099080000002"],
        [3, "Bế Nam", "3/3/1990", "099080000002"],
        [4, "Lục Ân", "4/4/1990", None],
        [5, "Lục Ân", "4/4/1990", None],
        [6, "Đàm Hợi", None, None],
        [7, "Đàm Hợi", None, None],
        [8, "Tô Lan", "x", None],
    )
    file = read_roster(raw)
    found = find_doubles(file.rows(), file.placed)
    told = {row: [(fault.sheet, fault.cell, fault.message) for fault in faults] for row, faults in found.faults.items()}
    same = "hàng 5 và hàng 6 là một người; bỏ một hàng"
    card = "hàng 3 và hàng 4 cùng số thẻ “099080000002” mà khác họ tên; sửa số thẻ"
    assert told == {row: [("Danh sách", f"D{row}", card)] for row in (3, 4)} | {row: [("Danh sách", "", same)] for row in (5, 6)}
    assert [(note.cell, note.row) for note in found.notes] == [("B8", 8)]
    assert found.namesakes == {2: (2, 3), 3: (2, 3), 5: (5, 6), 6: (5, 6), 7: (7, 8), 8: (7, 8)}
