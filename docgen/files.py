"""Writing files so that nothing is lost: whole or not at all, never over an existing file unless asked."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from docgen.errors import FileError


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write `data` to `path` in one step: a reader sees the old file or the new one, never half of it."""
    # Not path.exists(): a link to nowhere is there too, and a name that is too long is for the lines below to report.
    is_there = os.path.lexists(path)
    if is_there and not force:
        raise FileError(f"Đã có tệp {path}.", hint="Chọn tên khác, hoặc thêm --force để ghi đè.")
    try:
        if path.exists() and not path.is_file():
            raise FileError(f"{path} không phải tệp thường (thư mục hoặc thiết bị).", hint="Chọn tên tệp khác.")
        _replace(path.resolve() if path.is_symlink() else path, data)
    except OSError as error:
        raise FileError(
            f"Không ghi được tệp {path}: {reason(error)}.", hint="Xem lại thư mục, quyền ghi và chỗ trống trên đĩa."
        ) from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


_REASONS = {
    "ENOENT": "không có thư mục hoặc tệp này",
    "EACCES": "không có quyền",
    "EPERM": "không có quyền",
    "EROFS": "ổ đĩa chỉ cho đọc",
    "ENOSPC": "ổ đĩa đã đầy",
    "EISDIR": "đây là thư mục",
    "ENOTDIR": "có phần của đường dẫn không phải thư mục",
    "ENAMETOOLONG": "tên tệp quá dài",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Vietnamese where it is a usual reason."""
    from errno import errorcode  # noqa: PLC0415 - only when something went wrong

    return _REASONS.get(errorcode.get(error.errno or 0, ""), error.strerror or str(error))


def read_bytes(source: str, limit: int) -> bytes:
    """The content of a file, or of the standard input for "-"; no more than `limit` bytes and one."""
    try:
        if source == "-":
            return sys.stdin.buffer.read(limit + 1)
        with Path(source).open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise FileError(f"Không đọc được {source}: {reason(error)}.", hint="Xem lại tên tệp và quyền đọc.") from error
