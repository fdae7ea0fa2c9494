"""The columns of a roster: their headings, what people call them otherwise, and what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from docgen.vietnamese.legacy import Encoding, to_unicode
from docgen.vietnamese.names import without_marks
from schemas.annotations import unwrapped
from schemas.fields import Choice
from schemas.roster import NguoiTrongDanhSach


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` of the field, `title` on top of it, `choices` as label by code."""

    name: str
    title: str
    hint: str
    holds: Holds
    choices: Mapping[str, str]
    example: str


GIVEN_NAME = "ten"
"""The second half of a name that stands in two columns."""
COUNTER = "stt"

_ALSO: Mapping[str, str] = {
    "ma": "id, ma dang vien, ma so, ma dv, ma nguoi, ma so dang vien",
    "ho_ten": "ho ten, ho va ten dang vien, ten dang vien, ho ten dang vien, ho va ten khai sinh, ho va ten dem, ho dem, "
    "ho va chu dem, ho lot, ho va ten lot, ho ten khai sinh, ho ten dv, ho va ten dv, ho chu dem va ten, ho ten dang dung, "
    "ho ten dong chi, ho va ten dong chi, dong chi, ten dong chi, ho ten cac dong chi, ho va ten can bo dang vien",
    GIVEN_NAME: "ten",
    "gioi_tinh": "gioi, nam nu, phai, nam hay nu, gt",
    "ngay_sinh": "ngay thang nam sinh, ngay thang sinh, nam sinh, sinh ngay, sinh nam, ngay sinh nam nu, ngay sinh dang vien, "
    "ngay thang nam sinh nam nu, nam sinh nam nu, sinh ngay thang nam, ntns, ngay sinh ngay thang nam",
    "dan_toc": "dt, thanh phan dan toc",
    "so_the_dang": "so the, so the dang, the dang, the dang vien, so tdv, so the dv, the dv, tdv, so tdv moi, "
    "so the dang vien moi, so the moi, ma the dang, ma the dang vien, so the dang vien 12 so, so the dang 12 so",
    "so_the_cu": "the cu, so the dang cu, so the dang vien cu, so tdv cu, so the dv cu",
    "ngay_ket_nap": "ngay ket nap, ket nap, ngay vao dang du bi, ngay vao dang ct, ngay ket nap dang, vao dang, ngay du bi, "
    "ngay thang nam vao dang, ngay thang vao dang, ngay thang nam ket nap, ngay vao dang ket nap, ngay vd, ngay kn, "
    "ngay ket nap vao dang, vao dang du bi, vao dang ngay",
    "ngay_chinh_thuc": "chinh thuc, ngay chuyen chinh thuc, ngay cong nhan chinh thuc, ngay vao dang chinh thuc, ngay ct, "
    "chuyen chinh thuc, chuyen dang chinh thuc, ngay chuyen dang chinh thuc, vao dang chinh thuc, "
    "ngay cong nhan dang vien chinh thuc, ngay thang nam chinh thuc, ngay thang nam chuyen chinh thuc, ngay cong nhan dvct",
    "ngay_het_du_bi": "het du bi, han du bi, ngay het han du bi, ngay het thoi gian du bi",
    "loai": "loai, dang vien, chinh thuc du bi, loai dv, dang vien chinh thuc du bi",
    "dien": "dien, dien sinh hoat dang, tinh trang sinh hoat",
    "chuc_vu_dang": "chuc vu, chuc vu trong dang, chuc danh dang, chuc vu hien nay, chuc vu dang hien nay, cv dang, chuc danh",
    "chuc_vu_khac": "chuc vu khac, cong viec, nghe nghiep, chuc vu chinh quyen doan the, don vi cong tac, nghe nghiep hien nay, "
    "chuc vu chinh quyen, noi cong tac, nghe nghiep noi cong tac, chuc vu don vi cong tac, cong viec hien nay",
    "nhom": "nhom",
    "to_dang": "to dang, to, to so, thuoc to dang, sinh hoat tai to dang",
    "thuong_tru": "thuong tru, dia chi, noi o, noi o hien nay, cho o hien nay, ho khau thuong tru, dia chi thuong tru, cho o, "
    "noi cu tru, dia chi hien nay, dia chi noi o, noi thuong tru hien nay, noi dang ky thuong tru, hktt, "
    "noi o hien tai, cho o hien tai",
    "hoan_canh": "hoan canh, suc khoe, ghi chu, tinh trang suc khoe",
    "phu_trach": "phu trach, nhiem vu, viec phu trach, phan cong, nhiem vu duoc phan cong, cong viec duoc phan cong, "
    "nhiem vu duoc giao, nhiem vu phan cong, cong viec duoc giao",
    "trang_thai": "tinh trang, trang thai hoat dong, trang thai sinh hoat, trang thai dang vien, trang thai ho so",
    COUNTER: "stt, tt, so tt, so thu tu",
}
"""How lists call a column besides its title, as `plain` writes it."""
_VALUES: Mapping[str, Mapping[str, str]] = {
    "loai": {"ct": "chinh_thuc", "chinh thuc": "chinh_thuc", "db": "du_bi", "du bi": "du_bi"},
    "dien": {
        "thuong xuyen": "sinh_hoat_thuong_xuyen",
        "mien": "mien_sinh_hoat",
        "duoc mien": "mien_sinh_hoat",
        "tam thoi noi khac": "sinh_hoat_tam_thoi_noi_khac",
        "dinh chi": "dinh_chi",
    },
    "nhom": {
        **dict.fromkeys(("can bo thon", "can bo to dan pho", "can bo"), "can_bo_thon"),
        **dict.fromkeys(("nghi huu", "huu"), "huu_tri"),
        **dict.fromkeys(
            ("nong dan", "nong nghiep", "kinh doanh", "lao dong tu do", "buon ban", "lam ruong"), "nong_dan_kinh_doanh"
        ),
        **dict.fromkeys(("lam an xa", "di lam xa"), "di_lam_an_xa"),
        **dict.fromkeys(("tre", "doan vien", "thanh nien"), "tre_doan_vien"),
        **dict.fromkeys(("doan the", "can bo doan the"), "phu_trach_doan_the"),
        **dict.fromkeys(("cong chuc", "vien chuc", "can bo cong chuc", "giao vien"), "vien_chuc_cong_chuc"),
        **dict.fromkeys(("bo doi", "cong an", "quan doi", "vu trang"), "luc_luong_vu_trang"),
        **dict.fromkeys(("hoc sinh", "sinh vien"), "hoc_sinh_sinh_vien"),
        **dict.fromkeys(("213", "noi cu tru"), "noi_cu_tru_213"),
        **dict.fromkeys(("mien", "duoc mien", "duoc mien cong tac va sinh hoat"), "mien_sinh_hoat"),
    },
    "trang_thai": {
        **dict.fromkeys(("dang sinh hoat", "dang hoat dong", "hoat dong", "chinh thuc", "du bi"), "dang_sinh_hoat"),
        **dict.fromkeys(
            (
                "da chuyen di",
                "chuyen di",
                "da chuyen",
                "chuyen sinh hoat",
                "tu tran",
                "da mat",
                "ra khoi dang",
                "da ra khoi dang",
                "khai tru",
                "xoa ten",
                "da roi",
                "ngung hoat dong",
                "khong hoat dong",
            ),
            "da_roi",
        ),
    },
}
_DOUBTED: Mapping[str, Mapping[str, str]] = {
    "dien": dict.fromkeys(
        (
            *(
                "mien cong tac va sinh hoat dang",
                "mien cong tac va sinh hoat",
                "mien cong tac sinh hoat dang",
                "mien sinh hoat dang",
            ),
            *(
                "mien sinh hoat",
                "duoc mien sinh hoat",
                "duoc mien sinh hoat dang",
                "duoc mien cong tac va sinh hoat",
                "mien cong tac",
            ),
            *("tam mien", "tam mien sinh hoat", "tam mien sinh hoat dang", "tam thoi mien sinh hoat", "mien sh", "da mien"),
        ),
        "mien_sinh_hoat",
    ),
}
"""What is taken for a choice, and told: who is exempt is given no duties."""
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WORDS = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text for comparing: no diacritics, no case, no punctuation, nothing that stands in brackets."""
    bare = without_marks(_ASIDE.sub(" ", text)).lower()
    return " ".join(_WORDS.findall(bare))


@lru_cache(maxsize=1)
def columns() -> tuple[Column, ...]:
    """Every column in the order of the workbook."""
    return tuple(_column(name, info) for name, info in NguoiTrongDanhSach.model_fields.items())


@lru_cache(maxsize=1)
def headings() -> Mapping[str, str]:
    """The name of a field by what may stand on top of its column."""
    known = {also: name for name, listed in _ALSO.items() for also in listed.split(", ")}
    return known | {plain(column.title): column.name for column in columns()} | {column.name: column.name for column in columns()}


@lru_cache(maxsize=512)
def named(heading: str) -> str | None:
    """The field that a heading names, in letters of before Unicode too; None when it names none."""
    texts = (heading, *(to_unicode(heading, encoding) for encoding in Encoding))
    return next((name for text in texts if (name := headings().get(plain(text) or text.strip()))), None)


@lru_cache(maxsize=16)
def codes(name: str) -> Mapping[str, str]:
    """The code of a choice by what may stand in a cell."""
    column = next(one for one in columns() if one.name == name)
    own = {plain(text): code for code, label in column.choices.items() for text in (label, code)}
    return {**_VALUES.get(name, {}), **doubted(name), **own}


def doubted(name: str) -> Mapping[str, str]:
    """Those of the choices that are to be told when they are taken, by what stands in the cell."""
    return _DOUBTED.get(name, {})


def _column(name: str, info: Any) -> Column:
    wanted = unwrapped(info.annotation)
    choices: dict[str, str] = {}
    if get_origin(wanted) is Literal:
        choices = {str(value): str(value) for value in get_args(wanted)}
    elif issubclass(wanted, Choice):
        choices = {member.value: member.label for member in wanted}
    usual = {str: Holds.TEXT, int: Holds.WHOLE}
    holds = Holds.CHOICE if choices else usual.get(wanted, Holds.DAY)
    example = str((info.examples or [""])[0])
    return Column(name, info.title or name, info.description or "", holds, choices, choices.get(example, example))
