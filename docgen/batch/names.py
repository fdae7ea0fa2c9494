"""Names of files by a pattern, such as `{so} {ho_ten}`: right on Windows, and no two alike, capitals or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

from docgen.errors import UsageError
from docgen.vietnamese.letters import nfc

PATTERN = "{so} {ho_ten}"
FIELDS: Mapping[str, str] = {
    "so": "số văn bản, ít nhất hai chữ số",
    "ho_ten": "họ và tên",
    "stt": "thứ tự trong lô",
    "hang": "số hàng trong danh sách",
    "ngay": "ngày văn bản, năm trước",
    "loai": "mã loại văn bản",
}
"""What a pattern may name."""
_LONGEST = 120
"""Letters of a name without its ending: a path on Windows has room for 260."""
_LONGEST_VALUE, _LONGEST_PATTERN = 40, 60
"""So that what tells two files apart is never cut off."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\$|CONOUT\$)(?:\.|$)", re.IGNORECASE)


def check_pattern(pattern: str) -> str:
    """The pattern, or what is wrong with it."""
    try:
        named = ["?" if spec or turned else name for _, name, spec, turned in Formatter().parse(pattern) if name is not None]
    except ValueError:
        named = ["?"]
    twice = len(set(named)) < len(named)
    if not pattern.strip() or len(pattern) > _LONGEST_PATTERN or twice or any(name not in FIELDS for name in named):
        offered = ", ".join(f"{{{name}}} ({said})" for name, said in FIELDS.items())
        raise UsageError(f"Mẫu tên tệp “{pattern}” không dùng được.", hint=f"Dùng được, mỗi thứ một lần: {offered}.")
    return pattern


def file_name(pattern: str, values: Mapping[str, str], *, alone: bool = True) -> str:
    """The name without its ending; `values` for all of FIELDS.

    Where the pattern names neither the number nor the place in the run, or the number is not `alone` in its series, the place is
    added: two members of one name get two files.
    """
    named = {name for _, name, _, _ in Formatter().parse(pattern)}
    if not ("stt" in named or ("so" in named and values["so"] and alone)):
        pattern = f"{pattern} {{stt}}"
    shown = {name: nfc(_FORBIDDEN.sub("-", value))[:_LONGEST_VALUE].strip() for name, value in values.items()}
    made = " ".join(_FORBIDDEN.sub("-", pattern.format(**shown)).split())[:_LONGEST].strip(" .")
    return f"_{made}" if _RESERVED.match(made) or made.startswith("_") else made or "_"
