"""What stands around every text: bodies, number line, place and date, marks, grounds, recipients, signature."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from docgen.context.derived import Facts, Frame, derives
from docgen.context.walk import together
from docgen.docx.metrics import HEADING_COLUMNS_MM, balanced_lines, text_width_pt
from docgen.gaps import GapDate, mark
from docgen.standard import LegalBasis, legal_bases
from docgen.standard.model import Body, SigningLine
from docgen.vietnamese import capitals, dates
from schemas.ban_cam_ket import CamKetHangNam
from schemas.document import CanCu, CoQuan, NguoiKy, VanBanChung, VanBanDang, VanBanThamChieu

_BODY_PT, _DATE_PT = (mm / 25.4 * 72 for mm in HEADING_COLUMNS_MM)
_NAME_PARTS = frozenset({
    "NHIỆM KỲ", "LẦN THỨ", "XÃ", "PHƯỜNG", "ĐẶC KHU", "TỈNH", "THÀNH PHỐ", "THÔN", "XÓM", "BẢN", "ẤP", "TỔ DÂN", "KHU DÂN",
    "KHU VỰC", "TRƯỜNG", "TRẠM", "CƠ QUAN", "HỘI ĐỒNG", "ỦY BAN", "CÔNG AN", "QUÂN SỰ", "VĂN PHÒNG", "BAN", "VÀ", "BỒI DƯỠNG",
})  # fmt: skip
"""Words that begin a part of a body's name; a long name is broken before one of them."""

_ROOM_FOR_DAY = "    "
"""What is left open for the day that the văn thư writes: a line with five spaces no longer fits for common names."""
_ROUNDING_PT = 0.5
"""Word processors round the width of every letter: a line that fits by less may still break."""
_LEADS = ("Căn cứ", "Theo", "Xét", "Thực hiện", "Thể theo", "Sau khi")
_CONGRESS = "dai_hoi_chi_bo"


