"""How numbers add up beside the fields: the same as the rules on content say, for whatever numbers."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.check.content.counting import tallies
from docgen.check.finding import Finding
from docgen.check.registry import Case
from docgen.check.run import review
from docgen.context.meeting import vote_base
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.standard import standard_on
from schemas.meeting import BieuQuyet
from support.examples import EXAMPLES, Example
from support.web import Page, sent, started, work_of
from web.tallies import tallies_of
from web.work import Work

MONTHLY = Example(KINDS["nghi-quyet"], "thuong_ky")
VOTES = {"R-60", "R-62", "R-63", "R-64"}


def judged(document: Any, example: Example) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """The tallies by path, and the findings."""
    case = Case(document, example.kind, standard_on(document.ngay_ban_hanh))
    return {one.path: one for one in tallies(case)}, review(document, example.kind)


def agree(found: dict[str, Any], findings: tuple[Finding, ...], document: Any, example: Example) -> None:
    """A vote is carried where no rule says otherwise; attendance adds up where R-52 is silent; bases are in both the same."""
    failed = {one.path.removesuffix(".tan_thanh"): one for one in findings if one.rule in VOTES and "mẫu số" in one.message}
    for path, tally in found.items():
        if path.startswith("bieu_quyet"):
            vote = document.bieu_quyet if path == "bieu_quyet" else document.bieu_quyet[int(path.rpartition(".")[2])]
            assert isinstance(vote, BieuQuyet)
            if vote_base(document) < 1:
                assert tally.ok is None
                continue
            assert tally.ok is vote.thong_qua(vote_base(document))
            assert str(vote.can_dat(vote_base(document))) in tally.text
            if example.kind.code == "nghi-quyet":
                assert tally.ok is not (path in failed and failed[path].severity == "E")
            if path in failed:
                reason = failed[path].message.rpartition("(")[2].rstrip(").")
                assert reason.lower() in tally.text.lower()
        if path.endswith("thanh_phan"):
            assert tally.ok is not any(one.rule == "R-52" and "cộng vắng" in one.message and one.path == path for one in findings)


@pytest.mark.parametrize("shown", EXAMPLES, ids=str)
def test_examples_add_up_as_the_rules_say(shown: Example) -> None:
    found, findings = judged(shown.document, shown)
    agree(found, findings, shown.document, shown)
    if hasattr(shown.document, "bieu_quyet") or hasattr(shown.document, "cuoc_hop") or hasattr(shown.document, "bau_cu"):
        assert found and all(one.ok is not None for one in found.values())


COUNT = st.integers(0, 40)
FEW = st.integers(0, 4)
SHARE = st.sampled_from([0.45, 0.5, 0.55, 0.6, 0.66, 0.67, 0.7, 1])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    whole=COUNT,
    fewer=st.fixed_dictionaries(dict.fromkeys(("tong_du_bi", "mien_sinh_hoat", "tam_thoi_di", "dinh_chi", "co_mat_du_bi"), FEW)),
    came=COUNT,
    share=SHARE,
    against=FEW,
    matter=st.sampled_from(["thuong", "ket_nap", "ky_luat"]),
    variant=st.sampled_from(["nghi-quyet/thuong_ky", "nghi-quyet/ket_luan", "bien-ban/thuong_ky"]),
)
def test_any_numbers_add_up_as_the_rules_say(
    whole: int, fewer: dict[str, int], came: int, share: float, against: int, matter: str, variant: str
) -> None:
    counts = {"tong_chinh_thuc": whole, "co_mat_chinh_thuc": came, **fewer}
    base = max(whole - fewer["mien_sinh_hoat"] - fewer["tam_thoi_di"], 0)
    votes = {"tan_thanh": int(base * share), "khong_tan_thanh": against, "loai_viec": matter}
    kind, _slash, code = variant.partition("/")
    shown = Example(KINDS[kind], code)
    data = example_data(shown.kind, code)
    data["cuoc_hop"]["thanh_phan"] |= counts
    data["bieu_quyet"] = votes if kind == "nghi-quyet" else [votes | {"noi_dung": "Việc"}]
    document = validate(data, shown.kind)
    found, findings = judged(document, shown)
    agree(found, findings, document, shown)


TYPED = st.sampled_from(["", " ", "2x", "19", "0", "1.000", "-3", "99999999999999", "mười", "²", "1,5"])


@settings(max_examples=60, deadline=None)
@given(typed=st.fixed_dictionaries(dict.fromkeys(("tong_chinh_thuc", "mien_sinh_hoat", "co_mat_chinh_thuc"), TYPED)), yes=TYPED)
def test_half_typed_numbers_are_asked_for_and_never_break(typed: dict[str, str], yes: str) -> None:
    work = work_of(MONTHLY)
    work.answers["cuoc_hop"]["thanh_phan"] |= typed
    work.answers["bieu_quyet"]["tan_thanh"] = yes
    found = tallies_of(work)
    assert "[CẦN" not in str(found)
    assert all((one.ok is None) is ("để tính tiếp" in one.text) for one in found.values())
    if not {yes, *typed.values()} <= {"19", "0", "1.000"} and yes == "2x":
        assert found["bieu_quyet"].ok is None


def test_a_blank_form_asks_for_the_first_number() -> None:
    found = tallies_of(Work.blank("nghi-quyet", "thuong_ky"))
    assert found["bieu_quyet"].text == "Điền “Tổng số đảng viên chính thức” để tính tiếp."
    assert tallies_of(Work.blank("quyet-dinh-phan-cong", "danh_sach")) == {}


def test_the_page_and_every_save_say_the_same(client: FlaskClient) -> None:
    place = started(client, MONTHLY, work_of(MONTHLY).pairs)
    text = client.get(place).text
    said = "Mẫu số 22 = 26 chính thức − 1 ở nơi khác − 3 được miễn không dự; quá nửa là từ 12 phiếu; tán thành 19/22, đạt 86,4%"
    assert said in text
    assert "Phải dự 24 = 28 đảng viên − 3 được miễn − 1 ở nơi khác; có mặt 21, vắng 3, cộng 24: đủ" in text
    pairs = dict(Page(text).pairs) | {"bieu_quyet.tan_thanh": "11", "_ban": dict(Page(text).pairs)["_ban"]}
    votes = {one["path"]: one for one in client.post(f"{place}/luu", data=sent(list(pairs.items()))).json["votes"]}
    assert votes["bieu_quyet"]["ok"] is False
    assert "11/22, đạt 50,0%: đúng một nửa, chưa quá nửa" in votes["bieu_quyet"]["text"]


def test_rows_in_which_nothing_stands_do_not_shift_the_tallies() -> None:
    work = work_of(Example(KINDS["bien-ban"], "thuong_ky"))
    before = tallies_of(work)
    blank = {**work.answers["bieu_quyet"][0], "noi_dung": "", "tan_thanh": "", "khong_tan_thanh": "", "y_kien_khac": ""}
    work.answers["bieu_quyet"].insert(0, blank)
    after = tallies_of(work)
    assert [after[f"bieu_quyet.{row + 1}"].text for row in range(3)] == [before[f"bieu_quyet.{row}"].text for row in range(3)]
    assert "bieu_quyet.0" not in after
