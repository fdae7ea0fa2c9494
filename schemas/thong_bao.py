"""Thông báo: what a body makes known to many, or the duties of one member that it makes known to him or her."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.document import LETTER_LIMIT, NguoiKy, VanBanDang, VanBanThamChieu
from schemas.fields import LIST_LIMIT, DoanVan, Dong, Model, Nam, Ngay, NotPrinted, field
from schemas.meeting import CacNhiemVu
from schemas.quyet_dinh_phan_cong import CacNhiemVuGiao, DangVien


class DiemThongBao(Model):
    """One point of a notice: a conclusion; when, where and who of a summons."""

    ten: Annotated[Dong, field("Tên mục", "Vấn đề được kết luận, hoặc như “Thời gian”, “Thành phần”.", "Thời gian, địa điểm")]
    noi_dung: Annotated[DoanVan, field("Nội dung mục", "Mỗi dòng một đoạn.", "19 giờ 30 phút, ngày 03/12/2026.")]


class ThongBaoChung(VanBanDang):
    """A notice to many: conclusions of a meeting, a summons, a result."""

    bien_the: Annotated[Literal["chung"], NotPrinted(), field("Biến thể", "Thông báo kết luận, triệu tập, kết quả.", "chung")]
    trich_yeu: Annotated[Dong, field("Trích yếu", "Bắt đầu bằng “về”.", "về kết luận kỳ sinh hoạt chi bộ tháng 11 năm 2026")]
    noi_dung: Annotated[
        DoanVan, field("Mở đầu", "Thông báo về việc gì; mỗi dòng một đoạn.", "Chi ủy triệu tập kỳ sinh hoạt tháng 12/2026.")
    ]
    muc: Annotated[tuple[DiemThongBao, ...], field("Các mục", "Mỗi kết luận, mỗi điểm một mục.", [], max_length=LIST_LIMIT)] = ()
    nhiem_vu: Annotated[CacNhiemVu, field("Việc giao", "Ai làm, sản phẩm gì, ngày nào xong, ai kiểm tra.", [])] = ()
    ket_thuc: Annotated[
        DoanVan | None, field("Câu kết", "Bỏ trống thì in câu chung: để biết, thực hiện.", "Đề nghị các đồng chí dự đúng giờ.")
    ] = None
    nguoi_ky: Annotated[NguoiKy, field("Người ký", "Ai ký thông báo.", {})]


class ThongBaoPhanCong(VanBanDang):
    """A notice to one member of the duties that the chi bộ has given to him or her."""

    bien_the: Annotated[
        Literal["phan_cong"], NotPrinted(), field("Biến thể", "Thông báo nhiệm vụ cho một đảng viên.", "phan_cong")
    ]
    nam: Annotated[Nam, field("Năm", "Năm phân công.", 2027)]
    van_ban: Annotated[
        VanBanThamChieu, field("Văn bản phân công", "Quyết định, nghị quyết của chi bộ đã giao các nhiệm vụ này.", {})
    ]
    tu_ngay: Annotated[Ngay, field("Thực hiện từ ngày", "Ngày bắt đầu phân công.", "01/01/2027")]
    den_ngay: Annotated[Ngay | None, field("Đến ngày", "Ngày kết thúc, bỏ trống nếu không định.", "31/12/2027")] = None
    dang_vien: Annotated[DangVien, field("Đảng viên", "Người được phân công.", {})]
    co_dinh: Annotated[
        CacNhiemVuGiao, field("Nhiệm vụ cố định", "Làm suốt thời gian phân công.", [], min_length=1, max_length=LETTER_LIMIT)
    ]
    mo: Annotated[
        CacNhiemVuGiao, field("Nhiệm vụ theo thời điểm", "Phần mở: việc đột xuất, việc từng đợt.", [], max_length=LETTER_LIMIT)
    ] = ()
    nguoi_ky: Annotated[NguoiKy, field("Người ký", "Ai ký thông báo.", {})]


ThongBao = Annotated[ThongBaoChung | ThongBaoPhanCong, Field(discriminator="bien_the")]
"""Any notice; `bien_the` says which."""
