"""Lists of a run: the covering list that goes with the decisions, for printing and as a workbook, and the report of every row."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from docgen.batch.coverage import coverage_of
from docgen.batch.papers import paper_of
from docgen.batch.source import fault_text
from docgen.book_file.lines import plain
from docgen.check.output import lost
from docgen.docx.compose import Template, build_template, cell, each, each_row, join, p, row, section_properties, table
from docgen.docx.payload import NO_PAYLOAD
from docgen.docx.payload import PART as PAYLOAD_PART
from docgen.docx.settings import core_properties
from docgen.docx.text import lines as lines_of
from docgen.errors import CheckFailed
from docgen.kinds import kind_of
from docgen.standard import standard_on
from docgen.store.batch_rows import BatchRow, every_row
from docgen.store.batches import Batch, batch_of
from docgen.store.columns import today
from docgen.templates import CompiledTemplate
from docgen.vietnamese import dates

if TYPE_CHECKING:
    from sqlalchemy import Engine

_NUMBER, _BORN = "number", "born"


class _Column(NamedTuple):
    """A column of the covering list: what of a line stands in it, its head, its width on paper and in a workbook, its style."""

    value: str
    head: str
    width_mm: float
    width: int
    style: str


_COLUMNS = (
    _Column("place", "TT", 11, 6, "OBangGiua"),
    _Column(_NUMBER, "Số, ký hiệu", 29, 18, "OBangGiua"),
    _Column("name", "Họ và tên", 40, 32, "OBang"),
    _Column(_BORN, "Ngày sinh, tổ", 30, 16, "OBangGiua"),
    _Column("post", "Chức vụ", 29, 28, "OBang"),
)
_SIGNED = "Ký nhận"
_SIGNED_MM = 21
TITLE = "Danh sách văn bản kèm theo"
_STATES: Mapping[str, str] = {
    "waiting": "chưa làm",
    "reserved": "đã có số, chưa xong",
    "done": "đã tạo",
    "failed": "có lỗi",
    "left_out": "không thuộc diện",
    "void": "đã hủy",
    "replaced": "đã thay",
}
_REPORT = ("Hàng", "Họ và tên", "Kết quả", "Số", "Số, ký hiệu", "Tệp", "Lỗi hoặc lý do", "Việc cần làm", "Lưu ý", "SHA-256")
_REPORT_WIDTHS = (8, 28, 20, 8, 18, 34, 60, 40, 50, 20)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the covering list."""

    place: str
    number: str
    name: str
    post: str
    born: str = ""


def covering_lines(engine: Engine, batch_id: int) -> Iterator[Line]:
    """A line for each document that is issued, in their order."""
    for place, one in enumerate(every_row(engine, batch_id, ["done"]), 1):
        told = one.data.get("dang_vien")
        member = told if isinstance(told, Mapping) else {}
        born = str(member.get("ngay_sinh") or member.get("to_dang") or "")
        post = plain(str(member.get("chuc_vu_dang") or ""))
        yield Line(str(place), one.so_ky_hieu, plain(one.name), post, plain(born))


def covering_docx(engine: Engine, batch_id: int) -> bytes:
    """The covering list to print, with the proof of coverage below it."""
    day, batch = today(), batch_of(engine, batch_id)
    lines = list(covering_lines(engine, batch_id))
    proof = coverage_of(engine, batch_id).sentence
    columns = _columns(batch)
    shown = [{one.value: getattr(line, one.value) for one in columns} for line in lines]
    context = {
        "titles": _titles(batch),
        "lines": shown,
        "told": [proof] if proof else [],
        "day": dates.official(day),
        "ban_nhap": False,
    }
    return _filled(context, lines, _template(day, columns), day)


def _titles(batch: Batch) -> list[str]:
    """What is listed, of which year; whose, on a line of its own."""
    paper, unit = paper_of(batch.kind, batch.common.get("bien_the")), batch.common.get("co_quan")
    year = f" năm {batch.common['nam']}" if paper and batch.common.get("nam") else ""
    name = str(unit.get("ten") or "") if isinstance(unit, Mapping) else ""
    return [plain(line) for line in (f"{paper.listed if paper else 'văn bản kèm theo'}{year}", name) if line]


def _columns(batch: Batch) -> tuple[_Column, ...]:
    """Those that say something: papers without numbers have no column for them, those of no members none for a birthday."""
    left = set() if kind_of(batch.kind).the_loai else {_NUMBER}
    left |= set() if paper_of(batch.kind, batch.common.get("bien_the")) else {_BORN}
    return tuple(one for one in _COLUMNS if one.value not in left)


