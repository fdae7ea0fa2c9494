"""People of the roster in a form: names offered while one types, what is known of a person filled in, people put into a list.

Only blank fields are filled in. Names stay text: a person who is not on the roster is typed like any other answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Engine

from docgen.store.people import Person, roster
from docgen.store.units import own_unit
from docgen.vietnamese.dates import short
from docgen.vietnamese.names import loose_key, without_marks
from web.fields import NO, YES, FieldView, Widget
from web.forms import Answers, blank_answers, filled_rows, is_blank
from web.refilling import answers_of_data
from web.rows import MAX_ROWS, rows_at
from web.work import Work

OFFERED = 300
"""A roster up to this size is offered with the page; of a larger one names are fetched while somebody types."""
TICKED = 100
"""A roster up to this size is shown under every list of people; a larger one under the list that was asked for."""
EVERYBODY = "tat-ca"
"""Ticked for all who are not in the list yet; without any script, where a button cannot tick the others."""
_TWO = 2
_PROBATION = "du_bi"
_KNOWN: Mapping[str, Callable[[Person], Any]] = {
    "chuc_vu": lambda person: person.chuc_vu_dang,
    "gioi_tinh": lambda person: person.gioi_tinh,
    "ngay_sinh": lambda person: person.ngay_sinh,
    "so_the": lambda person: person.so_the_dang,
    "ngay_ket_nap": lambda person: person.ngay_ket_nap,
    "ngay_chinh_thuc": lambda person: person.ngay_chinh_thuc,
    "loai": lambda person: person.loai,
    "dien": lambda person: person.dien,
    "chuc_vu_dang": lambda person: person.chuc_vu_dang,
    "chuc_vu_khac": lambda person: person.chuc_vu_khac,
    "to_dang": lambda person: f"Tổ đảng số {person.to_dang}" if person.to_dang else None,
    "du_bi": lambda person: (YES if person.loai == _PROBATION else NO) if person.loai else None,
}
"""What the roster knows for the fields that stand beside a name."""


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one tổ đảng, to be ticked."""

    title: str
    people: tuple[Person, ...]


