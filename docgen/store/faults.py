"""What a database refuses, in words that say what to do. No value of a statement is repeated: it may be a member's data."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, IntegrityError

from docgen.errors import StoreError

_FAULTS = (
    (
        ("database is locked", "database table is locked", "lock timeout", "deadlock detected"),
        "Kho dữ liệu đang bận: chương trình khác giữ khóa quá lâu.",
        "Chưa có gì bị ghi dở; đợi một lát rồi làm lại. Đóng chương trình khác đang mở tệp kho dữ liệu.",
    ),
    (
        ("readonly database", "read-only transaction", "read-only database"),
        "Kho dữ liệu chỉ cho đọc.",
        "Cấp quyền ghi cho tệp kho và cho cả thư mục chứa nó, hoặc đặt DOCGEN_DATA tới thư mục khác.",
    ),
    (
        ("disk is full", "no space left", "could not extend file"),
        "Ổ đĩa chứa kho dữ liệu đã đầy.",
        "Dọn chỗ trống rồi làm lại; việc đang làm dở chưa được ghi, việc đã báo xong vẫn còn.",
    ),
    (
        ("unable to open database file",),
        "Không mở được tệp kho dữ liệu.",
        "Xem lại thư mục trong DOCGEN_DATA có tồn tại và có quyền ghi không.",
    ),
    (
        ("malformed", "file is not a database", "disk i/o error", "invalid page in block"),
        "Tệp kho dữ liệu bị hỏng hoặc không phải kho của docgen.",
        "Giữ nguyên tệp này, khôi phục bản sao lưu gần nhất bằng docgen db restore vào một thư mục mới.",
    ),
    (
        ("no such table", "no such column", "undefinedtable", "undefinedcolumn"),
        "Kho dữ liệu chưa có bảng mà phiên bản này cần.",
        "Chạy docgen db upgrade.",
    ),
    (
        ("connection", "could not translate host", "authentication failed", "no pg_hba", "terminating", "is starting up"),
        "Không nối được máy chủ cơ sở dữ liệu.",
        "Xem lại DOCGEN_DATABASE_URL, mạng, và máy chủ PostgreSQL có đang chạy không.",
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
    for words, message, hint in _FAULTS:
        if any(word in told for word in words):
            return StoreError(message, hint=hint)
    return StoreError(
        f"Kho dữ liệu báo lỗi ({type(error.orig).__name__}).",
        hint="Chưa có gì bị ghi dở. Chạy docgen db check; chạy lại với DOCGEN_DEBUG=1 để xem chi tiết khi báo lỗi.",
    )
