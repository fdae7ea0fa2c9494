"""`docgen batch` as a user tells it how to read a list: sheet, columns by heading or letter, what is remembered."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from docgen.batch.papers import PAPERS
from docgen.cli import main
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.pipeline import render
from docgen.roster.writing import write_roster
from docgen.store.batch_rows import row_of
from docgen.store.batches import all_batches
from docgen.store.engine import connect
from schemas.roster import NguoiTrongDanhSach
from support.batch import common
from support.books import book

DOCS = Path(__file__).resolve().parents[2] / "docs" / "batch.md"
HEADS = ["TT", "Tên dùng", "Ngày sinh", "Việc đang làm"]
LIST = book(["DANH SÁCH"], HEADS, [1, "Đàm Thị Hợi", "18/6/1964", "Hưu trí"], [2, "Vi Văn An", "3/2/1964", "Nông dân"])
NAMED = ("--column", "Tên dùng=ho_ten")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in a folder with a list and the common facts, with a store of its own."""
    monkeypatch.setenv("DOCGEN_DATABASE_URL", f"sqlite:///{tmp_path / 'kho.db'}")
    monkeypatch.chdir(tmp_path)
    Path("ds.xlsx").write_bytes(LIST)
    Path("chung.yaml").write_text(yaml.safe_dump(common(), allow_unicode=True), "utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        status = main(["batch", *words])
        return (status, *capsys.readouterr())

    return run


def test_a_column_is_told_by_heading_or_letter_and_remembered(batch: Run, tmp_path: Path) -> None:
    status, _, said = batch("check", "ds.xlsx")
    assert (status, "--column" in said) == (7, True)
    status, told, _ = batch("check", "ds.xlsx", *NAMED, "--column", "d=Chức vụ, công việc khác")
    assert (status, "2 người đọc được" in told) == (0, True)
    assert [line.split()[0] for line in told.splitlines() if "Chức vụ, công việc khác" in line] == ["D"]
    run = ("run", "ds.xlsx", "--common", "chung.yaml", "-o", "ra", "--workers", "0")
    assert batch(*run, *NAMED, "--column", "D=chuc_vu_khac", "--save-mapping")[0] == 0
    Path("ds.xlsx").write_bytes(book(["DANH SÁCH"], ["TT", "Họ tên", "Việc đang làm"], [1, "Vi Văn Ba", "Nông dân"]))
    assert batch(*run, "--column", "Việc đang làm=chuc_vu_khac", "--save-mapping")[0] == 0
    status, _, said = batch(*run)
    assert (status, "Cột C hiểu theo cách đã nhớ" in said) == (0, True)
    store = connect(f"sqlite:///{tmp_path / 'kho.db'}")
    assert [one.done for one in all_batches(store)] == [1, 2]  # with what was remembered it is the same run
    assert row_of(store, 1, 1).data["dang_vien"]["chuc_vu_khac"] == "Nông dân"
    status, told, _ = batch("check", "ds.xlsx", "--json")
    assert {one["letter"]: one["field"] for one in json.loads(told)["columns"]}["C"] == "chuc_vu_khac"
    store.dispose()


def test_an_empty_list_is_written_filled_in_and_given_back_with_what_is_wrong_in_colour(batch: Run) -> None:
    assert batch("form", "-o", "trong.xlsx")[0] == 0
    assert batch("form", "-o", "trong.xls")[::2] == (
        2,
        "Lỗi [lenh-khong-dung]: Tên tệp ra “trong.xls” không có đuôi .xlsx.\n→ Ghi tên tệp là trong.xlsx\n",
    )
    sheet = (form := load_workbook("trong.xlsx")).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.append([{"Họ và tên": "Vi Văn An", "Ngày sinh": "31/2/1980"}.get(head) for head in heads])
    form.save("ds.xlsx")
    status, told, said = batch("check", "ds.xlsx", "--marked", "sua.xlsx")
    assert (status, "1 chỗ chưa đọc được" in told, "Đã ghi sua.xlsx" in said) == (1, True, True)
    cell = load_workbook("sua.xlsx").worksheets[0].cell(2, heads.index("Ngày sinh") + 1)
    assert (cell.value, cell.fill.fgColor.rgb, "31/2/1980" in cell.comment.text) == ("31/2/1980", "FFF8C4BF", True)
    assert batch("check", "ds.xlsx", "--marked", "sua.xlsx")[0] == 7
    cell.parent.cell(2, cell.column).value = "28/02/1980"
    cell.parent.parent.save("ds.xlsx")
    status, _, said = batch("check", "ds.xlsx", "--marked", "nua.xlsx")
    assert (status, "không ghi danh sách tô màu" in said, Path("nua.xlsx").exists()) == (0, True, False)
    (sheet := cell.parent).append([one.value for one in sheet[2]])
    sheet.parent.save("ds.xlsx")
    assert batch("check", "ds.xlsx", "--marked", "nua.xlsx")[0] == 1
    assert "một người" in str([one.comment for one in load_workbook("nua.xlsx").worksheets[0][3]])  # twice in the list


def test_who_has_a_decision_is_told_and_gets_another_only_when_that_is_said(batch: Run, tmp_path: Path) -> None:
    Path("ds.xlsx").write_bytes(write_roster([NguoiTrongDanhSach(ho_ten="Vi Văn An")]))
    run = ("run", "ds.xlsx", "--common", "chung.yaml", "-o", "ra", "--workers", "0")
    assert batch(*run)[0] == 0
    Path("ds.xlsx").write_bytes(write_roster([NguoiTrongDanhSach(ho_ten=name) for name in ("Vi Văn An", "Vi Văn Ba")]))
    said = "1 người đã có quyết định từ trước, không làm lại: lô 1 (1 người). Làm lại cả họ thì thêm --again."
    status, told, _ = batch("check", *run[1:4], "--workers", "0")
    assert (status, said in told, "Vi Văn An: đã có quyết định số 01-QĐ/CB (lô 1; chỉ" in told) == (0, True, True), told
    status, _, told = batch(*run)
    assert (status, said in told) == (0, True), told
    assert "lô 1 (1 người), lô 2 (1 người)" in batch(*run, "--names", "{ho_ten}")[2]
    assert "không làm lại" not in batch("check", *run[1:4], "--again")[1]
    assert "không làm lại" not in batch(*run, "--again")[2]
    store = connect(f"sqlite:///{tmp_path / 'kho.db'}")
    assert [one.done for one in all_batches(store)] == [2, 0, 1, 1]
    store.dispose()


def test_those_who_are_to_have_the_paper_are_counted_by_the_paper(batch: Run) -> None:
    people = (NguoiTrongDanhSach(ho_ten="Vi Văn An"), NguoiTrongDanhSach(ho_ten="Đặng Văn Ổn", dien="mien_sinh_hoat"))
    Path("ds.xlsx").write_bytes(write_roster(people))
    assert "2 người đọc được, 1 đảng viên thuộc diện phân công" in batch("check", "ds.xlsx")[1]
    assert "2 người đọc được, 2 đảng viên thuộc diện cam kết" in batch("check", "ds.xlsx", "--kind", "ban-cam-ket")[1]


BLOCKS = (
    re.findall(r"^```yaml\n# ([a-z-]+)\n(.*?)^```$", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL) if DOCS.exists() else []
)


@pytest.mark.skipif(not BLOCKS, reason="runs in the source tree")
def test_the_common_files_of_the_documentation_work_as_they_stand(batch: Run) -> None:
    people = (
        NguoiTrongDanhSach(ho_ten="Vi Văn An", nhom="huu_tri"),
        NguoiTrongDanhSach(ho_ten="Hoàng Đình Khải", chuc_vu_dang="Bí thư"),
    )
    Path("ds.xlsx").write_bytes(write_roster(people))
    assert ([kind for kind, _ in BLOCKS], DOCS.read_text("utf-8").count("```yaml")) == ([*PAPERS], len(PAPERS))
    for kind, text in [*BLOCKS, ("thong-bao", BLOCKS[2][1].replace("bien_the: phan_cong\n", ""))]:
        Path("chung.yaml").write_text(text, "utf-8")
        status, told, said = batch("check", "ds.xlsx", "--kind", kind, "--common", "chung.yaml")
        assert (status, "2 làm được, 0 lỗi" in told) == (0, True), (kind, told, said)


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [("quyet-dinh-phan-cong", "so, dang_vien, co_dinh, mo"), ("ban-cam-ket", "dang_vien, co_dinh, mo, nhiem_vu_khac, han_che")],
)
def test_an_example_used_as_it_is_tells_what_of_it_is_one_members(batch: Run, kind: str, left_out: str) -> None:
    facts = {**example_data(KINDS[kind], PAPERS[kind].variant), "giao_viec": {"cho_trong": {}}}
    Path("chung.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True, sort_keys=False), "utf-8")
    rows = [["Họ tên", "Diện", "Nhóm"], ["Vi Văn An", None, "Hưu trí"], ["Vi Văn Bé", "Tạm miễn", None]]
    Path("ds.xlsx").write_bytes(book(*rows))
    _, told, said = batch("check", "ds.xlsx", "--kind", kind, "--common", "chung.yaml")
    assert f"Bỏ qua trong dữ liệu chung: {left_out} (mỗi người một khác)." in said
    assert "“Tạm miễn” hiểu là" in told
    assert "muốn giao thì điền vào giao_viec.cho_trong: " in told and "ngay_sinh_hoat (Ngày sinh hoạt chi bộ)" in told


def test_a_run_from_before_something_was_remembered_stays_the_same_run(batch: Run, tmp_path: Path) -> None:
    Path("ds.xlsx").write_bytes(book(["TT", "Họ tên", "Việc đang làm"], [1, "Vi Văn An", "Nông dân"]))
    run = ("run", "ds.xlsx", "--common", "chung.yaml", "-o", "ra", "--workers", "0")
    assert batch(*run)[0] == 0
    assert batch("check", "ds.xlsx", "--column", "C=chuc_vu_khac", "--save-mapping")[0] == 0
    assert batch(*run)[0] == 0
    store = connect(f"sqlite:///{tmp_path / 'kho.db'}")
    assert [one.done for one in all_batches(store)] == [1]
    store.dispose()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["X=ho_ten"], ["không có cột “X”", "A “TT”, B “Tên dùng”"]),
        (["Tên dùng=la"], ["Cột “Tên dùng”: không có trường “la”", "ngay_sinh (Ngày sinh)"]),
        (["Tên dùng"], ["“Tên dùng” thiếu tên cột hoặc dấu bằng", "--column F=chuc_vu_khac"]),
        (["B=ho_ten", "Tên dùng=ma"], ["Cột “Tên dùng” (cột B) được ghi hai lần"]),
        (["B=ho_ten", "D=ho_ten"], ["Cột “D”: trường ho_ten đã ghi cho cột B"]),
    ],
)
def test_what_a_column_cannot_be_is_told_with_its_name(batch: Run, columns: list[str], said: list[str]) -> None:
    status, _, told = batch("check", "ds.xlsx", *(word for column in columns for word in ("--column", column)))
    assert (status, [words in told for words in said]) == (2, [True] * len(said)), told


