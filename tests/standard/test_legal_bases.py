"""The register of legal bases: which rule a căn cứ line may cite on which day."""

from datetime import date

import pytest

from docgen.standard import legal_bases, standard_on

REGISTER = legal_bases()
MAY, NOVEMBER = date(2026, 5, 15), date(2026, 11, 3)


def only(number: str, day: date | None = None):
    (found,) = REGISTER.find(number, day)
    return found


@pytest.mark.parametrize(
    ("topic", "day", "number"),
    [
        ("thi_hanh_dieu_le", MAY, "20-QĐ/TW"),
        ("thi_hanh_dieu_le", NOVEMBER, "208-QĐ/TW"),
        ("thi_hanh_dieu_le", date(2025, 6, 30), "232-QĐ/TW"),
        ("thi_hanh_dieu_le", date(2025, 7, 1), "294-QĐ/TW"),
        ("huong_dan_dieu_le", MAY, "06-HD/TW"),
        ("huong_dan_dieu_le", NOVEMBER, "01-HD/TW"),
        ("kiem_tra_giam_sat", MAY, "21-QĐ/TW"),
        ("dieu_khong_duoc_lam", MAY, "37-QĐ/TW"),
        ("dieu_khong_duoc_lam", NOVEMBER, "207-QĐ/TW"),
        ("danh_gia_xep_loai", NOVEMBER, "366-QĐ/TW"),
        ("dang_phi", NOVEMBER, "01-QĐ/TW"),
        ("cong_tac_dang_vien", NOVEMBER, "38-HD/BTCTW"),
        ("dieu_le", NOVEMBER, None),
    ],
)
def test_the_rule_on_a_topic_depends_on_the_day(topic, day, number):
    assert [basis.number for basis in REGISTER.on_topic(topic, day)] == [number]


# Every link of a chain, and the rule to cite instead of it on the two days.
CHAINS = [
    (["29-QĐ/TW", "24-QĐ/TW", "232-QĐ/TW", "294-QĐ/TW", "20-QĐ/TW", "208-QĐ/TW"], "20-QĐ/TW", "208-QĐ/TW"),
    (["22-QĐ/TW", "262-QĐ/TW", "296-QĐ/TW", "21-QĐ/TW"], "21-QĐ/TW", "21-QĐ/TW"),
    (["244-QĐ/TW", "190-QĐ/TW"], "190-QĐ/TW", "190-QĐ/TW"),
    (["37-QĐ/TW", "207-QĐ/TW"], "37-QĐ/TW", "207-QĐ/TW"),
    (["124-QĐ/TW", "366-QĐ/TW"], "366-QĐ/TW", "366-QĐ/TW"),
    (["342-QĐ/TW", "01-QĐ/TW"], "01-QĐ/TW", "01-QĐ/TW"),
    (["76-QĐ/TW", "213-QĐ/TW"], "213-QĐ/TW", "213-QĐ/TW"),
    (
        ["66-QĐ/TW", "223-QĐ/TW", "5053-CV/VPTW/nb", "16915-CV/VPTW", "399-QĐ/TW"],
        "399-QĐ/TW",
        "399-QĐ/TW",
    ),
    (["36-HD/VPTW", "05-HD/VPTW"], "36-HD/VPTW", "05-HD/VPTW"),
    (["09-HD/BTCTW", "38-HD/BTCTW"], "38-HD/BTCTW", "38-HD/BTCTW"),
]
LINKS = [(number, may, november) for numbers, may, november in CHAINS for number in numbers]


@pytest.mark.parametrize(("number", "may", "november"), LINKS)
def test_every_rule_of_a_chain_leads_to_the_one_in_force(number, may, november):
    basis = only(number)
    assert REGISTER.successor(basis, MAY).number == may
    assert REGISTER.successor(basis, NOVEMBER).number == november


@pytest.mark.parametrize(
    ("number", "issued", "may", "november"),
    [
        ("01-HD/TW", date(2021, 9, 28), ("06-HD/TW", date(2025, 6, 9)), ("01-HD/TW", date(2026, 5, 19))),
        ("01-HD/TW", date(2026, 5, 19), ("06-HD/TW", date(2025, 6, 9)), ("01-HD/TW", date(2026, 5, 19))),
        ("12-HD/BTCTW", date(2018, 7, 6), ("42-HD/BTCTW", date(2025, 10, 28)), ("42-HD/BTCTW", date(2025, 10, 28))),
        ("12-HD/BTCTW", date(2022, 1, 18), ("38-HD/BTCTW", date(2025, 9, 29)), ("38-HD/BTCTW", date(2025, 9, 29))),
    ],
)
def test_rules_that_share_a_number_are_told_apart_by_their_date(number, issued, may, november):
    basis = only(number, issued)
    for day, expected in ((MAY, may), (NOVEMBER, november)):
        found = REGISTER.successor(basis, day)
        assert (found.number, found.date) == expected


