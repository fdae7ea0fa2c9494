"""What people have looked for, kept for as long as the program runs: an address then names a search without saying its words.

Words of a search are names of members. They would stay in the history of the browser if they stood in an address.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock

from flask import current_app

from web.desk import who

KEPT = 500
_PLACE = "docgen.searches"
Typed = dict[str, str]


class Searches:
    """The last searches by a name that nobody can guess; each for who made it."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._kept: OrderedDict[str, tuple[str, Typed]] = OrderedDict()
        self._lock = Lock()

    def keep(self, typed: Typed) -> str:
        """Remember a search; the name for its address."""
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[name] = (who(), typed)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return name

    def find(self, name: str) -> Typed | None:
        """What was typed; None after a new start of the program, or for who did not type it."""
        with self._lock:
            owner, typed = self._kept.get(name, ("", {}))
        return typed if name and owner == who() else None


def searches() -> Searches:
    """Those of this application."""
    kept: Searches = current_app.extensions.setdefault(_PLACE, Searches())
    return kept
