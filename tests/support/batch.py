"""One roster and the common facts for the tests of runs: the invented chi bộ, as many members as wanted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine

from docgen.batch.loading import open_run
from docgen.batch.order import Options, Order, order_for
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.roster.writing import write_roster
from docgen.store.batches import Batch
from schemas.roster import NguoiTrongDanhSach

KIND = KINDS["quyet-dinh-phan-cong"]
TERM = "2025 - 2030"
_OWN = ("dang_vien", "co_dinh", "mo", "so", "bien_the")
GIVEN = {
    "nguoi_kiem_tra": "Lục Thị Ngân",
    "kiem_tra_thay": "Hoàng Đình Khải",
    "che_do_bao_cao": "Hằng tháng",
    "cho_trong": {"ngay_sinh_hoat": "03", "han_cam_ket": "31/01/2027"},
}


def common(**giao_viec: Any) -> dict[str, Any]:
    facts = {name: value for name, value in example_data(KIND, "ca_nhan").items() if name not in _OWN}
    return {**facts, "giao_viec": {**GIVEN, **giao_viec}}


def members() -> Iterator[NguoiTrongDanhSach]:
    """The 24 of the shipped example."""
    for one in validate(example_data(KIND, "danh_sach"), KIND).phan_cong:
        told = one.dang_vien.model_dump(exclude_none=True)
        team = told.pop("to_dang", "")
        card = {"so_the_dang": told.pop("so_the")} if "so_the" in told else {}
        yield NguoiTrongDanhSach(**told, **card, to_dang=int(team[-1]) if team else None)


SYLLABLES = (
    "An",
    "Bình",
    "Cúc",
    "Dũng",
    "Giang",
    "Hải",
    "Khuê",
    "Lâm",
    "Mận",
    "Nga",
    "Oanh",
    "Phú",
    "Quế",
    "Sơn",
    "Tú",
    "Uyên",
    "Vân",
    "Yến",
)


def name_of(number: int) -> str:
    """A name that nobody else has, and that is not part of another's."""
    digits = []
    for _ in range(4):
        number, digit = divmod(number, len(SYLLABLES))
        digits.append(SYLLABLES[digit])
    return " ".join(("Nông", *digits))


def many(count: int) -> Iterator[NguoiTrongDanhSach]:
    for number in range(count):
        yield NguoiTrongDanhSach(ho_ten=name_of(number), so_the_dang=f"0991{number:08d}", to_dang=number % 9 + 1, nhom="huu_tri")


@lru_cache(maxsize=8)
def roster(count: int = 0) -> bytes:
    return write_roster(many(count) if count else members())


def faulty_roster() -> bytes:
    """The example's members, one against the rules, and one who is exempt."""
    people = list(members())
    people[4] = people[4].model_copy(update={"loai": "du_bi"})  # with a card, and a post: what the rules refuse
    people.append(NguoiTrongDanhSach(ho_ten="Đặng Văn Ổn", dien="mien_sinh_hoat"))
    return write_roster(people)


def an_order(
    engine: Engine, count: int = 0, *, raw: bytes | None = None, options: Options | None = None, **giao_viec: Any
) -> Order:
    facts = common(**giao_viec)
    return order_for(engine, KIND.code, raw or roster(count), facts, by="lan", name="dang-vien.xlsx", options=options)


def a_run(engine: Engine, count: int = 0, **asked: Any) -> Batch:
    return open_run(engine, an_order(engine, count, **asked))
