"""The rows of a run: what became of each, correcting one, giving one up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from docgen.batch.control import correct_row, void_row
from docgen.batch.source import problem_text
from docgen.docx.sheets import MOST_ROWS
from docgen.store.batch_pages import rows_named, rows_page
from docgen.store.batch_rows import BatchRow, row_of
from docgen.store.batches import batch_of
from docgen.store.users import Role
from web.api.answers import Fault, not_fitting
from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import Data, Line, Name
from web.batches.row_work import work_of_row
from web.batches.runs import runs
from web.desk import store, who
from web.fields import VARIANT_FIELD
from web.refilling import answers_of_data

_ROWS, _ROW = "/batches/<int:batch_id>/rows", "/batches/<int:batch_id>/rows/<int:place>"
_MOST = 500
_ALL = ("waiting", "reserved", "done", "failed", "left_out", "void")
State = Literal["waiting", "reserved", "done", "failed", "left_out", "void", "replaced"]


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row failed or was left out, what to do, and the fields and rules it is about."""

    message: str
    todo: str
    problems: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row: its `place` in the run, counted from 0, and its row of the sheet. `version` grows when it is made again."""

    place: int
    version: int
    sheet_row: int
    name: str
    state: str
    so: int | None
    so_ky_hieu: str
    file: str
    sha256: str | None
    document_id: int | None
    error: RowError | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholeRow:
    """A row with its own part of the data; what all documents have in common is not in it."""

    row: RowShape
    data: Data


@dataclass(frozen=True, slots=True)
class Corrected:
    """A row that was corrected; `making`: its document is on its way, else `start` or `resume` of the run makes it."""

    row: RowShape
    making: bool


@dataclass(frozen=True, slots=True)
class RowsShape:
    """A page of rows in the order of the run; `next_offset` leads to the next one, null on the last."""

    rows: tuple[RowShape, ...]
    next_offset: int | None


class RowsAsked(Asked):
    """Which rows: in one state (without it all but replaced), of people whose name holds `person`."""

    state: State | None = None
    person: Line = ""
    limit: Annotated[int, Field(ge=1, le=_MOST)] = 100
    offset: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0


class RowAsked(Asked):
    """All of the row's own data anew; the reason where a document was issued, which then is void."""

    data: dict[str, Any]
    reason: Line = ""


class VoidAsked(Asked):
    """Why; it stands in the register."""

    reason: Name


@operation("GET", _ROWS, "Các dòng của lô, lọc theo trạng thái", query=RowsAsked, answer=RowsShape, says_no=(404,))
def find(batch_id: int, query: RowsAsked) -> RowsShape:
    """Rows that fit; a name without diacritics finds those that have them."""
    batch, states = batch_of(store(), batch_id), (query.state,) if query.state else _ALL
    until = query.offset + query.limit
    if query.person.strip():
        found = rows_named(store(), batch.id, states, query.person.strip())[query.offset : until + 1]
    else:
        found = rows_page(store(), batch.id, states, limit=query.limit + 1, offset=query.offset)
    return RowsShape(tuple(map(_shape, found[: query.limit])), until if len(found) > query.limit else None)


@operation("GET", _ROW, "Một dòng và dữ liệu riêng của nó", answer=WholeRow, says_no=(404,))
def show(batch_id: int, place: int) -> WholeRow:
    """One row as it is now."""
    row = row_of(store(), batch_id, place)
    return WholeRow(_shape(row), row.data)


@operation("PUT", _ROW, "Sửa dữ liệu của một dòng; văn bản được làm lại với đúng số", role=Role.ISSUES, body=RowAsked,
           answer=Corrected, says_no=(404, 409, 422))  # fmt: skip
def correct(batch_id: int, place: int, body: RowAsked) -> Corrected:
    """Take other data for the row; 422 when no document can be made of it: then nothing has changed."""
    row = row_of(store(), batch_id, place)
    if row.state == "done" and not body.reason.strip():
        raise not_fitting([Fault("reason", "ghi lý do làm lại văn bản đã ban hành")])
    work = work_of_row(batch_of(store(), batch_id), row)
    work.answers, left = answers_of_data(body.data, work.form)
    if body.data.get(VARIANT_FIELD, work.variant) != work.variant:
        left.append((VARIANT_FIELD, ""))
    if left:
        raise not_fitting(Fault(f"data.{path}", "dòng này không có trường đó; xóa đi hoặc sửa lại") for path, _value in left)
    if problems := work.unanswered():
        raise not_fitting(Fault(f"data.{one.path}", one.message) for one in problems)
    new = correct_row(store(), batch_id, place, work.over(row), by=who(), reason=body.reason.strip())
    making = new.state != "left_out" and runs().make_again(store(), batch_id)
    return Corrected(show(batch_id, place).row, making)


@operation("POST", f"{_ROW}/void", "Hủy một dòng, và số của nó", role=Role.ISSUES, body=VoidAsked, answer=RowShape,
           says_no=(400, 404, 409, 422))  # fmt: skip
def void(batch_id: int, place: int, body: VoidAsked) -> RowShape:
    """Give the row up; its number stays in the register, void, with the reason."""
    void_row(store(), batch_id, place, by=who(), reason=body.reason)
    return show(batch_id, place).row


def _shape(row: BatchRow) -> RowShape:
    told = {name: getattr(row, name) for name in RowShape.__dataclass_fields__ if name not in {"error", "notes"}}
    return RowShape(**told, error=_error(row.error), notes=tuple(row.notes or ()))


def _error(error: Mapping[str, Any] | None) -> RowError | None:
    if not error:
        return None
    problems = (Fault(str(one.get("path", "")), problem_text(one)) for one in error.get("problems", ()))
    return RowError(str(error.get("message", "")), str(error.get("hint", "")), tuple(problems))
