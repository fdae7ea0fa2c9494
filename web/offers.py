"""What a form offers to choose from: legal bases that hold on the document's date, duties that fit a member.

Which list gets which offer is data (offers.yaml). An offer holds the texts exactly as they go into the answers, so that
taking one over is the same as typing it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Engine

from docgen.batch.proposals import slots_of_facts
from docgen.context.heading import cite, find_basis
from docgen.gaps import mark
from docgen.standard import LegalBasis, duties, legal_bases
from docgen.store.columns import today
from docgen.store.duty_lines import all_duties
from docgen.store.legal_bases import OwnBasis, bases_on
from docgen.vietnamese import dates
from schemas.fields import Ngay
from web.fields import FieldView, Widget
from web.forms import Answers, blank_answers, is_blank
from web.offer_rules import groups_of, offered_fields, rules
from web.rows import MAX_ROWS, rows_at
from web.work import Work

_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_DAY: TypeAdapter[dt.date] = TypeAdapter(Ngay)
_OWN = "rieng-"
"""Begins the key of what the office has added."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to tick: its key, what is shown, and what it puts into the fields of a row, the one it is known by first."""

    key: str
    text: str
    values: Mapping[str, str]
    note: str = ""

    def is_in(self, row: Answers) -> bool:
        """Whether the row already says it."""
        name, value = next(iter(self.values.items()))
        return str(row[name]).strip() in {value, self.key}


@dataclass(frozen=True, slots=True)
class Choices:
    """Entries under one title; those that do not fit stay folded."""

    title: str
    entries: tuple[Entry, ...]
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """What one list of the form offers. `asked` is False where the choices are only read when somebody wants them.

    `day` is the day that legal bases hold on, as it is printed; `is_today` says that the form has no day of its own yet.
    """

    choices: tuple[Choices, ...] = ()
    asked: bool = True
    day: str = ""
    is_today: bool = False


class Offers:
    """The offers of one form. A list inside rows gets its choices only at the path that was `asked` for: there are many."""

    def __init__(self, engine: Engine, work: Work, asked: str = "") -> None:
        """Read nothing yet."""
        self._engine, self._work, self.asked = engine, work, asked

    def at(self, path: str, view: FieldView) -> Offer | None:
        """The offer at a list; what the list already holds is left out. None where nothing is offered."""
        field = offered_fields().get(view.path)
        if field is None:
            return None
        if "*" in view.path and path != self.asked:
            return Offer(asked=False)
        found = rows_at(self._work.answers, self._work.form, path)
        held = found[0] if found else []
        choices = tuple(_without(one, held) for one in _choices(self._engine, self._work, path, field))
        day, known = day_of(self._work.answers)
        printed = dates.short(day) if field["offer"] == "legal_bases" else ""
        return Offer(tuple(one for one in choices if one.entries), day=printed, is_today=not known)


def take(engine: Engine, work: Work, path: str, chosen: Collection[str]) -> int:
    """Add the entries with these keys to the list at `path`, in the order they are offered; how many were added.

    Rows of the list in which nothing stands make room. What the list already holds, and keys that are not offered, are left out.
    """
    found = rows_at(work.answers, work.form, path)
    field = offered_fields().get(found[1].path) if found else None
    if found is None or field is None:
        return 0
    rows, view = found
    item = replace(view, widget=Widget.GROUP)
    rows[:] = [row for row in rows if not is_blank(row, item)]
    before = len(rows)
    for entry in _entries(_choices(engine, work, path, field)):
        if entry.key in chosen and len(rows) < MAX_ROWS and not any(map(entry.is_in, rows)):
            rows.append(blank_answers(view) | dict(entry.values))
    return len(rows) - before


def told(added: int, chosen: int) -> str:
    """What is said after `added` of the `chosen` entries were taken over."""
    if not chosen:
        return str(_("Chưa chọn mục nào trong danh mục."))
    said = str(_("Đã thêm %(count)s mục.", count=added))
    lost = _("%(count)s mục đã có sẵn, hoặc không còn trong danh mục của ngày ban hành này.", count=chosen - added)
    return f"{said} {lost}" if added < chosen else said


def day_of(answers: Answers) -> tuple[dt.date, bool]:
    """The document's date; today and False where the form has none that can be read."""
    try:
        return _DAY.validate_python(answers.get("ngay_ban_hanh")), True
    except ValidationError:
        return today(), False


# Legal bases.


