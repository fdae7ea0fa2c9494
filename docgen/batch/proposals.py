"""Which duties the catalogue gives a member whose roster row names none: those of position and group, and the office's own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from docgen.reading import read_data
from docgen.roster.positions import in_full
from docgen.standard import duties
from docgen.standard.catalogue import Duty
from docgen.store.duty_lines import OwnDuty
from docgen.vietnamese import dates
from docgen.vietnamese.names import loose_key
from schemas.document import LoaiCoQuan
from schemas.giao_viec import GiaoViec
from schemas.roster import NguoiTrongDanhSach

EVERYBODY = "dang_vien_chung"
_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")

Line = Mapping[str, Any]
"""One duty as data: `viec`, `san_pham`, `han`, …"""


@dataclass(slots=True)
class Proposed:
    """Duties, and the labels of the slots for want of which others were left out; of duties asked for by code, that in words."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    missing: dict[str, None] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


class Catalogue:
    """The shipped catalogue and the office's own lines, with the slots that are the same for everybody filled in."""

    def __init__(self, facts: GiaoViec, common: Mapping[str, Any], own: Iterable[OwnDuty] = ()) -> None:
        """Know what fills the slots: what the facts say, else what the decision says."""
        self._known = {**slots_of_facts(common), **facts.cho_trong}
        self._groups = {group.id: group for _, group in duties().all_groups() if group.ca_nhan}
        self._slots: dict[tuple[str, ...], frozenset[str]] = {}
        self._own: dict[str, list[OwnDuty]] = {}
        for line in own:
            self._own.setdefault(line.nhom, []).append(line)

    def of_everybody(self) -> Proposed:
        """The duties that all members share."""
        return self._of([EVERYBODY], {})

    def of_person(self, person: NguoiTrongDanhSach, groups: Iterable[str] | None = None) -> Proposed:
        """The duties of a person's position and group."""
        return self._of(groups_of(person) if groups is None else groups, slots_of(person))

    def same_for(self, person: NguoiTrongDanhSach) -> tuple[Any, ...]:
        """Two people for whom this is equal get the same duties: of their slots those count that the lines ask for."""
        groups = tuple(groups_of(person))
        asked = self._asked(groups)
        return groups, tuple((slot, value) for slot, value in slots_of(person).items() if slot in asked)

    def _asked(self, groups: tuple[str, ...]) -> frozenset[str]:
        if groups not in self._slots:
            duties_of = [duty for name in groups if name in self._groups for duty in self._groups[name].defaults]
            self._slots[groups] = frozenset(slot for duty in duties_of for slot in duty.slots)
        return self._slots[groups]

    def with_codes(self, codes: Iterable[str], person: NguoiTrongDanhSach) -> Proposed:
        """The lines with these codes, as a roster may name them."""
        found, lines = Proposed(), duties().lines
        for code in codes:
            if lacking := self._add(lines[code], slots_of(person), found):
                named = ", ".join(f"“{one}”" for one in lacking)
                found.refused.append(f"Nhiệm vụ {code} của danh sách chưa giao được: dữ liệu chung chưa điền chỗ trống {named}.")
        return found

    def _of(self, groups: Iterable[str], own: Mapping[str, str]) -> Proposed:
        found = Proposed()
        for name in groups:
            for duty in self._groups[name].defaults if name in self._groups else ():
                self._add(duty, own, found)
            found.lines += [_own_line(line) for line in self._own.get(name, ())]
        return found

    def _add(self, duty: Duty, own: Mapping[str, str], found: Proposed) -> list[str]:
        """Add a duty, or tell the labels of the slots that nobody has filled."""
        known = {**self._known, **own}
        lacking = [slot for slot in duty.slots if not known.get(slot)]
        if lacking:
            labels = [duties().slots[slot] for slot in lacking]
            found.missing |= dict.fromkeys(labels)
            return labels
        texts = {name: _SLOT.sub(lambda at: known[at[1]], getattr(duty, name)) for name in ("viec", "san_pham", "han")}
        found.lines.append(
            {name: text.rstrip(". ") if name == "viec" else text for name, text in texts.items() if text not in {"", "-"}}
        )
        return []


