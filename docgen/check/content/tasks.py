"""Tasks of a meeting and duties of a decision: one person, what comes out, by which day, who checks (R-86)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docgen.check.content.duties import assigned
from docgen.check.content.facts import HINT, find, joined, key, once, says, shown
from docgen.check.registry import Case, Hit, by_part, rule
from docgen.vietnamese import dates
from schemas.meeting import NhiemVu
from schemas.quyet_dinh_phan_cong import DangVien, DanhSach, DienDangVien, DongNhiemVu, QuyetDinhChung
from schemas.thong_bao import ThongBaoPhanCong

CLAUSE = "Chỉ thị 50-CT/TW; yêu cầu “6 rõ” khi giao việc"

_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_MACHINE_DATE = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_VAGUE_TIME = re.compile(r"thường xuyên|kịp thời|sớm nhất|khi có điều kiện|trong thời gian tới", re.IGNORECASE)
_SEVERAL = re.compile(r"[,;/&+]| và ", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"(?:chi (?:ủy|uỷ|bộ|hội|đoàn)|cấp (?:ủy|uỷ)|đảng (?:ủy|uỷ)|tổ|ban|các|toàn thể|tập thể|mọi|đảng viên)\b", re.IGNORECASE
)
_NO_VERB = re.compile(
    r"\d+ |(?:các|những|một số|công tác|nhiệm vụ|tình hình|vấn đề|nội dung|chỉ tiêu|kết quả|đồng chí|việc"
    r"|về (?:việc|công tác|nhiệm vụ))\b",
    re.IGNORECASE,
)
_EMPTY_WORDS = re.compile(
    r"\b(?:(?:thực hiện|tham gia|làm) (?:tốt|nghiêm túc|đầy đủ)|tăng cường|đẩy mạnh|quan tâm|phát huy)\b", re.IGNORECASE
)


_EMPTY_HINTS = ("tốt", "nghiêm túc", "đầy đủ", "tăng cường", "đẩy mạnh", "quan tâm", "phát huy")


_PARTS = {"người chủ trì": "doer", "sản phẩm": "product", "thời hạn": "due", "người kiểm tra": "checker"}


class Job(NamedTuple):
    """A task or duty with the names of its fields, which differ between a meeting and a decision."""

    path: str
    work: str
    by: DangVien | str | None
    product: str | None
    due: str | None
    checker: str | None
    due_field: str
    checker_field: str
    wanted: tuple[str, ...]
    """What has to be said of it."""

    @property
    def doer(self) -> str | None:
        """Who does it."""
        return self.by.ho_ten if isinstance(self.by, DangVien) else self.by


def jobs(case: Case) -> tuple[Job, ...]:
    """Every task and duty of the document but the voluntary ones of exempt members."""
    return once(case, _jobs)


def _jobs(case: Case) -> tuple[Job, ...]:
    found = [_task(path, task) for path, task in find(case, NhiemVu)]
    for _, member, given in assigned(case):
        if member.dien is not DienDangVien.MIEN:
            found += [_duty(path, duty, member) for path, duty in given]
    if isinstance(case.document, DanhSach):
        found += [_duty(f"nhiem_vu_chung.{index}", duty, None) for index, duty in enumerate(case.document.nhiem_vu_chung)]
    return tuple(found)


def _task(path: str, task: NhiemVu) -> Job:
    wanted = ("người chủ trì", "sản phẩm", "thời hạn", "người kiểm tra")
    return Job(path, task.viec, task.chu_tri, task.san_pham, task.thoi_han, task.kiem_tra, "thoi_han", "kiem_tra", wanted)


def _duty(path: str, duty: DongNhiemVu, doer: DangVien | None) -> Job:
    wanted = ("sản phẩm", "thời hạn", "người kiểm tra") if doer else ("sản phẩm", "thời hạn")
    return Job(path, duty.viec, doer, duty.san_pham, duty.han, duty.nguoi_kiem_tra, "han", "nguoi_kiem_tra", wanted)


@rule("R-86a", "W", "Việc ghi đủ người, sản phẩm, thời hạn, kiểm tra", clause=CLAUSE, grade="P")
def complete_task(case: Case) -> Iterator[Hit]:
    """Mỗi việc có một người chủ trì, một sản phẩm, một thời hạn và một người kiểm tra.

    Vì sao: việc giao chung chung thì cuối tháng không ai chịu trách nhiệm, kỳ họp sau không có gì để đối chiếu.
    Đúng: Rà soát 40 hộ; chủ trì Hứa Thị Lưu; sản phẩm: danh sách; hạn 20/11/2026; kiểm tra: Vi Văn Quyền.
    Sai: Rà soát hộ chưa phân loại rác (không ghi ai làm, bao giờ xong).
    """
    for job in jobs(case):
        missing = [what for what in job.wanted if not _is_said(getattr(job, _PARTS[what]))]
        if missing:
            yield Hit(job.path, f"Việc {shown(job.work)} chưa ghi {', '.join(missing)}.", "Ghi thêm các phần còn thiếu.")


@lru_cache(maxsize=4096)
def _is_said(value: str | None) -> bool:
    return value is not None and any(letter.isalnum() for letter in value)


@rule("R-86b", "W", "Thời hạn ghi bằng số, chưa qua", clause=CLAUSE, grade="P")
def clear_deadline(case: Case) -> Iterator[Hit]:
    """Thời hạn ghi ngày, tháng bằng số; không ghi ngày đã qua hoặc ngoài thời gian phân công.

    Vì sao: “thường xuyên”, “kịp thời” không kiểm tra được; ngày đã qua là chép từ văn bản cũ. Việc cả năm được ghi định kỳ.
    Đúng: 20/11/2026; với nhiệm vụ cả năm: Hằng tháng.
    Sai: Thường xuyên; hoặc 20/11/2025 trong nghị quyết ngày 04/11/2026.
    """
    for job in jobs(case):
        if not _is_said(job.due) or job.due is None:
            continue
        path = joined(job.path, job.due_field)
        if job.due_field == "thoi_han" and not any(letter.isdigit() for letter in job.due):
            yield Hit(path, f"Thời hạn ghi {shown(job.due)}.", "Ghi ngày, tháng bằng số.")
        elif _is_vague(job.due):
            yield Hit(path, f"Thời hạn ghi {shown(job.due)}, khó kiểm tra.", "Ghi ngày bằng số hoặc định kỳ.", HINT)
        elif last := _last_date(job.due):
            yield from _out_of_time(path, last, case)


@lru_cache(maxsize=1024)
def _is_vague(words: str) -> bool:
    return _VAGUE_TIME.search(words) is not None


@lru_cache(maxsize=1024)
def _last_date(words: str) -> dt.date | None:
    found = (_day(year, month, day) for day, month, year in _DATE.findall(words))
    return max(filter(None, found), default=None)


def _day(year: str, month: str, day: str) -> dt.date | None:
    """The day, if the calendar has it."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _out_of_time(path: str, last: dt.date, case: Case) -> Iterator[Hit]:
    document = case.document
    if last < document.ngay_ban_hanh:
        message = f"Thời hạn {dates.short(last)} trước ngày văn bản {dates.short(document.ngay_ban_hanh)}."
        yield Hit(path, message, "Sửa lại thời hạn.")
    elif isinstance(document, QuyetDinhChung | ThongBaoPhanCong) and document.den_ngay and last > document.den_ngay:
        message = f"Thời hạn {dates.short(last)} sau ngày kết thúc phân công {dates.short(document.den_ngay)}."
        yield Hit(path, message, "Sửa thời hạn hoặc ngày kết thúc.")


