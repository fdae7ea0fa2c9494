"""Names of bodies and places: as the heading wants them, and of the right unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content.facts import find, joined, key, office, shown
from docgen.check.registry import Case, Hit, rule
from docgen.standard.model import Heading
from schemas.ban_cam_ket import CamKetHangNam
from schemas.bien_ban import DaiHoiChiBo, KiemPhieu
from schemas.document import CanCu, CoQuan
from schemas.nghi_quyet import ChuyenDe, DaiHoi
from schemas.quy_che_lam_viec import QuyChe
from schemas.quyet_dinh_phan_cong import DieuChinh, QuyetDinhChung
from schemas.thong_bao import ThongBaoChung, ThongBaoPhanCong

_COMMUNE = re.compile(r"^Đảng (?:bộ|ủy|uỷ) ((?:xã|phường|đặc khu) (.+))$", re.IGNORECASE)
_PLACE_NOUNS = "thôn|xóm|bản|ấp|buôn|làng|khóm|khối|khu phố|khu dân cư|tổ dân phố|trường|trạm|công an|quân sự|cơ quan"
_NAMED_CELL = re.compile(rf"\bchi bộ ((?:{_PLACE_NOUNS})(?: [^\s,.;:()]+)+)", re.IGNORECASE)


@rule(
    "R-12", "W", "Tên cơ quan ghi đúng hai dòng tiêu đề", clause="Hướng dẫn 05-HD/VPTW; Hướng dẫn 36-HD/VPTW, mục 1.2", grade="B"
)
def heading_names(case: Case) -> Iterator[Hit]:
    """Dòng trên ghi tổ chức đảng cấp trên, dòng dưới ghi tên cơ quan ban hành, đúng như quyết định thành lập.

    Vì sao: dòng trên là tổ chức (đảng bộ), không phải cấp ủy (đảng ủy); nhiều văn bản bị trả lại vì lẫn hai tên này.
    Đúng: Đảng bộ xã Vân Thượng Sơn / Chi bộ thôn Nà Khoang.
    Sai: Đảng ủy xã Vân Thượng Sơn / Thôn Nà Khoang.
    """
    for path, named in find(case, CoQuan):
        heading = case.standard.bodies[named.loai.value].heading
        if heading is None:
            continue
        wanted = _fixed_words(heading.lower)
        if not _begins(named.ten, wanted):
            yield Hit(
                joined(path, "ten"),
                f"Tên cơ quan {shown(named.ten)} không bắt đầu bằng “{wanted.capitalize()}”.",
                "Ghi đủ tên như quyết định thành lập.",
            )
        yield from _upper_line(path, named.cap_tren, heading)


def _upper_line(path: str, written: str | None, heading: Heading) -> Iterator[Hit]:
    if heading.upper is None:
        return
    wanted = _fixed_words(heading.upper).capitalize()
    if written is None:
        yield Hit(joined(path, "cap_tren"), "Chưa có dòng tổ chức cấp trên.", f"Ghi tên tổ chức, bắt đầu bằng “{wanted}”.")
    elif not _begins(written, wanted):
        seen = any(_begins(written, _fixed_words(practice)) for practice in heading.upper_practice)
        reason = "Dòng trên ghi tổ chức, không ghi cấp ủy." if seen else "Ghi tên tổ chức đảng cấp trên."
        yield Hit(joined(path, "cap_tren"), f"Dòng trên ghi {shown(written)}, cần bắt đầu bằng “{wanted}”.", reason)


def _fixed_words(pattern: str) -> str:
    return pattern.partition("{")[0].strip()


def _begins(name: str, words: str) -> bool:
    return f"{key(name)} ".startswith(f"{key(words)} ")


@rule("R-14", "W", "Địa danh là tên xã, phường, đặc khu nơi ban hành", clause="Hướng dẫn 36-HD/VPTW, mục 1.4", grade="C")
def place_of_issue(case: Case) -> Iterator[Hit]:
    """Địa danh chỉ ghi tên xã, phường, đặc khu nơi cơ quan ban hành đóng.

    Vì sao: chương trình tự ghi ngày, tháng sau địa danh; địa danh khác tên xã thường do chép từ văn bản của nơi khác.
    Đúng: Vân Thượng Sơn.
    Sai: “Vân Thượng Sơn, ngày” hoặc tên một xã khác.
    """
    place, commune = getattr(case.document, "dia_danh", None), _commune(office(case))
    if place is None:
        return
    if "," in place or "ngày" in place.lower():
        yield Hit("dia_danh", f"Địa danh ghi {shown(place)}.", "Chỉ ghi tên xã, phường, đặc khu; chương trình tự ghi ngày tháng.")
    elif commune and key(place) not in {key(commune[1]), key(commune[2])}:
        message = f"Địa danh {shown(place)} khác tên {commune[1]} ở tiêu đề."
        yield Hit("dia_danh", message, f"Ghi “{commune[2]}” nếu đó là nơi ban hành.")


def _commune(issuer: CoQuan | None) -> re.Match[str] | None:
    return (_COMMUNE.match(issuer.ten) or _COMMUNE.match(issuer.cap_tren or "")) if issuer else None


@rule("R-15", "W", "Không để sót tên đơn vị khác", clause="Lỗi thường gặp khi thẩm định văn bản", grade="P")
def names_of_other_units(case: Case) -> Iterator[Hit]:
    """Trích yếu, tên đại hội, căn cứ và văn bản viện dẫn phải cùng tên với chi bộ ban hành.

    Vì sao: chép văn bản của chi bộ khác rất hay để sót tên cũ; người đọc không biết văn bản của ai.
    Đúng: Chi bộ thôn Nà Khoang căn cứ “Quy chế làm việc của Chi bộ thôn Nà Khoang”.
    Sai: Chi bộ thôn Nà Khoang căn cứ “Quy chế làm việc của Chi bộ thôn Pác Thin”.
    """
    issuer = office(case)
    if issuer is None:
        return
    own = key(issuer.ten)
    for path, words in _places_of_own_name(case):
        for found in _NAMED_CELL.finditer(words):
            name = _proper(found[1])
            if name and key(name) not in own:
                yield Hit(path, f"Nhắc đến Chi bộ {name}, cơ quan ban hành là {issuer.ten}.", "Sửa lại tên chi bộ.")
    above, committee = _COMMUNE.match(issuer.cap_tren or ""), _COMMUNE.match(issuer.cap_uy_cap_tren or "")
    if above and committee and key(above[1]) != key(committee[1]):
        yield Hit(
            "co_quan.cap_uy_cap_tren",
            f"Cấp ủy cấp trên là {shown(committee[0])} nhưng dòng trên của tiêu đề là {shown(above[0])}.",
            "Ghi hai tên của cùng một xã.",
        )


def _places_of_own_name(case: Case) -> Iterator[tuple[str, str]]:
    """Where only the own chi bộ can be meant."""
    document = case.document
    if isinstance(document, ChuyenDe | QuyChe | ThongBaoChung):
        yield "trich_yeu", document.trich_yeu
    if isinstance(document, DaiHoi | DaiHoiChiBo):
        yield "ten_dai_hoi", document.ten_dai_hoi
    if isinstance(document, KiemPhieu):
        yield "hoi_nghi", document.hoi_nghi
    if isinstance(document, QuyetDinhChung) and document.nghi_quyet:
        yield "nghi_quyet.co_quan", document.nghi_quyet.co_quan
    if isinstance(document, ThongBaoPhanCong | CamKetHangNam) and document.van_ban:
        yield "van_ban.co_quan", document.van_ban.co_quan
    if isinstance(document, DieuChinh):
        yield "quyet_dinh_goc.co_quan", document.quyet_dinh_goc.co_quan
    for path, ground in find(case, CanCu):
        yield joined(path, "noi_dung"), ground.noi_dung or ""


def _proper(words: str) -> str:
    """What stands in capitals after the noun: "thôn Nà Khoang nhiệm kỳ" -> "thôn Nà Khoang"."""
    noun = re.match(_PLACE_NOUNS, words, re.IGNORECASE)
    start = noun.end() if noun else 0
    name = []
    for word in words[start:].split():
        if not (word[0].isupper() or word[0].isdigit()):
            break
        name.append(word)
    return " ".join([words[:start], *name]) if name else ""
