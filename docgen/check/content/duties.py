"""Who is given duties: everyone who is subject to it, nobody who is exempt or away, nothing a probationary member may not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from docgen.check.content.facts import WARN, find, joined, key, once, shown, years_after
from docgen.check.registry import Case, Hit, rule
from docgen.standard import duties
from schemas.ban_cam_ket import CamKetHangNam
from schemas.quyet_dinh_phan_cong import (
    CaNhan,
    DangVien,
    DanhSach,
    DienDangVien,
    DongNhiemVu,
    KhongPhanCong,
    LoaiDangVien,
    PhanCongMotNguoi,
    ThayDoi,
)
from schemas.thong_bao import ThongBaoPhanCong

LAST_YOUTH_AGE = 30  # Điều lệ Đoàn TNCS Hồ Chí Minh
SUBJECT = {DienDangVien.THUONG_XUYEN, DienDangVien.TAM_THOI_DEN}
"""Members to whom this chi bộ assigns duties."""

_SPONSOR = re.compile(r"\bgiới thiệu\b[^.;]{0,80}\b(?:vào Đảng|kết nạp)", re.IGNORECASE)
_TAKE_OFFICE = re.compile(r"\b(?:làm|giữ|đảm nhiệm|kiêm)\b[^.;]{0,40}\b(?:tổ trưởng tổ đảng|chi (?:ủy|uỷ) viên)", re.IGNORECASE)
_OFFICE = re.compile(r"(?:bí thư|phó bí thư|chi (?:ủy|uỷ) viên|tổ trưởng)(?! (?:chi )?đoàn)", re.IGNORECASE)
_HELP_CANDIDATE = re.compile(r"\bgiúp đỡ\b[^.;]{0,60}\bphấn đấu vào Đảng", re.IGNORECASE)
_YOUTH = re.compile(r"\bĐoàn\b|chi đoàn|đoàn viên|thanh niên", re.IGNORECASE)
_SLOT = re.compile(r"\\\{\\\{\w+\\\}\\\}")


_OWNERS: tuple[type[BaseModel], ...] = (CaNhan, PhanCongMotNguoi, ThayDoi, ThongBaoPhanCong, CamKetHangNam)
"""What names a member and gives him or her duties."""


class Assigned(NamedTuple):
    """A member and the duties that the document gives to him or her."""

    path: str
    member: DangVien
    duties: tuple[tuple[str, DongNhiemVu], ...]


def assigned(case: Case) -> tuple[Assigned, ...]:
    """Every member to whom the document gives duties."""
    return once(case, _assigned)


def _assigned(case: Case) -> tuple[Assigned, ...]:
    owners: list[tuple[str, Any]] = [found for model in _OWNERS for found in find(case, model)]
    return tuple(Assigned(path, owner.dang_vien, tuple(_duties_of(path, owner))) for path, owner in owners)


def _duties_of(path: str, owner: Any) -> Iterator[tuple[str, DongNhiemVu]]:
    for name in ("co_dinh", "mo", "giao_them"):
        for index, duty in enumerate(getattr(owner, name, ())):
            yield joined(path, f"{name}.{index}"), duty


@rule("R-23", "E", "Không giao việc bắt buộc cho người được miễn", clause="Hướng dẫn 38-HD/BTCTW", grade="B")
def exempt_members(case: Case) -> Iterator[Hit]:
    """Đảng viên được miễn công tác và sinh hoạt đảng không bị giao nhiệm vụ bắt buộc.

    Vì sao: chi bộ đã quyết định miễn thì không phân công, không xếp loại; chỉ ghi việc gương mẫu, tự nguyện.
    Đúng: đưa vào danh sách không thuộc diện phân công, hoặc ghi thời hạn “Tự nguyện”.
    Sai: giao đồng chí được miễn phụ trách 6 hộ, báo cáo hằng tháng.
    """
    for path, member, given in assigned(case):
        forced = [duty for _, duty in given if not _is_voluntary(duty)] if member.dien is DienDangVien.MIEN else []
        if forced:
            yield Hit(
                joined(path, "dang_vien.dien"),
                f"Đồng chí {member.ho_ten} được miễn công tác và sinh hoạt đảng nhưng bị giao {len(forced)} việc bắt buộc.",
                "Chuyển sang phần không thuộc diện phân công, hoặc ghi rõ là việc tự nguyện.",
            )


def _is_voluntary(duty: DongNhiemVu) -> bool:
    words = f"{duty.viec} {duty.san_pham or ''} {duty.han or ''}".lower()
    return "tự nguyện" in words or bool(_voluntary_lines().match(duty.viec.rstrip(". ")))


@lru_cache(maxsize=1)
def _voluntary_lines() -> re.Pattern[str]:
    """The lines of the duty catalogue that are voluntary, with anything in their slots."""
    lines = (re.escape(duty.viec.rstrip(". ")) for duty in duties().lines.values() if duty.tu_nguyen)
    return re.compile("|".join(f"(?:{_SLOT.sub('.+', line)})$" for line in lines))


@rule(
    "R-25",
    "E",
    "Người đi nơi khác do nơi đến giao việc",
    clause="Quy định thi hành Điều lệ Đảng",
    grade="B",
)
def members_away(case: Case) -> Iterator[Hit]:
    """Đảng viên sinh hoạt tạm thời nơi khác thì do chi bộ nơi đến giao nhiệm vụ.

    Vì sao: một đảng viên không thể chịu hai nơi phân công; người bị đình chỉ sinh hoạt cũng chưa giao việc.
    Đúng: đưa vào danh sách không thuộc diện phân công, lý do “sinh hoạt tạm thời nơi khác”.
    Sai: sinh viên đang sinh hoạt tạm thời tại trường vẫn bị giao phụ trách 5 hộ trong thôn.
    """
    for path, member, given in assigned(case):
        place = joined(path, "dang_vien.dien")
        if given and member.dien is DienDangVien.TAM_THOI_DI:
            message = f"Đồng chí {member.ho_ten} đang sinh hoạt tạm thời nơi khác nhưng được giao {len(given)} việc."
            yield Hit(place, message, "Chuyển sang phần không thuộc diện phân công.")
        if given and member.dien is DienDangVien.DINH_CHI:
            message = f"Đồng chí {member.ho_ten} đang bị đình chỉ sinh hoạt đảng nhưng được giao {len(given)} việc."
            yield Hit(place, message, "Xem lại diện sinh hoạt; chưa giao việc trong thời gian đình chỉ.", WARN)


@rule("R-28", "I", "Đảng viên trẻ tham gia sinh hoạt Đoàn", clause="Điều lệ Đảng; Điều lệ Đoàn", grade="C")
def youth_union(case: Case) -> Iterator[Hit]:
    """Đảng viên trong độ tuổi Đoàn có nhiệm vụ sinh hoạt, làm nòng cốt ở Đoàn.

    Vì sao: đảng viên còn trong độ tuổi đoàn viên phải tham gia sinh hoạt Đoàn; bản phân công nên ghi rõ.
    Đúng: “Sinh hoạt Đoàn đầy đủ, làm nòng cốt của chi đoàn thôn.”
    Sai: đảng viên 24 tuổi chỉ được giao thu quỹ khuyến học.
    """
    for path, member, given in assigned(case):
        if member.ngay_sinh is None or case.document.ngay_ban_hanh >= years_after(member.ngay_sinh, LAST_YOUTH_AGE + 1):
            continue
        words = " ".join([member.chuc_vu_khac or "", member.chuc_vu_dang or "", *(duty.viec for _, duty in given)])
        if given and member.dien in SUBJECT and not _YOUTH.search(words):
            yield Hit(
                joined(path, "dang_vien.ngay_sinh"),
                f"Đồng chí {member.ho_ten} còn trong độ tuổi Đoàn nhưng không có việc nào nhắc đến Đoàn.",
                "Xem xét giao thêm việc sinh hoạt Đoàn, làm nòng cốt của chi đoàn.",
            )


@rule(
    "R-31",
    "E",
    "Mọi đảng viên thuộc diện phân công đều có việc",
    clause="Điều lệ Đảng",
    grade="B",
)
def everyone_has_a_duty(case: Case) -> Iterator[Hit]:
    """Đảng viên sinh hoạt thường xuyên nào cũng có ít nhất một nhiệm vụ.

    Vì sao: nói đã phân công 100% thì không được sót một ai thuộc diện phân công; chỉ người được miễn hoặc đang ở nơi khác
    mới đưa ra ngoài.
    Đúng: 24/24 đồng chí thuộc diện phân công đều có việc.
    Sai: có tên trong danh sách mà phần nhiệm vụ để trống.
    """
    if not isinstance(case.document, DanhSach):
        return
    shared = case.document.nhiem_vu_chung
    for path, member, given in assigned(case):
        if member.dien in SUBJECT and not given:
            rest = "chỉ có nhiệm vụ chung" if shared else "chưa có nhiệm vụ nào"
            yield Hit(path, f"Đồng chí {member.ho_ten} {rest}.", "Giao ít nhất một việc riêng.", WARN if shared else None)
    for path, left_out in find(case, KhongPhanCong):
        if left_out.dien in SUBJECT:
            yield Hit(
                joined(path, "dien"),
                f"Đồng chí {left_out.ho_ten} thuộc diện “{left_out.dien.label}” nhưng không được phân công.",
                "Chuyển sang phần phân công, hoặc sửa diện sinh hoạt.",
                None if left_out.dien is DienDangVien.THUONG_XUYEN else WARN,
            )


@rule("R-32", "E", "Không giao đảng viên dự bị việc của người chính thức", clause="Điều lệ Đảng", grade="B")
def probationary_duties(case: Case) -> Iterator[Hit]:
    """Đảng viên dự bị không giới thiệu người vào Đảng, không làm tổ trưởng tổ đảng, không làm chi ủy viên.

    Vì sao: đảng viên dự bị chưa có quyền biểu quyết, ứng cử, bầu cử và giới thiệu người vào Đảng.
    Đúng: “Hướng dẫn 20 hộ dùng dịch vụ công trực tuyến.”
    Sai: “Giới thiệu đoàn viên ưu tú vào Đảng”, hoặc chức vụ đảng ghi “Tổ trưởng Tổ đảng số 1”.
    """
    for path, member, given in assigned(case):
        if member.loai is not LoaiDangVien.DU_BI:
            continue
        if _OFFICE.match(member.chuc_vu_dang or ""):
            yield Hit(
                joined(path, "dang_vien.chuc_vu_dang"),
                f"Đồng chí {member.ho_ten} là đảng viên dự bị nhưng chức vụ đảng ghi {shown(member.chuc_vu_dang or '')}.",
                "Sửa chức vụ, hoặc sửa loại đảng viên.",
            )
        for place, duty in given:
            yield from _forbidden_duty(joined(place, "viec"), duty.viec)


def _forbidden_duty(path: str, work: str) -> Iterator[Hit]:
    if found := _SPONSOR.search(work) or _TAKE_OFFICE.search(work):
        yield Hit(path, f"Giao đảng viên dự bị {shown(found[0])}.", "Giao việc này cho đảng viên chính thức.")
    elif found := _HELP_CANDIDATE.search(work):
        yield Hit(path, f"Giao đảng viên dự bị {shown(found[0])}.", "Việc này giao đảng viên chính thức.", WARN)


@rule("R-37", "W", "Mỗi điều chỉnh nêu việc thôi giao hoặc giao mới", clause="Lỗi thường gặp khi thẩm định văn bản", grade="P")
def change_says_what(case: Case) -> Iterator[Hit]:
    """Mỗi người trong quyết định điều chỉnh có việc thôi giao hoặc việc giao mới.

    Vì sao: điều chỉnh mà không đổi gì thì người đọc không biết làm theo bản nào.
    Đúng: thôi giao “Tham gia tổ hòa giải”.
    Sai: chỉ ghi lý do “sức khỏe giảm sút”.
    """
    for path, change in find(case, ThayDoi):
        if not change.thoi_giao and not change.giao_them:
            yield Hit(
                path,
                f"Đồng chí {change.dang_vien.ho_ten} không có việc thôi giao hay giao mới.",
                "Ghi việc thay đổi, hoặc bỏ người này.",
            )


@rule("R-38", "W", "Người xác nhận khác người cam kết", clause="Lỗi thường gặp khi thẩm định văn bản", grade="P")
def confirmed_by_another(case: Case) -> Iterator[Hit]:
    """Bản cam kết của người xác nhận do người khác thay mặt chi bộ xác nhận.

    Vì sao: tự mình xác nhận cam kết của mình thì không phải xác nhận.
    Đúng: bản cam kết của Bí thư do Phó Bí thư xác nhận.
    Sai: Hoàng Đình Khải cam kết, Hoàng Đình Khải xác nhận.
    """
    document = case.document
    if not isinstance(document, CamKetHangNam) or key(document.nguoi_ky.ho_ten) != key(document.dang_vien.ho_ten):
        return
    other = document.xac_nhan_thay
    if other is None or key(other.ho_ten) == key(document.dang_vien.ho_ten):
        message = f"Đồng chí {document.dang_vien.ho_ten} vừa cam kết vừa xác nhận."
        yield Hit("xac_nhan_thay", message, "Ghi người xác nhận thay, ví dụ Phó Bí thư.")
