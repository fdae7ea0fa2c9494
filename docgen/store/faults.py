"""What a database refuses, in words that say what to do. No value of a statement is repeated: it may be a member's data."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.exc import DBAPIError, IntegrityError

from docgen.errors import StoreError


class _Fault(NamedTuple):
    """How drivers say it, what we say, what to do."""

    words: tuple[str, ...]
    message: str
    hint: str
    page_hint: str = ""


_FAULTS = (
    _Fault(
        ("database is locked", "database table is locked", "lock timeout", "deadlock detected"),
        "Kho dữ liệu đang bận: chương trình khác giữ khóa quá lâu.",
        hint="Chưa có gì bị ghi dở; đợi một lát rồi làm lại. Đóng chương trình khác đang mở tệp kho dữ liệu.",
    ),
    _Fault(
        ("readonly database", "read-only transaction", "read-only database"),
        "Kho dữ liệu chỉ cho đọc.",
        hint="Cấp quyền ghi cho tệp kho và cho cả thư mục chứa nó, hoặc đặt DOCGEN_DATA tới thư mục khác.",
        page_hint="Báo người quản trị cấp quyền ghi cho tệp kho và cho cả thư mục chứa nó, rồi làm lại.",
    ),
    _Fault(
        ("disk is full", "no space left", "could not extend file"),
        "Ổ đĩa chứa kho dữ liệu đã đầy.",
        hint="Dọn chỗ trống rồi làm lại; việc đang làm dở chưa được ghi, việc đã báo xong vẫn còn.",
    ),
    _Fault(
        ("unable to open database file",),
        "Không mở được tệp kho dữ liệu.",
        hint="Xem lại thư mục trong DOCGEN_DATA có tồn tại và có quyền ghi không.",
        page_hint="Báo người quản trị xem lại thư mục chứa kho dữ liệu có còn và có quyền ghi không.",
    ),
    _Fault(
        ("malformed", "file is not a database", "disk i/o error", "invalid page in block"),
        "Tệp kho dữ liệu bị hỏng hoặc không phải kho của docgen.",
        hint="Giữ nguyên tệp này, khôi phục bản sao lưu gần nhất bằng docgen db restore vào một thư mục mới.",
        page_hint="Dừng ghi, giữ nguyên tệp này và báo người quản trị khôi phục bản sao lưu gần nhất.",
    ),
    _Fault(
        ("no such table", "no such column", "undefinedtable", "undefinedcolumn"),
        "Kho dữ liệu chưa có bảng mà phiên bản này cần.",
        hint="Chạy docgen db upgrade.",
        page_hint="Báo người quản trị đóng rồi mở lại chương trình để nâng cấp kho dữ liệu.",
    ),
    _Fault(
        ("connection", "could not translate host", "authentication failed", "no pg_hba", "terminating", "is starting up"),
        "Không nối được máy chủ cơ sở dữ liệu.",
        hint="Xem lại DOCGEN_DATABASE_URL, mạng, và máy chủ PostgreSQL có đang chạy không.",
        page_hint="Báo người quản trị xem lại mạng và máy chủ cơ sở dữ liệu, rồi làm lại.",
    ),
)


def store_error(error: DBAPIError) -> StoreError:
    """Our error for one of the database driver."""
    told = f"{type(error.orig).__name__} {error.orig}".lower()
    if isinstance(error, IntegrityError) or "is immutable" in told:
        return StoreError(
            "Kho dữ liệu từ chối: thao tác này phá quan hệ giữa các mục hoặc sửa thứ không được sửa.",
            hint="Chưa có gì bị ghi. Tải lại danh sách rồi làm lại; văn bản đã ban hành chỉ được hủy số, không được sửa.",
        )
    for fault in _FAULTS:
        if any(word in told for word in fault.words):
            return StoreError(fault.message, hint=fault.hint, page_hint=fault.page_hint)
    return StoreError(
        f"Kho dữ liệu báo lỗi ({type(error.orig).__name__}).",
        hint="Chưa có gì bị ghi dở. Chạy docgen db check; chạy lại với DOCGEN_DEBUG=1 để xem chi tiết khi báo lỗi.",
        page_hint="Chưa có gì bị ghi dở. Làm lại; vẫn vậy thì báo người quản trị kiểm tra kho dữ liệu.",
    )
