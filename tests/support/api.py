"""What the tests of the API share: keys of every role, and an office with something in every table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.batch.engine import serial
from docgen.batch.run import drive
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.standard import duties
from docgen.store.drafts import create_draft, remove_draft
from docgen.store.duty_lines import OwnDuty, save_duty
from docgen.store.legal_bases import OwnBasis, save_basis
from docgen.store.own_templates import hand_in
from docgen.store.people import Person, save_person
from docgen.store.tokens import create_token
from docgen.store.units import Signer, save_signer
from docgen.store.users import Role
from docgen.templates import shipped_bytes
from support.accounts import add_users
from support.application import application
from support.batch import common
from support.office import office

ROOT = "/api/v1"


def keys_of_every_role(store: Engine) -> dict[Role, str]:
    """A user of every role with a key."""
    lasts = dt.timedelta(days=1)
    return {role: create_token(store, user, f"khóa {role}", role, lasts=lasts, by="x") for role, user in add_users(store).items()}


def facts(kind: str = "nghi-quyet", variant: str = "thuong_ky", **changed: Any) -> dict[str, Any]:
    """An example without its number, as the API takes it."""
    data = {**example_data(KINDS[kind], variant), **changed}
    data.pop("so", None)
    return {"kind": kind, "data": data}


class Program(FlaskClient):
    """Another program with a key: it sends no cookie and does not say where it comes from."""

    keys: dict[Role, str]
    role = Role.MANAGES

    def open(self, *args: Any, **given: Any):
        """Send it with the key."""
        if args and isinstance(args[0], str):
            given["headers"] = {"Authorization": f"Bearer {self.keys[self.role]}", **(given.get("headers") or {})}
            args = (f"{ROOT}{args[0]}", *args[1:])
        return super().open(*args, **given)


def program(store: Engine, keys: dict[Role, str] | None = None) -> Program:
    """A program that may do everything."""
    app = application(store)
    app.test_client_class = Program
    client = app.test_client()
    client.keys = keys or keys_of_every_role(store)
    return client


def furnish(store: Engine, keys: dict[Role, str]) -> None:
    """An office in which every first id leads somewhere: people, drafts, an issued document, what it has added of its own."""
    unit = office(store)
    save_signer(store, Signer(unit, "Hoàng Đình Khải", dt.date(2025, 1, 1), chuc_vu="bi_thu"), by="x")
    save_person(store, Person(unit, "DV01", "Nông Thị Bình"), by="x")
    client = program(store, keys)
    assert client.post("/drafts", json=facts()).status_code == 201
    made = client.post("/documents", json={**facts(), "accept": []}, headers={"Idempotency-Key": "van-ban-1"})
    assert made.status_code == 201, made.text
    remove_draft(store, create_draft(store, "nghi-quyet", "thuong_ky", {}, by="x", title="bỏ").id, by="x")
    save_basis(store, OwnBasis("Quyết định", "1-QĐ/ĐU", dt.date(2026, 1, 2), "Đảng ủy xã", "về x", dt.date(2026, 1, 2)), by="x")
    group = next(group for _path, group in duties().all_groups() if group.ca_nhan)
    save_duty(store, OwnDuty(group.id, "Phụ trách 6 hộ"), by="x")
    template = shipped_bytes(KINDS["nghi-quyet"].template_of("thuong_ky"))
    hand_in(store, "nghi-quyet", "thuong_ky", "mau.docx", template, {"issues": [], "advice": []}, by="x")
    batches(store, client)


def batches(store: Engine, client: Program) -> None:
    """Three lists: one made, one tried, one only sent."""
    for number in (1, 2, 3):
        raw = f"Họ và tên;Ngày sinh\nVi Văn An;{number}/3/1964\nLục Thị Ngân;31/2/1980\n".encode()
        assert client.post("/batch-plans", data=raw, content_type="application/octet-stream").status_code == 201
        if number < 3:
            client.put(f"/batch-plans/{number}/facts", json={"base": 1, "data": common()})
            assert client.post(f"/batch-plans/{number}/trial").json == {"going": False, "batch_id": number}
    with serial() as workers:
        drive(store, 1, workers)
