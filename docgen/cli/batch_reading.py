"""How `docgen batch` is told to read a list, and what it says of it: sheet, columns by heading or letter, what was remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.batch.asked import Reading
from docgen.batch.assigning import without_paper
from docgen.batch.papers import Paper, paper_of
from docgen.batch.twice import faults_in, rows_of
from docgen.cli.output import echo_json, echo_table, tell_some
from docgen.errors import FileError, UsageError
from docgen.files import write_file
from docgen.roster.columns import plain
from docgen.roster.duty_columns import is_duty
from docgen.roster.flat import flat_columns
from docgen.roster.generic import GenericFile
from docgen.roster.guesses import Guess, choosable, kept_of, key_of, mapping_of
from docgen.roster.rows import Fault, Row
from docgen.roster.unnamed import read_unnamed

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from docgen.kinds import Kind
    from docgen.roster.reading import RosterFile

_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_EXAMPLE = 'Ghi --column "Tên cột=trường", ví dụ: --column "Công tác=chuc_vu_khac" hoặc --column F=chuc_vu_khac'


@dataclass(frozen=True, slots=True)
class Said:
    """What the options say: the sheet, columns as they were typed, whether to remember."""

    sheet: str | None = None
    columns: tuple[str, ...] = ()
    save: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with how it is read; `remembered`: columns of which that was kept from an earlier list."""

    raw: bytes
    kind: Kind
    variant: str
    reading: Reading
    remembered: tuple[str, ...] = ()

    @property
    def paper(self) -> Paper | None:
        """What each member of the list is given; None where each row is a document of its own."""
        return paper_of(self.kind.code, self.variant)

    @property
    def is_assigning(self) -> bool:
        """Whether it is a list of members, each of whom is given a paper with duties."""
        return self.paper is not None

    @property
    def file(self) -> RosterFile | GenericFile:
        """The list, read so."""
        if self.is_assigning:
            return self.reading.of(self.raw)
        return self.reading.of_documents(self.raw, self.kind, self.variant)

    @property
    def fields(self) -> dict[str, str]:
        """What a column may be, with titles."""
        if self.is_assigning:
            return choosable()
        return {one.path: one.title for one in flat_columns(self.kind.variant(self.variant)) if one.path != "so"}


def listed(store: Engine, raw: bytes, kind: Kind, variant: str, said: Said) -> Listed:
    """The list as the options say, else as lists with its headings were said to be read before, else as it is guessed.

    Only what differs from the guess is in the reading: the same list understood in the same way is the same run.
    """
    plain_one = Listed(raw, kind, variant, Reading(said.sheet))
    try:
        guessed = plain_one.file.columns
        told = _mapping(said.columns, guessed, plain_one.fields)
    except FileError:
        top = read_unnamed(raw, said.sheet, of_people=False) if said.columns else None
        heading, guessed = (top.heading, top.columns) if top else (0, ())
        told = _mapping(said.columns if guessed else (), guessed, plain_one.fields)
        if not told or (plain_one.is_assigning and "ho_ten" not in told.values()):
            raise
        plain_one = replace(plain_one, reading=Reading(said.sheet, heading))
    known = _remembered(store, guessed) if plain_one.is_assigning else {}
    known = {letter: name for letter, name in known.items() if letter not in told and name not in told.values()}
    final = replace(plain_one, reading=replace(plain_one.reading, mapping={**known, **told}))
    before = {one.letter: one.field or "" for one in guessed}
    columns = final.file.columns if known or told else guessed
    changed = {one.letter: one.field or "" for one in columns if (one.field or "") != before.get(one.letter, "")}
    if said.save:
        _save(store, columns)
    names = tuple(one.letter for one in columns if one.letter in known and one.letter in changed)
    return replace(final, reading=replace(final.reading, mapping=changed), remembered=names)


def _remembered(store: Engine, columns: Sequence[Guess]) -> dict[str, str]:
    from docgen.store.mappings import mapping_under  # noqa: PLC0415 - heavy modules load when there is work for them

    return mapping_of(columns, mapping_under(store, key_of(columns)))


def _save(store: Engine, columns: Sequence[Guess]) -> None:
    from docgen.store.mappings import keep_mapping  # noqa: PLC0415

    keep_mapping(store, key_of(columns), kept_of(columns), by="docgen batch")


def _mapping(typed: Iterable[str], columns: Sequence[Guess], fields: Mapping[str, str]) -> dict[str, str]:
    """The field by letter as the options say; every refusal names the column."""
    told: dict[str, str] = {}
    for one in typed:
        name, sign, field = (part.strip() for part in one.rpartition("="))
        if not sign or not name:
            raise UsageError(f"--column “{one}” thiếu tên cột hoặc dấu bằng.", hint=_EXAMPLE)
        letter, code = _letter(name, columns), _field(name, field, fields)
        if letter in told:
            raise UsageError(f"Cột “{name}” (cột {letter}) được ghi hai lần.", hint="Giữ một --column cho mỗi cột.")
        other = next((known for known, taken in told.items() if code and taken == code), None)
        if other:
            raise UsageError(f"Cột “{name}”: trường {code} đã ghi cho cột {other}.", hint="Mỗi trường một cột; bỏ một --column.")
        told[letter] = code
    return told


