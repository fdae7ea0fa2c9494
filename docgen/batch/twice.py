"""Rows of one person, told of a list before it is run, just as the run will refuse them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import tee

from docgen.batch.assigning import UNREAD, keys_of, without_paper
from docgen.batch.papers import Paper
from docgen.batch.source import SourceRow, fault, told_apart
from docgen.roster.generic import GenericFile, GenericRow
from docgen.roster.reading import RosterFile
from docgen.roster.rows import Fault, Row


def rows_of(file: RosterFile | GenericFile, paper: Paper | None) -> Iterator[tuple[Row | GenericRow, tuple[Fault, ...]]]:
    """Every row of a list with all that is wrong with it, that its person stands in an earlier one too."""
    if paper is None or isinstance(file, GenericFile):
        yield from ((row, row.faults) for row in file.rows())
        return
    for row, twin in with_twins(file.rows(), paper):
        yield row, (*row.faults, replace(twin, sheet=file.sheet.title)) if twin else row.faults


def faults_in(file: RosterFile | GenericFile, paper: Paper | None) -> tuple[list[Fault], list[Fault]]:
    """All that is wrong in a list, and all that was guessed."""
    wrong: list[Fault] = []
    guessed: list[Fault] = []
    for row, faults in rows_of(file, paper):
        wrong += faults
        guessed += row.notes
    return wrong, guessed


def with_twins(rows: Iterable[Row], paper: Paper) -> Iterator[tuple[Row, Fault | None]]:
    """Every row, with what is to be said of it when its person stands in an earlier one."""
    here, there = tee(rows)
    judged = told_apart(_source(row, paper) for row in there)
    return ((row, _twin(row, one)) for row, one in zip(here, judged, strict=True))


def _source(row: Row, paper: Paper) -> SourceRow:
    person = row.person or row.readable
    if person is None:
        return SourceRow(row.number, "", {})
    wrong = fault(UNREAD) if row.faults else None
    return SourceRow(row.number, person.ho_ten, {}, wrong, "" if wrong else without_paper(person, paper), keys=keys_of(person))


def _twin(row: Row, judged: SourceRow) -> Fault | None:
    """The fault of a row in words; of one that is faulty anyhow it is one more."""
    if judged.fault is None or (row.faults and not judged.fault["problems"]):
        return None
    said = judged.fault["problems"][0] if row.faults else judged.fault
    return Fault(row.number, "", f"{said['message']} {judged.fault['hint'] or 'Bỏ một hàng.'}")
