"""A preparation begun from a list, and read otherwise: what pages and API both do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine

from docgen.batch.assigning import SECTION
from docgen.batch.papers import Paper, paper_of
from docgen.batch.source import MEMBER
from docgen.errors import FileError
from docgen.kinds import Kind
from docgen.roster.generic import read_generic
from docgen.roster.reading import read_roster
from docgen.roster.table import PAGE
from docgen.roster.unnamed import read_unnamed
from docgen.store.batch_plans import NewPlan, add_plan, drop_plan, drop_trial, plan_of, save_plan
from docgen.store.columns import today
from docgen.store.mappings import keep_mapping
from docgen.vietnamese.names import loose_key
from schemas.giao_viec import HinhThuc
from web import prefill
from web.batches.facts import FactsWork
from web.batches.plans import Prepared, kept, known_mapping

_LONGEST_NAME = 200


def begin_plan(
    engine: Engine,
    kind: Kind,
    variant: str,
    sent: tuple[str, bytes],
    *,
    by: str,
    form: HinhThuc | None = None,
    unnamed: bool = False,
) -> int:
    """Keep a list, `sent` with its name, read as lists with such headings were said to be read before; its id.

    `FileError` when it cannot be read. `form` says beforehand whether a decision each is made, one for all, or both. `unnamed`:
    a list of people in which no column of names is recognised is kept, too; somebody has to say the columns then.
    """
    name, raw = sent
    reading = _reading(engine, kind, variant, raw, unnamed=unnamed)
    begun = _begun(engine, kind.code, variant)
    begun.send_to_member()
    if form is not None:
        begun.answers[SECTION]["hinh_thuc"] = form.value
    key = add_plan(engine, NewPlan(kind.code, variant, name, raw, begun.kept), by=by)
    if reading:
        save_plan(engine, plan_of(engine, key), reading=reading)
    return key


def begin_another(one: Prepared, paper: Paper, *, by: str) -> int:
    """Keep a preparation of another paper for the people of the same list, with their duties as they were given; its id."""
    begun = _begun(one.engine, paper.kind.code, paper.variant)
    begun.take_over(one.facts)
    key = add_plan(one.engine, NewPlan(paper.kind.code, paper.variant, one.plan.name, one.raw, begun.kept), by=by)
    save_plan(one.engine, plan_of(one.engine, key), reading=one.plan.reading, assigned=one.plan.assigned)
    return key


def _reading(engine: Engine, kind: Kind, variant: str, raw: bytes, *, unnamed: bool) -> dict[str, Any]:
    """How lists with such headings were said to be read; `FileError` when the list cannot be read."""
    if not paper_of(kind.code, variant):
        read_generic(raw, kind.variant(variant))
        return {}
    try:
        mapping = known_mapping(engine, read_roster(raw).columns)
    except FileError:
        top = read_unnamed(raw, limits=PAGE) if unnamed else None
        if top is None:
            raise
        return {"sheet": top.sheet.title or None, "heading": top.heading, "mapping": known_mapping(engine, top.columns)}
    return {"mapping": mapping} if mapping else {}


def replace_list(one: Prepared, name: str, raw: bytes) -> None:
    """Put another list in the place of a preparation's, whose facts stay. Changed duties stay with whom only one row names."""
    reading = _reading(one.engine, one.kind, one.plan.variant, raw, unnamed=True)
    new = replace(one.plan, reading=reading, assigned={})
    other = Prepared(one.engine, new)
    other.raw = raw
    assigned = {}
    if one.plan.assigned and one.is_named and other.is_named:
        before, now = _rows_by_name(one), _rows_by_name(other)
        both = ((number, now[name]) for name, number in before.items() if name in now)
        assigned = {there: one.plan.assigned[here] for here, there in both if here in one.plan.assigned}
    save_plan(one.engine, one.plan, name=name, roster=raw, reading=new.reading, assigned=assigned)


def _rows_by_name(one: Prepared) -> dict[str, str]:
    """The number of the row of each person whose name no other row has."""
    rows = [(loose_key(row.person.ho_ten), str(row.number)) for row in one.rows() if row.person]
    times = Counter(name for name, _number in rows)
    return {name: number for name, number in rows if times[name] == 1}


def _begun(engine: Engine, kind: str, variant: str) -> FactsWork:
    """The common facts to begin with; lines that named the member of the last document name that of each row."""
    member = MEMBER if paper_of(kind, variant) else "{{dang_vien.ho_ten}}"
    return FactsWork.beginning(prefill.begun(engine, kind, variant, today=today(), member=member))


def file_title(name: str) -> str:
    """What a list is called that was sent as a file: the name without folders, in one line."""
    return " ".join(name.replace("\\", "/").rpartition("/")[2].split())[:_LONGEST_NAME]


def read_otherwise(one: Prepared, told: Mapping[str, Any], *, by: str, remember: bool, unnamed: bool = False) -> Prepared:
    """Keep how the list is read; nothing is kept when it cannot be read so. `remember`: for the next list with such headings.

    `unnamed`: which column has the names may be said later.
    """
    new = Prepared(one.engine, replace(one.plan, reading=dict(told)))
    if unnamed and not new.is_named and new.unnamed:
        return Prepared(one.engine, save_plan(one.engine, one.plan, reading=dict(told)))
    file = new.listed
    plan = save_plan(one.engine, one.plan, reading=dict(told))
    if remember and one.is_assigning:
        key, fields = kept(file.columns)
        keep_mapping(one.engine, key, fields, by=by)
    return Prepared(one.engine, plan)


def give_up_plan(engine: Engine, plan_id: int, *, by: str) -> None:
    """Forget a preparation and what was tried of it."""
    plan = plan_of(engine, plan_id)
    if plan.batch_id is not None:
        drop_trial(engine, plan.batch_id, by=by)
    drop_plan(engine, plan_id, by=by)
