"""A small form of its own beside those of the documents: a model, its fields, what was typed, what has to be mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from web import forms
from web.binding import Binder, Bound
from web.fields import FieldView, Widget, form_of
from web.problems import Problem, problems_of

Choices = tuple[tuple[str, str], ...]


class SmallForm:
    """A form made from a model; `choices` turns fields of text into lists to choose from."""

    def __init__(self, model: type[BaseModel], choices: Mapping[str, Choices] | None = None) -> None:
        """Begin blank."""
        offered = choices or {}
        whole = form_of(model)
        self._model = model
        self._view = replace(whole, fields=tuple(_chosen(view, offered.get(view.name)) for view in whole.fields))
        self.answers = forms.blank_answers(self._view)
        self.problems: list[Problem] = []

    def fill(self, data: Mapping[str, Any]) -> SmallForm:
        """Show what is stored."""
        self.answers, _left = forms.answers_of_data(
            {name: value for name, value in data.items() if value is not None}, self._view
        )
        return self

    def read(self, sent: MultiDict[str, str]) -> Any:
        """The model of what was sent; None and `problems` when something has to be mended."""
        self.answers = forms.answers_of_pairs(list(sent.items(multi=True)), self._view)
        try:
            return self._model.model_validate(forms.data_of(self.answers, self._view))
        except ValidationError as error:
            self.problems = problems_of(error, self.answers, self._view)
            return None

    def refuse(self, message: str, path: str = "") -> None:
        """Add what the store says."""
        self.problems.append(Problem(path, message))

    @property
    def fields(self) -> list[Bound]:
        """The fields with their answers, right or wrong."""
        binder = Binder(self.problems)
        return [binder.bind(view, self.answers[view.name], view.name) for view in self._view.fields]


def _chosen(view: FieldView, choices: Choices | None) -> FieldView:
    return replace(view, widget=Widget.CHOICE, choices=choices, example="") if choices else view
