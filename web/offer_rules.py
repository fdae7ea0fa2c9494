"""What is offered where, to whom: offers.yaml, and the groups of the duty catalogue that fit a member."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from docgen.reading import read_data
from docgen.vietnamese.names import loose_key


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
    file = rules()
    found = {rule["group"] for rule in file["positions"] if _fits(rule, str(member.get(rule["field"], "")))}
    return found if file["exempt"] in found else found | {file["everybody"]}


def _fits(rule: Mapping[str, Any], answer: str) -> bool:
    if "is" in rule:
        return answer in rule["is"]
    positions = [loose_key(part) for part in re.split("[,;]", answer)]
    return any(position.startswith(loose_key(word)) for position in positions for word in rule["begins"])
