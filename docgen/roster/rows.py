"""What one row of a list says: a person with his or her duties, what is wrong with it, and what had to be guessed."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.quyet_dinh_phan_cong import DongNhiemVu
from schemas.roster import NguoiTrongDanhSach


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with, or was guessed of, one cell or row; `message` says what to do.

    `column` is the title of the field, `letter` the column of the sheet, empty for a whole row. `value` stands in the cell,
    `taken` is what it was taken for, empty when it was taken for nothing.
    """

    row: int
    column: str
    message: str
    letter: str = ""
    value: str = ""
    taken: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        """Row and column before what is wrong, as people look for it."""
        return f"Hàng {self.row}{f', cột {self.column}' if self.column else ''}: {self.message}"

    @property
    def cell(self) -> str:
        """The cell as Excel names it: D37; empty for a whole row."""
        return f"{self.letter}{self.row}" if self.letter else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank: a person, the faults that make it none, or `skipped`, why it is nobody's.

    `notes` tell what was guessed; `fields` are those that no column but a heading above the row gave. `co_dinh`, `mo` and
    `ma_nhiem_vu` (codes of the catalogue) are the duties that stand in the row, `them` those given on a page besides these.
    `nam_sinh`: the year of birth where the list knows no more; the birthday of `person` is then the first of January.
    `readable`: the person of a faulty row, without what is faulty.
    """

    number: int
    person: NguoiTrongDanhSach | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    skipped: Fault | None = None
    fields: frozenset[str] = frozenset()
    co_dinh: tuple[DongNhiemVu, ...] = ()
    mo: tuple[DongNhiemVu, ...] = ()
    ma_nhiem_vu: tuple[str, ...] = ()
    them: tuple[DongNhiemVu, ...] = ()
    nam_sinh: int | None = None
    readable: NguoiTrongDanhSach | None = None
