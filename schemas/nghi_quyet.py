"""Nghị quyết and kết luận: what a chi bộ decides, divided by I, 1, a - never by Điều.

Variants: the monthly meeting (nghị quyết, or kết luận where the meeting issues one instead), a thematic resolution, the year's
tasks, a congress.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.document import LETTER_LIMIT, CacCanCu, CacDong, ChiBoDaiHoi, NguoiKy, VanBanDang
from schemas.election import CacKetQuaBau
from schemas.fields import DoanVan, Dong, Model, Nam, Ngay, NotPrinted, SoLuong, field
from schemas.meeting import BieuQuyet, CacKetQua, CacNguoi, CacNhiemVu, ChamDiem, CuocHop

LIMIT = 500


class KyHop(Model):
    """The month that a resolution is for."""

    thang: Annotated[int, field("Tháng", "Tháng mà nghị quyết lãnh đạo.", 11, ge=1, le=12)]
    nam: Annotated[Nam, field("Năm", "Năm của tháng đó.", 2026)]


class LinhVuc(Model):
    """What was done, or is to be done, in one field of work."""

    ten: Annotated[Dong, field("Lĩnh vực", "Tên lĩnh vực, viết gọn.", "Kinh tế, xây dựng nông thôn mới")]
    noi_dung: Annotated[
        DoanVan, field("Nội dung", "Có số liệu cụ thể; mỗi dòng in thành một đoạn.", "Bê tông hóa 120 m đường Xóm Dưới.")
    ]


class CongViec(Model):
    """One unit or person and what it has to see to."""

    don_vi: Annotated[Dong, field("Tổ chức, cá nhân", "Ai chịu trách nhiệm.", "Chi ủy")]
    noi_dung: Annotated[
        DoanVan, field("Trách nhiệm", "Làm gì, báo cáo ai, khi nào.", "Theo dõi, kiểm tra việc thực hiện nghị quyết.")
    ]


class ChiTieu(Model):
    """One target with its unit and planned value."""

    ten: Annotated[Dong, field("Chỉ tiêu", "Tên chỉ tiêu đo được.", "Hộ đạt danh hiệu Gia đình văn hóa")]
    don_vi: Annotated[Dong | None, field("Đơn vị tính", "%, hộ, người, m.", "%")] = None
    ke_hoach: Annotated[Dong, field("Kế hoạch", "Số phải đạt.", "97")]


class ChiTieuNam(ChiTieu):
    """A target of the year beside what was reached last year."""

    ket_qua_nam_truoc: Annotated[Dong | None, field("Kết quả năm trước", "Số đạt được năm trước.", "95,8")] = None


CacLinhVuc = Annotated[tuple[LinhVuc, ...], Field(max_length=LIMIT)]
CacCongViec = Annotated[tuple[CongViec, ...], Field(max_length=LIMIT)]
CacChiTieu = Annotated[tuple[ChiTieu, ...], Field(max_length=LIMIT)]


class DanhGiaThang(Model):
    """Part I of a monthly resolution: what became of last month's."""

    tu_tuong: Annotated[
        DoanVan, field("Tình hình tư tưởng, nhận thức", "Tư tưởng đảng viên, dư luận nhân dân.", "Đảng viên yên tâm công tác.")
    ]
    linh_vuc: Annotated[CacLinhVuc, field("Kết quả theo lĩnh vực", "Mỗi lĩnh vực một mục.", [], max_length=LETTER_LIMIT)] = ()
    viec_thang_truoc: Annotated[
        CacKetQua, field("Đối chiếu nhiệm vụ tháng trước", "Mỗi việc của nghị quyết trước một dòng.", [])
    ] = ()
    bieu_duong: Annotated[CacDong, field("Biểu dương", "Tập thể, cá nhân và lý do.", ["Đồng chí Hứa Thị Lưu"])] = ()
    nhac_nho: Annotated[CacDong, field("Nhắc nhở", "Ai, việc gì.", ["Đồng chí Nguyễn Hữu Chất vắng không lý do"])] = ()
    han_che: Annotated[CacDong, field("Hạn chế", "Mỗi dòng một hạn chế.", ["Còn 14 hộ chưa nộp quỹ khuyến học"])] = ()
    nguyen_nhan: Annotated[
        DoanVan | None, field("Nguyên nhân", "Nguyên nhân của hạn chế.", "Việc đôn đốc chưa thường xuyên.")
    ] = None


