"""The proof that nobody was forgotten: how many are subject to assignment, how many have a decision, who is not and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen.store.batch_rows import BatchRow, every_row

if TYPE_CHECKING:
    from sqlalchemy import Engine

_NAMED = 10
"""So many persons are told by name; more are counted by reason."""


@dataclass(slots=True)
class Coverage:
    """Members subject to assignment, those whose decision is made, those who will have one; why others have none."""

    subject: int = 0
    assigned: int = 0
    coming: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """The proof in one sentence."""
        have, verb = (self.assigned, "đã được") if not self.coming else (self.assigned + self.coming, "sẽ được")
        said = f"{have}/{self.subject} đảng viên thuộc diện phân công {verb} giao nhiệm vụ"
        number = sum(self.left_out.values())
        if not number:
            return f"{said}; không có ai ngoài diện phân công."
        counted = [f"{count} {reason}" for reason, count in self.left_out.items()]
        return f"{said}; {number} người không thuộc diện: {'; '.join(self.names if number <= _NAMED else counted)}."


def coverage_of(engine: Engine, batch_id: int) -> Coverage:
    """The proof of a run as its ledger stands."""
    return _counted(every_row(engine, batch_id))


def _counted(rows: Iterable[BatchRow]) -> Coverage:
    found, annex = Coverage(), None
    for row in rows:
        if "phan_cong" in row.data:  # the one decision for all
            annex = row
        elif row.state == "left_out":
            reason = str((row.error or {}).get("message", ""))
            found.left_out[reason] = found.left_out.get(reason, 0) + 1
            if len(found.names) <= _NAMED:
                found.names.append(f"{row.name} ({reason})")
        elif row.state != "void":
            found.subject += 1
            found.assigned += row.state == "done"
            found.coming += row.state in {"waiting", "reserved"}
    if annex is not None and not found.assigned + found.coming:
        members = len(annex.data["phan_cong"])
        found.subject += members
        found.assigned += members if annex.state == "done" else 0
        found.coming += members if annex.state in {"waiting", "reserved"} else 0
    return found
