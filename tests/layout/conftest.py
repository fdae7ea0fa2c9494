"""Small valid documents of every shape, and an editor that spoils one thing in a produced file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

import pytest
from lxml import etree

from docgen.check.finding import Finding
from docgen.check.layout import check_layout
from docgen.docx.archive import Archive
from docgen.docx.package import open_package
from docgen.docx.xml import parse, w
from docgen.kinds import KINDS
from docgen.pipeline import generate

DAY = dt.date(2026, 11, 4)
BODY = {"loai": "chi_bo_truc_thuoc", "ten": "Chi bộ thôn Nà Khoang", "cap_tren": "Đảng bộ xã Vân Thượng Sơn", "loai_hinh": "thon"}
SENT = {"noi_nhan": ["Đảng ủy xã Vân Thượng Sơn (để báo cáo)", "Các chi ủy viên, đảng viên (để thực hiện)"]}
DATED = {"co_quan": BODY, "ngay_ban_hanh": "04/11/2026"}
FRAME = {**DATED, "dia_danh": "Vân Thượng Sơn"}
SIGNER = {"nguoi_ky": {"ho_ten": "Hoàng Đình Khải", "chuc_vu": "bi_thu"}}
MEETING = {
    "ngay": "03/11/2026",
    "bat_dau": "19:30",
    "ket_thuc": "21:15",
    "dia_diem": "Nhà văn hóa thôn Nà Khoang",
    "chu_tri": {"ho_ten": "Hoàng Đình Khải", "chuc_vu": "Bí thư Chi bộ"},
    "thu_ky": {"ho_ten": "Vi Văn Quyền", "chuc_vu": "Chi ủy viên"},
    "thanh_phan": {"tong_chinh_thuc": 15, "tong_du_bi": 2, "co_mat_chinh_thuc": 15, "co_mat_du_bi": 2},
}
DUTIES = [
    {
        "viec": f"Phụ trách {count} hộ Xóm Trên, nắm hoàn cảnh, tâm tư và báo chi ủy trước kỳ sinh hoạt",
        "san_pham": "Sổ theo dõi hộ",
        "nguoi_kiem_tra": "Lục Thị Ngân",
    }
    for count in range(3, 10)
]
MEMBER = {"ho_ten": "Đàm Thị Hợi", "chuc_vu_dang": "Tổ trưởng Tổ đảng số 2"}
GROUNDS = {"can_cu": [{"ma": "dieu_le_2011"}, {"ma": "208-QĐ/TW"}, {"noi_dung": "Quy chế làm việc của Chi bộ thôn Nà Khoang"}]}
RESULTS = [
    {
        "viec": "Thu quỹ khuyến học đợt 2",
        "chu_tri": "Vũ Đức Thuyết",
        "dau_ky": "Mới giao",
        "ket_qua": "Hoàn thành, thu 200/214 hộ",
    },
    {"viec": "Rà soát hộ nghèo", "chu_tri": "Lục Thị Ngân", "dau_ky": "Mới giao", "ket_qua": "Hoàn thành"},
]

DATA = {
    "quyet_dinh": ("quyet-dinh-phan-cong", {"bien_the": "ca_nhan", **FRAME, **SENT, **GROUNDS, **SIGNER, "so": 8, "nam": 2027,
                   "theo_de_nghi": "Xét năng lực, điều kiện của đảng viên", "tu_ngay": "01/01/2027", "den_ngay": "31/12/2027",
                   "dang_vien": MEMBER, "co_dinh": DUTIES}),
    "danh_sach": ("quyet-dinh-phan-cong", {"bien_the": "danh_sach", **FRAME, **SENT, **GROUNDS, **SIGNER, "nam": 2027, "tu_ngay": "01/01/2027",
                  "phan_cong": [{"dang_vien": MEMBER, "co_dinh": DUTIES}]}),
    "nghi_quyet": ("nghi-quyet", {"bien_the": "thuong_ky", **FRAME, **SENT, **SIGNER, "so": 15, "ky": {"thang": 11, "nam": 2026}, "cuoc_hop": MEETING,
                   "danh_gia": {"tu_tuong": "Đảng viên yên tâm công tác, tin tưởng vào sự lãnh đạo của Đảng, chấp hành tốt chủ trương của cấp trên.",
                                "viec_thang_truoc": RESULTS, "han_che": ["Còn 14 hộ chưa nộp quỹ khuyến học"]},
                   "nhiem_vu": [{"viec": "Rà soát, lập danh sách hộ chưa phân loại rác", "chu_tri": "Hứa Thị Lưu", "san_pham": "Danh sách",
                                 "thoi_han": "20/11/2026", "kiem_tra": "Lục Thị Ngân"}],
                   "to_chuc": [{"don_vi": "Chi ủy", "noi_dung": "Theo dõi, kiểm tra việc thực hiện nghị quyết."}],
                   "bieu_quyet": {"tan_thanh": 15}}),
    "bien_ban": ("bien-ban", {"bien_the": "thuong_ky", **DATED, "so": 11, "ky": {"thang": 11, "nam": 2026}, "cuoc_hop": MEETING,
                 "thong_tin": "Phổ biến văn bản mới của cấp trên đến toàn thể đảng viên trong chi bộ để nghiên cứu, thực hiện.",
                 "viec_thang_truoc": RESULTS, "bieu_quyet": [{"noi_dung": "Nghị quyết tháng 11/2026", "tan_thanh": 15}]}),
    "quy_che": ("quy-che-lam-viec", {"bien_the": "chi_bo_thon", **FRAME, **SENT, **SIGNER,
                "trich_yeu": "làm việc của Chi bộ thôn Nà Khoang, nhiệm kỳ 2025 - 2030",
                "quyet_dinh": {"so": 4, **GROUNDS, "theo_de_nghi": "Theo đề nghị của chi ủy"},
                "chuong": [
                    {"ten": "Quy định chung", "dieu": [
                        {"ten": "Phạm vi điều chỉnh", "khoan": ["Quy chế này quy định nguyên tắc, trách nhiệm, chế độ làm việc của Chi bộ."]},
                        {"ten": "Nguyên tắc làm việc", "mo_dau": "Chi bộ làm việc theo các nguyên tắc sau:", "khoan": [
                            {"noi_dung": "Tập trung dân chủ, tập thể lãnh đạo, cá nhân phụ trách:", "diem": [f"Nội dung thứ {n}." for n in range(1, 7)]},
                            "Nghị quyết có giá trị khi được hơn một nửa số đảng viên chính thức tán thành.", "Tự phê bình và phê bình."]}]},
                    {"ten": "Chế độ làm việc", "dieu": [{"ten": "Chế độ sinh hoạt", "khoan": ["Chi bộ sinh hoạt thường kỳ mỗi tháng một lần.",
                                                                                             "Chi ủy họp trước khi chi bộ sinh hoạt."]}]}]}),
    "tai_lieu": ("tai-lieu-boi-duong", {"bien_the": "chuyen_de", "don_vi": "Trung tâm bồi dưỡng chính trị", "ten_chuyen_de": "Nhiệm vụ của chi ủy",
                 "dia_danh": "Vân Thượng Sơn", "ngay_ban_hanh": "04/11/2026",
                 "muc_dich": {"kien_thuc": "Nêu được bốn nhóm nhiệm vụ của chi ủy và cách tổ chức thực hiện từng nhóm nhiệm vụ đó ở chi bộ.",
                              "ky_nang": "Chuẩn bị được một kỳ sinh hoạt.", "thai_do": "Đề cao tập thể."},
                 "noi_dung": [{"ten": "Nhiệm vụ", "muc": [{"ten": "Lãnh đạo", "khoi": [{"noi_dung": "Chi ủy là cơ quan lãnh đạo giữa hai kỳ đại hội."}]}]}],
                 "cau_hoi": ["Phân biệt lãnh đạo với làm thay."], "tai_lieu": ["Điều lệ Đảng"],
                 "thu_hoach": {"cau_hoi": [{"cau_hoi": "Chi bộ yếu ở khâu nào?", "so_dong": 3}]}}),
}  # fmt: skip


@cache
def produced(name: str, **changes: object) -> bytes:
    """One of the documents above as a file."""
    kind, data = DATA[name]
    return generate({**data, **changes}, KINDS[kind]).docx


def findings(docx: bytes, name: str, *, day: dt.date = DAY, known: bool = True) -> tuple[Finding, ...]:
    """What is found in it; `known` False leaves the kind to be read from the document."""
    kind, data = DATA[name]
    return check_layout(docx, day=day, kind=kind if known else None, variant=data["bien_the"] if known else None)


class Editor:
    """Changes the XML of a produced file; every change must hit something."""

    body = "word/document.xml"

    def __init__(self, docx: bytes) -> None:
        self._parts = dict(open_package(docx))
        self._root = parse(self._parts[self.body])

    def docx(self) -> bytes:
        self._parts[self.body] = etree.tostring(self._root)
        return Archive(self._parts).write({})

    def replace(self, part: str, old: str, new: str) -> None:
        text = self._parts[part].decode()
        assert old in text, f"{old} is not in {part}"
        self._parts[part] = text.replace(old, new).encode()

    def add(self, part: str, text: str) -> None:
        self._parts[part] = text.encode()

    def paragraph(self, text: str, place: int = 0):
        found = [each for each in self._root.iter(w("p")) if text in "".join(each.itertext(w("t")))]
        assert len(found) > place, f"no paragraph with {text!r}"
        return found[place]

    def text(self, old: str, new: str, place: int = 0) -> None:
        """Put `new` in place of `old` inside one run."""
        for each in self.paragraph(old, place).iter(w("t")):
            if old in (each.text or ""):
                each.text = each.text.replace(old, new, 1)
                return
        raise AssertionError(f"{old!r} is not in one run")

    def letters(self, text: str, properties: str, place: int = 0) -> None:
        """Direct formatting on all runs of a paragraph."""
        for run in self.paragraph(text, place).iter(w("r")):
            self._add(run, "rPr", properties)

    def settle(self, text: str, properties: str, place: int = 0) -> None:
        """Direct formatting on a paragraph."""
        self._add(self.paragraph(text, place), "pPr", properties)

    def _add(self, element, name: str, properties: str) -> None:
        holder = element.find(w(name))
        if holder is None:
            holder = etree.Element(w(name))
            element.insert(0, holder)
        for new in xml(properties):
            for old in holder.findall(new.tag):
                holder.remove(old)
            holder.append(new)

    def unset(self, text: str, name: str) -> None:
        """Take a direct property off a paragraph."""
        holder = self.paragraph(text).find(w("pPr"))
        found = holder.find(w(name))
        assert found is not None
        holder.remove(found)

    def remove(self, text: str, place: int = 0) -> None:
        found = self.paragraph(text, place)
        found.getparent().remove(found)

    def after(self, text: str, markup: str, place: int = 0) -> None:
        """Put markup after a paragraph."""
        found = self.paragraph(text, place)
        for new in reversed(xml(markup)):
            found.addnext(new)

    def before(self, text: str, markup: str, place: int = 0) -> None:
        found = self.paragraph(text, place)
        for new in xml(markup):
            found.addprevious(new)

    def section(self, change: Callable[[etree._Element], None], place: int = 0) -> None:
        change(list(self._root.iter(w("sectPr")))[place])

    def page(self, name: str, place: int = 0, **values: str) -> None:
        """Put values on a part of the section properties (pgSz, pgMar ...), which is added where it is missing."""

        def change(section: etree._Element) -> None:
            part = section.find(w(name))
            if part is None:
                part = etree.SubElement(section, w(name))
            for key, text in values.items():
                part.set(w(key), text)

        self.section(change, place)

    def table(self, text: str):
        return next(each for each in self._root.iter(w("tbl")) if text in "".join(each.itertext(w("t"))))

    def set(self, properties, name: str, values: dict[str, str]) -> None:
        """Give a group of properties one with these values."""
        for old in properties.findall(w(name)):
            properties.remove(old)
        new = etree.SubElement(properties, w(name))
        for key, text in values.items():
            new.set(w(key), text)

    @property
    def root(self):
        return self._root


def xml(markup: str) -> list[etree._Element]:
    """WordprocessingML elements."""
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return list(etree.fromstring(f"<x {names}>{markup}</x>"))


Change = Callable[[Editor], object]


def spoilt(name: str, change: Change, **how: object) -> tuple[Finding, ...]:
    """What is found in one of the documents after a change."""
    editor = Editor(produced(name))
    change(editor)
    return findings(editor.docx(), name, **how)


@pytest.fixture
def produce():
    return produced


@pytest.fixture
def check():
    return findings


@pytest.fixture
def edit():
    return Editor


@pytest.fixture
def spoil():
    return spoilt


@pytest.fixture
def fires():
    """A change makes these rules fire and no others; the words stand in a message of the first."""

    def verify(rules: str, name: str, change: Change, words: str, **how: object) -> None:
        found = spoilt(name, change, **how)
        assert sorted({each.rule for each in found}) == sorted(rules.split()), [str(each) for each in found]
        assert any(words in each.message for each in found if each.rule == rules[:4]), [str(each) for each in found]

    return verify


@pytest.fixture
def passes():
    """After a change that the standard allows nothing is found."""

    def verify(name: str, change: Change, **how: object) -> None:
        assert [str(each) for each in spoilt(name, change, **how)] == []

    return verify
