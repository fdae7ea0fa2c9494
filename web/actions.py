"""Lines of the audit trail in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from docgen.kinds import KINDS
from docgen.store.audit import Entry
from docgen.store.users import Role
from web.accounts import ROLES


def told(line: Entry) -> str:
    """What was done, as people say it; what an older or newer program wrote is shown by its names."""
    return str(_ACTIONS.get((line.what, line.action), f"{line.action} {line.what}"))


def things() -> dict[str, str]:
    """What may have been changed, by its name in the trail."""
    return {
        "numbers": _("Số"),
        "documents": _("Văn bản"),
        "drafts": _("Bản nháp"),
        "series": _("Dãy số"),
        "units": _("Đơn vị"),
        "signers": _("Người ký"),
        "people": _("Đảng viên"),
        "legal_bases": _("Căn cứ"),
        "duty_lines": _("Nhiệm vụ mẫu"),
        "own_templates": _("Mẫu riêng"),
        "users": _("Người dùng"),
        "api_tokens": _("Khóa truy cập"),
        "store": _("Kho dữ liệu"),
        "batches": _("Lô"),
        "batch_plans": _("Lô đang chuẩn bị"),
        "mappings": _("Cách hiểu cột"),
    }


def details(line: Entry) -> str:
    """What is worth saying of the line's details."""
    known = {
        "so": _("số"),
        "suffix": _("chữ chen"),
        "reason": _("lý do"),
        "last_used": _("số đã dùng gần nhất"),
        "role": _("vai trò"),
        "kind": _("loại"),
        "document": _("văn bản số"),
        "added": _("thêm"),
        "changed": _("sửa"),
        "count": _("số lượng"),
    }
    return "; ".join(
        f"{known[name]} {_said(name, value)}" for name, value in line.details.items() if name in known and value not in {"", None}
    )


def _said(name: str, value: object) -> str:
    """Codes of roles and kinds in words; anything else as it is."""
    said = str(value)
    if name == "role" and said in set(Role):
        return str(ROLES[Role(said)])
    return str(_(KINDS[said].title)) if name == "kind" and said in KINDS else said


_ACTIONS: Mapping[tuple[str, str], Any] = {
    ("numbers", "reserve"): later("Lấy số"),
    ("numbers", "issue"): later("Ban hành, cấp số"),
    ("numbers", "void"): later("Hủy số"),
    ("numbers", "release"): later("Trả lại số"),
    ("numbers", "reuse"): later("Dùng lại số"),
    ("numbers", "enter-late"): later("Ghi bổ sung số đã cấp trên giấy"),
    ("numbers", "enter-other"): later("Ghi số do hệ thống khác cấp"),
    ("numbers", "enter-hand"): later("Ghi số đã viết tay trên bản giấy"),
    ("series", "open"): later("Đặt số đầu của dãy số"),
    ("documents", "issue"): later("Lưu văn bản không lấy số"),
    ("drafts", "add"): later("Mở bản nháp mới"),
    ("drafts", "removed"): later("Bỏ bản nháp"),
    ("drafts", "open"): later("Mở lại bản nháp đã bỏ"),
    ("drafts", "sweep"): later("Dọn bản nháp chưa ghi gì"),
    ("units", "add"): later("Thêm đơn vị"),
    ("units", "change"): later("Sửa đơn vị"),
    ("signers", "add"): later("Thêm người ký"),
    ("signers", "change"): later("Sửa người ký"),
    ("units", "remove"): later("Bỏ đơn vị mẫu"),
    ("people", "add"): later("Thêm đảng viên"),
    ("people", "change"): later("Sửa đảng viên"),
    ("people", "import"): later("Nhập danh sách từ tệp"),
    ("people", "remove"): later("Đưa ra khỏi danh sách"),
    ("people", "restore"): later("Đưa trở lại danh sách"),
    ("legal_bases", "add"): later("Thêm căn cứ"),
    ("legal_bases", "change"): later("Sửa căn cứ"),
    ("legal_bases", "remove"): later("Bỏ căn cứ ghi nhầm"),
    ("duty_lines", "add"): later("Thêm nhiệm vụ mẫu"),
    ("duty_lines", "change"): later("Sửa nhiệm vụ mẫu"),
    ("own_templates", "add"): later("Nộp mẫu riêng"),
    ("own_templates", "try"): later("Thử mẫu riêng"),
    ("own_templates", "approve"): later("Duyệt mẫu riêng"),
    ("own_templates", "stop"): later("Ngừng dùng mẫu riêng"),
    ("batches", "add"): later("Chạy thử một lô"),
    ("batches", "running"): later("Bắt đầu tạo cả lô"),
    ("batches", "reserve"): later("Lấy số cho một lô"),
    ("batches", "issue"): later("Ban hành văn bản của lô"),
    ("batches", "ask-stop"): later("Yêu cầu dừng lô"),
    ("batches", "ask-cancel"): later("Yêu cầu hủy lô"),
    ("batches", "stopped"): later("Lô dừng"),
    ("batches", "done"): later("Lô xong"),
    ("batches", "cancel"): later("Hủy lô"),
    ("batches", "correct"): later("Sửa một dòng của lô"),
    ("batches", "void"): later("Hủy một dòng của lô"),
    ("batches", "remove"): later("Bỏ lần chạy thử"),
    ("batch_plans", "add"): later("Chuẩn bị một lô"),
    ("batch_plans", "remove"): later("Bỏ lô đang chuẩn bị"),
    ("batch_plans", "sweep"): later("Dọn lô đã chuẩn bị xong"),
    ("mappings", "keep"): later("Nhớ cách hiểu các cột"),
    ("store", "restore"): later("Khôi phục từ bản sao lưu"),
    ("users", "add"): later("Thêm người dùng"),
    ("users", "change"): later("Sửa người dùng"),
    ("users", "login"): later("Đăng nhập"),
    ("users", "login_failed"): later("Đăng nhập không được"),
    ("users", "logout"): later("Đăng xuất"),
    ("users", "end_sessions"): later("Đăng xuất khỏi mọi trình duyệt"),
    ("api_tokens", "add"): later("Tạo khóa truy cập"),
    ("api_tokens", "revoke"): later("Thu hồi khóa truy cập"),
}
