"""What a new draft begins with: the unit, who signs, what the last document of the kind said, last month's tasks to review.

Which fields that are is data (prefill.yaml). Nothing is taken that differs from one document to the next: what is not named there
stays blank, and the draft keeps where each part came from, so that its form can say so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from sqlalchemy import Engine

from docgen.reading import read_data
from docgen.store.documents import Listed, listed_with, newest_data
from docgen.store.people import roster
from docgen.store.units import Signer, Unit, all_signers, own_unit, signers_on
from docgen.vietnamese import dates
from docgen.vietnamese.names import loose_key
from web.carrying import Carrier
from web.fields import FieldView, Widget
from web.forms import blank_answers, is_blank
from web.known import CHAIR, MEMBERS, Known
from web.refilling import answers_of_data
from web.rows import rows_at
from web.work import Work

UNIT, SIGNER, DOCUMENT, TASKS, ROSTER, BATCH = "unit", "signer", "document", "tasks", "roster", "batch"
"""Where a part of a draft came from: the unit's entry, its signers, the last document, the tasks of one, the roster, a run."""
_SIGNS = "nguoi_ky"
_HEAD = "bi_thu"
_YEAR = re.compile(r"[0-9]{4}")
_OLDER = 6
"""Documents that are looked at for tasks: one that is not over, or gave none, has an older one before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What came from one place: the document where it is one, and the fields with their titles."""

    source: str
    document: Listed | None
    fields: tuple[tuple[str, str], ...]

    @property
    def called(self) -> str:
        """The document in words: title, number, day."""
        if self.document is None:
            return ""
        known = (self.document.so_ky_hieu, dates.short(self.document.ngay))
        return f"{self.document.title} ({', '.join(one for one in known if one)})"


def offers_anything(engine: Engine) -> bool:
    """Whether there is anything to begin with: a unit, and with it perhaps more."""
    return own_unit(engine) is not None


def begun(engine: Engine, kind: str, variant: str, *, today: dt.date, member: str = "") -> Work:
    """The answers a new draft begins with; blank ones before the unit is set up.

    The last document may have been for one member: `member` stands where its lines name that one; without it they are left out.
    """
    work = Work.blank(kind, variant)
    unit = own_unit(engine)
    if unit is None:
        return work
    gone = _gone(engine, unit)
    last = next(iter(newest_data(engine, unit.id, kind, variant, limit=1)), None)
    if last:
        _carry(work, *last, gone, member)
    from_unit(work, unit)
    if _SIGNS in _carried(kind, variant):
        _sign(work, signers_on(engine, unit.id, today), known=bool(all_signers(engine, unit.id)))
    _review(engine, work, unit, today)
    for path, source in ((CHAIR, SIGNER), (MEMBERS, ROSTER)):
        if Known(engine, work).take(path):
            note(work, source, [path])
    return work


def parts(engine: Engine, work: Work) -> tuple[Part, ...]:
    """What the draft began with, to be told on its form. A document that is no longer there is not named."""
    known = {one.id: one for one in listed_with(engine, [one["document"] for one in work.filled if one["document"]])}
    titles = {view.name: view.title for view in work.form.fields}
    return tuple(
        Part(one["source"], known.get(one["document"]), tuple((path, _title(path, titles, work.form)) for path in one["fields"]))
        for one in work.filled
    )


def from_the_unit(work: Work) -> tuple[str, ...]:
    """The fields that the unit's entry filled in."""
    return tuple(path for one in work.filled if one["source"] == UNIT for path in one["fields"])


def _title(path: str, titles: Mapping[str, str], form: FieldView) -> str:
    found = rows_at(blank_answers(form), form, path)
    group = form.child(path.partition(".")[0])
    inside = group.child(path.rpartition(".")[2]) if group and "." in path else None
    return found[1].title if found else inside.title if inside else titles.get(path.partition(".")[0], path)


# The last document.


def _carry(work: Work, listed: Listed, data: Mapping[str, Any], gone: Collection[str], member: str) -> None:
    source, _left = answers_of_data(data, work.form)
    whose = str((data.get("dang_vien") or {}).get("ho_ten") or "")
    carrier = Carrier(_carried(work.kind.code, work.variant), frozenset(_file()["undated"]), gone, whose, member)
    work.answers = carrier.group(source, work.form)
    names = [view.name for view in work.form.fields if not is_blank(work.answers[view.name], view)]
    note(work, DOCUMENT, names, listed.id)


def _gone(engine: Engine, unit: Unit) -> frozenset[str]:
    """Who has left the roster, unless somebody of that name is still on it."""
    everyone = roster(engine, unit.id, everyone=True)
    here = {loose_key(person.ho_ten) for person in everyone if person.active}
    return frozenset(loose_key(person.ho_ten) for person in everyone) - here


# The unit and who signs.


def from_unit(work: Work, unit: Unit) -> None:
    """Put what the unit's entry says into the answers, and keep that it came from there."""
    names = []
    for path, column in _file()["unit"].items():
        if (value := _of_unit(unit, column)) is not None and _put(work, path, value):
            names.append(path.partition(".")[0])
    note(work, UNIT, names)


