"""Pydantic's errors in Vietnamese: which field, which value, what to do.

One sentence per error type that our schemas can produce; the field is named by the titles of the form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from docgen.errors import DataError, FieldProblem
from docgen.kinds import Kind
from schemas.annotations import model_in

Details = Mapping[str, Any]
_SHOWN_CHARACTERS = 60

SENTENCES: Mapping[str, Callable[[Any, Details], str]] = {
    "missing": lambda _value, _details: "chưa có; điền vào",
    "extra_forbidden": lambda _value, _details: "không có trường này; xóa đi hoặc sửa lại tên trường",
    "value_error": lambda _value, details: str(details["error"]),
    "string_type": lambda value, _details: f"phải là chữ, đang là {_kind(value)}; đặt giá trị trong ngoặc kép",
    "string_too_short": lambda _value, details: f"quá ngắn; cần ít nhất {details['min_length']} ký tự",
    "string_too_long": lambda value, details: f"dài {len(value)} ký tự; nhiều nhất {details['max_length']} ký tự, rút gọn lại",
    "string_pattern_mismatch": lambda value, _details: f"{_shown(value)} không đúng mẫu; xem ví dụ của trường này",
    "int_type": lambda value, _details: f"phải là số nguyên, đang là {_kind(value)}",
    "int_parsing": lambda value, _details: f"{_shown(value)} không phải số nguyên; chỉ ghi chữ số",
    "int_parsing_size": lambda _value, _details: "số quá lớn; xem lại",
    "int_from_float": lambda value, _details: f"{_shown(value)} có phần lẻ; ghi số nguyên",
    "decimal_type": lambda value, _details: f"phải là số, đang là {_kind(value)}",
    "decimal_parsing": lambda value, _details: f"{_shown(value)} không phải số; ghi như 8.5",
    "decimal_max_digits": lambda value, _details: f"{_shown(value)} có quá nhiều chữ số",
    "decimal_max_places": lambda value, details: f"{_shown(value)} có quá {details['decimal_places']} chữ số lẻ; làm tròn lại",
    "decimal_whole_digits": lambda value, _details: f"{_shown(value)} quá lớn",
    "finite_number": lambda value, _details: f"{_shown(value)} không phải số",
    "bool_type": lambda value, _details: f"phải là có/không (true, false), đang là {_kind(value)}",
    "bool_parsing": lambda value, _details: f"{_shown(value)} không phải có/không; ghi true hoặc false",
    "date_type": lambda value, _details: f"phải là ngày, đang là {_kind(value)}; ghi như 03/11/2026",
    "date_from_datetime_inexact": lambda value, _details: f"{_shown(value)} có cả giờ; chỉ ghi ngày",
    "time_type": lambda value, _details: f"phải là giờ, đang là {_kind(value)}; ghi như 19:30",
    "greater_than_equal": lambda value, details: (
        f"{_shown(value)} {_beyond(value, 'nhỏ', 'sớm')} là {_limit(value, details['ge'])}"
    ),
    "less_than_equal": lambda value, details: (
        f"{_shown(value)} {_beyond(value, 'lớn', 'muộn')} là {_limit(value, details['le'])}"
    ),
    "enum": lambda value, details: f"{_shown(value)} không có trong danh sách; chọn một trong: {_choices(details['expected'])}",
    "literal_error": lambda value, details: (
        f"{_shown(value)} không có trong danh sách; chọn một trong: {_choices(details['expected'])}"
    ),
    "tuple_type": lambda value, _details: f"phải là danh sách, đang là {_kind(value)}; mỗi mục một dòng bắt đầu bằng dấu gạch",
    "too_short": lambda _value, details: f"cần ít nhất {details['min_length']} mục",
    "too_long": lambda _value, details: f"nhiều nhất {details['max_length']} mục; bỏ bớt",
    "model_type": lambda value, _details: f"phải là một nhóm trường, đang là {_kind(value)}",
    "union_tag_not_found": lambda _value, details: f"chưa có; ghi một trong: {details['variants']}",
    "union_tag_invalid": lambda _value, details: (
        f"không có biến thể {_shown(details['tag'])}; chọn một trong: {details['variants']}"
    ),
}
"""Error type -> sentence. A test provokes each one."""

_KINDS = {
    str: "chữ",
    int: "số nguyên",
    float: "số thập phân",
    bool: "có/không",
    list: "danh sách",
    dict: "nhóm trường",
    type(None): "trống",
}


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), type(value).__name__)


def _shown(value: Any) -> str:
    text = _plain(value)
    return f"“{text[:_SHOWN_CHARACTERS]}{'…' if len(text) > _SHOWN_CHARACTERS else ''}”"


def _plain(value: Any) -> str:
    """A value as people write it: a day is day/month/year."""
    return f"{value:%d/%m}/{value.year:04d}" if isinstance(value, dt.date) else str(value)


def _beyond(value: Any, of_number: str, of_day: str) -> str:
    word = of_day if isinstance(value, dt.date) else of_number
    return f"quá {word}; {word} nhất"


def _limit(value: Any, limit: Any) -> str:
    """The limit that `value` has to keep; pydantic gives that of a day as machines write it."""
    return _plain(dt.date.fromisoformat(str(limit))) if isinstance(value, dt.date) else str(limit)


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _unforeseen(value: Any, _details: Details) -> str:
    return f"{_shown(value)} không dùng được; xem ví dụ của trường này"


def validate(data: Any, kind: Kind) -> Any:
    """The document that `data` describes, or a `DataError` with every problem at once."""
    if not isinstance(data, dict):
        raise DataError(
            f"Dữ liệu phải là một nhóm trường, đang là {_kind(data)}.",
            hint=f"Xem mẫu: docgen example {kind.code}",
            page_hint="Xem ví dụ ở trang bắt đầu của loại văn bản này.",
        )
    try:
        return kind.adapter.validate_python(data)
    except ValidationError as error:
        problems = problems_of(error, kind)
        raise DataError(
            f"Dữ liệu của {kind.title.lower()} có {len(problems)} chỗ cần sửa.",
            hint=f"Xem mẫu đầy đủ: docgen example {_as_argument(kind, data)}",
            page_hint="Sửa từng chỗ được nêu rồi làm lại.",
            problems=problems,
        ) from None
    except RecursionError:
        raise DataError("Dữ liệu lồng nhau quá sâu.", hint="Xem lại cấu trúc.") from None


def problems_of(error: ValidationError, kind: Kind) -> tuple[FieldProblem, ...]:
    """Every problem with its path in the data and its label in the words of the form."""
    return tuple(_problem(detail, kind) for detail in causes(error))


def causes(error: ValidationError) -> list[Any]:
    """The errors as pydantic details them. A list is not "too short" because an item in it is wrong: that one is left out."""
    details = error.errors(include_url=False)
    wrong = {tuple(detail["loc"][:depth]) for detail in details for depth in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or tuple(detail["loc"]) not in wrong]


def _as_argument(kind: Kind, data: Mapping[str, Any]) -> str:
    """The kind, and the variant where it is not the usual one, as the command line takes them."""
    variant = data.get("bien_the")
    return f"{kind.code} --variant {variant}" if variant in [*kind.variants][1:] else kind.code


def _problem(detail: Any, kind: Kind) -> FieldProblem:
    if detail["type"] in _OF_VARIANT or detail["loc"] == ("bien_the",):
        return _variant_problem(detail, kind)
    location = [step for step in detail["loc"] if step not in kind.variants]
    variant = next((kind.variants[step] for step in detail["loc"] if step in kind.variants), None) or next(
        iter(kind.variants.values())
    )
    sentence = SENTENCES.get(detail["type"], _unforeseen)(detail.get("input"), detail.get("ctx", {}))
    return FieldProblem(".".join(map(str, location)), label(location, variant), sentence)


_OF_VARIANT = frozenset({"union_tag_not_found", "union_tag_invalid"})


def _variant_problem(detail: Any, kind: Kind) -> FieldProblem:
    """No variant, or one that the kind does not have: those it has, with their names."""
    given = detail["input"].get("bien_the") if isinstance(detail["input"], dict) else detail["input"]
    words = {"tag": given, "variants": kind.variant_names}
    sentence = SENTENCES["union_tag_not_found" if given in (None, "") else "union_tag_invalid"]
    return FieldProblem(
        "bien_the", next(iter(kind.variants.values())).model_fields["bien_the"].title or "", sentence(given, words)
    )


def label(location: Sequence[str | int], model: Any) -> str:
    """The path in the words of the form: `cuoc_hop.khach_moi.2.ho_ten` -> "Cuộc họp › Đại biểu dự › mục 3 › Họ và tên"."""
    words: list[str] = []
    annotation: Any = model
    for step in location:
        owner = model_in(annotation)
        if isinstance(step, int):
            words.append(f"mục {step + 1}")
        elif owner is not None and step in owner.model_fields:
            info = owner.model_fields[step]
            words.append(info.title or step)
            annotation = info.annotation
        else:
            words.append(str(step))
            annotation = None
    return " › ".join(words) or "Dữ liệu"
