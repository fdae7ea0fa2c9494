"""Names of people: nobody twice in a list, one spelling for one person, nothing but the name in the field of a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from docgen.check.content.facts import WARN, find, group, joined, key, people, shown
from docgen.check.finding import Severity
from docgen.check.registry import Case, Hit, by_part, rule
from docgen.vietnamese import names
from schemas.bien_ban import DaiHoiChiBo, KiemPhieu
from schemas.document import ChucVuKy, NguoiKy
from schemas.election import KetQuaBau
from schemas.meeting import NguoiThamGia, NhiemVu, ThanhPhan
from schemas.nghi_quyet import DaiHoi
from schemas.quyet_dinh_phan_cong import DangVien, DanhSach, DieuChinh, DongNhiemVu

CLAUSE = "Lỗi thường gặp khi thẩm định văn bản"

# "Ông" is a surname too: only the small letter is a form of address.
_HONORIFIC = re.compile(r"(?:[Đđ]ồng chí|[Đđ]/[Cc]|[Đđ][Cc]|ông|bà|anh|chị)[.:]?\s+")
_MORE_THAN_A_NAME = re.compile(r"[,;:/]|\s[-–]\s| và ")
_SAMPLE = re.compile(r"(?:Nguyễn|Trần|Lê) (?:Văn|Thị) [ABCDX]|họ và tên", re.IGNORECASE)
_POST_OF_CELL = re.compile(r"(phó\s+)?bí thư(?:\s+chi bộ)?\b(?!\s+(?:đảng|chi|đoàn|thường trực|tỉnh|thành))", re.IGNORECASE)
_ONE_PERSON = "Chỉ ghi họ tên một người; chức vụ ghi ở ô chức vụ."
_NO_TONES = str.maketrans("", "", "~0123456789")


class _Entry(NamedTuple):
    """Somebody in a list, and what tells two people of one name apart."""

    path: str
    name: str
    known_by: tuple[object, ...] = ()


@rule("R-34", "E", "Một người không ghi hai lần trong một danh sách", clause="Số liệu, danh sách phải khớp", grade="B")
def nobody_twice(case: Case) -> Iterator[Hit]:
    """Trong danh sách bầu cử, danh sách phân công, danh sách vắng, mỗi người chỉ có một lần.

    Vì sao: ghi trùng làm sai số phiếu, sai số đảng viên đã phân công, sai số vắng. Hai người cùng tên thì ghi thêm năm sinh,
    hoặc ghi ngày sinh, số thẻ khác nhau.
    Đúng: vắng có lý do: Chu Văn Đính; vắng không lý do: Nguyễn Hữu Chất.
    Sai: Chu Văn Đính có tên ở cả hai danh sách vắng.
    """
    for what, entries, severity in _lists(case):
        seen: dict[str, list[_Entry]] = {}
        for entry in entries:
            before = seen.setdefault(key(entry.name), [])
            if any(not _told_apart(entry, other) for other in before):
                message = f"Đồng chí {entry.name} có tên hai lần trong {what}."
                yield Hit(entry.path, message, "Bỏ một lần; nếu là hai người cùng tên thì ghi thêm năm sinh.", severity)
            before.append(entry)


def _told_apart(one: _Entry, other: _Entry) -> bool:
    return any(a is not None and b is not None and a != b for a, b in zip(one.known_by, other.known_by, strict=False))


def _lists(case: Case) -> Iterator[tuple[str, Iterable[_Entry], Severity | None]]:
    """Every list of people with its name and how a repetition weighs."""
    document, present = case.document, group(case)
    for path, election in find(case, KetQuaBau):
        yield "danh sách bầu cử", _named(joined(path, "ung_vien"), election.ung_vien), None
    if present:
        absent = [*_named("cuoc_hop.thanh_phan.vang_co_ly_do", present.vang_co_ly_do)]
        absent += _named("cuoc_hop.thanh_phan.vang_khong_ly_do", present.vang_khong_ly_do)
        came = present.mien_sinh_hoat_co_du if isinstance(present, ThanhPhan) else ()
        absent += [_Entry(f"cuoc_hop.thanh_phan.mien_sinh_hoat_co_du.{i}", name) for i, name in enumerate(came)]
        yield "danh sách vắng, danh sách được miễn có dự", absent, None
    if isinstance(document, DanhSach):
        yield "danh sách phân công", [*_assigned(document), *_named("khong_phan_cong", document.khong_phan_cong)], None
    if isinstance(document, DieuChinh):
        changed = [_member(f"thay_doi.{i}.dang_vien", one.dang_vien) for i, one in enumerate(document.thay_doi)]
        yield "danh sách điều chỉnh", changed, WARN
    if isinstance(document, KiemPhieu):
        tellers = document.ban_kiem_phieu
        rest = [_Entry(f"ban_kiem_phieu.uy_vien.{i}", name) for i, name in enumerate(tellers.uy_vien)]
        yield "ban kiểm phiếu", [_Entry("ban_kiem_phieu.truong_ban", tellers.truong_ban), *rest], WARN
    if isinstance(document, DaiHoi | DaiHoiChiBo):
        yield "đoàn chủ tịch", _named("doan_chu_tich", document.doan_chu_tich), WARN


def _named(path: str, entries: Iterable[object]) -> Iterator[_Entry]:
    return (_Entry(f"{path}.{index}.ho_ten", str(getattr(one, "ho_ten", ""))) for index, one in enumerate(entries))


def _assigned(document: DanhSach) -> Iterator[_Entry]:
    return (_member(f"phan_cong.{index}.dang_vien", one.dang_vien) for index, one in enumerate(document.phan_cong))


def _member(path: str, member: DangVien) -> _Entry:
    return _Entry(f"{path}.ho_ten", member.ho_ten, (member.so_the, member.ngay_sinh))


@rule("R-35", "W", "Ô họ tên chỉ ghi họ tên một người", clause=CLAUSE, grade="P")
@by_part
def nothing_but_the_name(case: Case) -> Iterator[Hit]:
    """Ô họ tên chỉ ghi họ, chữ đệm, tên của một người, viết hoa chữ đầu.

    Vì sao: chương trình tự thêm “đồng chí” và chức vụ; gõ thêm thì in thành “đồng chí đồng chí”.
    Đúng: Hoàng Đình Khải.
    Sai: đồng chí Hoàng Đình Khải; HOÀNG ĐÌNH KHẢI; Hoàng Đình Khải - Bí thư; Nguyễn Văn A.
    """
    leaders = {joined(path, "chu_tri") for path, _ in find(case, NhiemVu)}
    for path, name in people(case):
        wrong, fix = _wrong_with_name(name)
        # Several people in the place of one who leads are R-86d.
        if wrong and not (path in leaders and fix == _ONE_PERSON):
            yield Hit(path, f"Ô họ tên ghi {shown(name)}, {wrong}.", fix)


@lru_cache(maxsize=4096)
def _wrong_with_name(name: str) -> tuple[str, str]:
    """What is wrong with a name that is not just a name, and what to do about it."""
    if found := _HONORIFIC.match(name):
        word = found[0].strip()
        return f"kèm “{word}”", f"Bỏ “{word}”; chương trình tự thêm “đồng chí”."
    if _SAMPLE.fullmatch(name):
        return "là tên mẫu", "Đây là tên mẫu; ghi họ tên thật."
    if _MORE_THAN_A_NAME.search(name):
        return "có nhiều hơn một họ tên", _ONE_PERSON
    wrong, tidy = names.wrong_case(name)
    return (f"{wrong}; ghi: {tidy}", f"Viết hoa chữ đầu: {tidy}.") if wrong else ("", "")


@rule("R-87a", "W", "Tên một người viết một cách", clause=CLAUSE, grade="P")
def one_spelling(case: Case) -> Iterator[Hit]:
    """Tên một người viết giống nhau ở mọi chỗ: chữ hoa, dấu, vị trí dấu thanh.

    Vì sao: viết hai cách thì người đọc không biết là một hay hai người; thường là gõ thiếu dấu.
    Đúng: Lục Thị Ngân ở mọi chỗ.
    Sai: chỗ ghi Lục Thị Ngân, chỗ ghi Lục Thị Ngần hoặc Luc Thi Ngan.
    """
    named, helpers = people(case), tuple(_helpers(case))
    different = {name for _, name in named}
    if not helpers and len(different) == len({_bare(name) for name in different}):
        return
    spellings: dict[str, Counter[str]] = {}
    places: dict[str, str] = {}
    for path, name in named:
        spellings.setdefault(_bare(name), Counter())[name] += 1
        places.setdefault(name, path)
    for path, name in helpers:
        if _bare(name) in spellings:
            spellings[_bare(name)][name] += 1
            places.setdefault(name, path)
    for counted in spellings.values():
        usual, *others = (name for name, _ in counted.most_common())
        for name in others:
            same = "" if key(usual) == key(name) else " Nếu là hai người thì bỏ qua."
            message = f"Tên ghi {shown(name)}, chỗ khác ghi {shown(usual)}."
            yield Hit(places[name], message, f"Viết tên một người một cách.{same}")


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """A name without any mark, as somebody types it who leaves them out."""
    return names.without_marks(key(name).translate(_NO_TONES))


def _helpers(case: Case) -> Iterator[tuple[str, str]]:
    """Names in the fields where several people stand between commas."""
    for path, task in find(case, NhiemVu):
        yield from ((joined(path, "phoi_hop"), name) for name in _split(task.phoi_hop))
    for path, duty in find(case, DongNhiemVu):
        yield from ((joined(path, "nguoi_phoi_hop"), name) for name in _split(duty.nguoi_phoi_hop))


def _split(words: str | None) -> list[str]:
    return [name for part in (words or "").split(",") if (name := part.strip())]


@rule("R-87c", "W", "Chức vụ một người ghi thống nhất", clause=CLAUSE, grade="P")
def one_post(case: Case) -> Iterator[Hit]:
    """Người ký với chức vụ bí thư không được ghi là phó bí thư ở chỗ khác, và chi bộ chỉ có một bí thư.

    Vì sao: chép văn bản khi chi bộ đã thay bí thư hay để sót chức vụ cũ.
    Đúng: chủ trì Hoàng Đình Khải, Bí thư Chi bộ; người ký Hoàng Đình Khải, Bí thư.
    Sai: chủ trì Lục Thị Ngân, Phó Bí thư Chi bộ; người ký Lục Thị Ngân, Bí thư.
    """
    posts = dict(_posts(case))
    for path, signer in find(case, NguoiKy):
        if signer.chuc_vu is None:
            continue
        elsewhere = posts.get(key(signer.ho_ten))
        if elsewhere not in (None, signer.chuc_vu):
            message = (
                f"Đồng chí {signer.ho_ten} ký là {signer.chuc_vu.label}, chỗ khác ghi {elsewhere.label if elsewhere else ''}."
            )
            yield Hit(joined(path, "chuc_vu"), message, "Sửa cho thống nhất.")
        others = [name for name, post in posts.items() if post is ChucVuKy.BI_THU and name != key(signer.ho_ten)]
        if signer.chuc_vu is ChucVuKy.BI_THU and others:
            message = f"Đồng chí {signer.ho_ten} ký là Bí thư, chỗ khác ghi người khác là Bí thư Chi bộ."
            yield Hit(joined(path, "ho_ten"), message, "Xem lại người ký và chức vụ.")


def _posts(case: Case) -> Iterator[tuple[str, ChucVuKy]]:
    """Who is called bí thư or phó bí thư of the chi bộ."""
    for path, person in find(case, NguoiThamGia):
        yield from _post(person.ho_ten, person.chuc_vu if "khach_moi" not in path else None)
    for _, member in find(case, DangVien):
        yield from _post(member.ho_ten, member.chuc_vu_dang)


def _post(name: str, written: str | None) -> Iterator[tuple[str, ChucVuKy]]:
    if found := _POST_OF_CELL.match(written or ""):
        yield key(name), ChucVuKy.PHO_BI_THU if found[1] else ChucVuKy.BI_THU


@rule("R-87d", "W", "Người kiểm tra có tên trong danh sách đảng viên", clause=CLAUSE, grade="P")
def checkers_are_members(case: Case) -> Iterator[Hit]:
    """Người kiểm tra trong quyết định phân công cả chi bộ là đảng viên có tên trong danh sách.

    Vì sao: tên không có trong danh sách là gõ sai, hoặc người đã chuyển đi.
    Đúng: người kiểm tra Lục Thị Ngân, có tên trong phụ lục.
    Sai: người kiểm tra Nguyễn Thị Hiên, là bí thư chi bộ khác.
    """
    if not isinstance(case.document, DanhSach):
        return
    members = {key(entry.name) for entry in (*_assigned(case.document), *_named("", case.document.khong_phan_cong))}
    members.add(key(case.document.nguoi_ky.ho_ten))
    reported: set[str] = set()
    for path, duty in find(case, DongNhiemVu):
        checker = duty.nguoi_kiem_tra
        if checker and key(checker) not in members and checker not in reported:
            reported.add(checker)
            message = f"Người kiểm tra {checker} không có tên trong danh sách đảng viên."
            yield Hit(joined(path, "nguoi_kiem_tra"), message, "Xem lại họ tên.")
