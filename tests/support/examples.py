"""The shipped examples as documents and as files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from docgen.docx.package import open_package
from docgen.duties import individual_decisions
from docgen.examples import example_data
from docgen.kinds import KINDS, Kind
from docgen.messages import validate
from docgen.pipeline import render


@dataclass(frozen=True)
class Example:
    """One example: its kind, variant, whether it is the minimal one, or the place of a member in the annex."""

    kind: Kind
    variant: str
    minimal: bool = False
    member: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kind.code}.{self.variant}{'.minimal' if self.minimal else ''}{f'.{self.member:02d}' if self.member else ''}"
        )

    @cached_property
    def document(self) -> Any:
        """The validated document."""
        if self.member:
            return _individuals()[self.member - 1]
        return validate(example_data(self.kind, self.variant, minimal=self.minimal), self.kind)

    @cached_property
    def docx(self) -> bytes:
        """The produced file."""
        return render(self.document, self.kind)

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """The parts of the produced file."""
        return open_package(self.docx)


@lru_cache(maxsize=1)
def _individuals() -> list[Any]:
    kind = KINDS["quyet-dinh-phan-cong"]
    return list(individual_decisions(validate(example_data(kind, "danh_sach"), kind), 5))


FILES = [Example(kind, variant, minimal) for kind in KINDS.values() for variant in kind.variants for minimal in (False, True)]
INDIVIDUALS = [Example(KINDS["quyet-dinh-phan-cong"], "ca_nhan", member=number) for number in range(1, 25)]
EXAMPLES = FILES + INDIVIDUALS
