"""How the numbers in a form add up, said beside them: the words and the arithmetic are those of the rules on content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.check.content.counting import Tally, tallies
from docgen.check.registry import Case
from docgen.drafts import draft_of
from docgen.errors import DocgenError
from docgen.standard import standard_on
from web.fields import FieldView, Widget
from web.forms import filled_rows
from web.work import Work


def tallies_of(work: Work) -> dict[str, Tally]:
    """The tallies of a form by the path of the group they belong to; what is blank or half typed is asked for, not counted."""
    if not _counts(work.form):
        return {}
    try:
        document, _gaps = draft_of(work.data, work.kind)
        found = list(tallies(Case(document, work.kind, standard_on(document.ngay_ban_hanh))))
    except (DocgenError, RecursionError):
        return {}
    return {_in_form(one.path, work): one for one in found}


def as_json(found: Mapping[str, Tally]) -> list[dict[str, Any]]:
    """The same for the module of the page."""
    return [{"path": path, "text": one.text, "ok": one.ok} for path, one in found.items()]


def _counts(view: FieldView) -> bool:
    return view.is_counted or any(_counts(child) for child in view.fields)


def _in_form(path: str, work: Work) -> str:
    """A path in the data as the form has it, where rows in which nothing stands are counted too."""
    here: Any = work.answers
    view: FieldView | None = work.form
    steps = []
    for step in path.split("."):
        if step.isdigit():
            places = filled_rows(here, view) if view else []
            place = places[int(step)] if int(step) < len(places) else int(step)
            steps.append(str(place))
            here = here[place] if place < len(here) else {}
            continue
        view = view.child(step) if view else None
        steps.append(step)
        here = here.get(step, [] if view and view.widget is Widget.ROWS else {})
    return ".".join(steps)
