"""What the tests of login share: one user a role, browsers that log in, the machine's own address in its network."""

from __future__ import annotations

import socket
from functools import cache

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.store.users import Role, add_user
from web.passwords import hash_of

PASSWORD = "suối chảy qua cầu"
NAMES = {Role.DRAFTS: "soan", Role.ISSUES: "thu", Role.MANAGES: "quan"}


@cache
def hashed(password: str = PASSWORD) -> str:
    """Hashing takes its time on purpose: once is enough."""
    return hash_of(password)


def add_users(store: Engine) -> dict[Role, int]:
    """One user a role, all with PASSWORD: their ids."""
    return {role: add_user(store, name, f"Người {name}", role, by="x", password_hash=hashed()) for role, name in NAMES.items()}


def browser(app: Flask) -> FlaskClient:
    """A browser in the network: it sends Origin, not Sec-Fetch-Site."""
    client = app.test_client()
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    return client


def log_in(client: FlaskClient, name: str, password: str = PASSWORD, **more: str):
    """Fill in the login form."""
    return client.post("/dang-nhap", data={"ten": name, "mat_khau": password, **more})


def logged_in(app: Flask, role: Role) -> FlaskClient:
    """A browser in which the user of a role has logged in."""
    client = browser(app)
    assert log_in(client, NAMES[role]).status_code == 303
    return client


def own_address() -> str | None:
    """An address of this machine that is not a loopback one; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.254", 9))
        except OSError:
            return None
        found = str(asked.getsockname()[0])
    return None if found.startswith(("127.", "0.")) else found
