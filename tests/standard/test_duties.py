"""The duty catalogue: every line, every default, every slot."""

import pytest

from docgen.standard import duties, legal_bases

CATALOGUE = duties()
GROUPS = dict(CATALOGUE.all_groups())
LINES = [pytest.param(duty, id=duty.ma) for group in GROUPS.values() for duty in group.nhiem_vu]


def test_the_catalogue_has_its_roles_groups_and_lines():
    assert list(CATALOGUE.roles) == [
        "bi_thu",
        "pho_bi_thu",
        "chi_uy",
        "chi_uy_vien",
        "to_truong_to_dang",
        "dang_vien_chung",
        "dang_vien_du_bi",
        "dang_vien_mien_sinh_hoat",
    ]
    assert list(CATALOGUE.groups) == [
        "can_bo_thon",
        "huu_tri",
        "nong_dan_kinh_doanh",
        "di_lam_an_xa",
        "tre_doan_vien",
        "phu_trach_doan_the",
        "vien_chuc_cong_chuc",
        "luc_luong_vu_trang",
        "hoc_sinh_sinh_vien",
        "noi_cu_tru_213",
    ]
    assert len(CATALOGUE.lines) == len(LINES) == 118


@pytest.mark.parametrize("duty", LINES)
def test_a_duty_says_what_with_which_product_and_when(duty):
    assert duty.viec.endswith(".")
    assert duty.viec[0].isupper()
    assert duty.san_pham
    assert duty.han
    assert set(duty.slots) <= CATALOGUE.slots.keys()


@pytest.mark.parametrize("path", list(GROUPS))
def test_the_defaults_of_a_group_are_lines_of_that_group(path):
    group = GROUPS[path]
    assert [duty.ma for duty in group.defaults] == list(group.mac_dinh)
    assert group.defaults


def test_slots_keep_their_names_in_the_order_they_are_met():
    assert CATALOGUE.lines["pb08"].slots == ("dia_ban", "so_ho")
    assert CATALOGUE.lines["db03"].slots == ("viec_cu_the", "san_pham", "han")
    assert CATALOGUE.lines["dv04"].slots == ()


def test_only_lines_for_exempt_members_are_voluntary():
    voluntary = {duty.ma for duty in CATALOGUE.lines.values() if duty.tu_nguyen}
    assert voluntary == {duty.ma for duty in CATALOGUE.roles["dang_vien_mien_sinh_hoat"].nhiem_vu}


def test_a_probationary_member_is_never_told_to_vote_or_to_sponsor():
    text = " ".join(duty.viec for duty in CATALOGUE.roles["dang_vien_du_bi"].nhiem_vu).lower()
    assert not any(word in text for word in ("biểu quyết", "bầu cử", "giới thiệu", "tổ trưởng"))


def test_conditions_are_kept():
    assert CATALOGUE.lines["bt12"].dieu_kien == "kiêm trưởng thôn/tổ trưởng dân phố"
    assert CATALOGUE.lines["dv08"].dieu_kien == "đảng viên chính thức, đủ điều kiện giới thiệu"


def test_the_duties_of_a_collective_are_not_for_one_person():
    assert [path for path, group in GROUPS.items() if not group.ca_nhan] == ["roles.chi_uy"]


def test_there_are_seven_fields_and_six_things_to_be_clear_about():
    assert [field.ma for field in CATALOGUE.fields] == [
        "viec",
        "san_pham",
        "han",
        "dia_ban",
        "nguoi_phoi_hop",
        "nguoi_kiem_tra",
        "che_do_bao_cao",
    ]
    assert [field.ma for field in CATALOGUE.fields if field.bat_buoc] == ["viec", "san_pham", "han", "nguoi_kiem_tra"]
    assert len(CATALOGUE.sau_ro) == 6


def test_the_rules_the_catalogue_rests_on_were_in_force_when_it_was_written():
    in_force = {basis.id for basis in legal_bases().in_force(CATALOGUE.as_of)}
    assert set(CATALOGUE.basis) <= in_force