def groups_of(person: NguoiTrongDanhSach) -> list[str]:
    """The groups of the catalogue that a person belongs to: by position, by office, by what the roster says."""
    found = groups_that_fit({name: getattr(person, name) for name in _fields_of_positions()})
    if person.nhom is None:
        return list(found)
    by_office = {rule["group"] for rule in _file()["positions"] if rule["field"] == "chuc_vu_khac"}
    return list(dict.fromkeys([*(name for name in found if name not in by_office), str(person.nhom)]))


def groups_that_fit(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The groups that fit what is said of a member: positions, offices and choices, by the names of their fields."""
    return _groups(tuple(str(answers.get(name) or "") for name in _fields_of_positions()))


@lru_cache(maxsize=1024)
def _groups(told: tuple[str, ...]) -> tuple[str, ...]:
    """The groups of whoever has said `told` in the fields of positions."""
    answers = dict(zip(_fields_of_positions(), told, strict=True))
    return tuple(dict.fromkeys(rule["group"] for rule in _file()["positions"] if _fits(rule, answers[rule["field"]])))


@lru_cache(maxsize=1)
def _fields_of_positions() -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule["field"] for rule in _file()["positions"]))


def slots_of_facts(facts: Mapping[str, Any]) -> dict[str, str]:
    """The slots that the facts of a document fill in, whoever the member is; of several places the first that says something."""
    wanted = {**_file()["slots"], **(_file()["slots_of_committee"] if is_committee(facts) else {})}
    found = {slot: next(filter(None, (_at(facts, path) for path in paths)), "") for slot, paths in wanted.items()}
    return {slot: value for slot, value in found.items() if value}


def is_committee(facts: Mapping[str, Any]) -> bool:
    """Whether who issues the document is no chi bộ but a committee."""
    return any(kind.value == _at(facts, "co_quan.loai") and not kind.la_chi_bo for kind in LoaiCoQuan)


def slots_of(person: NguoiTrongDanhSach) -> dict[str, str]:
    """The slots that the roster fills in for a person."""
    values = {slot: getattr(person, name) for slot, name in _file()["slots_of_person"].items()}
    team = f"Tổ đảng số {person.to_dang}" if person.to_dang else ""
    found = {slot: dates.short(value) if isinstance(value, dt.date) else str(value) for slot, value in values.items() if value}
    return found | ({"to_dang": team, "to_dang_hoac_nhom": team} if team else {})


def slots_filled() -> frozenset[str]:
    """The slots that facts and roster may fill in; nobody has to say them for all."""
    return frozenset({*_file()["slots"], *_file()["slots_of_person"], "to_dang", "to_dang_hoac_nhom"})


def _own_line(line: OwnDuty) -> dict[str, Any]:
    return {name: value for name in ("viec", "san_pham", "han") if (value := getattr(line, name))}


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    name = "positions.yaml"
    found: dict[str, Any] = read_data(resources.files(__package__).joinpath(name).read_bytes(), name)
    return found


def _fits(rule: Mapping[str, Any], answer: str) -> bool:
    if "is" in rule:
        return answer in rule["is"]
    told = in_full(answer, of_party=rule["field"] == "chuc_vu_dang")
    return any(position.startswith(word) for position in _positions(told) for word in _words(tuple(rule["begins"])))


@lru_cache(maxsize=4096)
def _positions(answer: str) -> tuple[str, ...]:
    return tuple(loose_key(part) for part in re.split("[,;]", answer))


@lru_cache(maxsize=64)
def _words(begins: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(loose_key, begins))


def _at(data: Any, path: str) -> str:
    for step in path.split("."):
        data = data.get(step) if isinstance(data, Mapping) else None
    return str(data or "").strip()


def in_order(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, each once: two groups may propose the same."""
    seen = set()
    for line in lines:
        if (key := loose_key(str(line["viec"]))) not in seen:
            seen.add(key)
            yield line
