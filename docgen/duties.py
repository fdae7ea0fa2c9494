"""One decision for the whole chi bộ, and the same assignment as one decision for every member: both say the same."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from docgen.errors import DataError
from docgen.kinds import KINDS
from docgen.messages import problems_of
from schemas.quyet_dinh_phan_cong import CaNhan, DanhSach, DongNhiemVu, PhanCongMotNguoi


def individual_decisions(whole: DanhSach, first_number: int | None = None) -> Iterator[CaNhan]:
    """The decision of every member in the order of the annex, numbered from `first_number` on (None: left blank).

    The duties that all members share stand first among the fixed ones. `DataError` when one has too many duties.
    """
    shared = {name: getattr(whole, name) for name in CaNhan.model_fields if name in DanhSach.model_fields and name != "bien_the"}
    for place, one in enumerate(whole.phan_cong):
        number = None if first_number is None else first_number + place
        facts = shared | _own(whole, one) | {"bien_the": "ca_nhan", "so": number, "thi_hanh": ()}
        try:
            yield CaNhan(**facts)
        except ValidationError as error:
            raise DataError(
                f"Không tách được quyết định riêng của đồng chí {one.dang_vien.ho_ten}.",
                hint="Việc chung và việc riêng của một người cộng lại không quá 23 việc.",
                problems=problems_of(error, KINDS["quyet-dinh-phan-cong"]),
            ) from None


def _own(whole: DanhSach, one: PhanCongMotNguoi) -> dict[str, object]:
    common = (_checked_by_another(duty, one.dang_vien.ho_ten, whole.kiem_tra_thay) for duty in whole.nhiem_vu_chung)
    return {"dang_vien": one.dang_vien, "co_dinh": (*common, *one.co_dinh), "mo": one.mo}


def _checked_by_another(duty: DongNhiemVu, member: str, deputy: str | None) -> DongNhiemVu:
    """Who checks the common duties of all has them too, and is checked by the deputy (R-86c)."""
    if deputy is None or duty.nguoi_kiem_tra != member:
        return duty
    return duty.model_copy(update={"nguoi_kiem_tra": deputy})
