"""What the register has to say of a document before it takes its number: what no rule on the document alone can see.

The numbers of a series follow the days of its documents: practice of văn thư offices, so a breach warns and does not block.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docgen.check.finding import Finding, Severity
from docgen.issuing import Order, Plan
from docgen.pipeline import issuer_of
from docgen.store.book import neighbours, number_taken
from docgen.store.units import own_unit
from docgen.vietnamese.dates import short

if TYPE_CHECKING:
    from sqlalchemy import Engine

_DAY = "ngay_ban_hanh"


def remarks(engine: Engine, order: Order, planned: Plan | None) -> tuple[Finding, ...]:
    """What to weigh, or to mend, before `order` is issued as `planned`."""
    found = [*_unknown_unit(engine, order, planned), *_day_to_come(order)]
    if planned is not None and planned.line is not None and planned.so is not None:
        found += [*_taken(engine, planned), *_days_out_of_order(engine, order, planned)]
    return tuple(found)


def _unknown_unit(engine: Engine, order: Order, planned: Plan | None) -> Iterator[Finding]:
    """A slip in the name of the unit would begin a second register beside the first."""
    if planned is None or planned.line is None or planned.line.unit_id or own_unit(engine) is None:
        return
    yield Finding(
        "S-01",
        Severity.WARNING,
        f"“{issuer_of(order.document)}” chưa có trong danh sách đơn vị; tạo văn bản sẽ mở sổ số mới cho đơn vị này.",
        "co_quan.ten",
        "Tên cơ quan ban hành",
        "Sửa tên cho đúng đơn vị của mình, hoặc thêm đơn vị ở trang Thiết lập.",
    )


def _day_to_come(order: Order) -> Iterator[Finding]:
    day = order.document.ngay_ban_hanh
    if day > dt.datetime.now().astimezone().date():
        said = f"Ngày ban hành {short(day)} ở sau hôm nay."
        yield Finding("S-02", Severity.WARNING, said, _DAY, "Ngày ban hành", "Xem lại ngày, hoặc đợi đến ngày đó rồi lấy số.")


def _taken(engine: Engine, planned: Plan) -> Iterator[Finding]:
    if planned.line is not None and planned.is_given and (taken := number_taken(engine, planned.line, planned.so or 0)):
        said = f"Số {planned.so} đã có trong sổ: {taken.so_ky_hieu or taken.so}, {taken.title}."
        yield Finding("S-03", Severity.ERROR, said, "so", "Số văn bản", "Xóa số trong biểu mẫu để lấy số tiếp theo.")


def _days_out_of_order(engine: Engine, order: Order, planned: Plan) -> Iterator[Finding]:
    if planned.line is None or planned.so is None:
        return
    day = order.document.ngay_ban_hanh
    before, after = neighbours(engine, planned.line, planned.so)
    wrong = [(before, "trước")] if before and before.ngay and day < before.ngay else []
    wrong += [(after, "sau")] if after and after.ngay and day > after.ngay else []
    for other, word in wrong:
        said = f"Số {planned.so} có ngày {short(day)}, {word} ngày {short(other.ngay or day)} của {other.so_ky_hieu}."
        advice = "Số lớn hơn thì ngày không sớm hơn; xem lại ngày."
        yield Finding("S-04", Severity.WARNING, said, _DAY, "Ngày ban hành", advice)
