"""The number that the văn thư writes by hand on a document issued with its number left open: from the paper into the register.

The stored file and its facts stay as they were issued; only the register learns the number.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docgen.context import prepare
from docgen.errors import RegisterError, UsageError
from docgen.issuing import Order, plan
from docgen.kinds import KINDS, Kind
from docgen.record import PROMULGATED, numbered_part, printed_number
from docgen.store.book import Entry, book_row, enter_by_hand
from docgen.store.documents import Document, document_with
from docgen.vietnamese.dates import short

if TYPE_CHECKING:
    from sqlalchemy import Engine

_REASON = "Số ghi tay trên bản giấy"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class HandNumber:
    """What stands on the paper: the number, the letter of one put in between (15a), the day.

    `duplicate` says that another paper of the book really bears the same number.
    """

    so: int
    ngay: dt.date
    suffix: str = ""
    duplicate: bool = False


def waits_for_number(engine: Engine, document: Document) -> bool:
    """Whether the document takes a number and has none, neither printed nor in the register."""
    kind = KINDS.get(document.listed.kind)
    takes = kind is not None and kind.the_loai_of(document.listed.variant) is not None
    return takes and not document.listed.so_ky_hieu and book_row(engine, document_id=document.listed.id) is None


def enter_hand_number(engine: Engine, document_id: int, written: HandNumber, *, by: str) -> int:
    """Enter it in the register, in the series that would have given the number; the id of the number."""
    document = document_with(engine, document_id)
    listed = document.listed
    if not waits_for_number(engine, document):
        said = f"đã mang số {listed.so_ky_hieu}" if listed.so_ky_hieu else "không lấy số"
        raise RegisterError(f"Văn bản này {said}.", hint="Chỉ ghi số cho văn bản ban hành với số để trống.")
    kind = KINDS[listed.kind]
    order = Order(document.data, kind, by)
    _require_day(order.document, written.ngay)
    line = plan(engine, order).line
    if line is None:
        raise RegisterError("Văn bản này không lấy số.", hint="Chỉ ghi số cho văn bản ban hành với số để trống.")
    printed = _as_printed(order.document, kind, written)
    given = (written.so, printed, written.ngay, listed.title, _REASON, written.suffix, listed.nguoi_ky, document.noi_nhan)
    entry = Entry(*given, document_id=listed.id)
    return enter_by_hand(engine, replace(line, unit_id=listed.unit_id), entry, by=by, duplicate=written.duplicate)


def _require_day(document: Any, day: dt.date) -> None:
    """The day is the one that the file prints; where it leaves the day open, a day of the month that it prints."""
    printed = document.ngay_ban_hanh
    if document.de_trong_ngay and (day.year, day.month) == (printed.year, printed.month):
        return
    if day != printed:
        said = f"tháng {printed.month}/{printed.year}" if document.de_trong_ngay else f"ngày {short(printed)}"
        raise UsageError(f"Văn bản in {said}, khác ngày {short(day)}.", hint="Ghi ngày như trên bản giấy.")


def _as_printed(document: Any, kind: Kind, written: HandNumber) -> str:
    """The number with the symbol that the document prints behind the gap: 15a-NQ/CB."""
    (*owner, _), part = numbered_part(document)
    numbered = part.model_copy(update={"so": written.so})
    whole = document.model_copy(update={PROMULGATED: numbered}) if owner else numbered
    line = printed_number(whole, prepare(whole, kind))
    return _DIGITS.sub(lambda found: found[0] + written.suffix, line, count=1)
