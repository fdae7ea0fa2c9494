"""Look through an .xlsx that may be hostile before a library reads it.

The library reads row after row, but holds one row, one shared text and the list of styles as a tree. So besides the limits of
every archive, a part may not have more than `LONGEST_STRETCH` bytes without the end of a row or text, nor more marks than a large
roster needs. Comments, CDATA and document types are refused: nobody writes them, and the count would not see through them.
"""

from __future__ import annotations

import io
import re
import zipfile

from docgen.docx.package import DAMAGED, refuse_tricks
from docgen.errors import UnsafeFileError

LONGEST_STRETCH = 2 * 2**20
MOST_MARKS = 12_000_000
MOST_TEXTS = 2_500_000
"""Rows of 100,000 people with 25 different texts each."""
_CHUNK = 2**20
_OVERLAP = 200
_NEAR = 2**15
_TEXTS = (b"<si>", b"<si ", b":si>", b":si ")
_END = re.compile(rb"</(?:[\w.-]+:)?(?:row|si)\s*>|<(?:[\w.-]+:)?(?:row|si)(?:\s[^<>]*)?/>")
_ODD = re.compile(rb"<!|<\?(?!xml\s)")
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|\0\0|\0<|<\0")
_UNVALUED = re.compile(rb'<c(?![^<>]*t="str")[^<>]*><f[^<>]*>[^<]*</f>(?:<v ?/>|<v></v>)?</c>')
_OLD_WORD = "WordDocument".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
HINT = "Mở bằng Excel, chép danh sách sang một tệp mới, lưu thành .xlsx rồi thử lại."

_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_UNPACK = "Giải nén rồi chọn tệp danh sách ở trong."
_SAVE_AS = (
    "Mở bằng Excel, chọn Tệp → Lưu Thành (Save As), chọn kiểu “Sổ làm việc Excel (*.xlsx)”, lưu rồi chọn tệp .xlsx vừa lưu."
)


def check_workbook(data: bytes, *, times: int = 1) -> bool:
    """Refuse what is no .xlsx, is protected by a password, or is built to fill the memory; `times` as much is let through.

    True when it has formulas without a value: a program that cannot calculate wrote it, and readers of values find them empty.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_tricks(archive.infolist(), len(data), hint=HINT, times=times)
            if "xl/workbook.bin" in archive.namelist():
                raise UnsafeFileError("Tệp là .xlsb (sổ Excel nhị phân), chương trình không đọc loại này.", hint=_SAVE_AS)
            if "word/document.xml" in archive.namelist() or _OPEN_TEXT in data[:200]:
                raise _word_file()
            if "[Content_Types].xml" not in archive.namelist():
                raise UnsafeFileError("Đây là tệp nén (ZIP), không phải danh sách Excel.", hint=_UNPACK)
            if "xl/workbook.xml" not in archive.namelist():
                raise UnsafeFileError("Tệp phải là XLSX, XLS, ODS hoặc CSV.", hint=HINT)
            found = [_look_through(archive, entry, times) for entry in archive.infolist()]
    except DAMAGED as error:
        raise UnsafeFileError("Tệp bị hỏng hoặc không phải XLSX.", hint=HINT) from error
    return any(found)


def unpacked(data: bytes) -> int:
    """Bytes that a workbook unpacks to, as its directory says; `check_workbook` has seen that it does not lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def refuse_protected(data: bytes) -> None:
    """Refuse an .xlsx with a password, which comes in the shell of an old Excel file; an old Word file has that shell too."""
    if _OLD_WORD in data:
        raise _word_file()
    if _ENCRYPTED in data:
        raise UnsafeFileError(
            "Tệp có mật khẩu.", hint="Trong Excel chọn Tệp → Thông tin → Bảo vệ sổ làm việc, bỏ mật khẩu rồi lưu."
        )


def _word_file() -> UnsafeFileError:
    return UnsafeFileError(
        "Đây là tệp Word, danh sách phải ở tệp Excel.",
        hint="Chép bảng trong đó rồi dán vào một trang tính Excel, lưu thành .xlsx, chọn tệp vừa lưu.",
        page_hint="Chép bảng trong đó rồi dán vào ô dán danh sách, hoặc vào một trang tính Excel rồi lưu thành .xlsx.",
    )


def _look_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, times: int) -> bool:
    """Unpack a part without keeping it; the end of each chunk is looked at again with the next one."""
    read = since_end = marks = texts = 0
    tail, unvalued = b"", False
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            if not read and not _is_markup(chunk, entry):
                return False
            window = tail + chunk
            if _ODD.search(window):
                raise _odd(entry)
            since_end = _longest_open(_ends(window), len(window), since_end - len(tail))
            read, marks = read + len(chunk), marks + chunk.count(b"<")
            texts += sum(chunk.count(mark) for mark in _TEXTS)
            if read > entry.file_size or since_end > LONGEST_STRETCH or marks > MOST_MARKS * times or texts > MOST_TEXTS * times:
                raise UnsafeFileError("Tệp giải nén ra quá lớn.", hint=HINT)
            unvalued = unvalued or (b"<f" in window and _UNVALUED.search(window) is not None)
            tail = window[-_OVERLAP:]
    return unvalued


def _ends(window: bytes) -> list[int]:
    """Where the first and the last row or text of a chunk end: between them there is less than a stretch may have."""
    first = _END.search(window)
    if first is None:
        return []
    near = max(first.start(), len(window) - _NEAR)
    last = [found.end() for found in _END.finditer(window, near)] or [
        found.end() for found in _END.finditer(window, first.start())
    ]
    return [first.end(), last[-1]]


def _is_markup(start: bytes, entry: zipfile.ZipInfo) -> bool:
    """Whether a part is XML, whatever its name says; in another encoding than UTF-8 the searches would find nothing."""
    if _WIDE.match(start) or (_MARKUP.match(start) and _OTHER_ENCODING.search(start[:_OVERLAP])):
        raise _odd(entry)
    return _MARKUP.match(start) is not None


def _longest_open(ends: list[int], length: int, before: int) -> int:
    """Bytes since the last end of a row; more than allowed when a stretch inside was."""
    start, longest = -before, 0
    for end in ends:
        longest, start = max(longest, end - start), end
    return longest if longest > LONGEST_STRETCH else length - start


def _odd(entry: zipfile.ZipInfo) -> UnsafeFileError:
    return UnsafeFileError(f"Tệp có phần viết theo cách lạ ({entry.filename[:60]}).", hint=HINT)
