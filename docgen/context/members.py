"""Papers for one member besides the decision: the commitment of a year, the notice of the duties; and notices to many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.context.derived import Facts, Frame, derives
from docgen.context.heading import bare, place_and_date
from docgen.context.kinds import lettered, numbered, period
from docgen.context.walk import together
from docgen.vietnamese.names import loose_key
from schemas.ban_cam_ket import CamKetHangNam
from schemas.quyet_dinh_phan_cong import DienDangVien
from schemas.thong_bao import ThongBaoChung, ThongBaoPhanCong


def _duties(facts: Facts) -> dict[str, Any]:
    """The duties of one member, lettered, and the numbers of their two parts."""
    lettered(facts["co_dinh"])
    lettered(facts["mo"])
    return {"so_muc": numbered(("co_dinh", facts["co_dinh"]), ("mo", facts["mo"]))}


@derives(CamKetHangNam)
def _commitment(document: CamKetHangNam, facts: Facts, frame: Frame) -> Mapping[str, Any]:
    draft_mark = "Dự thảo" if frame.draft else ""
    own = loose_key(document.nguoi_ky.ho_ten) == loose_key(document.dang_vien.ho_ten)
    return {
        **_duties(facts),
        "dia_danh_ngay": place_and_date(document, frame),
        "du_thao": draft_mark,
        "co_chi_dan": bool(draft_mark),
        "ban_nhap": frame.draft,
        "nam_truoc": document.nam - 1,
        "duoc_mien": document.dang_vien.dien is DienDangVien.MIEN,
        "van_ban_chu": facts["van_ban"]["day_du"] if document.van_ban else "",
        "ky_ten": (facts["xac_nhan_thay"] if own else None) or facts["nguoi_ky"],
    }


@derives(ThongBaoChung)
def _notice(document: ThongBaoChung, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    sections = numbered(*((str(place), True) for place, _ in enumerate(document.muc)), ("nhiem_vu", document.nhiem_vu))
    return {"trich_yeu": together(bare(document.trich_yeu)), "so_viec_giao": sections["nhiem_vu"], "ky_ten": facts["nguoi_ky"]}


@derives(ThongBaoPhanCong)
def _notice_of_duties(document: ThongBaoPhanCong, facts: Facts, _frame: Frame) -> Mapping[str, Any]:
    office = document.co_quan
    committee = f"Chi ủy {office.ten}" if office.loai.la_chi_bo and office.co_chi_uy else office.ten
    return {
        **_duties(facts),
        "noi_thong_bao": committee,
        "thoi_gian": period(document.tu_ngay, document.den_ngay),
        "van_ban_chu": facts["van_ban"]["day_du"],
        "so_yeu_cau": str(1 + bool(document.co_dinh) + bool(document.mo)),
        "ky_ten": facts["nguoi_ky"],
    }