def test_headings_that_stand_twice_ask_for_the_letter_and_a_sheet_is_told(batch: Run) -> None:
    Path("ds.xlsx").write_bytes(book(["Họ tên", "Việc", "Việc"], ["Vi Văn An", "a", "b"], title="Tháng 1"))
    assert "Có 2 cột tên “Việc”: B, C" in batch("check", "ds.xlsx", "--column", "Việc=phu_trach")[2]
    assert batch("check", "ds.xlsx", "--sheet", "Tháng 1", "--column", "C=phu_trach")[0] == 0
    status, _, told = batch("check", "ds.xlsx", "--sheet", "Tháng 2", "--column", "A=ho_ten")
    assert (status, "không có trang tính “Tháng 2”" in told, "“Tháng 1”" in told) == (7, True, True)


@pytest.mark.parametrize("common_too", [(), ("--common", "chung.yaml")])
def test_a_file_of_word_and_one_with_nothing_in_it_are_named(batch: Run, common_too: tuple[str, ...]) -> None:
    made = example_data(kind := KINDS["thong-bao"], "chung")
    Path("tb.xlsx").write_bytes(render(validate(made, kind), kind))
    old = Path("cu.xls")
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600)
    Path("trong.xlsx").write_bytes(book(title="Tháng 1"))
    for name, words in (
        ("tb.xlsx", "tb.xlsx: Đây là tệp Word"),
        ("cu.xls", "cu.xls: Đây là tệp Word"),
        ("trong.xlsx", "trong.xlsx: Trang tính “Tháng 1” trống."),
    ):
        status, _, said = batch("check", name, *common_too)
        assert (status, words in said) == (7, True), said


