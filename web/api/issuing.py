"""From data to the issued document, with the conditions of the pages: no error, no warning that nobody has looked at."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from docgen.check.finding import Finding, Severity
from docgen.errors import CheckFailed
from docgen.issuing import Order, issue_document
from docgen.register_rules import examine
from web.api.requests import Asked
from web.api.shapes import Code
from web.desk import store


class Wanted(Asked):
    """How to issue. `accept` names the rules whose warnings were looked at; `numbered` false leaves the number to the văn thư."""

    accept: Annotated[tuple[Code, ...], Field(max_length=200, strict=False)] = ()
    numbered: bool = True


def require_clean(order: Order, wanted: Wanted, *, from_example: bool = False) -> None:
    """Refuse data that does not fit, errors, warnings that were not accepted, and what can get no number but is to have one."""
    examined = examine(store(), order, numbered=wanted.numbered, from_example=from_example)
    if examined.obstacle is not None:
        raise examined.obstacle
    open_ones = [one for one in examined.findings if _stops(one, wanted)]
    if open_ones:
        raise CheckFailed(
            f"Chưa ban hành được, còn {len(open_ones)} điều phải sửa hoặc cân nhắc.",
            hint="Sửa lỗi [E]; cảnh báo [W] đã cân nhắc thì ghi mã quy tắc vào accept.",
            findings=open_ones,
        )


def issue(order: Order, wanted: Wanted) -> int:
    """Issue a draft; the id of the document. Again, the same id."""
    return issue_document(store(), order, numbered=wanted.numbered)


def _stops(found: Finding, wanted: Any) -> bool:
    return found.severity is Severity.ERROR or (found.severity is Severity.WARNING and found.rule not in wanted.accept)