@derives(CoQuan, alone=True)
def _body(body: CoQuan, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {
        "ten_dong": body_lines(body.ten, bold=True),
        "cap_tren_dong": body_lines(body.cap_tren or "", bold=False),
        "ten_hoa": capitals.upper(body.ten),
    }


@lru_cache(maxsize=256)
def body_lines(name: str, *, bold: bool) -> list[str]:
    """The name of a body in capitals, broken into even lines that fit the left column."""
    return balanced_lines(capitals.upper(name), _BODY_PT, 14, "bold" if bold else "upright", _NAME_PARTS) if name else []


@derives(VanBanDang)
def _dated(document: VanBanDang, _facts: Facts, frame: Frame) -> Mapping[str, Any]:
    return {"dia_danh_ngay": place_and_date(document, frame)}


@derives(VanBanChung)
def _frame_of_document(document: VanBanChung, facts: Facts, frame: Frame) -> Mapping[str, Any]:
    draft_mark = f"Dự thảo lần {document.du_thao_lan}" if document.du_thao_lan else "Dự thảo" if frame.draft else ""
    marks = bool(draft_mark or document.do_khan or document.do_mat or document.pham_vi_luu_hanh)
    additions = {
        "so_ky_hieu": number_line(document.so, frame, frame.kind.the_loai_of(_variant(document))),
        "pham_vi_luu_hanh_hoa": capitals.upper(document.pham_vi_luu_hanh or ""),
        "du_thao": draft_mark,
        "co_chi_dan": marks,
        "ban_nhap": frame.draft,
        "noi_nhan_dong": _recipients(document, frame),
    }
    if congress := getattr(document, "ten_dai_hoi", None):
        facts["co_quan"]["ten_dong"] = body_lines(congress, bold=True)
    return additions


def _variant(document: Any) -> str:
    return str(document.bien_the)


def issuing_body(frame: Frame) -> Body:
    """The entry of the standard for who issues: the congress while it sits, else the body in the data."""
    congress = getattr(frame.document, "ten_dai_hoi", None) and _CONGRESS
    return frame.standard.bodies[congress or frame.document.co_quan.loai.value]


def number_line(number: int | None, frame: Frame, the_loai: str | None) -> str:
    """The line "Số 05-NQ/CB"; without a number a gap is left for the văn thư to fill in."""
    rules, body = frame.standard.format.number_line, issuing_body(frame)
    own = None if body.id == _CONGRESS else frame.document.co_quan.ky_hieu
    slots = {
        "ky_hieu": frame.standard.kinds[the_loai].symbol if the_loai else "",
        "co_quan": own or (body.symbol.value if body.symbol else ""),
    }
    return rules.draft_pattern.value.format(**slots) if number is None else rules.pattern.value.format(so=number, **slots)


def place_and_date(document: VanBanDang | CamKetHangNam, frame: Frame) -> list[str]:
    """The line of place and date; only a place too long for the column gets a line of its own."""
    line = _date_line(document, frame)
    if text_width_pt(line, 14, "italic") <= _DATE_PT - _ROUNDING_PT:
        return [line]
    place, day = line.rsplit(", ", 1)
    return [*balanced_lines(f"{place},", _DATE_PT, 14, "italic"), day]


def _date_line(document: VanBanDang | CamKetHangNam, frame: Frame) -> str:
    day = document.ngay_ban_hanh
    if isinstance(day, GapDate):
        return f"{document.dia_danh}, {mark(day.label)}"
    _, number, _, month, _, year = dates.official(day).split()
    number = _ROOM_FOR_DAY if document.de_trong_ngay else number
    return frame.standard.format.date_place.pattern.value.format(dia_danh=document.dia_danh, ngay=number, thang=month, nam=year)


def _recipients(document: VanBanChung, frame: Frame) -> list[str]:
    """The lines under Nơi nhận: separated and ended as the profile of the day wants, the copy kept last."""
    rules = frame.standard.format.recipients
    kept = document.luu or ("Lưu Chi bộ" if document.co_quan.loai.la_chi_bo else "Lưu Đảng ủy")
    items = [*(bare(item) for item in document.noi_nhan), bare(kept)]
    ends = [rules.separator.value] * (len(items) - 1) + [rules.last_char.value]
    return [f"- {item}{end}" for item, end in zip(items, ends, strict=True)]


def bare(item: str) -> str:
    """An item of a list without the dash and the end mark that people type."""
    return item.removeprefix("- ").removeprefix("-").strip().rstrip(".,;:").rstrip()


@derives(NguoiKy)
def _signer(signer: NguoiKy, _facts: Facts, frame: Frame) -> Mapping[str, Any]:
    line = signing_line(signer, frame)
    post = capitals.upper(signer.chuc_vu.label) if signer.chuc_vu and line.line2 else ""
    return {"quyen_han": line.line1, "chuc_vu_hoa": post}


def signing_line(signer: NguoiKy, frame: Frame) -> SigningLine:
    """The line of the issuing body that the signer chose, or its usual one."""
    body = issuing_body(frame)
    wanted = signer.thay_mat
    if wanted is None:
        return body.lines[0]
    lines = [line for candidate in (body, *frame.standard.bodies.values()) for line in candidate.lines]
    return next((line for line in lines if line.code == wanted.value), body.lines[0])


def cite(basis: LegalBasis) -> str:
    """A rule as a căn cứ line names it; the statute has no number."""
    if basis.number is None:
        return f"{basis.kind} {basis.title}"
    return f"{basis.kind} số {basis.number}, ngày {dates.short(basis.date)} của {basis.issuer} {basis.title}"


def find_basis(code: str, day: dt.date) -> LegalBasis | None:
    """The entry of the register with this id or number: of one number, the newest that was issued by `day`."""
    register = legal_bases()
    if code in register.bases:
        return register.bases[code]
    found = register.find(code)
    return next((basis for basis in found if basis.date <= day), found[-1] if found else None)


def ground_text(ground: CanCu, day: dt.date) -> str:
    """What one ground says, without dash and end mark."""
    if ground.ma:
        basis = find_basis(ground.ma, day)
        return f"Căn cứ {cite(basis)}" if basis else f"Căn cứ {ground.ma}"
    text = bare(ground.noi_dung or "")
    return text if text.startswith(_LEADS) else f"Căn cứ {text}"


def ground_lines(texts: Iterable[str], frame: Frame, *, decision_follows: bool = True) -> list[str]:
    """The căn cứ lines with dash and end marks; the last one leads over to who decides, if that follows at once."""
    rules = frame.standard.format.body
    items = list(texts)
    ends = [rules.can_cu_separator.value] * (len(items) - 1) + [rules.can_cu_last.value[0 if decision_follows else -1]]
    return [f"{rules.can_cu_prefix.value}{together(item)}{end}" for item, end in zip(items, ends, strict=False)]


@derives(VanBanThamChieu, alone=True)
def _reference(reference: VanBanThamChieu, _facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    return {"day_du": full_reference(reference)}


def full_reference(reference: VanBanThamChieu) -> str:
    """A document named in full, as it is cited for the first time."""
    number = f" số {reference.so_ky_hieu}" if reference.so_ky_hieu else ""
    day = mark(reference.ngay.label) if isinstance(reference.ngay, GapDate) else dates.short(reference.ngay)
    return f"{reference.loai}{number}, ngày {day} của {reference.co_quan} {bare(reference.trich_yeu)}"
