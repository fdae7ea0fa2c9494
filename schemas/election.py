"""An election: candidates, ballots, who is elected. The arithmetic of Quy chế bầu cử (190-QĐ/TW), no wording."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.fields import LIST_LIMIT, Choice, Dong, HoTen, Model, NotPrinted, SoLuong, field


class ChucDanhBau(Choice):
    """What is elected; bí thư and phó bí thư are elected on separate ballots (R-05)."""

    CHI_UY = "chi_uy", "chi ủy viên"
    BI_THU = "bi_thu", "bí thư"
    PHO_BI_THU = "pho_bi_thu", "phó bí thư"
    DAI_BIEU = "dai_bieu", "đại biểu dự đại hội cấp trên"
    KHAC = "khac", "chức danh khác"


class UngVien(Model):
    """A candidate and the votes cast for him or her."""

    ho_ten: Annotated[HoTen, field("Họ và tên người ứng cử, đề cử", "Chương trình xếp theo vần A, B, C.", "Hoàng Đình Khải")]
    so_phieu: Annotated[SoLuong, field("Số phiếu bầu", "Số phiếu đồng ý.", 21)]


class KetQuaBau(Model):
    """One round of voting for one office: ballots and votes per candidate."""

    chuc_danh: Annotated[ChucDanhBau, NotPrinted(), field("Chức danh bầu", "Bầu chức danh nào.", "chi_uy")]
    ten: Annotated[Dong, field("Bầu", "Câu in ra: bầu gì, nhiệm kỳ nào.", "Bầu chi ủy nhiệm kỳ 2025 - 2030")]
    so_can_bau: Annotated[int, field("Số lượng cần bầu", "Số người phải bầu.", 3, ge=1, le=200)]
    mau_so: Annotated[SoLuong, field("Số đảng viên chính thức được tính", "Mẫu số tính quá nửa.", 22, ge=1)]
    phat_ra: Annotated[SoLuong, field("Số phiếu phát ra", "Số phiếu ban kiểm phiếu phát.", 21)]
    thu_vao: Annotated[SoLuong, field("Số phiếu thu vào", "Số phiếu thu được.", 21)]
    hop_le: Annotated[SoLuong, field("Số phiếu hợp lệ", "Trong số thu vào.", 21)]
    khong_hop_le: Annotated[SoLuong, field("Số phiếu không hợp lệ", "Trong số thu vào.", 0)] = 0
    ung_vien: Annotated[
        tuple[UngVien, ...], field("Danh sách bầu cử và số phiếu", "Mỗi người một dòng.", [], min_length=1, max_length=LIST_LIMIT)
    ]

    @property
    def can_dat(self) -> int:
        """Votes needed: more than half of the base (R-61)."""
        return self.mau_so // 2 + 1

    @property
    def theo_phieu(self) -> tuple[UngVien, ...]:
        """Candidates by votes, most first; equals in the order of the list."""
        return tuple(sorted(self.ung_vien, key=lambda person: -person.so_phieu))

    @property
    def trung_cu(self) -> tuple[UngVien, ...]:
        """Elected: the most votes among those over half, as many as needed; of a tie at the last place nobody (R-65)."""
        over_half = [person for person in self.theo_phieu if person.so_phieu >= self.can_dat]
        if len(over_half) <= self.so_can_bau:
            return tuple(over_half)
        first_left_out = over_half[self.so_can_bau].so_phieu
        return tuple(person for person in over_half[: self.so_can_bau] if person.so_phieu > first_left_out)


CacKetQuaBau = Annotated[tuple[KetQuaBau, ...], Field(max_length=100)]
