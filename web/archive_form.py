"""What the list of issued documents can be narrowed by."""

from __future__ import annotations

from typing import Annotated, Any

from flask_babel import gettext as _

from docgen.kinds import KINDS
from docgen.store.documents import Search
from docgen.store.units import Unit
from schemas.fields import Dong, Model, Ngay, field


class TimVanBan(Model):
    """What to look for; what is left out does not narrow."""

    tu_khoa: Annotated[Dong | None, field("Từ trong văn bản", "Gõ có dấu hay không dấu đều được.", "")] = None
    nguoi: Annotated[Dong | None, field("Tên người", "Người ký hoặc người được nhắc đến.", "")] = None
    so_ky_hieu: Annotated[Dong | None, field("Số, ký hiệu", "15 hoặc 15-NQ/CB.", "")] = None
    loai: Annotated[Dong | None, field("Loại văn bản", "", "")] = None
    don_vi: Annotated[Dong | None, field("Đơn vị", "", "")] = None
    tu_ngay: Annotated[Ngay | None, field("Từ ngày", "Ngày văn bản, ngày/tháng/năm.", "")] = None
    den_ngay: Annotated[Ngay | None, field("Đến ngày", "Kể cả ngày này.", "")] = None


def choices(units: tuple[Unit, ...]) -> dict[str, list[tuple[str, str]]]:
    """Kinds and units to choose from."""
    return {
        "loai": [(kind.code, _(kind.title)) for kind in KINDS.values()],
        "don_vi": [(str(unit.id), unit.ten) for unit in units],
    }


def search_of(read: Any) -> Search:
    """The search of the store for what was read."""
    return Search(
        words=read.tu_khoa or "",
        person=read.nguoi or "",
        number=read.so_ky_hieu or "",
        kind=read.loai,
        unit_id=int(read.don_vi) if read.don_vi else None,
        since=read.tu_ngay,
        until=read.den_ngay,
    )