@rule("R-86c", "W", "Người kiểm tra khác người làm", clause=CLAUSE, grade="P")
def checker_is_another(case: Case) -> Iterator[Hit]:
    """Người theo dõi, kiểm tra không phải là người thực hiện.

    Vì sao: tự mình kiểm tra mình thì không phải kiểm tra.
    Đúng: chủ trì Hứa Thị Lưu, kiểm tra Lục Thị Ngân.
    Sai: chủ trì Hứa Thị Lưu, kiểm tra Hứa Thị Lưu.
    """
    for job in jobs(case):
        if job.doer and job.checker and key(job.doer) == key(job.checker):
            message = f"Đồng chí {job.checker} vừa thực hiện vừa kiểm tra việc {shown(job.work)}."
            yield Hit(joined(job.path, job.checker_field), message, "Chọn người kiểm tra khác.")


@rule("R-86d", "W", "Mỗi việc một người chủ trì", clause=CLAUSE, grade="P")
def one_person_leads(case: Case) -> Iterator[Hit]:
    """Người chủ trì là đúng một người, có họ tên.

    Vì sao: nhiều người cùng chủ trì hoặc ghi tên tổ chức thì không rõ ai chịu trách nhiệm; người khác ghi ở phần phối hợp.
    Đúng: chủ trì Hứa Thị Lưu; phối hợp Mông Thị Vượng, Lâm Tuấn Kiệt.
    Sai: chủ trì “Hứa Thị Lưu, Mông Thị Vượng” hoặc “Các đồng chí chi ủy viên”.
    """
    for path, task in find(case, NhiemVu):
        if task.chu_tri is None:
            continue
        if _SEVERAL.search(task.chu_tri):
            fault = "ghi nhiều người"
        elif _NO_PERSON.match(task.chu_tri):
            fault = "không phải tên một người"
        else:
            continue
        message = f"Người chủ trì {shown(task.chu_tri)} {fault}."
        yield Hit(joined(path, "chu_tri"), message, "Ghi họ tên một người; người khác ghi ở phần phối hợp.")


