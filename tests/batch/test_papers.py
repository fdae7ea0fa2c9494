"""One roster, another paper of each member: the bản cam kết, which has no number, and the thông báo of the duties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from docgen.batch.control import correct_row
from docgen.batch.coverage import coverage_of
from docgen.batch.engine import serial
from docgen.batch.lists import covering_docx, covering_xlsx
from docgen.batch.loading import open_run
from docgen.batch.order import Options, order_for
from docgen.batch.prints import print_files
from docgen.batch.results import zipped
from docgen.batch.run import check_all, drive
from docgen.batch.trial import try_run
from docgen.docx.package import open_package
from docgen.docx.text import paragraphs
from docgen.docx.xml import parse
from docgen.errors import CheckFailed, DataError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.roster.writing import write_roster
from docgen.store.batch_rows import every_row, row_of
from docgen.store.batches import Batch
from docgen.store.engine import open_store
from schemas.roster import NguoiTrongDanhSach
from support.batch import GIVEN, common, members

SECRETARY = "Hoàng Đình Khải"
DEPUTY = {"xac_nhan_thay": {"ho_ten": "Lục Thị Ngân", "chuc_vu": "pho_bi_thu"}}
CITED = {"loai": "Quyết định", "so_ky_hieu": "{{so_quyet_dinh}}", "ngay": "25/12/2026", "co_quan": "Chi bộ thôn Khuổi Mò"}
CITED |= {"trich_yeu": "về phân công nhiệm vụ cho đảng viên năm 2027"}
LISTED = [
    *list(members())[:3],
    NguoiTrongDanhSach(ho_ten="Lâm Tuấn Kiệt", loai="du_bi"),
    NguoiTrongDanhSach(ho_ten="Đặng Văn Ổn", nhom="mien_sinh_hoat"),
    NguoiTrongDanhSach(ho_ten="Lưu Thị Xa", dien="sinh_hoat_tam_thoi_noi_khac"),
]
SAID = {
    "ban-cam-ket": "5/5 đảng viên thuộc diện cam kết đã có bản cam kết, kể cả 1 đồng chí được miễn công tác và sinh hoạt đảng (không "
    "kèm nhiệm vụ); 1 người không cam kết ở chi bộ này: Lưu Thị Xa (sinh hoạt tạm thời nơi khác).",
    "thong-bao": "4/4 đảng viên thuộc diện phân công đã được thông báo nhiệm vụ; 2 người không thuộc diện: Đặng Văn Ổn (được miễn công "
    "tác và sinh hoạt đảng); Lưu Thị Xa (sinh hoạt tạm thời nơi khác).",
}
HAD = {"ban-cam-ket": "đã có bản cam kết (lô 1)", "thong-bao": "đã có thông báo số 01-TB/CB (lô 1)"}
PAPERS = {("ban-cam-ket", "hang_nam"): [None] * 5, ("thong-bao", "phan_cong"): [1, 2, 3, 4]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    """One file: what differs between databases is tried with the decisions."""
    engine = open_store(f"sqlite:///{tmp_path}/kho.db")
    yield engine
    engine.dispose()


def run_of(store: Engine, kind: str, variant: str, **facts: object) -> Batch:
    """The run of the list, not driven yet; the common facts are those of the minimal example."""
    data = example_data(KINDS[kind], variant, minimal=True)
    own = {name: value for name, value in data.items() if name not in {"dang_vien", "co_dinh", "bien_the"}}
    signer = {"ho_ten": SECRETARY, "chuc_vu": "bi_thu"}
    if "van_ban" in own:
        own["van_ban"] = {**own["van_ban"], "so_ky_hieu": "17-NQ/CB"}
    told = {**own, "co_quan": _in_term(data), "nguoi_ky": signer, "giao_viec": GIVEN, **facts}
    return open_run(store, order_for(store, kind, write_roster(LISTED), told, by="lan", name="ds.xlsx"))


def _in_term(data: dict[str, Any]) -> dict[str, Any]:
    return {**data["co_quan"], "nhiem_ky": {"tu": 2025, "den": 2030}}


@pytest.mark.parametrize("paper", PAPERS, ids="/".join)
def test_each_member_gets_the_paper_with_the_duties_of_the_decisions(store: Engine, paper: tuple[str, str]) -> None:
    numbers, said = PAPERS[paper], SAID[paper[0]]
    deputy = DEPUTY if paper[0] == "ban-cam-ket" else {}
    batch = run_of(store, *paper, **deputy)
    with serial() as workers:
        check_all(store, batch.id, workers)
        trial = try_run(store, batch.id)
        assert (trial.good, trial.numbers, trial.first, len(trial.samples)) == (
            len(numbers),
            len([*filter(None, numbers)]),
            numbers[0],
            3,
        )
        assert drive(store, batch.id, workers).failed == 0
    rows = [*every_row(store, batch.id, ["done"])]
    assert [row.so for row in rows] == numbers and coverage_of(store, batch.id).sentence == said
    files = zipfile.ZipFile(io.BytesIO(b"".join(zipped(store, batch.id)))).namelist()
    assert {row.file for row in rows} < set(files) and any(SECRETARY in name for name in files)
    again = run_of(store, *paper, **deputy, dia_danh="Vân Thượng")
    had = next(every_row(store, again.id, ["left_out"])).error["message"]
    assert again.waiting == 0 and had == HAD[paper[0]] and "đã có từ trước" in coverage_of(store, again.id).sentence
    (printed,) = print_files(store, batch.id)
    assert len(printed.rows) == len(rows)
    heads = [cell.value for cell in next(load_workbook(io.BytesIO(covering_xlsx(store, batch.id))).active.iter_rows(max_row=1))]
    assert ("Số, ký hiệu" in heads) is bool(numbers[0])
    words = "\n".join(paragraphs(parse(open_package(covering_docx(store, batch.id))["word/document.xml"])))
    assert said in words and ("Số, ký hiệu" in words) is bool(numbers[0])


def test_who_confirms_has_another_to_confirm_and_who_is_exempt_has_no_duties(store: Engine) -> None:
    batch = run_of(store, "ban-cam-ket", "hang_nam")
    with serial() as workers:
        check_all(store, batch.id, workers)
    (refused,) = every_row(store, batch.id, ["failed"])
    (told,) = refused.error["problems"]
    assert (refused.name, told["path"]) == (SECRETARY, "xac_nhan_thay") and "vừa cam kết vừa xác nhận" in told["message"]
    with pytest.raises(CheckFailed):
        correct_row(store, batch.id, refused.place, refused.data, by="lan")
    correct_row(store, batch.id, refused.place, {**refused.data, **DEPUTY}, by="lan")
    by_name = {
        row.name: validate({**batch.common, **row.data}, KINDS["ban-cam-ket"]) for row in every_row(store, batch.id, ["waiting"])
    }
    assert by_name[SECRETARY].xac_nhan_thay.ho_ten == DEPUTY["xac_nhan_thay"]["ho_ten"]
    exempt, probationary = by_name["Đặng Văn Ổn"], by_name["Lâm Tuấn Kiệt"]
    assert (exempt.dang_vien.dien, exempt.co_dinh, exempt.mo) == ("mien_sinh_hoat", (), ())
    assert probationary.co_dinh


def test_a_notice_to_many_is_made_from_a_list_of_notices(store: Engine) -> None:
    data = example_data(KINDS["thong-bao"], "chung", minimal=True)
    data |= {"co_quan": _in_term(data), "trich_yeu": None}
    batch = open_run(store, order_for(store, "thong-bao", "trich_yeu\nvề lịch họp\n".encode(), data, by="lan"))
    with serial() as workers:
        assert drive(store, batch.id, workers).done == 1
    assert coverage_of(store, batch.id).sentence == ""


def test_files_of_two_series_keep_names_of_their_own_when_the_run_goes_on(store: Engine) -> None:
    data = example_data(KINDS["thong-bao"], "chung", minimal=True)
    listed = f"co_quan.ten,trich_yeu\n{data['co_quan']['ten']},về lịch họp\nChi bộ thôn Nà Ca,về lịch họp\n".encode()
    data |= {"co_quan": _in_term(data)}
    batch = open_run(store, order_for(store, "thong-bao", listed, data, by="lan", options=Options(pattern="{so}")))
    with serial() as workers:
        assert drive(store, batch.id, workers).done == 2
        other = row_of(store, batch.id, 1)
        correct_row(store, batch.id, 1, {**other.data, "trich_yeu": "về lịch trực"}, by="mai", reason="sai")
        drive(store, batch.id, workers)
    assert [(row.so, row.version, row.file) for row in every_row(store, batch.id)] == [(1, 1, "01.docx"), (1, 2, "01 2.docx")]


def test_what_the_facts_of_a_paper_lack_is_told_before_anything(store: Engine) -> None:
    with pytest.raises(DataError) as wrong:
        run_of(store, "thong-bao", "phan_cong", van_ban=None)
    assert wrong.value.problems[0].path == "van_ban"
    with pytest.raises(DataError) as wrong:
        run_of(store, "ban-cam-ket", "hang_nam", van_ban={**CITED, "so_ky_hieu": ""})
    assert wrong.value.problems[0].path == "van_ban.so_ky_hieu"


def test_each_paper_cites_the_decision_of_its_member(store: Engine) -> None:
    decisions = order_for(store, "quyet-dinh-phan-cong", write_roster(LISTED[1:]), common(), by="lan")
    with serial() as workers:
        made = drive(store, open_run(store, decisions).id, workers)
        batch = run_of(store, "ban-cam-ket", "hang_nam", co_quan=common()["co_quan"], van_ban=CITED, **DEPUTY)
        assert made.done == drive(store, batch.id, workers).done - 1 == 3  # one is exempt, and has no decision
    numbers = {row.name: row.so_ky_hieu for row in every_row(store, made.id, ["done"])}
    cited = {row.name: (row.data["van_ban"] or {}).get("so_ky_hieu") for row in every_row(store, batch.id, ["done"])}
    assert cited == {**numbers, "Đặng Văn Ổn": None} and len({*numbers.values()}) == 3
    (lacking,) = every_row(store, batch.id, ["failed"])
    assert lacking.name == LISTED[0].ho_ten and "Chưa có quyết định" in lacking.error["message"]
    with pytest.raises(CheckFailed, match="chưa có số và ký hiệu"):
        correct_row(store, batch.id, lacking.place, {**lacking.data, "van_ban": {**CITED, "so_ky_hieu": None}}, by="lan")
    correct_row(store, batch.id, lacking.place, {**lacking.data, "van_ban": {**CITED, "so_ky_hieu": "09-QĐ/CB"}}, by="lan")
