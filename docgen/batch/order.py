"""What is asked of a run: kind, list, common facts, options; and what follows: the rows, the template, the fingerprint."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from docgen.batch.asked import Assigned, Reading, with_assigned
from docgen.batch.assigning import SECTION, Assigning
from docgen.batch.decided import Decided
from docgen.batch.flat import flat_rows
from docgen.batch.jobs import Template, hash_of
from docgen.batch.names import PATTERN, check_pattern
from docgen.batch.papers import paper_of
from docgen.batch.source import SourceRow, told_apart
from docgen.errors import DataError
from docgen.kinds import Kind, kind_of
from docgen.roster.reading import Row
from docgen.store.duty_lines import OwnDuty, all_duties
from docgen.store.own_templates import approved, docx_of
from docgen.template_in_use import owner_of
from docgen.templates import shipped_bytes

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: `numbered` false leaves every number open; `all_or_nothing` issues none while one row is faulty.

    `pattern` names the files (docgen.batch.names). `again`: those whom an earlier run gave the same paper are given it once more.
    """

    numbered: bool = True
    all_or_nothing: bool = False
    pattern: str = PATTERN
    again: bool = False


@dataclass(frozen=True)
class Order:
    """A run as it is asked for: `roster` is the list, `name` what it is called, `common` the facts of every document.

    `reading` says how the list is read, `assigned` what somebody has given to single people (docgen.batch.asked),
    `decided` knows the decisions that other papers cite.
    """

    kind: Kind
    roster: bytes
    name: str
    common: Mapping[str, Any]
    by: str
    options: Options = field(default_factory=Options)
    own_duties: tuple[OwnDuty, ...] = ()
    reading: Reading = field(default_factory=Reading)
    assigned: Mapping[str, Assigned] = field(default_factory=dict)
    decided: Decided | None = None

    @property
    def key(self) -> str:
        """Fingerprint of all that the run is made from."""
        options = asdict(self.options)
        if not self.options.again:  # runs that began before this could be asked stay the runs they are
            del options["again"]
        told: list[Any] = [self.kind.code, self.common, options, [asdict(duty) for duty in self.own_duties]]
        told += [asdict(self.reading), self.assigned]
        return hash_of(f"{hash_of(self.roster.hex())} {json.dumps(told, ensure_ascii=False, default=str)}")

    def source(self) -> tuple[dict[str, Any], Iterator[SourceRow]]:
        """The common facts as every document has them, and the rows. `DataError` when the facts are wrong for all."""
        check_pattern(self.options.pattern)
        paper = paper_of(self.kind.code, self.common.get("bien_the"))
        if paper is not None:
            assigning = Assigning(self.common, self.own_duties, paper, self.decided)
            people = self.reading.of(self.roster)

            def rows() -> Iterator[Row]:
                return with_assigned(people.rows(), self.assigned)

            return assigning.common, told_apart(assigning.rows(rows(), rows()))
        return dict(self.common), told_apart(flat_rows(self.roster, self.kind, self.common, self.reading))


def order_for(
    engine: Engine,
    kind: str,
    roster: bytes,
    common: Any,
    *,
    by: str,
    name: str = "",
    options: Options | None = None,
) -> Order:
    """An order with the duty lines that this office has added."""
    if not isinstance(common, Mapping):
        raise DataError(
            "Dữ liệu chung phải là một nhóm trường.",
            hint=f"Xem mẫu: docgen example {kind}",
            page_hint="Mở lại trang dữ liệu chung rồi điền.",
        )
    told = options or Options()
    return Order(kind_of(kind), roster, name, common, by, told, all_duties(engine), decided=Decided(engine, common))


def template_for(engine: Engine, kind: Kind) -> dict[str, Template]:
    """The templates in use now, by variant: the office's own where one is approved, else the shipped one."""
    found = {}
    for variant in kind.variants:
        own = approved(engine, kind.code, owner_of(kind, variant))
        if own is not None:
            found[variant] = Template(own.name, own.sha256, docx_of(engine, own.id))
        else:
            name = kind.template_of(variant)
            found[variant] = Template(name, sha256(shipped_bytes(name)).hexdigest())
    return found


def template_mark(templates: Mapping[str, Template]) -> str:
    """One fingerprint for all templates of a kind: a run that goes on asks whether it is still the same."""
    return hash_of(" ".join(f"{variant}={one.sha256}" for variant, one in sorted(templates.items())))


__all__ = ["SECTION", "Options", "Order", "order_for", "template_for", "template_mark"]
