"""Days in their order: meeting, resolution, decision, time of the assignment (R-43, R-85)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from docgen.check.content.facts import HD_42, WARN, find, is_cell, is_resolution, joined
from docgen.check.registry import Case, Hit, rule
from docgen.vietnamese import dates
from schemas.bien_ban import BienBanChung
from schemas.document import VanBanThamChieu
from schemas.quyet_dinh_phan_cong import QuyetDinhChung
from schemas.thong_bao import ThongBaoPhanCong

CLAUSE = "Hướng dẫn 42-HD/BTCTW"
DAYS_TO_PUBLISH = 2

_EVENTS = {
    "cuoc_hop.ngay": "cuộc họp",
    "ngay_dai_hoi": "đại hội",
    "ngay": "kiểm phiếu",
    "ngay_thong_qua": "hội nghị thông qua",
}


@rule("R-85a", "E", "Văn bản không trước cuộc họp và văn bản viện dẫn", clause=CLAUSE, grade="B")
def not_before_its_cause(case: Case) -> Iterator[Hit]:
    """Ngày văn bản không trước ngày họp và không trước ngày của nghị quyết, quyết định mà nó dựa vào.

    Vì sao: nghị quyết có trước cuộc họp, quyết định có trước nghị quyết là sai quy trình.
    Đúng: họp 03/11/2026, nghị quyết 04/11/2026; nghị quyết 04/12/2026, quyết định 25/12/2026.
    Sai: họp 03/11/2026, nghị quyết 02/11/2026.
    """
    day = case.document.ngay_ban_hanh
    for path, event in _EVENTS.items():
        held = _day_at(case.document, path)
        if held and held > day:
            message = f"Văn bản ngày {dates.short(day)}, trước ngày {event} {dates.short(held)}."
            yield Hit("ngay_ban_hanh", message, "Sửa ngày ban hành hoặc ngày họp.")
    for path, reference in find(case, VanBanThamChieu):
        if reference.ngay > day:
            message = f"{reference.loai} được nhắc đến ngày {dates.short(reference.ngay)}, sau ngày văn bản {dates.short(day)}."
            yield Hit(joined(path, "ngay"), message, "Sửa ngày của một trong hai văn bản.")


def _day_at(document: object, path: str) -> dt.date | None:
    found: object = document
    for name in path.split("."):
        found = getattr(found, name, None)
    return found if isinstance(found, dt.date) else None


@rule("R-43", "W", "Kết quả ban hành, đăng trong 02 ngày sau cuộc họp", clause=CLAUSE, grade="B", valid_from=HD_42)
def issued_in_two_days(case: Case) -> Iterator[Hit]:
    """Nghị quyết, kết luận, biên bản của chi bộ mang ngày không quá 02 ngày sau cuộc họp.

    Vì sao: kết quả sinh hoạt phải hoàn thiện, đăng trong 02 ngày; ngày văn bản xa ngày họp là bằng chứng chậm.
    Đúng: họp 03/11/2026, nghị quyết ngày 04/11/2026.
    Sai: họp 03/11/2026, nghị quyết ngày 10/11/2026.
    """
    document = case.document
    held = _day_at(document, "cuoc_hop.ngay")
    if held is None or not is_cell(case) or not (is_resolution(case) or isinstance(document, BienBanChung)):
        return
    late = (document.ngay_ban_hanh - held).days
    if late > DAYS_TO_PUBLISH:
        message = f"Văn bản ngày {dates.short(document.ngay_ban_hanh)}, {late} ngày sau cuộc họp {dates.short(held)}."
        yield Hit("ngay_ban_hanh", message, f"Ban hành trong 0{DAYS_TO_PUBLISH} ngày sau cuộc họp.")


@rule("R-85b", "E", "Ngày kết thúc phân công sau ngày bắt đầu", clause="Điều lệ Đảng; thông lệ soạn thảo quyết định", grade="B")
def time_of_assignment(case: Case) -> Iterator[Hit]:
    """Thời gian phân công kết thúc sau khi bắt đầu, và không bắt đầu trước ngày quyết định.

    Vì sao: quyết định có hiệu lực từ ngày ký; giao việc lùi ngày thì người nhận không thể làm.
    Đúng: quyết định 25/12/2026, từ 01/01/2027 đến 31/12/2027.
    Sai: từ 31/12/2027 đến 01/01/2027.
    """
    document = case.document
    if not isinstance(document, QuyetDinhChung | ThongBaoPhanCong):
        return
    if document.den_ngay and document.den_ngay < document.tu_ngay:
        message = f"Phân công từ ngày {dates.short(document.tu_ngay)} đến ngày {dates.short(document.den_ngay)}."
        yield Hit("den_ngay", message, "Sửa ngày kết thúc cho sau ngày bắt đầu.")
    if isinstance(document, QuyetDinhChung) and document.tu_ngay < document.ngay_ban_hanh:
        message = (
            f"Phân công từ ngày {dates.short(document.tu_ngay)}, trước ngày quyết định {dates.short(document.ngay_ban_hanh)}."
        )
        yield Hit("tu_ngay", message, "Bắt đầu từ ngày quyết định hoặc sau đó.", WARN)
