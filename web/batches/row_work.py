"""What one row of a list says itself, as a form of its own beside the common facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from docgen.batch.papers import paper_of
from docgen.kinds import Kind, kind_of
from docgen.store.batch_rows import BatchRow
from docgen.store.batches import Batch
from web import forms, refilling
from web.fields import VARIANT_FIELD, FieldView, Widget, form_of
from web.languages import gettext as _
from web.problems import Problem
from web.work import Work


class RowWork(Work):
    """The answers of a row; the form has the fields of the variant that the row says.

    `unread`: what stood in the cells that could not be read, by the path of the field; these fields have to be answered.
    """

    own: frozenset[str] = frozenset()
    unread: Mapping[str, str] = MappingProxyType({})

    @classmethod
    def of_row(
        cls, kind: Kind, variant: str, own: frozenset[str], data: Mapping[str, Any], unread: Mapping[str, str] | None = None
    ) -> RowWork:
        """The form of what the row says now."""
        work = cls(kind, variant, {})
        work.own, work.unread = own, unread or {}
        work.answers = refilling.answers_of_data(data, work.form)[0]
        return work

    @property
    def form(self) -> FieldView:
        """The fields that the row says."""
        whole = form_of(self.kind.variant(self.variant))
        return replace(whole, fields=tuple(self._asked(view) for view in whole.fields if view.name in self.own))

    def _asked(self, view: FieldView) -> FieldView:
        """A field; of one that could not be read nothing is supposed, and what stood in its cell is said beside it."""
        if view.path in self.unread:
            cell = self.unread[view.path]
            told = (
                _("Danh sách ghi “%(cell)s”, chương trình không đọc được.", cell=cell) if cell else _("Danh sách để trống ô này.")
            )
            return replace(view, default="", required=True, hint=f"{told} {view.hint}")
        below = any(path.startswith(f"{view.path}.") for path in self.unread)
        return replace(view, fields=tuple(map(self._asked, view.fields))) if below else view

    def unanswered(self) -> list[Problem]:
        """The fields whose cells could not be read and that nobody has answered."""
        return [*self._unanswered(self.form, self.answers)]

    def _unanswered(self, view: FieldView, answers: Any) -> Iterator[Problem]:
        for child in view.fields:
            if child.path in self.unread and not answers[child.name].strip():
                cell = self.unread[child.path]
                told = _("Điền “%(title)s”: danh sách ghi “%(cell)s”", title=child.title, cell=cell)
                told = told if cell else _("Điền “%(title)s”: danh sách để trống ô này", title=child.title)
                yield Problem(child.path, told)
            elif child.widget is Widget.GROUP:
                yield from self._unanswered(child, answers[child.name])

    def over(self, row: BatchRow) -> dict[str, Any]:
        """What the row says with these answers in place of its own."""
        return {**row.data, VARIANT_FIELD: self.variant, **forms.data_of(self.answers, self.form)}


def work_of_row(batch: Batch, row: BatchRow) -> RowWork:
    """The form of a row of a run, with what it says now."""
    kind = kind_of(batch.kind)
    variant = str(row.data.get(VARIANT_FIELD) or batch.common.get(VARIANT_FIELD) or next(iter(kind.variants)))
    paper = paper_of(kind.code, variant)
    lacking = frozenset(str(one.get("path", "")).partition(".")[0] for one in (row.error or {}).get("problems", ())) | set(
        row.data
    )
    of_row = paper.of_row | (paper.one_may_say & lacking) if paper and variant == paper.variant else frozenset(row.data)
    named = {"dang_vien": {"ho_ten": row.name}} if row.name and "dang_vien" in of_row else {}
    return RowWork.of_row(kind, variant, of_row, {**named, **row.data}, _unread(row))


def _unread(row: BatchRow) -> dict[str, str]:
    """What stood in the cells for want of which a row is faulty."""
    problems = (row.error or {}).get("problems", ()) if row.state == "failed" else ()
    return {one["path"]: one["cell"] for one in problems if one.get("path") and "cell" in one}
