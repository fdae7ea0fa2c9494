"""What the numbers of a meeting mean: who may vote, on which base, how many votes are needed, who is unaccounted for.

The rules judge by these functions; a form says the same line by line while the numbers are typed. No rules here. A number that
is missing (docgen.gaps) is asked for by its name instead of being counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from docgen.check.content.facts import attendance, find, group
from docgen.check.registry import Case
from docgen.context.meeting import vote_base
from docgen.gaps import GapNumber
from docgen.vietnamese import numbers
from docgen.vietnamese.capitals import first_upper
from schemas.bien_ban import DaiHoiChiBo
from schemas.election import KetQuaBau
from schemas.meeting import HAI_PHAN_BA, BieuQuyet, LoaiViec, ThanhPhan, ThanhPhanChiUy
from schemas.nghi_quyet import DaiHoi

COUNTED: tuple[type[BaseModel], ...] = (ThanhPhan, ThanhPhanChiUy, BieuQuyet, KetQuaBau)
"""The parts of a document that have a tally."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How the numbers of the part at `path` add up, in words. `ok`: they do, or the vote is carried; None: not known yet."""

    path: str
    text: str
    ok: bool | None


def tallies(case: Case) -> Iterator[Tally]:
    """The tally of every attendance, vote and election in the document."""
    yield from (_tally(path, _members(case, part)) for path, part in find(case, ThanhPhan))
    yield from (_tally(path, _committee(part)) for path, part in find(case, ThanhPhanChiUy))
    yield from (_tally(path, _vote(case, part)) for path, part in find(case, BieuQuyet))
    yield from (_tally(path, _election(case, part)) for path, part in find(case, KetQuaBau))


def _tally(path: str, said: tuple[str, bool | None]) -> Tally:
    return Tally(path, f"{first_upper(said[0])}.", said[1])


# Attendance.


def counted(present: ThanhPhan | ThanhPhanChiUy) -> int:
    """Who came and who was absent, together: as many as must attend (R-52)."""
    return present.co_mat + present.so_vang


def least(base: int) -> int:
    """More than half of a base (R-46, R-60)."""
    return base // 2 + 1


def voters_present(case: Case) -> int | None:
    """How many in the room may vote (R-20); None where the document does not say."""
    present = group(case)
    found: int | None = present.du_quyen_bieu_quyet if present else getattr(case.document, "co_mat", None)
    return found


def _members(case: Case, present: ThanhPhan) -> tuple[str, bool | None]:
    outside = (
        (present.mien_sinh_hoat, "được miễn"),
        (present.tam_thoi_di + present.tam_thoi_di_du_bi, "ở nơi khác"),
        (present.dinh_chi, "bị đình chỉ"),
    )
    wanted = f"phải dự {present.phai_du}{_sum(present.tong, 'đảng viên', outside)}"
    if (asked := _asked(present.phai_du)) is not None:
        return asked, None
    if (asked := _asked(present.co_mat)) is not None:
        return f"{wanted}; {asked}", None
    base = f"{base_in_words(case, present.mau_so)}, trong phòng có {present.du_quyen_bieu_quyet} người được biểu quyết"
    text, ok = _compared(wanted, present)
    return f"{text}; {base}", ok


def _committee(present: ThanhPhanChiUy) -> tuple[str, bool | None]:
    if (asked := _asked(present.tong, present.co_mat)) is not None:
        return asked, None
    text, ok = _compared(f"phải dự {present.phai_du}", present)
    return f"{text}; mẫu số {present.mau_so}", ok


def _compared(wanted: str, present: ThanhPhan | ThanhPhanChiUy) -> tuple[str, bool]:
    found, short = counted(present), present.phai_du - counted(present)
    how = "đủ" if not short else f"còn thiếu {short}" if short > 0 else f"thừa {-short}"
    return f"{wanted}; có mặt {present.co_mat}, vắng {present.so_vang}, cộng {found}: {how}", not short


# Votes.