def _of_unit(unit: Unit, column: str) -> Any:
    """What the unit's entry says; None where it says nothing."""
    owner, _dot, key = column.rpartition(".")
    if owner == "term":
        years = _YEAR.findall(unit.nhiem_ky or "")
        return years[int(key)] if len(years) > int(key) else None
    found = unit.more.get(key) if owner == "more" else getattr(unit, column)
    return None if found == "" else found


def _put(work: Work, path: str, value: Any) -> bool:
    """Put a value into the field at `path`; False where the form has no such field, or does not know the value."""
    *owners, last = path.split(".")
    view, here = work.form, work.answers
    for name in owners:
        child = view.child(name)
        if child is None or child.widget is not Widget.GROUP:
            return False
        view, here = child, here[name]
    field = view.child(last)
    if field is None or field.is_group:
        return False
    typed = answers_of_data({last: value}, view)[0][last]
    if field.widget is Widget.CHOICE and typed not in dict(field.choices):
        return False
    here[last] = typed
    return True


def _sign(work: Work, valid: tuple[Signer, ...], *, known: bool) -> None:
    """The signer of last time if he or she may still sign, else the bí thư, else the only one there is."""
    view = work.form.child(_SIGNS)
    if view is None or not known:
        return
    before = loose_key(work.answers[_SIGNS]["ho_ten"])
    heads = [one for one in valid if one.chuc_vu == _HEAD]
    same = [one for one in valid if loose_key(one.ho_ten) == before]
    chosen = next(iter([*same, *heads, *(valid if len(valid) == 1 else ())]), None)
    work.answers[_SIGNS] = blank_answers(view)
    if chosen:
        for name in ("ho_ten", "chuc_vu", "thay_mat"):
            if getattr(chosen, name):
                _put(work, f"{_SIGNS}.{name}", getattr(chosen, name))
    note(work, SIGNER, [_SIGNS] if chosen else [], taken=[_SIGNS])


# The tasks to review.


def _review(engine: Engine, work: Work, unit: Unit, today: dt.date) -> None:
    here = f"{work.kind.code}/{work.variant}"
    wanted = next((one for one in _file()["reviews"] if one["document"] == here), None)
    found = rows_at(work.answers, work.form, wanted["to"]) if wanted else None
    if wanted is None or found is None:
        return
    rows, view = found
    for listed, tasks in _tasks_before(engine, unit, wanted["from"], here, today):
        names = wanted["fields"]
        rows[:] = [blank_answers(view) | {to: str(task.get(name) or "") for name, to in names.items()} for task in tasks]
        note(work, TASKS, [wanted["to"]], listed.id)
        return


def _tasks_before(
    engine: Engine, unit: Unit, sources: list[Mapping[str, str]], here: str, today: dt.date
) -> Iterator[tuple[Listed, list[Mapping[str, Any]]]]:
    """Documents with the tasks in them: of the first kind that has any the newest, then the next kind. Months in one kind mix."""
    for same in (True, False):
        found = []
        for source in sources:
            if (source["document"].partition("/")[0] == here.partition("/")[0]) is same:
                kind, _slash, variant = source["document"].partition("/")
                for listed, data in newest_data(engine, unit.id, kind, variant, limit=_OLDER):
                    over = (listed.ngay.year, listed.ngay.month) < (today.year, today.month)
                    if (same or over) and (tasks := list(_at(data, source["tasks"].split(".")))):
                        found.append((listed, tasks))
                        break
        yield from sorted(found, key=lambda one: (one[0].ngay, one[0].id), reverse=True)


def _at(data: Any, steps: list[str]) -> Iterator[Mapping[str, Any]]:
    """The rows at a path in data; `*` goes through every row of a list on the way."""
    if not steps:
        yield from (row for row in data or () if isinstance(row, Mapping))
    elif steps[0] == "*":
        for row in data or ():
            yield from _at(row, steps[1:])
    elif isinstance(data, Mapping):
        yield from _at(data.get(steps[0]), steps[1:])


# Notes and the file.


def note(work: Work, source: str, fields: list[str], document: int = 0, *, taken: Collection[str] = ()) -> None:
    """Keep where fields came from; the last one that filled a field is the one that is named."""
    gone = {*fields, *taken}
    for one in work.filled:
        one["fields"] = [name for name in one["fields"] if name not in gone]
    work.filled = [one for one in work.filled if one["fields"]]
    same = next((one for one in work.filled if (one["source"], one["document"]) == (source, document)), None)
    if same:
        same["fields"] = list(dict.fromkeys([*same["fields"], *fields]))
    elif fields:
        work.filled.append({"source": source, "document": document, "fields": list(dict.fromkeys(fields))})


@lru_cache(maxsize=32)
def _carried(kind: str, variant: str) -> frozenset[str]:
    """The fields that carry over from one document of the variant to the next."""
    fits = {"*", f"{kind}/{variant}"}
    return frozenset(name for part in _file()["carried"] if fits & set(part["documents"]) for name in part["fields"])


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("prefill.yaml").read_bytes()
    found: dict[str, Any] = read_data(text, "web/prefill.yaml")
    return found