@pytest.mark.parametrize("common_too", [(), ("--common", "chung.yaml")])
def test_rows_of_nobody_are_told_and_headings_alone_are_no_list(batch: Run, common_too: tuple[str, ...]) -> None:
    Path("ds.xlsx").write_bytes(book(["Họ tên", "Nhóm"]))
    status, _, said = batch("check", "ds.xlsx", *common_too)
    assert (status, "Không có hàng nào dưới hàng tên cột" in said) == (1, True)
    Path("ds.xlsx").write_bytes(
        book(["Họ tên", "Nhóm"], ["Tổ đảng số 2", None], *([f"Vi Văn {number}", "x"] for number in range(30)))
    )
    status, told, _ = batch("check", "ds.xlsx", *common_too)
    assert "Bỏ qua 1 hàng:\n  • Hàng 2: “Tổ đảng số 2”, không phải người" in told
    assert "Hàng 32" not in told
    assert "Hàng 32" in batch("check", "ds.xlsx", *common_too, "--all")[1]


def test_faults_are_told_at_the_end_and_a_run_is_cancelled_only_when_that_is_sure(batch: Run) -> None:
    Path("ds.xlsx").write_bytes(book(["Họ tên", "Nhóm", "Tổ"], ["Vi Văn An", "Hưu trí", 1], ["Vi Văn Bé", "x", "y"]))
    sentence = "1/2 đảng viên thuộc diện phân công sẽ được giao nhiệm vụ; 1 hàng chưa đọc được."
    assert sentence in batch("check", "ds.xlsx", "--common", "chung.yaml")[1]
    run = ("run", "ds.xlsx", "--common", "chung.yaml", "-o", "ra", "--workers", "0", "--quiet")
    status, _, said = batch(*run)
    assert (status, "Hàng 3, Vi Văn Bé: Hàng này có ô chưa đọc được. Nhóm" in said, "; Tổ đảng số: “y”" in said) == (
        1,
        True,
        True,
    ), said
    assert batch("resume", "1", "-o", "ra", "--print", "ten", "--workers", "0")[0] == 1 and Path("ra/_ban-in.docx").exists()
    status, _, said = batch(*run, "--again", "--all-or-nothing")
    assert (status, "2 dòng" in said) == (1, True)
    status, _, said = batch("cancel", "2")
    assert (status, "1 dòng chưa làm sẽ không làm nữa; 0 văn bản" in said, "cancel 2 --yes" in said) == (2, True, True), said
    status, told, said = batch("cancel", "2", "--yes", "--reason", "sai danh sách")
    assert (status, "Đã hủy lô 2" in told) == (0, True), said


def test_days_with_the_month_first_are_told_before_anything_is_made(batch: Run) -> None:
    rows = [[f"Vi Văn {day}", day] for day in ("6/18/1964", "3/2/1964", dt.date(1979, 2, 1), dt.date(1979, 2, 1))]
    Path("ds.xlsx").write_bytes(book(["Họ tên", "Ngày sinh"], *rows))
    status, told, _ = batch("check", "ds.xlsx")
    assert (status, "1 người đọc được" in told, "3 chỗ chưa đọc được, 3 chỗ phải đoán" in told) == (1, True, True)
    assert "Hàng 5: Hàng 5 và hàng 4 là cùng một người" in told
    assert "cả cột có vẻ ghi theo thứ tự tháng/ngày/năm (như “6/18/1964”)" in told
