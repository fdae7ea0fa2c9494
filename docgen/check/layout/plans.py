"""What each kind of document has, as data. A new kind is one more line here; one that is not here has what most have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Need = Literal["must", "may", "never"]


@dataclass(frozen=True, slots=True)
class Plan:
    """The components of a kind. `heading` False: no Party heading at all, only page, font, page number and text are judged."""

    heading: bool = True
    name: Need = "must"
    """The name of the kind in capitals."""
    number: Need = "must"
    place_date: Need = "must"
    separator: Need = "must"
    """The five hyphens."""
    addressee: Need = "never"
    """Kính gửi, Kính trình."""
    deciding_line: Need = "may"
    articles: Need = "may"
    signature: Literal["one", "two", "none"] = "one"
    recipients: Need = "must"


MOST = Plan()

PLANS: Mapping[str, Plan] = {
    "nghi_quyet": MOST,
    "ket_luan": MOST,
    "quyet_dinh": replace(MOST, deciding_line="must", articles="must"),
    "quy_che": replace(MOST, articles="must"),
    "quy_dinh": replace(MOST, articles="must"),
    "bien_ban": replace(MOST, place_date="never", signature="two", recipients="may"),
    "cong_van": replace(MOST, name="never", separator="never", addressee="must"),
    "to_trinh": replace(MOST, addressee="must"),
    "ban_cam_ket": replace(MOST, number="never", recipients="never"),
}
"""By the id of the Party's kind (thể loại)."""

HANDOUT = Plan(
    heading=False, name="never", number="never", place_date="never", separator="never", addressee="may", signature="none",
    recipients="never",
)  # fmt: skip
"""Training material and other papers that are no Party document."""


def attached(plan: Plan) -> Plan:
    """What a document has that another one promulgates: no number; date and recipients may be missing."""
    return replace(plan, number="never", place_date="may", recipients="may")
