"""Open a .docx that may be hostile: limits first, then names, then contents.

A .docx is a zip of XML parts. What is refused here: other file types, encryption, path tricks, duplicate names, archives that
swell, macros, ActiveX, embedded files, alternative chunks, remote templates, bound content controls, external targets other
than hyperlinks and fields that reach out of the document. What stays is plain bytes by part name.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from docgen.docx.xml import Element, parse, w
from docgen.errors import UnsafeFileError

MAX_FILE_BYTES = 40 * 2**20
MAX_ENTRIES = 2_000
MAX_ENTRY_BYTES = 64 * 2**20
MAX_TOTAL_BYTES = 160 * 2**20
MAX_RATIO = 250
_RATIO_FLOOR_BYTES = 2**20

_FORBIDDEN_NAMES = re.compile(r"vbaProject|vbaData|/activeX/|/embeddings/|\.bin$|attachedToolbars", re.IGNORECASE)
_FORBIDDEN_MARKUP = re.compile(rb"[<:](?:altChunk|attachedTemplate|dataBinding)[\s/>]")
"""Whatever prefix the part gives to the namespace."""
_ACTIVE_TYPES = frozenset({
    "vbaProject", "wordVbaData", "attachedToolbars", "control", "activeXControlBinary", "oleObject", "package", "aFChunk",
})  # fmt: skip
"""What Word runs or unpacks it finds by the type of a relationship; the name of the part may be anything."""
_REACHING_FIELDS = re.compile(r"\s*(?:DDE|DDEAUTO|LINK|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE)\b", re.IGNORECASE)
"""Fields that start a program or fetch a file when Word renews them: no relationship tells of them."""
_OTHER_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
_HINT = "Mở bằng Word, chọn Lưu thành → Word Document (.docx), rồi thử lại."

_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What reading a damaged archive raises."""

Parts = Mapping[str, bytes]


def open_package(data: bytes) -> dict[str, bytes]:
    """All parts of a .docx by name, after every check of this module."""
    parts = _unpack(data)
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise UnsafeFileError("Tệp không phải văn bản Word (.docx).", hint=_HINT)
    _refuse_other_encodings(parts)
    _refuse_active_content(parts)
    _refuse_relationships(parts)
    _refuse_reaching_fields(parts)
    return parts


