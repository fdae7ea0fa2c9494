"""Many documents from one list in Chromium: from the upload to the download, a driver that outlives the page, axe, a phone."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from docgen.batch.driving import driving
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.store.batch_plans import NewPlan, add_plan, plan_of, save_plan
from docgen.store.batches import batch_of, counted
from docgen.store.book import report
from support.browser import faults_of, opened
from support.office import office
from support.server import running
from web.batches.facts import FactsWork
from web.work import Work

KIND = KINDS["quyet-dinh-phan-cong"]
HEAD = "STT;Họ và tên;Ngày sinh;Số thẻ đảng viên;Chức vụ đảng;Nghề nghiệp;Diện sinh hoạt;Điện thoại\n"
PEOPLE = (
    "1;Đàm Thị Hợi;8/6/1964;099164000101;Tổ trưởng Tổ đảng số 2;Hưu trí;;1\n"
    "2;Vi Văn An;3/2/64;099164000102;;Nông dân;;2\n"
    "3;Lục Thị Ngân;01/01/1979;099164000103;Bí thư;Công chức;;3\n"
)
FAULTY = "4;Nông Văn Tú;31/2/1980;099164000104;;;;4\n5;Đặng Văn Ổn;01/01/1940;099164000105;;Hưu trí;được miễn;5\n"


@pytest.fixture
def place(store: Engine) -> Iterator[str]:
    office(store)
    with running("127.0.0.1", store) as place:
        yield place


@pytest.fixture
def page(chromium: Browser, place: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from opened(chromium, place, **getattr(request, "param", {}))


def facts() -> FactsWork:
    whole, _left = Work.of_data(KIND, "ca_nhan", {**example_data(KIND, "ca_nhan"), "so": None})
    work = FactsWork.beginning(whole)
    work.answers["giao_viec"] |= {"nguoi_kiem_tra": "Lục Thị Ngân", "kiem_tra_thay": "Hoàng Đình Khải"}
    return work


def planned(store: Engine, people: str) -> int:
    """A preparation whose facts are filled in."""
    return add_plan(store, NewPlan(KIND.code, "ca_nhan", "dang-vien.csv", (HEAD + people).encode(), facts().kept), by="máy này")


def go(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()


def to_and_fro(page: Page) -> None:
    """From the common facts to another step and back, with a word typed that no button has saved."""
    page.get_by_label("Địa danh").fill("Vân Thượng Sơn")
    go(page, "Danh sách")
    assert page.url.endswith("/cot")
    go(page, "Dữ liệu chung")
    expect(page.get_by_label("Địa danh")).to_have_value("Vân Thượng Sơn")
    page.get_by_label("Địa danh").press("Enter")  # goes on, although the buttons of the steps come first
    page.wait_for_url("**/giao-viec")


@pytest.mark.parametrize("page", [{"java_script_enabled": True}, {"java_script_enabled": False}], indirect=True)
def test_from_the_upload_to_the_download(page: Page, store: Engine, tmp_path: Path) -> None:
    file = tmp_path / "danh sách đảng viên.csv"
    file.write_text(HEAD + PEOPLE + FAULTY)
    page.goto("/")
    page.get_by_role("link", name=re.compile("từ danh sách Excel")).click()
    page.get_by_label("Tệp .xlsx, .xls, .ods hoặc .csv").set_input_files(file)
    go(page, "Xem chương trình hiểu thế nào")
    expect(page.get_by_role("heading", level=1)).to_have_text("docgen hiểu danh sách là")
    with page.expect_download() as loading:
        page.get_by_role("link", name="Tải tệp đã tô màu các ô này").click()
    assert loading.value.suggested_filename.endswith(".xlsx")
    go(page, "Đúng rồi, tiếp tục")
    go(page, "Tiếp tục")
    expect(page.locator("#tom-tat")).to_contain_text("Nhập ngày ban hành")
    plan = int(page.url.split("/")[5])
    save_plan(store, plan_of(store, plan), answers=facts().kept)
    page.goto(f"/hang-loat/chuan-bi/{plan}/chung")
    to_and_fro(page)
    page.get_by_label("Chọn Đàm Thị Hợi").check()
    page.get_by_label("Chọn Vi Văn An").check()
    page.get_by_text("Giao thêm việc", exact=True).click()
    page.get_by_label("Việc được giao").fill("Trực nhà văn hóa")
    page.get_by_label(re.compile("^Sản phẩm")).fill("Sổ trực")
    go(page, "Giao thêm việc này")
    expect(page.get_by_role("status")).to_contain_text("Đã sửa nhiệm vụ của 2 người")
    go(page, "Chạy thử")
    expect(page.get_by_role("img", name="Trang đầu văn bản của Đàm Thị Hợi")).to_be_visible()
    assert "Ngân" not in page.url
    go(page, "Tạo 3 quyết định (số 1 đến 3)")
    expect(page.get_by_text("Đã tạo 3 quyết định.")).to_be_visible(timeout=60_000)
    with page.expect_download() as loading:
        page.get_by_role("link", name="Tất cả (.zip)").click()
    assert loading.value.path().read_bytes().startswith(b"PK")
    with page.expect_download() as loading:
        page.get_by_role("link", name="PDF Vi Văn An").click()
    assert loading.value.suggested_filename == "02 Vi Văn An.pdf"
    page.get_by_label("Tìm theo tên").fill("ngan")
    go(page, "Tìm")
    assert "ngan" not in page.url
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Có lỗi (1)").click()
    page.goto(f"/hang-loat/{1}/ket-qua?loc=loi")
    page.get_by_role("link", name="Sửa Nông Văn Tú").click()
    page.get_by_label("Ngày sinh").fill("28/2/1980")
    go(page, "Sửa và làm lại")
    expect(page.get_by_text("04-QĐ/CB").first).to_be_visible(timeout=60_000)


def test_who_leaves_is_asked_where_only_a_button_keeps_what_was_typed(page: Page, store: Engine) -> None:
    """Common facts are saved while one types; the duties of a person are not."""
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    place = f"/hang-loat/chuan-bi/{planned(store, PEOPLE)}"
    page.goto(f"{place}/chung")
    page.get_by_label("Địa danh").fill("Vân Thượng Sơn")
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc")
    page.goto(f"{place}/giao-viec/2")
    page.locator("summary").first.click()
    page.get_by_label("Việc được giao").first.fill("Trực nhà văn hóa")
    page.get_by_role("link", name="Không lưu, quay lại").click()
    page.wait_for_url("**/giao-viec*")
    assert asked == []
    page.get_by_text("Giao thêm việc", exact=True).click()
    page.get_by_label("Việc được giao").fill("Trực nhà văn hóa")
    page.get_by_role("button", name="Chọn cả trang này").click()
    expect(page.locator("#bang-nguoi input:checked")).to_have_count(3)
    page.get_by_role("button", name="Bỏ chọn cả trang này").click()
    expect(page.locator("#bang-nguoi input:checked")).to_have_count(0)
    expect(page.get_by_label("Việc được giao")).to_have_value("Trực nhà văn hóa")
    page.get_by_role("link", name="Chạy thử").click()
    page.wait_for_url("**/chay-thu")
    assert asked == ["beforeunload"]
    page.goto(f"{place}/chung")
    expect(page.get_by_label("Địa danh")).to_have_value("Vân Thượng Sơn")


def many(count: int) -> str:
    return "".join(
        f"{n};Vi Văn {chr(65 + n // 26)}{chr(97 + n % 26)};{n % 28 + 1}/3/{1950 + n % 40};0991640{n:05};;;;\n"
        for n in range(count)
    )


def test_it_works_on_when_the_page_is_closed_and_goes_on_after_a_kill(chromium: Browser, place: str, store: Engine) -> None:
    """The driver is killed in the middle; whoever opens the page again sees it and presses “Làm tiếp”."""
    plan = planned(store, many(300))
    first = chromium.new_page(base_url=place)
    first.goto(f"/hang-loat/chuan-bi/{plan}/chay-thu")
    go(first, "Chạy thử")
    go(first, re.compile("^Tạo 300 quyết định"))
    first.close()
    until = time.monotonic() + 60
    while not 0 < batch_of(store, 1).done < 300 and time.monotonic() < until:
        time.sleep(0.05)
    driver = batch_of(store, 1).driver
    assert driver is not None, "the run was over before it could be killed"
    os.kill(int(driver.split(" ")[1]), signal.SIGKILL)
    time.sleep(0.5)
    second = chromium.new_page(base_url=place)
    second.goto("/hang-loat/1")
    expect(second.get_by_text("Việc tạo bị ngắt giữa chừng")).to_be_visible(timeout=90_000)
    go(second, "Làm tiếp")
    expect(second.get_by_text("Đã tạo 300 quyết định.")).to_be_visible(timeout=120_000)
    second.close()
    assert counted(store, 1) == {"done": 300} and report(store)[0].gaps == ()


def test_a_run_is_stopped_on_its_page(page: Page, store: Engine) -> None:
    plan = planned(store, many(400))
    page.goto(f"/hang-loat/chuan-bi/{plan}/chay-thu")
    go(page, "Chạy thử")
    go(page, re.compile("^Tạo 400 quyết định"))
    go(page, "Dừng sau phần đang làm")
    page.goto("/hang-loat/1")
    expect(page.get_by_text("Lô đang dừng.")).to_be_visible(timeout=60_000)
    assert batch_of(store, 1).waiting > 0
    with driving(store, 1):
        page.goto("/hang-loat/1")
        expect(page.get_by_text("Tốc độ")).to_be_visible()
        page.route("**/tien-do", lambda route: route.abort())
        expect(page.get_by_role("alert")).to_contain_text("Mất kết nối")
        expect(page.get_by_text("Tốc độ")).to_be_hidden()
        page.unroute("**/tien-do")
        expect(page.get_by_text("Tốc độ")).to_be_visible()
        expect(page.get_by_role("alert")).to_be_hidden()
    page.goto("/hang-loat/1")
    page.get_by_role("link", name="Hủy lô này").click()
    page.get_by_label("Lý do hủy lô").fill("Danh sách gửi nhầm")
    go(page, "Hủy lô 1")
    expect(page.get_by_text("Lô đã hủy: Danh sách gửi nhầm")).to_be_visible()


def states(page: Page, store: Engine) -> Iterator[str]:
    """Every page of a batch, right and wrong."""
    for url in ("/", "/hang-loat", "/hang-loat/moi"):
        page.goto(url)
        yield url
    go(page, "Xem chương trình hiểu thế nào")
    yield "no file"
    page.get_by_label("Các hàng dán vào").fill("Họ và tên")
    expect(page.get_by_role("radio", name="Dán từ Excel")).to_be_checked()
    plan = planned(store, PEOPLE + FAULTY)
    place = f"/hang-loat/chuan-bi/{plan}"
    for url in (
        "/hang-loat",
        f"{place}/cot",
        f"{place}/chung",
        f"{place}/giao-viec",
        f"{place}/giao-viec/2",
        f"{place}/chay-thu",
    ):
        page.goto(url)
        yield url
    blank = add_plan(store, NewPlan(KIND.code, "ca_nhan", "b.csv", (HEAD + PEOPLE).encode(), FactsWork.beginning(Work.blank(KIND.code, "ca_nhan")).kept), by="máy này")  # fmt: skip
    page.goto(f"/hang-loat/chuan-bi/{blank}/chung")
    go(page, "Tiếp tục")
    yield "facts wrong"
    page.goto(f"{place}/giao-viec")
    page.get_by_role("button", name="Chọn cả trang này").click()
    page.get_by_text("Giao thêm việc", exact=True).click()
    go(page, "Giao thêm việc này")
    yield "duty wrong"
    page.goto(f"{place}/chay-thu")
    go(page, "Chạy thử")
    run = page.url
    yield "trial"
    page.get_by_role("link", name=re.compile("^Xem cả văn bản")).first.click()
    yield "sample"
    page.goto(f"{run}/dong/3")
    yield "row before the run"
    page.goto(run)
    page.get_by_label(re.compile("^Đủ tất cả")).check()
    go(page, re.compile("^Tạo "))
    yield "all or nothing refused"
    page.get_by_label(re.compile("^Tạo các dòng tốt")).check()
    go(page, re.compile("^Tạo "))
    yield "working, or done"
    page.wait_for_url("**/ket-qua", timeout=60_000)
    yield "results"
    for url in (f"{run}/dong/0", f"{run}/dong/3", f"{run}/dong/0/huy", f"{run}/ket-qua?loc=loi"):
        page.goto(url)
        yield url
    page.goto(f"{run}/dong/0/huy")
    go(page, "Hủy dòng này")
    yield "void without a reason"
    page.goto("/hang-loat")
    yield "list"


def test_no_page_has_a_violation_for_axe_or_is_wider_than_a_phone(page: Page, store: Engine) -> None:
    assert faults_of(page, states(page, store)) == {}
