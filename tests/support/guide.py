"""The pictures of the guide: a secretary's first weeks, lived in Chromium on a real server with the invented office."""

from __future__ import annotations

import datetime as dt
import json
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page
from sqlalchemy import Engine, update

from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.store.batch_plans import plan_of, save_plan
from docgen.store.engine import writing
from docgen.store.tables import draft_versions, drafts
from support import browser
from support.browser import DESKTOP, PHONE, press
from web.batches.facts import FactsWork
from web.work import Work

WIDE = {"width": 1440, "height": 860}
RESOLUTION = "/van-ban/nghi-quyet/thuong_ky"
DECISION = "/van-ban/quyet-dinh-phan-cong/ca_nhan"
ROSTER = """Mã;Họ và tên;Ngày sinh;Số thẻ;Chức vụ đảng;Điện thoại
DV06;Âu Thị Mười;07/10/1952;098152000306;Đảng viên;
DV04;Hoàng Minh Sáng;19/02/1983;098083000304;Chi ủy viên;
;Lục Thị Thắm;1999;098199000325;Đảng viên;0912
;Vi Văn An;31/2/1970;098070000326;Đảng viên;
"""
MEMBERS = """CHI BỘ THÔN SUỐI LÀNH
STT;Họ và tên;Ngày sinh;Số thẻ đảng viên;Chức vụ đảng;Nghề nghiệp;Diện sinh hoạt;Điện thoại
1;Đàm Thị Hợi;08/6/1964;099164000101;;Hưu trí;;0912
2;Vi Văn An;3/2/64;099164000102;;Nông dân;;0913
3;Bùi Thị Yến;01/01/1979;099164000103;Phó Bí thư;Công chức;;0914
4;Nông Văn Tú;31/2/1980;099164000104;;;;0915
5;Đặng Văn Ổn;01/01/1940;099164000105;;Hưu trí;được miễn;0916
6;Lý Thị Cầm;12/9/1991;099191000106;;Nông dân;;0917
"""
_HERE = {
    "Chi bộ thôn Nà Khoang": "Chi bộ thôn Suối Lành",
    "thôn Nà Khoang": "thôn Suối Lành",
    "Vân Thượng Sơn": "Minh Khê",
    "Hoàng Đình Khải": "Bế Văn Thạch",
    "Lục Thị Ngân": "Bùi Thị Yến",
    "Vi Văn Quyền": "Đoàn Quốc Tuệ",
}
_IN_SIGHT = """() => {
  const seen = box => box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const said = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    if (walker.currentNode.parentElement.checkVisibility() && [...range.getClientRects()].some(seen)) said.push(walker.currentNode.data);
  }
  for (const one of document.querySelectorAll("input, textarea, select"))
    if (seen(one.getBoundingClientRect())) said.push(one.tagName === "SELECT" ? one.selectedOptions[0]?.text ?? "" : one.value);
  return said.join(" ").replace(/\\s+/g, " ");
}"""
"""Every word that stands in the window: what a reader of the picture can read."""
_DRAWN = """() => Promise.all([...document.images]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().top < innerHeight).map(one => one.decode()))"""
"""Waits until the pictures in the window are there: those below come only when they are scrolled to."""


@dataclass(frozen=True)
class Shot:
    """One picture and the words that can be read on it."""

    png: bytes
    words: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return size_of(self.png)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height that the head of a PNG file names."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@dataclass
