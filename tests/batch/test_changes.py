"""A run is cancelled, a row corrected or given up, a template changed: what was issued stays, every number is accounted for."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from docgen.batch import run
from docgen.batch.again import ONLY_NAME
from docgen.batch.control import correct_row, end_run, how_far, void_row
from docgen.batch.coverage import coverage_of
from docgen.batch.driving import driving
from docgen.batch.engine import Work, serial
from docgen.batch.folder import Folder
from docgen.batch.jobs import Chunk, Rendered, render_chunk
from docgen.batch.loading import load, open_run
from docgen.batch.noted import Noted, noted
from docgen.batch.order import Options, Order
from docgen.batch.run import Orders, check_all, drive
from docgen.batch.source import SourceRow
from docgen.batch.trial import try_run
from docgen.errors import CheckFailed, ConflictError, UsageError
from docgen.roster.writing import write_roster
from docgen.store import numbers, own_templates
from docgen.store.batch_changes import correct, leave_out
from docgen.store.batch_pages import has_unchecked
from docgen.store.batch_rows import BatchRow, every_row, row_of
from docgen.store.batches import batch_of, claim, counted, take_back
from docgen.store.book import book, report
from docgen.store.documents import find_documents
from docgen.store.engine import writing
from docgen.store.tables import batches
from docgen.store.units import own_unit
from docgen.templates import shipped_bytes
from schemas.roster import NguoiTrongDanhSach
from support.batch import TERM, a_run, an_order, faulty_roster, many, name_of


def finished(store: Engine, count: int = 6, folder: Path | None = None, **asked: object) -> int:
    batch = a_run(store, count, **asked)
    with serial() as workers:
        drive(store, batch.id, workers, Orders(Folder(folder) if folder else None))
    return batch.id


def own(row: BatchRow, **changes: object) -> dict[str, object]:
    return {**row.data, "dang_vien": {**row.data["dang_vien"], **changes}}


def test_a_corrected_row_bears_its_number_and_what_it_replaces_is_void(store: Engine, tmp_path: Path) -> None:
    batch = finished(store, folder=tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    old = row_of(store, batch, 2)
    new = correct_row(store, batch, 2, own(old, ho_ten="Nông Thị Sửa"), by="mai", reason="sai tên")
    assert (new.state, new.so, new.version, new.name) == ("reserved", 3, 2, "Nông Thị Sửa")
    assert batch_of(store, batch).waiting == 1
    with serial() as workers:
        after = drive(store, batch, workers, Orders(Folder(tmp_path)))
    assert (after.state, after.done, after.total) == ("done", 6, 6)
    assert counted(store, batch) == {"done": 6, "replaced": 1}
    lines = [(line.so, line.state, line.reason) for line in book(store) if line.so == 3]
    assert lines == [(3, "void", "Thay bằng văn bản cùng số: sai tên"), (3, "issued", "")]
    (line,) = report(store)
    assert (line.gaps, line.duplicates, line.unissued) == ((), (), ())
    states = {(one.id, one.state) for one in find_documents(store) if one.so_ky_hieu == "03-QĐ/CB"}
    assert states == {(old.document_id, "void"), (row_of(store, batch, 2).document_id, "issued")}
    now = {path.name for path in tmp_path.iterdir()}
    assert now - before == {"03 Nông Thị Sửa.docx"} and before - now == {old.file}
    told = [(row.place, row.version) for row in every_row(store, batch, ["done", "replaced"], at_once=3)]
    assert told == [(0, 1), (1, 1), (2, 1), (2, 2), (3, 1), (4, 1), (5, 1)]


def test_what_names_the_member_follows_a_corrected_name(store: Engine) -> None:
    order = an_order(store, raw="Họ và tên;Ngày sinh\nAn Vi Văn;1/1/1970\nx;2/2/1972\n".encode())
    facts = {**order.common, "noi_nhan": ["Đảng ủy xã (để báo cáo)", "Đồng chí {{ho_ten}} (để thực hiện)"]}
    batch = open_run(store, replace(order, common=facts)).id
    told = [row_of(store, batch, place) for place in (0, 1)]
    assert (told[1].state, told[1].name, told[1].data["dang_vien"]) == ("failed", "", {"ngay_sinh": "02/02/1972"})
    for row, name in zip(told, ("Vi Văn An", "Bế Nam"), strict=True):
        new = correct_row(store, batch, row.place, own(row, ho_ten=name), by="mai")
        assert (new.name, new.data["noi_nhan"][1]) == (name, f"Đồng chí {name} (để thực hiện)")
    mine = {**own(new, ho_ten="Bế Nam Sơn"), "noi_nhan": ["Chi bộ"]}
    assert correct_row(store, batch, 1, mine, by="mai").data["noi_nhan"] == ["Chi bộ"]


def test_a_correction_that_would_fail_changes_nothing(store: Engine) -> None:
    batch = finished(store)
    row = row_of(store, batch, 0)
    with pytest.raises(CheckFailed):
        correct_row(store, batch, 0, own(row, dien="sinh_hoat_tam_thoi_noi_khac"), by="mai")
    assert row_of(store, batch, 0) == row and batch_of(store, batch).state == "done"


def test_a_row_that_somebody_else_has_corrected_meanwhile_is_not_counted_twice(store: Engine) -> None:
    batch = finished(store, raw=faulty_roster())
    (failed,) = every_row(store, batch, ["failed"])
    data = own(failed, loai="chinh_thuc")
    correct_row(store, batch, failed.place, data, by="lan")
    with driving(store, batch) as lease:
        for again in (correct, leave_out):
            with pytest.raises(ConflictError, match="vừa được sửa ở nơi khác"):
                again(store, lease, failed, data, "", by="mai", **({"reason": ""} if again is correct else {}))
    assert (batch_of(store, batch).failed, batch_of(store, batch).waiting) == (0, 1)


def test_a_list_that_was_read_in_part_is_read_again_and_never_run(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Order.source

    def breaks_off(order: Order) -> tuple[dict[str, object], Iterator[SourceRow]]:
        common, rows = whole(order)
        return common, (next(rows) if number < 260 else os.kill(os.getpid(), signal.SIGINT) for number in range(300))

    monkeypatch.setattr(Order, "source", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        a_run(store, 300)
    monkeypatch.undo()
    with serial() as workers, pytest.raises(ConflictError, match="chưa đọc xong"):
        drive(store, 1, workers)
    half = batch_of(store, 1)
    assert (half.state, half.total, a_run(store, 300).waiting) == ("loading", 250, 300)
    load(store, half, iter(()))  # who has seen it half loaded, and comes late
    assert counted(store, 1) == {"waiting": 300}


def test_good_rows_are_made_though_one_fails_and_numbers_have_no_gap(store: Engine) -> None:
    batch = finished(store, raw=faulty_roster())
    after = batch_of(store, batch)
    assert (after.state, after.done, after.failed, after.left_out) == ("done", 23, 1, 1)
    assert [row.so for row in every_row(store, batch, ["done"])] == list(range(1, 24))
    (failed,) = every_row(store, batch, ["failed"])
    assert failed.number_id is None and failed.error["problems"][0]["path"]
    correct_row(store, batch, failed.place, own(failed, loai="chinh_thuc"), by="mai")
    with serial() as workers:
        assert drive(store, batch, workers).done == 24
    assert row_of(store, batch, failed.place).so == 24


def test_all_or_nothing_issues_nothing_and_takes_no_number(store: Engine) -> None:
    batch = finished(store, raw=faulty_roster(), options=Options(all_or_nothing=True))
    after = batch_of(store, batch)
    assert (after.state, after.done, after.failed) == ("stopped", 0, 1)
    assert report(store) == () and find_documents(store) == ()
    (failed,) = every_row(store, batch, ["failed"])
    correct_row(store, batch, failed.place, own(failed, loai="chinh_thuc"), by="mai")
    with serial() as workers:
        assert drive(store, batch, workers).done == 24
    assert [row.so for row in every_row(store, batch, ["done"])] == list(range(1, 25))


def test_a_dry_run_tells_all_and_takes_nothing(store: Engine) -> None:
    batch = a_run(store, raw=faulty_roster())
    with serial() as workers:
        check_all(store, batch.id, workers)
    trial = try_run(store, batch.id)
    assert (trial.good, trial.numbers, trial.first, trial.batch.failed) == (23, 23, 1, 1)
    assert len(trial.samples) == 3 and all(sample.docx.startswith(b"PK") for sample in trial.samples)
    assert trial.coverage.sentence.startswith(
        "23/24 đảng viên thuộc diện phân công sẽ được giao nhiệm vụ; 1 hàng còn lỗi; 1 người không thuộc diện"
    )
    assert trial.seconds > 0
    assert trial.noted.others == 0 and any(one.about and one.count > 1 for one in trial.noted.notes)
    assert noted(store, batch.id, shown=0) == Noted(len(trial.notes), (), len(trial.notes))
    assert report(store) == () and find_documents(store) == ()


def test_the_same_order_is_the_same_run_and_issues_nothing_twice(store: Engine) -> None:
    batch = finished(store)
    assert finished(store) == batch
    assert counted(store, batch) == {"done": 6}
    assert finished(store, nguoi_kiem_tra="Vi Văn Quyền") != batch


def test_a_corrected_list_makes_only_what_is_missing(store: Engine) -> None:
    people = [*many(4)]
    first = finished(store, raw=write_roster(people))
    void_row(store, first, 3, by="mai", reason="sai")
    known, other = people[0].so_the_dang, "099200000000"
    people[0] = people[0].model_copy(update={"ho_ten": people[0].ho_ten.upper()})
    people[1] = people[1].model_copy(update={"so_the_dang": None})
    people[2] = people[2].model_copy(update={"so_the_dang": other})
    again = write_roster([*people, *[*many(6)][4:]])
    batch = a_run(store, raw=again)
    rows = [*every_row(store, batch.id)]
    assert [row.had_in for row in rows] == [first, first, None, None, None, None] and known
    said = [row.error["message"] for row in rows[:2]]
    assert said == ["đã có quyết định số 01-QĐ/CB (lô 1)", f"đã có quyết định số 02-QĐ/CB (lô 1; {ONLY_NAME})"]
    trial = try_run(store, batch.id)
    assert (trial.good, trial.had_said) == (4, "2 người đã có quyết định từ trước, không làm lại: lô 1 (2 người).")
    with serial() as workers:
        after = drive(store, batch.id, workers)
    assert (after.total, after.done, after.left_out) == (6, 4, 2)
    assert coverage_of(store, batch.id).sentence == (
        "6/6 đảng viên thuộc diện phân công đã được giao nhiệm vụ, trong đó 2 người đã có từ trước; không có ai ngoài diện phân công."
    )
    assert report(store)[0].gaps == ()
    assert finished(store, raw=again, options=Options(again=True)) and len(find_documents(store)) == 4 + 4 + 6
    assert batch_of(store, finished(store, raw=again, options=Options(pattern="{ho_ten}"))).done == 0


def test_a_paper_that_only_the_name_tells_leaves_out_one_row_however_often_it_is_asked(store: Engine) -> None:
    one, other = (NguoiTrongDanhSach(ho_ten="Nông Văn An", nhom="huu_tri", to_dang=team) for team in (1, 2))
    finished(store, raw=write_roster([one]))
    batch = a_run(store, raw=write_roster([one, other]))
    assert counted(store, batch.id) == {"left_out": 1, "waiting": 1}
    assert correct_row(store, batch.id, 1, own(row_of(store, batch.id, 1), chuc_vu_khac="Trưởng thôn"), by="mai").checked
    with serial() as workers:
        drive(store, batch.id, workers)
    assert counted(store, batch.id) == {"left_out": 1, "done": 1}


def test_papers_of_another_year_office_or_kind_do_not_count_nor_does_the_one_decision(store: Engine) -> None:
    finished(store, 2)
    order = an_order(store, 2)
    for facts in ({"nam": 2028}, {"co_quan": {**order.common["co_quan"], "ten": "Chi bộ thôn Nà Ca"}}):
        assert open_run(store, replace(order, common={**order.common, **facts})).left_out == 0
    finished(store, 2, hinh_thuc="ca_hai")
    whole, *single = every_row(store, a_run(store, 2, hinh_thuc="ca_hai", options=Options(pattern="{ho_ten}")).id)
    assert (whole.state, [row.state for row in single]) == ("waiting", ["left_out", "left_out"])


def test_who_was_given_a_paper_after_the_list_was_loaded_gets_no_second(store: Engine) -> None:
    waiting = a_run(store, 3, options=Options(pattern="{ho_ten}"))
    with serial() as workers:
        check_all(store, waiting.id, workers)
        finished(store, 2)
        after = drive(store, waiting.id, workers)
    assert (after.done, after.left_out, after.checked) == (1, 2, 1)
    stopped, stop = a_run(store, 60, options=Options(pattern="{hang}")).id, threading.Event()
    with serial() as workers:
        before = drive(store, stopped, workers, Orders(stop=stop, render=Midway(stop.set).work()))
        finished(store, 60)
        after = drive(store, stopped, workers)
    assert 0 < before.done == after.done and after.left_out == 60 - after.done


def test_a_row_is_not_corrected_to_somebody_who_has_a_document(store: Engine) -> None:
    one, other, third = many(3)
    twice = one.model_copy(update={"ho_ten": "Vi Văn Hai"})
    batch = finished(store, raw=write_roster([one, twice, other]))
    failed = row_of(store, batch, 1)
    with pytest.raises(CheckFailed, match="Hàng 3 và hàng 2 là cùng một người"):
        correct_row(store, batch, 1, failed.data, by="mai")
    assert row_of(store, batch, 1) == failed
    assert correct_row(store, batch, 1, own(failed, so_the=third.so_the_dang), by="mai").state == "waiting"
    late = finished(store, raw=write_roster([third, third.model_copy(update={"ho_ten": "Vi Văn Ba"})]))
    with pytest.raises(CheckFailed, match="đã có quyết định số 01-QĐ/CB"):
        correct_row(store, late, 1, own(row_of(store, late, 1), ho_ten=one.ho_ten, so_the=one.so_the_dang), by="mai")


class Midway:
    """Makes a chunk and then has something happen, once."""

    def __init__(self, happens) -> None:
        self._happens, self._done = happens, False

    def __call__(self, chunk: Chunk) -> list[Rendered]:
        made = render_chunk(chunk)
        if not self._done:
            self._done = True
            self._happens()
        return made

    def work(self) -> Work:
        return Work(self, lambda row, fault: Rendered(row, fault=fault))


def test_a_stopped_run_goes_on_where_it_was(store: Engine) -> None:
    batch, stop = a_run(store, 60).id, threading.Event()
    with serial() as workers:
        after = drive(store, batch, workers, Orders(stop=stop, render=Midway(stop.set).work()))
        assert after.state == "stopped" and 0 < after.done < 60 and after.driver is None
        assert report(store)[0].unissued == ()  # what was under way was brought to its end
        with writing(store) as connection:  # stopped for the night
            connection.execute(update(batches).values(started_at=after.started_at - dt.timedelta(hours=12)))
        assert drive(store, batch, workers).done == 60
    assert how_far(store, batch).rate > 0.1
    assert [row.so for row in every_row(store, batch)] == list(range(1, 61))
    assert how_far(store, batch).batch.waiting == 0


def test_a_run_is_kept_while_its_folder_is_written_again(store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch, seen = finished(store, 3), set()
    correct_row(store, batch, 2, own(row_of(store, batch, 2), ho_ten="Nông Thị Sửa"), by="mai", reason="sai tên")

    class Watched(Folder):
        def write(self, name: str, data: bytes) -> None:
            seen.add(batch_of(store, batch).lease_until)
            super().write(name, data)

    monkeypatch.setattr(run, "_BEAT", 0.0)
    monkeypatch.setattr(run._Driver, "work", lambda _driver: None)
    with serial() as workers:
        drive(store, batch, workers, Orders(Watched(tmp_path)))
    assert len(seen) == 2 == len([*tmp_path.iterdir()])


def test_cancelled_from_outside_what_is_issued_stays_and_no_number_is_left(store: Engine) -> None:
    batch = a_run(store, 60).id
    with serial() as workers:
        midway = Midway(lambda: end_run(store, batch, "cancel", by="mai", reason="Gửi nhầm"))
        after = drive(store, batch, workers, Orders(render=midway.work()))
    assert (after.state, after.reason) == ("cancelled", "Gửi nhầm") and 0 < after.done < 60 and after.void == 60 - after.done
    (line,) = report(store)
    assert (line.last, line.unissued, line.gaps, line.voided) == (after.done, (), (), ())
    with pytest.raises(UsageError, match="đã hủy"):
        end_run(store, batch, "cancel", by="mai")
    assert a_run(store, 60).id != batch  # the same list may be begun anew


def test_what_is_asked_before_the_driver_has_come_is_heard(store: Engine) -> None:
    """Its process needs a moment to start, and the page has its buttons by then."""
    batch = a_run(store, 6).id
    with serial() as workers:
        end_run(store, batch, "stop", by="mai")
        after = drive(store, batch, workers)
        assert (after.state, after.done, after.asked) == ("stopped", 0, "")
        end_run(store, batch, "stop", by="mai")
        take_back(store, batch)
        assert drive(store, batch, workers).done == 6


def test_what_a_dead_driver_was_asked_is_not_asked_of_the_next(store: Engine) -> None:
    batch = a_run(store, 6).id
    claim(store, batch, "ma 1 x")
    end_run(store, batch, "stop", by="mai")
    claim(store, batch, "ma 2 y", dead="ma 1 x")
    assert batch_of(store, batch).asked == ""


def test_a_run_is_stopped_and_cancelled_while_it_is_checked(store: Engine) -> None:
    batch = a_run(store, 2_000).id
    with serial() as workers:
        stopped = check_all(store, batch, workers, heard=lambda _: end_run(store, batch, "stop", by="mai"))
        assert stopped.state == "ready" and stopped.asked == "" and has_unchecked(store, batch)
        cancelled = check_all(store, batch, workers, heard=lambda _: end_run(store, batch, "cancel", by="mai"))
    assert cancelled.state == "cancelled"


def test_numbers_in_the_middle_are_void_when_a_run_that_broke_off_is_cancelled(store: Engine) -> None:
    batch = a_run(store, 20).id

    def dies() -> None:
        raise KeyboardInterrupt

    with serial() as workers, pytest.raises(KeyboardInterrupt):
        drive(store, batch, workers, Orders(render=Midway(dies).work()))
    held = report(store)[0].unissued
    assert held
    line = numbers.Series(own_unit(store).id, "quyet_dinh", TERM)
    other = numbers.reserve(store, line, by="mai")
    assert end_run(store, batch, "cancel", by="mai", reason="Làm nhầm danh sách").state == "cancelled"
    (found,) = report(store)
    assert (found.unissued, found.voided, found.gaps) == ((other.so,), held, ())
    assert {one.reason for one in book(store) if one.state == "void"} == {"Làm nhầm danh sách"}


def test_a_number_that_somebody_voided_meanwhile_is_not_issued(store: Engine) -> None:
    batch = a_run(store, 12).id

    def voids() -> None:
        numbers.void(store, numbers.unissued(store)[0].id, reason="Nhầm", by="mai")

    with serial() as workers:
        drive(store, batch, workers, Orders(render=Midway(voids).work()))
        after = drive(store, batch, workers)
    assert (after.state, after.done) == ("done", 12)
    (line,) = report(store)
    assert (line.voided, line.unissued, line.last) == ((1,), (), 13)


def test_a_row_that_is_given_up_leaves_its_number_void_with_the_reason(store: Engine) -> None:
    batch = finished(store)
    void_row(store, batch, 1, by="mai", reason="chuyển sinh hoạt")
    assert counted(store, batch) == {"done": 5, "void": 1}
    assert [(one.so, one.reason) for one in book(store) if one.state == "void"] == [(2, "chuyển sinh hoạt")]
    with pytest.raises(ConflictError):
        void_row(store, batch, 1, by="mai", reason="lần nữa")
    with pytest.raises(UsageError):
        void_row(store, batch, 2, by="mai", reason=" ")


def other_bytes(docx: bytes) -> bytes:
    """The same template as a file that is not the same byte for byte."""
    file = io.BytesIO(docx)
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"anew"
    return file.getvalue()


def test_a_changed_template_is_asked_about(store: Engine) -> None:
    batch, stop = a_run(store, 60).id, threading.Event()
    with serial() as workers:
        drive(store, batch, workers, Orders(stop=stop, render=Midway(stop.set).work()))
        docx = other_bytes(shipped_bytes("quyet-dinh-phan-cong.ca_nhan"))
        made = own_templates.hand_in(store, "quyet-dinh-phan-cong", "ca_nhan", "mau.docx", docx, {"issues": []}, by="lan")
        own_templates.note_trial(store, made, by="mai")
        own_templates.approve(store, made, by="mai", alone=True)
        with pytest.raises(ConflictError, match="Mẫu đã đổi"):
            drive(store, batch, workers)
        assert drive(store, batch, workers, Orders(accept_template=True)).done == 60
    assert len({row.template for row in every_row(store, batch)}) == 2


def test_numbers_may_be_left_open(store: Engine, tmp_path: Path) -> None:
    batch = finished(store, folder=tmp_path, options=Options(numbered=False))
    assert report(store) == ()
    assert min(path.name for path in tmp_path.iterdir()) == f"{name_of(0)} 1.docx"
    assert {row.so_ky_hieu for row in every_row(store, batch)} == {""}
