"""Random documents of any kind, made from the schema: valid by its constraints, nasty in everything else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic import BaseModel

from docgen.kinds import KINDS, Kind
from schemas.annotations import is_model, unwrapped
from schemas.document import CanCu
from schemas.fields import Choice
from schemas.quy_che_lam_viec import QuyChe
from schemas.tai_lieu_boi_duong import Bang, Khoi
from schemas.text import clean_text

NASTY = [
    "&", "<", ">", '"', "'", "&amp;", "&#10;", "]]>", "<w:p/>", "</w:t>", "{{", "}}", "{%", "%}", "{#", "#}", "{{ 7*7 }}", "{% if x %}",
    "{_{", "}_}", "\\", "$", "%s", "%(x)s", "\r\n", "\n", "\t", "\u00a0", "\u200b", "\u202e", "\u2066", "\ufeff", "😀", "👨‍👩‍👧", "𠮷", "e\u0302\u0301",
    "hoà", "hòa", "uỷ", "ủy", "ĐẢNG", "số 208-QĐ/TW", "2025 - 2030", "ngày 03/11/2026", "[", "]", "…", "-", "- ", "a.", "b;", "c,", "d:",
]  # fmt: skip
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵAĐÊÔƠƯ0123456789 .,;:-/()“”"
WORDS = st.text(LETTERS, min_size=1, max_size=14)
PIECES = st.one_of(
    WORDS, WORDS, st.sampled_from(NASTY), st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"], exclude_characters="\ufffd")
)


@st.composite
def texts(draw: st.DrawFn, longest: int = 200) -> str:
    """Text that the door lets in."""
    text = "".join(draw(st.lists(PIECES, min_size=1, max_size=8)))[:longest]
    kept = clean_text(text)
    return text if len(kept) >= 2 and any(letter.isalnum() for letter in kept) else f"chữ {draw(WORDS)}"


def documents(kind: Kind, variant: str) -> st.SearchStrategy[dict[str, Any]]:
    """Data of one variant."""
    return _model(kind.variants[variant])


def any_document() -> st.SearchStrategy[tuple[Kind, dict[str, Any]]]:
    """A kind with data of any of its variants."""
    return st.one_of([st.tuples(st.just(kind), documents(kind, variant)) for kind in KINDS.values() for variant in kind.variants])


def _model(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    if model in _SPECIAL:
        return _SPECIAL[model]()
    required, optional = {}, {}
    for name, info in model.model_fields.items():
        (required if info.is_required() else optional)[name] = _value(info.annotation, info.metadata)
    made = st.fixed_dictionaries(required, optional=optional)
    return made.map(_attached) if issubclass(model, QuyChe) else made


def _attached(data: dict[str, Any]) -> dict[str, Any]:
    """Regulations attached to a decision have no number and no grounds of their own."""
    return {name: value for name, value in data.items() if name not in {"so", "can_cu"} or "quyet_dinh" not in data}


def _value(annotation: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    metadata = [*metadata, *_inner_metadata(annotation)]
    wanted = unwrapped(annotation)
    if is_model(wanted):
        return _model(wanted)
    if get_origin(wanted) is tuple:
        least = next((item.min_length for item in metadata if isinstance(item, MinLen)), 0)
        return st.lists(_value(get_args(wanted)[0], []), min_size=least, max_size=max(least, 3))
    if get_origin(wanted) is Literal:
        return st.sampled_from(get_args(wanted))
    if isinstance(wanted, type) and issubclass(wanted, Choice):
        return st.sampled_from([member.value for member in wanted])
    return _simple(wanted, metadata)


def _inner_metadata(annotation: Any) -> list[Any]:
    found: list[Any] = []
    for part in (annotation, *get_args(annotation)):
        found += getattr(part, "__metadata__", ())
    return [inner for item in found for inner in (item.metadata if hasattr(item, "metadata") else [item])]


def _simple(wanted: type, metadata: list[Any]) -> st.SearchStrategy[Any]:
    low = max((item.ge for item in metadata if isinstance(item, Ge)), default=None)
    high = min((item.le for item in metadata if isinstance(item, Le)), default=None)
    longest = min((item.max_length for item in metadata if isinstance(item, MaxLen)), default=200)
    longest = min([longest, *(item.max_length for item in metadata if getattr(item, "max_length", None))])
    pattern = next((item.pattern for item in metadata if getattr(item, "pattern", None)), None)
    if wanted is str:
        return st.from_regex(pattern, fullmatch=True) if pattern else texts(min(longest, 200))
    if wanted is int:
        return st.integers(0 if low is None else low, min(high or 200, 200_000) if high is None or high > 3000 else high)
    return {
        bool: st.booleans(),
        Decimal: st.decimals(0, 100, places=1).map(str),
        dt.date: st.dates(dt.date(2018, 1, 1), dt.date(2035, 12, 31)).map(lambda day: f"{day:%d/%m/%Y}"),
        dt.time: st.times().map(lambda time: f"{time:%H:%M}"),
    }[wanted]


@st.composite
def _tables(draw: st.DrawFn) -> dict[str, Any]:
    columns = draw(st.integers(2, 5))
    row = st.lists(texts(), min_size=columns, max_size=columns)
    return {"cot": draw(row), "hang": draw(st.lists(row, min_size=1, max_size=3))}


@st.composite
def _blocks(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["doan", "y", "can_nho", "quy_dinh", "vi_du", "bang"]))
    title = {"ten": draw(texts())} if draw(st.booleans()) and kind not in {"doan", "y"} else {}
    body = {"bang": draw(_tables())} if kind == "bang" else {"noi_dung": draw(texts())}
    return {"loai": kind, **title, **body}


_SPECIAL = {
    CanCu: lambda: st.one_of(
        st.sampled_from([{"ma": "208-QĐ/TW"}, {"ma": "dieu_le_2011"}]), texts().map(lambda text: {"noi_dung": text})
    ),
    Bang: _tables,
    Khoi: _blocks,
}
