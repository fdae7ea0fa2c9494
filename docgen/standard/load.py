"""Read the dated data and answer the question "what holds on this day?".

Each file is read once, when it is first asked for. `Library` serves any directory laid out like `data/`; the functions at
the end serve the data shipped with the program.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from .catalogue import DutyCatalogue
from .format import Format
from .model import Authority, Body, KindOfDocument, Numbering, ScoreFrame, Standard
from .read import build, read_yaml, refuse
from .registers import LegalBases
from .tables import BodiesTable, read_bodies, read_duties, read_formats, read_kinds, read_legal_bases, read_periods
from .values import Dated

D = TypeVar("D", bound=Dated)

_DAY = dt.timedelta(days=1)


class Library:
    """The rules of the field in one directory of YAML files."""

    def __init__(self, data: Traversable) -> None:
        """Use the files in `data`; nothing is read yet."""
        self._data = data
        self._standards: dict[dt.date, Standard] = {}

    def standard_on(self, day: dt.date) -> Standard:
        """Return all that holds on `day`.

        Days before the first profile get the first profile, marked `before_first_profile`.

        Raises:
            StandardError: a data file is damaged; the message names file and path.
        """
        turns = self._turning_days
        start = turns[max(bisect_right(turns, day) - 1, 0)]
        if start not in self._standards:
            self._standards[start] = self._standard_from(start)
        standard = self._standards[start]
        return standard if day >= start else self._before_all

    @cached_property
    def legal_bases(self) -> LegalBases:
        """The register of legal bases; a damaged file raises `StandardError`."""
        return read_legal_bases(self._data)

    @cached_property
    def duties(self) -> DutyCatalogue:
        """The duty catalogue; a damaged file raises `StandardError`."""
        return read_duties(self._data)

    @cached_property
    def _formats(self) -> tuple[Format, ...]:
        return read_formats(self._data)

    @cached_property
    def _kinds(self) -> dict[str, dict[str, KindOfDocument]]:
        kinds = read_kinds(self._data, [standard.profile for standard in self._formats])
        known = kinds[self._formats[0].profile]
        for standard in self._formats:
            unknown = [kind for kind in standard.recipients.addressee_only_for.value if kind not in known]
            path = "recipients.addressee_only_for.value"
            refuse(f"format_{standard.profile}.yaml", [(path, f"không có thể loại {kind}") for kind in unknown])
        return kinds

    @cached_property
    def _authorities(self) -> tuple[Authority, ...]:
        name = "authority.yaml"
        periods = read_periods(Authority, self._data, name)
        for i, period in enumerate(periods):
            refuse(name, self._unknown_kinds(f"periods.{i}.rows", period))
        if periods[0].valid_from > self._formats[0].valid_from:
            refuse(name, [("periods.0.valid_from", f"phải từ {self._formats[0].valid_from} trở về trước")])
        return periods

    def _unknown_kinds(self, path: str, period: Authority) -> Iterator[tuple[str, str]]:
        known = self._kinds[self._formats[0].profile]
        for body, row in period.rows.items():
            for field, kinds in (("allowed", row.allowed), ("forbidden", row.forbidden)):
                yield from ((f"{path}.{body}.{field}", f"không có thể loại {kind}") for kind in kinds if kind not in known)

    @cached_property
    def _bodies(self) -> BodiesTable:
        table = read_bodies(self._data)
        for period in self._authorities:
            lost = [body for body in table.bodies.values() if body.authority and body.authority not in period.rows]
            reason = f"authority.yaml, thời kỳ từ {period.valid_from}: không có dòng này"
            refuse("bodies.yaml", [(f"bodies.{body.id}.authority", f"{body.authority}: {reason}") for body in lost])
        return table

    @cached_property
    def _scores(self) -> tuple[ScoreFrame, ...]:
        return read_periods(ScoreFrame, self._data, "score.yaml")

    @cached_property
    def _numbering(self) -> Numbering:
        return build(Numbering, read_yaml(self._data / "numbering.yaml"), "numbering.yaml")

    @cached_property
    def _turning_days(self) -> list[dt.date]:
        """The days on which anything changes, from the first profile on."""
        starts = {period.valid_from for period in (*self._formats, *self._authorities, *self._scores)}
        for body in self._bodies.bodies.values():
            starts |= {body.valid_from} if body.valid_from else set()
            starts |= {body.valid_to + _DAY} if body.valid_to else set()
        return sorted(start for start in starts if start >= self._formats[0].valid_from)

    def _standard_from(self, start: dt.date) -> Standard:
        """Put together what holds from the turning day `start` to the next one."""
        later = [turn for turn in self._turning_days if turn > start]
        form = _holding(self._formats, start)
        bodies = self._bodies.bodies.items()
        return Standard(
            valid_from=start,
            valid_to=later[0] - _DAY if later else None,
            profile=form.profile,
            format=form,
            kinds=self._kinds[form.profile],
            bodies={key: body for key, body in bodies if body.exists(start)},
            former_bodies={key: body for key, body in bodies if _is_gone(body, start)},
            other_symbols=self._bodies.other_symbols,
            numbered_cell_symbol=self._bodies.numbered_cell_symbol,
            rejected_symbols=self._bodies.rejected_symbols,
            authority=_holding(self._authorities, start),
            numbering=self._numbering,
            score=next((frame for frame in self._scores if frame.in_force(start)), None),
        )

    @cached_property
    def _before_all(self) -> Standard:
        """The first standard, lent to the time before it."""
        first = self._standard_from(self._turning_days[0])
        lent = {"before_first_profile": True, "valid_from": dt.date.min, "valid_to": first.valid_from - _DAY}
        return first.model_copy(update=lent)


def _holding(periods: tuple[D, ...], day: dt.date) -> D:
    """Return the one of the contiguous `periods` that holds on `day`."""
    return next(period for period in periods if period.in_force(day))


def _is_gone(body: Body, day: dt.date) -> bool:
    return body.valid_to is not None and body.valid_to < day


@cache
def shipped() -> Library:
    """Return the library of the data shipped with the program."""
    return Library(files(__package__) / "data")


def standard_on(day: dt.date) -> Standard:
    """Return all that holds on `day`, from the shipped data; see `Library.standard_on`."""
    return shipped().standard_on(day)


def legal_bases() -> LegalBases:
    """Return the register of legal bases, from the shipped data."""
    return shipped().legal_bases


def duties() -> DutyCatalogue:
    """Return the duty catalogue, from the shipped data; read only when first asked for."""
    return shipped().duties
