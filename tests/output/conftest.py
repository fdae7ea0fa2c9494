"""Both engines, started once a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from docgen.output.convert import Converter


@pytest.fixture(scope="session")
def converter() -> Iterator[Converter]:
    """Both engines."""
    made = Converter()
    yield made
    made.close()
