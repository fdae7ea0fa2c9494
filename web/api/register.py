"""The register of numbers: the book, what is missing, numbers that come from paper or from elsewhere, numbers that are void."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from docgen.kinds import KINDS
from docgen.store import book, numbers
from docgen.store.book import LARGEST, BookRow, Entry, Report
from docgen.store.numbers import CONGRESS, Series
from docgen.store.units import unit_of
from docgen.store.users import Role
from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import Id, Line, Name, Suffix
from web.desk import store, who

_SERIES = sorted({kind.the_loai_of(code) or CONGRESS for kind in KINDS.values() for code in kind.variants} | {CONGRESS})
TheLoai = Annotated[str, StringConstraints(pattern=f"^(?:{'|'.join(_SERIES)})$"), Field(json_schema_extra={"enum": _SERIES})]
Term = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^\S(?:[^\x00-\x1f\x7f]*\S)?$")]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number that was taken and has no document."""

    id: int
    series: Series
    so: int
    suffix: str
    draft_id: int | None
    taken_by: str
    taken_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """The id of a number in the book."""

    id: int


class SeriesAsked(Asked):
    """One series: the unit, the Party's kind (dai_hoi for a congress), the term."""

    unit_id: Id
    the_loai: TheLoai
    term: Term

    @property
    def line(self) -> Series:
        """The same for the store; 404 without such a unit."""
        return Series(unit_of(store(), self.unit_id).id, self.the_loai, " ".join(self.term.split()))


class BookAsked(Asked):
    """Which lines of the book, by the documents' days."""

    since: dt.date | None = None
    until: dt.date | None = None


class Opening(Asked):
    """A series that ran on paper up to `last_used`."""

    series: SeriesAsked
    last_used: Annotated[int, Field(ge=0, le=LARGEST)]


class Reason(Asked):
    """Why a number is void; it is printed in the book."""

    reason: Name


class LateEntry(Asked):
    """A document on paper with a past date: its number fills a gap, or is put in between (15a)."""

    series: SeriesAsked
    so: Annotated[int, Field(ge=1, le=LARGEST)]
    suffix: Suffix = ""
    so_ky_hieu: Name
    ngay: dt.date
    title: Name
    reason: Name
    nguoi_ky: Line = ""
    noi_nhan: Line = ""

    @property
    def entry(self) -> Entry:
        """The same for the store."""
        return Entry(**{name: getattr(self, name) for name in LateEntry.model_fields if name != "series"})


class OtherEntry(LateEntry):
    """A number that another system has given; `duplicate` where two papers really bear it."""

    system: Name
    duplicate: bool = False


@operation("GET", "/register/book", "Sổ văn bản", query=BookAsked, answer=tuple[BookRow, ...])
def rows(query: BookAsked) -> tuple[BookRow, ...]:
    """The lines of every series in the order of the numbers."""
    return book.book(store(), since=query.since, until=query.until)


@operation("GET", "/register/report", "Số thiếu, số chờ, số hủy, số trùng", answer=tuple[Report, ...])
def report() -> tuple[Report, ...]:
    """The state of every series."""
    return book.report(store())


@operation("GET", "/register/unissued", "Số đã lấy mà chưa có văn bản", answer=tuple[Waiting, ...])
def unissued() -> tuple[Waiting, ...]:
    """Numbers whose documents were never finished, the oldest first."""
    return tuple(
        Waiting(one.id, one.series, one.so, one.suffix, one.draft_id, one.taken_by, one.taken_at)
        for one in numbers.unissued(store())
    )


@operation(
    "POST",
    "/register/series",
    "Mở sổ, nối tiếp sổ giấy",
    role=Role.ISSUES,
    body=Opening,
    status=204,
    says_no=(400, 404, 409, 422),
)
def open_series(body: Opening) -> None:
    """Begin a series behind the numbers that were used on paper."""
    numbers.open_series(store(), body.series.line, last_used=body.last_used, by=who())


@operation(
    "POST",
    "/register/numbers/<int:number_id>/void",
    "Hủy số",
    role=Role.ISSUES,
    body=Reason,
    status=204,
    says_no=(400, 404, 409, 422),
)
def void(number_id: int, body: Reason) -> None:
    """Void a number; it stays in the book with its reason."""
    numbers.void(store(), number_id, reason=body.reason, by=who())


@operation(
    "POST",
    "/register/late",
    "Ghi bổ sung văn bản giấy",
    role=Role.ISSUES,
    body=LateEntry,
    answer=Entered,
    status=201,
    says_no=(400, 404, 409, 422),
)
def late(body: LateEntry) -> Entered:
    """Enter a document that was issued on paper."""
    return Entered(book.enter_late(store(), body.series.line, body.entry, by=who()))


@operation(
    "POST",
    "/register/other",
    "Ghi số do hệ thống khác cấp",
    role=Role.ISSUES,
    body=OtherEntry,
    answer=Entered,
    status=201,
    says_no=(400, 404, 409, 422),
)
def other(body: OtherEntry) -> Entered:
    """Enter a number that another system has given."""
    line = body.series.line
    return Entered(book.enter_other(store(), line, body.entry, system=body.system, duplicate=body.duplicate, by=who()))
