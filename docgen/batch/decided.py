"""Which decision each member was given: what a notice or a bản cam kết made of the same list cites, of each person another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docgen.batch.again import alike, member_in, runs_alike
from docgen.batch.papers import DECISION
from docgen.check.content.facts import key as loose_key
from docgen.store.batch_given import all_given

if TYPE_CHECKING:
    from sqlalchemy import Engine

NUMBER = "so_quyet_dinh"
"""What common facts may name in double braces of the decision of each member."""
DECIDED = f"{{{{{NUMBER}}}}}"
NO_NUMBER = f"chưa có số và ký hiệu; mỗi người một quyết định đã tạo ở đây thì ghi {DECIDED}, số ghi tay thì ghi như “…-QĐ/CB”"
_NAMED = re.compile(r"\{\{\s*" + NUMBER + r"\s*\}\}")


class Decided:
    """The numbers of decisions of the year and the chi bộ of these common facts; looked up when the first is asked for."""

    def __init__(self, engine: Engine, common: Mapping[str, Any]) -> None:
        """Look up nothing yet."""
        self._engine, self._common = engine, common

    @cached_property
    def _by_name(self) -> Mapping[str, list[tuple[str, Mapping[str, Any]]]]:
        found = defaultdict(list)
        for one in all_given(self._engine, runs_alike(self._engine, DECISION.kind.code, self._common)):
            if one.so is not None:
                found[one.whose].append((one.so_ky_hieu, member_in(one.data)))
        return found

    def number_of(self, member: Mapping[str, Any]) -> str:
        """The number of the newest decision of a member as papers name him or her; empty where none can be told to be theirs."""
        unsure = []
        for number, other in self._by_name.get(loose_key(str(member.get("ho_ten") or "")), ()):
            same = alike(member, other).values()
            if True in same:
                return number
            if False not in same:
                unsure.append(number)
        return unsure[0] if len(unsure) == 1 else ""


def cites_decision(common: Mapping[str, Any]) -> bool:
    """Whether each paper is to cite the decision of its member."""
    cited = common.get("van_ban")
    return isinstance(cited, Mapping) and _NAMED.search(str(cited.get("so_ky_hieu") or "")) is not None


def lacks_number(cited: Any) -> bool:
    """Whether a document is cited without its number: hundreds of papers would say “Quyết định, ngày …”."""
    return isinstance(cited, Mapping) and bool(cited) and not cited.get("so_ky_hieu")
