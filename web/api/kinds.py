"""Kinds of documents: their variants, schemas and examples, and the legal bases that the program knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from docgen.examples import example_data
from docgen.kinds import KINDS, Kind, kind_of
from docgen.standard.load import legal_bases
from docgen.standard.registers import LegalBasis
from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import Line
from web.fields import form_of


@dataclass(frozen=True, slots=True)
class VariantShape:
    """A variant of a kind."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class KindShape:
    """A kind with its variants, the usual one first; `the_loai` is the Party's kind whose series it takes numbers from."""

    code: str
    title: str
    the_loai: str | None
    variants: tuple[VariantShape, ...]


class ExampleAsked(Asked):
    """Which example of a variant."""

    minimal: bool = False


class BasesAsked(Asked):
    """Which legal bases: those in force on a day, on a topic, with a number; what is left out does not narrow."""

    day: dt.date | None = None
    topic: Line | None = None
    number: Line | None = None


@operation("GET", "/kinds", "Các loại văn bản và biến thể", answer=tuple[KindShape, ...])
def kinds() -> tuple[KindShape, ...]:
    """Every kind."""
    return tuple(map(_shape, KINDS.values()))


@operation("GET", "/kinds/<kind>/schema", "Lược đồ JSON của dữ liệu một loại", answer=dict[str, Any], says_no=(400,))
def schema(kind: str) -> dict[str, Any]:
    """The JSON schema of the data of a kind."""
    return kind_of(kind).adapter.json_schema()


@operation("GET", "/kinds/<kind>/examples/<variant>", "Dữ liệu ví dụ", query=ExampleAsked, answer=dict[str, Any], says_no=(400,))
def example(kind: str, variant: str, query: ExampleAsked) -> dict[str, Any]:
    """The shipped example of a variant: every name in it is invented."""
    found: dict[str, Any] = example_data(kind_of(kind), variant, minimal=query.minimal)
    return found


@operation("GET", "/legal-bases", "Các căn cứ chương trình biết", query=BasesAsked, answer=tuple[LegalBasis, ...])
def bases(query: BasesAsked) -> tuple[LegalBasis, ...]:
    """Legal bases, in the order of the register."""
    register = legal_bases()
    found = register.find(query.number) if query.number is not None else tuple(register.bases.values())
    if query.day is not None:
        found = tuple(one for one in found if one.in_force(query.day))
    return tuple(one for one in found if query.topic is None or query.topic in one.topics)


def _shape(kind: Kind) -> KindShape:
    variants = tuple(VariantShape(code, form_of(model).title) for code, model in kind.variants.items())
    return KindShape(kind.code, kind.title, kind.the_loai, variants)
