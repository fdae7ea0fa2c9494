"""Many documents from one list for programs: understood, prepared, tried, made by a driver of its own, corrected, taken away."""

from __future__ import annotations

import datetime as dt
import io
import json
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from docgen.store.batches import all_batches
from docgen.store.book import report
from docgen.store.numbers import Series, reserve
from docgen.store.users import Role
from support.api import Program, program
from support.batch import common
from support.books import book
from support.office import TERM, office

HEADS = ["STT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Chức vụ đảng", "Việc làm", "Diện sinh hoạt"]
PEOPLE = [
    [1, "Đàm Thị Hợi", dt.date(1964, 6, 8), "099164000101", "Tổ trưởng Tổ đảng số 2", "Hưu trí", None],
    [2, "Vi Văn An", "3/2/64", 99164000102, None, "Nông dân", None],
    [3, "Lục Thị Ngân", "01/01/1979", "099164000103", "Bí thư", "Công chức", None],
    [4, "Nông Văn Tú", "31/2/1980", "099164000104", None, None, None],
    [5, "Đặng Văn Ổn", "01/01/1940", "099164000105", None, "Hưu trí", "được miễn"],
]
LIST = book(["DANH SÁCH ĐẢNG VIÊN"], HEADS, *PEOPLE)
PATIENCE = 60


@pytest.fixture
def api(store: Engine) -> Program:
    """A program that may do everything."""
    office(store)
    return program(store)


