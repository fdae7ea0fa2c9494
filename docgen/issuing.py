"""From a finished draft to an issued document: number, file and register, together or not at all.

A number is either the next of its series, one that the paper already bears, or left open for the văn thư to write by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zlib import crc32

from docgen.errors import ConflictError, UsageError
from docgen.final import Final, final_of, numbered
from docgen.kinds import Kind
from docgen.messages import validate
from docgen.pipeline import Generated, generate, issuer_of, require_issuable
from docgen.record import PROMULGATED, numbered_part
from docgen.store.book import Entry, enter_late, enter_other
from docgen.store.columns import today
from docgen.store.documents import document_of_draft, document_of_number, keep_document
from docgen.store.new_document import NewDocument
from docgen.store.numbers import Reservation, Series, issue, next_number, release, reserve, reuse, series_of, unissued
from docgen.store.units import Unit, all_units, save_unit
from docgen.template_in_use import template_in_use
from docgen.templates import CompiledTemplate, shipped_template
from docgen.vietnamese.names import loose_key, without_marks

if TYPE_CHECKING:
    from sqlalchemy import Engine

_WORD = re.compile("[a-z0-9]+")
_BY_HAND = "Số do người soạn ghi sẵn"


class Numbering(StrEnum):
    """Where the number comes from."""

    NEXT = "lay"
    GIVEN = "da_co"
    OPEN = "de_trong"


@dataclass(frozen=True, slots=True)
class Plan:
    """What issuing would do. `so` is the number it would bear, None where it bears none; `jumps` are numbers passed over."""

    numbering: Numbering
    line: Series | None
    so: int | None = None
    jumps: int = 0

    @property
    def is_given(self) -> bool:
        """Whether the paper already bears the number."""
        return self.numbering is Numbering.GIVEN


@dataclass(frozen=True)
class Order:
    """A document to be issued: its data as the engine reads it, its kind, who issues it, the draft it comes from.

    `validated` is the document that the data describes, where somebody has validated it already; `is_reviewed`: the rules found
    nothing in it that blocks. Without a `template` it is made with the one in use.
    """

    data: Mapping[str, Any]
    kind: Kind
    by: str
    draft_id: int | None = None
    template: CompiledTemplate | None = None
    validated: Any = None
    is_reviewed: bool = False

    @cached_property
    def document(self) -> Any:
        """The validated document; `DataError` when the data is none."""
        return self.validated if self.validated is not None else validate(self.data, self.kind)


def plan(engine: Engine, order: Order) -> Plan:
    """What issuing it would do now; nothing is taken, nothing is stored."""
    return _plan(engine, order, _unit(engine, order.document))


def issue_document(engine: Engine, order: Order, *, numbered: bool = True) -> int:
    """Issue it; the id of the document. The same draft again gives the same id.

    `numbered` false leaves the number open. Raises what `generate` raises; a number that was taken for it is then given back.
    """
    if order.draft_id is not None and (known := document_of_draft(engine, order.draft_id)) is not None:
        return known
    unit = _kept_unit(engine, order.document, by=order.by)
    if not numbered:
        _require_open(order.document)
        return keep_document(engine, _made(engine, order, unit.id)[0], by=order.by)
    wanted = _plan(engine, order, unit)
    if wanted.line is None:
        return keep_document(engine, _made(engine, order, unit.id)[0], by=order.by)
    if wanted.numbering is Numbering.NEXT:
        return _issue_with(engine, reserve(engine, wanted.line, by=order.by, draft_id=order.draft_id), order)
    return _issue_given(engine, wanted, order)


def draft(engine: Engine, data: Mapping[str, Any], kind: Kind) -> Generated:
    """The draft, made with the template that the document will be issued with."""
    variant = data.get("bien_the") or next(iter(kind.variants))
    return generate(data, kind, draft=True, template=template_in_use(engine, kind, str(variant)))


def series_for(engine: Engine, document: Any, kind: Kind, *, by: str) -> tuple[int, Series | None]:
    """The unit that issues the document, stored if it is new, and the series that numbers it; none for a kind without numbers."""
    unit = _kept_unit(engine, document, by=by)
    return unit.id, _line(document, kind, unit)


def is_given(document: Any) -> bool:
    """Whether the document already bears a number."""
    return getattr(numbered_part(document)[1], "so", None) is not None


def _require_open(document: Any) -> None:
    if is_given(document):
        raise UsageError("Văn bản đã ghi số nên không thể để trống số.", hint="Xóa số trong biểu mẫu, hoặc ghi số đó vào sổ.")


def _plan(engine: Engine, order: Order, unit: Unit) -> Plan:
    line = _line(order.document, order.kind, unit)
    if line is None:
        return Plan(Numbering.OPEN, None)
    following = next_number(engine, line, draft_id=order.draft_id)
    given = getattr(numbered_part(order.document)[1], "so", None)
    if given is None or given == following:
        return Plan(Numbering.NEXT, line, following)
    return Plan(Numbering.GIVEN, line, given, jumps=max(given - following, 0))


def _line(document: Any, kind: Kind, unit: Unit) -> Series | None:
    """The series that gives a document its number; None for a kind without numbers."""
    (*owner, _), _ = numbered_part(document)
    the_loai = PROMULGATED if owner else kind.the_loai_of(document.bien_the)
    if the_loai is None:
        return None
    term = getattr(document.co_quan, "nhiem_ky", None)
    named = f"{term.tu} - {term.den}" if term else (unit.nhiem_ky or "")
    return series_of(the_loai, unit_id=unit.id, term=named, congress=bool(getattr(document, "ten_dai_hoi", None)))


def _unit(engine: Engine, document: Any) -> Unit:
    """The unit that issues it, by its name. One that the store does not know has the id 0; the first of all is the own one."""
    name, known = issuer_of(document), all_units(engine)
    found = next((unit for unit in known if loose_key(unit.ten) == loose_key(name)), None)
    return found or _new_unit(document, name, own=not known)


def _kept_unit(engine: Engine, document: Any, *, by: str) -> Unit:
    """The same, stored. Of two who add it at once the second finds what the first has stored: both give it the same code."""
    unit = _unit(engine, document)
    if unit.id:
        return unit
    try:
        return replace(unit, id=save_unit(engine, unit, by=by))
    except ConflictError:
        return _unit(engine, document)


def _new_unit(document: Any, name: str, *, own: bool) -> Unit:
    body = getattr(document, "co_quan", None)
    code = f"{'-'.join(_WORD.findall(without_marks(name).lower()))[:30]}-{crc32(loose_key(name).encode()):08x}"
    unit = Unit(code, name, "", own=own, dia_danh=getattr(document, "dia_danh", None))
    if body is None:
        return unit
    above = {"cap_tren": body.cap_tren, "cap_uy_cap_tren": body.cap_uy_cap_tren}
    return replace(unit, loai=body.loai.value, ky_hieu=body.ky_hieu, **above)


def _issue_with(engine: Engine, reserved: Reservation, order: Order) -> int:
    """Make the document with the number that was taken for it."""
    try:
        made, number = _made(engine, _numbered(order, reserved.so), reserved.series.unit_id)
    except BaseException:
        release(engine, reserved, by=order.by)
        raise
    return issue(engine, reserved, made, number, by=order.by)


def _numbered(order: Order, so: int) -> Order:
    """The order with its number, in the data and in the document."""
    data, document = numbered(order.data, order.document, so)
    return replace(order, data=data, validated=document)


def _issue_given(engine: Engine, wanted: Plan, order: Order) -> int:
    """A number that the paper already bears: one that waits in the register, one that fills a gap, one from elsewhere."""
    if wanted.line is None or wanted.so is None:
        raise UsageError("Chưa có số.", hint="Ghi số, hoặc để trống để lấy số tiếp theo.")
    waiting = (one for one in unissued(engine) if (one.series, one.so, one.suffix) == (wanted.line, wanted.so, ""))
    if found := next(waiting, None):
        return _issue_with(engine, reuse(engine, found.id, by=order.by, draft_id=order.draft_id), order)
    made, number = _made(engine, order, wanted.line.unit_id)
    if not wanted.jumps and made.ngay > today():
        raise UsageError(
            f"Số {wanted.so} nhỏ hơn số tiếp theo của sổ mà ngày văn bản ở sau hôm nay.",
            hint="Để trống số để lấy số tiếp theo, hoặc sửa ngày văn bản.",
        )
    entry = Entry(wanted.so, number, made.ngay, made.title, _BY_HAND, "", made.nguoi_ky, made.noi_nhan, made)
    if wanted.jumps:
        entered = enter_other(engine, wanted.line, entry, system=_BY_HAND, by=order.by)
    else:
        entered = enter_late(engine, wanted.line, entry, by=order.by)
    return document_of_number(engine, entered)


def _made(engine: Engine, order: Order, unit_id: int) -> tuple[NewDocument, str]:
    """The file with what the archive knows it by, and its number as it is printed."""
    document = order.document
    template = order.template or template_in_use(engine, order.kind, document.bien_the)
    template = template or shipped_template(order.kind.template_of(document.bien_the))
    if not order.is_reviewed:
        require_issuable(document, order.kind)
    return final_of(Final(document, order.data, order.kind, unit_id, order.draft_id), template, template.sha256)
