"""Votes, attendance and elections: the arithmetic of the rules, with the numbers the field argues about."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.election import KetQuaBau
from schemas.meeting import BieuQuyet, CuocHop, ThanhPhan

SAMPLE = {
    "tong_chinh_thuc": 26,
    "tong_du_bi": 2,
    "mien_sinh_hoat": 3,
    "tam_thoi_di": 1,
    "co_mat_chinh_thuc": 19,
    "co_mat_du_bi": 2,
}


def test_the_base_of_a_conference_leaves_out_the_exempt_and_those_away() -> None:
    group = ThanhPhan(**SAMPLE)
    assert (group.tong, group.phai_du, group.co_mat, group.mau_so) == (28, 24, 21, 22)


def test_an_exempt_member_who_comes_counts_in_the_base_and_votes() -> None:
    group = ThanhPhan(**SAMPLE, mien_sinh_hoat_co_du=("Lương Thị Nhàn",))
    assert (group.mau_so, group.du_quyen_bieu_quyet) == (23, 20)


def test_a_congress_also_leaves_out_the_suspended_and_the_excused() -> None:
    absent = ({"ho_ten": "Một Người", "ly_do": "ốm"}, {"ho_ten": "Người Dự Bị", "ly_do": "ốm", "du_bi": True})
    assert ThanhPhan(**SAMPLE, dinh_chi=1, vang_co_ly_do=absent).mau_so_dai_hoi == 20


@pytest.mark.parametrize(
    ("votes", "base", "carried"),
    [(19, 22, True), (12, 22, True), (11, 22, False), (12, 23, True), (11, 23, False), (5, 11, False), (6, 11, True)],
)
def test_more_than_half_of_the_base_carries_and_exactly_half_does_not(votes: int, base: int, carried: bool) -> None:
    assert BieuQuyet(tan_thanh=votes).thong_qua(base) is carried


@pytest.mark.parametrize(("base", "needed"), [(22, 15), (21, 14), (3, 2), (1, 1)])
def test_two_thirds_are_rounded_up(base: int, needed: int) -> None:
    vote = BieuQuyet(tan_thanh=needed, loai_viec="ket_nap")
    assert vote.can_dat(base) == needed
    assert vote.thong_qua(base)
    assert not BieuQuyet(tan_thanh=needed - 1, loai_viec="xoa_ten").thong_qua(base)


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_matter_is_carried_exactly_when_twice_the_votes_exceed_the_base(base: int, votes: int) -> None:
    assert BieuQuyet(tan_thanh=votes).thong_qua(base) == (2 * votes > base)
    assert BieuQuyet(tan_thanh=votes, loai_viec="ket_nap").thong_qua(base) == (3 * votes >= 2 * base)


def election(need: int, base: int, *votes: int) -> KetQuaBau:
    people = [{"ho_ten": f"Người {letter}", "so_phieu": count} for letter, count in zip("ABCDEFGH", votes, strict=False)]
    return KetQuaBau(
        chuc_danh="chi_uy", ten="Bầu", so_can_bau=need, mau_so=base, phat_ra=base, thu_vao=base, hop_le=base, ung_vien=people
    )


@pytest.mark.parametrize(
    ("need", "base", "votes", "elected"),
    [
        (1, 22, (14, 5), ["Người A"]),
        (3, 20, (20, 19, 17), ["Người A", "Người B", "Người C"]),
        (1, 11, (5, 6), ["Người B"]),
        (1, 10, (5, 5), []),
        (2, 20, (15, 12, 12), ["Người A"]),
        (2, 20, (15, 12, 11), ["Người A", "Người B"]),
        (1, 20, (13, 13), []),
        (2, 20, (12, 18), ["Người B", "Người A"]),
    ],
)
def test_elected_are_the_most_voted_over_half_and_a_tie_elects_none_of_the_tied(need, base, votes, elected) -> None:
    assert [person.ho_ten for person in election(need, base, *votes).trung_cu] == elected


@given(st.integers(1, 5), st.integers(1, 30), st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_never_more_are_elected_than_needed_and_all_have_over_half(need: int, base: int, votes: list[int]) -> None:
    winners = election(need, base, *votes).trung_cu
    assert len(winners) <= need
    assert all(2 * person.so_phieu > base for person in winners)


def test_the_length_of_a_meeting_is_in_minutes() -> None:
    person = {"ho_ten": "Hoàng Đình Khải"}
    meeting = CuocHop(
        ngay=dt.date(2026, 11, 3),
        bat_dau="19:30",
        ket_thuc="21:15",
        dia_diem="x",
        chu_tri=person,
        thu_ky=person,
        thanh_phan=SAMPLE,
    )
    assert meeting.so_phut == 105
    assert meeting.model_copy(update={"ket_thuc": None}).so_phut is None
