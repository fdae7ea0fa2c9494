"""Many documents from one list, page by page: understood, prepared, tried, made, stopped, corrected; by whom, and with what errors."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Event, Thread
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from docgen.batch.control import Driver, start_driver
from docgen.batch.driving import driving
from docgen.batch.engine import serial
from docgen.batch.lists import state_name
from docgen.batch.loading import open_run
from docgen.batch.order import Order, order_for
from docgen.batch.run import Orders, drive
from docgen.docx.package import open_package
from docgen.docx.text import paragraphs
from docgen.docx.xml import parse
from docgen.errors import ConflictError
from docgen.examples import example_data
from docgen.issuing import Order as Issue
from docgen.issuing import issue_document
from docgen.kinds import KINDS
from docgen.store import own_templates
from docgen.store.batch_plans import KEPT, open_plans, plan_of, save_plan, sweep_plans
from docgen.store.batch_rows import row_of
from docgen.store.batches import Batch, all_batches, batch_of, counted, set_state
from docgen.store.book import all_series, report
from docgen.store.columns import now
from docgen.store.engine import writing
from docgen.store.numbers import Series, reserve
from docgen.store.people import Person, import_people
from docgen.store.tables import batch_plans
from docgen.store.units import save_unit, unit_of
from docgen.store.users import Role
from docgen.templates import shipped_bytes
from support.accounts import add_users, logged_in
from support.office import TERM, office
from support.web import Page, sent
from web import prefill
from web.app import create_app
from web.batches import runs as runs_module
from web.batches.beginning import give_up_plan
from web.batches.facts import FactsWork
from web.login import Login
from web.views.batch_results import NAMES
from web.work import Work

LIST = (
    "STT;Họ và tên;Ngày sinh;Số thẻ đảng viên;Chức vụ đảng;Nghề nghiệp;Diện sinh hoạt;Điện thoại\n"
    "1;Đàm Thị Hợi;8/6/1964;099164000101;Tổ trưởng Tổ đảng số 2;Hưu trí;;1\n"
    "2;Vi Văn An;3/2/64;099164000102;;Nông dân;;2\n"
    "3;Lục Thị Ngân;01/01/1979;099164000103;Bí thư;Công chức;;3\n"
    "4;Nông Văn Tú;31/2/1980;099164000104;;;;4\n"
    "5;Đặng Văn Ổn;01/01/1940;099164000105;;Hưu trí;được miễn;5\n"
)
GOOD = LIST.replace("31/2/1980", "28/2/1980")
KIND = "quyet-dinh-phan-cong"
DECISIONS = f"{KIND}/ca_nhan"


def ended(words: str = "Lô 1 xong.") -> Driver:
    """A driver that has said so and is no more."""
    return Driver(subprocess.Popen(["true"]), io.BytesIO(words.encode()))


@pytest.fixture(autouse=True)
def driven_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver works in this process, at once: that it outlives the page is seen in the browser."""

    def start(engine: Engine, batch_id: int, **how: bool) -> Driver:
        with serial() as workers, suppress(ConflictError):
            drive(engine, batch_id, workers, Orders(**how))
        return ended()

    monkeypatch.setattr(runs_module, "start_driver", start)


@pytest.fixture
def unit(store: Engine) -> int:
    return office(store)


