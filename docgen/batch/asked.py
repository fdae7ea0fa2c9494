"""What people say of a list before it is run: how it is read, and who gets other duties than list or catalogue say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docgen.batch.source import SourceRow, fault
from docgen.kinds import Kind
from docgen.roster.generic import GenericFile, read_generic
from docgen.roster.reading import RosterFile, Row, read_roster
from schemas.quyet_dinh_phan_cong import DongNhiemVu
from schemas.roster import NhomDangVien

Assigned = Mapping[str, Any]
"""Of one person: `nhom`, another group of the catalogue; `co_dinh` and `mo`, the duties in place of all others."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is read where that is not to be guessed: sheet, row of the headings, field of columns by their letters."""

    sheet: str | None = None
    heading: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)

    def of(self, raw: bytes) -> RosterFile:
        """The list, read so."""
        return read_roster(raw, sheet=self.sheet, heading=self.heading, mapping=self.mapping)

    def of_documents(self, raw: bytes, kind: Kind, variant: str) -> GenericFile:
        """A list whose rows are documents of any other kind, read so."""
        return read_generic(raw, kind.variant(variant), sheet=self.sheet, heading=self.heading, mapping=self.mapping)


def documents_in(file: GenericFile, variant: str, common: Mapping[str, Any]) -> Iterator[SourceRow]:
    """Every row of such a list; groups that a row says in part are those of the common facts with that part changed."""
    for row in file.rows():
        if row.skipped is not None:
            continue
        own = {"bien_the": variant, **_over({name: common.get(name) for name in row.data}, row.data)}
        problems = [{"path": "", "label": one.column, "message": one.message} for one in row.faults]
        wrong = fault("Hàng này có ô chưa đọc được.", "Sửa các ô được nêu.", problems) if problems else None
        notes = tuple(f"{one.column}: {one.message}"[:200] for one in row.notes)
        yield SourceRow(row.number, _whose(row.values), own, wrong, notes=notes)


def _over(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """`own` put over `common`, group by group."""
    merged = dict(common)
    for name, value in own.items():
        held = merged.get(name)
        merged[name] = _over(held, value) if isinstance(held, Mapping) and isinstance(value, Mapping) else value
    return merged


def _whose(values: Mapping[str, Any]) -> str:
    """What a row is called: the name of its person, else what stands in its first cell."""
    named = next((value for path, value in values.items() if path.rpartition(".")[2] == "ho_ten"), None)
    return str(named or next(iter(values.values()), ""))[:120]


def with_assigned(rows: Iterable[Row], assigned: Mapping[str, Assigned]) -> Iterator[Row]:
    """The rows with the duties that were given on a page; `assigned` is by the number of the row."""
    for row in rows:
        given = assigned.get(str(row.number))
        yield _changed(row, given) if given and row.person is not None else row


def _changed(row: Row, given: Assigned) -> Row:
    assert row.person is not None
    if given.get("nhom"):
        group = next((one for one in NhomDangVien if one.value == given["nhom"]), row.person.nhom)
        row = replace(row, person=row.person.model_copy(update={"nhom": group}), ma_nhiem_vu=())
    if "co_dinh" not in given:
        return row
    return replace(row, ma_nhiem_vu=(), co_dinh=_lines(given, "co_dinh"), mo=_lines(given, "mo"))


def _lines(given: Assigned, name: str) -> tuple[DongNhiemVu, ...]:
    return tuple(DongNhiemVu.model_validate(one) for one in given.get(name, ()))
