"""The key of this machine: with it a program may call the API where nobody logs in. There is none until somebody asks for it.

A file in the folder of the data that only this user can read holds its hash. Without a key every other program and every other
user of the machine could read the drafts over the loopback address.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from docgen.errors import FileError
from docgen.files import reason
from docgen.store.engine import data_folder

_FILE = "api-key.sha256"
_PREFIX = "docgen_"
_BYTES = 32


def make_key() -> str:
    """A new key in place of the old one. It is told here only: what is kept is its hash."""
    key = _PREFIX + secrets.token_urlsafe(_BYTES)
    try:
        _file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=_file().parent, prefix=".docgen-", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="ascii") as kept:
            kept.write(_hash(key))
        Path(name).replace(_file())
    except OSError as error:
        raise FileError(f"Không ghi được {_file()}: {reason(error)}.", hint="Xem lại thư mục và quyền ghi.") from error
    return key


def forget_key() -> bool:
    """Let no program in any more; whether there was a key."""
    try:
        _file().unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise FileError(f"Không xóa được {_file()}: {reason(error)}.", hint="Xem lại quyền ghi.") from error
    return True


def is_key(given: str) -> bool:
    """Whether this is the key of the machine."""
    try:
        kept = _file().read_text("ascii")
    except (OSError, ValueError):
        return False
    return hmac.compare_digest(kept.strip(), _hash(given))


def _file() -> Path:
    return data_folder() / _FILE


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