class People:
    """The roster as one form uses it. `asked` is the list of the form under which somebody wants to see it."""

    def __init__(self, engine: Engine, work: Work, asked: str = "") -> None:
        """Read nothing before a field asks."""
        self._engine, self._work, self.asked = engine, work, asked

    @cached_property
    def everyone(self) -> tuple[Person, ...]:
        """Everybody who is on the roster now."""
        unit = own_unit(self._engine)
        return roster(self._engine, unit.id) if unit else ()

    @cached_property
    def _namesakes(self) -> Counter[str]:
        return Counter(loose_key(one.ho_ten) for one in self.everyone)

    def apart(self, person: Person) -> str:
        """What tells a person from others of the same name: the day of birth, else the code; nothing where there is no other."""
        if self._namesakes[loose_key(person.ho_ten)] < _TWO:
            return ""
        born = person.ngay_sinh
        return str(_("sinh %(day)s", day=short(born)) if born else _("mã %(code)s", code=person.ma))

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Names with what tells people of one name apart, and the name without marks, for those who type it so."""
        if len(self.everyone) > OFFERED:
            return []
        return [
            (one.ho_ten, f"{_told(one, self.apart(one))} ({without_marks(one.ho_ten).lower()})".strip()) for one in self.everyone
        ]

    @property
    def is_large(self) -> bool:
        """Whether names are fetched while somebody types."""
        return len(self.everyone) > OFFERED

    def shows(self, path: str) -> bool:
        """Whether the people to tick stand under this list at once."""
        return len(self.everyone) <= TICKED or path == self.asked

    def to_tick(self, path: str) -> tuple[Group, ...]:
        """Those who are not in the list yet, by tổ đảng."""
        missing = list(self._missing(path))
        numbers = sorted({one.to_dang or 0 for one in missing})
        titles = {number: _("Tổ đảng số %(number)s", number=number) if number else _("Chưa ghi tổ đảng") for number in numbers}
        groups = (Group(titles[number], tuple(one for one in missing if (one.to_dang or 0) == number)) for number in numbers)
        return tuple(groups)

    def add(self, path: str, chosen: Collection[str]) -> int:
        """Put those with these ids below the list at `path`, rows in which nothing stands making room; how many were added."""
        wanted = [one for one in self._missing(path) if EVERYBODY in chosen or str(one.id) in chosen]
        owner, view = _list_at(self._work, path)
        if view is None or not wanted:
            return 0
        if view.widget is Widget.LINES:
            lines = [line for line in owner[view.name].split("\n") if line.strip()]
            owner[view.name] = "\n".join([*lines, *(one.ho_ten for one in wanted)])
            return len(wanted)
        rows = owner[view.name]
        rows[:] = [rows[place] for place in filled_rows(rows, view)]
        wanted = wanted[: MAX_ROWS - len(rows)]
        rows.extend(_row(view, one) for one in wanted)
        return len(wanted)

    def fill(self, path: str) -> str:
        """Fill in what the roster knows of the person named at `path`; what to say about it."""
        owner, view = _group_at(self._work, path)
        if view is None:
            return str(_("Danh sách đã thay đổi; xem lại rồi làm lại."))
        typed = loose_key(owner[view.fields[0].name])
        found = [one for one in self.everyone if loose_key(one.ho_ten) == typed]
        if len(found) > 1:
            return str(_("Danh sách có %(count)s người cùng tên này; điền các mục còn lại bằng tay.", count=len(found)))
        if not found:
            return str(_("Không có ai mang tên này trong danh sách đảng viên."))
        count = _fill(owner, view, found[0])
        if not count:
            return str(_("Không còn mục nào để điền từ danh sách đảng viên."))
        return str(_("Đã điền %(count)s mục từ danh sách đảng viên.", count=count))

    def _missing(self, path: str) -> Iterator[Person]:
        """People of one name are all offered while fewer of that name are in the list."""
        owner, view = _list_at(self._work, path)
        held = Counter(loose_key(name) for name in _names(owner[view.name], view)) if view else Counter[str]()
        same = self._namesakes
        yield from (one for one in self.everyone if view and held[loose_key(one.ho_ten)] < same[loose_key(one.ho_ten)])


def knows_more(view: FieldView) -> bool:
    """Whether beside the name with which a group begins there are fields that the roster can fill in."""
    return bool(view.fields) and view.fields[0].is_person and any(child.name in _KNOWN for child in view.fields[1:])


def takes_people(view: FieldView) -> bool:
    """Whether a list is one of people: every line a name, or every row about one person."""
    return view.is_person if view.widget is Widget.LINES else view.widget is Widget.ROWS and view.whom is not None


def _told(person: Person, apart: str = "") -> str:
    """The post and the year of birth, or what else tells namesakes `apart`."""
    said = person.chuc_vu_dang or person.chuc_vu_khac or ""
    born = apart or (str(person.ngay_sinh.year) if person.ngay_sinh else "")
    return ", ".join(part for part in (said, born) if part)


def _fill(answers: Answers, view: FieldView, person: Person) -> int:
    """Fill in the blank fields beside a name; how many."""
    count = 0
    for child in view.fields[1:]:
        value = _KNOWN[child.name](person) if child.name in _KNOWN else None
        if value is None or child.is_group or not is_blank(answers[child.name], child):
            continue
        typed = _code(answers_of_data({child.name: value}, view)[0][child.name], child)
        if typed != answers[child.name]:
            answers[child.name] = typed
            count += 1
    return count


def _code(typed: str, view: FieldView) -> str:
    """The code of a choice: also for a post that begins like its label (Bí thư chi bộ); as it was where none fits."""
    if view.widget is not Widget.CHOICE:
        return typed
    word = f"{typed.casefold()} "
    fits = (code for code, label in view.own_choices if typed == code or word.startswith(f"{label.casefold()} "))
    return next(fits, view.default)


def _row(view: FieldView, person: Person) -> Answers:
    row = blank_answers(view)
    here, group = row, view
    while not group.fields[0].is_person:
        here, group = here[group.fields[0].name], group.fields[0]
    here[group.fields[0].name] = person.ho_ten
    _fill(here, group, person)
    return row


def _names(answer: Any, view: FieldView) -> Iterator[str]:
    if view.widget is Widget.LINES:
        yield from answer.split("\n")
        return
    for row in answer:
        here, group = row, view
        while not group.fields[0].is_person:
            here, group = here[group.fields[0].name], group.fields[0]
        yield here[group.fields[0].name]


def _list_at(work: Work, path: str) -> tuple[Answers, FieldView | None]:
    """What holds the list of people at `path`, and its view; None where there is no such list."""
    owner, view = _inside(work, path.rpartition(".")[0])
    child = view.child(path.rpartition(".")[2]) if view else None
    return owner, child if child is not None and takes_people(child) else None


def _group_at(work: Work, path: str) -> tuple[Answers, FieldView | None]:
    """The group that begins with the name at `path`."""
    owner, view = _inside(work, path.rpartition(".")[0])
    fits = view is not None and knows_more(view) and view.fields[0].name == path.rpartition(".")[2]
    return owner, view if fits else None


def _inside(work: Work, path: str) -> tuple[Answers, FieldView | None]:
    """The answers of the group or the row at `path` and its view; None where the form has no such place."""
    here, view = work.answers, work.form
    steps = path.split(".") if path else []
    for number, step in enumerate(steps):
        if step.isdigit():
            found = rows_at(work.answers, work.form, ".".join(steps[:number]))
            if found is None or int(step) >= len(found[0]):
                return {}, None
            here, view = found[0][int(step)], found[1]
            continue
        child = view.child(step)
        if child is None or not child.is_group:
            return {}, None
        view = child
        if child.widget is Widget.GROUP:
            here = here[step]
    return here, view
