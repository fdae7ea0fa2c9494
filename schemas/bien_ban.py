"""Biên bản: what was said and done in a meeting, as it happened, signed by the clerk and by the chair."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.document import CacDong, ChiBoDaiHoi, VanBanChung
from schemas.election import CacKetQuaBau, KetQuaBau
from schemas.fields import LIST_LIMIT, DoanVan, Dong, HoTen, Model, Ngay, NotPrinted, SoLuong, field
from schemas.meeting import (
    CacBieuQuyet,
    CacHoTen,
    CacKetQua,
    CacNguoi,
    CacNhiemVu,
    ChamDiem,
    CuocHop,
    CuocHopChiUy,
    NguoiThamGia,
    YKien,
)
from schemas.nghi_quyet import KyHop

CacYKien = Annotated[tuple[YKien, ...], Field(max_length=LIST_LIMIT)]


class MucKetLuan(Model):
    """What the chair concluded on one matter."""

    ten: Annotated[Dong, field("Vấn đề", "Việc được kết luận.", "Nhiệm vụ tháng 11/2026")]
    noi_dung: Annotated[DoanVan, field("Kết luận của chủ trì", "Ý chính.", "Thống nhất sáu việc như dự thảo.")]


CacKetLuan = Annotated[tuple[MucKetLuan, ...], Field(max_length=200)]


class ThongQuaBienBan(Model):
    """Reading the minutes back."""

    tan_thanh: Annotated[SoLuong, field("Số người nhất trí", "Khi thư ký đọc lại biên bản.", 21)]
    tong: Annotated[SoLuong, field("Tổng số người nghe đọc", "Số người có mặt lúc đó.", 21, ge=1)]
    y_kien_sua: Annotated[Dong | None, field("Ý kiến sửa", "Sửa chỗ nào; bỏ trống nếu không có.", "Không có ý kiến sửa")] = None


class BienBanChung(VanBanChung):
    """What all minutes of a meeting share."""

    chuong_trinh: Annotated[CacDong, field("Chương trình họp", "Mỗi dòng một nội dung.", ["Kiểm điểm nghị quyết tháng 10"])] = ()
    thao_luan: Annotated[CacYKien, field("Ý kiến thảo luận", "Ghi tên từng người và ý chính; nêu rõ ý kiến khác.", [])] = ()
    ket_luan: Annotated[CacKetLuan, field("Kết luận của chủ trì", "Từng vấn đề.", [])] = ()
    bieu_quyet: Annotated[CacBieuQuyet, field("Biểu quyết", "Từng nội dung với số phiếu.", [])] = ()
    nhiem_vu: Annotated[CacNhiemVu, field("Phân công thực hiện", "Ai, việc gì, hạn nào.", [])] = ()
    thong_qua: Annotated[ThongQuaBienBan | None, field("Thông qua biên bản", "Khi đọc lại cho hội nghị nghe.", {})] = None
    so_trang: Annotated[int | None, field("Số trang biên bản", "Ghi sau khi in thử.", 3, ge=1, le=500)] = None


class HopThuongKy(BienBanChung):
    """Minutes of the monthly meeting of the chi bộ, in the order of Hướng dẫn 42-HD/BTCTW."""

    bien_the: Annotated[Literal["thuong_ky"], NotPrinted(), field("Biến thể", "Biên bản họp chi bộ thường kỳ.", "thuong_ky")]
    ky: Annotated[KyHop, field("Kỳ họp tháng", "Tháng, năm của kỳ họp.", {})]
    cuoc_hop: Annotated[CuocHop, field("Cuộc họp", "Thời gian, địa điểm, thành phần.", {})]
    dang_phi: Annotated[Dong | None, field("Thu đảng phí", "Số người đã đóng, số tiền.", "24/24 đồng chí đã đóng")] = None
    thong_tin: Annotated[
        DoanVan | None, field("Thông tin, quán triệt", "Thời sự, văn bản cấp trên.", "Phổ biến văn bản mới.")
    ] = None
    kiem_diem: Annotated[DoanVan | None, field("Báo cáo kết quả tháng trước", "Phần chi ủy báo cáo.", "Hoàn thành 5/6 việc.")] = (
        None
    )
    viec_thang_truoc: Annotated[CacKetQua, field("Đối chiếu nhiệm vụ tháng trước", "Mỗi việc một dòng.", [])] = ()
    du_kien: Annotated[DoanVan | None, field("Dự kiến nhiệm vụ tháng này", "Phần chi ủy trình.", "Trình sáu việc trọng tâm.")] = (
        None
    )
    tu_cham_diem: Annotated[ChamDiem | None, field("Tự chấm điểm buổi sinh hoạt", "Theo thang 100 điểm.", {})] = None


class HopChiUy(BienBanChung):
    """Minutes of the chi ủy, which meets before the chi bộ does."""

    bien_the: Annotated[Literal["chi_uy"], NotPrinted(), field("Biến thể", "Biên bản họp chi ủy.", "chi_uy")]
    ky: Annotated[KyHop, field("Kỳ họp tháng", "Tháng, năm của kỳ họp.", {})]
    cuoc_hop: Annotated[CuocHopChiUy, field("Cuộc họp", "Thời gian, địa điểm, thành phần.", {})]
    noi_dung: Annotated[
        DoanVan, field("Nội dung chi ủy xem xét", "Các phần bí thư trình bày.", "Đánh giá tháng 10; dự kiến tháng 11.")
    ]


class SinhHoatChuyenDe(BienBanChung):
    """Minutes of a thematic meeting."""

    bien_the: Annotated[Literal["chuyen_de"], NotPrinted(), field("Biến thể", "Biên bản sinh hoạt chuyên đề.", "chuyen_de")]
    ten_chuyen_de: Annotated[Dong, field("Tên chuyên đề", "Tên chuyên đề sinh hoạt.", "Chuyển đổi số ở thôn Nà Khoang")]
    cuoc_hop: Annotated[CuocHop, field("Cuộc họp", "Thời gian, địa điểm, thành phần.", {})]
    nguoi_trinh_bay: Annotated[NguoiThamGia, field("Người trình bày", "Người báo cáo chuyên đề.", {})]
    tom_tat: Annotated[
        DoanVan, field("Tóm tắt chuyên đề", "Ý chính của báo cáo.", "Ba phần: thực trạng, việc cần làm, cách làm.")
    ]


class DaiHoiChiBo(BienBanChung):
    """Minutes of a congress of the chi bộ."""

    bien_the: Annotated[Literal["dai_hoi"], NotPrinted(), field("Biến thể", "Biên bản đại hội chi bộ.", "dai_hoi")]
    co_quan: Annotated[ChiBoDaiHoi, field("Chi bộ tổ chức đại hội", "Đơn vị và cấp trên của đơn vị.", {})]
    ten_dai_hoi: Annotated[Dong, field("Tên đại hội", "Kèm nhiệm kỳ.", "Đại hội Chi bộ thôn Nà Khoang nhiệm kỳ 2025 - 2030")]
    cuoc_hop: Annotated[CuocHop, field("Đại hội", "Thời gian, địa điểm, thành phần.", {})]
    trieu_tap: Annotated[SoLuong, field("Số đảng viên được triệu tập", "Tổng số được triệu tập.", 24)]
    doan_chu_tich: Annotated[CacNguoi, field("Đoàn chủ tịch", "Người điều hành đại hội.", [], min_length=1)]
    doan_thu_ky: Annotated[CacNguoi, field("Thư ký đại hội", "Người ghi biên bản.", [])] = ()
    tham_tra: Annotated[
        DoanVan | None, field("Tình hình đảng viên dự", "Báo cáo tư cách, số dự.", "23/24 đảng viên dự, đủ tư cách.")
    ] = None
    bao_cao: Annotated[DoanVan, field("Các báo cáo", "Báo cáo đã trình bày.", "Báo cáo tổng kết nhiệm kỳ; báo cáo kiểm điểm.")]
    cap_tren: Annotated[
        DoanVan | None, field("Phát biểu của cấp trên", "Ai phát biểu, ý chính.", "Đề nghị chi bộ chú trọng đảng viên trẻ.")
    ] = None
    bau_cu: Annotated[CacKetQuaBau, field("Bầu cử", "Từng lần bầu với số phiếu.", [], min_length=1)]


class BanKiemPhieu(Model):
    """The tellers; none of them is a candidate (R-67)."""

    truong_ban: Annotated[HoTen, field("Trưởng ban", "Ký biên bản kiểm phiếu.", "Bùi Quang Vịnh")]
    uy_vien: Annotated[CacHoTen, field("Ủy viên", "Các thành viên khác.", ["Đàm Thị Hợi", "Lâm Tuấn Kiệt"])] = ()


class KiemPhieu(VanBanChung):
    """Minutes of counting the ballots, in two copies."""

    bien_the: Annotated[Literal["kiem_phieu"], NotPrinted(), field("Biến thể", "Biên bản kiểm phiếu.", "kiem_phieu")]
    hoi_nghi: Annotated[Dong, field("Hội nghị, đại hội", "Nơi diễn ra việc bầu cử.", "Hội nghị Chi bộ thôn Nà Khoang")]
    ngay: Annotated[Ngay, field("Ngày kiểm phiếu", "Ngày bầu cử.", "02/10/2026")]
    dia_diem: Annotated[Dong, field("Địa điểm", "Nơi kiểm phiếu.", "Nhà văn hóa thôn Nà Khoang")]
    trieu_tap: Annotated[SoLuong, field("Số đảng viên được triệu tập", "Tổng số được triệu tập.", 22)]
    co_mat: Annotated[SoLuong, field("Số đảng viên có quyền bầu có mặt", "Đảng viên chính thức có mặt.", 20)]
    ban_kiem_phieu: Annotated[
        BanKiemPhieu, field("Ban kiểm phiếu", "Do hội nghị bầu, không có người trong danh sách bầu cử.", {})
    ]
    ket_qua: Annotated[KetQuaBau, field("Kết quả kiểm phiếu", "Số phiếu và kết quả từng người.", {})]
    so_ban: Annotated[int, field("Số bản lập", "Thường là 02 bản.", 2, ge=1, le=20)] = 2
    chu_tri: Annotated[NguoiThamGia, field("Chủ trì", "Người chủ trì hội nghị.", {})]


BienBan = Annotated[HopThuongKy | HopChiUy | SinhHoatChuyenDe | DaiHoiChiBo | KiemPhieu, Field(discriminator="bien_the")]
"""Any minutes; `bien_the` says which."""
