"""The self-score of a meeting on the 100-point frame of its day."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.content.facts import HD_42, attendance, find, joined, key, meeting
from docgen.check.registry import Case, Hit, rule
from docgen.context.meeting import band
from docgen.vietnamese import numbers
from schemas.bien_ban import HopThuongKy
from schemas.meeting import ChamDiem

CLAUSE = "Hướng dẫn 42-HD/BTCTW"
TOP_RATE = 90
"""Phần trăm đảng viên dự: từ mức này mới được điểm tối đa."""


@rule("R-45", "I", "Tỷ lệ đảng viên dự họp", clause="Hướng dẫn 42-HD/BTCTW (thang điểm tự chấm)", grade="P")
def attendance_rate(case: Case) -> Iterator[Hit]:
    """Tỷ lệ dự tính trên số phải dự: tổng số trừ người được miễn, người ở nơi khác, người bị đình chỉ.

    Vì sao: mức cao nhất của nội dung này thường là từ 90%; tỷ lệ thấp cần nêu trong phần tự chấm điểm.
    Đúng: 24/24 đồng chí, đạt 100%.
    Sai: 21/24 đồng chí (87,5%) mà chấm điểm tối đa cho tỷ lệ dự.
    """
    present = attendance(case)
    if present is None or present.phai_du <= 0 or 100 * present.co_mat >= TOP_RATE * present.phai_du:
        return
    rate = numbers.percent(present.co_mat, present.phai_du)
    criteria = case.standard.score.criteria if case.standard.score else ()
    most = [part.max_points for part in criteria if part.ma == "ty_le_du"]
    for path, score in find(case, ChamDiem):
        if most and score.ty_le_du >= most[0]:
            message = f"Tỷ lệ dự {rate} ({present.co_mat}/{present.phai_du}), dưới {TOP_RATE}%, mà chấm điểm tối đa."
            yield Hit(joined(path, "ty_le_du"), message, "Chấm lại phần tỷ lệ dự theo thang của địa phương.")


@rule("R-48a", "W", "Điểm từng phần không quá mức tối đa", clause=f"{CLAUSE}; biểu mẫu tự chấm điểm", grade="P", valid_from=HD_42)
def parts_within_limits(case: Case) -> Iterator[Hit]:
    """Điểm từng phần không quá mức tối đa của phần đó.

    Vì sao: khung chia điểm đang dùng là 5, 5, 10, 40, 5, 30, 5; địa phương có thể chia khác nên chỉ nhắc.
    Đúng: Công tác chuẩn bị 9 điểm (tối đa 10).
    Sai: Công tác chuẩn bị 12 điểm.
    """
    for path, score in find(case, ChamDiem):
        for part in case.standard.score.criteria if case.standard.score else ():
            given = getattr(score, part.ma)
            if given > part.max_points:
                message = f"{part.ten}: {numbers.decimal(given)} điểm, tối đa {part.max_points}."
                yield Hit(joined(path, part.ma), message, "Sửa điểm, hoặc đối chiếu thang điểm của địa phương.")


@rule("R-48b", "E", "Tổng điểm và xếp loại đúng với điểm từng phần", clause=CLAUSE, grade="B", valid_from=HD_42)
def sum_and_band(case: Case) -> Iterator[Hit]:
    """Tổng điểm bằng điểm các phần cộng lại; xếp loại đúng với tổng điểm.

    Vì sao: Tốt từ 90, Khá từ 70, Trung bình từ 50, dưới 50 là Kém; ghi sai mức thì báo cáo lên cấp trên sai theo.
    Đúng: các phần cộng lại 88, xếp loại Khá.
    Sai: các phần cộng lại 88, ghi tổng 90, xếp loại Tốt.
    """
    frame = case.standard.score
    for path, score in find(case, ChamDiem) if frame else ():
        if score.tong is not None and score.tong != score.cong:
            yield Hit(
                joined(path, "tong"),
                f"Tổng điểm ghi {numbers.decimal(score.tong)}, các phần cộng lại là {numbers.decimal(score.cong)}.",
                "Sửa điểm từng phần, hoặc bỏ trống để chương trình cộng.",
            )
        earned = band(score, frame) if frame else ""
        if score.xep_loai is not None and key(score.xep_loai) != key(earned):
            yield Hit(
                joined(path, "xep_loai"),
                f"Xếp loại ghi “{score.xep_loai}”, {numbers.decimal(score.cong)} điểm là “{earned}”.",
                "Sửa xếp loại, hoặc bỏ trống để chương trình xếp.",
            )


@rule("R-49", "I", "Có người chấm điểm, có biểu quyết", clause=CLAUSE, grade="C", valid_from=HD_42)
def scored_by_somebody_named(case: Case) -> Iterator[Hit]:
    """Bí thư phân công một người chấm điểm; chi bộ biểu quyết kết quả chấm.

    Vì sao: người chủ trì tự chấm cho buổi họp của mình thì không khách quan.
    Đúng: Người được phân công chấm: Lục Thị Ngân.
    Sai: không ghi ai chấm.
    """
    held = meeting(case)
    for path, score in find(case, ChamDiem):
        if score.nguoi_cham is None:
            yield Hit(joined(path, "nguoi_cham"), "Chưa ghi người được phân công chấm điểm.", "Ghi họ tên người chấm.")
        elif held and key(score.nguoi_cham) == key(held.chu_tri.ho_ten):
            yield Hit(
                joined(path, "nguoi_cham"), f"Đồng chí {score.nguoi_cham} vừa chủ trì vừa chấm điểm.", "Phân công người khác."
            )
        if isinstance(case.document, HopThuongKy) and not _is_voted(case.document):
            yield Hit("bieu_quyet", "Chưa ghi biểu quyết kết quả chấm điểm.", "Ghi một nội dung biểu quyết về điểm tự chấm.")


def _is_voted(document: HopThuongKy) -> bool:
    words = ("chấm điểm", "xếp loại", "chất lượng")
    return any(word in vote.noi_dung.lower() for vote in document.bieu_quyet for word in words)
