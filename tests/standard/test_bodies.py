"""Kinds of documents, issuing bodies, who may issue what, numbering and the score frame."""

from datetime import date

import pytest

from docgen.standard import legal_bases, standard_on

TODAY = standard_on(date(2026, 11, 22))
UNDER_HD36 = standard_on(date(2026, 5, 26))


@pytest.mark.parametrize(
    ("kind", "name", "symbol"),
    [
        ("nghi_quyet", "Nghị quyết", "NQ"),
        ("quyet_dinh", "Quyết định", "QĐ"),
        ("quy_dinh", "Quy định", "QĐ"),
        ("chi_thi", "Chỉ thị", "CT"),
        ("ket_luan", "Kết luận", "KL"),
        ("quy_che", "Quy chế", "QC"),
        ("thong_tri", "Thông tri", "TT"),
        ("huong_dan", "Hướng dẫn", "HD"),
        ("thong_bao", "Thông báo", "TB"),
        ("bao_cao", "Báo cáo", "BC"),
        ("ke_hoach", "Kế hoạch", "KH"),
        ("chuong_trinh", "Chương trình", "CTr"),
        ("de_an", "Đề án", "ĐA"),
        ("phuong_an", "Phương án", "PA"),
        ("to_trinh", "Tờ trình", "TTr"),
        ("cong_van", "Công văn", "CV"),
        ("bien_ban", "Biên bản", "BB"),
        ("ban_sao", "Bản sao", "BS"),
        ("quy_hoach", "Quy hoạch", None),
        ("du_an", "Dự án", None),
    ],
)
def test_kind_has_its_name_and_symbol(kind, name, symbol):
    assert (TODAY.kinds[kind].name, TODAY.kinds[kind].symbol) == (name, symbol)


def test_a_regulation_had_another_symbol_before_hd05():
    assert (UNDER_HD36.kinds["quy_dinh"].symbol, TODAY.kinds["quy_dinh"].symbol) == ("QĐi", "QĐ")
    assert UNDER_HD36.kinds["quy_dinh"].clause == "HD 36, mục 1.3"
    assert UNDER_HD36.kinds["quyet_dinh"] == TODAY.kinds["quyet_dinh"]


def test_there_are_25_kinds_and_8_administrative_papers():
    groups = [kind.group for kind in TODAY.kinds.values()]
    assert (groups.count("the_loai"), groups.count("giay_to"), groups.count("ban_sao")) == (25, 8, 1)


def test_only_cong_van_is_not_named_in_its_heading():
    assert [kind.id for kind in TODAY.kinds.values() if not kind.named_in_heading] == ["cong_van"]


@pytest.mark.parametrize(
    ("body", "symbol", "upper", "lower", "first_line"),
    [
        ("chi_bo_truc_thuoc", "CB", "ĐẢNG BỘ {cap_tren}", "CHI BỘ {ten}", "T/M CHI BỘ"),
        ("chi_bo_co_so", "CB", "ĐẢNG BỘ {cap_tren}", "CHI BỘ {ten}", "T/M CHI BỘ"),
        ("dang_uy_co_so", "ĐU", "ĐẢNG BỘ {cap_tren}", "ĐẢNG ỦY {ten}", "T/M ĐẢNG ỦY"),
        ("ban_thuong_vu_dang_uy_co_so", "ĐU", "ĐẢNG BỘ {cap_tren}", "ĐẢNG ỦY {ten}", "T/M BAN THƯỜNG VỤ"),
        ("dang_uy_xa", "ĐU", "ĐẢNG BỘ {cap_tren}", "ĐẢNG ỦY {ten}", "T/M ĐẢNG ỦY"),
        ("ban_thuong_vu_dang_uy_xa", "ĐU", "ĐẢNG BỘ {cap_tren}", "ĐẢNG ỦY {ten}", "T/M BAN THƯỜNG VỤ"),
        ("van_phong_dang_uy_xa", "VPĐU", "ĐẢNG ỦY {cap_tren}", "VĂN PHÒNG", "CHÁNH VĂN PHÒNG"),
        ("uy_ban_kiem_tra_dang_uy_xa", None, "ĐẢNG ỦY {cap_tren}", "ỦY BAN KIỂM TRA", "T/M ỦY BAN KIỂM TRA"),
        ("dai_hoi_chi_bo", "ĐH", "ĐẢNG BỘ {cap_tren}", "ĐẠI HỘI CHI BỘ {ten}", "T/M ĐOÀN CHỦ TỊCH"),
        ("tinh_uy", "TU", None, "TỈNH ỦY {ten}", "T/M TỈNH ỦY"),
    ],
)
def test_body_has_its_symbol_heading_and_signing_line(body, symbol, upper, lower, first_line):
    found = TODAY.bodies[body]
    assert (found.symbol.value if found.symbol else None) == symbol
    assert (found.heading.upper, found.heading.lower) == (upper, lower)
    assert found.lines[0].line1 == first_line


def test_a_cell_signs_for_the_cell_and_practice_of_signing_for_its_committee_only_warns():
    cell = TODAY.bodies["chi_bo_truc_thuoc"]
    official, practice = cell.lines
    assert (official.line1, official.line2, official.severity) == ("T/M CHI BỘ", ("BÍ THƯ", "PHÓ BÍ THƯ"), None)
    assert (practice.line1, practice.grade, practice.severity) == ("T/M CHI ỦY", "P", "warn")
    assert cell.seal.value is False
    assert cell.heading.upper_practice == ("ĐẢNG ỦY {cap_tren}",)


