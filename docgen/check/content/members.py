"""What a document says of a member: party card, days of a life in the Party, probation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from docgen.check.content.facts import WARN, find, joined, shown, years_after
from docgen.check.finding import Severity
from docgen.check.registry import Case, Hit, rule
from docgen.standard import legal_bases
from docgen.vietnamese import dates
from schemas.quyet_dinh_phan_cong import DangVien, LoaiDangVien

HD_38 = dt.date(2025, 9, 29)
LEAST_AGE = 18  # Điều lệ Đảng
PROBATION_YEARS = 1  # Điều lệ Đảng

_CARD = re.compile(r"\d{12}")
_OLD_CARD = re.compile(r"\d{2}\.\d{6}")


@rule("R-26", "E", "Số thẻ đảng viên có 12 chữ số", clause="Hướng dẫn 38-HD/BTCTW", grade="B", valid_from=HD_38)
def card_number(case: Case) -> Iterator[Hit]:
    """Số thẻ đảng viên có đúng 12 chữ số, chỉ đảng viên chính thức mới có.

    Vì sao: bảng tính hay làm mất số 0 ở đầu; số thẻ sai thì hồ sơ không khớp. Số thẻ kiểu cũ (2 số, dấu chấm, 6 số) chỉ nhắc.
    Đúng: 099164000105.
    Sai: 99164000105 (mất số 0), 099 164 000105 (có dấu cách), hoặc đảng viên dự bị mà có số thẻ.
    """
    seen: dict[str, str] = {}
    for path, member in find(case, DangVien):
        card = member.so_the
        if card is None:
            continue
        place = joined(path, "so_the")
        if member.loai is LoaiDangVien.DU_BI:
            yield Hit(
                place,
                f"Đồng chí {member.ho_ten} là đảng viên dự bị nhưng có số thẻ {card}.",
                "Bỏ số thẻ, hoặc sửa loại đảng viên.",
            )
        yield from _form_of_card(place, card)
        if seen.setdefault(card, member.ho_ten) != member.ho_ten:
            yield Hit(place, f"Số thẻ {card} đã ghi cho đồng chí {seen[card]}.", "Sửa lại số thẻ của một trong hai người.")


def _form_of_card(path: str, card: str) -> Iterator[Hit]:
    digits = re.sub(r"[\s.-]", "", card)
    if _CARD.fullmatch(card):
        return
    if _OLD_CARD.fullmatch(card):
        yield Hit(path, f"Số thẻ {card} là kiểu cũ.", "Ghi số thẻ 12 chữ số nếu đã được đổi thẻ.", WARN)
    elif _CARD.fullmatch(digits):
        yield Hit(path, f"Số thẻ {shown(card)} có dấu cách hoặc dấu chấm.", f"Ghi liền: {digits}.")
    elif digits.isdigit():
        yield Hit(path, f"Số thẻ {card} có {len(digits)} chữ số, cần 12.", "Chép lại từ thẻ, giữ cả số 0 ở đầu.")
    else:
        yield Hit(path, f"Số thẻ {shown(card)} không phải dãy 12 chữ số.", "Chép lại từ thẻ, chỉ ghi chữ số.")


@rule("R-27", "E", "Ngày sinh, ngày vào Đảng, ngày chính thức hợp lý", clause="Điều lệ Đảng", grade="B")
def days_of_a_member(case: Case) -> Iterator[Hit]:
    """Vào Đảng khi đủ 18 tuổi; chính thức sau ít nhất 12 tháng dự bị; không ngày nào sau ngày văn bản.

    Vì sao: lệch một ngày là sai tuổi đảng. Người vào Đảng trước Điều lệ hiện hành thì chỉ nhắc, vì quy định khi đó có thể khác.
    Đúng: sinh 08/6/1964, vào Đảng 14/10/1993, chính thức 14/10/1994.
    Sai: vào Đảng 14/10/2024, chính thức 14/4/2025.
    """
    for path, member in find(case, DangVien):
        yield from _age(path, member)
        yield from _too_young(path, member, case.document.ngay_ban_hanh)
        yield from _probation(path, member)
        yield from _still_to_come(path, member, case.document.ngay_ban_hanh)


def _age(path: str, member: DangVien) -> Iterator[Hit]:
    born, admitted = member.ngay_sinh, member.ngay_ket_nap or member.ngay_chinh_thuc
    if born and admitted and admitted < years_after(born, LEAST_AGE):
        field, words = ("ngay_ket_nap", "vào Đảng") if member.ngay_ket_nap else ("ngay_chinh_thuc", "chính thức")
        yield Hit(
            joined(path, field),
            f"Đồng chí {member.ho_ten} {words} ngày {dates.short(admitted)}, chưa đủ {LEAST_AGE} tuổi, sinh {dates.short(born)}.",
            "Xem lại ngày sinh và ngày vào Đảng trong hồ sơ.",
            _if_long_ago(admitted),
        )


def _too_young(path: str, member: DangVien, day: dt.date) -> Iterator[Hit]:
    """A member of whom only the day of birth is known."""
    born = member.ngay_sinh
    if born and not (member.ngay_ket_nap or member.ngay_chinh_thuc) and born <= day < years_after(born, LEAST_AGE):
        yield Hit(
            joined(path, "ngay_sinh"),
            f"Đồng chí {member.ho_ten} sinh ngày {dates.short(born)}, "
            f"đến ngày văn bản {dates.short(day)} chưa đủ {LEAST_AGE} tuổi.",
            "Xem lại ngày sinh trong hồ sơ đảng viên.",
        )


def _probation(path: str, member: DangVien) -> Iterator[Hit]:
    admitted, official = member.ngay_ket_nap, member.ngay_chinh_thuc
    if official and member.loai is LoaiDangVien.DU_BI:
        yield Hit(
            joined(path, "ngay_chinh_thuc"),
            f"Đồng chí {member.ho_ten} là đảng viên dự bị nhưng có ngày chính thức {dates.short(official)}.",
            "Bỏ ngày chính thức, hoặc sửa loại đảng viên thành chính thức.",
        )
    elif admitted and official and official < years_after(admitted, PROBATION_YEARS):
        yield Hit(
            joined(path, "ngay_chinh_thuc"),
            f"Đồng chí {member.ho_ten} chính thức ngày {dates.short(official)}, chưa đủ 12 tháng từ {dates.short(admitted)}.",
            f"Ngày chính thức sớm nhất là {dates.short(years_after(admitted, PROBATION_YEARS))}.",
            _if_long_ago(admitted),
        )


def _still_to_come(path: str, member: DangVien, day: dt.date) -> Iterator[Hit]:
    for field, words in (("ngay_sinh", "sinh"), ("ngay_ket_nap", "vào Đảng"), ("ngay_chinh_thuc", "chính thức")):
        found: dt.date | None = getattr(member, field)
        if found and found > day:
            yield Hit(
                joined(path, field),
                f"Đồng chí {member.ho_ten} {words} ngày {dates.short(found)}, sau ngày văn bản {dates.short(day)}.",
                "Sửa lại năm.",
            )


def _if_long_ago(admitted: dt.date) -> Severity | None:
    return WARN if admitted < legal_bases().bases["dieu_le_2011"].valid_from else None


@rule("R-33", "W", "Đảng viên dự bị được xét khi hết 12 tháng", clause="Điều lệ Đảng; Hướng dẫn 01-HD/TW", grade="B")
def end_of_probation(case: Case) -> Iterator[Hit]:
    """Đảng viên dự bị hết 12 tháng thì chi bộ xét công nhận chính thức trong 30 ngày làm việc.

    Vì sao: để quá hạn là lỗi đoàn kiểm tra hay nêu; ngày chính thức vẫn tính từ ngày hết 12 tháng.
    Đúng: vào Đảng 26/3/2026, văn bản ngày 25/12/2026.
    Sai: vào Đảng 26/3/2025, văn bản ngày 25/12/2026 vẫn ghi dự bị.
    """
    for path, member in find(case, DangVien):
        if member.loai is not LoaiDangVien.DU_BI or member.ngay_ket_nap is None:
            continue
        end = years_after(member.ngay_ket_nap, PROBATION_YEARS)
        if end < case.document.ngay_ban_hanh:
            yield Hit(
                joined(path, "ngay_ket_nap"),
                f"Đồng chí {member.ho_ten} hết 12 tháng dự bị từ ngày {dates.short(end)}.",
                "Xét công nhận chính thức trong 30 ngày làm việc; đã công nhận thì sửa loại đảng viên.",
            )
