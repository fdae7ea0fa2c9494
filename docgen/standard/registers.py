"""The register of legal bases: which rule a căn cứ line may cite on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain, pairwise

from pydantic import model_validator

from .values import Dated, Frozen, Grade, Items


class LegalBasis(Dated):
    """A rule of the Party, identified by number and date (01-HD/TW exists of 2021 and of 2026).

    A căn cứ line prints "<kind> số <number>, ngày <date> của <issuer> <title>"; the statute, which has no number, prints
    "<kind> <title>".
    """

    id: str
    kind: str
    number: str | None
    issuer: str
    date: dt.date
    title: str
    """As it follows the issuer's name: "về thi hành Điều lệ Đảng"."""
    topics: Items[str]
    replaced_by: str | None = None
    """Id of the rule to cite from the day after `valid_to`."""
    grade: Grade
    note: str = ""

    @model_validator(mode="after")
    def _not_in_force_before_issue(self) -> LegalBasis:
        if self.valid_from < self.date:
            raise ValueError(f"valid_from {self.valid_from} trước ngày ban hành {self.date}")
        if self.replaced_by is not None and self.valid_to is None:
            raise ValueError(f"có replaced_by {self.replaced_by} nhưng thiếu valid_to")
        return self


class LegalBases(Frozen):
    """All rules of the register, by id in the order of the file, and what may be asked about them."""

    topics: dict[str, str]
    """Topic id -> its Vietnamese name."""
    bases: dict[str, LegalBasis]

    def find(self, number: str, day: dt.date | None = None) -> tuple[LegalBasis, ...]:
        """Return the rules with this number, the newest first; with `day` only the one issued on that day."""
        found = self._by_number.get(_folded(number), ())
        return tuple(basis for basis in found if day in (None, basis.date))

    def in_force(self, day: dt.date) -> tuple[LegalBasis, ...]:
        """Return the rules that may be cited in a document of `day`."""
        return tuple(basis for basis in self.bases.values() if basis.in_force(day))

    def on_topic(self, topic: str, day: dt.date) -> tuple[LegalBasis, ...]:
        """Return the rules on `topic` in force on `day`, in the order of the file."""
        return tuple(basis for basis in self.in_force(day) if topic in basis.topics)

    def successor(self, basis: LegalBasis, day: dt.date) -> LegalBasis | None:
        """Return the rule of the chain of `basis` in force on `day`: itself, a later or an earlier one, or None.

        Where several rules were merged into `basis`, the first of them in the file stands for the time before.
        """
        line = chain(self._later(basis), self._earlier(basis))
        return next((link for link in line if link.in_force(day)), None)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong between the entries, each with its path in the file."""
        for basis in self.bases.values():
            path = f"bases.{basis.id}"
            yield from ((f"{path}.topics", f"không có chủ đề {topic}") for topic in basis.topics if topic not in self.topics)
            if basis.replaced_by is not None and (fault := self._handover_fault(basis, basis.replaced_by)):
                yield f"{path}.replaced_by", fault
        for twins in self._by_number.values():
            for newer, older in pairwise(twins):
                if newer.date == older.date:
                    yield f"bases.{newer.id}.number", f"trùng số và ngày với {older.id}"

    def _handover_fault(self, basis: LegalBasis, newer_id: str) -> str | None:
        """Say why `basis` cannot hand over to the rule `newer_id`."""
        newer = self.bases.get(newer_id)
        if newer is None:
            return f"không có văn bản {newer_id}"
        if self._runs_in_circle(basis):
            return "các văn bản thay thế nhau thành vòng"
        if basis.valid_to is not None and newer.valid_from != basis.valid_to + dt.timedelta(days=1):
            return f"hết hiệu lực {basis.valid_to} nhưng {newer_id} có hiệu lực từ {newer.valid_from}"
        return None

    def _runs_in_circle(self, basis: LegalBasis) -> bool:
        seen: set[str] = set()
        link: LegalBasis | None = basis
        while link is not None and link.id not in seen:
            seen.add(link.id)
            link = self.bases.get(link.replaced_by or "")
        return link is not None

    def _later(self, basis: LegalBasis) -> Iterator[LegalBasis]:
        yield basis
        while basis.replaced_by is not None:
            basis = self.bases[basis.replaced_by]
            yield basis

    def _earlier(self, basis: LegalBasis) -> Iterator[LegalBasis]:
        for older in self._replaced.get(basis.id, ()):
            yield older
            yield from self._earlier(older)

    @cached_property
    def _by_number(self) -> Mapping[str, tuple[LegalBasis, ...]]:
        found: dict[str, list[LegalBasis]] = {}
        for basis in sorted(self.bases.values(), key=lambda basis: basis.date, reverse=True):
            found.setdefault(_folded(basis.number or ""), []).append(basis)
        return {number: tuple(bases) for number, bases in found.items() if number}

    @cached_property
    def _replaced(self) -> Mapping[str, tuple[LegalBasis, ...]]:
        found: dict[str, list[LegalBasis]] = {}
        for basis in self.bases.values():
            found.setdefault(basis.replaced_by or "", []).append(basis)
        return {newer: tuple(bases) for newer, bases in found.items() if newer}


def _folded(number: str) -> str:
    """Make two spellings of a number comparable: case, spaces, and Ð or ð (Icelandic) typed for Đ."""
    return "".join(number.split()).replace("Ð", "Đ").replace("ð", "đ").casefold()
