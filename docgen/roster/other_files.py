"""Files that are no lists, whatever they are called: a PDF, a picture, an archive."""

from __future__ import annotations

from docgen.errors import FileError

_COPY = "Chọn tệp Excel gốc của danh sách; không có thì chép bảng sang một trang tính Excel rồi lưu thành .xlsx."
_TYPE = "Chương trình không đọc chữ trong ảnh: chọn tệp Excel gốc của danh sách, hoặc gõ lại danh sách vào Excel."
_UNPACK = "Giải nén rồi chọn tệp danh sách ở trong."
_PICTURE = "ảnh"
_KINDS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "tệp PDF", _COPY),
    (0, b"{\\rtf", "tệp văn bản RTF", _COPY),
    (0, b"\x89PNG", _PICTURE, _TYPE),
    (0, b"\xff\xd8\xff", _PICTURE, _TYPE),
    (0, b"GIF8", _PICTURE, _TYPE),
    (0, b"II*\0", _PICTURE, _TYPE),
    (0, b"MM\0*", _PICTURE, _TYPE),
    (4, b"ftyp", _PICTURE, _TYPE),
    (8, b"WEBP", _PICTURE, _TYPE),
    (0, b"Rar!", "tệp nén RAR", _UNPACK),
    (0, b"7z\xbc\xaf", "tệp nén 7z", _UNPACK),
)
"""Where in a file stands what tells its kind, the kind in words, what to do."""


def refuse_other(raw: bytes) -> None:
    """Refuse a file of another kind by its first bytes."""
    for place, mark, kind, hint in _KINDS:
        if raw[place : place + len(mark)] == mark:
            raise FileError(f"Đây là {kind}, không phải danh sách Excel hay CSV.", hint=hint)