class NghiQuyetChung(VanBanDang):
    """What every resolution and conclusion of a meeting carries."""

    nguoi_ky: Annotated[NguoiKy, field("Người ký", "Ai ký văn bản.", {})]


class ThuongKy(NghiQuyetChung):
    """Monthly resolution (domain structure: review, tasks, who does what, self-score)."""

    bien_the: Annotated[Literal["thuong_ky"], NotPrinted(), field("Biến thể", "Nghị quyết thường kỳ hằng tháng.", "thuong_ky")]
    ky: Annotated[KyHop, field("Nghị quyết tháng", "Tháng, năm mà nghị quyết lãnh đạo.", {})]
    cuoc_hop: Annotated[CuocHop, field("Cuộc họp", "Cuộc họp đã thông qua nghị quyết.", {})]
    dang_phi: Annotated[Dong | None, field("Thu đảng phí", "Số người đã đóng, số tiền.", "24/24 đồng chí đã đóng")] = None
    danh_gia: Annotated[DanhGiaThang, field("Đánh giá tháng trước", "Phần I của nghị quyết.", {})]
    phuong_huong: Annotated[
        DoanVan | None, field("Phương hướng chung", "Trọng tâm của tháng, nếu có.", "Tập trung thu hoạch vụ mùa.")
    ] = None
    nhiem_vu: Annotated[
        CacNhiemVu, field("Nhiệm vụ tháng này", "Mỗi việc đủ người, sản phẩm, thời hạn, kiểm tra.", [], min_length=1)
    ]
    to_chuc: Annotated[CacCongViec, field("Tổ chức thực hiện", "Chi ủy, đoàn thể, đảng viên làm gì.", [])] = ()
    tu_cham_diem: Annotated[ChamDiem | None, field("Tự chấm điểm buổi sinh hoạt", "Có thể ghi ở biên bản thay vì ở đây.", {})] = (
        None
    )
    bieu_quyet: Annotated[BieuQuyet, field("Biểu quyết thông qua", "Kết quả biểu quyết nghị quyết này.", {})]


class NoiDungKetLuan(Model):
    """What the meeting concluded on one matter, and the tasks that follow."""

    ten: Annotated[Dong, field("Vấn đề", "Việc được kết luận.", "Chủ trương bê tông hóa đoạn Xóm Giữa")]
    ket_luan: Annotated[DoanVan, field("Kết luận", "Thống nhất hay không, làm thế nào.", "Chưa thông qua; xây dựng lại dự toán.")]
    nhiem_vu: Annotated[CacNhiemVu, field("Việc giao", "Ai làm, với ai, gửi đâu, ngày nào.", [])] = ()


class KetLuan(NghiQuyetChung):
    """Conclusion of a normal meeting, issued instead of a resolution (HD 42-HD/BTCTW allows either)."""

    bien_the: Annotated[Literal["ket_luan"], NotPrinted(), field("Biến thể", "Kết luận cuộc họp chi bộ.", "ket_luan")]
    ky: Annotated[KyHop, field("Kỳ họp tháng", "Tháng, năm của kỳ họp.", {})]
    cuoc_hop: Annotated[CuocHop, field("Cuộc họp", "Cuộc họp đã kết luận.", {})]
    danh_gia: Annotated[DoanVan | None, field("Đánh giá chung", "Kết quả tháng trước, viết gọn.", "Hoàn thành 5/6 việc.")] = None
    noi_dung: Annotated[
        tuple[NoiDungKetLuan, ...], field("Các kết luận", "Mỗi vấn đề một mục.", [], min_length=1, max_length=LIMIT)
    ]
    to_chuc: Annotated[CacCongViec, field("Tổ chức thực hiện", "Ai làm gì.", [])] = ()
    tu_cham_diem: Annotated[ChamDiem | None, field("Tự chấm điểm buổi sinh hoạt", "Có thể ghi ở biên bản.", {})] = None
    bieu_quyet: Annotated[BieuQuyet, field("Biểu quyết thông qua", "Kết quả biểu quyết kết luận này.", {})]