def test_a_number_alone_finds_every_rule_that_carries_it_the_newest_first():
    assert [basis.date.year for basis in REGISTER.find("01-HD/TW")] == [2026, 2021]
    assert [basis.date.year for basis in REGISTER.find("12-HD/BTCTW")] == [2022, 2018]
    assert REGISTER.find("01-HD/TW", date(2025, 1, 1)) == ()
    assert REGISTER.find("999-QĐ/TW") == ()
    assert REGISTER.find("") == ()


@pytest.mark.parametrize("typed", ["208-QĐ/TW", " 208 -QĐ/TW", "208-qđ/tw", "208-QÐ/TW"])
def test_a_number_is_found_however_it_is_typed(typed):
    assert [basis.id for basis in REGISTER.find(typed)] == ["qd_208_2026"]


def test_a_rule_that_is_in_force_is_its_own_successor():
    for day in (MAY, NOVEMBER):
        assert all(REGISTER.successor(basis, day) is basis for basis in REGISTER.in_force(day))


@pytest.mark.parametrize(
    ("cited", "day", "number"),
    [
        ("208-QĐ/TW", MAY, "20-QĐ/TW"),
        ("208-QĐ/TW", date(2022, 1, 1), "24-QĐ/TW"),
        ("21-QĐ/TW", date(2025, 3, 1), "22-QĐ/TW"),
        ("05-HD/VPTW", MAY, "36-HD/VPTW"),
    ],
)
def test_a_rule_cited_before_its_time_leads_back_to_the_one_in_force(cited, day, number):
    assert REGISTER.successor(only(cited), day).number == number


def test_before_the_first_rule_of_a_chain_nothing_can_be_cited():
    assert REGISTER.successor(only("208-QĐ/TW"), date(2010, 1, 1)) is None


def test_where_rules_were_merged_the_first_of_them_stands_for_the_time_before():
    assert REGISTER.successor(only("399-QĐ/TW"), date(2025, 12, 1)).number == "66-QĐ/TW"


def test_a_rule_may_be_issued_before_it_is_in_force():
    basis = only("294-QĐ/TW")
    assert (basis.date, basis.valid_from) == (date(2025, 5, 26), date(2025, 7, 1))
    assert not basis.in_force(date(2025, 6, 30))


def test_the_statute_has_no_number():
    (statute,) = REGISTER.on_topic("dieu_le", NOVEMBER)
    assert (statute.kind, statute.number, statute.title) == ("Điều lệ", None, "Đảng Cộng sản Việt Nam")


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("208-QĐ/TW", ("Quy định", date(2026, 7, 26), "Ban Chấp hành Trung ương", "về thi hành Điều lệ Đảng")),
        ("366-QĐ/TW", ("Quy định", date(2025, 8, 30), "Bộ Chính trị", "về việc kiểm điểm và đánh giá, xếp loại")),
        ("50-CT/TW", ("Chỉ thị", date(2025, 7, 23), "Ban Bí thư", "về tiếp tục đổi mới và nâng cao chất lượng")),
        ("190-QĐ/TW", ("Quyết định", date(2024, 10, 10), "Ban Chấp hành Trung ương", "về việc ban hành Quy chế bầu cử")),
        ("298-QĐ/TW", ("Quy định", date(2025, 6, 9), "Ban Bí thư", "về chức năng, nhiệm vụ, tổ chức bộ máy")),
        ("302-QĐ/TW", ("Quyết định", date(2025, 6, 9), "Ban Bí thư", "ban hành Quy chế làm việc mẫu của đảng ủy")),
        ("363-QĐ/TW", ("Quyết định", date(2025, 8, 30), "Ban Bí thư", "ban hành Quy chế làm việc mẫu của chi bộ")),
    ],
)
def test_a_rule_carries_the_words_of_its_can_cu_line(number, line):
    basis = only(number)
    kind, issued, issuer, title = line
    assert (basis.kind, basis.date, basis.issuer) == (kind, issued, issuer)
    assert basis.title.startswith(title)


def test_the_kind_of_each_rule_fits_the_symbol_in_its_number():
    symbols = {kind.name: kind.symbol for kind in standard_on(NOVEMBER).kinds.values()}
    for basis in REGISTER.bases.values():
        if basis.number is not None:
            assert f"-{symbols[basis.kind]}/" in basis.number


def test_titles_continue_the_sentence_and_do_not_end_it():
    for basis in REGISTER.bases.values():
        assert basis.title.rstrip(".;, ") == basis.title
        assert basis.number is None or basis.title[0].islower()


def test_every_rule_of_2026_is_in_the_register():
    numbers = {basis.number for basis in REGISTER.bases.values() if basis.date.year == 2026}
    assert numbers == {
        "20-QĐ/TW",
        "208-QĐ/TW",
        "01-HD/TW",
        "21-QĐ/TW",
        "207-QĐ/TW",
        "01-QĐ/TW",
        "399-QĐ/TW",
        "05-HD/VPTW",
        "1361-CV/BTCTW",
    }
