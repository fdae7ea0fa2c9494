"""The shipped examples.

For every variant one that is complete (VARIANT.yaml) and one with what is required only (VARIANT.toi-thieu.yaml).
"""

from __future__ import annotations

from importlib import resources
from typing import Any

from docgen.kinds import Kind
from docgen.reading import read_data


def example_text(kind: Kind, variant: str, *, minimal: bool = False) -> str:
    """The example as its file has it, with the comments."""
    kind.variant(variant)
    name = f"{variant}{'.toi-thieu' if minimal else ''}.yaml"
    return resources.files(__package__).joinpath(kind.code, name).read_text("utf-8")


def example_data(kind: Kind, variant: str, *, minimal: bool = False) -> Any:
    """The example as data."""
    return read_data(example_text(kind, variant, minimal=minimal).encode(), f"{kind.code}.{variant}")
