"""The pages of a document in the making, as the final will be printed: made as a draft, drawn by the same converter.

What was drawn lately stays in memory, known by a digest of the answers: the same answers cost nothing again. Nothing is written
outside the folders of the converter, which it removes.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any

from flask_babel import gettext as _

from docgen.errors import ConflictError, FieldProblem
from docgen.output.convert import Converter, shared
from docgen.output.pictures import pictures
from docgen.output.places import Words
from docgen.pipeline import generate
from docgen.templates import CompiledTemplate
from web import forms
from web.fields import FieldView, Widget
from web.placing import Place, places
from web.problems import locate
from web.work import Work

WIDTH = 1_240
"""Pixels of a page: 150 to the inch, sharp on twice as dense a screen up to 620 wide."""
KEPT = 12
"""Documents that stay drawn: a few people type, each goes back a step or two."""
_PATIENCE = 20.0
"""Seconds that a request waits for the one before it."""
_Key = tuple[str, CompiledTemplate | None]
"""A digest of the answers, and the office's own template."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number from 1, its size in points, what on it came from which field."""

    number: int
    width: float
    height: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A drawn document. `doubts` say why its pages may break elsewhere than in print."""

    pdf: bytes
    sheets: tuple[Sheet, ...]
    gaps: int
    doubts: tuple[str, ...] = ()

    def picture(self, number: int) -> bytes:
        """The page `number`, from 1, as PNG; `UsageError` when there is none."""
        return next(pictures(self.pdf, width=WIDTH, pages=[number - 1]))


class Previews:
    """What was drawn lately. Drawing takes turns: one document keeps the converter busy, the others wait."""

    def __init__(self, converter: Converter | None = None) -> None:
        """Nothing is drawn or started yet."""
        self._converter = converter
        self._made: OrderedDict[_Key, Preview] = OrderedDict()
        self._lock, self._turn = Lock(), Lock()

    def of(self, work: Work, template: CompiledTemplate | None = None) -> Preview:
        """The pages of what was answered so far, made with `template` or the shipped one.

        `DocgenError` when it cannot be made even as a draft, or not drawn.
        """
        told = json.dumps([work.kind.code, work.variant, work.answers], sort_keys=True)
        key = (sha256(told.encode()).hexdigest(), template)
        if found := self._known(key):
            return found
        if not self._turn.acquire(timeout=_PATIENCE):
            raise ConflictError(_("Máy đang dựng trang của một văn bản khác."), hint=_("Đợi một lát rồi mở lại bản xem trước."))
        try:
            made = self._known(key) or _draw(work, template, self._converter or shared())
        finally:
            self._turn.release()
        with self._lock:
            self._made[key] = made
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        return made

    def _known(self, key: _Key) -> Preview | None:
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)


def _draw(work: Work, template: CompiledTemplate | None, converter: Converter) -> Preview:
    made = generate(work.data, work.kind, draft=True, template=template)
    drawn = converter.convert(made.docx)
    words = Words(drawn.pdf)
    found = places(words, work.own_form, work.answers, _named(made.gaps, work))
    sheets = tuple(
        Sheet(number + 1, width, height, tuple(one for one in found if one.page == number))
        for number, (width, height) in enumerate(words.sizes)
    )
    return Preview(drawn.pdf, sheets, len(made.gaps), drawn.doubts)


def _named(gaps: tuple[FieldProblem, ...], work: Work) -> Iterator[tuple[str, str]]:
    """Each gap as its field in the form and what its mark says."""
    for gap in gaps:
        place = locate(typed_steps(gap.path, work.answers, work.own_form), work.answers, work.own_form)
        if place.path:
            yield place.path, place.view.title


def typed_steps(path: str, answers: forms.Answers, form: FieldView) -> list[str | int]:
    """A path in the data as steps in the form: rows in which nothing stands are in the form, not in the data."""
    view = form
    here: Any = answers
    steps: list[str | int] = []
    for step in path.split("."):
        if step.isdecimal() and view.widget is Widget.ROWS:
            kept = forms.filled_rows(here, view) if isinstance(here, list) else []
            number = kept[int(step)] if int(step) < len(kept) else int(step)
            here = here[number] if isinstance(here, list) and number < len(here) else {}
            steps.append(number)
            continue
        steps.append(int(step) if step.isdecimal() else step)
        view = view.child(step) or view
        here = here.get(step, {}) if isinstance(here, dict) else {}
    return steps
