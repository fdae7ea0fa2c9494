"""Short forms of pages: asked, read and mended like those of documents, from a schema of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import render_template, request
from pydantic import BaseModel

from docgen.errors import DocgenError
from docgen.kinds import Kind
from web import forms
from web.binding import Binder, Bound
from web.fields import FieldView, Widget, form_of
from web.languages import gettext as _
from web.problems import Problem, low
from web.work import Work

Choices = Mapping[str, Sequence[tuple[str, str]]]


@lru_cache(maxsize=32)
def _kind(model: type[BaseModel]) -> Kind:
    return Kind(model.__name__, model.__name__, model, None)


@dataclass
class SmallForm:
    """One form with its answers. `choices`, (value, what people read), are those of fields whose values only the store knows."""

    work: Work
    choices: Choices
    problems: list[Problem]

    @classmethod
    def blank(cls, model: type[BaseModel], choices: Choices | None = None, **known: str) -> SmallForm:
        """A form to begin with; `known` answers are filled in."""
        kind = _kind(model)
        variant = next(iter(kind.variants))
        answers = forms.blank_answers(form_of(model)) | known
        return cls(Work(kind, variant, answers), choices or {}, [])

    @classmethod
    def sent(cls, model: type[BaseModel], choices: Choices | None = None) -> SmallForm:
        """What the request carries, right or wrong."""
        made = cls.blank(model, choices)
        made.work.answers = forms.answers_of_pairs(request.form.items(multi=True), form_of(model))
        return made

    def read(self) -> Any:
        """The model, or None with `problems`."""
        read, self.problems = self.work.checked
        for view in self.views:
            if view.name in self.choices and self.work.answers[view.name] not in dict(self.choices[view.name]):
                self.problems = [one for one in self.problems if one.path != view.name]
                self.problems.append(Problem(view.name, _("Chọn %(title)s trong danh sách", title=low(view.title))))
        return None if self.problems else read

    def refused(self, error: DocgenError, path: str = "") -> None:
        """Keep what the store said: shown on top and, with `path`, beside its field."""
        self.problems = [Problem(path, f"{error} {error.hint}".strip())]

    @property
    def views(self) -> tuple[FieldView, ...]:
        """The fields, those with choices as lists to choose from."""
        return tuple(
            replace(view, widget=Widget.CHOICE, choices=tuple(self.choices[view.name]), example="")
            if view.name in self.choices
            else view
            for view in self.work.form.fields
        )

    @property
    def fields(self) -> list[Bound]:
        """The fields with their answers and what is wrong with them."""
        binder = Binder(self.problems)
        return [binder.bind(view, self.work.answers[view.name], view.name) for view in self.views]

    def page(self, template: str, **shown: Any) -> tuple[str, int]:
        """The page of the form, 422 when something has to be mended."""
        return render_template(template, form=self, problems=self.problems, **shown), 422 if self.problems else 200
