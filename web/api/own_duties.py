"""Duty lines that the office has added to the shipped catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from docgen.standard import duties
from docgen.store import duty_lines as kept
from docgen.store.duty_lines import OwnDuty
from docgen.store.users import Role
from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import Line, Name
from web.desk import store, who

_LINES, _LINE = "/own/duty-lines", "/own/duty-lines/<int:duty_id>"
_GROUPS = [group.id for _path, group in duties().all_groups() if group.ca_nhan]
Group = Annotated[str, Field(pattern=f"^(?:{'|'.join(_GROUPS)})$", json_schema_extra={"enum": _GROUPS})]


class DutyAsked(Asked):
    """A sentence to offer; `nhom` is the role or group it belongs to. One that is not active is kept and not offered."""

    nhom: Group
    viec: Name
    san_pham: Line | None = None
    han: Line | None = None
    active: bool = True


class DutiesAsked(Asked):
    """Which lines: those that are offered, or `everything`."""

    everything: bool = False


@operation("GET", _LINES, "Nhiệm vụ mẫu đơn vị tự thêm", query=DutiesAsked, answer=tuple[OwnDuty, ...])
def everything(query: DutiesAsked) -> tuple[OwnDuty, ...]:
    """The lines in the order they were added."""
    return kept.all_duties(store(), everything=query.everything)


@operation("POST", _LINES, "Thêm nhiệm vụ mẫu", role=Role.ISSUES, body=DutyAsked, answer=OwnDuty, status=201, says_no=(400, 422))
def add(body: DutyAsked) -> OwnDuty:
    """A new line."""
    return show(kept.save_duty(store(), OwnDuty(**body.model_dump()), by=who()))


@operation("GET", _LINE, "Một nhiệm vụ mẫu", answer=OwnDuty, says_no=(404,))
def show(duty_id: int) -> OwnDuty:
    """One line."""
    return kept.duty_of(store(), duty_id)


@operation("PUT", _LINE, "Sửa nhiệm vụ mẫu", role=Role.ISSUES, body=DutyAsked, answer=OwnDuty, says_no=(400, 404, 422))
def change(duty_id: int, body: DutyAsked) -> OwnDuty:
    """All of a line anew."""
    return show(kept.save_duty(store(), OwnDuty(id=show(duty_id).id, **body.model_dump()), by=who()))


@operation("DELETE", _LINE, "Thôi đưa ra nhiệm vụ mẫu", role=Role.ISSUES, status=204, says_no=(404,))
def remove(duty_id: int) -> None:
    """Offer it no longer; the entry stays and can be made active again."""
    kept.save_duty(store(), replace(show(duty_id), active=False), by=who())
