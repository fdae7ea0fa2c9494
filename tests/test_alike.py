"""Documents that are alike but for a part are judged as if each were the only one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from docgen import shared_parts
from docgen.check import alike
from docgen.check.content.facts import only, parts
from docgen.check.registry import Case, content_rules
from docgen.check.run import review
from docgen.kinds import KINDS, Kind
from docgen.standard import standard_on
from tests.test_rules import CASES, document

RULES = [rule for rule in content_rules().values() if rule.by_part]
GROUPS: dict[tuple[str, str], list[Any]] = defaultdict(list)
for _, _, one in CASES:
    GROUPS[one["kind"], one["variant"]].append(one)


@pytest.fixture(autouse=True)
def nothing_shared() -> Iterator[None]:
    yield
    shared_parts._parts.clear()
    alike._known.clear()


@pytest.mark.parametrize(("kind", "variant"), GROUPS, ids=map(".".join, GROUPS))
def test_a_rule_that_was_not_asked_again_would_have_found_the_same(kind: str, variant: str) -> None:
    found = [document(case)[0] for case in GROUPS[kind, variant]]
    for base in found[::4]:
        for field, value in base.__dict__.items():
            if isinstance(value, BaseModel):
                others = [getattr(other, field) for other in found[::9]]
                _judge_in_turn(KINDS[kind], base, field, [value, value, *others, value])


def _judge_in_turn(kind: Kind, base: Any, field: str, values: list[BaseModel]) -> None:
    documents = [base.model_copy(update={field: value.model_copy()}) for value in values if value is not None]
    wanted = [review(one, kind) for one in documents]
    shared = [value for name, value in base.__dict__.items() if name != field]
    for value in shared:
        shared_parts.share(value)
    assert [review(one, kind) for one in documents] == wanted
    for value in shared:
        shared_parts.unshare(value)
    alike._known.clear()


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_what_a_rule_finds_part_by_part_is_what_it_finds(rule: Any) -> None:
    hits = 0
    for _, _, case in CASES:
        made, kind = document(case)
        whole = Case(made, kind, standard_on(made.ngay_ban_hanh))
        found = Counter(rule.judge(whole))
        assert set(found) == {hit for part in parts(whole) for hit in rule.judge(only(whole, [part]))}, case
        hits += found.total()
    assert hits


def test_a_second_document_of_a_likeness_is_watched_and_the_third_judged_by_what_was_seen() -> None:
    (rule,) = (rule for rule in content_rules().values() if rule.id == "R-26")
    made, kind = document({"kind": "quyet-dinh-phan-cong", "variant": "ca_nhan"})
    for name, value in made.__dict__.items():
        if name != "dang_vien":
            shared_parts.share(value)
    for _ in range(2):
        review(made, kind)
    (likeness,) = alike._known.values()
    reads = next(group.reads for group in likeness.alike if rule in group.rules)
    assert {name for _, name in reads} == {"ho_ten", "loai", "so_the"}
    wrong = made.model_copy(update={"dang_vien": made.dang_vien.model_copy(update={"so_the": "12"})})
    assert "R-26" in {finding.rule for finding in review(wrong, kind)}
    assert "R-26" not in {finding.rule for finding in review(made, kind)}
