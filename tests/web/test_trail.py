"""The audit trail in the browser."""

from __future__ import annotations

import ast
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen import store as store_package
from docgen.store.audit import note
from docgen.store.book import book
from docgen.store.engine import writing
from docgen.store.numbers import void
from docgen.store.users import Role
from support.office import issued
from web.desk import role_of
from web.views import trail


def test_what_was_done_is_said_in_plain_words(client: FlaskClient, store: Engine) -> None:
    assert "Thêm đơn vị" not in client.get("/nhat-ky").text
    issued(store, "nghi-quyet", "thuong_ky")
    issued(store, "nghi-quyet", "thuong_ky")
    void(store, book(store)[0].id, reason="In sai", by="minh")
    text = client.get("/nhat-ky").text
    assert all(word in text for word in ("Thêm đơn vị", "Lấy số", "Ban hành, cấp số", "Hủy số", "số 1; lý do In sai", "minh"))
    assert "sha256" not in text
    only = client.get("/nhat-ky?muc=numbers&so=2").text
    assert "Hủy số</td>" not in only and only.count("<tr>") == 3


def test_what_cannot_be_filtered_is_told_and_what_is_not_known_is_shown(client: FlaskClient, store: Engine) -> None:
    with writing(store) as connection:
        note(connection, "lan", "melt", "stones", None)
    assert "melt stones" in client.get("/nhat-ky").text
    for query in ("so=5", "muc=numbers&so=x", "muc=la&so=1", "muc=numbers&so=99999999999"):
        assert "Chọn mục rồi ghi mã bằng chữ số" in client.get(f"/nhat-ky?{query}").text
    assert "Không có dòng nào" in client.get("/nhat-ky?muc=numbers").text


WORKED_OUT = {
    "drafts state": {"open", "removed"},
    "batches state": {"running", "stopped", "done"},
    "batches f'ask-{wish}'": {"ask-stop", "ask-cancel"},
    "numbers action": {"enter-late", "enter-other", "enter-hand"},
}
"""Actions that are no words in the source: what the variable may say."""


def noted() -> set[tuple[str, str]]:
    """Every table and action that the store notes, read from its source."""
    found = set()
    for file in Path(store_package.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "note":
                what = ast.literal_eval(call.args[3])
                found |= {(what, action) for action in actions_of(call.args[2], what)}
    return found


def actions_of(said: ast.expr, what: str) -> set[str]:
    if isinstance(said, ast.IfExp):
        return actions_of(said.body, what) | actions_of(said.orelse, what)
    return {said.value} if isinstance(said, ast.Constant) else WORKED_OUT[f"{what} {ast.unparse(said)}"]


def test_everything_that_is_noted_has_its_words(client: FlaskClient, store: Engine) -> None:
    every = sorted(noted())
    assert len(every) > 35
    with writing(store) as connection:
        for what, action in every:
            note(connection, "lan", action, what, None, role="van_thu", kind="nghi-quyet", added=2)
    text = client.get("/nhat-ky").text
    for what, action in every:
        assert f"{action} {what}" not in text, (what, action)
        assert f"<td>{what}</td>" not in text
    assert "vai trò Văn thư; loại Nghị quyết, kết luận; thêm 2" in text


def test_only_who_manages_may_read_it() -> None:
    assert role_of(trail.lines) is Role.MANAGES
