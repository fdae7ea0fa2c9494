"""Every rule on content against cases written in YAML.

`rules/<ID>.yml` holds named cases. `kind` and `variant` choose a small document of `rules/base/`; `change` is laid over it: dotted
paths with indices, null deletes, the index one past the end appends. `expect` lists the hits of that rule as "path: words", the
words standing in the message or in the fix; a letter before the path ("W path: words") is the severity. [] = no hit.
"""

import copy
import json
import re
import time
from functools import cache
from pathlib import Path

import pytest

from docgen.check.content.facts import HD_42
from docgen.check.content.members import HD_38
from docgen.check.finding import Severity
from docgen.check.registry import Case, content_rules
from docgen.check.run import review
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.reading import read_data
from docgen.standard import legal_bases, standard_on

HERE = Path(__file__).parent / "rules"
RULES = content_rules()
BASES = sorted((HERE / "base").glob("*.yml"))
WEIGHT = "IWE"


def load(path):
    return read_data(path.read_bytes(), path.name)


CASES = [(path.stem, name, case) for path in sorted(HERE.glob("*.yml")) for name, case in load(path).items()]


@cache
def base(name):
    return load(HERE / "base" / f"{name}.yml")


def lay(data, path, value):
    """Put `value` at the dotted `path`; nothing deletes what is there."""
    *way, last = path.split(".")
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data.setdefault(step, {})
    if isinstance(data, list):
        place = int(last)
        data[place : place + 1] = [] if value is None else [value]
    elif value is None:
        del data[last]
    else:
        data[last] = value


def document(case):
    kind = KINDS[case["kind"]]
    data = copy.deepcopy(base(f"{case['kind']}.{case['variant']}"))
    for path, value in (case.get("change") or {}).items():
        lay(data, path, copy.deepcopy(value))
    return validate(data, kind), kind


def matches(finding, expected):
    place, _, words = expected.partition(": ")
    severity, _, path = place.rpartition(" ")
    return finding.path == path and severity in ("", finding.severity) and words in f"{finding.message} {finding.fix}"


@pytest.mark.parametrize(("rule", "name", "case"), CASES, ids=[f"{rule}: {name}" for rule, name, _ in CASES])
def test_rule(rule, name, case):
    found = [finding for finding in review(*document(case)) if finding.rule == rule]
    assert len(found) == len(case["expect"]), [str(finding) for finding in found]
    for finding, expected in zip(found, case["expect"], strict=True):
        assert matches(finding, expected), (finding.path, str(finding))


@pytest.mark.parametrize("rule", list(RULES))
def test_every_rule_has_cases_that_pass_and_cases_that_fail(rule):
    expected = [case["expect"] for owner, _, case in CASES if owner == rule]
    assert any(expected), "no case that fails"
    assert not all(expected), "no case that passes"


def test_every_file_of_cases_belongs_to_a_rule():
    assert {path.stem for path in HERE.glob("*.yml")} == set(RULES)


@pytest.mark.parametrize("rule", list(RULES.values()), ids=list(RULES))
def test_only_a_rule_that_is_well_attested_blocks(rule):
    assert rule.severity is not Severity.ERROR or rule.grade in {"A", "B"}


@pytest.mark.parametrize("rule", list(RULES.values()), ids=list(RULES))
def test_the_page_of_a_rule_says_what_why_right_and_wrong(rule):
    first, _, rest = (rule.judge.__doc__ or "").partition("\n")
    starts = [line.strip().partition(":")[0] for line in rest.splitlines() if line.strip()]
    assert first.endswith(".")
    assert [start for start in starts if start in {"Vì sao", "Đúng", "Sai"}] == ["Vì sao", "Đúng", "Sai"]
    assert rule.clause
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")


@pytest.mark.parametrize("path", BASES, ids=[path.stem for path in BASES])
def test_a_sound_document_gives_neither_errors_nor_warnings(path):
    kind, variant = path.stem.split(".")
    found = review(*document({"kind": kind, "variant": variant}))
    assert [str(finding) for finding in found if finding.severity is not Severity.HINT] == []