def test_the_head_of_an_office_signs_alone_and_a_deputy_signs_for_him():
    head, deputy, acting = TODAY.bodies["van_phong_dang_uy_xa"].lines
    assert (head.line1, head.line2) == ("CHÁNH VĂN PHÒNG", ())
    assert (deputy.line1, deputy.line2) == ("K/T CHÁNH VĂN PHÒNG", ("PHÓ CHÁNH VĂN PHÒNG",))
    assert acting.line1 == "Q. CHÁNH VĂN PHÒNG"


def test_no_committee_signs_in_the_place_of_somebody():
    committees = ("chi_bo_truc_thuoc", "dang_uy_co_so", "dang_uy_xa", "tinh_uy", "ban_thuong_vu_dang_uy_xa")
    lines = [line.line1 for body in committees for line in TODAY.bodies[body].lines]
    assert [line for line in lines if line.startswith("K/T")] == []


@pytest.mark.parametrize(("day", "alive"), [(date(2025, 6, 30), True), (date(2025, 7, 1), False)])
def test_the_district_level_ended_on_30_june_2025(day, alive):
    standard = standard_on(day)
    district = {"huyen_uy", "quan_uy", "thi_uy"}
    assert (standard.bodies.keys() >= district) == alive
    assert (standard.former_bodies.keys() == district) == (not alive)


def test_symbols_that_no_rule_knows_are_named():
    assert TODAY.rejected_symbols.value == ("BTV", "BCH", "TT.ĐU", "ĐB")
    known = {body.symbol.value for body in TODAY.bodies.values() if body.symbol} | TODAY.other_symbols.keys()
    assert known.isdisjoint(TODAY.rejected_symbols.value)


@pytest.mark.parametrize(
    ("row", "kind", "verdict"),
    [
        ("chi_bo", "quy_che", "allowed"),
        ("chi_bo", "nghi_quyet", "allowed"),
        ("chi_bo", "quyet_dinh", "allowed"),
        ("chi_bo", "bien_ban", "allowed"),
        ("chi_bo", "quy_dinh", "forbidden"),
        ("chi_bo", "huong_dan", "forbidden"),
        ("chi_bo", "chi_thi", "forbidden"),
        ("chi_bo", "thong_tri", "forbidden"),
        ("dang_uy_co_so", "quy_che", "allowed"),
        ("dang_uy_co_so", "quy_dinh", "allowed"),
        ("dang_uy_co_so", "huong_dan", "forbidden"),
        ("ban_thuong_vu_dang_uy_co_so", "quy_che", "forbidden"),
        ("ban_thuong_vu_dang_uy_co_so", "huong_dan", "allowed"),
        ("ban_thuong_vu_dang_uy_co_so", "chi_thi", "forbidden"),
        ("dai_hoi_chi_bo", "nghi_quyet", "allowed"),
        ("dai_hoi_chi_bo", "quy_che", "allowed"),
        ("dai_hoi_chi_bo", "cong_van", "unknown"),
        ("dang_uy_xa", "chi_thi", "unknown"),
        ("dang_bo_bo_phan", "nghi_quyet", "unknown"),
    ],
)
def test_authority_to_issue(row, kind, verdict):
    assert TODAY.authority.rows[row].verdict(kind) == verdict


def test_nothing_is_known_of_authority_before_the_rule_of_9_january_2026():
    assert standard_on(date(2026, 1, 9)).authority.rows["chi_bo"].verdict("quy_dinh") == "forbidden"
    assert standard_on(date(2026, 1, 8)).authority.rows["chi_bo"].verdict("quy_dinh") == "unknown"


def test_every_kind_of_the_base_level_is_decided_one_way_or_the_other():
    kinds = {kind.id for kind in TODAY.kinds.values() if kind.group == "the_loai"}
    for row in ("chi_bo", "dang_uy_co_so", "ban_thuong_vu_dang_uy_co_so"):
        decided = TODAY.authority.rows[row]
        assert {*decided.allowed, *decided.forbidden} == kinds


def test_every_organisation_may_issue_administrative_papers():
    assert TODAY.authority.papers_open_to_all.value


def test_numbers_run_per_kind_and_term_and_one_series_serves_a_congress():
    numbering = TODAY.numbering
    assert numbering.committee_series.value == "per_kind_per_term"
    assert numbering.first_number.value == 1
    assert not numbering.restarts_each_year.value
    assert numbering.congress_series.value == "one_for_all_kinds"
    assert numbering.secret_series.value == "shared"
    assert numbering.quyet_dinh_and_quy_dinh.value == "separate"


def test_the_score_of_a_meeting_adds_up_to_100():
    frame = TODAY.score
    assert [part.max_points for part in frame.criteria] == [5, 5, 10, 40, 5, 30, 5]
    assert [(band.ten, band.from_points) for band in frame.bands] == [
        ("Tốt", 90),
        ("Khá", 70),
        ("Trung bình", 50),
        ("Kém", 0),
    ]
    assert [band.ma for band in frame.bands] == ["tot", "kha", "trung_binh", "kem"]
    assert (frame.grade, frame.bands_grade) == ("P", "B")


@pytest.mark.parametrize(("day", "known"), [(date(2025, 10, 27), False), (date(2025, 10, 28), True)])
def test_the_score_frame_came_with_hd42(day, known):
    assert (standard_on(day).score is not None) == known


def test_what_a_standard_rests_on_is_in_the_register():
    for standard in (TODAY, UNDER_HD36):
        assert standard.format.basis in legal_bases().bases
        assert standard.score.basis in legal_bases().bases
        assert legal_bases().bases[standard.format.basis].valid_from == standard.format.valid_from
