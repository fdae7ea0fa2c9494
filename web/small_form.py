"""Short forms of pages: asked, read and mended like those of documents, from a schema of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from flask import render_template, request
from pydantic import BaseModel

from docgen.errors import DocgenError
from web import forms, refilling
from web.binding import Binder, Bound
from web.fields import FieldView, Widget, form_of
from web.forms import Answers
from web.languages import gettext as _
from web.problems import Problem, check_model, in_sentence, said
from web.work import SIGN

Model = TypeVar("Model", bound=BaseModel)
Choices = Mapping[str, Sequence[tuple[str, str]]]


@dataclass
class SmallForm(Generic[Model]):
    """One form with its answers. `choices`, (value, what people read), are those of fields whose values only the store knows."""

    model: type[Model]
    answers: Answers
    choices: Choices = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    @classmethod
    def blank(cls, model: type[Model], choices: Choices | None = None, **known: str) -> SmallForm[Model]:
        """A form to begin with; `known` answers are filled in."""
        return cls(model, forms.blank_answers(form_of(model)) | known, choices or {})

    @classmethod
    def of_data(cls, model: type[Model], data: Mapping[str, Any], choices: Choices | None = None) -> SmallForm[Model]:
        """The form of what is in the store."""
        return cls(model, refilling.answers_of_data(data, form_of(model))[0], choices or {})

    @classmethod
    def sent(cls, model: type[Model], choices: Choices | None = None) -> SmallForm[Model]:
        """What the request carries, right or wrong."""
        pairs = [(name, value) for name, value in request.form.items(multi=True) if not name.startswith(SIGN)]
        return cls(model, forms.answers_of_pairs(pairs, form_of(model)), choices or {})

    @property
    def form(self) -> FieldView:
        """The fields, those with choices as lists to choose from."""
        whole = form_of(self.model)
        return replace(whole, fields=tuple(self._chosen(view) for view in whole.fields))

    def _chosen(self, view: FieldView) -> FieldView:
        if view.name not in self.choices:
            return view
        return replace(view, widget=Widget.CHOICE, choices=tuple(self.choices[view.name]), example="")

    @property
    def fields(self) -> tuple[Bound, ...]:
        """Every field with its answer and what is wrong with it."""
        binder = Binder(self.problems)
        return tuple(binder.bind(view, self.answers[view.name], view.name) for view in self.form.fields)

    def read(self) -> Model | None:
        """What the form says, or None: then `problems` say what has to be mended."""
        read, problems = check_model(forms.data_of(self.answers, self.form), self.answers, self.form, self.model)
        self.problems = problems + self._not_offered()
        return None if self.problems else read

    def _not_offered(self) -> list[Problem]:
        """Answers that no list to choose from has."""
        return [
            Problem(view.name, _("Chọn %(field)s trong danh sách", field=in_sentence(view.title)))
            for view in self.form.fields
            if view.name in self.choices
            and (answer := self.answers[view.name])
            and answer not in {value for value, _label in self.choices[view.name]}
        ]

    def refused(self, error: DocgenError, path: str = "") -> None:
        """Keep what the store said: shown on top and, with `path`, beside its field."""
        self.problems = (Problem(path, said(error)),)

    def page(self, template: str, **shown: Any) -> tuple[str, int]:
        """The page of the form, 422 when something has to be mended."""
        return render_template(template, form=self, problems=self.problems, **shown), 422 if self.problems else 200