@rule("R-86e", "W", "Việc bắt đầu bằng động từ", clause=CLAUSE, grade="P")
def verb_first(case: Case) -> Iterator[Hit]:
    """Câu giao việc bắt đầu bằng động từ: làm gì.

    Vì sao: bắt đầu bằng danh từ (“Công tác …”) thì không biết phải làm việc gì.
    Đúng: Rà soát, lập danh sách 40 hộ Khu Chợ chưa phân loại rác.
    Sai: Công tác vệ sinh môi trường ở Khu Chợ.
    """
    for job in jobs(case):
        if found := _NO_VERB.match(job.work):
            message = f"Việc bắt đầu bằng “{found[0].strip()}”, không phải động từ: {shown(job.work)}."
            yield Hit(joined(job.path, "viec"), message, "Viết lại: động từ trước, ví dụ “Rà soát …”, “Thu …”, “Tổ chức …”.")


@rule("R-86f", "I", "Việc nói rõ làm gì, bao nhiêu", clause=CLAUSE, grade="P")
@by_part
def measurable_work(case: Case) -> Iterator[Hit]:
    """Câu giao việc có số đo hoặc nói rõ việc làm, không dùng lời chung.

    Vì sao: “tăng cường”, “thực hiện tốt” mà không có số đo thì không đánh giá được là đã xong hay chưa.
    Đúng: Vận động 14 hộ còn lại nộp quỹ khuyến học.
    Sai: Tăng cường công tác khuyến học.
    """
    if not says(case, *_EMPTY_HINTS):
        return
    for job in jobs(case):
        found = _EMPTY_WORDS.search(job.work)
        if found and not any(letter.isdigit() for letter in job.work):
            message = f"Việc dùng lời chung “{found[0]}” mà không có số đo: {shown(job.work)}."
            yield Hit(joined(job.path, "viec"), message, "Ghi rõ làm gì, bao nhiêu, ở đâu.")


@rule("R-86g", "W", "Ngày trong thời hạn có trên lịch, ghi ngày trước", clause=CLAUSE, grade="P")
def real_deadline(case: Case) -> Iterator[Hit]:
    """Ngày ghi trong thời hạn là ngày có trên lịch, theo thứ tự ngày/tháng/năm.

    Vì sao: ô thời hạn ghi chữ tự do nên chương trình không từ chối ngày sai; ngày 31/02 thì không ai làm đúng hạn được.
    Đúng: 25/11/2026.
    Sai: 31/02/2026; hoặc 2026-11-25 (cách ghi của máy).
    """
    for job in jobs(case):
        words, path = job.due or "", joined(job.path, job.due_field)
        for found in _DATE.finditer(words):
            if _day(found[3], found[2], found[1]) is None:
                yield _no_day(path, found[0])
        for found in _MACHINE_DATE.finditer(words):
            if day := _day(found[1], found[2], found[3]):
                message = f"Thời hạn ghi “{found[0]}” theo cách của máy, năm trước ngày sau."
                yield Hit(path, message, f"Ghi {dates.short(day)}.")
            else:
                yield _no_day(path, found[0])


def _no_day(path: str, words: str) -> Hit:
    return Hit(path, f"Thời hạn ghi “{words}”, ngày không có trên lịch.", "Xem lại ngày, tháng.")
