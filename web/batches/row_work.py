"""What one row of a list says itself, as a form of its own beside the common facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from docgen.kinds import Kind
from web import refilling
from web.fields import FieldView, form_of
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