def _unpack(data: bytes) -> dict[str, bytes]:
    if len(data) > MAX_FILE_BYTES:
        raise UnsafeFileError(f"Tệp lớn hơn {MAX_FILE_BYTES // 2**20} MB.", hint="Bỏ bớt ảnh rồi thử lại.")
    if not data:
        raise UnsafeFileError("Tệp rỗng.", hint="Chọn lại tệp.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_tricks(archive.infolist(), len(data))
            return {entry.filename: _read_entry(archive, entry) for entry in archive.infolist() if not entry.is_dir()}
    except DAMAGED as error:
        reason = "có mật khẩu hoặc không phải .docx" if data[:4] == b"\xd0\xcf\x11\xe0" else "bị hỏng hoặc không phải .docx"
        raise UnsafeFileError(f"Tệp {reason}.", hint=_HINT) from error


def refuse_tricks(entries: list[zipfile.ZipInfo], packed_bytes: int, *, hint: str = _HINT, times: int = 1) -> None:
    """Refuse an archive by its directory: too much, too dense, encrypted, odd names. `hint` says how to save the file anew.

    `times` as large as a document may be is what the caller reads piece by piece.
    """
    names = [entry.filename for entry in entries]
    total, largest = sum(entry.file_size for entry in entries), max((entry.file_size for entry in entries), default=0)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL_BYTES * times or largest > MAX_ENTRY_BYTES * times:
        raise UnsafeFileError("Tệp giải nén ra quá lớn.", hint="Không mở tệp này; xin lại tệp từ người gửi.")
    if total > _RATIO_FLOOR_BYTES and total > packed_bytes * MAX_RATIO:
        raise UnsafeFileError("Tệp nén bất thường.", hint="Không mở tệp này; xin lại tệp từ người gửi.")
    if len({name.lower() for name in names}) != len(names):
        raise UnsafeFileError("Tệp có hai phần trùng tên.", hint=hint)
    for entry in entries:
        if entry.compress_type not in _PACKED:
            raise UnsafeFileError("Tệp nén theo cách lạ.", hint=hint)
        if entry.flag_bits & 1:
            raise UnsafeFileError("Tệp có mật khẩu.", hint=f"Bỏ mật khẩu rồi thử lại. {hint}")
        if entry.filename.startswith("/") or "\\" in entry.filename or ".." in entry.filename.split("/") or ":" in entry.filename:
            raise UnsafeFileError(f"Tệp có phần tên lạ: {entry.filename!r}.", hint="Không mở tệp này.")


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read no more than the directory promised: the promise itself may be false."""
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise UnsafeFileError(f"Phần {entry.filename} lớn hơn kích thước đã khai.", hint="Không mở tệp này.")
    return data


def _refuse_other_encodings(parts: Parts) -> None:
    """Word writes UTF-8; in another encoding the searches for bytes below would find nothing."""
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and (b"\0" in data[:4] or _OTHER_ENCODING.match(data)):
            raise UnsafeFileError(f"Phần {name} không ở mã UTF-8.", hint=_HINT)


def _refuse_active_content(parts: Parts) -> None:
    for name, data in parts.items():
        if _FORBIDDEN_NAMES.search(name):
            raise UnsafeFileError(
                f"Tệp chứa macro hoặc đối tượng nhúng ({name}).", hint="Xóa macro, đối tượng nhúng rồi lưu lại .docx."
            )
        if name.endswith(".xml") and _FORBIDDEN_MARKUP.search(data):
            raise UnsafeFileError(
                f"Phần {name} dùng tính năng không cho phép (nhúng tệp khác, mẫu ở xa, liên kết dữ liệu).", hint=_HINT
            )
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise UnsafeFileError("Tệp cho phép macro (.docm).", hint="Lưu lại thành .docx không macro.")


def _refuse_relationships(parts: Parts) -> None:
    for name, data in parts.items():
        if not name.lower().endswith(".rels"):
            continue
        for relationship in parse(data, part=name).iterfind("*"):
            kind, target = relationship.get("Type", "").rpartition("/")[2], relationship.get("Target", "")
            if kind in _ACTIVE_TYPES:
                raise UnsafeFileError(
                    f"Tệp chứa macro hoặc đối tượng nhúng ({target}).", hint="Xóa macro, đối tượng nhúng rồi lưu lại .docx."
                )
            if relationship.get("TargetMode", "Internal") != "Internal" and kind != "hyperlink":
                raise UnsafeFileError(f"Tệp trỏ ra ngoài ({target!r}).", hint="Nhúng ảnh vào tệp thay vì liên kết.")


def _refuse_reaching_fields(parts: Parts) -> None:
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and (b"instrText" in data or b"fldSimple" in data):
            found = next(filter(_REACHING_FIELDS.match, _instructions(parse(data, part=name))), None)
            if found is not None:
                raise UnsafeFileError(
                    f"Phần {name} có trường lấy nội dung từ ngoài ({found.strip()[:40]}).",
                    hint="Trong Word chọn trường đó, nhấn Ctrl+Shift+F9 để đổi thành chữ, rồi lưu lại.",
                )


def _instructions(root: Element) -> list[str]:
    """What the fields of a part say; an instruction may be cut into many runs."""
    found = [simple.get(w("instr"), "") for simple in root.iter(w("fldSimple"))]
    for element in root.iter(w("fldChar"), w("instrText")):
        if element.tag == w("fldChar"):
            found.append("")
        elif found:
            found[-1] += element.text or ""
    return found
