"""A list for any kind: every column is a field of the document, every row a document; what no column says the common facts say.

A value of a row may stand in the common facts too: `{{nguoi_ky.ho_ten}}` in a line is filled in from that column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.batch.asked import Reading
from docgen.batch.source import SourceRow, fault, naming, personal, refuse_unknown
from docgen.kinds import Kind
from docgen.roster.cells import text_of

_WHOSE = ("dang_vien.ho_ten", "ho_ten")


def flat_rows(raw: bytes, kind: Kind, common: Mapping[str, Any], reading: Reading | None = None) -> Iterator[SourceRow]:
    """Every row of the list as a document of this kind."""
    named = naming(common)
    variant = str(common.get("bien_the") or next(iter(kind.variants)))
    listed = (reading or Reading()).of_documents(raw, kind, variant)
    refuse_unknown(common, [one.field for one in listed.columns if one.field], kind.variant(variant))
    for row in listed.rows():
        if row.skipped is not None:
            continue
        values = {path: text_of(value) for path, value in row.values.items()}
        if row.faults:
            problems = [{"path": "", "label": one.column, "message": one.message} for one in row.faults]
            yield SourceRow(
                row.number, _whose(values), {}, fault("Hàng này có ô chưa đọc được.", "Sửa các ô được nêu.", problems)
            )
            continue
        own = over(personal(named, values), row.data, common)
        notes = tuple(f"{one.column}: {one.message}"[:200] for one in row.notes)
        yield SourceRow(row.number, _whose(values), {"bien_the": variant, **own}, notes=notes)


def over(own: Mapping[str, Any], said: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says over what all have in common: a group that has a column keeps its other fields."""
    found = dict(own)
    for name, value in said.items():
        group = found.get(name, common.get(name))
        found[name] = over(group, value, {}) if isinstance(value, Mapping) and isinstance(group, Mapping) else value
    return found


def _whose(values: Mapping[str, str]) -> str:
    named = next((values[name] for name in _WHOSE if name in values), None)
    return named or next((text for name, text in values.items() if name.endswith("ho_ten")), next(iter(values.values()), ""))
