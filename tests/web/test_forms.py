"""Pairs, answers and data: what is typed comes back, noise is ignored, nothing is dropped in silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.kinds import KINDS, Kind
from docgen.messages import validate
from support.strategies import any_document
from web import grouping
from web.batches.facts import FactsWork
from web.fields import FieldView, Widget, form_of
from web.forms import (
    answers_of_pairs,
    blank_answers,
    data_of,
    is_blank,
    pairs_of,
    plain_data,
    without_blank_rows,
)
from web.refilling import answers_of_data

VARIANTS = [(kind, variant) for kind in KINDS.values() for variant in kind.variants]
THUONG_KY = form_of(KINDS["nghi-quyet"].variants["thuong_ky"])
every_variant = pytest.mark.parametrize(("kind", "variant"), VARIANTS, ids=lambda value: getattr(value, "code", value))


def walk(view: FieldView):
    for child in view.fields:
        yield child
        yield from walk(child)


def views(path: str) -> FieldView:
    return next(view for view in walk(THUONG_KY) if view.path == path)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_document())
def test_data_of_any_kind_goes_through_the_form_and_comes_back_the_same_document(made: tuple[Kind, dict[str, Any]]) -> None:
    kind, data = made
    form = form_of(kind.variants[data["bien_the"]])
    answers, left = answers_of_data(data, form)
    assert left == []
    pairs = list(pairs_of(answers, form))
    assert answers_of_pairs(pairs, form) == answers
    assert list(pairs_of(answers_of_pairs(pairs, form), form)) == pairs
    again = {"bien_the": data["bien_the"], **data_of(answers, form)}
    assert validate(again, kind).model_dump() == validate(data, kind).model_dump()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_document(), st.data())
def test_whatever_is_typed_into_a_field_is_kept_letter_by_letter(made: tuple[Kind, dict[str, Any]], draw: st.DataObject) -> None:
    kind, data = made
    form = form_of(kind.variants[data["bien_the"]])
    pairs = list(pairs_of(answers_of_data(data, form)[0], form))
    typed = [(name, draw.draw(st.text(max_size=20)).replace("\r", "")) for name, _ in pairs[:30]]
    assert list(pairs_of(answers_of_pairs(typed + pairs[30:], form), form)) == typed + pairs[30:]


@every_variant
def test_every_field_of_the_schema_has_a_view_and_a_section(kind: Kind, variant: str) -> None:
    form = form_of(kind.variants[variant])
    shown = [view.name for _, inside in grouping.sections_of(form, kind.code) for view in inside]
    assert sorted(shown) == sorted(set(kind.variants[variant].model_fields) - {"bien_the"})
    assert all(view.title and view.title[0].isupper() and view.hint for view in walk(form))
    assert all(view.choices for view in walk(form) if view.widget is Widget.CHOICE)


def test_every_name_in_the_grouping_file_exists() -> None:
    everything = {view.path for kind, variant in VARIANTS for view in walk(form_of(kind.variants[variant]))}
    everything |= {view.path for view in walk(FactsWork(KINDS["quyet-dinh-phan-cong"], "ca_nhan", {}).form)}  # of a batch
    named = {name for kind in KINDS for section in grouping.sections_of_kind(kind) for name in section.fields}
    assert named - {grouping.REST} <= everything
    assert set(grouping.hints()) <= everything


@every_variant
def test_a_form_nobody_touched_is_blank(kind: Kind, variant: str) -> None:
    form = form_of(kind.variants[variant])
    assert is_blank(blank_answers(form), form)
    assert is_blank(answers_of_pairs(pairs_of(blank_answers(form), form), form), form)


def test_of_a_box_and_its_hidden_twin_the_last_counts() -> None:
    ticked = answers_of_pairs([("in_hai_mat", "khong"), ("in_hai_mat", "co")], THUONG_KY)
    assert data_of(ticked, THUONG_KY)["in_hai_mat"] is True
    assert "in_hai_mat" not in data_of(answers_of_pairs([("in_hai_mat", "khong")], THUONG_KY), THUONG_KY)
    off = answers_of_pairs([("co_quan.co_chi_uy", "khong")], THUONG_KY)
    assert data_of(off, THUONG_KY)["co_quan"] == {"co_chi_uy": False}


def test_rows_with_holes_in_their_numbers_close_up_and_blank_rows_go() -> None:
    answers = answers_of_pairs([("nhiem_vu.10.viec", "B"), ("nhiem_vu.2.viec", "A"), ("nhiem_vu.5.viec", " \u00a0")], THUONG_KY)
    assert [row["viec"] for row in answers["nhiem_vu"]] == ["A", " \u00a0", "B"]
    assert data_of(without_blank_rows(answers, THUONG_KY), THUONG_KY)["nhiem_vu"] == [{"viec": "A"}, {"viec": "B"}]


def test_a_row_with_only_a_tick_in_it_is_not_blank() -> None:
    answers = answers_of_pairs([("cuoc_hop.thanh_phan.vang_co_ly_do.0.du_bi", "co")], THUONG_KY)
    tidy = without_blank_rows(answers, THUONG_KY)
    assert data_of(tidy, THUONG_KY)["cuoc_hop"]["thanh_phan"]["vang_co_ly_do"] == [{"du_bi": True}]


@pytest.mark.parametrize(
    ("path", "typed", "meant"),
    [
        ("so", "15", 15),
        ("so", " 1 5 ", 15),
        ("so", "1.234", 1234),
        ("so", "1,234", 1234),
        ("so", "015", "015"),
        ("so", "1.5", "1.5"),
        ("so", "mười lăm", "mười lăm"),
        ("so", "１５", "１５"),
        ("so", "9" * 40, "9" * 40),
        ("tu_cham_diem.tong", "8,5", "8.5"),
        ("tu_cham_diem.tong", "8.5", "8.5"),
        ("tu_cham_diem.tong", "tám rưỡi", "tám rưỡi"),
        ("ngay_ban_hanh", " 5/3/2026 ", " 5/3/2026 "),
        ("noi_nhan", "A\n\n  \nB ", ["A", "B "]),
    ],
)
def test_harmless_noise_is_ignored_and_everything_else_kept(path: str, typed: str, meant: Any) -> None:
    found: Any = data_of(answers_of_pairs([(path, typed)], THUONG_KY), THUONG_KY)
    for step in path.split("."):
        found = found[step]
    assert found == meant


def test_what_a_file_holds_beyond_the_form_is_handed_back() -> None:
    data = {
        "la": "chữ lạ",
        "co_quan": "Chi bộ",
        "nhiem_vu": "không phải danh sách",
        "so": ["1"],
        "in_hai_mat": "có lẽ",
        "noi_nhan": ["A", {"b": "c"}],
        "ky": {"thang": 11, "quy": 4},
    }
    answers, left = answers_of_data(data, THUONG_KY)
    assert dict(left) == {
        "la": "chữ lạ",
        "co_quan": "Chi bộ",
        "nhiem_vu": "không phải danh sách",
        "so": "['1']",
        "in_hai_mat": "có lẽ",
        "noi_nhan.1": "{'b': 'c'}",
        "ky.quy": "4",
    }
    assert (answers["noi_nhan"], answers["ky"]["thang"]) == ("A", "11")


def test_days_and_times_as_machines_write_them_are_shown_as_people_do() -> None:
    answers, _ = answers_of_data({"ngay_ban_hanh": "2026-11-04", "cuoc_hop": {"bat_dau": "19:30:00"}}, THUONG_KY)
    assert (answers["ngay_ban_hanh"], answers["cuoc_hop"]["bat_dau"]) == ("04/11/2026", "19:30")


def test_a_code_that_is_no_choice_is_kept() -> None:
    answers, left = answers_of_data({"do_khan": "gấp"}, THUONG_KY)
    assert (answers["do_khan"], left) == ("gấp", [])


def test_names_that_fit_no_form_do_no_harm() -> None:
    names = [
        "",
        ".",
        "..",
        "nhiem_vu",
        "nhiem_vu.x.viec",
        "nhiem_vu.0",
        "so.0.1",
        "a" * 9000,
        "co_quan",
        "nhiem_vu.99999999999.viec",
    ]
    answers = answers_of_pairs([(name, "x") for name in names], THUONG_KY)
    assert set(data_of(without_blank_rows(answers, THUONG_KY), THUONG_KY)) == {
        "co_quan",
        "cuoc_hop",
        "danh_gia",
        "ky",
        "bieu_quyet",
        "nguoi_ky",
    }


def test_pairs_are_handed_back_as_data_without_a_schema() -> None:
    pairs = [("a.1.b", "x"), ("a.0.b", "y"), ("c", ""), ("d.0", "z"), ("e.f", "1\r\n2")]
    assert plain_data(pairs) == {"a": [{"b": "y"}, {"b": "x"}], "d": ["z"], "e": {"f": "1\n2"}}
