"""What many rules look at, read from a document once: its parts, its texts, the people in it, its meeting. No rules here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel

from docgen.check.finding import Severity
from docgen.check.registry import Case
from docgen.context.derived import Frame
from docgen.context.heading import issuing_body
from docgen.shared_parts import worked_out
from docgen.standard import Body
from docgen.vietnamese import names
from schemas.annotations import is_marked, model_in
from schemas.document import CoQuan
from schemas.fields import PersonName
from schemas.meeting import CuocHopChung, ThanhPhan, ThanhPhanChiUy
from schemas.nghi_quyet import DaiHoi, NghiQuyetChung

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")

WARN, HINT = Severity.WARNING, Severity.HINT
"""What a hit says when it weighs less than its rule."""

HD_42 = dt.date(2025, 10, 28)
"""From when Hướng dẫn 42-HD/BTCTW says how a chi bộ meets."""

_CODES = {"ma", "ky_hieu"}
_SHOWN = 60

key = lru_cache(maxsize=4096)(names.loose_key)
"""A key that is equal for two spellings of one name."""


class Text(NamedTuple):
    """Words that somebody typed, with their path in the data."""

    path: str
    words: str


def once(case: Case, read: Callable[[Case], T]) -> T:
    """What `read` finds in the document; it reads only when it is first asked."""
    if read not in case.known:
        case.known[read] = read(case)
    found: T = case.known[read]
    return found


def parts(case: Case) -> tuple[tuple[str, BaseModel], ...]:
    """The document and every part of it with its path, in reading order."""
    return once(case, _parts)


def inside(path: str, model: BaseModel) -> Iterator[tuple[str, BaseModel]]:
    """The model and every model inside it."""
    yield path, model
    for field in _model_fields(type(model)):
        value, place = getattr(model, field), joined(path, field)
        if isinstance(value, tuple):
            yield from worked_out(value, (inside, place), lambda: _inside_list(place, value))  # noqa: B023 - made at once
        elif value is not None:
            yield from inside(place, value)


def _inside_list(path: str, items: tuple[BaseModel, ...]) -> tuple[tuple[str, BaseModel], ...]:
    return tuple(found for index, item in enumerate(items) for found in inside(f"{path}.{index}", item))


def only(case: Case, some: Iterable[tuple[str, BaseModel]]) -> Case:
    """The case with no other parts than `some`: what rules find, and which texts and names they see."""
    return Case(case.document, case.kind, case.standard, {_parts: tuple(some)})


def find(case: Case, model: type[M]) -> Sequence[tuple[str, M]]:
    """Every `model` anywhere in the document with its path, in reading order."""
    found: Any = once(case, _by_type).get(model, ())
    return found  # type: ignore[no-any-return]


def texts(case: Case) -> tuple[Text, ...]:
    """Every text in the document but the names of people in fields of their own."""
    return once(case, _read)[0]


def people(case: Case) -> tuple[Text, ...]:
    """Every name of a person that stands in a field of its own."""
    return once(case, _read)[1]


def everybody(case: Case) -> tuple[Text, ...]:
    """The same of the whole document, even where only some parts are looked at."""
    return once(case, _everybody)


def whole(case: Case) -> str:
    """All texts together, to see quickly whether something is there at all."""
    return once(case, _whole)


def says(case: Case, *hints: str) -> bool:
    """Whether any of `hints`, in small letters, stands in the texts: quicker than a pattern."""
    words = once(case, _lowered)
    return any(hint in words for hint in hints)


def places(case: Case, pattern: re.Pattern[str], *hints: str) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every place in the texts where `pattern` stands; only texts with one of `hints`, in small letters, are searched."""
    if says(case, *hints):
        for text, words in once(case, _small_texts):
            for hint in hints:
                if hint in words:
                    yield from ((text, found) for found in _found(pattern, text.words))
                    break


@lru_cache(maxsize=4096)
def _found(pattern: re.Pattern[str], words: str) -> tuple[re.Match[str], ...]:
    return tuple(pattern.finditer(words))


def joined(path: str, name: str | int) -> str:
    """The path of a field of the model at `path`."""
    return f"{path}.{name}" if path else str(name)


def shown(words: str) -> str:
    """Words as a message quotes them, shortened."""
    return f"“{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”"


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def office(case: Case) -> CoQuan | None:
    """The body that issues the document, or that a member's paper is for; none for a handout."""
    found: CoQuan | None = getattr(case.document, "co_quan", None)
    return found


