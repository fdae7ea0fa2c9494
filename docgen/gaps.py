"""Stand-ins for facts that a draft does not have yet: each prints as [CẦN BỔ SUNG: its name] and survives arithmetic.

Text needs no stand-in, the mark itself is text. A final document never meets one: it is validated without gaps.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

MARK = "[CẦN BỔ SUNG"
"""How every gap begins; a final that contains it is refused."""


def mark(label: str) -> str:
    """What a draft shows in place of the missing fact `label`."""
    return f"{MARK}: {label}]"


class Gap:
    """Something that is missing, with its name."""

    label: str


class GapNumber(int, Gap):
    """A missing number. Sums and differences with it are missing too."""

    def __new__(cls, label: str) -> Self:
        """A gap counts as one: no division by zero, no empty range."""
        gap = super().__new__(cls, 1)
        gap.label = label
        return gap

    def _missing(self, _other: Any = None) -> GapNumber:
        return GapNumber(self.label)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __floordiv__ = __neg__ = _missing

    def __str__(self) -> str:
        """The mark."""
        return mark(self.label)

    def __format__(self, _spec: str) -> str:
        """The mark, whatever the width."""
        return mark(self.label)


class GapDate(dt.date, Gap):
    """A missing day; it borrows a day on which the rules of the document hold."""

    def __new__(cls, label: str, stand_in: dt.date) -> Self:
        """Behave as `stand_in` where a day is needed."""
        gap = super().__new__(cls, stand_in.year, stand_in.month, stand_in.day)
        gap.label = label
        return gap


class GapTime(dt.time, Gap):
    """A missing time of day."""

    def __new__(cls, label: str) -> Self:
        """Behave as midnight where a time is needed."""
        gap = super().__new__(cls, 0, 0)
        gap.label = label
        return gap
