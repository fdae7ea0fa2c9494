"""What the printed book says, line by line, in plain words: the same for every kind of file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Engine

from docgen.errors import RegisterError
from docgen.standard import standard_on
from docgen.store.book import BookRow, Report, book, report
from docgen.store.numbers import CONGRESS, Series
from docgen.store.units import Unit, all_units

TITLE = "Sổ đăng ký văn bản đi"
HEADS = ("Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu", "Người ký", "Nơi nhận", "Ghi chú")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One number. `day` is None until its document is issued; a void one stays in the book, struck out."""

    number: str
    day: dt.date | None
    subject: str
    signer: str
    recipients: str
    note: str
    void: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """What has to stand in the file, besides the day."""
        return (self.number, self.subject, self.signer, self.recipients, self.note)


@dataclass(frozen=True, slots=True)
class Part:
    """One series: the unit and what stands above it, the name of the series, its lines, what is to be said of them at the end."""

    above: str
    unit: str
    name: str
    lines: tuple[Line, ...]
    summary: tuple[str, ...]


def parts_of(engine: Engine, line: Series | None = None) -> tuple[Part, ...]:
    """The book of one series, or of all that have given numbers; refused when there is nothing to print."""
    units = {unit.id: unit for unit in all_units(engine)}
    reports = {found.series: found for found in report(engine, line)}
    rows = book(engine, line)
    found = tuple(_part(units[one.unit_id], reports[one], tuple(part)) for one, part in groupby(rows, lambda row: row.series))
    if not found:
        raise RegisterError("Sổ chưa có số nào để in.", hint="Lấy số hoặc ghi bổ sung số đã cấp trên giấy, rồi xuất lại.")
    return found


def kind_name(the_loai: str) -> str:
    """The name of the Party's kind whose documents a series numbers."""
    if the_loai == CONGRESS:
        return "Văn bản đại hội"
    known = standard_on(dt.datetime.now().astimezone().date()).kinds.get(the_loai)
    return known.name if known else the_loai


def series_name(line: Series) -> str:
    """What a series is called: Nghị quyết, nhiệm kỳ 2025 - 2030."""
    return f"{kind_name(line.the_loai)}, nhiệm kỳ {line.term}"


def plain(text: str) -> str:
    """One printable line; lines of recipients are parted by a semicolon."""
    kept = (" ".join(_UNPRINTABLE.sub(" ", line).split()) for line in text.splitlines())
    return "; ".join(line.rstrip(";") for line in kept if line)


def _part(unit: Unit, told: Report, rows: tuple[BookRow, ...]) -> Part:
    lines = tuple(_line(row) for row in rows)
    return Part(plain(unit.cap_tren or ""), plain(unit.ten), plain(series_name(told.series)), lines, tuple(_summary(told, rows)))


def _line(row: BookRow) -> Line:
    number = row.so_ky_hieu or f"{row.so:02d}{row.suffix}"
    note = plain("\n".join(_notes(row)))
    void = row.state == "void"
    return Line(plain(number), row.ngay, _subject(row), plain(row.nguoi_ky), plain(row.noi_nhan), note, void)


def _subject(row: BookRow) -> str:
    title, kind = plain(row.title), kind_name(row.series.the_loai)
    if not title or row.series.the_loai == CONGRESS or title.casefold().startswith(kind.casefold()):
        return title
    return f"{kind} {title}"


def _notes(row: BookRow) -> Iterator[str]:
    """Why a line is not a usual one."""
    if row.state == "void":
        yield f"Hủy: {row.reason}"
    elif row.state == "reserved":
        yield "Đã lấy số, chưa ban hành"
    elif row.origin == "late":
        yield f"Ghi bổ sung: {row.reason}"
    elif row.origin == "other" and row.reason != row.source:
        yield f"Số do {row.source} cấp: {row.reason}"
    else:
        yield row.reason
    if row.duplicate:
        yield "Trùng số"


def _summary(told: Report, rows: tuple[BookRow, ...]) -> Iterator[str]:
    yield f"Cộng: {len(rows)} số, từ số {told.first:02d} đến số {told.last:02d}."
    found = {
        "Số hủy": told.voided,
        "Số đã lấy, chưa ban hành": told.unissued,
        "Số trùng": [one.so for one in told.duplicates],
        "Số trống, chưa rõ lý do": told.gaps,
    }
    yield from (f"{what}: {runs_of(numbers)}." for what, numbers in found.items() if numbers)


def runs_of(numbers: Iterable[int]) -> str:
    """Numbers as people list them: 3, 5 - 9, 12."""
    ordered = sorted(set(numbers))
    runs = [list(run) for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0][1]} - {run[-1][1]}" if len(run) > 1 else str(run[0][1]) for run in runs)
