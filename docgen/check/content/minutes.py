"""Whether minutes and monthly resolutions hold what an inspector looks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content.facts import key, meeting, shown
from docgen.check.registry import Case, Hit, rule
from schemas.bien_ban import BienBanChung, DaiHoiChiBo, HopThuongKy, SinhHoatChuyenDe
from schemas.nghi_quyet import ThuongKy

CLAUSE = "Hướng dẫn 42-HD/BTCTW (ghi biên bản)"

_NOT_DONE = re.compile(r"\b(?:chưa|không|chậm|dở dang)\b", re.IGNORECASE)
_REASON = re.compile(r"\b(?:do|vì|nguyên nhân|bởi)\b|\d", re.IGNORECASE)


@rule("R-54", "W", "Chủ trì và thư ký là hai người", clause=CLAUSE, grade="P")
def chair_and_clerk(case: Case) -> Iterator[Hit]:
    """Người chủ trì và người ghi biên bản là hai người; ở đại hội, người chủ trì ở trong đoàn chủ tịch.

    Vì sao: biên bản có hai chữ ký để người này xác nhận cho người kia.
    Đúng: chủ trì Hoàng Đình Khải, thư ký Vi Văn Quyền.
    Sai: chủ trì và thư ký đều là Hoàng Đình Khải.
    """
    held, document = meeting(case), case.document
    if held is None:
        return
    if key(held.chu_tri.ho_ten) == key(held.thu_ky.ho_ten):
        message = f"Đồng chí {held.thu_ky.ho_ten} vừa chủ trì vừa ghi biên bản."
        yield Hit("cuoc_hop.thu_ky.ho_ten", message, "Cử người khác ghi biên bản.")
    if isinstance(document, DaiHoiChiBo):
        roles = (("chu_tri", "doan_chu_tich", "đoàn chủ tịch"), ("thu_ky", "doan_thu_ky", "thư ký đại hội"))
        for role, panel, words in roles:
            name, members = getattr(held, role).ho_ten, getattr(document, panel)
            if members and key(name) not in {key(member.ho_ten) for member in members}:
                yield Hit(f"cuoc_hop.{role}.ho_ten", f"Đồng chí {name} không có tên trong {words}.", "Xem lại danh sách.")


@rule("R-56", "W", "Biên bản ghi tên và ý kiến người phát biểu", clause=CLAUSE, grade="P")
def named_speakers(case: Case) -> Iterator[Hit]:
    """Biên bản ghi tên từng người phát biểu, ý chính của người đó, ai có ý kiến khác.

    Vì sao: biên bản mỏng, không có ý kiến thảo luận là điểm trừ lớn khi chấm chất lượng sinh hoạt.
    Đúng: Đồng chí Bùi Quang Vịnh: đề nghị làm đường Xóm Giữa trước.
    Sai: không ghi ý kiến của ai.
    """
    if isinstance(case.document, HopThuongKy | SinhHoatChuyenDe) and not case.document.thao_luan:
        yield Hit("thao_luan", "Biên bản chưa ghi ý kiến thảo luận nào.", "Ghi tên và ý chính của từng người phát biểu.")


@rule("R-57", "W", "Biên bản ghi giờ bắt đầu, giờ kết thúc", clause=CLAUSE, grade="P")
def hours_in_minutes(case: Case) -> Iterator[Hit]:
    """Biên bản ghi giờ bắt đầu và giờ kết thúc.

    Vì sao: thời lượng là một tiêu chí chấm điểm; không ghi giờ thì không chứng minh được.
    Đúng: bắt đầu 19 giờ 30, kết thúc 21 giờ 15.
    Sai: chỉ ghi ngày họp.
    """
    held = meeting(case)
    if held is None or not isinstance(case.document, BienBanChung):
        return
    for field, words in (("bat_dau", "giờ bắt đầu"), ("ket_thuc", "giờ kết thúc")):
        if getattr(held, field) is None:
            yield Hit(f"cuoc_hop.{field}", f"Biên bản chưa ghi {words}.", f"Ghi {words}.")


@rule("R-58", "W", "Kết luận có người thực hiện", clause=CLAUSE, grade="P")
def conclusions_have_tasks(case: Case) -> Iterator[Hit]:
    """Biên bản họp thường kỳ có kết luận thì có phân công thực hiện, và được đọc lại để thông qua.

    Vì sao: kết luận mà không giao ai làm thì không thành việc; biên bản chưa đọc lại thì chưa ai xác nhận.
    Đúng: ba kết luận, sáu việc có người và thời hạn; 21/21 đồng chí nhất trí với biên bản.
    Sai: ba kết luận, phần phân công để trống.
    """
    document = case.document
    if not isinstance(document, HopThuongKy):
        return
    if document.ket_luan and not document.nhiem_vu:
        message = f"Có {len(document.ket_luan)} kết luận nhưng chưa phân công ai thực hiện."
        yield Hit("nhiem_vu", message, "Ghi việc, người, thời hạn cho từng kết luận.")
    if document.thong_qua is None:
        yield Hit("thong_qua", "Biên bản chưa ghi việc đọc lại và thông qua.", "Ghi số người nhất trí khi thư ký đọc lại.")


@rule("R-59", "I", "Đánh giá tháng trước đủ phần", clause="Hướng dẫn 42-HD/BTCTW", grade="P")
def review_of_last_month(case: Case) -> Iterator[Hit]:
    """Nghị quyết thường kỳ đối chiếu từng việc tháng trước, nêu hạn chế, và nguyên nhân của việc chưa xong.

    Vì sao: đoàn kiểm tra lấy bảng đối chiếu này để xem nghị quyết trước có được thực hiện không.
    Đúng: “Đạt 26/30 hộ, chậm do thiếu thùng”.
    Sai: “Chưa hoàn thành”.
    """
    document = case.document
    if isinstance(document, ThuongKy):
        if not document.danh_gia.viec_thang_truoc:
            yield Hit("danh_gia.viec_thang_truoc", "Chưa đối chiếu nhiệm vụ tháng trước.", "Chép từng việc và ghi kết quả.")
        if not document.danh_gia.han_che:
            yield Hit("danh_gia.han_che", "Chưa nêu hạn chế nào.", "Xem lại; nếu thật không có thì giữ nguyên.")
    owner, path = (document.danh_gia, "danh_gia.") if isinstance(document, ThuongKy) else (document, "")
    for index, work in enumerate(getattr(owner, "viec_thang_truoc", ())):
        if _NOT_DONE.search(work.ket_qua) and not _REASON.search(work.ket_qua):
            message = f"Kết quả {shown(work.ket_qua)} chưa nêu nguyên nhân."
            yield Hit(f"{path}viec_thang_truoc.{index}.ket_qua", message, "Ghi số liệu đã đạt và nguyên nhân.")
