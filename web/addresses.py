"""What an address may hold."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1
"""No database counts further; a larger number leads nowhere instead of to an overflow."""


class Id(IntegerConverter):
    """An id of the store."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - the name that werkzeug gives it
        """One digit at least, no sign, not above LARGEST_ID."""
        super().__init__(map, max=LARGEST_ID)
