"""An office with a unit and documents that were really issued."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine

from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.pipeline import generate
from docgen.store.documents import find_documents, keep_document
from docgen.store.new_document import NewDocument
from docgen.store.numbers import Series, issue, reserve
from docgen.store.units import Unit, own_unit, save_unit

SYMBOLS = {"nghi_quyet": "NQ", "ket_luan": "KL", "bien_ban": "BB", "quyet_dinh": "QĐ", "quy_che": "QC", "thong_bao": "TB"}
TERM = "2025 - 2030"


def office(store: Engine) -> int:
    """The id of the unit, made when it is not there yet."""
    found = own_unit(store)
    if found is not None:
        return found.id
    names = {"ten": "Chi bộ thôn Nà Khoang", "cap_tren": "Đảng bộ xã Vân Thượng Sơn", "ky_hieu": "CB", "nhiem_ky": TERM}
    return save_unit(store, Unit(ma="CB01", loai="chi_bo_truc_thuoc", own=True, dia_danh="Vân Thượng Sơn", **names), by="lan")


@lru_cache(maxsize=32)
def _example(kind: str, variant: str) -> tuple[dict[str, Any], bytes]:
    data = example_data(KINDS[kind], variant)
    return data, generate(data, KINDS[kind]).docx


def issued(store: Engine, kind: str, variant: str, day: dt.date = dt.date(2026, 11, 4), **changes: Any) -> int:
    """The id of a shipped example that was issued, or kept where its kind takes no number."""
    data, docx = _example(kind, variant)
    values = {"title": "về nhiệm vụ tháng 11 năm 2026", "nguoi_ky": "Hoàng Đình Khải", "people": ("Lục Thị Ngân",), **changes}
    made = NewDocument(office(store), kind, variant, day, data=data, docx=docx, **values)
    the_loai = KINDS[kind].the_loai_of(variant)
    if the_loai is None:
        return keep_document(store, made, by="lan")
    held = reserve(store, Series(office(store), the_loai, TERM), by="lan")
    return issue(store, held, made, f"{held.so:02d}-{SYMBOLS[the_loai]}/CB", by="lan")


def number_of_document(store: Engine) -> int:
    """The id of the newest document."""
    return find_documents(store)[0].id
