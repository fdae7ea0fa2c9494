"""Who gets which duties: from the roster, else from the catalogue; one decision for all says what the single ones say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from docgen.batch.assigning import Assigning
from docgen.batch.coverage import coverage_of
from docgen.batch.engine import serial
from docgen.batch.run import check_all, drive
from docgen.batch.source import SourceRow, told_apart
from docgen.check.run import review
from docgen.duties import individual_decisions
from docgen.errors import DataError
from docgen.messages import validate
from docgen.roster.reading import Fault, Row
from docgen.roster.writing import write_roster
from docgen.standard import duties
from docgen.store.batch_rows import every_row
from docgen.store.duty_lines import OwnDuty
from schemas.quyet_dinh_phan_cong import DongNhiemVu
from schemas.roster import NguoiTrongDanhSach
from support.batch import KIND, a_run, common, members

OUT = [
    NguoiTrongDanhSach(ho_ten="Đặng Văn Ổn", dien="mien_sinh_hoat"),
    NguoiTrongDanhSach(ho_ten="Lưu Thị Xa", dien="sinh_hoat_tam_thoi_noi_khac"),
    NguoiTrongDanhSach(ho_ten="Mạc Văn Dừng", dien="dinh_chi"),
    NguoiTrongDanhSach(ho_ten="Cam Thị Rời", trang_thai="da_roi"),
]


def decisions(people, own=(), **facts) -> list[SourceRow]:
    rows = [Row(number, person) for number, person in enumerate(people, 2)]
    return list(Assigning(common(**facts), own).rows(rows, rows))


def document(row: SourceRow):
    return validate({**Assigning(common()).common, **row.own}, KIND)


def duties_of(row: SourceRow) -> list[str]:
    return [duty["viec"] for duty in row.own["co_dinh"]]


def test_every_member_of_the_example_has_a_decision_without_errors() -> None:
    rows = decisions(members())
    assert len(rows) == 24 and not any(row.fault or row.left_out for row in rows)
    for row in rows:
        assert [one for one in review(document(row), KIND) if one.severity == "E"] == []


def test_position_and_group_decide_and_slots_nobody_knows_leave_a_line_out() -> None:
    secretary, young = (
        NguoiTrongDanhSach(ho_ten="Hoàng Đình Khải", chuc_vu_dang="Bí thư chi bộ"),
        NguoiTrongDanhSach(ho_ten="Lâm Tuấn Kiệt", nhom="tre_doan_vien", to_dang=2),
    )
    first, second = decisions([secretary, young])
    assert duties_of(decisions([secretary.model_copy(update={"chuc_vu_dang": "BT"})])[0]) == duties_of(first)
    assert any("Đảng ủy xã Vân Thượng Sơn về toàn bộ hoạt động" in line for line in duties_of(first))
    assert any("tin tích cực" in line for line in duties_of(second))
    committee = common()
    committee["co_quan"] |= {"loai": "dang_uy_xa", "ten": "Đảng ủy xã Đức Trọng", "cap_tren": "Đảng bộ tỉnh Lâm Đồng"}
    (own,) = Assigning(committee).rows([Row(2, secretary)], [])
    assert any("Đảng ủy xã Đức Trọng về toàn bộ" in line for line in duties_of(own))
    assert not any("{{" in line for row in (first, second) for line in duties_of(row))
    assert "Tên chi đoàn" in second.notes[0]
    (filled,) = decisions([young], cho_trong={"chi_doan": "Nà Khoang"})
    assert any("chi đoàn Nà Khoang" in line for line in duties_of(filled))


def test_duties_in_the_roster_come_instead_of_the_proposed_ones() -> None:
    person = NguoiTrongDanhSach(ho_ten="Lâm Tuấn Kiệt", nhom="tre_doan_vien")
    proposed = set(duties_of(decisions([person])[0]))

    given = Row(2, person, co_dinh=(a_duty("Trông coi nhà văn hóa"),), mo=(a_duty("Dựng rạp ngày hội"),))
    (row,) = Assigning(common()).rows([given], [])
    assert duties_of(row)[-1] == "Trông coi nhà văn hóa" and [one["viec"] for one in row.own["mo"]] == ["Dựng rạp ngày hội"]
    assert set(duties_of(row)[:-1]) < proposed


def test_a_code_of_the_list_is_one_duty_or_is_told_on_its_person() -> None:
    person = NguoiTrongDanhSach(ho_ten="Lâm Tuấn Kiệt", nhom="tre_doan_vien")
    asked = Row(2, person, co_dinh=(a_duty(duties().lines["dv03"].viec),), ma_nhiem_vu=("ct01", "dv02"))
    (row,) = Assigning(common()).rows([asked], [])
    works = [work.rstrip(".") for work in duties_of(row)]
    assert len(works) == len({*works})  # dv02, dv03: everybody has them
    (told,) = [note for note in row.notes if "ct01" in note]
    assert "Chức danh ở thôn" in told
    (filled,) = Assigning(common(cho_trong={"chuc_danh_thon": "trưởng thôn"})).rows([asked], [])
    assert any("phần việc của trưởng thôn" in line for line in duties_of(filled)) and not any(
        "ct01" in one for one in filled.notes
    )


def a_duty(work: str):
    return DongNhiemVu(viec=work)


def test_nobody_checks_himself() -> None:
    for row in decisions(members()):
        checkers = {duty.get("nguoi_kiem_tra") for duty in [*row.own["co_dinh"], *row.own["mo"]]}
        assert row.name not in checkers and None not in checkers


def test_the_offices_own_lines_are_given_too() -> None:
    own = OwnDuty("bi_thu", "Giữ chìa khóa nhà văn hóa", "Sổ giao nhận", "Hằng ngày")
    secretary = NguoiTrongDanhSach(ho_ten="Hoàng Đình Khải", chuc_vu_dang="Bí thư chi bộ")
    assert "Giữ chìa khóa nhà văn hóa" in duties_of(decisions([secretary], [own])[0])


def test_who_is_not_subject_is_told_with_the_reason(store: Engine) -> None:
    batch = a_run(store, raw=write_roster([*members(), *OUT]))
    with serial() as workers:
        check_all(store, batch.id, workers)
        assert coverage_of(store, batch.id).sentence.startswith(
            "24/24 đảng viên thuộc diện phân công sẽ được giao nhiệm vụ; 4 người"
        )
        drive(store, batch.id, workers)
    said = coverage_of(store, batch.id).sentence
    assert said == (
        "24/24 đảng viên thuộc diện phân công đã được giao nhiệm vụ; 4 người không thuộc diện: "
        "Đặng Văn Ổn (được miễn công tác và sinh hoạt đảng); Lưu Thị Xa (sinh hoạt tạm thời nơi khác); "
        "Mạc Văn Dừng (đang bị đình chỉ sinh hoạt đảng); Cam Thị Rời (đã đưa ra khỏi danh sách)."
    )


def test_the_one_decision_and_the_single_ones_say_the_same(store: Engine) -> None:
    batch = a_run(store, raw=write_roster([*members(), *OUT]), hinh_thuc="ca_hai")
    whole, *single = [row for row in every_row(store, batch.id) if row.state != "left_out"]
    assert len(single) == 24
    document_for_all = validate({**batch.common, **whole.data}, KIND)
    assert [one.ho_ten for one in document_for_all.khong_phan_cong] == ["Đặng Văn Ổn", "Lưu Thị Xa", "Mạc Văn Dừng"]
    for row, expected in zip(single, individual_decisions(document_for_all), strict=True):
        made = validate({**batch.common, **row.data}, KIND)
        assert made.model_copy(update={"noi_nhan": expected.noi_nhan}) == expected
    with serial() as workers:
        assert drive(store, batch.id, workers).failed == 0
    assert [row.so for row in every_row(store, batch.id, ["done"])] == list(range(1, 26))
    assert coverage_of(store, batch.id).assigned == 24


def test_only_the_one_decision(store: Engine) -> None:
    batch = a_run(store, raw=write_roster([*members(), *OUT]), hinh_thuc="danh_sach")
    with serial() as workers:
        after = drive(store, batch.id, workers)
    assert (after.total, after.done, after.left_out) == (5, 1, 4)
    assert coverage_of(store, batch.id).sentence.startswith("24/24 đảng viên thuộc diện phân công đã được giao nhiệm vụ")


def test_a_name_in_the_common_facts_becomes_the_members_name() -> None:
    facts = {**common(), "noi_nhan": ["Đảng ủy xã (để báo cáo)", "Đồng chí {{ho_ten}} (để thực hiện)"]}
    rows = [Row(2, person) for person in members()]
    made = list(Assigning(facts).rows(rows, rows))
    assert made[0].own["noi_nhan"][1] == "Đồng chí Hoàng Đình Khải (để thực hiện)"
    assert made[1].own["noi_nhan"][1] == "Đồng chí Lục Thị Ngân (để thực hiện)"


def test_what_is_wrong_for_all_is_told_once_before_anything(store: Engine) -> None:
    with pytest.raises(DataError) as wrong:
        Assigning({**common(), "nguoi_ky": None})
    assert wrong.value.problems[0].path == "nguoi_ky"
    with pytest.raises(DataError, match="chỗ điền viết sai") as misspelt:
        Assigning({**common(), "noi_nhan": ["Đảng ủy xã", "Đồng chí {{ho ten}}"]})
    assert [one.path for one in misspelt.value.problems] == ["noi_nhan.1"]
    with pytest.raises(DataError, match="giao việc"):
        Assigning(common(hinh_thuc="sai"))


def test_one_person_twice_is_told() -> None:
    born = dt.date(1990, 1, 1)
    people = [
        NguoiTrongDanhSach(ho_ten="Vi Văn An", ngay_sinh=born),
        NguoiTrongDanhSach(ho_ten="vi văn AN", ngay_sinh=born, so_the_dang="099000000001"),
        NguoiTrongDanhSach(ho_ten="Vi Văn An", ngay_sinh=dt.date(1991, 1, 1)),
        NguoiTrongDanhSach(ho_ten="Bế Thị Ba", so_the_dang="099000000001"),
    ]
    told = list(told_apart(decisions(people)))
    assert [bool(row.fault) for row in told] == [False, True, False, True]
    assert "Hàng 3 và hàng 2" in told[1].fault["message"] and "Hàng 5 và hàng 3" in told[3].fault["message"]


def test_one_person_twice_is_told_though_a_row_is_faulty_or_not_to_be_made() -> None:
    one = NguoiTrongDanhSach(ho_ten="Vi Văn An", so_the_dang="099000000001")
    faulty = Row(2, None, readable=one, faults=(Fault(2, "Ngày sinh", "31/2/1980 không có trong lịch"),))
    (first, second) = told_apart(Assigning(common()).rows([faulty, Row(3, one)], []))
    assert "ô chưa đọc được" in first.fault["message"] and "Hàng 3 và hàng 2" in second.fault["message"]
    second = list(told_apart(Assigning(common()).rows([Row(2, one), replace(faulty, number=3)], [])))[1]
    assert [told["label"] for told in second.fault["problems"]] == ["Ngày sinh", ""]
    gone = NguoiTrongDanhSach(ho_ten="Vi Văn An", so_the_dang="099000000001", trang_thai="da_roi")
    for people, wrong in (([one, gone], [False, True]), ([gone, one], [False, True]), ([gone, gone], [False, False])):
        assert [bool(row.fault) for row in told_apart(decisions(people))] == wrong
