"""What the tests of the API share: an office with something in every table, and keys of every role."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.store.people import Person, save_person
from docgen.store.units import Signer, Unit, save_signer, save_unit
from docgen.store.users import Role
from web.api import who
from web.api.who import Caller
from web.app import create_app

ROOT = "/api/v1"
KEYS = {f"khoa-{role}": Caller(f"người {role}", role) for role in Role}


def keys_of_every_role(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that speak for users, as they do where users log in."""
    monkeypatch.setattr(who, "caller_of", KEYS.get)


def facts(kind: str = "nghi-quyet", variant: str = "thuong_ky", **changed: Any) -> dict[str, Any]:
    """An example without its number, as the API takes it."""
    data = {**example_data(KINDS[kind], variant), **changed}
    data.pop("so", None)
    return {"kind": kind, "data": data}


class Program(FlaskClient):
    """Another program with a key: it sends no cookie and does not say where it comes from."""

    role = Role.MANAGES

    def open(self, *args: Any, **given: Any):
        """Send it with the key."""
        if args and isinstance(args[0], str):
            given["headers"] = {"Authorization": f"Bearer khoa-{self.role}", **(given.get("headers") or {})}
            args = (f"{ROOT}{args[0]}", *args[1:])
        return super().open(*args, **given)


def program(store: Engine) -> Program:
    """A program that may do everything."""
    app: Flask = create_app(store)
    app.test_client_class = Program
    return app.test_client()


def furnish(store: Engine) -> None:
    """An own unit with a signer and a person, a draft and an issued document: every first id leads somewhere."""
    unit = save_unit(store, Unit("CB1", "Chi bộ thôn Nà Khoang", "chi_bo_truc_thuoc", own=True, nhiem_ky="2025 - 2030"), by="x")
    save_signer(store, Signer(unit, "Hoàng Đình Khải", dt.date(2025, 1, 1), chuc_vu="bi_thu"), by="x")
    save_person(store, Person(unit, "DV01", "Nông Thị Bình"), by="x")
    client = program(store)
    assert client.post("/drafts", json=facts()).status_code == 201
    made = client.post("/documents", json={**facts(), "accept": []}, headers={"Idempotency-Key": "van-ban-1"})
    assert made.status_code == 201, made.text
