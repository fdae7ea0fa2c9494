"""Issued documents in the browser: found, shown, fetched, and what is made after them."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from docgen.errors import MissingToolError
from docgen.examples import example_data
from docgen.issuing import Order, issue_document
from docgen.kinds import KINDS
from docgen.pipeline import generate
from docgen.reading import read_data
from docgen.store.book import book
from docgen.store.documents import document_with
from docgen.store.drafts import draft_with
from docgen.store.engine import writing
from docgen.store.numbers import void
from docgen.store.units import save_unit, unit_of
from support.office import issued
from support.web import Page
from web import searches
from web.followups import FOLLOW_UPS, begin
from web.views import archive

BLANK = {"tu_khoa": "", "nguoi": "", "so_ky_hieu": "", "loai": "", "don_vi": "", "tu_ngay": "", "den_ngay": ""}


def found(client: FlaskClient, **typed: str) -> list[str]:
    """The numbers that a search shows, and that its address says nothing of what was typed."""
    answer = client.post("/kho", data=BLANK | typed)
    assert answer.status_code == 303, answer.text
    assert re.fullmatch(r"/kho\?tim=[\w-]{16}", answer.headers["Location"])
    page = client.get(answer.headers["Location"])
    assert dict(Page(page.text).answers) == BLANK | typed
    return re.findall(r'<a href="/kho/\d+">([^<]*)<', page.text)


def test_documents_are_found_as_people_type(client: FlaskClient, store: Engine) -> None:
    issued(store, "nghi-quyet", "thuong_ky", text="phân loại rác")
    issued(store, "bien-ban", "thuong_ky", dt.date(2026, 11, 3), title="Họp tháng 11", people=("Vi Văn Quyền",))
    issued(store, "tai-lieu-boi-duong", "chuyen_de", dt.date(2026, 10, 1), title="Chuyển đổi số")
    assert found(client) == ["01-NQ/CB", "01-BB/CB", "Không số"]
    assert found(client, tu_khoa="phan loai") == found(client, tu_khoa="phân loại") == ["01-NQ/CB"]
    assert found(client, nguoi="vi van quyen") == ["01-BB/CB"]
    assert found(client, so_ky_hieu="1-nq/cb") == ["01-NQ/CB"]
    assert found(client, loai="tai-lieu-boi-duong", don_vi="1") == ["Không số"]
    assert found(client, tu_ngay="01102026", den_ngay="3/11/2026") == ["01-BB/CB", "Không số"]
    assert found(client, tu_khoa="khongcotunay") == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"tu_ngay": "31/2/2026"}, "không có trên lịch"), ({"loai": "la"}, "Chọn loại văn bản"), ({"don_vi": "x"}, "Chọn đơn vị")],
)
def test_a_search_that_cannot_be_read_keeps_what_was_typed(client: FlaskClient, typed: dict[str, str], said: str) -> None:
    answer = client.post("/kho", data=BLANK | {"nguoi": "Lục Thị Ngân"} | typed)
    assert (answer.status_code, said in answer.text, "<title>Lỗi: " in answer.text) == (422, True, True)
    assert dict(Page(answer.text).answers) == BLANK | {"nguoi": "Lục Thị Ngân"} | typed


def test_a_long_list_comes_in_pages_and_an_old_search_is_told(client: FlaskClient, store: Engine) -> None:
    for number in range(52):
        issued(store, "nghi-quyet", "thuong_ky", dt.date(2026, 1, 1) + dt.timedelta(days=number))
    first, second = client.get("/kho").text, client.get("/kho?trang=2").text
    assert "1 – 50 trong 52 văn bản" in first and "52-NQ/CB" in first and "01-NQ/CB" not in first
    assert "51 – 52 trong 52 văn bản" in second and "01-NQ/CB" in second
    assert "Trang 2/2" in client.get("/kho?trang=999999999").text
    where = client.post("/kho", data=BLANK | {"tu_khoa": "nhiem vu"}).headers["Location"]
    assert "51 – 52" in client.get(f"{where}&trang=2").text
    assert "Lần tìm trước không còn" in client.get("/kho?tim=la").text


def test_searches_are_forgotten_in_their_turn(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "KEPT", 2)
    places = [client.post("/kho", data=BLANK | {"nguoi": name}).headers["Location"] for name in ("A", "B", "C")]
    assert ["không còn" in client.get(place).text for place in places] == [True, False, False]


def test_the_page_of_a_document_says_what_was_taken_and_what_to_do(client: FlaskClient, store: Engine) -> None:
    key = issued(store, "nghi-quyet", "thuong_ky")
    shown = client.get(f"/kho/{key}?moi=1").text
    assert "Đã lấy số 01-NQ/CB, ngày 04/11/2026." in shown
    assert "chậm nhất ngày 05/11/2026" in shown
    assert "không đóng dấu" in shown and "Trình đồng chí Hoàng Đình Khải ký." in shown
    assert "Đảng ủy xã Vân Thượng Sơn (để báo cáo)" in shown
    assert "Ban hành, cấp số (số 1; văn bản số 1)" in shown
    later = client.get(f"/kho/{key}").text
    assert "Đã lấy số" not in later and "Ngày 04/11/2026" in later
    unit = unit_of(store, 1)
    save_unit(store, type(unit)(**{**{name: getattr(unit, name) for name in unit.__slots__}, "co_con_dau": True}), by="lan")
    assert "Đóng dấu của đơn vị." in client.get(f"/kho/{key}").text
    assert client.get("/kho/99").status_code == 404


def test_a_void_document_says_so_and_offers_no_next_step(client: FlaskClient, store: Engine) -> None:
    key = issued(store, "nghi-quyet", "thuong_ky")
    void(store, book(store)[0].id, reason="In sai", by="lan")
    shown = client.get(f"/kho/{key}").text
    assert "Lý do: In sai" in shown and "Việc tiếp theo" not in shown
    assert "Hủy số (số 1; lý do In sai)" in shown


def test_files_of_a_void_document_are_named_so_and_stay_as_issued(client: FlaskClient, store: Engine) -> None:
    key = issued(store, "nghi-quyet", "thuong_ky")
    before = client.get(f"/kho/{key}/van-ban.docx")
    assert "DA-HUY" not in before.headers["Content-Disposition"]
    void(store, book(store)[0].id, reason="In sai", by="lan")
    for name in ("van-ban.docx", "van-ban.pdf", "du-lieu.yaml", "du-lieu.json"):
        assert 'filename="DA-HUY 01-NQ-CB' in client.get(f"/kho/{key}/{name}").headers["Content-Disposition"]
    assert client.get(f"/kho/{key}/van-ban.docx").data == before.data
    shown = client.get(f"/kho/{key}").text
    assert "01-NQ/CB (đã hủy)" in shown and "Tải tệp Word đã hủy (.docx)" in shown and "DA-HUY" in shown


def test_files_are_those_that_were_issued(client: FlaskClient, store: Engine) -> None:
    key = issued(store, "nghi-quyet", "thuong_ky")
    document = document_with(store, key)
    word = client.get(f"/kho/{key}/van-ban.docx")
    assert word.data == document.docx
    assert "01-NQ-CB" in word.headers["Content-Disposition"]
    assert client.get(f"/kho/{key}/van-ban.pdf").data.startswith(b"%PDF")
    assert read_data(client.get(f"/kho/{key}/du-lieu.yaml").data, "a") == example_data(KINDS["nghi-quyet"], "thuong_ky")
    assert client.get(f"/kho/{key}/du-lieu.json").json == document.data
    assert client.get(f"/kho/{key}/la").status_code == 404


def test_without_a_converter_the_page_says_what_to_install(client: FlaskClient, store: Engine, monkeypatch) -> None:
    key = issued(store, "nghi-quyet", "thuong_ky")

    class Bare:
        def convert(self, _docx: bytes) -> bytes:
            raise MissingToolError("Không có bộ chuyển PDF nào trên máy này.", hint="Cài LibreOffice.")

    monkeypatch.setattr(archive, "shared", Bare)
    answer = client.get(f"/kho/{key}/van-ban.pdf")
    assert (answer.status_code, "Không có bộ chuyển PDF" in answer.text, "Cài LibreOffice" in answer.text) == (503, True, True)


def test_a_file_that_was_changed_in_the_database_is_refused(client: FlaskClient, store: Engine) -> None:
    key = issued(store, "nghi-quyet", "thuong_ky")
    with writing(store) as connection:
        connection.execute(text("DROP TRIGGER documents_no_update"))
        connection.execute(text("UPDATE documents SET docx = X'78'"))
    answer = client.get(f"/kho/{key}/van-ban.docx")
    assert (answer.status_code, "không còn đúng như khi ban hành" in answer.text) == (503, True)


def test_a_document_is_the_ground_of_a_new_draft_without_its_number(client: FlaskClient, store: Engine) -> None:
    key = issued(store, "quy-che-lam-viec", "chi_bo_thon")
    answer = client.post(f"/kho/{key}/lam-moi")
    draft = draft_with(store, int(answer.headers["Location"].removeprefix("/nhap/")))
    assert (answer.status_code, draft.kind, draft.variant, draft.unit_id) == (303, "quy-che-lam-viec", "chi_bo_thon", 1)
    answers = draft.data["answers"]
    assert answers["so"] == answers["ngay_ban_hanh"] == answers["quyet_dinh"]["so"] == ""
    assert len(answers["chuong"]) == len(example_data(KINDS[draft.kind], draft.variant)["chuong"])
    assert "Còn phải điền: Ngày ban hành." in client.get("/").text
    assert client.post("/kho/99/lam-moi").status_code == 404


def opened(client: FlaskClient, raw: bytes, name: str = "a.docx") -> str:
    return client.post("/mo-tep", data={"tep": (io.BytesIO(raw), name)}).text


@pytest.mark.parametrize("source", [("nghi-quyet", "thuong_ky"), ("quy-che-lam-viec", "chi_bo_thon")])
def test_a_file_of_the_archive_is_recognised_and_gives_a_draft_without_its_number(
    client: FlaskClient, store: Engine, source: tuple[str, str]
) -> None:
    raw = downloaded(source)
    assert "Văn bản này đã ban hành" not in opened(client, raw)
    key = issue_document(store, Order(example_data(KINDS[source[0]], source[1]), KINDS[source[0]], "lan"))
    number = document_with(store, key).listed.so_ky_hieu
    for file, name in ((raw, "a.docx"), (client.get(f"/kho/{key}/du-lieu.yaml").data, "a.yaml")):
        shown = opened(client, file, name)
        assert f'<a href="/kho/{key}">số {number}, ngày ' in shown
        answers = dict(Page(shown).answers)
        assert answers["so"] == answers["ngay_ban_hanh"] == answers.get("quyet_dinh.so", "") == ""
        assert answers["nguoi_ky.ho_ten" if "nguoi_ky.ho_ten" in answers else "quyet_dinh.nguoi_ky.ho_ten"]
    void(store, book(store)[0].id, reason="In sai", by="lan")
    assert "</a> (đã hủy)." in opened(client, raw)


def test_a_file_of_another_document_is_not_taken_for_one_of_the_archive(client: FlaskClient, store: Engine) -> None:
    issue_document(store, Order({**example_data(KINDS["nghi-quyet"], "thuong_ky"), "so": "1"}, KINDS["nghi-quyet"], "lan"))
    shown = opened(client, downloaded(("nghi-quyet", "thuong_ky")))
    assert "Văn bản này đã ban hành" not in shown and dict(Page(shown).answers)["so"] != ""


def downloaded(source: tuple[str, str]) -> bytes:
    return generate(example_data(KINDS[source[0]], source[1]), KINDS[source[0]]).docx


FILLED = {
    ("bien-ban", "thuong_ky", "nghi-quyet", "thuong_ky"): ["co_quan.ten", "ky.thang", "cuoc_hop.thanh_phan.tong_chinh_thuc", "dang_phi",
        "nhiem_vu.0.viec", "danh_gia.viec_thang_truoc.0.ket_qua", "bieu_quyet.tan_thanh", "nguoi_ky.ho_ten", "nguoi_ky.chuc_vu"],
    ("bien-ban", "thuong_ky", "nghi-quyet", "ket_luan"): ["cuoc_hop.ngay", "noi_dung.0.ten", "noi_dung.0.ket_luan", "nguoi_ky.ho_ten"],
    ("bien-ban", "thuong_ky", "thong-bao", "chung"): ["trich_yeu", "noi_dung", "muc.0.noi_dung", "nhiem_vu.0.viec", "nguoi_ky.ho_ten"],
    ("bien-ban", "chuyen_de", "thong-bao", "chung"): ["trich_yeu", "muc.0.ten", "nguoi_ky.ho_ten"],
    ("nghi-quyet", "ket_luan", "thong-bao", "chung"): ["muc.0.ten", "muc.0.noi_dung", "nhiem_vu.0.viec", "noi_nhan", "dia_danh"],
    ("nghi-quyet", "thuong_ky", "thong-bao", "chung"): ["trich_yeu", "noi_dung", "nhiem_vu.0.viec", "noi_nhan", "nguoi_ky.ho_ten"],
    ("nghi-quyet", "chuyen_de", "thong-bao", "phan_cong"): ["van_ban.so_ky_hieu", "van_ban.trich_yeu", "nguoi_ky.ho_ten"],
    ("quyet-dinh-phan-cong", "ca_nhan", "thong-bao", "phan_cong"): ["van_ban.so_ky_hieu", "dang_vien.ho_ten", "co_dinh.0.viec", "tu_ngay"],
    ("quyet-dinh-phan-cong", "ca_nhan", "ban-cam-ket", "hang_nam"): ["van_ban.so_ky_hieu", "nam", "co_dinh.0.viec", "mo.0.viec"],
    ("thong-bao", "phan_cong", "ban-cam-ket", "hang_nam"): ["van_ban.so_ky_hieu", "dang_vien.so_the", "co_dinh.0.viec", "nguoi_ky.ho_ten"],
    ("bien-ban", "chuyen_de", "nghi-quyet", "chuyen_de"): ["cuoc_hop.dia_diem", "nhiem_vu.0.chu_tri", "nguoi_ky.ho_ten"],
    ("bien-ban", "dai_hoi", "nghi-quyet", "dai_hoi"): ["ten_dai_hoi", "ngay_dai_hoi", "dia_diem", "trieu_tap", "doan_chu_tich.0.ho_ten",
        "bau_cu.0.chuc_danh"],
    ("bien-ban", "kiem_phieu", "bien-ban", "dai_hoi"): ["ten_dai_hoi", "cuoc_hop.ngay", "cuoc_hop.chu_tri.ho_ten", "trieu_tap"],
    ("bien-ban", "chi_uy", "bien-ban", "thuong_ky"): ["co_quan.ten", "ky.thang", "cuoc_hop.chu_tri.ho_ten"],
    ("nghi-quyet", "thuong_ky", "bien-ban", "thuong_ky"): ["viec_thang_truoc.0.viec", "viec_thang_truoc.0.chu_tri", "ky.thang"],
    ("nghi-quyet", "thuong_ky", "nghi-quyet", "thuong_ky"): ["danh_gia.viec_thang_truoc.0.viec", "nguoi_ky.ho_ten", "dia_danh", "noi_nhan"],
    ("nghi-quyet", "chuyen_de", "quyet-dinh-phan-cong", "danh_sach"): ["nghi_quyet.so_ky_hieu", "nghi_quyet.trich_yeu", "dia_danh"],
    ("nghi-quyet", "chuyen_de", "quyet-dinh-phan-cong", "ca_nhan"): ["nghi_quyet.ngay", "nghi_quyet.co_quan", "nguoi_ky.ho_ten"],
    ("quyet-dinh-phan-cong", "danh_sach", "quyet-dinh-phan-cong", "dieu_chinh"): ["quyet_dinh_goc.loai", "can_cu.0", "thi_hanh"],
    ("quyet-dinh-phan-cong", "ca_nhan", "quyet-dinh-phan-cong", "dieu_chinh"): ["quyet_dinh_goc.so_ky_hieu", "dia_danh", "noi_nhan"],
}  # fmt: skip


@pytest.mark.parametrize("pair", FOLLOW_UPS, ids=lambda pair: "-".join((*pair.source, *pair.target)))
def test_what_follows_begins_with_what_means_the_same(client: FlaskClient, store: Engine, pair) -> None:
    key = issued(store, *pair.source)
    work = begin(pair, document_with(store, key))
    for path in FILLED[*pair.source, *pair.target]:
        value = work.answers
        for step in path.split("."):
            value = value[int(step)] if step.isdigit() else value[step]
        assert value not in ("", [], None), path
    assert work.answers.get("so", "") == work.answers["ngay_ban_hanh"] == ""
    problems = {problem.path.split(".")[0] for problem in work.checked[1]}
    assert "ngay_ban_hanh" in problems and "co_quan" not in problems
    answer = client.post(f"/kho/{key}/lam-tiep/{pair.target[0]}/{pair.target[1]}")
    draft = draft_with(store, int(answer.headers["Location"].removeprefix("/nhap/")))
    assert (answer.status_code, (draft.kind, draft.variant)) == (303, pair.target)
    assert re.search(r"Đã mang sang từ \S+\. Còn phải điền: ", client.get("/").text)


def test_numbers_of_the_next_month_roll_over_the_year(store: Engine) -> None:
    pair = next(pair for pair in FOLLOW_UPS if "ky" in pair.made)
    document = document_with(store, issued(store, *pair.source))
    made = [pair.made["ky"]({"ky": {"thang": month, "nam": 2026}}, document) for month in (11, 12)]
    assert made == [{"thang": 12, "nam": 2026}, {"thang": 1, "nam": 2027}]


def test_only_what_usually_follows_is_made(client: FlaskClient, store: Engine) -> None:
    key = issued(store, "bien-ban", "thuong_ky")
    assert client.post(f"/kho/{key}/lam-tiep/quy-che-lam-viec/chi_bo_thon").status_code == 404
