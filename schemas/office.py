"""What an office says of itself once, so that its documents need not: units, who signs, numbers that ran on paper."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.document import CoQuan, NguoiKy, NhiemKy
from schemas.fields import Dong, Model, Ngay, TuNgan, field

SoDaDung = Annotated[int | None, Field(ge=0, le=99_999)]


class DonVi(CoQuan):
    """A unit: what documents call `co_quan`, with its place and its code in the store."""

    ma: Annotated[
        TuNgan | None, field("Mã đơn vị", "Chữ ngắn để phân biệt các đơn vị; bỏ trống thì chương trình đặt.", "CB01")
    ] = None
    dia_danh: Annotated[
        Dong | None, field("Địa danh", "Tên xã, phường, đặc khu in ở dòng địa danh và ngày tháng.", "Vân Thượng Sơn")
    ] = None
    co_con_dau: Annotated[bool, field("Có con dấu", "Chi bộ thường không có con dấu riêng.", False)] = False

    @model_validator(mode="after")
    def _term_goes_on(self) -> Self:
        if self.nhiem_ky is not None and self.nhiem_ky.den <= self.nhiem_ky.tu:
            raise ValueError("năm cuối nhiệm kỳ phải sau năm đầu; sửa một trong hai năm")
        return self


class NguoiKyTheoNgay(NguoiKy):
    """A signer with the days between which he or she signs."""

    tu_ngay: Annotated[Ngay, field("Ngày bắt đầu ký", "Ngày nhận chức vụ.", "15/01/2025")]
    den_ngay: Annotated[Ngay | None, field("Ngày thôi ký", "Ngày cuối còn ký; bỏ trống khi còn ký.", "31/12/2029")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.den_ngay is not None and self.den_ngay < self.tu_ngay:
            raise ValueError("ngày thôi ký trước ngày bắt đầu ký; sửa một trong hai ngày")
        return self


class SoGanNhat(Model):
    """The number last used of each Party's kind, for registers that ran on paper; names are codes of kinds."""

    nghi_quyet: Annotated[SoDaDung, field("Số nghị quyết gần nhất đã dùng", "", 14)] = None
    ket_luan: Annotated[SoDaDung, field("Số kết luận gần nhất đã dùng", "", 2)] = None
    quyet_dinh: Annotated[SoDaDung, field("Số quyết định gần nhất đã dùng", "", 3)] = None
    thong_bao: Annotated[SoDaDung, field("Số thông báo gần nhất đã dùng", "", 2)] = None
    quy_che: Annotated[SoDaDung, field("Số quy chế gần nhất đã dùng", "", 1)] = None
    bien_ban: Annotated[SoDaDung, field("Số biên bản gần nhất đã dùng", "", 11)] = None


class ThietLap(DonVi):
    """The first day of an office: its unit, its first signer, where its numbers go on."""

    nhiem_ky: Annotated[NhiemKy, field("Nhiệm kỳ", "Số văn bản chạy theo nhiệm kỳ.", {"tu": 2025, "den": 2030})]
    nguoi_ky: Annotated[NguoiKyTheoNgay, field("Người ký", "Người đang ký văn bản của đơn vị; thêm người khác sau.", {})]
    so_gan_nhat: Annotated[
        SoGanNhat | None,
        field(
            "Số đã dùng trên sổ giấy",
            "Sổ đang dùng dở thì ghi số gần nhất của từng loại, số mới chạy tiếp; sổ mới thì bỏ trống.",
            {},
        ),
    ] = None