def done(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


def upload(api: Program, raw: bytes = LIST, **query: str) -> Any:
    return done(api.post("/batch-plans", data=raw, query_string=query, content_type="application/octet-stream"), 201)


def with_facts(api: Program, raw: bytes = LIST, **more: object) -> str:
    """The address of a preparation whose facts are said."""
    plan = upload(api, raw)["plan"]
    place = f"/batch-plans/{plan['id']}"
    facts = done(api.put(f"{place}/facts", json={"base": plan["version"], "data": common(), **more}))
    assert facts["problems"] == []
    return place


def tried(api: Program, place: str) -> str:
    """The address of the run that a preparation was tried as."""
    opened = done(api.post(f"{place}/trial"), 202)
    while opened["batch_id"] is None:
        opened = done(api.get(f"{place}/trial"))
    run = f"/batches/{opened['batch_id']}"
    until(lambda: done(api.get(run))["stage"] == "tried")
    return run


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


def start(api: Program, run: str, **more: Any) -> Any:
    trial = done(api.get(f"{run}/trial"))
    return api.post(f"{run}/start", json={"first": trial["first"], "numbers": trial["numbers"], **more})


def finished(api: Program, run: str, count: int) -> None:
    until(lambda: (found := done(api.get(run)))["done"] == count and found["stage"] == "results")


def test_a_workbook_is_understood_read_otherwise_and_its_facts_are_said(api: Program) -> None:
    seen = upload(api, name="Đảng viên 2026.xlsx")
    assert (seen["sheet"], seen["heading"], seen["people"], seen["faulty"]) == ("Danh sách", 2, 4, 1)
    assert {one["letter"]: one["field"] for one in seen["columns"]}["F"] is None
    assert [(one["cell"], one["value"]) for one in seen["faults"]] == [("C6", "31/2/1980")]
    assert ("C4", "03/02/1964") in [(one["cell"], one["taken"]) for one in seen["doubts"]]
    lost = "".join(f"Vi Văn {chr(65 + n // 26)}{chr(97 + n % 26)};99{n:09d};\n" for n in range(210))
    many = upload(api, f"Họ và tên;Số thẻ;Ghi chú\n{lost}Bế Nam;;Miễn SH\n".encode(), name="nhieu.csv")
    assert (many["doubts"][0]["cell"], len(many["doubts"]), many["more_doubts"]) == ("C212", 200, 11)
    place = f"/batch-plans/{seen['plan']['id']}"
    marks = load_workbook(io.BytesIO(api.get(f"{place}/marked").data))["Danh sách"]
    assert "31/2/1980" in {str(cell.value) for row in marks.iter_rows() for cell in row if cell.comment}

    read = done(api.put(f"{place}/reading", json={"base": 1, "sheet": "Danh sách", "columns": {"F": "chuc_vu_khac"}}))
    assert {one["letter"]: one["field"] for one in read["columns"]}["F"] == "chuc_vu_khac"
    late = api.put(f"{place}/reading", json={"base": 1, "columns": {}})
    assert (late.status_code, "thành bản 2" in late.json["message"]) == (409, True)
    wrong = api.put(f"{place}/reading", json={"base": 2, "columns": {"B": "la"}})
    assert (wrong.status_code, "Không có trường “la”" in wrong.json["message"]) == (400, True)
    both = api.put(f"{place}/reading", json={"base": 2, "columns": {"A": "ho_ten", "B": "ho_ten"}})
    assert (both.status_code, "Cột A và cột B cùng được chọn" in both.json["message"]) == (400, True)
    assert {one["letter"]: one["field"] for one in upload(api)["columns"]}["F"] == "chuc_vu_khac"  # remembered

    refused = api.post(f"{place}/trial")
    assert (refused.status_code, refused.json["problems"] != []) == (422, True)
    unknown = api.put(f"{place}/facts", json={"base": 2, "data": {**common(), "so": 4, "la": 1}})
    assert {one["path"] for one in done(unknown, 422)["problems"]} == {"data.so", "data.la"}
    facts = done(api.put(f"{place}/facts", json={"base": 2, "data": common(), "file_names": "{ho_ten} {so}"}))
    assert (facts["problems"], facts["data"]["giao_viec"]["nguoi_kiem_tra"]) == ([], "Lục Thị Ngân")


def test_from_a_workbook_to_files(api: Program) -> None:
    run = tried(api, with_facts(api))
    trial = done(api.get(f"{run}/trial"))
    assert (trial["good"], trial["numbers"], trial["first"], trial["last"]) == (3, 3, 1, 3)
    assert (trial["coverage"]["subject"], trial["coverage"]["exempt"]) == (4, 0)
    assert trial["coverage"]["sentence"].startswith("3/4 đảng viên thuộc diện phân công sẽ được giao nhiệm vụ")
    assert [(one["name"], "31/2/1980" in str(one["said"])) for one in trial["faults"]] == [("Nông Văn Tú", True)]
    assert api.get(f"{run}/samples/1/docx").data.startswith(b"PK") and api.get(f"{run}/samples/9/docx").status_code == 404
    assert api.get(f"{run}/zip").status_code == 404

    assert start(api, run, all_or_nothing=True).status_code == 422
    assert start(api, run).status_code == 202
    assert api.get(f"{run}/trial").status_code == 409
    assert done(api.post(f"{run}/start", json={"first": 1, "numbers": 3}), 202)["total"] == 5  # again it is the same run
    finished(api, run, 3)
    names = zipfile.ZipFile(io.BytesIO(api.get(f"{run}/zip").data)).namelist()
    assert {"01 Đàm Thị Hợi.docx", "03 Lục Thị Ngân.docx", "_kiem-chung.json", "_bao-cao.xlsx"} <= set(names)
    assert [one["so_ky_hieu"] for one in json.loads(api.get(f"{run}/manifest").data)["van_ban"]][-1] == "03-QĐ/CB"
    for again, had in ((False, [{"batch_id": 1, "count": 3}]), (True, [])):
        other = done(api.get(f"{tried(api, with_facts(api, again=again, file_names='{ho_ten} {so}'))}/trial"))
        assert (other["had"], other["good"], other["coverage"]["before"]) == (had, 3 * again, 3 * (not again))
    for file, begin in (("report", b"PK"), ("list/docx", b"PK"), ("list/xlsx", b"PK"), ("print/docx?order=ten", b"PK"),
                        ("print/pdf", b"%PDF"), ("rows/0/docx", b"PK"), ("rows/0/pdf", b"%PDF")):  # fmt: skip
        answer = api.get(f"{run}/{file}")
        assert (answer.status_code, answer.data[: len(begin)]) == (200, begin), file
    assert {api.get(f"{run}/{file}").status_code for file in ("rows/3/docx", "print/docx?part=2", "print/pdf?part=2")} == {404}
    assert done(api.post(f"{run}/resume", json={}), 202)["state"] == "done"
    assert "đã xong hoặc đã hủy" in done(api.post(f"{run}/cancel", json={"reason": "thử"}), 400)["message"]


def test_rows_are_found_corrected_and_given_up(api: Program, store: Engine) -> None:
    run = tried(api, with_facts(api))
    start(api, run)
    finished(api, run, 3)
    rows = done(api.get(f"{run}/rows", query_string={"state": "done", "limit": 2}))
    assert ([one["so_ky_hieu"] for one in rows["rows"]], rows["next_offset"]) == (["01-QĐ/CB", "02-QĐ/CB"], 2)
    assert [one["name"] for one in done(api.get(f"{run}/rows?person=ngan"))["rows"]] == ["Lục Thị Ngân"]
    (failed,) = done(api.get(f"{run}/rows?state=failed"))["rows"]
    assert "không có trên lịch" in failed["error"]["problems"][0]["message"]

    row = f"{run}/rows/{failed['place']}"
    data = done(api.get(row))["data"]
    data["dang_vien"]["ngay_sinh"] = "31/4/1980"
    again = done(api.put(row, json={"data": data}), 422)
    assert "dang_vien.ngay_sinh" in [one["path"] for one in again["problems"]]
    assert [one["path"] for one in done(api.put(row, json={"data": {**data, "nam": 2030}}), 422)["problems"]] == ["data.nam"]
    data["dang_vien"]["ngay_sinh"] = "30/4/1980"
    assert done(api.put(row, json={"data": data}))["making"] is True
    finished(api, run, 4)
    assert done(api.get(row))["row"]["so_ky_hieu"] == "04-QĐ/CB"
    whole = done(api.get(f"{run}/rows/0"))
    assert [one["path"] for one in done(api.put(f"{run}/rows/0", json={"data": whole["data"]}), 422)["problems"]] == ["reason"]
    assert done(api.post(f"{run}/rows/1/void", json={"reason": "Đã chuyển đi"}))["state"] == "void"
    assert report(store)[0].voided


def test_duties_are_given_by_programs_as_on_the_pages(api: Program) -> None:
    place = with_facts(api)
    found = done(api.get(f"{place}/duties", query_string={"limit": 2}))
    assert ([one["row"] for one in found["people"]], found["total"], found["next_offset"]) == ([3, 4], 4, 2)
    assert found["shared"]
    base = found["plan"]["version"]

    def change(status: int = 200, **asked: Any) -> Any:
        nonlocal base
        told = done(api.post(f"{place}/duties", json={"base": base, **asked}), status)
        base = told["plan"]["version"] if status == 200 else base
        return told

    more = change(rows=[3, 4, 7], duty={"viec": "Trực nhà văn hóa", "han": "Hằng tuần"})["people"]
    assert [[line["viec"] for line in one["co_dinh"]][-1:] for one in more] == [["Trực nhà văn hóa"]] * 2 + [[]]
    assert [one["changed"] for one in change(rows=[4], group="huu_tri")["people"]] == [True]
    assert [one["changed"] for one in change(rows=[4], reset=True)["people"]] == [False]
    for asked, path in (({"rows": [99], "reset": True}, "rows.0"), ({"rows": [3]}, ""), ({"rows": [3], "group": "la"}, "group"),
                        ({"rows": [3], "code": "la"}, "code"), ({"rows": [3], "duty": {"han": "x"}}, "viec")):  # fmt: skip
        assert [one["path"] for one in change(422, **asked)["problems"]] == [path]
    own = done(api.put(f"{place}/duties/4", json={"base": base, "co_dinh": [{"viec": "Một việc"}]}))["people"][0]
    assert [line["viec"] for line in own["co_dinh"]] == ["Một việc"]
    wrong = api.put(f"{place}/duties/4", json={"base": base + 1, "co_dinh": [{"san_pham": "Sổ"}]})
    assert [one["path"] for one in done(wrong, 422)["problems"]] == ["co_dinh.0.viec"]
    assert api.put(f"{place}/duties/4", json={"base": base, "co_dinh": []}).status_code == 409
    other = upload(api, "trich_yeu;so_chuyen_de\nvề việc A;1\n".encode(), kind="nghi-quyet", variant="chuyen_de")
    assert {one["letter"]: one["field"] for one in other["columns"]}["A"] == "trich_yeu"
    assert api.get(f"/batch-plans/{other['plan']['id']}/duties").status_code == 400


def test_numbers_taken_meanwhile_are_told_and_a_run_is_cancelled(api: Program, store: Engine) -> None:
    place = with_facts(api)
    run = tried(api, place)
    trial = done(api.get(f"{run}/trial"))
    reserve(store, Series(office(store), "quyet_dinh", TERM), by="lan")
    late = api.post(f"{run}/start", json={"first": trial["first"], "numbers": trial["numbers"]})
    assert (late.status_code, "Số trong sổ vừa thay đổi" in late.json["message"]) == (409, True)
    assert api.post(f"{run}/resume", json={}).status_code == 409
    assert done(api.post(f"{run}/stop"), 202)["state"] == "ready"
    assert done(api.post(f"{run}/cancel", json={"reason": "Gửi nhầm"}), 202)["state"] == "cancelled"
    again = tried(api, place)
    assert again != run and [one["id"] for one in done(api.get("/batches"))] == [int(again.split("/")[2]), int(run.split("/")[2])]
    assert api.delete(place).status_code == 204
    assert (done(api.get("/batch-plans")), len(all_batches(store))) == ([], 1)


def test_who_only_drafts_prepares_and_does_not_issue(api: Program) -> None:
    api.role = Role.DRAFTS
    run = tried(api, with_facts(api))
    for act in ("start", "stop", "resume", "cancel", "rows/0/void"):
        assert api.post(f"{run}/{act}", json={}).status_code == 403, act
    assert api.put(f"{run}/rows/0", json={}).status_code == 403


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "Tệp rỗng"), (b"\0\1", "Tệp phải là XLSX"), (b"a;b\n1;2", "Tệp không theo mẫu"), (b"x" * (10 * 2**20 + 1), "Tệp lớn hơn 10 MB")],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_told(api: Program, raw: bytes, said: str) -> None:
    answer = api.post("/batch-plans", data=raw, content_type="application/octet-stream")
    assert (answer.status_code in {400, 422}, said in answer.json["message"], answer.json["todo"] != "") == (True, True, True)
    assert done(api.get("/batch-plans")) == []
