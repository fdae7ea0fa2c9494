"""People of the roster in forms: offered, filled in, ticked into lists; without any script."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from docgen.kinds import KINDS
from docgen.store.people import Person, save_person
from docgen.store.units import Unit, save_unit
from support.examples import Example
from support.web import Page, sent, started
from web import people

MONTHLY = Example(KINDS["nghi-quyet"], "thuong_ky")
ANNEX = Example(KINDS["quyet-dinh-phan-cong"], "danh_sach")
COUNTING = Example(KINDS["bien-ban"], "kiem_phieu")
BY = "thử"


@pytest.fixture
def members(store: Engine) -> dict[str, int]:
    """Four members, two of one name; their ids by their codes."""
    unit = save_unit(store, Unit("CB01", "Chi bộ thôn Nà Khoang", "chi_bo_truc_thuoc", own=True), by=BY)
    listed = (
        Person(unit, "DV01", "Hoàng Đình Khải", "Nam", dt.date(1972, 4, 12), so_the_dang="099072000101", chuc_vu_dang="Bí thư chi bộ",
               ngay_ket_nap=dt.date(1999, 5, 19), loai="chinh_thuc", to_dang=1),
        Person(unit, "DV02", "Đàm Thị Hợi", "Nữ", loai="du_bi", to_dang=2),
        Person(unit, "DV03", "Lý Văn Sùng", "Nam", dt.date(1960, 1, 2), to_dang=2),
        Person(unit, "DV04", "Lý Văn Sùng", "Nam", dt.date(1990, 1, 2)),
        Person(unit, "DV05", "Nguyễn Hữu Chất", active=False),
    )  # fmt: skip
    return {person.ma: save_person(store, person, by=BY) for person in listed}


def press(
    client: FlaskClient, place: str, then: str, typed: dict[str, str] | None = None, ticked: dict[str, list[int]] | None = None
) -> Page:
    """The form after its button `then` was pressed with what was typed and ticked."""
    page = Page(client.get(place).text)
    pairs = [(name, value) for name, value in page.pairs if name not in (typed or {})]
    chosen = [(f"_nguoi.{path}", str(one)) for path, ids in (ticked or {}).items() for one in ids]
    answer = client.post(place, data=sent([*pairs, *(typed or {}).items(), *chosen, ("_lam", then)]))
    assert answer.status_code == 302
    return Page(client.get(answer.location).text)


def test_names_are_offered_with_and_without_marks(client: FlaskClient, members: dict[str, int]) -> None:
    page = Page(client.get(started(client, MONTHLY)).text)
    options = {found["value"]: found["label"] for tag, found in page.tags if tag == "option" and "label" in found}
    assert options["Hoàng Đình Khải"] == "Bí thư chi bộ, 1972 (hoang dinh khai)"
    assert "Nguyễn Hữu Chất" not in options
    boxes = {found["name"] for tag, found in page.tags if tag == "input" and found.get("list") == "nguoi"}
    assert {"nguoi_ky.ho_ten", "cuoc_hop.chu_tri.ho_ten", "nhiem_vu.0.chu_tri", "nhiem_vu.0.kiem_tra"} <= boxes
    assert "nhiem_vu.0.viec" not in boxes


def test_people_of_one_name_are_told_apart(client: FlaskClient, store: Engine, members: dict[str, int]) -> None:
    save_person(store, Person(1, "DV06", "Lý Văn Sùng"), by=BY)
    text = client.get(started(client, ANNEX)).text
    for said in ("sinh 02/01/1960", "sinh 02/01/1990", "mã DV06"):
        assert f'Lý Văn Sùng <span class="optional">({said})</span>' in text
        assert f'label="{said} (ly van sung)"' in text
    assert 'Hoàng Đình Khải <span class="optional">(Bí thư chi bộ)</span>' in text
    found = client.get("/danh-sach/tim?q=ly van").json
    assert {one["sinh"] for one in found} == {"02/01/1960", "02/01/1990", ""}


def test_everybody_is_one_tick_without_a_script(client: FlaskClient, members: dict[str, int]) -> None:
    place = started(client, ANNEX)
    added = dict(press(client, place, "them-nguoi:phan_cong", ticked={"phan_cong": ["tat-ca"]}).pairs)
    names = [added.get(f"phan_cong.{row}.dang_vien.ho_ten") for row in range(5)]
    assert sorted(filter(None, names)) == ["Hoàng Đình Khải", "Lý Văn Sùng", "Lý Văn Sùng", "Đàm Thị Hợi"]
    assert "Mọi người trong danh sách đảng viên đã có ở đây." in client.get(place).text


def test_without_a_roster_nothing_is_offered(client: FlaskClient) -> None:
    text = client.get(started(client, MONTHLY)).text
    assert "datalist" not in text and "lay:" not in text and "_nguoi." not in text


def test_a_large_roster_is_not_sent_with_the_page(
    client: FlaskClient, members: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "OFFERED", 3)
    monkeypatch.setattr(people, "TICKED", 3)
    place = started(client, MONTHLY)
    text = client.get(place).text
    assert 'data-find="/danh-sach/tim"' in text and "hoang dinh khai" not in text and "_nguoi." not in text
    page = press(client, place, "mo-nguoi:cuoc_hop.khach_moi")
    assert {found.get("name") for tag, found in page.tags if (found.get("name") or "").startswith("_nguoi.")} == {
        "_nguoi.cuoc_hop.khach_moi"
    }


def test_blank_fields_beside_a_name_are_filled_in_and_typed_ones_kept(client: FlaskClient, members: dict[str, int]) -> None:
    place = started(client, ANNEX)
    prefix = "phan_cong.0.dang_vien."
    typed = {f"{prefix}ho_ten": "hoàng  đình khải", f"{prefix}chuc_vu_dang": "Bí thư"}
    found = dict(press(client, place, f"lay:{prefix}ho_ten", typed).pairs)
    assert found[f"{prefix}ho_ten"] == "hoàng  đình khải"
    assert found[f"{prefix}chuc_vu_dang"] == "Bí thư"
    assert found[f"{prefix}ngay_sinh"] == "12/04/1972"
    assert found[f"{prefix}so_the"] == "099072000101"
    assert found[f"{prefix}gioi_tinh"] == "Nam"
    assert found[f"{prefix}to_dang"] == "Tổ đảng số 1"
    found = dict(press(client, place, "lay:nguoi_ky.ho_ten", {"nguoi_ky.ho_ten": "Hoàng Đình Khải"}).pairs)
    assert found["nguoi_ky.chuc_vu"] == "bi_thu"


@pytest.mark.parametrize(
    ("name", "said"),
    [("Lý Văn Sùng", "2 người cùng tên"), ("Không Ai Cả", "Không có ai mang tên này"), ("", "Không có ai mang tên này")],
)
def test_who_cannot_be_told_apart_is_left_to_the_user(client: FlaskClient, members: dict[str, int], name: str, said: str) -> None:
    place = started(client, ANNEX)
    path = "phan_cong.0.dang_vien.ho_ten"
    pairs = dict(Page(client.get(place).text).pairs) | {path: name, "_lam": f"lay:{path}"}
    text = client.get(client.post(place, data=pairs).location).text
    assert said in text
    assert not dict(Page(text).pairs)["phan_cong.0.dang_vien.ngay_sinh"]


def test_ticked_people_become_rows_once_each(client: FlaskClient, members: dict[str, int]) -> None:
    place = started(client, ANNEX)
    ids = [members["DV02"], members["DV03"], 777]
    page = press(client, place, "them-nguoi:phan_cong", ticked={"phan_cong": ids})
    found = dict(page.pairs)
    assert [found[f"phan_cong.{row}.dang_vien.ho_ten"] for row in (0, 1)] == ["Đàm Thị Hợi", "Lý Văn Sùng"]
    assert (found["phan_cong.0.dang_vien.loai"], found["phan_cong.1.dang_vien.ngay_sinh"]) == ("du_bi", "02/01/1960")
    assert "phan_cong.2.dang_vien.ho_ten" not in found
    left = {tag["value"] for _, tag in page.tags if tag.get("name") == "_nguoi.phan_cong"}
    assert str(members["DV02"]) not in left and {str(members["DV03"]), str(members["DV04"])} <= left
    assert "_nguoi.thi_hanh" not in {tag.get("name") for _, tag in page.tags}
    again = press(client, place, "them-nguoi:phan_cong", ticked={"phan_cong": [members["DV02"]]})
    assert "phan_cong.2.dang_vien.ho_ten" not in dict(again.pairs)


def test_ticked_people_become_lines(client: FlaskClient, members: dict[str, int]) -> None:
    place = started(client, COUNTING)
    path = "ban_kiem_phieu.uy_vien"
    ticked = {path: [members["DV01"], members["DV02"]]}
    found = dict(press(client, place, f"them-nguoi:{path}", {path: "Ai Đó\n"}, ticked).pairs)
    assert found[path] == "Ai Đó\nĐàm Thị Hợi\nHoàng Đình Khải" or found[path] == "Ai Đó\nHoàng Đình Khải\nĐàm Thị Hợi"


@pytest.mark.parametrize("then", ["lay:", "lay:la.0.la", "lay:nhiem_vu.9.chu_tri", "lay:nhiem_vu", "them-nguoi:", "them-nguoi:la",
                                  "them-nguoi:nhiem_vu", "mo-nguoi:x", "them-nguoi:cuoc_hop.khach_moi.7.ho_ten", "lay:so.0"])  # fmt: skip
def test_paths_that_lead_nowhere_do_no_harm(client: FlaskClient, members: dict[str, int], then: str) -> None:
    place = started(client, MONTHLY)
    pairs = dict(Page(client.get(place).text).pairs) | {"_lam": then, "trich": "x"}
    answer = client.post(place, data=pairs)
    assert answer.status_code == 302
    assert client.get(answer.location).status_code == 200
    assert client.post(f"{place}/lay", data=pairs).status_code == 200


def test_names_stay_out_of_addresses_and_of_the_cookie(client: FlaskClient, members: dict[str, int]) -> None:
    place = started(client, ANNEX)
    pairs = sent(
        [*Page(client.get(place).text).pairs, ("_nguoi.phan_cong", str(members["DV01"])), ("_lam", "them-nguoi:phan_cong")]
    )
    answer = client.post(place, data=pairs)
    assert "Kh" not in answer.location
    with client.session_transaction() as kept:
        assert "Khải" not in str(dict(kept)) and "1 người" in str(dict(kept))
