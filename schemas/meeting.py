"""A meeting: who was there, what was voted, which tasks came out of it. Arithmetic lives here, wording does not."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from schemas.fields import LIST_LIMIT, Choice, DoanVan, Dong, Gio, HoTen, Model, Ngay, NotPrinted, SoLuong, field


class HinhThucHop(Choice):
    """How people meet."""

    TRUC_TIEP = "truc_tiep", "trực tiếp"
    TRUC_TUYEN = "truc_tuyen", "trực tuyến"
    KET_HOP = "ket_hop", "trực tiếp kết hợp trực tuyến"


class HinhThucBieuQuyet(Choice):
    """How people vote."""

    GIO_TAY = "gio_tay", "giơ tay"
    GIO_THE = "gio_the", "giơ thẻ đảng viên"
    PHIEU_KIN = "phieu_kin", "bỏ phiếu kín"


class LoaiViec(Choice):
    """What is voted on; it decides the majority that is needed (R-60, R-63, R-64)."""

    THUONG = "thuong", "Việc thông thường (quá nửa)"
    KET_NAP = "ket_nap", "Kết nạp đảng viên (hai phần ba)"
    CONG_NHAN_CHINH_THUC = "cong_nhan_chinh_thuc", "Công nhận đảng viên chính thức (hai phần ba)"
    XOA_TEN = "xoa_ten", "Xóa tên đảng viên (hai phần ba)"
    KY_LUAT = "ky_luat", "Kỷ luật khiển trách, cảnh cáo (quá nửa)"


HAI_PHAN_BA = frozenset({LoaiViec.KET_NAP, LoaiViec.CONG_NHAN_CHINH_THUC, LoaiViec.XOA_TEN})


class NguoiThamGia(Model):
    """A person with the post that matters in this meeting."""

    ho_ten: Annotated[HoTen, field("Họ và tên", "Viết đủ họ, chữ đệm, tên.", "Hoàng Đình Khải")]
    chuc_vu: Annotated[Dong | None, field("Chức vụ", "Chức vụ đảng hoặc chức vụ nêu trong văn bản.", "Bí thư Chi bộ")] = None


class NguoiVang(Model):
    """Someone who should have come and did not."""

    ho_ten: Annotated[HoTen, field("Họ và tên người vắng", "Viết đủ họ, chữ đệm, tên.", "Chu Văn Đính")]
    ly_do: Annotated[Dong | None, field("Lý do vắng", "Bỏ trống nếu vắng không có lý do.", "đi làm xa, đã báo cáo")] = None
    du_bi: Annotated[bool, NotPrinted(), field("Là đảng viên dự bị", "Để cộng đúng số chính thức, dự bị.", False)] = False


CacNguoiVang = Annotated[tuple[NguoiVang, ...], Field(max_length=LIST_LIMIT)]
CacNguoi = Annotated[tuple[NguoiThamGia, ...], Field(max_length=LIST_LIMIT)]
CacHoTen = Annotated[tuple[HoTen, ...], Field(max_length=LIST_LIMIT)]


class ThanhPhan(Model):
    """Attendance of a meeting of the whole chi bộ, in every class of member that counts differently."""

    tong_chinh_thuc: Annotated[
        SoLuong, field("Tổng số đảng viên chính thức", "Kể cả người được miễn và người tạm thời đi nơi khác.", 26)
    ]
    tong_du_bi: Annotated[SoLuong, field("Tổng số đảng viên dự bị", "Không có thì ghi 0.", 2)] = 0
    mien_sinh_hoat: Annotated[SoLuong, field("Được miễn công tác và sinh hoạt", "Tổng số người được miễn.", 3)] = 0
    mien_sinh_hoat_co_du: Annotated[
        CacHoTen, field("Người được miễn nhưng có dự", "Ai có dự thì được biểu quyết và tính vào mẫu số.", ["Lương Thị Nhàn"])
    ] = ()
    tam_thoi_di: Annotated[SoLuong, field("Chính thức sinh hoạt tạm thời nơi khác", "Không tính vào mẫu số.", 1)] = 0
    tam_thoi_di_du_bi: Annotated[SoLuong, field("Dự bị sinh hoạt tạm thời nơi khác", "Không phải dự họp tại đây.", 0)] = 0
    tam_thoi_den: Annotated[SoLuong, field("Nơi khác đến sinh hoạt tạm thời", "Không thuộc đảng số của chi bộ.", 0)] = 0
    dinh_chi: Annotated[
        SoLuong, field("Bị đình chỉ sinh hoạt, khởi tố, tạm giam", "Đảng viên chính thức; đại hội trừ khỏi mẫu số.", 0)
    ] = 0
    co_mat_chinh_thuc: Annotated[SoLuong, field("Chính thức có mặt", "Không kể người được miễn có dự.", 19)]
    co_mat_du_bi: Annotated[SoLuong, field("Dự bị có mặt", "Không có thì ghi 0.", 2)] = 0
    vang_co_ly_do: Annotated[CacNguoiVang, field("Vắng có lý do", "Ghi tên và lý do từng người.", [])] = ()
    vang_khong_ly_do: Annotated[CacNguoiVang, field("Vắng không có lý do", "Ghi tên từng người.", [])] = ()

    @property
    def tong(self) -> int:
        """All members on the roll."""
        return self.tong_chinh_thuc + self.tong_du_bi

    @property
    def phai_du(self) -> int:
        """Members who must attend: the roll less the exempt, those away and those suspended."""
        return self.tong - self.mien_sinh_hoat - self.tam_thoi_di - self.tam_thoi_di_du_bi - self.dinh_chi

    @property
    def co_mat(self) -> int:
        """Members present who must attend."""
        return self.co_mat_chinh_thuc + self.co_mat_du_bi

    @property
    def so_vang(self) -> int:
        """Members absent, with or without a reason."""
        return len(self.vang_co_ly_do) + len(self.vang_khong_ly_do)

    @property
    def du_quyen_bieu_quyet(self) -> int:
        """People in the room who may vote: official members present and exempt members who came (R-20)."""
        return self.co_mat_chinh_thuc + len(self.mien_sinh_hoat_co_du)

    @property
    def mau_so(self) -> int:
        """Base of a vote in a conference of the chi bộ (R-60): absent members count, exempt ones only when they came."""
        return self.tong_chinh_thuc - self.tam_thoi_di - (self.mien_sinh_hoat - len(self.mien_sinh_hoat_co_du))

    @property
    def mau_so_dai_hoi(self) -> int:
        """Base of an election at a congress (R-61): also less the suspended and those absent throughout with a reason."""
        absent = sum(not person.du_bi for person in self.vang_co_ly_do)
        return self.mau_so - self.dinh_chi - absent


class ThanhPhanChiUy(Model):
    """Attendance of a meeting of the chi ủy."""

    tong: Annotated[SoLuong, field("Tổng số chi ủy viên", "Số chi ủy viên đương chức.", 3)]
    co_mat: Annotated[SoLuong, field("Có mặt", "Số chi ủy viên có mặt.", 3)]
    vang_co_ly_do: Annotated[CacNguoiVang, field("Vắng có lý do", "Ghi tên và lý do từng người.", [])] = ()
    vang_khong_ly_do: Annotated[CacNguoiVang, field("Vắng không có lý do", "Ghi tên từng người.", [])] = ()

    @property
    def so_vang(self) -> int:
        """Members absent, with or without a reason."""
        return len(self.vang_co_ly_do) + len(self.vang_khong_ly_do)

    @property
    def phai_du(self) -> int:
        """All serving members."""
        return self.tong

    @property
    def du_quyen_bieu_quyet(self) -> int:
        """Members in the room."""
        return self.co_mat

    @property
    def mau_so(self) -> int:
        """Base of a vote: serving members (R-62)."""
        return self.tong


class BieuQuyet(Model):
    """One vote. Whether it is carried follows from the base; nobody types the result."""

    loai_viec: Annotated[LoaiViec, NotPrinted(), field("Loại việc", "Quyết định mức phiếu cần đạt.", "thuong")] = LoaiViec.THUONG
    hinh_thuc: Annotated[
        HinhThucBieuQuyet, NotPrinted(), field("Hình thức biểu quyết", "Giơ tay, giơ thẻ hoặc bỏ phiếu kín.", "gio_tay")
    ] = HinhThucBieuQuyet.GIO_TAY
    tan_thanh: Annotated[SoLuong, field("Tán thành", "Số người tán thành.", 19)]
    khong_tan_thanh: Annotated[SoLuong, field("Không tán thành", "Số người không tán thành.", 0)] = 0
    y_kien_khac: Annotated[SoLuong, field("Ý kiến khác", "Số người có ý kiến khác.", 0)] = 0

    @property
    def tong_phieu(self) -> int:
        """All who voted."""
        return self.tan_thanh + self.khong_tan_thanh + self.y_kien_khac

    def can_dat(self, base: int) -> int:
        """Votes needed: two thirds of the base rounded up, or more than half of it (exactly half fails, R-60)."""
        return -(-base * 2 // 3) if self.loai_viec in HAI_PHAN_BA else base // 2 + 1

    def thong_qua(self, base: int) -> bool:
        """Whether the matter is carried on this base."""
        return self.tan_thanh >= self.can_dat(base)


class NoiDungBieuQuyet(BieuQuyet):
    """A vote on one of several matters, named."""

    noi_dung: Annotated[
        Dong, field("Nội dung biểu quyết", "Việc được đưa ra biểu quyết.", "Nghị quyết lãnh đạo nhiệm vụ tháng 11/2026")
    ]


class NhiemVu(Model):
    """One task that a meeting gave: who, with whom, what comes out, by when, who checks (R-86)."""

    viec: Annotated[
        Dong, field("Việc phải làm", "Bắt đầu bằng động từ.", "Rà soát, lập danh sách 40 hộ Khu Chợ chưa phân loại rác")
    ]
    chu_tri: Annotated[HoTen | None, field("Người chủ trì", "Đúng một người chịu trách nhiệm chính.", "Hứa Thị Lưu")] = None
    phoi_hop: Annotated[Dong | None, field("Người, đơn vị phối hợp", "Nhiều người cách nhau dấu phẩy.", "Mông Thị Vượng")] = None
    san_pham: Annotated[Dong | None, field("Sản phẩm, kết quả", "Cái gì chứng minh việc đã xong.", "Danh sách có chữ ký hộ")] = (
        None
    )
    thoi_han: Annotated[Dong | None, field("Thời hạn", "Ghi ngày bằng số.", "20/11/2026")] = None
    kiem_tra: Annotated[HoTen | None, field("Người kiểm tra", "Khác người chủ trì.", "Lục Thị Ngân")] = None
    bao_cao: Annotated[Dong | None, field("Báo cáo tại", "Kỳ họp nào, báo cáo với ai.", "Kỳ sinh hoạt tháng 12/2026")] = None


class KetQuaViec(Model):
    """How a task of last month ended."""

    viec: Annotated[Dong, field("Nhiệm vụ tháng trước", "Chép từ nghị quyết tháng trước.", "Thu quỹ khuyến học đợt 2")]
    chu_tri: Annotated[HoTen | None, field("Người chủ trì", "Người được giao.", "Vũ Đức Thuyết")] = None
    dau_ky: Annotated[Dong | None, field("Tình trạng đầu kỳ", "Khi nhận việc đang ở đâu.", "Mới giao")] = None
    ket_qua: Annotated[Dong, field("Kết quả", "Có số liệu; chưa xong thì nêu nguyên nhân.", "Hoàn thành, thu 200/214 hộ")]


CacNhiemVu = Annotated[tuple[NhiemVu, ...], Field(max_length=LIST_LIMIT)]
CacKetQua = Annotated[tuple[KetQuaViec, ...], Field(max_length=LIST_LIMIT)]
CacBieuQuyet = Annotated[tuple[NoiDungBieuQuyet, ...], Field(max_length=LIST_LIMIT)]

Diem = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]


class ChamDiem(Model):
    """Self-score of a meeting on the 100-point frame of Hướng dẫn 42-HD/BTCTW (R-48)."""

    thoi_gian: Annotated[Diem, field("Thời gian sinh hoạt", "Tối đa 5 điểm.", 5)]
    ty_le_du: Annotated[Diem, field("Tỷ lệ đảng viên dự", "Tối đa 5 điểm.", 2)]
    chuan_bi: Annotated[Diem, field("Công tác chuẩn bị", "Tối đa 10 điểm.", 9)]
    to_chuc: Annotated[Diem, field("Tổ chức sinh hoạt", "Tối đa 40 điểm.", 36)]
    nguyen_tac: Annotated[Diem, field("Chấp hành nguyên tắc", "Tối đa 5 điểm.", 5)]
    thuc_hien_nghi_quyet: Annotated[Diem, field("Thực hiện nghị quyết, kết luận", "Tối đa 30 điểm.", 26)]
    ket_thuc: Annotated[Diem, field("Kết thúc sinh hoạt", "Tối đa 5 điểm.", 5)]
    tong: Annotated[Diem | None, field("Tổng điểm", "Bỏ trống để chương trình cộng.", 88)] = None
    xep_loai: Annotated[Dong | None, field("Xếp loại", "Bỏ trống để chương trình xếp: Tốt, Khá, Trung bình, Kém.", "Khá")] = None
    nguoi_cham: Annotated[HoTen | None, field("Người được phân công chấm", "Người bí thư giao chấm điểm.", "Lục Thị Ngân")] = None

    @property
    def cong(self) -> Decimal:
        """Sum of the seven parts."""
        return sum(
            (
                self.thoi_gian,
                self.ty_le_du,
                self.chuan_bi,
                self.to_chuc,
                self.nguyen_tac,
                self.thuc_hien_nghi_quyet,
                self.ket_thuc,
            ),
            Decimal(0),
        )


class YKien(Model):
    """What one named person said; dissent is recorded as such."""

    ho_ten: Annotated[HoTen, field("Người phát biểu", "Viết đủ họ, chữ đệm, tên.", "Bùi Quang Vịnh")]
    noi_dung: Annotated[DoanVan, field("Nội dung ý kiến", "Ý chính của người phát biểu.", "Đề nghị làm đường Xóm Giữa trước")]
    y_kien_khac: Annotated[bool, NotPrinted(), field("Là ý kiến khác với đa số", "Được ghi rõ để bảo lưu.", False)] = False


class CuocHopChung(Model):
    """When and where people met and who led."""

    ngay: Annotated[Ngay, field("Ngày họp", "Ngày diễn ra cuộc họp.", "03/11/2026")]
    bat_dau: Annotated[Gio | None, field("Bắt đầu lúc", "Giờ và phút.", "19:30")] = None
    ket_thuc: Annotated[Gio | None, field("Kết thúc lúc", "Giờ và phút.", "21:15")] = None
    dia_diem: Annotated[Dong, field("Địa điểm", "Nơi họp.", "Nhà văn hóa thôn Nà Khoang")]
    hinh_thuc: Annotated[HinhThucHop, NotPrinted(), field("Hình thức họp", "Trực tiếp hoặc trực tuyến.", "truc_tiep")] = (
        HinhThucHop.TRUC_TIEP
    )
    chu_tri: Annotated[NguoiThamGia, field("Chủ trì", "Người chủ trì cuộc họp.", {})]
    thu_ky: Annotated[NguoiThamGia, field("Thư ký", "Người ghi biên bản.", {})]
    khach_moi: Annotated[CacNguoi, field("Đại biểu dự", "Cấp trên và khách mời.", [])] = ()

    @property
    def so_phut(self) -> int | None:
        """Minutes from start to end, None without both; not above 0 when it does not end later on the same day (R-51)."""
        if self.bat_dau is None or self.ket_thuc is None:
            return None
        start, end = (moment.hour * 60 + moment.minute for moment in (self.bat_dau, self.ket_thuc))
        return end - start


class CuocHop(CuocHopChung):
    """A meeting of the whole chi bộ."""

    thanh_phan: Annotated[ThanhPhan, field("Thành phần dự", "Số đảng viên theo từng diện.", {})]


class CuocHopChiUy(CuocHopChung):
    """A meeting of the chi ủy."""

    thanh_phan: Annotated[ThanhPhanChiUy, field("Thành phần dự", "Số chi ủy viên.", {})]
