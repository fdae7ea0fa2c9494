"""What a form offers: legal bases by the document's day, duties by the member's position, taken over as if they were typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.batch.proposals import EVERYBODY, slots_filled
from docgen.batch.proposals import _file as positions
from docgen.check.registry import content_rules
from docgen.check.run import review
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.standard import duties, legal_bases
from docgen.store.duty_lines import OwnDuty, save_duty
from docgen.store.legal_bases import OwnBasis, basis_of, save_basis
from support.application import application
from support.examples import FILES
from support.web import Page, save, work_of
from web import offers
from web.batches.facts import FactsWork
from web.fields import FieldView, form_of
from web.offer_rules import groups_of, offered_fields, rules
from web.offers import Offers, day_of, duty_lines_for, legal_bases_on, take
from web.work import Work

CODE = "quyet-dinh-phan-cong"
BEFORE, AFTER = dt.date(2026, 7, 25), dt.date(2026, 7, 26)
"""Around the day on which Quy định 208-QĐ/TW took the place of 20-QĐ/TW."""
OWN = OwnBasis("Quy chế", None, dt.date(2026, 1, 5), "Chi bộ thôn Nà Khoang", "làm việc của Chi bộ", dt.date(2026, 1, 5))


@pytest.fixture(autouse=True)
def context(store: Engine) -> Iterator[None]:
    with application(store).test_request_context():
        yield


def blank(variant: str = "ca_nhan", day: str = "") -> Work:
    work = Work.blank(CODE, variant)
    work.answers["ngay_ban_hanh"] = day
    return work


def keys(store: Engine, day: dt.date, kind: str = CODE, variant: str = "ca_nhan") -> list[str]:
    return [entry.key for entry in legal_bases_on(store, kind, variant, day)]


def views(view: FieldView) -> Iterator[str]:
    for child in view.fields:
        yield child.path
        yield from views(child)


def test_the_data_names_fields_topics_and_groups_that_exist() -> None:
    known = {path for kind in KINDS.values() for model in kind.variants.values() for path in views(form_of(model))}
    known |= set(views(FactsWork(KINDS["quyet-dinh-phan-cong"], "ca_nhan", {}).form))  # the common facts of a batch
    assert set(offered_fields()) <= known
    assert {topic for topics in rules()["topics"].values() for topic in topics} <= set(legal_bases().topics)
    for place in rules()["topics"]:
        code, _, variant = place.partition("/")
        assert not variant or variant in KINDS[code].variants
    groups = {group.id for _, group in duties().all_groups() if group.ca_nhan}
    shared = {EVERYBODY, rules()["exempt"]}
    assert {rule["group"] for rule in positions()["positions"]} | shared == groups - {"noi_cu_tru_213", "tre_doan_vien"}
    assert slots_filled() <= set(duties().slots)
    asked = {path for path in known if path.rpartition(".")[2] == "can_cu"}
    assert asked <= set(offered_fields())


def test_bases_follow_the_day_of_the_document(store: Engine) -> None:
    before, after = keys(store, BEFORE), keys(store, AFTER)
    assert "qd_20_2026" in before and "qd_208_2026" not in before
    assert "qd_208_2026" in after and "qd_20_2026" not in after
    assert before[:3] == ["dieu_le_2011", "qd_20_2026", "hd_01_2026"]


def test_own_bases_come_last_and_end_with_their_last_day(store: Engine) -> None:
    key = save_basis(store, OWN, by="lan")
    assert keys(store, AFTER)[-1] == f"rieng-{key}"
    save_basis(store, replace(basis_of(store, key), valid_to=BEFORE), by="lan")
    assert f"rieng-{key}" in keys(store, BEFORE) and f"rieng-{key}" not in keys(store, AFTER)
    save_basis(store, replace(basis_of(store, key), kind="nghi-quyet"), by="lan")
    assert f"rieng-{key}" in keys(store, BEFORE, "nghi-quyet", "chuyen_de") and f"rieng-{key}" not in keys(store, BEFORE)


def test_what_is_taken_cites_the_very_rule_and_no_rule_finds_fault(store: Engine) -> None:
    """Of every base, on a day on which it holds: also where two have the same number."""
    kind = KINDS[CODE]
    save_basis(store, OWN, by="lan")
    for day in (dt.date(2023, 5, 1), BEFORE, AFTER):
        facts = example_data(kind, "ca_nhan", minimal=True) | {"ngay_ban_hanh": day.strftime("%d/%m/%Y")}
        work, _left = Work.of_data(kind, "ca_nhan", facts)
        work.answers["can_cu"] = []
        everything = [entry for choices in offers._basis_choices(store, work) for entry in choices.entries]
        assert take(store, work, "can_cu", {entry.key for entry in everything}) == len(everything) > 10
        document = validate(work.data, kind)
        assert [one for one in review(document, kind) if one.rule.startswith("R-84") and "can_cu" in one.path] == []
    assert "R-84b" in content_rules()


@pytest.mark.parametrize(
    ("typed", "day", "known"), [("25/12/2026", dt.date(2026, 12, 25), True), ("", None, False), ("31/2", None, False)]
)
def test_without_a_day_the_offer_is_for_today_and_says_so(store: Engine, typed: str, day: dt.date | None, known: bool) -> None:
    work = blank(day=typed)
    assert day_of(work.answers) == (day or dt.datetime.now().astimezone().date(), known)
    view = work.form.child("can_cu")
    found = Offers(store, work).at("can_cu", view)
    assert found is not None and found.is_today is not known and found.day


def test_a_duty_fits_by_position_office_and_state() -> None:
    cases = [
        ({"chuc_vu_dang": "Bí thư chi bộ", "chuc_vu_khac": "Trưởng thôn"}, {"bi_thu", "can_bo_thon"}),
        ({"chuc_vu_dang": "Phó Bí thư Chi bộ"}, {"pho_bi_thu"}),
        ({"chuc_vu_dang": "Chi uỷ viên; Tổ trưởng Tổ đảng số 1"}, {"chi_uy_vien", "to_truong_to_dang"}),
        ({"loai": "du_bi", "chuc_vu_khac": "sinh viên"}, {"dang_vien_du_bi", "hoc_sinh_sinh_vien"}),
        ({"chuc_vu_khac": "Chi hội trưởng Người cao tuổi"}, {"phu_trach_doan_the"}),
        ({}, set()),
    ]
    for member, groups in cases:
        assert groups_of(member) == groups | {"dang_vien_chung"}, member
    assert groups_of({"dien": "mien_sinh_hoat", "chuc_vu_khac": "Hưu trí"}) == {"dang_vien_mien_sinh_hoat", "huu_tri"}


def test_duties_that_fit_come_first_with_own_lines_in_their_group(store: Engine) -> None:
    key = save_duty(store, OwnDuty("bi_thu", "Trực nhà văn hóa.", "Sổ trực", "Hằng tuần"), by="lan")
    save_duty(store, OwnDuty("bi_thu", "Không dùng nữa.", active=False), by="lan")
    found = duty_lines_for(store, {"chuc_vu_dang": "Bí thư"}, blank().answers)
    assert [choices.title for choices in found if choices.fits] == ["Bí thư chi bộ", duties().roles["dang_vien_chung"].ten]
    assert found[0].entries[-1].key == f"rieng-{key}"
    assert (
        len([entry for choices in found for entry in choices.entries])
        == len(duties().lines) - len(duties().roles["chi_uy"].nhiem_vu) + 1
    )


def test_a_slot_is_filled_in_where_the_form_knows_it_and_marked_elsewhere(store: Engine) -> None:
    work = blank()
    work.answers["co_quan"]["cap_tren"] = "Đảng ủy xã Vân Thượng Sơn"
    work.answers["dang_vien"]["chuc_vu_dang"] = "Bí thư"
    assert take(store, work, "co_dinh", {"bt01", "bt07"}) == 2
    first, second = (row["viec"] for row in work.answers["co_dinh"])
    assert "Đảng ủy xã Vân Thượng Sơn" in first
    work.answers["co_quan"] |= {"cap_tren": "Đảng bộ xã Vân Thượng Sơn", "cap_uy_cap_tren": "Đảng ủy xã Na Hang"}
    assert (
        take(store, work, "mo", {"bt01"}) == 1 and "Đảng ủy xã Na Hang" in work.answers["mo"][0]["viec"]
    )  # the committee itself
    assert "[CẦN BỔ SUNG: Chức danh người đứng đầu đơn vị, thôn]" in second and "{{" not in second


def test_taking_keeps_what_is_there_and_adds_nothing_twice(store: Engine) -> None:
    work = blank(day="25/12/2026")
    work.answers["can_cu"] = [
        {"ma": "", "noi_dung": " "},
        {"ma": "42-HD/BTCTW", "noi_dung": ""},
        {"ma": "", "noi_dung": "Quy chế"},
    ]
    assert take(store, work, "can_cu", {"dieu_le_2011", "hd_42_btctw_2025", "khong-co"}) == 1
    assert [row["ma"] or row["noi_dung"] for row in work.answers["can_cu"]] == ["42-HD/BTCTW", "Quy chế", "dieu_le_2011"]
    left = Offers(store, work).at("can_cu", work.form.child("can_cu"))
    assert not {"dieu_le_2011", "hd_42_btctw_2025"} & {entry.key for choices in left.choices for entry in choices.entries}
    for path in ("noi_nhan", "can_cu.0", "khong_co", "phan_cong.9.co_dinh", ""):
        assert take(store, work, path, {"bt01"}) == 0


def test_a_list_inside_rows_is_read_when_it_is_asked_for(store: Engine) -> None:
    work = work_of(next(one for one in FILES if one.variant == "danh_sach" and not one.minimal))
    view = work.form.child("phan_cong").child("co_dinh")
    assert Offers(store, work).at("phan_cong.0.co_dinh", view).asked is False
    found = Offers(store, work, "phan_cong.0.co_dinh").at("phan_cong.0.co_dinh", view)
    assert next(choices.title for choices in found.choices if choices.fits) == "Bí thư chi bộ"
    assert take(store, work, "phan_cong.0.mo", {"bt12"}) == 1


def test_every_list_named_in_the_data_has_its_offer_in_the_form(client: FlaskClient) -> None:
    for variant, path in (
        ("ca_nhan", "can_cu"),
        ("ca_nhan", "co_dinh"),
        ("danh_sach", "nhiem_vu_chung"),
        ("danh_sach", "phan_cong.0.mo"),
    ):
        place = client.post(f"/van-ban/{CODE}/{variant}", data={"_tu": "vi-du"}).location
        assert f"f-{path}.muc" in Page(client.get(place).text).ids, path


def test_in_the_form_without_a_script(client: FlaskClient) -> None:
    place = client.post(f"/van-ban/{CODE}/ca_nhan", data={"_tu": "trong"}).location
    pairs = [
        *((name, value) for name, value in Page(client.get(place).text).answers if name != "ngay_ban_hanh"),
        ("ngay_ban_hanh", "25/07/2026"),
    ]
    both = [("_chon.can_cu", "qd_20_2026"), ("_chon.can_cu", "qd_208_2026")]
    save(client, place, [*pairs, *both], then="chon:can_cu")
    page = client.get(place).text
    assert "Đã thêm 1 mục. 1 mục đã có sẵn, hoặc không còn" in page  # the other does not hold on that day
    found = dict(Page(page).answers)
    assert found["can_cu.0.ma"] == "20-QĐ/TW" and "can_cu.1.ma" not in found
    save(client, place, list(found.items()), then="chon:can_cu")
    assert "Chưa chọn mục nào" in client.get(place).text
    there = save(client, place, list(found.items()), then="muc:can_cu").location
    assert there == f"{place}?o=can_cu.muc&chon=can_cu#f-can_cu.muc"
    opened = [found.get("id") for tag, found in Page(client.get(there).text).tags if tag == "details" and "open" in found]
    assert "f-can_cu.muc" in opened
