"""What the register has to say of a document before it takes its number: what no rule on the document alone can see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.check.finding import Finding, Severity
from docgen.check.registry import Hit, Rule
from docgen.check.run import in_order, review
from docgen.errors import UsageError
from docgen.issuing import Order, Plan, plan
from docgen.messages import label
from docgen.pipeline import issuer_of
from docgen.store.book import neighbours, number_taken
from docgen.store.columns import today
from docgen.store.units import own_unit
from docgen.vietnamese.dates import short

if TYPE_CHECKING:
    from sqlalchemy import Engine

_DAY = "ngay_ban_hanh"
_PRACTICE = "Thực tế văn thư"


@dataclass(frozen=True, slots=True)
class Look:
    """What these rules judge: the document to be issued, how it would be numbered, whether its draft began as an example."""

    engine: Engine
    order: Order
    plan: Plan | None
    from_example: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """What stands between a document and its issue. `obstacle` is why no number can be given; `plan` is then None."""

    plan: Plan | None
    obstacle: UsageError | None
    findings: tuple[Finding, ...]


def examine(engine: Engine, order: Order, *, numbered: bool = True, from_example: bool = False) -> Examined:
    """All that rules on content and on the register say of it; `numbered` false: it is to be issued with its number left open.

    `DataError` when its data is no document.
    """
    planned, obstacle = None, None
    try:
        planned = plan(engine, order) if numbered else None
    except UsageError as error:
        obstacle = error
    look = Look(engine, order, planned, from_example)
    found = (*review(order.document, order.kind), *_remarks(look))
    return Examined(planned, obstacle, in_order(found))


def _remarks(look: Look) -> Iterator[Finding]:
    document = look.order.document
    for rule in REGISTER_RULES.values():
        for hit in rule.judge(look):
            place = label(hit.path.split("."), type(document))
            yield Finding(rule.id, rule.severity, hit.message, hit.path, place, hit.fix, rule.clause)


def _unknown_unit(look: Look) -> Iterator[Hit]:
    """Tên cơ quan ban hành chưa có trong danh sách đơn vị.

    Mỗi cơ quan có sổ số riêng. Gõ nhầm tên đơn vị thì chương trình mở thêm một sổ bên cạnh sổ đang dùng, số lại bắt đầu từ 1.
    """
    if look.plan is None or look.plan.line is None or look.plan.line.unit_id or own_unit(look.engine) is None:
        return
    said = f"“{issuer_of(look.order.document)}” chưa có trong danh sách đơn vị; tạo văn bản sẽ mở sổ số mới cho đơn vị này."
    yield Hit("co_quan.ten", said, "Sửa tên cho đúng đơn vị của mình, hoặc thêm đơn vị ở trang Thiết lập.")


def _day_to_come(look: Look) -> Iterator[Hit]:
    """Ngày ban hành ở sau hôm nay.

    Ngày ban hành là ngày ký. Văn bản lấy số trước ngày ký thì số lớn có thể mang ngày sớm hơn số nhỏ.
    """
    day = look.order.document.ngay_ban_hanh
    if day > today():
        yield Hit(_DAY, f"Ngày ban hành {short(day)} ở sau hôm nay.", "Xem lại ngày, hoặc đợi đến ngày đó rồi lấy số.")


def _taken(look: Look) -> Iterator[Hit]:
    """Số ghi sẵn đã cấp cho văn bản khác, hoặc đã hủy.

    Văn bản được đánh số liên tục, mỗi số một văn bản; số đã hủy cũng không cấp lại.
    """
    planned = look.plan
    if planned is None or planned.line is None or planned.so is None or not planned.is_given:
        return
    if taken := number_taken(look.engine, planned.line, planned.so):
        said = f"Số {planned.so} đã có trong sổ: {taken.so_ky_hieu or taken.so}, {taken.title}."
        yield Hit("so", said, "Xóa số trong biểu mẫu để lấy số tiếp theo.")


def _days_out_of_order(look: Look) -> Iterator[Hit]:
    """Ngày không theo thứ tự của số.

    Trong một dãy, số lớn hơn có ngày bằng hoặc muộn hơn. Văn bản lấy số trước mà ngày sau là dấu hiệu ghi nhầm ngày.
    """
    planned, day = look.plan, look.order.document.ngay_ban_hanh
    if planned is None or planned.line is None or planned.so is None:
        return
    before, after = neighbours(look.engine, planned.line, planned.so)
    wrong = [(before, "trước")] if before and before.ngay and day < before.ngay else []
    wrong += [(after, "sau")] if after and after.ngay and day > after.ngay else []
    for other, word in wrong:
        said = f"Số {planned.so} có ngày {short(day)}, {word} ngày {short(other.ngay or day)} của {other.so_ky_hieu}."
        yield Hit(_DAY, said, "Số lớn hơn thì ngày không sớm hơn; xem lại ngày.")


def _from_example(look: Look) -> Iterator[Hit]:
    """Bản nháp bắt đầu từ ví dụ của chương trình.

    Tên người và sự việc trong ví dụ đều hư cấu; để sót lại một chỗ thì văn bản sai sự thật.
    """
    if look.from_example:
        said = "Bản nháp này bắt đầu từ ví dụ; tên người, nội dung trong ví dụ đều hư cấu."
        yield Hit("co_quan.ten", said, "Đọc lại từng mục; mục nào còn của ví dụ thì thay bằng của đơn vị mình.")


_ALL = (
    Rule("S-01", "Cơ quan ban hành có trong danh sách đơn vị", Severity.WARNING, _PRACTICE, "P", _unknown_unit),
    Rule("S-02", "Ngày ban hành không ở sau hôm nay", Severity.WARNING, _PRACTICE, "P", _day_to_come),
    Rule("S-03", "Một số chỉ cấp cho một văn bản", Severity.ERROR, "HD 36, mục 1.3", "A", _taken),
    Rule("S-04", "Ngày theo thứ tự của số", Severity.WARNING, _PRACTICE, "P", _days_out_of_order),
    Rule("S-05", "Văn bản không mang nội dung của ví dụ", Severity.WARNING, _PRACTICE, "P", _from_example),
)
REGISTER_RULES: Mapping[str, Rule] = {rule.id: rule for rule in _ALL}
"""The rules that need the register, by id."""
