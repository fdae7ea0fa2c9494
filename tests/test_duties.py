"""The decision for the whole chi bộ, taken apart into one for every member."""

from __future__ import annotations

import pytest

from docgen.check.run import review
from docgen.duties import individual_decisions
from docgen.errors import DataError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate

KIND = KINDS["quyet-dinh-phan-cong"]


def whole(**changes):
    return validate({**example_data(KIND, "danh_sach"), **changes}, KIND)


def test_who_checks_the_common_duties_is_checked_by_the_deputy() -> None:
    decisions = {one.dang_vien.ho_ten: one for one in individual_decisions(whole())}
    checker = decisions["Lục Thị Ngân"]
    assert {duty.nguoi_kiem_tra for duty in checker.co_dinh[:4]} == {"Hoàng Đình Khải"}
    assert {duty.nguoi_kiem_tra for duty in decisions["Đàm Thị Hợi"].co_dinh[:4]} == {"Lục Thị Ngân"}


def test_without_a_deputy_the_rules_say_that_nobody_checks_the_checker() -> None:
    decisions = {one.dang_vien.ho_ten: one for one in individual_decisions(whole(kiem_tra_thay=None))}
    assert "R-86c" in {finding.rule for finding in review(decisions["Lục Thị Ngân"], KIND)}


def test_more_duties_than_letters_are_refused_with_the_name() -> None:
    duties = [{"viec": f"Việc thứ {number}"} for number in range(20)]
    with pytest.raises(DataError, match="đồng chí Hoàng Đình Khải"):
        list(individual_decisions(whole(nhiem_vu_chung=duties)))
