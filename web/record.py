"""One entry of the store as a form: what was typed, right or wrong, and what its schema makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from pydantic import BaseModel

from docgen.errors import DocgenError
from web import forms
from web.binding import Binder, Bound
from web.fields import FieldView, form_of
from web.forms import Answers
from web.problems import Problem, check_record
from web.work import SIGN

Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Record(Generic[Model]):
    """The answers of the form of one entry, without the fields that the page does not ask for."""

    model: type[Model]
    answers: Answers
    problems: Sequence[Problem] = ()

    @classmethod
    def of_data(cls, model: type[Model], data: Mapping[str, Any]) -> Record[Model]:
        """The form of what is in the store; of nothing, it is blank."""
        answers, _ = forms.answers_of_data(data, form_of(model))
        return cls(model, answers)

    @classmethod
    def of_request(cls, model: type[Model]) -> Record[Model]:
        """What the request carries."""
        pairs = [(name, value) for name, value in request.form.items(multi=True) if not name.startswith(SIGN)]
        return cls(model, forms.answers_of_pairs(pairs, form_of(model)))

    @property
    def form(self) -> FieldView:
        """The fields."""
        return form_of(self.model)

    @property
    def fields(self) -> tuple[Bound, ...]:
        """Every field with its answer and what is wrong with it."""
        binder = Binder(self.problems)
        return tuple(binder.bind(view, self.answers[view.name], view.name) for view in self.form.fields)

    def read(self) -> Model | None:
        """The entry, or None: then `problems` say what has to be mended."""
        found, self.problems = check_record(forms.data_of(self.answers, self.form), self.answers, self.form, self.model)
        return found  # type: ignore[no-any-return]

    def refused(self, error: DocgenError, field: str) -> Record[Model]:
        """The same form with what the store says against the field."""
        self.problems = (Problem(field, f"{error} {error.hint}".strip()),)
        return self
