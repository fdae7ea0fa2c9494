"""From the people of a roster to the paper of each member who is to have one, and to who is not and why.

The duties of a person are those that stand in the roster row; where none stand there, those that the catalogue proposes for
position and group. Whatever paper is made of them (docgen.batch.papers), all say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from docgen.batch.decided import NO_NUMBER, NUMBER, Decided, cites_decision, lacks_number
from docgen.batch.papers import DECISION, PROBE, Paper
from docgen.batch.proposals import Catalogue, Proposed, in_order
from docgen.batch.source import SourceRow, fault, impersonal, naming, personal, refuse_unknown
from docgen.check.content.duties import SUBJECT
from docgen.check.content.facts import key as loose_key  # it remembers: the same few names check everybody
from docgen.errors import DataError, FieldProblem
from docgen.messages import SENTENCES, causes, label, validate
from docgen.roster.columns import columns
from docgen.roster.reading import Row
from docgen.store.batch_rows import Fault
from docgen.store.duty_lines import OwnDuty
from docgen.vietnamese import dates
from schemas.document import LETTER_LIMIT
from schemas.giao_viec import GiaoViec, HinhThuc
from schemas.quyet_dinh_phan_cong import DienDangVien
from schemas.roster import NguoiTrongDanhSach, NhomDangVien, TrangThai

SECTION = "giao_viec"
"""The part of the common facts that says how duties are given out; the rest is what every paper says."""
WHOLE_NAME = "Cả chi bộ"
_KNOWN = 1_000
"""So many different sets of duties are remembered for the people to come."""
LACKING = "Việc mẫu còn chỗ trống nên chưa giao; muốn giao thì điền ở Dữ liệu chung: "
"""Begins the note on duties that were left out for want of words for their slots; their labels follow."""
APART = "; "
"""Between those labels, in which there are commas."""
UNREAD = "Hàng này có ô chưa đọc được."
EXEMPT = "được miễn công tác và sinh hoạt đảng"
_REASONS = {
    DienDangVien.MIEN: EXEMPT,
    DienDangVien.TAM_THOI_DI: "sinh hoạt tạm thời nơi khác",
    DienDangVien.DINH_CHI: "đang bị đình chỉ sinh hoạt đảng",
    DienDangVien.CHO_CHUYEN: "đang chờ chuyển sinh hoạt",
}
_GONE = "đã đưa ra khỏi danh sách"
_RESIDENT = "giữ liên hệ nơi cư trú, không thuộc đảng số chi bộ"
_SAME = {"ho_ten": "ho_ten", "gioi_tinh": "gioi_tinh", "so_the": "so_the_dang", "chuc_vu_dang": "chuc_vu_dang"}
_SAME |= {"chuc_vu_khac": "chuc_vu_khac", "loai": "loai", "dien": "dien"}
_DAYS = ("ngay_sinh", "ngay_ket_nap", "ngay_chinh_thuc")

Rows = Iterable[Row]
Duty = dict[str, Any]
_Found = tuple[dict[str, list[Duty]], list[str], list[str]]
"""The duties of somebody, the labels of slots that nobody has filled, and which duties the list asked for in vain."""
_NOTHING: _Found = ({"co_dinh": [], "mo": []}, [], [])


class Assigning:
    """The common facts, ready to be put together with one person after another."""

    def __init__(
        self, common: Mapping[str, Any], own: Iterable[OwnDuty] = (), paper: Paper = DECISION, decided: Decided | None = None
    ) -> None:
        """Read the facts; `DataError` when they would be wrong for everybody. `decided` knows the decisions that are cited."""
        self._paper = paper
        self._facts = _facts(common.get(SECTION) or {})
        self.common = {name: value for name, value in common.items() if name not in {SECTION, "bien_the", *paper.never_common}}
        self._named = naming(self.common)
        self._decided = decided if cites_decision(self.common) else None
        self._catalogue = Catalogue(self._facts, self.common, own)
        self._deputy = self._deputy_of(self._facts.nguoi_kiem_tra)
        self._shared, self._missing = self._of_everybody()
        self._of_all = {_work_of(line): line for line in self._shared}
        checked = map(self._common_check, [*self._shared, {}])
        self._checkers = {loose_key(str(line.get("nguoi_kiem_tra") or "")) for line in checked}
        self._known: dict[Any, _Found] = {}
        self._refuse_wrong_facts()

    @property
    def form(self) -> HinhThuc:
        """What is made: a paper each; of decisions also one for all, or both."""
        return self._facts.hinh_thuc if self._paper is DECISION else HinhThuc.CA_NHAN

    @property
    def shared(self) -> tuple[Duty, ...]:
        """The duties that every member has, as they are before anybody's own."""
        return tuple(self._shared)

    def rows(self, people: Rows, again: Rows) -> Iterator[SourceRow]:
        """Every row with its paper; the one for all first. `again` are the same people, read once more for that."""
        if self.form is not HinhThuc.CA_NHAN:
            yield self._whole([self._row(one) for one in again if one.skipped is None])
        for one in people:
            if one.skipped is not None:
                continue
            row = self._row(one)
            if self.form is not HinhThuc.DANH_SACH or row.left_out or row.fault:
                yield row

    def _row(self, read: Row) -> SourceRow:
        person = read.person
        if person is None:
            return self._faulty(read)
        name, keys = person.ho_ten, keys_of(person)
        reason = not_subject(person)
        told = [f"{one.column}: {one.message}"[:200] for one in read.notes]
        if without_paper(person, self._paper):
            member = {"dang_vien": {"ho_ten": name, "dien": person.dien}}
            return SourceRow(read.number, name, member, left_out=reason, notes=tuple(told), keys=keys)
        duties, notes, refused = _NOTHING if reason else self._duties(read, person)
        if not duties["co_dinh"] and not reason:
            said = "Chưa có nhiệm vụ nào cho đồng chí này."
            hint = (
                f"Ghi nhiệm vụ vào danh sách, hoặc điền ở Dữ liệu chung: {APART.join(notes)}."
                if notes
                else "Ghi nhiệm vụ vào danh sách."
            )
            return SourceRow(read.number, name, {}, fault(said, hint), keys=keys)
        state = {"dien": DienDangVien.MIEN.value} if reason else {}
        whose = {**member_of(read, person), **state}
        named, lacking = self._personal(whose, exempt=bool(reason))
        own = {"dang_vien": whose, **duties, **named}
        if self.form is HinhThuc.CA_HAI:
            own["thi_hanh"] = []
        told = [*([f"{LACKING}{APART.join(notes)}"] if notes else []), *refused, *told]
        return SourceRow(read.number, name, {"bien_the": self._paper.variant, **own}, lacking, notes=tuple(told), keys=keys)

    def _personal(self, whose: Mapping[str, Any], *, exempt: bool) -> tuple[dict[str, Any], Fault | None]:
        """The common facts that name the member or the member's decision; the fault of who has none. Who is exempt needs none."""
        number = self._decided.number_of(whose) if self._decided else ""
        named = personal(self._named, {"ho_ten": whose["ho_ten"], NUMBER: number})
        if number or not self._decided:
            return named, None
        return ({**named, "van_ban": None}, None) if exempt else (named, _undecided(self.common))

    def _faulty(self, read: Row) -> SourceRow:
        """A row that cannot be made, with what can be read of it: who corrects it need not type the rest again."""
        problems = [
            {"path": _path_of(one.column), "label": one.column, "message": one.message, "cell": one.value} for one in read.faults
        ]
        told = fault(UNREAD, "Sửa các ô được nêu.", problems)
        if read.readable is None:
            return SourceRow(read.number, "", {}, told)
        rest = self._row(replace(read, person=read.readable, faults=()))
        own = rest.own if rest.name else self._nameless(rest.own)
        return replace(rest, own=own, fault=told, left_out="")

    def _nameless(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """What a row says whose name cannot be read; what names the member follows from the name when it is corrected."""
        rest = {name: value for name, value in own.items() if name not in self._named}
        member = {name: value for name, value in rest.get("dang_vien", {}).items() if name != "ho_ten"}
        return {**rest, "dang_vien": member} if "dang_vien" in rest else rest

    def _duties(self, read: Row, person: NguoiTrongDanhSach) -> _Found:
        """The shared duties before the person's own; what was left out of the catalogue's for want of words for its slots."""
        if read.co_dinh or read.mo or read.ma_nhiem_vu or read.them or loose_key(person.ho_ten) in self._checkers:
            return self._duties_of(read, person)
        same = self._catalogue.same_for(person)
        if same not in self._known:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[same] = self._duties_of(read, person)
        return self._known[same]

    def _duties_of(self, read: Row, person: NguoiTrongDanhSach) -> _Found:
        given = [duty.model_dump(mode="json", exclude_none=True) for duty in read.co_dinh]
        opened = [duty.model_dump(mode="json", exclude_none=True) for duty in read.mo]
        codes = read.ma_nhiem_vu
        proposed = self._catalogue.with_codes(codes, person) if codes or given or opened else self._catalogue.of_person(person)
        added = [duty.model_dump(mode="json", exclude_none=True) for duty in read.them]
        proposals = (line for line in proposed.lines if _work_of(line) not in self._of_all)
        own = list(in_order([*proposals, *(line for line in given if not self._is_common(line))]))
        own = own if given else own[: LETTER_LIMIT - len(self._shared) - len(added)]
        own = list(in_order([*own, *added]))
        fixed = [self._checked(line, person.ho_ten) for line in [*self._shared, *own]]
        mo = [self._checked(line, person.ho_ten) for line in opened]
        return {"co_dinh": fixed, "mo": mo}, [*self._missing, *proposed.missing], proposed.refused

    def _is_common(self, line: Duty) -> bool:
        """Whether everybody has this duty, of which the person's line says no more."""
        common = self._of_all.get(_work_of(line))
        return common is not None and all(common.get(name) == value for name, value in line.items() if name != "viec")

    def _whole(self, rows: Sequence[SourceRow]) -> SourceRow:
        """The one decision with the annex; not to be made while a person of the roster is not clear."""
        wrong = [row for row in rows if row.fault]
        if wrong:
            named = ", ".join(f"hàng {row.number}" for row in wrong[:10])
            return SourceRow(0, WHOLE_NAME, {}, fault(f"Danh sách còn {len(wrong)} hàng chưa đúng: {named}.", "Sửa các hàng đó."))
        number = len(self._shared)
        given = [
            {"dang_vien": row.own["dang_vien"], "co_dinh": row.own["co_dinh"][number:], "mo": row.own["mo"]}
            for row in rows
            if not row.left_out
        ]
        shared = [self._common_check(line) for line in self._shared]
        own = {
            "bien_the": "danh_sach",
            "nhiem_vu_chung": shared,
            "kiem_tra_thay": self._deputy,
            "phan_cong": given,
            "khong_phan_cong": [
                {"ho_ten": row.name, "ly_do": row.left_out, "dien": row.own["dang_vien"]["dien"] or DienDangVien.MIEN}
                for row in rows
                if row.left_out and row.left_out not in {_GONE, _RESIDENT}
            ],
        }
        everybody = {name: impersonal(value) for name, value in self.common.items() if impersonal(value) != value}
        return SourceRow(0, WHOLE_NAME, {**everybody, **{name: value for name, value in own.items() if value is not None}})

    def _checked(self, line: Mapping[str, Any], doer: str) -> Duty:
        """A duty with its checker, who is another than the doer (R-86c), and how it is reported on."""
        duty = self._common_check(line)
        if doer and loose_key(str(duty.get("nguoi_kiem_tra") or "")) == loose_key(doer):
            other = self._deputy_of(doer) if loose_key(self._deputy or "") in {"", loose_key(doer)} else self._deputy
            duty["nguoi_kiem_tra"] = other
        return {name: value for name, value in duty.items() if value is not None}

    def _common_check(self, line: Mapping[str, Any]) -> Duty:
        told = {"nguoi_kiem_tra": self._facts.nguoi_kiem_tra, "che_do_bao_cao": self._facts.che_do_bao_cao}
        return {**{name: value for name, value in told.items() if value}, **line}

    def _deputy_of(self, checker: str | None) -> str | None:
        """Who checks the duties of the checker: whom the facts name, else who signs; somebody else than the checker."""
        signer = self.common.get("nguoi_ky") or {}
        offered = (
            self._facts.kiem_tra_thay,
            self._facts.nguoi_kiem_tra,
            signer.get("ho_ten") if isinstance(signer, Mapping) else "",
        )
        return next((str(name) for name in offered if name and loose_key(str(name)) != loose_key(checker or "")), None)

    def _of_everybody(self) -> tuple[list[Duty], list[str]]:
        if self._facts.nhiem_vu_chung is not None:
            return [duty.model_dump(mode="json", exclude_none=True) for duty in self._facts.nhiem_vu_chung], []
        proposed: Proposed = self._catalogue.of_everybody()
        return proposed.lines, list(proposed.missing)

    def _refuse_wrong_facts(self) -> None:
        """What is wrong in the common facts is wrong in every row: tell it once, before anything else."""
        refuse_unknown(self.common, names_of(self._paper), self._paper.kind.variant(self._paper.variant))
        validate({**self.common, **PROBE, "bien_the": self._paper.variant}, self._paper.kind)
        if lacks_number(self.common.get("van_ban")):
            problem = FieldProblem("van_ban.so_ky_hieu", "Văn bản phân công", NO_NUMBER)
            raise DataError("Dữ liệu chung thiếu số của văn bản phân công.", hint="Ghi số và ký hiệu.", problems=(problem,))


def names_of(paper: Paper) -> tuple[str, ...]:
    """What common facts may name in double braces, to be filled in for each row."""
    return ("ho_ten",) if paper is DECISION else ("ho_ten", NUMBER)


def _undecided(common: Mapping[str, Any]) -> Fault:
    said = f"Chưa có quyết định phân công có số của đồng chí này, năm {common.get('nam')}, trong các lô đã tạo."
    hint = "Tạo quyết định trước, hoặc ghi số."
    problem = {"path": "van_ban.so_ky_hieu", "label": "Văn bản phân công", "message": f"{said} {hint}"}
    return fault(said, hint, [problem])


def not_subject(person: NguoiTrongDanhSach) -> str:
    """Why somebody is given no duties; empty for who is. Rules R-23, R-25, R-31 judge the decision by the same states."""
    if person.trang_thai is TrangThai.DA_ROI:
        return _GONE
    if person.dien is not None and person.dien not in SUBJECT:
        return _REASONS[person.dien]
    if person.nhom is NhomDangVien.MIEN_SINH_HOAT:
        return _REASONS[DienDangVien.MIEN]
    return _RESIDENT if person.nhom is NhomDangVien.NOI_CU_TRU_213 else ""


def outside(member: Mapping[str, Any], paper: Paper) -> str:
    """The same of a member as papers name him or her, when a row is corrected."""
    reason = _REASONS.get(member.get("dien"), "")  # type: ignore[arg-type]  # may be anything
    return "" if paper.for_all and reason == EXEMPT else reason


def without_paper(person: NguoiTrongDanhSach, paper: Paper) -> str:
    """Why somebody gets no such paper; empty for who gets one, if only because members who are exempt get it too."""
    reason = not_subject(person)
    return "" if paper.for_all and reason == EXEMPT else reason


def member_of(read: Row, person: NguoiTrongDanhSach) -> dict[str, Any]:
    """The person as the decision names him or her; of a birthday of which only the year is known nothing is printed."""
    found = {name: value for name, field in _SAME.items() if (value := getattr(person, field)) is not None}
    only_year = read.nam_sinh is not None
    days = {
        name: value
        for name in _DAYS
        if isinstance(value := getattr(person, name), dt.date) and not (only_year and name == "ngay_sinh")
    }
    found |= {name: dates.short(value) for name, value in days.items()}
    return found | ({"to_dang": f"Tổ đảng số {person.to_dang}"} if person.to_dang else {})


def _work_of(line: Duty) -> str:
    """By what one duty is told from another."""
    return loose_key(str(line["viec"]).rstrip(". "))


def _path_of(title: str) -> str:
    """Where the paper says what stands in a column of the list; empty where it says no such thing."""
    name = next((column.name for column in columns() if column.title == title), "")
    found = {field: name for name, field in _SAME.items()} | {day: day for day in _DAYS}
    return f"dang_vien.{found[name]}" if name in found else ""


def keys_of(person: NguoiTrongDanhSach) -> tuple[str, ...]:
    """What only one person of a list can have: the card, and the name together with the birthday."""
    card = (f"the {person.so_the_dang}",) if person.so_the_dang else ()
    born = (f"ten {loose_key(person.ho_ten)} {person.ngay_sinh}",) if person.ngay_sinh and person.ho_ten else ()
    return card + born


def _said(detail: Any) -> str:
    sentence = SENTENCES.get(detail["type"])
    return sentence(detail.get("input"), detail.get("ctx", {})) if sentence else "không dùng được; xem ví dụ của trường này"


def _facts(given: Any) -> GiaoViec:
    try:
        return GiaoViec.model_validate(given)
    except ValidationError as error:
        problems = tuple(
            FieldProblem(
                ".".join(map(str, (SECTION, *detail["loc"]))),
                label(list(detail["loc"]), GiaoViec),
                _said(detail),
            )
            for detail in causes(error)
        )
        raise DataError("Phần giao việc của dữ liệu chung chưa đúng.", hint="Sửa từng chỗ được nêu.", problems=problems) from None
