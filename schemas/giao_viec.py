"""How the duties of many members are given out, besides what every decision says: who checks, what fills the slots."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.document import LETTER_LIMIT
from schemas.fields import Choice, Dong, HoTen, Model, field
from schemas.quyet_dinh_phan_cong import DongNhiemVu


class HinhThuc(Choice):
    """What is made of one roster."""

    CA_NHAN = "ca_nhan", "Mỗi đảng viên một quyết định"
    DANH_SACH = "danh_sach", "Một quyết định kèm phụ lục"
    CA_HAI = "ca_hai", "Cả hai, nội dung như nhau"


class GiaoViec(Model):
    """How duties are given out."""

    hinh_thuc: Annotated[
        HinhThuc, field("Hình thức", "Mỗi người một quyết định, một quyết định chung, hoặc cả hai.", "ca_nhan")
    ] = HinhThuc.CA_NHAN
    nguoi_kiem_tra: Annotated[
        HoTen | None, field("Người theo dõi, kiểm tra", "Cho mọi việc chưa ghi người kiểm tra.", "Lục Thị Ngân")
    ] = None
    kiem_tra_thay: Annotated[
        HoTen | None, field("Người kiểm tra thay", "Kiểm tra việc của chính người kiểm tra.", "Hoàng Đình Khải")
    ] = None
    che_do_bao_cao: Annotated[Dong | None, field("Chế độ báo cáo", "Cho mọi việc chưa ghi.", "Hằng tháng")] = None
    cho_trong: Annotated[
        dict[str, Dong], field("Điền vào chỗ trống", "Nội dung của các chỗ trống trong nhiệm vụ mẫu.", {"ngay_sinh_hoat": "03"})
    ] = Field(default_factory=dict)
    nhiem_vu_chung: Annotated[
        tuple[DongNhiemVu, ...] | None,
        field("Nhiệm vụ chung", "Bỏ trống thì lấy nhiệm vụ mẫu của mọi đảng viên.", [], max_length=LETTER_LIMIT),
    ] = None
