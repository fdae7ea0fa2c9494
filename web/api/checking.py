"""Judging data that is kept nowhere: what the rules say, which number it would get, how it looks as a draft."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from docgen.check.finding import Finding, blocking
from docgen.issuing import Numbering, Order, draft, plan
from docgen.kinds import Kind, kind_of
from docgen.register_rules import examine
from docgen.store.numbers import Series
from web import downloads
from web.api.operations import File, operation
from web.api.shapes import Data, Facts
from web.desk import store, who


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say; `blocked` where it cannot be issued as it is."""

    blocked: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class NumberPlan:
    """What issuing would do now: take the next number (lay), keep the one it has (da_co), leave it open (de_trong)."""

    numbering: Numbering
    series: Series | None
    so: int | None
    jumps: int


@operation("POST", "/check", "Rà dữ liệu, không lưu gì", body=Facts, answer=Verdict, says_no=(400, 422))
def check(body: Facts) -> Verdict:
    """What the rules say of data that fits its schema; 422 with every field that does not."""
    return verdict_on(Order(body.data, kind_of(body.kind), who()))


@operation("POST", "/number-plan", "Văn bản sẽ mang số nào", body=Facts, answer=NumberPlan, says_no=(400, 422))
def number_plan(body: Facts) -> NumberPlan:
    """Which number the document would get now; nothing is taken."""
    return plan_of(Order(body.data, kind_of(body.kind), who()))


@operation(
    "POST", "/draft-files", "Bản nháp .docx, chỗ thiếu được đánh dấu", body=Facts, answer=File(downloads.DOCX), says_no=(400, 422)
)
def draft_file(body: Facts) -> Response:
    """A .docx to talk about: what is missing is marked, nothing is refused that can be printed."""
    return draft_docx(body.data, kind_of(body.kind))


def verdict_on(order: Order, *, from_example: bool = False) -> Verdict:
    """What the rules say of data, with what the register says."""
    findings = examine(store(), order, from_example=from_example).findings
    return Verdict(bool(blocking(findings)), findings)


def plan_of(order: Order) -> NumberPlan:
    """The number that data, or the draft that holds it, would get."""
    found = plan(store(), order)
    return NumberPlan(found.numbering, found.line, found.so, found.jumps)


def draft_docx(data: Data, kind: Kind) -> Response:
    """The draft as a file."""
    made = draft(store(), data, kind)
    return downloads.download(made.docx, downloads.file_name(kind.title, "", "docx", draft=True), downloads.DOCX)