def is_cell(case: Case) -> bool:
    """Whether a chi bộ issues the document."""
    found = office(case)
    return found is not None and found.loai.la_chi_bo


def meeting(case: Case) -> CuocHopChung | None:
    """The meeting that the document is about."""
    found: CuocHopChung | None = getattr(case.document, "cuoc_hop", None)
    return found


def attendance(case: Case) -> ThanhPhan | None:
    """Who was there, in a meeting of all members."""
    found = getattr(meeting(case), "thanh_phan", None)
    return found if isinstance(found, ThanhPhan) else None


def group(case: Case) -> ThanhPhan | ThanhPhanChiUy | None:
    """Who was there, in a meeting of any kind."""
    found: ThanhPhan | ThanhPhanChiUy | None = getattr(meeting(case), "thanh_phan", None)
    return found


def is_resolution(case: Case) -> bool:
    """Whether the document is a resolution or conclusion that says how it was voted."""
    return isinstance(case.document, NghiQuyetChung | DaiHoi)


def body(case: Case) -> Body | None:
    """The entry of the standard for who issues; none for a handout."""
    return once(case, _body)


def frame(case: Case) -> Frame:
    """The case as the context of a document sees it."""
    return Frame(case.document, case.kind, case.standard, draft=False)


def _body(case: Case) -> Body | None:
    return issuing_body(frame(case)) if office(case) else None


def _parts(case: Case) -> tuple[tuple[str, BaseModel], ...]:
    return tuple(inside("", case.document))


def _by_type(case: Case) -> dict[type, list[tuple[str, BaseModel]]]:
    """The parts by their type and by each of its bases: most rules ask for a few of the many."""
    found: dict[type, list[tuple[str, BaseModel]]] = {}
    for place in parts(case):
        for base in _bases(type(place[1])):
            found.setdefault(base, []).append(place)
    return found


@lru_cache(maxsize=512)
def _bases(model: type[BaseModel]) -> tuple[type, ...]:
    return tuple(base for base in model.__mro__ if issubclass(base, BaseModel) and base is not BaseModel)


def _read(case: Case) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    written: list[Text] = []
    named: list[Text] = []
    for path, part in parts(case):
        own_written, own_named = worked_out(part, (_read, path), lambda: _read_part(path, part))  # noqa: B023 - made at once
        written += own_written
        named += own_named
    return tuple(written), tuple(named)


def _read_part(path: str, part: BaseModel) -> tuple[list[Text], list[Text]]:
    written: list[Text] = []
    named: list[Text] = []
    for field, is_name in _text_fields(type(part)):
        value, into = getattr(part, field), named if is_name else written
        if type(value) is str:
            into.append(Text(joined(path, field), value))
        elif value:
            into.extend(_words_in(joined(path, field), value))
    return written, named


def _words_in(path: str, value: Any) -> Iterator[Text]:
    """A text, or the texts in a list or in the rows of a table."""
    if isinstance(value, str):
        yield Text(path, value)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _words_in(f"{path}.{index}", item)


@lru_cache(maxsize=512)
def _model_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that hold models."""
    return tuple(name for name, info in model.model_fields.items() if model_in(info.annotation))


@lru_cache(maxsize=512)
def _text_fields(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """The fields of a model that hold words, and whether they are names of people. Codes are no words."""
    return tuple(
        (name, is_marked(info, PersonName))
        for name, info in model.model_fields.items()
        if name not in _CODES and _holds_words(info.annotation)
    )


def _holds_words(annotation: Any) -> bool:
    return annotation is str or any(_holds_words(argument) for argument in get_args(annotation))


def _everybody(case: Case) -> tuple[Text, ...]:
    return people(Case(case.document, case.kind, case.standard))


def _whole(case: Case) -> str:
    return "\n".join(text.words for text in texts(case))


def _lowered(case: Case) -> str:
    return "\n".join([small for _, small in once(case, _small_texts)])


def _small_texts(case: Case) -> list[tuple[Text, str]]:
    return [(text, _small(text.words)) for text in texts(case)]


_small = lru_cache(maxsize=4096)(str.lower)
"""Words in small letters; the same duties, grounds and names stand in document after document."""
