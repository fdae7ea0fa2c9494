"""Runs while they are prepared: the list and how it is understood, the facts of every document, the trial."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from flask import Response
from pydantic import Field, StringConstraints

from docgen.docx.sheets import MOST_ROWS
from docgen.errors import ConflictError
from docgen.kinds import kind_of
from docgen.roster.rows import Fault as CellFault
from docgen.roster.writing import MIMETYPE as XLSX
from docgen.store.batch_plans import Plan, open_plans, save_plan
from web.api.answers import Fault, not_fitting
from web.api.operations import File, operation
from web.api.requests import Asked, name_of_file
from web.api.shapes import Code, Data, Id, KindOnly, Line
from web.batches import files
from web.batches.beginning import begin_plan, file_title, give_up_plan, read_otherwise
from web.batches.facts import WAY, DanhSo, FactsWork
from web.batches.plans import Prepared, prepared, seen
from web.batches.runs import runs
from web.desk import store, who
from web.fields import VARIANT_FIELD
from web.refilling import answers_of_data

_PLANS, _PLAN = "/batch-plans", "/batch-plans/<int:plan_id>"
Letters = Annotated[str, StringConstraints(min_length=1, max_length=3, pattern="^[A-Z]+$")]
Field_ = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]
FileNames = Literal["{so} {ho_ten}", "{ho_ten} {so}", "{hang} {ho_ten}"]


@dataclass(frozen=True, slots=True)
class PlanShape:
    """A preparation. `version` goes up with every change; `batch_id` is the run that it was tried as last."""

    id: int
    kind: str
    variant: str
    name: str
    version: int
    batch_id: int | None
    created_by: str
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column: its letter, the heading above it, the field it is taken for (null: not read), its first values."""

    letter: str
    heading: str
    field: str | None
    title: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellShape:
    """A cell or row of the list; `cell` (D37) is empty for a whole row. `taken` is what its value was taken for."""

    sheet: str
    row: int
    cell: str
    column: str
    value: str
    taken: str
    message: str


@dataclass(frozen=True, slots=True)
class Understood:
    """How a list is understood. `people` rows can be made, `faulty` ones not: `faults` say why, `doubts` what was guessed.

    `fields` are those that a column may be taken for, with their titles. Of faults and of doubts the first 200 are told;
    doubts that nothing was taken for come first.
    `unvalued`: the workbook has formulas that nobody has calculated; they count as empty.
    """

    plan: PlanShape
    sheets: tuple[str, ...]
    sheet: str
    heading: int
    columns: tuple[ColumnShape, ...]
    fields: dict[str, str]
    people: int
    faulty: int
    faults: tuple[CellShape, ...]
    more_faults: int
    doubts: tuple[CellShape, ...]
    more_doubts: int
    skipped: tuple[CellShape, ...]
    unvalued: bool


