"""THE registry of kinds of document. A new kind is one schema file, one template and one entry here.

The code of a kind and the codes of its variants are a contract: data files and scripts name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter

from docgen.errors import UsageError
from schemas.ban_cam_ket import BanCamKet
from schemas.bien_ban import BienBan
from schemas.nghi_quyet import NghiQuyet
from schemas.quy_che_lam_viec import QuyCheLamViec
from schemas.quyet_dinh_phan_cong import QuyetDinhPhanCong
from schemas.tai_lieu_boi_duong import TaiLieuBoiDuong
from schemas.thong_bao import ThongBao


@dataclass(frozen=True)
class Kind:
    """A kind of document: its code, its name, its schema, and the Party's kind (thể loại) whose symbol its number carries."""

    code: str
    title: str
    schema: Any
    the_loai: str | None
    the_loai_of_variant: Mapping[str, str] = field(default_factory=dict)
    one_template: bool = False

    @cached_property
    def variants(self) -> dict[str, type[BaseModel]]:
        """The schema of every variant by its code, the usual one first."""
        annotation = get_args(self.schema)[0] if get_args(self.schema) else self.schema
        models = get_args(annotation) or (annotation,)
        return {get_args(model.model_fields["bien_the"].annotation)[0]: model for model in models}

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Validates data of any variant."""
        return TypeAdapter(self.schema)

    @property
    def variant_names(self) -> str:
        """Every variant with its name, for people to choose from."""
        names = {code: (model.model_fields["bien_the"].description or "").rstrip(".") for code, model in self.variants.items()}
        return ", ".join(f"{code} ({name})" for code, name in names.items())

    def the_loai_of(self, variant: str) -> str | None:
        """The Party's kind of a variant: a kết luận is made like a nghị quyết but is a kind of its own."""
        return self.the_loai_of_variant.get(variant, self.the_loai)

    def template_of(self, variant: str) -> str:
        """Name of the shipped template of a variant; variants that differ in their text only share one."""
        return self.code if self.one_template else f"{self.code}.{variant}"

    def variant(self, code: str) -> type[BaseModel]:
        """The schema of the variant `code`."""
        if code not in self.variants:
            raise UsageError(f"Loại {self.code} không có biến thể “{code}”.", hint=f"Các biến thể: {self.variant_names}.")
        return self.variants[code]


_ALL = (
    Kind("nghi-quyet", "Nghị quyết, kết luận", NghiQuyet, "nghi_quyet", {"ket_luan": "ket_luan"}),
    Kind("bien-ban", "Biên bản", BienBan, "bien_ban"),
    Kind("quyet-dinh-phan-cong", "Quyết định phân công nhiệm vụ", QuyetDinhPhanCong, "quyet_dinh"),
    Kind("ban-cam-ket", "Bản cam kết của đảng viên", BanCamKet, None, one_template=True),
    Kind("thong-bao", "Thông báo", ThongBao, "thong_bao"),
    Kind("quy-che-lam-viec", "Quy chế làm việc", QuyCheLamViec, "quy_che", one_template=True),
    Kind("tai-lieu-boi-duong", "Tài liệu bồi dưỡng", TaiLieuBoiDuong, None, one_template=True),
)

KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _ALL}


def kind_of(code: str) -> Kind:
    """The kind `code`, or an error that proposes the nearest one."""
    if code not in KINDS:
        near = get_close_matches(code, KINDS, n=1)
        raise UsageError(
            f"Không có loại văn bản “{code}”.", hint=f"Có phải ý là “{near[0]}”?" if near else f"Các loại: {', '.join(KINDS)}."
        )
    return KINDS[code]
