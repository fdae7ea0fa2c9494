"""Look through an .ods that may be hostile before a library reads it."""

from __future__ import annotations

import io
import re
import zipfile

from docgen.docx.package import DAMAGED, refuse_tricks
from docgen.errors import UnsafeFileError

_CHUNK = 2**20
_MARK = b"application/vnd.oasis.opendocument.spreadsheet"
_ODD = re.compile(rb"<!(?!--)")
HINT = "Mở bằng LibreOffice hoặc Excel, lưu thành .xlsx rồi thử lại."


def is_opendocument(data: bytes) -> bool:
    """Whether a zip archive says that it is a sheet of LibreOffice: the first thing in it, not packed."""
    return _MARK in data[:200]


def check_opendocument(data: bytes, *, times: int = 1) -> None:
    """Refuse what swells, is protected by a password, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_tricks(archive.infolist(), len(data), hint=HINT, times=times)
            names = set(archive.namelist())
            if "content.xml" not in names:
                raise UnsafeFileError("Tệp không phải bảng tính ODS.", hint=HINT)
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnsafeFileError("Tệp có mật khẩu.", hint="Mở bằng LibreOffice, lưu lại không đặt mật khẩu rồi thử lại.")
            _look_through(archive)
    except DAMAGED as error:
        raise UnsafeFileError("Tệp bị hỏng hoặc không phải ODS.", hint=HINT) from error


def _look_through(archive: zipfile.ZipFile) -> None:
    size, read, tail = archive.getinfo("content.xml").file_size, 0, b""
    with archive.open("content.xml") as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > size:
                raise UnsafeFileError("Tệp giải nén ra quá lớn.", hint=HINT)
            if _ODD.search(tail + chunk):
                raise UnsafeFileError("Tệp có phần viết theo cách lạ (content.xml).", hint=HINT)
            tail = chunk[-3:]
