"""What the pages of the register ask for: the schemas of their short forms."""

from __future__ import annotations

import re
from typing import Annotated

from docgen.store.book import LARGEST
from schemas.fields import Dong, Model, Ngay, SoLuong, field

_NUMBER = r"^(?:[Ss]ố\s*:?\s*)?0*([1-9][0-9]{0,4})([A-Za-zđĐ]?)(?:\s*[-/].*)?$"
NumberAsPrinted = Annotated[
    Dong, field("Số và ký hiệu", "Ghi như in trên văn bản; số chen thêm thì có chữ: 15a-NQ/CB.", "15-NQ/CB", pattern=_NUMBER)
]

_TWICE = "Hai văn bản giấy trùng số thật"


def number_of(printed: str) -> tuple[int, str]:
    """The number and the letter behind it in a number as it is printed: 15a-NQ/CB is (15, a)."""
    found = re.match(_NUMBER, printed)
    if found is None:
        raise ValueError(printed)
    return int(found[1]), found[2].lower()


class _Entered(Model):
    so_ky_hieu: NumberAsPrinted
    ngay: Annotated[Ngay, field("Ngày văn bản", "Ngày ghi trên văn bản.", "05/10/2026")]
    trich_yeu: Annotated[Dong, field("Trích yếu", "Như trên văn bản.", "về nhiệm vụ tháng 10 năm 2026")]
    nguoi_ky: Annotated[Dong | None, field("Người ký", "Họ và tên người ký.", "Hoàng Đình Khải")] = None
    noi_nhan: Annotated[Dong | None, field("Nơi nhận", "Cách nhau dấu chấm phẩy.", "Đảng ủy xã; các đảng viên")] = None


class GhiBoSung(_Entered):
    """A document of this office that was issued on paper with a past date."""

    ly_do: Annotated[Dong, field("Lý do ghi bổ sung", "In trong sổ.", "Văn bản viết tay ngày mất điện")]


class SoHeThongKhac(_Entered):
    """A number that another system has given."""

    he_thong: Annotated[Dong, field("Hệ thống đã cấp số", "Tên hệ thống.", "Hệ thống điều hành tác nghiệp của tỉnh")]
    ly_do: Annotated[Dong, field("Lý do", "In trong sổ.", "Văn bản ban hành trên hệ thống của tỉnh")]
    trung: Annotated[bool, field(_TWICE, "Chỉ đánh dấu khi số này đã có trong sổ và cả hai đều giữ.", "")] = False


class SoGhiTay(Model):
    """The number that the văn thư has written on a document issued with its number left open."""

    so_tren_giay: Annotated[
        Dong,
        field("Số đã ghi", "Chỉ ghi số; số chen thêm thì có chữ: 15a.", "15", pattern=r"^0*[1-9][0-9]{0,4}[A-Za-zđĐ]?$"),
    ]
    ngay: Annotated[Ngay, field("Ngày văn bản", "Ngày trên bản giấy.", "05/10/2026")]
    trung: Annotated[bool, field(_TWICE, "Chỉ đánh dấu khi số này đã có trong sổ và cả hai đều giữ.", "")] = False


class SoDau(Model):
    """The number with which a series begins here."""

    don_vi: Annotated[Dong, field("Đơn vị", "Đơn vị ban hành.", "")]
    loai: Annotated[Dong, field("Loại văn bản", "Mỗi loại một dãy số.", "")]
    nhiem_ky: Annotated[Dong, field("Nhiệm kỳ", "Hai năm nối bằng gạch.", "2025 - 2030", max_length=60)]
    da_dung: Annotated[
        SoLuong, field("Số đã dùng gần nhất", "Số cuối cùng đã cấp trên giấy; chưa cấp số nào thì ghi 0.", 14, le=LARGEST)
    ]


class HuySo(Model):
    """Why a number is voided."""

    ly_do: Annotated[Dong, field("Lý do hủy", "In trong sổ, không sửa được về sau.", "In sai trích yếu, đã thu hồi đủ các bản")]


class DungLai(Model):
    """The draft that takes over a number."""

    du_thao: Annotated[Dong, field("Bản nháp nhận số này", "Khi ban hành, bản nháp lấy số này thay cho số mới.", "")]
