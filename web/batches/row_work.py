"""What one row of a list says itself, as a form of its own beside the common facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from docgen.batch.papers import paper_of
from docgen.kinds import Kind, kind_of
from docgen.store.batch_rows import BatchRow
from docgen.store.batches import Batch
from web import forms, refilling
from web.fields import VARIANT_FIELD, FieldView, form_of
from web.work import Work


class RowWork(Work):
    """The answers of a row; the form has the fields of the variant that the row says."""

    own: frozenset[str] = frozenset()

    @classmethod
    def of_row(cls, kind: Kind, variant: str, own: frozenset[str], data: Mapping[str, Any]) -> RowWork:
        """The form of what the row says now."""
        work = cls(kind, variant, {})
        work.own = own
        work.answers = refilling.answers_of_data(data, work.form)[0]
        return work

    @property
    def form(self) -> FieldView:
        """The fields that the row says."""
        whole = form_of(self.kind.variant(self.variant))
        return replace(whole, fields=tuple(view for view in whole.fields if view.name in self.own))

    def over(self, row: BatchRow) -> dict[str, Any]:
        """What the row says with these answers in place of its own."""
        return {**row.data, VARIANT_FIELD: self.variant, **forms.data_of(self.answers, self.form)}


def work_of_row(batch: Batch, row: BatchRow) -> RowWork:
    """The form of a row of a run, with what it says now."""
    kind = kind_of(batch.kind)
    variant = str(row.data.get(VARIANT_FIELD) or batch.common.get(VARIANT_FIELD) or next(iter(kind.variants)))
    paper = paper_of(kind.code, variant)
    of_row = paper.of_row if paper and variant == paper.variant else frozenset(row.data)
    named = {"dang_vien": {"ho_ten": row.name}} if row.name and "dang_vien" in of_row else {}
    return RowWork.of_row(kind, variant, of_row, {**named, **row.data})
