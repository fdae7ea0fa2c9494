"""Rows of a text: CSV and TSV in the encodings Vietnamese offices have, and what is pasted from Excel, Word or a mail."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from docgen.errors import FileError
from docgen.roster.columns import named
from docgen.vietnamese.legacy import Encoding, detect
from docgen.vietnamese.letters import nfc
from docgen.vietnamese.syllables import is_syllable

_EXCEL_ROWS = 1_048_576
_JUDGED = 20_000
_MOSTLY = 0.7
_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|table|style|meta)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\d{1,4}\s*[.)]|[-–+•*·])\s+")
_HINT = "Trong Excel chọn Lưu thành → Sổ làm việc Excel (.xlsx), hoặc CSV UTF-8; rồi thử lại."

Cells = tuple[Any, ...]


def decoded(raw: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8, UTF-16 with its mark, else Windows-1258 or letters of before Unicode."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if wide else "utf-8"
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if wide or b"\0" in raw:
            raise _no_text() from error
        text, encoding = _old(raw, error)
    if "\0" in text:
        raise _no_text()
    if _MARKUP.match(text):
        raise FileError("Tệp là trang web hoặc XML được đặt tên như bảng tính.", hint="Mở bằng Excel, chọn Lưu thành → .xlsx.")
    return text, encoding


def _old(raw: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Bytes that are no UTF-8. Which letters they are is told by what becomes Vietnamese words."""
    plain = raw.decode("latin-1")
    if isinstance(found := detect(plain[:_JUDGED]), Encoding):
        return plain, found.upper()
    try:
        text = nfc(raw.decode("cp1258"))
    except UnicodeDecodeError:
        text = ""
    words = [word for word in _WORD.findall(text[:_JUDGED]) if not word.isascii()]
    if not words or sum(map(is_syllable, words)) < _MOSTLY * len(words):
        raise FileError("Tệp CSV ở bảng mã không nhận ra.", hint=_HINT) from error
    return text, "windows-1258"


def separated(text: str) -> tuple[str, str]:
    """The text and what stands between its cells; a first line “sep=;” says so itself."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return rest, first.strip()[-1]
    head = "".join(text[:4_000].split('"')[::2])
    return text, max(";,\t", key=head.count)


def records(text: str, separator: str, wide: int) -> Iterator[Cells]:
    """The rows with `wide` cells at most."""
    try:
        for record in islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _EXCEL_ROWS):
            yield tuple(record[:wide])
    except csv.Error as error:
        raise FileError("Tệp CSV có ô quá dài hoặc dấu ngoặc kép không đóng.", hint="Lưu lại thành .xlsx rồi thử lại.") from error


def names_only(text: str) -> str:
    """A list of names, one a line, without the numbers before them; empty when the text is something else."""
    lines = [_NUMBERED.sub("", line).strip() for line in text.splitlines() if line.strip()]
    if not lines or named(lines[0]) or any(any(mark in line for mark in "\t;,|:") or not is_name(line) for line in lines):
        return ""
    return "\n".join(lines)


def is_name(line: str) -> bool:
    """Whether a line may be somebody's name: two to eight words of letters."""
    words = line.split()
    return 2 <= len(words) <= 8 and all(_WORD.fullmatch(word.strip("()-.")) for word in words)  # noqa: PLR2004


def _no_text() -> FileError:
    return FileError("Tệp phải là XLSX, XLS, ODS hoặc CSV.", hint=f"Chọn lại tệp; ảnh, PDF, Word không đọc được ở đây. {_HINT}")
