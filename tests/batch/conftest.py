"""Stores on SQLite and PostgreSQL as the tests of the store have them."""

from __future__ import annotations

from store.conftest import databases, server, store, template

__all__ = ["databases", "server", "store", "template"]