class TinhHinh(Model):
    """Part I of a thematic resolution."""

    ket_qua: Annotated[
        DoanVan, field("Kết quả", "Việc đã làm được, có số liệu.", "Năm 2026 phân công nhiệm vụ cho 24/24 đảng viên.")
    ]
    han_che: Annotated[CacDong, field("Hạn chế", "Mỗi dòng một hạn chế.", ["Còn 3 đảng viên chưa có kế hoạch cá nhân"])] = ()
    nguyen_nhan: Annotated[
        DoanVan | None, field("Nguyên nhân", "Nguyên nhân của hạn chế.", "Chưa xem kỹ hoàn cảnh từng đảng viên.")
    ] = None


class ChuyenDe(NghiQuyetChung):
    """Thematic resolution: situation, aims, tasks, who carries it out."""

    bien_the: Annotated[Literal["chuyen_de"], NotPrinted(), field("Biến thể", "Nghị quyết chuyên đề.", "chuyen_de")]
    trich_yeu: Annotated[Dong, field("Trích yếu", "Bắt đầu bằng “về”.", "về phân công nhiệm vụ cho đảng viên năm 2027")]
    can_cu: Annotated[CacCanCu, field("Căn cứ", "Chọn từ sổ căn cứ hoặc gõ căn cứ riêng.", [])] = ()
    cuoc_hop: Annotated[CuocHop, field("Cuộc họp", "Cuộc họp đã thông qua nghị quyết.", {})]
    tinh_hinh: Annotated[TinhHinh, field("Tình hình và nguyên nhân", "Phần I.", {})]
    quan_diem: Annotated[CacDong, field("Quan điểm", "Mỗi dòng một quan điểm.", ["Đúng người, đúng việc"])] = ()
    muc_tieu: Annotated[DoanVan, field("Mục tiêu chung", "Đích cần đạt.", "Mọi đảng viên thuộc diện phân công đều có nhiệm vụ.")]
    chi_tieu: Annotated[CacChiTieu, field("Chỉ tiêu cụ thể", "Đo được.", [])] = ()
    giai_phap: Annotated[CacLinhVuc, field("Nhiệm vụ, giải pháp", "Phần III, mỗi nhóm một mục.", [], min_length=1)]
    nhiem_vu: Annotated[CacNhiemVu, field("Việc cụ thể", "Bảng việc, người, hạn (nếu có).", [])] = ()
    to_chuc: Annotated[CacCongViec, field("Tổ chức thực hiện", "Phần IV, từng tổ chức, cá nhân.", [], min_length=1)]
    bieu_quyet: Annotated[BieuQuyet, field("Biểu quyết thông qua", "Kết quả biểu quyết nghị quyết này.", {})]


class NhiemVuNam(NghiQuyetChung):
    """The year's tasks: last year's results, targets, tasks by field."""

    bien_the: Annotated[Literal["nhiem_vu_nam"], NotPrinted(), field("Biến thể", "Nghị quyết nhiệm vụ năm.", "nhiem_vu_nam")]
    nam: Annotated[Nam, field("Năm", "Năm mà nghị quyết lãnh đạo.", 2027)]
    can_cu: Annotated[CacCanCu, field("Căn cứ", "Chọn từ sổ căn cứ hoặc gõ căn cứ riêng.", [])] = ()
    cuoc_hop: Annotated[CuocHop, field("Cuộc họp", "Cuộc họp đã thông qua nghị quyết.", {})]
    ket_qua: Annotated[CacLinhVuc, field("Kết quả năm trước", "Mỗi lĩnh vực một mục.", [], min_length=1)]
    han_che: Annotated[CacDong, field("Hạn chế", "Mỗi dòng một hạn chế.", ["Thu nhập giữa các xóm còn chênh lệch"])] = ()
    nguyen_nhan: Annotated[
        DoanVan | None, field("Nguyên nhân", "Nguyên nhân của hạn chế.", "Chỉ đạo có việc chưa quyết liệt.")
    ] = None
    muc_tieu: Annotated[DoanVan, field("Mục tiêu", "Mục tiêu chung của năm.", "Giữ vững chi bộ hoàn thành tốt nhiệm vụ.")]
    chi_tieu: Annotated[tuple[ChiTieuNam, ...], field("Chỉ tiêu chủ yếu", "In thành bảng.", [], min_length=1, max_length=LIMIT)]
    giai_phap: Annotated[CacLinhVuc, field("Nhiệm vụ, giải pháp", "Mỗi lĩnh vực một mục.", [], min_length=1)]
    to_chuc: Annotated[CacCongViec, field("Tổ chức thực hiện", "Từng tổ chức, cá nhân.", [], min_length=1)]
    bieu_quyet: Annotated[BieuQuyet, field("Biểu quyết thông qua", "Kết quả biểu quyết nghị quyết này.", {})]


