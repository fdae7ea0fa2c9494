"""What the API is sent: JSON, files, what stands behind the question mark. Names that nobody knows are refused."""

from __future__ import annotations

import re
from typing import Any

from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from docgen.docx.package import MAX_FILE_BYTES
from docgen.errors import DataError
from docgen.messages import SENTENCES
from docgen.reading import read_data
from web.api.answers import Fault, not_fitting

_HALF_PAIR = re.compile(rb"\\u(?:0000|[dD][89abAB])")
OCTETS, MULTIPART, FILE_PART = "application/octet-stream", "multipart/form-data", "file"
_KEY = re.compile(r"[\x21-\x7e]{8,100}")


class Asked(BaseModel):
    """What a request may say; nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoQuery(Asked):
    """Nothing behind the question mark."""


def body_as(model: type[Asked]) -> Any:
    """The body of this request."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    raw = request.get_data()
    if not raw.lstrip().startswith(b"{"):
        raise not_fitting([Fault("", "phải là một nhóm trường JSON, bắt đầu bằng {")])
    require_text(raw, read_data(raw, "Yêu cầu"))  # read twice: here names given twice are refused, below the types are strict
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as error:
        raise refused(error) from None


def query_as(model: type[Asked]) -> Any:
    """What stands behind the question mark."""
    twice = [name for name, values in request.args.lists() if len(values) > 1]
    if twice:
        raise not_fitting(Fault(name, "được ghi hai lần; giữ một") for name in twice)
    try:
        return model.model_validate_strings(request.args.to_dict())
    except ValidationError as error:
        raise refused(error) from None


def file_sent() -> bytes:
    """The file of this request: the body as it is, or the one part of a form; one byte above what may be opened at most."""
    if request.mimetype == OCTETS:
        return request.stream.read(MAX_FILE_BYTES + 1)
    if request.mimetype != MULTIPART:
        raise UnsupportedMediaType
    sent, other = request.files.getlist(FILE_PART), [*request.form, *(name for name in request.files if name != FILE_PART)]
    if len(sent) != 1 or other:
        raise not_fitting([Fault(FILE_PART, f"gửi đúng một phần tên là {FILE_PART} chứa tệp, không có phần nào khác")])
    return sent[0].stream.read(MAX_FILE_BYTES + 1)


def name_of_file() -> str:
    """What the file of a form is called; empty for a body that is the file."""
    sent = request.files.get(FILE_PART) if request.mimetype == MULTIPART else None
    return (sent.filename or "") if sent else ""


def idempotency_key() -> str:
    """What the caller knows this request by."""
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise not_fitting(
            [
                Fault(
                    "Idempotency-Key",
                    "gửi kèm 8 đến 100 chữ cái, chữ số, dấu; mỗi văn bản một khóa riêng, gửi lại thì giữ nguyên",
                )
            ]
        )
    return key


def require_text(raw: bytes, data: Any) -> None:
    """Refuse what no file and no database can hold: the character 0 and halves of characters."""
    if _HALF_PAIR.search(raw) and not _is_text(data):
        raise DataError("Yêu cầu có ký tự không viết được thành chữ (\\u0000 hoặc nửa ký tự).", hint="Bỏ ký tự đó.")


def _is_text(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, dict):
        return all(_is_text(name) and _is_text(inner) for name, inner in value.items())
    return all(_is_text(inner) for inner in value) if isinstance(value, list) else True


def refused(error: ValidationError) -> DataError:
    """The answer to what does not fit a shape: every place, in words."""
    return not_fitting(_fault(detail) for detail in error.errors(include_url=False))


def _fault(detail: Any) -> Fault:
    say = SENTENCES.get(detail["type"])
    said = say(detail.get("input"), detail.get("ctx", {})) if say else "không dùng được; xem lược đồ của trường này"
    return Fault(".".join(map(str, detail["loc"])), said)