class Album:
    """Takes the pictures while it lives through the story; every draft seems to be saved on one morning."""

    chromium: Browser
    site: str
    store: Engine
    shots: dict[str, Shot] = field(default_factory=dict)

    def take(self, page: Page, name: str, *, at: str = "", height: int = 0) -> None:
        """The window as it is, scrolled to the element `at`; `height` pixels high where a page is short."""
        if height:
            page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
        if at:
            page.locator(at).first.evaluate("one => { one.style.scrollMarginTop = '0.6rem'; one.scrollIntoView(); }")
        else:
            page.evaluate("scrollTo(0, 0)")
        page.evaluate(_DRAWN)
        page.evaluate("new Promise(requestAnimationFrame)")  # what asks for the focus gets it while the page is drawn
        page.evaluate("document.activeElement?.blur()")
        self.shots[f"web-{name}.png"] = Shot(page.screenshot(animations="disabled", caret="hide"), str(page.evaluate(_IN_SIGHT)))
        if height:
            page.set_viewport_size(DESKTOP)

    @contextmanager
    def window(self, **options) -> Iterator[Page]:
        """A window of a browser; an error in its console fails the story."""
        for page in browser.opened(self.chromium, self.site, **options):
            page.set_default_timeout(30_000)
            yield page

    def settle(self) -> None:
        """The clock of the drafts: so that pictures do not change with the day they are taken on."""
        morning = dt.datetime(2026, 11, 4, 8, 15).astimezone(dt.UTC)
        with writing(self.store) as connection:
            connection.execute(update(drafts).values(saved_at=morning))
            for number in range(1, 9):
                then = morning - dt.timedelta(minutes=(9 - number) * 7)
                connection.execute(update(draft_versions).where(draft_versions.c.version == number).values(saved_at=then))

    def live(self) -> None:
        """The whole story, from the empty store on."""
        with self.window() as page:
            self._first_day(page)
            self._resolution(page)
            self._afterwards(page)
            self._all_members(page)
        with self.window(viewport=PHONE) as page:
            self._on_a_phone(page)

    def _first_day(self, page: Page) -> None:
        page.goto("/don-vi")
        page.locator("[id='f-ten']").fill("Chi bộ thôn Suối Lành")
        self.take(page, "thiet-lap")
        press(page, "Thêm dữ liệu mẫu")
        page.goto("/")
        self.take(page, "trang-dau")
        page.goto(RESOLUTION)
        self.take(page, "bat-dau")
        page.goto("/danh-sach")
        self.take(page, "danh-sach")
        page.goto("/danh-sach/nhap")
        page.locator("#tep").set_input_files({"name": "danh-sach.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()})
        press(page, "Xem thử")
        self.take(page, "nhap-excel")
        press(page, "Bỏ tệp này")

    def _resolution(self, page: Page) -> None:
        place = self._open(page, resolution())
        with self.window(viewport=WIDE) as wide:
            wide.goto(place)
            wide.locator("#xem-truoc .sheet img").first.evaluate("image => image.decode()")
            self.take(wide, "bieu-mau")
        page.goto(place)
        votes = page.locator("[id='f-bieu_quyet.tan_thanh']")
        page.locator("#xem-truoc .sheet img").first.evaluate("image => image.decode()")
        self.take(page, "bieu-quyet", at="[id='f-bieu_quyet.hinh_thuc']")
        votes.fill("11")
        press(page, "Kiểm tra lại")
        self.take(page, "kiem-tra")
        page.goto(place)
        votes.fill("19")
        press(page, "Kiểm tra lại")
        for box in page.locator("input[name=_da_xem]").all():
            box.check()
        self.take(page, "cap-so", at=".numbering")
        self._open(page, resolution(month=12))
        page.goto(place + "/cac-ban")
        self.settle()
        page.reload()
        self.take(page, "cac-ban", height=560)
        page.goto("/nhap")
        self.take(page, "ban-nhap", height=440)
        page.goto(place + "/kiem-tra")
        for box in page.locator("input[name=_da_xem]").all():
            box.check()
        page.locator("button[name=_so]").first.click()
        page.wait_for_url("**/kho/*")
        self.take(page, "ket-qua")

    def _afterwards(self, page: Page) -> None:
        page.goto("/kho")
        self.take(page, "da-ban-hanh", height=760)
        page.goto("/so")
        page.get_by_role("link", name="Nghị quyết").first.click()
        self.take(page, "so-van-ban-di")
        page.goto(DECISION)
        page.get_by_role("button", name="Bắt đầu, điền sẵn").click()
        page.locator("[id='f-ngay_ban_hanh']").fill("25/12/2026")
        place = self._address(page)
        press(page, "Lưu và quay lại sau")
        self.settle()
        page.goto(place)
        page.locator("[id='f-can_cu.muc'] > summary").click()
        page.locator("#xem-truoc .sheet img").first.evaluate("image => image.decode()")
        self.take(page, "danh-muc", at="[id='f-can_cu.muc']")
        page.goto("/mau")
        self.take(page, "mau-rieng")

    def _all_members(self, page: Page) -> None:
        page.goto("/hang-loat/moi")
        page.locator("#tep").set_input_files({"name": "Đảng viên 2026.csv", "mimeType": "text/csv", "buffer": MEMBERS.encode()})
        press(page, "Xem chương trình hiểu thế nào")
        self.take(page, "hang-loat-hieu")
        plan = int(page.url.split("/")[5])
        save_plan(self.store, plan_of(self.store, plan), answers=common_facts())
        page.goto(f"/hang-loat/chuan-bi/{plan}/chay-thu")
        press(page, "Chạy thử")
        page.locator(".samples img, figure img").first.evaluate("image => image.decode()")
        self.take(page, "hang-loat-chay-thu")
        page.get_by_role("button", name=re.compile("^Tạo 4 quyết định")).first.click()
        page.get_by_role("link", name="Tất cả (.zip)").wait_for(timeout=60_000)
        self.take(page, "hang-loat-ket-qua")

    def _on_a_phone(self, page: Page) -> None:
        page.goto("/")
        self.take(page, "dien-thoai-trang-dau")
        self.settle()
        page.goto("/nhap/2")
        self.take(page, "dien-thoai-bieu-mau", at="#phan-cuoc-hop")

    def at_the_door(self) -> None:
        """The login page, where the application asks who comes."""
        with self.window() as page:
            page.goto("/")
            page.locator("[name=ten]").fill("lan.nt")
            self.take(page, "dang-nhap", height=480)

    def _open(self, page: Page, data: str) -> str:
        page.goto("/mo-tep")
        page.locator("#tep").set_input_files({"name": "nq.json", "mimeType": "application/json", "buffer": data.encode()})
        press(page, "Mở tệp")
        page.locator("#bieu-mau").wait_for()
        self.settle()
        return self._address(page)

    def _address(self, page: Page) -> str:
        return str(page.locator("#bieu-mau").get_attribute("action"))


def common_facts() -> dict[str, Any]:
    """What all decisions of the invented office say: the shipped example without its number."""
    kind = KINDS["quyet-dinh-phan-cong"]
    data = {**json.loads(_moved(json.dumps(example_data(kind, "ca_nhan"), ensure_ascii=False))), "so": None}
    work = FactsWork.beginning(Work.of_data(kind, "ca_nhan", data)[0])
    work.answers["giao_viec"] |= {"nguoi_kiem_tra": "Bùi Thị Yến", "kiem_tra_thay": "Bế Văn Thạch"}
    return work.kept


def _moved(text: str) -> str:
    """The example in the invented office."""
    for there, here in _HERE.items():
        text = text.replace(there, here)
    return text


def resolution(month: int = 11) -> str:
    """The shipped example in the invented office, without a number: the register gives it."""
    data = example_data(KINDS["nghi-quyet"], "thuong_ky")
    del data["so"]
    text = _moved(json.dumps(data, ensure_ascii=False))
    if month != int(data["ky"]["thang"]):
        text = (
            text.replace("04/11/2026", f"04/{month}/2026")
            .replace("03/11/2026", f"03/{month}/2026")
            .replace('"thang": "11"', f'"thang": "{month}"')
        )
    return text
