"""What the API answers: JSON, files, and failures, which all have one shape."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import Response
from pydantic import TypeAdapter
from werkzeug.exceptions import HTTPException

from docgen.errors import CheckFailed, DataError, DocgenError, FieldProblem

_SEE = "Xem /api/v1/openapi.json."
_WORDS = {
    400: ("Yêu cầu chưa đúng.", _SEE),
    401: ("Chưa có khóa truy cập.", "Gửi kèm Authorization: Bearer KHÓA; cách lấy khóa: docs/api.md."),
    403: ("Không được làm việc này.", "Dùng khóa của người có vai trò cao hơn."),
    404: ("Không có địa chỉ này.", _SEE),
    405: ("Địa chỉ này không nhận phương thức đó.", _SEE),
    413: ("Gửi quá nhiều.", "Chia nhỏ rồi gửi lại."),
    415: (
        "Kiểu nội dung không nhận được.",
        "Gửi application/json; tệp: application/octet-stream hoặc multipart/form-data, phần file.",
    ),
    421: ("Chương trình không mở dưới tên này.", "Gọi địa chỉ bắt đầu bằng 127.0.0.1."),
    500: ("Chương trình gặp lỗi.", "Đây là lỗi của chương trình; báo cho người quản trị."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `path` is a field of the request, or of the document's data; `rule` where a rule of content says so."""

    path: str
    message: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why it was not done, what to do now, and every single thing that has to be mended."""

    message: str
    todo: str
    problems: tuple[Fault, ...] = field(default=())


def not_fitting(faults: Iterable[Fault]) -> DataError:
    """The error for a request that does not fit, with every place."""
    problems = tuple(FieldProblem(one.path, "", one.message) for one in faults)
    return DataError(f"Yêu cầu có {len(problems)} chỗ cần sửa.", hint=_SEE, problems=problems)


@cache
def adapter_of(shape: Any) -> TypeAdapter[Any]:
    """What reads and writes a shape."""
    return TypeAdapter(shape)


def as_json(value: Any, shape: Any, status: int = 200) -> Response:
    """An answer of this shape."""
    plain = adapter_of(shape).dump_python(value, mode="json")
    try:
        text = json.dumps(plain, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a pair, which UTF-8 cannot hold: escaped, as the store keeps it
        text = json.dumps(plain).encode()
    return Response(text, status, mimetype="application/json")


def failure(error: Exception) -> Response:
    """The answer for what was raised."""
    if isinstance(error, DocgenError):
        return as_json(Failure(str(error), error.page_hint, _faults(error)), Failure, error.http_status)
    status = (error.code if isinstance(error, HTTPException) else None) or 500
    message, todo = _WORDS.get(status, ("Không thực hiện được.", _SEE))
    own = isinstance(error, HTTPException) and status in {401, 403} and error.description
    response = as_json(Failure(str(own or message), todo), Failure, status)
    if isinstance(error, HTTPException):
        response.headers.extend((name, value) for name, value in error.get_headers() if name in {"Allow", "WWW-Authenticate"})
    return response


def _faults(error: DocgenError) -> tuple[Fault, ...]:
    if isinstance(error, DataError):
        return _of_fields(error.problems)
    if isinstance(error, CheckFailed):
        return (*(Fault(one.path, str(one), one.rule) for one in error.findings), *_of_fields(error.problems))
    return ()


def _of_fields(problems: Iterable[FieldProblem]) -> tuple[Fault, ...]:
    return tuple(Fault(one.path, f"{one.label}: {one.message}" if one.label else one.message) for one in problems)