def _filled(context: Mapping[str, Any], lines: Sequence[Line], template: CompiledTemplate, day: dt.date) -> bytes:
    filled = template.fill(context)
    words = lines_of(filled["word/document.xml"].inspect("word/document.xml").words)
    typed = (("", (text,)) for line in lines for text in (line.name, line.number) if text)
    if faults := [f"không thấy trong danh sách: “{text[:80]}”" for _, text in lost(words, typed)]:
        raise CheckFailed(
            "Danh sách tạo ra không đạt:\n" + "\n".join(faults[:20]), hint="Báo lỗi này cho người làm chương trình."
        )
    made = {name: part.data for name, part in filled.items()}
    made[PAYLOAD_PART] = NO_PAYLOAD
    made["docProps/core.xml"] = core_properties(TITLE, "", day)
    return template.write(made)


@lru_cache(maxsize=4)
def _template(day: dt.date, columns: tuple[_Column, ...]) -> CompiledTemplate:
    rules = standard_on(day).format
    signed = sum(one.width_mm for one in _COLUMNS) + _SIGNED_MM - sum(one.width_mm for one in columns)
    widths = [*(one.width_mm for one in columns), signed]
    head = row(*(cell(one.width_mm, p("DauBang", one.head)) for one in columns), cell(signed, p("DauBang", _SIGNED)), header=True)
    cells = [cell(one.width_mm, p(one.style, f"{{{{ line.{one.value} }}}}")) for one in columns]
    body = join(
        p("TenLoai", "DANH SÁCH"),
        each("line in titles", p("TrichYeu", "{{ line }}")),
        p("GachNgang", "-----"),
        table(widths, head, each_row("line in lines", len(widths), row(*cells, cell(signed, p("OBang"))))),
        p("CachBang"),
        each("line in told", p("OBang", "{{ line }}")),
        p("OBang", "Danh sách lập {{ day }}."),
    )
    return CompiledTemplate(build_template(Template(body, section_properties(rules)), rules), TITLE, own=True)


def covering_xlsx(engine: Engine, batch_id: int) -> bytes:
    """The covering list as a workbook."""
    columns = _columns(batch_of(engine, batch_id))
    lines = ([getattr(line, one.value) for one in columns] for line in covering_lines(engine, batch_id))
    return _workbook(TITLE, [one.head for one in columns], [one.width for one in columns], lines)


def report_xlsx(engine: Engine, batch_id: int) -> bytes:
    """What became of every row, the replaced ones too: the sheet to work down when something went wrong."""
    batch = batch_of(engine, batch_id)
    states = [*_STATES]
    return _workbook(f"Lô {batch.id}", _REPORT, _REPORT_WIDTHS, (_reported(one) for one in every_row(engine, batch.id, states)))


def state_name(state: str) -> str:
    """A state of a row in words."""
    return _STATES.get(state, state)


def summary_of(batch: Batch) -> str:
    """The counts of a run in one sentence."""
    parts = [f"{batch.done} đã tạo", f"{batch.failed} có lỗi"]
    parts += [f"{batch.left_out} không thuộc diện hoặc đã có từ trước"] if batch.left_out else []
    parts += [f"{batch.void} đã hủy"] if batch.void else []
    return f"{batch.total} dòng: {', '.join(parts)}, {batch.waiting} chưa làm."


def _reported(one: BatchRow) -> Sequence[str]:
    so = "" if one.so is None else str(one.so)
    hint = str((one.error or {}).get("hint", ""))
    state = "đã có từ trước" if one.had_in else state_name(one.state)
    told = (str(one.sheet_row), one.name, state, so, one.so_ky_hieu, one.file)
    return (*told, fault_text(one.error), hint, "\n".join(one.notes or ()), one.sha256 or "")


def _workbook(title: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    bold, fill = Font(bold=True), PatternFill("solid", fgColor="FFF3EDE4")
    sheet.append([_cell(sheet, head, font=bold, fill=fill) for head in heads])
    wrap = Alignment(wrap_text=True, vertical="top")
    for values in rows:
        sheet.append([_cell(sheet, value, alignment=wrap) for value in values])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(sheet: Any, text: str, **look: Any) -> Any:
    """Text that stays text, whatever it begins with."""
    made = WriteOnlyCell(sheet, text or None)
    if text:
        made.data_type = "s"
        made.quotePrefix = text.startswith(("=", "+", "-", "@"))
    for name, value in look.items():
        setattr(made, name, value)
    return made