def base_in_words(case: Case, base: int) -> str:
    """How the base of a vote comes about, line by line."""
    present = attendance(case)
    if present is None or isinstance(case.document, DaiHoi) or present.mau_so != base:
        return f"mẫu số {base}"
    exempt = present.mien_sinh_hoat - len(present.mien_sinh_hoat_co_du)
    less = _sum(present.tong_chinh_thuc, "chính thức", ((present.tam_thoi_di, "ở nơi khác"), (exempt, "được miễn không dự")))
    return f"mẫu số {base}{less}"


def _sum(whole: int, of_what: str, outside: tuple[tuple[int, str], ...]) -> str:
    """“ = 26 chính thức − 1 ở nơi khác”; nothing where nobody is taken off."""
    less = [f" − {count} {words}" for count, words in outside if count]
    return f" = {whole} {of_what}{''.join(less)}" if less else ""


def verdict(vote: BieuQuyet, base: int) -> str:
    """What a vote that is not carried lacks."""
    if vote.loai_viec in HAI_PHAN_BA:
        return "chưa đủ hai phần ba"
    return "đúng một nửa, chưa quá nửa" if 2 * vote.tan_thanh == base else "chưa quá nửa"


def _vote(case: Case, vote: BieuQuyet) -> tuple[str, bool | None]:
    base = vote_base(case.document)
    if (asked := _asked(base)) is not None:
        return asked, None
    if base < 1:
        return f"{base_in_words(case, base)}: xem lại số đảng viên để tính tiếp", None
    measure = "hai phần ba" if vote.loai_viec in HAI_PHAN_BA else "quá nửa"
    need = f"{base_in_words(case, base)}; {measure} là từ {vote.can_dat(base)} phiếu"
    if vote.loai_viec is LoaiViec.KY_LUAT and (present := attendance(case)):
        need = f"{need} (trên tổng số {present.tong_chinh_thuc} đảng viên chính thức là từ {least(present.tong_chinh_thuc)})"
    if (asked := _asked(vote.tong_phieu)) is not None:
        return f"{need}; {asked}", None
    carried = vote.thong_qua(base)
    outcome = "được thông qua" if carried else verdict(vote, base)
    result = f"tán thành {vote.tan_thanh}/{base}, đạt {numbers.percent(vote.tan_thanh, base)}: {outcome}"
    voters = voters_present(case)
    cast = f"; cộng {vote.tong_phieu} phiếu, trong phòng có {voters} người được biểu quyết" if _known(voters) else ""
    return f"{need}; {result}{cast}", carried


# Elections.


def election_base(case: Case) -> int | None:
    """The base that all elections of a congress share (R-61); None for any other document."""
    if isinstance(case.document, DaiHoi):
        return case.document.mau_so
    present = attendance(case)
    return present.mau_so_dai_hoi if present and isinstance(case.document, DaiHoiChiBo) else None


def _election(case: Case, election: KetQuaBau) -> tuple[str, bool | None]:
    expected = election_base(case)
    shared = f" (của đại hội là {expected})" if _known(expected) and expected != election.mau_so else ""
    if (asked := _asked(election.mau_so)) is not None:
        return f"{asked}{shared}", None
    need = f"mẫu số {election.mau_so}{shared}; quá nửa là từ {election.can_dat} phiếu"
    ballots = (election.so_can_bau, election.thu_vao, election.hop_le, election.khong_hop_le)
    if (asked := _asked(*ballots, *(person.so_phieu for person in election.ung_vien))) is not None:
        return f"{need}; {asked}", None
    found = election.hop_le + election.khong_hop_le
    text = (
        f"{need}; thu vào {election.thu_vao}, hợp lệ {election.hop_le} cộng không hợp lệ {election.khong_hop_le} là {found}; "
        f"trúng cử {len(election.trung_cu)}/{election.so_can_bau}"
    )
    return text, len(election.trung_cu) == election.so_can_bau and found == election.thu_vao


# What is missing.


def _known(number: int | None) -> bool:
    return number is not None and not isinstance(number, GapNumber)


def _asked(*found: Any) -> str | None:
    """What has to be filled in before it can be counted; None when everything is there."""
    missing = next((number for number in found if isinstance(number, GapNumber)), None)
    return f"điền “{missing.label}” để tính tiếp" if missing else None
