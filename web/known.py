"""Facts that would be typed again although the program knows them: how many members, who leads, the month of a day typed above.

Put into blank fields only: when a draft begins filled in, and by a button of the group whenever somebody asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Engine

from docgen.store.columns import today
from docgen.store.people import Person, roster
from docgen.store.units import Unit, own_unit, signers_on
from docgen.vietnamese.names import loose_key
from schemas.fields import Ngay
from web.fields import FieldView, Widget
from web.forms import Answers, is_blank
from web.refilling import answers_of_data
from web.work import Work

MEMBERS, CHAIR, MONTH = "cuoc_hop.thanh_phan", "cuoc_hop.chu_tri", "ky"
"""The groups that something is known for."""
_DAYS = ("cuoc_hop.ngay", "ngay_ban_hanh")
"""The day of the meeting says the month that is spoken of; where there is none, that of the document."""
_DAY: TypeAdapter[dt.date] = TypeAdapter(Ngay)
_ELSEWHERE = "tam_thoi_den"
"""Who came for a time is counted where he or she came from."""
_COMMITTEE = ("bí thư", "phó bí thư", "chi ủy viên", "chi uỷ viên")
_ELECTED = frozenset({"bien-ban/dai_hoi", "bien-ban/kiem_phieu", "nghi-quyet/dai_hoi"})
"""A congress elects who leads it."""


class Known:
    """What is known for the groups of one form."""

    def __init__(self, engine: Engine, work: Work) -> None:
        """Read nothing before a group asks."""
        self._engine, self._work = engine, work

    def label(self, path: str) -> str:
        """What the button of the group at `path` says; empty where nothing can be known for it."""
        if path == MONTH and self._group(path):
            return str(_("Lấy tháng, năm theo ngày họp hoặc ngày ban hành"))
        unit = own_unit(self._engine) if path in {MEMBERS, CHAIR} and self._group(path) else None
        if unit is None:
            return ""
        if path == MEMBERS:
            return str(_("Lấy số đảng viên từ danh sách")) if roster(self._engine, unit.id) else ""
        return str(_("Lấy bí thư đang giữ chức")) if _head(self._engine, unit) and not self._is_elected else ""

    def take(self, path: str) -> int:
        """Put what is known into the blank fields of the group at `path`; how many were filled in."""
        found = self._group(path)
        if found is None:
            return 0
        answers, view = found
        count, facts = 0, self._facts(path)
        if path == CHAIR and loose_key(answers["ho_ten"]) not in {"", loose_key(facts.get("ho_ten", ""))}:
            return 0  # the post is not that of somebody else
        for name, value in facts.items():
            child = view.child(name)
            if child is not None and is_blank(answers[name], child):
                answers[name] = answers_of_data({name: value}, view)[0][name]
                count += 1
        return count

    def told(self, path: str) -> str:
        """The same, and what to say about it."""
        if count := self.take(path):
            return str(_("Đã điền %(count)s mục.", count=count))
        if path == MONTH and not self._facts(path):
            return str(_("Ghi ngày họp hoặc ngày ban hành trước."))
        if path == MEMBERS and not self._facts(path):
            return str(_("Danh sách có người chưa ghi loại đảng viên (chính thức, dự bị) nên chưa đếm được."))
        return str(_("Mục đã ghi thì giữ nguyên; không còn mục nào để điền."))

    @property
    def _is_elected(self) -> bool:
        return f"{self._work.kind.code}/{self._work.variant}" in _ELECTED

    def _facts(self, path: str) -> Mapping[str, str]:
        if path == MONTH:
            day = next(self._days(), None)
            return {"thang": str(day.month), "nam": str(day.year)} if day else {}
        unit = own_unit(self._engine)
        if unit is None:
            return {}
        if path == MEMBERS:
            return _counts(roster(self._engine, unit.id))
        return (_head(self._engine, unit) if path == CHAIR and not self._is_elected else None) or {}

    def _days(self) -> Iterator[dt.date]:
        for path in _DAYS:
            owner, _dot, name = path.rpartition(".")
            group = self._work.answers.get(owner, {}) if owner else self._work.answers
            try:
                yield _DAY.validate_python(group.get(name))
            except ValidationError:
                continue

    def _group(self, path: str) -> tuple[Answers, FieldView] | None:
        here, view = self._work.answers, self._work.form
        for name in path.split("."):
            child = view.child(name)
            if child is None or child.widget is not Widget.GROUP:
                return None
            here, view = here[name], child
        return here, view


def _counts(people: tuple[Person, ...]) -> Mapping[str, str]:
    """Members of the cell and of its committee; nothing while somebody's sort is not known."""
    counted = [one for one in people if one.dien != _ELSEWHERE]
    if not counted or not all(one.loai for one in counted):
        return {}
    probation = sum(one.loai == "du_bi" for one in counted)
    leads = sum((one.chuc_vu_dang or "").casefold().startswith(_COMMITTEE) for one in counted)
    totals = {"tong_chinh_thuc": str(len(counted) - probation), "tong_du_bi": str(probation)}
    return {**totals, **({"tong": str(leads)} if leads else {})}


def _head(engine: Engine, unit: Unit) -> Mapping[str, str] | None:
    """The bí thư: who signs as such today, else who is so on the roster; with the post as the roster writes it."""
    people = roster(engine, unit.id)
    signing = [one.ho_ten for one in signers_on(engine, unit.id, today()) if one.chuc_vu == "bi_thu"]
    listed = [one.ho_ten for one in people if (one.chuc_vu_dang or "").casefold().startswith("bí thư")]
    names = signing or listed
    if len(names) != 1:
        return None
    posts = {one.chuc_vu_dang for one in people if loose_key(one.ho_ten) == loose_key(names[0])} - {None}
    post = posts.pop() if len(posts) == 1 else ""
    return {"ho_ten": names[0], "chuc_vu": post or ("Bí thư Chi bộ" if unit.loai.startswith("chi_bo") else "")}
