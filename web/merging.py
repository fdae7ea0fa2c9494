"""Two sides changed one draft: what only one of them changed is put together, what both changed otherwise is named.

Three-way, with the version both began from in the middle. Groups are merged answer by answer; a list is one unit, because rows
have no identity by which a moved one could be told from a changed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from web.binding import Binder, Bound
from web.fields import FieldView, Widget
from web.forms import Answers, without_blank_rows
from web.work import Work


@dataclass(frozen=True, slots=True)
class Clash:
    """A field with two answers: its title, and both as people read them."""

    title: str
    theirs: str
    mine: str


@dataclass
class Merged:
    """What came out: `ours` keeps this form's answer where both changed one, `stored` the other; both hold all else of both.

    `taken` are the titles of what the other side alone changed, `clashes` the paths with the views of what both did.
    """

    ours: Work
    stored: Work
    taken: list[str] = field(default_factory=list)
    clashes: list[tuple[str, FieldView]] = field(default_factory=list)


def merge(mine: Work, theirs: Work, base: Work | None) -> Merged:
    """The answers of a form and those stored meanwhile. Without the version between them every difference is a clash."""
    found = Merged(mine, theirs)
    middle = base.answers if base else None
    kept, left = _group(mine.answers, theirs.answers, middle, mine.form, ("", ""), found)
    boxes = _boxes(mine, theirs, base, found)
    found.ours, found.stored = _with(mine, kept, boxes), _with(theirs, left, boxes)
    return found


def clashes_of(found: Merged) -> list[Clash]:
    """Both answers of every field that both sides changed, in the order of the form."""
    binder = Binder()
    sides = (found.stored, found.ours)
    said = []
    for path, view in found.clashes:
        title = _title_of(path, found.ours.form)
        theirs, mine = ("\n".join(lines_of(binder.bind(view, _at(side, path), path), path)) for side in sides)
        said.append(Clash(title, theirs, mine))
    return said


def lines_of(bound: Bound, top: str) -> Iterator[str]:
    """An answer as people read it; what stands inside it is named, the answer at `top` itself is not."""
    for row in bound.rows:
        yield f"{row.number}."
        for child in row.fields:
            yield from lines_of(child, top)
    for child in bound.fields:
        yield from lines_of(child, top)
    if bound.shown and not bound.is_blank:
        yield bound.shown if bound.path == top else f"{bound.view.title}: {bound.shown}"


def _group(
    mine: Answers, theirs: Answers, base: Mapping[str, Any] | None, view: FieldView, at: tuple[str, str], found: Merged
) -> tuple[Answers, Answers]:
    """Both outcomes for a group whose path and title begin with `at`: a clash settled for this form, and for what is stored."""
    ours, stored = dict(mine), dict(theirs)
    for child in view.fields:
        name, path, title = child.name, at[0] + child.name, at[1] + child.title
        middle = base[name] if base is not None else None
        if child.widget is Widget.GROUP:
            inside = (f"{path}.", f"{title} – ")
            ours[name], stored[name] = _group(mine[name], theirs[name], middle, child, inside, found)
        elif base is not None and _same(theirs[name], middle, child):
            stored[name] = mine[name]
        elif base is not None and _same(mine[name], middle, child):
            ours[name] = theirs[name]
            found.taken.append(title)
        elif not _same(mine[name], theirs[name], child):
            found.clashes.append((path, child))
    return ours, stored


def _same(one: Any, other: Any, view: FieldView) -> bool:
    """Whether two answers say the same. A list that must not be empty shows a blank row, which is nothing typed."""
    if view.widget is not Widget.ROWS:
        return bool(one == other)
    form = FieldView("", "", "", "", Widget.GROUP, required=True, fields=(view,))
    name = view.name
    return without_blank_rows({name: one}, form) == without_blank_rows({name: other}, form)


def _boxes(mine: Work, theirs: Work, base: Work | None, found: Merged) -> dict[str, str]:
    """Blocks that wait in the boxes of lists: this form's, and beside them those that only the other side has put in."""
    before = base.pasted if base else {}
    boxes = dict(mine.pasted)
    for path in {*theirs.pasted, *before}:
        if mine.pasted.get(path) == before.get(path) != theirs.pasted.get(path):
            boxes.pop(path, None)
            if path in theirs.pasted:
                boxes[path] = theirs.pasted[path]
                found.taken.append(_title_of(path, mine.form))
    return boxes


def _with(work: Work, answers: Answers, boxes: dict[str, str]) -> Work:
    return Work(work.kind, work.variant, answers, dict(boxes), work.filled, work.from_example, work.draft)


def _at(work: Work, path: str) -> Any:
    here: Any = work.answers
    for step in path.split("."):
        here = here[step]
    return here


def _title_of(path: str, form: FieldView) -> str:
    """The titles on the way to a field, without the numbers of rows."""
    titles, view = [], form
    for step in path.split("."):
        if child := view.child(step):
            view = child
            titles.append(child.title)
    return " – ".join(titles)