def legal_bases_on(engine: Engine, kind: str, variant: str, day: dt.date) -> tuple[Entry, ...]:
    """What a document of this kind and day is likely to cite: the shipped register in the order of its topics, then own ones."""
    register = legal_bases()
    listed = rules()["topics"]
    topics = listed.get(f"{kind}/{variant}") or listed.get(kind, ())
    shipped = dict.fromkeys(basis.id for topic in topics for basis in register.on_topic(topic, day))
    own = (_own_basis(basis) for basis in bases_on(engine, day, kind))
    return (*(_shipped_basis(register.bases[key], day) for key in shipped), *own)


def _basis_choices(engine: Engine, work: Work) -> Iterator[Choices]:
    day, _known = day_of(work.answers)
    fitting = legal_bases_on(engine, work.kind.code, work.variant, day)
    known = {entry.key for entry in fitting}
    others = tuple(_shipped_basis(basis, day) for basis in legal_bases().in_force(day) if basis.id not in known)
    yield Choices(_("Thường viện dẫn trong loại văn bản này"), fitting)
    yield Choices(_("Văn bản khác còn hiệu lực"), others, fits=False)


def _shipped_basis(basis: LegalBasis, day: dt.date) -> Entry:
    """By its number, which people know, where that leads to this very rule."""
    by_number = basis.number is not None and find_basis(basis.number, day) is basis
    return Entry(basis.id, cite(basis), {"ma": str(basis.number) if by_number else basis.id}, basis.note)


def _own_basis(basis: OwnBasis) -> Entry:
    text = basis_text(basis)
    return Entry(f"{_OWN}{basis.id}", text, {"noi_dung": text}, _("danh mục của đơn vị"))


def basis_text(basis: OwnBasis) -> str:
    """A document of the office's own as a căn cứ line names it."""
    number = f" số {basis.so_ky_hieu}" if basis.so_ky_hieu else ""
    return f"{basis.loai}{number}, ngày {dates.short(basis.ngay)} của {basis.co_quan} {basis.trich_yeu}"


# Duties.


def duty_lines_for(engine: Engine, member: Mapping[str, Any], answers: Answers, group: str = "") -> tuple[Choices, ...]:
    """The catalogue, the groups that fit the member's position first; `group` names the one group of a list for everybody.

    A slot is filled in where the answers know it; else it is marked, and no final document is made before it is filled in.
    """
    fitting = {group} if group else groups_of(member)
    own: dict[str, list[Entry]] = {}
    for duty in all_duties(engine):
        values = {"viec": duty.viec, "san_pham": duty.san_pham or "", "han": duty.han or ""}
        own.setdefault(duty.nhom, []).append(Entry(f"{_OWN}{duty.id}", duty.viec, values, _("danh mục của đơn vị")))
    fill = _filler(answers)
    found = []
    for _path, one in duties().all_groups():
        if one.ca_nhan:
            shipped = (
                Entry(duty.ma, text, {"viec": text, "san_pham": fill(duty.san_pham), "han": fill(duty.han)}, duty.dieu_kien or "")
                for duty in one.nhiem_vu
                if (text := fill(duty.viec))
            )
            found.append(Choices(_(one.ten), (*shipped, *own.get(one.id, ())), one.id in fitting))
    return tuple(sorted(found, key=lambda choices: not choices.fits))


def _filler(answers: Answers) -> Callable[[str], str]:
    """Fills in the slots of a sentence of the catalogue."""
    labels, known = duties().slots, slots_of_facts(answers)
    return lambda text: _SLOT.sub(lambda found: known.get(found[1]) or mark(labels[found[1]]), text)


# Both.


def _choices(engine: Engine, work: Work, path: str, field: Mapping[str, str]) -> tuple[Choices, ...]:
    if field["offer"] == "legal_bases":
        return tuple(_basis_choices(engine, work))
    beside = ".".join([*path.split(".")[:-1], field["member"]]) if "member" in field else ""
    member = _at(work.answers, beside) if beside else {}
    return duty_lines_for(engine, member if isinstance(member, dict) else {}, work.answers, field.get("group", ""))


def _entries(choices: Sequence[Choices]) -> Iterator[Entry]:
    return (entry for one in choices for entry in one.entries)


def _without(choices: Choices, held: Sequence[Answers]) -> Choices:
    return replace(choices, entries=tuple(entry for entry in choices.entries if not any(map(entry.is_in, held))))


def _at(answers: Any, path: str) -> Any:
    """The answer that a path leads to; empty where it leads nowhere."""
    for step in path.split("."):
        if isinstance(answers, list):
            answers = answers[int(step)] if step.isdigit() and int(step) < len(answers) else ""
        else:
            answers = answers.get(step, "") if isinstance(answers, dict) else ""
    return answers
