"""The duty catalogue: sentences a form proposes when duties are assigned to members."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from .values import Frozen, Items

_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class Duty(Frozen):
    """One duty line. Texts hold slots as `{{ten_dang_uy}}`, to be filled in by the user."""

    ma: str
    viec: str
    san_pham: str
    han: str
    dieu_kien: str | None = None
    """When the line applies at all ("kiêm trưởng thôn/tổ trưởng dân phố"); None = always."""
    tu_nguyen: bool = False
    """True: voluntary, for members exempt from work and meetings."""

    @property
    def slots(self) -> tuple[str, ...]:
        """Names of the slots in the order they are met, each once."""
        return tuple(dict.fromkeys(_SLOT.findall(f"{self.viec} {self.san_pham} {self.han}")))


class DutyGroup(Frozen):
    """The lines of one role or one group of members."""

    id: str
    ten: str
    ghi_chu: str = ""
    ca_nhan: bool = True
    """False: duties of a collective (chi ủy), not for a decision on one person."""
    mac_dinh: Items[str]
    """Codes a form proposes first."""
    mang_phu_trach: Items[str] = ()
    """Fields of work to choose from (members of the chi ủy)."""
    nhiem_vu: Items[Duty]

    @property
    def defaults(self) -> tuple[Duty, ...]:
        """The lines a form proposes first."""
        by_code = {duty.ma: duty for duty in self.nhiem_vu}
        return tuple(by_code[ma] for ma in self.mac_dinh)


class DutyField(Frozen):
    """One of the seven fields offered with every duty line."""

    ma: str
    nhan: str
    bat_buoc: bool
    mac_dinh: str | None = None


class ClearRule(Frozen):
    """One of the "6 rõ" and how to check it."""

    ma: str
    ten: str
    kiem: str


class DutyCatalogue(Frozen):
    """The whole catalogue. `basis` are ids of the register of legal bases, `slots` the label of each slot."""

    as_of: dt.date
    basis: Items[str]
    style_rules: Items[str]
    fields: Items[DutyField]
    sau_ro: Items[ClearRule]
    slots: dict[str, str]
    roles: dict[str, DutyGroup]
    groups: dict[str, DutyGroup]

    def all_groups(self) -> Iterator[tuple[str, DutyGroup]]:
        """Yield every role, then every group, with its path in the file."""
        yield from ((f"roles.{name}", group) for name, group in self.roles.items())
        yield from ((f"groups.{name}", group) for name, group in self.groups.items())

    @cached_property
    def lines(self) -> Mapping[str, Duty]:
        """Every duty line by its code."""
        return {duty.ma: duty for _, group in self.all_groups() for duty in group.nhiem_vu}

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong between the entries, each with its path in the file."""
        seen: dict[str, str] = {}
        for path, group in self.all_groups():
            known = {duty.ma for duty in group.nhiem_vu}
            yield from ((f"{path}.mac_dinh", f"không có nhiệm vụ {ma}") for ma in group.mac_dinh if ma not in known)
            for duty in group.nhiem_vu:
                yield from self._line_faults(f"{path}.nhiem_vu.{duty.ma}", duty, seen)
        used = {slot for duty in self.lines.values() for slot in duty.slots}
        yield from ((f"slots.{slot}", "không nhiệm vụ nào dùng") for slot in self.slots if slot not in used)

    def _line_faults(self, path: str, duty: Duty, seen: dict[str, str]) -> Iterator[tuple[str, str]]:
        if duty.ma in seen:
            yield path, f"mã đã dùng ở {seen[duty.ma]}"
        seen[duty.ma] = path
        yield from ((path, f"không có chỗ trống {slot}") for slot in duty.slots if slot not in self.slots)
        if any(brace in _SLOT.sub("", f"{duty.viec}{duty.san_pham}{duty.han}") for brace in "{}"):
            yield path, "dấu ngoặc nhọn không thành cặp {{tên}}"
