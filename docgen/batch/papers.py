"""What each member of one roster may be given: a decision, a bản cam kết, a thông báo; from the same list and the same duties.

A paper is a variant whose document has a member (`dang_vien`) with duties (`co_dinh`, `mo`). A new one is one more line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docgen.kinds import KINDS, Kind

PROBE: Mapping[str, Any] = {"dang_vien": {"ho_ten": "Nguyễn Văn An"}, "co_dinh": [{"viec": "Thử"}]}
"""A member with a duty: with them the facts that all papers share can be judged before anybody's."""
_OF_ROW = frozenset({"dang_vien", "co_dinh", "mo"})


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper for each member. `for_all`: members who are exempt get one too, without duties (R-23).

    `name` is what it is called, `of_row` are the fields that are nobody else's: never common; `one_may_say` are common ones
    that whoever has to say them may say in the row that lacks them. The rest is how the proof of coverage speaks of it: of whom,
    what they have or will have, and who has none. `listed` heads the list of those who have it.
    """

    kind: Kind
    variant: str
    name: str
    subject: str
    has: str
    others: str
    nobody: str
    listed: str
    for_all: bool = False
    of_row: frozenset[str] = _OF_ROW
    one_may_say: frozenset[str] = frozenset()

    @property
    def never_common(self) -> frozenset[str]:
        """What each member's paper has its own of: it is left out of the common facts, and told."""
        return self.of_row | {"so"}


DECISION = Paper(
    KINDS["quyet-dinh-phan-cong"],
    "ca_nhan",
    "quyết định",
    "đảng viên thuộc diện phân công",
    "được giao nhiệm vụ",
    "người không thuộc diện",
    "không có ai ngoài diện phân công",
    "đảng viên được giao quyết định phân công nhiệm vụ",
)
COMMITMENT = Paper(
    KINDS["ban-cam-ket"],
    "hang_nam",
    "bản cam kết",
    "đảng viên thuộc diện cam kết",
    "có bản cam kết",
    "người không cam kết ở chi bộ này",
    "không có ai ngoài diện cam kết",
    "đảng viên có bản cam kết",
    for_all=True,
    of_row=_OF_ROW | {"nhiem_vu_khac", "han_che"},
    one_may_say=frozenset({"xac_nhan_thay", "van_ban"}),
)
NOTICE = Paper(
    KINDS["thong-bao"],
    "phan_cong",
    "thông báo",
    "đảng viên thuộc diện phân công",
    "được thông báo nhiệm vụ",
    "người không thuộc diện",
    "không có ai ngoài diện phân công",
    "đảng viên được thông báo nhiệm vụ",
    one_may_say=frozenset({"van_ban"}),
)
PAPERS: Mapping[str, Paper] = {paper.kind.code: paper for paper in (DECISION, COMMITMENT, NOTICE)}


def paper_of(kind: str, variant: object = None) -> Paper | None:
    """The paper that a run of this kind gives each member; None where each row of the list is a document of its own.

    Without `variant` the paper of the kind. How many decisions are made is said in the facts, so its variant is not asked.
    """
    found = PAPERS.get(kind)
    return found if found is DECISION or not variant or (found and variant == found.variant) else None
