"""Fields and answers put together: what a page prints, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from web.fields import FieldView, Widget
from web.forms import Answers, blank_answers, is_blank
from web.grouping import Section, hints, sections_of
from web.languages import gettext as _
from web.problems import Problem

OPEN_ROWS = 3
"""A list with more rows than this shows them closed, each by its first words."""
_TITLE_LENGTH = 70
_SENTENCE = 34
_TOLD = 2
"""Answers that tell a closed group: for a unit its name and that of the body above."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A field with its answer. A group holds `fields`, a repeating one a group for each row in `rows`."""

    view: FieldView
    path: str
    value: str = ""
    errors: tuple[str, ...] = ()
    fields: tuple[Bound, ...] = ()
    rows: tuple[Bound, ...] = ()
    number: int = 0
    is_open: bool = True
    is_blank: bool = False
    is_settled: bool = False
    """A group in which nothing is left to do: it stands closed, told in one line."""

    @property
    def is_wide(self) -> bool:
        """Whether answers are sentences, going by the example: then the box is as wide as the form."""
        return self.view.widget is Widget.LINE and len(self.view.example) > _SENTENCE

    @property
    def id(self) -> str:
        """The name of the place in the page."""
        return f"f-{self.path}"

    @property
    def hint(self) -> str:
        """What stands under the label."""
        special = hints().get(self.view.path)
        hint = _(special) if special else self.view.hint
        if self.view.when_blank:
            hint = _("%(hint)s Bỏ trống thì lấy %(value)s.", hint=hint, value=self.view.when_blank)
        return hint

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen; a value from a file that is not among them is kept, so that it is seen."""
        known = {code for code, _label in self.view.choices}
        return self.view.choices if self.value in known or not self.value else (*self.view.choices, (self.value, self.value))

    @property
    def described_by(self) -> str:
        """The ids of what is said about the field, for readers of the screen."""
        names = [f"{self.id}-goi-y"] if self.hint or self.view.example else []
        return " ".join([*names, *([f"{self.id}-loi"] if self.errors else [])])

    @property
    def label(self) -> str:
        """What names a row: its number and the first words in it."""
        words = next((text for text in _words(self.fields) if text), "")
        short = words if len(words) <= _TITLE_LENGTH else f"{words[:_TITLE_LENGTH].rsplit(' ', 1)[0]} …"
        return f"{self.number}. {short}" if short else self.nameless

    @property
    def nameless(self) -> str:
        """What names a row in which no words stand."""
        return str(_("%(number)s. (chưa ghi gì)", number=self.number))

    @property
    def in_short(self) -> str:
        """A group in one line: the first words in it."""
        return ", ".join([text for text in _words(self.fields) if text][:_TOLD])

    @property
    def shown(self) -> str:
        """The answer as people read it."""
        if self.view.widget in {Widget.CHOICE, Widget.YES_NO}:
            labels = {**dict(self.view.choices), **({"co": _("Có"), "khong": _("Không")} if not self.view.choices else {})}
            return labels.get(self.value, self.value)
        return self.value.strip("\n")


def _words(fields: Iterable[Bound]) -> Iterable[str]:
    for one in fields:
        if one.view.widget in {Widget.LINE, Widget.TEXT, Widget.LINES}:
            yield one.value.split("\n")[0].strip()
        elif one.view.widget is Widget.GROUP:
            yield from _words(one.fields)


def _is_complete(answers: Answers, view: FieldView) -> bool:
    return all(not is_blank(answers[child.name], child) for child in view.fields if child.required)


@dataclass(frozen=True, slots=True)
class BoundSection:
    """A section of the page with its fields."""

    section: Section
    fields: tuple[Bound, ...]
    is_open: bool


class Binder:
    """Binds one form: knows its problems and the field to look at."""

    def __init__(self, problems: Iterable[Problem] = (), target: str = "", known: Iterable[str] = ()) -> None:
        """Keep the messages by field, what has to stand open, and groups `known` from elsewhere: complete, they stand closed."""
        self._errors: dict[str, list[str]] = {}
        for problem in problems:
            self._errors.setdefault(problem.path, []).append(problem.message)
        self._known = frozenset(known)
        self._seen = [*self._errors, *([target] if target else [])]

    def sections(self, form: FieldView, answers: Answers, kind: str) -> list[BoundSection]:
        """The whole form, section by section."""
        bound = []
        for section, views in sections_of(form, kind):
            fields = tuple(self.bind(view, answers[view.name], view.name) for view in views)
            touched = any(not field.is_blank or self._is_seen(field.path) for field in fields)
            bound.append(BoundSection(section, fields, not section.folded or touched))
        return bound

    def bind(self, view: FieldView, answer: Any, path: str) -> Bound:
        """One field, with everything in it."""
        blank = is_blank(answer, view)
        made = Bound(view, path, errors=tuple(self._errors.get(path, ())), is_blank=blank)
        if view.widget is Widget.GROUP:
            is_open = view.required or not blank or self._is_seen(path)
            settled = path in self._known and not self._is_seen(path) and _is_complete(answer, view)
            return replace(made, fields=self._fields(view, answer, f"{path}."), is_open=is_open, is_settled=settled)
        if view.widget is Widget.ROWS:
            return replace(made, rows=self._rows(view, answer, path))
        return replace(made, value=answer)

    def _fields(self, view: FieldView, answers: Mapping[str, Any], prefix: str) -> tuple[Bound, ...]:
        return tuple(self.bind(child, answers[child.name], prefix + child.name) for child in view.fields)

    def _rows(self, view: FieldView, rows: list[Answers], path: str) -> tuple[Bound, ...]:
        """Every row; a list that must not be empty shows one to begin with."""
        shown = rows or ([blank_answers(view)] if view.required else [])
        item = replace(view, widget=Widget.GROUP)
        made = []
        for number, row in enumerate(shown):
            place = f"{path}.{number}"
            blank = is_blank(row, item)
            is_open = len(shown) <= OPEN_ROWS or blank or self._is_seen(place)
            errors = tuple(self._errors.get(place, ()))
            fields = self._fields(view, row, f"{place}.")
            made.append(Bound(item, place, errors=errors, fields=fields, number=number + 1, is_open=is_open, is_blank=blank))
        return tuple(made)

    def _is_seen(self, path: str) -> bool:
        return any(seen == path or seen.startswith(f"{path}.") for seen in self._seen)