class DaiHoi(VanBanDang):
    """Resolution of a congress of the chi bộ, signed by the presidium."""

    bien_the: Annotated[Literal["dai_hoi"], NotPrinted(), field("Biến thể", "Nghị quyết đại hội chi bộ.", "dai_hoi")]
    co_quan: Annotated[ChiBoDaiHoi, field("Chi bộ tổ chức đại hội", "Đơn vị và cấp trên của đơn vị.", {})]
    ten_dai_hoi: Annotated[
        Dong, field("Tên đại hội", "Kèm nhiệm kỳ; in ở ô tên cơ quan.", "Đại hội Chi bộ thôn Nà Khoang nhiệm kỳ 2025 - 2030")
    ]
    nhiem_ky_cu: Annotated[Dong, field("Nhiệm kỳ đã qua", "Hai năm nối bằng gạch.", "2022 - 2025")]
    nhiem_ky_moi: Annotated[Dong, field("Nhiệm kỳ mới", "Hai năm nối bằng gạch.", "2025 - 2030")]
    ngay_dai_hoi: Annotated[Ngay, field("Ngày đại hội", "Ngày đại hội họp.", "15/5/2025")]
    dia_diem: Annotated[Dong, field("Địa điểm", "Nơi đại hội họp.", "Nhà văn hóa thôn Nà Khoang")]
    trieu_tap: Annotated[SoLuong, field("Số đảng viên được triệu tập", "Tổng số được triệu tập.", 24)]
    co_mat: Annotated[SoLuong, field("Số đảng viên có mặt", "Số dự đại hội.", 23)]
    doan_chu_tich: Annotated[CacNguoi, field("Đoàn chủ tịch", "Người điều hành đại hội.", [], min_length=1)]
    ket_qua: Annotated[
        DoanVan, field("Kết quả nhiệm kỳ qua", "Thông qua báo cáo với các số liệu chính.", "Hoàn thành 12/13 chỉ tiêu.")
    ]
    han_che: Annotated[CacDong, field("Hạn chế", "Mỗi dòng một hạn chế.", ["Phát triển đảng viên chưa đạt chỉ tiêu"])] = ()
    muc_tieu: Annotated[
        DoanVan, field("Phương hướng, mục tiêu", "Mục tiêu nhiệm kỳ mới.", "Xây dựng chi bộ trong sạch, vững mạnh.")
    ]
    chi_tieu: Annotated[CacChiTieu, field("Chỉ tiêu nhiệm kỳ", "Đo được.", [])] = ()
    giai_phap: Annotated[
        CacLinhVuc, field("Nhiệm vụ, giải pháp", "Mỗi lĩnh vực một mục.", [], min_length=1, max_length=LETTER_LIMIT)
    ]
    kiem_diem: Annotated[
        DoanVan, field("Kiểm điểm chi ủy", "Đại hội nhất trí với báo cáo kiểm điểm nào.", "Nhất trí với báo cáo kiểm điểm.")
    ]
    bau_cu: Annotated[CacKetQuaBau, field("Kết quả bầu cử", "Chi ủy, bí thư, phó bí thư, đại biểu.", [], min_length=1)]
    giao_nhiem_vu: Annotated[
        DoanVan, field("Giao chi ủy khóa mới", "Tổ chức thực hiện nghị quyết.", "Giao chi ủy cụ thể hóa nghị quyết.")
    ]
    bieu_quyet: Annotated[BieuQuyet, field("Biểu quyết thông qua", "Kết quả biểu quyết nghị quyết đại hội.", {})]
    mau_so: Annotated[SoLuong, NotPrinted(), field("Mẫu số biểu quyết", "Số đảng viên chính thức được tính.", 22, ge=1)]
    nguoi_ky: Annotated[NguoiKy, field("Người ký", "Thay mặt đoàn chủ tịch.", {})]


NghiQuyet = Annotated[ThuongKy | KetLuan | ChuyenDe | NhiemVuNam | DaiHoi, Field(discriminator="bien_the")]
"""Any resolution or conclusion; `bien_the` says which."""
