"""Rows of one file that stand for one person, or share what only one person can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docgen.roster.rows import Fault
from docgen.vietnamese.names import loose_key
from schemas.roster import NguoiTrongDanhSach

_CARD = "Số thẻ đảng viên"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What tells the person of a row from others."""

    row: int
    name: str
    born: Any
    card: str | None
    code: str | None

    def keys(self, known_as: str) -> Iterator[tuple[Any, ...]]:
        if known_as:
            yield "code", known_as
        if self.card:
            yield "card", self.card
        yield "likeness", self.name, self.born


@dataclass(slots=True)
class Doubles:
    """The rows seen so far. `faults` by row, on each of two rows that clash; `notes` where it cannot be told."""

    faults: dict[int, list[Fault]] = field(default_factory=dict)
    notes: list[Fault] = field(default_factory=list)
    _first: dict[tuple[Any, ...], _Seen] = field(default_factory=dict)

    def see(self, row: int, given: NguoiTrongDanhSach, known_as: str) -> None:
        """Compare a row with those before it; `known_as` is the code of the person that it stands for, empty when new."""
        this = _Seen(row, loose_key(given.ho_ten), given.ngay_sinh, given.so_the_dang, given.ma)
        told = False
        for key in this.keys(known_as):
            first = self._first.setdefault(key, this)
            if first is not this and not told:
                told = self._clash(key[0], first, this)

    def _clash(self, by: str, first: _Seen, this: _Seen) -> bool:
        both = f"hàng {first.row} và hàng {this.row}"
        if by == "likeness":
            if _differ(first.card, this.card) or _differ(first.code, this.code):
                return False
            if this.born is None:
                said = f"{both} cùng họ tên, không có ngày sinh để phân biệt; là một người thì bỏ một hàng"
                self.notes.append(Fault(this.row, "Họ và tên", said))
                return True
        if first.name == this.name or (by == "code" and not this.code):
            said, column = f"{both} là một người; bỏ một hàng", ""
        elif by == "card":
            said, column = f"{both} cùng số thẻ “{this.card}” mà khác họ tên; sửa số thẻ", _CARD
        else:
            said, column = f"{both} cùng mã “{this.code}”; mỗi người một hàng, một mã", "Mã"
        for row in (first.row, this.row):
            self.faults.setdefault(row, []).append(Fault(row, column, said))
        return True


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
