"""Long lists page by page: where a page begins, what comes before and after it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list with `total` entries; pages count from 1."""

    number: int
    total: int
    size: int

    @classmethod
    def of(cls, asked: str, total: int, size: int) -> Pages:
        """The page that an address asks for, or the nearest there is."""
        wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len(str(2**31)) else 1
        return cls(min(max(wanted, 1), max(-(-total // size), 1)), total, size)

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(-(-self.total // self.size), 1)

    @property
    def offset(self) -> int:
        """How many entries come before this page."""
        return (self.number - 1) * self.size

    @property
    def until(self) -> int:
        """The last entry of this page, counted from 1."""
        return min(self.offset + self.size, self.total)
