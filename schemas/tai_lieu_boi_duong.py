"""Tài liệu bồi dưỡng: a training handout in parts A to E, with cover, contents and a worksheet."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from schemas.document import CacDong, DauThanh
from schemas.fields import Choice, DoanVan, Dong, Model, Ngay, NotPrinted, field


class LoaiKhoi(Choice):
    """How a piece of the text is set."""

    DOAN = "doan", "Đoạn văn"
    Y = "y", "Các ý gạch đầu dòng"
    CAN_NHO = "can_nho", "Khung “Cần nhớ”"
    QUY_DINH = "quy_dinh", "Khung “Quy định hiện hành”"
    VI_DU = "vi_du", "Khung “Ví dụ”"
    BANG = "bang", "Bảng"


class Hang(Model):
    """A row of a table; a plain list of its cells will do."""

    o: Annotated[tuple[Dong, ...], field("Các ô", "Đủ số ô như số cột.", ["Chuẩn bị", "10"], min_length=1, max_length=5)]

    @model_validator(mode="before")
    @classmethod
    def _plain_list(cls, data: Any) -> Any:
        return {"o": data} if isinstance(data, list) else data


class Bang(Model):
    """A table of two to five columns of equal width."""

    cot: Annotated[tuple[Dong, ...], field("Tên các cột", "Từ 2 đến 5 cột.", ["Nội dung", "Điểm"], min_length=2, max_length=5)]
    hang: Annotated[
        tuple[Hang, ...], field("Các hàng", "Mỗi hàng đủ số ô như số cột.", [["Chuẩn bị", "10"]], min_length=1, max_length=200)
    ]

    @model_validator(mode="after")
    def _full_rows(self) -> Self:
        for number, row in enumerate(self.hang, 1):
            if len(row.o) != len(self.cot):
                raise ValueError(f"hàng {number} có {len(row.o)} ô, bảng có {len(self.cot)} cột; ghi đủ {len(self.cot)} ô")
        return self


class Khoi(Model):
    """One piece of the lesson: paragraphs, bullet points, a box or a table."""

    loai: Annotated[LoaiKhoi, NotPrinted(), field("Cách trình bày", "Đoạn văn, các ý, khung hoặc bảng.", "doan")] = LoaiKhoi.DOAN
    ten: Annotated[
        Dong | None, field("Tên khung, tên bảng", "Bỏ trống thì khung lấy tên chung: Cần nhớ, Ví dụ.", "Cách tính mẫu số")
    ] = None
    noi_dung: Annotated[
        DoanVan | None, field("Nội dung", "Mỗi dòng một đoạn hoặc một ý.", "Chi ủy là cơ quan lãnh đạo giữa hai kỳ đại hội.")
    ] = None
    bang: Annotated[Bang | None, field("Bảng", "Chỉ dùng khi cách trình bày là bảng.", {})] = None

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, data: Any) -> Any:
        return {"noi_dung": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _text_or_table(self) -> Self:
        if (self.bang is not None) != (self.loai is LoaiKhoi.BANG) or (self.noi_dung is None) != (self.loai is LoaiKhoi.BANG):
            raise ValueError("trình bày là bảng thì điền “Bảng”, bỏ trống “Nội dung”; trình bày cách khác thì ngược lại")
        return self


class MucNho(Model):
    """A section with an Arabic number."""

    ten: Annotated[Dong, field("Tên mục", "Không ghi số, chương trình tự đánh số.", "Lãnh đạo nhiệm vụ chính trị của chi bộ")]
    khoi: Annotated[tuple[Khoi, ...], field("Nội dung mục", "Đoạn văn, ý, khung.", [], min_length=1, max_length=200)]


class Phan(Model):
    """A part of the body with a Roman number."""

    ten: Annotated[Dong, field("Tên phần", "Không ghi số La Mã.", "Nhiệm vụ của chi ủy")]
    mo_dau: Annotated[DoanVan | None, field("Mở đầu", "Đoạn dẫn vào phần.", "Phần này nêu bốn nhóm nhiệm vụ.")] = None
    muc: Annotated[tuple[MucNho, ...], field("Các mục", "Chia nhỏ nội dung.", [], min_length=1, max_length=100)]


class MucDich(Model):
    """Aims of the lesson."""

    kien_thuc: Annotated[DoanVan, field("Về kiến thức", "Học viên nắm được gì.", "Nêu được bốn nhóm nhiệm vụ của chi ủy.")]
    ky_nang: Annotated[DoanVan, field("Về kỹ năng", "Học viên làm được gì.", "Chuẩn bị được một kỳ sinh hoạt.")]
    thai_do: Annotated[DoanVan, field("Về thái độ", "Học viên có thái độ thế nào.", "Đề cao tập thể, nêu gương.")]


class TinhHuong(Model):
    """A case to discuss."""

    ten: Annotated[Dong, field("Tên tình huống", "Gọi tên ngắn.", "Phiếu đúng một nửa")]
    noi_dung: Annotated[DoanVan, field("Tình huống", "Kể việc.", "Biểu quyết được 11 phiếu trên mẫu số 22.")]
    goi_y: Annotated[DoanVan | None, field("Gợi ý", "Hướng xử lý.", "Chưa quá nửa nên chưa thông qua.")] = None


class CauHoiThuHoach(Model):
    """A question of the worksheet with ruled lines to write on."""

    cau_hoi: Annotated[Dong, field("Câu hỏi", "Câu hỏi học viên trả lời.", "Chi bộ của đồng chí yếu nhất ở khâu nào?")]
    so_dong: Annotated[int, NotPrinted(), field("Số dòng kẻ", "Số dòng để viết.", 6, ge=1, le=60)] = 6


class PhieuThuHoach(Model):
    """The worksheet, part E."""

    huong_dan: Annotated[DoanVan | None, field("Hướng dẫn làm bài", "Thời gian, cách nộp.", "Viết ngắn gọn, nộp cuối buổi.")] = (
        None
    )
    cau_hoi: Annotated[
        tuple[CauHoiThuHoach, ...], field("Các câu hỏi", "Mỗi câu kèm số dòng kẻ.", [], min_length=1, max_length=30)
    ]


class ChuyenDeBoiDuong(Model):
    """A handout on one subject."""

    bien_the: Annotated[Literal["chuyen_de"], NotPrinted(), field("Biến thể", "Tài liệu một chuyên đề.", "chuyen_de")]
    don_vi: Annotated[Dong, field("Đơn vị tổ chức", "Nơi mở lớp.", "Trung tâm bồi dưỡng chính trị khu vực Bắc Lạc Giang")]
    cap_tren: Annotated[Dong | None, field("Cấp trên của đơn vị", "Dòng trên, nếu có.", "Đảng ủy xã Vân Thượng Sơn")] = None
    so_chuyen_de: Annotated[int | None, field("Chuyên đề số", "Số thứ tự trong chương trình lớp.", 5, ge=1, le=99)] = None
    ten_chuyen_de: Annotated[Dong, field("Tên chuyên đề", "Tên in trên bìa.", "Nhiệm vụ của chi ủy, bí thư chi bộ")]
    lop: Annotated[Dong | None, field("Lớp", "Tên lớp bồi dưỡng.", "Lớp bồi dưỡng bí thư, phó bí thư chi bộ năm 2026")] = None
    doi_tuong: Annotated[Dong | None, field("Đối tượng", "Ai học.", "Bí thư, phó bí thư chi bộ, chi ủy viên")] = None
    nguoi_soan: Annotated[Dong | None, field("Người biên soạn", "Tên hoặc tập thể.", "Tổ biên soạn")] = None
    thoi_luong: Annotated[
        Dong | None, field("Thời lượng", "Số tiết, chia thế nào.", "8 tiết: 5 lý thuyết, 2 thảo luận, 1 thực hành")
    ] = None
    dia_danh: Annotated[Dong, field("Địa danh", "In cuối bìa.", "Vân Thượng Sơn")]
    ngay_ban_hanh: Annotated[
        Ngay, NotPrinted(), field("Ngày hoàn thành", "Ngày này quyết định áp dụng quy định nào; bìa in tháng, năm.", "20/11/2026")
    ]
    in_hai_mat: Annotated[bool, NotPrinted(), field("In hai mặt", "Lề trái, lề phải đổi bên ở trang chẵn.", True)] = False
    du_thao_lan: Annotated[int | None, field("Dự thảo lần", "Ghi số lần khi in bản dự thảo.", 2, ge=1, le=99)] = None
    dau_thanh: Annotated[DauThanh | None, NotPrinted(), field("Kiểu đặt dấu thanh", "Bỏ trống: giữ nguyên như đã gõ.", "cu")] = (
        None
    )
    muc_dich: Annotated[MucDich, field("Mục đích, yêu cầu", "Phần A.", {})]
    noi_dung: Annotated[tuple[Phan, ...], field("Nội dung", "Phần B.", [], min_length=1, max_length=50)]
    cau_hoi: Annotated[CacDong, field("Câu hỏi thảo luận", "Phần C.", ["Phân biệt lãnh đạo với làm thay."], min_length=1)]
    tinh_huong: Annotated[tuple[TinhHuong, ...], field("Tình huống", "Phần C, sau câu hỏi.", [], max_length=50)] = ()
    tai_lieu: Annotated[CacDong, field("Tài liệu tham khảo", "Phần D, ghi đủ số, ngày, cơ quan.", ["Điều lệ Đảng"], min_length=1)]
    thu_hoach: Annotated[PhieuThuHoach, field("Phiếu thu hoạch", "Phần E.", {})]


TaiLieuBoiDuong = ChuyenDeBoiDuong
"""The handout; it has one variant today."""
