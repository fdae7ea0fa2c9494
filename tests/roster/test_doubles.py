"""Rows of one person are told; namesakes whom nothing tells apart are noted."""

from __future__ import annotations

from docgen.roster.doubles import Doubles
from docgen.roster.reading import read_roster
from support.books import book


def test_rows_of_one_person_are_told_and_namesakes_without_birthdays_noted() -> None:
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
    found = Doubles()
    for row in read_roster(raw).rows():
        if row.person:
            found.see(row.number, row.person, row.person.ma or "")
    told = {row: [(fault.column, fault.message) for fault in faults] for row, faults in found.faults.items()}
    same = "hàng 5 và hàng 6 là một người; bỏ một hàng"
    card = "hàng 3 và hàng 4 cùng số thẻ “099080000002” mà khác họ tên; sửa số thẻ"
    assert told == {row: [("Số thẻ đảng viên", card)] for row in (3, 4)} | {row: [("", same)] for row in (5, 6)}
    assert [(note.column, note.row) for note in found.notes] == [("Họ và tên", 8)]
