"""When and how long people meet, and what follows a meeting (Hướng dẫn 42-HD/BTCTW)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from docgen.check.content.facts import HD_42, HINT, group, is_cell, meeting
from docgen.check.registry import Case, Hit, rule
from docgen.vietnamese import dates
from schemas.ban_cam_ket import CamKetHangNam
from schemas.bien_ban import HopChiUy, HopThuongKy, SinhHoatChuyenDe
from schemas.document import LoaiChiBo
from schemas.nghi_quyet import KetLuan, NhiemVuNam, ThuongKy
from schemas.quyet_dinh_phan_cong import CaNhan, DanhSach
from schemas.thong_bao import ThongBaoPhanCong

CLAUSE = "Hướng dẫn 42-HD/BTCTW"
FIRST_WEEK = 7
LEAST_MINUTES = 90
LEAST_MINUTES_WITH_SUBJECT = 120

_MONTHLY = (ThuongKy, KetLuan, HopThuongKy)
_SUBJECT = re.compile(r"(?:sinh hoạt )?chuyên đề", re.IGNORECASE)
_MONTHLY_WORDS = re.compile(r"thường kỳ|nhiệm vụ tháng|nghị quyết tháng", re.IGNORECASE)


@rule("R-40", "W", "Sinh hoạt thường kỳ vào ngày 03, tuần đầu tháng", clause=CLAUSE, grade="B", valid_from=HD_42)
def day_of_meeting(case: Case) -> Iterator[Hit]:
    """Chi bộ sinh hoạt thường kỳ vào ngày 03 hằng tháng; trùng ngày nghỉ hoặc có lý do thì trong tuần đầu của tháng.

    Vì sao: cùng một ngày thì cấp ủy cấp trên dự và theo dõi được; họp ngoài tuần đầu phải có lý do và báo cáo.
    Đúng: họp ngày 03/11/2026; hoặc 04/01/2027 vì ngày 03 là Chủ nhật.
    Sai: họp ngày 15/11/2026.
    """
    if isinstance(case.document, _MONTHLY) and is_cell(case) and case.document.cuoc_hop.ngay.day > FIRST_WEEK:
        yield Hit(
            "cuoc_hop.ngay",
            f"Họp ngày {dates.short(case.document.cuoc_hop.ngay)}, ngoài tuần đầu của tháng (ngày sinh hoạt là ngày 03).",
            "Xem lại ngày họp; nếu đúng thì báo cáo cấp ủy cấp trên và ghi lý do.",
        )


@rule("R-41", "W", "Sinh hoạt thường kỳ ít nhất 90 phút", clause=CLAUSE, grade="B", valid_from=HD_42)
def length_of_meeting(case: Case) -> Iterator[Hit]:
    """Kỳ sinh hoạt thường kỳ ít nhất 90 phút, cùng buổi với chuyên đề ít nhất 120 phút.

    Vì sao: họp ngắn thì không đủ kiểm điểm, thảo luận, giao việc. Chi bộ ít đảng viên theo quy định của cấp ủy có thẩm quyền;
    lực lượng vũ trang có quy định riêng.
    Đúng: 19 giờ 30 đến 21 giờ 15 (105 phút).
    Sai: 19 giờ 30 đến 20 giờ 15 (45 phút).
    """
    document = case.document
    if not isinstance(document, _MONTHLY) or not is_cell(case) or document.co_quan.loai_hinh is LoaiChiBo.LUC_LUONG_VU_TRANG:
        return
    minutes, with_subject = document.cuoc_hop.so_phut, _holds_subject(document)
    least = LEAST_MINUTES_WITH_SUBJECT if with_subject else LEAST_MINUTES
    if minutes is not None and 0 < minutes < least:
        joint = " cùng buổi với chuyên đề" if with_subject else ""
        yield Hit(
            "cuoc_hop.ket_thuc",
            f"Cuộc họp dài {minutes} phút; sinh hoạt thường kỳ{joint} ít nhất {least} phút.",
            "Xem lại giờ; chi bộ ít đảng viên thì theo quy định của cấp ủy có thẩm quyền.",
        )


def _holds_subject(document: object) -> bool:
    return isinstance(document, HopThuongKy) and any(_SUBJECT.search(item) for item in document.chuong_trinh)


@rule("R-42", "W", "Sinh hoạt chuyên đề không thay thường kỳ", clause=CLAUSE, grade="B", valid_from=HD_42)
def subject_apart(case: Case) -> Iterator[Hit]:
    """Sinh hoạt chuyên đề không thay và không lồng vào sinh hoạt thường kỳ; cùng buổi thì làm xong từng phần.

    Vì sao: mỗi quý ít nhất một kỳ chuyên đề; lồng vào họp tháng thì chuyên đề chỉ còn vài phút. Mỗi phần một biên bản.
    Đúng: biên bản chuyên đề chỉ có phần trình bày, thảo luận, kết luận về chuyên đề.
    Sai: biên bản chuyên đề có mục “Kiểm điểm nghị quyết tháng 10”.
    """
    document = case.document
    if isinstance(document, SinhHoatChuyenDe):
        for index, item in enumerate(document.chuong_trinh):
            if _MONTHLY_WORDS.search(item):
                message = f"Chương trình sinh hoạt chuyên đề có nội dung thường kỳ: “{item}”."
                yield Hit(f"chuong_trinh.{index}", message, "Chuyển sang biên bản họp thường kỳ.")
    elif _holds_subject(document):
        message = "Chương trình họp thường kỳ có phần chuyên đề."
        yield Hit("chuong_trinh", message, "Làm xong từng phần; lập biên bản riêng cho chuyên đề.", HINT)


@rule("R-44", "W", "Chi ủy họp trước chi bộ", clause=CLAUSE, grade="B", valid_from=HD_42)
def chi_uy_meets_first(case: Case) -> Iterator[Hit]:
    """Chi ủy họp trước kỳ sinh hoạt chi bộ của tháng đó để thống nhất nội dung.

    Vì sao: chi ủy chuẩn bị dự thảo và việc cần biểu quyết; họp sau chi bộ là hợp thức hóa.
    Đúng: chi ủy họp ngày 31/10/2026 cho kỳ tháng 11/2026.
    Sai: chi ủy họp ngày 20/11/2026 cho kỳ tháng 11/2026.
    """
    document = case.document
    if isinstance(document, HopChiUy) and document.cuoc_hop.ngay > dt.date(document.ky.nam, document.ky.thang, FIRST_WEEK):
        month = dates.month_year((document.ky.thang, document.ky.nam))
        yield Hit(
            "cuoc_hop.ngay",
            f"Chi ủy họp ngày {dates.short(document.cuoc_hop.ngay)} cho kỳ tháng {month}, sau kỳ sinh hoạt chi bộ.",
            "Xem lại ngày họp hoặc kỳ họp; chi ủy họp trước ngày sinh hoạt chi bộ.",
        )


@rule("R-47", "W", "Đảng ủy họp có ít nhất hai phần ba", clause="Quyết định 302-QĐ/TW (quy chế mẫu)", grade="P")
def committee_present(case: Case) -> Iterator[Hit]:
    """Cuộc họp của đảng ủy, ban thường vụ có ít nhất hai phần ba số ủy viên dự.

    Vì sao: quy chế làm việc mẫu của đảng ủy đặt mức này; thiếu người thì hoãn họp.
    Đúng: 10/15 ủy viên dự.
    Sai: 9/15 ủy viên dự.
    """
    present = group(case)
    if present and not is_cell(case) and 3 * present.co_mat < 2 * present.phai_du:
        message = f"Có mặt {present.co_mat}/{present.phai_du}, chưa đủ hai phần ba."
        yield Hit("cuoc_hop.thanh_phan", message, "Xem lại số có mặt; đối chiếu quy chế làm việc.")


@rule("R-50", "W", "Kỳ, năm của văn bản khớp với ngày", clause="Lỗi thường gặp khi thẩm định văn bản", grade="P")
def period_fits_the_day(case: Case) -> Iterator[Hit]:
    """Tháng, năm nêu trong trích yếu khớp với ngày họp hoặc ngày bắt đầu thực hiện.

    Vì sao: dùng lại tệp tháng trước, năm trước hay để sót kỳ cũ.
    Đúng: nghị quyết tháng 11/2026, họp ngày 03/11/2026.
    Sai: nghị quyết tháng 10/2026, họp ngày 03/11/2026.
    """
    document, held = case.document, meeting(case)
    if isinstance(document, (*_MONTHLY, HopChiUy)) and held:
        months = (held.ngay.year - document.ky.nam) * 12 + held.ngay.month - document.ky.thang
        if months not in ({-1, 0} if isinstance(document, HopChiUy) else {0}):
            month = dates.month_year((document.ky.thang, document.ky.nam))
            yield Hit("ky", f"Kỳ ghi tháng {month} nhưng họp ngày {dates.short(held.ngay)}.", "Sửa kỳ họp hoặc ngày họp.")
    elif isinstance(document, NhiemVuNam) and not 0 <= document.nam - document.ngay_ban_hanh.year <= 1:
        message = f"Nghị quyết năm {document.nam} nhưng ban hành ngày {dates.short(document.ngay_ban_hanh)}."
        yield Hit("nam", message, "Sửa năm hoặc ngày ban hành.")
    elif isinstance(document, CamKetHangNam) and not 0 <= document.nam - document.ngay_ban_hanh.year <= 1:
        message = f"Cam kết năm {document.nam} nhưng ngày cam kết là {dates.short(document.ngay_ban_hanh)}."
        yield Hit("nam", message, "Sửa năm hoặc ngày cam kết.")
    elif isinstance(document, CaNhan | DanhSach | ThongBaoPhanCong) and document.nam != document.tu_ngay.year:
        message = f"Phân công năm {document.nam} nhưng thực hiện từ ngày {dates.short(document.tu_ngay)}."
        yield Hit("nam", message, "Sửa năm hoặc ngày bắt đầu.")


@rule("R-51", "E", "Giờ kết thúc sau giờ bắt đầu", clause="Số liệu trong biên bản phải khớp", grade="B")
def end_after_start(case: Case) -> Iterator[Hit]:
    """Cuộc họp kết thúc sau khi bắt đầu, trong cùng một ngày.

    Vì sao: văn bản in “kết thúc cùng ngày”; giờ ngược thì biên bản không có giá trị chứng minh.
    Đúng: bắt đầu 19 giờ 30, kết thúc 21 giờ 15.
    Sai: bắt đầu 19 giờ 30, kết thúc 09 giờ 15.
    """
    held = meeting(case)
    if held and held.bat_dau and held.ket_thuc and (held.so_phut or 0) <= 0:
        start, end = (dates.clock(moment.hour, moment.minute) for moment in (held.bat_dau, held.ket_thuc))
        yield Hit("cuoc_hop.ket_thuc", f"Kết thúc {end}, không sau giờ bắt đầu {start}.", "Sửa lại giờ, ghi theo 24 giờ.")
