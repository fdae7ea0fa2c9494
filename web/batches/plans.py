"""A preparation with its list read: how the columns are understood, its faults and doubts, the order that it amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from sqlalchemy import Engine

from docgen.batch.asked import Reading, with_assigned
from docgen.batch.jobs import digest_of
from docgen.batch.order import Order, order_for
from docgen.batch.papers import Paper, paper_of
from docgen.batch.twice import rows_of
from docgen.errors import FileError
from docgen.kinds import Kind, kind_of
from docgen.roster.flat import flat_columns
from docgen.roster.generic import GenericFile
from docgen.roster.guesses import Guess, choosable, field_title, kept_of, key_of, mapping_of
from docgen.roster.reading import Fault, RosterFile, Row
from docgen.roster.unnamed import UnnamedFile, read_unnamed
from docgen.store.batch_plans import Plan, plan_of, roster_of
from docgen.store.mappings import mapping_under
from web.batches.facts import FactsWork
from web.desk import store

SHOWN = 200
"""Faults and doubtful cells that are listed; more are counted."""


@dataclass
class Seen:
    """What stands in a list: how many people, what is wrong, what had to be guessed, which rows are nobody's.

    Of the doubts those come first that nothing was taken for: somebody has to decide them, and they are the fewer.
    """

    people: int = 0
    faulty: int = 0
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    skipped: list[Fault] = field(default_factory=list)
    more_faults: int = 0
    more_doubts: int = 0


@dataclass
class Prepared:
    """A preparation; the list is read when it is asked for."""

    engine: Engine
    plan: Plan

    @property
    def kind(self) -> Kind:
        """What is made."""
        return kind_of(self.plan.kind)

    @property
    def paper(self) -> Paper | None:
        """What each member of the list is given."""
        return paper_of(self.plan.kind, self.plan.variant)

    @property
    def is_assigning(self) -> bool:
        """Whether the list is one of people who are given duties: any other list has fields of the document as its columns."""
        return self.paper is not None

    @cached_property
    def raw(self) -> bytes:
        """The list as it was sent."""
        return roster_of(self.engine, self.plan.id)

    @property
    def reading(self) -> Reading:
        """How the list is read."""
        told = self.plan.reading
        return Reading(told.get("sheet"), told.get("heading"), dict(told.get("mapping", {})))

    @cached_property
    def file(self) -> RosterFile:
        """The list of people, its headings found."""
        return self.reading.of(self.raw)

    @cached_property
    def listed(self) -> RosterFile | GenericFile:
        """The list, of people or of documents."""
        return self.file if self.is_assigning else self.reading.of_documents(self.raw, self.kind, self.plan.variant)

    @property
    def is_named(self) -> bool:
        """Whether it is known which column has the names, or the list is one of documents."""
        try:
            return bool(self.listed)
        except FileError:
            return False

    @property
    def unnamed(self) -> UnnamedFile | None:
        """The list as long as nobody has said which column has the names."""
        return read_unnamed(self.raw, self.reading.sheet, self.reading.heading) if self.is_assigning else None

    @property
    def heading(self) -> int:
        """The row of the headings."""
        return self.listed.top.heading if isinstance(self.listed, RosterFile) else self.listed.heading

    @property
    def offered(self) -> dict[str, str]:
        """What a column may be taken for, with its title."""
        if self.is_assigning:
            named = {column.field: field_title(column.field) for column in self.file.columns if column.field}
            return {**choosable(), **named}
        return {column.path: column.title for column in flat_columns(self.kind.variant(self.plan.variant)) if column.path != "so"}

    @property
    def letters(self) -> dict[str, str]:
        """What every column is taken for now."""
        return {column.letter: column.field or "" for column in self.listed.columns}

    @property
    def mark(self) -> str:
        """Tells the common facts that are kept from others: a form names those it was filled from, whatever else has changed."""
        return digest_of(self.plan.answers)

    @cached_property
    def facts(self) -> FactsWork:
        """The common facts."""
        return FactsWork.of_answers(self.kind, self.plan.variant, self.plan.answers)

    def order(self, by: str) -> Order:
        """What is asked of the engine."""
        common, options = self.facts.facts, self.facts.options
        order = order_for(self.engine, self.kind.code, self.raw, common, by=by, name=self.plan.name, options=options)
        reading = self.reading if self.is_assigning else replace(self.reading, mapping=self.letters)
        return replace(order, reading=reading, assigned=self.plan.assigned)

    def rows(self) -> list[Row]:
        """Every person of the list that can be read, with what was changed on the page."""
        return [row for row in with_assigned(self.file.rows(), self.plan.assigned) if row.person is not None]


def prepared(plan_id: int) -> Prepared:
    """The preparation with this id."""
    return Prepared(store(), plan_of(store(), plan_id))


def seen(file: RosterFile | GenericFile, paper: Paper | None) -> Seen:
    """Read the list through once; rows of one person are told as the run of `paper` will refuse them."""
    found = Seen()
    guessed: list[Fault] = []
    for row, faults in rows_of(file, paper):
        if row.skipped is not None:
            found.skipped += [row.skipped][: SHOWN - len(found.skipped)]
            continue
        found.people += not faults
        found.faulty += bool(faults)
        found.more_faults += _take(found.faults, faults)
        found.more_doubts += _take(found.doubts, tuple(note for note in row.notes if not note.taken))
        found.more_doubts += _take(guessed, tuple(note for note in row.notes if note.taken))
    found.more_doubts += _take(found.doubts, tuple(guessed))
    return found


def _take(held: list[Fault], new: tuple[Fault, ...]) -> int:
    """Keep as many as are shown; how many were not kept."""
    kept = list(islice(new, max(SHOWN - len(held), 0)))
    held += kept
    return len(new) - len(kept)


def known_mapping(engine: Engine, columns: tuple[Guess, ...]) -> dict[str, str]:
    """What the columns of a list with these headings were said to be before."""
    return mapping_of(columns, mapping_under(engine, key_of(columns)))


def kept(columns: tuple[Guess, ...]) -> tuple[str, Mapping[str, str]]:
    """Under which key a mapping is kept, and what of it."""
    return key_of(columns), kept_of(columns)
