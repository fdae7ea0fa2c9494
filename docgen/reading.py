"""Data files: JSON, or YAML whose values stay exactly as typed.

Plain YAML would read a party card 099164000105 as a number, 19:30 as 1170 minutes and `no` as false. Here every value is text and
the schema decides what it means. Refused, because data would be lost in silence: a name given twice in one group, and aliases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from typing import Any, NoReturn

import yaml

from docgen.errors import DataError

MAX_BYTES = 20 * 2**20
_SHOWN_CHARACTERS = 60
_YAML_HINT = (
    "Xem lại gần chỗ đó: thụt dòng bằng dấu cách, không bằng phím Tab; sau dấu hai chấm có dấu cách; "
    "giá trị có dấu : hoặc # hoặc bắt đầu bằng @ % * & thì đặt trong ngoặc kép."
)
_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)")
_FIRST_OF_OFFICE_FILE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_FIRST_OF_JSON = ("{", "[")
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_data(raw: bytes, source: str) -> Any:
    """The content of a JSON or YAML file; `source` is its name in errors."""
    if len(raw) > MAX_BYTES:
        raise DataError(f"{source} lớn hơn {MAX_BYTES // 2**20} MB.", hint="Chia nhỏ dữ liệu.")
    if raw.startswith(_FIRST_OF_OFFICE_FILE):
        raise DataError(
            f"{source} là tệp Word hoặc Excel, không phải tệp dữ liệu YAML hay JSON.",
            hint="Văn bản do docgen tạo thì lấy dữ liệu ra bằng lệnh: docgen data TỆP.docx",
            page_hint="Văn bản do chương trình tạo thì giữ nguyên tên đuôi .docx rồi mở lại.",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(f"{source} không phải chữ UTF-8 (lỗi ở dòng {line}).", hint="Lưu lại tệp với mã UTF-8.") from error
    if not text.strip():
        raise DataError(
            f"{source} không có gì.", hint="Xem mẫu: docgen example LOẠI", page_hint="Chọn tệp khác, hoặc điền biểu mẫu."
        )
    try:
        return _read_json(text, source) if text.lstrip().startswith(_FIRST_OF_JSON) else _read_yaml(text, source)
    except RecursionError:
        raise DataError(f"{source} lồng nhau quá sâu.", hint="Xem lại cấu trúc.") from None


def _read_json(text: str, source: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            _refuse_twice(source, next(name for name in names if names.count(name) > 1))
        return found

    try:
        return json.loads(text, object_pairs_hook=unique)
    except ValueError as error:
        place = f"dòng {error.lineno}, cột {error.colno}" if isinstance(error, json.JSONDecodeError) else "không rõ chỗ"
        raise DataError(f"{source} không phải JSON đúng ({place}).", hint="Xem lại dấu phẩy, ngoặc kép ở gần chỗ đó.") from error


def _refuse_twice(source: str, name: str, place: str = "") -> NoReturn:
    raise DataError(f"{source}{place}: trường “{name}” được ghi hai lần.", hint="Giữ một dòng, xóa dòng kia.")


def _read_yaml(text: str, source: str) -> Any:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f"dòng {mark.line + 1}, cột {mark.column + 1}" if mark else "có ký tự không in được"
        raise DataError(f"{source} không phải YAML đúng ({place}).", hint=_YAML_HINT) from error
    found = _plain(node, source, set())
    if "#" in text:
        _refuse_lost_words(node, source, text)
    return found


def _refuse_lost_words(node: Any, source: str, text: str) -> None:
    """A value without quotes ends where ` #` begins: nobody sees in the document that "Giao tổ 2 # 14 hộ" had more words."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, yaml.ScalarNode):
            inner = one.value if isinstance(one, yaml.SequenceNode) else [part for pair in one.value for part in pair]
            waiting += reversed(inner)
        elif not one.style and (lost := _COMMENT.match(text, one.end_mark.index)):
            raise DataError(
                f"{source}, dòng {one.end_mark.line + 1}: chữ sau dấu # bị bỏ qua: “{lost[1][:_SHOWN_CHARACTERS].rstrip()}”.",
                hint="Đặt cả giá trị trong ngoặc kép; nếu là ghi chú thì để ở một dòng riêng, bắt đầu bằng dấu #.",
            )


def _plain(node: Any, source: str, seen: set[int]) -> Any:
    """The values of a YAML node, text as typed; an empty value and `null` are nothing."""
    if node is None:
        return None
    if id(node) in seen:
        raise DataError(
            f"{source}, dòng {node.start_mark.line + 1}: dùng bí danh YAML (&, *).", hint="Ghi lại nội dung thay vì dùng bí danh."
        )
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in {"", "null", "~"} else node.value
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, source, seen) for item in node.value]
    found: dict[Hashable, Any] = {}
    for key, value in node.value:
        name = _plain(key, source, seen)
        if not isinstance(name, str):
            raise DataError(f"{source}, dòng {key.start_mark.line + 1}: tên trường không phải chữ.", hint="Xem lại dòng đó.")
        if name in found:
            _refuse_twice(source, name, f", dòng {key.start_mark.line + 1}")
        found[name] = _plain(value, source, seen)
    return found
