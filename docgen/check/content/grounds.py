"""Legal bases: in force on the day of the document, wherever the document names them (R-84)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from docgen.check.content.facts import HINT, Text, find, joined, key, once, texts, whole
from docgen.check.registry import Case, Hit, by_part, rule
from docgen.context.heading import find_basis
from docgen.standard import LegalBasis, legal_bases
from docgen.vietnamese import dates
from schemas.document import CanCu
from schemas.quy_che_lam_viec import QuyetDinhBanHanh
from schemas.quyet_dinh_phan_cong import QuyetDinhChung

CLAUSE = "Sổ căn cứ: hiệu lực của từng văn bản"

_CITED = re.compile(
    r"(?<![\w/.-])(?P<number>\d{1,5}\s?[-–]\s?[A-ZĐÐ][A-Za-zĐđ]{1,3}\s?/\s?[A-ZĐ]{2,12}(?:/nb)?)(?![\w/])"
    r"(?:,?\s*\(?\s*(?:ngày\s+)?(?P<day>\d{1,2})(?:[/.-](?P<month>\d{1,2})[/.-]|\s+tháng\s+(?P<long>\d{1,2})\s+năm\s+)(?P<year>\d{4}))?"
)
_HINT = re.compile(r"[-–]\s?[A-ZĐÐ][A-Za-zĐđ]{1,3}\s?/")
_OF_THE_PAST = re.compile(r"thay thế|thay cho|bãi bỏ|hết hiệu lực|trước đây|sửa đổi, bổ sung|kế thừa|tổng kết", re.IGNORECASE)
_LOOK_AROUND = 60
_PAST_FIELDS = ("thay_the.", "quyet_dinh.thay_the", "tinh_huong.")
"""What is replaced is stale; a case to discuss in a lesson may be about the mistake."""
_STATUTE = {"dieu_le", "thi_hanh_dieu_le"}


def _chosen(case: Case) -> tuple[tuple[str, str, LegalBasis | None], ...]:
    """Every ground chosen by its code, with the entry of the register that the program prints."""
    day = case.document.ngay_ban_hanh
    return tuple((path, ground.ma, find_basis(ground.ma, day)) for path, ground in find(case, CanCu) if ground.ma)


@rule("R-84a", "E", "Mã căn cứ có trong sổ căn cứ", clause=CLAUSE, grade="B")
def known_basis(case: Case) -> Iterator[Hit]:
    """Mã căn cứ phải có trong sổ căn cứ của chương trình.

    Vì sao: chương trình in số, ngày, cơ quan ban hành từ sổ; mã không có thì câu căn cứ bị cụt.
    Đúng: 208-QĐ/TW; 42-HD/BTCTW.
    Sai: 280-QĐ/TW.
    """
    for path, code, basis in once(case, _chosen):
        if basis is None:
            known = [*legal_bases().bases, *(basis.number for basis in legal_bases().bases.values() if basis.number)]
            near = get_close_matches(code, known, n=1)
            hint = f"Có phải ý là “{_called(near[0])}”?" if near else "Văn bản không có trong sổ thì gõ vào ô nội dung căn cứ."
            yield Hit(joined(path, "ma"), f"Không có căn cứ “{code}” trong sổ căn cứ.", hint)


def _called(code: str) -> str:
    """What people call a ground: its number, the title of one without, the code of one that is not in the register."""
    basis = legal_bases().bases.get(code)
    return code if basis is None else str(basis.number or f"{basis.kind} {basis.title}")


@rule("R-84b", "W", "Căn cứ còn hiệu lực vào ngày văn bản", clause=CLAUSE, grade="B")
@by_part
def basis_in_force(case: Case) -> Iterator[Hit]:
    """Văn bản được viện dẫn phải đang có hiệu lực vào ngày ban hành, kể cả khi nhắc trong nội dung.

    Vì sao: quy định thi hành Điều lệ thay bốn lần trong 18 tháng; căn cứ hết hiệu lực là lỗi hay bị trả lại nhất.
    Đúng: văn bản ngày 15/5/2026 căn cứ 20-QĐ/TW; văn bản ngày 03/11/2026 căn cứ 208-QĐ/TW.
    Sai: văn bản ngày 03/11/2026 căn cứ 294-QĐ/TW.
    """
    day = case.document.ngay_ban_hanh
    for path, _, basis in once(case, _chosen):
        if basis and not basis.in_force(day):
            yield _not_in_force(joined(path, "ma"), [basis], day)
    for text, number, issued in _cited(case):
        yield from _judge(text.path, number, issued, day)


def _cited(case: Case) -> Iterator[tuple[Text, str, dt.date | None]]:
    """Every number of a document in the texts, with its day if it is given; not where the past is told."""
    if not _HINT.search(whole(case)):
        return
    for text in texts(case):
        if "/" not in text.words or text.path.startswith(_PAST_FIELDS):
            continue
        for found in _CITED.finditer(text.words):
            before = text.words[max(found.start() - _LOOK_AROUND, 0) : found.start()]
            after = text.words[found.end() : found.end() + _LOOK_AROUND].partition(".")[0]
            if not _OF_THE_PAST.search(f"{before} {after}"):
                yield text, found["number"].replace(" ", "").replace("–", "-"), _day_of(found)


def _day_of(found: re.Match[str]) -> dt.date | None:
    if found["year"] is None:
        return None
    try:
        return dt.date(int(found["year"]), int(found["month"] or found["long"]), int(found["day"]))
    except ValueError:
        return None


def _judge(path: str, number: str, issued: dt.date | None, day: dt.date) -> Iterator[Hit]:
    known = legal_bases().find(number) or legal_bases().find(f"0{number}")
    named = [basis for basis in known if issued in (None, basis.date)]
    if known and not named and issued:
        # Numbers begin again every term: only a day near the known one is a slip of the pen.
        near = next((basis for basis in known if basis.date.year == issued.year), None)
        if near:
            message = f"{near.kind} {number} ghi ngày {dates.short(issued)}; trong sổ căn cứ là ngày {dates.short(near.date)}."
            yield Hit(path, message, "Đối chiếu lại số và ngày.")
    elif named and not any(basis.in_force(day) for basis in named):
        issued_by_then = [basis for basis in named if basis.date <= day]
        yield _not_in_force(path, issued_by_then or named[-1:], day)


def _not_in_force(path: str, bases: Sequence[LegalBasis], day: dt.date) -> Hit:
    """Why none of `bases`, which share a number, may be cited on `day`, and what to cite."""
    basis = bases[0]
    if day < basis.valid_from:
        why = f"đến ngày {dates.short(basis.valid_from)} mới có hiệu lực"
    else:
        last = max((one.valid_to for one in bases if one.valid_to), default=day)
        why = f"đã hết hiệu lực từ ngày {dates.short(last + dt.timedelta(days=1))}"
    successors = [found for one in bases if (found := legal_bases().successor(one, day))]
    fix = " hoặc ".join(_named(found, with_title=len(successors) > 1) for found in successors)
    message = f"{basis.kind} {basis.number or basis.title} {why}, văn bản ngày {dates.short(day)}."
    return Hit(path, message, f"Thay bằng {fix}." if fix else "Chọn văn bản khác trong sổ căn cứ.")


def _named(basis: LegalBasis, *, with_title: bool) -> str:
    title = f" ({basis.title})" if with_title else ""
    return f"{basis.kind} {basis.number or basis.title}, ngày {dates.short(basis.date)}{title}"


@rule("R-84c", "W", "Căn cứ đủ và không trùng", clause="Thông lệ soạn thảo quyết định", grade="P")
def complete_grounds(case: Case) -> Iterator[Hit]:
    """Quyết định có căn cứ Điều lệ Đảng hoặc quy định thi hành Điều lệ, đặt trước; không ghi một căn cứ hai lần.

    Vì sao: thiếu căn cứ là lỗi người thẩm định hay nêu; căn cứ xếp từ cao xuống thấp.
    Đúng: Điều lệ Đảng; Quy định 208-QĐ/TW; Quy chế làm việc của Chi bộ.
    Sai: chỉ căn cứ Quy chế làm việc của Chi bộ.
    """
    decisions: list[tuple[str, QuyetDinhChung | QuyetDinhBanHanh]] = [*find(case, QuyetDinhChung), *find(case, QuyetDinhBanHanh)]
    for path, decision in decisions:
        place = joined(path, "can_cu")
        chosen = {where: basis for where, _, basis in once(case, _chosen)}
        on_statute = [_is_statute(ground, chosen.get(f"{place}.{index}")) for index, ground in enumerate(decision.can_cu)]
        if not any(on_statute):
            yield Hit(place, "Chưa có căn cứ Điều lệ Đảng hoặc quy định thi hành Điều lệ Đảng.", "Thêm căn cứ, đặt ở đầu.")
        elif not on_statute[0]:
            yield Hit(place, "Căn cứ Điều lệ Đảng không đứng đầu.", "Xếp căn cứ từ cao xuống thấp.", HINT)
        seen: set[str] = set()
        for index, ground in enumerate(decision.can_cu):
            words = key(ground.ma or ground.noi_dung or "")
            if words in seen:
                said = _called(ground.ma) if ground.ma else ground.noi_dung
                yield Hit(f"{place}.{index}", f"Căn cứ “{said}” ghi hai lần.", "Bỏ một dòng.")
            seen.add(words)


def _is_statute(ground: CanCu, basis: LegalBasis | None) -> bool:
    return bool(basis and _STATUTE & set(basis.topics)) or "điều lệ đảng" in (ground.noi_dung or "").lower()
