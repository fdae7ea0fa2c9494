"""What is to be done with a document once it is issued: by when, with which seal, to whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from docgen.check.registry import content_rules
from docgen.errors import DataError
from docgen.kinds import Kind
from docgen.messages import validate
from docgen.vietnamese.dates import short
from schemas.ban_cam_ket import CamKetHangNam

_RULE_OF_DEADLINE = "R-43"
_DEADLINE = dt.timedelta(days=2)
"""Kết quả sinh hoạt is issued within 02 days (Hướng dẫn 42-HD/BTCTW)."""


@dataclass(frozen=True, slots=True)
class Steps:
    """`deadline` is empty where none holds; `recipients` are as the document lists them.

    `member` signs a paper of his or her own, which is then confirmed and sent to nobody.
    """

    deadline: str = ""
    two_sided: bool = False
    recipients: tuple[str, ...] = ()
    member: str = ""


def steps_of(data: Any, kind: Kind) -> Steps:
    """What follows from the facts of a document; of facts that an older program wrote and this one does not read, nothing."""
    try:
        document = validate(data, kind)
    except DataError:
        return Steps()
    recipients = tuple(getattr(document, "noi_nhan", ()))
    member = document.dang_vien.ho_ten if isinstance(document, CamKetHangNam) else ""
    return Steps(deadline(document), bool(getattr(document, "in_hai_mat", False)), recipients, member)


def deadline(document: Any) -> str:
    """The last day on which what a meeting decided may be issued, where the rule on it holds."""
    meeting = getattr(document, "cuoc_hop", None)
    if meeting is None or not content_rules()[_RULE_OF_DEADLINE].holds(document.ngay_ban_hanh):
        return ""
    return short(meeting.ngay + _DEADLINE)
