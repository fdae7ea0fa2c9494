"""What is offered where, to whom: offers.yaml, and the groups of the duty catalogue that fit a member."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from docgen.batch.proposals import EVERYBODY, groups_that_fit
from docgen.reading import read_data
from schemas.quyet_dinh_phan_cong import DienDangVien


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Any]:
    """The whole file."""
    found: dict[str, Any] = read_data(resources.files(__package__).joinpath("offers.yaml").read_bytes(), "web/offers.yaml")
    return found


@lru_cache(maxsize=1)
def offered_fields() -> Mapping[str, Mapping[str, str]]:
    """What is offered at a list, by the path of its view."""
    return {one["path"]: one for one in rules()["fields"]}


def groups_of(member: Mapping[str, Any]) -> set[str]:
    """The groups of the catalogue that a member belongs to, by position, office and state."""
    is_exempt = member.get("dien") == DienDangVien.MIEN
    return {*groups_that_fit(member), rules()["exempt"] if is_exempt else EVERYBODY}
