"""One reader per data file: YAML in, checked models out. What is wrong across files is found in `load`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Annotated, TypeVar

from pydantic import Field

from .catalogue import DutyCatalogue, DutyGroup
from .format import Format, Typography
from .model import Body, KindOfDocument, SigningLine
from .read import Tree, build, build_by_id, damaged, dotted, overlay, read_yaml, refuse
from .registers import LegalBases, LegalBasis
from .values import Dated, Frozen, Items, Value

D = TypeVar("D", bound=Dated)

_DAY = dt.timedelta(days=1)
_OF_ONE_FILE = {"profile", "basis", "name", "valid_from", "valid_to", "note"}


def read_formats(data: Traversable) -> tuple[Format, ...]:
    """Read every `format_*.yaml`, lay each over the profile it extends, and return the profiles in order of time."""
    names = sorted(file.name for file in data.iterdir() if file.name.startswith("format_"))
    trees = {name: read_yaml(data / name) for name in names}
    file_of = _files_by_profile(trees)
    lines = sorted((_lineage(name, trees, file_of) for name in trees), key=len)  # a profile before those that extend it
    formats = sorted((_read_format(line, trees) for line in lines), key=lambda entry: entry[1].valid_from)
    for (_, older), (name, newer) in pairwise(formats):
        refuse(name, _handover_faults("valid_from", older, newer))
    name, last = formats[-1]
    refuse(name, _open_end_faults("valid_to", last))
    return tuple(standard for _, standard in formats)


def _files_by_profile(trees: Mapping[str, Tree]) -> dict[str, str]:
    """Return the file of each profile; every file has one and no two have the same."""
    if not trees:
        raise damaged("format_*.yaml", [("", "không có tệp nào")])
    file_of: dict[str, str] = {}
    for name, tree in trees.items():
        profile = build(_ProfileName, {key: tree[key] for key in ("profile",) if key in tree}, name).profile
        if profile in file_of:
            raise damaged(name, [("profile", f"{profile} đã có ở {file_of[profile]}")])
        file_of[profile] = name
    return file_of


class _ProfileName(Frozen):
    profile: str


def _lineage(name: str, trees: Mapping[str, Tree], file_of: Mapping[str, str]) -> list[str]:
    """Return the files whose layers make up one profile, the lowest first and `name` last."""
    line = [name]
    while (profile := trees[line[0]].get("extends")) is not None:
        below = file_of.get(str(profile))
        if below is None or below in line:
            raise damaged(line[0], [("extends", f"không kế thừa được {profile}")])
        line.insert(0, below)
    return line


def _read_format(line: Sequence[str], trees: Mapping[str, Tree]) -> tuple[str, Format]:
    """Lay the files of a lineage over each other; return the last one's name and the whole profile."""
    layers: Tree = {}
    for name in line:
        layer = dict(trees[name])
        inherited = str(layer.pop("inherited_clause", "{clause}"))
        layer.pop("extends", None)
        below = {key: part for key, part in layers.items() if key not in _OF_ONE_FILE}
        layers = overlay(below, layer, name, inherited=inherited)
    standard = build(Format, layers, line[-1])
    refuse(line[-1], _unknown_rows(standard))
    return line[-1], standard


def _unknown_rows(standard: Format) -> Iterator[tuple[str, str]]:
    for box_name, box in standard.boxes.items():
        for row in box.holds:
            if row not in Typography.model_fields:
                yield f"boxes.{box_name}.holds", f"không có thành phần {row} trong typography"


def _handover_faults(path: str, older: Dated, newer: Dated) -> Iterator[tuple[str, str]]:
    """Yield what is wrong where one period gives way to the next: a gap or an overlap."""
    if older.valid_to is None or older.valid_to >= newer.valid_from:
        end = older.valid_to or "nay"
        yield path, f"{newer.valid_from} chồng lên thời kỳ trước ({older.valid_from} đến {end})"
    elif older.valid_to + _DAY != newer.valid_from:
        yield path, f"hở từ {older.valid_to + _DAY} đến {newer.valid_from - _DAY}"


def _open_end_faults(path: str, last: Dated) -> Iterator[tuple[str, str]]:
    """Yield a fault if the last period ends: then nothing would hold today."""
    if last.valid_to is not None:
        yield path, f"thời kỳ cuối cùng không được kết thúc (đang là {last.valid_to})"


