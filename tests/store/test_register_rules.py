"""What the register says of a document before its number is taken: each rule is broken by one thing, and by nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine

from docgen.check.finding import Severity
from docgen.examples import example_data
from docgen.issuing import Order, issue_document
from docgen.kinds import KINDS
from docgen.register_rules import REGISTER_RULES, examine
from docgen.store.columns import today
from docgen.store.units import Unit, save_unit

KIND = KINDS["nghi-quyet"]


@pytest.fixture
def own(store: Engine) -> Engine:
    """A store whose own unit is the one of the example."""
    name = facts()["co_quan"]["ten"]
    save_unit(store, Unit("CB-NK", name, "2025 - 2030", own=True), by="lan")
    return store


def facts(**changes: Any) -> dict[str, Any]:
    data = dict(example_data(KIND, "thuong_ky", minimal=True))
    return {**data, "co_quan": {**data["co_quan"], "nhiem_ky": {"tu": 2025, "den": 2030}}, **changes}


def on(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def told(store: Engine, data: dict[str, Any], **how: bool) -> dict[str, str]:
    """The text of each finding of the register, by rule."""
    found = examine(store, Order(data, KIND, "lan"), **how).findings
    return {one.rule: f"{one.severity} {one.path} {one.message}" for one in found if one.rule in REGISTER_RULES}


def issued(store: Engine, day: str, **changes: Any) -> None:
    issue_document(store, Order(facts(ngay_ban_hanh=day, **changes), KIND, "lan"))


def test_a_document_of_the_own_unit_with_the_next_number_is_not_remarked_on(own: Engine) -> None:
    issued(own, "03/11/2026")
    examined = examine(own, Order(facts(), KIND, "lan"))
    assert told(own, facts()) == {}
    assert examined.plan is not None
    assert (examined.plan.so, examined.obstacle) == (2, None)


def test_a_slip_in_the_name_of_the_unit_is_told(own: Engine) -> None:
    data = facts()
    data["co_quan"] = {**data["co_quan"], "ten": "Chi bộ thôn Nà Khoan"}
    assert told(own, data) == {
        "S-01": "W co_quan.ten “Chi bộ thôn Nà Khoan” chưa có trong danh sách đơn vị; tạo văn bản sẽ mở sổ số mới cho đơn vị này."
    }
    assert told(own, data, numbered=False) == {}


def test_the_first_unit_of_all_is_no_slip(store: Engine) -> None:
    assert told(store, facts()) == {}


def test_a_day_to_come_is_told_and_today_is_not(own: Engine) -> None:
    tomorrow = today() + dt.timedelta(days=1)
    assert list(told(own, facts(ngay_ban_hanh=on(tomorrow)))) == ["S-02"]
    assert told(own, facts(ngay_ban_hanh=on(today()))) == {}


def test_a_number_that_is_taken_blocks(own: Engine) -> None:
    issued(own, "03/11/2026")
    issued(own, "03/11/2026")
    assert told(own, facts(so=1))["S-03"].startswith("E so Số 1 đã có trong sổ: 01-NQ/CB, ")
    assert told(own, facts(so=3)) == {}
    assert told(own, facts(so=9)) == {}
    assert examine(own, Order(facts(so=1), KIND, "lan")).findings[0].severity is Severity.ERROR


def test_days_follow_numbers(own: Engine) -> None:
    issued(own, "03/11/2026")
    assert told(own, facts(ngay_ban_hanh="02/11/2026"))["S-04"] == (
        "W ngay_ban_hanh Số 2 có ngày 02/11/2026, trước ngày 03/11/2026 của 01-NQ/CB."
    )
    assert told(own, facts(ngay_ban_hanh="03/11/2026")) == {}
    issued(own, "05/11/2026", so=4)
    assert told(own, facts(so=3, ngay_ban_hanh="06/11/2026"))["S-04"] == (
        "W ngay_ban_hanh Số 3 có ngày 06/11/2026, sau ngày 05/11/2026 của 04-NQ/CB."
    )


def test_a_draft_from_an_example_is_told(own: Engine) -> None:
    assert list(told(own, facts(), from_example=True)) == ["S-05"]


def test_what_can_get_no_number_is_told_as_obstacle(store: Engine) -> None:
    data = facts()
    data["co_quan"] = {name: value for name, value in data["co_quan"].items() if name != "nhiem_ky"}
    examined = examine(store, Order(data, KIND, "lan"))
    assert examined.plan is None
    assert "nhiệm kỳ" in str(examined.obstacle)
    assert examine(store, Order(data, KIND, "lan"), numbered=False).obstacle is None


def test_every_rule_says_what_it_wants_and_why() -> None:
    for rule in REGISTER_RULES.values():
        assert len((rule.judge.__doc__ or "").splitlines()) > 2, rule.id
        assert rule.severity is not Severity.ERROR or rule.grade in {"A", "B"}, rule.id
