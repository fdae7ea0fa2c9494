"""What one request works on: a kind, a variant, the answers. The one place that knows where answers come from.

Today they travel with the page: a form sends them, the pages after it carry them in hidden fields. A store of drafts joins here:
`Work.of_request` then reads the draft that the request names, and `Work.pairs` shrinks to the name and version of that draft.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import Request

from docgen.kinds import Kind, kind_of
from web import forms
from web.fields import VARIANT_FIELD, FieldView, form_of
from web.forms import Answers, Leftovers, Pairs
from web.problems import Problem, check

SIGN = "_"
"""Names that begin with it steer the page; no field of a schema does."""
PASTED = "_dan."
"""The box of a list into which a block is pasted: typed too, but no answer before it is taken over."""


def is_typed(name: str) -> bool:
    """Whether a submitted name carries what somebody typed, not what steers the page."""
    return not name.startswith(SIGN) or name.startswith(PASTED)


@dataclass
class Work:
    """The answers of one document in the making."""

    kind: Kind
    variant: str
    answers: Answers
    pasted: dict[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, kind: str, variant: str) -> Work:
        """A form that nobody has touched; `UsageError` when there is no such kind or variant."""
        found = kind_of(kind)
        return cls(found, variant, forms.blank_answers(form_of(found.variant(variant))))

    @classmethod
    def of_data(cls, kind: Kind, variant: str, data: dict[str, Any]) -> tuple[Work, Leftovers]:
        """The form of `data`, and what of it has no place in the form."""
        answers, left = forms.answers_of_data(data, form_of(kind.variant(variant)))
        return cls(kind, variant, answers), left

    @classmethod
    def of_request(cls, kind: str, variant: str, request: Request) -> Work:
        """What the request carries."""
        work = cls.blank(kind, variant)
        pairs = [(name, value) for name, value in request.form.items(multi=True) if not name.startswith(SIGN)]
        work.answers = forms.answers_of_pairs(pairs, work.form)
        boxes = {name: text for name, text in request.form.items() if name.startswith(PASTED) and text}
        work.pasted = {name.removeprefix(PASTED): text.replace("\r\n", "\n") for name, text in boxes.items()}
        return work

    @property
    def form(self) -> FieldView:
        """The fields of the variant."""
        return form_of(self.kind.variant(self.variant))

    @property
    def pairs(self) -> Pairs:
        """What a page carries so that the next request has the same answers."""
        return [*forms.pairs_of(self.answers, self.form), *((PASTED + path, text) for path, text in self.pasted.items())]

    @property
    def data(self) -> dict[str, Any]:
        """The answers as the engine reads them, and as a data file holds them."""
        return {VARIANT_FIELD: self.variant, **forms.data_of(self.answers, self.form)}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return forms.is_blank(self.answers, self.form)

    def tidy(self) -> None:
        """Leave out rows in which nothing stands."""
        self.answers = forms.without_blank_rows(self.answers, self.form)

    @cached_property
    def checked(self) -> tuple[Any, list[Problem]]:
        """The document, or None and what has to be mended. Rows without anything are left out first."""
        self.tidy()
        return check(self.data, self.answers, self.form, self.kind)