def send(client: FlaskClient, raw: str | bytes = LIST, name: str = "dang-vien.csv", **more: str) -> TestResponse:
    content = raw.encode() if isinstance(raw, str) else raw
    fields = {"tep": FileStorage(io.BytesIO(content), name), "loai": DECISIONS, "nguon": "tep", **more}
    boundary, body = encode_multipart(fields)
    return client.post("/hang-loat/moi", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def facts() -> FactsWork:
    data = example_data(KINDS["quyet-dinh-phan-cong"], "ca_nhan")
    whole, _left = Work.of_data(KINDS["quyet-dinh-phan-cong"], "ca_nhan", {k: v for k, v in data.items() if k != "so"})
    work = FactsWork.beginning(whole)
    work.answers["luu"] = "Lưu Chi bộ"
    work.answers["giao_viec"] |= {"nguoi_kiem_tra": "Lục Thị Ngân", "kiem_tra_thay": "Hoàng Đình Khải"}
    return work


@dataclass
class Way:
    """A preparation on its pages."""

    client: FlaskClient
    store: Engine
    plan: int

    @property
    def place(self) -> str:
        return f"/hang-loat/chuan-bi/{self.plan}"

    def with_facts(self, name: str = "", **slots: str) -> Way:
        page = Page(self.client.get(f"{self.place}/chung").text)
        told = facts()
        told.answers["co_quan"]["ten"] = name or told.answers["co_quan"]["ten"]
        told.answers["giao_viec"]["cho_trong"] |= slots
        pairs = [*told.pairs, ("_ban", dict(page.pairs)["_ban"]), ("_lam", "tiep")]
        answer = self.client.post(f"{self.place}/chung", data=sent(pairs))
        assert answer.location == f"{self.place}/giao-viec", answer.text
        return self

    def tried(self) -> str:
        answer = self.client.post(f"{self.place}/chay-thu")
        assert answer.status_code == 303, answer.text
        return str(answer.location)


@pytest.fixture
def begin(client: FlaskClient, store: Engine, unit: int) -> Callable[..., Way]:
    def begun(raw: str = LIST) -> Way:
        answer = send(client, raw)
        assert answer.status_code == 303, answer.text
        return Way(client, store, int(answer.location.split("/")[3]))

    return begun


def make(client: FlaskClient, run: str, **more: str) -> TestResponse:
    pairs = dict(Page(client.get(run).text).pairs)
    return client.post(f"{run}/tao", data={"_so": pairs["_so"], **more})


# From the list to the decisions.


def test_from_a_list_to_files_and_numbers(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    way = begin()
    page = client.get(f"{way.place}/cot").text
    for words in ("4 hàng đọc được", "1 hàng có lỗi", "“31/2/1980” không có trên lịch", "“3/2/64” hiểu là 03/02/1964", "(không đọc)", "099164000101"):  # fmt: skip
        assert words in page, words
    page = client.get(way.with_facts().place + "/giao-viec").text
    for words in ("Vi Văn An", "Không giao: được miễn công tác", "Tổ trưởng tổ đảng", "Giao lại, nhắc và kiểm tra việc"):
        assert words in page, words
    run = way.tried()
    page = client.get(run).text
    for words in ("Tạo 3 quyết định (số 1 đến 3)", "3/4 đảng viên thuộc diện", "Nông Văn Tú", "Đặng Văn Ổn", "Đủ tất cả mới tạo"):
        assert words in page, words
    assert client.get(f"{run}/mau/1.png").data.startswith(b"\x89PNG")
    whole = client.get(f"{run}/mau/1")
    assert whole.text.count("<img") > 1 and f'href="{run}/mau/1"' in page and f'href="{run}/mau/2"' in whole.text
    assert client.get(f"{run}/mau/1/2.png").data.startswith(b"\x89PNG")
    assert {client.get(f"{run}/mau/{one}").status_code for one in ("9.png", "9", "1/99.png", "1/0.png", "9/1.png")} == {404}
    assert all_series(store) == {} or report(store)[0].last == 0
    assert make(client, run).location == run
    assert client.get(run).location == f"{run}/ket-qua"
    page = client.get(f"{run}/ket-qua").text
    for words in (
        "Đã tạo 3 quyết định.",
        "Số 1 đến 3",
        "03-QĐ/CB",
        "Có lỗi (1)",
        "Không thuộc diện, đã có từ trước (1)",
        "Còn 1 dòng có lỗi, chưa tạo",
        "ket-qua?loc=loi#cac-dong",
    ):
        assert words in page, words
    names = zipfile.ZipFile(io.BytesIO(client.get(f"{run}/tep/tat-ca.zip").data)).namelist()
    assert {"01 Đàm Thị Hợi.docx", "02 Vi Văn An.docx", "03 Lục Thị Ngân.docx", "_bao-cao.xlsx"} <= set(names)
    for file, start in (("tep/bao-cao.xlsx", b"PK"), ("tep/danh-sach.docx", b"PK"), ("tep/danh-sach.xlsx", b"PK"), ("in/ten-1.docx", b"PK"),
                        ("in/so-1.pdf", b"%PDF"), ("dong/0/van-ban.docx", b"PK"), ("dong/0/van-ban.pdf", b"%PDF")):  # fmt: skip
        answer = client.get(f"{run}/{file}")
        assert (answer.status_code, answer.data[: len(start)]) == (200, start), file
    assert all(str(said).lower() == state_name(state) for state, said in NAMES.items())  # of the page and of its report
    names = [client.get(f"{run}/in/{order}-1.docx").headers["Content-Disposition"] for order in ("so", "ten", "to")]
    assert [unquote(one).partition("để in ")[2] for one in names] == ["theo số 1.docx", "theo tên 1.docx", "theo tổ 1.docx"]
    for file in (
        "tep/x.xlsx",
        "in/so-2.docx",
        "in/so-2.pdf",
        "in/la-1.pdf",
        "in/so-1.exe",
        "dong/3/van-ban.docx",
        "dong/0/van-ban.txt",
    ):
        assert client.get(f"{run}/{file}").status_code == 404, file
    named = "Quyết định phân công nhiệm vụ · Chi bộ thôn Nà Khoang · dang-vien.csv"
    assert named in page and "<small>Chi bộ thôn Nà Khoang · dang-vien.csv</small>" in client.get("/hang-loat").text
    assert sweep_plans(store, by="lan") == 0 and open_plans(store) == ()
    assert "Làm tiếp từ cùng danh sách" in client.get(f"{run}/ket-qua").text
    with writing(store) as connection:
        connection.execute(update(batch_plans).values(saved_at=now() - KEPT))
    assert sweep_plans(store, by="lan") == 1
    assert "Làm tiếp từ cùng danh sách" not in client.get(f"{run}/ket-qua").text


def test_documents_that_cannot_stand_in_one_print_file_come_as_several(client: FlaskClient, store: Engine, unit: int) -> None:
    data = example_data(KINDS["thong-bao"], "chung", minimal=True)
    data |= {"co_quan": {**data["co_quan"], "nhiem_ky": {"tu": 2025, "den": 2030}}, "trich_yeu": None}
    listed = "trich_yeu,in_hai_mat\nvề lịch họp,có\nvề lịch trực,không\nvề lịch thăm,không\n".encode()
    batch = open_run(store, order_for(store, "thong-bao", listed, data, by="lan"))
    with serial() as workers:
        assert drive(store, batch.id, workers).done == 3
    answer = client.get(f"/hang-loat/{batch.id}/in/so-1.docx")
    made = zipfile.ZipFile(io.BytesIO(answer.data))
    texts = ["".join(paragraphs(parse(open_package(made.read(name))["word/document.xml"]))) for name in made.namelist()]
    assert [[words in text for words in ("lịch họp", "lịch trực", "lịch thăm")] for text in texts] == [
        [True, False, False],
        [False, True, True],
    ]
    assert client.get(f"/hang-loat/{batch.id}/in/so-2.docx").status_code == 404


def test_a_corrected_list_makes_only_who_has_none_unless_all_are_wanted(
    begin: Callable[..., Way], client: FlaskClient, store: Engine, unit: int
) -> None:
    make(client, begin().with_facts().tried())
    way = begin(GOOD).with_facts()
    page = client.get(run := way.tried()).text
    for words in ("3 người đã có quyết định từ trước, không làm lại: lô 1 (3 người).", "Tạo 1 quyết định (số 4)",
                  "Vi Văn An</strong>: đã có quyết định số 02-QĐ/CB (lô 1)", "<strong>1</strong><span>người không thuộc diện"):  # fmt: skip
        assert words in page, words
    make(client, run)
    assert client.get(f"{run}/ket-qua").text.count(">Đã có từ trước<") == 3
    assert "4/4 đảng viên" in (page := client.get(f"{run}/ket-qua").text) and "trong đó 3 người đã có từ trước" in page
    renamed = replace(unit_of(store, unit), ten="Chi bộ thôn Nà Khoang Thượng")  # numbers go on: it is the same body
    save_unit(store, renamed, by="lan")
    way = begin(GOOD + "  ").with_facts(name=renamed.ten)
    assert "4 người đã có quyết định từ trước" in client.get(way.tried()).text
    save_unit(store, replace(renamed, ten="Chi bộ thôn Nà Khoang"), by="lan")
    way = begin(GOOD + " ")
    form = Page(client.get(f"{way.place}/chung").text)
    whole = [pair for pair in facts().pairs if pair[0] != "cach_lam.lam_lai"]
    pairs = [*whole, ("cach_lam.lam_lai", "co"), ("_ban", dict(form.pairs)["_ban"]), ("_lam", "tiep")]
    client.post(f"{way.place}/chung", data=sent(pairs))
    page = client.get(way.tried()).text
    assert "Tạo 4 quyết định (số 5 đến 8)" in page and "đã có từ trước" not in page


def test_two_clicks_make_one_run(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    way = begin(GOOD).with_facts()
    run = way.tried()
    assert way.tried() != "" and len(all_batches(store)) == 1
    run = f"/hang-loat/{all_batches(store)[0].id}"
    first = dict(Page(client.get(run).text).pairs)
    for _click in range(2):
        assert client.post(f"{run}/tao", data=first).location == run
    assert report(store)[0].last == 4 and batch_of(store, int(run.split("/")[2])).done == 4


def test_numbers_taken_meanwhile_are_shown_before_anything_is_made(
    begin: Callable[..., Way], client: FlaskClient, store: Engine
) -> None:
    run = begin(GOOD).with_facts().tried()
    assert "(số 1 đến 4)" in client.get(run).text
    reserve(store, Series(office(store), "quyet_dinh", TERM), by="lan")
    answer = client.post(f"{run}/tao", data={"_so": "1-4"})
    assert (answer.status_code, "Số trong sổ vừa thay đổi" in answer.text) == (409, True)
    assert batch_of(store, 1).started_at is None and "(số 2 đến 5)" in answer.text


def test_what_was_changed_after_the_trial_is_tried_again_before_anything_is_made(
    begin: Callable[..., Way], client: FlaskClient, store: Engine
) -> None:
    way = begin(GOOD)
    run = way.with_facts().tried()
    assert "đã sửa sau lần chạy thử này" not in client.get(run).text
    seen = dict(Page(client.get(run).text).pairs)
    for day, tried in (("31/2/2027", 422), ("26/12/2026", 303)):
        pairs = [
            (name, day if name == "ngay_ban_hanh" else value) for name, value in Page(client.get(f"{way.place}/chung").text).pairs
        ]
        assert client.post(f"{way.place}/chung/luu", data=sent(pairs)).status_code == 200
        answer = client.post(f"{run}/tao", data=seen)
        assert (answer.status_code, "đã sửa sau lần chạy thử này" in answer.text, "Tạo 4 quyết định" in answer.text) == (
            409,
            True,
            False,
        )
        assert client.post(f"{way.place}/chay-thu").status_code == tried
    run = way.tried()
    assert batch_of(store, int(run.split("/")[2])).common["ngay_ban_hanh"] == "26/12/2026"
    assert make(client, run).status_code == 303 and report(store)[0].last == 4


def test_all_or_nothing_refuses_while_a_row_is_faulty(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    run = begin().with_facts().tried()
    answer = make(client, run, _cach="tat-ca")
    assert (answer.status_code, "sửa các dòng lỗi trước" in answer.text) == (422, True)
    assert batch_of(store, 1).done == 0


# Understanding.


def test_columns_are_said_otherwise_and_remembered(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    way = begin("Họ tên;Việc làm;Ngày sinh\nVi Văn An;Nông dân;3/2/1964\n")
    pairs = dict(Page(client.get(f"{way.place}/cot").text).pairs)
    assert pairs["cot.B"] == ""
    client.post(f"{way.place}/cot", data={**pairs, "cot.B": "chuc_vu_khac", "_lam": "doc"})
    assert dict(Page(client.get(f"{way.place}/cot").text).pairs)["cot.B"] == "chuc_vu_khac"
    again = begin("Họ tên;Việc làm;Ngày sinh\nLục Thị Ngân;Công chức;1/1/1979\n")
    assert dict(Page(client.get(f"{again.place}/cot").text).pairs)["cot.B"] == "chuc_vu_khac"
    refused = client.post(f"{way.place}/cot", data={**pairs, "cot.A": "", "_lam": "doc"})
    assert (refused.status_code, "<title>Lỗi: " in refused.text) == (422, True)
    refused = client.post(f"{way.place}/cot", data={**pairs, "cot.B": "ho_ten", "_lam": "doc"})
    assert (refused.status_code, "Cột A và cột B cùng được chọn là “Họ và tên”" in refused.text) == (422, True)
    assert plan_of(store, way.plan).reading["mapping"]["A"] == "ho_ten"


def test_rows_of_one_person_are_told_with_the_columns_as_the_trial_tells_them(
    begin: Callable[..., Way], client: FlaskClient
) -> None:
    exempt = "6;Đặng Văn Ổn;01/01/1940;099164000105;;Hưu trí;được miễn;5\n"  # nobody makes a decision of either row
    way = begin(GOOD + "7;Đàm Thị Hợi;8/6/1964;099164000101;;;;\n8;ĐÀM THỊ HỢI;08/06/1964;;;;x;\n" + exempt)
    page = client.get(f"{way.place}/cot").text
    told = "Hàng {} và hàng 2 là cùng một người (cùng số thẻ, hoặc cùng họ tên và ngày sinh)."
    assert "6 hàng đọc được" in page and "2 hàng có lỗi" in page
    trial = client.get(way.with_facts().tried()).text
    assert all(told.format(row) in page and told.format(row) in trial for row in (7, 8))
    assert "Hàng 9 và hàng" not in page and "Hàng 9 và hàng" not in trial


@pytest.mark.parametrize(
    ("raw", "column", "first"),
    [
        ("CHI BỘ THÔN LÈNG;;\nSTT;Họ tên đồng chí ta;Ngày sinh\n1;Vi Văn An;3/2/1964\n2;Lục Thị Ngân;1/1/1979\n", "B", "hàng 2"),
        ("Vi Văn An;3/2/1964\nLục Thị Ngân;1/1/1979\n", "A", "không có hàng tên cột"),
        ("Vi Văn An\nLục Thị Ngân\n", "A", "không có hàng tên cột"),
    ],
)
def test_a_list_whose_names_are_not_recognised_begins_with_its_columns(
    begin: Callable[..., Way], client: FlaskClient, raw: str, column: str, first: str
) -> None:
    way = begin(raw)
    page = client.get(f"{way.place}/cot").text
    assert "Chưa rõ cột nào là họ và tên" in page and first in page
    pairs = dict(Page(page).pairs)
    assert client.post(f"{way.place}/cot", data={**pairs, "_lam": "tiep"}).status_code == 422
    told = client.post(f"{way.place}/cot", data={**pairs, f"cot.{column}": "ho_ten", "_lam": "tiep"})
    assert told.location == f"{way.place}/chung", told.text
    page = client.get(f"{way.place}/cot").text
    assert "2 hàng đọc được" in page and "Chưa rõ" not in page
    again = begin(raw)
    assert ("Chưa rõ" in client.get(f"{again.place}/cot").text) is (column == "A")  # headings are remembered


def test_the_faulty_cells_come_back_coloured(begin: Callable[..., Way], client: FlaskClient) -> None:
    answer = client.get(f"{begin().place}/danh-dau.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert "31/2/1980" in {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.comment}


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "Tệp rỗng"), (b"\0\1", "Tệp phải là XLSX"), (b"x" * (10 * 2**20 + 1), "Tệp lớn hơn 10 MB"),
     ("# Việc cần làm\n\nHôm nay họp, có 20 người.\nSáng mai nộp báo cáo, rồi họp, rồi về.\n".encode(), "Tệp không theo mẫu")],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_told_beside_its_field(
    client: FlaskClient, store: Engine, unit: int, raw: bytes, said: str
) -> None:
    answer = send(client, raw)
    assert (answer.status_code, said in answer.text, "#tep" in Page(answer.text).links) == (422, True, True)
    assert open_plans(store) == ()


def test_a_list_may_be_pasted_or_be_the_one_that_is_kept(client: FlaskClient, store: Engine, unit: int) -> None:
    assert "Chọn một tệp" in client.post("/hang-loat/moi", data={}).text
    assert "Dán các hàng" in client.post("/hang-loat/moi", data={"nguon": "dan"}).text
    assert "chưa có danh sách" in client.post("/hang-loat/moi", data={"nguon": "kho"}).text
    pasted = client.post("/hang-loat/moi", data={"nguon": "dan", "dan": "Họ và tên\tNgày sinh\r\nVi Văn An\t3/2/1964"})
    assert "Vi Văn An" in client.get(pasted.location).text
    unticked = client.post("/hang-loat/moi", data={"nguon": "tep", "dan": "Họ và tên\tNgày sinh\r\nVi Văn Bê\t3/2/1964"})
    assert unticked.status_code == 303 and "Vi Văn Bê" in client.get(unticked.location).text
    import_people(store, [Person(unit, "A", "Lục Thị Ngân", nhom="huu_tri")], by="lan")
    kept = client.post("/hang-loat/moi", data={"nguon": "kho"})
    assert "Lục Thị Ngân" in client.get(kept.location).text
    assert client.get("/hang-loat/mau.xlsx").data[:2] == b"PK"


def test_a_list_of_another_kind_has_fields_of_that_kind(client: FlaskClient, store: Engine, unit: int) -> None:
    answer = send(client, "trich_yeu;so_chuyen_de\nvề việc A;1\n", loai="nghi-quyet/chuyen_de")
    page = client.get(answer.location).text
    assert "về việc A" in page and dict(Page(page).pairs)["cot.A"] == "trich_yeu"
    assert client.post(answer.location, data={"cot.A": "trich_yeu"}).location.endswith("/chung")
    assert client.get(answer.location.replace("/cot", "/giao-viec")).status_code == 404


def test_the_same_list_gives_the_other_papers(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    way = begin(GOOD).with_facts()
    client.post(f"{way.place}/giao-viec", data={"_chon": ["2"], "_lam": "them", "viec": "Trực nhà văn hóa"})
    run = way.tried()
    make(client, run)
    assert "Làm tiếp từ cùng danh sách" in client.get(f"{run}/ket-qua").text
    assert client.post(f"{way.place}/them", data={"loai": "quyet-dinh-phan-cong"}).status_code == 404
    answer = client.post(f"{way.place}/them", data={"loai": "ban-cam-ket"})
    other = Way(client, store, int(answer.location.split("/")[3]))
    pairs = dict(Page(client.get(f"{other.place}/chung").text).pairs)
    carried = ("nguoi_ky.ho_ten", "dia_danh", "nam", "giao_viec.nguoi_kiem_tra", "van_ban.so_ky_hieu")
    assert all(pairs[name] for name in carried) and not {"cach_lam.danh_so", "giao_viec.hinh_thuc", "so"} & set(pairs)
    assert client.post(f"{other.place}/chung", data={**pairs, "_lam": "tiep"}).location == f"{other.place}/giao-viec"
    assert "Trực nhà văn hóa" in client.get(f"{other.place}/giao-viec/2").text
    version = {"_ban": dict(Page(client.get(f"{other.place}/chung").text).pairs)["_ban"]}
    own_signer = {**pairs, **version, "nguoi_ky.ho_ten": "Lục Thị Ngân", "_lam": "tiep"}
    client.post(f"{other.place}/chung", data=own_signer)
    page = client.get(other.tried()).text
    assert "vừa cam kết vừa xác nhận" in page and f"{other.place}/chung?o=xac_nhan_thay#f-xac_nhan_thay" in Page(page).links
    version = {"_ban": dict(Page(client.get(f"{other.place}/chung").text).pairs)["_ban"]}
    client.post(f"{other.place}/chung", data={**pairs, **version, "_lam": "tiep"})
    run = other.tried()
    page = client.get(run).text
    assert "Tạo 5 bản cam kết" in page and "số sẽ lấy" not in page and "kể cả 1 đồng chí được miễn" in page
    make(client, run)
    page = client.get(f"{run}/ket-qua").text
    assert "Đã tạo 5 bản cam kết." in page and "5/5 đảng viên thuộc diện cam kết đã có bản cam kết" in page
    assert row_of(store, 2, 1).data["van_ban"]["so_ky_hieu"] == "02-QĐ/CB" and row_of(store, 2, 4).data["van_ban"] is None
    answer = client.post(f"{way.place}/them", data={"loai": "thong-bao"})
    notice = f"{answer.location.rpartition('/')[0]}/chung"
    pairs = dict(Page(client.get(notice).text).pairs)
    assert (
        pairs["noi_nhan"].split("\n")[0].strip() == "Đồng chí {{ho_ten}} (để thực hiện)" and "Như Điều" not in pairs["noi_nhan"]
    )
    assert "Đảng ủy xã Vân Thượng Sơn (để báo cáo)" in pairs["noi_nhan"] and pairs["luu"] == "Lưu Chi bộ"
    asked = client.post(notice, data={**pairs, "van_ban.so_ky_hieu": "", "_lam": "tiep"})
    assert (asked.status_code, "#f-van_ban.so_ky_hieu" in Page(asked.text).links) == (422, True)


@pytest.mark.parametrize(("chosen", "form"), [("quyet-dinh-phan-cong/ca_hai", "ca_hai"), ("thong-bao/phan_cong", None)])
def test_what_is_made_is_chosen_with_the_list(
    client: FlaskClient, store: Engine, unit: int, chosen: str, form: str | None
) -> None:
    place = send(client, GOOD, loai=chosen).location
    pairs = dict(Page(client.get(place.replace("/cot", "/chung")).text).pairs)
    assert pairs.get("giao_viec.hinh_thuc") == form and "giao_viec.nguoi_kiem_tra" in pairs and "dang_vien.ho_ten" not in pairs


# Common facts.


def test_mistakes_in_the_common_facts_are_told_once_and_kept(begin: Callable[..., Way], client: FlaskClient) -> None:
    way = begin()
    page = Page(client.get(f"{way.place}/chung").text)
    assert not {name for name, _ in page.pairs if name.startswith(("dang_vien", "co_dinh", "so"))}
    pairs = {**dict(page.pairs), "ngay_ban_hanh": "40/1/2027", "giao_viec.nguoi_kiem_tra": "x" * 500, "_lam": "tiep"}
    answer = client.post(f"{way.place}/chung", data=pairs)
    read = Page(answer.text)
    assert answer.status_code == 422 and {"#f-ngay_ban_hanh", "#f-can_cu", "#f-giao_viec.nguoi_kiem_tra"} <= set(read.links)
    assert dict(read.pairs)["ngay_ban_hanh"] == "40/1/2027"
    assert client.post(f"{way.place}/chay-thu").status_code == 422
    stale = client.post(f"{way.place}/chung", data={**pairs, "_ban": "1"})
    assert (stale.status_code, "vừa được sửa ở nơi khác" in stale.text) == (409, True)


def test_what_the_rules_say_of_the_common_facts_is_told_before_the_trial(begin: Callable[..., Way], client: FlaskClient) -> None:
    way = begin(GOOD)
    told = facts()
    told.answers["nguoi_ky"]["ho_ten"] = "TS. Trần Văn Hùng"
    told.answers["can_cu"].append(told.answers["can_cu"][0])

    def send_facts() -> TestResponse:
        version = dict(Page(client.get(f"{way.place}/chung").text).pairs)["_ban"]
        return client.post(f"{way.place}/chung", data=sent([*told.pairs, ("_ban", version), ("_lam", "tiep")]))

    refused = send_facts()
    assert (refused.status_code, "#f-nguoi_ky.ho_ten" in Page(refused.text).links) == (422, True)
    told.answers["nguoi_ky"]["ho_ten"] = "Trần Văn Hùng"
    assert send_facts().status_code == 303
    page = client.get(f"{way.place}/giao-viec").text
    assert "Nên xem lại ở dữ liệu chung" in page and "hai lần" in page
    told.answers["co_quan"] |= {"loai": "dang_uy_xa", "ten": "Đảng ủy xã Đức Trọng"}
    assert "không phải chi bộ" in told.warnings()[0]


def test_rows_and_offers_work_without_a_program(begin: Callable[..., Way], client: FlaskClient) -> None:
    way = begin()

    def press(action: str, **more: str) -> Page:
        pairs = {**dict(Page(client.get(f"{way.place}/chung").text).pairs), "_lam": action, **more}
        return Page(client.post(f"{way.place}/chung", data=pairs).text)

    assert "can_cu.1.ma" in dict(press("them:can_cu", **{"can_cu.0.ma": "01-HD/TW"}).pairs)
    assert dict(press("xoa:can_cu.1").pairs)["can_cu.0.ma"] == "01-HD/TW"
    offered = [found["value"] for tag, found in press("muc:can_cu").tags if found.get("name") == "_chon.can_cu"]
    assert "can_cu.1.ma" in dict(press("chon:can_cu", **{"_chon.can_cu": str(offered[0])}).pairs)
    block = "Việc được giao\tThời hạn, định kỳ\nTrực tết\tTháng 1"
    assert "nhan:giao_viec.nhiem_vu_chung" in str(
        press("doc:giao_viec.nhiem_vu_chung", **{"_dan.giao_viec.nhiem_vu_chung": block}).tags
    )
    taken = press("nhan:giao_viec.nhiem_vu_chung", **{"_dan.giao_viec.nhiem_vu_chung": block})
    assert dict(taken.pairs)["giao_viec.nhiem_vu_chung.0.viec"] == "Trực tết"
    assert client.post(f"{way.place}/chung", data={**dict(taken.pairs), "_lam": "ve"}).location == "/hang-loat"


# Duties.


def test_duties_are_given_to_several_and_to_one(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    way = begin(GOOD).with_facts()
    giving = f"{way.place}/giao-viec"
    for data, said in (({"_lam": "them", "viec": "A"}, "Chọn ít nhất một người"), ({"_chon": "2", "_lam": "nhom"}, "Chọn nhóm"), ({"_chon": "2", "_lam": "them"}, "Nhập việc được giao")):  # fmt: skip
        answer = client.post(giving, data=data)
        assert (answer.status_code, said in answer.text) == (422, True), said
    more = {"_chon": ["2", "3", "6"], "_lam": "them", "viec": "Trực nhà văn hóa", "san_pham": "Sổ trực", "han": "Hằng tuần"}
    blanks = client.get(giving).text.partition("Muốn giao thì điền ở")[2].partition("</div>")[0]
    assert client.post(giving, data=more).status_code == 303
    assert set(plan_of(store, way.plan).assigned) == {"2", "3"}  # who is exempt gets nothing
    told = client.get(giving).text
    assert "Địa bàn phụ trách" in blanks and blanks in told  # what is proposed is not frozen by what was added
    assert "Đã sửa nhiệm vụ của 2 người" in told and "1 người không được giao thêm" in told
    way.with_facts(dia_ban="Xóm Trên", so_ho="12")
    proposed = [value for name, value in Page(client.get(f"{giving}/2").text).pairs if name.endswith("viec")]
    assert any("Xóm Trên" in one for one in proposed) and "Trực nhà văn hóa" in proposed
    assert "đã sửa" in client.get(giving).text
    typed = {"_chon": "3", "viec": "Trực chốt", "_mau": "", "_nhom": "huu_tri"}
    page = client.post(giving, data={**typed, "_lam": "ca-trang"})
    pairs = Page(page.text).pairs
    assert (page.status_code, [value for name, value in pairs if name == "_chon"]) == (200, ["2", "3", "4", "5"])
    assert (dict(pairs)["viec"], dict(pairs)["_nhom"]) == ("Trực chốt", "huu_tri")  # what was typed stays
    client.post(giving, data={"_chon": "3", "_lam": "nhom", "_nhom": "huu_tri"})
    assert plan_of(store, way.plan).assigned["3"] == {"nhom": "huu_tri", "them": plan_of(store, way.plan).assigned["2"]["them"]}
    client.post(giving, data={"_chon": "3", "_lam": "bo"})
    assert set(plan_of(store, way.plan).assigned) == {"2"}
    page = Page(client.get(f"{giving}/2").text)
    assert "Trực nhà văn hóa" in dict(page.pairs).values()
    assert "co_dinh.11.viec" not in dict(page.pairs)
    wrong = client.post(f"{giving}/2", data={"co_dinh.0.san_pham": "Sổ", "_lam": "luu"})
    assert (wrong.status_code, "#f-co_dinh.0.viec" in Page(wrong.text).links) == (422, True)
    added = client.post(f"{giving}/2", data={"co_dinh.0.viec": "Một việc", "_lam": "them:mo"})
    assert "mo.0.viec" in dict(Page(added.text).pairs)
    kept = client.post(f"{giving}/2", data={"co_dinh.0.viec": "Một việc", "mo.0.viec": "Việc gấp", "_lam": "luu"})
    assert kept.location == f"{giving}#hang-2"
    client.get(way.tried())
    own = row_of(store, 1, 0).data
    assert [line["viec"] for line in own["co_dinh"]][-1] == "Một việc" and own["mo"][0]["viec"] == "Việc gấp"
    assert client.get(f"{giving}/99").status_code == 404
    assert client.post(f"{giving}/2", data={"_nhom": "huu_tri", "_lam": "luu"}).location == f"{giving}/2"
    assert client.post(f"{giving}/2", data={"_nhom": "huu_tri", "_lam": "bo"}).status_code == 303
    assert plan_of(store, way.plan).assigned == {}


# Stop, go on, cancel.


def test_a_run_that_broke_off_goes_on(
    begin: Callable[..., Way], client: FlaskClient, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begin(GOOD).with_facts().tried()
    with subprocess.Popen(["sleep", "600"]) as process, monkeypatch.context() as patched:
        patched.setattr(runs_module, "start_driver", lambda *_args, **_how: Driver(process, io.BytesIO(b"L\xc3\xb4 1")))
        patched.setattr(runs_module, "_PATIENCE", 0.1)
        assert make(client, run).location == run
        assert "Đang tạo văn bản" in client.get(run).text and client.get(f"{run}/tien-do").json["going"] is True
        patched.setattr(runs_module, "_STARTING", 0.0)
        page = client.get(run).text  # nothing has begun: the button is there again
        assert "Chạy thử" in page and "Chưa bắt đầu tạo được" in page
        process.kill()
    client.post(f"{run}/dung")
    monkeypatch.setattr(runs_module, "_STARTING", 0.0)
    assert make(client, run).status_code == 303
    assert batch_of(store, 1).done == 4
    assert client.post(f"{run}/lam-tiep").location == run


def test_a_template_that_changed_after_the_trial_is_asked_about_and_may_be_used(
    begin: Callable[..., Way], client: FlaskClient, store: Engine
) -> None:
    run = begin(GOOD).with_facts().tried()
    file = io.BytesIO(shipped_bytes("quyet-dinh-phan-cong.ca_nhan"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"anew"
    made = own_templates.hand_in(store, KIND, "ca_nhan", "mau.docx", file.getvalue(), {"issues": []}, by="lan")
    own_templates.note_trial(store, made, by="mai")
    own_templates.approve(store, made, by="mai", alone=True)
    make(client, run)
    assert "Dùng mẫu mới" in client.get(f"{run}/ket-qua").text
    client.post(f"{run}/lam-tiep", data={"_mau": "moi"})
    assert batch_of(store, 1).done == 4


def test_a_driver_that_cannot_start_is_told(
    begin: Callable[..., Way], client: FlaskClient, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real one, in an environment in which Python finds nothing of its own; it is tried twice."""
    run = begin(GOOD).with_facts().tried()
    started = []
    with monkeypatch.context() as broken:
        broken.setenv("PYTHONHOME", "/nowhere")
        broken.setattr(
            runs_module, "start_driver", lambda *told, **how: started.append(start_driver(*told, **how)) or started[-1]
        )
        assert make(client, run).location == run
        page = client.get(run).text
    assert len(started) == 2
    assert "Chưa bắt đầu tạo được" in page and "Tiến trình báo: " in page and "No module named" in page
    assert make(client, run).status_code == 303
    assert batch_of(store, 1).done == 4
    assert "Chưa bắt đầu" not in client.get(f"{run}/ket-qua").text


def test_a_driver_that_has_the_run_and_has_not_begun_is_at_work(
    begin: Callable[..., Way], client: FlaskClient, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds the run some moments before it says that it began: then too the trial is over."""
    run = begin(GOOD).with_facts().tried()
    with driving(store, 1):
        assert "Đang kiểm tra danh sách" in client.get(run).text
    over = Event()

    def holding(engine: Engine, batch_id: int, **_how: bool) -> Driver:
        held = Event()

        def hold() -> None:
            with driving(engine, batch_id):
                held.set()
                over.wait(60)

        Thread(target=hold, daemon=True).start()
        assert held.wait(60)
        return ended()

    monkeypatch.setattr(runs_module, "start_driver", holding)
    assert make(client, run).location == run
    page, cancelling = client.get(run).text, client.get(f"{run}/huy").text
    over.set()
    assert "Đang tạo văn bản" in page and "Dừng sau phần đang làm" in page
    for words in ("Lô vẫn đang chạy", "Đến lúc này đã tạo 0 văn bản", "Đến lúc này còn 4 dòng chưa làm", f"{run}/dung"):
        assert words in cancelling, words


def test_a_stopped_run_says_how_to_go_on_and_can_be_cancelled(
    begin: Callable[..., Way], client: FlaskClient, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begin(GOOD).with_facts().tried()

    def stopped(engine: Engine, batch_id: int, **_how: bool) -> Driver:
        with driving(engine, batch_id) as lease:
            set_state(engine, lease, "stopped", started_at=now())
        return ended()

    monkeypatch.setattr(runs_module, "start_driver", stopped)
    make(client, run)
    page = client.get(f"{run}/ket-qua").text
    assert "Lô đang dừng." in page and "Làm tiếp" in page and "Đã tạo 0, còn 4." in page
    page = client.get(f"{run}/huy").text
    assert "4 dòng còn lại không làm nữa" in page and "vẫn đang chạy" not in page
    empty = client.post(f"{run}/huy", data={"ly_do": ""})
    assert (empty.status_code, "Nhập lý do hủy lô" in empty.text) == (422, True)
    assert client.post(f"{run}/huy", data={"ly_do": "Danh sách gửi nhầm"}).location == run
    page = client.get(f"{run}/ket-qua").text
    assert "Lô đã hủy: Danh sách gửi nhầm" in page and "Làm tiếp" not in page
    assert client.get(f"{run}/huy").location == run


# Rows.


def test_a_faulty_row_is_corrected_and_made_alone(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    run = begin().with_facts().tried()
    make(client, run)
    place = f"{run}/dong/3"
    page = client.get(place)
    assert "không có trên lịch" in page.text and dict(Page(page.text).pairs)["dang_vien.so_the"] == "099164000104"
    pairs = {**dict(Page(page.text).pairs), "_lam": "sua"}
    wrong = client.post(place, data={**pairs, "dang_vien.ngay_sinh": "31/2/1980"})
    assert (wrong.status_code, "<title>Lỗi: " in wrong.text, 'value="31/2/1980"' in wrong.text) == (422, True, True)
    assert client.post(place, data={**pairs, "dang_vien.ngay_sinh": "28/2/1980"}).location == place
    assert row_of(store, 1, 3).so_ky_hieu == "04-QĐ/CB"
    assert "mo.0.viec" in dict(Page(client.post(place, data={**pairs, "_lam": "them:mo"}).text).pairs)


def test_a_document_that_is_issued_is_made_again_under_its_number(
    begin: Callable[..., Way], client: FlaskClient, store: Engine
) -> None:
    run = begin(GOOD).with_facts().tried()
    make(client, run)
    place = f"{run}/dong/1"
    pairs = {**dict(Page(client.get(place).text).pairs), "dang_vien.chuc_vu_khac": "Trưởng thôn", "_lam": "sua"}
    asked = client.post(place, data=pairs)
    assert (asked.status_code, "Nhập lý do" in asked.text) == (422, True)
    assert client.post(place, data={**pairs, "_ly-do": "Sai chức vụ"}).location == place
    row = row_of(store, 1, 1)
    assert (row.state, row.version, row.so_ky_hieu, row.data["dang_vien"]["chuc_vu_khac"]) == (
        "done",
        2,
        "02-QĐ/CB",
        "Trưởng thôn",
    )
    assert "bản thứ 2" in client.get(place).text


def test_a_row_is_given_up_with_a_reason(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    run = begin(GOOD).with_facts().tried()
    make(client, run)
    place = f"{run}/dong/0/huy"
    assert "Số 1 hủy trong sổ" in client.get(place).text
    assert client.post(place, data={"ly_do": " "}).status_code == 422
    assert client.post(place, data={"ly_do": "Đã chuyển đi"}).location == f"{run}/ket-qua"
    assert row_of(store, 1, 0).state == "void" and report(store)[0].voided
    assert "Dòng này không sửa được nữa" in client.get(f"{run}/dong/0").text
    assert client.post(place, data={"ly_do": "Lần nữa"}).status_code == 422
    assert "Số 2 đến 4." in client.get(f"{run}/ket-qua").text
    client.post(f"{run}/dong/2/huy", data={"ly_do": "Đã chuyển đi"})
    assert "Số 2 đến 4, trừ số đã hủy: 3." in client.get(f"{run}/ket-qua").text


def test_rows_are_filtered_searched_and_paged(begin: Callable[..., Way], client: FlaskClient) -> None:
    many = "Họ và tên;Ngày sinh\n" + "".join(
        f"Vi Văn {chr(65 + n // 26)}{chr(97 + n % 26)};{n % 28 + 1}/3/19{60 + n % 30}\n" for n in range(60)
    )
    run = begin(many + "Lục Thị Ngân;1/1/1979\nNông Văn Tú;31/2/1980\n").with_facts().tried()
    page = client.get(run).text
    assert "Điều cần biết (61 người)" in page and "Ngày sinh hoạt chi bộ (61 người)" in page and page.count("Việc mẫu còn") == 1
    make(client, run)
    results = f"{run}/ket-qua"
    assert client.get(results).text.count("<tr") == 51 and client.get(f"{results}?trang=2").text.count("<tr") == 13
    assert client.get(f"{results}?loc=loi").text.count("<tr") == 2
    found = client.post(f"{run}/tim", data={"ten": "ngan", "loc": "tat-ca"}).location
    assert "ngan" not in found.lower().replace(found.rpartition("tim=")[2].lower(), "")
    page = client.get(found).text
    assert page.count("<tr") == 2 and "Lục Thị Ngân" in page and 'value="ngan"' in page
    assert "gõ lại tên" in client.get(f"{results}?tim=mat").text
    assert client.get(f"{results}?loc=la&trang=x").status_code == 200


def test_what_could_not_be_read_has_to_be_answered(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    way = begin(LIST.replace("099164000104;;;;4", "099164000104;;;miễn ct;4")).with_facts()
    run = way.tried()
    place = f"{run}/dong/3"
    page = client.get(place).text
    pairs = dict(Page(page).pairs)
    assert (pairs["dang_vien.dien"], pairs["dang_vien.ngay_sinh"]) == ("", "") and "Danh sách ghi “miễn ct”" in page
    untouched = client.post(place, data={**pairs, "_lam": "sua"})
    assert (untouched.status_code, {"#f-dang_vien.dien", "#f-dang_vien.ngay_sinh"} <= set(Page(untouched.text).links)) == (
        422,
        True,
    )
    assert row_of(store, 1, 3).state == "failed"
    answered = {**pairs, "dang_vien.dien": "mien_sinh_hoat", "dang_vien.ngay_sinh": "28/2/1980", "_lam": "sua"}
    said = client.post(place, data=answered, follow_redirects=True).text
    assert "Nông Văn Tú không thuộc diện: được miễn công tác" in said
    row, batch = row_of(store, 1, 3), batch_of(store, 1)
    assert (row.state, row.number_id, batch.failed, batch.left_out) == ("left_out", None, 0, 2)
    make(client, run)
    assert (batch_of(store, 1).done, counted(store, 1)) == (3, {"done": 3, "left_out": 2})


def test_a_row_without_a_name_keeps_all_else(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    heads, row = LIST.splitlines()[0], "1;;8/6/1964;099164000101;Tổ trưởng Tổ đảng số 2;Hưu trí;;1"
    run = begin(f"{heads};Nhiệm vụ cố định\n{row};Trông coi nhà văn hóa\n").with_facts().tried()
    page = client.get(f"{run}/dong/0").text
    pairs = dict(Page(page).pairs)
    assert "Danh sách để trống ô này" in page and "Danh sách ghi “”" not in page
    kept = {"ngay_sinh": "08/6/1964", "so_the": "099164000101", "chuc_vu_khac": "Hưu trí", "ho_ten": ""}
    assert {name: pairs[f"dang_vien.{name}"] for name in kept} == kept and "Trông coi nhà văn hóa" in pairs.values()
    empty = client.post(f"{run}/dong/0", data={**pairs, "_lam": "sua"})
    assert "danh sách để trống ô này" in empty.text
    client.post(f"{run}/dong/0", data={**pairs, "dang_vien.ho_ten": "Đàm Thị Hợi", "_lam": "sua"})
    assert (row_of(store, 1, 0).state, row_of(store, 1, 0).name) == ("waiting", "Đàm Thị Hợi")


# Who may.


def test_who_only_drafts_prepares_and_does_not_issue(store: Engine, unit: int) -> None:
    add_users(store)
    client = logged_in(create_app(store, Login()), Role.DRAFTS)
    way = Way(client, store, int(send(client, GOOD).location.split("/")[3])).with_facts()
    run = way.tried()
    page = client.get(run).text
    assert "nhờ người có quyền ban hành" in page and "Tạo 4 quyết định" not in page
    for act in ("tao", "dung", "lam-tiep", "huy", "dong/0", "dong/0/huy"):
        assert client.post(f"{run}/{act}", data={"ly_do": "x"}).status_code == 403, act
    assert batch_of(store, 1).started_at is None


def test_other_sites_cannot_begin_a_run(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    run = begin(GOOD).with_facts().tried()
    assert client.post(f"{run}/tao", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert batch_of(store, 1).started_at is None


def test_what_is_not_there_is_told(client: FlaskClient, unit: int) -> None:
    for url in (
        "/hang-loat/9",
        "/hang-loat/9/ket-qua",
        "/hang-loat/chuan-bi/9/cot",
        "/hang-loat/9/dong/1",
        "/hang-loat/9/tien-do",
    ):
        assert client.get(url).status_code == 404, url


def test_a_preparation_is_given_up_with_its_trial(
    begin: Callable[..., Way], client: FlaskClient, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = begin(GOOD).with_facts()
    way.tried()
    assert "Quyết định phân công nhiệm vụ · Chi bộ thôn Nà Khoang · dang-vien.csv" in client.get("/hang-loat").text
    assert client.post(f"{way.place}/bo").location == "/hang-loat"
    assert (all_batches(store), open_plans(store)) == ((), ())
    assert client.get(f"{way.place}/cot").status_code == 404

    other = begin(GOOD).with_facts()

    def given_up_meanwhile(engine: Engine, order: Order) -> Batch:
        batch = open_run(engine, order)
        give_up_plan(engine, other.plan, by="lan")
        return batch

    monkeypatch.setattr(runs_module, "open_run", given_up_meanwhile)
    other.tried()
    assert (all_batches(store), open_plans(store)) == ((), ())


def test_a_fault_of_the_program_in_the_background_tells_nothing(
    begin: Callable[..., Way], client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(*_args: object) -> None:
        raise RuntimeError("Đàm Thị Hợi")

    way = begin(GOOD).with_facts()
    monkeypatch.setattr(runs_module, "open_run", faulty)
    assert way.tried() == f"{way.place}/chay-thu"
    assert "RuntimeError at " in caplog.text and "Hợi" not in caplog.text
    assert client.get(f"{way.place}/chay-thu").status_code == 200


def test_two_people_cannot_overwrite_each_other(begin: Callable[..., Way], store: Engine) -> None:
    way = begin()
    plan = plan_of(store, way.plan)
    save_plan(store, plan, assigned={})
    with pytest.raises(ConflictError, match="vừa được sửa"):
        save_plan(store, plan, assigned={})


def test_a_check_that_broke_off_goes_on(
    begin: Callable[..., Way], client: FlaskClient, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = begin(GOOD).with_facts()
    with monkeypatch.context() as patched:
        patched.setattr(runs_module, "check", lambda *_args: None)
        run = way.tried()
    page = client.get(run).text
    assert "bị ngắt giữa chừng" in page and "Kiểm tra tiếp" in page
    assert client.post(f"{run}/kiem-tra-tiep").location == run
    assert "Tạo 4 quyết định" in client.get(run).text


def test_a_long_list_is_waited_for_on_a_page_of_its_own(
    begin: Callable[..., Way], client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = begin(GOOD).with_facts()
    slow = runs_module.open_run

    def slowly(*args: object) -> object:
        time.sleep(1)
        return slow(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(runs_module, "open_run", slowly)
    monkeypatch.setattr(runs_module, "_PATIENCE", 0.1)
    assert way.tried() == f"{way.place}/chay-thu"
    page = client.get(f"{way.place}/chay-thu").text
    assert "Đang đọc danh sách" in page and 'http-equiv="refresh"' in page
    time.sleep(2)
    assert "Xem lần chạy thử trước" in client.get(f"{way.place}/chay-thu").text


# What every document says.


def test_another_file_keeps_what_was_said(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    way = begin().with_facts()
    client.post(f"{way.place}/giao-viec", data={"_chon": "3", "_lam": "nhom", "_nhom": "huu_tri"})
    run = way.tried()
    link = f"/hang-loat/moi?thay={way.plan}"
    assert link in client.get(run).text and link in client.get(f"{way.place}/cot").text
    assert dict(Page(client.get(link).text).pairs)["thay"] == str(way.plan)
    wrong = send(client, b"", thay=str(way.plan))
    assert (wrong.status_code, dict(Page(wrong.text).pairs)["thay"]) == (422, str(way.plan))
    head, first, *rest = GOOD.splitlines(keepends=True)
    again = send(client, "".join([head, first, "0;Bế Văn Mới;1/1/1970;;;;;\n", *rest]), "moi.csv", thay=str(way.plan))
    assert (again.location, len(open_plans(store))) == (f"{way.place}/cot", 1)
    plan = plan_of(store, way.plan)
    assert (plan.name, plan.assigned) == ("moi.csv", {"4": {"nhom": "huu_tri"}})  # Vi Văn An, wherever he stands
    assert "Tạo 5 quyết định" in client.get(way.tried()).text and len(all_batches(store)) == 1
    assert client.get("/hang-loat/moi?thay=99").status_code == 404


def test_what_is_typed_is_kept_on_the_way_to_another_step(begin: Callable[..., Way], client: FlaskClient, store: Engine) -> None:
    """Wrong or unfinished; by the chips of the steps, and while somebody types."""
    way = begin(GOOD)

    def facts_page() -> list[tuple[str, str]]:
        pairs = Page(client.get(f"{way.place}/chung").text).pairs
        return [(name, "31/2/2027" if name == "ngay_ban_hanh" else value) for name, value in pairs]

    gone = {"di:columns": f"{way.place}/cot", "di:try_it": f"{way.place}/chay-thu", "di:overview": "/hang-loat", "di:la": None}
    for step, place in gone.items():
        assert f'value="{step}"' in client.get(f"{way.place}/chung").text or not place, step
        assert client.post(f"{way.place}/chung", data=sent([*facts_page(), ("_lam", step)])).location == place, step
    assert plan_of(store, way.plan).answers["answers"]["ngay_ban_hanh"] == "31/2/2027"
    typed = [(name, "Tả Van" if name == "dia_danh" else value) for name, value in facts_page()]
    save_plan(store, plan_of(store, way.plan), batch_id=None)  # a trial in the background, duties given elsewhere
    kept = client.post(f"{way.place}/chung/luu", data=sent(typed))
    assert (kept.status_code, kept.json["said"][:11]) == (200, "Đã lưu lúc ")  # type: ignore[index]
    assert plan_of(store, way.plan).answers["answers"]["dia_danh"] == "Tả Van"
    late = client.post(f"{way.place}/chung/luu", data=sent(typed))
    assert (late.status_code, late.json["message"]) == (409, "Dữ liệu chung vừa được sửa ở nơi khác.")  # type: ignore[index]

    pairs = {**dict(Page(client.get(f"{way.place}/cot").text).pairs), "cot.F": "", "cot.H": "chuc_vu_khac"}
    assert client.post(f"{way.place}/cot", data={**pairs, "_lam": "di:facts"}).location == f"{way.place}/chung"
    assert plan_of(store, way.plan).reading["mapping"]["H"] == "chuc_vu_khac"
    nobody = {**pairs, "cot.B": "", "cot.F": ""}
    refused = client.post(f"{way.place}/cot", data={**nobody, "_lam": "tiep"})
    shown = dict(Page(refused.text).pairs)
    assert (refused.status_code, shown["cot.B"], shown["cot.F"]) == (422, "", "")  # as it was chosen

    person = f"{way.with_facts().place}/giao-viec/3"
    form = [pair for pair in Page(client.get(person).text).pairs if pair[0] != "_lam"]
    assert client.post(person, data=sent([*form, ("_lam", "di:facts")])).location == f"{way.place}/chung"
    assert plan_of(store, way.plan).assigned == {}  # who only looks changes nothing
    more = [("mo.9.viec", "Trực nhà văn hóa"), ("_lam", "di:columns")]
    assert client.post(person, data=sent([*form, *more])).location == f"{way.place}/cot"
    assert "Trực nhà văn hóa" in str(plan_of(store, way.plan).assigned["3"])


def test_the_member_of_the_last_document_is_in_nobody_elses(
    begin: Callable[..., Way], client: FlaskClient, store: Engine
) -> None:
    data = example_data(KINDS["quyet-dinh-phan-cong"], "ca_nhan") | {
        "noi_nhan": ["Đảng ủy xã", "Đồng chí Lý Văn Nhung (để thực hiện)"]
    }
    data["dang_vien"]["ho_ten"] = "Lý Văn Nhung"
    issue_document(store, Issue({k: v for k, v in data.items() if k != "so"}, KINDS["quyet-dinh-phan-cong"], "lan"))
    way = begin(GOOD)
    page = client.get(f"{way.place}/chung").text
    assert dict(Page(page).pairs)["noi_nhan"].strip() == "Đảng ủy xã\nĐồng chí {{ho_ten}} (để thực hiện)"
    assert "Điền sẵn từ Quyết định" in page and "#f-can_cu" in Page(page).links
    assert "Nhung" not in str(Page(page).pairs) and "mỗi văn bản in họ tên" in page
    other = prefill.begun(store, "quyet-dinh-phan-cong", "ca_nhan", today=dt.date(2027, 1, 5))
    assert other.answers["noi_nhan"].strip() == "Đảng ủy xã"
    pairs = [*facts().pairs, ("_ban", dict(Page(page).pairs)["_ban"]), ("_lam", "tiep")]
    for wrong in ("{{ho ten}}", "{{ho_te}}", "{{ho_ten}"):
        typed = [(name, f"Đồng chí {wrong}" if name == "noi_nhan" else value) for name, value in pairs]
        refused = client.post(f"{way.place}/chung", data=sent(typed))
        pairs = [(name, dict(Page(refused.text).pairs)["_ban"] if name == "_ban" else value) for name, value in pairs]
        assert (refused.status_code, "#f-noi_nhan" in Page(refused.text).links, f"“{wrong}” không điền được" in refused.text) == (
            422,
            True,
            True,
        )
