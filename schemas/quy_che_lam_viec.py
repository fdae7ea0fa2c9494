"""Quy chế làm việc: work regulations in chapters, articles, clauses and points; the program numbers them all."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from schemas.document import LETTER_LIMIT, CacCanCu, CacDong, NguoiKy, VanBanDang
from schemas.fields import DoanVan, Dong, Model, Ngay, NotPrinted, field


class Khoan(Model):
    """One clause, with points under it if it has any."""

    noi_dung: Annotated[
        DoanVan, field("Nội dung khoản", "Không ghi số, chương trình tự đánh số.", "Chi bộ họp thường kỳ mỗi tháng một lần.")
    ]
    diem: Annotated[
        CacDong,
        field(
            "Các điểm",
            "Không ghi a, b, c, chương trình tự ghi.",
            ["Đánh giá việc thực hiện nghị quyết."],
            max_length=LETTER_LIMIT,
        ),
    ] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, data: Any) -> Any:
        return {"noi_dung": data} if isinstance(data, str) else data


class Dieu(Model):
    """One article: a title, an opening sentence if there is one, clauses. A single clause is printed without a number."""

    ten: Annotated[Dong, field("Tên điều", "Không ghi “Điều 1.”.", "Nguyên tắc làm việc")]
    mo_dau: Annotated[
        DoanVan | None, field("Câu mở đầu", "Câu dẫn trước các khoản.", "Chi ủy làm việc theo các nguyên tắc sau:")
    ] = None
    khoan: Annotated[tuple[Khoan, ...], field("Các khoản", "Mỗi khoản một ý trọn vẹn.", [], min_length=1, max_length=200)]


class Chuong(Model):
    """One chapter."""

    ten: Annotated[Dong, field("Tên chương", "Không ghi “Chương I”.", "Quy định chung")]
    dieu: Annotated[tuple[Dieu, ...], field("Các điều", "Đánh số liên tục qua các chương.", [], min_length=1, max_length=300)]


class QuyetDinhBanHanh(Model):
    """The decision that promulgates the regulations; they are then attached to it and carry no number of their own."""

    so: Annotated[int | None, field("Số quyết định", "Bỏ trống để văn thư ghi số sau.", 4, ge=1, le=99_999)] = None
    can_cu: Annotated[CacCanCu, field("Căn cứ", "Chọn từ sổ căn cứ hoặc gõ căn cứ riêng.", [], min_length=1)]
    theo_de_nghi: Annotated[Dong | None, field("Theo đề nghị", "Dòng cuối của căn cứ.", "Theo đề nghị của chi ủy")] = None
    thay_the: Annotated[
        Dong | None, field("Thay thế", "Quy chế cũ hết hiệu lực.", "Quy chế số 01-QC/CB, ngày 10/8/2025 của Chi bộ")
    ] = None
    thi_hanh: Annotated[
        CacDong, field("Đơn vị, cá nhân thi hành", "Người chịu trách nhiệm thi hành.", ["Chi ủy", "đảng viên trong chi bộ"])
    ] = ()


class QuyChe(VanBanDang):
    """Work regulations. With `quyet_dinh` they are attached to a decision, without it they stand alone with their own number."""

    trich_yeu: Annotated[
        Dong, field("Trích yếu", "Của ai, nhiệm kỳ nào.", "làm việc của Chi bộ thôn Nà Khoang, nhiệm kỳ 2025 - 2030")
    ]
    can_cu: Annotated[CacCanCu, field("Căn cứ của quy chế", "Khi quy chế đứng riêng, không có quyết định ban hành.", [])] = ()
    ngay_thong_qua: Annotated[
        Ngay | None, NotPrinted(), field("Ngày hội nghị thông qua", "Để kiểm tra trình tự ngày.", "03/9/2026")
    ] = None
    quyet_dinh: Annotated[QuyetDinhBanHanh | None, field("Quyết định ban hành", "Bỏ trống nếu quy chế đứng riêng.", {})] = None
    chuong: Annotated[tuple[Chuong, ...], field("Các chương", "Chương trình đánh số La Mã.", [], min_length=1, max_length=50)]
    nguoi_ky: Annotated[NguoiKy, field("Người ký", "Ai ký văn bản.", {})]

    @model_validator(mode="after")
    def _attached_rules_have_no_number(self) -> Self:
        if self.quyet_dinh and (self.so is not None or self.can_cu):
            raise ValueError("quy chế ban hành kèm quyết định không có số và căn cứ riêng; chuyển sang mục “Quyết định ban hành”")
        return self


class ChiBoThon(QuyChe):
    """Regulations of a chi bộ of a village or residential group."""

    bien_the: Annotated[
        Literal["chi_bo_thon"], NotPrinted(), field("Biến thể", "Quy chế chi bộ thôn, tổ dân phố.", "chi_bo_thon")
    ]


class ChiBoCoQuan(QuyChe):
    """Regulations of a chi bộ of an agency (model: Quyết định 363-QĐ/TW)."""

    bien_the: Annotated[Literal["chi_bo_co_quan"], NotPrinted(), field("Biến thể", "Quy chế chi bộ cơ quan.", "chi_bo_co_quan")]


class DangUyCoSo(QuyChe):
    """Regulations of the committee of a grassroots đảng bộ (frame: Công văn 7619-CV/BTCTW)."""

    bien_the: Annotated[Literal["dang_uy_co_so"], NotPrinted(), field("Biến thể", "Quy chế đảng ủy cơ sở.", "dang_uy_co_so")]


QuyCheLamViec = Annotated[ChiBoThon | ChiBoCoQuan | DangUyCoSo, Field(discriminator="bien_the")]
"""Any work regulations; `bien_the` says which."""
