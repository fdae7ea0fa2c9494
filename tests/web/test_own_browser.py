"""Catalogues and own templates in Chromium, with and without JavaScript, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from docgen.templates import shipped_bytes
from support.browser import begin, faults_of, field, opened, press
from support.word import paragraph, template

FORM = "/van-ban/quyet-dinh-phan-cong/ca_nhan"
LIST = "/van-ban/quyet-dinh-phan-cong/danh_sach"


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    yield from opened(chromium, site, java_script_enabled=request.param)


def unfold(page: Page, path: str) -> None:
    page.locator(f"[id='f-{path}.muc'] > summary").click()


def test_bases_and_duties_are_chosen_from_the_catalogue(page: Page) -> None:
    begin(page, FORM, example=True)
    count = page.locator("[id='f-can_cu'] > details.row").count()
    unfold(page, "can_cu")
    offer = page.locator("[id='f-can_cu.muc']")
    expect(offer).to_contain_text("25/12/2026")
    offer.get_by_label("Chỉ thị số 50-CT/TW").check()
    offer.get_by_label("Quy định số 21-QĐ/TW").check()
    offer.locator("button[value='chon:can_cu']").click()
    expect(field(page, f"can_cu.{count + 1}.ma")).to_have_value("21-QĐ/TW")
    expect(page.locator("[id='f-can_cu'] > details.row")).to_have_count(count + 2)
    expect(page.locator("[id='f-can_cu.muc']").get_by_label("Chỉ thị số 50-CT/TW")).to_have_count(0)


def test_the_catalogue_of_a_member_in_the_list_is_read_when_asked_for(page: Page) -> None:
    begin(page, LIST, example=True)
    page.locator("[id='f-phan_cong.0'] > summary").click()
    unfold(page, "phan_cong.0.mo")
    page.locator("button[value='muc:phan_cong.0.mo']").click()
    offer = page.locator("[id='f-phan_cong.0.mo.muc']")
    expect(offer.locator("legend").first).to_have_text("Bí thư chi bộ")
    offer.locator("input[value=bt12]").check()
    offer.locator("button[value='chon:phan_cong.0.mo']").click()
    expect(page.locator("[id='f-phan_cong.0.mo'] > details.row").last).to_contain_text("Việc được giao")
    expect(page.locator(".notice.good, #thong-bao").filter(has_text="Đã thêm 1 mục.")).to_have_count(1)


def test_the_button_counts_what_is_ticked(chromium: Browser, site: str) -> None:
    for page in opened(chromium, site):
        begin(page, FORM, example=True)
        unfold(page, "can_cu")
        button = page.locator("button[value='chon:can_cu']")
        expect(button).to_have_text("Thêm các mục đã chọn")
        boxes = page.locator("[id='f-can_cu.muc'] input")
        boxes.nth(0).check()
        boxes.nth(1).check()
        expect(button).to_have_text("Thêm 2 mục đã chọn")
        boxes.nth(0).uncheck()
        boxes.nth(1).uncheck()
        expect(button).to_have_text("Thêm các mục đã chọn")


def test_a_template_from_the_file_to_approval(page: Page, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    mine = tmp_path / "mau.docx"
    mine.write_bytes(shipped_bytes("bien-ban.chi_uy" if "with-js" in request.node.callspec.id else "bien-ban.chuyen_de"))
    page.goto("/mau")
    page.get_by_label("Dùng cho").select_option(
        "bien-ban/chi_uy" if "with-js" in request.node.callspec.id else "bien-ban/chuyen_de"
    )
    page.get_by_label("Tệp mẫu .docx").set_input_files(mine)
    press(page, "Nộp và kiểm tra")
    expect(page.locator("h1")).to_have_text("mau.docx")
    press(page, "Duyệt và dùng mẫu này")
    expect(page.locator("#tom-tat")).to_contain_text("Chưa xem văn bản thử")
    with page.expect_download() as loading:
        press(page, "Tải văn bản thử")
    assert loading.value.suggested_filename.endswith(".docx")
    press(page, "Duyệt và dùng mẫu này")
    expect(page.locator(".lead")).to_contain_text("đã duyệt")
    press(page, "Ngừng dùng")
    expect(page.locator(".lead")).to_contain_text("ngừng dùng")


def states(page: Page, tmp_path: Path) -> Iterator[str]:
    """Every page of this module, right and wrong, with what can be unfolded unfolded."""
    for url in ("/can-cu", "/can-cu/moi", "/nhiem-vu-mau", "/nhiem-vu-mau/moi", "/mau", "/mau/truong/bien-ban/thuong_ky"):
        page.goto(url)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        yield url
    for url, button in (("/can-cu/moi", "Lưu"), ("/nhiem-vu-mau/moi", "Lưu"), ("/mau", "Nộp và kiểm tra")):
        page.goto(url)
        press(page, button)
        page.locator("#tom-tat").wait_for()
        yield f"{url} wrong"
    for name, docx in (("good", shipped_bytes("nghi-quyet.ket_luan")), ("bad", template(paragraph("{{ co_quan.teen }}")))):
        (tmp_path / f"{name}.docx").write_bytes(docx)
        page.goto("/mau")
        page.get_by_label("Dùng cho").select_option("nghi-quyet/ket_luan")
        page.get_by_label("Tệp mẫu .docx").set_input_files(tmp_path / f"{name}.docx")
        press(page, "Nộp và kiểm tra")
        page.locator("#ten-loi").wait_for()
        yield name
    begin(page, FORM, example=True)
    unfold(page, "can_cu")
    unfold(page, "co_dinh")
    yield "offers"


def test_no_page_has_a_violation_for_axe_or_is_wider_than_a_phone(chromium: Browser, site: str, tmp_path: Path) -> None:
    for page in opened(chromium, site):
        assert faults_of(page, states(page, tmp_path)) == {}
