"""The rules themselves: each has a title, a page, sources in the standard, and a file that breaks it."""

import datetime as dt
import runpy
from pathlib import Path

import pytest

from docgen.check.finding import Severity
from docgen.check.layout import layout_rules
from docgen.check.layout.registry import Flaw, rule, source
from docgen.standard import standard_on

HERE = Path(__file__)
RULES = layout_rules()
MODULES = [path for path in sorted(HERE.parent.glob("test_*.py")) if path != HERE]
DAYS = ["2018-04-03", "2026-05-26", "2026-05-27", "2030-01-01"]


def failing():
    """Ids of the rules that a case of the other modules breaks."""
    modules = [runpy.run_path(str(path)) for path in MODULES]
    return {case[0][:4] for module in modules for name in ("CASES", "UNKNOWN") for case in module.get(name, ())}


def rules_on(day):
    return standard_on(dt.date.fromisoformat(day)).format


def test_every_rule_has_a_case_that_breaks_it_and_every_case_a_rule():
    assert failing() == set(RULES)


@pytest.mark.parametrize("rule_", RULES.values(), ids=RULES)
def test_title_and_page(rule_):
    first, _, _ = rule_.page.partition("\n")
    assert rule_.title[0].isupper()
    assert not rule_.title.endswith(".")
    assert first.rstrip().endswith((".", ":", ";")) or len(rule_.page.splitlines()) > 1
    assert rule_.page.strip().endswith((".", "”"))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("rule_", RULES.values(), ids=RULES)
def test_the_sources_stand_in_the_standard_of_every_day(rule_, day):
    cited = [source(rules_on(day), path) for path in rule_.sources]
    missing = {path for path, each in zip(rule_.sources, cited, strict=True) if each is None}
    assert rule_.sources
    assert all(each.clause for each in cited if each)
    assert missing <= {"font.color"}  # not regulated before HD 05


@pytest.mark.parametrize("rule_", RULES.values(), ids=RULES)
def test_a_rule_that_may_block_has_a_source_that_is_sure(rule_):
    grades = {each.grade for day in DAYS for each in rule_.cited(rules_on(day))}
    assert rule_.severity is not Severity.ERROR or grades & {"A", "B"}


@pytest.mark.parametrize("grade", ["A", "B", "C", "P", "U"])
def test_only_what_is_sure_blocks(grade):
    rule_ = next(each for each in RULES.values() if each.severity is Severity.ERROR)
    value = rules_on("2026-11-04").page.paper.model_copy(update={"grade": grade})
    assert rule_.severity_of(Flaw(value, "x")) == ("E" if grade in "AB" else "W")
    assert rule_.severity_of(Flaw(value, "x", severity=Severity.HINT)) == "I"


def test_a_grade_of_its_own_goes_before_that_of_the_source():
    rule_ = next(each for each in RULES.values() if each.severity is Severity.ERROR)
    assert rule_.severity_of(Flaw(rules_on("2026-11-04").page.paper, "x", grade="U")) == "W"


def test_two_rules_cannot_have_one_id():
    with pytest.raises(ValueError, match="T-01 is registered twice"):
        rule("T-01", "E", "Khổ giấy")(iter)
