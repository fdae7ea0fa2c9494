"""What every Party document carries: who issues it, its number, place and date, grounds, recipients, who signs."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from schemas.fields import LIST_LIMIT, Choice, Dong, HoTen, Model, Nam, Ngay, NotPrinted, field


class LoaiCoQuan(Choice):
    """The bodies whose documents docgen makes; symbol, authority and signing lines follow from it."""

    CHI_BO_TRUC_THUOC = "chi_bo_truc_thuoc", "Chi bộ trực thuộc đảng ủy"
    CHI_BO_CO_SO = "chi_bo_co_so", "Chi bộ cơ sở"
    CHI_BO_BO_PHAN = "chi_bo_trong_dang_bo_bo_phan", "Chi bộ thuộc đảng bộ bộ phận"
    DANG_UY_CO_SO = "dang_uy_co_so", "Đảng ủy cơ sở (ban chấp hành đảng bộ)"
    BAN_THUONG_VU_CO_SO = "ban_thuong_vu_dang_uy_co_so", "Ban thường vụ đảng ủy cơ sở"
    DANG_UY_XA = "dang_uy_xa", "Đảng ủy xã, phường, đặc khu (ban chấp hành đảng bộ)"
    BAN_THUONG_VU_XA = "ban_thuong_vu_dang_uy_xa", "Ban thường vụ đảng ủy xã, phường, đặc khu"

    @property
    def la_chi_bo(self) -> bool:
        """Whether it is a chi bộ of any standing."""
        return self.startswith("chi_bo")


class LoaiChiBo(Choice):
    """Types of chi bộ that Hướng dẫn 42-HD/BTCTW tells apart."""

    THON = "thon", "Chi bộ thôn, tổ dân phố, khu dân cư"
    CO_QUAN = "co_quan", "Chi bộ cơ quan"
    SU_NGHIEP = "su_nghiep", "Chi bộ đơn vị sự nghiệp"
    LUC_LUONG_VU_TRANG = "luc_luong_vu_trang", "Chi bộ lực lượng vũ trang"
    DOANH_NGHIEP = "doanh_nghiep", "Chi bộ doanh nghiệp"
    HOC_SINH_SINH_VIEN = "hoc_sinh_sinh_vien", "Chi bộ học sinh, sinh viên"


class ThayMat(Choice):
    """In whose name a document is signed (the line in capitals above the post)."""

    CHI_BO = "tm_chi_bo", "T/M Chi bộ"
    CHI_UY = "tm_chi_uy", "T/M Chi ủy"
    DANG_UY = "tm_dang_uy", "T/M Đảng ủy"
    BAN_THUONG_VU = "tm_ban_thuong_vu", "T/M Ban Thường vụ"
    DOAN_CHU_TICH = "tm_doan_chu_tich", "T/M Đoàn Chủ tịch"
    CHU_TICH_DAI_HOI = "chu_tich_dai_hoi", "Chủ tịch Đại hội"
    BAN_KIEM_PHIEU = "tm_ban_kiem_phieu", "T/M Ban Kiểm phiếu"


class ChucVuKy(Choice):
    """The post shown under the signing line."""

    BI_THU = "bi_thu", "Bí thư"
    PHO_BI_THU = "pho_bi_thu", "Phó Bí thư"


class DoKhan(Choice):
    """Urgency marks."""

    KHAN = "khan", "KHẨN"
    THUONG_KHAN = "thuong_khan", "THƯỢNG KHẨN"
    HOA_TOC = "hoa_toc", "HỎA TỐC"


class DoMat(Choice):
    """Secrecy marks."""

    MAT = "mat", "MẬT"
    TOI_MAT = "toi_mat", "TỐI MẬT"
    TUYET_MAT = "tuyet_mat", "TUYỆT MẬT"


class DauThanh(Choice):
    """Where the tone mark stands in oa, oe, uy: one style for the whole document."""

    CU = "cu", "Kiểu hòa, khỏe, ủy"
    MOI = "moi", "Kiểu hoà, khoẻ, uỷ"


class NhiemKy(Model):
    """Term of a committee, from one congress to the next (R-09)."""

    tu: Annotated[Nam, field("Từ năm", "Năm đầu của nhiệm kỳ.", 2025)]
    den: Annotated[Nam, field("Đến năm", "Năm cuối của nhiệm kỳ.", 2030)]


class CoQuan(Model):
    """The issuing body and what stands above it. No level is fixed: each name is data."""

    loai: Annotated[
        LoaiCoQuan, NotPrinted(), field("Loại cơ quan ban hành", "Quyết định ký hiệu và thẩm quyền ký.", "chi_bo_truc_thuoc")
    ]
    ten: Annotated[Dong, field("Tên cơ quan ban hành", "Ghi đủ như quyết định thành lập.", "Chi bộ thôn Nà Khoang")]
    cap_tren: Annotated[
        Dong | None,
        field("Tổ chức cấp trên (dòng trên)", "Dòng in phía trên tên cơ quan: đảng bộ cấp trên.", "Đảng bộ xã Vân Thượng Sơn"),
    ] = None
    cap_uy_cap_tren: Annotated[
        Dong | None,
        NotPrinted(),
        field("Cấp ủy cấp trên trực tiếp", "Dùng trong câu văn và nơi nhận.", "Đảng ủy xã Vân Thượng Sơn"),
    ] = None
    ky_hieu: Annotated[
        Dong | None,
        NotPrinted(),
        field("Ký hiệu cơ quan", "Bỏ trống thì lấy theo loại cơ quan: CB, ĐU.", "CB", pattern=r"^[A-ZĐ][A-ZĐ0-9-]{0,11}$"),
    ] = None
    loai_hinh: Annotated[
        LoaiChiBo | None, NotPrinted(), field("Loại hình chi bộ", "Để chọn câu chữ và quy định phù hợp.", "thon")
    ] = None
    co_chi_uy: Annotated[
        bool, NotPrinted(), field("Có chi ủy", "Chi bộ từ 09 đảng viên chính thức bầu chi ủy; dưới 09 thì không.", True)
    ] = True
    nhiem_ky: Annotated[
        NhiemKy | None, NotPrinted(), field("Nhiệm kỳ", "Nhiệm kỳ của cấp ủy đang làm việc.", {"tu": 2025, "den": 2030})
    ] = None


class ChiBoDaiHoi(CoQuan):
    """The chi bộ whose congress issues a document; the heading carries the name of the congress."""

    ten: Annotated[Dong, NotPrinted(), field("Tên chi bộ", "Đầu trang in tên đại hội thay tên này.", "Chi bộ thôn Nà Khoang")]


class NguoiKy(Model):
    """Who signs, in whose name, with which post."""

    ho_ten: Annotated[HoTen, field("Họ và tên người ký", "Không ghi học hàm, học vị, quân hàm.", "Hoàng Đình Khải")]
    chuc_vu: Annotated[ChucVuKy | None, NotPrinted(), field("Chức vụ người ký", "Bí thư hoặc phó bí thư.", "bi_thu")] = None
    thay_mat: Annotated[
        ThayMat | None,
        NotPrinted(),
        field("Ký thay mặt", "Bỏ trống thì lấy theo cơ quan ban hành: T/M CHI BỘ, T/M ĐẢNG ỦY.", "tm_chi_bo"),
    ] = None


class CanCu(Model):
    """One ground: an entry of the register of legal bases, or text typed by the user."""

    ma: Annotated[
        Dong | None,
        NotPrinted(),
        field("Mã căn cứ", "Mã trong sổ căn cứ; chương trình in đúng số, ngày, cơ quan.", "208-QĐ/TW", max_length=60),
    ] = None
    noi_dung: Annotated[
        Dong | None,
        field("Nội dung căn cứ", "Căn cứ riêng của chi bộ; không ghi gạch đầu dòng và dấu cuối.", "Quy chế làm việc của Chi bộ"),
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, data: Any) -> Any:
        return {"noi_dung": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.ma is None) == (self.noi_dung is None):
            raise ValueError("ghi mã căn cứ hoặc nội dung căn cứ, chỉ một trong hai")
        return self


class VanBanThamChieu(Model):
    """Another document of the same or a higher body, named in full: kind, number, day, issuer, subject."""

    loai: Annotated[Dong, field("Loại văn bản", "Viết hoa chữ đầu.", "Nghị quyết")]
    so_ky_hieu: Annotated[Dong | None, field("Số và ký hiệu", "Không ghi chữ “Số”.", "16-NQ/CB")] = None
    ngay: Annotated[Ngay, field("Ngày văn bản", "Ngày ghi trên văn bản được nhắc đến.", "04/12/2026")]
    co_quan: Annotated[Dong, field("Cơ quan ban hành văn bản đó", "Tên đầy đủ.", "Chi bộ thôn Nà Khoang")]
    trich_yeu: Annotated[Dong, field("Trích yếu văn bản đó", "Bắt đầu bằng “về”.", "về phân công nhiệm vụ đảng viên năm 2027")]


LETTER_LIMIT = 23
"""Items that are lettered a to y: the alphabet of điểm has no 24th letter, so many are divided instead."""

CacCanCu = Annotated[tuple[CanCu, ...], Field(max_length=60)]
CacDong = Annotated[tuple[Dong, ...], Field(max_length=LIST_LIMIT)]


class VanBanChung(Model):
    """What all documents share. Required: the body and the day; everything else has a sound default."""

    co_quan: Annotated[CoQuan, field("Cơ quan ban hành", "Đơn vị ra văn bản và cấp trên của đơn vị.", {})]
    so: Annotated[
        int | None,
        field("Số văn bản", "Bỏ trống để văn thư ghi số sau.", 15, ge=1, le=99_999),
    ] = None
    ngay_ban_hanh: Annotated[
        Ngay, NotPrinted(), field("Ngày ban hành", "Ngày này quyết định áp dụng quy định nào.", "04/11/2026")
    ]
    do_khan: Annotated[DoKhan | None, NotPrinted(), field("Mức độ khẩn", "Chỉ ghi khi người ký quyết định.", "khan")] = None
    do_mat: Annotated[DoMat | None, NotPrinted(), field("Mức độ mật", "Chỉ ghi khi người ký quyết định.", "mat")] = None
    pham_vi_luu_hanh: Annotated[
        Dong | None, field("Phạm vi lưu hành", "Chỉ dẫn như “Xong hội nghị trả lại”.", "Xong hội nghị trả lại")
    ] = None
    du_thao_lan: Annotated[int | None, field("Dự thảo lần", "Ghi số lần khi in bản dự thảo.", 2, ge=1, le=99)] = None
    in_hai_mat: Annotated[bool, NotPrinted(), field("In hai mặt", "Lề trái, lề phải đổi bên ở trang chẵn.", False)] = False
    dau_thanh: Annotated[
        DauThanh | None,
        NotPrinted(),
        field(
            "Kiểu đặt dấu thanh", "Bỏ trống: giữ nguyên như đã gõ. Chọn một kiểu: cả văn bản theo kiểu đó, trừ tên người.", "cu"
        ),
    ] = None
    noi_nhan: Annotated[
        CacDong,
        field(
            "Nơi nhận", "Mỗi dòng một nơi, có thể ghi mục đích trong ngoặc; không ghi dòng “Lưu”.", ["Đảng ủy xã (để báo cáo)"]
        ),
    ] = ()
    luu: Annotated[Dong | None, field("Lưu", "Dòng cuối của nơi nhận, không ghi dấu hai chấm.", "Lưu Chi bộ")] = None


class VanBanDang(VanBanChung):
    """A document with the line of place and date."""

    de_trong_ngay: Annotated[bool, NotPrinted(), field("Để trống ngày", "In “ngày     tháng …” để ghi tay khi ký.", False)] = (
        False
    )
    dia_danh: Annotated[Dong, field("Địa danh", "Tên xã, phường, đặc khu nơi cơ quan ban hành đóng.", "Vân Thượng Sơn")]