def test_every_variant_has_a_sound_document():
    assert {path.stem for path in BASES} == {f"{kind.code}.{variant}" for kind in KINDS.values() for variant in kind.variants}


def test_a_hit_never_weighs_more_than_its_rule():
    for _, _, case in CASES:
        for finding in review(*document(case)):
            assert WEIGHT.index(finding.severity) <= WEIGHT.index(RULES[finding.rule].severity), str(finding)


def test_messages_are_sentences_and_say_what_to_do():
    for _, _, case in CASES:
        for finding in review(*document(case)):
            assert finding.message.endswith((".", "”")), finding.message
            assert finding.fix, str(finding)
            assert finding.path, str(finding)
            assert "vui lòng" not in f"{finding.message}{finding.fix}".lower()


def test_messages_name_no_field_as_data_files_do():
    for _, _, case in CASES:
        typed = json.dumps(case.get("change"), ensure_ascii=False)
        for finding in review(*document(case)):
            said = f"{finding.message} {finding.fix}"
            named = re.findall(r"\btrường luu\b|\b[a-z]+_[a-z_0-9]+\b", said)
            assert [name for name in named if name not in typed] == [], str(finding)


def paths_of_numbers(data, path=""):
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        place = f"{path}.{key}" if path else str(key)
        if isinstance(value, dict | list):
            yield from paths_of_numbers(value, place)
        elif isinstance(value, str) and value.isdigit():
            yield place


@pytest.mark.parametrize("number", ["0", "1", "1000000"])
@pytest.mark.parametrize("path", BASES, ids=[path.stem for path in BASES])
def test_no_rule_stumbles_over_extreme_numbers(path, number):
    kind, variant = path.stem.split(".")
    bounded = {"thang", "nam", "so_the", "ke_hoach"} | ({"so_can_bau"} if number != "1" else set())
    change = {place: number for place in paths_of_numbers(load(path)) if place.rpartition(".")[2] not in bounded}
    at_least_one = ("mau_so", "thong_qua.tong") if number == "0" else ()
    change = {place: value for place, value in change.items() if not place.endswith(at_least_one)}
    review(*document({"kind": kind, "variant": variant, "change": change}))


@pytest.mark.parametrize("word", ["1", "1.", "{", "<", ". ", "bầu ", "phó ", "Ban ", "giới thiệu ", "ngày ", "1-NQ/", "(", "…"])
def test_long_text_is_judged_in_linear_time(word):
    long = {"phuong_huong": word * (100_000 // len(word)) + " 5% {{ x"}
    started = time.perf_counter()
    review(*document({"kind": "nghi-quyet", "variant": "thuong_ky", "change": long}))
    # A quarter of a second is usual; what reads a text again from each of its letters takes half a minute.
    assert time.perf_counter() - started < 8


def test_the_days_of_the_rules_are_those_of_the_register():
    assert legal_bases().bases["hd_42_btctw_2025"].valid_from == HD_42
    assert legal_bases().bases["hd_38_btctw_2025"].valid_from == HD_38


def test_before_a_rule_holds_it_is_silent():
    late = {"cuoc_hop.ngay": "20/10/2025", "ngay_ban_hanh": "20/10/2025", "ky": {"thang": "10", "nam": "2025"}}
    found = review(*document({"kind": "nghi-quyet", "variant": "thuong_ky", "change": late}))
    assert not [finding for finding in found if finding.rule == "R-40"]


def test_the_document_is_read_once_for_all_rules():
    sound, kind = document({"kind": "nghi-quyet", "variant": "thuong_ky"})
    case = Case(sound, kind, standard_on(sound.ngay_ban_hanh))
    for rule in RULES.values():
        list(rule.judge(case))
    before = dict(case.known)
    for rule in RULES.values():
        list(rule.judge(case))
    assert all(case.known[key] is value for key, value in before.items())
