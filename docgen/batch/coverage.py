"""The proof that nobody was forgotten: how many are to have the paper of a run, how many have it, who is not and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen.batch.assigning import EXEMPT, UNREAD
from docgen.batch.papers import PAPERS, paper_of
from docgen.store.batch_rows import BatchRow, every_row
from docgen.store.batches import batch_of
from schemas.quyet_dinh_phan_cong import DienDangVien

if TYPE_CHECKING:
    from sqlalchemy import Engine

_NAMED = 10
"""So many persons are told by name; more are counted by reason."""


@dataclass(slots=True)
class Coverage:
    """Members who are to have the paper, those whose is made, those who will have one; why others have none.

    `kind` is that of the paper, empty for a run whose rows are no members; `exempt` are those who have one without duties;
    `before` those whom an earlier run has given theirs. `unread` are rows of which it is not known whom they are of, `wrong`
    those of which no paper can be made yet.
    """

    kind: str = ""
    subject: int = 0
    assigned: int = 0
    coming: int = 0
    exempt: int = 0
    before: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    unread: int = 0
    wrong: int = 0

    @property
    def sentence(self) -> str:
        """The proof in one sentence; empty for a run whose rows are no members."""
        if not (paper := PAPERS.get(self.kind)):
            return ""
        verb = "sẽ" if self.coming else "đã"
        said = f"{self.assigned + self.coming + self.before}/{self.subject} {paper.subject} {verb} {paper.has}"
        if self.before:
            said += f", trong đó {self.before} người đã có từ trước"
        if self.exempt:
            said += f", kể cả {self.exempt} đồng chí {EXEMPT} (không kèm nhiệm vụ)"
        faulty = [f"; {self.unread} hàng chưa đọc được"] if self.unread else []
        said += "".join([*faulty, f"; {self.wrong} hàng còn lỗi"] if self.wrong else faulty)
        number = sum(self.left_out.values())
        if not number:
            return f"{said}." if self.unread or self.wrong else f"{said}; {paper.nobody}."
        counted = [f"{count} {reason}" for reason, count in self.left_out.items()]
        return f"{said}; {number} {paper.others}: {'; '.join(self.names if number <= _NAMED else counted)}."


def coverage_of(engine: Engine, batch_id: int) -> Coverage:
    """The proof of a run as its ledger stands."""
    batch = batch_of(engine, batch_id)
    paper = paper_of(batch.kind, batch.common.get("bien_the"))
    return _counted(every_row(engine, batch_id), batch.kind if paper else "")


def _counted(rows: Iterable[BatchRow], kind: str) -> Coverage:
    found, annex = Coverage(kind), None
    for row in rows:
        if not row.sheet_row:  # the one decision for all
            annex = row
        elif row.had_in is not None:
            found.subject += 1
            found.before += 1
            found.exempt += _is_exempt(row)
        elif row.state == "left_out":
            reason = str((row.error or {}).get("message", ""))
            found.left_out[reason] = found.left_out.get(reason, 0) + 1
            if len(found.names) <= _NAMED:
                found.names.append(f"{row.name} ({reason})")
        elif row.state != "void":
            found.subject += 1
            found.assigned += row.state == "done"
            found.coming += row.state in {"waiting", "reserved"}
            found.exempt += _is_exempt(row)
            unread = (row.error or {}).get("message") == UNREAD
            found.unread += row.state == "failed" and unread
            found.wrong += row.state == "failed" and not unread
    if annex is not None and not found.assigned + found.coming + found.before:
        members = len(annex.data.get("phan_cong", ()))
        found.subject += members
        found.assigned += members if annex.state == "done" else 0
        found.coming += members if annex.state in {"waiting", "reserved"} else 0
    return found


def _is_exempt(row: BatchRow) -> bool:
    """Whether a member who is exempt has a paper all the same."""
    member = row.data.get("dang_vien")
    return isinstance(member, Mapping) and member.get("dien") == DienDangVien.MIEN and row.state != "failed"
