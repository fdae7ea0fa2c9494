"""One row as a person with duties: every cell read, every fault of the row at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from docgen.messages import SENTENCES, causes
from docgen.roster.cells import Noted, UnreadError, is_no_card, read_cell, text_of
from docgen.roster.columns import COUNTER, GIVEN_NAME, Column, Holds, columns
from docgen.roster.day_order import is_month_first, month_first_columns, of_whole_column, perhaps_turned, undecided
from docgen.roster.duty_cells import DutyReader, Said
from docgen.roster.duty_columns import duty_title, is_duty
from docgen.roster.letters import old_letters
from docgen.roster.rows import Fault, Row
from docgen.roster.states import WHERE, perhaps_probationary, unsaid
from docgen.roster.table import Cell, filled, is_filled
from docgen.roster.top import Top
from docgen.vietnamese.names import wrong_case
from schemas.roster import NguoiTrongDanhSach

Rows = Iterable[tuple[Cell, ...]]
UNREAD = "không đọc được; gõ lại ô này"
_BY_NAME: Mapping[str, Column] = {column.name: column for column in columns()}
_CARD = "so_the_dang"
_MANY = 5
_NAMELESS = "Chưa rõ"
_LETTERS = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*")
_YEAR = re.compile(r"\d{4}(?:[.,]0+)?")


class PersonReader:
    """Reads the rows of one list."""

    def __init__(self, sheet: str, top: Top, day: Callable[[float], dt.date], codes: Collection[str], first: Rows = ()) -> None:
        """`day` reads an Excel day number; `codes` of duties those that a row may name; by `first` rows columns are judged."""
        self._sheet, self._top, self._day = sheet, top, day
        self._columns = {place: _BY_NAME["ho_ten" if name == GIVEN_NAME else name] for place, name in self._of_person()}
        self._duties = DutyReader(top.places, codes)
        days = [place for place, column in self._columns.items() if column.holds is Holds.DAY]
        rows = list(first)
        self._month_first = month_first_columns(rows, days)
        self._all_odd, self._case_told = self._are_odd(rows), False
        self._untold = set(self._month_first)
        self._missed = dict(top.missed)
        self._noted = [place for place, column in self._columns.items() if column.name in WHERE]
        self._today = dt.datetime.now(dt.UTC).date()
        by_name = [name for _, name in self._of_person()]
        self._several = {name for name in by_name if by_name.count(name) > 1}

    def _of_person(self) -> list[tuple[int, str]]:
        return [(place, name) for place, name in self._top.places.items() if name != COUNTER and not is_duty(name)]

    def row(self, number: int, cells: tuple[Cell, ...], team: int | None) -> Row:
        """The person of a row; without one when anything in it is wrong."""
        data: dict[str, Any] = {} if team is None else {"to_dang": team}
        faults: list[Fault] = []
        notes: list[Fault] = []
        seen = {*filled(cells)}
        for place in self._columns:
            if place in seen:
                self._cell(number, place, cells[place], data, faults, notes)
        person = self._validated(number, data, cells, faults)
        if person is not None:
            notes += self._of_name(number, person.ho_ten, cells)
        notes += self._of_state(number, data, person)
        notes += [self._not_given(number, place, cells) for place in [*self._missed] if place in seen]
        own = frozenset[str]() if team is None else frozenset({"to_dang"})
        told: dict[str, Any] = {"fields": own, "nam_sinh": self._year(cells)}
        if self._duties.any:
            found = self._duties.read(cells)
            faults += [self._told(number, said) for said in found.faults]
            notes += [self._told(number, said) for said in found.notes]
            told |= {"co_dinh": tuple(found.co_dinh), "mo": tuple(found.mo), "ma_nhiem_vu": tuple(found.ma)}
        if faults:
            return Row(number, None, tuple(faults), tuple(notes), readable=_readable(data, faults), **told)
        return Row(number, person, (), tuple(notes), **told)

    def _of_state(self, number: int, data: Mapping[str, Any], person: NguoiTrongDanhSach | None) -> Iterator[Fault]:
        """The notes on who seems to be exempt, elsewhere, gone or probationary by what no column for it says."""
        told = False
        for place in self._noted:
            text = data.get(self._columns[place].name)
            if text and (said := unsaid(text, data)):
                told = True
                yield self._fault(number, place, said, text)
        if person is not None and not told and (said := perhaps_probationary(person, self._today)):
            name = "ngay_ket_nap" if person.ngay_chinh_thuc is None else "ngay_chinh_thuc"
            place = next(place for place, column in self._columns.items() if column.name == name)
            yield self._fault(number, place, said, text_of(getattr(person, name)))

    def _not_given(self, number: int, place: int, cells: tuple[Cell, ...]) -> Fault:
        """The note on the first cell of a column of duties that nobody is given: it would else be missed in silence."""
        title, letter = self._missed.pop(place)[:60], get_column_letter(place + 1)
        said = f"cả cột “{title}” (cột {letter}) không đọc, nên không vào văn bản; chọn cho cột này là phần nào của việc nào"
        if place in self._columns:
            kept = self._columns[place].title
            said = f"cả cột “{title}” ghi vào “{kept}”, để tra cứu; muốn giao các việc này thì làm hàng loạt từ chính tệp này"
        return Fault(number, title, said, letter, text_of(cells[place]), sheet=self._sheet)

    def _of_name(self, number: int, name: str, cells: tuple[Cell, ...]) -> Iterator[Fault]:
        """The notes on a name of one word, and on one in small or in capital letters only, which is printed as it is written."""
        odd = name.islower() or name.isupper()
        if " " in name and not odd:
            return
        place = next(place for place, column in self._columns.items() if column.name == "ho_ten" and is_filled(cells, place))
        if " " not in name:
            yield self._fault(number, place, f"“{name}” chỉ có một tiếng; đây mới là tên thì ghi đủ cả họ", name)
        wrong, tidy = wrong_case(name) if odd and not self._case_told and _LETTERS.fullmatch(name) else ("", "")
        if not wrong:
            return
        self._case_told = self._all_odd
        whole, cell = ("cả cột ", "sửa cả cột (trong Excel có hàm PROPER)") if self._all_odd else ("", "sửa ô này")
        said = f"{whole}{wrong}: “{name}”, in ra đúng như thế; muốn in “{tidy}” thì {cell}"
        yield self._fault(number, place, said, name)

    def _are_odd(self, rows: list[tuple[Cell, ...]]) -> bool:
        """Whether most names are in small letters, or in capitals only: then the column is told once."""
        places = [place for place, column in self._columns.items() if column.name == "ho_ten"]
        names = [cells[place] for cells in rows for place in places if place < len(cells) and isinstance(cells[place], str)]
        odd = sum(name.islower() or name.isupper() for name in names)
        return bool(odd >= _MANY and odd > len(names) / 2)

    def turned(self, number: int, place: int, old: Cell, new: Cell, encoding: str) -> Fault:
        """The note on the first cell of a column in letters of before Unicode."""
        said = f"cả cột ở bảng mã cũ ({encoding.upper()}), đã chuyển sang Unicode: “{old}” là “{new}”; xem lại cả cột"
        return self._fault(number, place, said, str(old), str(new))

    def _cell(self, number: int, place: int, cell: Cell, data: dict[str, Any], faults: list[Fault], notes: list[Fault]) -> None:
        column = self._columns[place]
        if place in self._untold and is_month_first(cell):
            self._untold.discard(place)
            notes.append(self._fault(number, place, of_whole_column(self._month_first[place]), text_of(cell)))
        try:
            value, note = self._value(place, cell, column, data)
        except (UnreadError, ValueError, OverflowError) as error:
            said = str(error) if isinstance(error, UnreadError) else UNREAD
            faults.append(self._fault(number, place, said, text_of(cell)))
            return
        if self._top.duties and column.name == _CARD and value is not None and is_no_card(value):
            faults.append(self._fault(number, place, f"{note}, đúng số thẻ mới làm được văn bản", text_of(cell)))
            return
        if note:
            notes.append(self._fault(number, place, note, text_of(cell), text_of(value)))
        elif place in self._month_first and (said := perhaps_turned(cell, self._month_first[place])):
            notes.append(self._fault(number, place, said, text_of(cell), text_of(value)))
        if value is None:
            return
        second = self._top.places[place] == GIVEN_NAME and column.name in data
        if column.name in self._several and text_of(data.get(column.name, value)) != text_of(value):
            faults.append(self._fault(number, place, self._both_said(place, column, data[column.name]), text_of(cell)))
        else:
            data[column.name] = f"{data[column.name]} {value}" if second else value

    def _value(self, place: int, cell: Cell, column: Column, data: dict[str, Any]) -> Noted:
        """What a cell says; one of a column of men or women says the sex as well."""
        if said := old_letters(cell) or self._undecided(place, cell):
            raise UnreadError(said)
        sex = self._top.sexes.get(place)
        if sex is None:
            return read_cell(cell, column, self._day)
        if column.name in data:
            raise UnreadError("cả cột Nam và cột Nữ đều có; giữ một")
        if column.name == "gioi_tinh":
            return sex, ""
        data.setdefault("gioi_tinh", sex)
        return read_cell(cell, column, self._day)

    def _both_said(self, place: int, column: Column, other: Any) -> str:
        """What to say of a cell whose field another column of the row holds otherwise."""
        same = (one for one, also in self._columns.items() if also is column and one != place)
        letters = " và ".join(get_column_letter(one + 1) for one in sorted((place, next(same))))
        return f"cột {letters} cùng là “{column.title}” mà ghi khác nhau (cột kia ghi “{text_of(other)[:60]}”); giữ một"

    def _undecided(self, place: int, cell: Cell) -> str:
        return undecided(cell, self._month_first[place]) if place in self._month_first else ""

    def _validated(
        self, number: int, data: dict[str, Any], cells: tuple[Cell, ...], faults: list[Fault]
    ) -> NguoiTrongDanhSach | None:
        try:
            return NguoiTrongDanhSach.model_validate(data)
        except ValidationError as error:
            wrong = {fault.column for fault in faults}
            for detail in causes(error):
                column = _BY_NAME[detail["loc"][0]]
                if column.title not in wrong:
                    faults.append(self._refused(number, column, detail, cells))
            return None

    def _refused(self, number: int, column: Column, detail: Any, cells: tuple[Cell, ...]) -> Fault:
        sentence = SENTENCES.get(detail["type"])
        said = sentence(detail.get("input"), detail.get("ctx", {})) if sentence else UNREAD
        places = [place for place, one in self._columns.items() if one is column]
        place = next((place for place in places if is_filled(cells, place)), places[0] if places else None)
        if place is None:
            return Fault(number, column.title, said, sheet=self._sheet)
        return self._fault(number, place, said, text_of(cells[place]) if place < len(cells) else "")

    def _year(self, cells: tuple[Cell, ...]) -> int | None:
        """The year of birth when only the year stands there."""
        for place in self._births:
            if is_filled(cells, place) and _YEAR.fullmatch(text := text_of(cells[place]).strip()):
                return int(text[:4])
        return None

    @cached_property
    def _births(self) -> tuple[int, ...]:
        return tuple(place for place, column in self._columns.items() if column.name == "ngay_sinh")

    def _told(self, number: int, said: Said) -> Fault:
        return self._fault(number, said.place, said.message, said.value, said.taken)

    def _fault(self, number: int, place: int, said: str, value: str, taken: str = "") -> Fault:
        name = self._top.places[place]
        title = duty_title(name) if is_duty(name) else self._columns[place].title if place in self._columns else ""
        return Fault(number, title, said, get_column_letter(place + 1), value, taken, self._sheet)


def _readable(data: Mapping[str, Any], faults: list[Fault]) -> NguoiTrongDanhSach | None:
    """The person without what is faulty; with an empty name where the name is."""
    wrong = {fault.column for fault in faults}
    told = {name: value for name, value in data.items() if _BY_NAME[name].title not in wrong}
    try:
        found = NguoiTrongDanhSach.model_validate({"ho_ten": _NAMELESS, **told})
    except ValidationError:
        return None
    return found if "ho_ten" in told else found.model_copy(update={"ho_ten": ""})