@dataclass(frozen=True, slots=True)
class FactsShape:
    """The facts of every document as they stand, and what in them has to be mended before the trial."""

    plan: PlanShape
    data: Data
    numbered: bool
    file_names: str
    problems: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a trial is: `going` while the list is on its way into the ledger, then the run that it has become."""

    going: bool
    batch_id: int | None


class NewPlan(Asked):
    """What is to be made of the list. `name`: what the list is called, where the file does not say."""

    kind: KindOnly = "quyet-dinh-phan-cong"
    variant: Code | None = None
    name: Line = ""


class Changed(Asked):
    """A change on top of version `base`."""

    base: Id


class ReadingAsked(Changed):
    """How to read the list: sheet and row of the headings (null: found), and the field of columns by letter (empty: not read).

    A column that is not named is guessed. `remember`: for the next list with the same headings.
    """

    sheet: Line | None = None
    heading: Annotated[int, Field(ge=0, le=MOST_ROWS)] | None = None
    columns: Annotated[dict[Letters, Field_], Field(max_length=400, default_factory=dict)]
    remember: bool = True


class FactsAsked(Changed):
    """All that the documents have in common, as in a data file: without a number, and without what the rows say.

    `numbered` false leaves the numbers to the văn thư; `file_names` is how the files are called. `again`: make theirs too who
    have the paper, for the same year, by an earlier run; only where each member gets one.
    """

    data: dict[str, Any]
    numbered: bool = True
    file_names: FileNames = "{so} {ho_ten}"
    again: bool = False


@operation("GET", _PLANS, "Các lô đang chuẩn bị", answer=tuple[PlanShape, ...])
def everything() -> tuple[PlanShape, ...]:
    """Those that were not run yet, the last touched first."""
    return tuple(map(plan_shape, open_plans(store(), limit=1000)))


@operation(
    "POST",
    _PLANS,
    "Gửi danh sách (.xlsx, .xls, .ods, .csv), xem được hiểu là gì",
    query=NewPlan,
    takes_file=True,
    answer=Understood,
    status=201,
    says_no=(400, 422),
)
def begin(raw: bytes, query: NewPlan) -> Understood:
    """Keep the list and say how it is understood; no number is taken, nothing is made."""
    kind = kind_of(query.kind)
    variant = query.variant or next(iter(kind.variants))
    kind.variant(variant)
    name = query.name.strip() or file_title(name_of_file()) or "danh-sach"
    return show(begin_plan(store(), kind, variant, (name, raw), by=who()))


@operation("GET", _PLAN, "Danh sách được hiểu là gì: cột, ô lỗi, ô phải đoán", answer=Understood, says_no=(400, 404, 422))
def show(plan_id: int) -> Understood:
    """The list as it is read now."""
    return _understood(prepared(plan_id))


@operation("PUT", f"{_PLAN}/reading", "Đọc trang tính, cột theo cách khác", body=ReadingAsked, answer=Understood,
           says_no=(400, 404, 409, 422))  # fmt: skip
def read(plan_id: int, body: ReadingAsked) -> Understood:
    """Read the list as it is said; when it cannot be read so, nothing has changed."""
    told = body.model_dump(include={"sheet", "heading"}, exclude_none=True)
    one = read_otherwise(at(plan_id, body), {**told, "mapping": dict(body.columns)}, by=who(), remember=body.remember)
    return _understood(one)


@operation("GET", f"{_PLAN}/marked", "Danh sách với các ô lỗi được tô màu", answer=File(XLSX), says_no=(400, 404, 422))
def marked(plan_id: int) -> Response:
    """The list as .xlsx with faulty and doubtful cells coloured and commented, to be mended in Excel."""
    return files.marked_roster(prepared(plan_id))


@operation("DELETE", _PLAN, "Bỏ lô đang chuẩn bị", status=204, says_no=(404,))
def remove(plan_id: int) -> None:
    """Forget the list and its trial; a run that has begun stays."""
    give_up_plan(store(), plan_id, by=who())


@operation("GET", f"{_PLAN}/facts", "Dữ liệu chung của các văn bản", answer=FactsShape, says_no=(404,))
def facts(plan_id: int) -> FactsShape:
    """The facts: a new preparation begins with those of the unit and of the last document of the kind."""
    return _facts_shape(prepared(plan_id))


@operation("PUT", f"{_PLAN}/facts", "Thay dữ liệu chung", body=FactsAsked, answer=FactsShape, says_no=(400, 404, 409, 422))
def state(plan_id: int, body: FactsAsked) -> FactsShape:
    """Save all of the facts anew, right or wrong; 422 where the form has no place for something."""
    one = at(plan_id, body)
    said = body.data.get(VARIANT_FIELD, one.plan.variant)
    if said != one.plan.variant:
        raise not_fitting([Fault(f"data.{VARIANT_FIELD}", f"lô này làm biến thể {one.plan.variant}; bỏ trường này")])
    way: dict[str, Any] = {"danh_so": DanhSo.LAY_SO if body.numbered else DanhSo.DE_TRONG, "ten_tep": body.file_names}
    way |= {"lam_lai": True} if body.again else {}  # only papers of members have it: elsewhere it is told as no field
    answers, left = answers_of_data({**body.data, WAY: way}, one.facts.form)
    if left or WAY in body.data:
        places = [path for path, _value in left] + ([WAY] if WAY in body.data else [])
        raise not_fitting(Fault(f"data.{path}", "không có trường chung này; xóa đi hoặc sửa lại") for path in places)
    work = FactsWork(one.kind, one.plan.variant, answers)
    return _facts_shape(Prepared(store(), save_plan(store(), one.plan, answers=work.kept)))


@operation("POST", f"{_PLAN}/trial", "Chạy thử: kiểm tra mọi dòng, chưa lấy số", answer=Opened, status=202,
           says_no=(400, 404, 409, 422))  # fmt: skip
def try_it(plan_id: int) -> Opened:
    """Put every row into the ledger and check it; an earlier trial goes first. What is wrong in the facts is told at once."""
    one = prepared(plan_id)
    if problems := one.facts.mistakes():
        raise not_fitting(Fault(f"data.{problem.path}", problem.message) for problem in problems)
    return Opened(runs().opening(plan_id)[0], runs().try_plan(one, by=who()))


@operation("GET", f"{_PLAN}/trial", "Chạy thử đến đâu", answer=Opened, says_no=(400, 404, 409, 422))
def trial(plan_id: int) -> Opened:
    """Whether the list is still on its way, and the run it has become; why there could be none."""
    known = prepared(plan_id).plan.batch_id
    going, batch, error = runs().opening(plan_id)
    if error is not None and batch is None:
        raise error
    return Opened(going, batch or known)


def at(plan_id: int, body: Changed) -> Prepared:
    """The preparation, which nobody has changed since `base` was read."""
    one = prepared(plan_id)
    if one.plan.version != body.base:
        raise ConflictError(
            f"Lô đang chuẩn bị đã được sửa thành bản {one.plan.version} sau bản {body.base}.",
            hint="Đọc lại rồi sửa trên bản mới nhất.",
            current=one.plan.version,
        )
    return one


def plan_shape(plan: Plan) -> PlanShape:
    """A preparation without its list."""
    return PlanShape(**{name: getattr(plan, name) for name in PlanShape.__dataclass_fields__})


def _understood(one: Prepared) -> Understood:
    file, found = one.listed, seen(one.listed, one.paper)
    columns = (ColumnShape(each.letter, each.heading, each.field, each.title, each.samples) for each in file.columns)
    return Understood(
        plan=plan_shape(one.plan),
        sheets=tuple(sheet.title for sheet in file.table.sheets),
        sheet=file.sheet.title,
        heading=one.heading,
        columns=tuple(columns),
        fields=one.offered,
        people=found.people,
        faulty=found.faulty,
        faults=tuple(map(_cell, found.faults)),
        more_faults=found.more_faults,
        doubts=tuple(map(_cell, found.doubts)),
        more_doubts=found.more_doubts,
        skipped=tuple(map(_cell, found.skipped)),
        unvalued=file.table.unvalued,
    )


def _cell(one: CellFault) -> CellShape:
    return CellShape(one.sheet, one.row, one.cell, one.column, one.value, one.taken, one.message)


def _facts_shape(one: Prepared) -> FactsShape:
    work = one.facts
    data, options = work.facts, work.options
    problems = tuple(Fault(f"data.{problem.path}", problem.message) for problem in work.mistakes())
    return FactsShape(plan_shape(one.plan), data, options.numbered, options.pattern, problems)
