"""Columns that hold duties of the person of a row: codes of the catalogue, a cell with one duty a line, or numbered columns.

A name of such a column says where its text goes: `ma_nhiem_vu`, `co_dinh`, `mo`, or `co_dinh.3.han`, the third fixed duty's term.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from docgen.roster.columns import plain
from schemas.document import LETTER_LIMIT

CODES, FIXED, OPEN = "ma_nhiem_vu", "co_dinh", "mo"
WHOLE = (FIXED, OPEN)
"""A cell with one duty a line."""
PIECES: Mapping[str, str] = {
    "viec": "Việc",
    "san_pham": "Sản phẩm",
    "han": "Thời hạn",
    "nguoi_kiem_tra": "Người kiểm tra",
    "dia_ban": "Địa bàn",
    "so_ho": "Số hộ",
    "nguoi_phoi_hop": "Người phối hợp",
    "che_do_bao_cao": "Chế độ báo cáo",
}
"""The fields of a duty and the titles of their columns, in the order in which a line of a cell gives them."""
MOST = LETTER_LIMIT
TITLES: Mapping[str, str] = {
    CODES: "Mã nhiệm vụ",
    FIXED: "Nhiệm vụ cố định",
    OPEN: "Nhiệm vụ theo thời điểm",
}

_ALSO: Mapping[str, str] = {
    "viec": "viec, nhiem vu, viec duoc giao, noi dung, noi dung nhiem vu, cong viec, ten viec, nhiem vu duoc giao, "
    "noi dung cong viec",
    "san_pham": "san pham, san pham minh chung, minh chung, ket qua, ket qua can dat, san pham ket qua, san pham dau ra",
    "han": "thoi han, han, han hoan thanh, thoi gian, thoi gian hoan thanh, thoi han dinh ky, dinh ky, thoi gian thuc hien",
    "nguoi_kiem_tra": "nguoi kiem tra, nguoi theo doi, nguoi theo doi kiem tra, kiem tra, theo doi kiem tra",
    "dia_ban": "dia ban, dia ban phu trach, noi phu trach",
    "so_ho": "so ho, so ho phu trach",
    "nguoi_phoi_hop": "nguoi phoi hop, phoi hop",
    "che_do_bao_cao": "che do bao cao, bao cao",
}
_PIECE_OF: Mapping[str, str] = {also: piece for piece, listed in _ALSO.items() for also in listed.split(", ")}
_CODES = frozenset({"ma nhiem vu", "ma viec", "ma nv", "cac ma nhiem vu", "ma nhiem vu theo danh muc", "nhiem vu theo danh muc"})
_ALONE = frozenset({"viec", "viec duoc giao", "noi dung nhiem vu", "noi dung cong viec"})
"""What names the first duty without a number."""
_ALL = frozenset(
    {
        *("nhiem vu", "cac nhiem vu", "nhiem vu duoc giao", "nhiem vu phan cong", "nhiem vu duoc phan cong"),
        *("cong viec duoc giao", "cong viec phan cong", "cong viec duoc phan cong", "phan cong nhiem vu", "nhiem vu cu the"),
    }
)
"""What names a column of duties, one a line, as offices head it that know of no fixed and open ones."""
_PARTS = frozenset({"", "phan", "cac", "viec", "nhiem vu", "cac nhiem vu", "cac viec", "cong viec", "phan nhiem vu"})
_OPEN = re.compile(r"\b(?:theo thoi diem|tung thoi diem|dot xuat|theo dot|tung dot|mo)\b")
_FIXED = re.compile(r"\b(?:co dinh|thuong xuyen)\b")
_NUMBER = re.compile(r"\b(?:so )?(?<!\d )(\d{1,2})\b(?! \d)")
_PREFIX = re.compile(r"^(?:nhiem vu|viec)\s+(?=\S)")


@lru_cache(maxsize=1024)
def duty_named(heading: str) -> str | None:
    """The name of the duty column that a heading names; None when it names none."""
    text = plain(heading)
    if text in _CODES:
        return CODES
    numbers = _NUMBER.findall(text)
    kind = OPEN if _OPEN.search(text) else FIXED
    marked = kind == OPEN or _FIXED.search(text) is not None
    bare = " ".join(_FIXED.sub(" ", _OPEN.sub(" ", _NUMBER.sub(" ", text))).split())
    if len(numbers) > 1 or (numbers and not 1 <= int(numbers[0]) <= MOST):
        return None
    if not numbers:
        return _without_number(bare, kind, marked=marked)
    piece = _piece(bare) or ("viec" if marked and bare in _PARTS else None)
    return f"{kind}.{int(numbers[0])}.{piece}" if piece else None


def _without_number(bare: str, kind: str, *, marked: bool) -> str | None:
    if marked:
        return kind if bare in _PARTS else None
    if bare in _ALL:
        return kind
    piece = _PIECE_OF.get(bare)
    if piece is None or (piece == "viec" and bare not in _ALONE):
        return None
    return f"{kind}.1.{piece}"


def _piece(bare: str) -> str | None:
    return _PIECE_OF.get(bare) or _PIECE_OF.get(_PREFIX.sub("", bare))


def is_duty(name: str) -> bool:
    """Whether a name is that of a column of duties that there can be."""
    if name in TITLES:
        return True
    kind, number, piece = (*name.split("."), "", "")[:3]
    return kind in WHOLE and piece in PIECES and number.isdecimal() and 1 <= int(number) <= MOST and name.count(".") == 2  # noqa: PLR2004


def duty_title(name: str) -> str:
    """What people read for a column of duties."""
    if name in TITLES:
        return TITLES[name]
    kind, number, piece = name.split(".")
    return f"{PIECES[piece]}{' theo thời điểm' if kind == OPEN else ''} {number}"


def without_orphans(places: Mapping[int, str]) -> dict[int, str]:
    """Leave out pieces of a duty that has no column of its own: “Thời hạn” in a list without “Việc” is no duty's.

    Beside a column with one duty a line they belong to its lines.
    """
    works = {name.rpartition(".")[0] for name in places.values() if name.endswith(".viec")}
    works |= {f"{name}.1" for name in places.values() if name in WHOLE}
    return {place: name for place, name in places.items() if "." not in name or name.rpartition(".")[0] in works}
