"""One person of the roster, as forms and workbooks give it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from schemas.fields import Choice, Dong, HoTen, Model, Ngay, TuNgan, field
from schemas.quyet_dinh_phan_cong import DienDangVien, LoaiDangVien
from schemas.text import clean_line

SoThe = Annotated[str, StringConstraints(min_length=1, max_length=20), BeforeValidator(clean_line)]


class NhomDangVien(Choice):
    """Groups that the catalogue of duties proposes duties for; a test compares the codes."""

    CAN_BO_THON = "can_bo_thon", "Cán bộ thôn, tổ dân phố"
    HUU_TRI = "huu_tri", "Hưu trí"
    NONG_DAN_KINH_DOANH = "nong_dan_kinh_doanh", "Nông nghiệp, kinh doanh, lao động tự do"
    DI_LAM_AN_XA = "di_lam_an_xa", "Đi làm ăn xa"
    TRE_DOAN_VIEN = "tre_doan_vien", "Trẻ, trong độ tuổi Đoàn"
    PHU_TRACH_DOAN_THE = "phu_trach_doan_the", "Phụ trách đoàn thể"
    VIEN_CHUC_CONG_CHUC = "vien_chuc_cong_chuc", "Công chức, viên chức"
    LUC_LUONG_VU_TRANG = "luc_luong_vu_trang", "Lực lượng vũ trang"
    HOC_SINH_SINH_VIEN = "hoc_sinh_sinh_vien", "Học sinh, sinh viên"
    NOI_CU_TRU_213 = "noi_cu_tru_213", "Giữ liên hệ nơi cư trú"
    MIEN_SINH_HOAT = "mien_sinh_hoat", "Được miễn sinh hoạt"


class TrangThai(Choice):
    """Whether somebody is on the roster now."""

    DANG_SINH_HOAT = "dang_sinh_hoat", "Trong danh sách"
    DA_ROI = "da_roi", "Đã đưa ra"


class NguoiTrongDanhSach(Model):
    """A person of the roster. Only the name is required: a code is given to who has none."""

    ma: Annotated[TuNgan | None, field("Mã", "Bỏ trống thì chương trình đặt mã tiếp theo.", "DV01")] = None
    ho_ten: Annotated[HoTen, field("Họ và tên", "Như trong hồ sơ đảng viên.", "Đàm Thị Hợi")]
    gioi_tinh: Annotated[Literal["Nam", "Nữ"] | None, field("Giới tính", "Nam hoặc Nữ.", "Nữ")] = None
    ngay_sinh: Annotated[Ngay | None, field("Ngày sinh", "Ngày, tháng, năm sinh.", "08/6/1964")] = None
    dan_toc: Annotated[TuNgan | None, field("Dân tộc", "Tên dân tộc.", "Tày")] = None
    so_the_dang: Annotated[SoThe | None, field("Số thẻ đảng viên", "Giữ cả số 0 ở đầu; dự bị chưa có thẻ.", "099164000105")] = (
        None
    )
    so_the_cu: Annotated[SoThe | None, field("Số thẻ cũ", "Số thẻ trước khi đổi, nếu có.", "99.000605")] = None
    ngay_ket_nap: Annotated[Ngay | None, field("Ngày vào Đảng", "Ngày kết nạp.", "14/10/1993")] = None
    ngay_chinh_thuc: Annotated[Ngay | None, field("Ngày chính thức", "Bỏ trống với đảng viên dự bị.", "14/10/1994")] = None
    ngay_het_du_bi: Annotated[Ngay | None, field("Ngày hết dự bị", "Chỉ với đảng viên dự bị.", "19/5/2027")] = None
    loai: Annotated[LoaiDangVien | None, field("Loại đảng viên", "Chính thức hoặc dự bị.", "chinh_thuc")] = None
    dien: Annotated[DienDangVien | None, field("Diện sinh hoạt", "Ai được miễn, ai ở nơi khác.", "sinh_hoat_thuong_xuyen")] = None
    chuc_vu_dang: Annotated[Dong | None, field("Chức vụ đảng", "Chức vụ trong chi bộ.", "Tổ trưởng Tổ đảng số 2")] = None
    chuc_vu_khac: Annotated[
        Dong | None, field("Chức vụ, công việc khác", "Chính quyền, đoàn thể, nghề nghiệp.", "Chi hội trưởng Người cao tuổi")
    ] = None
    nhom: Annotated[NhomDangVien | None, field("Nhóm đảng viên", "Để gợi ý việc khi phân công.", "huu_tri")] = None
    to_dang: Annotated[int | None, Field(ge=1, le=99), field("Tổ đảng số", "Số của tổ đảng.", 2)] = None
    thuong_tru: Annotated[
        Dong | None, field("Nơi thường trú", "Thôn, xã, tỉnh.", "Thôn Nà Khoang, xã Vân Thượng Sơn, tỉnh Lạc Giang")
    ] = None
    hoan_canh: Annotated[Dong | None, field("Hoàn cảnh, sức khỏe", "Điều cần biết khi giao việc.", "Nghỉ hưu giáo viên")] = None
    phu_trach: Annotated[Dong | None, field("Việc đang phụ trách", "Việc, mảng, tổ đang phụ trách.", "Tổ đảng số 2")] = None
    trang_thai: Annotated[TrangThai, field("Trạng thái", "Người đã chuyển đi giữ lại để tra cứu.", "dang_sinh_hoat")] = (
        TrangThai.DANG_SINH_HOAT
    )
