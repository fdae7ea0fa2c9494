"""Quyết định phân công nhiệm vụ: one member, the whole chi bộ with an annex, or a change of an earlier decision."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.document import LETTER_LIMIT, CacCanCu, CacDong, NguoiKy, VanBanDang, VanBanThamChieu
from schemas.fields import LIST_LIMIT, Choice, Dong, HoTen, Model, Nam, Ngay, NotPrinted, SoLuong, field


class LoaiDangVien(Choice):
    """Full or probationary member."""

    CHINH_THUC = "chinh_thuc", "Đảng viên chính thức"
    DU_BI = "du_bi", "Đảng viên dự bị"


class DienDangVien(Choice):
    """State of a member for counting and for assigning duties."""

    THUONG_XUYEN = "sinh_hoat_thuong_xuyen", "Sinh hoạt thường xuyên"
    MIEN = "mien_sinh_hoat", "Được miễn công tác và sinh hoạt đảng"
    TAM_THOI_DI = "sinh_hoat_tam_thoi_noi_khac", "Sinh hoạt tạm thời nơi khác"
    TAM_THOI_DEN = "tam_thoi_den", "Nơi khác đến sinh hoạt tạm thời"
    DINH_CHI = "dinh_chi", "Bị đình chỉ sinh hoạt đảng"
    CHO_CHUYEN = "cho_chuyen", "Chờ chuyển sinh hoạt"


class DongNhiemVu(Model):
    """One duty with the seven things that make it checkable."""

    viec: Annotated[Dong, field("Việc được giao", "Bắt đầu bằng động từ, một câu một việc.", "Phụ trách 6 hộ Xóm Trên")]
    san_pham: Annotated[Dong | None, field("Sản phẩm, minh chứng", "Cái gì chứng minh đã làm.", "Sổ theo dõi hộ")] = None
    han: Annotated[Dong | None, field("Thời hạn, định kỳ", "Ngày bằng số hoặc định kỳ.", "Hằng tháng")] = None
    dia_ban: Annotated[Dong | None, field("Địa bàn", "Nơi phụ trách.", "Xóm Trên")] = None
    so_ho: Annotated[SoLuong | None, field("Số hộ", "Số hộ phụ trách.", 6)] = None
    nguoi_phoi_hop: Annotated[Dong | None, field("Người phối hợp", "Nhiều người cách nhau dấu phẩy.", "Lục Thị Ngân")] = None
    nguoi_kiem_tra: Annotated[HoTen | None, field("Người theo dõi, kiểm tra", "Khác người thực hiện.", "Lục Thị Ngân")] = None
    che_do_bao_cao: Annotated[Dong | None, field("Chế độ báo cáo", "Báo cáo ở đâu, khi nào.", "Tại kỳ sinh hoạt hằng tháng")] = (
        None
    )


CacNhiemVuGiao = Annotated[tuple[DongNhiemVu, ...], Field(max_length=LIST_LIMIT)]


class DangVien(Model):
    """A member as the decision names him or her."""

    ho_ten: Annotated[HoTen, field("Họ và tên", "Như trong hồ sơ đảng viên.", "Đàm Thị Hợi")]
    gioi_tinh: Annotated[Literal["Nam", "Nữ"] | None, NotPrinted(), field("Giới tính", "Nam hoặc Nữ.", "Nữ")] = None
    ngay_sinh: Annotated[Ngay | None, field("Ngày sinh", "Ngày, tháng, năm sinh.", "08/6/1964")] = None
    so_the: Annotated[
        Dong | None, field("Số thẻ đảng viên", "12 chữ số, giữ cả số 0 ở đầu; dự bị chưa có thẻ.", "099164000105", max_length=20)
    ] = None
    ngay_ket_nap: Annotated[Ngay | None, field("Ngày vào Đảng", "Ngày kết nạp.", "14/10/1993")] = None
    ngay_chinh_thuc: Annotated[Ngay | None, field("Ngày chính thức", "Bỏ trống với đảng viên dự bị.", "14/10/1994")] = None
    loai: Annotated[LoaiDangVien, NotPrinted(), field("Loại đảng viên", "Chính thức hoặc dự bị.", "chinh_thuc")] = (
        LoaiDangVien.CHINH_THUC
    )
    dien: Annotated[
        DienDangVien, NotPrinted(), field("Diện sinh hoạt", "Ai được miễn, ai đang ở nơi khác.", "sinh_hoat_thuong_xuyen")
    ] = DienDangVien.THUONG_XUYEN
    chuc_vu_dang: Annotated[Dong | None, field("Chức vụ đảng", "Chức vụ trong chi bộ.", "Tổ trưởng Tổ đảng số 2")] = None
    chuc_vu_khac: Annotated[
        Dong | None, field("Chức vụ, công việc khác", "Chính quyền, đoàn thể, nghề nghiệp.", "Chi hội trưởng Người cao tuổi")
    ] = None
    to_dang: Annotated[Dong | None, field("Tổ đảng", "Tên hoặc số tổ.", "Tổ đảng số 2")] = None


class PhanCongMotNguoi(Model):
    """One member with the duties that are his or hers."""

    dang_vien: Annotated[DangVien, field("Đảng viên", "Người được phân công.", {})]
    co_dinh: Annotated[CacNhiemVuGiao, field("Nhiệm vụ cố định", "Làm suốt thời gian phân công.", [])] = ()
    mo: Annotated[CacNhiemVuGiao, field("Nhiệm vụ theo thời điểm", "Phần mở: việc đột xuất, việc từng đợt.", [])] = ()


class KhongPhanCong(Model):
    """A member who is not subject to assignment, and why."""

    ho_ten: Annotated[HoTen, field("Họ và tên", "Như trong hồ sơ đảng viên.", "Đặng Văn Ổn")]
    ly_do: Annotated[
        Dong,
        field("Lý do không phân công", "Miễn sinh hoạt, sinh hoạt tạm thời nơi khác.", "được miễn công tác và sinh hoạt đảng"),
    ]
    dien: Annotated[DienDangVien, NotPrinted(), field("Diện sinh hoạt", "Để kiểm tra đúng diện.", "mien_sinh_hoat")] = (
        DienDangVien.MIEN
    )


class QuyetDinhChung(VanBanDang):
    """What every decision on duties carries."""

    can_cu: Annotated[CacCanCu, field("Căn cứ", "Chọn từ sổ căn cứ hoặc gõ căn cứ riêng.", [], min_length=1)]
    nghi_quyet: Annotated[
        VanBanThamChieu | None, field("Nghị quyết đã quyết định việc phân công", "Được in thành một căn cứ.", {})
    ] = None
    theo_de_nghi: Annotated[
        Dong | None, field("Theo đề nghị", "Dòng cuối của căn cứ.", "Xét năng lực, điều kiện, hoàn cảnh của đảng viên")
    ] = None
    tu_ngay: Annotated[Ngay, field("Thực hiện từ ngày", "Ngày bắt đầu phân công.", "01/01/2027")]
    den_ngay: Annotated[Ngay | None, field("Đến ngày", "Ngày kết thúc, bỏ trống nếu không định.", "31/12/2027")] = None
    thay_the: Annotated[VanBanThamChieu | None, field("Thay thế văn bản", "Quyết định cũ hết hiệu lực.", {})] = None
    thi_hanh: Annotated[
        CacDong, field("Đơn vị, cá nhân thi hành", "Người chịu trách nhiệm thi hành.", ["Chi ủy", "các tổ đảng"])
    ] = ()
    nguoi_ky: Annotated[NguoiKy, field("Người ký", "Ai ký quyết định.", {})]


class CaNhan(QuyetDinhChung):
    """Decision for one member."""

    bien_the: Annotated[Literal["ca_nhan"], NotPrinted(), field("Biến thể", "Quyết định cho một đảng viên.", "ca_nhan")]
    nam: Annotated[Nam, field("Năm", "Năm phân công.", 2027)]
    dang_vien: Annotated[DangVien, field("Đảng viên", "Người được phân công.", {})]
    co_dinh: Annotated[
        CacNhiemVuGiao, field("Nhiệm vụ cố định", "Làm suốt thời gian phân công.", [], min_length=1, max_length=LETTER_LIMIT)
    ]
    mo: Annotated[
        CacNhiemVuGiao, field("Nhiệm vụ theo thời điểm", "Phần mở: việc đột xuất, việc từng đợt.", [], max_length=LETTER_LIMIT)
    ] = ()


class DanhSach(QuyetDinhChung):
    """One decision for the whole chi bộ, with an annex table."""

    bien_the: Annotated[
        Literal["danh_sach"], NotPrinted(), field("Biến thể", "Một quyết định kèm phụ lục cho cả chi bộ.", "danh_sach")
    ]
    nam: Annotated[Nam, field("Năm", "Năm phân công.", 2027)]
    nhiem_vu_chung: Annotated[
        CacNhiemVuGiao, field("Nhiệm vụ chung của mọi đảng viên", "Phần cố định ai cũng phải làm.", [], max_length=LETTER_LIMIT)
    ] = ()
    kiem_tra_thay: Annotated[
        HoTen | None,
        field("Người kiểm tra thay", "Theo dõi, kiểm tra việc chung của chính người kiểm tra việc chung.", "Hoàng Đình Khải"),
    ] = None
    phan_cong: Annotated[
        tuple[PhanCongMotNguoi, ...],
        field("Phân công từng người", "Mỗi đảng viên một mục.", [], min_length=1, max_length=LIST_LIMIT),
    ]
    khong_phan_cong: Annotated[
        tuple[KhongPhanCong, ...], field("Không thuộc diện phân công", "Ghi tên và lý do.", [], max_length=LIST_LIMIT)
    ] = ()


class ThayDoi(Model):
    """What changes for one member."""

    dang_vien: Annotated[DangVien, field("Đảng viên", "Người được điều chỉnh nhiệm vụ.", {})]
    ly_do: Annotated[
        Dong, field("Lý do điều chỉnh", "Đổi chức vụ, chỗ ở, sức khỏe.", "được bầu làm Trưởng ban Công tác Mặt trận thôn")
    ]
    thoi_giao: Annotated[CacDong, field("Thôi giao", "Việc không làm nữa.", ["Theo dõi 6 hộ Xóm Trên"])] = ()
    giao_them: Annotated[CacNhiemVuGiao, field("Giao thêm hoặc giao mới", "Việc mới.", [], max_length=LETTER_LIMIT)] = ()


class DieuChinh(QuyetDinhChung):
    """Change of an earlier decision: only what differs."""

    bien_the: Annotated[
        Literal["dieu_chinh"], NotPrinted(), field("Biến thể", "Điều chỉnh quyết định đã ban hành.", "dieu_chinh")
    ]
    quyet_dinh_goc: Annotated[VanBanThamChieu, field("Quyết định được điều chỉnh", "Quyết định phân công đã ban hành.", {})]
    thay_doi: Annotated[
        tuple[ThayDoi, ...], field("Các thay đổi", "Mỗi đảng viên một mục.", [], min_length=1, max_length=LIST_LIMIT)
    ]


QuyetDinhPhanCong = Annotated[CaNhan | DanhSach | DieuChinh, Field(discriminator="bien_the")]
"""Any decision on duties; `bien_the` says which."""
