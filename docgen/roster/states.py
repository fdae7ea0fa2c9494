"""What notes and positions of a list say of a member's state, where it does not count: it is told with the column that does.

Who is exempt, elsewhere or gone is given no duties, who is probationary others (rules R-23, R-25, R-31, R-32). Of a list that
says so under “Ghi chú” only, all would be given those of full members.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from docgen.roster.columns import columns, plain
from schemas.quyet_dinh_phan_cong import DienDangVien, LoaiDangVien
from schemas.roster import NguoiTrongDanhSach, TrangThai

WHERE = ("hoan_canh", "chuc_vu_dang", "chuc_vu_khac")
"""The fields whose texts are looked at."""
_ELSEWHERE = r"\b(?:sh|sinh hoat)(?: dang)? (?:tam thoi|(?:o |tai )?noi khac)\b|\btam thoi (?:o |tai )?noi khac\b|\bshtt\b"
_MOVED = (
    r"^(?:da )?chuyen (?:di|sh|sinh hoat)\b(?! den)|^da chuyen$|\bra khoi (?:dang|chi bo|danh sach)\b|\b(?:khai tru|xoa ten)\b"
)
_DEAD = r"\btu tran\b|^(?:da )?(?:mat|qua doi|chet)$|^da (?:mat|qua doi) (?:ngay|thang|nam|\d)"
_SAYS = tuple(
    (field, str(code), re.compile(pattern))
    for field, code, pattern in (
        ("dien", DienDangVien.MIEN, r"\bmien (?:sh|sinh hoat|cong tac|ct)\b|^(?:da |duoc |tam |tam thoi )?mien$"),
        ("dien", DienDangVien.TAM_THOI_DI, rf"^(?!.*\bden\b).*(?:{_ELSEWHERE})"),
        ("dien", DienDangVien.DINH_CHI, r"\bdinh chi (?:sh|sinh hoat)\b|^(?:bi |dang bi )?dinh chi$"),
        ("dien", DienDangVien.CHO_CHUYEN, r"\b(?:cho|dang) chuyen(?:$| (?:sh|sinh hoat|dang)\b)"),
        ("dien", "", r"\btam hoan\b|^(?:xin )?tam nghi(?: (?:sh|sinh hoat).*)?$|\bbo (?:sh|sinh hoat)\b"),
        ("loai", LoaiDangVien.DU_BI, r"\b(?:dang vien|dv) du bi\b|\bdvdb\b|^du bi$|\bchua (?:chuyen )?chinh thuc\b"),
        ("trang_thai", TrangThai.DA_ROI, f"{_MOVED}|{_DEAD}"),
    )
)
"""Field, code there, and how a text begins or what it holds that says so, without diacritics; the first that fits counts."""
_MAYBE = re.compile(
    r"\b(?:mien|sh|shtt|sinh hoat|tam|dinh chi|chuyen|du bi|dvdb|chinh thuc|tran|mat|qua doi|chet|ra khoi|khai tru|xoa ten)\b"
)
"""What one of them holds: nearly all notes hold none, and a list may have a hundred thousand."""
_TITLES: Mapping[str, str] = {column.name: column.title for column in columns()}
_LABELS: Mapping[tuple[str, str], str] = {
    (column.name, code): label for column in columns() for code, label in column.choices.items()
}


class State(NamedTuple):
    """What a text seems to say: the field it belongs to, and the code it should have there; empty where that is not sure."""

    field: str
    code: str


@lru_cache(maxsize=4096)
def state_in(text: str) -> State | None:
    """The state that a note or position seems to tell of; None for every other text."""
    bare = plain(text)
    if _MAYBE.search(bare) is None:
        return None
    return next((State(field, code) for field, code, pattern in _SAYS if pattern.search(bare)), None)


def unsaid(text: str, data: Mapping[str, Any]) -> str:
    """What to say of a note or position that tells of a state which the row does not have; empty where there is no doubt."""
    found = state_in(text)
    if found is None:
        return ""
    told = str(data.get(found.field) or "")
    if (told and found.code in {told, ""}) or found.code == data.get("nhom"):
        return ""
    label = _LABELS.get((found.field, found.code))
    said = f"ghi “{label}”" if label else "ghi rõ diện"
    return (
        f"“{text[:40]}” ở cột này không được tính; đúng thế thì {said} ở cột “{_TITLES[found.field]}”, "
        "không thì vẫn được giao việc"
    )


def perhaps_probationary(person: NguoiTrongDanhSach, today: dt.date) -> str:
    """What to say of somebody who counts as a full member though the twelve months are not over; empty for all others.

    Điều lệ Đảng, Điều 5: twelve months from the day of admission.
    """
    if person.loai is not None:
        return ""
    official, admitted = person.ngay_chinh_thuc, person.ngay_ket_nap
    if official is not None and official > today:
        said = f"ngày chính thức {official:%d/%m/%Y} chưa tới"
    elif official is None and admitted is not None and (admitted.year + 1, admitted.month, admitted.day) > today.timetuple()[:3]:
        said = f"vào Đảng {admitted:%d/%m/%Y}, chưa đủ 12 tháng"
    else:
        return ""
    label, title = _LABELS["loai", LoaiDangVien.DU_BI], _TITLES["loai"]
    return f"{said} mà đang tính là chính thức; còn dự bị thì ghi “{label}” ở cột “{title}”"