def read_periods(model: type[D], data: Traversable, name: str) -> tuple[D, ...]:
    """Read a file of the form `periods: [...]`; they follow each other without gap and the last one is open."""
    tree = build(_PeriodsFile, read_yaml(data / name), name)
    periods = tuple(build(model, entry, name, f"periods.{i}") for i, entry in enumerate(tree.periods))
    for i, (older, newer) in enumerate(pairwise(periods), start=1):
        refuse(name, _handover_faults(f"periods.{i}.valid_from", older, newer))
    refuse(name, _open_end_faults(f"periods.{len(periods) - 1}.valid_to", periods[-1]))
    return periods


class _PeriodsFile(Frozen):
    periods: Annotated[Items[Tree], Field(min_length=1)]


class _KindsFile(Frozen):
    kinds: dict[str, Tree]


class _Variants(Frozen):
    by_profile: dict[str, Tree]


def read_kinds(data: Traversable, profiles: Sequence[str]) -> dict[str, dict[str, KindOfDocument]]:
    """Read the kinds of documents as they are under each profile: profile -> kind id -> kind."""
    name = "kinds.yaml"
    entries = build(_KindsFile, read_yaml(data / name), name).kinds
    variants = {
        key: build(_Variants, {"by_profile": entry.pop("by_profile", {})}, name, f"kinds.{key}").by_profile
        for key, entry in entries.items()
    }
    for key, variant in variants.items():
        strangers = [profile for profile in variant if profile not in profiles]
        refuse(name, [(dotted("kinds", key, "by_profile", profile), "không có mẫu này") for profile in strangers])
    return {profile: _kinds_under(profile, entries, variants) for profile in profiles}


def _kinds_under(profile: str, entries: Mapping[str, Tree], variants: Mapping[str, Tree]) -> dict[str, KindOfDocument]:
    name = "kinds.yaml"
    laid = {
        key: overlay(entry, variants[key].get(profile, {}), name, path=f"kinds.{key}.by_profile.{profile}")
        for key, entry in entries.items()
    }
    return build_by_id(KindOfDocument, laid, name, "kinds")


class _BodiesFile(Frozen):
    lines: dict[str, Tree]
    bodies: dict[str, Tree]
    other_symbols: dict[str, Value[str]]
    numbered_cell_symbol: Value[str]
    rejected_symbols: Value[Items[str]]


class _LineCodes(Frozen):
    lines: Items[str]


@dataclass(frozen=True)
class BodiesTable:
    """The contents of bodies.yaml, whatever the day."""

    bodies: dict[str, Body]
    other_symbols: dict[str, Value[str]]
    numbered_cell_symbol: Value[str]
    rejected_symbols: Value[Items[str]]


def read_bodies(data: Traversable) -> BodiesTable:
    """Read the issuing bodies; each `lines` entry is replaced by the signing line it names."""
    name = "bodies.yaml"
    table = build(_BodiesFile, read_yaml(data / name), name)
    lines = build_by_id(SigningLine, table.lines, name, "lines", key_field="code")
    for key, entry in table.bodies.items():
        codes = build(_LineCodes, {"lines": entry.get("lines", [])}, name, f"bodies.{key}").lines
        refuse(name, [(f"bodies.{key}.lines", f"không có dòng ký {code}") for code in codes if code not in lines])
        entry["lines"] = tuple(lines[code] for code in codes)
    bodies = build_by_id(Body, table.bodies, name, "bodies")
    return BodiesTable(bodies, table.other_symbols, table.numbered_cell_symbol, table.rejected_symbols)


class _LegalBasesFile(Frozen):
    topics: dict[str, str]
    bases: dict[str, Tree]


def read_legal_bases(data: Traversable) -> LegalBases:
    """Read the register of legal bases."""
    name = "legal_bases.yaml"
    table = build(_LegalBasesFile, read_yaml(data / name), name)
    register = LegalBases(topics=table.topics, bases=build_by_id(LegalBasis, table.bases, name, "bases"))
    refuse(name, register.faults())
    return register


class _DutyGroupsFile(Frozen):
    roles: dict[str, Tree]
    groups: dict[str, Tree]


def read_duties(data: Traversable) -> DutyCatalogue:
    """Read the duty catalogue."""
    name = "duties.yaml"
    tree = read_yaml(data / name)
    table = build(_DutyGroupsFile, {part: tree.pop(part) for part in ("roles", "groups") if part in tree}, name)
    roles = build_by_id(DutyGroup, table.roles, name, "roles")
    groups = build_by_id(DutyGroup, table.groups, name, "groups")
    catalogue = build(DutyCatalogue, {**tree, "roles": roles, "groups": groups}, name)
    refuse(name, catalogue.faults())
    return catalogue
