"""What people say of a list before it is run: how it is read, and who gets other duties than list or catalogue say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docgen.kinds import Kind
from docgen.roster.generic import GenericFile, read_generic
from docgen.roster.reading import RosterFile, Row, read_roster
from docgen.roster.table import BATCH
from schemas.quyet_dinh_phan_cong import DongNhiemVu
from schemas.roster import NhomDangVien

Assigned = Mapping[str, Any]
"""Of one person: `nhom`, another group of the catalogue; `co_dinh` and `mo`, the duties in place of all others; `them`, duties
besides those, which go on being worked out from list, catalogue and facts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is read where that is not to be guessed: sheet, row of the headings, field of columns by their letters."""

    sheet: str | None = None
    heading: int | None = None
    mapping: Mapping[str, str | None] = field(default_factory=dict)

    def of(self, raw: bytes) -> RosterFile:
        """The list, read so."""
        return read_roster(raw, sheet=self.sheet, heading=self.heading, mapping=self.mapping, limits=BATCH)

    def of_documents(self, raw: bytes, kind: Kind, variant: str) -> GenericFile:
        """A list whose rows are documents of any other kind, read so."""
        model = kind.variant(variant)
        return read_generic(raw, model, sheet=self.sheet, heading=self.heading, mapping=self.mapping, limits=BATCH)


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
    if "them" in given:
        row = replace(row, them=_lines(given, "them"))
    if "co_dinh" not in given:
        return row
    return replace(row, ma_nhiem_vu=(), co_dinh=_lines(given, "co_dinh"), mo=_lines(given, "mo"))


def _lines(given: Assigned, name: str) -> tuple[DongNhiemVu, ...]:
    return tuple(DongNhiemVu.model_validate(one) for one in given.get(name, ()))
