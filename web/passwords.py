"""Passwords: what one may be, its hash, whether one is right. Argon2id by argon2-cffi with the parameters of RFC 9106.

The same password typed with composed or decomposed Vietnamese letters, on any keyboard, is the same (NFKC).
"""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from web.languages import gettext as _

SHORTEST = 10
LONGEST = 128
_FEWEST_DIFFERENT = 5
_ROW = "0123456789" * 2
_HASHER = PasswordHasher()
NOBODYS = f"$argon2id$v=19$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}${'A' * 22}${'A' * 43}"
"""Hash of no password: a login under a name nobody has costs as much time as one with a wrong password."""


def fault_of(password: str, name: str) -> str:
    """Why this cannot be the password of the user `name`, and what to do; empty when it can."""
    if not password:
        return _("Nhập mật khẩu")
    if len(password) < SHORTEST:
        return _(
            "Mật khẩu có %(count)s ký tự, cần ít nhất %(least)s; một câu ngắn dễ nhớ là tốt", count=len(password), least=SHORTEST
        )
    if len(password) > LONGEST:
        return _("Mật khẩu có %(count)s ký tự; nhiều nhất là %(most)s", count=len(password), most=LONGEST)
    if len(set(password)) < _FEWEST_DIFFERENT or password in _ROW:
        return _("Mật khẩu lặp hoặc theo dãy, dễ đoán; chọn mật khẩu khác")
    if name and name.lower() in password.lower():
        return _("Mật khẩu chứa tên đăng nhập, dễ đoán; chọn mật khẩu khác")
    return ""


def hash_of(password: str) -> str:
    """What the store keeps."""
    return _HASHER.hash(_plain(password))


def is_right(hashed: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed; without a hash it is not, after the same time."""
    try:
        _HASHER.verify(hashed or NOBODYS, _plain(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def is_outdated(hashed: str) -> bool:
    """Whether the hash was made with weaker parameters than those of today."""
    return _HASHER.check_needs_rehash(hashed)


def _plain(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
