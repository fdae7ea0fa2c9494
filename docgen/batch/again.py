"""Nobody is given the same paper twice: who has one of this kind, for this year, from this chi bộ, by an earlier run is left out.

People are told by their names, and by card and birthday where both sides know them. Where neither can be compared the name alone
counts, each paper for one row, and the words say so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from docgen.batch.papers import PAPERS, paper_of
from docgen.batch.source import fault
from docgen.check.content.facts import key as loose_key
from docgen.store import batch_given
from docgen.store.batch_given import Given
from docgen.store.batch_rows import BatchRow, Fault
from docgen.store.batches import Batch, Lease
from docgen.store.units import all_units

if TYPE_CHECKING:
    from sqlalchemy import Engine

_AT_ONCE = 500
_FIGURES = re.compile(r"\d+")
_TOLD_BY = ("so_the", "ngay_sinh")
ONLY_NAME = "chỉ đối chiếu được họ tên"


def leave_out_given(engine: Engine, lease: Lease, batch: Batch, *, known: Engine | None = None) -> None:
    """Leave out rows that wait for a paper which the person has; unless the run is to make them again.

    `known` is the store whose runs count, where the rows are in another.
    """
    found = _Earlier(engine, batch, known)
    after = -1
    while found.runs and (rows := batch_given.to_be_made(engine, batch.id, after=after, limit=_AT_ONCE)):
        after = rows[-1][0]
        papers = found.of({key for _place, _id, key in rows})
        named = {row: key for _place, row, key in rows if key in papers}
        data = batch_given.data_of(engine, named) if named else {}
        told = {row: said for row in named if (said := found.told(papers[named[row]], data[row]))}
        if told:
            batch_given.leave_out(engine, lease, told)


def given_before(engine: Engine, batch: Batch, data: Mapping[str, Any]) -> Fault | None:
    """Why one row is not to be made: somebody has the paper."""
    found = _Earlier(engine, batch)
    name = loose_key(str(member_in(data).get("ho_ten") or ""))
    told = found.told(found.of({name}).get(name, ()), data) if found.runs else None
    return told[1] if told else None


def had_said(kind: str, had: Mapping[int, int]) -> str:
    """How many have the paper already, and by which earlier runs; empty where nobody has."""
    if not had:
        return ""
    runs = ", ".join(f"lô {run} ({number} người)" for run, number in had.items())
    return f"{sum(had.values())} người đã có {PAPERS[kind].name} từ trước, không làm lại: {runs}."


def member_in(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The member of a row's data; empty where there is none."""
    member = data.get("dang_vien")
    return member if isinstance(member, Mapping) else {}


def twin_of(engine: Engine, row: BatchRow, data: Mapping[str, Any]) -> BatchRow | None:
    """Another row of the run that has or will have a document and is the same person: of the same card, or name and birthday."""
    mine = member_in(data)
    name, card = loose_key(str(mine.get("ho_ten") or "")), str(mine.get("so_the") or "")
    for other in batch_given.rows_like(engine, row.batch_id, name, card) if name else ():
        same = alike(mine, member_in(other.data))
        if other.place != row.place and (same["so_the"] or (same["ngay_sinh"] and other.whose == name)):
            return other
    return None


class _Earlier:
    """The runs whose papers count, and which of them have been told by the name alone."""

    def __init__(self, engine: Engine, batch: Batch, known: Engine | None = None) -> None:
        self._ledger, self._known, self._batch = engine, known or engine, batch.id
        self._paper = paper_of(batch.kind, batch.common.get("bien_the"))
        self._used: set[int] = set()
        self._names: set[str] = set()
        self.runs: Collection[int] = ()
        if self._paper and not batch.options.get("again"):
            alike = runs_alike(self._known, batch.kind, batch.common)
            self.runs = [key for key in alike if known or key != batch.id]

    def of(self, names: Collection[str]) -> dict[str, list[Given]]:
        """Papers by the key of the name; the newest first."""
        found: dict[str, list[Given]] = defaultdict(list)
        for one in batch_given.given_by(self._known, self.runs, [name for name in names if name]):
            found[one.whose].append(one)
        self._use_up(found)
        return found

    def _use_up(self, papers: Mapping[str, list[Given]]) -> None:
        """Those that have left out rows of the run already, when it was loaded: they are not for the next of that name too."""
        new = papers.keys() - self._names
        for name, data in batch_given.left_out_before(self._ledger, self._batch, new) if new else ():
            self.told(papers[name], data)
        self._names |= new

    def told(self, papers: Iterable[Given], data: Mapping[str, Any]) -> tuple[int, Fault] | None:
        """The run that has given this person a paper, and that in words."""
        mine, unsure = member_in(data), None
        for one in papers:
            same = alike(mine, member_in(one.data)).values()
            if True in same:
                return one.batch_id, self._words(one)
            if False not in same and one.row_id not in self._used:
                unsure = unsure or one
        if unsure is None:
            return None
        self._used.add(unsure.row_id)
        return unsure.batch_id, self._words(unsure, f"; {ONLY_NAME}")

    def _words(self, one: Given, more: str = "") -> Fault:
        number = f" số {one.so_ky_hieu}" if one.so is not None else ""
        assert self._paper is not None
        return fault(f"đã có {self._paper.name}{number} (lô {one.batch_id}{more})")


def runs_alike(engine: Engine, kind: str, common: Mapping[str, Any]) -> list[int]:
    """Runs that gave this paper for the year of these common facts, from who issues it: elsewhere a member is given one there.

    A body is told by its entry among the units, so that another name is no other body; where that is not known, by names.
    """
    names = _names(common)
    unit = next((one.id for one in all_units(engine) if names and loose_key(one.ten) == names[0]), None)
    return [
        run.id
        for run in batch_given.runs_before(engine, kind)
        if str(run.common.get("nam") or "") == str(common.get("nam") or "")
        and (run.unit_id == unit if run.unit_id and unit else _names(run.common) == names)
        and paper_of(kind, run.common.get("bien_the"))
    ]


def _names(common: Mapping[str, Any]) -> list[str]:
    office = common.get("co_quan")
    return [loose_key(str(office.get(name) or "")) for name in ("ten", "cap_tren")] if isinstance(office, Mapping) else []


def alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, bool | None]:
    """Of two members of one name, whether card and birthday are the same; None for what is not known on both sides."""
    found: dict[str, bool | None] = {}
    for name in _TOLD_BY:
        ours, theirs = (tuple(map(int, _FIGURES.findall(str(side.get(name) or "")))) for side in (one, other))
        found[name] = ours == theirs if ours and theirs else None
    return found
