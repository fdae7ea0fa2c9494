"""What every rule is made of: a value, where it stands and how sure we are; a range; a stretch of time."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Strict, model_validator

T = TypeVar("T")

Grade = Literal["A", "B", "C", "P", "U"]
"""How well a value is attested.

A official text seen; B two or more independent texts agree; C one text; P practice in issued documents; U not verified.
Only A and B may block a document; the rest may warn.
"""

Severity = Literal["error", "warn", "info"]
Align = Literal["left", "center", "right", "justify"]

Items = Annotated[tuple[T, ...], Strict(strict=False)]
"""A YAML list, kept as a tuple so that nobody can change it."""


class Frozen(BaseModel):
    """Base of all models here: cannot be changed, knows no unknown key, takes no value of a wrong type."""

    # defer_build: half of the import time goes into models that most commands never use.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Range(Frozen):
    """A number between `low` and `high`, both included; `high` None = no upper limit.

    Written in YAML as one number, `[low, high]` or `[low, null]`. What a template uses when it must choose is `low`.
    """

    low: float
    high: float | None

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, raw: Any) -> Any:
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return {"low": raw, "high": raw}
        if isinstance(raw, list) and len(raw) == 2:  # noqa: PLR2004 - a pair
            return {"low": raw[0], "high": raw[1]}
        if isinstance(raw, dict | Range):
            return raw
        raise ValueError("phải là một số hoặc [số nhỏ, số lớn]")

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if self.high is not None and self.high < self.low:
            raise ValueError("số lớn nhỏ hơn số nhỏ")
        return self

    def __contains__(self, number: float) -> bool:
        """Tell whether `number` (same unit as the field) is allowed."""
        return self.low <= number and (self.high is None or number <= self.high)

    def __str__(self) -> str:
        """Print the range as a Vietnamese reader expects it: `14`, `14-15`, `từ 18`."""
        if self.high is None:
            return f"từ {_number(self.low)}"
        return _number(self.low) if self.high == self.low else f"{_number(self.low)}-{_number(self.high)}"


def _number(number: float) -> str:
    return f"{number:g}".replace(".", ",")


class Sourced(Frozen):
    """Something that says where it stands.

    `clause` is printed as it is in findings ("HD 36, mục 1.1"); `note` (Vietnamese) is for the user.
    """

    clause: str
    grade: Grade
    note: str = ""


class Value(Sourced, Generic[T]):
    """One rule of the standard with its source. The unit is in the name of the field that holds it."""

    value: T


class Dated(Frozen):
    """Something in force from `valid_from` to `valid_to`, both days included; `valid_to` None = still in force."""

    valid_from: dt.date
    valid_to: dt.date | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Dated:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"valid_to {self.valid_to} trước valid_from {self.valid_from}")
        return self

    def in_force(self, day: dt.date) -> bool:
        """Tell whether this holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
