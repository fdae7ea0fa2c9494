"""Random tokens that open a door. The store keeps only their hash: who reads the database cannot use it to come in."""

from __future__ import annotations

import hashlib
import secrets

_BYTES = 32


def new_token() -> str:
    """256 random bits, as letters that fit into a cookie and a header."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> str:
    """What the store keeps of a token. One round is enough: nobody can try out 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
