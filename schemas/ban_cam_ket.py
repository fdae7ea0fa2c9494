"""Bản cam kết tu dưỡng, rèn luyện, phấn đấu: what a member commits to for a year, signed by the member, confirmed by the chi bộ.

It is the member's paper, none of the kinds that a body issues: it has no number and no recipients.
"""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.document import LETTER_LIMIT, CacDong, CoQuan, DauThanh, NguoiKy, VanBanThamChieu
from schemas.fields import DoanVan, Dong, Model, Nam, Ngay, NotPrinted, field
from schemas.quyet_dinh_phan_cong import CacNhiemVuGiao, DangVien

_BLANK = "Mỗi dòng một ý; bỏ trống thì in các ý chung."


class CamKetHangNam(Model):
    """The commitment of one member for one year; what the member did not write is said in common words by the template."""

    bien_the: Annotated[Literal["hang_nam"], NotPrinted(), field("Biến thể", "Bản cam kết hằng năm của đảng viên.", "hang_nam")]
    co_quan: Annotated[CoQuan, field("Chi bộ", "Chi bộ nơi đảng viên sinh hoạt và cấp trên của chi bộ.", {})]
    ngay_ban_hanh: Annotated[
        Ngay, NotPrinted(), field("Ngày cam kết", "Ngày đảng viên ký; quyết định áp dụng quy định nào.", "15/01/2027")
    ]
    de_trong_ngay: Annotated[bool, NotPrinted(), field("Để trống ngày", "In “ngày     tháng …” để ghi tay khi ký.", False)] = (
        False
    )
    dia_danh: Annotated[Dong, field("Địa danh", "Tên xã, phường, đặc khu.", "Vân Thượng Sơn")]
    in_hai_mat: Annotated[bool, NotPrinted(), field("In hai mặt", "Lề trái, lề phải đổi bên ở trang chẵn.", False)] = False
    dau_thanh: Annotated[DauThanh | None, NotPrinted(), field("Kiểu đặt dấu thanh", "Bỏ trống: giữ nguyên như đã gõ.", "cu")] = (
        None
    )
    nam: Annotated[Nam, field("Năm", "Năm cam kết.", 2027)]
    dang_vien: Annotated[DangVien, field("Đảng viên", "Người cam kết.", {})]
    tu_tuong: Annotated[
        DoanVan | None,
        field("Tư tưởng chính trị, đạo đức, lối sống", f"Phần I. {_BLANK}", "Nêu gương trong xây dựng nếp sống văn hóa."),
    ] = None
    van_ban: Annotated[
        VanBanThamChieu | None, field("Văn bản phân công", "Quyết định, nghị quyết giao các nhiệm vụ ở phần II.", {})
    ] = None
    co_dinh: Annotated[
        CacNhiemVuGiao, field("Nhiệm vụ cố định", "Phần II, như đã được phân công.", [], max_length=LETTER_LIMIT)
    ] = ()
    mo: Annotated[
        CacNhiemVuGiao, field("Nhiệm vụ theo thời điểm", "Phần II, việc đột xuất, việc từng đợt.", [], max_length=LETTER_LIMIT)
    ] = ()
    nhiem_vu_khac: Annotated[
        DoanVan | None,
        field("Cam kết thêm về nhiệm vụ", "Phần II, chức trách khác ngoài việc chi bộ giao.", "Dạy đủ, dạy đúng chương trình."),
    ] = None
    ren_luyen: Annotated[
        DoanVan | None, field("Rèn luyện", f"Phần III. {_BLANK}", "Học thêm tin học để làm sổ sách trên máy.")
    ] = None
    han_che: Annotated[
        CacDong,
        field(
            "Hạn chế và cách khắc phục",
            "Phần III, mỗi dòng một hạn chế đã nêu khi kiểm điểm, cách khắc phục, thời hạn.",
            ["Báo cáo còn chậm: gửi trước ngày 25 hằng tháng"],
        ),
    ] = ()
    bien_phap: Annotated[
        DoanVan | None, field("Biện pháp thực hiện", f"Phần IV. {_BLANK}", "Lập lịch việc theo tháng, báo tổ trưởng.")
    ] = None
    nguoi_ky: Annotated[NguoiKy, field("Người xác nhận", "Ai ký xác nhận thay mặt chi bộ.", {})]
    xac_nhan_thay: Annotated[
        NguoiKy | None,
        NotPrinted(),
        field("Người xác nhận thay", "Xác nhận bản cam kết của chính người xác nhận nói trên.", {}),
    ] = None


BanCamKet = CamKetHangNam
"""The commitment; it has one variant today."""