def _letter(name: str, columns: Sequence[Guess]) -> str:
    """A column by its heading, else by its letter."""
    same = [one.letter for one in columns if one.heading and plain(one.heading) == plain(name)]
    if len(same) == 1:
        return same[0]
    if same:
        raise UsageError(
            f"Có {len(same)} cột tên “{name}”: {', '.join(same)}.", hint=f"Ghi chữ cái của cột, ví dụ --column {same[0]}=…"
        )
    if _LETTERS.fullmatch(name) and any(one.letter == name.upper() for one in columns):
        return name.upper()
    told = ", ".join(f"{one.letter} “{one.heading}”" if one.heading else one.letter for one in columns)
    raise UsageError(f"Danh sách không có cột “{name}”.", hint=f"Ghi tên cột hoặc chữ cái. Các cột: {told}.")


def _field(column: str, typed: str, fields: Mapping[str, str]) -> str:
    """A field by its name or title; empty: not read."""
    if not typed or typed in fields or (is_duty(typed) and "co_dinh" in fields):
        return typed
    by_title = {plain(title): name for name, title in fields.items()}
    if plain(typed) in by_title:
        return by_title[plain(typed)]
    told = ", ".join(f"{name} ({title})" for name, title in fields.items())
    raise UsageError(
        f"Cột “{column}”: không có trường “{typed}”.",
        hint=f"Ghi một trong: {told}; để trống sau dấu bằng thì không đọc cột đó.",
    )


# What is said of it.


def tell_left_out(one: Listed, facts: object) -> None:
    """What stands in the common facts that each member has an own one of."""
    names = [name for name in facts if one.paper and name in one.paper.never_common] if isinstance(facts, Mapping) else []
    if names:
        click.echo(f"Bỏ qua trong dữ liệu chung: {', '.join(names)} (mỗi người một khác).", err=True)


def tell_columns(one: Listed) -> None:
    """“docgen hiểu là”: every column with the field it is taken for."""
    file = one.file
    click.echo(f"docgen hiểu là{f' (trang tính “{file.sheet.title}”)' if file.sheet.title else ''}:")
    rows = ((each.letter, each.heading, each.title or "(không đọc)", "; ".join(each.samples[:2])) for each in file.columns)
    echo_table(("Cột", "Tên cột", "Hiểu là", "Ví dụ"), rows)
    if one.remembered:
        click.echo(f"Cột {', '.join(one.remembered)} hiểu theo cách đã nhớ của danh sách có các tên cột này.")


def tell_skipped(skipped: Sequence[str], *, every: bool = False) -> None:
    """Which rows are nobody's."""
    if skipped:
        click.echo(f"Bỏ qua {len(skipped)} hàng:")
        tell_some(skipped, every=every)


def tell_nobody() -> None:
    """That a list has headings only, and what to do."""
    click.echo("→ Không có hàng nào dưới hàng tên cột: xem đã chọn đúng tệp, đúng trang tính chưa (--sheet).", err=True)


def tell_list(one: Listed, *, every: bool = False, as_json: bool = False) -> int:
    """What stands in a list; how many of its cells cannot be read, one where there are no rows at all."""
    people, outside, skipped, paper = 0, 0, [], one.paper
    faults: list[str] = []
    noted: list[Fault] = []
    for row, wrong in rows_of(one.file, paper):
        skipped += [str(row.skipped)] if row.skipped else []
        faults += map(str, wrong)
        noted += row.notes
        if row.skipped is None and not wrong:
            people += 1
            if paper and isinstance(row, Row) and row.person is not None:
                outside += bool(without_paper(row.person, paper))
    doubts = [str(note) for note in sorted(noted, key=lambda note: bool(note.taken))]  # first those that nobody has decided
    if as_json:
        columns = [asdict(each) for each in one.file.columns]
        echo_json(
            {"people": people, "outside": outside, "faults": faults, "doubts": doubts, "skipped": skipped, "columns": columns}
        )
        return len(faults) or not people
    tell_columns(one)
    whom = f"{people} người đọc được, {people - outside} {paper.subject}" if paper else f"{people} hàng đọc được"
    click.echo(f"{whom}; {len(faults)} chỗ chưa đọc được, {len(doubts)} chỗ phải đoán.")
    tell_some(faults, every=every)
    if doubts:
        click.echo("Phải đoán, cần xem lại:")
        tell_some(doubts, every=every)
    tell_skipped(skipped, every=every)
    if not people and not faults:
        tell_nobody()
    return len(faults) or not people


def write_marked(one: Listed, output: str, *, force: bool) -> None:
    """The list with what is wrong and what was guessed in colour; where there is nothing to colour, that is told instead."""
    from docgen.roster.marking import LISTED, marked  # noqa: PLC0415 - heavy modules load when there is work for them
    from docgen.roster.table import BATCH  # noqa: PLC0415

    faults, doubts = faults_in(one.file, one.paper)
    if not faults and not doubts:
        click.echo("Không có ô nào phải sửa hay xem lại, không ghi danh sách tô màu.", err=True)
        return
    write_workbook(output, marked(one.raw, faults, doubts, BATCH), force=force)
    click.echo(f"Đã ghi {output}: lỗi tô đỏ, chỗ phải đoán tô vàng, trang “{LISTED}” nêu hết.", err=True)


def write_workbook(output: str, data: bytes, *, force: bool) -> None:
    """A workbook as a file. `UsageError` for a name that Excel would not know it by."""
    if not output.lower().endswith(".xlsx"):
        raise UsageError(f"Tên tệp ra “{output}” không có đuôi .xlsx.", hint=f"Ghi tên tệp là {Path(output).stem or 'bang'}.xlsx")
    write_file(Path(output), data, force=force)
