"""A roster file read person after person, with every fault and every guess named by sheet, row and column.

Only one row is held at a time: a list of 100,000 people takes no more memory than one of ten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from docgen.errors import FileError
from docgen.roster.columns import COUNTER, GIVEN_NAME
from docgen.roster.duty_columns import is_duty
from docgen.roster.guesses import Guess, places_of
from docgen.roster.letters import encoding_of, in_unicode, old_columns
from docgen.roster.nobody import is_blank, is_end, nobody, team_of
from docgen.roster.person import PersonReader
from docgen.roster.plain_text import names_only
from docgen.roster.rows import Fault, Row
from docgen.roster.table import PAGE, Cell, Limits, Sheet, Table, open_table, refuse_empty
from docgen.roster.top import Asked, Top, top_of
from docgen.standard import duties

__all__ = ["Fault", "RosterFile", "Row", "read_pasted", "read_roster"]

_HEADING = (
    "Ghi số của hàng có các tên cột, bỏ trống thì tự tìm; danh sách không có tên cột (hàng 0) thì nói cột nào là họ và tên."
)
_JUDGED, _LOOKED_AT = 30, 500
"""Rows by which the letters of a column are told, and the order of day and month: half of all days are no months."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A file whose headings are known."""

    table: Table
    sheet: Sheet
    top: Top
    limits: Limits = PAGE
    codes: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[Guess, ...]:
        """Every column with what it is taken for."""
        return self.top.guesses

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields of a person that the file has a column for."""
        told = {"gioi_tinh"} if self.top.sexes else set()
        found = frozenset({*self.top.places.values(), *told}) - {GIVEN_NAME, COUNTER}
        return frozenset(name for name in found if not is_duty(name))

    def rows(self, most: int | None = None) -> Iterator[Row]:
        """Every row that is not blank; refused when there are more than `most`, without it than the limits allow."""
        filled = self._filled(self.limits.rows if most is None else most)
        first = list(islice(filled, _LOOKED_AT))
        old = old_columns(cells for _, cells in first[:_JUDGED])
        reader = PersonReader(self.sheet.title, self.top, self.table.day, self.codes, (cells for _, cells in first))
        fonts = self.table.old_fonts
        untold, team, ended = set(self.top.places) if fonts else set(old) & set(self.top.places), None, False
        for number, written in chain(first, filled):
            cells = in_unicode(written, old, fonts=fonts)
            text = nobody(cells, self.top.places, ended=ended)
            if text:
                ended = ended or is_end(text)
                team = None if "to_dang" in self.fields else team_of(text)
                yield Row(number, None, skipped=_skipped(number, text, team, self.sheet.title))
                continue
            row = reader.row(number, cells, team)
            turned = {place for place in untold if place < len(cells) and cells[place] != written[place]}
            untold -= turned
            told = tuple(
                reader.turned(number, place, written[place], cells[place], encoding_of(written[place], old.get(place)))
                for place in sorted(turned)
            )
            yield replace(row, notes=told + row.notes) if told else row

    def _filled(self, most: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        read = 0
        for number, cells in enumerate(self.sheet.rows(), 1):
            if number < self.top.first or is_blank(cells, self.top.places):
                continue
            read += 1
            if read > most:
                shown = f"{most:,}".replace(",", ".")
                raise FileError(f"Danh sách có hơn {shown} người.", hint="Chia thành nhiều tệp.")
            yield number, cells


def read_roster(
    raw: bytes,
    *,
    mapping: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
    heading: int | None = None,
    duties_too: bool = True,
    codes: Collection[str] | None = None,
    limits: Limits = PAGE,
) -> RosterFile:
    """Find the headings of a roster. `FileError` when the file cannot be read or has no column of names.

    What is guessed can be said instead: `sheet` by its title, `heading` by the number of its row (0: there is none),
    `mapping` as field by letter of column (empty: not read). `duties_too`: columns of duties are read. `codes`: what
    codes of duties a row may name, without it those of the catalogue.
    """
    table = open_table(raw, limits)
    asked = Asked(heading, places_of(mapping or {}), duties_too)
    known = frozenset(codes if codes is not None else duties().lines) if duties_too else frozenset[str]()
    sheets = [one for one in table.sheets if sheet is None or one.title == sheet]
    if not sheets and sheet is not None:
        titles = ", ".join(f"“{one.title}”" for one in table.sheets)
        raise FileError(f"Tệp không có trang tính “{sheet[:60]}”.", hint=f"Các trang tính: {titles}.")
    found = [RosterFile(table, one, top, limits, known) for one in sheets if (top := top_of(one, asked)) is not None]
    if not found:
        refuse_empty(sheets)
    if not found and heading is not None:
        raise FileError(f"Hàng {heading} không phải hàng tên cột, hoặc không có cột “Họ và tên”.", hint=_HEADING)
    if not found:
        raise FileError(
            "Tệp không theo mẫu: không có hàng tên cột với cột “Họ và tên”.",
            hint='Nói cột nào là họ và tên: --column "TÊN CỘT=ho_ten"; trang tính bị ẩn không được đọc.',
            page_hint="Tải tệp mẫu ở trang này, chép danh sách vào đúng cột; trang tính bị ẩn không được đọc.",
        )
    return max(found, key=lambda one: len(one.top.places))


def read_pasted(text: str, **asked: Any) -> RosterFile:
    """The same of what was pasted: cells of Excel or Word, or names one a line, which need no heading."""
    raw = text.encode("utf-8", "replace")
    if "heading" not in asked and "mapping" not in asked and (names := names_only(text)):
        return read_roster(names.encode(), heading=0, mapping={"A": "ho_ten"}, **asked)
    return read_roster(raw, **asked)


def _skipped(number: int, text: str, team: int | None, sheet: str) -> Fault:
    below = "" if team is None else f"; những người ở dưới được ghi vào Tổ đảng số {team}"
    return Fault(number, "", f"“{text[:60]}”, không phải người{below}", value=text, sheet=sheet)
